"""Attributions: gold and found in, scores out.

As PolNeAR's are measured (Newell, Margolin and Ruths 2018), but by words: a content is right that shares half of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from analysis.judges import matching, measures
from analysis.judges.case import Case, Findings, others
from analysis.judges.matching import Words
from analysis.judges.measures import Score
from analysis.tables import Attribution, key_of

A = TypeVar("A", bound=Attribution)
Pairs = Sequence[tuple[Attribution, Attribution]]

#: How an attribution may be quoted, the order in which they are told.
KINDS = ("direct", "mixed", "indirect")


def attributions(case: Case) -> Findings:
    """Content, source and cue, compared by their words; a source or a cue counts only with the right content.

    - content, exact: the words are the same; content: at least half of those of both are shared.
    - content, words: every word by itself, whether it stands in any content.
    - source: F1 of the right ones among the attributions that have one; source accuracy: share of the right ones
      where the content was found and gold has a source. Right: half of the words shared, or a telling part of it.
    - cue: F1 likewise. Right: a word shared, and no more than two beyond gold's unless half of the words are shared.
    - all three: the content is right, the source is right or rightly absent, the cue is right or gold has none.
    - recall, direct (mixed, indirect): share of gold's attributions of that kind whose content was found.

    An attribution whose content covers no word is none, in gold as well as in the tables.
    """
    if case.gold.attributions is None:
        return
    gold, found = _with_words(case, case.gold.attributions), _with_words(case, case.tables.rows(Attribution))
    pairs = matching.paired(case.texts, gold, found, spans=lambda row: row.content)
    sources = [_is_source(case, *pair) for pair in pairs]
    cues = [_is_cue(case, *pair) for pair in pairs]
    both = [source and cue for source, cue in zip(sources, cues, strict=True)]
    exact = sum(case.text(ours).is_same(ours.content, theirs.content) for ours, theirs in pairs)
    of = {"found": len(found), "expected": len(gold)}
    yield measures.f1("attributions", "content, exact", right=exact, **of)
    yield measures.f1("attributions", "content", right=len(pairs), **of)
    yield _by_words(case, gold, found)
    yield _part_of(case, "source", gold, found, itertools.compress(pairs, sources))
    told = [bool(_words(case, ours, "source")) for ours, _ in pairs]
    yield from measures.share("attributions", "source accuracy", itertools.compress(sources, told))
    yield _part_of(case, "cue", gold, found, itertools.compress(pairs, cues))
    yield measures.f1("attributions", "all three", right=sum(both), **of)
    yield from _recalls(gold, pairs)
    yield from _apart(case, gold, found, pairs)
    yield from measures.wrong("attributions", itertools.compress(pairs, (not one for one in both)), _teller(case))


def _words(case: Case, row: Attribution, part: str) -> Words:
    return case.text(row).words(getattr(row, part))


def _with_words(case: Case, rows: Iterable[A]) -> list[A]:
    return [row for row in rows if _words(case, row, "content")]


def _is_source(case: Case, ours: Attribution, theirs: Attribution) -> bool:
    if not _words(case, ours, "source") and not _words(case, theirs, "source"):
        return True
    return case.text(ours).is_source(ours.source, theirs.source)


def _is_cue(case: Case, ours: Attribution, theirs: Attribution) -> bool:
    return not _words(case, ours, "cue") or case.text(ours).is_cue(ours.cue, theirs.cue)


def _by_words(case: Case, gold: Iterable[Attribution], found: Iterable[Attribution]) -> Score:
    """F1 of the words that stand in any content."""
    ours, theirs = (
        {(row.doc_id, word) for row in rows for word in _words(case, row, "content")} for rows in (gold, found)
    )
    right = len(ours & theirs)
    return measures.f1("attributions", "content, words", right=right, found=len(theirs), expected=len(ours))


def _part_of(
    case: Case,
    part: str,
    gold: Iterable[Attribution],
    found: Iterable[Attribution],
    right: Iterable[tuple[Attribution, Attribution]],
) -> Score:
    """F1 of the sources (or cues) alone, among the attributions that have one."""
    return measures.f1(
        "attributions",
        part,
        right=sum(bool(_words(case, ours, part)) for ours, _ in right),
        found=sum(bool(_words(case, row, part)) for row in found),
        expected=sum(bool(_words(case, row, part)) for row in gold),
    )


def _recalls(gold: Iterable[Attribution], pairs: Pairs) -> Iterator[Score]:
    hit = {key_of(ours) for ours, _ in pairs}
    verdicts = [(row.kind, key_of(row) in hit) for row in gold]
    for kind in KINDS:
        yield from measures.share(
            "attributions", f"recall, {kind}", (is_hit for one, is_hit in verdicts if one == kind)
        )


def _apart(case: Case, gold: Iterable[Attribution], found: Iterable[Attribution], pairs: Pairs) -> Findings:
    told = _teller(case)
    yield from measures.missed("attributions", others(gold, (ours for ours, _ in pairs)), told)
    yield from measures.spurious("attributions", others(found, (theirs for _, theirs in pairs)), told)


def _teller(case: Case) -> Callable[[Attribution], str]:
    def told(row: Attribution) -> str:
        parts = (row.source, row.cue, row.content)
        return " | ".join(case.text(row).read(part) or "-" for part in parts)

    return told
