"""A reading in, its predicates out: what happens or is so, how far as a fact, and whether it is to come."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.config import Config
from analysis.reading import Reading
from analysis.rules.factuality import judged
from analysis.rules.outlook import ahead
from analysis.tables import Predicate


def predicates(reading: Reading, config: Config) -> Iterator[Predicate]:  # noqa: ARG001 - every step takes both
    """Every predicate of the article's own blocks."""
    text, doc_id = reading.document.text, reading.document.doc_id
    for passage in reading.article():
        to_come = ahead(passage.doc)
        for found in judged(passage.doc):
            start, end = passage.span(passage.doc[found.word.i : found.word.i + 1])
            yield Predicate(
                doc_id=doc_id,
                start=start,
                end=end,
                text=text[start:end],
                factuality=found.factuality,
                ahead=found.word.i in to_come,
                rule=found.rule,
            )
