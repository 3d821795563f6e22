"""A word in, how far it presents what it governs as a fact out: its signature.

`managed to land`, `failed to land`, `knew of the landing`: the signature gives a degree where the word itself holds
and one where it does not (Karttunen 1971, 2012; Nairn, Condoravdi and Karttunen 2006). Words and degrees are data:
the lexicons `implicatives` and `signatures`; other words that attribute have the signature of their kind of cue.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.rules.cues import cue_of
from analysis.rules.grammar import form, part
from analysis.rules.predicates import VERBAL

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The signature of a cue of that kind, where it governs a clause or an infinitive.
_OF_KIND: Mapping[str, str] = MappingProxyType(
    {"say": "say", "deny": "deny", "doubt": "doubt", "accuse": "accuse", "show": "show", "think": "think",
     "know": "fact", "feel": "think", "intend": "intend", "refuse": "refuse", "expect": "expect", "judge": "judge",
     "hear": "say"}
)  # fmt: skip


class Signature(lexicons.Entry):
    """How far what a word governs is a fact where the word is affirmed, and where it is negated."""

    name: str
    affirmed: float
    negated: float
    ahead: bool = False

    def of(self, degree: float) -> float:
        """The degree of what is governed, where the word itself has one from -3 to 3."""
        return (self.affirmed + self.negated) / 2 + degree / 3 * (self.affirmed - self.negated) / 2

    def negation(self) -> Signature:
        """The signature of the same word with `not`."""
        return self.model_copy(update={"affirmed": self.negated, "negated": self.affirmed})


class Implicative(lexicons.Entry):
    """Words with the same signature, and the forms of what they govern."""

    signature: str
    pos: Literal["verb", "noun", "adjective", "adverb", "modal", "determiner", "preposition"]
    takes: list[str]
    words: list[str]


@functools.cache
def _signatures() -> Mapping[str, Signature]:
    return {entry.name: entry for entry in lexicons.read("signatures", Signature)}


def signature(name: str) -> Signature:
    """The signature of that name. Raises KeyError where there is none."""
    return _signatures()[name]


@functools.cache
def _implicatives() -> Mapping[tuple[str, str, str], str]:
    return {
        (word, entry.pos, taken): entry.signature
        for entry in lexicons.read("implicatives", Implicative)
        for word in entry.words
        for taken in entry.takes or [""]
    }


def coloured_by(word: Token) -> Signature | None:
    """The signature of a modal, an adverb or an adjective for the predicate it stands beside."""
    of, known_as = ("determiner", word.lower_) if word.dep_ == "det" else (part(word), form(word))
    name = _implicatives().get((known_as, of, "noun" if word.dep_ in {"amod", "det"} else ""))
    return signature(name) if name else None


def opened_by(word: Token) -> Signature | None:
    """The signature of a word that opens a clause or a phrase: `if`, `without`."""
    name = _implicatives().get((word.lower_, "preposition", ""))
    return signature(name) if name else None


def governs(word: Token, taken: str) -> Signature | None:
    """The signature of a word for what it takes in that form: `clause`, `infinitive`, `gerund`, `object`, `of` ...

    An adverb beside it may decide: "too tired to land", "has yet to land".
    """
    keys = (*_beside(word), *_keys(word))
    name = next((found for key in keys if (found := _implicatives().get((*key, taken)))), None)
    name = name or _of_cue(word, taken)
    return signature(name) if name else None


def _beside(word: Token) -> Iterator[tuple[str, str]]:
    """The adverbs behind a verb, or before another word: not "yet he remained", not "he too wanted to land"."""
    behind = word.pos_ in VERBAL
    for child in word.children:
        if child.dep_ == "advmod" and (child.i > word.i) == behind:
            yield child.lower_, "adverb"


def _keys(word: Token) -> list[tuple[str, str]]:
    """As what it may stand in the lexicon: with its particle first, a participle as an adjective too."""
    of = "verb" if word.pos_ == "AUX" else part(word)
    particles = [f"{word.lemma_.lower()} {child.lower_}" for child in word.children if child.dep_ == "prt"]
    keys = [(one, of) for one in (*particles, word.lemma_.lower())]
    return [*keys, (word.lower_, "adjective")] if of in {"verb", "adverb"} else keys


def _of_cue(word: Token, taken: str) -> str | None:
    cue = cue_of(word)
    if cue is None or taken not in {*cue.takes, "gerund"} or (taken == "gerund" and "clause" not in cue.takes):
        return None
    return _OF_KIND[cue.kind]
