"""A first and a last day in; the same in EDTF (Extended Date/Time Format, ISO 8601-2, level 1) out, and its units.

`2023` is a year, `201X` a decade, `2024-06-13~/2024-07-11~` rough days, `2022-09-01/..` open at its end.
"""

from __future__ import annotations

import calendar
from datetime import date

from analysis.tables import Granularity

_YEAR, _MONTH, _DAY = 4, 7, 10
_DECADE, _CENTURY = 10, 100


def edtf(earliest: str | None, latest: str | None, granularity: Granularity | None, *, approximate: bool) -> str:
    """The days in EDTF, no finer than `granularity`; empty without any. Both days are ISO 8601."""
    if not earliest or not latest:
        return f"{earliest or '..'}/{latest or '..'}" if earliest or latest else ""
    mark = "~" if approximate else ""
    return "/".join(unit + mark for unit in units(earliest, latest, granularity))


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
