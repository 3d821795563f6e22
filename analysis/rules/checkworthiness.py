"""A claim's words in; how much it is worth checking, from 0 to 1, out.

A claim is worth checking if facts can settle it and if it matters to the public (Hassan, Li and Tremayne 2015,
ClaimBuster; Konstantinovskiy and others 2021). What speaks for that and against it, and how much, stands in `_WEIGHTS`:
chosen by hand, not learned. The words stand in the lexicon `public_matters`.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.tables import DateRef, Label, Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What a claim is worth of which nothing else is known.
_BEGIN = 0.45
#: What makes it worth more or less.
_WEIGHTS: Mapping[str, float] = {
    # facts can settle it
    "quantity": 0.25,  # somebody has counted
    "measure": 0.15,  # "rose", "the majority", "voted": there is a figure or a record
    "date": 0.05,  # there is a record of that day
    "done": 0.15,  # it has happened, or it has not
    "comparison": 0.05,  # both sides can be measured
    "named": 0.10,  # it says of whom it is true
    # it matters to many
    "public matter": 0.10,  # laws, money, work, war: what public records are kept of
    "denied": 0.15,  # two sides say different things
    # no fact can settle it
    "opinion": -0.40,
    "predicted": -0.20,  # not yet
    "hedged": -0.10,  # true whatever happens
    "told by oneself": -0.15,  # "I believe", "I went": nobody else knows
    "feeling": -0.10,  # "want", "believe": nobody sees it
    "addressed": -0.10,  # "you know": talk
    # it says too little to be checked
    "pointing": -0.10,  # "that is so": of what?
    "vague": -0.15,  # no name, number or matter in it at all
    "short": -0.10,
}
#: From here on, more signs add less and less: among claims that are all worth checking, the order still counts.
_PLENTY = 0.7
#: A clause of fewer words is short.
_SHORT = 5
_I = frozenset({"i", "me", "my", "mine", "myself"})
_YOU = frozenset({"you", "your", "yours"})
_POINTING = frozenset({"this", "that", "it", "there", "what", "here", "these", "those"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_COMPARING = frozenset({"JJR", "RBR", "JJS", "RBS"})


class Matter(lexicons.Entry):
    """A word that tells whether there is a record of what is claimed.

    `public`: what records are about; `measure`: what is counted or recorded; `feeling`: what nobody else can see.
    """

    lemma: str
    kind: Literal["public", "measure", "feeling"]


@functools.cache
def _matters() -> dict[str, str]:
    return {entry.lemma: entry.kind for entry in lexicons.read("public_matters", Matter)}


def checkworthiness(
    tokens: Sequence[Token],
    label: Label,
    *,
    actors: Sequence[str],
    dates: Sequence[DateRef],
    quantities: Sequence[Quantity],
) -> float:
    """How much a claim of these words is worth checking: 0 if no fact could settle it, near 1 if a record shows it."""
    signs = {label, *_signs(tokens)}
    signs.update(name for name, found in (("named", actors), ("date", dates), ("quantity", quantities)) if found)
    worth = _BEGIN + sum(weight for sign, weight in _WEIGHTS.items() if sign in signs)
    return round(_within_scale(worth), 2)


def _within_scale(worth: float) -> float:
    """Not below 0, and near 1 without reaching it."""
    rest = 1 - _PLENTY
    return max(0.0, worth) if worth <= _PLENTY else 1 - rest * math.exp((_PLENTY - worth) / rest)


def _signs(tokens: Sequence[Token]) -> Iterator[str]:
    """What the words themselves say."""
    words = [token for token in tokens if not token.is_punct]
    kinds = {_matters().get(token.lemma_.lower()) for token in words}
    holds = {
        "quantity": any(token.like_num for token in words),
        "measure": "measure" in kinds,
        "done": any(token.tag_ in {"VBD", "VBN"} for token in words),
        "comparison": any(token.tag_ in _COMPARING for token in words),
        "named": any(token.pos_ == "PROPN" for token in words),
        "public matter": "public" in kinds,
        "told by oneself": any(token.lower_ in _I for token in words),
        "feeling": "feeling" in kinds,
        "addressed": any(token.lower_ in _YOU for token in words),
        "pointing": any(token.lower_ in _POINTING and token.dep_ in _SUBJECTS for token in words),
        "vague": not any(token.pos_ in {"PROPN", "NUM", "NOUN"} for token in words),
        "short": len(words) < _SHORT,
    }
    return (sign for sign, true in holds.items() if true)
