"""EDTF: days become the fewest units of the calendar, and the text is one that the format knows."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.rules.edtf import edtf, units
from analysis.tables import Granularity

#: Level 1, as far as it is used here: a year, a decade, a century, a month, a day, rough or not; open ends.
_UNIT = r"(?:\d{2}XX|\d{3}X|\d{4}(?:-\d\d(?:-\d\d)?)?)~?"
_EDTF = re.compile(rf"{_UNIT}(?:/{_UNIT})?|\d{{4}}-\d\d-\d\d/\.\.|\.\./\d{{4}}-\d\d-\d\d")


@pytest.mark.parametrize(
    ("earliest", "latest", "granularity", "text"),
    [
        ("1900-01-01", "1999-12-31", "century", "19XX"),
        ("1900-01-01", "1999-12-31", "year", "1900/1999"),
        ("1900-01-01", "1909-12-31", "decade", "190X"),
        ("2021-12-01", "2022-02-28", "season", "2021-12/2022-02"),
        ("2024-06-10", "2024-06-16", "week", "2024-06-10/2024-06-16"),
        (None, "2024-06-16", "open", "../2024-06-16"),
        ("0001-01-01", "9999-12-31", "open", "0001/9999"),
        (None, None, None, ""),
    ],
)
def test_the_fewest_units_that_span_the_days(
    earliest: str | None, latest: str | None, granularity: Granularity | None, text: str
) -> None:
    """A century only where it was told as one; what no unit names is an interval of the finest that does."""
    assert edtf(earliest, latest, granularity, approximate=False) == text


DAYS = st.tuples(st.dates(), st.dates()).map(sorted)


@given(DAYS, st.sampled_from(["day", "year", "decade", "century", "open"]), st.booleans())
def test_any_days_are_well_formed_and_their_units_begin_and_end_with_them(
    days: list[date],
    granularity: Granularity,
    approximate: bool,  # noqa: FBT001 - given by Hypothesis
) -> None:
    """Whatever the days, the text is EDTF, and no unit of it is finer than the days are whole."""
    earliest, latest = (one.isoformat() for one in days)
    assert _EDTF.fullmatch(edtf(earliest, latest, granularity, approximate=approximate))
    found = units(earliest, latest, granularity)
    assert earliest.startswith(found[0].rstrip("X"))
    assert latest.startswith(found[-1].rstrip("X"))
