"""Blocks of a document in, their parses out. The only file that loads a spaCy model."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.tables import Block, Document, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

#: Characters that the model knows in another form, of the same length: the text keeps its own.
_AS_TRAINED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2011": "-", "\t": " "})


class ModelError(ValueError):
    """A pipeline that is not installed or not fit for use. The message says what to install."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block and its parse. `doc` is parsed from a copy of equal length, so its offsets are the block's."""

    block: Block
    doc: Doc

    def span(self, tokens: Tokens | Doc) -> Span:
        """Where tokens of `doc` stand in the document, as (start, end)."""
        first, last = tokens[0], tokens[-1]
        return self.block.start + first.idx, self.block.start + last.idx + len(last)

    def tokens(self, start: int, end: int) -> Tokens:
        """The tokens of `doc` that a span of the document touches; of blanks, the token before them."""
        return self.doc[self._number_at(start) : self._number_at(end - 1) + 1]

    def _number_at(self, place: int) -> int:
        # By bisection: a document of one long block must not take the square of its length.
        doc, within = self.doc, place - self.block.start
        return max(0, bisect.bisect_right(range(len(doc)), within, key=lambda at: doc[at].idx) - 1)


@functools.lru_cache(maxsize=2)
def load(model: str) -> Language:
    """The pipeline of that name. Raises ModelError if it is not installed, not English or has no parser."""
    import spacy

    try:
        nlp = spacy.load(model)
    except OSError as error:
        installed = ", ".join(sorted(spacy.util.get_installed_models())) or "none"
        raise ModelError(f"the spaCy pipeline {model!r} is not installed (installed: {installed})") from error
    missing = {"parser", "ner", "lemmatizer"} - set(nlp.pipe_names)
    if nlp.lang != "en" or missing:
        raise ModelError(
            f"the spaCy pipeline {model!r} does not serve: it must be English with parser, ner, lemmatizer"
        )
    return nlp


def version(model: str) -> str:
    """Name and version of an installed pipeline, without loading it."""
    import importlib.util
    import json
    from pathlib import Path

    spec = importlib.util.find_spec(model)
    if spec is None or spec.origin is None:
        raise ModelError(f"the spaCy pipeline {model!r} is not installed")
    meta = json.loads((Path(spec.origin).parent / "meta.json").read_text(encoding="utf-8"))
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def parse(document: Document, blocks: Sequence[Block], *, model: str) -> Iterator[Passage]:
    """Parse each block by itself: across blocks a parser takes a headline for the next sentence's subject."""
    nlp = load(model)
    texts = (document.text[block.start : block.end].translate(_AS_TRAINED) for block in blocks)
    for block, doc in zip(blocks, nlp.pipe(texts, batch_size=16), strict=True):
        yield Passage(block=block, doc=doc)
