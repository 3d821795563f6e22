"""Passages that tell of events in; which of them tell of the same one out.

The same is of one kind, both to come or both past, on days that can agree, done by the same to the same, and shares
two actors, or words as well. Whether two undated passages of two documents are one is a question of when these were
published: news tell of what is new.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from analysis.rules import periods
from analysis.rules.comparison import content, index, stem
from analysis.rules.predicates import words_of
from analysis.rules.tellings import EXPECTED
from analysis.tables import Event, Order, Status

#: So many events that share a key, those closest before it in time, are compared with one, and so many passages of
#: each: ten thousand stay linear.
_LOOK_BACK, _PASSAGES = 50, 8
#: Days between the publication of documents that tell of one undated event, and from that to a dated one, at most.
_APART, _APART_DATED = 7, 31
#: Words that two passages share, and which part of the shorter one's these are, where they do not share two actors;
#: within a document they need share none.
_SHARED, _PART, _PART_WITHOUT_ACTORS = 2, 0.35, 0.6
_MOST_ACTORS = 8
_NOTHING = index(())
#: From the firmest down: of two that as many passages have, the first.
_FIRM: tuple[Status, ...] = ("happened", "reported", "planned", "predicted", "denied")

#: So ends the rule of an event whose date another sentence gives.
HANDED = ".handed"
#: Where undated passages of documents that state no date stand in time: last.
_SOME_DAY = "9999-99-99"

Days = tuple[date, date]
Key = tuple[str, ...]
E = TypeVar("E", bound=Event)


def prevailing(statuses: Iterable[Status]) -> Status:
    """The status of an event of several passages: that of most of them, and of as many the firmer one."""
    counted = Counter(statuses)
    return min(counted, key=lambda status: (-counted[status], _FIRM.index(status)))


def prevailing_order(orders: Iterable[Order | None]) -> Order | None:
    """How an event of several passages stands to publication: past if any says so, else as the first one says."""
    known = [order for order in orders if order is not None]
    return "past" if "past" in known else next(iter(known), None)


def narrowest(rows: Iterable[E]) -> E | None:
    """The passage with the narrowest date, of as narrow ones the earliest; None if none has both ends.

    What a passage states itself goes before what it is only told under.
    """
    return min((row for row in rows if row.earliest and row.latest), key=_width, default=None)


def is_handed(row: Event) -> bool:
    """Whether a passage has its date from another sentence."""
    return row.rule.endswith(HANDED)


def _width(row: Event) -> tuple[bool, int, str]:
    first, last = periods.parse(row.earliest or ""), periods.parse(row.latest or "")
    days = (last.last - first.first).days if first and last else date.max.toordinal()
    return is_handed(row), days, row.earliest or ""


def mode_of(row: Event) -> str:
    """Whether it is told as past or going on, expected, or denied: passages of one event agree in that."""
    return "expected" if row.status in EXPECTED else "denied" if row.status == "denied" else "told"


def same_events(rows: Iterable[Event], published: Mapping[str, str | None]) -> list[list[Event]]:
    """The passages of each event. In the order of time, so that each joins the closest one before it that it can."""
    known: dict[Key, dict[int, _Group]] = {}
    found: list[_Group] = []
    for group in _told_apart(rows, published):
        keys = {key: None for one in group.passages for key in _looks_for(one)}
        near = (itertools.islice(reversed(known.get(key, {}).values()), _LOOK_BACK) for key in keys)
        same = next((one for one in itertools.chain.from_iterable(near) if one.takes(group)), None)
        if same is None:
            found.append(group)
        for key in {key: None for one in group.passages for key in _offers(one)}:
            known.setdefault(key, {})[id(same or group)] = same or group
    return [[one.row for one in group.passages] for group in found]


def _told_apart(rows: Iterable[Event], published: Mapping[str, str | None]) -> list[_Group]:
    """The passages as the documents put them together, in the order of time."""
    groups: dict[str, list[_Told]] = {}
    for row in sorted(rows, key=lambda row: (row.doc_id, row.start, row.end)):
        groups.setdefault(row.event_id, []).append(_told(row, published.get(row.doc_id)))
    return sorted(
        (_Group.of(passages) for passages in groups.values()),
        key=lambda group: (group.day, group.dated is None, *_place_of(group.passages[0].row)),
    )


def _place_of(row: Event) -> tuple[str, int, int, str]:
    return row.doc_id, row.start, row.end, row.event_id


# --- a passage --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """A passage as it is compared: its actors with the states in its adjectives, the stems of its other words."""

    row: Event
    kind: str
    mode: str
    actors: frozenset[str]
    words: frozenset[str]
    published: Days | None

    @property
    def says_little(self) -> bool:
        """Whether its verb alone does not tell what happens: `make`, `take`, `use`."""
        return any(self.kind in words_of(role) for role in ("generic", "light", "activity"))

    @property
    def days(self) -> tuple[str, str] | None:
        """The date it states; none if that says no more than up to publication, or from then on."""
        if is_handed(self.row):
            return None
        earliest, latest = self.row.earliest, self.row.latest
        bounds = {day.isoformat() for day in self.published or ()}
        if not (earliest and latest) and (earliest or latest or "") in {"", *bounds}:
            return None
        return earliest or "", latest or _SOME_DAY


def _told(row: Event, published: str | None) -> _Told:
    told = content(row.text, _NOTHING)
    start, end = (place - row.start for place in row.predicate)
    period = periods.parse(published or "")
    return _Told(
        row,
        kind=row.rule.split(".")[1],
        mode=mode_of(row),
        actors=frozenset(row.actors) | told.actors,
        words=frozenset(told.words) - {stem(row.text[start:end].lower())},
        published=(period.first, period.last) if period else None,
    )


def _looks_for(one: _Told) -> Iterator[Key]:
    """Keys of passages that may tell of the same."""
    yield from _keys(one)
    generic = one.kind in words_of("generic")
    yield from (("any" if generic else "generic", one.mode, actor) for actor in sorted(one.actors))


def _offers(one: _Told) -> Iterator[Key]:
    """Keys by which others may find it."""
    yield from _keys(one)
    generic = one.kind in words_of("generic")
    yield from (("generic" if generic else "any", one.mode, actor) for actor in sorted(one.actors))


def _keys(one: _Told) -> Iterator[Key]:
    pairs = itertools.combinations(sorted(one.row.actors)[:_MOST_ACTORS], 2)
    yield from (("pair", one.mode, one.kind, *pair) for pair in pairs)
    yield from (("actor", one.mode, one.kind, actor) for actor in sorted(one.actors)[:_MOST_ACTORS])
    yield ("document", one.mode, one.kind, one.row.doc_id)


def _are_same(one: _Told, other: _Told) -> bool:
    """Whether two passages tell of the same, their days aside: by actors and words in common."""
    if one.mode != other.mode or _is_reversed(one.row, other.row) or not _are_of_one_kind(one, other):
        return False
    shared = len(one.words & other.words)
    part = shared / max(1, min(len(one.words), len(other.words)))
    within = one.row.doc_id == other.row.doc_id
    if not one.says_little and not other.says_little:
        if len(set(one.row.actors) & set(other.row.actors)) > 1 and (within or shared):
            return True
        if within and shared >= _SHARED and part >= _PART_WITHOUT_ACTORS:
            return True
    return shared >= _SHARED and part >= _PART and not one.actors.isdisjoint(other.actors)


def _are_of_one_kind(one: _Told, other: _Told) -> bool:
    """Whether their verbs tell of the same kind, or one hardly more than that the same actor does something."""
    if one.kind == other.kind:
        return True
    generic = {one.kind, other.kind} & words_of("generic").keys()
    return bool(generic) and not set(one.row.agents).isdisjoint(other.row.agents)


def _is_reversed(one: Event, other: Event) -> bool:
    """Whether who does it in one passage undergoes it in the other."""
    return not set(one.agents).isdisjoint(other.patients) and not set(other.agents).isdisjoint(one.patients)


# --- a group ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """Passages of one event, where they begin, and the days on which all their dates agree."""

    passages: list[_Told]
    dated: tuple[str, str] | None
    places: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, passages: Sequence[_Told]) -> _Group:
        """A group of passages that are known to be one."""
        days = [one.days for one in passages if one.days]
        both = (max(first for first, _ in days), min(last for _, last in days)) if days else None
        return cls(list(passages), both, {(one.row.doc_id, one.row.start) for one in passages})

    @property
    def day(self) -> str:
        """Where it stands in time: on the first day of its date, or that of its publication."""
        first, last = self.dated or ("", "")
        published = self.passages[0].published
        return first or last or (published[0].isoformat() if published else _SOME_DAY)

    def takes(self, other: _Group) -> bool:
        """Take in the passages of another, if these tell of the same at a time that fits and begin elsewhere."""
        if not self.places.isdisjoint(other.places) or not self._fits(other):
            return False
        pairs = itertools.product(self.passages[:_PASSAGES], other.passages[:_PASSAGES])
        if not any(_are_same(one, another) for one, another in pairs):
            return False
        self.passages.extend(other.passages)
        self.places |= other.places
        self.dated = _common(self.dated, other.dated)
        return True

    def _fits(self, other: _Group) -> bool:
        if self.dated and other.dated:
            first, last = _common(self.dated, other.dated) or ("", "")
            return first <= last
        most = _APART_DATED if self.dated or other.dated else _APART
        ours, theirs = self._days(), other._days()
        return ours is None or theirs is None or max((ours[0] - theirs[1]).days, (theirs[0] - ours[1]).days) <= most

    def _days(self) -> Days | None:
        """The days of its date if that is closed, else those on which its first passage may have been published."""
        first, last = (periods.parse(day) for day in self.dated or ("", ""))
        return (first.first, last.last) if first and last else self.passages[0].published


def _common(one: tuple[str, str] | None, other: tuple[str, str] | None) -> tuple[str, str] | None:
    if one is None or other is None:
        return one or other
    return max(one[0], other[0]), min(one[1], other[1])
