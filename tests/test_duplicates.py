"""Near copies: what is one, which text it is a copy of, and that nothing but the texts and their order decides."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from itertools import pairwise

import pytest
from cost import PROPORTIONAL, growth
from hypothesis import given
from hypothesis import strategies as st

from analysis.rules.duplicates import Copy, near

SENTENCES = [
    "The parliament voted on Monday to raise the price of water in the whole country.",
    "Farmers in the south had asked for more time before the new rules take effect.",
    "The minister of finance called the decision necessary and refused to name a later date.",
    "Several hundred people stood outside the building and shouted until the evening.",
    "The opposition wants to bring the law before the constitutional court in spring.",
    "According to the statistical office a household pays nine euros more each month.",
    "Two years ago a similar plan had failed because the coalition could not agree.",
    "The mayor of the capital said that the city would pay for its poorest families.",
]
OTHER = [
    "Water will cost more from next year, as lawmakers agreed after a debate of ten hours.",
    "Protesters had gathered in front of parliament; most of them came from villages far away.",
    "It is the second attempt of the government to change how the price is set.",
    "A lawsuit is likely, since the largest party on the other side has announced one.",
    "For most families the difference is small, the office that counts such things has found.",
]
STORY = " ".join(SENTENCES)
WORDS = [word for sentence in SENTENCES + OTHER for word in sentence.split()]


@pytest.mark.parametrize(
    ("changed", "least"),
    [
        (STORY, 0.999),
        (STORY.upper(), 0.999),
        (STORY.replace(".", " –").replace(" ", "\n"), 0.999),
        (STORY.replace("nine", "ten"), 0.9),
        (" ".join([*SENTENCES[:4], OTHER[0], *SENTENCES[4:]]), 0.9),
        (" ".join(SENTENCES[:5]), 0.9),
        (" ".join([OTHER[0], *SENTENCES[1:]]), 0.8),
        (" ".join([*SENTENCES, *OTHER]), 0.9),
    ],
    ids=["equal", "capitals", "marks and lines", "number", "sentence more", "shortened", "other lead", "longer"],
)
def test_what_a_desk_does_to_a_story_leaves_a_near_copy(changed: str, least: float) -> None:
    """A sentence more, a shorter version, another lead, another number: each is found, whichever comes first."""
    for texts in ({"a": STORY, "b": changed}, {"a": changed, "b": STORY}):
        found = near(texts, threshold=0.8)
        assert found.keys() == {"b"}
        assert found["b"].original == "a"
        assert least <= found["b"].similarity < 1


def test_another_report_of_the_same_event_is_no_copy() -> None:
    """Two desks that tell the same in their own words share next to no run of five words."""
    assert near({"a": STORY, "b": " ".join(OTHER)}, threshold=0.1) == {}


def test_a_higher_threshold_asks_for_more() -> None:
    """A text of which half is taken over is a copy at one half and none at four fifths."""
    texts = {"a": STORY, "b": " ".join([*SENTENCES[:4], *OTHER[:4]])}
    assert near(texts, threshold=0.4).keys() == {"b"}
    assert near(texts, threshold=0.8) == {}


def test_short_texts_are_not_compared() -> None:
    """Under fifty words set phrases make too much of a text; whether two are equal others see."""
    short = " ".join(STORY.split()[:49])
    assert near({"a": short, "b": short + "!"}, threshold=0.8) == {}


def test_every_copy_names_the_first_of_its_group() -> None:
    """An original is no copy, and is what its copies are like; of two the first in the order given is named."""
    texts = {"z": STORY, "b": STORY + " " + OTHER[0], "other": " ".join(OTHER), "a": STORY.lower()}
    found = near(texts, threshold=0.8)
    assert found == {"b": Copy("z", 0.999), "a": Copy("z", 0.999)}
    assert near(dict(reversed(texts.items())), threshold=0.8).keys() == {"b", "z"}


@given(st.lists(st.lists(st.sampled_from(SENTENCES + OTHER), min_size=1, max_size=8), max_size=8))
def test_originals_are_no_copies_and_stand_first(articles: list[list[str]]) -> None:
    """Whatever the texts: an original comes before its copy, is none itself, and equal long texts are found."""
    texts = {str(number): " ".join(sentences) for number, sentences in enumerate(articles)}
    found = near(texts, threshold=0.8)
    order = list(texts)
    for name, copy in found.items():
        assert copy.original not in found
        assert order.index(copy.original) < order.index(name)
        assert 0.8 <= copy.similarity < 1
    assert near(texts, threshold=0.8) == found
    for one, other in pairwise(order):
        assert texts[one] != texts[other] or len(set(articles[int(one)])) < 5 or other in found


@given(st.lists(st.text(max_size=400), max_size=4), st.floats(0.01, 1.0))
def test_nothing_that_a_text_holds_raises(texts: list[str], threshold: float) -> None:
    """Surrogates, controls, marks without letters: no text is too odd to be compared."""
    near({str(number): text + "\ud800" for number, text in enumerate(texts)}, threshold=threshold)


def test_the_hash_seed_decides_nothing() -> None:
    """Two processes with other seeds find the same."""
    code = (
        "from analysis.rules.duplicates import near;"
        f"w = {WORDS!r};"
        "t = {str(i): ' '.join(w[i:] + w[:i // 2]) for i in range(0, 60, 3)};"
        "print(near(t, threshold=0.8))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1 and "Copy(" in outputs.pop()


def test_a_phrase_in_every_text_costs_no_more_than_the_texts() -> None:
    """The cost grows with the number of texts that have the same notice below them and not with its square."""

    def texts(count: int) -> dict[str, str]:
        notice = " ".join(OTHER)
        return {
            str(number): " ".join(f"{word}{number}" for word in STORY.split()) + " " + notice for number in range(count)
        }

    assert near(texts(100), threshold=0.8) == {}
    assert growth(lambda count: partial(near, texts(count), threshold=0.8), size=1_600) < PROPORTIONAL
