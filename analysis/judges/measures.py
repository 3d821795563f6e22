"""What matches what in; scores and differences out, and both as lines to read."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from analysis.tables import Attribution

Fault = Literal["missed", "spurious", "wrong"]
K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One measure of one table: `right` rows of `found` in the tables and `expected` in gold.

    `right` is None where rows are not right or wrong, but more or less so (correlation, error, rank).
    """

    table: str
    measure: str
    value: float
    right: int | None
    found: int
    expected: int

    @property
    def precision(self) -> float | None:
        """Share of the found rows that are right; None if none was found."""
        return None if self.right is None or not self.found else self.right / self.found

    @property
    def recall(self) -> float | None:
        """Share of the expected rows that were found; None if none was expected."""
        return None if self.right is None or not self.expected else self.right / self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where a table and gold differ: what gold says there, and what the table says."""

    table: str
    fault: Fault
    doc_id: str
    start: int
    end: int
    gold: str
    found: str


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores in the order of the data, and all differences in the order of the text."""

    scores: tuple[Score, ...]
    differences: tuple[Difference, ...]

    def value(self, table: str, measure: str) -> float:
        """The value of one measure. Raises KeyError if it was not scored."""
        return {(one.table, one.measure): one.value for one in self.scores}[table, measure]


def f1(table: str, measure: str, *, right: int, found: int, expected: int) -> Score:
    """F1: twice the right ones, by all that were found and all that were expected. Nothing of nothing is 1."""
    value = 2 * right / (found + expected) if found + expected else 1.0
    return Score(table=table, measure=measure, value=value, right=right, found=found, expected=expected)


def share(table: str, measure: str, verdicts: Iterable[bool]) -> Iterator[Score]:
    """The share of true verdicts. Where there is nothing to judge there is no score."""
    each = list(verdicts)
    if each:
        yield f1(table, measure, right=sum(each), found=len(each), expected=len(each))


def count_error(table: str, measure: str, expected: Mapping[K, int], found: Mapping[K, int]) -> Iterator[Score]:
    """How far counts are from those that are expected: the sum of their differences by the sum of what is expected.

    Less is better, and what nobody expects is left out. Where nothing is expected there is no score.
    """
    total = sum(expected.values())
    if total:
        off = sum(abs(count - found.get(key, 0)) for key, count in expected.items())
        counted = sum(found.get(key, 0) for key in expected)
        yield Score(table=table, measure=measure, value=off / total, right=None, found=counted, expected=total)


def f1_of_each(table: str, pairs: Sequence[tuple[str, str]], words: Iterable[str]) -> Iterator[Score]:
    """The F1 of each of these words in (gold, found) pairs of words; none for a word that stands on neither side."""
    gold, found = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    right = Counter(one for one, other in pairs if one == other)
    for word in words:
        if gold[word] or found[word]:
            yield f1(table, word, right=right[word], found=found[word], expected=gold[word])


def mean_f1(
    table: str, measure: str, pairs: Sequence[tuple[str, str]], words: Iterable[str] | None = None
) -> Iterator[Score]:
    """Macro-F1 of (gold, found) words: the mean of every word's F1, so that rare words count as much.

    Counted are gold's words, or those of `words` that stand on either side. Where there is nothing to judge there is
    no score.
    """
    counted = sorted({one for one, _ in pairs}) if words is None else words
    values = [one.value for one in f1_of_each(table, pairs, counted)]
    if values:
        right = sum(one == other for one, other in pairs)
        value = sum(values) / len(values)
        yield Score(table=table, measure=measure, value=value, right=right, found=len(pairs), expected=len(pairs))


def correlation(pairs: Sequence[tuple[float, float]]) -> float:
    """Pearson's r of pairs of numbers, -1 to 1; 0 where one side is always the same."""
    ours, theirs = ([pair[side] for pair in pairs] for side in (0, 1))
    if len(set(ours)) < 2 or len(set(theirs)) < 2:  # noqa: PLR2004 - two values differ, one does not
        return 0.0
    return statistics.correlation(ours, theirs)


def mean_error(pairs: Sequence[tuple[float, float]]) -> float:
    """The mean of the absolute differences of pairs of numbers, at least one."""
    return statistics.fmean(abs(one - other) for one, other in pairs)


def average_precision(ranked: Iterable[tuple[float, bool]]) -> float:
    """The mean precision at the rank of every right one, of (score, is right); 0 if none is right.

    What has the same score has the same rank, so neither the order of rows nor one score for all earns anything.
    """
    rights: dict[float, list[bool]] = {}
    for value, is_right in ranked:
        rights.setdefault(value, []).append(is_right)
    right = seen = 0
    total = 0.0
    for value in sorted(rights, reverse=True):
        right, seen = right + sum(rights[value]), seen + len(rights[value])
        total += sum(rights[value]) * right / seen
    return total / right if right else 0.0


def missed(table: str, rows: Iterable[Any], words: Callable[[Any], str]) -> Iterator[Difference]:
    """Rows of gold that were not found."""
    return (difference(table, "missed", row, gold=words(row)) for row in rows)


def spurious(table: str, rows: Iterable[Any], words: Callable[[Any], str]) -> Iterator[Difference]:
    """Rows found that gold does not have."""
    return (difference(table, "spurious", row, found=words(row)) for row in rows)


def wrong(table: str, pairs: Iterable[tuple[Any, Any]], words: Callable[[Any], str]) -> Iterator[Difference]:
    """Pairs of gold and found rows that differ."""
    for ours, theirs in pairs:
        yield difference(table, "wrong", ours, gold=words(ours), found=words(theirs))


def difference(table: str, fault: Fault, row: Any, *, gold: str = "", found: str = "") -> Difference:
    """A difference at the place of a row."""
    start, end = (row.content[0][0], row.content[-1][1]) if isinstance(row, Attribution) else (row.start, row.end)
    return Difference(table=table, fault=fault, doc_id=row.doc_id, start=start, end=end, gold=gold, found=found)


def lines(scores: Scores, *, missed: bool = False) -> Iterator[str]:
    """The scores as lines of a plain table; with `missed`, every difference after it."""
    yield f"{'table':<13}{'measure':<24}{'score':>6}{'P':>7}{'R':>7}   right/found/expected"
    for one in scores.scores:
        shares = "".join(f"{'-' if rate is None else f'{rate:.3f}':>7}" for rate in (one.precision, one.recall))
        counts = f"{'-' if one.right is None else one.right}/{one.found}/{one.expected}"
        yield f"{one.table:<13}{one.measure:<24}{one.value:6.3f}{shares}   {counts}"
    if missed and scores.differences:
        yield ""
        yield from map(_line, scores.differences)


def _line(one: Difference) -> str:
    what = {"missed": one.gold, "spurious": one.found, "wrong": f"{one.found}, not {one.gold}"}[one.fault]
    return f"{one.table:<13}{one.fault:<9}{one.doc_id}:{one.start}-{one.end}  {' '.join(what.split())[:160]}"
