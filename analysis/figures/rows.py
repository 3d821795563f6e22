"""Events and publication dates in, their rows and marks in a panel out."""

from __future__ import annotations

import collections
import itertools
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from analysis.display import cut, link
from analysis.figures.drawing import GREY, NAME, ROW, STATUS_LOOKS
from analysis.figures.scales import Scale, length
from analysis.summaries import ORDERS

#: How far the drawing goes on beyond the first and the last date of its axis.
EDGE = 0.04
#: Slices in which an open end fades; how pale a rough or open bar is; how high a bar is in its row.
_SLICES, _PALE, _BAR = 14, 0.45, 0.44
#: A row whose label takes two lines, and the columns of a line.
_HIGH_ROW, _LINE = 0.52, 60
#: How much of the axis a fold takes that has room for its mark.
_MARKED = 0.022
#: Publication dates that get a line through the rows; of more there are marks alone.
LINES = 3
#: What a bar stands on in its row: below the publication's line, above the grid.
_BELOW, _ABOVE = 0, 3


@dataclass(frozen=True, slots=True)
class Dated:
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
class Published:
    """A publication date: its words, how it is known, its first day and the day after its last."""

    words: str
    known_from: str
    first: int
    last: int


# --- events with a date -----------------------------------------------------------------------------


def told(event: Any, when: str) -> str:
    """What stands below a label: when, whether, and how many documents say so."""
    parts = [when, event.status, f"{event.documents} documents" if event.documents > 1 else ""]
    return " · ".join(part for part in parts if part)


def draw(axes: Axes, row: int, event: Any, first: float | None, last: float | None) -> None:
    """One event: a point for a day, a bar for longer, fading out where it is open."""
    look, url = STATUS_LOOKS[event.status], link(event.event)
    if first is None or last is None:
        _fading(axes, row, event, first, last)
        return
    if event.earliest == event.latest:
        fill = "white" if event.approximate else look.colour
        axes.plot((first + last) / 2, row, look.marker, color=look.colour, markerfacecolor=fill, markersize=7, url=url,
                  zorder=_ABOVE + 1)  # fmt: skip
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
    beyond = -EDGE if first is None else 1 + EDGE
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


def draw_folds(axes: Axes, strip: Axes, axis: Scale) -> None:
    """Mark where the axis is broken, and say above how much is left out there."""
    slant = 0.045 / (axes.get_position().height * axes.figure.get_figheight())  # type: ignore[union-attr]
    for first, last in axis.folds:
        left, right = axis.at(first), axis.at(last)
        middle = (left + right) / 2
        axes.axvspan(left, right, facecolor=GREY, alpha=0.1, linewidth=0, zorder=-1)
        if not has_room(axis):
            continue
        for shift, y in itertools.product((-0.004, 0.004), (0.0, 1.0)):
            at = [middle + shift - 0.004, middle + shift + 0.004]
            ends = [y - slant, y + slant]
            axes.plot(at, ends, color=GREY, linewidth=1, transform=axes.get_xaxis_transform(), clip_on=False)
        strip.text(middle, 0.16, length(first, last), ha="center", va="bottom", fontsize=6, color=GREY, rotation=90)


def has_room(axis: Scale) -> bool:
    """Whether folds are wide enough to be marked one by one."""
    return all(axis.at(last) - axis.at(first) >= _MARKED for first, last in axis.folds)


def draw_publications(axes: Axes, strip: Axes, axis: Scale, published: Sequence[Published]) -> None:
    """Marks for publication dates in a strip above the rows; of a few also lines through them."""
    strip.set_axis_off()
    strip.set(xlim=(-EDGE, 1 + EDGE), ylim=(0, 1))
    if published:
        strip.text(-0.05, 0.35, "published", transform=strip.get_yaxis_transform(), ha="right", va="center",
                   fontsize=7.5, color=GREY)  # fmt: skip
    few = len(published) <= LINES
    for assumed, fill in ((False, GREY), (True, "white")):
        marks = {_middle(axis, one) for one in published if (one.known_from == "assumed") == assumed}
        strip.plot(sorted(marks), [0.35] * len(marks), "v", color=GREY, markerfacecolor=fill,
                   markersize=6 if few else 4, alpha=1.0 if few else 0.5)  # fmt: skip
    for one in published if few else ():
        axes.axvline(_middle(axis, one), color=GREY, linestyle=(0, (4, 3)), linewidth=1, zorder=_BELOW)
        axes.axvspan(axis.at(one.first), axis.at(one.last), color=GREY, alpha=0.12, linewidth=0, zorder=-1)


def _middle(axis: Scale, one: Published) -> float:
    """Where a publication date is marked; so many that nobody could tell them apart are one mark."""
    return round((axis.at(one.first) + axis.at(one.last)) / 2, 3)


# --- events without a date --------------------------------------------------------------------------


def draw_undated(axes: Axes, events: Sequence[Any], every: Sequence[Any]) -> None:
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
    name_rows(axes, events, [told(event, "") for event in events])


def name_rows(axes: Axes, events: Sequence[Any], notes: Sequence[str]) -> None:
    """Each event's label and note in the gutter, with the marker of its status; a hairline below each row."""
    axes.set_ylim(len(events) - 0.5, -0.5)
    axes.set_yticks([])
    gutter = axes.get_yaxis_transform()
    inch = 1 / row_height(events)
    for row, (event, words) in enumerate(zip(events, notes, strict=True)):
        look, lines = STATUS_LOOKS[event.status], label_lines(event)
        middle = row + 0.06 * inch * (len(lines) - 1)
        axes.plot(-0.025, row, look.marker, color=look.colour, markersize=6, transform=gutter, clip_on=False)
        axes.text(-0.05, middle - 0.008 * inch, "\n".join(lines), transform=gutter, ha="right", va="bottom",
                  fontsize=8, url=link(event.event))  # fmt: skip
        axes.text(-0.05, middle + 0.008 * inch, cut(words, NAME), transform=gutter, ha="right", va="top",
                  fontsize=7, color=GREY)  # fmt: skip
        axes.axhline(row + 0.5, color=GREY, linewidth=0.3, zorder=0)


def label_lines(event: Any) -> list[str]:
    """An event's label in a line, or in two."""
    text = cut(event.event.text, 2 * _LINE)
    return (textwrap.wrap(text, _LINE) or [""])[:2]


def row_height(events: Sequence[Any]) -> float:
    """Inches of each row: as many as the label with the most lines needs."""
    return _HIGH_ROW if any(len(label_lines(event)) > 1 for event in events) else ROW
