"""Events in, a timeline out: never more exact than what is known."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.display import day, style, when
from analysis.figures.drawing import GREY, GUTTER, MOST, STATUS_LOOKS, WIDTH, note, panel
from analysis.figures.rows import (
    EDGE,
    LINES,
    Dated,
    Published,
    draw,
    draw_folds,
    draw_publications,
    draw_undated,
    has_room,
    name_rows,
    row_height,
    told,
)
from analysis.figures.scales import Scale, scale
from analysis.figures.tallies import tally
from analysis.frames import in_order
from analysis.parameters import first_day, last_day

#: Inches from the top down: the key, the tally of all events, publication dates, names of ticks, a line of notes,
#: the heads of the columns of undated events.
_KEY, _TALLY, _STRIP, _TICKS, _NOTE, _HEADS = 0.4, 1.4, 0.5, 0.5, 0.16, 0.5
_COLUMNS = 190

_READING = (
    "A bar covers all the time that the words may mean: its edge is dashed where they are rough, and it fades where it "
    "is open. A mark without a bar is a day, a hollow one about that day."
)
_BROKEN = "The axis is broken at the slanted lines: that stretch is longer than drawn, as long as it says."
_SHORTENED = (
    "Not to scale is the shaded part of the axis: each of its {count} stretches between two dates is shortened."
)


R = TypeVar("R")


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
    heights = [row_height([one.event for one in shown]), row_height(listed)]
    page = _Page.of(
        heights[0] * max(len(shown), 1), heights[1] * len(listed), tallied=len(dated) > MOST, notes=_lines(notes)
    )
    return _drawn(page, axis, dated, shown, published, others, listed)


def _drawn(
    page: _Page, axis: Scale | None, dated: Sequence[Dated], shown: Sequence[Dated], published: Sequence[Published],
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
        draw_undated(page.undated(), listed, others)
    return axes


def _dated(event: Any) -> Dated | None:
    """An event by its ordinals; None where no end of its date is in Python's calendar."""
    first, last = day(event.earliest), day(event.latest)
    if first is None and last is None:
        return None
    return Dated(event, first.toordinal() if first else None, last.toordinal() + 1 if last else None)


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


def _rest(dated: Sequence[Dated], shown: Sequence[Dated]) -> list[Dated]:
    drawn = {one.event.id for one in shown}
    return [one for one in dated if one.event.id not in drawn]


def _left_out(rest: Sequence[Dated], undrawn: int, undated: int) -> Iterator[str]:
    """How many events the table alone has, and of what time those are that could be drawn."""
    if rest:
        first, last = min(one.closed[0] for one in rest), max(one.closed[1] for one in rest) - 1
        span = when(date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat())
        yield f"{len(rest):,} more with a date ({span}) in the table only."
    if undrawn:
        yield f"{undrawn:,} more with a date that no axis has in the table only."
    if undated:
        yield f"{undated:,} more without a date in the table only."


def _published(publication: pd.DataFrame) -> list[Published]:
    stated = (row for row in in_order(publication) if row.edtf)
    return [Published(row.published, row.known_from, *_limits(row.edtf)) for row in stated]


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


def _notes(axis: Scale, published: Sequence[Published]) -> Iterator[str]:
    """What is to be said about the drawing."""
    yield _READING
    if axis.folds:
        yield _BROKEN if has_room(axis) else _SHORTENED.format(count=len(axis.folds))
    if published:
        words = [f"{one.words} ({one.known_from})" if one.known_from else one.words for one in published[:LINES]]
        rest = f" and on {len(published) - LINES:,} other dates" if len(published) > LINES else ""
        hollow = (
            " A hollow mark on top is an assumed date." if any(one.known_from == "assumed" for one in published) else ""
        )
        yield f"Published: {'; '.join(words)}{rest}.{hollow}"


def _rows(
    page: _Page, axis: Scale, dated: Sequence[Dated], shown: Sequence[Dated], published: Sequence[Published]
) -> Axes:
    """Draw the dated events, above them when the documents were published and, of many, how many there are."""
    axes = page.rows()
    for row, one in enumerate(shown):
        draw(axes, row, one.event, *(None if end is None else axis.at(end) for end in (one.first, one.last)))
    strip = page.strip()
    draw_publications(axes, strip, axis, published)
    draw_folds(axes, strip, axis)
    axes.set_xlim(-EDGE, 1 + EDGE)
    axes.set_xticks([tick.place for tick in axis.ticks()], [tick.name for tick in axis.ticks()], fontsize=7.5)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color=GREY, alpha=0.18, linewidth=0.6, zorder=-2)
    axes.set_axisbelow(True)
    name_rows(axes, [one.event for one in shown], [told(one.event, one.event.when) for one in shown])
    if page.tallied:
        closed = [(one.event.status, one.first, one.last) for one in dated if one.first and one.last]
        tally(page.tally(), axis, closed, every=len(dated), edge=EDGE)
    return axes
