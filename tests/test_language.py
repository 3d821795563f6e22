"""What is parsed stands where it stood, and nothing that a file can hold keeps the parser busy for long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cost import PROPORTIONAL, growth
from hypothesis import given
from hypothesis import strategies as st

from analysis import language
from analysis.config import Config
from analysis.tables import Block, Document

MODEL = Config().language.model


def parsed(text: str, **options: Any) -> language.Passage:
    """A text as one block, parsed."""
    empty = dict.fromkeys(Document.model_fields)
    known = {"doc_id": "d.txt", "sha256": "", "format": "txt", "language": "en", "flags": (), "text": text}
    block = Block(doc_id="d.txt", start=0, end=len(text), kind="paragraph")
    (passage,) = language.parse(Document.model_validate({**empty, **known}), [block], model=MODEL, **options)
    return passage


#: What takes spaCy's tokenizer, or what reads its parse, the square of its length.
ROWS = {
    "brackets": "(",
    "possessives": "'s",
    "hyphens": "a-",
    "dashes": "a—",
    "money": "$" * 20 + "x",
    "addresses": "&@:A1",
    "marks": "\u0301",
    "letters": "x",
    "brackets apart": "( ",
    "sayings": "he said that ",
    "clauses": "the man who said that ",
    "halves": "he said; ",
    "commas": "word, ",
    "quotes": '" ',
    "lines": "a\n",
}


@given(st.text(alphabet=st.sampled_from("a('s-—_“’. \t\n\u00a0é😀"), max_size=3000))
def test_a_readable_copy_has_the_same_length(text: str) -> None:
    """So an offset into one is an offset into the other; a letter is lost only to a break in what never breaks."""
    copy = language.readable(text)
    assert len(copy) == len(text)
    changed = [ours for ours, theirs in zip(text, copy, strict=True) if ours.isalpha() and ours != theirs]
    assert len([letter for letter in changed if letter != "s"]) <= len(text) // 1000


@pytest.mark.parametrize(
    "text",
    [
        "Ms. Merkel's (so-called) “plan”—'half' of it—cost $1,000.00...",
        "said the minister—" * 40,
        "https://example.org/a-long-path/?with=many&parts=1#and-more/" * 4,
        "--------------------",
    ],
)
def test_what_people_write_is_read_as_it_is(text: str) -> None:
    """A quoted, hyphenated or dashed text is no row of signs, and an address is short enough."""
    assert language.readable(text).replace('"', "“") == text.replace("”", "“")


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_tokens_stand_where_they_stood(row: str) -> None:
    """However they are parsed, each token covers its own characters."""
    text = "Angela Merkel spoke. " + (row * 1000)[:1500] + " Then she left."
    passage = parsed(text)
    doc = passage.doc
    assert doc.text_with_ws == language.readable(text)
    assert all(len(token) == len(text[token.idx : token.idx + len(token)]) for token in doc)
    assert [text[slice(*passage.span(doc[at : at + 1]))] for at in (0, 1, len(doc) - 2)] == ["Angela", "Merkel", "left"]


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_no_row_takes_the_square_of_its_length(nlp: Any, row: str) -> None:
    """What the tokenizer costs grows with the row and not with its square."""

    def cutting(length: int) -> Callable[[], object]:
        text = (row * length)[:length]
        return lambda: nlp.make_doc(language.readable(text))

    assert growth(cutting, size=64_000) < PROPORTIONAL


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_no_sentence_is_longer_than_a_reader_can_follow(row: str) -> None:
    """What is looked for in a sentence takes the square of its length."""
    doc = parsed((row * 4000)[:4000]).doc
    assert max(len(sentence) for sentence in doc.sents) <= 250


def test_only_a_sentence_that_is_too_long_is_cut() -> None:
    """Behind a sign, while what stands around it is parsed as ever; names and lemmas stay."""
    long = "The minister visited Paris, London, Berlin, and " + "Madrid, Rome, and " * 120 + "Vienna."
    alone, doc = parsed("He left. She stayed.").doc, parsed(f"He left. {long} She stayed.").doc
    sentences = [sentence.text for sentence in doc.sents]
    assert (sentences[0], sentences[-1]) == ("He left.", "She stayed.")
    assert sum(sentence.endswith(",") for sentence in sentences) >= 1
    assert [(token.lemma_, token.dep_) for token in doc[:3]] == [(token.lemma_, token.dep_) for token in alone[:3]]
    assert "Berlin" in {entity.text for entity in doc.ents}
    assert all(token.lemma_ for token in doc)


def test_a_document_of_too_many_tokens_is_refused() -> None:
    """Before it is parsed, with their number."""
    assert len(parsed("one two three", max_tokens=3).doc) == 3
    with pytest.raises(language.TooLong) as refused:
        parsed("one two three four", max_tokens=3)
    assert refused.value.tokens == 4


def test_blocks_are_parsed_by_themselves(read: Callable[..., Any]) -> None:
    """However many are given to the model at once, each is parsed as if it stood alone."""
    lines = [f"Minister {chr(65 + number % 26)}. said on Monday that {number} people left." for number in range(150)]
    passages = read("\n\n".join(lines)).passages
    alone = [parsed(passage.doc.text).doc for passage in passages]
    assert [[(token.tag_, token.head.i, token.ent_type_) for token in doc] for doc in alone] == [
        [(token.tag_, token.head.i, token.ent_type_) for token in passage.doc] for passage in passages
    ]
