"""Events: what happens is told apart from what is or is thought, dates come by syntax only, the same is merged."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from conftest import document
from spacy.tokens import Doc
from spacy.vocab import Vocab

from analysis import lexicons
from analysis.config import Config
from analysis.language import Passage
from analysis.reading import Reading
from analysis.rules import dating, predicates, same_events, tellings
from analysis.steps import events
from analysis.tables import Block, Claim, Event, Tables, Timex, derive_id

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
        ("The court has often released prisoners.", {}),
        ("The bridge is used by farmers.", {}),
        ("The ruling raised doubts about the vote.", {}),
        ("Every mistake could cause an accident.", {"label": "predicted"}),
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
        ("The ministers are to meet on 14 August 2030.", {}, "planned", ("2030-08-14", "2030-08-14", "day")),
        ("The committee is set to vote in June 2030.", {}, "planned", ("2030-06-01", "2030-06-30", "month")),
        ("The bridge was scheduled to open in 2031.", {}, "planned", ("2031-01-01", "2031-12-31", "year")),
        ("The concert was cancelled on 2 May 2024.", {}, "happened", ("2024-05-02", "2024-05-02", "day")),
        ("The summit of ministers on 3 May 2024 was cancelled.", {}, "happened", (None, None, None)),
        ("The match was postponed until 5 June 2030.", {}, "happened", (None, None, None)),
        ("The bridge opened on 5 June 2035.", {}, "predicted", ("2035-06-05", "2035-06-05", "day")),
        ("The museum closed before 2020.", {}, "happened", (None, "2019-12-31", "open")),
        ("The fares rose after May 2022.", {}, "happened", ("2022-06-01", None, "open")),
        ("The bridge will open by 2026.", {"label": "predicted"}, "predicted", (None, "2026-12-31", "open")),
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
    ],
)
def test_a_date_of_something_else_dates_no_event(read: Read, text: str, part: str | None) -> None:
    """Dates of a noun, of another clause and of the saying leave the event undated."""
    (event,) = told(read, text, part=part)
    assert (event.earliest, event.latest, event.granularity, event.timex) == (None, None, None, None)


def test_a_date_that_cannot_be_resolved_dates_nothing(read: Read) -> None:
    """Last year without a publication date is no date."""
    (event,) = told(read, "The president visited the capital last year.", published=None)
    assert event.timex is None


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


def results(read: Read, text: str, **known: Any) -> list[tuple[str, str, str | None]]:
    return [(event.rule, event.status, event.earliest) for event in told(read, text, **known)]


@pytest.mark.parametrize("entry", lexicons.read("event_nouns", predicates.EventNouns), ids=lambda entry: entry.name)
def test_every_list_of_nouns_does_its_work(
    read: Read, monkeypatch: pytest.MonkeyPatch, entry: predicates.EventNouns
) -> None:
    """The example tells of an event by a noun, and of none without the entry."""
    assert [rule.partition(".")[0] for rule, *_ in results(read, entry.example)] == ["noun"]
    rest = predicates.occurrences() - set(entry.words)
    for module in (predicates, tellings):
        monkeypatch.setattr(module, "occurrences", lambda: rest)
    assert results(read, entry.example) == []


#: What the claim of an example is known to be, and the words that make a difference only between two events.
KNOWN: dict[str, dict[str, Any]] = {
    "refusal": {"facets": ("negated",)},
    "phase": {"facets": ("planned",)},
    "ready": {"facets": ("planned",)},
    "wish": {"source_kind": "named"},
}
WORDS = [one for one in lexicons.read("event_words", predicates.EventWords) if one.role != "generic"]


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

    for module in (predicates, tellings, dating, same_events):
        monkeypatch.setattr(module, "words_of", without)
    assert results(read, entry.example, **known) != found
    if entry.role in ("state", "habit", "attitude", "wish", "activity", "document"):
        assert found == []
    elif entry.role == "alike":
        assert [rule.partition(".")[2] for rule, *_ in found] == [entry.name]
    else:
        assert found


# --- merging ---------------------------------------------------------------------------------------------


def event(doc_id: str, rule: str = "verb.visit", **known: Any) -> Event:
    """An event made by hand."""
    start = known.pop("start", 0)
    values = {
        "event_id": derive_id("event", doc_id, start), "doc_id": doc_id, "start": start, "end": start + 5,
        "text": "words", "label": "visit", "predicate": (start, start + 5), "earliest": None, "latest": None,
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


def test_merging_does_not_depend_on_the_order_of_rows() -> None:
    """However the rows stand, the same passages get the same id: that of the first passage."""
    rows = [dated("a", *MAY), event("b"), dated("c", *YEAR), dated("d", *JUNE)]
    results = {
        tuple(sorted((row.doc_id, row.event_id) for row in events.merge(Tables({Event: order}), Config()).rows(Event)))
        for order in permutations(rows)
    }
    assert len(results) == 1
    assert dict(next(iter(results)))["b"] == derive_id("event", "a", 0)


@pytest.mark.parametrize(
    ("text", "granularity"),
    [
        ("He left in 2019.", "year"),
        ("He left in May 2020.", "month"),
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
