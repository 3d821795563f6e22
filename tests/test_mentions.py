"""Who is mentioned in a document, under which name, and by what stands for a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from analysis import lexicons
from analysis.config import Config
from analysis.reading import Reading
from analysis.rules import (
    candidates,
    descriptions,
    forms,
    grouping,
    organs,
    persons,
    pronouns,
    state_forms,
    states,
    titles,
)
from analysis.steps.lookalikes import lookalikes
from analysis.steps.mentions import mentions
from analysis.tables import ARTICLE_BLOCKS, NAMES, Mention

Read = Callable[..., Reading]


@pytest.fixture
def found(read: Read) -> Callable[[str], list[Mention]]:
    """A text in, its mentions out."""
    return lambda text: list(mentions(read(text, until="mentions"), Config()))


def shown(rows: Iterable[Mention], *kinds: str) -> list[tuple[str, str, str]]:
    return [(row.text, row.kind, row.actor_id) for row in rows if not kinds or row.kind in kinds]


def entries(name: str, kind: type[lexicons.Entry]) -> list[Any]:
    return [pytest.param(entry, id=f"{name}-{i}") for i, entry in enumerate(lexicons.read(name, kind))]


# --- what is not counted ---------------------------------------------------------------------------


def test_adjectives_of_states_are_logged_and_not_counted(read: Read) -> None:
    """A phrase like "North Korean missile" counts for nobody; the log says whom it might be taken for."""
    reading = read("A North Korean missile fell near a French ship, said North Korea.", until="lookalikes")
    rows = list(lookalikes(reading, Config()))
    assert [(row.text, row.actor_id) for row in rows] == [("North Korean", "state:KP"), ("French", "state:FR")]
    assert {row.kind for row in rows} == {"adjective"}


def test_an_adjective_within_a_name_is_no_lookalike(read: Read) -> None:
    """The adjective in "European Commission" or "Russian Federation" is a part of that name."""
    assert list(lookalikes(read("The Russian Federation withdrew.", until="lookalikes"), Config())) == []


# --- states: data, no model ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        *[("Russia", "RU"), ("Russian Federation", "RU"), ("U.S.", "US"), ("America", "US"), ("DPRK", "KP")],
        *[("Kosovo", "XK"), ("Czech Republic", "CZ"), ("Palestine", "PS"), ("Ivory Coast", "CI"), ("Bahamas", "BS")],
    ],
)
def test_state_names(spelling: str, code: str) -> None:
    """A state is found under its official, common and alternative English names."""
    assert states.atlas().names[spelling].code == code


@pytest.mark.parametrize(
    ("adjective", "code"), [("American", "US"), ("French", "FR"), ("Chinese", "CN"), ("Indian", "IN"), ("Saudi", "SA")]
)
def test_adjective_of_several_states(adjective: str, code: str) -> None:
    """An adjective that countryinfo gives to a state and its territories belongs to the most populous."""
    assert states.atlas().adjectives[adjective].code == code


def test_codes_and_native_names_are_no_spellings() -> None:
    """ISO codes and native names of one word would be found in English sentences that mean something else."""
    assert not {"IN", "IT", "NO", "Island", "COM", "Mann"} & set(states.atlas().names)


def test_uninhabited_places_are_no_states() -> None:
    """What ISO 3166 lists without a capital is no actor."""
    assert "Antarctica" not in states.atlas().names


def test_cities_are_no_organisations() -> None:
    """Capitals and provinces are known, under each of their names; a city that is a state is a state."""
    assert {"Moscow", "Kharkiv"} <= states.atlas().places
    assert "Singapore" not in states.atlas().places


# --- names: rules without a model ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Barack Obama", "Obama"),
        ("Ursula von der Leyen", "von der Leyen"),
        ("Kofi Atta Annan", "Annan"),
        ("Pelé", "Pelé"),
    ],
)
def test_surname(name: str, expected: str) -> None:
    """A surname is the last word, with the particles before it."""
    assert grouping.surname(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Apple Inc.", "Apple"), ("Boeing Co.", "Boeing"), ("World Bank", "World Bank"), ("AG", "AG")],
)
def test_core(name: str, expected: str) -> None:
    """An organisation's legal form is no part of its name, unless it is all of it."""
    assert grouping.core(name) == expected


@pytest.mark.parametrize(
    ("form", "expected"), [("DIA", True), ("U.S.", True), ("NATO", True), ("Nato", False), ("A", False)]
)
def test_acronym(form: str, expected: bool) -> None:  # noqa: FBT001
    """An acronym is written in capitals, with or without points."""
    assert forms.is_acronym(form) is expected


def test_ids_are_readable_and_keep_other_scripts() -> None:
    """An id is made of the name's letters, whatever their script."""
    assert forms.actor_id("person", "Kim Jong-un") == "person:kim-jong-un"
    assert forms.actor_id("person", "Владимир Путин") == "person:владимир-путин"


# --- names in sentences ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The United Nations (UN) met. The UN adjourned.", [("UN", "acronym", "organisation:united-nations")] * 2),
        ("Angela Merkel resigned. Merkel left Berlin.", [("Merkel", "alias", "person:angela-merkel")]),
        ("The Russians withdrew from Ukraine.", [("Russians", "demonym", "state:RU")]),
        ("America, the U.S. and the United States are one state.",
         [("America", "alias", "state:US"), ("U.S.", "acronym", "state:US")]),
        ("Russian troops withdrew.", []),
        ("Many Russians and two Germans live in Paris.", []),
        ("It cost US$ 100.", []),
    ],
)  # fmt: skip
def test_other_names(found: Callable[[str], list[Mention]], text: str, expected: list[tuple[str, str, str]]) -> None:
    """Short forms belong to the full name, peoples to their state; adjectives and counted people to nobody."""
    assert shown(found(text), "alias", "acronym", "demonym") == expected


def test_one_actor_of_two_surnames(found: Callable[[str], list[Mention]]) -> None:
    """A surname that two people in the text share is given to neither."""
    text = "Bill Clinton met Hillary Clinton in Paris. Bill Clinton spoke. Hillary Clinton listened. Clinton smiled."
    owners = {row.actor_id for row in found(text) if row.text == "Clinton"}
    assert not owners & {"person:bill-clinton", "person:hillary-clinton"}


def test_name_within_a_name(found: Callable[[str], list[Mention]]) -> None:
    """A name inside another's name is no mention."""
    assert [row.text for row in found("The UN Security Council met.") if row.kind != "acronym"] == [
        "UN Security Council"
    ]
    assert "state:MX" not in {row.actor_id for row in found("Bill Richardson was the governor of New Mexico.")}


def test_capitals(found: Callable[[str], list[Mention]]) -> None:
    """A paragraph in capitals names the same states."""
    rows = found("RUSSIA ATTACKED UKRAINE AND THE UNITED STATES PROTESTED LOUDLY AT ONCE.")
    assert [row.actor_id for row in rows] == ["state:RU", "state:UA", "state:US"]


# --- descriptions and pronouns ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The French authorities protested.", [("The French authorities", "nominal", "state:FR")]),
        ("US officials protested.", []),
        ("French president Emmanuel Macron spoke. The French president left.",
         [("The French president", "nominal", "person:emmanuel-macron")]),
        ("The French president left.", []),
        ("Russia attacked. This country withdrew.", [("This country", "nominal", "state:RU")]),
        ("Both countries protested after Russia attacked.", []),
        ("Russia withdrew its troops.", [("its", "possessive", "state:RU")]),
        ("Angela Merkel said that she was tired.", [("she", "pronoun", "person:angela-merkel")]),
        ("Russia protested. It seems that nobody listened.", []),
        ("Russia and China withdrew their troops.", []),
        ("“I am tired,” Angela Merkel said.", [("I", "pronoun", "person:angela-merkel")]),
        ("“I am tired,” a spokesman said.", []),
        ("“I am tired,” said Angela Merkel. “I will go.”", [("I", "pronoun", "person:angela-merkel")] * 2),
        ("Angela Merkel said: “I am tired. I will go.”", [("I", "pronoun", "person:angela-merkel")] * 2),
        ("Barack Obama smiled and said: “These are my memoirs.”", [("my", "possessive", "person:barack-obama")]),
        ("“We are ready,” said the spokesman. Donald Trump disagreed. “I am not ready,” a senator said.", []),
        ("“We are ready,” said the spokesman. Donald Trump disagreed. “I am not ready.”", []),
        ("“I met Barack Obama,” Angela Merkel said.", [("I", "pronoun", "person:angela-merkel")]),
        ("Brazil protested. It’s just a matter of how long the drought lasts.", []),
        ("France sent ships. Officials are unhappy, believing it could pose a danger.", []),
        ("India launched a rocket. It exploded.", []),
        ("India launched a rocket. It announced a second launch.", [("It", "pronoun", "state:IN")]),
        ("Japan built a bridge. A storm destroyed it.", []),
        ("Germany said NATO had threatened it.", [("it", "pronoun", "state:DE")]),
        ("Italy withdrew. It is ready to negotiate.", [("It", "pronoun", "state:IT")]),
    ],
)  # fmt: skip
def test_references(found: Callable[[str], list[Mention]], text: str, expected: list[tuple[str, str, str]]) -> None:
    """What stands for a name is a mention where the text says for whom, and none where it may be nobody or two."""
    assert shown(found(text), "nominal", "pronoun", "possessive") == expected


# --- every lexicon entry does its work -----------------------------------------------------------------


@pytest.mark.parametrize("entry", entries("states", states.Entry))
def test_lexicon_states(found: Callable[[str], list[Mention]], entry: states.Entry) -> None:
    """A state's entry finds that state in its example."""
    assert f"state:{entry.code}" in {row.actor_id for row in found(entry.example)}


@pytest.mark.parametrize("entry", entries("titles", titles.Title))
def test_lexicon_titles(found: Callable[[str], list[Mention]], entry: titles.Title) -> None:
    """What follows a title is a person, and the title is no part of the name."""
    people = [row for row in found(entry.example) if row.type == "person" and row.kind == "name"]
    assert [entry.example[: row.start].strip() for row in people] == [entry.title]


@pytest.mark.parametrize("entry", entries("organisations", grouping.Word))
def test_lexicon_organisations(found: Callable[[str], list[Mention]], entry: grouping.Word) -> None:
    """A name with such a word is an organisation's; the name without its legal form is the same one's."""
    rows = [row for row in found(entry.example) if row.type == "organisation"]
    assert len(rows) == (2 if entry.part == "suffix" else 1)
    assert len({row.actor_id for row in rows}) == 1


def test_georgia_before_a_member_of_congress_is_no_country(found: Callable[[str], list[Mention]]) -> None:
    """A state of the United States is a place."""
    assert "state:GE" not in {row.actor_id for row in found("Georgia Rep. Marjorie Taylor Greene spoke.")}
    assert "state:GE" in {row.actor_id for row in found("Georgia elected a president.")}


@pytest.mark.parametrize("entry", entries("name_nouns", candidates.NameNoun))
def test_lexicon_name_nouns(found: Callable[[str], list[Mention]], entry: candidates.NameNoun) -> None:
    """A name that ends with such a word is nobody's, whoever it is called after."""
    assert not [row for row in found(entry.example) if row.text.endswith(entry.word)]


@pytest.mark.parametrize("entry", entries("services", state_forms.Service))
def test_lexicon_services(found: Callable[[str], list[Mention]], entry: state_forms.Service) -> None:
    """A state's service is an organisation of its own, and other words for it name the same one."""
    (row,) = found(entry.example)
    assert row.actor_id == forms.actor_id("organisation", f"United States {entry.service}")
    assert row.text.endswith(entry.noun)


@pytest.mark.parametrize("entry", entries("organs", organs.Organ))
def test_lexicon_organs(found: Callable[[str], list[Mention]], entry: organs.Organ) -> None:
    """A state's organ stands for the state."""
    rows = found(entry.example)
    assert [(row.type, row.kind) for row in rows] == [("state", "nominal")]
    assert rows[0].text.endswith(entry.noun)


@pytest.mark.parametrize("entry", [*entries("roles", persons.Role), *entries("people", persons.Role)])
def test_lexicon_roles(found: Callable[[str], list[Mention]], entry: persons.Role) -> None:
    """A noun for a person stands for the person whom the text calls so."""
    rows = [row for row in found(entry.example) if row.kind == "nominal"]
    assert [row.type for row in rows] == ["person"]


@pytest.mark.parametrize("entry", entries("pronouns", pronouns.Pronoun))
def test_lexicon_pronouns(found: Callable[[str], list[Mention]], entry: pronouns.Pronoun) -> None:
    """A pronoun stands for the one who is named beside it."""
    rows = found(entry.example)
    meant = {row.actor_id for row in rows if row.text == entry.form}
    assert meant == {next(row.actor_id for row in rows if row.kind in {"name", "demonym"})}


@pytest.mark.parametrize("entry", entries("company_nouns", descriptions.CompanyNoun))
def test_lexicon_company_nouns(found: Callable[[str], list[Mention]], entry: descriptions.CompanyNoun) -> None:
    """A noun for any organisation means the only one that was named of late."""
    rows = [row for row in found(entry.example) if row.type == "organisation"]
    assert [row.kind in NAMES for row in rows] == [True, False]
    assert len({row.actor_id for row in rows}) == 1
    assert rows[1].text.endswith(entry.noun)


@pytest.mark.parametrize("entry", entries("idle", pronouns.Idle))
def test_lexicon_idle(found: Callable[[str], list[Mention]], entry: pronouns.Idle) -> None:
    """Before such a verb, "it" stands for nobody."""
    assert [row.text for row in found(entry.example)] == ["Russia"]


# --- what holds for any text ----------------------------------------------------------------------------

TEXTS = (
    "",
    "Nobody came.",
    "Angela Merkel’s office said “I am tired” — the Russians, U.S. officials and President Trump's aides left.",
    "NATO (NATO) ((NATO)) 's 's Mr. Mr. Mr. President President (AG) & Co.",
    "Georgia Jordan met Jordan in Jordan in May. May left in May. Turkey ate turkey.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_rows_keep_the_contract(found: Callable[[str], list[Mention]], text: str) -> None:
    """Every mention is the text's own characters, stands once, and comes in the order of the text."""
    rows = found(text)
    assert all(text[row.start : row.end] == row.text and row.text.strip() == row.text for row in rows)
    assert len({(row.start, row.end) for row in rows}) == len(rows)
    assert [row.start for row in rows] == sorted(row.start for row in rows)
    assert rows == found(text)


def test_what_is_not_the_article_does_not_count(read: Read) -> None:
    """Captions are searched but not counted; bylines and footers are not searched."""
    text = "Angela Merkel resigned on Monday after sixteen years in office, to the surprise of all.\n\n© 2024 Fox News"
    reading = read(text, until="mentions")
    kinds = {block.block.kind for block in reading.passages}
    assert kinds - ARTICLE_BLOCKS
    assert [row.text for row in mentions(reading, Config())] == ["Angela Merkel"]
