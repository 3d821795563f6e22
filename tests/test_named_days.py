"""Named days: each name has a day, moved feasts move, and no year raises."""

from __future__ import annotations

import pytest

from analysis import lexicons
from analysis.rules.named_days import is_by_sight, named_day
from analysis.rules.shapes import TimeWord

(NAMED,) = (entry for entry in lexicons.read("time_words", TimeWord) if entry.kind == "holiday")


@pytest.mark.parametrize("name", NAMED.words)
def test_every_name_has_a_day(name: str) -> None:
    """In a year of our time each name of the lexicon is a day."""
    day = named_day(str(NAMED.words[name]), 2024)
    assert day is not None
    assert (day.unit, day.first.year) == ("day", 2024)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("Thanksgiving", 2024, "2024-11-28"),
        ("Thanksgiving", 1939, "1939-11-23"),
        ("Memorial Day", 1965, "1965-05-30"),
        ("Memorial Day", 2024, "2024-05-27"),
        ("Easter Monday", 2024, "2024-04-01"),
        ("Good Friday", 2024, "2024-03-29"),
        ("Yom Kippur", 2024, "2024-10-12"),
        ("Lunar New Year", 2024, "2024-02-10"),
        ("Diwali", 2024, "2024-10-31"),
        ("Christmas", 1, "0001-12-25"),
        ("Martin Luther King Day", 1950, None),
    ],
)
def test_feasts_move(name: str, year: int, day: str | None) -> None:
    """By the moon, by the week, and by law; before there was a law there is no day."""
    found = named_day(str(NAMED.words[name]), year)
    assert (found and found.value) == day


@pytest.mark.parametrize("year", [1, 325, 1582, 9999])
def test_no_year_raises(year: int) -> None:
    """At the ends of the calendar some names have no day."""
    for value in NAMED.words.values():
        day = named_day(str(value), year)
        assert day is None or day.first.year == year


def test_some_days_are_decided_by_who_sees_the_moon() -> None:
    """They may be another day in the next country, and are approximate therefore."""
    assert is_by_sight(str(NAMED.words["Eid al-Fitr"]))
    assert not is_by_sight(str(NAMED.words["Christmas"]))
