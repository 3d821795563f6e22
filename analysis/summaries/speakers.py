"""A Corpus in, who speaks out: the attributions whose source is an actor, one by one and counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.display import Section
from analysis.frames import Corpus, frame_of, in_order, keyed
from analysis.summaries.cells import anchor, many, passage

#: How a source may be quoted.
QUOTED: tuple[str, ...] = ("direct", "mixed", "indirect")
#: So many words that introduce a source are shown.
_CUES = 3
_COLUMNS = ("says", "quoted", "cue", "named_as", "document", "actor", "type", "actor_id", "claims")
_OF_SPEAKER = ("says", "quoted", "cue", "named_as", "document")


def statements(corpus: Corpus, *, among: Collection[str] | None = None) -> pd.DataFrame:
    """A row an attribution whose source is an actor (one of `among`, ids, if given), in the order of the text."""
    known = {actor.actor_id: actor for actor in in_order(corpus.actors, "actor_id")}
    claims, endings = _claims(corpus), _endings(corpus)
    rows = []
    for one in in_order(corpus.attributions, "doc_id", "attribution_id"):
        own = claims.get(one.attribution_id, ())
        claim = next((claim for claim in own if claim.source_actor), None)
        mention = _mention(one, endings)
        actor = known.get(claim.source_actor if claim else mention.actor_id if mention else "")
        if actor is None or (among is not None and actor.actor_id not in among):
            continue
        text = corpus.texts[one.doc_id]
        place = (one.content[0][0], passage(claim or mention, _words(text, one.content)))
        rows.append((one.doc_id, place[0], (
            place[1], one.kind, _words(text, one.cue).lower(), _other(one.source_text, actor.name), one.doc_id,
            actor.name, actor.type, actor.actor_id, len(own),
        )))  # fmt: skip
    return frame_of((cells for _, _, cells in sorted(rows, key=lambda row: row[:2])), *_COLUMNS)


def _claims(corpus: Corpus) -> Mapping[str, list[Any]]:
    """The claims of each attribution, in the order of the text."""
    claims: defaultdict[str, list[Any]] = defaultdict(list)
    for one in in_order(corpus.claims, "doc_id", "start", "end"):
        if one.attribution_id:
            claims[one.attribution_id].append(one)
    return claims


def _endings(corpus: Corpus) -> Mapping[tuple[str, int], list[Any]]:
    """Mentions by where they end: a source is called by its last words."""
    endings: defaultdict[tuple[str, int], list[Any]] = defaultdict(list)
    for one in in_order(corpus.mentions[corpus.mentions["counted"]], "doc_id", "start", "actor_id"):
        endings[one.doc_id, one.end].append(one)
    return endings


def _mention(one: Any, endings: Mapping[tuple[str, int], list[Any]]) -> Any:
    """The longest mention with which the source ends; None if there is none."""
    within = (
        mention for start, end in one.source for mention in endings.get((one.doc_id, end), ()) if mention.start >= start
    )
    return next(within, None)


def _words(text: str, spans: Iterable[tuple[int, int]]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def _other(words: str | None, name: str) -> str:
    """The text's words for a source, where these are not its name."""
    return "" if words is None or words == name else words


def speaker_counts(said: pd.DataFrame) -> pd.DataFrame:
    """A row an actor that speaks, by its id: how it is quoted, how many claims that makes, with which words.

    The most quoted first.
    """
    rows = {
        str(actor_id): (
            own["actor"].iloc[0], own["type"].iloc[0], *_quoted(own), len(own), int(own["claims"].sum()),
            own["document"].nunique(), _cues(own),
        )
        for actor_id, own in said.groupby("actor_id", sort=True)
    }  # fmt: skip
    ordered = sorted(rows.items(), key=lambda item: (-item[1][-4], item[1][0]))
    last = ("statements", "claims", "documents", "introduced_by")
    return keyed(dict(ordered), "actor", "type", *QUOTED, *last)


def _quoted(own: pd.DataFrame) -> Iterator[int]:
    counts = own["quoted"].value_counts()
    return (int(counts.get(kind, 0)) for kind in QUOTED)


def _cues(own: pd.DataFrame) -> list[str]:
    counts = Counter(cue for cue in own["cue"] if cue)
    first = sorted(counts, key=lambda cue: (-counts[cue], cue))[:_CUES]
    return [f"{cue} ({counts[cue]})" for cue in first]


def statements_of_speakers(said: pd.DataFrame, counts: pd.DataFrame, *, most: int) -> list[Section]:
    """The actors that speak, the most quoted first, each with what it says; so many statements in all."""
    own = dict(tuple(said.groupby("actor_id")))
    sections, left = [], most
    for actor_id, row in zip(counts.index, in_order(counts), strict=True):
        left -= len(own[actor_id])
        if left < 0:
            break
        about = f"{many(row.statements, 'statement')} in {many(row.documents, 'document')}"
        sections.append(Section(row.actor, about, own[actor_id][list(_OF_SPEAKER)], actor_id, anchor("says", actor_id)))
    return sections
