"""Which claims repeat, overlap or contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from analysis import lexicons
from analysis.config import AgreementConfig, Config
from analysis.steps.agreement import Synonyms, agreement
from analysis.tables import Agreement, Claim, DateRef, Mention, Quantity, Tables, derive_id


def claim(doc_id: str, start: int, statement: str, *actors: str, **columns: Any) -> Claim:
    """A claim about some actors; any other column may be given."""
    plain: dict[str, Any] = dict.fromkeys(Claim.model_fields)
    plain |= {
        "claim_id": derive_id("claim", doc_id, start), "doc_id": doc_id, "start": start, "end": start + len(statement),
        "text": statement, "statement": statement, "label": "asserted", "quotation": "none", "source_kind": "article",
        "facets": (), "actors": actors, "dates": (), "quantities": (), "checkworthy": True, "rule": "test",
    }  # fmt: skip
    return Claim(**{**plain, **columns})


def compare(*claims: Claim, names: Sequence[Mention] = (), min_similarity: float = 0.5) -> tuple[Agreement, ...]:
    config = Config(agreement=AgreementConfig(min_similarity=min_similarity))
    return agreement(Tables({Claim: claims, Mention: names}), config).rows(Agreement)


def number(low: float | None, high: float | None) -> dict[str, Any]:
    return {"quantities": (Quantity(start=0, end=1, at_least=low, at_most=high),)}


def date(value: str) -> dict[str, Any]:
    return {"dates": (DateRef(start=0, end=1, value=value),)}


FIRED = "The army fired rockets at the harbour"


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ({}, {}, "same"),
        ({"label": "denied"}, {}, "contradiction"),
        ({"label": "denied"}, {"label": "denied"}, "same"),
        ({"facets": ("negated",)}, {}, "contradiction"),
        ({"label": "denied", "facets": ("negated",)}, {}, "same"),
        (number(10, None), number(None, 5), "contradiction"),
        (number(10, None), number(12, 12), "tension"),
        (number(3, 3), number(3, 3), "same"),
        (date("2022-05"), date("2022-06"), "tension"),
        (date("2022"), date("2022-06"), "same"),
        (date("PAST_REF"), date("2022-06"), "same"),
        ({"actors": ("state:UA", "place:odesa")}, {"actors": ("state:UA", "place:izmir")}, "tension"),
    ],
)
def test_what_differs_decides(one: dict[str, Any], other: dict[str, Any], relation: str) -> None:
    """Claims of the same words agree unless polarity, quantity, date or place says otherwise."""
    a, b = ({"actors": ("state:UA",), **columns} for columns in (one, other))
    (row,) = compare(claim("a", 0, FIRED, **a), claim("b", 0, FIRED, **b))
    assert row.relation == relation


@pytest.mark.parametrize(
    "other",
    ["The army was firing a rocket at the harbours", "At the harbour, rockets were launched by the army"],
)
def test_other_forms_of_the_same_words(other: str) -> None:
    """Endings, order and synonyms do not make another claim."""
    (row,) = compare(claim("a", 0, FIRED, "state:UA"), claim("b", 0, other, "state:UA"))
    assert row.relation == "same"


def test_more_is_said_of_the_same() -> None:
    """A claim that says the same and more overlaps."""
    longer = FIRED + " from trucks hidden beneath the trees of an orchard"
    (row,) = compare(claim("a", 0, FIRED, "state:UA"), claim("b", 0, longer, "state:UA"))
    assert row.relation == "overlap"


def test_a_negation_of_something_else_is_no_contradiction() -> None:
    """What one claim negates must be what the other says; with less in common, both may hold."""
    other = FIRED + " from trucks hidden beneath the trees of an orchard"
    (row,) = compare(claim("a", 0, FIRED, "state:UA"), claim("b", 0, other, "state:UA", facets=("negated",)))
    assert row.relation == "tension"


def test_claims_without_a_shared_actor_are_not_compared() -> None:
    """Two armies may do the same without one report contradicting the other."""
    assert compare(claim("a", 0, FIRED, "state:UA"), claim("b", 0, FIRED, "state:RU")) == ()


def test_names_are_no_content() -> None:
    """That two claims name the same actor is no reason to think that they say the same."""
    mention = Mention(
        doc_id="a", start=0, end=14, text="Vladimir Putin", kind="name", type="person", name="Vladimir Putin",
        actor_id="person:vladimir-putin", counted=True, rule="test",
    )  # fmt: skip
    visits = claim("a", 0, "Vladimir Putin visits Hanoi", mention.actor_id)
    swims = claim("a", 50, "Vladimir Putin swims", mention.actor_id)
    assert compare(visits, swims, names=[mention]) == ()


def test_a_higher_bar_lets_fewer_pairs_through() -> None:
    """`min_similarity` decides how much two claims must share."""
    pair = (
        claim("a", 0, "The army fired rockets at the harbour of the town", "state:UA"),
        claim("b", 0, "The army fired rockets from trucks in the woods", "state:UA"),
    )
    assert (len(compare(*pair, min_similarity=0.1)), len(compare(*pair, min_similarity=0.9))) == (1, 0)


def test_each_pair_once_in_order_of_the_text() -> None:
    """The earlier claim comes first, whatever order the rows came in, and the reason names what is shared."""
    first, second = claim("a", 0, FIRED, "state:UA"), claim("b", 0, FIRED, "state:UA")
    for rows in ((first, second), (second, first)):
        (row,) = compare(*rows)
        assert (row.claim_a, row.claim_b, row.cross_document) == (first.claim_id, second.claim_id, True)
        assert row.why == "share state:UA and the words army, fired, harbour, rockets"


def test_work_grows_with_the_claims_and_not_with_their_pairs() -> None:
    """A corpus that says one thing a thousand times is compared within a window."""
    claims = [claim(f"{n:04}", 0, FIRED, "state:UA") for n in range(1000)]
    assert len(compare(*claims)) < 50 * len(claims)


@pytest.mark.parametrize("entry", lexicons.read("synonyms", Synonyms), ids=lambda entry: entry.words[0])
def test_every_group_of_synonyms(entry: Synonyms) -> None:
    """A group's words are told apart from nothing but each other: none stands in two groups."""
    everywhere = [word for one in lexicons.read("synonyms", Synonyms) for word in one.words]
    assert all(everywhere.count(word) == 1 for word in entry.words)
    assert entry.words[0][:3] in entry.example.lower()
