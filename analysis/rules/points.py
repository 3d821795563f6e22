"""Words that name a point of the calendar in; the day, month, year, decade or feast out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.rules import periods
from analysis.rules.meanings import (
    Anchor,
    Context,
    Meaning,
    Operator,
    Words,
    closest,
    dated,
    explicit,
    years_around,
)
from analysis.rules.named_days import is_by_sight, named_day, remembered_day
from analysis.rules.periods import Period

#: Who says last February in March or April means that of the year before: the other would be February alone.
_JUST_OVER = 2
#: Days by which a month ahead must be nearer to be taken where no verb says which way to look; and within which a day
#: that something is named after is the last one.
_NEARER = 60
#: Days by which a date without a year must be nearer to be taken against the tense of its verb.
REACH = 120


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
    found = closest((_day_or_month(one, month, day, clock) for one in years_around(context)), context, reach=REACH)
    if day is None or not context.names_event:
        return found
    known, is_near = remembered_day(month, day), _is_just_over(found, context)
    # "The Sept. 11 attack", "the Sept. 11 bombings" may be others.
    is_it = context.names_event in _OF_A_REMEMBERED_DAY and not is_near
    if known and is_it and context.published and context.published.first > known.last:
        return explicit(known)
    return found if is_near and not known else Meaning("DATE", f"XXXX-{month:02d}-{day:02d}", "published")


_OF_A_REMEMBERED_DAY = frozenset({"attacks", "hijackers", "victims"})


def day_of_month(words: Words, context: Context) -> Meaning | None:
    """The 15th, the first of the month: of the month told before, of last or next month, or the nearest."""
    number, told = words.number("ordinal") or 0, context.previous and context.previous.unit in ("day", "month")
    if words.has("unit"):
        base = context.base("month")
        months = [base and base.shift(words.step)]
    elif not words[-1].text[0].isdigit():
        return None
    elif told and context.previous:
        months = [context.previous.within("month")]
    else:
        base = context.base("month")
        months = [base and base.shift(step) for step in (-1, 0, 1)]
    days = [month and periods.calendar_day(month.first.year, month.first.month, number) for month in months]
    return closest(days, context, default=-1)


def _is_just_over(meaning: Meaning, context: Context) -> bool:
    """Whether a day lies within two months before publication, or is not known at all."""
    if meaning.period is None or context.published is None:
        return True
    return 0 <= (context.published.last - meaning.period.first).days <= _NEARER


def calendar_days(words: Words, context: Context) -> Meaning | None:
    """A month with a first and a last day. TIMEX3 has no value for such a stretch: it is an ISO 8601 interval."""
    one, other = (word for word in words if word.kind in ("small", "ordinal"))
    first, last = (calendar_date(Words(word for word in words if word is not left), context) for left in (other, one))
    if first is None or last is None:
        return None
    if first.earliest is None or last.latest is None:
        return first
    if first.earliest > last.latest:
        return None
    return replace(first, value=f"{first.value}/{last.value}", latest=last.latest)


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
    if months and words.step < 0 and 0 < base.first.month - number <= _JUST_OVER:
        return dated(months[0], "published")
    if words.step:
        return beyond(months, base, words.step)
    return closest(months, context, default=-1, reach=_NEARER * (context.direction == 0))


def beyond(candidates: Iterable[Period | None], base: Period, step: int) -> Meaning:
    """Of several periods the next one after another, or the last one before it."""
    known = [one for one in candidates if one and (one.first - base.first).days * step > 0]
    found = (min if step > 0 else max)(known, key=lambda one: one.first, default=None)
    return dated(found, "published")


def month_of_year(words: Words, context: Context) -> Meaning | None:
    """A month of last, next or this year, or a month or day of that year, which was told before."""
    told, previous = words.has("that"), context.previous
    anchor: Anchor = "previous" if told else "published"
    whole = (previous and previous.within("year")) if told else year_of(words, context)
    number, day = words.number("month", "month_short"), words.number("small", "ordinal")
    if whole is None or number is None:
        return dated(None, anchor)
    return dated(_day_or_month(whole.first.year, number, day), anchor)


def year(words: Words, _: Context) -> Meaning | None:
    """A year by its number."""
    number = words.number("year", "fiscal_year")
    return None if number is None else explicit(periods.calendar_year(number))


def years_joined(words: Words, _: Context) -> Meaning | None:
    """2018-19: both years. 2018-12 is a month."""
    first, number = words.number("year") or 0, words.number("small") or 0
    last = first // 100 * 100 + number
    begin, end = periods.calendar_year(first), periods.calendar_year(last)
    if begin is None or end is None or last <= first:
        return explicit(periods.calendar_month(first, number) or begin)
    return Meaning("DATE", f"{begin.value}/{end.value}", "explicit", begin.first, end.last, begin)


def year_in_words(words: Words, _: Context) -> Meaning | None:
    """A year as it is spoken: nineteen eighty-nine, two thousand and four."""
    first, *rest = [int(word.value) for word in words if word.kind == "number"]
    number = first * 1000 + sum(rest[1:]) if rest[0] == 1000 else first * 100 + sum(rest)  # noqa: PLR2004
    return explicit(periods.calendar_year(number))


def decade(words: Words, _: Context) -> Meaning | None:
    """A decade by its first year. `the 1900s` is the century, which holds the decade that may be meant, too."""
    first = words.number("decade", "bare_decade")
    if first is None:
        return None
    either = first % 100 == 0 and first < 2000  # noqa: PLR2004
    start = periods.calendar_year(first)
    meaning = explicit(start.within("century" if either else "decade")) if start else None
    return replace(meaning, approximate=either) if meaning else None


def century(words: Words, _: Context) -> Meaning | None:
    """A century by its number: the 20th is 1900 to 1999, as in TIMEX3."""
    start = periods.calendar_year(100 * ((words.number("ordinal") or 0) - 1))
    return explicit(start.within("century")) if start else None


def holiday(words: Words, context: Context) -> Meaning | None:
    """A day that has a name, of a year or the nearest; the year itself where its day is not known."""
    name, number = words.name("holiday"), words.number("year")
    if number is not None:
        meaning = explicit(named_day(name, number) or periods.calendar_year(number))
    else:
        meaning = _nearest([named_day(name, one) for one in years_around(context)], words, context)
    return meaning and replace(meaning, approximate=is_by_sight(name))


def remembered(words: Words, _: Context) -> Meaning | None:
    """A day that goes by its month and day alone."""
    return explicit(periods.parse(words.name("remembered_day")))


def _nearest(days: Sequence[Period | None], words: Words, context: Context) -> Meaning:
    base = context.base("day")
    return beyond(days, base, words.step) if words.step and base else closest(days, context)


def year_of(words: Words, context: Context) -> Period | None:
    """The year of an expression: by its number, or last, next or this one."""
    number = words.number("year", "fiscal_year")
    if number is not None:
        return periods.calendar_year(number)
    base = context.base("year")
    return base and base.shift(words.step)


OPERATORS: tuple[Operator, ...] = (
    calendar_date, calendar_days, day_of_month, iso_day, month, month_of_year, year, year_in_words, years_joined,
    decade, century, holiday, remembered,
)  # fmt: skip
