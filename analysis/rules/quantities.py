"""The tokens of a clause in, its quantities with their bounds out: `at least 10` is 10 or more, `dozens` is open."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.tables import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]  # fmt: skip
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS = {**{word: n for n, word in enumerate(_SMALL)}, **_TENS}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_VAGUE = frozenset({"dozens", "scores", "hundreds", "thousands", "millions", "billions"})
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
#: A number after one of these counts nothing: `Article 5`, `Boeing 737` are names.
_NAMING = frozenset({"NNP", "NNPS"})


class Bound(lexicons.Entry):
    """Words before a number that make it a bound."""

    phrase: str
    bound: Literal["at_least", "at_most", "about"]


@functools.cache
def _bounds() -> dict[tuple[str, ...], Bound]:
    return {tuple(entry.phrase.split()): entry for entry in lexicons.read("bounds", Bound)}


def quantities(tokens: Sequence[Token], *, base: int, taken: Collection[int]) -> Iterator[Quantity]:
    """The quantities among the tokens, in order. `taken` holds tokens of dates, which are none."""
    n = 0
    while n < len(tokens):
        end, value = _number(tokens, n, taken)
        if end > n:
            start, bound = _bound(tokens, n)
            yield _quantity(tokens[start], tokens[end - 1], base, value, bound)
        elif tokens[n].lower_ in _VAGUE:
            yield _quantity(tokens[n], tokens[n], base, None, None)
        n = max(n + 1, end)


def _number(tokens: Sequence[Token], n: int, taken: Collection[int]) -> tuple[int, float | None]:
    """Where the number that begins at `n` ends (`n` if none does), and its value."""
    if not _counts(tokens, n, taken):
        return n, None
    value = _value(tokens[n].lower_)
    end = n + 1
    while end < len(tokens) and tokens[end].lower_ in _SCALES:
        value = (1 if value is None else value) * _SCALES[tokens[end].lower_]
        end += 1
    return end, value


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
    if _FIGURE.fullmatch(word):
        return float(word.replace(",", ""))
    return float(_WORDS[word]) if word in _WORDS else None


def _bound(tokens: Sequence[Token], n: int) -> tuple[int, str | None]:
    """Where the words before the number begin that make it a bound, and which."""
    for length in (3, 2, 1):
        entry = _bounds().get(tuple(token.lower_ for token in tokens[max(0, n - length) : n]))
        if entry is not None and length <= n:
            return n - length, entry.bound
    return n, None


def _quantity(first: Token, last: Token, base: int, value: float | None, bound: str | None) -> Quantity:
    return Quantity(
        start=base + first.idx,
        end=base + last.idx + len(last),
        at_least=value if bound in {None, "at_least"} else None,
        at_most=value if bound in {None, "at_most"} else None,
    )
