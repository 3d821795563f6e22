"""Tables and gold in, scores out: how far each table is from what a careful reader found.

Every score is a number from 0 to 1, higher is better. Where rows are found or missed it is F1; where rows
that were found are right or wrong it is the share of right ones. Factuality has a correlation, from -1 to 1, and a
mean error, and counts of mentions have an error: of errors less is better. What gold calls optional is neutral:
neither missed if it is left out, nor spurious if it is there.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.gold import Gold, GoldError, read_gold
from analysis.judges import JUDGES
from analysis.judges.case import Case
from analysis.judges.matching import Text
from analysis.judges.measures import Difference, Score, Scores, lines
from analysis.tables import Document, Row, Tables

__all__ = ["Difference", "Gold", "GoldError", "Score", "Scores", "lines", "read_gold", "score"]


def score(tables: Tables, gold: Gold) -> Scores:
    """Score the tables of the gold documents, table by table.

    Raises GoldError if the tables lack a document that gold speaks of, or hold another text of it.
    """
    case = _case(tables, gold)
    findings = list(itertools.chain.from_iterable(part(case) for part in JUDGES))
    scores = tuple(one for one in findings if isinstance(one, Score))
    order = {one.table: number for number, one in reversed(list(enumerate(scores)))}
    differences = [one for one in findings if isinstance(one, Difference)]
    differences.sort(key=lambda one: (order[one.table], one.doc_id, one.start, one.end, one.fault, one.found))
    return Scores(scores, tuple(differences))


def _case(tables: Tables, gold: Gold) -> Case:
    documents = {row.doc_id: row for row in tables.rows(Document)}
    wanted = sorted(gold.documents())
    if missing := [doc_id for doc_id in wanted if doc_id not in documents]:
        raise GoldError(f"the tables lack documents that gold speaks of: {', '.join(missing)}")
    for row in gold.rows():
        _check_text(row, documents)
    return Case(
        gold=gold,
        tables=Tables({kind: [row for row in rows if _is_in(row, wanted)] for kind, rows in tables.items()}),
        texts={doc_id: Text(documents[doc_id].text) for doc_id in wanted},
        published={doc_id: documents[doc_id].published for doc_id in wanted},
    )


def _is_in(row: Row, documents: Sequence[str]) -> bool:
    return not hasattr(row, "doc_id") or row.doc_id in documents


def _check_text(row: Any, documents: Mapping[str, Document]) -> None:
    words = getattr(row, "text", None)
    if words is not None and documents[row.doc_id].text[row.start : row.end] != words:
        raise GoldError(f"gold was made for another text of {row.doc_id}: {row.start}..{row.end} is not {words!r}")
