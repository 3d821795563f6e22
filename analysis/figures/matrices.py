"""Pairs in, a matrix out, drawn as the table of distances of a road map: every name stands on the diagonal."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.display import cut, style
from analysis.figures.drawing import BLUE, GREY, WIDTH, empty, panel
from analysis.frames import in_order

#: Actors that a matrix shows, and inches of a cell.
_MOST, _CELL = 16, 0.42
#: Columns of a name, and inches that the last one needs beside the diagonal.
_NAME, _ROOM = 34, 3.2
_PALEST = 0.12
#: From here on a number is white on its cell.
_DARK = 0.9


@style()
def company(pairs: pd.DataFrame, names: Mapping[str, str], *, top: int = 12) -> Axes:
    """`summaries.company` as a matrix of the first `top` of these actors (name by id): sentences that mention both."""
    shown = list(names)[: min(top, _MOST)]
    counts = {frozenset(pair): int(row.sentences) for pair, row in zip(pairs.index, in_order(pairs), strict=True)}
    if not any(count for pair, count in counts.items() if pair <= set(shown)):
        return empty("no two of these actors stand in one sentence")
    side = _CELL * len(shown)
    figure = Figure(figsize=(WIDTH, side + 0.2))
    axes = panel(figure, left=0.1, bottom=0.1, width=side + _ROOM, height=side)
    axes.set_xlim(0, len(shown) + _ROOM / _CELL)
    axes.set_ylim(len(shown), 0)
    axes.set_axis_off()
    _cells(axes, shown, counts)
    for place, actor_id in enumerate(shown):
        axes.text(place + 0.15, place + 0.5, cut(names[actor_id], _NAME), va="center", fontsize=9, weight="bold")
    return axes


def _cells(axes: Axes, shown: Sequence[str], counts: Mapping[frozenset[str], int]) -> None:
    """A cell for each pair, the darker the more, by the root: areas are compared, and few must still be seen."""
    most = max(counts.values(), default=1)
    for row, one in enumerate(shown):
        for column, other in enumerate(shown[:row]):
            count = counts.get(frozenset((one, other)), 0)
            shade = _PALEST + (1 - _PALEST) * math.sqrt(count / most) if count else 0.0
            axes.add_patch(
                Rectangle((column, row), 1, 1, facecolor=(*_rgb(BLUE), shade), edgecolor=(*_rgb(GREY), 0.35))
            )
            colour = "white" if shade > _DARK else "black"
            axes.text(column + 0.5, row + 0.5, str(count or "·"), ha="center", va="center", fontsize=8, color=colour)


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue
