"""Words that count from the publication or from the date told before in; the time that they mean out."""

from __future__ import annotations

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
    years_around,
)
from analysis.rules.periods import Period, Unit
from analysis.rules.points import REACH, beyond, calendar_date, holiday, month, year_of

_WEEKDAYS = 7
_MIDDLE, _SATURDAY = 4, 5
#: Days by which a season begins later by the sun than by the months.
_BY_THE_SUN = 20


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
    found = beyond(candidates, base, words.step) if words.step else closest(candidates, context, default=-1)
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
    if day is None or meaning.period is None or not (over or words.has("past")) or words.name("early", "edge"):
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
        return beyond(seasons, base, words.step)
    return closest((one for one in seasons if not (one and _hardly_begun(one, context))), context)


def _hardly_begun(one: Period, context: Context) -> bool:
    """Whether a verb in the past can hardly mean a season, which by the sun has not begun by publication."""
    day = context.published
    return context.direction < 0 and day is not None and 0 <= (day.last - one.first).days < _BY_THE_SUN


def season_of_year(words: Words, context: Context) -> Meaning | None:
    """A season of a year."""
    whole = year_of(words, context)
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
        whole = year_of(words, context)
        anchor: Anchor = "explicit" if words.has("year", "fiscal_year") else "published"
        return dated(whole and periods.nth(count, unit, whole), anchor)
    years = (periods.calendar_year(one) for one in years_around(context))
    return closest(
        (periods.nth(count, unit, one) for one in years if one),
        context,
        reach=REACH * (context.direction > 0),
    )


def _names_year(words: Words) -> bool:
    return words.has("year", "fiscal_year") or any(word.value == "year" for word in words)


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
    weekday, deictic, tonight, daypart, daypart_of, day_beside, around_day, part_of_month, near_unit, that_unit,
    the_unit, near_season, season_of_year, part_of_year, year_end, clock_time, overnight,
)  # fmt: skip
