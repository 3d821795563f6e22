"""A noun in; whether it is one for people out.

Roles stand in the lexicon `roles`; a few nouns for people are no roles. A name counts by its entity.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Literal

from analysis import lexicons

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENTITIES = frozenset({"PERSON", "NORP"})
_PEOPLE = frozenset(
    {"people", "folk", "adult", "citizen", "crew", "family", "kid", "parent", "police", "staff", "troop"}
)
#: Endings of nouns for those who do something.
_DOERS = ("er", "or", "ist", "ian", "ee", "ant", "man", "woman")
#: What ends like them and is a thing, and often what somebody knows of: "familiar with the matter".
_THINGS = frozenset({"matter", "order", "offer", "paper", "letter", "number", "power", "center", "border", "factor"})
#: From a noun to the one within whose phrase it stands.
_UPWARDS = frozenset({"prep", "pobj", "amod", "acl", "acomp"})


class Role(lexicons.Entry):
    """A noun for a person; with an office, a state has one holder of it."""

    noun: str
    office: str | None = None
    gender: Literal["male", "female"] | None = None


@functools.cache
def _roles() -> frozenset[str]:
    return frozenset(entry.noun for entry in lexicons.read("roles", Role))


def is_role(noun: Token) -> bool:
    """Whether a noun says what somebody is: `minister`, `wife`."""
    return noun.lemma_.lower() in _roles()


def person_at(noun: Token) -> Token | None:
    """The person whom a phrase is about: from `talks`, the `officials familiar with the talks`; None: not known."""
    lemma = noun.lemma_.lower()
    if _is_person(noun) or (lemma.endswith(_DOERS) and lemma not in _THINGS):
        return noun
    while noun.dep_ in _UPWARDS and noun.head.i != noun.i:
        noun = noun.head
        if _is_person(noun):
            return noun
    return None


def _is_person(noun: Token) -> bool:
    known = noun.ent_type_ in _ENTITIES or is_role(noun) or noun.lemma_.lower() in _PEOPLE
    return noun.pos_ in {"NOUN", "PROPN"} and known
