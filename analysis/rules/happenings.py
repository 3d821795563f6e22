"""A word of a parse in, whether it is a predicate out: a verb, or a noun or adjective for what happens or is so.

A copula leaves it to its complement to be one ("is closed"); where that is none ("is a doctor") it is one itself.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.rules.predicates import occurrences

if TYPE_CHECKING:
    from spacy.tokens import Token

_HELPS = frozenset({"aux", "auxpass"})
_COMPLEMENTS = frozenset({"acomp", "oprd", "attr"})
_PREDICATIVE = _COMPLEMENTS | {"ROOT", "ccomp", "xcomp", "advcl", "relcl"}
#: Participles that only link.
_PREPOSITIONS = frozenset({"according", "regarding", "concerning", "owing", "barring"})
#: A shorter noun with such an ending is hardly made from a verb: "ring", "cure".
_SHORTEST_STEM = 3


class Happening(lexicons.Entry):
    """Nouns that name what happens or is so, or that only look so; or the endings by which they are known."""

    role: Literal["names", "suffix", "thing"]
    name: str
    words: list[str]


@functools.cache
def _words(role: str) -> frozenset[str]:
    entries = lexicons.read("happenings", Happening)
    return frozenset(word for entry in entries if entry.role == role for word in entry.words)


def is_predicate(word: Token) -> bool:
    """Whether a word says what happens or is so."""
    if word.pos_ == "VERB":
        return word.tag_ != "MD" and word.text[:1].isalpha() and word.lower_ not in _PREPOSITIONS
    if word.pos_ == "AUX":
        return word.tag_ != "MD" and word.dep_ not in _HELPS and not _is_told_by_complement(word)
    if word.pos_ == "ADJ":
        return _is_predicative(word)
    return word.pos_ == "NOUN" and is_happening(word.lemma_.lower())


@functools.lru_cache(maxsize=20_000)
def is_happening(noun: str) -> bool:
    """Whether a noun, by its lemma, names what happens or is so."""
    if noun in _words("names") or noun in occurrences():
        return True
    return noun not in _words("thing") and any(
        noun.endswith(suffix) and len(noun) >= len(suffix) + _SHORTEST_STEM for suffix in _words("suffix")
    )


def _is_told_by_complement(copula: Token) -> bool:
    return any(child.dep_ in _COMPLEMENTS and is_predicate(child) for child in copula.children)


def _is_predicative(adjective: Token) -> bool:
    """`is likely`, `proved wrong`; also the second of two."""
    while adjective.dep_ == "conj" and adjective.head.pos_ == "ADJ":
        adjective = adjective.head
    return adjective.dep_ in _PREDICATIVE
