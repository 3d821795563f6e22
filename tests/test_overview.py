"""What a text as a whole tells of those whom it names."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from analysis.reading import Reading
from analysis.rules import names
from analysis.rules.forms import Named, Who
from analysis.rules.overview import Overview, may_be_person, overview

Read = Callable[..., Reading]


def overview_of(reading: Reading) -> Overview:
    passages = list(reading.article())
    return overview(passages, names.named(passages))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Connie", True),
        ("Mary Ann Smith", True),
        ("NATO", False),
        ("Mary Agency", False),
        ("Boeing", False),
        ("Amnesty International", False),
    ],
)
def test_a_name_of_few_words_may_be_a_persons(name: str, expected: bool) -> None:  # noqa: FBT001
    """What was taken for an organisation may be a person if a given name begins it, unless its words say what it is."""
    assert may_be_person(Who("organisation:x", "organisation", name)) is expected


def test_the_main_person_is_named_far_more_often() -> None:
    """Three names against one make a main person, two names or a rival of nearly as many make none."""
    assert Overview({"a": 3, "b": 1}, (3, 1)).is_main("a")
    assert not Overview({"a": 2, "b": 1}, (2, 1)).is_main("a")
    assert not Overview({"a": 3, "b": 2}, (3, 2)).is_main("a")
    assert not Overview({"a": 3, "b": 1}, (3, 1)).is_main("b")


def test_rank() -> None:
    """A rank is how many are named more often, and ties share it."""
    whole = Overview({"a": 3, "b": 2, "c": 2, "d": 1}, (3, 2, 2))
    assert [whole.rank(one) for one in "abcd"] == [0, 1, 1, 3]


def test_pronouns_of_the_whole_text(read: Read) -> None:
    """The share of a gender counts every "he" and "she", whoever it means; without any it is none."""
    whole = overview_of(read("Marie Curie worked. She knew her field, she said. He left."))
    assert (whole.share("female"), whole.share("male")) == (0.75, 0.25)
    assert Overview().share("male") == 0


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Reporters wrote about the Guggenheim. Guggenheim opened in 1959.", {"organisation:guggenheim"}),
        ("Reporters met in Guggenheim. Guggenheim opened in 1959.", {"organisation:guggenheim"}),
        ("Reporters liked Guggenheim. Guggenheim spoke at length.", set()),
    ],
)
def test_how_a_thing_is_named(read: Read, text: str, things: set[str]) -> None:
    """A name that has an article anywhere, or stands behind "in", is used as that of a thing or a place."""
    passages = list(read(text).article())
    who = Who("organisation:guggenheim", "organisation", "Guggenheim")
    found = [
        Named(one, match.start(), match.end(), who, "name", "")
        for one in passages
        for match in re.finditer("Guggenheim", one.doc.text)
    ]
    assert overview(passages, found).things == things
