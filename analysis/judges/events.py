"""Events: gold and found in, scores out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from analysis.gold import GoldEvent
from analysis.judges import matching, measures
from analysis.judges.case import Case, Findings, touch
from analysis.judges.measures import Difference, Score
from analysis.rules.same_events import narrowest, prevailing, prevailing_order
from analysis.tables import Event, Order, Status

#: Two events share at least this much of the shorter passage.
SAME_PASSAGE = 0.5
_TOLD = frozenset({"happened", "reported"})

Days = tuple[str | None, str | None]
E = TypeVar("E", bound=Event)


def events(case: Case) -> Findings:
    """An event is found if one of its passages shares half of the shorter one with gold's.

    Dates are judged on those: an event that gold can date is dated right, one that it cannot is left without
    a closed date (a date from anywhere but the text is invented), and stands to publication as gold has it. Its
    status is that of most of its passages. What gold says is to come or denied is not told as if it had happened.
    """
    if case.gold.events is None:
        return
    gold, found = _by_event(case.gold.events), _by_event(case.tables.rows(Event))
    every = [(gold[i], found[j]) for i, j in matching.chosen(_same_events(gold, found))]
    pairs = [(ours[0], theirs) for ours, theirs in every if not ours[0].optional]
    yield measures.f1(
        "events",
        "found",
        right=len(pairs),
        found=len(found) - len(every) + len(pairs),
        expected=sum(not ours[0].optional for ours in gold),
    )
    yield from _of_dates(case, every)
    yield from measures.share("events", "status", (ours.status == _status(theirs) for ours, theirs in pairs))
    unreal = [_status(theirs) for ours, theirs in pairs if ours.status not in _TOLD]
    yield from measures.share("events", "not told as happened", (status not in _TOLD for status in unreal))
    yield from _events_apart(gold, found, every)
    wrong = [pair for pair in pairs if not _is_event(case, *pair)]
    yield from measures.wrong("events", ((ours, theirs[0]) for ours, theirs in wrong), _happened)


def _of_dates(case: Case, every: Sequence[tuple[Sequence[GoldEvent], Sequence[Event]]]) -> Iterator[Score]:
    """Whether dated events have the right date and no others have one, and how these stand to publication."""
    closed = [_is_dated(case, ours[0]) for ours, theirs in every if all(_days(theirs))]
    pairs = [(ours[0], theirs) for ours, theirs in every if not ours[0].optional]
    dated = [(ours, _days(theirs)) for ours, theirs in pairs if _is_dated(case, ours)]
    undated = [(ours, theirs) for ours, theirs in pairs if not _is_dated(case, ours)]
    yield from measures.share("events", "date", (_is_date(*pair) for pair in dated))
    yield from measures.share("events", "undated left undated", (not all(_days(theirs)) for _, theirs in undated))
    yield from measures.share("events", "dates not invented", closed)
    known = [(ours, theirs) for ours, theirs in undated if ours.dating != "dated"]
    yield from measures.share("events", "order", (ours.dating == _order(theirs) for ours, theirs in known))


def _events_apart(
    gold: Sequence[Sequence[GoldEvent]],
    found: Sequence[Sequence[Event]],
    pairs: Sequence[tuple[Sequence[GoldEvent], Sequence[Event]]],
) -> Iterator[Difference]:
    ours, theirs = {one[0].event_id for one, _ in pairs}, {other[0].event_id for _, other in pairs}
    rest = (rows[0] for rows in gold if rows[0].event_id not in ours and not rows[0].optional)
    yield from measures.missed("events", rest, _happened)
    yield from measures.spurious("events", (rows[0] for rows in found if rows[0].event_id not in theirs), _happened)


def _happened(row: Event) -> str:
    return f"{row.label} [{row.status}, {row.earliest or ''}/{row.latest or ''}]"


def _by_event(rows: Iterable[E]) -> list[list[E]]:
    """The passages of each event, in the order of its first one."""
    events: dict[str, list[E]] = {}
    for row in rows:
        events.setdefault(row.event_id, []).append(row)
    return list(events.values())


def _same_events(
    gold: Sequence[Sequence[Event]], found: Sequence[Sequence[Event]]
) -> Iterator[tuple[tuple[float, ...], int, int]]:
    for (i, ours), (j, theirs) in itertools.product(enumerate(gold), enumerate(found)):
        near, part = max(_passages(one, other) for one, other in itertools.product(ours, theirs))
        if part >= SAME_PASSAGE:
            yield (-0.7 * near - 0.3 * matching.wording(ours[0].label, theirs[0].label),), i, j


def _passages(one: Event, other: Event) -> tuple[float, float]:
    """What two passages share: by the characters of both, and by those of the shorter one."""
    if not touch(one, other):
        return 0.0, 0.0
    spans = (one.start, one.end), (other.start, other.end)
    return matching.share(*spans), matching.common(*spans) / min(end - start for start, end in spans)


def _days(rows: Iterable[Event]) -> Days:
    """The closed date of an event, or none: that of the passage that dates it most narrowly."""
    row = narrowest(rows)
    return (row.earliest, row.latest) if row else (None, None)


def _status(rows: Iterable[Event]) -> Status:
    return prevailing(row.status for row in rows)


def _order(rows: Iterable[Event]) -> Order | None:
    return prevailing_order(row.order for row in rows)


def _is_dated(case: Case, row: GoldEvent) -> bool:
    """Whether the text dates an event: not without a publication date where the date counts from it."""
    return row.dating == "dated" and (row.published is None or case.published[row.doc_id] is not None)


def _is_date(ours: GoldEvent, days: Days) -> bool:
    earliest, latest = days
    if earliest is None or latest is None or ours.earliest is None or ours.latest is None:
        return False
    if ours.within is not None:
        overlaps = earliest <= ours.latest and ours.earliest <= latest
        return overlaps and ours.within[0] <= earliest and latest <= ours.within[1]
    return (earliest, latest) in ((ours.earliest, ours.latest), *ours.also)


def _is_event(case: Case, ours: GoldEvent, theirs: Sequence[Event]) -> bool:
    days = _days(theirs)
    is_date = _is_date(ours, days) if _is_dated(case, ours) else not all(days)
    return is_date and ours.status == _status(theirs)
