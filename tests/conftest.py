"""Fixtures that tests share: the parsed language, readings of small texts, and one analysis of the example."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analysis import language
from analysis.config import Config
from analysis.reading import Reading
from analysis.steps.blocks import blocks
from analysis.tables import Document

MODEL = Config().language.model


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The spaCy pipeline, loaded once."""
    return language.load(MODEL)


def document(text: str, **fields: Any) -> Document:
    """A document of that text; any column may be given."""
    known = {"doc_id": "d.txt", "sha256": "", "format": "txt", "title": None, "author": None, "outlet": None}
    known |= {"published": None, "published_from": None, "language": "en", "text": text, "duplicate_of": None}
    return Document(**{**known, **fields})


@pytest.fixture(scope="session")
def read(nlp: Any) -> Callable[..., Reading]:
    """A text in, a Reading out, with the rows of every step before `until` (all of them where it is not given)."""
    del nlp

    def reading_of(text: str, *, until: str | None = None, **fields: Any) -> Reading:
        from analysis.steps import DOCUMENT_STEPS

        one = document(text, **fields)
        reading = Reading(
            document=one, passages=tuple(language.parse(one, list(blocks(one.doc_id, text)), model=MODEL))
        )
        for kind, step in DOCUMENT_STEPS:
            if kind.table == until:
                break
            reading = reading.with_rows(kind, tuple(step(reading, Config())))
        return reading

    return reading_of
