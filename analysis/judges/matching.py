"""Two readings of a text in, what matches what out: spans compared by the words they cover, rows paired one to one.

Spans are sets of words, so quotation marks, commas and spaces never matter. A span that is right must not
be much wider than gold's: otherwise the whole paragraph would always be right.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from analysis.tables import Span

Words = frozenset[int]

#: Spans that share this much of their words tell of the same thing.
SAME = 0.5
#: A cue may hold this many words that gold leaves out ("was", "not").
SPARE_CUE_WORDS = 2
#: Words that carry no meaning of their own: to hit one of them is to hit nothing.
FUNCTION_WORDS = frozenset({
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "s", "that", "the", "these", "this",
    "those", "to", "with",
})  # fmt: skip
_WORD = re.compile(r"\w+")


class Text:
    """A document's words, to look up which of them a span covers."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = [match.span() for match in _WORD.finditer(text)]
        self._ends = [end for _, end in self._spans]

    def words(self, spans: Iterable[Span]) -> Words:
        """The words, by number, of which the spans cover at least one character."""
        return frozenset(number for start, end in spans for number in self._between(start, end))

    def _between(self, start: int, end: int) -> Iterator[int]:
        for number in range(bisect.bisect_right(self._ends, start), len(self._spans)):
            if self._spans[number][0] >= end:
                return
            yield number

    def read(self, spans: Iterable[Span]) -> str:
        """The characters of the spans; a gap between two of them shows as an ellipsis."""
        return " … ".join(self._text[start:end] for start, end in spans)

    def says_something(self, words: Words) -> bool:
        """Whether one of the words is more than a function word."""
        return any(self._text[slice(*self._spans[number])].lower() not in FUNCTION_WORDS for number in words)

    def is_source(self, gold: Iterable[Span], found: Iterable[Span]) -> bool:
        """Whether an attribution's source is right: half of the words shared, or a part that says something.

        A part will do because the head noun of a long phrase names the source as well.
        """
        ours, theirs = self.words(gold), self.words(found)
        if not ours or not theirs:
            return False
        return overlap(ours, theirs) >= SAME or (theirs <= ours and self.says_something(theirs))

    def is_part(self, gold: Iterable[Span], found: Iterable[Span]) -> bool:
        """Whether a claim's source or cue is right: half of the words shared, or a part and nothing else."""
        ours, theirs = self.words(gold), self.words(found)
        return bool(ours & theirs) and (overlap(ours, theirs) >= SAME or theirs <= ours)

    def is_same(self, gold: Iterable[Span], found: Iterable[Span]) -> bool:
        """Whether both cover the same words."""
        return self.words(gold) == self.words(found)

    def is_cue(self, gold: Iterable[Span], found: Iterable[Span]) -> bool:
        """Whether a cue is right: half of the words shared, or one, with few words around it."""
        ours, theirs = self.words(gold), self.words(found)
        return bool(ours & theirs) and (overlap(ours, theirs) >= SAME or len(theirs - ours) <= SPARE_CUE_WORDS)


def overlap(one: Words, other: Words) -> float:
    """Shared words by all words of both (Jaccard)."""
    return len(one & other) / len(one | other) if one | other else 0.0


def share(one: Span, other: Span) -> float:
    """Shared characters by all characters from the first to the last of both, 0 to 1."""
    return max(0, common(one, other)) / (max(one[1], other[1]) - min(one[0], other[0]))


def common(one: Span, other: Span) -> int:
    """How many characters two spans share; negative if there is a gap."""
    return min(one[1], other[1]) - max(one[0], other[0])


def wording(one: str, other: str) -> float:
    """How much of their wording two texts share: twice the shared words by those of both, without function words."""
    ours, theirs = (frozenset(_WORD.findall(text.lower())) - FUNCTION_WORDS for text in (one, other))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 0.0


def assigned(weights: Sequence[Sequence[float]], *, least: float) -> list[tuple[int, int]]:
    """Rows and columns paired one to one so that the sum of weights is greatest; pairs below `least` fall out."""
    from scipy.optimize import linear_sum_assignment

    if not weights or not weights[0]:
        return []
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if weights[i][j] >= least]


def chosen(candidates: Iterable[tuple[tuple[float, ...], int, int]]) -> list[tuple[int, int]]:
    """Pairs taken one by one, the lowest rank first; each row and each column serves once."""
    pairs: dict[int, int] = {}
    for _, i, j in sorted(candidates):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return sorted(pairs.items())


class InDocument(Protocol):
    """A row that stands in a document."""

    @property
    def doc_id(self) -> str:
        """Document it stands in."""


G = TypeVar("G", bound=InDocument)
F = TypeVar("F", bound=InDocument)


def within(doc_id: str, rows: Iterable[G]) -> list[G]:
    """The rows of one document."""
    return [row for row in rows if row.doc_id == doc_id]


def by_document(rows: Iterable[G]) -> dict[str, list[G]]:
    """The rows of each document."""
    grouped: dict[str, list[G]] = {}
    for row in rows:
        grouped.setdefault(row.doc_id, []).append(row)
    return grouped


def paired(
    texts: Mapping[str, Text], gold: Sequence[G], found: Sequence[F], *, spans: Callable[[G | F], Sequence[Span]]
) -> list[tuple[G, F]]:
    """Rows of gold and rows found in the same document, paired one to one by the words they share: half at least."""
    pairs = []
    of_gold, of_found = by_document(gold), by_document(found)
    for doc_id, text in texts.items():
        ours, theirs = of_gold.get(doc_id, []), of_found.get(doc_id, [])
        words = [text.words(spans(row)) for row in theirs]
        weights = [[overlap(text.words(spans(row)), other) for other in words] for row in ours]
        pairs += [(ours[i], theirs[j]) for i, j in assigned(weights, least=SAME)]
    return pairs
