"""What every judge is given, and what several of them ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.gold import Gold, GoldClaim
from analysis.judges import matching, measures
from analysis.judges.matching import Text
from analysis.judges.measures import Difference, Score
from analysis.tables import Claim, Mention, R, Row, Tables, Timex, key_of

Findings = Iterator[Score | Difference]


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged: gold, the tables of its documents only, and what those documents say."""

    gold: Gold
    tables: Tables
    texts: Mapping[str, Text]
    published: Mapping[str, str | None]

    def text(self, row: Any) -> Text:
        """The text that a row stands in."""
        return self.texts[row.doc_id]


def others(rows: Iterable[R], taken: Iterable[Row]) -> list[R]:
    """The rows that are not among those taken."""
    keys = {key_of(row) for row in taken}
    return [row for row in rows if key_of(row) not in keys]


def left_out(case: Case, table: str, found: Iterable[Mention | Timex]) -> Findings:
    """Share of the look-alikes in whose exact place no row stands."""
    if case.gold.excluded is None:
        return
    places = {(row.doc_id, row.start, row.end) for row in found}
    rows = [row for row in case.gold.excluded if row.of == table]
    taken = [row for row in rows if (row.doc_id, row.start, row.end) in places]
    yield from measures.share(table, "look-alikes left out", (row not in taken for row in rows))
    for row in taken:
        yield measures.difference(table, "wrong", row, gold=f"none: {row.reason}", found=row.text)


def touch(one: Any, other: Any) -> bool:
    """Whether two rows share a character."""
    spans = (one.start, one.end), (other.start, other.end)
    return one.doc_id == other.doc_id and matching.common(*spans) > 0


def same_claims(case: Case) -> list[tuple[GoldClaim, Claim]]:
    """Gold's claims and those found, paired one to one by the words they share: half at least."""
    return matching.paired(
        case.texts, case.gold.claims or (), case.tables.rows(Claim), spans=lambda row: ((row.start, row.end),)
    )
