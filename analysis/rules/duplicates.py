"""Texts in, those that are nearly copies of one before them out.

Two texts are as similar as the shorter one is contained in the other, by runs of five words (Broder 1997: shingles,
containment). So a text with a sentence more, a shortened one and one with another lead are near copies; two reports
of the same event are not. What to compare is found by a sample of the runs that is the same in every text.
"""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import accumulate

_WORD = re.compile(r"\w+")
_RUN = 5
#: Of shorter texts a few set phrases make too much: fifty words.
_LEAST_RUNS = 46
#: One run in so many is in the sample. Of the 37 that the shortest text must share, none is in one case of 850.
_SAMPLED = 6
#: A run that stands in so many texts is a set phrase: those after them are not compared for its sake.
_SET_PHRASE = 100
#: Runs of words do not show that two documents are wholly the same.
_NEARLY = 0.999


@dataclass(frozen=True, slots=True)
class Copy:
    """Of which text this one is nearly a copy, and how much of the shorter of the two is in the other, below 1."""

    original: str
    similarity: float


@dataclass(frozen=True, slots=True)
class _Originals:
    """The texts that are copies of none before them, in order, and in which of them each sampled run stands."""

    names: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    places: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, sample: Iterable[int]) -> None:
        marks = list(sample)
        for mark in marks:
            if len(self.places[mark]) < _SET_PHRASE:
                self.places[mark].append(len(self.names))
        self.names.append(name)
        self.sizes.append(len(marks))

    def like(self, sample: Iterable[int], *, threshold: float) -> list[str]:
        """Those that may share as much as the threshold says, the first one first."""
        marks = list(sample)
        shared = Counter(number for mark in marks for number in self.places.get(mark, ()))
        least = {number: _least(min(self.sizes[number], len(marks)), threshold=threshold) for number in shared}
        return [self.names[number] for number in sorted(shared) if shared[number] >= least[number]]


def near(texts: Mapping[str, str], *, threshold: float) -> dict[str, Copy]:
    """The near copies among texts, by id: each with the first text, in the order given, that it is a copy of.

    No original is a copy itself. Texts of fewer than fifty words are not compared.
    """
    originals, copies = _Originals(), dict[str, Copy]()
    for name, text in texts.items():
        runs = _runs(text)
        if len(runs) < _LEAST_RUNS:
            continue
        sample = [run for run in sorted(runs) if run % _SAMPLED == 0]
        likely = originals.like(sample, threshold=threshold)
        compared = (Copy(other, _similarity(runs, texts[other])) for other in likely)
        copy = next((copy for copy in compared if copy.similarity >= threshold), None)
        if copy:
            copies[name] = copy
        else:
            originals.add(name, sample)
    return copies


def _least(size: int, *, threshold: float) -> float:
    """How many runs of a sample must be shared: what the threshold says, less four standard deviations."""
    expected = threshold * size
    return expected - 4 * math.sqrt(expected * (1 - threshold))


def _similarity(runs: AbstractSet[int], other: str) -> float:
    others = _runs(other)
    return min(round(len(runs & others) / min(len(runs), len(others)), 3), _NEARLY)


def _runs(text: str) -> frozenset[int]:
    """Every five words that follow each other, each as a checksum, whatever their case and what is between them."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    encoded = [word.encode("utf-8", "surrogatepass") for word in words]
    joined = b" ".join(encoded)
    starts = [0, *accumulate(len(word) + 1 for word in encoded)]
    ends = starts[_RUN:]
    return frozenset(zlib.crc32(joined[start : end - 1]) for start, end in zip(starts, ends, strict=False))
