"""A Corpus in, what happens and when out: an event a row, dated or not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from analysis.display import day, edtf, when
from analysis.frames import Corpus
from analysis.parameters import first_day, last_day
from analysis.summaries.cells import passage

ORDERS: tuple[str, ...] = ("up to publication", "after publication", "not said")

#: Days in a calendar unit, at most: a wider interval is said in rough words ("in a few weeks").
_WIDTH: Mapping[str, int] = {
    "day": 1, "week": 7, "month": 31, "season": 93, "quarter": 92, "year": 366, "decade": 3653, "century": 36525,
}  # fmt: skip


def events(
    corpus: Corpus,
    *,
    earliest: str | None = None,
    latest: str | None = None,
    statuses: Sequence[str] = (),
    actors: Sequence[str] = (),
    minimum_documents: int = 1,
) -> pd.DataFrame:
    """A row an event: its date, or its order against publication, its status, and the passages that tell of it.

    Dated ones come first. The window leaves undated ones alone.
    """
    wanted = {name.casefold() for name in actors}
    in_text = corpus.events.sort_values(["doc_id", "start", "end"], kind="stable")
    rows = (_event(corpus, list(own.itertuples(index=False))) for _, own in in_text.groupby("event_id", sort=True))
    kept = [
        row
        for row in rows
        if (not statuses or row["status"] in statuses)
        and row["documents"] >= minimum_documents
        and (not wanted or wanted & {name.casefold() for name in row["actors"]})
        and _within(row, earliest, latest)
    ]
    return pd.DataFrame(sorted(kept, key=_place), columns=list(_EVENT_COLUMNS))


_EVENT_COLUMNS = (
    "event", "when", "edtf", "order", "status", "actors", "documents", "passages", "id",
    "dated", "approximate", "earliest", "latest",
)  # fmt: skip


def _within(row: Mapping[str, Any], earliest: str | None, latest: str | None) -> bool:
    """Whether a dated event may have happened within the window."""
    ended_before = earliest and row["latest"] and row["latest"] < first_day(earliest)
    began_after = latest and row["earliest"] and row["earliest"] > last_day(latest)
    return not row["dated"] or not (ended_before or began_after)


def _place(row: Any) -> tuple[Any, ...]:
    """Dated events by their first possible day, undated ones by their order; then by the place in the text."""
    event = row["event"]
    start = int(event.id.removeprefix("s").split("-")[0])
    days = (row["earliest"] or "", row["latest"] or "") if row["dated"] else ()
    return (not row["dated"], ORDERS.index(row["order"]), days, event.doc_id, start, row["id"])


def _event(corpus: Corpus, passages: Sequence[Any]) -> dict[str, Any]:
    """The row of one event. Its date is that of the passage that dates it most narrowly."""
    best = min(passages, key=lambda one: (not _is_dated(corpus, one), _days(one)))
    dated, approximate = _is_dated(corpus, best), _is_approximate(corpus, best)
    return {
        "event": passage(best, best.label),
        "when": when(best.earliest, best.latest, approximate=approximate) if dated else "no date",
        "edtf": edtf(best.earliest, best.latest, approximate=approximate) if dated else "",
        "order": "not said" if dated else _order(best),
        "status": best.status,
        "actors": sorted({corpus.names[actor] for one in passages for actor in one.actors}),
        "documents": len({one.doc_id for one in passages}),
        "passages": [passage(one, one.text) for one in passages],
        "id": best.event_id,
        "dated": dated,
        "approximate": approximate,
        "earliest": best.earliest,
        "latest": best.latest,
    }


def _is_dated(corpus: Corpus, event: Any) -> bool:
    """Whether the text dates it. A single bound that is the publication itself says no more than before or after."""
    if event.granularity is None or not (event.earliest or event.latest):
        return False
    if event.earliest and event.latest:
        return True
    return (event.earliest or event.latest) not in corpus.published.get(event.doc_id, ())


def _order(event: Any) -> str:
    """How an undated event stands to publication: by its one bound, else by its status."""
    if event.earliest or event.status in ("planned", "predicted"):
        return "after publication"
    return "up to publication" if event.latest or event.status in ("happened", "reported") else "not said"


def _days(event: Any) -> int:
    """How many days an event's date spans; very many where it is open."""
    first, last = day(event.earliest), day(event.latest)
    return (last - first).days + 1 if first and last else date.max.toordinal()


def _is_approximate(corpus: Corpus, event: Any) -> bool:
    """Whether the words give the date roughly: wider than the unit that they name, or vague (PXW, PAST_REF)."""
    if not (event.earliest and event.latest):
        return False
    value = corpus.timex_values.get((event.doc_id, *event.timex)) if event.timex else None
    return _days(event) > _WIDTH.get(event.granularity, 0) or bool(value and re.search(r"P\d*X|_REF", value))


def dated(found: pd.DataFrame) -> pd.DataFrame:
    """Those of `events` that have a date, with the columns that a reader needs."""
    return found.loc[found["dated"].astype(bool), "event":"id"].drop(columns="order")


def undated(found: pd.DataFrame) -> pd.DataFrame:
    """Those of `events` that have none, with the columns that a reader needs."""
    return found.loc[~found["dated"].astype(bool), "event":"id"].drop(columns=["when", "edtf"])
