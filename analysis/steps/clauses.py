"""One parsed block in, its clauses out: one predicate each.

A clause is the smallest stretch with a predicate of its own (a proposition in the sense of open information
extraction: Del Corro and Gemulla 2013, ClausIE). Restrictive relatives, infinitives and participles that narrow a
noun stay with the clause they belong to; what could be said by itself is split off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.steps.cues import is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: A gap of at most so many tokens ("he said") does not cut a clause in two.
_GAP = 6
_CONDITIONS = frozenset({"if", "unless", "until", "when", "whenever", "once", "before", "after", "lest", "whether"})
_COMPLEMENTS = frozenset({"dobj", "prep", "attr", "acomp", "ccomp", "xcomp", "oprd", "dative", "agent", "advcl"})
_HEDGING_MODALS = frozenset({"may", "might", "could"})
_LEADING = frozenset({"cc", "mark", "punct", "preconj"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate and the tokens of its clause, in order, first to last."""

    head: Token
    tokens: tuple[Token, ...]


def clauses(doc: Doc, matrix: frozenset[int], aside: frozenset[int]) -> Iterator[Clause]:
    """The clauses of a block in the order of their predicates.

    `matrix` holds the indices of predicates that only introduce another clause; `aside`, those of words whose
    phrases belong to no clause ("according to ...").
    """
    heads = {token.i for token in doc if _starts_clause(token)}
    owned = _owned(doc, heads | aside)
    for i in sorted(heads - matrix - aside):
        tokens = _core(doc[i], owned.get(i, []))
        if tokens:
            yield Clause(doc[i], tokens)


def _owned(doc: Doc, tops: set[int]) -> Mapping[int, list[Token]]:
    """Each token under the nearest of `tops` above it."""
    owner: dict[int, int] = {}
    owned: dict[int, list[Token]] = {}
    for token in doc:
        path = []
        at = token
        while at.i not in tops and at.i not in owner and at.head.i != at.i:
            path.append(at.i)
            at = at.head
        top = at.i if at.i in tops else owner.get(at.i, -1)
        owner.update(dict.fromkeys([*path, at.i], top))
        owned.setdefault(top, []).append(token)
    return owned


def _core(head: Token, tokens: list[Token]) -> tuple[Token, ...]:
    """The stretch around the predicate, over short gaps only, without conjunctions and marks at its edges."""
    first = last = tokens.index(head)
    while first and tokens[first].i - tokens[first - 1].i <= _GAP:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i - tokens[last].i <= _GAP:
        last += 1
    run = tokens[first : last + 1]
    while run and run[0] is not head and (run[0].dep_ in _LEADING or run[0].is_space or run[0].is_punct):
        run = run[1:]
    while run and run[-1] is not head and (run[-1].dep_ in {"cc", "punct"} or run[-1].is_space or run[-1].is_punct):
        run = run[:-1]
    return tuple(run)


# --- where a clause begins -------------------------------------------------------------------------


def _starts_clause(token: Token) -> bool:
    rule = _RULES.get(token.dep_)
    return rule is not None and rule(token)


def _is_predicate(token: Token) -> bool:
    """A finite verb, or a word with a subject (headlines leave the verb out)."""
    verbal = token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBG", "VBN", "VB"}
    supported = token.pos_ in {"VERB", "AUX"} and any(c.dep_ in {"aux", "auxpass"} for c in token.children)
    return verbal or supported or any(c.dep_ in _SUBJECTS for c in token.children)


def _root(token: Token) -> bool:
    return _is_predicate(token)


def _ccomp(token: Token) -> bool:
    return _is_predicate(token) and not is_infinitive(token)


def _conj(token: Token) -> bool:
    """A coordinated predicate, if it has a subject or if both have complements of their own."""
    if token.pos_ not in {"VERB", "AUX"} or token.head.pos_ not in {"VERB", "AUX"}:
        return False
    if not _is_in_clause(token.head):
        return False
    if any(c.dep_ in _SUBJECTS for c in token.children):
        return True
    before = any(c.dep_ in _COMPLEMENTS and token.head.i < c.i < token.i for c in token.head.children)
    return before and any(c.dep_ in _COMPLEMENTS for c in token.children)


def _is_in_clause(first: Token) -> bool:
    """Whether what holds of the first conjunct is said outright: a clause, or an infinitive after one's verb."""
    while first.dep_ in {"conj", "xcomp"} and first.head.i != first.i:
        first = first.head
    return _starts_clause(first)


def _advcl(token: Token) -> bool:
    """A finite clause that states no condition, or a participle that follows a comma."""
    marks = {c.lower_ for c in token.children if c.dep_ in {"mark", "advmod"} and c.i < token.i}
    if marks & _CONDITIONS or is_infinitive(token):
        return False
    if token.tag_ == "VBG" and not _has_aux(token):
        return token.i > token.head.i and _follows_comma(token) and token.pos_ == "VERB"
    return token.pos_ in {"VERB", "AUX"} and _is_predicate(token)


def _relcl(token: Token) -> bool:
    """A relative clause that adds: after a comma, or with a modal of its own."""
    modal = any(c.tag_ == "MD" and c.lower_ in _HEDGING_MODALS for c in token.children)
    return relative_subject(token) is not None and (modal or _follows_comma(token))


def _parataxis(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and any(c.dep_ in _SUBJECTS for c in token.children)


_RULES: Mapping[str, Callable[[Token], bool]] = {
    "ROOT": _root,
    "ccomp": _ccomp,
    "conj": _conj,
    "advcl": _advcl,
    "relcl": _relcl,
    "parataxis": _parataxis,
}


def relative_subject(verb: Token) -> Token | None:
    """The relative pronoun that is a relative clause's subject."""
    return next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ in {"WDT", "WP"}), None)


def _follows_comma(token: Token) -> bool:
    first = token.left_edge.i
    return first > token.sent.start and token.doc[first - 1].text in {",", "–", "—", "-", ";"}


def _has_aux(token: Token) -> bool:
    return any(c.dep_ in {"aux", "auxpass"} for c in token.children)
