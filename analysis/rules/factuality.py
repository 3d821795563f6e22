"""A parsed block in; its predicates, and how far the text presents each as a fact, out.

From a sentence's main verb downwards, each word hands on how far what it governs is a fact: by its own degree and its
signature (rules/signatures.py), so that what was refused did not happen, what failed to be refused did, and what was
said not to be planned is neither. On the way a word's own negation, modal and adverbs count. The composition follows
Nairn, Condoravdi and Karttunen (2006) and Saurí and Pustejovsky (2012); the scale is that of FactBank as UW's
annotators used it (Lee et al. 2015), who took the author's view and found what is reported mostly a fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.rules.governors import governed
from analysis.rules.grammar import is_negated, is_perfect
from analysis.rules.happenings import is_predicate
from analysis.rules.signatures import Signature, coloured_by, signature

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_MOST = 3.0
_FINITE = frozenset({"nsubj", "nsubjpass", "aux", "auxpass"})
_COLOURS = frozenset({"advmod", "amod", "det"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
#: A question with one of these takes for granted what it asks about: "who killed", "why did he leave".
_WH = frozenset({"WP", "WP$", "WDT", "WRB"})
#: Where a question mark stands: last, or before marks that close.
_LAST = 3
#: What a main word is called in `rule` where nothing else decides.
_CALLED = {"NOUN": "noun", "ADJ": "adjective"}
#: What becomes of a modal before `have`: "would have landed".
_IN_THE_PAST = {"would": "unreal", "must": "unreal"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A predicate, its factuality from -3 to 3, and the rule that decided it."""

    word: Token
    factuality: float
    rule: str


@dataclass(frozen=True, slots=True)
class Degree:
    """How far something is a fact, and what decided it."""

    value: float
    rule: str

    def under(self, sign: Signature, rule: str) -> Degree:
        """The degree of what is governed."""
        return Degree(sign.of(self.value), rule)


@dataclass(frozen=True, slots=True)
class Held:
    """What a word was handed, and what it made of it."""

    handed: Degree
    made: Degree


def judged(doc: Doc) -> Iterator[Judged]:
    """The predicates of a block, in order."""
    for sentence in doc.sents:
        held = _held(sentence)
        for word in sentence:
            if is_predicate(word):
                made = held[word.i].made
                yield Judged(word, round(max(-_MOST, min(_MOST, made.value)), 2), made.rule)


def _held(sentence: Span) -> dict[int, Held]:
    """Every word of a sentence, each after those that govern it: its head, and what stands before it beside it."""
    held: dict[int, Held] = {}
    waiting = [word for word in sentence if word.head.i == word.i]
    while waiting:
        word = waiting.pop()
        handed = _main(word) if word.head.i == word.i else _handed(word, held)
        held[word.i] = Held(handed, _made(word, handed))
        waiting.extend(reversed(list(word.children)))
    return held


def _main(word: Token) -> Degree:
    """What a sentence says outright, asks or orders."""
    if any(last.text.startswith("?") for last in word.sent[-_LAST:]):
        first = next((one for one in word.sent if one.is_alpha), word)
        name = "what" if first.tag_ in _WH else "ask"
        return Degree(signature(name).affirmed, f"question.{name}")
    if word.tag_ == "VB" and not any(child.pos_ in _NOMINAL or child.dep_ in _FINITE for child in word.lefts):
        return Degree(signature("request").affirmed, "imperative")
    return Degree(_MOST, _CALLED.get(word.pos_, "verb"))


def _handed(word: Token, held: dict[int, Held]) -> Degree:
    """What its governor hands a word on."""
    head = held[word.head.i]
    if word.dep_ == "conj":
        return head.made if _shares_helpers(word) else head.handed
    found = governed(word)
    return head.made if found is None else held[found.by.i].made.under(found.signature, found.rule)


def _shares_helpers(verb: Token) -> bool:
    """`will come and see`: a second verb in the infinitive is under the modal and the negation of the first."""
    return verb.tag_ == "VB" and not any(child.dep_ in _FINITE for child in verb.children)


def _made(word: Token, handed: Degree) -> Degree:
    """What a word makes of what it was handed: by its adverbs and adjectives, its modal, its negation."""
    for child in word.children:
        sign = coloured_by(child) if child.dep_ in _COLOURS else None
        handed = handed.under(sign, f"{sign.name}.{child.lower_}") if sign else handed
    return _helped(word, handed)


def _helped(word: Token, handed: Degree) -> Degree:
    negated = is_negated(word) and not (word.dep_ == "conj" and _shares_helpers(word)) and not _is_until(word)
    found = _modal(word)
    if found is None:
        return handed.under(signature("negated"), "negated") if negated else handed
    rule = f"{'negated' if negated else 'modal'}.{found.name}"
    return handed.under(found.negation() if negated else found, rule)


def _is_until(word: Token) -> bool:
    """`It was not until Monday that ...`: it happened, only late."""
    negations = (child for child in word.children if child.dep_ == "neg" and child.i + 1 < len(child.doc))
    return any(child.nbor().lower_ == "until" for child in negations)


def _modal(word: Token) -> Signature | None:
    """The modal before a verb: "would have landed" says that nobody did, "must have landed" that they seem to have."""
    modal = next((child for child in word.children if child.tag_ == "MD"), None)
    sign = coloured_by(modal) if modal is not None else None
    if modal is None or sign is None:
        return None
    if is_perfect(word) and sign.name in _IN_THE_PAST:
        sign = signature("seem" if modal.lower_ == "must" else _IN_THE_PAST[sign.name])
    elif sign.name == "would" and word.dep_ == "ccomp" and word.head.tag_ == "VBD":
        # Future in the past: "said that it would land".
        sign = signature("expect")
    return sign
