"""All claims in, the pairs that repeat, overlap or contradict each other out.

Two claims are compared where they share an actor and a word (blocking with a window keeps this near-linear:
Papadakis et al. 2020). Alike are those that share enough of their content words, the rarer the heavier. Then what
differs decides: polarity makes a contradiction, so do quantities that cannot both hold; another quantity, date or
place makes a tension.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Literal

from analysis import lexicons
from analysis.config import Config
from analysis.tables import Agreement, Claim, Mention, Quantity, Tables

Relation = Literal["same", "overlap", "contradiction", "tension"]

#: Among the claims that share an actor and a word, each is compared with so many that follow it.
_WINDOW = 20
#: Two claims share so many words and actors together, or they are too short to be compared.
_LEAST_SHARED = 3
#: A stem is no shorter, and a name's beginning (`russia` in `russian`) neither.
_SHORTEST_STEM, _SHORTEST_NAME = 3, 4
#: So much of both claims must be shared for them to be the same.
_SAME = 0.7
#: So much, for a negated claim to contradict another: with less in common, both may hold.
_OPPOSED = 0.5
_WORD = re.compile(r"[^\W\d_]{2,}")
#: Function words (after the stop list of van Rijsbergen 1979), which every claim has.
_STOP = frozenset(
    """
    a about after again against all already also although an and another any are as at be became because been before
    being between both but by can could did do does doing down during each either even ever every few for from
    further get go had has have having he her here him his how however i if in into is it its just last latter less
    made make many may me might more most much must my near neither no nor not now of off on once one only or other
    our out over own per said same say she should since so some still such than that the their them then there these
    they this those though through to too toward under until up upon us use used using very was way we well were
    what when where which while who whom whose why will with within without would year yet you your
    """.split()  # noqa: SIM905 - a list literal of so many words reads worse
)
#: Endings and how much of the word must stand before them.
_PLURALS = {"ies": 2, "s": 3}
_SUFFIXES = {"ation": 5, "ment": 4, "ness": 4, "ing": 3, "ied": 2, "ed": 3, "ly": 5}


class Synonyms(lexicons.Entry):
    """Words that stand for each other."""

    words: list[str]


@dataclass(frozen=True, slots=True)
class _Content:
    """A claim and what it is compared by: each of its meanings with the word that has it, and its actors."""

    claim: Claim
    words: Mapping[str, str]
    actors: frozenset[str]


def agreement(tables: Tables, config: Config) -> Tables:
    """The tables with the pairs of claims that repeat, overlap, contradict or strain each other."""
    claims = sorted(tables.rows(Claim), key=lambda claim: (claim.doc_id, claim.start, claim.end))
    names = _names(tables.rows(Mention))
    contents = [_content(claim, names) for claim in claims]
    weights = _weights(contents)
    totals = [_weight(content.words, weights) for content in contents]
    rows = []
    for a, b in _candidates(contents):
        shared = _weight(contents[a].words.keys() & contents[b].words.keys(), weights)
        of_smaller = shared / (min(totals[a], totals[b]) or 1.0)
        if of_smaller >= config.agreement.min_similarity and _are_comparable(contents[a], contents[b]):
            of_all = shared / (totals[a] + totals[b] - shared)
            rows.append(_row(contents[a], contents[b], alike=of_all))
    return tables.with_rows((Agreement, rows))


def _names(mentions: Iterable[Mention]) -> Mapping[str, frozenset[str]]:
    """The words by which each actor goes: they tell who a claim is about, not what it says."""
    names: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.kind not in {"pronoun", "possessive", "nominal"}:
            names.setdefault(mention.actor_id, set()).update(_WORD.findall(mention.text.lower()))
    return {actor: frozenset(words) for actor, words in names.items()}


def _content(claim: Claim, names: Mapping[str, frozenset[str]]) -> _Content:
    actors = {*claim.actors, *([claim.source_actor] if claim.label == "denied" and claim.source_actor else [])}
    own = {word for actor in actors for word in names.get(actor, ())}
    beginnings = tuple(word for word in own if len(word) >= _SHORTEST_NAME)
    words = (word for word in _WORD.findall(claim.statement.lower()) if word not in _STOP and word not in own)
    told = {_meaning(word): word for word in words if not word.startswith(beginnings)}
    return _Content(claim, told, frozenset(actors))


def _meaning(word: str) -> str:
    """The stem of the word, or of the one that its group of synonyms goes by."""
    stem = _stem(word)
    return _groups().get(stem, stem)


@functools.cache
def _groups() -> Mapping[str, str]:
    entries = lexicons.read("synonyms", Synonyms)
    return {_stem(word): _stem(entry.words[0]) for entry in entries for word in entry.words}


def _stem(word: str) -> str:
    """The word without its endings, so that `fired`, `fires` and `firing` are one (after Porter 1980, much less)."""
    for endings in (_PLURALS if not word.endswith(("ss", "us", "is")) else {}, _SUFFIXES):
        fitting = (e for e in endings if word.endswith(e) and len(word) - len(e) >= endings[e])
        ending = next(fitting, "")
        word = word.removesuffix(ending) + ("y" if ending in {"ied", "ies"} else "")
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM else word


def _weights(contents: Sequence[_Content]) -> Mapping[str, float]:
    """How much a word tells: the more claims hold it, the less (inverse document frequency)."""
    holding = Counter(word for content in contents for word in content.words)
    return {word: math.log(1 + len(contents) / count) for word, count in holding.items()}


def _candidates(contents: Sequence[_Content]) -> list[tuple[int, int]]:
    """Pairs that share an actor and a word, in order."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for n, content in enumerate(contents):
        for key in product(content.actors, content.words):
            blocks.setdefault(key, []).append(n)
    pairs = {
        (a, b)
        for block in blocks.values()
        for place, a in enumerate(block)
        for b in islice(block, place + 1, place + 1 + _WINDOW)
    }
    return sorted(pairs)


def _are_comparable(a: _Content, b: _Content) -> bool:
    """Whether two claims stand apart and share enough words and actors to be about the same."""
    overlap = a.claim.doc_id == b.claim.doc_id and a.claim.start < b.claim.end and b.claim.start < a.claim.end
    return not overlap and len(a.words.keys() & b.words.keys()) + len(a.actors & b.actors) >= _LEAST_SHARED


def _row(a: _Content, b: _Content, *, alike: float) -> Agreement:
    relation, difference = _relation(a.claim, b.claim, alike=alike)
    words = sorted(word for meaning, word in a.words.items() if meaning in b.words)
    return Agreement(
        claim_a=a.claim.claim_id,
        claim_b=b.claim.claim_id,
        relation=relation,
        cross_document=a.claim.doc_id != b.claim.doc_id,
        why=_why(words, sorted(a.actors & b.actors), difference),
    )


def _weight(words: Iterable[str], weights: Mapping[str, float]) -> float:
    return math.fsum(weights[word] for word in words)


# --- what differs ----------------------------------------------------------------------------------


def _relation(a: Claim, b: Claim, *, alike: float) -> tuple[Relation, str]:
    """How two claims of like content stand to each other, and the difference that makes it so."""
    if _is_denied(a) != _is_denied(b):
        opposed = alike >= _OPPOSED or "denied" in {a.label, b.label}
        return "contradiction" if opposed else "tension", f"one is {_polarity(a)}, the other {_polarity(b)}"
    apart = _apart(a, b)
    if apart is not None:
        return apart
    dates = [{d.value for d in claim.dates if d.value[:1].isdigit()} for claim in (a, b)]
    if all(dates) and not any(x.startswith(y) or y.startswith(x) for x in dates[0] for y in dates[1]):
        return "tension", f"dates differ: {_listed(dates[0])} and {_listed(dates[1])}"
    places = [{actor for actor in claim.actors if actor.startswith("place:")} for claim in (a, b)]
    if all(places) and not places[0] & places[1]:
        return "tension", f"places differ: {_listed(places[0])} and {_listed(places[1])}"
    return ("same" if alike >= _SAME else "overlap"), ""


def _is_denied(claim: Claim) -> bool:
    """Whether the claim's content is said not to hold; what is denied of a negation holds."""
    return (claim.label == "denied") != ("negated" in claim.facets)


def _polarity(claim: Claim) -> str:
    return "denied" if claim.label == "denied" else "negated" if _is_denied(claim) else "affirmed"


def _apart(a: Claim, b: Claim) -> tuple[Relation, str] | None:
    """The first two quantities that differ, where each claim has just one: of more, which is which is open."""
    if len(a.quantities) != 1 or len(b.quantities) != 1:
        return None
    one, other = a.quantities[0], b.quantities[0]
    if (one.at_least, one.at_most) == (other.at_least, other.at_most):
        return None
    disjoint = _below(one, other) or _below(other, one)
    return ("contradiction" if disjoint else "tension"), f"quantities differ: {_range(one)} and {_range(other)}"


def _below(one: Quantity, other: Quantity) -> bool:
    return one.at_most is not None and other.at_least is not None and one.at_most < other.at_least


def _range(quantity: Quantity) -> str:
    low, high = (None if bound is None else f"{bound:g}" for bound in (quantity.at_least, quantity.at_most))
    if low == high:
        return low or "a vague number"
    return f"at least {low}" if high is None else f"at most {high}" if low is None else f"{low} to {high}"


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))


def _why(words: Sequence[str], actors: Sequence[str], difference: str) -> str:
    shared = f"share {', '.join(actors)} and the words {', '.join(words)}"
    return f"{shared}; {difference}" if difference else shared
