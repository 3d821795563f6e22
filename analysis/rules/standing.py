"""A clause's predicate in, whether anybody stands behind what it says out: claimed, denied, or left open.

Who did not say that it rained has not claimed that it rained; who did not know it takes it for granted. So the
words that govern a clause decide, from the nearest to the outermost: whether they are negated, and whether they
presuppose, deny or merely report their content (factive and implicative predicates: Karttunen 1971; veridicality
as a property of the whole chain: Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.rules.cues import Kind, cue_of
from analysis.rules.grammar import is_condition, is_expletive, is_negated

if TYPE_CHECKING:
    from spacy.tokens import Token

Standing = Literal["claimed", "denied", "open"]

#: From a clause to the word that governs it, through whatever lies between: "was unable to find evidence that ...".
_GOVERNED = frozenset({"ccomp", "acl", "xcomp", "acomp", "attr", "dobj", "pcomp", "conj"})
#: Verbs of not doing what follows: "failed to say that ...".
_FAILING = frozenset({"fail", "neglect", "omit", "unable"})


#: Who tries to say something has not said it.
_TRYING = frozenset({"try", "attempt", "want", "hope", "seek"})


class Verdict(lexicons.Entry):
    """A word that says of a clause whether it holds: `It is true that ...`."""

    lemma: str
    pos: Literal["adjective", "noun"]
    holds: Literal["true", "false", "unsure"]


@functools.cache
def _verdicts() -> dict[str, Verdict]:
    return {entry.lemma: entry for entry in lexicons.read("verdicts", Verdict)}


def stands_behind(kind: Kind, *, negated: bool) -> bool:
    """Whether the source of a cue of this kind puts its content forward, or denies it, in so many words."""
    if kind == "know":
        return True
    if kind == "doubt":
        return negated
    return kind != "refuse" and not negated


def standing(clause: Token) -> Standing:
    """Whether the clause is claimed by whoever speaks, denied (`It is not true that ...`), or left open."""
    found: Standing = "claimed"
    for governed, governor in governors(clause):
        verdict = _verdict(governed, governor)
        if verdict == "open" or is_condition(governor):
            return "open"
        if verdict == "denied":
            found = "denied" if found == "claimed" else "claimed"
    return found


def is_refused(verb: Token) -> bool:
    """`refused to answer`, `failed to answer`: what the infinitive says did not happen."""
    return _fails(verb) and any(child.dep_ == "xcomp" for child in verb.children)


def _fails(word: Token) -> bool:
    cue = cue_of(word)
    return word.lemma_.lower() in _FAILING or (cue is not None and cue.kind == "refuse")


def governors(clause: Token) -> Iterator[tuple[Token, Token]]:
    """The clause and its governor, then that one and its own, up to the main verb or to a clause that adds."""
    at = clause
    while at.dep_ in _GOVERNED and at.head.i != at.i:
        if at.dep_ != "conj":
            yield at, at.head
        at = at.head


def _verdict(governed: Token, governor: Token) -> Standing:
    """What one word in the chain makes of what it governs."""
    if governed.dep_ in {"acomp", "attr", "dobj"}:
        return "claimed"
    if governed.dep_ == "pcomp":
        return "open" if governor.lower_ == "without" else "claimed"
    predicate = governor.head if governor.dep_ in {"acomp", "attr", "dobj"} else governor
    negated = is_negated(governor) or is_negated(predicate)
    if governed.dep_ == "xcomp":
        return "open" if negated or _fails(governor) or _tries_to_say(governed, governor) else "claimed"
    impersonal = _impersonal(governor)
    return _of_clause(governed, governor, negated) if impersonal is None else _of_impersonal(impersonal, negated)


def _tries_to_say(infinitive: Token, governor: Token) -> bool:
    """`tried to suggest that ...`: nobody has said it yet."""
    return governor.lemma_.lower() in _TRYING and any(c.dep_ == "ccomp" for c in infinitive.children)


def _of_clause(governed: Token, governor: Token, negated: bool) -> Standing:  # noqa: FBT001 - a private question
    cue = cue_of(governor)
    if cue is None:
        return "open" if negated and governor.pos_ in {"VERB", "NOUN"} else "claimed"
    asks = any(c.dep_ == "mark" and c.lower_ in {"whether", "if"} for c in governed.children)
    return "claimed" if stands_behind(cue.kind, negated=negated) and not (asks and negated) else "open"


def _impersonal(governor: Token) -> Token | None:
    """`It is | true | that ...`: the word that says how things stand, whichever of the two governs the clause."""
    copula = governor.head if governor.dep_ in {"acomp", "attr"} else governor
    if copula.lemma_ != "be" or not any(is_expletive(c) for c in copula.children):
        return None
    return next((c for c in copula.children if c.dep_ in {"acomp", "attr"} and is_verdict(c)), None)


def is_verdict(word: Token) -> bool:
    """Whether a word says of a clause whether it holds: `It is clear that ...`."""
    return word.lemma_.lower() in _verdicts()


def _of_impersonal(word: Token, negated: bool) -> Standing:  # noqa: FBT001
    holds = _verdicts()[word.lemma_.lower()].holds
    if holds == "unsure":
        return "open" if negated else "claimed"
    return "denied" if negated == (holds == "true") else "claimed"
