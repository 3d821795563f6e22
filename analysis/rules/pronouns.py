"""A word in, the pronoun that it is out, by what it may stand for; and whether an "it" stands for nobody at all."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.rules.predicates import words_of
from analysis.tables import MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
#: What there is only between two.
_BETWEEN = frozenset({"relationship", "relation", "tie", "cooperation", "alliance", "friendship", "partnership"})
_CLAUSES = frozenset({"ccomp", "csubj", "csubjpass", "xcomp", "acl", "advcl"})


class Pronoun(lexicons.Entry):
    """A pronoun and who may be meant by it."""

    form: str
    takes: Literal["male", "female", "thing", "several", "speaker", "speakers", "addressee"]
    possessive: bool

    @property
    def kind(self) -> MentionKind:
        """How a mention by it is counted."""
        return "possessive" if self.possessive else "pronoun"


class Idle(lexicons.Entry):
    """A verb whose subject "it" is no actor."""

    verb: str


def pronoun_at(token: Token) -> Pronoun | None:
    """The pronoun that a word is: no small "i", and not the "himself" that only stresses a name: "Obama himself"."""
    if token.pos_ != "PRON" or (token.lower_.endswith("self") and token.head.pos_ == "PROPN"):
        return None
    form, possessive = token.text if token.text == "I" else token.lower_, token.dep_ == "poss"
    return _pronouns().get((form, possessive)) or _pronouns().get((form, not possessive))


def is_idle(token: Token) -> bool:
    """Whether "it" is no actor: "it seems", "it is clear that", "it is expected that" (Lappin and Leass 1994).

    What it is said to be tells of a fact more often than of an actor ("it is a matter of time"), unless it is
    ready for something.
    """
    if token.lower_ != "it" or token.dep_ not in SUBJECTS | {"expl"}:
        return False
    verb = token.head
    if verb.lemma_ == "be":
        return not any(child.lemma_ in words_of("ready") for child in verb.children)
    clausal = any(child.dep_ in _CLAUSES for child in verb.children)
    return verb.lemma_ in _idle_verbs() or (clausal and token.dep_ == "nsubjpass")


def is_mutual(token: Token) -> bool:
    """Whether "their" means two or more by what is theirs: "their relationship"."""
    return token.lower_ == "their" and token.head.lemma_.lower() in _BETWEEN


@functools.cache
def _pronouns() -> Mapping[tuple[str, bool], Pronoun]:
    return {(entry.form, entry.possessive): entry for entry in lexicons.read("pronouns", Pronoun)}


@functools.cache
def _idle_verbs() -> frozenset[str]:
    return frozenset(entry.verb for entry in lexicons.read("idle", Idle))
