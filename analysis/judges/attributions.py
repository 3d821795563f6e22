"""Attributions: gold and found in, scores out."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

from analysis.judges import matching, measures
from analysis.judges.case import Case, Findings, others
from analysis.judges.measures import Score
from analysis.tables import Attribution


def attributions(case: Case) -> Findings:
    """Content, source and cue, compared by their words; a source or a cue counts only with the right content.

    All three: the content is right, the source is right or rightly absent, the cue is right or gold has none.
    """
    if case.gold.attributions is None:
        return
    gold, found = case.gold.attributions, case.tables.rows(Attribution)
    pairs = matching.paired(case.texts, gold, found, spans=lambda row: row.content)
    sources = [_has_source(case, *pair) for pair in pairs]
    cues = [not ours.cue or case.text(ours).is_cue(ours.cue, theirs.cue) for ours, theirs in pairs]
    both = [source and cue for source, cue in zip(sources, cues, strict=True)]
    exact = sum(case.text(ours).is_same(ours.content, theirs.content) for ours, theirs in pairs)
    of = {"found": len(found), "expected": len(gold)}
    yield measures.f1("attributions", "content, exact", right=exact, **of)
    yield measures.f1("attributions", "content", right=len(pairs), **of)
    yield _part_of("source", gold, found, itertools.compress(pairs, sources))
    yield _part_of("cue", gold, found, itertools.compress(pairs, cues))
    yield measures.f1("attributions", "all three", right=sum(both), **of)
    told = _teller(case)
    yield from measures.missed("attributions", others(gold, (ours for ours, _ in pairs)), told)
    yield from measures.spurious("attributions", others(found, (theirs for _, theirs in pairs)), told)
    yield from measures.wrong("attributions", itertools.compress(pairs, (not one for one in both)), told)


def _has_source(case: Case, ours: Attribution, theirs: Attribution) -> bool:
    if not ours.source and not theirs.source:
        return True
    return case.text(ours).is_source(ours.source, theirs.source)


def _part_of(
    part: str,
    gold: Iterable[Attribution],
    found: Iterable[Attribution],
    right: Iterable[tuple[Attribution, Attribution]],
) -> Score:
    """F1 of the sources (or cues) alone, among the attributions that have one."""
    return measures.f1(
        "attributions",
        part,
        right=sum(bool(getattr(ours, part)) for ours, _ in right),
        found=sum(bool(getattr(row, part)) for row in found),
        expected=sum(bool(getattr(row, part)) for row in gold),
    )


def _teller(case: Case) -> Callable[[Attribution], str]:
    def told(row: Attribution) -> str:
        parts = (row.source, row.cue, row.content)
        return " | ".join(case.text(row).read(part) or "-" for part in parts)

    return told
