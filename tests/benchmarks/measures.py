"""Blocks that a careful reader found and blocks that a program found in; precision, recall and confusions out.

Pure arithmetic: nothing here knows where the blocks come from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

#: A document's blocks: start, end, kind.
Blocks = Sequence[tuple[int, int, str]]
#: What of the blocks of some kinds in a text is compared.
Places = Callable[[str, Blocks, frozenset[str]], frozenset[object]]

#: What a block may have at its edges without being another: a dateline ends in a dash or does not.
_EDGE = " \t\r\n\u00a0\ufeff-–—"


@dataclass(frozen=True, slots=True)
class Score:
    """How many were right, how many there are, and how many were found."""

    right: int
    gold: int
    found: int

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.gold + other.gold, self.found + other.found)

    @property
    def precision(self) -> float | None:
        """Share of the found that is right."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else None


@dataclass(frozen=True, slots=True)
class Measured:
    """A document with its gold blocks and the blocks that were found in it: none if it was not analysed."""

    text: str
    gold: Blocks
    found: Blocks


def by_block(documents: Sequence[Measured], kinds: Iterable[str]) -> Score:
    """Blocks of these kinds: right if one of the same kind covers the same characters."""
    return _total(documents, kinds, _spans)


def by_character(documents: Sequence[Measured], kinds: Iterable[str]) -> Score:
    """Characters in blocks of these kinds, which does not depend on where blocks are cut; blanks do not count."""
    return _total(documents, kinds, _characters)


def as_one_kind(documents: Sequence[Measured], kinds: Iterable[str]) -> Score:
    """Characters in blocks of any of these kinds: taking one of the kinds for another is no error."""
    chosen = frozenset(kinds)
    return sum((_overlap(document, chosen, _characters) for document in documents), Score(0, 0, 0))


def _total(documents: Sequence[Measured], kinds: Iterable[str], places: Places) -> Score:
    pairs = product(documents, sorted(kinds))
    return sum((_overlap(document, frozenset({kind}), places) for document, kind in pairs), Score(0, 0, 0))


def _overlap(document: Measured, kinds: frozenset[str], places: Places) -> Score:
    gold = places(document.text, document.gold, kinds)
    found = places(document.text, document.found, kinds)
    return Score(len(gold & found), len(gold), len(found))


def _spans(text: str, blocks: Blocks, kinds: frozenset[str]) -> frozenset[object]:
    return frozenset(trimmed(text, start, end) for start, end, kind in blocks if kind in kinds)


def _characters(text: str, blocks: Blocks, kinds: frozenset[str]) -> frozenset[object]:
    return frozenset(
        place
        for start, end, kind in blocks
        if kind in kinds
        for place in range(start, end)
        if not text[place].isspace()
    )


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and dashes at its edges."""
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip(_EDGE)), end - len(inner) + len(inner.rstrip(_EDGE))


def taken_for(documents: Sequence[Measured], gold: frozenset[str], found: frozenset[str]) -> tuple[int, int]:
    """How many words of gold blocks of some kinds begin in found blocks of others, and of how many."""
    taken = total = 0
    for document in documents:
        kinds = kind_at(document.found, len(document.text))
        starts = list(_words(document, gold))
        total += len(starts)
        taken += sum(kinds[start] in found for start in starts)
    return taken, total


def _words(document: Measured, kinds: frozenset[str]) -> Iterator[int]:
    for start, end, kind in document.gold:
        if kind in kinds:
            yield from (
                place
                for place in range(start, end)
                if not document.text[place].isspace() and (place == start or document.text[place - 1].isspace())
            )


def kind_at(blocks: Blocks, length: int) -> list[str]:
    """The kind of the block that each character stands in; an empty string where there is none."""
    kinds = [""] * length
    for start, end, kind in blocks:
        kinds[start:end] = [kind] * (end - start)
    return kinds


def confusions(documents: Sequence[Measured]) -> Counter[tuple[str, str]]:
    """How many gold blocks of a kind are mostly found as another."""
    counted: Counter[tuple[str, str]] = Counter()
    for document in documents:
        kinds = kind_at(document.found, len(document.text))
        for start, end, kind in document.gold:
            ranked = Counter(sorted(kinds[start:end])).most_common(1)
            counted[kind, ranked[0][0] or "nothing"] += 1
    return Counter({pair: count for pair, count in counted.items() if pair[0] != pair[1]})
