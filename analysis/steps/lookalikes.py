"""A reading and its mentions in; what looks like a mention and is not counted out, with the actors it might mean."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.config import Config
from analysis.reading import Reading
from analysis.rules import joint, names
from analysis.rules.forms import Named
from analysis.rules.joint import Joint
from analysis.tables import NAMES, Lookalike, LookalikeKind, Mention


def lookalikes(reading: Reading, _config: Config) -> Iterator[Lookalike]:
    """The adjectives of states outside names ("North Korean missile"); then where two are meant ("both countries")."""
    names_only = (row for row in reading.rows(Mention) if row.kind in NAMES)
    taken = {place for row in names_only for place in range(row.start, row.end)}
    for passage in reading.article():
        for one in names.adjectives(passage):
            row = _row(reading, one, "adjective", one.who.actor_id)
            if row.start not in taken:
                yield row
    for two in joint.joint(reading.article(), reading.rows(Mention)):
        yield from (_row(reading, two, "joint", actor) for actor in two.actors)


def _row(reading: Reading, one: Named | Joint, kind: LookalikeKind, actor: str) -> Lookalike:
    start, end = one.passage.block.start + one.start, one.passage.block.start + one.end
    return Lookalike(
        doc_id=reading.document.doc_id,
        start=start,
        end=end,
        text=reading.document.text[start:end],
        actor_id=actor,
        kind=kind,
        rule=one.rule,
    )
