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
        ("tens of thousands of people", ("tens of thousands", None, None)),
        ("50 or so rockets", ("50 or so", None, None)),
        ("50 or more rockets", ("50 or more", 50, None)),
        ("50 or fewer rockets", ("50 or fewer", None, 50)),
        ("fewer than 50 rockets", ("fewer than 50", None, 50)),
        ("at least 10 percent", ("at least 10 percent", 10, None)),
        ("10 per cent", ("10 per cent", 10, 10)),
    ],
)
def test_bounds(words: str, expected: tuple[str, float | None, float | None]) -> None:
    """A number has two bounds, a bounded one has one, a vague one none."""
    tokens = words.split()
    numbers = {"50", "10", "40", "three", "2.5", "12,000"}
    assert counted(tokens, ["NUM" if token in numbers else "NOUN" for token in tokens]) == [expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("twenty - five tanks", [("twenty - five", 25, 25)]),
        ("two hundred and fifty guests", [("two hundred and fifty", 250, 250)]),
        ("three hundred thousand guests", [("three hundred thousand", 300_000, 300_000)]),
        ("half a million guests", [("half a million", 500_000, 500_000)]),
        ("a dozen guests", [("a dozen", 12, 12)]),
        ("half a dozen guests", [("half a dozen", 6, 6)]),
        ("two dozen guests", [("two dozen", 24, 24)]),
        ("a hundred thousand guests", [("a hundred thousand", 100_000, 100_000)]),
        ("between 5 and 7 percent", [("between 5 and 7 percent", 5, 7)]),
        ("5 percent to 7 percent", [("5 percent to 7 percent", 5, 7)]),
        ("3.5bn dollars", [("3.5bn", 3.5e9, 3.5e9)]),
        ("two dogs and three cats", [("two", 2, 2), ("three", 3, 3)]),
        ("two thirds", []),
        ("one in five people", []),
        ("20 in 3 towns", [("20", 20, 20), ("3", 3, 3)]),
        ("10 to 15 people", [("10 to 15", 10, 15)]),
        ("between 10 and 15 people", [("between 10 and 15", 10, 15)]),
        ("about 10 to 15 people", [("about 10 to 15", None, None)]),
        ("from 10 to 15 dollars", [("10", 10, 10), ("15", 15, 15)]),
    ],
)
def test_numbers_of_several_words(words: str, expected: list[tuple[str, float | None, float | None]]) -> None:
    """One number is one quantity however it is written, a range is one as well, and a share of something is none."""
    tokens = words.split()
    names = {
        "dozen",
        "percent",
        "dogs",
        "cats",
        "tanks",
        "guests",
        "people",
        "dollars",
        "thirds",
        "a",
        "and",
        "to",
        "-",
    }
    assert counted(tokens, ["NOUN" if token in names else "NUM" for token in tokens]) == expected


@pytest.mark.parametrize(
    ("words", "deps", "expected"),
    [
        ("10 - 15 people", ["nummod", "punct", "prep", "ROOT"], [("10 - 15", 10, 15)]),
        ("voted 52 - 48", ["ROOT", "npadvmod", "punct", "prep"], []),
        ("won 1 - 3", ["ROOT", "npadvmod", "punct", "prep"], []),
    ],
)
def test_a_range_counts_and_a_score_does_not(
    words: str, deps: list[str], expected: list[tuple[str, float | None, float | None]]
) -> None:
    """Two numbers with a hyphen are a range if they count something, and a score if they do not."""
    tokens = words.split()
    root = deps.index("ROOT")
    pos = ["NUM" if token.isdigit() else "NOUN" for token in tokens]
    assert counted(tokens, pos, deps=deps, heads=[root] * len(tokens)) == expected


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
