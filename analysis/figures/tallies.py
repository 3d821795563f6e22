"""Dated events and a time axis in, how many there are in each stretch of it, by status, out."""

from __future__ import annotations

import collections
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from matplotlib.axes import Axes

from analysis.figures.drawing import GREY, STATUS_LOOKS
from analysis.figures.scales import Scale
from analysis.rules.periods import Unit, containing

#: From fine to coarse, with the days of each; a bar takes so much of the axis at least.
_UNITS: tuple[tuple[Unit, int], ...] = (
    ("day", 1), ("week", 7), ("month", 30), ("quarter", 91), ("year", 365), ("decade", 3652), ("century", 36524),
)  # fmt: skip
_NARROWEST = 0.012

#: The status of an event, its first day and the day after its last, as ordinals.
Closed = tuple[str, int, int]


def tally(axes: Axes, axis: Scale, events: Iterable[Closed], *, every: int, edge: float) -> None:
    """A stacked bar for each day, week, month ... in which events begin and end; wider ones are only counted."""
    unit = next((unit for unit, days in _UNITS if days * axis.per_day >= _NARROWEST), _UNITS[-1][0])
    bins = _bins(axis, events, unit)
    for one in bins.values():
        _stack(axes, one)
    inside = sum(one.counts.total() for one in bins.values())
    axes.set_xlim(-edge, 1 + edge)
    axes.set_xticks([])
    axes.locator_params(axis="y", nbins=3, integer=True)
    axes.tick_params(axis="y", labelsize=7, colors=GREY)
    words = f"All {every:,} events with a date, by {unit}"
    axes.text(-0.1, 0.62, words, transform=axes.transAxes, ha="right", fontsize=8)
    words = f"{every - inside:,} more are wider than that or open" if every > inside else ""
    axes.text(-0.1, 0.4, words, transform=axes.transAxes, ha="right", fontsize=7, color=GREY)


@dataclass(slots=True)
class _Bin:
    """A part of the axis and how many events lie in it, by status."""

    left: float
    right: float
    counts: collections.Counter[str]


def _bins(axis: Scale, events: Iterable[Closed], unit: Unit) -> dict[int, _Bin]:
    """The bins by their places; where the axis is shortened, several units share one."""
    bins: dict[int, _Bin] = {}
    for status, first, last in events:
        period = containing(unit, date.fromordinal(first))
        if period is None or last - 1 > period.last.toordinal():
            continue
        left, right = axis.at(period.first.toordinal()), axis.at(period.last.toordinal() + 1)
        one = bins.setdefault(int(left / _NARROWEST), _Bin(left, right, collections.Counter()))
        one.left, one.right = min(one.left, left), max(one.right, right)
        one.counts[status] += 1
    return bins


def _stack(axes: Axes, one: _Bin) -> None:
    bottom = 0
    for status, look in STATUS_LOOKS.items():
        if not one.counts[status]:
            continue
        axes.bar(one.left, one.counts[status], one.right - one.left, bottom, align="edge", color=look.colour,
                 hatch=look.hatch, edgecolor="white", linewidth=0.4)  # fmt: skip
        bottom += one.counts[status]
