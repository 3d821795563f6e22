"""A pronoun for a thing or for several, and what stands before it, in; whom it means out.

It takes the most salient of what agrees with it, things and unnamed people among them, so that "it" is no actor
where a thing is nearer. The idea of weighted salience (sentence recency, subject emphasis, agreement, and the binding
filter) is Lappin and Leass's (1994); the weights are our own. "It" most often means no actor, so it is one only
where that is clear; nothing is clearer than "Russia said it would leave".
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING

from analysis import lexicons
from analysis.rules.cues import Cue
from analysis.rules.discourse import Discourse, Place
from analysis.rules.pronouns import SUBJECTS, Pronoun

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBS = frozenset({"VERB", "AUX"})
#: Subjects of a clause of its own.
_NOMINATIVES = frozenset({"i", "he", "she", "we", "they"})
#: How many sentences back a pronoun may reach, and what makes a place salient.
_REACH = {"thing": 1, "several": 1}
_PER_SENTENCE, _SUBJECT, _OWN, _PARALLEL, _NUMBER = 40, 30, 30, 15, 25


def most_salient(token: Token, pronoun: Pronoun, discourse: Discourse) -> tuple[Place | None, bool]:
    """The place to which "it" or "they" goes back, if any, and whether that is clear enough for an actor."""
    fitting = [place for place in discourse.places if _fits(place, token, pronoun, discourse)]
    if not fitting:
        return None, False
    sayer = next((place for place in fitting if _says(place, token)), None)
    if sayer is not None and not any(_is_told_before(place, sayer) for place in fitting):
        return sayer, True
    best = max(enumerate(fitting), key=lambda pair: (_salience(pair[1], token, pronoun, discourse), pair[0]))[1]
    return best, _is_clear(best, fitting, token)


def is_bound(place: Place, token: Token, pronoun: Pronoun) -> bool:
    """Within one clause, only a possessive or reflexive pronoun takes what stands beside it (binding principle B)."""
    if pronoun.possessive or token.lower_.endswith(("self", "selves")):
        return False
    return is_beside(place.root, token)


def is_beside(one: Token, other: Token) -> bool:
    """Whether two noun phrases are arguments of one word: in "Russia helps this country", these are two."""
    if one.doc is not other.doc or one.dep_ == "poss":
        return False
    return _clause(one) == _clause(other)


def _acts(noun: Token, verb: Token) -> bool:
    """Whether somebody is the subject of a verb, or told to do it: "enabled Russia to continue"."""
    if noun.dep_ in SUBJECTS:
        return noun.head == verb
    return noun.dep_ == "dobj" and verb.dep_ == "xcomp" and noun.head == verb.head and noun.i < verb.i


def verb_above(token: Token) -> Token:
    """The verb above a word, or the head of the sentence."""
    token = token.head
    while token.pos_ not in _VERBS and token.head.i != token.i:
        token = token.head
    return token


def _fits(place: Place, token: Token, pronoun: Pronoun, discourse: Discourse) -> bool:
    if discourse.sentence - place.sentence > _REACH[pronoun.takes] or is_bound(place, token, pronoun):
        return False
    if pronoun.takes == "several":
        return place.many is not False
    return not place.person and place.many is not True


def _salience(place: Place, token: Token, pronoun: Pronoun, discourse: Discourse) -> int:
    return (
        _PER_SENTENCE * (place.sentence - discourse.sentence)
        + _SUBJECT * place.subject
        + _OWN * (pronoun.possessive and _acts(place.root, verb_above(token)))
        + _PARALLEL * (place.subject == (token.dep_ in SUBJECTS))
        - _NUMBER * (pronoun.takes == "several" and place.many is None)
    )


def _says(place: Place, token: Token) -> bool:
    """Whether a pronoun is the subject of what somebody says: "Russia said it would leave"."""
    said, person = token.head, place.who is not None and place.who.type == "person"
    if (
        person
        or token.lower_ not in {"it", "they"}
        or token.dep_ not in SUBJECTS
        or said.dep_ != "ccomp"
        or place.root.doc is not token.doc
    ):
        return False
    return place.subject and place.root.head.i == said.head.i and said.head.lemma_.lower() in minded()


def _is_told_before(place: Place, sayer: Place) -> bool:
    """Whether a thing without a name was what the talk was of: "A missile was launched. Japan said it flew far"."""
    return place.who is None and place.sentence >= sayer.sentence - 1 and (place.subject or place.root.dep_ == "dobj")


def _clause(token: Token) -> int:
    """The word on which a noun phrase hangs, directly or by a preposition; in "help them leave" all hangs on "help"."""
    head = token.head
    if _is_made_to(token, head):
        head = head.head
    while head.pos_ == "ADP" and head.head.i != head.i:
        head = head.head
    return head.i


def _is_made_to(token: Token, verb: Token) -> bool:
    """Whether a verb is what another has somebody do: "help them leave", not "said they might leave"."""
    if token.dep_ not in SUBJECTS or verb.dep_ != "ccomp" or verb.tag_ != "VB":
        return False
    finite = token.lower_ in _NOMINATIVES or any(child.pos_ == "AUX" for child in verb.lefts)
    return not finite and verb.left_edge.i == token.left_edge.i


def _is_clear(best: Place, fitting: Iterable[Place], token: Token) -> bool:
    """Whether an actor is surely meant: "its" by what is nearest, "they" by a people, others as follows.

    It is the subject before the pronoun, and nothing else may be meant, unless the pronoun speaks.
    """
    if token.lower_ in {"its", "itself"} or best.many:
        return True
    if not best.subject:
        return False
    speaks = token.dep_ == "nsubj" and token.head.lemma_.lower() in minded()
    return speaks or all(one.who == best.who for one in fitting)


@functools.cache
def minded() -> frozenset[str]:
    """The verbs for what only somebody with a mind does: to say, think, know, feel or intend."""
    kinds = {"say", "deny", "accuse", "think", "know", "feel", "intend"}
    return frozenset(cue.lemma for cue in lexicons.read("cues", Cue) if cue.pos == "verb" and cue.kind in kinds)
