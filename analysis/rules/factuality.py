"""A parsed block in; its predicates, and how far the text presents each as a fact, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.rules.grammar import is_negated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Judged:
    """A predicate, its factuality from -3 to 3, and the rule that found it."""

    word: Token
    factuality: float
    rule: str


def judged(doc: Doc) -> Iterator[Judged]:
    """The predicates of a block, in order."""
    for word in doc:
        if word.pos_ == "VERB":
            yield Judged(word, -3.0 if is_negated(word) else 3.0, "verb")
