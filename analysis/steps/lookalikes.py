"""A reading and its mentions in; what looks like a mention and is not counted out, with the actors it might mean."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.config import Config
from analysis.reading import Reading
from analysis.rules import names
from analysis.rules.forms import Named
from analysis.tables import NAMES, Lookalike, LookalikeKind, Mention


def lookalikes(reading: Reading, _config: Config) -> Iterator[Lookalike]:
    """The adjectives of states outside names ("North Korean missile"), in the order of the text."""
    names_only = (row for row in reading.rows(Mention) if row.kind in NAMES)
    taken = {place for row in names_only for place in range(row.start, row.end)}
    for passage in reading.article():
        for one in names.adjectives(passage):
            row = _row(reading, one, "adjective")
            if row.start not in taken:
                yield row


def _row(reading: Reading, one: Named, kind: LookalikeKind) -> Lookalike:
    start, end = one.passage.block.start + one.start, one.passage.block.start + one.end
    return Lookalike(
        doc_id=reading.document.doc_id,
        start=start,
        end=end,
        text=reading.document.text[start:end],
        actor_id=one.who.actor_id,
        kind=kind,
        rule=one.rule,
    )
