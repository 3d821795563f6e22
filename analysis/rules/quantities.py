"""The tokens of a clause in, its quantities with their bounds out: `at least 10` is 10 or more, `dozens` is open."""

from __future__ import annotations

import functools
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
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
#: Scales as they are written behind a figure: `3.5bn`.
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_VAGUE = frozenset({"dozens", "scores", "hundreds", "thousands", "millions", "billions"})
_FRACTIONS = frozenset({"half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths"})
_FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)?)(k|mn?|bn?|tn)?")
#: A number after one of these counts nothing: `Article 5`, `Boeing 737` are names.
_NAMING = frozenset({"NNP", "NNPS"})
_HYPHENS = frozenset({"-", "–", "‑"})
#: What stands between the two ends of a range, by the word before it.
_TO = frozenset({"to", *_HYPHENS})
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
        if number is None:
            if tokens[n].lower_ in _VAGUE:
                yield _quantity(tokens, n, n + 1, base, None, None)
            n += 1
            continue
        second = _second(tokens, number, taken)
        if second is not None:
            n = second.end
            yield from _of_two(tokens, number, second, base)
        else:
            n = number.end
            yield from _of_one(tokens, number, base)


def _of_one(tokens: Sequence[Token], number: _Number, base: int) -> Iterator[Quantity]:
    start, bound = _bound(tokens, number.start)
    at_least = number.value if bound in {None, "at_least"} else None
    at_most = number.value if bound in {None, "at_most"} else None
    yield _quantity(tokens, start, number.end, base, at_least, at_most)


def _of_two(tokens: Sequence[Token], first: _Number, second: _Number, base: int) -> Iterator[Quantity]:
    """A range is one quantity; a score and a fraction are none; two prices, `from 10 to 15`, are two."""
    before = tokens[first.start - 1].lower_ if first.start else ""
    hyphen = tokens[first.end].text in _HYPHENS
    counts = _counts_something(tokens[first.start]) or _counts_something(tokens[second.end - 1])
    if before == "from" and not hyphen:
        yield from (*_of_one(tokens, first, base), *_of_one(tokens, second, base))
    elif first.value < second.value and (counts or not hyphen):
        start, bound = (first.start - 1, None) if before == "between" else _bound(tokens, first.start)
        at_least, at_most = (first.value, second.value) if bound is None else (None, None)
        yield _quantity(tokens, start, second.end, base, at_least, at_most)


def _counts_something(token: Token) -> bool:
    return token.dep_ in _COUNTING


def _second(tokens: Sequence[Token], first: _Number, taken: Collection[int]) -> _Number | None:
    """The number at the other end of a range or a score, if `10 to 15`, `10-15` or `between 10 and 15` is one."""
    if first.end >= len(tokens):
        return None
    between = first.start > 0 and tokens[first.start - 1].lower_ == "between"
    link = tokens[first.end].lower_
    return _number(tokens, first.end + 1, taken) if link in _TO or (between and link == "and") else None


# --- one number ------------------------------------------------------------------------------------


def _number(tokens: Sequence[Token], n: int, taken: Collection[int]) -> _Number | None:
    """The number that begins at `n`, of one word or of several: `two hundred and fifty`, `half a million`."""
    if (half := _half(tokens, n)) is not None:
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


def _half(tokens: Sequence[Token], n: int) -> _Number | None:
    words = tuple(token.lower_ for token in tokens[n : n + 3])
    if len(words) == len(("half", "a", "million")) and words[:2] == ("half", "a") and words[2] in _SCALES:
        return _Number(n, n + 3, _SCALES[words[2]] / 2)
    return None


def _is_fraction(tokens: Sequence[Token], n: int) -> bool:
    """`two thirds`: a share, whose size depends on the whole."""
    at = n + (n < len(tokens) and tokens[n].text in _HYPHENS)
    return at < len(tokens) and tokens[at].lower_ in _FRACTIONS


def _counts(tokens: Sequence[Token], n: int, taken: Collection[int]) -> bool:
    token = tokens[n]
    if token.i in taken or _value(token.lower_) is None or token.pos_ not in {"NUM", "ADJ", "NOUN", "PROPN"}:
        return False
    if _picks_out(token):
        return False
    named = n > 0 and tokens[n - 1].tag_ in _NAMING and token.dep_ != "nummod"
    return not named and not (token.lower_ == "one" and token.pos_ != "NUM") and token.ent_type_ not in {"DATE", "TIME"}


def _picks_out(token: Token) -> bool:
    """`these two countries`, `on one hand`: the number tells which, not how many."""
    siblings = list(token.head.children) if token.dep_ == "nummod" else []
    definite = any(c.dep_ == "det" and c.lower_ in {"the", "these", "those", "this"} for c in siblings)
    return (definite and token.is_alpha) or (token.lower_ == "one" and token.head.dep_ == "pobj")


def _value(word: str) -> float | None:
    if figure := _FIGURE.fullmatch(word):
        return float(figure[1].replace(",", "")) * _SHORT.get(figure[2] or "", 1)
    return float(_WORDS[word]) if word in _WORDS else None


def _bound(tokens: Sequence[Token], n: int) -> tuple[int, str | None]:
    """Where the words before the number begin that make it a bound, and which."""
    n -= n > 0 and tokens[n - 1].tag_ == "$"
    for length in (3, 2, 1):
        entry = _bounds().get(tuple(token.lower_ for token in tokens[max(0, n - length) : n]))
        if entry is not None and length <= n:
            return n - length, entry.bound
    return n, None


def _quantity(
    tokens: Sequence[Token], start: int, end: int, base: int, at_least: float | None, at_most: float | None
) -> Quantity:
    first, last = tokens[start], tokens[end - 1]
    return Quantity(start=base + first.idx, end=base + last.idx + len(last), at_least=at_least, at_most=at_most)
