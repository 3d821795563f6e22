"""Articles in; time expressions out, each with its TIMEX3 value and the days that it may mean.

Words are put into classes (lexicons/time_words.toml), shapes of classes are time expressions
(lexicons/time_rules.toml), and operators compute what they mean (points.py, amounts.py). Classes and few
shapes instead of many phrases is the idea of SynTime (Zhong et al. 2017). The parse is used to veto (May the
person, may the verb) and to see whether a verb looks back or ahead, which tells last Friday from next Friday.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis import lexicons
from analysis.config import Config
from analysis.language import Passage
from analysis.reading import Reading
from analysis.rules import amounts, periods, points
from analysis.rules.meanings import Context, Meaning, Operator, Value, Word, Words
from analysis.rules.periods import Period
from analysis.tables import Timex

if TYPE_CHECKING:
    from spacy.tokens import Token


OPERATORS: dict[str, Operator] = {one.__name__: one for one in (*points.OPERATORS, *amounts.OPERATORS)}


class TimeWord(lexicons.Entry):
    """A class of words and what each stands for."""

    kind: str
    words: dict[str, Value]
    capital: bool = False


class TimeRule(lexicons.Entry):
    """A shape, the operator that computes its meaning, and what its example gives."""

    name: str
    pattern: str
    operator: str
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class _Lexeme:
    start: int
    end: int
    symbol: str
    word: Word


@dataclass(frozen=True, slots=True)
class _Match:
    lexemes: tuple[_Lexeme, ...]
    rule: TimeRule

    @property
    def words(self) -> Words:
        return Words(lexeme.word for lexeme in self.lexemes)


def timexes(reading: Reading, config: Config) -> Iterator[Timex]:
    """The time expressions of the article, in the order of the text."""
    del config
    published = periods.parse(reading.document.published) if reading.document.published else None
    previous: Period | None = None
    for passage in reading.article():
        text = passage.doc.text  # put together at each access, so only once
        for match in _matches(_lexemes(text)):
            if _vetoed(match, passage, text):
                continue
            meaning = OPERATORS[match.rule.operator](match.words, _context(match, passage, published, previous))
            if meaning is None:
                continue
            # What follows a date that is not known counts from that one, not from the one before it.
            previous = meaning.period or (previous if meaning.value else None)
            yield _row(reading, passage, match, meaning)


def _row(reading: Reading, passage: Passage, match: _Match, meaning: Meaning) -> Timex:
    start = passage.block.start + match.lexemes[0].start
    end = passage.block.start + match.lexemes[-1].end
    return Timex(
        doc_id=reading.document.doc_id,
        start=start,
        end=end,
        text=reading.document.text[start:end],
        type=meaning.type,
        value=meaning.value,
        anchor=meaning.anchor,
        earliest=meaning.earliest.isoformat() if meaning.earliest else None,
        latest=meaning.latest.isoformat() if meaning.latest else None,
        rule=match.rule.name,
    )


# --- words into classes -----------------------------------------------------------------------------

_OTHER = "\ue000"
_NUMERALS = {
    "iso": r"\d{4}-\d\d-\d\d",
    "clock": r"\d{1,2}:\d\d",
    "ordinal": r"(\d{1,2})(?:st|nd|rd|th)",
    "decade": r"\d{3}0s",
    "short_decade": r"'(\d0)s",
    "decimal": r"\d+\.\d+",
    "fraction": r"1/2|½",
    "year": r"\d{4}",
    "small": r"\d{1,2}",
    "digits": r"\d{1,3}(?:,\d{3})+|\d+",
}
_SIGNS = {"-": "-", ",": ","}


@functools.cache
def _lexicon() -> dict[str, tuple[str, Value, bool]]:
    """Class, value and whether it must be written with a capital, by word in lower case."""
    return {
        word.lower(): (entry.kind, value, entry.capital)
        for entry in lexicons.read("time_words", TimeWord)
        for word, value in entry.words.items()
    }


@functools.cache
def _symbols() -> dict[tuple[str, Value], str]:
    """One character for each class and value, so that a text of words becomes a string that shapes can match."""
    kinds = dict.fromkeys((kind, value) for kind, value, _ in _lexicon().values())
    numerals = dict.fromkeys((kind, "") for kind in (*_NUMERALS, *_SIGNS))
    return {key: chr(ord(_OTHER) + 1 + number) for number, key in enumerate(kinds | numerals)}


@functools.cache
def _lexer() -> re.Pattern[str]:
    phrases = sorted((word for word in _lexicon() if not word.isalpha()), key=lambda word: (-len(word), word))
    spaced = "|".join(r"(?<!\w)" * phrase[0].isalpha() + re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    numerals = "|".join(f"(?P<{kind}>{pattern})(?!\\w)" for kind, pattern in _NUMERALS.items())
    return re.compile(rf"(?:{spaced})(?!\w)|(?<![\w.])(?:{numerals})|(?P<word>[^\W\d_]+)|\d+|\S", re.IGNORECASE)


def _lexemes(text: str) -> list[_Lexeme]:
    return [_lexeme(match) for match in _lexer().finditer(text)]


def _lexeme(match: re.Match[str]) -> _Lexeme:
    text = match.group()
    kind, value = _classified(match, text)
    symbol = _symbols().get((kind, value)) or _symbols().get((kind, ""), _OTHER)
    return _Lexeme(match.start(), match.end(), symbol, Word(kind, value, text.lower()))


def _classified(match: re.Match[str], text: str) -> tuple[str, Value]:
    if text in _SIGNS:
        return _SIGNS[text], ""
    numeral = match.lastgroup
    if numeral and numeral != "word":
        return _numeral(numeral, text)
    kind, value, capital = _lexicon().get(" ".join(text.lower().split()), ("", "", False))
    return (kind, value) if not capital or text[0].isupper() else ("", "")


def _numeral(kind: str, text: str) -> tuple[str, Value]:
    match kind:
        case "short_decade":
            return "decade", 1900 + int(text[1:3])
        case "decade" | "ordinal":
            return kind, int(re.sub(r"\D", "", text))
        case "digits" | "year" | "small":
            return kind, text.replace(",", "")
    return kind, text


# --- shapes -----------------------------------------------------------------------------------------

#: Groups that patterns may name.
_GROUPS = {
    "MONTH": "(month|month_short)",
    "DAY": "(small|ordinal)",
    "UNIT": "(unit|units)",
    "PART": "(approx? (the? early of? | early -))",
    "YEAR": "(year | (last|next|this|that|the) unit:year)",
    "NUMBER": "((number|small|digits|decimal) (-? number)? (-? number)? (-? number)? (and? a? fraction|and a half)?)",
    "COUNT": "(a couple of? | a? vague more? | NUMBER ((to|or) NUMBER)? more? | a more?)",
    "AMOUNT": "(COUNT UNIT (and a half)?)",
}


@functools.cache
def _rules() -> tuple[tuple[TimeRule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(_compiled(rule.pattern))) for rule in lexicons.read("time_rules", TimeRule))


def _compiled(pattern: str) -> str:
    """A pattern of classes as a regular expression over their characters."""
    return re.sub(r"\s+", "", re.sub(r"[A-Za-z_]+(?::[A-Za-z]+)?|[-,]", lambda name: _element(name.group()), pattern))


def _element(name: str) -> str:
    if name in _GROUPS:
        return "(?:" + _compiled(_GROUPS[name]) + ")"
    kind, _, value = name.partition(":")
    found = [symbol for (one, that), symbol in _symbols().items() if one == kind and (not value or that == value)]
    if not found:
        raise ValueError(f"time_rules.toml names {name!r}, which is no class of time_words.toml")
    return f"[{''.join(found)}]"


def _matches(lexemes: list[_Lexeme]) -> Iterator[_Match]:
    """The longest shape at each place, from left to right, none within another."""
    symbols = "".join(lexeme.symbol for lexeme in lexemes)
    place = 0
    while place < len(symbols):
        rule, length = _longest(symbols, place) if symbols[place] != _OTHER else (None, 0)
        if rule:
            yield _Match(tuple(lexemes[place : place + length]), rule)
        place += max(1, length)


def _longest(symbols: str, place: int) -> tuple[TimeRule | None, int]:
    best: tuple[TimeRule | None, int] = (None, 0)
    for rule, pattern in _rules():
        found = pattern.match(symbols, place)
        if found and found.end() - place > best[1]:
            best = rule, found.end() - place
    return best


# --- the parse: veto and direction ------------------------------------------------------------------

_NAMES = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "FAC"})


def _vetoed(match: _Match, passage: Passage, text: str) -> bool:
    """Whether it only looks like a time: a name, a title, an age, a fraction, a number, a fixed phrase."""
    rule = match.rule
    start, end = match.lexemes[0].start, match.lexemes[-1].end
    before, after = text[max(0, start - 4) : start].lower(), text[end : end + 6].lower()
    if match.lexemes[0].word.kind in _NAMED and ("-" in (before[-1:], after[:1]) or after[1:].isdecimal()):
        return True
    if after[1:4] == "old" or (
        rule.name == "year" and not _FIRST_YEAR <= (match.words.number("year") or 0) <= _LAST_YEAR
    ):
        return True
    if rule.name == "reference" and (after[:4] == " of " or (before == " as " and after[:3] == " as")):
        return True
    return _is_fraction(match, after) or _is_title(match, passage, text) or _is_name(match, passage)


_NAMED = frozenset({"month", "month_short", "weekday"})
#: A number alone is a year only if it is likely to be one.
_FIRST_YEAR, _LAST_YEAR = 1000, 2100


def _is_fraction(match: _Match, after: str) -> bool:
    """Three-quarters, a quarter of the votes."""
    if match.rule.operator != "amount" or match.lexemes[-1].word.value != "quarter":
        return False
    return after[:4] == " of " or len(match.lexemes) == 1 or any(one.word.kind == "-" for one in match.lexemes)


def _is_title(match: _Match, passage: Passage, text: str) -> bool:
    """60 Minutes, This Week: units with a capital, where not all words have one."""
    if passage.block.kind == "headline":
        return False
    return any(one.word.kind in ("unit", "units") and text[one.start].isupper() for one in match.lexemes[1:])


def _is_name(match: _Match, passage: Passage) -> bool:
    token = _token_at(passage, match.lexemes[0].start)
    before = token.nbor(-1) if token.i else token
    surname = before.pos_ == "PROPN" and before.dep_ == "compound" and before.head == token
    return len(match.lexemes) == 1 and (surname or token.ent_type_ in _NAMES or token.pos_ == "AUX")


def _token_at(passage: Passage, place: int) -> Token:
    """The token that holds a character of the passage."""
    place += passage.block.start
    return passage.tokens(place, place + 1)[0]


def _context(match: _Match, passage: Passage, published: Period | None, previous: Period | None) -> Context:
    token = _token_at(passage, match.lexemes[0].start)
    before = passage.doc[token.i - 1] if token.i else None
    return Context(
        published=published,
        previous=previous,
        direction=_direction(_token_at(passage, match.lexemes[-1].start)),
        before=before.lower_ if before is not None else "",
        follows_noun=before is not None and before.pos_ in ("NOUN", "NUM", "PROPN", "SYM"),
    )


_AHEAD = frozenset({"will", "wo", "'ll", "shall", "may", "might", "would", "should", "must", "to"})
_BEHIND = frozenset({"have", "has", "had", "'ve"})
_REACH = 12


def _direction(token: Token) -> int:
    """-1 if the verb above a token looks back, 1 if it looks ahead, 0 if it does not say.

    Where the date stands before a noun (Friday's vote) the verb says nothing of it.
    """
    if token.dep_ == "poss":
        return 0
    for _ in range(_REACH):
        found = _tense(token)
        if found or token.head == token:
            return found
        token = token.head
    return 0


def _tense(word: Token) -> int:
    if word.lower_ in _prospects():
        return 1
    if word.pos_ not in ("VERB", "AUX"):
        return 0
    helpers = [child for child in word.children if child.dep_ in ("aux", "auxpass")]
    words = {helper.lower_ for helper in helpers}
    if words & _BEHIND:
        return -1
    if words & _AHEAD:
        return 1
    past = word.tag_ == "VBD" or any(helper.tag_ == "VBD" for helper in helpers)
    return -1 if past or (word.tag_ == "VBN" and not helpers) else 0


@functools.cache
def _prospects() -> frozenset[str]:
    """Words for what is still to come: expected Friday."""
    return frozenset(word for word, (kind, _, _) in _lexicon().items() if kind == "prospect")
