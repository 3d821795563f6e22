"""What time expressions are made of and what they mean: words and their place in, TIMEX3 value and days out.

A Meaning is built from periods (see `analysis.rules.periods`), so its value and its days come from one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from analysis.rules import periods
from analysis.rules.periods import Period, Unit

Anchor = Literal["explicit", "published", "previous"]
Type = Literal["DATE", "TIME", "DURATION", "SET"]
Value = str | int

PARTS_OF_A_DAY = frozenset({"second", "minute", "hour"})
_FAR = 10**6


_APPROXIMATE = ("approx", "over", "vague", "couple", "so", "fiscal", "fiscal_year", "season", "while")
_NUMBERS = ("number", "small", "digits", "decimal", "year", "fraction", "half")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its class and what it stands for."""

    kind: str
    value: Value
    text: str


class Words(tuple[Word, ...]):
    """The words of one expression, looked up by class."""

    __slots__ = ()

    def first(self, *kinds: str) -> Value | None:
        """What the first word of any of these classes stands for."""
        return next((word.value for word in self if word.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        """Whether a word of any of these classes is among them."""
        return any(word.kind in kinds for word in self)

    def number(self, *kinds: str) -> int | None:
        """The first word of these classes as a whole number."""
        value = self.first(*kinds)
        return None if value is None else int(value)

    def name(self, *kinds: str) -> str:
        """The first word of these classes as text; empty where there is none."""
        return str(self.first(*kinds) or "")

    @property
    def unit(self) -> str:
        """The last unit among them."""
        return next((str(word.value) for word in reversed(self) if word.kind in ("unit", "units")), "")

    @property
    def step(self) -> int:
        """-1 after `last`, 1 after `next`, else 0."""
        return self.number("last", "past", "next", "ahead") or 0

    @property
    def approximate(self) -> bool:
        """Whether words like `about` and `few` are among them, or what only a convention gives days.

        Seasons differ between north and south, and a fiscal year need not be the calendar's.
        """
        return self.has(*_APPROXIMATE) or (self.has("units") and not self.has("this", *_NUMBERS))


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression stands: the document's date, the date before it, and whether its verb looks ahead.

    `names_event` is the word behind it for what is remembered by its day: the Sept. 11 attacks.
    """

    published: Period | None = None
    previous: Period | None = None
    direction: int = 0
    before: str = ""
    follows_noun: bool = False
    names_event: str = ""

    def base(self, unit: str) -> Period | None:
        """The publication date's period of that unit, if it is known so finely. A fortnight begins on any day."""
        if unit == "fortnight":
            return None
        return self.published and self.published.within(calendar_unit(unit))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means. `period` is what later expressions may count from.

    It is `approximate` where its days are a convention although no word says so.
    """

    type: Type
    value: str
    anchor: Anchor
    earliest: date | None = None
    latest: date | None = None
    period: Period | None = None
    approximate: bool = False


def calendar_unit(unit: str) -> Unit:
    """The unit of the calendar that serves for a unit of time: the day for hours and less, weeks for a fortnight."""
    if unit == "fortnight":
        return "week"
    return "day" if unit in PARTS_OF_A_DAY else unit  # type: ignore[return-value]


def dated(period: Period | None, anchor: Anchor) -> Meaning:
    """A point of the calendar; without a value where there was nothing to count from."""
    if period is None:
        return Meaning("DATE", "", anchor)
    kind: Type = "TIME" if period.clock else "DATE"
    return Meaning(kind, period.value, anchor, period.first, period.last, period)


def explicit(period: Period | None) -> Meaning | None:
    """A point of the calendar that the words name by themselves; None where there is no such day."""
    return dated(period, "explicit") if period else None


def narrowed(meaning: Meaning, words: Words, context: Context) -> Meaning:
    """Early, mid and late: a third of the month, the year, the decade or the century, by convention.

    The beginning or the end of a year is a quarter; by the end of it is its last day. The value stays that of the
    whole, as in TIMEX3, and later expressions count from the whole.
    """
    part, whole, told = words.name("early", "edge"), meaning.period, (meaning.earliest, meaning.latest)
    if not part or whole is None or meaning.approximate or told != (whole.first, whole.last):
        return meaning
    if context.before in _LIMITS and part == "END" and words.has("edge"):
        return replace(meaning, earliest=whole.last)
    share = periods.edge if words.has("edge") and part != "MID" else periods.third
    days = share(whole, _THIRDS.index(part))
    if days == told:
        return meaning
    return replace(meaning, earliest=days[0], latest=days[1], approximate=True)


_THIRDS = ("START", "MID", "END")
_LIMITS = ("by", "until", "till", "before")


def closest(candidates: Iterable[Period | None], context: Context, *, default: int = 0, reach: int = 0) -> Meaning:
    """Of several periods the one that the context means.

    Looking back it is the last that had begun by publication, looking ahead the first that was not over
    then. With a `reach` in days, one that lies so much nearer by on the other side is preferred: a verb's
    tense is weak evidence against half a year. Where nothing says which way to look it is the nearest.
    """
    base, direction = context.published, context.direction or default
    known = [one for one in candidates if one]
    if base is None or not known:
        return dated(None, "published")

    def distance(one: Period) -> tuple[int, date]:
        days = max((one.first - base.last).days, (base.first - one.last).days, 0)
        ahead = (one.first > base.last) - (one.last < base.first)
        return days + (reach or _FAR) * (ahead * direction < 0), one.first

    return dated(min(known, key=distance), "published")


def years_around(context: Context) -> range:
    """The years before, of and after publication; none if it is not known to the month."""
    if context.published is None or context.published.unit not in ("day", "month"):
        return range(0)
    year = context.published.first.year
    return range(year - 1, year + 2)


Operator = Callable[[Words, Context], Meaning | None]
