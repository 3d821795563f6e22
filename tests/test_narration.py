"""Dates that another sentence gives: what a paragraph goes on to tell, a headline, and the news of the day."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cost import PROPORTIONAL, growth

from analysis import lexicons
from analysis.reading import Reading
from analysis.rules import narration, same_events
from analysis.rules.predicates import EventWords
from analysis.tables import Event, Timex

PUBLISHED = "2024-05-30"
TUESDAY = "2024-05-28"
Read = Callable[..., Reading]


def days(read: Read, text: str, published: str | None = PUBLISHED) -> dict[str, str]:
    """The date of each event in EDTF, by the word that tells of it."""
    rows = read(text, published=published).rows(Event)
    return {text[slice(*row.predicate)]: row.edtf for row in rows}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On Tuesday a fire destroyed the hall. The fire injured two guards.", f"{TUESDAY}~"),
        ("On Tuesday Barack Obama opened a museum. He injured a guard.", f"{TUESDAY}~"),
        ("On Tuesday Barack Obama opened a museum. Obama injured a guard.", f"{TUESDAY}~"),
        ("On Tuesday a fire destroyed the hall. The hall was large. The fire injured two guards.", ""),
        ("On Tuesday the police arrested the guard. The guard injured two men.", ""),
        ("On Tuesday Barack Obama opened a museum. Joe Biden injured a guard.", ""),
        ("On Tuesday a fire destroyed the hall. The fire had injured two guards.", ""),
        ("On Tuesday a fire destroyed the hall. The firm later injured two guards.", ""),
        ("On Tuesday a fire destroyed the hall.\n\nThe fire injured two guards.", ""),
        ("On Tuesday a fire destroyed the hall. The fire injured guards for three hours.", ""),
        ("In May 2019 a fire destroyed the hall. The fire injured two guards.", ""),
        ("Three days ago a fire destroyed the hall. The fire injured two guards.", ""),
        ("In Tuesday's deal the firm sold the hall. The firm injured two guards.", ""),
        ("A fire that began on Tuesday destroyed the hall. The fire injured two guards.", ""),
        ("On Tuesday a fire destroyed the hall. In 2019 it burned too. The fire injured two guards.", ""),
    ],
)
def test_a_paragraph_goes_on_to_tell_of_the_same_day(read: Read, text: str, day: str) -> None:
    """In the past tense, of what was spoken of, behind a sentence that gives one day, within the paragraph."""
    assert days(read, text)["injured"] == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Airbus wins order\n\nMay 30, 2024\n\nAirbus has won an order from the army.",
         {"wins": f"{PUBLISHED}~", "won": f"{PUBLISHED}~"}),
        ("Airbus wins order\n\nMay 30, 2024\n\nAirbus won an order from the army on Tuesday.",
         {"wins": f"{TUESDAY}~", "won": TUESDAY}),
        ("Airbus wins order\n\nMay 30, 2024\n\nAirbus said on Tuesday that it won an order.", {"wins": f"{TUESDAY}~"}),
        ("Airbus wins order\n\nAirbus has won an order from the army.", {"wins": "", "won": ""}),
        ("Museum opens\n\nAirbus won an order from the army on Tuesday.", {"opens": "", "won": TUESDAY}),
        ("Airbus to buy factory\n\nMay 30, 2024\n\nAirbus will buy a factory in Wales.", {"buy": ""}),
        ("Airbus wins order\n\nMay 30, 2024\n\nAirbus had won an order from the army.", {"won": ""}),
        ("Airbus wins order\n\nMay 30, 2024\n\nAirbus is large.\n\nAirbus won an order from the army.", {"won": ""}),
    ],
)  # fmt: skip
def test_headline_and_first_sentence_tell_the_news_of_the_day(read: Read, text: str, expected: dict[str, str]) -> None:
    """When the first sentence says, or on the day of the dateline; without one they have no date."""
    found = days(read, text)
    assert {word: found[word] for word in expected} == expected


def test_a_day_that_was_only_assumed_dates_no_news(read: Read) -> None:
    """The dateline must give the very day of publication."""
    text = "Airbus wins order\n\nMay 29, 2024\n\nAirbus has won an order from the army."
    assert set(days(read, text).values()) == {""}


def test_the_row_points_to_the_words_that_date_it(read: Read) -> None:
    """The time expression of such a row stands outside its passage, and its date is approximate."""
    text = "On Tuesday a fire destroyed the hall. The fire injured two guards."
    *_, row = read(text, published=PUBLISHED).rows(Event)
    assert row.timex is not None
    assert (text[slice(*row.timex)], row.approximate, same_events.is_handed(row)) == ("Tuesday", True, True)


def test_what_a_passage_states_goes_before(read: Read) -> None:
    """Of two passages of an event the one that states a month is believed before the day of another sentence."""
    rows = read("Airbus wins order\n\nMay 30, 2024\n\nAirbus has won an order.", published=PUBLISHED).rows(Event)
    own = {"approximate": False, "timex": rows[0].predicate, "latest": "2024-06-30", "rule": "verb.win"}
    stated = rows[0].model_copy(update=own)
    assert same_events.narrowest([*rows, stated]) == stated


def test_behind_a_judgement_stand_its_grounds(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody is arrested for was earlier; without the entry it would be of the day of the arrest."""
    (entry,) = (one for one in lexicons.read("event_words", EventWords) if one.role == "judging")
    assert days(read, entry.example)["injured"] == ""
    monkeypatch.setattr(narration, "words_of", lambda _: {})
    assert days(read, entry.example)["injured"] == f"{TUESDAY}~"


def test_every_word_of_another_time_does_its_work(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done later has no date; without the entry it would have that of the sentence before."""
    (entry,) = (one for one in lexicons.read("event_words", EventWords) if one.role == "moved")
    assert days(read, entry.example)["sold"] == ""
    monkeypatch.setattr(narration, "words_of", lambda _: {})
    assert days(read, entry.example)["sold"] != ""


def test_costs_in_proportion_to_the_text(read: Read) -> None:
    """A paragraph of many sentences, each with a date or without one, takes as many times as long as one."""

    def work(size: int) -> Callable[[], object]:
        reading = read("On Tuesday a fire destroyed the hall. The fire injured two guards. " * (size // 16))
        return lambda: narration.handed_down(reading.passages, reading.rows(Timex), PUBLISHED)

    assert growth(work, size=320) < PROPORTIONAL
