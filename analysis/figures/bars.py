"""Counts in, bars out: of actors, of sources, of publication dates."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.display import style
from analysis.figures.drawing import (
    BLUE,
    KIND_LOOKS,
    LABEL_LOOKS,
    MOST,
    QUOTED_LOOKS,
    ROW,
    WIDTH,
    at_end,
    empty,
    name_rows,
    note,
    panel,
    stacked,
)
from analysis.frames import in_order


@style()
def actor_counts(counts: pd.DataFrame, *, top: int = 20) -> Axes:
    """`summaries.actor_counts` as bars: an actor a row, its mentions stacked by kind, their sum at the end."""
    shown = counts.head(min(top, MOST))
    if shown.empty:
        return empty("no actor is mentioned")
    return stacked(list(shown["actor"]), shown, KIND_LOOKS, unit="mentions that count")


@style()
def document_counts(counts: pd.DataFrame, *, top: int = 20) -> Axes:
    """`summaries.document_counts` as bars: a document a row, the mentions in it stacked by kind."""
    shown = counts.head(min(top, MOST))
    if shown.empty:
        return empty("no document mentions an actor")
    names = [one.title or str(one.document) for one in in_order(shown)]
    return stacked(names, shown, KIND_LOOKS, unit="mentions that count")


@style()
def speaker_counts(counts: pd.DataFrame, *, top: int = 20) -> Axes:
    """`summaries.speaker_counts` as bars: an actor a row, what it says stacked by how it is quoted."""
    shown = counts.head(min(top, MOST))
    if shown.empty:
        return empty("no actor is quoted")
    return stacked(list(shown["actor"]), shown, QUOTED_LOOKS, unit="statements")


@style()
def claims_by_source(counts: pd.DataFrame, *, top: int = 10) -> Axes:
    """`summaries.claims_by_source` as bars: a source a row, its claims stacked by label, their sum at the end.

    The article itself, which would dwarf all others, is left out; so are pronouns, which are many sources.
    """
    shown = counts[~counts["type"].isin(["article", "pronoun"])].head(min(top, MOST))
    if shown.empty:
        return empty("no claim has a source beside the article")
    return stacked(list(shown["source"]), shown, LABEL_LOOKS, unit="claims")


@style()
def publication_dates(publication: pd.DataFrame) -> Axes:
    """`summaries.publication` as bars: a date a row, as long as the documents that carry it.

    Where there are too many dates for a chart, they are counted by the month, the year or the decade.
    """
    shown = _by_the(publication)
    height = ROW * max(len(shown), 1)
    axes = panel(Figure(figsize=(WIDTH, height + 0.9)), left=2.6, bottom=0.6, width=6.9, height=height)
    if shown.empty:
        note(axes, "no documents")
        return axes
    counts = [int(n) for n in shown["documents"]]
    axes.barh(range(len(shown)), counts, height=0.65, color=BLUE)
    for row, count in enumerate(counts):
        at_end(axes, count, row)
    name_rows(
        axes, [f"{one.published} ({one.known_from})" if one.known_from else one.published for one in in_order(shown)]
    )
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
