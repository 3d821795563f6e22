"""Events: what happens is told apart from what is or is thought, dates come by syntax only, the same is merged."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from conftest import document
from cost import PROPORTIONAL, growth
from spacy.tokens import Doc
from spacy.vocab import Vocab

from analysis import lexicons
from analysis.config import Config
from analysis.language import Passage
from analysis.reading import Reading
from analysis.rules import dating, occurring, periods, predicates, same_events, tellings
from analysis.steps import events
from analysis.tables import Block, Claim, Document, Event, Tables, Timex, derive_id

PUBLISHED = "2024-05-30"
Read = Callable[..., Reading]
FACTS: dict[str, Any] = {
    "doc_id": "d.txt", "label": "asserted", "quotation": "none", "attribution_id": None, "source_kind": "article",
    "source_start": None, "source_end": None, "source_text": None, "source_actor": None, "cue_start": None,
    "cue_end": None, "cue_text": None, "facets": (), "actors": ("state:KP", "state:RU"), "dates": (),
    "quantities": (), "checkworthy": True, "checkworthiness": 1.0,
    "factuality": 3.0, "rule": "hand", "score": None,
}  # fmt: skip


def claim(text: str, start: int = 0, **known: Any) -> Claim:
    """A claim made by hand, whose statement is its text."""
    at = {"claim_id": derive_id("claim", text, start), "start": start, "end": start + len(text), "text": text}
    return Claim(**{**FACTS, **at, "statement": text, **known})


def told(
    read: Read, text: str, published: str | None = PUBLISHED, part: str | None = None, **known: Any
) -> list[Event]:
    """The events of one hand-made claim, which is the text without its full stop or a part of it."""
    reading = read(text, until="attributions", published=published)
    words = part or text.rstrip(".")
    reading = reading.with_rows(Claim, (claim(words, text.index(words), **known),))
    return list(events.events(reading, Config()))


@pytest.mark.parametrize(
    ("label", "facets", "status"),
    [
        ("asserted", (), "happened"),
        ("reported", (), "reported"),
        ("reported", ("hearsay",), "reported"),
        ("hedged", (), "reported"),
        ("hedged", ("future",), "predicted"),
        ("predicted", ("future",), "predicted"),
        ("asserted", ("planned",), "planned"),
        ("reported", ("planned",), "planned"),
        ("denied", (), "denied"),
        ("denied", ("planned",), "denied"),
    ],
)
def test_the_status_follows_label_and_facets(label: str, facets: tuple[str, ...], status: str) -> None:
    """Only what is asserted flatly has happened; plans, predictions and denials stay what they are."""
    assert tellings.status_of(claim("the envoy travelled", label=label, facets=facets)) == status


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("The president is pleased with the result.", {}),
        ("The two states have excellent relations.", {}),
        ("The offer seems generous.", {}),
        ("The neighbours fear a new war.", {}),
        ("The ministers often condemn the press.", {}),
        ("The minister resigned.", {"label": "opinion"}),
        ("They know how the state supplies the army.", {"part": "how the state supplies the army"}),
        ("The army did not intend to invade the island.", {"facets": ("planned", "negated")}),
        ("The hall holds five hundred guests.", {}),
        ("The ministry did not respond.", {"facets": ("negated",)}),
        ("The ship cannot fly.", {"facets": ("negated",)}),
        ("The witness did not refuse to answer.", {"facets": ("negated",)}),
        (
            "The bank did not confirm that the chief had resigned.",
            {"facets": ("negated",), "part": "The bank did not confirm"},
        ),
        ("The envoy would like to visit the island.", {}),
        ("The state promised not to invade the island.", {"facets": ("planned",)}),
        ("The court has often released prisoners.", {}),
        ("The bridge is used by farmers.", {}),
        ("The ruling raised doubts about the vote.", {}),
        ("Every mistake could cause an accident.", {"label": "predicted"}),
        ("The agency is monitoring the border.", {}),
        ("The two states are cooperating with each other.", {}),
        ("Tensions are escalating day by day.", {}),
        ("The confirmation sparked a debate.", {}),
        ("The report used new pictures.", {}),
        ("The conflict continues to escalate.", {}),
        ("The port must close.", {}),
        ("The council has to close the port.", {}),
        ("The crew can lower the boats.", {"facets": ("possible",)}),
        ("If it rains, the club will cancel the match.", {"label": "predicted"}),
        ("The war could give them a pretext.", {"label": "predicted", "facets": ("possible",)}),
        ("The crew will be prepared for anything.", {"label": "predicted"}),
        ("They have long made their choice.", {"actors": ()}),
        ("The press dubbed the minister a fox.", {}),
        ("The minister said so.", {}),
        ("The rocket nearly hit the school.", {}),
        ("Bates could have been given more money.", {"label": "hedged", "facets": ("possible",)}),
        ("I want to thank the crew on Monday.", {"facets": ("planned",)}),
        ("The visitors still held her honour.", {}),
        (
            "The police plans to question both Staunton and Read on 27 February.",
            {"part": "Read on 27 February", "facets": ("planned",)},
        ),
        (
            "It is unclear whether the army fired the rocket.",
            {"part": "the army fired the rocket", "label": "reported"},
        ),
        ("Without aid the state would lose the war.", {"label": "predicted"}),
    ],
)
def test_states_opinions_and_habits_are_no_events(read: Read, text: str, known: dict[str, Any]) -> None:
    """What is, what is thought, what is usual, what is only asked or wished and what did not happen is no event."""
    assert told(read, text, **known) == []


@pytest.mark.parametrize(
    ("text", "known", "status", "days"),
    [
        ("The president visited the capital last year.", {}, "happened", ("2023-01-01", "2023-12-31", "year")),
        ("In September 2022 the two states signed a treaty.", {}, "happened", ("2022-09-01", "2022-09-30", "month")),
        ("The president aims to visit the capital.", {"facets": ("planned",)}, "planned", (None, None, None)),
        ("The president will visit the capital this year.", {"label": "predicted"}, "predicted",
         (PUBLISHED, "2024-12-31", "year")),
        ("The army may invade the island in the near future.", {"label": "hedged"}, "predicted",
         (PUBLISHED, None, "open")),
        ("The state started to negotiate with its neighbour in May 2023.", {}, "happened",
         ("2023-05-01", "2023-05-31", "month")),
        ("The army has shelled the town since 2022.", {}, "happened", ("2022-01-01", None, "open")),
        ("The army shelled the town until May 2023.", {}, "happened", (None, "2023-05-31", "open")),
        ("The ministers met on 24 and 25 April 2023.", {}, "happened", ("2023-04-24", "2023-04-25", "week")),
        ("The army shelled the town between 3 and 9 May 2023.", {}, "happened", ("2023-05-03", "2023-05-09", "week")),
        ("The army shelled the town from 3 to 9 May 2023.", {}, "happened", ("2023-05-03", "2023-05-09", "week")),
        ("The minister will resign no later than June 15.", {}, "predicted", ("2024-05-30", "2024-06-15", "month")),
        ("The law applied from 1 May 2023.", {}, "happened", ("2023-05-01", None, "open")),
        ("The ministers met on April 24, 25 and 26, 2023.", {}, "happened", ("2023-04-24", "2023-04-26", "week")),
        ("The kingdom halted payments to May 2023.", {}, "happened", (None, "2023-05-31", "open")),
        ("The army shelled the town through 2023.", {}, "happened", (None, "2023-12-31", "open")),
        ("The army shelled the town through the summer of 2023.", {}, "happened",
         ("2023-06-01", "2023-08-31", "season")),
        ("Both parties deny the affair.", {}, "happened", (None, None, None)),
        ("There was an attack on the port.", {}, "happened", (None, None, None)),
        ("The party raised taxes in May 2023.", {}, "happened", ("2023-05-01", "2023-05-31", "month")),
        ("The premier called an election in March 2020.", {}, "happened", ("2020-03-01", "2020-03-31", "month")),
        ("The blast caused a fire.", {}, "happened", (None, None, None)),
        ("The court allowed the march.", {}, "happened", (None, None, None)),
        ("The club named a new coach on Tuesday.", {}, "happened", ("2024-05-28", "2024-05-28", "day")),
        ("Every member voted.", {}, "happened", (None, None, None)),
        ("The witness refused to answer.", {"facets": ("negated",)}, "happened", (None, None, None)),
        ("The witness declined to answer.", {"facets": ("planned", "negated")}, "happened", (None, None, None)),
        ("Between 2015 and 2018 the city built two bridges.", {}, "happened", ("2015-01-01", "2018-12-31", "decade")),
        ("The empire ruled the islands from 1914 to 1918.", {}, "happened", ("1914-01-01", "1918-12-31", "decade")),
        ("The club may not sell the stadium.", {"facets": ("negated", "possible")}, "predicted", (None, None, None)),
        ("The dam opened in 2015 and closed in 2018.", {}, "happened", ("2015-01-01", "2015-12-31", "year")),
        ("The summit was due to take place on 3 May 2024.", {}, "planned", ("2024-05-03", "2024-05-03", "day")),
        ("Airline to buy twenty new jets", {}, "planned", (None, None, None)),
        ("Bank to be compensated for losses", {}, "planned", (None, None, None)),
        ("The ministers are to meet on 14 August 2030.", {}, "planned", ("2030-08-14", "2030-08-14", "day")),
        ("The committee is set to vote in June 2030.", {}, "planned", ("2030-06-01", "2030-06-30", "month")),
        ("The bridge was scheduled to open in 2031.", {}, "planned", ("2031-01-01", "2031-12-31", "year")),
        ("The concert was cancelled on 2 May 2024.", {}, "happened", ("2024-05-02", "2024-05-02", "day")),
        ("The summit of ministers on 3 May 2024 was cancelled.", {}, "happened", (None, None, None)),
        ("The match was postponed until 5 June 2030.", {}, "happened", (None, None, None)),
        ("The bridge opened on 5 June 2035.", {}, "predicted", ("2035-06-05", "2035-06-05", "day")),
        ("The museum has been closed from May 2022.", {}, "happened", ("2022-05-01", None, "open")),
        ("The museum closed before 2020.", {}, "happened", (None, "2019-12-31", "open")),
        ("The fares rose after May 2022.", {}, "happened", ("2022-06-01", None, "open")),
        ("The bridge will open by 2026.", {"label": "predicted"}, "predicted", ("2024-05-30", "2026-12-31", "decade")),
        ("The company agreed to buy the factory.", {}, "planned", (None, None, None)),
        ("The company has chosen to buy the factory.", {}, "planned", (None, None, None)),
        ("The minister is known to have visited the island in March.", {"label": "reported"}, "reported",
         ("2024-03-01", "2024-03-31", "month")),
        ("The company agreed on Monday to buy the factory.", {}, "happened", ("2024-05-27", "2024-05-27", "day")),
        ("The company agreed to buy the factory in 2031.", {}, "planned", ("2031-01-01", "2031-12-31", "year")),
        ("The company is preparing to buy the factory.", {}, "planned", (None, None, None)),
        ("The state is expected to launch a rocket.", {"label": "predicted"}, "predicted", (None, None, None)),
        ("The state is going to launch a rocket.", {"label": "predicted"}, "predicted", (None, None, None)),
        ("The envoy tried to persuade the king.", {}, "happened", (None, None, None)),
        ("Russia rejected the reports.", {"label": "denied", "cue_start": 7, "cue_end": 15}, "happened",
         (None, None, None)),
        ("The guests will be invited to honor the victory in 1945.", {"label": "predicted"}, "predicted",
         (None, None, None)),
        ("The leader took a step to settle the bill next month.", {}, "happened", (None, None, None)),
        ("The minister praised the first talks since May 2022.", {}, "happened", (None, None, None)),
        ("The club had sold the stadium at the end of March 2023.", {}, "happened",
         ("2023-03-21", "2023-03-31", "month")),
        ("The envoys exchanged views during Saturday's talks.", {}, "happened", ("2024-05-25", "2024-05-25", "day")),
        ("In a Wednesday media event, the company released a phone.", {}, "happened",
         ("2024-05-29", "2024-05-29", "day")),
        ("The shop closed earlier this year after a guest was hurt.", {}, "happened",
         ("2024-01-01", "2024-12-31", "year")),
        ("2023 saw a summit of ministers.", {}, "happened", ("2023-01-01", "2023-12-31", "year")),
        ("The shuttle was set to land in the desert on 3 June 2024.", {"label": "predicted"}, "planned",
         ("2024-06-03", "2024-06-03", "day")),
        ("A 2004 tsunami killed thousands of people.", {}, "happened", ("2004-01-01", "2004-12-31", "year")),
        ("Who wins is open, but the team will be provocative this year.",
         {"part": "the team will be provocative this year", "label": "opinion", "facets": ("future",)}, "predicted",
         (PUBLISHED, "2024-12-31", "year")),
    ],
)  # fmt: skip
def test_events_have_a_status_and_the_date_of_their_own_clause(
    read: Read, text: str, known: dict[str, Any], status: str, days: tuple[str | None, str | None, str | None]
) -> None:
    """An event is dated by the expression that belongs to its predicate; what is expected begins with publication."""
    (event,) = told(read, text, **known)
    assert (event.status, event.earliest, event.latest, event.granularity) == (status, *days)
    assert (event.timex is None) == (days == (None, None, None))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The agency released a report on the attack of 2019.", None),
        ("The minister resigned after the press had printed the letter in 2021.", None),
        ("The president praised the 2015 agreement.", None),
        ("He said on Monday that the general had fled.", "the general had fled"),
        ("He said on Monday the general had fled.", "on Monday the general had fled"),
        ("Before the start of the race on June 4, the mayor praised the runners.", None),
        ("The king took steps to hold a vote in 2035.", None),
        ("The guests soon left the hall.", None),
        ("Tuesday was chosen for the launch.", None),
        ("The film took the audience back to the winter of 1939.", None),
        ("The museum sold a letter from 2014.", None),
        ("The state bought the refinery ahead of an embargo at the end of the year.", None),
        ("The club lost the cup a third time in the past decade.", None),
        ("The agency confirmed the figures in the 2019 report.", None),
    ],
)
def test_a_date_of_something_else_dates_no_event(read: Read, text: str, part: str | None) -> None:
    """Dates of a noun, of another clause and of the saying leave the event undated."""
    (event,) = told(read, text, part=part)
    assert (event.earliest, event.latest, event.granularity, event.timex) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "known", "told_of", "status"),
    [
        ("Both countries deny any arms deal.", {"part": "any arms deal", "rule": "noun.deny"},
         "Both countries deny any arms deal", "happened"),
        ("The minister denied that the army had shelled the town.", {"part": "the army had shelled the town"},
         "the army had shelled the town", "denied"),
        ("The minister denied shelling the town.", {"part": "shelling the town", "rule": "noun.deny"},
         "shelling the town", "denied"),
    ],
)  # fmt: skip
def test_denying_a_thing_has_happened(read: Read, text: str, known: dict[str, Any], told_of: str, status: str) -> None:
    """Who denies a thing does so, whatever it is; what a clause says that is denied is an event that is denied."""
    start = next(text.index(word) for word in ("deny", "denied") if word in text)
    cue: dict[str, Any] = {
        "cue_start": start,
        "cue_end": text.index(" ", start),
        "source_start": 0,
        "source_end": start - 1,
    }
    (event,) = told(read, text, label="denied", **cue, **known)
    assert (event.text, event.status) == (told_of, status)


def test_who_denies_takes_part(read: Read) -> None:
    """The source of a denial does it, though what is denied does not speak of it."""
    (event,) = read("Russia denied any deal with Iran.", published=PUBLISHED).rows(Event)
    assert (event.agents, set(event.actors)) == (("state:RU",), {"state:RU", "state:IR"})


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("The company has won a contract to build ships.",
         [("happened", "verb.elect", None), ("planned", "verb.build", None)]),
        ("The company has plans to build ships.", [("planned", "verb.build", None)]),
        ("The company won a contract to build ships.", [("happened", "verb.elect", None)]),
        ("The bank praised a march to be held on 5 June 2030.",
         [("happened", "verb.praise", None), ("planned", "verb.hold", "2030-06-05")]),
        ("The minister opened the first bridge to be built of glass.", [("happened", "verb.open", None)]),
        ("The company has no plans to build ships.", []),
    ],
)  # fmt: skip
def test_what_is_undertaken_is_planned(read: Read, text: str, rows: list[tuple[str, str, str | None]]) -> None:
    """A contract, a plan, or `to be held` tells of what is to come; what was undertaken long ago may be done by now."""
    assert sorted((event.status, event.rule, event.earliest) for event in told(read, text)) == rows


@pytest.mark.parametrize(
    ("text", "part", "label", "status"),
    [
        ("The state was ready to join the alliance.", None, "asserted", "planned"),
        ("The council urged the firm to sell the mine and close the port.", "close the port", "asserted", "predicted"),
        ("It is likely that the army has left the town.", "the army has left the town", "predicted", "reported"),
        ("The envoy managed to leave the town.", None, "asserted", "happened"),
    ],
)
def test_what_had_yet_to_come_has_not_happened(
    read: Read, text: str, part: str | None, label: str, status: str
) -> None:
    """Whatever its claim is called, what a text looks ahead to has not happened, and a past tense is no forecast."""
    assert [row.status for row in told(read, text, part=part, label=label)] == [status]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("The court ruled on Monday that the law was void.", [("verb.rule", "2024-05-27")]),
        ("The court ruled on Monday that the guard had fled and that the law was void.",
         [("verb.flee", None), ("verb.rule", "2024-05-27")]),
        ("The club announced on Monday that it would sell the ground.", [("verb.announce", "2024-05-27")]),
        ("The club announced that it would sell the ground.", []),
        ("The club said on Monday that it would sell the ground.", []),
        ("The court will announce on Monday that the law is void.", []),
    ],
)  # fmt: skip
def test_what_is_done_by_saying_it_happens_when_it_is_told(
    read: Read, text: str, rows: list[tuple[str, str | None]]
) -> None:
    """A ruling with a date is an event, once, however much was ruled; saying so is none."""
    found = [row for row in read(text, published=PUBLISHED).rows(Event) if row.status != "predicted"]
    assert sorted((row.rule, row.earliest) for row in found) == rows


def test_every_verb_of_ruling_does_its_work(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example tells of an event by its verb of saying, and of none without the entry."""
    (entry,) = (one for one in lexicons.read("event_words", predicates.EventWords) if one.role == "announced")
    assert [row.rule for row in read(entry.example, published=PUBLISHED).rows(Event)] == ["verb.rule"]
    monkeypatch.setattr(predicates, "words_of", lambda _: {})
    assert read(entry.example, published=PUBLISHED).rows(Event) == ()


def test_who_is_known_acts_though_a_pronoun_stands_for_them(read: Read) -> None:
    """A pronoun for an actor is no `it` in general."""
    rows = read("Airbus said that it had bought the factory.", published=PUBLISHED).rows(Event)
    assert [(row.status, row.agents) for row in rows] == [("reported", ("organisation:airbus",))]


def test_nouns_beside_each_other_are_the_events(read: Read) -> None:
    """A verb that only sets two events beside each other leaves it to a noun to tell of the new one."""
    (event,) = told(read, "The speech coincided with a march of the guards, which the mayor had allowed.")
    assert (event.text, event.rule) == ("a march of the guards", "noun.march")


@pytest.mark.parametrize(
    ("text", "agents", "patients"),
    [
        ("Russia attacked Ukraine.", ["Russia"], ["Ukraine"]),
        ("Ukraine was attacked by Russia.", ["Russia"], ["Ukraine"]),
        ("France and Germany signed a treaty with Poland.", ["France", "Germany"], []),
        ("The army of France invaded Ukraine's north.", [], []),
        ("Russia intends to invade Ukraine.", ["Russia"], ["Ukraine"]),
        ("Russia is expected to invade Ukraine.", ["Russia"], ["Ukraine"]),
    ],
)
def test_who_does_it_and_to_whom(read: Read, text: str, agents: list[str], patients: list[str]) -> None:
    """Subject and object of the verb, whatever its voice; whoever only stands within such a phrase does neither."""
    every = {"Russia": "state:RU", "Ukraine": "state:UA", "France": "state:FR", "Germany": "state:DE"}
    planned = ("planned",) if "intends" in text else ()
    (event,) = told(read, text, actors=(*every.values(), "state:PL"), facets=planned)
    assert [event.agents, event.patients] == [tuple(every[one] for one in part) for part in (agents, patients)]


def test_what_one_subject_does_in_one_go_is_one_event(read: Read) -> None:
    """A verb or a participle without a subject of its own goes on with the event that was begun."""
    text = (
        "The thieves broke into the bank on Monday and took the money. The army shelled the town, killing ten people."
    )
    rows = read(text, published=PUBLISHED).rows(Event)
    by_word = {text[slice(*row.predicate)]: row.event_id for row in rows}
    assert by_word["broke"] == by_word["took"]
    assert by_word["shelled"] == by_word["killing"] != by_word["took"]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("The state had planned to invade the island.", "past"),
        ("The state plans to invade the island.", "future"),
        ("The president visited the capital.", "past"),
        ("The president has visited the capital.", "past"),
        ("The state is sending grain to its neighbour.", "present"),
        ("The state has been sending grain to its neighbour.", "present"),
        ("The president visited the capital last year.", None),
        ("The army has shelled the town since 2022.", "past"),
    ],
)
def test_an_event_stands_to_publication_by_the_tense_of_its_verb(read: Read, text: str, order: str | None) -> None:
    """What goes on is present, all else that is told is past; who knows both ends of the date needs no order."""
    (event,) = told(read, text)
    assert event.order == order


def test_no_event_has_a_date_but_from_words_that_are_cited(read: Read, example_tables: Tables) -> None:
    """Every interval comes from a time expression within the passage, or ends where the document was published."""
    hard = read(
        "The chancellor met the king on 3 May 2024. He had won in 1990. The minister resigned. "
        "The war ended before 1946. They will vote this year. "
        "The guests will honor the victory of 1945. The bridge fell after the 2020 flood.",
        published=PUBLISHED,
    )
    found = [(row, list(hard.rows(Timex)), PUBLISHED) for row in hard.rows(Event)]
    published = {row.doc_id: row.published for row in example_tables.rows(Document)}
    found += [
        (row, [one for one in example_tables.rows(Timex) if one.doc_id == row.doc_id], published[row.doc_id] or "")
        for row in example_tables.rows(Event)
    ]
    assert any(row.timex for row, *_ in found)
    for row, timexes, day in found:
        cited = next((one for one in timexes if (one.start, one.end) == row.timex), None)
        assert (cited is None) == (row.earliest is None and row.latest is None) == (row.edtf == "")
        if cited is not None:
            assert row.start <= cited.start <= cited.end <= row.end
            assert {row.earliest, row.latest} <= {*near(cited.earliest), *near(cited.latest), day, None}


def near(day: str | None) -> list[str | None]:
    """A day and those before and after it, which `before` and `after` leave."""
    period = periods.parse(day or "")
    days = [period.shift(count) for count in (-1, 0, 1)] if period else []
    return [one.value if one else None for one in days]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In November 2003, the Post Office dismisses Alan Bates.", [("verb.dismiss", "2003-11-01")]),
        ("23 April 2021: The Court of Appeal quashes 39 convictions.", [("verb.quash", "2021-04-23")]),
        ("March 2015 - The Post Office sacks Second Sight.", [("verb.sack", "2015-03-01")]),
        ("- 11 December 2019: the Post Office settled with 555 claimants", [("verb.settle", "2019-12-11")]),
        ("- 2000: Alan Bates reports problems. He is sacked in 2003.", [("verb.report", "2000-01-01"),
                                                                       ("verb.sack", "2003-01-01")]),
        ("23 April 2021\nThe court quashes 39 convictions.\n\n11 December 2019\nThe Post Office settled the claims.",
         [("verb.quash", "2021-04-23"), ("verb.settle", "2019-12-11")]),
        ("23 April 2021\n\nThe Post Office settled the claims of the managers.", [("verb.settle", None)]),
        ("December 2019: The minister said that the bank had closed.", [("verb.close", None)]),
        ("The Post Office dismisses Alan Bates and his friends this afternoon.", []),
    ],
)  # fmt: skip
def test_a_chronology_gives_events(read: Read, text: str, found: list[tuple[str, str | None]]) -> None:
    """The present tense with a date gone by tells of the past; a date at the head dates the first sentence."""
    rows = list(read(text, published=PUBLISHED).rows(Event))
    assert [(row.rule, row.earliest) for row in rows] == found
    assert all(row.text == text[row.start : row.end] for row in rows)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- 4 April 2023: Finland joins NATO.\n- 7 March 2024: Sweden joins NATO.", ["2023-04-04", "2024-03-07"]),
        ("4 April 2023: Finland joins NATO.", []),
        ("Monday: Finland joins NATO.\n\nTuesday: Sweden joins NATO.", []),
    ],
)
def test_a_chronology_that_nobody_dated_gives_events(read: Read, text: str, found: list[str]) -> None:
    """Two lines with dates of their own are a chronology of what is past, one or weekdays may be a programme."""
    assert [row.earliest for row in read(text, published=None).rows(Event)] == found


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        ("The fees could double by 2027.", PUBLISHED, ("2024-05-30", "2027-12-31")),
        ("The ministry will pay before Christmas 2024.", "2024-05", ("2024-05-01", "2024-12-24")),
        ("The fees could double by 2027.", None, (None, "2027-12-31")),
    ],
)
def test_what_is_expected_does_not_begin_before_publication(
    read: Read, text: str, published: str | None, days: tuple[str | None, str]
) -> None:
    """An end alone leaves no beginning in the past; without a date of publication it stays open."""
    (event,) = read(text, published=published).rows(Event)
    assert (event.earliest, event.latest) == days


def test_a_date_that_cannot_be_resolved_dates_nothing(read: Read) -> None:
    """Last year without a publication date is no date."""
    (event,) = told(read, "The president visited the capital last year.", published=None)
    assert event.timex is None


def test_a_third_of_a_month_dates_roughly(read: Read) -> None:
    """Late March is the last third of it by a convention, which the event's date says, too."""
    (event,) = told(read, "The president visited the capital in late March 2023.")
    assert (event.edtf, event.granularity, event.approximate) == ("2023-03-21~/2023-03-31~", "month", True)


def test_what_somebody_is_ready_to_do_is_planned(read: Read) -> None:
    """Of a clause that only says what somebody is at, what he is ready for is the event, and the date its own."""
    text = "The senator is working with the party, ready to visit the capital in a few weeks."
    rows = [(event.status, event.rule, event.earliest) for event in told(read, text)]
    assert rows == [("planned", "verb.visit", "2024-06-13")]


def test_labels_are_short_and_stand_on_one_line() -> None:
    """A statement becomes a label of at most a hundred and ten characters, cut between words."""
    assert tellings.label_of("The army\n withdrew.") == "The army withdrew"
    long = tellings.label_of("The committee " + "very " * 40 + "carefully voted.")
    assert len(long) <= 110
    assert long.endswith(" very…")


# --- every lexicon entry does its work ---------------------------------------------------------------------


def hand_made(**annotations: Any) -> Reading:
    """A reading of one hand-made sentence, which is one claim."""
    doc = Doc(Vocab(), **annotations)
    block = Block(doc_id="d.txt", start=0, end=len(doc.text), kind="paragraph")
    reading = Reading(document(doc.text), (Passage(block=block, doc=doc),))
    return reading.with_rows(Claim, (claim(doc.text),))


@pytest.mark.parametrize("noun", sorted(predicates.occurrences()))
def test_every_noun_of_an_occurrence_tells_of_one(noun: str) -> None:
    """Where the verb tells little, each noun is the event."""
    reading = hand_made(
        words=["There", "was", "a", noun], lemmas=["there", "be", "a", noun], tags=["EX", "VBD", "DT", "NN"],
        pos=["PRON", "VERB", "DET", "NOUN"], heads=[1, 1, 3, 1], deps=["expl", "ROOT", "det", "attr"],
    )  # fmt: skip
    kind = predicates.words_of("alike").get(noun, noun)
    assert [event.rule for event in events.events(reading, Config())] == [f"noun.{kind}"]


@pytest.mark.parametrize(("verb", "tells"), [*((verb, False) for verb in predicates.words_of("state")), ("sing", True)])
def test_no_state_is_an_event(verb: str, *, tells: bool) -> None:
    """Each verb of state tells of no event even in the past tense; another verb does."""
    reading = hand_made(
        words=["Everybody", verb, "something"], lemmas=["everybody", verb, "something"], tags=["NN", "VBD", "NN"],
        pos=["PRON", "VERB", "PRON"], heads=[1, 1, 1], deps=["nsubj", "ROOT", "dobj"],
    )  # fmt: skip
    assert bool(list(events.events(reading, Config()))) is tells


def results(read: Read, text: str, **known: Any) -> list[tuple[str, str, str | None, str | None]]:
    return [(event.rule, event.status, event.earliest, event.latest) for event in told(read, text, **known)]


@pytest.mark.parametrize("entry", lexicons.read("event_nouns", predicates.EventNouns), ids=lambda entry: entry.name)
def test_every_list_of_nouns_does_its_work(
    read: Read, monkeypatch: pytest.MonkeyPatch, entry: predicates.EventNouns
) -> None:
    """The example tells of an event by a noun, and of none without the entry."""
    assert [rule.partition(".")[0] for rule, *_ in results(read, entry.example)] == ["noun"]
    rest = predicates.occurrences() - set(entry.words)
    for module in (predicates, tellings, occurring):
        monkeypatch.setattr(module, "occurrences", lambda: rest)
    assert results(read, entry.example) == []


#: What the claim of an example is known to be, and the words that make a difference only between two events.
KNOWN: dict[str, dict[str, Any]] = {
    "refusal": {"facets": ("negated",)},
    "phase": {"facets": ("planned",)},
    "ready": {"facets": ("planned",)},
    "wish": {"source_kind": "named"},
}
#: Those that other tests try.
ELSEWHERE = frozenset({"generic", "to come", "moved", "judging", "announced"})
WORDS = [one for one in lexicons.read("event_words", predicates.EventWords) if one.role not in ELSEWHERE]


@pytest.mark.parametrize("entry", WORDS, ids=lambda entry: entry.name)
def test_every_list_of_words_does_its_work(
    read: Read, monkeypatch: pytest.MonkeyPatch, entry: predicates.EventWords
) -> None:
    """The example gives what it gives because of the entry: without it, it would be read otherwise."""
    known = KNOWN.get(entry.role, {})
    found = results(read, entry.example, **known)
    words_of = predicates.words_of

    def without(role: predicates.Role) -> dict[str, str]:
        return {word: name for word, name in words_of(role).items() if (role, name) != (entry.role, entry.name)}

    for module in (predicates, tellings, occurring, dating, same_events):
        monkeypatch.setattr(module, "words_of", without)
    assert results(read, entry.example, **known) != found
    if entry.role in ("state", "habit", "attitude", "wish", "activity", "document"):
        assert found == []
    elif entry.role == "alike":
        assert [rule.partition(".")[2] for rule, *_ in found] == [entry.name]
    else:
        assert found


@pytest.mark.parametrize(
    "entry",
    [one for one in lexicons.read("event_words", predicates.EventWords) if one.role == "generic"],
    ids=lambda entry: entry.name,
)
def test_every_verb_that_tells_hardly_more_is_of_one_kind_with_those_that_do(
    monkeypatch: pytest.MonkeyPatch, entry: predicates.EventWords
) -> None:
    """Using shells and firing them is one event of the same actor; without the entry these are two kinds."""
    same = {"actors": ("state:RU",), "agents": ("state:RU",), "text": "used long mortar shells", "predicate": (0, 4)}
    pairs = [(event("a", rule=f"verb.{word}", **same), event("b", rule="verb.fire", **same)) for word in entry.words]
    assert [groups(*pair) for pair in pairs] == [[["a", "b"]]] * len(pairs)
    monkeypatch.setattr(same_events, "words_of", lambda _: {})
    assert [groups(*pair) for pair in pairs] == [[["a"], ["b"]]] * len(pairs)


# --- merging ---------------------------------------------------------------------------------------------


def event(doc_id: str, rule: str = "verb.visit", **known: Any) -> Event:
    """An event made by hand."""
    start = known.pop("start", 0)
    values = {
        "event_id": derive_id("event", doc_id, start), "doc_id": doc_id, "start": start, "end": start + 16,
        "text": "visited the port", "label": "visit", "predicate": (start, start + 7), "earliest": None, "latest": None,
        "granularity": None, "approximate": False, "edtf": "", "order": None, "status": "happened",
        "actors": ("person:a", "state:KP"), "agents": (), "patients": (), "claim_id": None, "timex": None, "rule": rule,
    }  # fmt: skip
    return Event(**{**values, **known})


def dated(doc_id: str, earliest: str, latest: str, **known: Any) -> Event:
    return event(doc_id, earliest=earliest, latest=latest, granularity="month", timex=(0, 5), **known)


def groups(*rows: Event) -> list[list[str]]:
    """The documents of each event, after merging."""
    merged = events.merge(Tables({Event: rows}), Config()).rows(Event)
    ids = sorted({row.event_id for row in merged})
    return sorted(sorted(row.doc_id for row in merged if row.event_id == one) for one in ids)


MAY, JUNE, YEAR = ("2023-05-01", "2023-05-31"), ("2023-06-01", "2023-06-30"), ("2023-01-01", "2023-12-31")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([event("a"), event("b")], [["a", "b"]]),
        ([event("a"), event("b", rule="noun.visit")], [["a", "b"]]),
        ([event("a"), event("b", rule="verb.attack")], [["a"], ["b"]]),
        ([event("a"), event("b", actors=("state:KP",))], [["a"], ["b"]]),
        ([event("a"), event("b", status="planned")], [["a"], ["b"]]),
        ([event("a"), event("b", status="reported")], [["a", "b"]]),
        ([dated("a", *MAY), dated("b", *JUNE)], [["a"], ["b"]]),
        ([dated("a", *MAY), dated("b", *YEAR), dated("c", *JUNE)], [["a", "b"], ["c"]]),
        ([dated("a", *MAY), event("b")], [["a", "b"]]),
        ([event("a", start=0), event("a", start=0, event_id="other")], [["a"], ["a"]]),
    ],
)
def test_the_same_event_is_merged_and_others_are_not(rows: list[Event], expected: list[list[str]]) -> None:
    """Same kind, two actors in common, both expected or neither, days that can agree: one event."""
    assert groups(*rows) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"text": "found debris of the ferry"}, {"text": "found ferry debris in the bay"}, True),
        ({"text": "found debris of the ferry"}, {"text": "found a purse in the street"}, False),
        ({"text": "denied any arms deal", "actors": (), "doc_id": "b"},
         {"text": "denying an arms deal", "actors": ()}, True),
        ({"text": "denied any arms deal", "actors": ()}, {"text": "denying an arms deal", "actors": ()}, False),
        ({"text": "used long mortar shells", "rule": "verb.use", "agents": ("state:RU",)},
         {"text": "fired long mortar shells", "rule": "verb.fire", "agents": ("state:RU",)}, True),
        ({"text": "used long mortar shells", "rule": "verb.use", "agents": ("state:RU",)},
         {"text": "fired long mortar shells", "rule": "verb.fire", "agents": ("state:UA",)}, False),
        ({"actors": ("state:RU", "state:UA"), "agents": ("state:RU",), "patients": ("state:UA",)},
         {"actors": ("state:RU", "state:UA"), "agents": ("state:UA",), "patients": ("state:RU",)}, False),
        ({"text": "gathered envoys", "actors": ("state:RU", "state:UA")},
         {"text": "gathered soldiers", "actors": ("state:RU", "state:UA")}, False),
        ({"text": "made no mention of the port", "actors": ("state:RU", "state:UA"), "rule": "verb.make"},
         {"text": "made a plan for the port", "actors": ("state:RU", "state:UA"), "rule": "verb.make"}, False),
        ({"earliest": "2022-12-01", "latest": "2022-12-31", "timex": (0, 5), "text": "approved a bill of aid"},
         {"latest": "2024-05-13", "timex": (0, 5), "text": "recently approved a bill of aid"}, True),
    ],
)  # fmt: skip
def test_passages_are_compared_by_words_and_roles(one: dict[str, Any], other: dict[str, Any], *, same: bool) -> None:
    """Words in common stand in for a second actor, within a document for both; who did it must not be reversed."""
    rows = []
    for start, given in ((0, {"doc_id": "a", **one}), (90, {"doc_id": "b", **other})):
        words = next(end for end in re.finditer(r"$|\b ", given.get("text", "visited"))).start()
        known = {"rule": "verb.find", "actors": ("state:RU",), "start": start, "predicate": (start, start + words)}
        rows.append(event(**{**known, **given}))
    assert len(groups(*rows)) == (1 if same else 2)


@pytest.mark.parametrize(
    ("days", "same"), [(("2024-05-01", "2024-05-04"), True), (("2024-05-01", "2024-06-30"), False)]
)
def test_undated_passages_are_one_event_only_if_published_about_the_same_time(
    days: tuple[str, str], *, same: bool
) -> None:
    """News tell of what is new: a visit told of two months later may well be another one."""
    documents = [document("text", doc_id=name, published=day) for name, day in zip("ab", days, strict=True)]
    merged = events.merge(Tables({Document: documents, Event: [event("a"), event("b")]}), Config()).rows(Event)
    assert (len({row.event_id for row in merged}) == 1) is same


def test_merging_costs_in_proportion_to_the_events() -> None:
    """Ten thousand events of one kind and the same actors, dated or not, take ten times as long as a thousand."""

    def work(size: int) -> Callable[[], object]:
        rows = [event(f"d{n}", text=f"visited town number {n}") for n in range(size)]
        tables = Tables({Event: rows})
        return lambda: events.merge(tables, Config())

    assert growth(work, size=4000) < PROPORTIONAL


@pytest.mark.parametrize("earlier", [49, 50, 100])
@pytest.mark.parametrize("undated", [False, True])
def test_the_same_event_is_found_behind_any_number_of_others(earlier: int, *, undated: bool) -> None:
    """However many visits of the same two went before, two passages of one day or of one week are one event."""
    days = [(date(2020, 1, 1) + timedelta(days=9 * n)).isoformat() for n in range(earlier)]
    texts = [f"visited port number {n}" for n in range(earlier)]
    others = [event(f"m{n}", text=text) if undated else dated(f"m{n}", day, day, text=text)
              for n, (day, text) in enumerate(zip(days, texts, strict=True))]  # fmt: skip
    day = "2024-05-30"
    own = [event(name) if undated else dated(name, day, day) for name in ("a", "z")]
    published = dict(zip([*(row.doc_id for row in others), "a", "z"], [*days, day, day], strict=True))
    documents = [document("text", doc_id=name, published=on) for name, on in published.items()]
    merged = events.merge(Tables({Document: documents, Event: [*others, *own]}), Config()).rows(Event)
    assert [len({row.event_id for row in merged if row.doc_id in names}) for names in ("az", published)] == [
        1,
        earlier + 1,
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], None),
        ([event("a")], None),
        ([dated("a", *YEAR), dated("b", *JUNE), dated("c", *MAY)], "b"),
        ([dated("a", *MAY), dated("b", *("2023-08-01", "2023-08-31")), dated("c", *YEAR)], "a"),
        ([dated("a", "-0044-03-15", "-0044-03-15"), dated("b", *YEAR)], "b"),
        ([event("a", earliest="2023-05-01"), dated("b", *YEAR)], "b"),
    ],
)
def test_the_narrowest_date_is_that_of_fewest_days(rows: list[Event], expected: str | None) -> None:
    """June before its year, the first of two as narrow; an open date and one of no calendar come last or not at all."""
    row = same_events.narrowest(rows)
    assert (row.doc_id if row else None) == expected


def test_merging_does_not_depend_on_the_order_of_rows() -> None:
    """However the rows stand, the same passages get the same id: that of the first passage."""
    rows = [dated("a", *MAY), event("b"), dated("c", *YEAR), dated("d", *JUNE)]
    results = {
        tuple(sorted((row.doc_id, row.event_id) for row in events.merge(Tables({Event: order}), Config()).rows(Event)))
        for order in permutations(rows)
    }
    assert len(results) == 1
    assert dict(next(iter(results)))["d"] == derive_id("event", "b", 0)


@pytest.mark.parametrize(
    ("text", "granularity"),
    [
        ("He left in 2019.", "year"),
        ("He left in May 2020.", "month"),
        ("He left in late February 2021.", "month"),
        ("He left in mid-2020.", "year"),
        ("He left in the early 1990s.", "decade"),
        ("He left in the late 19th century.", "century"),
        ("He left in the spring of 2020.", "season"),
        ("He will return in the near future.", "open"),
        ("He will return in two hours.", "day"),
        ("He will return in 30 minutes.", "day"),
        ("He will return within two weeks.", "month"),
        ("He will return in a few weeks.", "month"),
        ("He left last weekend.", "week"),
        ("He will return within ten years.", "century"),
        ("He left a decade ago.", "year"),
    ],
)
def test_granularity_is_never_finer_than_the_words(read: Read, text: str, granularity: str) -> None:
    """A unit of the calendar is as fine as it is; other stretches are as fine as their days allow."""
    (row,) = read(text, until="attributions", published=PUBLISHED).rows(Timex)
    assert dating.granularity_of(row) == granularity
