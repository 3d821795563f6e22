"""A date as somebody wrote it in, the same as EDTF out: a year, a month or a day, and never more than is written."""

from __future__ import annotations

import functools
import re
from datetime import date, datetime

_TIME_OF_DAY = re.compile(r"[T ]\d\d:?\d\d.*$")
_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}(?=$|[T ]\d)", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|^(?:19|20)\d{6}(?:\d{6})?$", re.ASCII)
_NUMBERS = re.compile(r"(?<!\d)(?<!\d[-/.])(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)", re.ASCII)
_MONTH_NAMES = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
)
_MONTH = re.compile(rf"\b{_MONTH_NAMES}|\d[-/.]\d|\d{{8}}", re.IGNORECASE)
#: A day where it can be nothing else: beside its month, or in numbers alone. Not the 3 of "Vol. 3, March 2020".
_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\.?[\s/-]{{0,2}}(?:of\s)?{_MONTH_NAMES}"
    rf"|\b{_MONTH_NAMES}\.?[\s/-]{{0,2}}\d{{1,2}}(?:st|nd|rd|th)?(?!\d)"
    r"|\d[-/.]\d{1,2}[-/.]\d|\d{8}",
    re.IGNORECASE,
)
_NO_ASCII = re.compile(r"[^ -~]+")
_MONTHS = 12
_LONGEST = 200
#: What programs write for a day they do not know: the first of Unix time, and the first of all.
_UNKNOWN = ("1970-01-01", "0001-01-01")


def edtf_date(value: str) -> str:
    """A calendar date as EDTF level 0, to the day at most: `2024`, `2024-05`, `2024-05-30`. Raises ValueError."""
    day = _TIME_OF_DAY.sub("", value.strip())
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", day, re.ASCII):
        raise ValueError(f"{value!r} is no date: write 2024, 2024-05 or 2024-05-30")
    try:
        date.fromisoformat(day + "0000-01-01"[len(day) :])
    except ValueError:
        raise ValueError(f"{value!r} is no date: there is no such day") from None
    return day


def written(words: str) -> str:
    """The day, month or year that words name: what they give and no more. Raises ValueError, which says why not.

    The day is that of the words: a time zone is not reckoned with. Numbers like 03/04/2020 have two readings.
    """
    if words.startswith(_UNKNOWN):
        raise ValueError("what programs write for a day they do not know")
    if len(words) > _LONGEST:
        raise ValueError("too long for a date")
    if iso := _ISO.match(words):
        return _existing(iso.group())
    if two := _two_readings(words):
        raise ValueError(f"two readings: {two}")
    if not _YEAR.search(words):
        raise ValueError("no year in it")
    return _parsed(_NO_ASCII.sub(" ", words))


def full_day(words: str) -> str | None:
    """The day that a dateline names in full. One without its year, or with two readings, names none."""
    try:
        day = written(words.partition("|")[0][:_LONGEST].strip())
    except ValueError:
        return None
    return day if len(day) == len(_UNKNOWN[0]) else None


def _existing(day: str) -> str:
    try:
        return edtf_date(day)
    except ValueError:
        raise ValueError("there is no such day") from None


def _two_readings(words: str) -> str | None:
    """Both days that numbers may mean, where they may."""
    numbers = _NUMBERS.search(words)
    if not numbers:
        return None
    first, second, year = map(int, numbers.groups())
    if first == second or max(first, second) > _MONTHS:
        return None
    return f"{year:04}-{second:02}-{first:02} or {year:04}-{first:02}-{second:02}"


def _parsed(words: str) -> str:
    from dateutil import parser

    # Two defaults that have no part in common, and no week, show which parts the words themselves give.
    # Both months have 31 days, so that a day alone fits them.
    defaults = (datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2001-03-15"))
    parse = functools.partial(parser.parse, words, fuzzy=True, ignoretz=True)
    try:
        first, second = (parse(default=default).date() for default in defaults)
    except (ValueError, OverflowError) as fault:
        # dateutil names the calendar's own error as the cause where the parts were read and make no day.
        impossible = fault.__cause__ and _MONTH.search(words)
        raise ValueError("there is no such day" if impossible else "no date that can be read") from None
    # The last two digits of a year would be completed by the clock.
    if first.year != second.year or f"{first.year:04}" not in words:
        raise ValueError("no year in it")
    if first.month != second.month or not _MONTH.search(words):
        return f"{first.year:04}"
    return first.isoformat() if first == second and _DAY.search(words) else first.isoformat()[: len("2000-01")]
