"""Events in, a timeline out: never more exact than what is known."""

from __future__ import annotations

import collections
import itertools
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.display import cut, day, link, style, when
from analysis.figures.drawing import GREY, GUTTER, MOST, NAME, ROW, STATUS_LOOKS, WIDTH, note, panel
from analysis.figures.scales import Scale, length, scale
from analysis.figures.tallies import tally
from analysis.frames import in_order
from analysis.parameters import first_day, last_day
from analysis.summaries import ORDERS

#: How far the drawing goes on beyond the first and the last date of its axis.
_EDGE = 0.04
#: Slices in which an open end fades; how pale a rough or open bar is; how high a bar is in its row.
_SLICES, _PALE, _BAR = 14, 0.45, 0.44
#: Inches from the top down: the key, the tally of all events, publication dates, names of ticks, a line of notes,
#: the heads of the columns of undated events.
_KEY, _TALLY, _STRIP, _TICKS, _NOTE, _HEADS = 0.4, 1.4, 0.5, 0.5, 0.16, 0.5
#: A row whose label takes two lines, and the columns of a line.
_HIGH_ROW, _LINE = 0.52, 60
#: How much of the axis a fold takes that has room for its mark.
_MARKED = 0.022
#: Publication dates that get a line through the rows; of more there are marks alone.
_LINES = 3
_COLUMNS = 190
#: What a bar stands on in its row: below the publication's line, above the grid.
_BELOW, _ABOVE = 0, 3

_READING = (
    "A bar covers all the time that the words may mean: its edge is dashed where they are rough, and it fades where it "
    "is open. A mark without a bar is a day."
)
_BROKEN = "The axis is broken at the slanted lines: that stretch is longer than drawn, as long as it says."
_SHORTENED = (
    "Not to scale is the shaded part of the axis: each of its {count} stretches between two dates is shortened."
)


R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Dated:
    """An event with a date: its first day and the day after its last, as ordinals; None where open."""

    event: Any
    first: int | None
    last: int | None

    @property
    def closed(self) -> tuple[int, int]:
        """The same, with the one day at its known end where it is open."""
        first = (self.last or 2) - 1 if self.first is None else self.first
        return first, (self.first or 1) + 1 if self.last is None else self.last


@dataclass(frozen=True, slots=True)
class _Published:
    """A publication date: its words, how it is known, its first day and the day after its last."""

    words: str
    known_from: str
    first: int
    last: int


@style()
def timeline(events: pd.DataFrame, publication: pd.DataFrame, *, undated: bool = True) -> Axes:
    """`summaries.events` as a timeline: an event a row, a bar over all the time that its date may mean.

    Events without a date never stand on the axis. They have a panel below it, by their order against publication.
    Of more events than have room, those that most documents tell of are drawn one by one, of as many documents such as
    are spread evenly, always with the first and the last; and all are counted.
    """
    every = list(in_order(events))
    dated = [one for one in map(_dated, (event for event in every if event.dated)) if one]
    others = [event for event in every if undated and not event.dated]
    shown = _most_told(dated, MOST, lambda one: one.event.documents)
    listed = _most_told(others, MOST if len(others) <= MOST else MOST // 2, lambda event: event.documents)
    published = _published(publication)
    axis = scale([*(one.closed for one in dated), *((one.first, one.last) for one in published)]) if dated else None
    notes = list(_notes(axis, published)) if axis else []
    undrawn = sum(event.dated for event in every) - len(dated)
    notes += _left_out(_rest(dated, shown), undrawn, len(others) - len(listed))
    heights = [_row_height([one.event for one in shown]), _row_height(listed)]
    page = _Page.of(
        heights[0] * max(len(shown), 1), heights[1] * len(listed), tallied=len(dated) > MOST, notes=_lines(notes)
    )
    return _drawn(page, axis, dated, shown, published, others, listed)


def _drawn(
    page: _Page, axis: Scale | None, dated: Sequence[_Dated], shown: Sequence[_Dated], published: Sequence[_Published],
    others: Sequence[Any], listed: Sequence[Any],
) -> Axes:  # fmt: skip
    statuses = {one.event.status for one in dated} | {event.status for event in others}
    _key(page.figure, [status for status in STATUS_LOOKS if status in statuses])
    if axis is None:
        axes = page.rows()
        note(axes, "no event has a date in the text")
    else:
        axes = _rows(page, axis, dated, shown, published)
    page.say()
    if listed:
        _undated(page.undated(), listed, others)
    return axes


def _dated(event: Any) -> _Dated | None:
    """An event by its ordinals; None where no end of its date is in Python's calendar."""
    first, last = day(event.earliest), day(event.latest)
    if first is None and last is None:
        return None
    return _Dated(event, first.toordinal() if first else None, last.toordinal() + 1 if last else None)


def _most_told(rows: Sequence[R], most: int, documents: Callable[[R], int]) -> list[R]:
    """So many at most, in their own order: first and last, those of most documents, of as many such as lie evenly."""
    if len(rows) <= most:
        return list(rows)
    chosen = {0, len(rows) - 1}
    by_documents: dict[int, list[int]] = {}
    for number, row in enumerate(rows[1:-1], start=1):
        by_documents.setdefault(documents(row), []).append(number)
    for _, tied in sorted(by_documents.items(), reverse=True):
        chosen.update(_spread(tied, most - len(chosen)))
    return [rows[number] for number in sorted(chosen)]


def _spread(numbers: Sequence[int], most: int) -> list[int]:
    """All of them, or so many at even distances."""
    if len(numbers) <= most:
        return list(numbers)
    return [numbers[(2 * place + 1) * len(numbers) // (2 * most)] for place in range(most)]


def _rest(dated: Sequence[_Dated], shown: Sequence[_Dated]) -> list[_Dated]:
    drawn = {one.event.id for one in shown}
    return [one for one in dated if one.event.id not in drawn]


def _left_out(rest: Sequence[_Dated], undrawn: int, undated: int) -> Iterator[str]:
    """How many events the table alone has, and of what time those are that could be drawn."""
    if rest:
        first, last = min(one.closed[0] for one in rest), max(one.closed[1] for one in rest) - 1
        span = when(date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat())
        yield f"{len(rest):,} more with a date ({span}) in the table only."
    if undrawn:
        yield f"{undrawn:,} more with a date that no axis has in the table only."
    if undated:
        yield f"{undated:,} more without a date in the table only."


def _published(publication: pd.DataFrame) -> list[_Published]:
    stated = (row for row in in_order(publication) if row.edtf)
    return [_Published(row.published, row.known_from, *_limits(row.edtf)) for row in stated]


def _limits(edtf: str) -> tuple[int, int]:
    first, last = day(first_day(edtf)), day(last_day(edtf))
    return (first or date.min).toordinal(), (last or date.max).toordinal() + 1


# --- the page ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Page:
    """A figure and where its parts stand: from the top down, in inches."""

    figure: Figure
    drawn: float
    listed: float
    tallied: bool
    notes: tuple[str, ...]

    @classmethod
    def of(cls, drawn: float, undated: float, *, tallied: bool, notes: Sequence[str]) -> _Page:
        """A page for dated events and undated ones that take so many inches."""
        listed = undated + _HEADS if undated else 0.0
        height = _KEY + _TALLY * tallied + _STRIP + drawn + _TICKS + _NOTE * len(notes) + 0.15 + listed + 0.1
        return cls(Figure(figsize=(WIDTH, height)), drawn, listed, tallied, tuple(notes))

    def _panel(self, top: float, height: float) -> Axes:
        bottom = self.figure.get_figheight() - top - height
        return panel(self.figure, left=GUTTER, bottom=bottom, width=WIDTH - GUTTER - 0.2, height=height)

    @property
    def _top(self) -> float:
        return _KEY + _TALLY * self.tallied

    def rows(self) -> Axes:
        """Room for the dated events."""
        return self._panel(self._top + _STRIP, self.drawn)

    def strip(self) -> Axes:
        """Room for publication dates, right above them."""
        return self._panel(self._top, _STRIP)

    def tally(self) -> Axes:
        """Room for all events in numbers, above these."""
        return self._panel(_KEY + 0.15, _TALLY - 0.4)

    def undated(self) -> Axes:
        """Room for events without a date, at the bottom."""
        return self._panel(self.figure.get_figheight() - 0.1 - self.listed + _HEADS, self.listed - _HEADS)

    def say(self) -> None:
        """Write the notes below the axis."""
        top = self._top + _STRIP + self.drawn + _TICKS
        y = 1 - top / self.figure.get_figheight()
        self.figure.text(0.01, y, "\n".join(self.notes), va="top", fontsize=7.5, color=GREY, linespacing=1.35)


def _lines(notes: Iterable[str]) -> list[str]:
    return [line for one in notes for line in textwrap.wrap(one, _COLUMNS)]


def _key(figure: Figure, statuses: Sequence[str]) -> None:
    """What the statuses look like, in a line on top."""
    axes = panel(figure, left=0.1, bottom=figure.get_figheight() - _KEY + 0.08, width=WIDTH - 0.2, height=0.2)
    axes.set_axis_off()
    axes.set(xlim=(0, WIDTH - 0.2), ylim=(0, 1))
    for number, status in enumerate(statuses):
        look, left = STATUS_LOOKS[status], 1.5 * number
        axes.plot(left + 0.1, 0.5, look.marker, color=look.colour, markersize=6)
        axes.add_patch(
            Rectangle((left + 0.25, 0.1), 0.42, 0.8, facecolor=look.colour, edgecolor="white", hatch=look.hatch, lw=0)
        )
        axes.text(left + 0.75, 0.45, status, va="center", fontsize=8)


def _notes(axis: Scale, published: Sequence[_Published]) -> Iterator[str]:
    """What is to be said about the drawing."""
    yield _READING
    if axis.folds:
        yield _BROKEN if _has_room(axis) else _SHORTENED.format(count=len(axis.folds))
    if published:
        words = [f"{one.words} ({one.known_from})" if one.known_from else one.words for one in published[:_LINES]]
        rest = f" and on {len(published) - _LINES:,} other dates" if len(published) > _LINES else ""
        hollow = (
            " A hollow mark on top is an assumed date." if any(one.known_from == "assumed" for one in published) else ""
        )
        yield f"Published: {'; '.join(words)}{rest}.{hollow}"


# --- events with a date -----------------------------------------------------------------------------


def _rows(
    page: _Page, axis: Scale, dated: Sequence[_Dated], shown: Sequence[_Dated], published: Sequence[_Published]
) -> Axes:
    """Draw the dated events, above them when the documents were published and, of many, how many there are."""
    axes = page.rows()
    for row, one in enumerate(shown):
        _bar(axes, row, one.event, *(None if end is None else axis.at(end) for end in (one.first, one.last)))
    strip = page.strip()
    _publications(axes, strip, axis, published)
    _folds(axes, strip, axis)
    axes.set_xlim(-_EDGE, 1 + _EDGE)
    axes.set_xticks([tick.place for tick in axis.ticks()], [tick.name for tick in axis.ticks()], fontsize=7.5)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color=GREY, alpha=0.18, linewidth=0.6, zorder=-2)
    axes.set_axisbelow(True)
    _name_rows(axes, [one.event for one in shown], [_told(one.event, one.event.when) for one in shown])
    if page.tallied:
        closed = [(one.event.status, one.first, one.last) for one in dated if one.first and one.last]
        tally(page.tally(), axis, closed, every=len(dated), edge=_EDGE)
    return axes


def _told(event: Any, when: str) -> str:
    """What stands below a label: when, whether, and how many documents say so."""
    parts = [when, event.status, f"{event.documents} documents" if event.documents > 1 else ""]
    return " · ".join(part for part in parts if part)


def _bar(axes: Axes, row: int, event: Any, first: float | None, last: float | None) -> None:
    """One event: a point for a day, a bar for longer, fading out where it is open."""
    look, url = STATUS_LOOKS[event.status], link(event.event)
    if first is None or last is None:
        _fading(axes, row, event, first, last)
        return
    if event.earliest == event.latest:
        axes.plot((first + last) / 2, row, look.marker, color=look.colour, markersize=7, url=url, zorder=_ABOVE + 1)
        return
    place, size = (first, row - _BAR / 2), (last - first, _BAR)
    pale, dashes = (_PALE, "--") if event.approximate else (1.0, "-")
    axes.add_patch(
        Rectangle(
            place, *size, facecolor=look.colour, edgecolor="white", hatch=look.hatch, linewidth=0, alpha=pale, url=url
        )
    )
    axes.add_patch(Rectangle(place, *size, fill=False, edgecolor=look.colour, linestyle=dashes, linewidth=1.2))


def _fading(axes: Axes, row: int, event: Any, first: float | None, last: float | None) -> None:
    """A bar from its known end to beyond the axis, ever paler."""
    look, known = STATUS_LOOKS[event.status], last if first is None else first or 0.0
    known = known or 0.0
    beyond = -_EDGE if first is None else 1 + _EDGE
    edges = [known + (beyond - known) * number / _SLICES for number in range(_SLICES + 1)]
    low, high = row - _BAR / 2, row + _BAR / 2
    slices = [[(a, low), (b, low), (b, high), (a, high)] for a, b in itertools.pairwise(edges)]
    colours = [to_rgba(look.colour, _PALE * 1.6 * (1 - number / _SLICES) ** 1.3) for number in range(_SLICES)]
    axes.add_collection(
        PolyCollection(
            slices, facecolors=colours, edgecolors="none", urls=[link(event.event)] * _SLICES, zorder=_ABOVE + 1
        ),
        autolim=False,
    )
    axes.plot([known, known], [low, high], color=look.colour, linewidth=2, solid_capstyle="butt")


def _folds(axes: Axes, strip: Axes, axis: Scale) -> None:
    """Mark where the axis is broken, and say above how much is left out there."""
    slant = 0.045 / (axes.get_position().height * axes.figure.get_figheight())  # type: ignore[union-attr]
    for first, last in axis.folds:
        left, right = axis.at(first), axis.at(last)
        middle = (left + right) / 2
        axes.axvspan(left, right, facecolor=GREY, alpha=0.1, linewidth=0, zorder=-1)
        if not _has_room(axis):
            continue
        for shift, y in itertools.product((-0.004, 0.004), (0.0, 1.0)):
            at = [middle + shift - 0.004, middle + shift + 0.004]
            ends = [y - slant, y + slant]
            axes.plot(at, ends, color=GREY, linewidth=1, transform=axes.get_xaxis_transform(), clip_on=False)
        strip.text(middle, 0.16, length(first, last), ha="center", va="bottom", fontsize=6, color=GREY, rotation=90)


def _has_room(axis: Scale) -> bool:
    """Whether folds are wide enough to be marked one by one."""
    return all(axis.at(last) - axis.at(first) >= _MARKED for first, last in axis.folds)


def _publications(axes: Axes, strip: Axes, axis: Scale, published: Sequence[_Published]) -> None:
    """Marks for publication dates in a strip above the rows; of a few also lines through them."""
    strip.set_axis_off()
    strip.set(xlim=(-_EDGE, 1 + _EDGE), ylim=(0, 1))
    if published:
        strip.text(-0.05, 0.35, "published", transform=strip.get_yaxis_transform(), ha="right", va="center",
                   fontsize=7.5, color=GREY)  # fmt: skip
    few = len(published) <= _LINES
    for assumed, fill in ((False, GREY), (True, "white")):
        marks = {_middle(axis, one) for one in published if (one.known_from == "assumed") == assumed}
        strip.plot(sorted(marks), [0.35] * len(marks), "v", color=GREY, markerfacecolor=fill,
                   markersize=6 if few else 4, alpha=1.0 if few else 0.5)  # fmt: skip
    for one in published if few else ():
        axes.axvline(_middle(axis, one), color=GREY, linestyle=(0, (4, 3)), linewidth=1, zorder=_BELOW)
        axes.axvspan(axis.at(one.first), axis.at(one.last), color=GREY, alpha=0.12, linewidth=0, zorder=-1)


def _middle(axis: Scale, one: _Published) -> float:
    """Where a publication date is marked; so many that nobody could tell them apart are one mark."""
    return round((axis.at(one.first) + axis.at(one.last)) / 2, 3)


# --- events without a date --------------------------------------------------------------------------


def _undated(axes: Axes, events: Sequence[Any], every: Sequence[Any]) -> None:
    """The events without a date, each in the column of its order against publication; its head counts them all."""
    for row, event in enumerate(events):
        look = STATUS_LOOKS[event.status]
        axes.plot(ORDERS.index(event.order), row, look.marker, color=look.colour, markersize=7, url=link(event.event))
    counts = collections.Counter(event.order for event in every)
    axes.set_xlim(-0.5, len(ORDERS) - 0.5)
    heads = [f"{order}\n{counts[order]:,}" for order in ORDERS]
    axes.set_xticks(range(len(ORDERS)), heads, fontsize=7.5)
    axes.tick_params(axis="x", length=0, labeltop=True, labelbottom=False)
    axes.vlines([n + 0.5 for n in range(len(ORDERS) - 1)], -0.5, len(events) - 0.5, color=GREY, linewidth=0.5)
    axes.spines[:].set_visible(False)
    head = axes.text(-0.05, 1.0, "No date in the text", transform=axes.transAxes, ha="right", va="bottom", fontsize=9)
    head.set_fontweight("bold")
    _name_rows(axes, events, [_told(event, "") for event in events])


def _name_rows(axes: Axes, events: Sequence[Any], notes: Sequence[str]) -> None:
    """Each event's label and note in the gutter, with the marker of its status; a hairline below each row."""
    axes.set_ylim(len(events) - 0.5, -0.5)
    axes.set_yticks([])
    gutter = axes.get_yaxis_transform()
    inch = 1 / _row_height(events)
    for row, (event, words) in enumerate(zip(events, notes, strict=True)):
        look, lines = STATUS_LOOKS[event.status], _label(event)
        middle = row + 0.06 * inch * (len(lines) - 1)
        axes.plot(-0.025, row, look.marker, color=look.colour, markersize=6, transform=gutter, clip_on=False)
        axes.text(-0.05, middle - 0.008 * inch, "\n".join(lines), transform=gutter, ha="right", va="bottom",
                  fontsize=8, url=link(event.event))  # fmt: skip
        axes.text(-0.05, middle + 0.008 * inch, cut(words, NAME), transform=gutter, ha="right", va="top",
                  fontsize=7, color=GREY)  # fmt: skip
        axes.axhline(row + 0.5, color=GREY, linewidth=0.3, zorder=0)


def _label(event: Any) -> list[str]:
    """An event's label in a line, or in two."""
    text = cut(event.event.text, 2 * _LINE)
    return (textwrap.wrap(text, _LINE) or [""])[:2]


def _row_height(events: Sequence[Any]) -> float:
    return _HIGH_ROW if any(len(_label(event)) > 1 for event in events) else ROW
