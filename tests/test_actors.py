"""The actors of a corpus: what each document names, put together."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import pytest
from cost import PROPORTIONAL, growth

from analysis.config import Config
from analysis.steps.actors import actors
from analysis.tables import Actor, Claim, Event, Mention, MentionKind, Tables

CONFIG = Config()


def mention(text: str, **columns: Any) -> Mention:
    """A mention as the document step makes it, with a provisional id; any column may be given."""
    known: dict[str, Any] = {
        "doc_id": "a.txt",
        "start": 0,
        "name": text,
        "kind": "name",
        "type": "person",
        "counted": True,
    } | columns
    provisional = f"{known['type']}:{known['name'].casefold().replace(' ', '-')}"
    return Mention(
        **{"text": text, "end": known["start"] + len(text), "actor_id": provisional, "rule": "test", **known}
    )


def merged(mentions: Iterable[Mention]) -> Tables:
    return actors(Tables({Mention: mentions}), CONFIG)


def ids(tables: Tables) -> list[str]:
    return [row.actor_id for row in tables.rows(Actor)]


def test_a_surname_that_is_all_a_document_has_is_an_alias() -> None:
    """Within its document it is the full name; in the corpus there is a longer one."""
    rows = merged([mention("Angela Merkel"), mention("Merkel", doc_id="b.txt")]).rows(Mention)
    assert {row.text: row.kind for row in rows} == {"Angela Merkel": "name", "Merkel": "alias"}


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (mention("Angela Merkel"), mention("Merkel", doc_id="b.txt"), True),
        (mention("Angela Merkel"), mention("Angela Dorothea Merkel", doc_id="b.txt"), True),
        (mention("Angela Merkel"), mention("angela merkel", doc_id="b.txt"), True),
        (mention("Angela Merkel"), mention("Angela Davis", doc_id="b.txt"), False),
        (mention("Angela Merkel"), mention("Angela", doc_id="b.txt"), False),
        (mention("Ursula von der Leyen"), mention("von der Leyen", doc_id="b.txt"), True),
        (mention("World Bank", type="organisation"), mention("WB", doc_id="b.txt", type="organisation"), True),
        (
            mention("UN Security Council", type="organisation"),
            mention("Security Council", doc_id="b.txt", type="organisation"),
            True,
        ),
        (
            mention("Russian Security Council", type="organisation"),
            mention("Security Council", doc_id="b.txt", type="organisation"),
            False,
        ),
        (mention("World Bank", type="organisation"), mention("WTO", doc_id="b.txt", type="organisation"), False),
        (mention("Apple Inc.", type="organisation"), mention("Apple", doc_id="b.txt", type="organisation"), True),
        (mention("Apple", type="organisation"), mention("Apple", doc_id="b.txt", type="person"), True),
    ],
)
def test_what_belongs_together(first: Mention, second: Mention, together: bool) -> None:  # noqa: FBT001
    """Names of two documents are one actor where one is the other's short or long form, and only then."""
    assert (len(ids(merged([first, second]))) == 1) is together


def test_a_person_goes_by_the_full_name() -> None:
    """However often other documents use the surname alone."""
    often = [mention("Merkel", doc_id="b.txt", start=start) for start in (0, 20, 40)]
    (merkel,) = merged([mention("Angela Merkel"), *often]).rows(Actor)
    assert (merkel.actor_id, merkel.name, merkel.aliases) == ("person:angela-merkel", "Angela Merkel", ("Merkel",))


def test_two_people_of_one_surname() -> None:
    """A surname that fits two people of the corpus stays by itself."""
    found = merged([mention("Bill Clinton"), mention("Hillary Clinton", start=20), mention("Clinton", doc_id="b.txt")])
    assert ids(found) == ["person:bill-clinton", "person:clinton", "person:hillary-clinton"]


def test_states_are_known_by_their_code() -> None:
    """Mentions of a state under any name are one actor already."""
    kinds: tuple[tuple[str, MentionKind], ...] = (("Russia", "name"), ("Russians", "demonym"), ("its", "possessive"))
    rows = [
        mention(text, kind=kind, type="state", name="Russia", actor_id="state:RU", start=i * 10)
        for i, (text, kind) in enumerate(kinds)
    ]
    (actor,) = merged(rows).rows(Actor)
    assert (actor.name_count, actor.demonym_count, actor.possessive_count, actor.mentions) == (1, 1, 1, 3)


def test_aliases_are_other_names() -> None:
    """Aliases are names, not pronouns or descriptions, and not the name itself."""
    full = "Angela Merkel"
    rows = [
        mention(full),
        mention("Merkel", kind="alias", name=full, start=20),
        mention("she", kind="pronoun", name=full, start=40),
    ]
    assert merged(rows).rows(Actor)[0].aliases == ("Merkel",)


def test_actors_of_captions_have_zeros() -> None:
    """Who stands only where nothing counts is an actor with no mentions, so that every reference holds."""
    (actor,) = merged([mention("Angela Merkel", counted=False)]).rows(Actor)
    assert (actor.mentions, actor.documents) == (0, 0)


def test_claims_and_events_follow() -> None:
    """Wherever a provisional id stands, the actor that it became stands afterwards, once."""
    rows = [mention("Angela Merkel"), mention("Merkel", doc_id="b.txt")]
    both = ("person:angela-merkel", "person:merkel")
    claim = Claim.model_construct(
        claim_id="c", doc_id="b.txt", start=0, end=6, source_actor="person:merkel", actors=both
    )
    event = Event.model_construct(
        event_id="e", doc_id="b.txt", start=0, end=6, actors=both, agents=both[:1], patients=both[1:]
    )
    found = actors(Tables({Mention: rows, Claim: [claim], Event: [event]}), CONFIG)
    assert found.rows(Claim)[0].source_actor == "person:angela-merkel"
    assert found.rows(Claim)[0].actors == found.rows(Event)[0].actors == ("person:angela-merkel",)
    assert found.rows(Event)[0].agents == found.rows(Event)[0].patients == ("person:angela-merkel",)


def test_order_of_documents_does_not_matter() -> None:
    """The same mentions in any order give the same actors."""
    rows = [
        mention("Angela Merkel"),
        mention("Merkel", doc_id="b.txt"),
        mention("Angela Dorothea Merkel", doc_id="c.txt"),
        mention("Apple", doc_id="d.txt", type="organisation"),
        mention("Apple", doc_id="e.txt"),
    ]
    results = {merged(order).rows(Actor) for order in itertools.permutations(rows)}
    assert len(results) == 1


def test_counts_are_those_of_the_mentions() -> None:
    """The counts of all actors together are the counted mentions, and each actor's kinds add up."""
    rows = [mention("Angela Merkel", doc_id=f"{i}.txt", counted=i % 3 > 0) for i in range(9)]
    rows += [mention("Merkel", doc_id=f"{i}.txt", start=20, kind="alias") for i in range(9)]
    found = merged(rows).rows(Actor)
    assert sum(actor.mentions for actor in found) == sum(row.counted for row in rows)
    for actor in found:
        kinds = [value for column, value in actor.model_dump().items() if column.endswith("_count")]
        assert sum(kinds) == actor.mentions


def test_many_actors_take_linear_time() -> None:
    """The cost grows with the number of actors and not with its square."""

    def merging(size: int) -> Callable[[], object]:
        return partial(merged, [mention(f"Consul Nth{i}", doc_id=f"{i}.txt") for i in range(size)])

    assert growth(merging, size=6_000) < PROPORTIONAL
