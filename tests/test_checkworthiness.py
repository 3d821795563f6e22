"""How much a claim is worth checking."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from analysis import lexicons
from analysis.reading import Reading
from analysis.rules.checkworthiness import Matter, checkworthiness
from analysis.tables import Claim, Label

Read = Callable[..., Reading]


def worth(nlp: Any, text: str, label: Label = "asserted") -> float:
    """The worth of a claim of these words, of which no actor, date or quantity is known."""
    return checkworthiness(tuple(nlp(text)), label, actors=(), dates=(), quantities=())


@pytest.mark.parametrize("entry", lexicons.read("public_matters", Matter), ids=lambda entry: entry.lemma)
def test_every_word_in_its_example(entry: Matter, nlp: Any) -> None:
    """Every entry is found in its example."""
    assert entry.lemma in {token.lemma_.lower() for token in nlp(entry.example)}


def test_no_word_stands_twice() -> None:
    """A word has one kind: a second one would never be read."""
    words = [entry.lemma for entry in lexicons.read("public_matters", Matter)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("Unemployment fell by 3 percent.", "Unemployment fell."),
        ("Parliament passed the law.", "The garden has a gate."),
        ("The ministry closed the schools.", "I closed the window."),
        ("The trains carried more freight.", "The trains carry freight."),
        ("The factory makes weapons.", "That makes it so."),
        ("The workers left the factory.", "You know the workers want it."),
    ],
)
def test_records_feelings_and_vague_words(more: str, less: str, nlp: Any) -> None:
    """What is counted, done, or of public concern is worth more than what one feels, or what says too little."""
    assert worth(nlp, more) > worth(nlp, less)


def test_the_less_firm_a_claim_the_less_it_is_worth(nlp: Any) -> None:
    """A denial is a dispute that can be settled; what may be, what will be and what one thinks cannot."""
    labels: tuple[Label, ...] = ("denied", "asserted", "hedged", "predicted", "opinion")
    values = [worth(nlp, "The bank closed its branch.", label) for label in labels]
    assert all(first > second for first, second in pairwise(values))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The government cut taxes by 20 million dollars in March.", {True}),
        ("France and Germany signed a treaty in 1963.", {True}),
        ("It is what it is.", {False}),
        ("The soup was wonderful.", {False}),
    ],
)
def test_the_column_says_what_to_check(text: str, marked: set[bool], read: Read) -> None:
    """A claim with figures, names and dates is marked as worth checking; a judgement and an empty phrase are not."""
    assert {claim.checkworthy for claim in read(text).rows(Claim)} == marked


def test_worth_lies_between_nothing_and_one(nlp: Any) -> None:
    """Whatever speaks for a claim or against it, its worth stays within the scale, and more still counts for more."""
    assert worth(nlp, "That is what you and I feel.", "opinion") == 0
    assert worth(nlp, "") <= 1
    rich = "In 2010 the Senate of the United States raised more taxes by 20 percent than any state had voted for."
    assert 0.9 < worth(nlp, rich, "asserted") < worth(nlp, rich, "denied") < 1
