"""Features of examples in, a matrix out: what is learned from, held without the texts of the features."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Container, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


class Examples:
    """Examples with present features; single ones with an answer, or in groups of which each has a share in it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._features = array("i")
        self._ends = array("q", [0])
        self._seen_in = array("i")
        self._documents = array("i")
        self.answers: list[float] = []
        self.groups: list[int] = [0]

    def add(self, features: Iterable[str], *, right: float, document: int | None = None) -> None:
        """One more example. Without a document it is one of its own."""
        where = len(self.answers) if document is None else document
        for feature in set(features):
            number = self._numbers.setdefault(feature, len(self._numbers))
            if number == len(self._documents):
                self._documents.append(0)
                self._seen_in.append(-1)
            if self._seen_in[number] != where:
                self._seen_in[number] = where
                self._documents[number] += 1
            self._features.append(number)
        self._ends.append(len(self._features))
        self.answers.append(float(right))

    def add_group(self, examples: Sequence[Collection[str]], shares: Sequence[float], *, document: int) -> None:
        """One more group of examples, of which one is right, or some to equal shares."""
        for features, share in zip(examples, shares, strict=True):
            self.add(features, right=share, document=document)
        self.groups.append(len(self.answers))

    def names(self, *, fewest: int, left_out: Container[str] = ()) -> list[str]:
        """The features of enough documents, sorted, without those that hold a word to be left out."""
        return sorted(
            name
            for name, number in self._numbers.items()
            if self._documents[number] >= fewest and not any(word in left_out for word in name.split())
        )

    def matrix(self, names: Sequence[str]) -> csr_matrix:
        """One row for each example, one column for each name, 1 where it is present."""
        import numpy as np
        from scipy.sparse import csr_matrix

        columns = np.full(len(self._numbers), -1)
        columns[[self._numbers[name] for name in names]] = range(len(names))
        placed = columns[np.frombuffer(self._features, dtype=np.int32)] if self._features else np.zeros(0, dtype=int)
        ends = np.frombuffer(self._ends, dtype=np.int64)
        rows = np.repeat(np.arange(len(self.answers)), ends[1:] - ends[:-1])
        kept = placed >= 0
        ones = np.ones(int(kept.sum()))
        return csr_matrix((ones, (rows[kept], placed[kept])), shape=(len(self.answers), len(names)))
