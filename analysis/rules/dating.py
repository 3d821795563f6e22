"""How a passage tells of an event and the time expressions in it in; the one that dates the event, and its days, out.

A date belongs to an event by syntax, within the event's own clause. It never comes from another clause, from the noun
of another event (`honour the victory of 1945`), or from anywhere but the passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from analysis.language import Passage
from analysis.rules import periods
from analysis.rules.edtf import edtf
from analysis.rules.happenings import is_happening
from analysis.rules.predicates import (
    VERBAL,
    disasters,
    does_by_saying,
    is_annulled,
    is_in_the_past,
    is_perfect,
    words_of,
)
from analysis.rules.tellings import EXPECTED, TOLD, Telling, will_be
from analysis.tables import Granularity, Timex

if TYPE_CHECKING:
    from spacy.tokens import Token

#: A date before a noun or after `of` is the noun's (the 2022 attack), not the event's.
_OF_A_NOUN = frozenset({"amod", "compound", "nmod", "nummod", "poss"})
#: What takes the time behind `of`: "the end of May", "as of Monday".
_PARTS = frozenset({"end", "beginning", "start", "middle", "night", "morning", "evening", "eve", "week", "as"})
#: What makes of a noun one that the reader knows already: "the victory".
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
#: With these a date is that of the noun before them: the war of 1812, a letter from 2014.
_OWN = frozenset({"of", "from"})
_WHEN = frozenset({"prep", "npadvmod", "advmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DEPTH = 16
#: What is told of a meeting's time is told of what is done `in a Monday meeting`.
_AT = frozenset({"during", "in", "at"})
#: What stands apart from what these words name: it is not when that is.
_APART = frozenset({"before", "after", "since", "until", "till", "following", "ahead"})
#: What goes on from then.
_ONWARDS = frozenset({"since", "from"})
_BEGIN, _END = frozenset({"since", "after", "from"}), frozenset({"until", "till", "by", "before"})
#: These leave out the time that they name: before 2020 is 2019 at the latest. A time of day leaves its day in.
_BESIDE = {"after": 1, "before": -1}
#: What stands between the two ends of a span, by what stands before it: between 2015 and 2018, 2015-2018.
_SPAN = re.compile(r"between\s(and)|from\s(to|until|till|through)|\S*\s?(-|–|—)", re.IGNORECASE)
_BEFORE = 12
#: Days of each granularity, at most: a wider interval is told in rough words ("in a few weeks").
_WIDEST = {
    "day": 1, "week": 7, "month": 31, "season": 93, "quarter": 92, "year": 366, "decade": 3653, "century": 36525,
}  # fmt: skip
_ROUGH = re.compile(r"P\d*X|_REF")
_ROUGHLY = re.compile(r"\b(about|around|approximately|circa|roughly|some|nearly|almost)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """The days on which an event may have begun and ended, and the time expression that says so.

    `headed` is whether that stands at the head of its passage, as in a chronology; `handed`, whether another sentence
    gives it.
    """

    earliest: str | None = None
    latest: str | None = None
    granularity: Granularity | None = None
    approximate: bool = False
    timex: Timex | None = None
    headed: bool = False
    handed: bool = False

    @property
    def edtf(self) -> str:
        """The same in EDTF."""
        earliest, latest = (date.fromisoformat(day) if day else None for day in (self.earliest, self.latest))
        return edtf(earliest, latest, approximate=self.approximate)

    @property
    def is_closed(self) -> bool:
        """Whether both ends are known."""
        return self.earliest is not None and self.latest is not None


def dates(timex: Timex) -> bool:
    """Whether it tells when something happens: no repetition, no bare duration, and not merely now."""
    if timex.type == "SET" or timex.value == "PRESENT_REF":
        return False
    return timex.earliest is not None or timex.latest is not None or timex.value in ("PAST_REF", "FUTURE_REF")


def dated(telling: Telling, timexes: Sequence[Timex], text: str, published: str | None) -> Dated:
    """When an event happens, by the time expressions within the passage that tells of it."""
    timex = _spanned(_dating(timexes, telling), timexes, text)
    if timex is None:
        return Dated()
    limit = _limit(timex, telling)
    lasts = is_perfect(telling.chain[0]) or telling.status in EXPECTED
    if limit in _ONWARDS and not lasts and not (limit == "from" and _is_said_of_verb(timex, telling)):
        return Dated()  # what happened once has not happened since then: "praised the first talks since May"
    if _clashes(telling, timex, _limited(timex, limit), published):
        return Dated()
    earliest, latest = _from_publication(_limited(timex, limit), telling, published)
    fine = _fineness(earliest, latest) if limit else granularity_of(timex)
    return Dated(earliest, latest, fine, _is_rough(timex, text), timex)


def _is_said_of_verb(timex: Timex, telling: Telling) -> bool:
    """Whether `from` and what is behind it stand right behind a verb or an adverb: "prices rose from May 2022"."""
    first = telling.passage.tokens(timex.start, timex.end)[0].i
    return first > 1 and telling.passage.doc[first - 2].pos_ in VERBAL | {"ADV"}


def of_clause(verb: Token, passage: Passage, timexes: Sequence[Timex]) -> Timex | None:
    """The time expression that belongs to a verb, be it one of saying."""
    return _closest(timexes, passage, (verb,))


def is_of_a_noun(timex: Timex, passage: Passage) -> bool:
    """Whether a time expression tells of which thing the talk is: `in Monday's deal`."""
    return _top(timex, passage).dep_ in _OF_A_NOUN


def handed(timex: Timex) -> Dated:
    """A date that stands in another sentence, as that of an event: never more than approximate."""
    return Dated(timex.earliest, timex.latest, granularity_of(timex), approximate=True, timex=timex, handed=True)


def of_heading(timex: Timex, text: str) -> Dated:
    """The date that stands at the head of a passage, as that of an event."""
    return Dated(timex.earliest, timex.latest, granularity_of(timex), _is_rough(timex, text), timex, headed=True)


def is_over(when: Dated, published: str | None) -> bool:
    """Whether a date lies wholly before publication; that of a chronology does."""
    period = periods.parse(published or "")
    return when.headed or (period is not None and when.is_closed and (when.latest or "") < period.first.isoformat())


def in_time(telling: Telling, when: Dated, published: str | None) -> Telling:
    """The same, as no more than predicted where its date lies wholly after the publication."""
    period = periods.parse(published or "")
    if telling.status in TOLD and period and when.earliest and when.earliest > period.last.isoformat():
        return replace(telling, status="predicted")
    return telling


def as_deed(telling: Telling, when: Dated, published: str | None) -> Telling:
    """The deed where a plan has a date gone by: `decided on Monday to sell the port` dates the deciding."""
    period, first = periods.parse(published or ""), telling.chain[0]
    if telling.status != "planned" or not does_by_saying(first) or not is_in_the_past(first):
        return telling
    if period is None or not when.is_closed or (when.latest or "") > period.last.isoformat():
        return telling
    return replace(telling, chain=(first,), status="happened" if telling.claim.label == "asserted" else "reported")


# --- which one -------------------------------------------------------------------------------------


def _dating(timexes: Sequence[Timex], telling: Telling) -> Timex | None:
    """The time expression that belongs to the predicate; of several a definite one, then the closest."""
    return _closest(timexes, telling.passage, telling.chain)


def _closest(timexes: Sequence[Timex], passage: Passage, chain: Sequence[Token]) -> Timex | None:
    tops = [(timex, _top(timex, passage)) for timex in timexes]
    found = [(timex, top) for timex, top in tops if _belongs(top, chain)]
    ranked = sorted(found, key=lambda one: (one[0].value.endswith("REF"), abs(one[1].i - chain[-1].i)))
    return ranked[0][0] if ranked else None


def _spanned(timex: Timex | None, timexes: Sequence[Timex], text: str) -> Timex | None:
    """The time expression, or the whole of the span of which it is one end, which stands at its first end."""
    for place, first in enumerate(timexes):
        last = place
        while last + 1 < len(timexes) and _is_span(timexes[last], timexes[last + 1], text):
            last += 1
        if last > place and timex in timexes[place : last + 1]:
            return first.model_copy(update={"value": "", "latest": timexes[last].latest})
    return timex


def _is_span(first: Timex, last: Timex, text: str) -> bool:
    if not (first.earliest and last.latest and first.earliest <= last.latest):
        return False
    if first.rule == last.rule == "days-listed" and _moved(first.latest, 1) == last.earliest:
        return True  # on 24 and 25 April
    before, between = text[max(0, first.start - _BEFORE) : first.start].split(), text[first.end : last.start]
    return _SPAN.fullmatch(f"{before[-1] if before else ''} {between.strip()}") is not None


def _top(timex: Timex, passage: Passage) -> Token:
    """The word of the expression on which its others depend."""
    words = passage.tokens(timex.start, timex.end)
    return next((one for one in words if not words[0].i <= one.head.i <= words[-1].i), words[-1])


def _belongs(token: Token, chain: Sequence[Token]) -> bool:
    """Whether nothing but phrases of the event's own clause lies between an expression and the event."""
    if token.dep_ in _OF_A_NOUN:
        return _is_time_of(token.head, chain)
    if _is_told_of(token):
        return False
    first = token
    for _ in range(_DEPTH):
        if token in chain:
            return True
        if token.head == token or _begins_another(token) or is_annulled(token) or _is_known_event(token):
            return False
        if token.lower_ in _APART and token != first.head:
            return False  # "before the flood of 4 June"
        token = _above(token)
    return False


def _is_told_of(token: Token) -> bool:
    """Whether a time is itself what is told of, counted in or named: `Sunday was chosen`, but `2011 saw a summit`."""
    above = token.head
    if token.dep_ in _SUBJECTS:
        return above.lemma_.lower() not in words_of("light")
    if token.dep_ != "pobj" or not above.i:
        return False
    before = above.nbor(-1)
    counted = before.lemma_.lower() == "time" and any(child.dep_ == "amod" for child in before.children)
    if counted or (above.lower_ == "to" and not _lasts(above)):
        return True  # "the third time in a decade", "led them back to 1939"
    return above.lower_ in _OWN and above.head.lower_ not in _PARTS and above.head.pos_ not in VERBAL


def _lasts(to: Token) -> bool:
    """Whether what is told goes on, or is stopped, until the time behind `to`: "halted payments to August"."""
    return any(word.lemma_.lower() in words_of("lasting") for word in (to.head, to.head.head))


def _above(word: Token) -> Token:
    """The word on which one depends. What stands before a clause's conjunction (`left on Monday | after`) is above.

    So is what follows a verb of saying at once, whatever the parser says: `said on Monday | it had left`.
    """
    clause = word.head
    mark = next((child for child in clause.lefts if child.dep_ == "mark"), None)
    at_once = clause.dep_ == "ccomp" and word.left_edge.i == clause.head.i + 1 and word.dep_ in _WHEN
    return clause.head if at_once or (mark is not None and word.i < mark.i) else clause


def _is_time_of(noun: Token, chain: Sequence[Token]) -> bool:
    """`said during Saturday's talks`, `the 2004 tsunami killed many`: the noun's date is that of what goes with it."""
    during = noun.dep_ == "pobj" and noun.head.lower_ in _AT and noun.head.head in chain and _is_occasion(noun)
    subject = noun.dep_ == "nsubj" and noun.head in chain and noun.lemma_.lower() in disasters()
    first = noun.left_edge
    return during or (subject and not (first.i and first.nbor(-1).lower_ in _APART))


def _is_occasion(noun: Token) -> bool:
    """Whether a noun names what people do something at: not a document (`in the 2015 report`)."""
    return is_happening(noun.lemma_.lower()) and noun.lemma_.lower() not in words_of("document")


def _begins_another(word: Token) -> bool:
    """Whether a word begins an event of its own. An infinitive of purpose goes on with the one above it."""
    if word.pos_ not in VERBAL:
        return word.lemma_.lower() in words_of("ready")
    return not (_is_infinitive(word) and word.dep_ in ("xcomp", "advcl", "acl"))


def _is_known_event(noun: Token) -> bool:
    """`honour the victory in 1945`: the date of an event that the reader is taken to know is that event's own.

    Where the verb only supports its noun (`made its first flight on Tuesday`), the two tell of one event.
    """
    if noun.pos_ != "NOUN" or noun.lower_ in _PARTS or not is_happening(noun.lemma_.lower()):
        return False
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in {**words_of("light"), **words_of("support")}:
        return False
    return any(child.lower_ in _DEFINITE or child.dep_ == "poss" for child in noun.children)


def _clashes(telling: Telling, timex: Timex, days: tuple[str | None, str | None], published: str | None) -> bool:
    """Whether its verb's tense says that a time before publication, or after it, is that of something else."""
    period = periods.parse(published or "")
    if period is None:
        return False
    past = is_in_the_past(telling.chain[0])
    if timex.value.endswith("_REF"):
        return past if timex.value == "FUTURE_REF" else will_be(telling)  # "soon left", "will recently"
    too_early = days[1] is not None and days[1] < period.first.isoformat() and will_be(telling)
    too_late = days[0] is not None and days[0] > period.last.isoformat() and past
    direct = _is_direct(_top(timex, telling.passage), telling)
    return too_early or (too_late and (timex.anchor != "explicit" or not direct))


def _is_direct(token: Token, telling: Telling) -> bool:
    """Whether no more than a preposition lies between: not so in `took a step to vote in 2030`."""
    above = token.head if token.dep_ == "pobj" else token
    return above.head in telling.chain


def _is_infinitive(word: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in word.children)


# --- its days --------------------------------------------------------------------------------------


def _limit(timex: Timex, telling: Telling) -> str:
    """The word that makes of a time expression a beginning or an end (since, until); empty where there is none."""
    first = telling.passage.tokens(timex.start, timex.end)[0]
    before = first.nbor(-1).lower_ if first.i and timex.value and "/" not in timex.value else ""  # a span has no value
    if before == "to" and _lasts(first.nbor(-1)):
        return "until"
    if before == "than" and first.i > 1:  # "no later than Friday"
        return {"later": "by", "earlier": "from"}.get(first.nbor(-2).lower_, "")
    if before == "through":
        return "" if first.lower_ in _DEFINITE else "until"  # through the night: in it
    return before if before in _BEGIN | _END else ""


def _limited(timex: Timex, limit: str) -> tuple[str | None, str | None]:
    """The first and the last day that a time expression leaves behind a word like `since` or `before`."""
    beside = _BESIDE.get(limit, 0) if timex.type == "DATE" else 0
    if limit in _BEGIN:
        return _moved(timex.latest if beside else timex.earliest, beside), None
    if limit in _END:
        return None, _moved(timex.earliest if beside else timex.latest, beside)
    return timex.earliest, timex.latest


def _moved(day: str | None, count: int) -> str | None:
    """A day so many days later."""
    period = periods.parse(day or "")
    moved = period and period.shift(count)
    return moved.value if moved else None


def _from_publication(
    days: tuple[str | None, str | None], telling: Telling, published: str | None
) -> tuple[str | None, str | None]:
    """What is only expected does not begin before it was published."""
    earliest, latest = days
    day = periods.parse(published or "")
    to_come = telling.status in EXPECTED and not is_in_the_past(telling.chain[0])
    first = day.first.isoformat() if day else ""
    if latest and to_come and latest >= first > "":
        return max(earliest or first, first), latest
    return days


def granularity_of(timex: Timex) -> Granularity:
    """How fine a time expression is; open where one end is."""
    period = periods.parse(timex.value) if timex.earliest and timex.latest else None
    whole = period is not None and not _is_part_of(period, timex)
    return period.granularity if period and whole else _fineness(timex.earliest, timex.latest)


def _fineness(earliest: str | None, latest: str | None) -> Granularity:
    if earliest is None or latest is None:
        return "open"
    return periods.granularity_of(date.fromisoformat(earliest), date.fromisoformat(latest))


def _is_part_of(period: periods.Period, timex: Timex) -> bool:
    """Whether only a convention says which days of its period a time expression means: `late May`."""
    days = (period.first.isoformat(), period.last.isoformat())
    return timex.approximate and (timex.earliest, timex.latest) != days


def _is_rough(timex: Timex, text: str) -> bool:
    """Whether the words give the days roughly: wider than the unit that they name, vague, or `about` before them."""
    if timex.earliest is None or timex.latest is None:
        return False
    days = (date.fromisoformat(timex.latest) - date.fromisoformat(timex.earliest)).days + 1
    before = text[max(0, timex.start - _BEFORE) : timex.start].split()
    roughly = _ROUGHLY.search(" ".join([*before[-1:], timex.text])) is not None
    period = periods.parse(timex.value)
    if period and _is_part_of(period, timex):
        return True
    return roughly or days > _WIDEST.get(granularity_of(timex), days) or _ROUGH.search(timex.value) is not None
