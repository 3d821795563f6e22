"""Claims in; events out: what happens, when, and whether it did. Then the corpus: which passages tell of the same one.

An event is told by a claim whose predicate happens: opinions and states give none. Its date comes only from a
time expression that belongs to the predicate by syntax, never from another clause; else it has none.
`rule` names the pattern and the kind of event: `verb.visit`.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analysis import lexicons, periods
from analysis.config import Config
from analysis.language import Passage
from analysis.reading import Reading
from analysis.tables import Claim, Event, Granularity, Status, Tables, Timex, derive_id

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

Role = Literal["state", "phase", "ready", "occasion", "performed", "habit", "alike"]

_LABEL_LENGTH = 80
_VERBAL = frozenset({"VERB", "AUX"})
_EXPECTED = frozenset({"planned", "predicted"})


class EventWords(lexicons.Entry):
    """Words by what they do to an event."""

    role: Role
    name: str
    words: list[str]


class EventNouns(lexicons.Entry):
    """Nouns that name an occurrence."""

    name: str
    words: list[str]


@functools.cache
def _words(role: Role) -> dict[str, str]:
    """The words of a role, each with the name of its entry."""
    entries = lexicons.read("event_words", EventWords)
    return {word: entry.name for entry in entries if entry.role == role for word in entry.words}


@functools.cache
def _nouns() -> frozenset[str]:
    return frozenset(word for entry in lexicons.read("event_nouns", EventNouns) for word in entry.words)


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
    for claim in reading.rows(Claim):
        passage = reading.passages[bisect.bisect_right(starts, claim.start) - 1]
        for telling in _tellings(claim, passage):
            inside = timexes[bisect.bisect_left(places, telling.start) : bisect.bisect_left(places, telling.end)]
            timex = _dating(inside, telling)
            if _happens(telling, timex):
                yield _row(reading, claim, telling, timex)


def _row(reading: Reading, claim: Claim, telling: _Telling, timex: Timex | None) -> Event:
    published = reading.document.published
    earliest, latest, granularity = interval(timex, telling.status, published) if timex else (None, None, None)
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
    head = _head(passage, claim)
    if head is None or claim.label == "opinion" or _is_question(claim) or _is_habit(head):
        return
    chain = _chain(head)
    status = status_of(claim, looks_ahead=any(_looks_ahead(word) for word in chain))
    if not (status == "planned" and "negated" in claim.facets):
        yield _Telling(chain, passage, status, claim.start, claim.end, label_of(claim.statement))
    for ready in head.children:
        if ready.lemma_.lower() in _words("ready") and len(_chain(ready)) > 1 and ready not in chain:
            start, end = passage.span(passage.doc[ready.left_edge.i : ready.right_edge.i + 1])
            label = label_of(f"{_subject(head)}: {passage.doc[ready.left_edge.i : ready.right_edge.i + 1].text}")
            yield _Telling(_chain(ready), passage, "planned", start, min(end, claim.end), label)


def _subject(head: Token) -> str:
    subject = next((child for child in head.children if child.dep_ in ("nsubj", "nsubjpass")), head)
    return subject.doc[subject.left_edge.i : subject.right_edge.i + 1].text if subject != head else head.text


def status_of(claim: Claim, *, looks_ahead: bool = False) -> Status:
    """Whether it happened, by the claim's label and facets and by whether its verb is in the future or modal."""
    facets = set(claim.facets)
    if claim.label == "denied":
        return "denied"
    if "planned" in facets:
        return "planned"
    if claim.label == "predicted" or "future" in facets or looks_ahead:
        return "predicted"
    if "negated" in facets:
        return "denied"
    return "reported" if claim.label in ("reported", "hedged") else "happened"


def label_of(statement: str) -> str:
    """A statement in a few words, on one line."""
    words = " ".join(statement.split()).rstrip(".!?")
    if len(words) <= _LABEL_LENGTH:
        return words
    return words[: _LABEL_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def kind_of(lemma: str) -> str:
    """The kind of event that a verb or noun tells of; itself where no other word tells of the same."""
    return _words("alike").get(lemma, lemma)


# --- the predicate ----------------------------------------------------------------------------------

_MODALS = frozenset({"will", "wo", "'ll", "shall", "may", "might", "could", "would"})
_ASKS = re.compile(r"(?:how|why|what|whether|where|when)\b", re.IGNORECASE)


def _head(passage: Passage, claim: Claim) -> Token | None:
    """The word of the claim on which its other words depend."""
    words = _within(passage, claim.start, claim.end)
    first, last = words[0].i, words[-1].i
    tops = [one for one in words if not first <= one.head.i <= last or one.head == one]
    tops = [one for one in tops if not one.is_punct and one.pos_ not in ("CCONJ", "SCONJ")]
    return next((one for one in tops if one.pos_ in _VERBAL), tops[0] if tops else None)


def _within(passage: Passage, start: int, end: int) -> Tokens:
    """The tokens of the passage that a span of the document touches."""
    first, last = (_number_at(passage.doc, place - passage.block.start) for place in (start, end - 1))
    return passage.doc[first : last + 1]


def _number_at(doc: Doc, place: int) -> int:
    return max(0, bisect.bisect_right(range(len(doc)), place, key=lambda at: doc[at].idx) - 1)


def _chain(head: Token) -> tuple[Token, ...]:
    """From a verb of phase or intention down to what happens: aims, visit."""
    chain = [head]
    while len(chain) < _LONGEST_CHAIN and (below := _below(chain[-1])):
        chain.append(below)
    return tuple(chain)


_LONGEST_CHAIN = 4


def _below(head: Token) -> Token | None:
    lemma = head.lemma_.lower()
    if lemma not in _words("phase") and lemma not in _words("ready"):
        return None
    for child in head.children:
        if child.dep_ == "xcomp" and child.pos_ in _VERBAL:
            return child
        if child.dep_ in ("acomp", "oprd", "xcomp") and child.lemma_.lower() in _words("ready"):
            return child
        if child.dep_ in ("dobj", "attr") and lemma in ("be", "have"):
            return _of_noun(child)
    return None


def _of_noun(noun: Token) -> Token | None:
    """The event of a noun: itself, or what follows it (the opportunity to meet)."""
    if noun.lemma_.lower() in _nouns():
        return noun
    if noun.lemma_.lower() not in _words("occasion"):
        return None
    return next((child for child in noun.children if child.dep_ in ("acl", "relcl") and child.pos_ == "VERB"), None)


def _is_question(claim: Claim) -> bool:
    """Whether it only says that something is known or asked (how they are supplied)."""
    return _ASKS.match(claim.text) is not None


def _is_habit(head: Token) -> bool:
    present = head.tag_ in ("VBZ", "VBP") and not any(child.dep_ == "aux" for child in head.children)
    return present and any(child.lower_ in _words("habit") for child in head.children)


def _looks_ahead(word: Token) -> bool:
    helpers = {child.lower_ for child in word.children if child.dep_ in ("aux", "auxpass")}
    return bool(helpers & _MODALS) and "have" not in helpers


def _happens(telling: _Telling, timex: Timex | None) -> bool:
    """Whether the predicate is something that happens. A state does only if it is expected for a time told."""
    word, expected = telling.predicate, telling.status in _EXPECTED
    lemma = word.lemma_.lower()
    if word.pos_ not in _VERBAL:
        return lemma in _nouns()
    if lemma in _words("state"):
        return expected and timex is not None
    simple_present = word.tag_ in ("VBZ", "VBP")
    headline = telling.passage.block.kind == "headline"
    return not simple_present or headline or expected or lemma in _words("performed")


# --- the date ---------------------------------------------------------------------------------------

#: A date before a noun or after `of` is the noun's (the 2022 attack), not the event's.
_OF_A_NOUN = frozenset({"amod", "compound", "nummod", "poss"})
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


def _top(timex: Timex, passage: Passage) -> Token:
    """The word of the expression on which its others depend."""
    words = _within(passage, timex.start, timex.end)
    return next((one for one in words if not words[0].i <= one.head.i <= words[-1].i), words[-1])


def _belongs(token: Token, chain: Sequence[Token]) -> bool:
    """Whether nothing but phrases of the event's own clause lies between an expression and the event."""
    if token.dep_ in _OF_A_NOUN or (token.dep_ == "pobj" and token.head.lower_ == "of"):
        return False
    for _ in range(_DEPTH):
        if token in chain:
            return True
        if token.head == token or _begins_another(token):
            return False
        token = token.head
    return False


def _begins_another(word: Token) -> bool:
    """Whether a word begins an event of its own. An infinitive of purpose goes on with the one above it."""
    if word.pos_ not in _VERBAL:
        return word.lemma_.lower() in _words("ready")
    infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in word.children)
    return not (infinitive and word.dep_ in ("xcomp", "advcl", "acl"))


def interval(timex: Timex, status: Status, published: str | None) -> tuple[str | None, str | None, Granularity]:
    """First day, last day and granularity. What is only expected does not begin before it was published."""
    earliest, latest = timex.earliest, timex.latest
    day = periods.parse(published or "")
    if earliest and latest and status in _EXPECTED and day and day.unit == "day" and latest >= day.value:
        earliest = max(earliest, day.value)
    return earliest, latest, granularity_of(timex)


def granularity_of(timex: Timex) -> Granularity:
    """How fine a time expression is; open where one end is."""
    if timex.earliest is None or timex.latest is None:
        return "open"
    period = periods.parse(timex.value)
    return period.granularity if period else _GRANULARITY.get(timex.value[-1:], "year")


_GRANULARITY: dict[str, Granularity] = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}


# --- the corpus -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """Passages of one event, and the days on which all their dates agree."""

    rows: list[Event]
    earliest: str
    latest: str

    def fits(self, other: _Group) -> bool:
        """Whether the dates agree on a day and no two passages begin at the same place."""
        apart = max(self.earliest, other.earliest) > min(self.latest, other.latest)
        places = {(row.doc_id, row.start) for row in self.rows}
        return not apart and not any((row.doc_id, row.start) in places for row in other.rows)


def merge(tables: Tables, config: Config) -> Tables:
    """The tables with one event_id for passages of the same event: that of the first passage.

    The same: the same kind of event, expected or not, two actors in common, and dates that can agree.
    """
    del config
    groups = [_Group([row], row.earliest or "0000", row.latest or "9999-99-99") for row in tables.rows(Event)]
    joined = _joined(groups)
    ids = {row.event_id: min(group.rows, key=_place_of).event_id for group in joined for row in group.rows}
    return tables.with_rows(
        (Event, [row.model_copy(update={"event_id": ids[row.event_id]}) for row in tables.rows(Event)])
    )


def _place_of(event: Event) -> tuple[str, int, int]:
    return event.doc_id, event.start, event.end


def _joined(groups: Sequence[_Group]) -> list[_Group]:
    """Each group with the first earlier one that tells of the same, dated ones first."""
    order = sorted(groups, key=lambda group: (group.rows[0].timex is None, _place_of(group.rows[0])))
    known: dict[tuple[str, ...], list[_Group]] = {}
    found: list[_Group] = []
    for group in order:
        keys = _keys(group.rows[0])
        same = next((one for key in keys for one in known.get(key, ())[-_LOOK_BACK:] if one.fits(group)), None)
        if same is None:
            found.append(group)
        else:
            same.rows.extend(group.rows)
            same.earliest, same.latest = max(same.earliest, group.earliest), min(same.latest, group.latest)
        for key in keys:
            _register(known.setdefault(key, []), same or group)
    return found


#: So many groups of the same kind and actors are compared, so that ten thousand of them stay linear.
_LOOK_BACK = 50


def _register(groups: list[_Group], group: _Group) -> None:
    if not any(one is group for one in groups[-_LOOK_BACK:]):
        groups.append(group)


def _keys(event: Event) -> list[tuple[str, ...]]:
    """What events must have in common: kind, whether expected or denied, and two actors."""
    kind = re.sub(r"^\w+\.", "", event.rule)
    mode = "expected" if event.status in _EXPECTED else "denied" if event.status == "denied" else "told"
    return [(mode, kind, *pair) for pair in itertools.combinations(sorted(set(event.actors))[:8], 2)]
