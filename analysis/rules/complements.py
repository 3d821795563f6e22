"""A word and what it governs in, what that is called out: as evidence names it, and as the `rule` of a row does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.rules.grammar import is_expletive, is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Deepest cut along the right edge of a phrase.
_DEEPEST = 5
_PATTERNS = {
    "prep": "preposition", "agent": "preposition", "dobj": "object", "nsubjpass": "object", "nsubj": "object",
    "npadvmod": "object", "dative": "object", "oprd": "predicate", "attr": "predicate", "acomp": "predicate",
}  # fmt: skip


def cuts(word: Token) -> Iterator[tuple[str, int]]:
    """Where a phrase may end earlier: before each modifier along its right edge."""
    node, number = word, 0
    while number < _DEEPEST:
        rights = [child for child in node.rights if child.dep_ not in {"punct", "cc"}]
        if not rights:
            return
        for child in rights[-2:]:
            start = child.left_edge.i
            joined = child.dep_ == "conj" and start > 0 and child.doc[start - 1].dep_ == "cc"
            yield child.dep_, start - 1 if joined else start
        node, number = rights[-1], number + 1


def name_of(child: Token) -> str:
    """How a complement is told from others of its dependency."""
    if child.dep_ not in {"ccomp", "xcomp", "acl", "relcl", "advcl"}:
        return str(child.dep_)
    if is_infinitive(child):
        return f"{child.dep_} to"
    mark = next((c.lower_ for c in child.lefts if c.dep_ == "mark"), "")
    wh = next((c.tag_ for c in child.lefts if c.tag_ in {"WP", "WRB", "WDT"}), "")
    return f"{child.dep_} {mark or wh or child.tag_}"


def pattern_of(anchor: Token, child: Token) -> str:
    """The pattern that a row is known by (its `rule`)."""
    if anchor.pos_ in {"NOUN", "PROPN"}:
        return _pattern_of_noun(child)
    if anchor.pos_ == "ADJ":
        return "adjective"
    return _PATTERNS.get(child.dep_) or _pattern_of_clause(anchor, child)


def _pattern_of_clause(anchor: Token, child: Token) -> str:
    if is_infinitive(child):
        return "infinitive"
    expletive = any(c.dep_ == "nsubjpass" and is_expletive(c) for c in anchor.children)
    return "expected" if expletive else "clause"


def _pattern_of_noun(child: Token) -> str:
    if child.dep_ == "prep":
        return "noun-of"
    return "noun-infinitive" if is_infinitive(child) else "noun-clause"
