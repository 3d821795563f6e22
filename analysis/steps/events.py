"""Claims in; events out: what happens, when, and whether it did. Then the corpus: which passages tell of the same one.

An event is told by a claim whose predicate happens: opinions and states give none. Its date comes from a time
expression that belongs to the predicate by syntax, never from another clause, or from one that stands at the head of
the passage as in a chronology. Else it is approximately that of the sentence before which it goes on to tell, or that
of the report (rules/narration.py); else it has none.
`rule` names the pattern and the kind of event (`verb.visit`), and whether another sentence dates it (`.handed`).
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from analysis.config import Config
from analysis.language import Passage
from analysis.reading import Reading
from analysis.rules.chronologies import headings, is_headed
from analysis.rules.dating import Dated, as_deed, dated, dates, handed, in_time, is_over, of_heading
from analysis.rules.grammar import subject_of
from analysis.rules.narration import Handed, handed_down, takes
from analysis.rules.occurring import happens
from analysis.rules.participants import Participants, by_last_word, participants
from analysis.rules.predicates import kind_of
from analysis.rules.same_events import HANDED, mode_of, same_events
from analysis.rules.subjects import governor_of
from analysis.rules.tellings import Telling, in_outlook, label_of, order_of, tellings
from analysis.tables import Claim, Document, Event, Mention, Predicate, Span, Tables, Timex, derive_id

R = TypeVar("R", Mention, Timex)

# --- one document -----------------------------------------------------------------------------------


def events(reading: Reading, config: Config) -> Iterator[Event]:
    """The events that the document's claims tell of. What one subject does in one go is one event."""
    del config
    mentions = sorted(reading.rows(Mention), key=_start)
    every = sorted(reading.rows(Timex), key=_start)
    timexes = [timex for timex in every if dates(timex)]
    heads = headings(reading.passages, timexes, reading.document.text, reading.document.published)
    under = handed_down(reading.passages, every, reading.document.published)
    facts = {row.start: row for row in reading.rows(Predicate)}
    told: dict[tuple[int, int], Event] = {}
    seen: set[Span] = set()
    begun: set[tuple[str, int]] = set()
    for passage, tellings_of in _by_passage(reading):
        named = by_last_word(passage, _within(mentions, passage.block.start, passage.block.end))
        for each in tellings_of:
            fact, last = (facts.get(passage.block.start + word.idx) for word in (each.chain[0], each.predicate))
            telling = in_outlook(each, ahead=last.ahead) if last else each
            when = _when(reading.document, telling, timexes, heads.get(passage.block.start))
            when = _or_handed(when, telling, under)
            row = _event(reading.document, telling, when, named, fact.factuality if fact else None)
            again = telling.only_dated and (passage.block.start, telling.predicate.i) in told
            if row is None or again or (row.start, row.end) in seen:
                continue
            seen.add((row.start, row.end))
            joined = _joined(row, told.get((passage.block.start, _above(telling))))
            row = row if (joined.event_id, joined.start) in begun else joined
            begun.add((row.event_id, row.start))
            told.update({(passage.block.start, word.i): row for word in telling.chain})
            yield row


def _by_passage(reading: Reading) -> Iterator[tuple[Passage, Iterator[Telling]]]:
    """The passages in which there are claims, each with what these tell of."""
    starts = [passage.block.start for passage in reading.passages]
    by_block = itertools.groupby(reading.rows(Claim), key=lambda claim: bisect.bisect_right(starts, claim.start) - 1)
    for number, claims in by_block:
        passage = reading.passages[number]
        yield passage, (telling for claim in claims for telling in tellings(claim, passage))


def _start(row: Mention | Timex) -> int:
    return row.start


def _within(rows: Sequence[R], start: int, end: int) -> Sequence[R]:
    """Those of rows in the order of the text that begin between two places."""
    return rows[bisect.bisect_left(rows, start, key=_start) : bisect.bisect_left(rows, end, key=_start)]


def _when(document: Document, telling: Telling, timexes: Sequence[Timex], heading: Timex | None) -> Dated:
    """When it happens, by the words of the passage that tells of it, else by the date at its head."""
    own = _within(timexes, telling.start, telling.end)
    when = dated(telling, own, document.text, document.published)
    headed = heading is not None and not [one for one in own if one != heading] and is_headed(telling, heading)
    return of_heading(heading, document.text) if heading and headed and when.timex in (None, heading) else when


def _or_handed(when: Dated, telling: Telling, under: Mapping[int, Handed]) -> Dated:
    """Its date, or else the one that its sentence, which states none, is told under."""
    found = under.get(telling.passage.span(telling.chain[0].sent)[0])
    return handed(found.timex) if found and when.timex is None and takes(telling, found) else when


def _event(
    document: Document, telling: Telling, when: Dated, named: Mapping[int, str], fact: float | None
) -> Event | None:
    """The event that a passage tells of; None where what it tells does not happen."""
    roles = participants(telling, named)
    known = in_time(as_deed(telling, when, document.published), when, document.published)
    over = is_over(when, document.published)
    happening = happens(known, dated=when.timex is not None, over=over, roles=roles, factuality=fact)
    return _row(document, known, when, roles) if happening else None


def _above(telling: Telling) -> int:
    """The place of the verb whose subject it shares: "came | and left", "left, | taking the money"; else -1."""
    head = telling.chain[0]
    shares = head.dep_ in ("conj", "advcl") and subject_of(head) is None
    governor = governor_of(head) if shares else None
    return -1 if governor is None else governor.i


def _joined(row: Event, first: Event | None) -> Event:
    """The row as a passage of the event of the verb whose subject it shares, unless that has another date or mode."""
    if first is None or mode_of(first) != mode_of(row) or (row.timex is not None and row.timex != first.timex):
        return row
    return row.model_copy(update={"event_id": first.event_id})


def _row(document: Document, telling: Telling, when: Dated, roles: Participants) -> Event:
    predicate, claim = telling.predicate, telling.claim
    text = document.text[telling.start : telling.end]
    return Event(
        event_id=derive_id("event", claim.doc_id, telling.start, telling.end),
        doc_id=claim.doc_id,
        start=telling.start,
        end=telling.end,
        text=text,
        label=telling.label or label_of(text),
        predicate=telling.passage.span(predicate.doc[predicate.i : predicate.i + 1]),
        earliest=when.earliest,
        latest=when.latest,
        granularity=when.granularity,
        approximate=when.approximate,
        edtf=when.edtf,
        order=None if when.is_closed else order_of(telling),
        status=telling.status,
        actors=telling.actors,
        agents=roles.agents,
        patients=roles.patients,
        claim_id=claim.claim_id,
        timex=(when.timex.start, when.timex.end) if when.timex else None,
        rule=f"{predicate.pos_.lower()}.{kind_of(predicate)}{HANDED if when.handed else ''}",
    )


# --- the corpus -------------------------------------------------------------------------------------


def merge(tables: Tables, config: Config) -> Tables:
    """The tables with one event_id for passages of the same event: that of the first passage."""
    del config
    rows = tables.rows(Event)
    published = {document.doc_id: document.published for document in tables.rows(Document)}
    groups = ((min(group, key=_place_of).event_id, group) for group in same_events(rows, published))
    ids = {(row.event_id, row.doc_id, row.start): first for first, group in groups for row in group}
    named = [row.model_copy(update={"event_id": ids[row.event_id, row.doc_id, row.start]}) for row in rows]
    return tables.with_rows((Event, named))


def _place_of(event: Event) -> tuple[str, int, int]:
    return event.doc_id, event.start, event.end
