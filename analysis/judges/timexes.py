"""Time expressions: gold and found in, scores out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from analysis.gold import GoldTimex
from analysis.judges import matching, measures
from analysis.judges.case import Case, Findings, left_out, others, touch
from analysis.judges.matching import within
from analysis.judges.measures import Score
from analysis.tables import Timex


def timexes(case: Case) -> Findings:
    """A time expression is found if it shares a character with gold's (relaxed), or all of them (strict).

    A value is right if it is gold's or another that gold allows, or if it means the same days. Days are right if both
    are; expected are those of gold's rows that have both.
    """
    if case.gold.timexes is None:
        return
    gold, found = case.gold.timexes, case.tables.rows(Timex)
    every = [pair for doc_id in case.texts for pair in _same_words(within(doc_id, gold), within(doc_id, found))]
    pairs = [(ours, theirs) for ours, theirs in every if not ours.optional]
    of = {"found": len(found) - len(every) + len(pairs), "expected": sum(not row.optional for row in gold)}
    wrong = [(ours, theirs) for ours, theirs in pairs if not _is_value(ours, theirs, case.published[ours.doc_id])]
    strict = sum((ours.start, ours.end) == (theirs.start, theirs.end) for ours, theirs in pairs)
    yield measures.f1("timexes", "strict", right=strict, **of)
    yield measures.f1("timexes", "relaxed", right=len(pairs), **of)
    yield measures.f1("timexes", "type", right=sum(ours.type == theirs.type for ours, theirs in pairs), **of)
    yield measures.f1("timexes", "value", right=len(pairs) - len(wrong), **of)
    yield from _days(case, gold, found)
    yield from left_out(case, "timexes", found)
    rest = others(gold, (ours for ours, _ in every))
    yield from measures.missed("timexes", (row for row in rest if not row.optional), _dated)
    yield from measures.spurious("timexes", others(found, (theirs for _, theirs in every)), _dated)
    yield from measures.wrong("timexes", wrong, _dated)


def _dated(row: Timex) -> str:
    return f"{row.text} = {row.value or 'unresolved'}"


def _days(case: Case, gold: Sequence[GoldTimex], found: Sequence[Timex]) -> Iterator[Score]:
    expected = [row for row in gold if _has_days(row) and not row.optional and _can_be_dated(row, case)]
    if not expected:
        return
    neutral = others(gold, expected)
    counted = [row for row in found if not any(touch(row, one) for one in neutral)]
    pairs = [pair for doc_id in case.texts for pair in _same_words(within(doc_id, expected), within(doc_id, counted))]
    right = sum((ours.earliest, ours.latest) == (theirs.earliest, theirs.latest) for ours, theirs in pairs)
    yield measures.f1("timexes", "days", right=right, found=sum(map(_has_days, counted)), expected=len(expected))


def _has_days(row: Timex) -> bool:
    return row.earliest is not None and row.latest is not None


def _can_be_dated(row: GoldTimex, case: Case) -> bool:
    """Whether what a date counts from is known."""
    return row.published is None or case.published[row.doc_id] is not None


def _same_words(gold: Sequence[GoldTimex], found: Sequence[Timex]) -> list[tuple[GoldTimex, Timex]]:
    """As in TempEval-3: the same extent first, then the largest overlap, then the earliest."""
    candidates = []
    for (i, ours), (j, theirs) in itertools.product(enumerate(gold), enumerate(found)):
        spans = (ours.start, ours.end), (theirs.start, theirs.end)
        if matching.common(*spans) > 0:
            candidates.append(((spans[0] != spans[1], -matching.common(*spans), ours.start, theirs.start), i, j))
    return [(gold[i], found[j]) for i, j in matching.chosen(candidates)]


def _is_value(ours: GoldTimex, theirs: Timex, published: str | None) -> bool:
    """Whether a value is right. Without a publication date nothing that counts from it can name a calendar date."""
    values = (ours.value, *ours.alternatives)
    if ours.published is not None and published is None:
        return theirs.value in ([value for value in values if not value[:1].isdigit()] or [""])
    days = (ours.earliest, ours.latest)
    return theirs.value in values or (any(days) and days == (theirs.earliest, theirs.latest))
