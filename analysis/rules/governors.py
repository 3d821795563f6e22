"""A word in, the word that governs it and with which signature out.

The governor of what follows a copula is the adjective or noun beside it ("is likely to", "the plan is to"); of what
follows a preposition, the word before that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.rules.grammar import is_condition, is_counterfactual, is_infinitive
from analysis.rules.signatures import Signature, governs, opened_by, signature

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMPLEMENTS = frozenset({"acomp", "attr", "oprd"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})
#: What is to be done by what somebody rejects or ends does not happen: "rejected a proposal to merge".
_LOSING = frozenset({"end", "deny", "prevent", "refuse"})
_ASKS = frozenset({"whether", "if"})
#: What these open is not so, be it a noun or a verb; other prepositions say so of verbs only ("against raising").
_WITHOUT = frozenset({"without", "instead", "absent"})
_OPENERS = frozenset({"mark", "advmod", "prep"})
_SUBJECTS = frozenset({"nsubj", "csubj", "poss"})


@dataclass(frozen=True, slots=True)
class Governed:
    """By which word something is governed, with which signature, and the name of that configuration."""

    by: Token
    signature: Signature
    rule: str


def governed(word: Token) -> Governed | None:
    """How a word is governed; None where what governs it is handed on as it is."""
    kind = word.dep_
    if kind in {"ccomp", "xcomp", "csubj", "csubjpass"}:
        return _complement(word)
    if kind == "advcl":
        return _adverbial(word)
    if kind in {"acl", "relcl"}:
        return _of_noun(word)
    if kind in {"pcomp", "pobj"} and word.head.dep_ != "ROOT":
        return _after_preposition(word)
    return _nominal(word)


def _named(by: Token, taken: str, otherwise: str) -> Governed:
    """With the signature that the governor has for what it takes, or else with that of the form."""
    found = governs(by, taken)
    if found is None:
        return Governed(by, signature(otherwise), otherwise)
    return Governed(by, found, found.name if otherwise == taken else f"{found.name}.{taken}")


def _form(clause: Token) -> str:
    """The form of a clause that completes another: `infinitive`, `gerund` or `clause`."""
    if is_infinitive(clause):
        return "infinitive"
    participle = clause.tag_ in {"VBG", "VBN"} and not any(c.dep_ in {"aux", "auxpass"} for c in clause.children)
    if participle:
        return "gerund"
    bare = clause.tag_ == "VB" and not any(child.tag_ == "MD" for child in clause.children)
    return "infinitive" if bare else "clause"


def _complement(clause: Token) -> Governed:
    taken = _form(clause)
    if any(child.dep_ == "mark" and child.lower_ in _ASKS for child in clause.children):
        return Governed(clause.head, signature("ask"), "ask.whether")
    if clause.dep_.startswith("csubj"):
        return Governed(clause.head, signature("subject"), "subject")
    return _first(clause, taken, otherwise=taken)


def _first(clause: Token, taken: str, *, otherwise: str) -> Governed:
    """With the signature of the first word that has one for it."""
    for by in _candidates(clause):
        sign = governs(by, taken)
        if sign is not None:
            return Governed(by, sign, f"{sign.name}.{taken}")
    return Governed(clause.head, signature(otherwise), otherwise)


def _candidates(clause: Token) -> Iterator[Token]:
    """The words that may say how a clause holds: what completes a copula, the verb, a copula's subject."""
    head = clause.head
    yield from (child for child in head.children if child.dep_ in _COMPLEMENTS and child.i < clause.i)
    yield head
    if head.lemma_ == "be":
        yield from (
            child for child in head.children if child.dep_ == "nsubj" and child.pos_ == "NOUN" and child.i < clause.i
        )


def _adverbial(clause: Token) -> Governed:
    opened = next((sign for child in clause.children if child.dep_ in _OPENERS and (sign := opened_by(child))), None)
    if is_condition(clause) or (opened is not None and opened.name == "condition"):
        name = "if only" if is_counterfactual(clause.head) else "condition"
        return Governed(clause.head, signature(name), name)
    if opened is not None:
        return Governed(clause.head, opened, opened.name)
    if not is_infinitive(clause):
        return Governed(clause.head, signature("beside"), "beside")
    return _first(clause, "infinitive", otherwise="purpose")


def _of_noun(clause: Token) -> Governed:
    """`the plan to leave`, `the fact that he left`, `the man who left`; `urged the man to leave`."""
    noun = clause.head
    if is_infinitive(clause):
        return _noun_infinitive(noun)
    that = any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)
    sign = governs(noun, "clause") if that or (clause.dep_ == "acl" and clause.tag_ not in {"VBG", "VBN"}) else None
    return Governed(noun, sign or signature("relative"), f"{sign.name}.clause" if sign else "relative")


def _noun_infinitive(noun: Token) -> Governed:
    verb = noun.head if noun.dep_ in _OBJECTS else None
    lost = governs(verb, "object") if verb is not None else None
    if verb is not None and lost is not None and lost.name in _LOSING:
        return Governed(verb, signature("prevent"), "prevent.infinitive")
    by = verb if verb is not None and governs(noun, "infinitive") is None else noun
    sign = governs(by, "infinitive")
    return Governed(by, sign, f"{sign.name}.infinitive") if sign else Governed(noun, signature("to do"), "to do")


def _after_preposition(word: Token) -> Governed:
    """`after the attack`; of several prepositions in a row ("because of") the first hangs on the governor."""
    preposition = _outermost(word.head)
    opened = _opening(word)
    if opened is not None:
        return Governed(preposition.head, opened, opened.name)
    taken, governor = word.head.lower_, preposition.head
    # "suspected the clerk of lying": the parser hangs the preposition on the object.
    astray = (
        governor.dep_ in _OBJECTS and governs(governor, taken) is None and governs(governor.head, taken) is not None
    )
    return _named(governor.head if astray else governor, taken, "doing" if word.dep_ == "pcomp" else "phrase")


def _outermost(preposition: Token) -> Token:
    while preposition.head.dep_ in {"prep", "agent"} and preposition.head.i != preposition.i:
        preposition = preposition.head
    return preposition


def _opening(word: Token) -> Signature | None:
    """The signature of `without` or `instead of` before a word; of other prepositions before a verb."""
    openers = (word.head, *(child for child in word.head.children if child.dep_ == "advmod"))
    found = (opener for opener in openers if word.dep_ == "pcomp" or opener.lower_ in _WITHOUT)
    return next((sign for opener in found if (sign := opened_by(opener)) is not None), None)


def _object(word: Token) -> Governed:
    """Of what is expected to rise it is not said that it is expected."""
    raised = any(child.dep_ in {"xcomp", "ccomp"} for child in word.head.children)
    return Governed(word.head, signature("subject"), "subject") if raised else _named(word.head, "object", "object")


def _nominal(word: Token) -> Governed | None:
    kind = word.dep_
    if kind in _OBJECTS:
        return _object(word)
    if kind in _SUBJECTS:
        return Governed(word.head, signature("subject"), "subject")
    if kind == "amod":
        return Governed(word.head, signature("attribute"), "attribute")
    if kind == "compound":
        return Governed(word.head, signature("compound"), "compound")
    return Governed(word.head, signature("beside"), "beside") if kind in {"parataxis", "npadvmod"} else None
