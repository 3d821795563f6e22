"""Days in ISO 8601 in, words and EDTF out: never finer than what is known."""

from __future__ import annotations

import calendar
import re
from datetime import date

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
    words = " to ".join(_unit_words(unit) for unit in _units(earliest, latest))
    return f"c. {words}" if approximate else words


def edtf(earliest: str | None, latest: str | None, *, approximate: bool = False) -> str:
    """The same days in EDTF: `2023`, `200X`, `2024-06-13~/2024-07-11~`, `2022-09-01/..`; empty without any."""
    if not earliest or not latest:
        return f"{earliest or '..'}/{latest or '..'}" if earliest or latest else ""
    mark = "~" if approximate else ""
    return "/".join(unit + mark for unit in _units(earliest, latest))


def _units(earliest: str, latest: str) -> list[str]:
    """The fewest calendar units that span the days: a decade `200X`, a year, a month, a day, or two of a sort."""
    first, last = day(earliest), day(latest)
    if first is None or last is None:
        return list(dict.fromkeys((earliest, latest)))
    size = 10
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        size = 4 if (first.month, last.month) == (1, 12) else 7
    if size == 4 and first.year % 10 == 0 and last.year == first.year + 9:  # noqa: PLR2004 - YYYY, and a decade's last
        return [f"{earliest[:3]}X"]
    return list(dict.fromkeys((earliest[:size], latest[:size])))


def _unit_words(unit: str) -> str:
    """A unit in words; what is no unit of the calendar stays as it is."""
    if decade := re.fullmatch(r"(\d{3})X", unit):
        return f"the {int(decade[1])}0s"
    if not day(unit + "0000-01-01"[len(unit) :]):
        return unit
    year, month, number = [int(part) for part in unit.split("-")] + [0] * (2 - unit.count("-"))
    return " ".join([str(number)] * (number > 0) + [_MONTHS[month - 1]] * (month > 0) + [str(year)])
