"""Stretches of the calendar: a unit and its first day in, interval, TIMEX3 value and granularity out.

A time expression is computed as a tree of these operators (the idea of SCATE, Bethard and Parker 2016), so
its value and its interval come from one thing and cannot disagree. Whatever leaves the calendar of years 1
to 9999, or names a day that does not exist, is None.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from analysis.tables import Granularity

Unit = Literal["day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century"]

#: From fine to coarse. Of two units the finer one cannot be counted from the coarser one.
UNITS: tuple[Unit, ...] = (
    "day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century",
)  # fmt: skip
SEASONS = ("SP", "SU", "FA", "WI")

_MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "weekend": 7, "week": 7}
_GRANULARITY: dict[Unit, Granularity] = {"weekend": "week", "half": "year"}
#: The most days that each may have.
_WIDEST: tuple[tuple[int, Granularity], ...] = (
    (1, "day"), (7, "week"), (31, "month"), (92, "quarter"), (366, "year"), (3653, "decade"), (36525, "century"),
)  # fmt: skip
_PATTERNS: tuple[tuple[Unit, re.Pattern[str]], ...] = (
    ("day", re.compile(r"(\d{4})-(\d\d)-(\d\d)")),
    ("month", re.compile(r"(\d{4})-(\d\d)")),
    ("week", re.compile(r"(\d{4})-W(\d\d)")),
    ("weekend", re.compile(r"(\d{4})-W(\d\d)-WE")),
    ("quarter", re.compile(r"(\d{4})-Q([1-4])")),
    ("season", re.compile(r"(\d{4})-(SP|SU|FA|WI)")),
    ("half", re.compile(r"(\d{4})-H([12])")),
    ("year", re.compile(r"(\d{4})")),
    ("decade", re.compile(r"(\d{3})")),
    ("century", re.compile(r"(\d\d)")),
)


@dataclass(frozen=True, slots=True)
class Period:
    """One unit of the calendar by its first day, and a time of that day if one is told (`TMO`, `T17:30`)."""

    unit: Unit
    first: date
    clock: str = ""

    @property
    def last(self) -> date:
        """The last day that belongs to it."""
        if self.unit == "weekend":
            return self.first + timedelta(days=1)
        if self.unit in _DAYS_IN:
            return self.first + timedelta(days=_DAYS_IN[self.unit] - 1)
        # By arithmetic on months, since the day after may lie beyond the calendar (31 December 9999).
        years, month = divmod(self.first.month - 1 + _MONTHS_IN[self.unit] - 1, 12)
        year = self.first.year + years
        return date(year, month + 1, calendar.monthrange(year, month + 1)[1])

    @property
    def granularity(self) -> Granularity:
        """How fine it is, in the words of the events table; never finer than the unit."""
        return _GRANULARITY.get(self.unit, self.unit)  # type: ignore[arg-type]

    @property
    def value(self) -> str:
        """Its TIMEX3 value. A decade is its first three digits and a century its first two, as in TimeBank."""
        return _value(self.unit, self.first) + self.clock

    def within(self, unit: Unit) -> Period | None:
        """The period of a unit that this one lies in; None where this one is the coarser."""
        if UNITS.index(unit) < UNITS.index(self.unit):
            return None
        return containing(unit, self.first)

    def shift(self, count: int) -> Period | None:
        """The period as many of its own units later, or earlier if negative."""
        return moved(self, count, self.unit)

    def at(self, clock: str) -> Period:
        """The same with a time of day."""
        return replace(self, clock=clock)


def granularity_of(first: date, last: date) -> Granularity:
    """How fine a stretch of days is that no unit of the calendar names: the finest that is wide enough."""
    days = (last - first).days + 1
    return next((granularity for most, granularity in _WIDEST if days <= most), "open")


def containing(unit: Unit, day: date) -> Period | None:
    """The period of a unit that a day lies in. A weekend is that of the day's week."""
    try:
        return _whole(Period(unit, _first_day(unit, day)))
    except (ValueError, OverflowError):
        return None


def _whole(period: Period) -> Period:
    """The period itself. Raises ValueError or OverflowError where its last day lies beyond the calendar."""
    _ = period.last
    return period


def moved(period: Period, count: int, unit: Unit) -> Period | None:
    """A period moved by a count of units, which may be coarser than its own; it keeps its own unit."""
    try:
        if unit in _DAYS_IN:
            day = period.first + timedelta(days=_DAYS_IN[unit] * count)
        else:
            day = period.first + relativedelta(months=_MONTHS_IN[unit] * count)
        return containing(period.unit, day)
    except (ValueError, OverflowError):
        return None


def calendar_day(year: int, month: int, day: int) -> Period | None:
    """A day; None where there is none, as on 31 February."""
    try:
        return Period("day", date(year, month, day))
    except (ValueError, OverflowError):
        return None


def calendar_month(year: int, month: int) -> Period | None:
    """A month of a year."""
    first = calendar_day(year, month, 1)
    return first and Period("month", first.first)


def calendar_year(year: int) -> Period | None:
    """A year of the calendar."""
    first = calendar_day(year, 1, 1)
    return first and Period("year", first.first)


def nth(count: int, unit: Unit, whole: Period) -> Period | None:
    """The nth part of a period (from 1; from its end if negative): the third quarter of a year."""
    part = containing(unit, whole.first) if count > 0 else containing(unit, whole.last)
    if part is None or UNITS.index(unit) >= UNITS.index(whole.unit):
        return None
    found = part.shift(count - 1 if count > 0 else count + 1)
    return found if found and whole.first <= found.last and found.first <= whole.last else None


def third(whole: Period, place: int) -> tuple[date, date]:
    """The first and last day of the early (0), middle (1) or late (2) third of a period; else of the whole."""
    return _part(whole, place, _THIRDS)


def edge(whole: Period, place: int) -> tuple[date, date]:
    """The first and last day of the beginning (0) or the end (2) of a period: of a year its first or last quarter."""
    return _part(whole, place, _THIRDS | _EDGES)


def _part(whole: Period, place: int, parts: _Parts) -> tuple[date, date]:
    finer, starts = parts.get(whole.unit, (whole.unit, ()))
    part = containing(finer, whole.first)
    if part is None or not starts:
        return whole.first, whole.last
    first = part.shift(starts[place])
    last = part.shift(starts[place + 1] - 1) if place + 1 < len(starts) else None
    return first.first if first else whole.first, last.last if last else whole.last


#: In which of its days, months or years a third begins, counted from 0: the mid-1990s are 1994 to 1996.
_Parts = dict[Unit, tuple[Unit, tuple[int, int, int]]]
_THIRDS: _Parts = {
    "month": ("day", (0, 10, 20)), "year": ("month", (0, 4, 8)), "decade": ("year", (0, 4, 7)),
    "century": ("year", (0, 33, 67)),
}  # fmt: skip
_EDGES: _Parts = {"year": ("month", (0, 3, 9))}


def season(name: str, year: int) -> Period | None:
    """A season of the north by the months of meteorology; winter begins in December of its year."""
    start = calendar_month(year, 3 + 3 * SEASONS.index(name))
    return start and containing("season", start.first)


def parse(value: str) -> Period | None:
    """The period that a TIMEX3 value or an EDTF day, month or year names; None where it names none."""
    base, mark, clock = value.partition("T")
    for unit, pattern in _PATTERNS:
        match = pattern.fullmatch(base)
        if match:
            period = _parsed(unit, match.groups())
            return period and period.at(mark + clock)
    return None


def _parsed(unit: Unit, parts: tuple[str, ...]) -> Period | None:
    if unit == "season":
        return season(parts[1], int(parts[0]))
    numbers = [int(part) for part in parts]
    try:
        return _whole(Period(unit, _FIRST_DAY_OF[unit](*numbers)))
    except (ValueError, OverflowError):
        return None


_FIRST_DAY_OF: dict[Unit, Callable[..., date]] = {
    "day": date,
    "month": lambda year, month: date(year, month, 1),
    "week": lambda year, week: date.fromisocalendar(year, week, 1),
    "weekend": lambda year, week: date.fromisocalendar(year, week, 6),
    "quarter": lambda year, quarter: date(year, 3 * quarter - 2, 1),
    "half": lambda year, half: date(year, 6 * half - 5, 1),
    "year": lambda year: date(year, 1, 1),
    "decade": lambda tens: date(tens * 10, 1, 1),
    "century": lambda hundreds: date(hundreds * 100, 1, 1),
}


def _first_day(unit: Unit, day: date) -> date:
    """The first day of the period that a day lies in. Raises ValueError before the year 1."""
    if unit in _DAYS_IN:
        weekday = {"day": 0, "week": day.weekday(), "weekend": day.weekday() - 5}[unit]
        return day - timedelta(days=weekday)
    if unit in ("decade", "century"):
        years = _MONTHS_IN[unit] // 12
        return date(day.year // years * years, 1, 1)
    months = day.year * 12 + day.month - 1
    # Seasons begin in March, so winter reaches into the next year.
    start = months - (months - 2 * (unit == "season")) % _MONTHS_IN[unit]
    return date(start // 12, start % 12 + 1, 1)


def _value(unit: Unit, first: date) -> str:
    year, iso = f"{first.year:04d}", first.isocalendar()
    week = f"{iso.year:04d}-W{iso.week:02d}"
    return {
        "day": first.isoformat(),
        "week": week,
        "weekend": f"{week}-WE",
        "month": f"{year}-{first.month:02d}",
        "quarter": f"{year}-Q{(first.month + 2) // 3}",
        "half": f"{year}-H{(first.month + 5) // 6}",
        "season": f"{year}-{SEASONS[(first.month // 3 - 1) % 4]}",
        "year": year,
        "decade": year[:3],
        "century": year[:2],
    }[unit]
