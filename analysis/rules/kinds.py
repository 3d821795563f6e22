"""What may be names in a document in; out, which of them are names, and whether of persons, organisations or places.

Two witnesses that err in different ways: the language model's tagger, by the share of places for which it says so,
and linear models on the signs of rules/name_evidence.py, which were learned from what the tagger mostly says of a
name in other articles, without its guess (co-training: Blum and Mitchell 1998). Their product decides.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from analysis import weights
from analysis.rules import grouping
from analysis.rules.candidates import Candidate, kind_of_noun
from analysis.rules.forms import is_acronym
from analysis.rules.given_names import gender_of, is_given_name
from analysis.rules.name_evidence import around, evidence, regions
from analysis.weights import Linear

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

Kind = Literal["person", "organisation", "place", "other"]
KINDS: tuple[Kind, ...] = ("person", "organisation", "place", "other")

_TAGGED: Mapping[str, Kind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
#: What the tagger does not say is still possible.
_UNSEEN = 0.02
#: How much the tagger counts beside the signs.
_TRUST = 0.7
#: A name that the tagger sees nowhere needs so much from the signs.
_ALONE = 0.8
#: What stands between the two parties of a case before a court.
_CASE = frozenset({"v.", "v", "vs.", "vs"})
_IDEAS = ("ism", "phobia")
#: As Chinese and Korean names are written: "Lee Cheuk-yan", "Moon Jae-in".
_EAST_ASIAN = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]{2,6}")
#: A given name and a surname.
_FULL = 2
#: Nothing is less likely.
_LEAST = 1e-4


def kinds(candidates: Sequence[Candidate], texts: Iterable[str]) -> dict[str, Kind]:
    """Each candidate that is a name, with what it names. A surname is weighed together with the full names it ends."""
    others = around(candidates, texts)
    tags = {one.name: tagged(one.places) for one in candidates}
    values = {
        one.name: _certain(one, tags[one.name]) or _weighed(evidence(one, others), tags[one.name]) for one in candidates
    }
    for short, full in others.lasts.items():
        if short in values and not is_acronym(short) and (group := [short, *filter(_like_a_person, full)])[1:]:
            together = _together([values[name] for name in group])
            values |= dict.fromkeys(group, together)
    best = {name: max(KINDS, key=lambda kind: own[kind]) for name, own in values.items()}
    return {name: kind for name, kind in best.items() if tags[name].total() or values[name][kind] >= _ALONE}


def _certain(candidate: Candidate, tags: Mapping[Kind, int]) -> dict[Kind, float] | None:
    """What the words of a name leave no doubt of: "Trump Tower", "World Cup", "OBE", "Moon Jae-in"."""
    known: Kind | None = "person" if _EAST_ASIAN.fullmatch(candidate.name) else _nobodys(candidate.name)
    *before, last = candidate.name.split()
    if tags.get("person") and before and last in grouping.words("head") and _has_article(candidate):
        known = "organisation"
    if known is None or (tags.get("person") and known in {"place", "other"} and _may_be_surname(candidate)):
        return None
    return {kind: float(kind == known) for kind in KINDS}


def _nobodys(name: str) -> Literal["place", "other"] | None:
    if is_case(name) or _is_idea(name):
        return "other"
    return kind_of_noun(name) or ("place" if _is_part_of_a_region(name) else None)


def _may_be_surname(candidate: Candidate) -> bool:
    """Whether the last word may be somebody's surname, as in "Jude Law": no article stands before a person's name."""
    parts = [part for part in candidate.name.split() if len(part.strip(".")) > 1]  # "Robert E. Hall"
    return len(parts) == _FULL and is_given_name(parts[0]) and not _has_article(candidate)


def _has_article(candidate: Candidate) -> bool:
    return any(place.start and place.doc[place.start - 1].lower_ == "the" for place in candidate.places)


def is_case(name: str) -> bool:
    """Whether it is a case before a court: "Roe v. Wade"."""
    return not _CASE.isdisjoint(name.split())


def _is_idea(name: str) -> bool:
    """What a suffix makes of a word: "Marxism", "Islamophobia"."""
    return " " not in name and name.endswith(_IDEAS)


def _is_part_of_a_region(name: str) -> bool:
    """As "North East Hampshire", "Upper Austria": a region's name, the first word before it is nobody's given name."""
    *before, last = name.split()
    if not before or last not in regions() or gender_of(before[0]):
        return False
    return all(word[0].isupper() and word not in grouping.words("head") for word in name.split())


def _like_a_person(name: str) -> bool:
    """Whether nothing in a name of several words rules a person out."""
    return not any(word in grouping.words("head") or word in grouping.words("suffix") for word in name.split())


def _together(values: Sequence[Mapping[Kind, float]]) -> dict[Kind, float]:
    """Several opinions as one: their product, to the power that makes it one opinion again."""
    product = {kind: math.fsum(math.log(max(one[kind], _LEAST)) for one in values) / len(values) for kind in KINDS}
    return _shares({kind: math.exp(value) for kind, value in product.items()})


def tagged(places: Iterable[Tokens]) -> Counter[Kind]:
    """How often the tagger takes a name for what; places where it sees no name do not count."""
    labels = (Counter(token.ent_type_ for token in place).most_common(1)[0][0] for place in places)
    return Counter(_TAGGED.get(label, "other") for label in labels if label)


def _weighed(signs: frozenset[str], tags: Counter[Kind]) -> dict[Kind, float]:
    values = {kind: model.probability(signs) for kind, model in models().items()}
    if total := tags.total():
        values = {kind: value * (_UNSEEN + tags[kind] / total) ** _TRUST for kind, value in values.items()}
    return _shares(values)


def _shares(values: Mapping[Kind, float]) -> dict[Kind, float]:
    whole = math.fsum(values.values()) or 1.0
    return {kind: value / whole for kind, value in values.items()}


@functools.cache
def models() -> Mapping[Kind, Linear]:
    """What speaks for each kind of name."""
    return {kind: weights.read(f"names_{kind}") for kind in KINDS}
