"""How charts look: colours, hatches and markers of words, and the parts that several charts are drawn from.

Nothing is told by colour alone: every colour goes with a hatch, a marker and a word. The colours are those of
Okabe and Ito's set ("Color Universal Design", 2008) that stand out from white by 3:1 or more (WCAG 2.2, 1.4.11).
Places are fixed in inches, so that no label can push another or the drawing away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.display import cut

BLUE, GREEN, VERMILLION, PURPLE, BLACK, GREY = "#0072B2", "#009E73", "#D55E00", "#CC79A7", "#000000", "#595959"

#: Rows that a chart shows; the table beside it holds the others.
MOST = 40

#: Inches: a chart, a row of it, and the room for the names of its rows. Columns of such a name.
WIDTH, ROW, GUTTER, NAME = 10.0, 0.38, 4.5, 60


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

QUOTED_LOOKS: Mapping[str, Look] = {
    "direct": Look(BLUE),
    "mixed": Look(GREEN, "////"),
    "indirect": Look(VERMILLION, "...."),
}

LABEL_LOOKS: Mapping[str, Look] = {
    "asserted": Look(BLUE),
    "reported": Look(VERMILLION, "////"),
    "hedged": Look(GREEN, "...."),
    "predicted": Look(PURPLE, "xxxx"),
    "opinion": Look(GREY, "\\\\\\\\"),
    "denied": Look(BLACK, "||||"),
}


def panel(figure: Figure, *, left: float, bottom: float, width: float, height: float) -> Axes:
    """Axes at a place given in inches."""
    whole_width, whole_height = figure.get_size_inches()
    place = (left / whole_width, bottom / whole_height, width / whole_width, height / whole_height)
    return figure.add_axes(place)


def name_rows(axes: Axes, labels: Sequence[str]) -> None:
    """Name the rows of a chart in its gutter, the first on top."""
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_yticks(range(len(labels)), [cut(label, NAME) for label in labels], fontsize=8)
    axes.tick_params(axis="y", length=0)


def note(axes: Axes, text: str) -> list[str]:
    """Empty axes that say why; nothing to note about them."""
    axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", va="center", color=GREY)
    axes.set_axis_off()
    return []


def at_end(axes: Axes, length: int, row: int) -> None:
    """A bar's length in figures, just behind it."""
    axes.annotate(str(length), (length, row), (3, 0), textcoords="offset points", va="center", fontsize=8)


def stacked(names: Sequence[str], counts: pd.DataFrame, looks: Mapping[str, Look], *, unit: str) -> Axes:
    """Bars with names: in each, the counts of its row by column, and their sum at the end.

    What does not occur is not named.
    """
    looks = {word: look for word, look in looks.items() if counts[word].any()}
    height = ROW * len(names)
    axes = panel(Figure(figsize=(WIDTH, height + 1.3)), left=2.6, bottom=1.0, width=6.9, height=height)
    ends = [0] * len(names)
    for word, look in looks.items():
        lengths = [int(n) for n in counts[word]]
        axes.barh(
            range(len(names)), lengths, left=ends, height=0.65,
            color=look.colour, edgecolor="white", hatch=look.hatch, linewidth=0.5, label=word,
        )  # fmt: skip
        ends = [end + length for end, length in zip(ends, lengths, strict=True)]
    for row, end in enumerate(ends):
        at_end(axes, end, row)
    name_rows(axes, [cut(name, 34) for name in names])
    axes.set_xlim(0, max(*ends, 1) * 1.08)
    axes.set_xlabel(unit)
    axes.locator_params(axis="x", integer=True)
    if looks:
        below = (0.4, -0.45 / height)
        axes.legend(loc="upper center", bbox_to_anchor=below, ncols=len(looks), frameon=False, fontsize=8)
    return axes


def empty(text: str) -> Axes:
    """A chart that says why there is none."""
    axes = panel(Figure(figsize=(WIDTH, ROW + 1.3)), left=2.6, bottom=1.0, width=6.9, height=ROW)
    note(axes, text)
    return axes
