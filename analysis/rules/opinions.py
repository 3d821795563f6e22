"""A clause in, the words that make it an opinion out.

The signs of an opinion follow the subjectivity of MPQA (Wiebe, Wilson and Cardie 2005). The words stand in the lexicon
`opinions`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.rules.clauses import Clause
from analysis.rules.grammar import form, part, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Named entities that can be judged as one judges people.
_ACTORS = frozenset({"PERSON", "GPE", "ORG", "NORP"})


class Opinion(lexicons.Entry):
    """A word that judges or interprets when it is the predicate or a part of it.

    `object` is the noun with which a verb does so ("raises questions"); `of_actors` marks an adjective that judges
    persons and states, and describes things ("a weak signal").
    """

    lemma: str
    pos: Literal["modal", "verb", "adjective", "noun"]
    object: str | None = None
    of_actors: bool = False


@functools.cache
def _opinions() -> dict[tuple[str, str], Opinion]:
    return {(entry.lemma, entry.pos): entry for entry in lexicons.read("opinions", Opinion)}


def judgements(clause: Clause, near: Sequence[Token]) -> Iterator[Token]:
    """The words that judge, of those `near` the predicate: itself, what modifies or completes or introduces it."""
    for token in near:
        opinion = _opinions().get((form(token), part(token)))
        if opinion is not None and _judges(token, clause, opinion):
            yield token


def _judges(token: Token, clause: Clause, opinion: Opinion) -> bool:
    """Whether the word is the predicate, or a judgement that the predicate makes."""
    if token.tag_ == "MD":
        return True
    if token.pos_ in {"VERB", "AUX"}:
        objects = [c.lemma_.lower() for c in token.children if c.dep_ == "dobj"]
        return token.i == clause.head.i and bool(objects) and (opinion.object is None or opinion.object in objects)
    if opinion.of_actors and not _is_of_an_actor(clause.head):
        return False
    if token.pos_ == "NOUN":
        return token.dep_ in {"attr", "oprd"}
    return token.dep_ in {"acomp", "attr", "oprd"} or token.head.dep_ in {"attr", "acomp"}


def _is_of_an_actor(head: Token) -> bool:
    subject = subject_of(head)
    return subject is not None and (subject.ent_type_ in _ACTORS or subject.lower_ in {"he", "she", "who", "they"})
