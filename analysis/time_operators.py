"""Words of a time expression and where they stand in; what they mean out: TIMEX3 value and days together.

Each operator of `OPERATORS` is named by rules of lexicons/time_rules.toml. It combines periods (see
`analysis.periods`) into a Meaning, or gives None where the words name nothing, as 31 February does.
Vague numbers (few, several, many) are intervals by the convention in lexicons/time_words.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.easter import easter

from analysis import periods
from analysis.periods import Period, Unit

Anchor = Literal["explicit", "published", "previous"]
Type = Literal["DATE", "TIME", "DURATION", "SET"]
Value = str | int

_FAR = 10**6
#: Days by which a date without a year must be nearer to be taken against the tense of its verb.
_REACH = 120

_WEEKDAYS = 7
_NOON = 12
#: TIMEX3 durations: letters after P, or after PT for parts of a day, and how many of them the unit holds.
_LETTERS = {
    "second": ("T", "S", 1), "minute": ("T", "M", 1), "hour": ("T", "H", 1), "day": ("", "D", 1),
    "weekend": ("", "WE", 1), "week": ("", "W", 1), "month": ("", "M", 1), "quarter": ("", "Q", 1),
    "season": ("", "M", 3), "year": ("", "Y", 1), "decade": ("", "Y", 10), "century": ("", "Y", 100),
}  # fmt: skip
_HALVES = {"year": "6M", "day": "T12H", "hour": "30M", "minute": "30S"}
_RECURRING = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}
_SUBDAY = frozenset({"second", "minute", "hour"})


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


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression stands: the document's date, the date before it, and whether its verb looks ahead."""

    published: Period | None = None
    previous: Period | None = None
    direction: int = 0
    before: str = ""
    follows_noun: bool = False

    def base(self, unit: str) -> Period | None:
        """The publication date's period of that unit, if it is known so finely."""
        return self.published and self.published.within(calendar_unit(unit))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means. `period` is what later expressions may count from."""

    type: Type
    value: str
    anchor: Anchor
    earliest: date | None = None
    latest: date | None = None
    period: Period | None = None


def calendar_unit(unit: str) -> Unit:
    """The unit of the calendar that serves for a unit of time: the day for hours and less."""
    return "day" if unit in _SUBDAY else unit  # type: ignore[return-value]


def dated(period: Period | None, anchor: Anchor) -> Meaning:
    """A point of the calendar; without a value where there was nothing to count from."""
    if period is None:
        return Meaning("DATE", "", anchor)
    kind: Type = "TIME" if period.clock else "DATE"
    return Meaning(kind, period.value, anchor, period.first, period.last, period)


def explicit(period: Period | None) -> Meaning | None:
    """A point of the calendar that the words name by themselves; None where there is no such day."""
    return period and dated(period, "explicit")


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


# --- days, months, years ----------------------------------------------------------------------------


def calendar_date(words: Words, context: Context) -> Meaning | None:
    """A month, with a day or a year or both."""
    month, day, year = words.number("month", "month_short"), words.number("small", "ordinal"), words.number("year")
    if month is None:
        return None
    clock = str(words.first("daypart") or "")
    if year is not None:
        return explicit(_day_or_month(year, month, day, clock))
    if day is not None and _day_or_month(2000, month, day) is None:
        return None
    return closest((_day_or_month(one, month, day, clock) for one in years_around(context)), context, reach=_REACH)


def _day_or_month(year: int, month: int, day: int | None, clock: str = "") -> Period | None:
    period = periods.calendar_month(year, month) if day is None else periods.calendar_day(year, month, day)
    return period and period.at(clock)


def iso_day(words: Words, _: Context) -> Meaning | None:
    """A day as ISO 8601 writes it."""
    return explicit(periods.parse(words.name("iso")))


def month(words: Words, context: Context) -> Meaning | None:
    """A month without a year: the nearest in the direction of the verb, or the last, next or this one."""
    number = words.number("month", "month_short")
    base = context.base("month")
    if number is None or base is None:
        return dated(None, "published")
    if words.has("this"):
        return dated(periods.calendar_month(base.first.year, number), "published")
    months = [periods.calendar_month(year, number) for year in years_around(context)]
    if words.step:
        return _beyond(months, base, words.step)
    return closest(months, context, default=-1, reach=_REACH)


def _beyond(candidates: Iterable[Period | None], base: Period, step: int) -> Meaning:
    known = [one for one in candidates if one and (one.first - base.first).days * step > 0]
    found = (min if step > 0 else max)(known, key=lambda one: one.first, default=None)
    return dated(found, "published")


def month_of_year(words: Words, context: Context) -> Meaning | None:
    """A month of last, next or this year."""
    whole = _year_of(words, context)
    number = words.number("month", "month_short")
    if whole is None or number is None:
        return dated(None, "published")
    return dated(periods.calendar_month(whole.first.year, number), "published")


def year(words: Words, _: Context) -> Meaning | None:
    """A year by its number."""
    number = words.number("year")
    return None if number is None else explicit(periods.calendar_year(number))


def decade(words: Words, _: Context) -> Meaning | None:
    """A decade by its first year. `the 1900s` is the century."""
    first = words.number("decade")
    if first is None:
        return None
    unit: Unit = "century" if first % 100 == 0 and first < 2000 else "decade"  # noqa: PLR2004
    start = periods.calendar_year(first)
    return start and explicit(start.within(unit))


def century(words: Words, _: Context) -> Meaning | None:
    """A century by its number: the 20th is 1900 to 1999, as in TIMEX3."""
    number = words.number("ordinal")
    start = number and periods.calendar_year(100 * (number - 1))
    return start and explicit(start.within("century")) or None


def holiday(words: Words, context: Context) -> Meaning | None:
    """A day that has a name, of a year or the nearest."""
    name, number = words.name("holiday"), words.number("year")
    if number is not None:
        return explicit(_holiday(name, number))
    days = [_holiday(name, one) for one in years_around(context)]
    base = context.base("day")
    if words.step and base:
        return _beyond(days, base, words.step)
    return closest(days, context)


def _holiday(rule: str, year_: int) -> Period | None:
    """`12-25`, `11-4-4` (fourth Thursday of November), `05--1-1` (last Monday of May), `easter+1`."""
    if rule.startswith("easter"):
        return Period("day", easter(year_) + timedelta(days=int(rule.removeprefix("easter"))))
    month_, _, day = rule.partition("-")
    if len(day) == 2:  # noqa: PLR2004
        return periods.calendar_day(year_, int(month_), int(day))
    count, _, weekday_ = day.rpartition("-")
    whole = periods.calendar_month(year_, int(month_))
    return whole and _nth_weekday(whole, int(count), int(weekday_))


def _nth_weekday(whole: Period, count: int, weekday_: int) -> Period:
    if count < 0:
        back = (whole.last.isoweekday() - weekday_) % _WEEKDAYS
        return Period("day", whole.last - timedelta(days=back))
    ahead = (weekday_ - whole.first.isoweekday()) % _WEEKDAYS
    return Period("day", whole.first + timedelta(days=ahead + _WEEKDAYS * (count - 1)))


# --- counted from the publication date --------------------------------------------------------------


def weekday(words: Words, context: Context) -> Meaning | None:
    """A weekday: the last one up to publication unless the verb looks ahead."""
    number, base = words.number("weekday"), context.base("day")
    if number is None or base is None:
        return dated(None, "published")
    monday = base.first.toordinal() - base.first.weekday()
    days = (monday + number - 1 + _WEEKDAYS * weeks for weeks in range(-2, 3))
    candidates = [Period("day", date.fromordinal(day)) for day in days if 1 <= day <= date.max.toordinal()]
    if words.has("this"):
        return _at(dated(candidates[2], "published"), words)
    found = _beyond(candidates, base, words.step) if words.step else closest(candidates, context, default=-1)
    return _at(found, words)


def _at(meaning: Meaning, words: Words) -> Meaning:
    clock = words.name("daypart", "dayparts")
    return dated(meaning.period.at(clock), meaning.anchor) if meaning.period and clock else meaning


def deictic(words: Words, context: Context) -> Meaning | None:
    """Today, yesterday, tomorrow, and a part of it."""
    base = context.base("day")
    return _at(dated(base and base.shift(words.number("deictic") or 0), "published"), words)


def tonight(words: Words, context: Context) -> Meaning | None:
    """The night of the publication day."""
    base = context.base("day")
    return dated(base and base.at(words.name("tonight")), "published")


def daypart(words: Words, context: Context) -> Meaning | None:
    """A part of the publication day, of the day before (last night), or of the day told before (the morning)."""
    if words.has("the", "that") and not words.has("last"):
        day = context.previous and context.previous.within("day")
        return dated(day and day.at(words.name("daypart")), "previous")
    base = context.base("day")
    return _at(dated(base and base.shift(words.step), "published"), words)


def daypart_of(words: Words, context: Context) -> Meaning | None:
    """A part of a day that is named after it: noon on Saturday."""
    return deictic(words, context) if words.has("deictic") else weekday(words, context)


def near_unit(words: Words, context: Context) -> Meaning | None:
    """The last, next or present week, month, quarter, year ..."""
    unit, step = words.unit, words.step
    if unit in _SUBDAY or (unit in ("decade", "century") and step):
        return span_of_units(words, context)
    text = next((word.text for word in words if word.kind in ("last", "next")), "")
    from_previous = text in ("following", "previous", "preceding") or (text == "next" and unit == "day")
    if from_previous and context.previous:
        base = context.previous.within(calendar_unit(unit))
        return dated(base and base.shift(step), "previous")
    base = context.base(unit)
    if words.has("latest") and base:
        return _latest(unit, context, base)
    return dated(base and base.shift(step), "published")


def _latest(unit: str, context: Context, base: Period) -> Meaning:
    """The latest quarter is the one that was over, unless one was named before."""
    if context.previous and context.previous.unit == unit:
        return dated(context.previous, "previous")
    return dated(base.shift(-1), "published")


def that_unit(words: Words, context: Context) -> Meaning | None:
    """That year, the same day: of the date told before."""
    previous = context.previous
    return dated(previous and previous.within(calendar_unit(words.unit)), "previous")


def the_unit(words: Words, context: Context) -> Meaning | None:
    """The quarter, the year: the one told before, or that of the publication."""
    unit = words.unit
    if context.previous and context.previous.unit == unit:
        return dated(context.previous, "previous")
    base = context.base(unit)
    if unit == "quarter" and base and context.direction <= 0:
        return dated(base.shift(-1), "published")
    if unit == "weekend" and base and context.published and base.first > context.published.first:
        return dated(base if context.direction > 0 else base.shift(-1), "published")
    return dated(base, "published")


def near_season(words: Words, context: Context) -> Meaning | None:
    """A season without a year."""
    seasons = [periods.season(words.name("season"), year_) for year_ in years_around(context)]
    base = context.base("season")
    if base is None:
        return dated(None, "published")
    if words.has("this"):
        return dated(seasons[1], "published")
    if words.step:
        return _beyond(seasons, base, words.step)
    return closest(seasons, context, default=-1)


def season_of_year(words: Words, context: Context) -> Meaning | None:
    """A season of a year."""
    whole = _year_of(words, context)
    if whole is None:
        return dated(None, "published")
    return dated(periods.season(words.name("season"), whole.first.year), "explicit" if words.has("year") else "published")


def part_of_year(words: Words, context: Context) -> Meaning | None:
    """A quarter or half of a year, told or the nearest."""
    unit: Unit = "half" if words.has("half") else "quarter"
    count = words.number("ordinal") or -1
    if words.has("year", "unit") and _names_year(words):
        whole = _year_of(words, context)
        anchor: Anchor = "explicit" if words.has("year") else "published"
        return dated(whole and periods.nth(count, unit, whole), anchor)
    years = (periods.calendar_year(one) for one in years_around(context))
    return closest((periods.nth(count, unit, one) for one in years if one), context, default=-1)


def _names_year(words: Words) -> bool:
    return words.has("year") or any(word.value == "year" for word in words)


def _year_of(words: Words, context: Context) -> Period | None:
    number = words.number("year")
    if number is not None:
        return periods.calendar_year(number)
    base = context.base("year")
    return base and base.shift(words.step)


# --- amounts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Amount:
    """So many units, at least and at most; equal unless the number is vague."""

    low: float
    high: float
    unit: str
    half: bool = False

    @property
    def value(self) -> str:
        """As a TIMEX3 duration: `P3W`, `PT2H`, `P2Y6M`, `PXW` where the number is vague."""
        time, letter, factor = _LETTERS[self.unit]
        if self.low != self.high:
            return f"P{time}X{'E' if factor == 10 else 'C' if factor == 100 else letter}"  # noqa: PLR2004
        number = f"{self.low * factor:g}"
        return f"P{time}{number}{letter}" + (_HALVES.get(self.unit, "") if self.half else "")

    def moved(self, base: Period, sign: int) -> tuple[Period | None, Period | None]:
        """A period moved by the fewest and by the most units that this may be."""
        unit = calendar_unit(self.unit)
        if self.unit in _SUBDAY:
            return base, base
        return periods.moved(base, sign * int(self.low), unit), periods.moved(base, sign * int(self.high), unit)


def amount_of(words: Words) -> Amount | None:
    """The amount that the words tell."""
    vague = words.first("vague")
    half = words.has("half", "fraction")
    if vague is not None:
        low, high = str(vague).split("-")
        return Amount(int(low), int(high), words.unit)
    numbers = _numbers(words)
    if not numbers and words.has("units") and not words.has("couple"):
        return Amount(2, float("inf"), words.unit)
    low = numbers[0] if numbers else words.number("couple") or 1
    return Amount(low, numbers[-1] if numbers else low, words.unit, half)


def _numbers(words: Words) -> list[float]:
    """The numbers among them: one, or two with `to` or `or` between. Twenty four and two hundred are one."""
    found: list[float] = []
    apart = True
    for word in words:
        if word.kind not in ("number", "small", "digits", "decimal", "year"):
            apart = apart or word.kind in ("to", "or")
            continue
        number = float(word.value)
        if apart or not found:
            found.append(number)
        else:
            found[-1] = found[-1] * number if number >= 100 else found[-1] + number  # noqa: PLR2004
        apart = False
    return found


def amount(words: Words, context: Context) -> Meaning | None:
    """A duration. After `in` or `within` with a verb that looks ahead it also tells when, from publication."""
    told = amount_of(words)
    if told is None:
        return None
    if words[0].kind == "a" and len(words) == 2 and context.follows_noun:  # noqa: PLR2004
        return Meaning("SET", told.value, "explicit")
    if context.before in ("in", "within") and context.direction > 0 and told.high < float("inf"):
        return _ahead(told, context, within=context.before == "within")
    return Meaning("DURATION", told.value, "explicit")


def _ahead(told: Amount, context: Context, *, within: bool) -> Meaning:
    base = context.base("day") or context.base(told.unit)
    if base is None:
        return Meaning("DURATION", told.value, "published")
    near, far = told.moved(base, 1)
    if told.unit not in ("day", "week", *_SUBDAY):
        near, far = (one and one.within(calendar_unit(told.unit)) for one in (near, far))
    near = base if within else near
    return Meaning("DURATION", told.value, "published", near and near.first, far and far.last)


def span_of_units(words: Words, context: Context) -> Meaning | None:
    """The past two months, the next few days: a duration that ends or begins with the publication."""
    told, base = amount_of(words), context.base("day")
    if told is None:
        return None
    if base is None or told.high == float("inf"):
        return Meaning("DURATION", told.value, "published")
    step = words.step or -1
    far = told.moved(base, step)[1]
    ends = sorted(one.first for one in (base, far) if one)
    return Meaning("DURATION", told.value, "published", ends[0], ends[-1])


def ago(words: Words, context: Context) -> Meaning | None:
    """So many units before publication."""
    return _counted(words, context.published, -1, "published")


def from_now(words: Words, context: Context) -> Meaning | None:
    """So many units after publication."""
    return _counted(words, context.published, 1, "published")


def earlier(words: Words, context: Context) -> Meaning | None:
    """So many units before or after the date told before."""
    sign = 1 if words.name("early") == "END" else -1
    return _counted(words, context.previous, sign, "previous")


def _counted(words: Words, start: Period | None, sign: int, anchor: Anchor) -> Meaning | None:
    told = amount_of(words)
    if told is None:
        return None
    base = start and start.within(calendar_unit(told.unit))
    if base is None:
        return dated(None, anchor)
    near, far = told.moved(base, sign) if told.high < float("inf") else (base.shift(sign * 2), None)
    if told.low == told.high:
        return dated(near, anchor)
    first, last = (far, near) if sign < 0 else (near, far)
    return Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", anchor, first and first.first, last and last.last)


def unit_earlier(words: Words, context: Context) -> Meaning | None:
    """Year-earlier, year-ago: one unit before the date told before, or before publication."""
    unit = next(word.value for word in words if word.kind == "unit")
    start = context.previous or context.published
    anchor: Anchor = "previous" if context.previous else "published"
    if start is None:
        return dated(None, anchor)
    wanted = words.unit if words[-1].kind == "unit" else str(unit)
    if UNIT_ORDER.get(start.unit, 0) > UNIT_ORDER.get(wanted, 0):
        return dated(None, anchor)
    moved = periods.moved(start, -1, calendar_unit(str(unit)))
    return dated(moved and moved.within(calendar_unit(wanted)), anchor)


UNIT_ORDER = {unit: number for number, unit in enumerate(periods.UNITS)}


def unit_end(words: Words, context: Context) -> Meaning | None:
    """Year-end, month-end."""
    return dated(context.base(words.unit), "published")


# --- references and repetitions ---------------------------------------------------------------------


def reference(words: Words, context: Context) -> Meaning | None:
    """The past, the present, the future: open where the words set no bound."""
    default = "PAST_REF" if words.has("past") else "PRESENT_REF"
    return _reference(words.name("reference", "recent") or default, context)


def recent_units(words: Words, context: Context) -> Meaning | None:
    """Recent years, coming weeks, the weeks ahead."""
    if words.has("recent") and words.name("recent") == "PAST_REF":
        return _reference("PAST_REF", context)
    return Meaning("DURATION", f"{Amount(2, 3, words.unit).value}", "published", *_bounds(words.step, context))


def _reference(value: str, context: Context) -> Meaning:
    step = {"PAST_REF": -1, "PRESENT_REF": 0, "FUTURE_REF": 1}[value]
    return Meaning("DATE", value, "published", *_bounds(step, context))


def _bounds(step: int, context: Context) -> tuple[date | None, date | None]:
    day = context.base("day")
    if day is None:
        return None, None
    return (None if step < 0 else day.first), (None if step > 0 else day.first)


def every(words: Words, _: Context) -> Meaning | None:
    """Every week, each Thursday, every two years."""
    match next((word for word in words if word.kind in ("weekday", "month", "season", "daypart")), None):
        case Word("weekday"):
            return every_weekday(words, _)
        case Word("month", number):
            return Meaning("SET", f"XXXX-{number:02d}", "explicit")
        case Word("season", name):
            return Meaning("SET", f"XXXX-{name}", "explicit")
        case Word("daypart", clock):
            return Meaning("SET", f"XXXX-XX-XX{clock}", "explicit")
    told = amount_of(words)
    return told and Meaning("SET", told.value, "explicit")


def every_weekday(words: Words, _: Context) -> Meaning | None:
    """Mondays, Monday nights."""
    number = words.number("weekday", "weekdays")
    return Meaning("SET", f"XXXX-WXX-{number}{words.name('daypart', 'dayparts')}", "explicit")


def often(words: Words, _: Context) -> Meaning | None:
    """Daily, annually."""
    return Meaning("SET", words.name("often"), "explicit")


def while_(words: Words, _: Context) -> Meaning | None:
    """Some time, a while."""
    return Meaning("DURATION", words.name("while"), "explicit")


def unit_by_unit(words: Words, _: Context) -> Meaning | None:
    """Day by day."""
    value = _RECURRING.get(words.unit)
    return value and Meaning("SET", value, "explicit") or None


def clock_time(words: Words, context: Context) -> Meaning | None:
    """A time of day, of the day named with it, told before or of the publication."""
    clock = _clock(words)
    if clock is None:
        return None
    if words.has("month", "month_short"):
        rest = Words(word for word in words if word.kind not in ("clock", "meridiem"))
        day = calendar_date(rest, context)
    elif words.has("weekday", "deictic"):
        day = daypart_of(words, context)
    else:
        told = context.previous if context.previous and context.previous.unit == "day" else None
        day = dated(told or context.base("day"), "previous" if told else "published")
    if day is None or day.period is None:
        return Meaning("TIME", "", "published")
    return dated(day.period.at(clock), day.anchor)


def _clock(words: Words) -> str | None:
    hours, _, minutes = str(words.first("clock") or words.first("small")).partition(":")
    hour, minute = int(hours), int(minutes or 0)
    if words.has("meridiem"):
        hour = hour % _NOON + (words.number("meridiem") or 0)
    return f"T{hour:02d}:{minute:02d}" if hour < 25 and minute < 60 else None  # noqa: PLR2004


Operator = Callable[[Words, Context], Meaning | None]

OPERATORS: dict[str, Operator] = {
    one.__name__: one
    for one in (
        calendar_date, iso_day, month, month_of_year, year, decade, century, holiday, weekday, deictic, tonight,
        daypart, daypart_of, near_unit, that_unit, the_unit, near_season, season_of_year, part_of_year, amount,
        span_of_units, ago, from_now, earlier, unit_earlier, unit_end, reference, recent_units, every,
        every_weekday, often, unit_by_unit, while_, clock_time,
    )
}  # fmt: skip
