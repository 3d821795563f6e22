"""Days as EDTF: what is written is what the package that reads EDTF understands."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from analysis.rules import periods
from analysis.rules.edtf import edtf

DAYS = st.dates(min_value=date(1000, 1, 1))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("earliest", "latest", "approximate", "written"),
    [
        ("2024-05-30", "2024-05-30", False, "2024-05-30"),
        ("2024-05-30", "2024-05-30", True, "2024-05-30~"),
        ("2024-05-01", "2024-05-31", False, "2024-05"),
        ("2014-01-01", "2014-12-31", True, "2014~"),
        ("2000-01-01", "2009-12-31", False, "200X"),
        ("1900-01-01", "1999-12-31", False, "19XX"),
        ("1900-01-01", "1999-12-31", True, "1900~/1999~"),
        ("2023-12-01", "2024-02-29", True, "2023-24"),
        ("2024-03-01", "2024-05-31", False, "2024-21"),
        ("2023-07-01", "2023-09-30", False, "2023-07/2023-09"),
        ("2014-01-01", "2016-12-31", False, "2014/2016"),
        ("2024-06-13", "2024-07-11", True, "2024-06-13~/2024-07-11~"),
        ("2024-05-30", "", False, "2024-05-30/.."),
        ("", "2024-05-30", True, "../2024-05-30~"),
        ("9999-12-31", "9999-12-31", False, "9999-12-31"),
        ("", "", True, ""),
    ],
)
def test_days_are_written(earliest: str, latest: str, approximate: bool, written: str) -> None:  # noqa: FBT001
    """A unit of the calendar is written as one, any other stretch as an interval; what is unknown is empty."""
    assert edtf(day(earliest), day(latest), approximate=approximate) == written


@given(one=DAYS, other=DAYS, approximate=st.booleans())
def test_a_stretch_of_days_is_read_as_it_was_meant(one: date, other: date, *, approximate: bool) -> None:
    """The package reads the same first and last day."""
    earliest, latest = sorted((one, other))
    assert bounds(edtf(earliest, latest, approximate=approximate)) == (earliest, latest)


@given(at=DAYS, unit=st.sampled_from(periods.UNITS), approximate=st.booleans())
def test_a_period_is_read_as_it_was_meant(at: date, unit: periods.Unit, *, approximate: bool) -> None:
    """So it does for every unit, but for winter, of which it knows December only."""
    period = periods.containing(unit, at)
    if period is None or period.value.endswith("WI"):
        return
    assert bounds(edtf(period.first, period.last, approximate=approximate)) == (period.first, period.last)


@given(at=DAYS, approximate=st.booleans())
def test_an_open_end_can_be_read(at: date, *, approximate: bool) -> None:
    """The package takes it; its bounds would be infinite."""
    for written in (edtf(at, None, approximate=approximate), edtf(None, at, approximate=approximate)):
        assert str(parse_edtf(written)) == written


def bounds(written: str) -> tuple[date, date]:
    read = parse_edtf(written)
    first, last = (date(*moment[:3]) for moment in (read.lower_strict(), read.upper_strict()))
    return first, last
