"""Who goes by another name is one person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cost import PROPORTIONAL, growth

from analysis.config import Config
from analysis.reading import Reading
from analysis.rules.pseudonyms import pseudonyms
from analysis.steps.mentions import mentions

TWAIN = {"Samuel Clemens", "Mark Twain", "Clemens", "Twain"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Samuel Clemens, better known by his pen name Mark Twain, was born.", {"Samuel Clemens": "Mark Twain"}),
        ("Samuel Clemens (1835–1910), best known as “Mark Twain”, wrote.", {"Samuel Clemens": "Mark Twain"}),
        ("Mark Twain (born Samuel Clemens; 1835) wrote.", {"Samuel Clemens": "Mark Twain"}),
        ("Mark Twain, also known as Samuel Clemens, wrote.", {"Samuel Clemens": "Mark Twain"}),
        ("Mark Twain, who was formerly known as Samuel Clemens, wrote.", {"Samuel Clemens": "Mark Twain"}),
        ("Mark Twain (born November 30, 1835) wrote.", {}),
        ("Mark Twain was known as a humorist.", {}),
        ("Mark Twain is known as Mark Twain.", {}),
        ("Mark Twain knew Samuel Clemens.", {}),
    ],
)
def test_other_names(text: str, expected: dict[str, str]) -> None:
    """What a text says somebody is known as is another name of that person, and the better known one stays."""
    assert pseudonyms([text], TWAIN) == expected


def test_names_of_names() -> None:
    """Of three names each leads to the one that stays, and a circle leads nowhere."""
    text = "Mark Twain, also known as Samuel Clemens, wrote. Samuel Clemens, also known as Twain, died."
    assert pseudonyms([text], TWAIN) == {"Samuel Clemens": "Mark Twain", "Twain": "Mark Twain"}
    chain = "Twain, better known as Samuel Clemens, wrote. Samuel Clemens, better known as Mark Twain, died."
    assert pseudonyms([chain], TWAIN) == {"Samuel Clemens": "Mark Twain", "Twain": "Mark Twain"}
    circle = "Mark Twain, also known as Twain, wrote. Twain, also known as Mark Twain, died."
    assert pseudonyms([circle], TWAIN) == {"Twain": "Mark Twain"}


def test_one_actor(read: Callable[..., Reading]) -> None:
    """In a text both names, and the surname that it goes on with, are one actor under the better known name."""
    text = (
        "Samuel Clemens, better known by his pen name Mark Twain, was a printer. Then Twain wrote books. Clemens died."
    )
    rows = [row for row in mentions(read(text, until="mentions"), Config()) if row.type == "person"]
    assert {row.name for row in rows if row.kind in {"name", "alias"}} == {"Mark Twain"}
    assert {row.text for row in rows} >= {"Samuel Clemens", "Mark Twain", "Twain", "Clemens"}


@pytest.mark.parametrize("link", [", better known as", ", known as"])
def test_the_cost_of_a_chain_of_names(link: str) -> None:
    """Names that lead to one another cost what their number costs."""

    def prepare(size: int) -> Callable[[], object]:
        text = "".join(f"Mark T{n}{link} Mark T{n + 1}, wrote. " for n in range(size))
        people = {f"Mark T{n}" for n in range(size + 1)}
        return lambda: pseudonyms([text], people)

    assert growth(prepare, size=3200) < PROPORTIONAL
