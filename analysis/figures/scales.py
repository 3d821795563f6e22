"""Days in, places on a time axis out: in proportion, but for stretches so long that they would hide all else.

A decade beside twelve days of one month leaves these no room. So a stretch in which nothing begins or ends, and that
is as long as much of the axis, is drawn short, and the axis is marked as broken there.
"""

from __future__ import annotations

import bisect
import itertools
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

#: What share of all dates the part of the axis that is to scale holds at least, how short it must be beside the whole,
#: and how much of its length a stretch beside it may add. Of fewer stretches all may be to scale.
_MOST_DATES, _SHORT_PART, _BESIDE, _LONGER, _MANY = 0.75, 0.34, 0.35, 1.5, 12
#: Within it a stretch is folded if it takes so much of what is not folded yet, and is so many times longer than most,
#: of which none counts for less than so many days.
_TOO_MUCH, _TOO_LONG, _LEAST = 0.3, 20, 10
#: How much of the axis a fold takes, all folds together, and a letter of a tick's name with the gap behind the name.
_FOLD, _ALL_FOLDS, _LETTER, _GAP = 0.07, 0.35, 0.0125, 0.014
#: How much of the axis two ticks at round dates stand apart at least.
_APART = 0.075
#: An axis of fewer days goes on to the ends of its months.
_SHORT = 28
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_YEAR = 12

#: How far ticks may stand apart, from near to far: a unit and how many of it.
Step = tuple[Literal["day", "month"], int]
_STEPS: tuple[Step, ...] = (
    ("day", 1), ("day", 2), ("day", 7), ("day", 14), ("month", 1), ("month", 3), ("month", 6),
    *(("month", _YEAR * years) for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)),
)  # fmt: skip
_DAYS = {"day": 1.0, "month": 30.4}


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis with its name."""

    place: float
    name: str

    @property
    def width(self) -> float:
        """How much of the axis its name takes."""
        return _LETTER * max(map(len, self.name.split("\n")))


@dataclass(frozen=True, slots=True)
class Scale:
    """Days, as ordinals, with their places from 0 to 1, and the stretches (first, last day) that are folded."""

    days: tuple[int, ...]
    places: tuple[float, ...]
    folds: tuple[tuple[int, int], ...]

    def at(self, ordinal: int) -> float:
        """Where a day begins, in proportion between the two dates of the scale that it lies between."""
        right = min(max(bisect.bisect_left(self.days, ordinal), 1), len(self.days) - 1)
        (day_a, day_b), (place_a, place_b) = self.days[right - 1 : right + 1], self.places[right - 1 : right + 1]
        return round(place_a + (place_b - place_a) * (ordinal - day_a) / (day_b - day_a), 6)

    @property
    def per_day(self) -> float:
        """How much of the axis a day takes where it is not folded."""
        stretches = zip(itertools.pairwise(self.days), itertools.pairwise(self.places), strict=True)
        return next(((q - p) / (b - a) for (a, b), (p, q) in stretches if (a, b) not in self.folds), 0.0)

    def ticks(self) -> list[Tick]:
        """Ticks at round dates, and at the ends of folds, as many as have room for their names."""
        named = [Tick(self.at(day), _full_name(day)) for fold in self.folds for day in (_last(fold[0]), fold[1])]
        named += [Tick(0.0, _full_name(self.days[0]))]
        named += [tick for first, last in self._runs() for tick in self._round(first, last)]
        kept: list[Tick] = []
        for tick in dict.fromkeys(named):
            if all(abs(tick.place - other.place) >= (tick.width + other.width) / 2 + _GAP for other in kept):
                kept.append(tick)
        return sorted(kept, key=lambda tick: tick.place)

    def _runs(self) -> Iterator[tuple[int, int]]:
        """The stretches between folds."""
        edges = [self.days[0], *(day for fold in self.folds for day in fold), self.days[-1]]
        return ((first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last)

    def _round(self, first: int, last: int) -> Iterator[Tick]:
        step = next((step for step in _STEPS if _DAYS[step[0]] * step[1] * self.per_day >= _APART), _STEPS[-1])
        named_year = None
        for day in _steps(first, last, step):
            at = date.fromordinal(day)
            yield Tick(self.at(day), _name(at, step, with_year=at.year != named_year))
            named_year = at.year


def scale(bars: Iterable[tuple[int, int]]) -> Scale:
    """A scale for bars, as (first day, day after the last), on which the shortest can still be seen."""
    days = sorted({ordinal for bar in bars for ordinal in bar})
    folds = _folded(list(itertools.pairwise(days)))
    if days[-1] - days[0] < _SHORT:
        days, folds = sorted({_month(days[0]), *days, _next_month(days[-1] - 1)}), set()
    stretches = list(itertools.pairwise(days))
    drawn = sum(b - a for a, b in stretches if (a, b) not in folds)
    fold = min(_FOLD, _ALL_FOLDS / max(len(folds), 1))
    room = 1 - fold * len(folds)
    widths = (fold if (a, b) in folds else room * (b - a) / drawn for a, b in stretches)
    places = [min(place, 1.0) for place in itertools.accumulate(widths, initial=0.0)]
    return Scale(tuple(days), (*places[:-1], 1.0), tuple(sorted(folds)))


def _folded(stretches: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The stretches outside the part that holds most dates, and those within it that leave the others no room."""
    first, last = _part(stretches)
    short = _FOLD * (stretches[last - 1][1] - stretches[first][0])
    folds = {(a, b) for a, b in (*stretches[:first], *stretches[last:]) if b - a > short}
    rest = sorted(stretches[first:last], key=lambda stretch: (stretch[1] - stretch[0], stretch))
    while len(rest) > 1:
        lengths = [b - a for a, b in rest]
        most = max(_LEAST, statistics.median_low(lengths[:-1]))
        if lengths[-1] < _TOO_MUCH * sum(lengths) or lengths[-1] < _TOO_LONG * most:
            break
        folds.add(rest.pop())
    return folds


def _part(stretches: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The shortest row of stretches that holds most of the dates, by place; all of them if it is not short."""
    size = max(1, round(_MOST_DATES * len(stretches)))
    starts = range(len(stretches) - size + 1)
    first = min(starts, key=lambda start: (stretches[start + size - 1][1] - stretches[start][0], start))
    last = first + size
    length_of_part = stretches[last - 1][1] - stretches[first][0]
    if len(stretches) < _MANY or length_of_part > _SHORT_PART * (stretches[-1][1] - stretches[0][0]):
        return 0, len(stretches)
    return _widened(stretches, first, last)


def _widened(stretches: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """The same with what stands beside it and is not long either."""
    begin, end = stretches[first][0], stretches[last - 1][1]
    most, longest = _BESIDE * (end - begin), _LONGER * (end - begin)
    while (
        last < len(stretches)
        and stretches[last][1] - stretches[last][0] <= most
        and stretches[last][1] - begin <= longest
    ):
        end, last = stretches[last][1], last + 1
    while (
        first and stretches[first - 1][1] - stretches[first - 1][0] <= most and end - stretches[first - 1][0] <= longest
    ):
        first -= 1
    return first, last


def _month(ordinal: int) -> int:
    return date.fromordinal(ordinal).replace(day=1).toordinal()


def _next_month(ordinal: int) -> int:
    """The first day of the month after a day's; the day after the last of Python's calendar at its end."""
    at = date.fromordinal(min(ordinal, date.max.toordinal()))
    if (at.year, at.month) == (date.max.year, _YEAR):
        return date.max.toordinal() + 1
    return date(at.year + at.month // _YEAR, at.month % _YEAR + 1, 1).toordinal()


def _steps(first: int, last: int, step: Step) -> Iterator[int]:
    """The days between two, at round places of the calendar: months from January, years by their number."""
    unit, count = step
    last = min(last, date.max.toordinal())
    if unit == "day":
        yield from range(first, last + 1, count)
        return
    begin = date.fromordinal(first)
    months = -(-(begin.year * _YEAR + begin.month - 1 + (begin.day > 1)) // count) * count
    while _YEAR <= months < (date.max.year + 1) * _YEAR:
        day = date(months // _YEAR, months % _YEAR + 1, 1).toordinal()
        if day > last:
            return
        yield day
        months += count


def _name(at: date, step: Step, *, with_year: bool) -> str:
    """A tick's name in two lines, the year below where it changes; a year alone in one."""
    unit, count = step
    if unit == "month" and count % _YEAR == 0:
        return f"{at.year}"
    name = _MONTHS[at.month - 1] if unit == "month" else f"{at.day} {_MONTHS[at.month - 1]}"
    return f"{name}\n{at.year}" if with_year else name


def _last(ordinal: int) -> int:
    """The day that ends with a stretch, if no month does: a fold from 31 May on begins behind 30 May."""
    at = date.fromordinal(min(ordinal, date.max.toordinal()))
    return ordinal if at.day == 1 or ordinal > date.max.toordinal() else ordinal - 1


def _full_name(ordinal: int) -> str:
    """A day as the year, month or day that begins with it."""
    if ordinal > date.max.toordinal():
        return "10000"
    at = date.fromordinal(ordinal)
    if at.day > 1:
        return f"{at.day} {_MONTHS[at.month - 1]}\n{at.year}"
    return f"{_MONTHS[at.month - 1]}\n{at.year}" if at.month > 1 else f"{at.year}"


def length(first: int, last: int) -> str:
    """How long a stretch is, in a word or two: `12 years`, `5 months`, `9 days`."""
    days = (timedelta(days=last) - timedelta(days=first)).days
    for unit, size in (("year", 365.2425), ("month", 30.44)):
        if days >= 1.5 * size:
            return f"{round(days / size):,} {unit}s"
    return f"{days} days"
