"""Which claims repeat, overlap or contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from analysis import lexicons
from analysis.config import AgreementConfig, Config
from analysis.rules import comparison
from analysis.rules.comparison import Deed, Synonyms
from analysis.steps.agreement import agreement
from analysis.tables import Agreement, Claim, DateRef, Mention, Quantity, Tables, derive_id


def claim(doc_id: str, start: int, statement: str, *actors: str, **columns: Any) -> Claim:
    """A claim about some actors; any other column may be given."""
    plain: dict[str, Any] = dict.fromkeys(Claim.model_fields)
    plain |= {
        "claim_id": derive_id("claim", doc_id, start), "doc_id": doc_id, "start": start, "end": start + len(statement),
        "text": statement, "statement": statement, "label": "asserted", "quotation": "none", "source_kind": "article",
        "facets": (), "actors": actors, "dates": (), "quantities": (), "checkworthy": True,
        "checkworthiness": 1.0, "factuality": 3.0, "rule": "test", "score": None,
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
        ({"label": "denied", "facets": ("negated",)}, {}, "contradiction"),
        ({"facets": ("negated",)}, {"facets": ("planned",)}, "tension"),
        (number(10, None), number(None, 5), "contradiction"),
        (number(10, None), number(12, 12), "tension"),
        (number(3, 3), number(3, 3), "same"),
        (date("2022-05"), date("2022-06"), "tension"),
        (date("2022"), date("2022-06"), "same"),
        (date("PAST_REF"), date("2022-06"), "same"),
    ],
)
def test_what_differs_decides(one: dict[str, Any], other: dict[str, Any], relation: str) -> None:
    """Claims of the same words agree unless polarity, quantity or date says otherwise."""
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


def test_a_denial_contradicts_what_it_follows_from() -> None:
    """Who did not fire at the harbour may have fired elsewhere; who did not fire at all did not fire at the harbour."""
    fired = "The army fired rockets"
    for denied, affirmed, relations in ((fired, FIRED, ["contradiction"]), (FIRED, fired, [])):
        rows = compare(claim("a", 0, denied, "state:UA", label="denied"), claim("b", 0, affirmed, "state:UA"))
        assert [row.relation for row in rows] == relations


def test_a_denied_negation_is_no_denial() -> None:
    """To deny that the army has not fired is to say that it has."""
    negation = "The army has not fired rockets at the harbour"
    (row,) = compare(claim("a", 0, negation, "state:UA", label="denied"), claim("b", 0, FIRED, "state:UA"))
    assert row.relation == "same"


def test_a_claim_that_names_nobody_is_about_those_named_before() -> None:
    """That both deny any steel deal is compared with what is said of the two that were just named."""
    named = claim("a", 0, "Japan and Norway held a summit", "state:JP", "state:NO")
    denied = claim("a", 50, "There is a steel deal", label="denied")
    (row,) = compare(named, denied, claim("b", 0, "Norway has sold steel to Japan", "state:JP", "state:NO"))
    assert (row.claim_a, row.relation) == (denied.claim_id, "contradiction")


@pytest.mark.parametrize("columns", [{"facets": ("planned",)}, {"label": "opinion"}])
def test_plans_and_opinions_are_no_reports(columns: dict[str, Any]) -> None:
    """What is planned, or what somebody makes of it, is not what happened."""
    assert compare(claim("a", 0, FIRED, "state:UA"), claim("b", 0, FIRED, "state:UA", **columns)) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Japan sent tents to Norway", "Norway sent tents to Japan"),
        ("In Japan and Norway the price of tents rose", "In Japan and Norway the price of tents fell"),
        ("Japan and Norway pitched tents in Oslo", "Japan and Norway pitched tents in Kyoto"),
    ],
)
def test_direction_contraries_and_places_make_tensions(one: str, other: str) -> None:
    """Claims of one thing strain each other where the roles, the direction or the places differ."""
    actors = ("state:JP", "state:NO")
    assert [row.relation for row in compare(claim("a", 0, one, *actors), claim("b", 0, other, *actors))] == ["tension"]


def test_two_things_done_with_one_object() -> None:
    """Who finds a boat and who buys one share the boat and its owner, and nothing that happened."""
    found, bought = ("Divers found the old wooden boat of Japan", "Norway bought the old wooden boat of Japan")
    assert compare(claim("a", 0, found, "state:JP"), claim("b", 0, bought, "state:JP")) == ()


@pytest.mark.parametrize(
    ("statement", "deed"),
    [
        ("Japan supplied Norway with tents", Deed("supply", "state:JP", "state:NO")),
        ("Norway was attacked by Japan", Deed("attack", "state:JP", "state:NO")),
        ("The Japanese attacked the Norwegians", Deed("attack", "state:JP", "state:NO")),
    ],
)
def test_who_does_what_to_whom(statement: str, deed: Deed) -> None:
    """The one named before does it to the one named after; in the passive it is the other way round."""
    assert deed in comparison.content(statement, comparison.index(())).deeds


def test_a_name_of_two_names_the_one_known() -> None:
    """Where two people go by one name, it names the one that the claim is known to be about, or nobody."""
    actors = ("person:bill-clinton", "person:hillary-clinton")
    names = comparison.index([("Clinton", actor) for actor in actors])
    unknown, known = (comparison.content("Clinton won", names, about=about) for about in ((), actors[:1]))
    assert (sorted(unknown.actors), sorted(known.actors)) == ([], [actors[0]])
    assert "clinton" not in unknown.words


@pytest.mark.parametrize(
    "forms",
    [
        ("fire", "fires", "fired", "firing"),
        ("cooperate", "cooperates", "cooperating", "cooperation"),
        ("stop", "stops", "stopped", "stopping"),
        ("supply", "supplies", "supplied", "supplying"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    """Endings do not make another word."""
    assert len({comparison.stem(form) for form in forms}) == 1


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


@pytest.mark.parametrize("entry", lexicons.read("synonyms", Synonyms), ids=lambda entry: entry.name)
def test_every_family(entry: Synonyms) -> None:
    """A family is found in its example; its words are listed once; its contrary is one that knows it."""
    assert entry.name in comparison.content(entry.example, {}).families
    assert len(set(entry.words)) == len(entry.words)
    others = {other.name: other for other in lexicons.read("synonyms", Synonyms)}
    assert entry.opposite is None or others[entry.opposite].opposite == entry.name
