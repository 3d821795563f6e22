"""Words that tell how much time or how often in; durations, repetitions and what is counted from a date out.

Vague numbers (few, several, many) are intervals by the convention in lexicons/time_words.toml.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date

from analysis.rules import periods
from analysis.rules.meanings import (
    PARTS_OF_A_DAY,
    Anchor,
    Context,
    Meaning,
    Operator,
    Word,
    Words,
    calendar_unit,
    dated,
)
from analysis.rules.periods import Period

#: TIMEX3 durations: letters after P, or after PT for parts of a day, and how many of them the unit holds.
_LETTERS = {
    "second": ("T", "S", 1), "minute": ("T", "M", 1), "hour": ("T", "H", 1), "day": ("", "D", 1),
    "weekend": ("", "WE", 1), "week": ("", "W", 1), "fortnight": ("", "W", 2), "month": ("", "M", 1),
    "quarter": ("", "Q", 1), "season": ("", "M", 3), "year": ("", "Y", 1), "decade": ("", "Y", 10),
    "century": ("", "Y", 100),
}  # fmt: skip
_HALVES = {"year": "6M", "day": "T12H", "hour": "30M", "minute": "30S"}
_HALF = 0.5
_RECURRING = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}

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
            return f"P{time}X{letter}"
        if self.low == _HALF and self.unit in _HALVES:
            return f"P{time}{_HALVES[self.unit]}"
        number = f"{self.low * factor:g}"
        return f"P{time}{number}{letter}" + (_HALVES.get(self.unit, "") if self.half else "")

    def in_years(self) -> Amount:
        """Decades and centuries as years: a decade ago is the year ten years ago. Half a year is six months."""
        if self.unit == "year" and self.low == _HALF:
            return Amount(6, 6, "month")
        factor = _LETTERS[self.unit][2] if self.unit in ("decade", "century") else 1
        return Amount(self.low * factor, self.high * factor, "year", half=self.half) if factor > 1 else self

    def moved(self, base: Period, sign: int) -> tuple[Period | None, Period | None]:
        """A period moved by the fewest and by the most units that this may be."""
        unit = calendar_unit(self.unit)
        if self.unit in PARTS_OF_A_DAY:
            return base, base
        return periods.moved(base, sign * int(self.low), unit), periods.moved(base, sign * int(self.high), unit)


def amount_of(words: Words) -> Amount | None:
    """The amount that the words tell."""
    if words.unit == "fortnight":
        return _in_weeks(words)
    vague = words.name("vague")
    if vague:
        fewest, _, most = vague.partition("-")
        return Amount(int(fewest), int(most), words.unit)
    numbers = _numbers(words)
    if not numbers and words.has("units") and not words.has("couple"):
        return Amount(2, float("inf"), words.unit)
    numbers = numbers or [float(words.number("couple") or 1)]
    return Amount(min(numbers), max(numbers), words.unit, half=words.has("half", "fraction"))


def _in_weeks(words: Words) -> Amount | None:
    told = amount_of(Words(Word(word.kind, "week", word.text) if word.value == "fortnight" else word for word in words))
    return told and Amount(told.low * 2, told.high * 2, "week")


def _numbers(words: Words) -> list[float]:
    """The numbers among them: one, or two, as in 12 to 18, 10-15 and two or three."""
    found: list[float] = []
    apart = True
    for word in words:
        if word.kind not in ("number", "small", "digits", "decimal", "year"):
            apart = apart or word.kind in ("to", "or")
            continue
        number = float(word.value)
        if apart or not found or not _is_one(found[-1], number):
            found.append(number)
        else:
            found[-1] = found[-1] * number if number >= _HUNDRED else found[-1] + number
        apart = False
    return found


def _is_one(before: float, number: float) -> bool:
    """Whether two numbers in a row are one: twenty-four, two hundred, two hundred five; not 10-15, not three-four."""
    return number >= _HUNDRED or before >= _HUNDRED or (before >= 2 * _TEN and before % _TEN == 0 and number < _TEN)


_TEN, _HUNDRED = 10, 100


def amount(words: Words, context: Context) -> Meaning | None:
    """A duration. After `in` or `within` with a verb that looks ahead it also tells when, from publication."""
    told = amount_of(words)
    if told is None:
        return None
    repeats = context.follows_noun or context.before in ("once", "twice", "thrice")
    if words[0].kind == "a" and len(words) == 2 and repeats:  # noqa: PLR2004
        return Meaning("SET", told.value, "explicit")
    if context.before in ("in", "within") and context.direction > 0 and told.high < float("inf"):
        return _ahead(told, context, within=context.before == "within")
    return Meaning("DURATION", told.value, "explicit")


def _ahead(told: Amount, context: Context, *, within: bool) -> Meaning:
    base = context.base("day") or context.base(told.unit)
    if base is None:
        return Meaning("DURATION", told.value, "published")
    near, far = told.moved(base, 1)
    if told.unit not in ("day", "week", *PARTS_OF_A_DAY):
        near, far = (one and one.within(calendar_unit(told.unit)) for one in (near, far))
    near = base if within else near
    return Meaning("DURATION", told.value, "published", _first(near), _last(far))


def half_a_unit(words: Words, context: Context) -> Meaning | None:
    """Half an hour, half a century ago."""
    told = Amount(1, 1, "week") if words.unit == "fortnight" else Amount(_HALF, _HALF, words.unit)
    if words.has("ago"):
        return _moved(told.in_years(), context.published, -1, anchor="published")
    return Meaning("DURATION", told.value, "explicit")


def span_of_units(words: Words, context: Context) -> Meaning | None:
    """The past two months, the next few days: a duration that ends or begins with the publication.

    What lasted for the next hours began when the story says.
    """
    told, base = amount_of(words), context.base("day")
    if told is None:
        return None
    step = words.step or -1
    if step > 0 > context.direction:
        return Meaning("DURATION", told.value, "previous")
    if base is None or told.high == float("inf"):
        return Meaning("DURATION", told.value, "published")
    far = told.moved(base, step)[1]
    ends = sorted(one.first for one in (base, far) if one)
    return Meaning("DURATION", told.value, "published", ends[0], ends[-1])


def ago(words: Words, context: Context) -> Meaning | None:
    """So many units before publication."""
    return _counted(words, context.published, -1, context=context, anchor="published")


def from_now(words: Words, context: Context) -> Meaning | None:
    """So many units after publication."""
    return _counted(words, context.published, 1, context=context, anchor="published")


def earlier(words: Words, context: Context) -> Meaning | None:
    """So many units before or after the date told before."""
    sign = words.number("earlier") or -1
    meaning = _counted(words, context.previous, sign, context=context, anchor="previous")
    return _compared(meaning) if meaning and sign < 0 and words.unit == "year" else meaning


def _counted(words: Words, start: Period | None, sign: int, *, context: Context, anchor: Anchor) -> Meaning | None:
    told = amount_of(words)
    if told is None:
        return None
    if start and told.value == "P1Y" and sign < 0 and (same := _same_quarter(context)):
        return same
    if told.unit in PARTS_OF_A_DAY and anchor == "previous":
        return Meaning("DURATION", told.value, anchor)
    return _moved(told.in_years(), start, sign, anchor=anchor)


def _moved(told: Amount, start: Period | None, sign: int, *, anchor: Anchor) -> Meaning:
    base = start and start.within(calendar_unit(told.unit))
    if base is None:
        return dated(None, anchor)
    near, far = told.moved(base, sign) if told.high < float("inf") else (base.shift(sign * 2), None)
    if told.low == told.high:
        return dated(near, anchor)
    first, last = (far, near) if sign < 0 else (near, far)
    return Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", anchor, _first(first), _last(last))


def _same_quarter(context: Context) -> Meaning | None:
    """A year ago, where a quarter was told before: that quarter, a year back."""
    previous = context.previous
    if previous is None or previous.unit != "quarter":
        return None
    return _compared(dated(periods.moved(previous, -1, "year"), "previous"))


def _in_year_of(told: Period, published: Period | None) -> bool:
    return published is None or told.first.year == published.first.year


def _compared(meaning: Meaning) -> Meaning:
    """A date that is only compared with (a year earlier). Later dates count from where this one did."""
    return dataclasses.replace(meaning, period=None)


def unit_earlier(words: Words, context: Context) -> Meaning | None:
    """Year-earlier, year-ago: one unit before the date told before, or before publication."""
    unit = next(word.value for word in words if word.kind == "unit")
    if unit == "fortnight" or words.unit == "fortnight":
        return None
    if unit == "year" and (same := _same_quarter(context)):
        return same
    told = context.previous
    if told and words.has("ago") and not _in_year_of(told, context.published):
        told = None
    anchor: Anchor = "previous" if told else "published"
    start = told or context.published
    if start is None:
        return dated(None, anchor)
    wanted = words.unit if words[-1].kind == "unit" else str(unit)
    moved = periods.moved(start, -1, calendar_unit(str(unit)))
    return _compared(dated(moved and moved.within(calendar_unit(wanted)), anchor))


# --- references and repetitions ---------------------------------------------------------------------


def reference(words: Words, context: Context) -> Meaning | None:
    """The past, the present, the future: open where the words set no bound."""
    default = "PAST_REF" if words.has("past", "ago") else "PRESENT_REF"
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
    # What is so now began some day and will end some day: no word says when.
    if day is None or step == 0:
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
    return Meaning("SET", told.value, "explicit") if told else None


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
    return Meaning("SET", value, "explicit") if value else None


def _first(period: Period | None) -> date | None:
    return period.first if period else None


def _last(period: Period | None) -> date | None:
    return period.last if period else None


OPERATORS: tuple[Operator, ...] = (
    amount, half_a_unit, span_of_units, ago, from_now, earlier, unit_earlier, reference, recent_units, every,
    every_weekday, often, while_, unit_by_unit,
)  # fmt: skip
