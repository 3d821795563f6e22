"""The name of a day and a year in, the day out: Christmas, Thanksgiving, Easter Monday, Yom Kippur.

A name stands for a day of a month (`12-25`), for days from Easter (`easter+1`), or for a holiday as the package
`holidays` has it (`US:Thanksgiving Day`), which knows when laws moved it and counts in calendars that follow the moon.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date, timedelta

from analysis import lexicons
from analysis.rules import periods
from analysis.rules.periods import Period
from analysis.rules.shapes import TimeWord

#: Where whoever sights the moon decides on the day, so that it may be another in the next country.
_BY_SIGHT = frozenset({"TR", "IR"})


def named_day(name: str, year: int) -> Period | None:
    """The day of that year; None where it had none."""
    if name.startswith("easter"):
        return _from_easter(int(name.removeprefix("easter")), year)
    country, _, own = name.partition(":")
    if own:
        day = _holidays(country, year).get(own)
        return Period("day", day) if day else None
    month, _, number = name.partition("-")
    return periods.calendar_day(year, int(month), int(number))


@functools.cache
def remembered_day(month: int, day: int) -> Period | None:
    """The day that goes by its month and day alone, as 9/11 does."""
    entries = (entry for entry in lexicons.read("time_words", TimeWord) if entry.kind == "remembered_day")
    days = {name: str(value) for entry in entries for name, value in entry.words.items()}
    return periods.parse(days.get(f"{month}/{day}", ""))


def is_by_sight(name: str) -> bool:
    """Whether the day may be a neighbouring one."""
    return name.partition(":")[0] in _BY_SIGHT


def _from_easter(days: int, year: int) -> Period | None:
    from dateutil.easter import easter

    try:
        return Period("day", easter(year) + timedelta(days=days))
    except (ValueError, OverflowError):
        return None


@functools.lru_cache(maxsize=128)
def _holidays(country: str, year: int) -> Mapping[str, date]:
    """The first day of each holiday of a country in a year, by its English name."""
    import holidays

    days = holidays.country_holidays(country, years=year, language="en_US", expand=False)
    named = ((name, day) for day, names in sorted(days.items(), reverse=True) for name in names.split("; "))
    return dict(named)
