"""What stands for a name: "he" and "she" by a model, descriptions by evidence, and what both cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cost import PROPORTIONAL, growth

from analysis.config import Config
from analysis.reading import Reading
from analysis.steps.lookalikes import lookalikes
from analysis.steps.mentions import mentions
from analysis.tables import Mention

Read = Callable[..., Reading]
Found = Callable[[str], list[Mention]]


@pytest.fixture
def found(read: Read) -> Found:
    """A text in, its mentions out."""
    return lambda text: list(mentions(read(text, until="mentions"), Config()))


def meant(rows: list[Mention], words: str) -> set[str]:
    return {row.actor_id for row in rows if row.text == words}


# --- he and she --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Angela Merkel met Barack Obama. She thanked the guest.", "She", "person:angela-merkel"),
        ("Angela Merkel met Barack Obama. He thanked the host.", "He", "person:barack-obama"),
        ("Mr. Macron wrote to Mrs. Merkel. She answered.", "She", "person:merkel"),
        ("In her speech, Angela Merkel promised help.", "her", "person:angela-merkel"),
        ("When he was young, Barack Obama lived in Indonesia.", "he", "person:barack-obama"),
        ("Mr. Alan Bates met Angela Merkel. Mr. Bates said he might go home.", "he", "person:alan-bates"),
        (
            "Barack Obama met Angela Merkel. Sir Keir Starmer heard her. Sir Keir said he agreed.",
            "he",
            "person:keir-starmer",
        ),
        ("Hillary Clinton left. Angela Merkel denied that she blamed Clinton.", "she", "person:angela-merkel"),
        ("Barack Obama met Joe Biden, his deputy, in May.", "his", "person:barack-obama"),
        (
            "Barack Obama met his deputy Joe Biden in May. Obama and his deputy Joe Biden spoke.",
            "his",
            "person:barack-obama",
        ),
    ],
)
def test_he_and_she(found: Found, text: str, words: str, actor: str) -> None:
    """A title, a given name and the place in the sentence say whom "he" or "she" means."""
    assert meant(found(text), words) == {actor}


@pytest.mark.parametrize(
    "text", ["Boeing signed the contract on Monday. He said it was good.", "Google paid her. She was glad."]
)
def test_a_company_is_neither_he_nor_she(found: Found, text: str) -> None:
    """Where nobody else is named, "he" and "she" are nobody."""
    assert {row.kind for row in found(text)} == {"name"}


def test_two_of_one_surname(found: Found) -> None:
    """A title that does not fit the given name tells of another, so that "he" is not a woman."""
    assert meant(found("Marie Curie ran the firm. Mr. Curie left in May. He was tired."), "He") == {"person:curie"}


def test_a_surname_of_two_may_be_either(found: Found) -> None:
    """Where a surname is a man's and a woman's, a title before it once does not settle it everywhere."""
    rows = found("Mr. Curie left. Marie Curie stayed. Then Curie said that she was tired.")
    assert meant(rows, "she") == {"person:curie"}


def test_emphasis_is_no_mention_of_its_own(found: Found) -> None:
    """In "Obama himself" the name is counted, and the pronoun only stresses it."""
    assert meant(found("Barack Obama himself opened the door."), "himself") == set()


def test_he_is_nobody_where_nobody_was_named(found: Found) -> None:
    """A pronoun without anybody before it, or with nobody named, is no mention."""
    assert found("He left. A teacher said that she was tired.") == []


# --- it and they -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("After the storm and the flood, Russia said it would send help.", "it", {"state:RU"}),
        ("NATO warned on Monday that they would send ships.", "they", {"organisation:nato"}),
        ("Japan has missiles and wants them destroyed.", "them", set()),
        ("Angela Merkel said it would cost too much.", "it", set()),
        ("A missile was launched. Japan said it flew 500 kilometres.", "it", set()),
        ("The report on Russia said it would cost too much.", "it", set()),
    ],
)
def test_who_says_that_it_will(found: Found, text: str, words: str, expected: set[str]) -> None:
    """The "it" that does what a state or an organisation says is that one, whatever else stands before it."""
    assert meant(found(text), words) == expected


# --- descriptions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("The Defense Intelligence Agency warned. The agency sees risks.", "The agency", 1),
        ("The agency sees risks.", "The agency", 0),
        ("The World Bank warned the Deutsche Bank. The bank sees risks.", "The bank", 0),
        ("Chairman Barack Obama left. The chairman was tired.", "The chairman", 1),
        ("Chairman Barack Obama met Chairman Joe Biden. The chairman was tired.", "The chairman", 0),
        ("Chairman Barack Obama left. The chairman of Boeing stayed.", "The chairman", 0),
        ("Boeing and Airbus protested. The company withdrew.", "The company", 0),
        ("Mr. Putin met reporters in Moscow. The French president left.", "The French president", 0),
        ("Donald Trump won in the U.S. in 2016. The former U.S. president left.", "The former U.S. president", 1),
        ("China is rich. Russia helps this country build ships.", "this country", 1),
        ("In France, thousands have left the country.", "the country", 1),
        ("China, China and China. Years passed. We waited. We hoped. Now our nation is rich.", "our nation", 1),
        ("China, Japan and China. Years passed. We waited. We hoped. Now our nation is rich.", "our nation", 0),
        ("China, China and China. “Our nation is rich,” an official said.", "Our nation", 0),
        ("China, China and China. Years passed. We waited. We hoped. I miss the country.", "the country", 1),
        ("China, China and China. Years passed. We waited. We hoped. I miss the country of you.", "the country", 0),
    ],
)
def test_descriptions(found: Found, text: str, words: str, actors: int) -> None:
    """A description means somebody where the text itself calls one so, and nobody where it may be another."""
    assert len(meant(found(text), words)) == actors


def test_a_country_is_not_helped_by_itself(found: Found) -> None:
    """Who helps "this country" is not this country."""
    assert meant(found("China is rich. Russia helps this country build ships."), "this country") == {"state:CN"}


def test_a_title_before_the_name_is_one_mention(found: Found) -> None:
    """An office and the name behind it are one mention, however they are parsed."""
    rows = found("Germany protested. According to French President Emmanuel Macron, Berlin was wrong.")
    assert [row.text for row in rows if row.type == "person"] == ["Emmanuel Macron"]


def test_who_is_quoted_is_not_he(found: Found) -> None:
    """Who says "he" or "she" speaks of another, even where no given name tells of whom."""
    text = "Barack Obama retired. Alex Jones wrote to reporters, and Jones said: “He was a friend of mine.”"
    assert meant(found(text), "He") == {"person:barack-obama"}


def test_her_as_an_object_is_no_possessive(found: Found) -> None:
    """Of "Merkel knew her" and "Merkel knew her faults", only the second may be of Merkel's own."""
    rows = found("Angela Merkel met Theresa May. Merkel described her. Merkel lost her glasses.")
    assert [(row.kind, row.actor_id) for row in rows if row.text == "her"] == [
        ("pronoun", "person:theresa-may"),
        ("possessive", "person:angela-merkel"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("Barack Obama came with his wife Michelle Obama.", "his wife", {"person:michelle-obama"}),
        ("Barack Obama came with his wife, Michelle Obama.", "his wife", {"person:michelle-obama"}),
        ("Barack Obama's wife Michelle Obama came.", "Barack Obama's wife", {"person:michelle-obama"}),
        ("Actor Tom Hanks came.", "Actor", set()),
        (
            "Barack Obama came. His wife, Michelle Obama, spoke. He thanked his wife.",
            "his wife",
            {"person:michelle-obama"},
        ),
        ("Barack Obama came. His wife, Michelle Obama, spoke. Joe Biden and his wife left.", "his wife", set()),
        ("Barack Obama came. His wife, Michelle Obama, spoke. He thanked his friends.", "his friends", set()),
        ("Barack Obama met Joe Biden (his deputy) in May.", "his deputy", {"person:joe-biden"}),
        ("The films are by Elia Kazan (The Last Tycoon).", "The Last Tycoon", set()),
    ],
)
def test_relatives(found: Found, text: str, words: str, actors: set[str]) -> None:
    """Who stands before a name with a possessor is a mention of its own, and is known by it from there on."""
    assert meant(found(text), words) == actors


# --- quotations --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We are ready,” a NATO official said.", {"organisation:nato"}),
        ("“We are ready,” a spokesman for NATO said.", {"organisation:nato"}),
        ("“We are ready,” NATO spokesman James Appathurai said.", {"organisation:nato"}),
        ("“We are ready,” said James Appathurai, a NATO spokesman.", {"organisation:nato"}),
        ("“We are ready,” said James Appathurai, a spokesman for NATO.", {"organisation:nato"}),
        ("“We are ready,” said James Appathurai, a NATO official.", set()),
        ("“We are ready,” Angela Merkel said.", set()),
        ("“We are ready,” an official said.", set()),
    ],
)
def test_we_of_an_organisation(found: Found, text: str, expected: set[str]) -> None:
    """Such a "we" is the organisation that speaks or is spoken for, and nobody where one person speaks."""
    assert meant(found(text), "We") == expected


# --- what it costs -----------------------------------------------------------------------------------

UNITS = (
    "He saw him and his dog. ",
    "Angela Merkel met Barack Obama. Both leaders said they trust each other. ",
    "ANGELA MERKEL MET BARACK OBAMA AND THANKED HIM. ",
    "she ",
    "The agency and the company of this country left, and it is their relationship. ",
    "MERKEL: I see you.\n\n",
    "Thank you, Angela Merkel, his wife, ",
    "Do you see your house?\n\nI do.\n\n",
)


@pytest.mark.parametrize("unit", UNITS)
def test_the_cost_is_that_of_the_length(read: Read, unit: str) -> None:
    """A document of nothing but names and pronouns costs what its length costs."""

    def prepare(size: int) -> Callable[[], object]:
        reading = read("Angela Merkel of Germany met Barack Obama. " + unit * size, until="lookalikes")
        return lambda: (list(mentions(reading, Config())), list(lookalikes(reading, Config())))

    assert growth(prepare, size=320) < PROPORTIONAL


@pytest.mark.parametrize("unit", ["Barack Obama and ", "I am Barack Obama and ", "he saw Barack Obama and "])
def test_the_cost_of_one_long_block(read: Read, unit: str) -> None:
    """Names in one block without an end cost what its length costs."""

    def prepare(size: int) -> Callable[[], object]:
        reading = read("MERKEL: I see you.\n\nOBAMA: I see you.\n\n" + unit * size, until="lookalikes")
        return lambda: list(mentions(reading, Config()))

    assert growth(prepare, size=640) < PROPORTIONAL


@pytest.mark.parametrize(
    "text", ["he " * 10_000, "Barack Obama and " * 2_000, "No names are here. " * 200, "HE " * 500]
)
def test_whatever_stands_there(found: Found, text: str) -> None:
    """However often a pronoun or a name stands there, each mention is the text's own words, once."""
    rows = found(text)
    assert all(text[row.start : row.end] == row.text for row in rows)
    assert len({(row.start, row.end) for row in rows}) == len(rows)
