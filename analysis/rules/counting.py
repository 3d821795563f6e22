"""Mentions with the actors that they mean in; a row for every actor, with how often it is mentioned, out."""

from __future__ import annotations

import typing
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from analysis.tables import OWN_NAMES, Actor, DecisionKind, Mention, MentionKind

_NOTHING: tuple[DecisionKind, ...] = ()


def counted(
    mentions: Iterable[Mention],
    names: Mapping[str, str],
    edited: Mapping[str, tuple[DecisionKind, ...]] | None = None,
) -> Iterator[Actor]:
    """One row an actor, by id. Who stands in captions only has a row of zeros."""
    groups: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[mention.actor_id].append(mention)
    for actor_id, own in sorted(groups.items()):
        counts = [mention for mention in own if mention.counted]
        kinds = Counter(mention.kind for mention in counts)
        name = names[actor_id]
        yield Actor(
            actor_id=actor_id,
            name=name,
            type=own[0].type,
            aliases=tuple(sorted({mention.text for mention in own if mention.kind in OWN_NAMES} - {name})),
            **{f"{kind}_count": kinds[kind] for kind in typing.get_args(MentionKind)},
            mentions=len(counts),
            documents=len({mention.doc_id for mention in counts}),
            edited=(edited or {}).get(actor_id, _NOTHING),
        )
