"""All claims in, the pairs that repeat, overlap or contradict each other out.

Two claims are compared where they share an actor and a word (blocking with a window keeps this near-linear:
Papadakis et al. 2020). How much of one the other covers, the rarer the word the heavier, tells whether they are
about the same. Then what differs decides: polarity makes a contradiction, so do quantities that cannot both hold;
another quantity, date, place or direction makes a tension (after the types of de Marneffe et al. 2008).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Literal

from analysis.config import Config
from analysis.rules import comparison
from analysis.rules.comparison import Content
from analysis.tables import NAMES, Agreement, Claim, Mention, Quantity, Tables

Relation = Literal["same", "overlap", "contradiction", "tension"]

#: Among the claims that share an actor and a word, each is compared with so many that follow it.
_WINDOW = 20
#: An actor weighs so much of what a word as rare would: who it is about tells less than what is said.
_ACTOR = 0.5
#: A word of the same family counts so much of the same word.
_KIN = 0.8
#: So much of both claims must be covered for them to be the same, and of the two together for them to overlap.
_SAME, _OVERLAP = 0.7, 0.95
#: With less of one covered, the other is told in passing at most.
_ASIDE = 0.25
#: So much of what is denied must be affirmed: a denial contradicts what it follows from, not what it is part of.
_OPPOSED = 0.7
#: Two claims share so many words and actors together, or they are too short to be compared.
_LEAST_SHARED = 3
#: A claim with a negation inside may affirm just that ("assured them that it had not changed").
_NEGATOR = re.compile(r"n[’']t\b|\b(?:not|never|no|nor|neither|without|den(?:y|ies|ied|ying))\b", re.IGNORECASE)
_AHEAD = frozenset({"planned", "future"})
#: Whoever denies jointly what they did together are two at least.
_BOTH = 2


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim, what it tells, and the actors it is about: its own, or else those told of last."""

    claim: Claim
    content: Content
    actors: frozenset[str]
    borrowed: bool

    @property
    def features(self) -> tuple[str, ...]:
        """All that a claim may be found by."""
        return tuple(sorted({*self.content.words, *self.content.families, *self.actors}))


Weights = Mapping[str, float]


def agreement(tables: Tables, config: Config) -> Tables:
    """The tables with the pairs of claims that repeat, overlap, contradict or strain each other."""
    claims = sorted(tables.rows(Claim), key=lambda claim: (claim.doc_id, claim.start, claim.end))
    names = comparison.index((row.text, row.actor_id) for row in tables.rows(Mention) if row.kind in NAMES)
    told = list(_told(claims, names))
    weights = _weights(told)
    pairs = ((told[a], told[b]) for a, b in _candidates(told))
    rows = (_row(a, b, weights, least=config.agreement.min_similarity) for a, b in pairs)
    return tables.with_rows((Agreement, [row for row in rows if row]))


def _told(claims: Iterable[Claim], names: comparison.Names) -> Iterator[_Told]:
    """Each claim with what it tells. One that names nobody ("Both deny any deal") is about those named before."""
    doc_id, last = "", frozenset[str]()
    for claim in claims:
        content = comparison.content(claim.statement, names, about=claim.actors)
        own = content.actors.union(claim.actors)
        last = own or (last if claim.doc_id == doc_id else own)
        doc_id = claim.doc_id
        source = {claim.source_actor} if claim.label == "denied" and claim.source_actor else set()
        yield _Told(claim, content, last.union(source), borrowed=not own)


def _weights(told: Sequence[_Told]) -> Weights:
    """How much a feature tells: the more claims have it, the less (inverse document frequency).

    A word weighs what its family does, the rarest where it has several: `ammunition` is no rare thing in a war.
    """
    having = Counter(feature for one in told for feature in one.features)
    rare = {feature: math.log(1 + len(told) / count) for feature, count in having.items()}
    words = {word for one in told for word in one.content.words}
    return rare | {word: max((rare[name] for name in comparison.families(word)), default=rare[word]) for word in words}


def _candidates(told: Sequence[_Told]) -> list[tuple[int, int]]:
    """Pairs that share an actor and a word or its family, in order."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for n, one in enumerate(told):
        for key in product(one.actors, (*one.content.words, *one.content.families)):
            blocks.setdefault(key, []).append(n)
    pairs = {
        (a, b)
        for block in blocks.values()
        for place, a in enumerate(block)
        for b in islice(block, place + 1, place + 1 + _WINDOW)
    }
    return sorted(pairs)


# --- how much is shared ----------------------------------------------------------------------------


def _covered(a: _Told, b: _Told, weights: Weights) -> float:
    """How much of the first claim the second tells as well, from 0 to 1."""
    whole = math.fsum(weights[word] for word in a.content.words)
    part = math.fsum(_credit(word, b.content, weights) for word in a.content.words)
    actors = [] if a.borrowed else sorted(a.actors)
    whole += _ACTOR * math.fsum(weights[actor] for actor in actors)
    part += _ACTOR * math.fsum(weights[actor] for actor in actors if actor in b.actors)
    return part / whole if whole else 0.0


def _credit(word: str, other: Content, weights: Weights) -> float:
    """What a word is worth that stands in another claim: itself, or one of its family."""
    if word in other.words:
        return weights[word]
    return 0.0 if other.families.isdisjoint(comparison.families(word)) else _KIN * weights[word]


def _shared(a: _Told, b: _Told) -> list[str]:
    """The first claim's words that the second has too, or one of their family."""
    theirs = b.content.words.keys() | b.content.families
    return sorted(
        word for one, word in a.content.words.items() if not theirs.isdisjoint((one, *comparison.families(one)))
    )


def _are_comparable(a: _Told, b: _Told) -> bool:
    """Whether two claims stand apart, and share an actor and a word and one more of either."""
    if a.claim.doc_id == b.claim.doc_id and a.claim.start < b.claim.end and b.claim.start < a.claim.end:
        return False
    actors = len(a.actors & b.actors)
    actors = min(actors, 1) if a.borrowed or b.borrowed else actors
    words = min(len(_shared(a, b)), len(_shared(b, a))) if actors else 0
    return bool(words) and words + actors >= _LEAST_SHARED


def _row(a: _Told, b: _Told, weights: Weights, *, least: float) -> Agreement | None:
    if not _are_comparable(a, b):
        return None
    related = _relation(a, b, _covered(a, b, weights), _covered(b, a, weights), least=least)
    if related is None:
        return None
    relation, difference = related
    return Agreement(
        claim_a=a.claim.claim_id,
        claim_b=b.claim.claim_id,
        relation=relation,
        cross_document=a.claim.doc_id != b.claim.doc_id,
        why=_why(_shared(a, b), sorted(a.actors & b.actors), difference),
    )


# --- what differs ----------------------------------------------------------------------------------


def _relation(a: _Told, b: _Told, of_a: float, of_b: float, *, least: float) -> tuple[Relation, str] | None:
    """How two claims stand to each other, and the difference that makes it so; None if they tell of two things."""
    if min(of_a, of_b) < _ASIDE or (a.claim.label == "opinion") != (b.claim.label == "opinion"):
        return None
    if _is_denied(a.claim) != _is_denied(b.claim):
        return _opposed(a, b, of_a) if _is_denied(a.claim) else _opposed(b, a, of_b)
    if _is_ahead(a.claim) != _is_ahead(b.claim) or max(of_a, of_b) < least or of_a + of_b < _OVERLAP:
        return None
    alike = min(of_a, of_b) >= _SAME
    apart = _apart(a, b, alike=alike)
    if apart or alike:
        return apart or ("same", "")
    acts = [comparison.acts(one.content) for one in (a, b)]
    return None if all(acts) and acts[0].isdisjoint(acts[1]) else ("overlap", "")


def _opposed(denied: _Told, affirmed: _Told, share: float) -> tuple[Relation, str] | None:
    """A contradiction where what is denied is affirmed; if only as what may be, a tension."""
    if share < _OPPOSED or not _is_about_those(denied, affirmed) or _NEGATOR.search(affirmed.claim.statement):
        return None
    relation: Relation = "tension" if _is_ahead(affirmed.claim) and not _is_ahead(denied.claim) else "contradiction"
    return relation, f"one is {_polarity(denied.claim)}, the other {_polarity(affirmed.claim)}"


def _is_about_those(denied: _Told, affirmed: _Told) -> bool:
    """Whether all actors of what is denied are in what is affirmed; two will do where they were only named before."""
    actors = denied.actors - {denied.claim.source_actor}
    return actors <= affirmed.actors or (denied.borrowed and len(actors & affirmed.actors) >= _BOTH)


def _is_ahead(claim: Claim) -> bool:
    """Whether it tells of what is meant to be, which is not what has been."""
    return not _AHEAD.isdisjoint(claim.facets)


def _is_denied(claim: Claim) -> bool:
    """Whether the claim's content is said not to hold; what is denied of a negation holds."""
    if claim.label == "denied":
        return not _NEGATOR.search(claim.statement)
    return "negated" in claim.facets


def _polarity(claim: Claim) -> str:
    return "denied" if claim.label == "denied" else "negated" if _is_denied(claim) else "affirmed"


def _apart(a: _Told, b: _Told, *, alike: bool) -> tuple[Relation, str] | None:
    """The first difference that keeps two claims about one thing from being the same."""
    dates = [{d.value for d in one.claim.dates if d.value[:1].isdigit()} for one in (a, b)]
    if all(dates) and not any(x.startswith(y) or y.startswith(x) for x in dates[0] for y in dates[1]):
        return "tension", f"dates differ: {_listed(dates[0])} and {_listed(dates[1])}"
    numbers = _numbers_apart(a.claim, b.claim, alike=alike)
    if numbers is not None:
        return numbers
    contrary = comparison.opposites(a.content, b.content)
    if contrary is not None:
        return "tension", f"one tells of {contrary[0]}, the other of {contrary[1]}"
    turned = {deed.reversed() for deed in a.content.deeds} & b.content.deeds
    if turned and not a.content.deeds & b.content.deeds:
        return "tension", f"who does it to whom differs: {min(deed.doer for deed in turned)}"
    places = [one.content.places for one in (a, b)]
    if all(places) and not _are_named(places[0], b.claim) and not _are_named(places[1], a.claim):
        return "tension", f"places differ: {_listed(places[0])} and {_listed(places[1])}"
    return None


def _are_named(places: Iterable[str], claim: Claim) -> bool:
    return any(place in claim.statement for place in places)


def _numbers_apart(a: Claim, b: Claim, *, alike: bool) -> tuple[Relation, str] | None:
    """The first two quantities that differ, where each claim has just one: of more, which is which is open."""
    if len(a.quantities) != 1 or len(b.quantities) != 1:
        return None
    one, other = a.quantities[0], b.quantities[0]
    if (one.at_least, one.at_most) == (other.at_least, other.at_most):
        return None
    disjoint = _below(one, other) or _below(other, one)
    return (
        "contradiction" if disjoint and alike else "tension"
    ), f"quantities differ: {_range(one)} and {_range(other)}"


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
