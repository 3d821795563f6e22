"""An expression with the shape of a time in, whether it only looks like one out.

May the person and may the verb, 60 Minutes, the second half of a match, a 2,000 year old custom, three-quarters of the
votes. Parts of speech and names only ever veto: shapes alone find more than a tagger does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.language import Passage
from analysis.rules.shapes import Match
from analysis.rules.time_contexts import is_of_a_game, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMES = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "FAC"})
_NAMED = frozenset({"month", "month_short", "weekday"})
#: A number alone is a year only if it is likely to be one.
_FIRST_YEAR, _LAST_YEAR = 1000, 2100


@dataclass(frozen=True, slots=True)
class Place:
    """An expression and what stands around it; `text` is its passage's, `document` the whole."""

    match: Match
    passage: Passage
    text: str
    document: str

    @property
    def start(self) -> int:
        """Its first character in the text of the passage."""
        return self.match.lexemes[0].start

    @property
    def end(self) -> int:
        """The character after its last."""
        return self.match.lexemes[-1].end

    @property
    def before(self) -> str:
        """The characters before it, in small letters."""
        return self.text[max(0, self.start - _NEAR) : self.start].lower()

    @property
    def after(self) -> str:
        """The characters after it, in small letters."""
        return self.text[self.end : self.end + _NEAR].lower()

    def token(self, place: int) -> Token:
        """The token that holds a character of the passage."""
        place += self.passage.block.start
        return self.passage.tokens(place, place + 1)[0]

    @property
    def first(self) -> Token:
        """Its first token."""
        return self.token(self.start)

    @property
    def last(self) -> Token:
        """Its last token."""
        return self.token(self.end - 1)


_NEAR = 20


def is_lookalike(place: Place) -> bool:
    """Whether it only looks like a time."""
    return any(looks_like(place) for looks_like in _LOOKALIKES)


def _is_part_of_a_word(place: Place) -> bool:
    """Sung-Jun, March 12024, a now-cancelled deal, 9/11/2001."""
    if place.match.rule.operator == "reference" and place.after[:1] == "-":
        return True
    if place.match.rule.operator == "remembered" and not _is_remembered(place):
        return True
    if place.match.lexemes[0].word.kind not in _NAMED:
        return False
    return place.before[-1:] == "-" or bool(_GOES_ON_AS_A_WORD.match(place.after))


def _is_remembered(place: Place) -> bool:
    """9/11 as a day: since 9/11, the 9/11 attacks; no fraction ("9/11 recovered"), and no part of a longer date."""
    if "/" in (place.before[-1:], place.after[:1]):
        return False
    return _TOLD_WHEN.search(place.before) is not None or _REMEMBERED.match(place.after) is not None


_TOLD_WHEN = re.compile(r"\b(?:since|after|before|until|on|by|the|pre-|post-) ?$", re.IGNORECASE)
_REMEMBERED = re.compile(
    r"[ -](?:attack|terror|hijack|victim|commission|memorial|museum|era|anniversar)", re.IGNORECASE
)
_GOES_ON_AS_A_WORD = re.compile(r"-[^\W\d]| ?\d{5}")


def _is_age(place: Place) -> bool:
    """62 years old, a 2000 year old custom."""
    return _AGE.match(place.after) is not None


_AGE = re.compile(r"(?:[ -]years?)?[ -]old\b")


def _is_no_year(place: Place) -> bool:
    """12024; 2000 soldiers; $1999; flight 1812. But: the 2000 elections, in 2000 soldiers marched."""
    year = place.match.words.number("year") or 0
    if place.match.rule.name != "year" or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return place.match.rule.name == "year"
    *_, before = " ", *place.before.split()
    if _SIGNED.search(place.before) or before in words_of("numbered") or _STREET.match(place.text, place.end):
        return True
    counted = place.last.dep_ == "nummod" and place.last.head.tag_ == "NNS"
    if not counted or _WHEN.search(place.before) or place.last.head.lower_ in words_of("of a year"):
        return False
    has_article = any(child.dep_ in ("det", "poss") for child in place.last.head.children)
    return not has_article and (year % _ROUND == 0 or year < _EARLY)


_WHEN = re.compile(r"\b(?:in|since|by|until|till|from|during|after|before|early|late|mid)[ -]$")
#: A price, a number in a list, the end of a telephone number. But: 2014-2018.
_SIGNED = re.compile(r"[$£€¥#№@]$|(?:^|\D)(?:\d{1,3}|\d{5,})[-–.]$|\b0\d{1,4} $")
_STREET = re.compile(r" (?:[A-Z]\w+ ){1,3}?(?:Avenue|Ave|Street|St|Road|Rd|Boulevard|Blvd|Drive|Lane|Square|Way)\b")
#: Numbers that count rather than name a year, before what can be counted.
_ROUND, _EARLY = 100, 1900


def _is_counted_day(place: Place) -> bool:
    """On the 15th floor, the 38th parallel; on May 4 and 25 days later. But: on the 15th."""
    follows = place.last.nbor(1) if place.last.i + 1 < len(place.last.doc) else None
    if place.match.rule.name == "days-listed":
        return (
            place.match.lexemes[-1].word.kind == "small" and place.last.dep_ == "nummod" and place.last.head == follows
        )
    if place.match.rule.name != "day-of-the-month" or place.match.words.has("unit"):
        return False
    if not _ON.search(place.before) or _ROW.match(place.after):
        return True
    return follows is not None and follows.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")


_ROW = re.compile(r"(?:,? (?:and|or|to|through)|,) (?:the )?\d{1,2}(?:st|nd|rd|th)\b")
_ON = re.compile(r"\b(?:on|by|until|till|since|from) $")


def _is_phrase(place: Place) -> bool:
    """In her thirties, the fall of Rome, the year 0, the early days of a war, as soon as, now and then, degrees."""
    if place.match.words.has("bare_decade"):
        return not words_of("measured").isdisjoint(token.lower_ for token in place.first.sent)
    if place.match.rule.name == "decade":
        return bool(_OWN.search(place.before))
    if place.match.words[-1].text == "fall":
        return place.after.startswith(" of ")
    if place.match.rule.name == "the-unit":
        return bool(_NUMBERED.match(place.after)) or (place.match.words.unit == "day" and place.before.endswith("at "))
    if place.match.rule.operator == "reference":
        return bool(_GOES_ON.match(place.after)) or bool(_AS.search(place.before) and place.after.startswith(" as"))
    return place.match.rule.name == "units" and bool(_SO_MANY.search(place.before))


_OWN = re.compile(r"\b(?:his|her|their|my|our|your|its) $")
_NUMBERED = re.compile(r" \d")
_GOES_ON = re.compile(r" (?:of|and (?:then|again))\b")
_AS = re.compile(r"\bas $")
_SO_MANY = re.compile(r"(?:matter|hundreds|thousands|dozens|tens) of $|\bearly $")


def _is_no_clock(place: Place) -> bool:
    """02:29 of a film, high noon: a time of day without a.m. has a word before it, or a day behind it."""
    words = place.match.words
    if place.match.rule.operator != "clock_time" or place.before.endswith("high "):
        return place.match.rule.operator == "clock_time"
    named = words.has("zone", "weekday", "deictic", "month", "month_short", "approx") or words[0].text[-1:] in "m."
    return not named and not _AT.search(place.before)


_AT = re.compile(r"\b(?:at|by|until|till|from|to|and|since|before|after|around|about|past|or)(?: exactly| just)? $")


def _is_counted(place: Place) -> bool:
    """Two thousand homes; it may last a decade."""
    if place.match.rule.operator == "year_in_words" and not place.match.words.has("unit"):
        follows = place.last.nbor(1).pos_ if place.last.i + 1 < len(place.last.doc) else ""
        return not _WHEN.search(place.before) or follows in ("NOUN", "PROPN", "ADJ")
    return place.match.lexemes[0].word.kind == "last" and place.first.pos_ == "VERB"


def _is_fraction(place: Place) -> bool:
    """Three-quarters, a quarter of the votes."""
    match = place.match
    if match.rule.operator != "amount" or match.lexemes[-1].word.value != "quarter":
        return False
    joined = any(one.word.kind == "-" for one in match.lexemes)
    return place.after[:4] == " of " or place.after[1:8] == "century" or len(match.lexemes) == 1 or joined


def _is_title(place: Place) -> bool:
    """60 Minutes, This Week, Monday Night Football, the Winter Olympics, the Good Friday Agreement.

    But: Last Year, Monday Night.
    """
    if place.passage.block.kind == "headline":
        return False
    first, *rest = place.match.lexemes
    goes_on = _CAPITAL.match(place.text, place.end) is not None
    if goes_on and (first.word.kind in ("holiday", "remembered_day") or _is_capital(place, "season")):
        return True
    if not any(place.text[one.start].isupper() for one in rest if one.word.kind in ("unit", "units", "daypart")):
        return False
    return goes_on or first.word.kind not in ("last", "next", "weekday")


_CAPITAL = re.compile(r" [A-Z]")


def _is_capital(place: Place, kind: str) -> bool:
    return any(one.word.kind == kind and place.text[one.start].isupper() for one in place.match.lexemes)


def _is_name(place: Place) -> bool:
    """May the person, may the verb, Chung Sung Jun, June Carter, the Sunday Times, the Women's March, USA Today."""
    token, kind = place.first, place.match.lexemes[0].word.kind
    if len(place.match.lexemes) != 1 or _DATES[kind in _NAMED].search(place.before):
        return False
    before = token.nbor(-1) if token.i else token
    if kind == "weekday":
        article = before.dep_ in ("det", "poss", "case") or before == token
        return before.lower_ in words_of("named day") or (article and _begins_a_name(token))
    if kind == "month" and (_begins_a_name(token) or any(child.dep_ == "det" for child in token.children)):
        return True
    if kind == "deictic" and token.text[0].isupper() and before.text[0].isupper() and before != token:
        return place.passage.block.kind != "headline"
    surname = before.pos_ == "PROPN" and before.dep_ == "compound" and before.head == token
    return surname or (token.ent_type_ in _NAMES and kind != "holiday") or token.pos_ == "AUX"


#: Before these words stands a date, whatever the names beside it: a year, and a month or a weekday.
_DATES = (re.compile(r"\b(?:of|since|during) $"), re.compile(r"(?:^| )(?:in|since|during|until|till) $"))


def _begins_a_name(token: Token) -> bool:
    """Whether a word with a capital follows that it belongs to: the Sunday Times, Tuesday Weld."""
    if token.i + 1 == len(token.doc):
        return False
    person = token.ent_type_ == token.nbor(1).ent_type_ == "PERSON"
    return person or (token.dep_ == "compound" and token.head.pos_ == "PROPN" and token.head.i > token.i)


def _is_attribute(place: Place) -> bool:
    """A recent poll, the previously secret accord, a quarterly loss: they tell of what kind, and hardly when."""
    word = place.match.lexemes[0].word
    if len(place.match.lexemes) != 1 or word.text not in words_of("attribute"):
        return False
    return place.first.dep_ == "amod" or place.first.head.dep_ in ("amod", "acl")


def _is_of_a_game(place: Place) -> bool:
    """The second half of a match, where no year is named."""
    if place.match.rule.operator != "part_of_year" or place.match.words.has("year", "fiscal"):
        return False
    return is_of_a_game(place.document)


_LOOKALIKES: tuple[Callable[[Place], bool], ...] = (
    _is_part_of_a_word, _is_age, _is_no_year, _is_no_clock, _is_counted, _is_counted_day, _is_phrase, _is_fraction,
    _is_title, _is_name, _is_attribute, _is_of_a_game,
)  # fmt: skip
