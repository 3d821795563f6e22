"""A clause and its attribution in, how firmly it is claimed out: the label and the facets.

That label and source are independent is an idea of FactBank (Saurí and Pustejovsky 2009); the order of the labels
(denied, opinion, predicted, hedged, reported, asserted) is ours. The words stand in the lexicon
`hedges`; what makes an opinion, in `rules/opinions`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.rules.clauses import Clause
from analysis.rules.grammar import (
    first_conjunct,
    form,
    is_conditional,
    is_counterfactual,
    is_infinitive,
    is_negated,
    is_perfect,
    part,
    subject_of,
)
from analysis.rules.opinions import judgements
from analysis.rules.standing import is_refused
from analysis.tables import Facet, Label

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Adjectives of what is to come: "is due to meet".
_ARRANGED = frozenset({"about", "bound", "due", "poised", "scheduled", "set", "slated"})
#: What somebody wants is told by "is to": "The aim is to win".
_ABSTRACT = frozenset(
    {"aim", "ambition", "approach", "desire", "dream", "duty", "function", "goal", "hope", "idea", "instinct", "intent"}
    | {"intention", "it", "job", "mission", "objective", "plan", "point", "policy", "priority", "purpose", "role"}
    | {"strategy", "target", "task", "temptation", "that", "this", "way", "wish"}
)
#: "The banks were to blame": nothing is arranged.
_STATES = frozenset({"blame", "thank"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo", "sha"})


class Hedge(lexicons.Entry):
    """A word that weakens a claim, or moves it into the future."""

    lemma: str
    pos: Literal["modal", "verb", "adverb", "adjective"]
    makes: Literal["possible", "future"]


@functools.cache
def _hedges() -> dict[tuple[str, str], Hedge]:
    return {(entry.lemma, entry.pos): entry for entry in lexicons.read("hedges", Hedge)}


def signs(clause: Clause) -> Iterator[tuple[str, Token]]:
    """What the clause itself says of its firmness: (`opinion`, `future`, `possible` or `negated`, the word)."""
    near = list(_near(clause))
    for token in near:
        if token.tag_ == "MD" and token.lower_ in _FUTURE:
            yield "future", token
        if (hedge := _hedges().get((form(token), part(token)))) is not None and _weakens(token, clause):
            yield hedge.makes, token
        if token.dep_ == "mark" and token.lower_ in {"whether", "if"}:
            yield "possible", token
    yield from (("opinion", token) for token in judgements(clause, near))
    if is_negated(clause.head) or is_refused(clause.head) or is_counterfactual(clause.head) or _is_not_to(clause.head):
        yield "negated", clause.head
    if is_conditional(clause.head):
        yield "possible", clause.head
    if _going_to(clause.head) or _names_future(clause) or _is_arranged(clause.head):
        yield "future", clause.head
    if (would := _would(clause.head)) is not None:
        yield ("future" if _is_told_in_past(clause.head) else "possible"), would


def _near(clause: Clause) -> Iterator[Token]:
    """The predicate, what modifies or completes it, and the word that introduces it (`It seems that ...`)."""
    head, inside = clause.head, {token.i for token in clause.tokens}
    yield head
    for child in head.children:
        if child.i in inside or child.dep_ in {"aux", "neg", "advmod", "mark"}:
            yield child
        if child.dep_ in {"acomp", "attr", "dobj", "oprd"}:
            yield from (c for c in child.children if c.dep_ in {"amod", "advmod", "conj"})
    yield from _shared(head)
    if head.dep_ == "ccomp" and any(c.dep_ in {"nsubj", "expl"} and c.lower_ == "it" for c in head.head.children):
        yield head.head
        yield from (c for c in head.head.children if c.dep_ in {"advmod", "acomp"})


def _shared(head: Token) -> Iterator[Token]:
    """The first conjunct's modifiers stand for all: `will reach ... and leave`."""
    if head.dep_ != "conj" or any(c.dep_ in {"nsubj", "nsubjpass"} for c in head.children):
        return
    for child in head.head.children:
        before = child.i < head.head.i
        modal = child.tag_ == "MD" and head.tag_ == "VB"
        if before and (child.dep_ == "advmod" or modal):
            yield child


def _weakens(token: Token, clause: Clause) -> bool:
    """A hedging verb weakens what it introduces, or, with an infinitive, its own clause."""
    if token.lower_ == "could" and is_negated(clause.head):  # "could not verify": it was not able to
        return False
    if token.pos_ != "VERB" or token.tag_ == "MD":
        return True
    return token != clause.head or not any(c.dep_ == "ccomp" for c in token.children)


def _going_to(head: Token) -> bool:
    return head.lower_ == "going" and any(c.dep_ == "xcomp" and is_infinitive(c) for c in head.children)


def _is_arranged(head: Token) -> bool:
    """`is to meet`, `is due to meet`: what has been fixed and has not happened yet."""
    if head.lower_ in _ARRANGED and any(c.dep_ == "auxpass" for c in head.children):
        return _has_infinitive(head)
    if head.lemma_ != "be":
        return False
    ready = [c for c in head.children if c.dep_ == "acomp" and c.lower_ in _ARRANGED]
    subject = subject_of(head)
    plain = subject is not None and subject.lemma_.lower() not in _ABSTRACT
    own = plain and not any(c.dep_ in {"attr", "acomp", "expl"} for c in head.children)
    return any(_has_infinitive(one) for one in ready) or (own and _has_infinitive(head) and not _is_to_blame(head))


def _is_not_to(copula: Token) -> bool:
    """`is not to blame`: parsers hang the negation on the infinitive."""
    infinitives = (c for c in copula.children if c.dep_ == "xcomp" and copula.lemma_ == "be" and is_infinitive(c))
    return any(c.dep_ == "neg" and c.i == copula.i + 1 for one in infinitives for c in one.children)


def _is_to_blame(copula: Token) -> bool:
    """`is to blame`: whom one blames stands before it."""
    states = (c for c in copula.children if c.dep_ == "xcomp" and c.lemma_.lower() in _STATES)
    return any(not any(c.dep_ in {"dobj", "auxpass"} for c in one.children) for one in states)


def _has_infinitive(word: Token) -> bool:
    return any(c.dep_ == "xcomp" and is_infinitive(c) for c in word.children)


def _would(head: Token) -> Token | None:
    """`would leave`, but not `would have left`, which `is_conditional` knows."""
    if is_perfect(head) or is_conditional(head):
        return None
    return next((c for c in head.children if c.dep_ == "aux" and c.tag_ == "MD" and c.lower_ in {"would", "'d"}), None)


def _is_told_in_past(head: Token) -> bool:
    """`said that it would rain`: the future, seen from the past."""
    content = first_conjunct(head)
    return content.dep_ == "ccomp" and content.head.tag_ in {"VBD", "VBN"}


def _names_future(clause: Clause) -> bool:
    """A modal and `next year`: the claim is about what comes."""
    modal = any(c.tag_ == "MD" for c in clause.head.children)
    return modal and any(token.lower_ in {"future", "tomorrow"} or _is_next(token) for token in clause.tokens)


def _is_next(token: Token) -> bool:
    return token.lower_ in {"next", "coming"} and token.ent_type_ == "DATE"


def label(found: Sequence[str], *, kind: str | None, named: bool, denied: bool) -> Label:
    """The first label that applies.

    `found` is what `signs` told of the clause, `kind` what stands behind it (None: the article itself), `named`
    whether somebody is named as its source, `denied` whether it is put forward as false.
    """
    if denied:
        return "denied"
    if "opinion" in found:
        return "opinion"
    if "future" in found or kind == "expect":
        return "predicted"
    if "possible" in found or (kind == "think" and not named):
        return "hedged"
    return "asserted" if kind is None else "reported"


def facets(found: Sequence[str], *, kind: str | None, planned: bool, presupposed: bool) -> tuple[Facet, ...]:
    """The facets, in the order of the table's definition."""
    holds: dict[Facet, bool] = {
        "planned": planned,
        "presupposed": presupposed,
        "hearsay": kind == "hear",
        "negated": "negated" in found,
        "future": "future" in found or kind == "expect",
        "possible": "possible" in found,
    }
    return tuple(facet for facet, true in holds.items() if true)
