"""Blocks of a document in, their parses out. The only file that loads a spaCy model."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from analysis.rules.casing import cased, sentence_case
from analysis.tables import Block, Document, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline.lemmatizer import Lemmatizer
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens
    from thinc.types import Ints2d

#: Characters that the model knows in another form, of the same length: the text keeps its own.
_AS_TRAINED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2011": "-", "\t": " "})

#: A row of signs, with two letters between them at most: no words. The tokenizer tries each end of what stands
#: between two spaces against all its patterns, and again for each sign that it takes off: its time grows with the
#: square of such a row. A row of hyphens is one token.
_SIGNS = re.compile(r"(?:[^\W_]{0,2}(?:[^\w\s]|_)){21,}+")
#: Its pattern for addresses takes the square of what stands between two spaces. The longest ones are shorter.
_UNBROKEN = re.compile(r"(\S{999})\S")
#: Tokens of a sentence. One of 10,705 in news is longer, a list of pictures. What looks for who says what looks
#: from each word of saying at all that stands around it, so that its time grows with the square of a sentence.
_LONGEST_SENTENCE = 250
#: Tokens that the parser is given without telling it that a sentence begins: its time too can grow so.
_LONGEST_STRETCH = 1000
#: Behind these a stretch or a sentence is cut, best before a word in capitals.
_ENDS, _PAUSES = frozenset(".!?"), frozenset(".!?;:,)|•")
#: What the words of such a sentence keep.
_KEPT: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "ENT_IOB", "ENT_TYPE"]
#: Characters of a line that may be in title case, where a parser takes verbs for names.
_LINE = 200
_INFLECTED = ("s", "ed", "ing")
#: A month, and a name.
_NAMES_TOO = frozenset({"may"})
#: Blocks that are parsed at once.
_BATCH = 64


class ModelError(ValueError):
    """A pipeline that is not installed or not fit for use. The message says what to install."""


class TooLong(ValueError):  # noqa: N818 - it is a finding about a document, not an error of the program
    """A document of more tokens than may be parsed."""

    def __init__(self, tokens: int) -> None:
        super().__init__(tokens)
        self.tokens = tokens


@dataclass(frozen=True)
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
        return max(0, bisect.bisect_right(self._starts, place - self.block.start) - 1)

    @functools.cached_property
    def _starts(self) -> list[int]:
        return [token.idx for token in self.doc]


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


def parse(
    document: Document, blocks: Sequence[Block], *, model: str, max_tokens: int | None = None
) -> Iterator[Passage]:
    """Parse each block by itself: across blocks a parser takes a headline for the next sentence's subject.

    Raises TooLong for more tokens than `max_tokens`, before anything is parsed (each takes about 20 kilobytes).
    """
    nlp = load(model)
    docs = [nlp.make_doc(readable(words)) for words in _as_read(nlp, document, blocks)]
    tokens = sum(map(len, docs))
    if max_tokens is not None and tokens > max_tokens:
        raise TooLong(tokens)
    for doc in docs:
        _part(doc, _cuts(doc[:], _LONGEST_STRETCH))
    for block, doc in zip(blocks, nlp.pipe(docs, batch_size=_BATCH), strict=True):
        yield Passage(block=block, doc=_in_sentences(nlp, doc))


def _as_read(nlp: Language, document: Document, blocks: Sequence[Block]) -> Iterator[str]:
    """The words of each block; those of a line in title case as a sentence would have them."""
    words = [document.text[block.start : block.end] for block in blocks]
    article = "\n".join(text for text, block in zip(words, blocks, strict=True) if block.kind == "paragraph")
    in_article = cased(article)
    for text in words:
        yield sentence_case(text, in_article, lambda word: _is_common(nlp, word)) if len(text) <= _LINE else text


def _is_common(nlp: Language, word: str) -> bool:
    """Whether a word is one that links others, or an inflected form of a verb: "with", "accuses"."""
    if word in nlp.Defaults.stop_words:
        return word not in _NAMES_TOO
    doc = nlp.make_doc(word)
    if not word.endswith(_INFLECTED) or len(doc) != 1:
        return False
    doc[0].pos_ = "VERB"
    lemmatizer = cast("Lemmatizer", nlp.get_pipe("lemmatizer"))
    verbs = lemmatizer.lookups.get_table("lemma_index").get("verb", ())
    return any(lemma in verbs for lemma in lemmatizer.rule_lemmatize(doc[0]))


def _in_sentences(nlp: Language, doc: Doc) -> Doc:
    """The parse itself; where it has a sentence that no reader could follow, another one that has not."""
    long = [sentence for sentence in doc.sents if len(sentence) > _LONGEST_SENTENCE]
    if not long:
        return doc
    # Only the parser has to look at it again, at what it saw before.
    again = nlp.make_doc(doc.text).from_array(_KEPT, cast("Ints2d", doc.to_array(_KEPT)))
    again.tensor = doc.tensor
    for sentence in long:
        _part(again, [sentence.start, *_cuts(sentence, _LONGEST_SENTENCE), sentence.end])
    return nlp.get_pipe("parser")(again)


def _part(doc: Doc, starts: Iterable[int]) -> None:
    """Have sentences begin there, whatever the parser thinks of it."""
    for start in starts:
        if start < len(doc):
            doc[start].is_sent_start = True


def _cuts(words: Tokens, longest: int) -> Iterator[int]:
    """Where to cut so many words into pieces that are no longer."""
    start = words.start
    while words.end - start > longest:
        start = _cut(words.doc, start + longest // 2, start + longest)
        yield start


def _cut(doc: Doc, first: int, last: int) -> int:
    """The last good place to cut between two: before a new sentence, or else behind a sign."""
    ends = (at for at in range(last, first, -1) if doc[at - 1].text in _ENDS and doc[at].text[0].isupper())
    pauses = (at for at in range(last, first, -1) if doc[at - 1].text in _PAUSES)
    return next(itertools.chain(ends, pauses), last)


def readable(text: str) -> str:
    """A copy of equal length, in the characters that the model knows, in which nothing takes it too long."""
    signs = _SIGNS.sub(lambda row: "-" * len(row.group()), text.translate(_AS_TRAINED))
    return _UNBROKEN.sub(r"\1 ", signs)
