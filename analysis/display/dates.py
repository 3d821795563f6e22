"""Days in ISO 8601 in, words out: never finer than what is known."""

from __future__ import annotations

import re
from datetime import date

from analysis.rules.edtf import units

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(text: object) -> date | None:
    """An ISO day as a date; None where there is none or the calendar of Python (years 1 to 9999) has none such."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def when(earliest: str | None, latest: str | None, *, approximate: bool = False) -> str:
    """The days that something may have happened on, in words: `2023`, `the 2000s`, `c. 13 June 2024 to 1 July 2024`."""
    if not earliest and not latest:
        return "no date"
    if not earliest or not latest:
        return f"from {_unit_words(earliest)} on" if earliest else f"until {_unit_words(latest or '')}"
    words = " to ".join(_unit_words(unit) for unit in units(earliest, latest))
    return f"c. {words}" if approximate else words


def _unit_words(unit: str) -> str:
    """A unit in words; what is no unit of the calendar stays as it is."""
    if decade := re.fullmatch(r"(\d{3})X", unit):
        return f"the {int(decade[1])}0s"
    if not day(unit + "0000-01-01"[len(unit) :]):
        return unit
    year, month, number = [int(part) for part in unit.split("-")] + [0] * (2 - unit.count("-"))
    return " ".join([str(number)] * (number > 0) + [_MONTHS[month - 1]] * (month > 0) + [str(year)])
