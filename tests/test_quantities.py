"""Quantities and their bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from analysis import lexicons
from analysis.rules.quantities import Bound, quantities

VOCAB = spacy.blank("en").vocab


def counted(words: list[str], pos: list[str], **fields: Any) -> list[tuple[str, float | None, float | None]]:
    """The quantities of a hand-built sentence, as (text, at least, at most)."""
    doc = Doc(VOCAB, words=words, pos=pos, **fields)
    return [(doc.text[q.start : q.end], q.at_least, q.at_most) for q in quantities(list(doc), base=0, taken=set())]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("50 rockets", ("50", 50, 50)),
        ("at least 10 rockets", ("at least 10", 10, None)),
        ("as many as 50 rockets", ("as many as 50", None, 50)),
        ("about 40 rockets", ("about 40", None, None)),
        ("three rockets", ("three", 3, 3)),
        ("2.5 million people", ("2.5 million", 2_500_000, 2_500_000)),
        ("12,000 people", ("12,000", 12_000, 12_000)),
        ("dozens of people", ("dozens", None, None)),
    ],
)
def test_bounds(words: str, expected: tuple[str, float | None, float | None]) -> None:
    """A number has two bounds, a bounded one has one, a vague one none."""
    tokens = words.split()
    numbers = {"50", "10", "40", "three", "2.5", "12,000"}
    assert counted(tokens, ["NUM" if token in numbers else "NOUN" for token in tokens]) == [expected]


def test_a_number_that_picks_out_counts_nothing() -> None:
    """`These two countries` says which countries, not how many there are."""
    fields = {"heads": [2, 2, 2], "deps": ["det", "nummod", "ROOT"]}
    assert counted(["these", "two", "countries"], ["DET", "NUM", "NOUN"], **fields) == []


def test_dates_are_no_quantities() -> None:
    """A token that belongs to a time expression is left alone."""
    doc = Doc(VOCAB, words=["in", "2022"], pos=["ADP", "NUM"])
    assert list(quantities(list(doc), base=0, taken={1})) == []


@pytest.mark.parametrize("entry", lexicons.read("bounds", Bound), ids=lambda entry: entry.phrase)
def test_every_bound_in_its_example(entry: Bound, nlp: Callable[[str], Doc]) -> None:
    """The words of every entry become part of the quantity and open the side that they say."""
    doc = nlp(entry.example)
    (found,) = quantities(list(doc), base=0, taken=set())
    assert entry.example[found.start : found.end].startswith(entry.phrase)
    assert (found.at_least is None, found.at_most is None) == (entry.bound != "at_least", entry.bound != "at_most")
