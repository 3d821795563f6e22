"""A Corpus in, what happens and when out: an event a row, dated or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.display import Passage, when
from analysis.frames import Corpus, in_order
from analysis.parameters import first_day, last_day
from analysis.rules.same_events import narrowest, prevailing, prevailing_order
from analysis.summaries.cells import passage
from analysis.summaries.choices import actors_meant

#: How an event without a date stands to the publication of what tells of it.
ORDERS: tuple[str, ...] = ("before publication", "at publication", "after publication")
_ORDERS = dict(zip(("past", "present", "future"), ORDERS, strict=True))


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

    Dated ones come first. The window leaves undated ones alone. Actors are meant by any of their names, or their ids.
    """
    meant = actors_meant(corpus, actors)
    by_event: dict[str, list[Any]] = {}
    for row in in_order(corpus.events, "doc_id", "start", "end"):
        by_event.setdefault(row.event_id, []).append(row)
    kept = [
        row
        for own in by_event.values()
        if not actors or any(not meant.isdisjoint(one.actors) for one in own)
        if _is_chosen(row := _event(corpus, own), statuses, minimum_documents) and _within(row, earliest, latest)
    ]
    return pd.DataFrame(sorted(kept, key=_place), columns=list(_EVENT_COLUMNS))


_EVENT_COLUMNS = (
    "event", "when", "dated_by", "edtf", "order", "status", "who", "to_whom", "actors", "documents", "passages", "id",
    "dated", "approximate", "earliest", "latest",
)  # fmt: skip


def _is_chosen(row: Mapping[str, Any], statuses: Sequence[str], minimum_documents: int) -> bool:
    return (not statuses or row["status"] in statuses) and row["documents"] >= minimum_documents


def _within(row: Mapping[str, Any], earliest: str | None, latest: str | None) -> bool:
    """Whether a dated event may have happened within the window."""
    ended_before = earliest and row["latest"] and row["latest"] < first_day(earliest)
    began_after = latest and row["earliest"] and row["earliest"] > last_day(latest)
    return not row["dated"] or not (ended_before or began_after)


def _place(row: Any) -> tuple[Any, ...]:
    """Dated events by their first possible day, undated ones by their order; then by the place in the text."""
    event = row["event"]
    start = int(event.id.removeprefix("s").split("-")[0])
    days = (row["earliest"] or "", row["latest"] or "") if row["dated"] else ("", "")
    order = 0 if row["dated"] else ORDERS.index(row["order"])
    return (not row["dated"], order, days, event.doc_id, start, row["id"])


def _event(corpus: Corpus, passages: Sequence[Any]) -> dict[str, Any]:
    """The row of one event. Its date is that of the passage that dates it most narrowly."""
    best = narrowest(passages) or min(passages, key=lambda one: not _is_dated(corpus, one))
    dated = _is_dated(corpus, best)
    return {
        "event": passage(best, best.label),
        "when": when(best.earliest, best.latest, approximate=best.approximate) if dated else "no date",
        "dated_by": _dated_by(corpus, best) if dated else "",
        "edtf": best.edtf if dated else "",
        "order": _ORDERS[prevailing_order(one.order for one in passages) or "past"],
        "status": prevailing(one.status for one in passages),
        "who": _names(corpus, (actor for one in passages for actor in one.agents)),
        "to_whom": _names(corpus, (actor for one in passages for actor in one.patients)),
        "actors": _names(corpus, (actor for one in passages for actor in one.actors)),
        "documents": len({one.doc_id for one in passages}),
        "passages": [passage(one, one.text) for one in passages],
        "id": best.event_id,
        "dated": dated,
        "approximate": bool(best.approximate),
        "earliest": best.earliest,
        "latest": best.latest,
    }


def _dated_by(corpus: Corpus, event: Any) -> Passage | str:
    """The words that date an event, and whether they stand outside the passage that tells of it."""
    if event.timex is None:
        return ""
    start, end = (int(place) for place in event.timex)
    words = corpus.texts[event.doc_id][start:end]
    elsewhere = "" if event.start <= start < event.end else " (elsewhere)"
    return Passage(event.doc_id, f"s{start}-{end}", words + elsewhere)


def _names(corpus: Corpus, actors: Iterable[str]) -> list[str]:
    return sorted({corpus.names[actor] for actor in actors})


def _is_dated(corpus: Corpus, event: Any) -> bool:
    """Whether the text dates it. A single bound that is the publication itself says no more than before or after."""
    if event.granularity is None or not (event.earliest or event.latest):
        return False
    if event.earliest and event.latest:
        return True
    return (event.earliest or event.latest) not in corpus.published.get(event.doc_id, ())


def dated(found: pd.DataFrame) -> pd.DataFrame:
    """Those of `events` that have a date, with the columns that a reader needs."""
    return found.loc[found["dated"].astype(bool), "event":"id"].drop(columns="order")


def undated(found: pd.DataFrame) -> pd.DataFrame:
    """Those of `events` that have none, with the columns that a reader needs."""
    return found.loc[~found["dated"].astype(bool), "event":"id"].drop(columns=["when", "dated_by", "edtf"])


def unmet_events(
    corpus: Corpus,
    *,
    earliest: str | None = None,
    latest: str | None = None,
    statuses: Sequence[str] = (),
    minimum_documents: int = 1,
) -> str:
    """A sentence for each status, window and number of documents asked for that no event has; none if all are met."""
    every = events(corpus)
    parts = [f"No event is {status}." for status in statuses if status not in set(every["status"])]
    if minimum_documents > 1 and not (every["documents"] >= minimum_documents).any():
        parts.append(f"No event is told of in {minimum_documents} documents.")
    placed = dated(events(corpus, earliest=earliest, latest=latest))
    if (earliest or latest) and placed.empty:
        window = [f"from {earliest} on" if earliest else "", f"until {latest}" if latest else ""]
        parts.append(f"No event has a date {' and '.join(filter(None, window))}.")
    return " ".join(parts)
