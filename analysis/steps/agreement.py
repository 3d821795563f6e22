"""All claims in, the pairs that repeat, overlap or contradict each other out.

Two claims are compared where they share an actor and one of their rarer words (blocking keeps this near-linear:
Papadakis et al. 2020). Alike are those that share enough of their content words, the rarer the heavier. Then what
differs decides: polarity makes a contradiction, so do quantities that cannot both hold; another quantity, date or
place makes a tension.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from analysis.config import Config
from analysis.tables import Agreement, Claim, Quantity, Tables

Relation = Literal["same", "overlap", "contradiction", "tension"]

#: Words of a claim by which it looks for its like: its rarest ones.
_KEY_WORDS = 5
#: In a block, each claim is compared with so many that follow it.
_WINDOW = 40
#: So much of both claims must be shared for them to be the same.
_SAME = 0.7
_WORD = re.compile(r"[^\W\d_]{2,}")
_STOP = frozenset(
    "a about after again against all already also although an and another any are as at be became because been before "
    "being between both but by can could did do does doing down during each either even ever every few for from "
    "further get go had has have having he her here him his how however i if in into is it its just last latter less "
    "made make many may me might more most much must my near neither no nor not now of off on once one only or other "
    "our out over own per said same say she should since so some still such than that the their them then there these "
    "they this those though through to too toward under until up upon us use used using very was way we well were what "
    "when where which while who whom whose why will with within without would year yet you your".split()
)
_SUFFIXES = ("ingly", "edly", "ation", "ment", "ness", "ing", "ied", "ies", "ed", "ly", "es", "s")


@dataclass(frozen=True, slots=True)
class _Content:
    """A claim and what it is compared by."""

    claim: Claim
    words: frozenset[str]
    actors: frozenset[str]


def agreement(tables: Tables, config: Config) -> Tables:
    """The tables with the pairs of claims that repeat, overlap, contradict or strain each other."""
    claims = sorted(tables.rows(Claim), key=lambda claim: (claim.doc_id, claim.start, claim.end))
    contents = [_content(claim) for claim in claims]
    weights = _weights(contents)
    pairs = _candidates(contents, weights)
    rows = [row for a, b in pairs if (row := _compare(contents[a], contents[b], weights, config)) is not None]
    return tables.with_rows((Agreement, rows))


def _content(claim: Claim) -> _Content:
    actors = {*claim.actors, *([claim.source_actor] if claim.label == "denied" and claim.source_actor else [])}
    return _Content(claim, frozenset(_stems(claim.statement)), frozenset(actors))


def _stems(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        if word not in _STOP:
            yield _stem(word)


def _stem(word: str) -> str:
    """The word without its ending, so that `fired`, `fires` and `firing` are one (after Porter 1980, much less)."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(suffix) + ("y" if suffix in {"ied", "ies"} else "")
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def _weights(contents: Sequence[_Content]) -> Mapping[str, float]:
    """How much a word tells: the more claims hold it, the less (inverse document frequency)."""
    holding = Counter(word for content in contents for word in content.words)
    return {word: math.log(1 + len(contents) / count) for word, count in holding.items()}


def _candidates(contents: Sequence[_Content], weights: Mapping[str, float]) -> list[tuple[int, int]]:
    """Pairs that share an actor and one of their rarest words, in order."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for n, content in enumerate(contents):
        rarest = sorted(content.words, key=lambda word: (-weights[word], word))[:_KEY_WORDS]
        for actor in sorted(content.actors):
            for word in rarest:
                blocks.setdefault((actor, word), []).append(n)
    pairs = {
        (a, b)
        for block in blocks.values()
        for place, a in enumerate(block)
        for b in islice(block, place + 1, place + 1 + _WINDOW)
    }
    return sorted(pairs)


def _compare(a: _Content, b: _Content, weights: Mapping[str, float], config: Config) -> Agreement | None:
    if a.claim.doc_id == b.claim.doc_id and a.claim.start < b.claim.end and b.claim.start < a.claim.end:
        return None
    shared = sorted(a.words & b.words)
    of_smaller, of_all = _similarity(a.words, b.words, weights)
    if of_smaller < config.agreement.min_similarity or len(shared) < min(2, len(a.words), len(b.words)):
        return None
    relation, difference = _relation(a.claim, b.claim, same=of_all >= _SAME)
    return Agreement(
        claim_a=a.claim.claim_id,
        claim_b=b.claim.claim_id,
        relation=relation,
        cross_document=a.claim.doc_id != b.claim.doc_id,
        why=_why(shared, sorted(a.actors & b.actors), difference),
    )


def _similarity(a: Iterable[str], b: Iterable[str], weights: Mapping[str, float]) -> tuple[float, float]:
    """What two claims share, as a part of the smaller one and as a part of both together."""
    first, second = set(a), set(b)
    shared, one, other = (_weight(words, weights) for words in (first & second, first, second))
    return shared / (min(one, other) or 1.0), shared / (one + other - shared or 1.0)


def _weight(words: Iterable[str], weights: Mapping[str, float]) -> float:
    return math.fsum(weights[word] for word in words)


# --- what differs ----------------------------------------------------------------------------------


def _relation(a: Claim, b: Claim, *, same: bool) -> tuple[Relation, str]:
    """How two claims of like content stand to each other, and the difference that makes it so."""
    if _is_denied(a) != _is_denied(b):
        return "contradiction", f"one is {_polarity(a)}, the other {_polarity(b)}"
    apart = _apart(a, b)
    if apart is not None:
        return apart
    dates = [{d.value for d in claim.dates if d.value} for claim in (a, b)]
    if all(dates) and not any(x.startswith(y) or y.startswith(x) for x in dates[0] for y in dates[1]):
        return "tension", f"dates differ: {_listed(dates[0])} and {_listed(dates[1])}"
    places = [{actor for actor in claim.actors if actor.startswith("place:")} for claim in (a, b)]
    if all(places) and not places[0] & places[1]:
        return "tension", f"places differ: {_listed(places[0])} and {_listed(places[1])}"
    return ("same" if same else "overlap"), ""


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
