"""Claims in; events out: what happens, when, and whether it did. Then the corpus: which passages tell of the same one.

An event is told by a claim whose predicate happens: opinions and states give none. Its date comes only from a
time expression that belongs to the predicate by syntax, never from another clause; else it has none.
`rule` names the pattern and the kind of event: `verb.visit`.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from analysis.config import Config
from analysis.language import Passage
from analysis.reading import Reading
from analysis.rules import periods
from analysis.rules.predicates import (
    VERBAL,
    chain_of,
    head_of,
    is_annulled,
    is_arranged,
    is_attitude,
    is_habit,
    is_refusal,
    is_simple_present,
    is_wish,
    kind_of,
    looks_ahead,
    occurrences,
    words_of,
)  # fmt: skip
from analysis.tables import Claim, Event, Granularity, Status, Tables, Timex, derive_id

if TYPE_CHECKING:
    from spacy.tokens import Token

_LABEL_LENGTH = 80
_EXPECTED = frozenset({"planned", "predicted"})


# --- one document -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Telling:
    """How a passage tells of an event: from the word on which it depends down to the word that says what happens."""

    chain: tuple[Token, ...]
    passage: Passage
    status: Status
    start: int
    end: int
    label: str

    @property
    def predicate(self) -> Token:
        return self.chain[-1]


def events(reading: Reading, config: Config) -> Iterator[Event]:
    """The events that the document's claims tell of."""
    del config
    starts = [passage.block.start for passage in reading.passages]
    timexes = sorted((timex for timex in reading.rows(Timex) if _dates(timex)), key=lambda timex: timex.start)
    places = [timex.start for timex in timexes]
    seen: set[tuple[int, int]] = set()
    for claim in reading.rows(Claim):
        passage = reading.passages[bisect.bisect_right(starts, claim.start) - 1]
        for telling in _tellings(claim, passage):
            inside = timexes[bisect.bisect_left(places, telling.start) : bisect.bisect_left(places, telling.end)]
            timex = _spanned(_dating(inside, telling), inside, reading.document.text)
            known = _in_time(telling, timex, reading.document.published)
            if (telling.start, telling.end) not in seen and _happens(known, timex):
                seen.add((telling.start, telling.end))
                yield _row(reading, claim, known, timex)


def _row(reading: Reading, claim: Claim, telling: _Telling, timex: Timex | None) -> Event:
    published = reading.document.published
    earliest, latest, granularity = (
        interval(timex, telling.status, published, limit=_limit(timex, telling.passage))
        if timex
        else (None, None, None)
    )
    predicate = telling.predicate
    return Event(
        event_id=derive_id("event", claim.doc_id, telling.start, telling.end),
        doc_id=claim.doc_id,
        start=telling.start,
        end=telling.end,
        text=reading.document.text[telling.start : telling.end],
        label=telling.label,
        earliest=earliest,
        latest=latest,
        granularity=granularity,
        status=telling.status,
        actors=claim.actors,
        claim_id=claim.claim_id,
        timex=(timex.start, timex.end) if timex else None,
        rule=f"{predicate.pos_.lower()}.{kind_of(predicate.lemma_.lower())}",
    )


def _tellings(claim: Claim, passage: Passage) -> Iterator[_Telling]:
    """The event of a claim's clause, and the one that somebody in it is ready for."""
    head = head_of(passage, claim)
    if head is None or claim.label == "opinion" or _is_question(claim) or is_habit(head) or is_wish(head):
        return
    chain = chain_of(head)
    told = _refusal(claim) if is_refusal(head) else claim
    # What is negated has not happened, and nobody denies it either. What may not happen still may.
    if "negated" not in told.facets or ("possible" in told.facets and "planned" not in told.facets):
        ahead, arranged = any(looks_ahead(word) for word in chain), is_arranged(chain)
        status = status_of(told, ahead=ahead, arranged=arranged)
        yield _Telling(chain, passage, status, claim.start, claim.end, label_of(claim.statement))
    yield from _readiness(claim, passage, head)


def _refusal(claim: Claim) -> Claim:
    """The claim of a refusal, which has happened: neither is what is refused planned, nor is the refusing denied."""
    facets = tuple(facet for facet in claim.facets if facet not in ("planned", "negated"))
    return claim.model_copy(update={"facets": facets})


def _readiness(claim: Claim, passage: Passage, head: Token) -> Iterator[_Telling]:
    """What somebody in the claim is ready to do, which is no more than planned."""
    for ready in head.children:
        if ready.lemma_.lower() not in words_of("ready") or len(chain_of(ready)) == 1 or ready in chain_of(head):
            continue
        words = passage.doc[ready.left_edge.i : ready.right_edge.i + 1]
        start, end = passage.span(words)
        if claim.start <= start and end <= claim.end:
            label = label_of(f"{_subject(head)}: {words.text}")
            yield _Telling(chain_of(ready), passage, "planned", start, end, label)


def _subject(head: Token) -> str:
    subject = next((child for child in head.children if child.dep_ in ("nsubj", "nsubjpass")), head)
    return subject.doc[subject.left_edge.i : subject.right_edge.i + 1].text if subject != head else head.text


def status_of(claim: Claim, *, ahead: bool = False, arranged: bool = False) -> Status:
    """Whether it happened, by the claim's label and facets and by whether its verb looks ahead or tells of a plan."""
    facets = set(claim.facets)
    if claim.label == "denied":
        return "denied"
    if "planned" in facets or arranged:
        return "planned"
    if claim.label == "predicted" or "future" in facets or ahead:
        return "predicted"
    return "reported" if claim.label in ("reported", "hedged") else "happened"


def label_of(statement: str) -> str:
    """A statement in a few words, on one line."""
    words = " ".join(statement.split()).rstrip(".!?")
    if len(words) <= _LABEL_LENGTH:
        return words
    return words[: _LABEL_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


# --- the predicate ----------------------------------------------------------------------------------

_ASKS = re.compile(r"(?:how|why|what|whether|where|when)\b", re.IGNORECASE)


def _is_question(claim: Claim) -> bool:
    """Whether it only says that something is known or asked (how they are supplied)."""
    return _ASKS.match(claim.text) is not None


def _happens(telling: _Telling, timex: Timex | None) -> bool:
    """Whether the predicate is something that happens. A state does only if it is expected for a time told."""
    word, expected = telling.predicate, telling.status in _EXPECTED
    lemma = word.lemma_.lower()
    if word.pos_ not in VERBAL:
        return lemma in occurrences()
    if lemma in words_of("state") or is_attitude(word):
        return expected and timex is not None
    headline = telling.passage.block.kind == "headline"
    return not is_simple_present(word) or headline or expected or lemma in words_of("performed")


# --- the date ---------------------------------------------------------------------------------------

#: A date before a noun or after `of` is the noun's (the 2022 attack), not the event's.
_OF_A_NOUN = frozenset({"amod", "compound", "nmod", "nummod", "poss"})
_DEPTH = 16


def _dates(timex: Timex) -> bool:
    """Whether it tells when something happens: no repetition, no bare duration, and not merely now."""
    if timex.type == "SET" or timex.value == "PRESENT_REF":
        return False
    return timex.earliest is not None or timex.latest is not None or timex.value in ("PAST_REF", "FUTURE_REF")


def _dating(timexes: Sequence[Timex], telling: _Telling) -> Timex | None:
    """The time expression that belongs to the predicate; of several a definite one, then the closest."""
    tops = [(timex, _top(timex, telling.passage)) for timex in timexes]
    found = [(timex, top) for timex, top in tops if _belongs(top, telling.chain)]
    ranked = sorted(found, key=lambda one: (one[0].value.endswith("REF"), abs(one[1].i - telling.predicate.i)))
    return ranked[0][0] if ranked else None


#: What stands between the two ends of a span, by what stands before it: between 2015 and 2018, 2015-2018.
_SPAN = re.compile(r"between\s(and)|from\s(to|until|till|through)|\S*\s?(-|–|—)", re.IGNORECASE)


def _spanned(timex: Timex | None, timexes: Sequence[Timex], text: str) -> Timex | None:
    """The time expression, or the whole of the span of which it is one end, which stands at its first end."""
    for first, last in itertools.pairwise(timexes):
        if timex in (first, last) and _is_span(first, last, text):
            return first.model_copy(update={"value": "", "latest": last.latest})
    return timex


def _is_span(first: Timex, last: Timex, text: str) -> bool:
    if not (first.earliest and last.latest and first.earliest <= last.latest):
        return False
    before, between = text[max(0, first.start - _BEFORE) : first.start].split(), text[first.end : last.start]
    return _SPAN.fullmatch(f"{before[-1] if before else ''} {between.strip()}") is not None


_BEFORE = 12


def _in_time(telling: _Telling, timex: Timex | None, published: str | None) -> _Telling:
    """The same, as no more than predicted where its date lies wholly after the publication."""
    period = periods.parse(published or "")
    earliest = _limited(timex, _limit(timex, telling.passage))[0] if timex else None
    past = telling.status in ("happened", "reported")
    if past and period and earliest and earliest > period.last.isoformat():
        return replace(telling, status="predicted")
    return telling


def _top(timex: Timex, passage: Passage) -> Token:
    """The word of the expression on which its others depend."""
    words = passage.tokens(timex.start, timex.end)
    return next((one for one in words if not words[0].i <= one.head.i <= words[-1].i), words[-1])


def _belongs(token: Token, chain: Sequence[Token]) -> bool:
    """Whether nothing but phrases of the event's own clause lies between an expression and the event."""
    if token.dep_ in _OF_A_NOUN or (token.dep_ == "pobj" and token.head.lower_ == "of"):
        return False
    for _ in range(_DEPTH):
        if token in chain:
            return True
        if token.head == token or _begins_another(token) or is_annulled(token):
            return False
        token = token.head
    return False


def _begins_another(word: Token) -> bool:
    """Whether a word begins an event of its own. An infinitive of purpose goes on with the one above it."""
    if word.pos_ not in VERBAL:
        return word.lemma_.lower() in words_of("ready")
    infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in word.children)
    return not (infinitive and word.dep_ in ("xcomp", "advcl", "acl"))


def _limit(timex: Timex, passage: Passage) -> str:
    """The word that makes of a time expression a beginning or an end (since, until); empty where there is none."""
    first = passage.tokens(timex.start, timex.end)[0]
    before = first.nbor(-1).lower_ if first.i else ""
    return before if before in _BEGIN | _END else ""


_BEGIN, _END = frozenset({"since", "after"}), frozenset({"until", "till", "by", "before"})
#: These leave out the time that they name: before 2020 is 2019 at the latest. A time of day leaves its day in.
_BESIDE = {"after": 1, "before": -1}


def interval(
    timex: Timex, status: Status, published: str | None, *, limit: str = ""
) -> tuple[str | None, str | None, Granularity]:
    """First day, last day and granularity. What is only expected does not begin before it was published."""
    earliest, latest = _limited(timex, limit)
    day = periods.parse(published or "")
    if earliest and latest and status in _EXPECTED and day and day.unit == "day" and latest >= day.value:
        earliest = max(earliest, day.value)
    return earliest, latest, "open" if limit else granularity_of(timex)


def _limited(timex: Timex, limit: str) -> tuple[str | None, str | None]:
    """The first and the last day that a time expression leaves behind a word like `since` or `before`."""
    beside = _BESIDE.get(limit, 0) if timex.type == "DATE" else 0
    if limit in _BEGIN:
        return _moved(timex.latest if beside else timex.earliest, beside), None
    if limit in _END:
        return None, _moved(timex.earliest if beside else timex.latest, beside)
    return timex.earliest, timex.latest


def _moved(day: str | None, count: int) -> str | None:
    period = periods.parse(day or "")
    moved = period and period.shift(count)
    return moved.value if moved else None


def granularity_of(timex: Timex) -> Granularity:
    """How fine a time expression is; open where one end is."""
    if timex.earliest is None or timex.latest is None:
        return "open"
    period = periods.parse(timex.value)
    if period:
        return period.granularity
    return periods.granularity_of(date.fromisoformat(timex.earliest), date.fromisoformat(timex.latest))


# --- the corpus -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """Passages of one event, where they begin, and the days on which all their dates agree."""

    rows: list[Event]
    places: set[tuple[str, int]]
    earliest: str
    latest: str

    @classmethod
    def of(cls, row: Event) -> _Group:
        """A group of one passage."""
        return cls([row], {(row.doc_id, row.start)}, row.earliest or "0000", row.latest or "9999-99-99")

    def takes(self, other: _Group) -> bool:
        """Take in the passages of another, unless the dates agree on no day or two begin at one place."""
        earliest, latest = max(self.earliest, other.earliest), min(self.latest, other.latest)
        if earliest > latest or not self.places.isdisjoint(other.places):
            return False
        self.rows.extend(other.rows)
        self.places |= other.places
        self.earliest, self.latest = earliest, latest
        return True


def merge(tables: Tables, config: Config) -> Tables:
    """The tables with one event_id for passages of the same event: that of the first passage.

    The same: the same kind of event, expected or not, two actors in common, and dates that can agree.
    """
    del config
    rows = tables.rows(Event)
    ids = {row.event_id: min(group.rows, key=_place_of).event_id for group in _joined(rows) for row in group.rows}
    return tables.with_rows((Event, [row.model_copy(update={"event_id": ids[row.event_id]}) for row in rows]))


def _place_of(event: Event) -> tuple[str, int, int]:
    return event.doc_id, event.start, event.end


#: So many events of the same kind and actors are compared with one, so that ten thousand of them stay linear.
_LOOK_BACK = 50


def _joined(rows: Sequence[Event]) -> list[_Group]:
    """The events in groups. Dated ones come first, so that an undated one joins the first that it can."""
    known: dict[tuple[str, ...], list[_Group]] = {}
    found: list[_Group] = []
    for row in sorted(rows, key=lambda row: (row.timex is None, _place_of(row), row.event_id)):
        group, lists = _Group.of(row), [known.setdefault(key, []) for key in _keys(row)]
        candidates = itertools.chain.from_iterable(groups[:_LOOK_BACK] for groups in lists)
        same = next((one for one in candidates if one.takes(group)), None)
        if same is None:
            found.append(group)
            for groups in lists:
                groups.append(group)
    return found


def _keys(event: Event) -> list[tuple[str, ...]]:
    """What events must have in common: kind, whether expected or denied, and two actors."""
    kind = re.sub(r"^\w+\.", "", event.rule)
    mode = "expected" if event.status in _EXPECTED else "denied" if event.status == "denied" else "told"
    return [(mode, kind, *pair) for pair in itertools.combinations(sorted(set(event.actors))[:8], 2)]
