"""Whatever a document consists of: time expressions stand in its text, and finding them takes what its length takes."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from conftest import document
from cost import PROPORTIONAL, growth
from edtf import parse_edtf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from analysis import lexicons
from analysis.config import Config
from analysis.language import Passage
from analysis.reading import Reading
from analysis.rules import periods
from analysis.rules.meanings import Context, Meaning
from analysis.rules.shapes import TimeRule, TimeWord, lexemes, matches
from analysis.steps.timexes import OPERATORS, timexes
from analysis.tables import Block, Timex

WORDS = sorted(word for entry in lexicons.read("time_words", TimeWord) for word in entry.words)
NUMBERS = ("0", "00", "7", "31", "99", "2014", "12024", "999999999999", "1/2", "3.5", "24:00", "99:99", "1900s", "31st")
SIGNS = ("-", "–", ",", ".", "'s", "[", "]", "/", "$", "°", "\u200b", "\u2028", "٣", "①", "二")
PUBLISHED = st.sampled_from([None, "0001-01-01", "9999-12-31", "9999", "2024", "2024-05", "2024-02-29"])


def unparsed(nlp: Any, text: str, published: str | None = "2024-05-30") -> Reading:
    """A reading of one paragraph of which each word is a sentence: a machine's patience is for the step alone."""
    words = nlp.make_doc(text)
    forms, spaces = [word.text for word in words], [bool(word.whitespace_) for word in words]
    doc = Doc(nlp.vocab, words=forms, spaces=spaces, heads=list(range(len(words))), deps=["ROOT"] * len(words))
    block = Block(doc_id="d.txt", start=0, end=len(text), kind="paragraph")
    return Reading(document(text, published=published), (Passage(block=block, doc=doc),))


def is_sound(row: Timex, text: str) -> bool:
    """Whether a row says what stands there, its days exist in this order, and its EDTF can be read."""
    days = [date.fromisoformat(day) for day in (row.earliest, row.latest) if day]
    return (
        text[row.start : row.end] == row.text
        and days == sorted(days)
        and (row.edtf == "") == (not days)
        and (not row.edtf or str(parse_edtf(row.edtf)) == row.edtf)
    )


@given(
    words=st.lists(st.sampled_from((*WORDS, *NUMBERS, *SIGNS)), min_size=1, max_size=12),
    joint=st.sampled_from((" ", "", "  \n")),
    published=PUBLISHED,
)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_row_of_time_words_raises(nlp: Any, words: list[str], joint: str, published: str | None) -> None:
    """In any order, with any number and any publication date, rows are sound and do not overlap."""
    text = joint.join(words)
    rows = list(timexes(unparsed(nlp, text, published), Config()))
    assert all(is_sound(row, text) for row in rows)
    assert all(one.end <= other.start for one, other in pairwise(rows))


UNITS = sorted(
    word for entry in lexicons.read("time_words", TimeWord) if entry.kind in ("unit", "units") for word in entry.words
)
CONTEXTS = [
    Context(published=published, previous=previous, direction=direction)
    for published in (
        None,
        *map(periods.parse, ("0001-01-01", "9999-12-31", "2024", "2024-Q2", "2024-W22", "2024-05-30")),
    )
    for previous in (None, *map(periods.parse, ("0001-01-01", "9999-12-31", "2024-Q2", "202")))
    for direction in (-1, 0, 1)
]
FRAMES = (
    "{}", "half a {}", "half a {} ago", "the next {}", "the last {}", "the past {}", "that {}", "the same {}",
    "this {}", "the latest {}", "the {}", "every {}", "{} by {}", "two {} ago", "in two {}", "two {} earlier",
    "the {}-ago quarter",
    "year-earlier {}", "the {} before", "the second {} of May 2023", "the {} of May 3", "the past few {}", "recent {}",
    "coming {}", "the {} ahead", "early this {}", "the end of the {}", "past April",
    "this winter", "the first half of the {}", "a {} from now",
)  # fmt: skip


def without_raising(text: str) -> int:
    """How many expressions are in a text, each of which means something or nothing in every context."""
    found = list(matches(lexemes(text)))
    for match, context in itertools.product(found, CONTEXTS):
        meaning = OPERATORS[match.rule.operator](match.words, context)
        if meaning and meaning.earliest and meaning.latest:
            assert meaning.earliest <= meaning.latest
    return len(found)


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_in_every_shape(unit: str) -> None:
    """A fortnight, too, fits where any unit of the calendar does, and no operator raises at it."""
    of_rules = (re.sub(_UNIT, unit, rule.text) for rule in lexicons.read("time_rules", TimeRule))
    assert sum(without_raising(text) for text in (*of_rules, *(frame.replace("{}", unit) for frame in FRAMES))) > 50


_UNIT = rf"\b({'|'.join(UNITS)})\b"


@pytest.mark.parametrize("rule", lexicons.read("time_rules", TimeRule), ids=lambda rule: rule.name)
def test_whatever_a_shape_allows(rule: TimeRule) -> None:
    """Words of every shape in any choice that it leaves are computed, or mean nothing."""
    chance = random.Random(1)  # noqa: S311 - the same text each time
    for _ in range(40):
        without_raising(_spelt(rule.pattern, chance))


def _spelt(pattern: str, chance: random.Random) -> str:
    """Words of the classes that a pattern names, some left out; a number for each numeral and group."""
    kinds = re.findall(r"[A-Za-z_]+", pattern)
    return " ".join(chance.choice(OF_KIND.get(kind, NUMBERS)) for kind in kinds if chance.random() < _KEPT)


_KEPT = 0.8
OF_KIND = {entry.kind: sorted(entry.words) for entry in lexicons.read("time_words", TimeWord)}


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("The war ended on 31 December 9999. That week the army left.", "2024-05-30"),
        ("This week the army left.", "9999-12-31"),
        ("It will be cold in the winter of 9999, and this winter.", "9999-12-30"),
    ],
)
def test_the_last_day_of_the_calendar_is_in_no_week(nlp: Any, text: str, published: str) -> None:
    """A week or a season that goes on beyond it has no value."""
    rows = list(timexes(unparsed(nlp, text, published), Config()))
    assert all(is_sound(row, text) for row in rows)
    assert rows[-1].value == ""


def test_what_cannot_be_computed_means_nothing(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An operator that fails at the calendar costs its expression and no more."""

    def beyond(*_: object) -> Meaning:
        raise OverflowError

    monkeypatch.setitem(OPERATORS, "year", beyond)
    text = "It was built in 1999 and on 3 May 2001."
    assert [row.text for row in timexes(unparsed(nlp, text), Config())] == ["3 May 2001"]


@given(text=st.text(max_size=200), published=PUBLISHED)
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_raises(nlp: Any, text: str, published: str | None) -> None:
    """Characters of any kind are words of no class."""
    if text:
        assert all(is_sound(row, text) for row in timexes(unparsed(nlp, text, published), Config()))


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_every_class_beside_every_other_at_the_ends_of_time(nlp: Any, published: str) -> None:
    """Where there is no day before or after, there is no value."""
    chance = random.Random(1)  # noqa: S311 - the same text each time
    text = ". ".join(" ".join(chance.choices((*WORDS, *NUMBERS), k=4)) for _ in range(150))
    rows = list(timexes(unparsed(nlp, text, published), Config()))
    assert len(rows) > 25
    assert all(is_sound(row, text) for row in rows)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda n: "On Friday 3 May 2024 it rained. " * n, id="one date"),
        pytest.param(
            lambda n: " ".join(f"It rained on {1 + i % 28} May {1600 + i % 400}." for i in range(n)), id="many"
        ),
        pytest.param(lambda n: "In the second half they lost. " * n, id="halves"),
        pytest.param(lambda n: "last " * 4 * n, id="one word"),
        pytest.param(lambda n: "twenty-" * 4 * n + "four days", id="one number"),
        pytest.param(lambda n: "2014-" * 4 * n, id="one span"),
        pytest.param(lambda n: "In Christmas 1914 and Easter 1916. " * n, id="named days"),
        pytest.param(lambda n: "a few weeks later " * n, id="counted on and on"),
    ],
)
def test_cost_grows_with_the_text(nlp: Any, make: Callable[[int], str]) -> None:
    """Ten thousand dates take ten times as long as a thousand, and no longer."""
    made = {count: unparsed(nlp, make(count)) for count in (250, 4_000)}
    assert growth(lambda count: lambda: list(timexes(made[count], Config())), size=4_000) < PROPORTIONAL


def test_ten_thousand_dates_are_ten_thousand_rows(nlp: Any) -> None:
    """None is lost, and each has its own place."""
    text = "On 3 May 2024 it rained. " * 10_000
    rows = list(timexes(unparsed(nlp, text), Config()))
    assert len({row.start for row in rows}) == 10_000
    assert {row.value for row in rows} == {"2024-05-03"}
