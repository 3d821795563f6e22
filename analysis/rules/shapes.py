"""A text in, the expressions in it that have the shape of a time expression out.

Words are put into classes (lexicons/time_words.toml), and shapes of classes (lexicons/time_rules.toml) are looked for
from left to right. Classes and few shapes instead of many phrases is the idea of SynTime (Zhong et al. 2017).
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis import lexicons
from analysis.rules.meanings import Value, Word, Words


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
class Lexeme:
    """A word or a sign where it stands, with its class and the character that stands for the class in shapes."""

    start: int
    end: int
    symbol: str
    word: Word


@dataclass(frozen=True, slots=True)
class Match:
    """Words in a row that have a shape."""

    lexemes: tuple[Lexeme, ...]
    rule: TimeRule
    shared: tuple[Lexeme, ...] = ()

    @property
    def words(self) -> Words:
        """The words, to look up by class; those that it shares with its neighbours stand last."""
        return Words(lexeme.word for lexeme in (*self.lexemes, *self.shared))

    def each_day(self) -> Iterator[Match]:
        """Of days that share their month and year (April 24 and 25, 2022) each by itself."""
        days = [n for n, lexeme in enumerate(self.lexemes) if lexeme.word.kind in ("small", "ordinal")]
        shared = tuple(lexeme for n, lexeme in enumerate(self.lexemes) if n not in days)
        starts, ends = (0, *days[1:]), (*(n + 1 for n in days[:-1]), len(self.lexemes))
        for start, end in zip(starts, ends, strict=True):
            yield Match(self.lexemes[start:end], self.rule, shared)


# --- words into classes -----------------------------------------------------------------------------

_OTHER = "\ue000"
_NUMERALS = {
    "q": r"Q[1-4]|[1-4]Q",
    "fiscal_year": r"FY\s?'?(?:\d{4}|\d\d)",
    "iso": r"\d{4}-\d\d-\d\d",
    "clock": r"\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\.?|\d{1,2}:\d\d|(?<!,\s)\d{4}(?=\s(?:GMT|UTC))",
    "ordinal": r"(\d{1,2})(?:st|nd|rd|th)",
    "decade": r"\d{3}0s|(?:(?<=the\s)|(?<=mid-)|(?<=early\s)|(?<=late\s))\d{3}0's",
    "short_decade": r"'\d0'?s",
    "bare_decade": r"[6-9]0s",
    "decimal": r"\d+\.\d+",
    "fraction": r"1/2|½",
    "year": r"\d{4}",
    "small": r"\d{1,2}",
    "digits": r"\d{1,3}(?:,\d{3})+|\d+",
}
_SIGNS = {"-": "-", "–": "-", ",": ","}


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
    # By their first letters, so that most words are told from all phrases at once.
    phrases = sorted((word for word in _lexicon() if not word.isalpha()), key=lambda word: (word[0], -len(word), word))
    spaced = "|".join(
        _beginning_with(first, tuple(same)) for first, same in itertools.groupby(phrases, key=lambda one: one[0])
    )
    numerals = "|".join(f"(?P<{kind}>{pattern})(?!\\w)" for kind, pattern in _NUMERALS.items())
    return re.compile(
        rf"(?:{spaced})(?!\w)|(?<![\w.])(?:{numerals})|(?P<word>[^\W\d_]+|\[[^\W\d_]+\](?= ))|\d+|\S", re.IGNORECASE
    )


def _beginning_with(first: str, phrases: Iterable[str]) -> str:
    """A pattern for phrases that begin with a sign, or with a letter that begins a word."""
    rest = "|".join(re.escape(phrase[1:]).replace(r"\ ", r"\s+") for phrase in phrases)
    return re.escape(first) + r"(?<!\w\w)" * first.isalpha() + f"(?:{rest})"


def lexemes(text: str) -> list[Lexeme]:
    """The words and signs of a text, in its order."""
    return [_lexeme(match) for match in _lexer().finditer(text)]


def _lexeme(match: re.Match[str]) -> Lexeme:
    return Lexeme(match.start(), match.end(), *_word(match.group(), match.lastgroup))


@functools.lru_cache(maxsize=1 << 14)
def _word(text: str, numeral: str | None) -> tuple[str, Word]:
    """A word as it is written, with the character of its class."""
    kind, value = _classified(text, numeral)
    symbol = _symbols().get((kind, value)) or _symbols().get((kind, ""), _OTHER)
    return symbol, Word(kind, value, text.lower().strip("[]"))


def _classified(text: str, numeral: str | None) -> tuple[str, Value]:
    if text in _SIGNS:
        return _SIGNS[text], ""
    if numeral and numeral != "word":
        return _numeral(numeral, text)
    plain = " ".join(text.strip("[]").split())  # what an editor put in: "[Ten] years ago"
    kind, value, capital = _lexicon().get(plain.lower(), ("", "", False))
    return (kind, value) if not capital or not plain[0].islower() else ("", "")


def _numeral(kind: str, text: str) -> tuple[str, Value]:
    match kind:
        case "short_decade" | "bare_decade":
            return kind.removeprefix("short_"), 1900 + int(re.sub(r"\D", "", text))
        case "decade" | "ordinal" | "q":
            return kind, int(re.sub(r"\D", "", text))
        case "fiscal_year":
            return kind, _whole_year(int(re.sub(r"\D", "", text)))
        case "digits" | "year" | "small":
            return kind, text.replace(",", "")
        case "clock":
            return kind, _clock(text.lower())
    return kind, text


def _whole_year(number: int) -> int:
    """A year of which only the last two digits may be written: FY24, FY98."""
    return number if number >= _CENTURY else number + 20 * _CENTURY - _CENTURY * (number > _CENTURY // 2)


_CENTURY = 100


def _clock(text: str) -> str:
    """A time of day as TIMEX3 has it; empty where there is none, as at 27:80."""
    hour, *minutes = (int(number) for number in re.findall(r"\d\d?", text))
    minute = minutes[0] if minutes else 0
    if "m" in text:
        hour = hour % _NOON + _NOON * ("p" in text)
    return f"T{hour:02d}:{minute:02d}" if hour <= _MIDNIGHT and minute < _HOUR else ""


_NOON, _MIDNIGHT, _HOUR = 12, 24, 60


# --- shapes -----------------------------------------------------------------------------------------

#: Groups that patterns may name.
_GROUPS = {
    "MONTH": "(month|month_short)",
    "DAY": "(small|ordinal)",
    "HOUR": "(small|number)",
    "UNIT": "(unit|units)",
    "PART": "(approx? (the? early of? | the? edge of:of | (early | edge) - | earlier of?))",
    "YEAR": "(year | (last|next|this|that|the) unit:year)",
    "DIGITS": "((small|digits|decimal) (number:100|number:1000)?)",
    "NUMBER": "((number (-? number)? (-? number)? (-? number)?|DIGITS) (and? a? fraction|and a half)?)",
    "TENS": "(number:10|number:20|number:30|number:40|number:50|number:60|number:70|number:80|number:90)",
    "COUNT": "(a couple of? | a? vague more? | NUMBER ((to|or|-) NUMBER)? more? | a more?)",
    "AMOUNT": "(COUNT UNIT (and a half)?)",
}


@functools.cache
def _rules() -> tuple[tuple[TimeRule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(_compiled(rule.pattern))) for rule in lexicons.read("time_rules", TimeRule))


@functools.cache
def _any_rule() -> re.Pattern[str]:
    """What any rule matches. Most words have no class, and few that have one are an expression by themselves."""
    some = "|".join(pattern.pattern for _, pattern in _rules())
    alone = "".join(symbol for symbol in _symbols().values() if re.match(some, symbol))
    return re.compile(f"(?=[{alone}]|[^{_OTHER}][^{_OTHER}])(?:{some})")


def _compiled(pattern: str) -> str:
    """A pattern of classes as a regular expression over their characters."""
    return re.sub(r"\s+", "", re.sub(r"[A-Za-z_]+(?::\w+)?|[-,]", lambda name: _element(name.group()), pattern))


def _element(name: str) -> str:
    if name in _GROUPS:
        return "(?:" + _compiled(_GROUPS[name]) + ")"
    kind, _, value = name.partition(":")
    found = [symbol for (one, that), symbol in _symbols().items() if one == kind and (not value or str(that) == value)]
    if not found:
        raise ValueError(f"time_rules.toml names {name!r}, which is no class of time_words.toml")
    return f"[{''.join(found)}]"


def matches(lexemes: list[Lexeme]) -> Iterator[Match]:
    """The longest shape at each place, from left to right, none within another."""
    symbols = "".join(lexeme.symbol for lexeme in lexemes)
    place = 0
    while found := _any_rule().search(symbols, place):
        rule, place = _longest(symbols, found.start())
        match = Match(tuple(lexemes[found.start() : place]), rule)
        yield from match.each_day() if rule.name == "days-listed" else (match,)


def _longest(symbols: str, place: int) -> tuple[TimeRule, int]:
    """The rule that takes most words from a place on, the first of equals, and where they end."""
    found = ((rule, pattern.match(symbols, place)) for rule, pattern in _rules())
    return max(((rule, match.end()) for rule, match in found if match), key=lambda one: one[1])
