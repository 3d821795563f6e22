"""Periods: value and days come from one thing, and nothing outside the calendar raises."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.rules import periods

DAYS = st.dates(min_value=date(1000, 1, 1))
UNITS = st.sampled_from(periods.UNITS)


@pytest.mark.parametrize(
    ("value", "first", "last", "granularity"),
    [
        ("2024-05-30", "2024-05-30", "2024-05-30", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024-W01", "2024-01-01", "2024-01-07", "week"),
        ("2020-W53", "2020-12-28", "2021-01-03", "week"),
        ("2024-W01-WE", "2024-01-06", "2024-01-07", "week"),
        ("2023-Q3", "2023-07-01", "2023-09-30", "quarter"),
        ("2023-H2", "2023-07-01", "2023-12-31", "year"),
        ("2023-WI", "2023-12-01", "2024-02-29", "season"),
        ("2024-SP", "2024-03-01", "2024-05-31", "season"),
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("200", "2000-01-01", "2009-12-31", "decade"),
        ("19", "1900-01-01", "1999-12-31", "century"),
        ("9999-12-31", "9999-12-31", "9999-12-31", "day"),
        ("9999", "9999-01-01", "9999-12-31", "year"),
        ("2024-05-30TMO", "2024-05-30", "2024-05-30", "day"),
    ],
)
def test_a_value_names_its_days(value: str, first: str, last: str, granularity: str) -> None:
    """A TIMEX3 value gives its first and last day and its granularity, and is given back unchanged."""
    period = periods.parse(value)
    assert period is not None
    assert (str(period.first), str(period.last), period.granularity) == (first, last, granularity)
    assert period.value == value


@pytest.mark.parametrize(
    "value", ["", "PXW", "FUTURE_REF", "2024-02-31", "2024-13", "0000", "12024", "2023-W53", "000", "00", "XXXX-05"]
)
def test_what_names_no_period_is_none(value: str) -> None:
    """Durations, references and days that do not exist are no period."""
    assert periods.parse(value) is None


@given(day=DAYS, unit=UNITS)
def test_every_day_lies_in_its_period_and_the_value_leads_back(day: date, unit: periods.Unit) -> None:
    """The period of a unit that holds a day begins and ends around it, and its value parses to itself."""
    period = periods.containing(unit, day)
    assert period is not None
    assert period.first <= day <= period.last or unit == "weekend"
    assert periods.parse(period.value) == period


@given(day=st.dates(), unit=UNITS, count=st.integers(-20_000, 20_000))
def test_shifting_there_and_back_arrives_or_leaves_the_calendar(day: date, unit: periods.Unit, count: int) -> None:
    """Shifted by n and by -n a period is the same again; where there is no calendar left it is None."""
    period = periods.containing(unit, day)
    moved = period and period.shift(count)
    assert moved is None or moved.shift(-count) == period


@given(day=DAYS, unit=UNITS)
def test_periods_follow_each_other_without_a_gap(day: date, unit: periods.Unit) -> None:
    """The next period begins on the day after the last one's end (weekends, five days later)."""
    period = periods.containing(unit, day)
    after = period and period.shift(1)
    if period and after:
        assert (after.first - period.last).days == (6 if unit == "weekend" else 1)


@pytest.mark.parametrize(
    ("count", "unit", "whole", "value"),
    [
        (3, "quarter", "2024", "2024-Q3"),
        (-1, "half", "1989", "1989-H2"),
        (5, "quarter", "2024", None),
        (1, "year", "2024-05", None),
        (2, "week", "2024-05", "2024-W19"),
    ],
)
def test_parts_are_counted_within_the_whole(count: int, unit: periods.Unit, whole: str, value: str | None) -> None:
    """The nth part of a period lies in it, or there is none."""
    period = periods.parse(whole)
    assert period is not None
    found = periods.nth(count, unit, period)
    assert (found and found.value) == value


def test_a_finer_unit_cannot_be_told_from_a_coarser_one() -> None:
    """Of a year one knows the decade and not the week."""
    year = periods.parse("2024")
    assert year is not None
    assert year.within("week") is None
    decade = year.within("decade")
    assert decade is not None
    assert decade.value == "202"


@pytest.mark.parametrize(
    ("last", "granularity"),
    [
        *[("2024-01-01", "day"), ("2024-01-02", "week"), ("2024-01-07", "week"), ("2024-01-31", "month")],
        *[("2024-02-01", "quarter"), ("2024-12-31", "year"), ("2025-01-01", "decade"), ("2033-12-31", "decade")],
        *[("2034-01-02", "century"), ("2124-01-02", "open")],
    ],
)
def test_a_stretch_of_days_is_as_fine_as_its_width_allows(last: str, granularity: str) -> None:
    """Days that no unit names get the finest granularity that is wide enough."""
    assert periods.granularity_of(date(2024, 1, 1), date.fromisoformat(last)) == granularity
