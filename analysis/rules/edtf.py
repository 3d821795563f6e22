"""A first and a last day in, the same as EDTF level 1 out (ISO 8601-2): `2024-05`, `200X`, `2024-06-13~/2024-07-11~`.

An open end is `..`, what is approximate has a `~`, but a season, which always is, has none. Written by hand, because
the package `edtf` reads texts and makes of "the 2000s" a century, and of an open end ten years; tests check with it
that it reads what stands here.
"""

from __future__ import annotations

import calendar
from datetime import date

from analysis.rules import periods
from analysis.tables import Granularity

_OPEN = ".."
#: EDTF numbers the seasons without saying of which hemisphere.
_SEASONS = {name: str(number) for number, name in enumerate(periods.SEASONS, 21)}
_WHOLE: tuple[periods.Unit, ...] = ("day", "month", "season", "year", "decade", "century")


def edtf(earliest: date | None, latest: date | None, *, approximate: bool = False) -> str:
    """Days as EDTF; empty where neither end is known."""
    if earliest is None and latest is None:
        return ""
    mark = "~" * approximate
    if whole := _whole(earliest, latest):
        if whole.unit == "season":
            year, _, name = whole.value.partition("-")
            return f"{year}-{_SEASONS[name]}"
        if not approximate or len(whole.value) >= _DIGITS:
            return whole.value.ljust(_DIGITS, "X") + mark
    cut = _precision(earliest, latest)
    return "/".join(f"{day.isoformat()[:cut]}{mark}" if day else _OPEN for day in (earliest, latest))


_DIGITS = 4


def _whole(earliest: date | None, latest: date | None) -> periods.Period | None:
    """The one period of the calendar that begins and ends with these days."""
    if earliest is None or latest is None:
        return None
    found = (periods.containing(unit, earliest) for unit in _WHOLE)
    return next((one for one in found if one and (one.first, one.last) == (earliest, latest)), None)


def _precision(earliest: date | None, latest: date | None) -> int:
    """How many characters of both days say it all: those of years, of months, or all ten."""
    for unit, length in _LENGTHS:
        first, last = (day and periods.containing(unit, day) for day in (earliest, latest))
        if first and last and (first.first, last.last) == (earliest, latest):
            return length
    return _FULL


_LENGTHS: tuple[tuple[periods.Unit, int], ...] = (("year", len("2024")), ("month", len("2024-05")))
_FULL = len("2024-05-30")


# --- units of the calendar ----------------------------------------------------------------------------

_YEAR, _MONTH, _DAY = 4, 7, 10
_DECADE, _CENTURY = 10, 100


def units(earliest: str, latest: str, granularity: Granularity | None = None) -> tuple[str, ...]:
    """The fewest units of the calendar that span the days: one, or the first and the last of a sort.

    Ten years from a round one are a decade (`201X`), and a hundred a century (`19XX`) if `granularity` says so.
    """
    first, last = _day(earliest), _day(latest)
    if first is None or last is None:
        return tuple(dict.fromkeys((earliest, latest)))
    size = _size(first, last)
    years = last.year - first.year + 1
    if size == _YEAR and years == _DECADE and first.year % _DECADE == 0:
        return (f"{earliest[:3]}X",)
    if size == _YEAR and years == _CENTURY and first.year % _CENTURY == 0 and granularity == "century":
        return (f"{earliest[:2]}XX",)
    return tuple(dict.fromkeys((earliest[:size], latest[:size])))


def _size(first: date, last: date) -> int:
    """How many characters of a day name the unit whose first and last day these are."""
    if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
        return _DAY
    return _YEAR if (first.month, last.month) == (1, 12) else _MONTH


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
