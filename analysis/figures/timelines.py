"""Events in, a timeline out: never more exact than what is known."""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.display import cut, day, style
from analysis.figures.drawing import GREY, GUTTER, MOST, NAME, ROW, STATUS_LOOKS, WIDTH, note, panel
from analysis.frames import in_order
from analysis.parameters import first_day, last_day
from analysis.summaries import ORDERS

#: A stretch of time that is so many times longer than another would leave the other no room.
_TOO_LONG = 20

_BARS = (
    "A bar covers all the time that the words may mean: pale and dashed where they are rough, with an arrow where open."
)

#: How far the time axis goes on beyond its first and last date.
_EDGE = 0.03


@dataclass(frozen=True, slots=True)
class Scale:
    """Days, as ordinals, to places from 0 to 1: in proportion (`even`), or with long stretches shortened."""

    days: tuple[int, ...]
    places: tuple[float, ...]
    even: bool

    def at(self, ordinal: int) -> float:
        """Where a day begins, in proportion between the two dates of the scale that it lies between."""
        right = min(max(bisect.bisect_left(self.days, ordinal), 1), len(self.days) - 1)
        (day_a, day_b), (place_a, place_b) = self.days[right - 1 : right + 1], self.places[right - 1 : right + 1]
        return round(place_a + (place_b - place_a) * (ordinal - day_a) / (day_b - day_a), 6)


def scale(bars: Sequence[tuple[int, int]]) -> Scale:
    """A scale for bars, as (first day, day after the last), on which the shortest can still be seen.

    Where their lengths differ too much, each stretch between two dates gets room by the logarithm of its length.
    """
    days = sorted({ordinal for bar in bars for ordinal in bar})
    lengths = [last - first for first, last in bars if last - first > 1] or [30]
    even = max(lengths) <= _TOO_LONG * min(lengths) and days[-1] - days[0] <= 5 * _TOO_LONG * min(lengths)
    stretches = [b - a if even else math.log1p(b - a) for a, b in itertools.pairwise(days)]
    ends = itertools.accumulate(stretches, initial=0.0)
    return Scale(days=tuple(days), places=tuple(end / sum(stretches) for end in ends), even=even)


@style()
def timeline(events: pd.DataFrame, publication: pd.DataFrame, *, undated: bool = True) -> Axes:
    """`summaries.events` as a timeline: an event a row, a bar over all the time that its date may mean.

    Events without a date never stand on the axis. They have a panel below it, by their order against publication.
    """
    every = list(in_order(events))
    placed = [event for event in every if event.dated and _limits(event) != (None, None)]
    others = [event for event in every if undated and not event.dated]
    unseen = sum(event.dated for event in every) - len(placed) + sum(max(len(e) - MOST, 0) for e in (placed, others))
    upper, lower = ROW * max(len(placed[:MOST]), 1), ROW * len(others[:MOST])
    base = 0.95 + (lower + 0.4 if others else 0.0)
    figure = Figure(figsize=(WIDTH, base + upper + 0.2))
    axes = panel(figure, left=GUTTER, bottom=base, width=WIDTH - GUTTER - 0.2, height=upper)
    notes = _dated(axes, placed[:MOST], publication) if placed else note(axes, "no event has a date in the text")
    if others:
        _undated(panel(figure, left=GUTTER, bottom=0.1, width=WIDTH - GUTTER - 0.2, height=lower), others[:MOST])
    notes += [f"{unseen} more in the table only."] if unseen else []
    figure.text(0.01, (base - 0.35) / figure.get_figheight(), "\n".join(notes), va="top", fontsize=7.5, color=GREY)
    return axes


def _limits(event: Any) -> tuple[int | None, int | None]:
    """First day of an event and the day after its last, as ordinals; None where open or in no calendar of Python's."""
    first, last = day(event.earliest), day(event.latest)
    return first.toordinal() if first else None, last.toordinal() + 1 if last else None


def _dated(axes: Axes, events: Sequence[Any], publication: pd.DataFrame) -> list[str]:
    """Draw the dated events and the publication dates; what is to be said about the drawing."""
    published = [one for one in in_order(publication) if one.edtf][:MOST]
    lines = [_publication_limits(one.edtf) for one in published]
    axis = scale([*lines, *(_closed(*_limits(event)) for event in events)])
    for row, event in enumerate(events):
        first, last = (None if limit is None else axis.at(limit) for limit in _limits(event))
        _bar(axes, row, event, first, last)
    for first, last in lines:
        axes.axvline(axis.at(first), color=GREY, linestyle=(0, (4, 3)), linewidth=1, zorder=0)
        axes.axvspan(axis.at(first), axis.at(last), color=GREY, alpha=0.15, linewidth=0, zorder=0)
    axes.set_xlim(-_EDGE, 1 + _EDGE)
    _ticks(axes, axis)
    _named_rows(axes, events, [f"{event.when} · {event.status}" for event in events])
    shortened = (
        ""
        if axis.even
        else "The axis is not to scale: the longer a stretch between two dates, the more it is shortened."
    )
    grey = f"Grey, behind a dashed line: publication, {_publications(published)}." if published else ""
    return [note for note in (_BARS, shortened, grey) if note]


def _publication_limits(edtf: str) -> tuple[int, int]:
    first, last = day(first_day(edtf)), day(last_day(edtf))
    return (first or date.min).toordinal(), (last or date.max).toordinal() + 1


def _closed(first: int | None, last: int | None) -> tuple[int, int]:
    """An open bar as the one day at its known end."""
    return (last or 2) - 1 if first is None else first, (first or 1) + 1 if last is None else last


def _publications(published: Sequence[Any]) -> str:
    words = [f"{one.published} ({one.known_from})" if one.known_from else one.published for one in published[:3]]
    return "; ".join(words) + (f" and {len(published) - 3} other dates" if len(published) > 3 else "")  # noqa: PLR2004


def _bar(axes: Axes, row: int, event: Any, first: float | None, last: float | None) -> None:
    """One event: a point for a day, a bar for longer, with an arrow where it is open."""
    look = STATUS_LOOKS[event.status]
    begin, end = -_EDGE if first is None else first, 1 + _EDGE if last is None else last
    if event.earliest == event.latest:
        axes.plot((begin + end) / 2, row, look.marker, color=look.colour, markersize=7)
        return
    place, size = (begin, row - 0.22), (end - begin, 0.44)
    pale = 0.45 if event.approximate or first is None or last is None else 1.0
    axes.add_patch(
        Rectangle(place, *size, facecolor=look.colour, edgecolor="white", hatch=look.hatch, linewidth=0, alpha=pale)
    )
    dashes = "--" if event.approximate else "-"
    axes.add_patch(Rectangle(place, *size, fill=False, edgecolor=look.colour, linestyle=dashes, linewidth=1.2))
    for is_open, x, arrow in ((first is None, begin, "<"), (last is None, end, ">")):
        if is_open:
            axes.plot(x, row, arrow, color=look.colour, markersize=9, clip_on=False)


def _ticks(axes: Axes, axis: Scale) -> None:
    """Mark the scale's own dates, as many as have room for their names."""
    room, ticks = -1.0, list[tuple[float, str]]()
    for ordinal, place in zip(axis.days, axis.places, strict=True):
        name = _tick(ordinal)
        half = 0.006 * len(name) + 0.008
        if place - half >= room:
            ticks.append((place, name))
            room = place + half
    axes.set_xticks([place for place, _ in ticks], [name for _, name in ticks], fontsize=7.5)


def _tick(ordinal: int) -> str:
    """A day as the year, month or day that begins with it."""
    if ordinal > date.max.toordinal():
        return "10000"
    at = date.fromordinal(ordinal)
    return at.isoformat()[: 10 if at.day > 1 else 7 if at.month > 1 else 4]


def _undated(axes: Axes, events: Sequence[Any]) -> None:
    """The events without a date, each in the column of its order against publication."""
    orders = [order for order in ORDERS if order != ORDERS[-1] or any(event.order == order for event in events)]
    for row, event in enumerate(events):
        look = STATUS_LOOKS[event.status]
        axes.plot(orders.index(event.order), row, look.marker, color=look.colour, markersize=7)
    axes.set_xlim(-0.5, len(orders) - 0.5)
    axes.set_xticks(range(len(orders)), orders, fontsize=7.5)
    axes.tick_params(axis="x", length=0, labeltop=True, labelbottom=False)
    axes.vlines([n + 0.5 for n in range(len(orders) - 1)], -0.5, len(events) - 0.5, color=GREY, linewidth=0.5)
    axes.spines[:].set_visible(False)
    axes.text(
        -0.05, 1.0, "No date in the text", transform=axes.transAxes, ha="right", va="bottom", fontsize=8, weight="bold"
    )
    _named_rows(axes, events, [event.status for event in events])


def _named_rows(axes: Axes, events: Sequence[Any], notes: Sequence[str]) -> None:
    """Each event's label and note in the gutter, with the marker of its status; a hairline below each row."""
    axes.set_ylim(len(events) - 0.5, -0.5)
    axes.set_yticks([])
    gutter = axes.get_yaxis_transform()
    for row, (event, words) in enumerate(zip(events, notes, strict=True)):
        look = STATUS_LOOKS[event.status]
        axes.plot(-0.025, row, look.marker, color=look.colour, markersize=6, transform=gutter, clip_on=False)
        axes.text(-0.05, row - 0.02, cut(event.event.text, NAME), transform=gutter, ha="right", va="bottom", fontsize=8)
        axes.text(-0.05, row + 0.02, cut(words, NAME), transform=gutter, ha="right", va="top", fontsize=7, color=GREY)
        axes.axhline(row + 0.5, color=GREY, linewidth=0.3, zorder=0)
