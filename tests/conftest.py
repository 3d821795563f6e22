"""Fixtures that tests share: the parsed language, readings of small texts, and one analysis of the example."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import settings
from spacy.tokens import Doc

from analysis import language, pipeline, tables
from analysis.config import Config, DocumentsConfig, Execution
from analysis.reading import Reading
from analysis.rules.blocks import blocks
from analysis.tables import Attribution, Document, Tables

ROOT = Path(__file__).parent.parent
TITLE = "Claimline example: two articles"
MODEL = Config().language.model

# The same examples in every run, and no test fails because a machine is busy: Hypothesis' own settings for CI.
settings.load_profile("ci")


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The spaCy pipeline, loaded once."""
    return language.load(MODEL)


def document(text: str, **fields: Any) -> Document:
    """A document of that text; any column may be given."""
    empty = dict.fromkeys(Document.model_fields)
    known = {"doc_id": "d.txt", "sha256": "", "format": "txt", "language": "en", "flags": (), "text": text}
    return Document.model_validate({**empty, **known, **fields})


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


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for this test session: nothing is taken from the user's own, nothing is left there."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """The report on the two articles, made as `make report` makes it."""
    from analysis import reports

    out = tmp_path_factory.mktemp("reports") / "example"
    reports.publish(ROOT / "data" / "documents", out, Config(), execution=Execution(cache=cache), given={}, title=TITLE)
    return out


@pytest.fixture(scope="session")
def example_tables(cache: Path) -> Tables:
    """The tables of the two articles, with the publication date that the gold assumes."""
    config = Config(documents=DocumentsConfig(assume_published="2024-05-30"))
    return tables.read(pipeline.tables_folder(ROOT / "data" / "documents", config, Execution(cache=cache)))


VOCAB = spacy.blank("en").vocab

#: A sentence by hand: (word, part of speech, tag, dependency, head).
Word = tuple[str, str, str, str, int]
SAID: tuple[Word, ...] = (
    ("Officials", "NOUN", "NNS", "nsubj", 1),
    ("said", "VERB", "VBD", "ROOT", 1),
    ("that", "SCONJ", "IN", "mark", 5),
    ("rain", "NOUN", "NN", "nsubj", 5),
    ("would", "AUX", "MD", "aux", 5),
    ("fall", "VERB", "VB", "ccomp", 1),
    (".", "PUNCT", ".", "punct", 1),
)


def by_hand(words: Sequence[Word]) -> Doc:
    """A parsed sentence without a model; lemmas are the words, but for `said`."""
    forms, pos, tags, deps, heads = (list(column) for column in zip(*words, strict=True))
    lemmas = [{"said": "say"}.get(form, form) for form in forms]
    return Doc(VOCAB, words=forms, pos=pos, tags=tags, deps=deps, heads=heads, lemmas=lemmas)


def told(reading: Reading) -> list[tuple[str | None, str, str]]:
    """The attributions of a reading as (source, cue, content)."""
    text = reading.document.text

    def words(spans: Sequence[tuple[int, int]]) -> str:
        return " … ".join(text[start:end] for start, end in spans)

    return [(row.source_text, words(row.cue), words(row.content)) for row in reading.rows(Attribution)]
