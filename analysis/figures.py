"""A DataFrame in, matplotlib Axes out. What a chart shows stands in a table beside it as well.

Nothing is told by colour alone: every colour goes with a hatch, a marker and a word. The colours are those of
Okabe and Ito's set ("Color Universal Design", 2008) that stand out from white by 3:1 or more (WCAG 2.2, 1.4.11).
Places are fixed in inches, so that no label can push another or the drawing away.
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.display import cut, day, style
from analysis.frames import in_order
from analysis.parameters import first_day, last_day
from analysis.summaries import KINDS, ORDERS

BLUE, GREEN, VERMILLION, PURPLE, BLACK, GREY = "#0072B2", "#009E73", "#D55E00", "#CC79A7", "#000000", "#595959"

#: Rows that a chart shows; the table beside it holds the others.
MOST = 40

#: A stretch of time that is so many times longer than another would leave the other no room.
_TOO_LONG = 20

#: Inches: a chart, a row of it, and the room for the names of its rows. Columns of such a name.
_WIDTH, _ROW, _GUTTER, _LABEL = 10.0, 0.38, 4.5, 60

_BARS = (
    "A bar covers all the time that the words may mean: pale and dashed where they are rough, with an arrow where open."
)

#: How far the time axis goes on beyond its first and last date.
_EDGE = 0.03


@dataclass(frozen=True, slots=True)
class Look:
    """How one word looks in a chart."""

    colour: str
    hatch: str = ""
    marker: str = "o"


KIND_LOOKS: Mapping[str, Look] = {
    "name": Look(BLUE),
    "alias": Look(BLUE, "////"),
    "acronym": Look(GREEN),
    "demonym": Look(GREEN, "\\\\\\\\"),
    "nominal": Look(VERMILLION),
    "pronoun": Look(PURPLE),
    "possessive": Look(PURPLE, "xxxx"),
}

STATUS_LOOKS: Mapping[str, Look] = {
    "happened": Look(BLUE, "", "o"),
    "reported": Look(VERMILLION, "////", "s"),
    "planned": Look(GREEN, "----", "^"),
    "predicted": Look(PURPLE, "xxxx", "D"),
    "denied": Look(BLACK, "||||", "X"),
}


def _panel(figure: Figure, *, left: float, bottom: float, width: float, height: float) -> Axes:
    """Axes at a place given in inches."""
    whole_width, whole_height = figure.get_size_inches()
    place = (left / whole_width, bottom / whole_height, width / whole_width, height / whole_height)
    return figure.add_axes(place)


def _rows(axes: Axes, labels: Sequence[str]) -> None:
    """Name the rows of a chart in its gutter, the first on top."""
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_yticks(range(len(labels)), [cut(label, _LABEL) for label in labels], fontsize=8)
    axes.tick_params(axis="y", length=0)


def _note(axes: Axes, text: str) -> list[str]:
    """Empty axes that say why; nothing to note about them."""
    axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", va="center", color=GREY)
    axes.set_axis_off()
    return []


def _at_end(axes: Axes, length: int, row: int) -> None:
    """A bar's length in figures, just behind it."""
    axes.annotate(str(length), (length, row), (3, 0), textcoords="offset points", va="center", fontsize=8)


# --- actors ----------------------------------------------------------------------------------------


@style()
def actor_counts(counts: pd.DataFrame, *, top: int = 20) -> Axes:
    """`summaries.actor_counts` as bars: an actor a row, its mentions stacked by kind, their sum at the end."""
    shown = counts.head(min(top, MOST))
    height = _ROW * max(len(shown), 1)
    axes = _panel(Figure(figsize=(_WIDTH, height + 1.3)), left=2.6, bottom=1.0, width=6.9, height=height)
    if shown.empty:
        _note(axes, "no actor is mentioned")
        return axes
    ends = [0] * len(shown)
    for kind in KINDS:
        look, lengths = KIND_LOOKS[kind], [int(n) for n in shown[kind]]
        axes.barh(
            range(len(shown)), lengths, left=ends, height=0.65,
            color=look.colour, edgecolor="white", hatch=look.hatch, linewidth=0.5, label=kind,
        )  # fmt: skip
        ends = [end + length for end, length in zip(ends, lengths, strict=True)]
    for row, end in enumerate(ends):
        _at_end(axes, end, row)
    _rows(axes, [cut(name, 34) for name in shown["actor"]])
    axes.set_xlim(0, max(*ends, 1) * 1.08)
    axes.set_xlabel("mentions that count")
    axes.locator_params(axis="x", integer=True)
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.45 / height), ncols=len(KINDS), frameon=False, fontsize=8)
    return axes


# --- publication -----------------------------------------------------------------------------------


@style()
def publication_dates(publication: pd.DataFrame) -> Axes:
    """`summaries.publication` as bars: a date a row, as long as the documents that carry it.

    Where there are too many dates for a chart, they are counted by the month, the year or the decade.
    """
    shown = _by_the(publication)
    height = _ROW * max(len(shown), 1)
    axes = _panel(Figure(figsize=(_WIDTH, height + 0.9)), left=2.6, bottom=0.6, width=6.9, height=height)
    if shown.empty:
        _note(axes, "no documents")
        return axes
    counts = [int(n) for n in shown["documents"]]
    axes.barh(range(len(shown)), counts, height=0.65, color=BLUE)
    for row, count in enumerate(counts):
        _at_end(axes, count, row)
    _rows(axes, [f"{one.published} ({one.known_from})" if one.known_from else one.published for one in in_order(shown)])
    axes.set_xlim(0, max(counts) * 1.08)
    axes.locator_params(axis="x", integer=True)
    axes.set_xlabel("documents")
    return axes


def _by_the(publication: pd.DataFrame) -> pd.DataFrame:
    """The dates as they are, or counted by the finest unit in which they fit a chart."""
    if len(publication) <= MOST:
        return publication
    columns = list(publication.columns)
    for length, rest in ((len("2024-05"), ""), (len("2024"), ""), (len("202"), "0s")):
        names = [str(edtf)[:length] + (rest if edtf else "") or "not stated" for edtf in publication["edtf"]]
        counts = publication["documents"].groupby(names, sort=False).sum()
        if len(counts) <= MOST:
            break
    rows = [(name, "", "", int(count)) for name, count in counts.head(MOST).items()]
    return pd.DataFrame(rows, columns=columns)


# --- timeline --------------------------------------------------------------------------------------


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
    upper, lower = _ROW * max(len(placed[:MOST]), 1), _ROW * len(others[:MOST])
    base = 0.95 + (lower + 0.4 if others else 0.0)
    figure = Figure(figsize=(_WIDTH, base + upper + 0.2))
    axes = _panel(figure, left=_GUTTER, bottom=base, width=_WIDTH - _GUTTER - 0.2, height=upper)
    notes = _dated(axes, placed[:MOST], publication) if placed else _note(axes, "no event has a date in the text")
    if others:
        _undated(_panel(figure, left=_GUTTER, bottom=0.1, width=_WIDTH - _GUTTER - 0.2, height=lower), others[:MOST])
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
    for row, (event, note) in enumerate(zip(events, notes, strict=True)):
        look = STATUS_LOOKS[event.status]
        axes.plot(-0.025, row, look.marker, color=look.colour, markersize=6, transform=gutter, clip_on=False)
        axes.text(
            -0.05, row - 0.02, cut(event.event.text, _LABEL), transform=gutter, ha="right", va="bottom", fontsize=8
        )
        axes.text(-0.05, row + 0.02, cut(note, _LABEL), transform=gutter, ha="right", va="top", fontsize=7, color=GREY)
        axes.axhline(row + 0.5, color=GREY, linewidth=0.3, zorder=0)
