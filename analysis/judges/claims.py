"""Claims: gold and found in, scores out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from analysis.gold import GoldClaim
from analysis.judges import measures
from analysis.judges.case import Case, Findings, others, same_claims, touch
from analysis.judges.matching import SAME, share
from analysis.judges.measures import Score
from analysis.tables import Claim, Span, key_of


def claims(case: Case) -> Findings:
    """A claim is found if it shares half of its words with gold's. All else is judged on those.

    - label: share of the right ones; label, mean F1: the mean over gold's labels.
    - source: share of those with the same kind of source and, where it is named, half of its words or a part of it.
    - cue: share of the right ones, of those that have a cue in gold: half of its words or a part of it.
    - dates, quantities: F1 of their places; a place is right that shares half of the characters of both.
    """
    if case.gold.claims is None:
        return
    gold, found = case.gold.claims, case.tables.rows(Claim)
    every = same_claims(case)
    pairs = [(ours, theirs) for ours, theirs in every if not ours.optional]
    expected = sum(not row.optional for row in gold)
    yield measures.f1(
        "claims", "found", right=len(pairs), found=len(found) - len(every) + len(pairs), expected=expected
    )
    sources = [_is_behind(case, *pair) for pair in pairs]
    labels = [(ours.label, theirs.label) for ours, theirs in pairs]
    yield from measures.share("claims", "label", (one == other for one, other in labels))
    yield from measures.mean_f1("claims", "label, mean F1", labels)
    yield from measures.share("claims", "source", sources)
    yield from measures.share("claims", "cue", _cues(case, pairs))
    yield from _places("dates", pairs)
    yield from _places("quantities", pairs)
    rest = others(gold, (ours for ours, _ in every))
    yield from measures.missed("claims", (row for row in rest if not row.optional), _labelled)
    yield from measures.spurious("claims", others(found, (theirs for _, theirs in every)), _labelled)
    wrong = (one != other or not source for (one, other), source in zip(labels, sources, strict=True))
    yield from measures.wrong("claims", itertools.compress(pairs, wrong), _labelled)


def _labelled(row: Claim) -> str:
    return f"{row.text} [{row.label}, {row.source_text or row.source_kind}]"


def _is_behind(case: Case, ours: Claim, theirs: Claim) -> bool:
    """Whether the same kind of source stands behind both and, where it is named, the same words name it."""
    if ours.source_kind != "named" or theirs.source_kind != "named":
        return ours.source_kind == theirs.source_kind
    return case.text(ours).is_part(_span(ours, "source"), _span(theirs, "source"))


def _cues(case: Case, pairs: Iterable[tuple[Claim, Claim]]) -> Iterator[bool]:
    for ours, theirs in pairs:
        if ours.cue_start is not None:
            yield case.text(ours).is_part(_span(ours, "cue"), _span(theirs, "cue"))


def _places(part: str, pairs: Sequence[tuple[GoldClaim, Claim]]) -> Iterator[Score]:
    """F1 of the places of dates or quantities in claims; no score where neither side has any."""
    places = [[{(one.start, one.end) for one in getattr(row, part)} for row in pair] for pair in pairs]
    right = sum(any(share(one, other) >= SAME for other in theirs) for ours, theirs in places for one in ours)
    expected, found = (sum(len(pair[side]) for pair in places) for side in (0, 1))
    if found or expected:
        yield measures.f1("claims", part, right=right, found=found, expected=expected)


def _span(row: Claim, part: str) -> tuple[Span, ...]:
    start, end = getattr(row, f"{part}_start"), getattr(row, f"{part}_end")
    return () if start is None or end is None else ((start, end),)


def non_claims(case: Case) -> Findings:
    """Share of the passages that claim nothing in which no claim was found."""
    if case.gold.non_claims is None:
        return
    found = case.tables.rows(Claim)
    hits = [(passage, row) for passage in case.gold.non_claims for row in found if touch(passage, row)]
    hit = {key_of(passage) for passage, _ in hits}
    yield from measures.share("claims", "non-claims left out", (key_of(row) not in hit for row in case.gold.non_claims))
    for passage, row in hits:
        yield measures.difference("claims", "wrong", passage, gold="no claim", found=_labelled(row))
