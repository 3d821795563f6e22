"""What a document step is given: one document, its parsed blocks, and the rows that earlier steps found."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from analysis.language import Passage
from analysis.tables import ARTICLE_BLOCKS, Document, R, Row


@dataclass(frozen=True, slots=True)
class Reading:
    """One document on its way through the steps. `passages` stand in the order of the text."""

    document: Document
    passages: tuple[Passage, ...]
    found: Mapping[type[Row], tuple[Row, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """The rows of one table that an earlier step found in this document."""
        return typing.cast("tuple[R, ...]", self.found.get(kind, ()))

    def article(self) -> Iterator[Passage]:
        """The passages the article itself consists of: no navigation, byline, caption, credit or footer."""
        return (passage for passage in self.passages if passage.block.kind in ARTICLE_BLOCKS)

    def with_rows(self, kind: type[Row], rows: tuple[Row, ...]) -> Reading:
        """The same reading with one more table."""
        return replace(self, found=MappingProxyType({**self.found, kind: rows}))
