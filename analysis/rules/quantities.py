"""The tokens of a clause in, its quantities with their bounds out: `at least 10` is 10 or more, `dozens` is open."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.tables import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SMALLEST_TEN = 10
_WORDS = {**{word: n for n, word in enumerate(_SMALL)}, **_TENS}
_SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
#: Scales as they are written behind a figure: `3.5bn`.
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_VAGUE = frozenset({"tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions"})
#: What belongs to the number before it: "4%", "4 percent", "4 per cent".
_PERCENT = (("%",), ("percent",), ("per", "cent"))
#: What may follow a number and makes it a bound: "50 or more".
_AFTER = {
    ("or", "so"): "about", ("or", "thereabouts"): "about", ("or", "more"): "at_least", ("or", "fewer"): "at_most",
    ("or", "less"): "at_most", ("-", "plus"): "at_least", ("-", "odd"): "about", ("+",): "at_least",
}  # fmt: skip
#: Two words before a number that make it one, and how many: `half a million`, `a dozen`.
_UNITS = {("half", "a"): 0.5, ("half", "-"): 0.5, ("a", "half"): 0.5, ("a",): 1.0}
_FRACTIONS = frozenset({"half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths"})
_FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)?)(k|mn?|bn?|tn)?")
#: A number after one of these counts nothing: `Article 5`, `Boeing 737` are names.
_NAMING = frozenset({"NNP", "NNPS"})
_HYPHENS = frozenset({"-", "–", "‑"})
#: What stands between the two ends of a range, by the word before it.
_TO = frozenset({"to", "in", *_HYPHENS})
#: A number between hyphens is a score unless it counts something: "voted 52-48", "10-15 people".
_COUNTING = frozenset({"nummod", "quantmod", "compound"})


class Bound(lexicons.Entry):
    """Words before a number that make it a bound."""

    phrase: str
    bound: Literal["at_least", "at_most", "about"]


@dataclass(frozen=True, slots=True)
class _Number:
    """Tokens that are one number; `end` is the place after the last."""

    start: int
    end: int
    value: float


@functools.cache
def _bounds() -> dict[tuple[str, ...], Bound]:
    return {tuple(entry.phrase.split()): entry for entry in lexicons.read("bounds", Bound)}


def quantities(tokens: Sequence[Token], *, base: int, taken: Collection[int]) -> Iterator[Quantity]:
    """The quantities among the tokens, in order. `taken` holds tokens of dates, which are none."""
    n = 0
    while n < len(tokens):
        number = _number(tokens, n, taken)
        if number is None or not math.isfinite(number.value):
            end = _vague(tokens, n)
            if end > n:
                yield _quantity(tokens, n, end, base, None, None)
            n = max(end, n + 1)
            continue
        second = _second(tokens, number, taken)
        if second is not None and math.isfinite(second.value):
            n = second.end
            yield from _of_two(tokens, number, second, base)
        else:
            n = number.end
            yield from _of_one(tokens, number, base)


def _vague(tokens: Sequence[Token], n: int) -> int:
    """Where `dozens`, `tens of thousands` ends that begins at `n`; `n` itself if none does."""
    end = n
    while end < len(tokens) and tokens[end].lower_ in _VAGUE:
        further = [token.lower_ for token in tokens[end + 1 : end + 3]]
        end += 2 if len(further) > 1 and further[0] == "of" and further[1] in _VAGUE else 1
    return end


def _of_one(tokens: Sequence[Token], number: _Number, base: int) -> Iterator[Quantity]:
    start, bound = _bound(tokens, number.start)
    end, behind = _bound_behind(tokens, number.end)
    bound = behind or bound
    at_least = number.value if bound in {None, "at_least"} else None
    at_most = number.value if bound in {None, "at_most"} else None
    yield _quantity(tokens, start, end, base, at_least, at_most)


def _of_two(tokens: Sequence[Token], first: _Number, second: _Number, base: int) -> Iterator[Quantity]:
    """A range is one quantity; a score and a fraction are none; two prices, `from 10 to 15`, are two."""
    before = tokens[first.start - 1].lower_ if first.start else ""
    link = tokens[_with_percent(tokens, first.end)]
    hyphen = link.text in _HYPHENS
    counts = _counts_something(tokens[first.start]) or _counts_something(tokens[second.end - 1])
    if link.lower_ == "in":
        # "one in five" is a share; "20 in 3 places" are two numbers.
        shares = () if first.value < second.value else (first, second)
        yield from (found for one in shares for found in _of_one(tokens, one, base))
    elif before == "from" and not hyphen:
        yield from (*_of_one(tokens, first, base), *_of_one(tokens, second, base))
    elif first.value < second.value and (counts or not hyphen):
        start, bound = _bound(tokens, first.start)
        if start and tokens[start - 1].lower_ == "between":
            start, bound = start - 1, None
        at_least, at_most = (first.value, second.value) if bound is None else (None, None)
        yield _quantity(tokens, start, _with_percent(tokens, second.end), base, at_least, at_most)


def _counts_something(token: Token) -> bool:
    return token.dep_ in _COUNTING


def _second(tokens: Sequence[Token], first: _Number, taken: Collection[int]) -> _Number | None:
    """The number at the other end of a range or a score, if `10 to 15`, `10-15` or `between 10 and 15` is one."""
    end = _with_percent(tokens, first.end)
    if end >= len(tokens):
        return None
    before = first.start - (first.start > 0 and tokens[first.start - 1].tag_ == "$")
    between = before > 0 and tokens[before - 1].lower_ == "between"
    link = tokens[end].lower_
    after = end + 1 + (end + 1 < len(tokens) and tokens[end + 1].tag_ == "$")
    return _number(tokens, after, taken) if link in _TO or (between and link == "and") else None


# --- one number ------------------------------------------------------------------------------------


def _number(tokens: Sequence[Token], n: int, taken: Collection[int]) -> _Number | None:
    """The number that begins at `n`, of one word or of several: `two hundred and fifty`, `half a million`."""
    if (half := _half(tokens, n, taken)) is not None:
        return half
    if n >= len(tokens) or not _counts(tokens, n, taken):
        return None
    total, group = 0.0, _value(tokens[n].lower_)
    end = n + 1
    while group is not None and end < len(tokens):
        step = _step(tokens, end, group)
        if step is None:
            break
        end, factor, added = step
        group = group * factor + added
        if factor >= _SCALES["thousand"]:
            total, group = total + group, 0.0
    return None if _is_fraction(tokens, end) else _Number(n, end, total + (group or 0.0))


def _step(tokens: Sequence[Token], n: int, group: float) -> tuple[int, float, float] | None:
    """What the words at `n` do to a number: (where they end, by what they multiply it, what they add)."""
    word = tokens[n].lower_
    if word in _SCALES:
        return n + 1, _SCALES[word], 0.0
    skipped = n + (word in {"and", *_HYPHENS})
    unit = _WORDS.get(tokens[skipped].lower_) if skipped < len(tokens) else None
    if unit is None or not tokens[n - 1].is_alpha:
        return None
    joins_tens = word != "and" and group % 100 in _TENS.values() and unit < _SMALLEST_TEN
    joins_scale = tokens[n - 1].lower_ in _SCALES and word not in _HYPHENS
    return (skipped + 1, 1.0, float(unit)) if joins_tens or joins_scale else None


def _half(tokens: Sequence[Token], n: int, taken: Collection[int]) -> _Number | None:
    """`half a million`, `a dozen`: a scale without a number of its own."""
    for words, factor in _UNITS.items():
        end = n + len(words)
        scale = tokens[end].lower_ if end < len(tokens) else ""
        if scale in _SCALES and tokens[end].i not in taken and tuple(token.lower_ for token in tokens[n:end]) == words:
            return _number_on(tokens, n, end + 1, factor * _SCALES[scale])
    return None


def _number_on(tokens: Sequence[Token], start: int, end: int, value: float) -> _Number:
    """`a hundred | thousand`: a number with the scales that follow it."""
    while end < len(tokens) and tokens[end].lower_ in _SCALES:
        value *= _SCALES[tokens[end].lower_]
        end += 1
    return _Number(start, end, value)


def _is_fraction(tokens: Sequence[Token], n: int) -> bool:
    """`two thirds`: a share, whose size depends on the whole."""
    at = n + (n < len(tokens) and tokens[n].text in _HYPHENS)
    return at < len(tokens) and tokens[at].lower_ in _FRACTIONS


def _counts(tokens: Sequence[Token], n: int, taken: Collection[int]) -> bool:
    token = tokens[n]
    if token.i in taken or _value(token.lower_) is None or token.pos_ not in {"NUM", "ADJ", "NOUN", "PROPN"}:
        return False
    if _picks_out(token) or _numbers_a_name(token):
        return False
    named = n > 0 and tokens[n - 1].tag_ in _NAMING and token.dep_ != "nummod"
    return not named and not (token.lower_ == "one" and token.pos_ != "NUM") and token.ent_type_ not in {"DATE", "TIME"}


def _numbers_a_name(token: Token) -> bool:
    """`chapter 4`, `phase 2`: what counts stands before its noun."""
    noun = token.head
    return token.dep_ == "nummod" and noun.i == token.i - 1 and noun.pos_ in {"NOUN", "PROPN"} and noun.tag_ != "$"


def _picks_out(token: Token) -> bool:
    """`these two countries`, `on one hand`, `one of the towns`: the number tells which, not how many."""
    siblings = list(token.head.children) if token.dep_ == "nummod" else []
    definite = any(c.dep_ == "det" and c.lower_ in {"the", "these", "those", "this"} for c in siblings)
    alone = token.lower_ == "one" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "of"
    return (definite and token.is_alpha) or alone or (token.lower_ == "one" and token.head.dep_ == "pobj")


def _value(word: str) -> float | None:
    if figure := _FIGURE.fullmatch(word):
        return float(figure[1].replace(",", "")) * _SHORT.get(figure[2] or "", 1)
    return float(_WORDS[word]) if word in _WORDS else None


def _bound(tokens: Sequence[Token], n: int) -> tuple[int, str | None]:
    """Where the words before the number begin that make it a bound, and which."""
    n -= n > 0 and tokens[n - 1].tag_ == "$"
    for length in (4, 3, 2, 1):
        entry = _bounds().get(tuple(token.lower_ for token in tokens[max(0, n - length) : n]))
        if entry is not None and length <= n:
            return n - length, entry.bound
    return n, None


def _bound_behind(tokens: Sequence[Token], n: int) -> tuple[int, str | None]:
    """Where the words behind the number end that belong to it, and the bound they make: `50 or more`, `4 percent`."""
    n = _with_percent(tokens, n)
    for words, bound in _AFTER.items():
        if tuple(token.lower_ for token in tokens[n : n + len(words)]) == words:
            return n + len(words), bound
    return n, None


def _with_percent(tokens: Sequence[Token], n: int) -> int:
    found = (len(w) for w in _PERCENT if tuple(token.lower_ for token in tokens[n : n + len(w)]) == w)
    return n + next(found, 0)


def _quantity(
    tokens: Sequence[Token], start: int, end: int, base: int, at_least: float | None, at_most: float | None
) -> Quantity:
    first, last = tokens[start], tokens[end - 1]
    return Quantity(start=base + first.idx, end=base + last.idx + len(last), at_least=at_least, at_most=at_most)
