"""A predicate and the actors named in its sentence in; who does it and to whom it is done out.

Doing and undergoing are the two most general roles (Dowty 1991): the subject of an active verb and the `by` of a
passive one do it, the object and the subject of a passive undergo it. What only stands within such a phrase
(`the minister's car`) takes neither part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.language import Passage
from analysis.rules.grammar import is_passive
from analysis.rules.predicates import VERBAL
from analysis.rules.subjects import subject_above
from analysis.rules.tellings import Telling
from analysis.tables import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_UNDERGOING = frozenset({"dobj", "dative", "nsubjpass"})
_AGAINST = frozenset({"of", "on", "against"})


@dataclass(frozen=True, slots=True)
class Participants:
    """Actors by the part they take in an event."""

    agents: tuple[str, ...]
    patients: tuple[str, ...]


def by_last_word(passage: Passage, mentions: Iterable[Mention]) -> dict[int, str]:
    """Counted mentions of a passage by the place of their last word."""
    return {passage.tokens(one.start, one.end)[-1].i: one.actor_id for one in mentions if one.counted}


def participants(telling: Telling, named: Mapping[int, str]) -> Participants:
    """Who does what a passage tells of, and to whom it is done; `named` holds actors by the places of words."""
    doing = list(_doing(telling))
    agents = _named(doing, named)
    undergoing = (noun for word in telling.chain for noun in _undergoing(word) if noun not in doing)
    patients = tuple(one for one in _named(undergoing, named) if one not in agents)
    taking_part = telling.actors
    return Participants(
        tuple(one for one in agents if one in taking_part), tuple(one for one in patients if one in taking_part)
    )


def _named(nouns: Iterable[Token], named: Mapping[int, str]) -> tuple[str, ...]:
    every = (one for noun in nouns for one in (noun, *noun.conjuncts))
    return tuple(dict.fromkeys(named[one.i] for one in every if one.i in named))


def _doing(telling: Telling) -> Iterator[Token]:
    head = telling.chain[0]
    if head.pos_ not in VERBAL:
        yield from (child for child in head.children if child.dep_ == "poss")
    verb = head if head.pos_ in VERBAL else head.head  # who is ready is what the verb beside it is said of
    subject = subject_above(verb) if verb.pos_ in VERBAL and head.pos_ != "NOUN" else None
    if subject is not None and (subject.dep_ != "nsubjpass" or _does_what_follows(subject, telling.chain[-1])):
        yield subject
    for word in telling.chain:
        by = (child for child in word.children if child.dep_ in ("agent", "prep") and child.lower_ == "by")
        yield from (noun for one in by for noun in one.children if noun.dep_ == "pobj")


def _does_what_follows(subject: Token, predicate: Token) -> bool:
    """`Congress is expected to vote`: who is expected does what follows, unless that is passive, too."""
    return predicate.i != subject.head.i and predicate.pos_ in VERBAL and not is_passive(predicate)


def _undergoing(word: Token) -> Iterator[Token]:
    if word.pos_ in VERBAL:
        yield from (child for child in word.children if child.dep_ in _UNDERGOING)
        return
    against = (child for child in word.children if child.dep_ == "prep" and child.lower_ in _AGAINST)
    yield from (noun for one in against for noun in one.children if noun.dep_ == "pobj")
