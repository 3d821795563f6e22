"""Words that name a point of the calendar in; days, weeks, months, quarters, seasons, years and decades out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from analysis.rules import periods
from analysis.rules.amounts import span_of_units
from analysis.rules.meanings import (
    PARTS_OF_A_DAY,
    Anchor,
    Context,
    Meaning,
    Operator,
    Words,
    calendar_unit,
    closest,
    dated,
    explicit,
    years_around,
)
from analysis.rules.named_days import is_by_sight, named_day, remembered_day
from analysis.rules.periods import Period, Unit

_WEEKDAYS = 7
_MIDDLE, _SATURDAY = 4, 5
#: Who says last February in March or April means that of the year before: the other would be February alone.
_JUST_OVER = 2
#: Days by which a month ahead must be nearer to be taken where no verb says which way to look; and within which a day
#: that something is named after is the last one.
_NEARER = 60
#: Days by which a date without a year must be nearer to be taken against the tense of its verb.
_REACH = 120
#: Days by which a season begins later by the sun than by the months.
_BY_THE_SUN = 20

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
    found = closest((_day_or_month(one, month, day, clock) for one in years_around(context)), context, reach=_REACH)
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
        return _beyond(months, base, words.step)
    return closest(months, context, default=-1, reach=_NEARER * (context.direction == 0))


def _beyond(candidates: Iterable[Period | None], base: Period, step: int) -> Meaning:
    known = [one for one in candidates if one and (one.first - base.first).days * step > 0]
    found = (min if step > 0 else max)(known, key=lambda one: one.first, default=None)
    return dated(found, "published")


def month_of_year(words: Words, context: Context) -> Meaning | None:
    """A month of last, next or this year, or a month or day of that year, which was told before."""
    told, previous = words.has("that"), context.previous
    whole = (previous and previous.within("year")) if told else _year_of(words, context)
    number, day = words.number("month", "month_short"), words.number("small", "ordinal")
    if whole is None or number is None:
        return dated(None, "previous" if told else "published")
    return dated(_day_or_month(whole.first.year, number, day), "previous" if told else "published")


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
    return _beyond(days, base, words.step) if words.step and base else closest(days, context)


# --- counted from the publication date --------------------------------------------------------------


def weekday(words: Words, context: Context) -> Meaning | None:
    """A weekday: the last one up to publication unless the verb looks ahead."""
    number, base = words.number("weekday"), context.base("day")
    if number is None or base is None:
        return dated(None, "published")
    monday = base.first.toordinal() - base.first.weekday()
    days = [monday + number - 1 + _WEEKDAYS * weeks for weeks in range(-2, 3)]
    in_calendar = range(1, date.max.toordinal() + 1)
    candidates = [Period("day", date.fromordinal(day)) if day in in_calendar else None for day in days]
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
    """A part of the publication day, of the day before (last night), of the day told before (the morning) or after."""
    if words.has("the", "that", "next") and not words.has("last"):
        told = context.previous and context.previous.within("day")
        day = told and told.shift(words.step)
        return dated(day and day.at(words.name("daypart")), "previous")
    base = context.base("day")
    return _at(dated(base and base.shift(words.step), "published"), words)


def daypart_of(words: Words, context: Context) -> Meaning | None:
    """A part of a day that is named after it: noon on Saturday."""
    return deictic(words, context) if words.has("deictic") else weekday(words, context)


def day_beside(words: Words, context: Context) -> Meaning | None:
    """The day before or after another."""
    rest = Words(words[3:])
    kinds = ((deictic, ("deictic",)), (holiday, ("holiday",)), (weekday, ("weekday",)))
    operator = next((one for one, kind in kinds if rest.has(*kind)), calendar_date)
    told = operator(rest, context)
    if told is None:
        return None
    day = told.period and told.period.within("day")
    return dated(day and day.at("").shift(words.number("beside") or 0), told.anchor)


def around_day(words: Words, context: Context) -> Meaning | None:
    """The week or the night of a day."""
    told = calendar_date(Words(word for word in words if word.kind != "daypart"), context)
    if told is None or told.period is None:
        return told
    whole = told.period.within("week") if words.unit else told.period.at(words.name("daypart"))
    return dated(whole, told.anchor)


def part_of_month(words: Words, context: Context) -> Meaning | None:
    """The second week, the last weekend of a month. Which week is the second is a convention: that of the 11th.

    What the month is too short for is the month.
    """
    rest = Words(word for word in words if word.kind not in ("ordinal", "last"))
    told = calendar_date(rest, context) if rest.has("year") else month(rest, context)
    if told is None or told.period is None:
        return told
    first, last, is_week = told.period.first, told.period.last, words.unit == "week"
    count = words.number("ordinal", "last") or 1
    # The fourth day of a week, or the Saturday of a weekend.
    early = _MIDDLE if is_week else 1 + (_SATURDAY - first.weekday()) % _WEEKDAYS
    late = last.day - (_WEEKDAYS - _MIDDLE if is_week else (last.weekday() - _SATURDAY) % _WEEKDAYS)
    day = periods.calendar_day(first.year, first.month, early + _WEEKDAYS * (count - 1) if count > 0 else late)
    found = day and day.within("week" if is_week else "weekend")
    return replace(dated(found or told.period, told.anchor), approximate=is_week)


def near_unit(words: Words, context: Context) -> Meaning | None:
    """The last, next or present week, month, quarter, year ..."""
    unit, step = words.unit, words.step
    if unit in PARTS_OF_A_DAY or unit == "fortnight" or (unit in ("decade", "century") and step):
        return span_of_units(words, context)
    text = next((word.text for word in words if word.kind in ("last", "next")), "")
    from_previous = text in ("following", "previous", "preceding") or (text == "next" and unit == "day")
    if from_previous and context.previous:
        base = context.previous.within(calendar_unit(unit))
        return dated(base and base.shift(step), "previous")
    base = context.base(unit)
    if words.has("latest") and base:
        return _latest(unit, context, base)
    if unit == "weekend" and not step and context.direction < 0:
        return dated(base and _begun(base, context), "published")
    found = dated(base and base.shift(step), "published")
    return _until_now(found, words, context) if unit in _ROLLING else found


#: Of these the past one goes on until publication.
_ROLLING = ("week", "month", "year")


def _until_now(meaning: Meaning, words: Words, context: Context) -> Meaning:
    """The past year, over the last year: by tradition its value is the year before; its days are twelve months."""
    day = context.base("day")
    over = words[0].kind == "the" and words.has("last") and words.step < 0 and context.before in _OVER
    if day is None or not (over or words.has("past")) or words.name("early", "edge"):
        return meaning
    if meaning.period is None:
        return meaning
    first = periods.moved(day, -1, calendar_unit(words.unit)) or day
    return replace(meaning, earliest=first.first, latest=day.first, approximate=True)


_OVER = ("over", "in", "within", "for", "during", "throughout")


def _begun(weekend: Period, context: Context) -> Period | None:
    """The weekend, or the one before it where it had not begun by publication."""
    ahead = context.published and weekend.first > context.published.first
    return weekend.shift(-1) if ahead else weekend


def _latest(unit: str, context: Context, base: Period) -> Meaning:
    """The latest quarter is the one that was over, unless one was named before."""
    if context.previous and context.previous.unit == unit:
        return dated(context.previous, "previous")
    return dated(base.shift(-1), "published")


def that_unit(words: Words, context: Context) -> Meaning | None:
    """That year, the same day: of the date told before."""
    previous = None if words.unit == "fortnight" else context.previous
    return dated(previous and previous.within(calendar_unit(words.unit)), "previous")


def the_unit(words: Words, context: Context) -> Meaning | None:
    """The year, the month: that of the publication. Of the quarter reports go on telling, so one told before stays.

    Where the verb looks back and another such unit was told before, either may be meant, and none is taken.
    """
    unit, previous = words.unit, context.previous
    base = context.base(unit)
    if unit == "weekend" and base and context.direction <= 0:
        base = _begun(base, context)
    if base and previous and previous.unit == unit and unit in ("quarter", "day"):
        return dated(previous.at(""), "previous")
    if previous and previous.unit == unit and previous != base and context.direction < 0:
        return dated(None, "published")
    if unit == "quarter" and base and context.direction <= 0:
        return dated(base.shift(-1), "published")
    return dated(base, "published")


def near_season(words: Words, context: Context) -> Meaning | None:
    """A season without a year."""
    seasons = [periods.season(words.name("season"), year_) for year_ in years_around(context)]
    base = context.base("season")
    if base is None:
        return dated(None, "published")
    if words.has("this"):
        return dated(seasons[1] if seasons else None, "published")
    if words.step:
        return _beyond(seasons, base, words.step)
    return closest((one for one in seasons if not (one and _hardly_begun(one, context))), context)


def _hardly_begun(one: Period, context: Context) -> bool:
    """Whether a verb in the past can hardly mean a season, which by the sun has not begun by publication."""
    day = context.published
    return context.direction < 0 and day is not None and 0 <= (day.last - one.first).days < _BY_THE_SUN


def season_of_year(words: Words, context: Context) -> Meaning | None:
    """A season of a year."""
    whole = _year_of(words, context)
    if whole is None:
        return dated(None, "published")
    return dated(
        periods.season(words.name("season"), whole.first.year), "explicit" if words.has("year") else "published"
    )


def part_of_year(words: Words, context: Context) -> Meaning | None:
    """A quarter or half of a year, told or the nearest."""
    unit: Unit = "half" if words.has("half") else "quarter"
    count = words.number("ordinal", "q") or -1
    if words.has("year", "fiscal_year", "unit") and _names_year(words):
        whole = _year_of(words, context)
        anchor: Anchor = "explicit" if words.has("year", "fiscal_year") else "published"
        return dated(whole and periods.nth(count, unit, whole), anchor)
    years = (periods.calendar_year(one) for one in years_around(context))
    return closest(
        (periods.nth(count, unit, one) for one in years if one),
        context,
        reach=_REACH * (context.direction > 0),
    )


def _names_year(words: Words) -> bool:
    return words.has("year", "fiscal_year") or any(word.value == "year" for word in words)


def _year_of(words: Words, context: Context) -> Period | None:
    number = words.number("year", "fiscal_year")
    if number is not None:
        return periods.calendar_year(number)
    base = context.base("year")
    return base and base.shift(words.step)


def year_end(words: Words, context: Context) -> Meaning | None:
    """Year-end."""
    return dated(context.base(words.unit), "published")


def clock_time(words: Words, context: Context) -> Meaning | None:
    """A time of day, of the day named with it, told before or of the publication."""
    clock = words.name("clock") if words.has("clock") else _hour(words)
    if not clock:
        return None
    if words.has("month", "month_short"):
        day = calendar_date(words, context)
    elif words.has("weekday", "deictic"):
        day = daypart_of(words, context)
    else:
        told = context.previous if context.previous and context.previous.unit == "day" else None
        day = dated(told or context.base("day"), "previous" if told else "published")
    if day is None or day.period is None:
        return Meaning("TIME", "", "published")
    return dated(day.period.at(clock + words.name("zone")), day.anchor)


def _hour(words: Words) -> str:
    """Eight o'clock, four in the morning."""
    hour, daypart = words.number("small", "number") or 0, words.name("daypart")
    if hour > _NOON:
        return ""
    after_noon = daypart in ("TAF", "TEV") or (daypart == "TNI" and hour >= _EVENING)
    return f"T{hour % _NOON + _NOON * after_noon:02d}:00" if daypart else f"T{hour:02d}:00"


_EVENING, _NOON = 6, 12


def overnight(words: Words, context: Context) -> Meaning | None:
    """The night before the publication day, or before the day that the verb looks ahead to."""
    base = context.base("day")
    night = base and base.shift(-1 if context.direction <= 0 else 0)
    return dated(night and night.at(words.name("overnight")), "published")


OPERATORS: tuple[Operator, ...] = (
    calendar_date, calendar_days, day_of_month, iso_day, month, month_of_year, year, year_in_words, years_joined,
    decade, century, holiday, remembered, weekday, deictic, tonight, daypart, daypart_of, day_beside, around_day,
    part_of_month, near_unit, that_unit, the_unit, near_season, season_of_year, part_of_year, year_end, clock_time,
    overnight,
)  # fmt: skip
