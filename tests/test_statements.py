"""How a claim is worded so that it stands alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis import lexicons
from analysis.reading import Reading
from analysis.rules import inflection, noun_claims
from analysis.rules.wording import sentence
from analysis.tables import Claim

Read = Callable[..., Reading]


def statements(reading: Reading) -> list[str]:
    """The statements of a reading's claims, in the order of the text."""
    return [claim.statement for claim in sorted(reading.rows(Claim), key=lambda claim: claim.start)]


# --- text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# the bank failed", "The bank failed."),
        ("> the bank failed", "The bank failed."),
        ("- **the bank** failed", "The bank failed."),
        ("the `bank` failed", "The bank failed."),
        ("the [bank](https://example.org/a_b) failed", "The [bank] failed."),
        ("the bank (founded in 1890", "The bank founded in 1890."),
        ("the bank (founded in 1890) failed", "The bank (founded in 1890) failed."),
        ("the bank, , failed", "The bank failed."),
        ("“the bank failed", "The bank failed."),
        ("“the bank failed”", "The bank failed."),
        ("the “green” bank failed", "The “green” bank failed."),
        ("„the bank failed“", "The bank failed."),
        ("«the bank failed»", "The bank failed."),
        ("the bank failed!", "The bank failed!"),
    ],
)
def test_what_is_left_of_a_stretch_of_text(text: str, expected: str) -> None:
    """Markup, loose marks and brackets without their fellow do not stand in a sentence."""
    assert sentence(text) == expected


# --- subjects --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The drivers said that they would strike.", "The drivers would strike."),
        ("Police said they had found the gun.", "Police had found the gun."),
        ("The minister said they would strike.", "They would strike."),
        ("The drivers said that it would rain.", "It would rain."),
        ("The driver said that he would strike.", "The driver would strike."),
        ("The report said that he would strike.", "He would strike."),
    ],
)
def test_the_subject_is_the_source(read: Read, text: str, expected: str) -> None:
    """Of whom `they` tell what they say they tell of themselves, if the number fits."""
    assert statements(read(text))[-1] == expected


def test_who_speaks_is_named_beside_i(read: Read) -> None:
    """`I have` is no form that goes with a name: the name stands in brackets."""
    text = "Angela Merkel met the press. “I have decided to leave my office,” Merkel said."
    assert statements(read(text))[-1] == "I [Angela Merkel] have decided to leave my office."


def test_who_speaks_is_not_he(read: Read) -> None:
    """In his own words a speaker is no third person."""
    text = "Angela Merkel spoke on Monday. “Her plan was a mistake,” Merkel said."
    assert statements(read(text))[-1] == "Her plan was a mistake."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The firm grew fast, making a profit.", "The firm made a profit."),
        ("The firm is growing, hiring engineers.", "The firm hires engineers."),
        ("The firms grow, hiring engineers.", "The firms hire engineers."),
        ("The firm will grow, hiring engineers.", "The firm will hire engineers."),
        ("The firm has grown, stopping all exports.", "The firm stopped all exports."),
    ],
)
def test_a_participle_becomes_a_verb(read: Read, text: str, expected: str) -> None:
    """What is added by a participle is told in the tense of the main verb."""
    assert statements(read(text))[-1] == expected


def test_an_effect_keeps_its_cause(read: Read) -> None:
    """What `resulted in` it is the whole that was told, and no single noun of it."""
    text = "The army fired at the crowd, resulting in a panic."
    reading = read(text)
    assert statements(reading)[-1] == text
    assert {claim.text for claim in reading.rows(Claim)} >= {"resulting in a panic"}


@pytest.mark.parametrize(
    ("participle", "lemma", "expected"),
    [
        ("freeing", "free", "freed"),
        ("stopping", "stop", "stopped"),
        ("carrying", "carry", "carried"),
        ("closing", "close", "closed"),
        ("visiting", "visit", "visited"),
        ("overcoming", "overcome", "overcame"),
        ("co-writing", "co-write", "co-wrote"),
    ],
)
def test_past_tense(participle: str, lemma: str, expected: str) -> None:
    """As English spells it."""
    assert inflection.past(participle, lemma) == expected


@pytest.mark.parametrize(
    ("lemma", "expected"), [("cut", "cuts"), ("carry", "carries"), ("play", "plays"), ("pass", "passes"), ("be", "is")]
)
def test_present_tense(lemma: str, expected: str) -> None:
    """In the third person."""
    assert inflection.present(lemma) == expected


@pytest.mark.parametrize(("participle", "lemma"), [("freeing", "freeing"), ("bringing", "bring"), ("going", "go")])
def test_a_participle_that_was_taken_for_a_lemma(participle: str, lemma: str) -> None:
    """The base form never ends as its participle does."""
    assert inflection.base_form(participle, lemma) + "ing" == participle


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The crew tries to mend the sail and steer the ship.", "The crew tries to steer the ship."),
        ("The crew tries to mend the sail and to steer the ship.", "The crew tries to steer the ship."),
        ("The crew will mend the sail and steer the ship.", "The crew will steer the ship."),
    ],
)
def test_what_two_verbs_share(read: Read, text: str, expected: str) -> None:
    """A modal or a verb before the first of them stands before the second as well, once."""
    assert statements(read(text))[-1] == expected


# --- names for pronouns ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Angela Merkel left. She's written a book.", "Angela Merkel has written a book."),
        ("Angela Merkel left. She's been ill.", "Angela Merkel has been ill."),
        ("Angela Merkel left. She's called him a friend.", "She's called him a friend."),
        ("Angela Merkel left. She's writing a book.", "Angela Merkel is writing a book."),
        ("Angela Merkel left. She's ill.", "Angela Merkel is ill."),
        ("Angela Merkel left. She's admired by many.", "Angela Merkel is admired by many."),
        ("Angela Merkel left. She's accused of fraud.", "She's accused of fraud."),
        ("Angela Merkel left. She's given a prize.", "She's given a prize."),
        ("Angela Merkel left. She'd written a book.", "Angela Merkel had written a book."),
        ("Angela Merkel left. She'd write a book.", "Angela Merkel would write a book."),
    ],
)
def test_what_is_drawn_together_is_spelt_out(read: Read, text: str, expected: str) -> None:
    """Before a participle `'s` is `has` or `is`; where the verb does not tell, the pronoun stays."""
    assert statements(read(text))[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Angela Merkel told the court that he had paid her.", "He had paid her."),
        ("Emmanuel Macron had asked Angela Merkel for help. She had sent none.", "She had sent none."),
        ("Angela Merkel spoke to the judge. She left early.", "She left early."),
        ("Angela Merkel spoke. It rained. The hall was full. The doors were open. She left.", "She left."),
        ("Angela Merkel spoke. It rained. She left.", "Angela Merkel left."),
        (
            "Angela Merkel spoke. She left. Emmanuel Macron waited. Angela Merkel said she was tired.",
            "Angela Merkel was tired.",
        ),
        ("Emmanuel Macron waited. Angela Merkel said she was tired.", "She was tired."),
    ],
)
def test_a_name_is_no_guess(read: Read, text: str, expected: str) -> None:
    """A pronoun stays where somebody else is near, or nobody is, unless the article leaves no doubt."""
    assert statements(read(text))[-1] == expected


def test_nobody_names_himself_with_a_pronoun(read: Read) -> None:
    """Whom somebody names is not the one who speaks."""
    text = "Emmanuel Macron came late. “The fault is Macron's,” he said. He said the street was closed."
    rows = sorted(read(text).rows(Claim), key=lambda claim: claim.start)
    assert [claim.source_actor for claim in rows if claim.source_text == "he"] == [None]
    assert rows[-1].source_actor == "person:emmanuel-macron"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Three ministers close to the negotiations, who refused to give names, left the hall.",
            "Three ministers close to the negotiations refused to give names.",
        ),
        ("The wife of the baker, who lives in Paris, left the hall.", "The baker lives in Paris."),
        ("The mayor thanked a nurse, who lives in Paris.", "A nurse lives in Paris."),
    ],
)
def test_who_is_a_person(read: Read, text: str, expected: str) -> None:
    """Of whom a relative clause tells, where the parse hangs it on a thing."""
    assert expected in statements(read(text))


def test_a_transcript_keeps_its_labels_out(read: Read) -> None:
    """Who speaks is no part of what is said."""
    text = "SENATOR WARREN: The bridge is closed.\n\nQ: The port is open.\n\nSENATOR WARREN: I have seen the bridge."
    assert not [words for words in statements(read(text)) if ":" in words]
    assert "The bridge is closed." in statements(read(text))


# --- fragments -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "A charge that the bank rejected.",
        "Here is a list of the towns:",
        "When the gates open.",
        "You know.",
        "They have.",
        "He claims.",
        "I think.",
        "They like to say.",
        "We can.",
        "Meeting in public is not yet.",
        "Let us wait.",
        "Do not enter the hall.",
    ],
)
def test_fragments_claim_nothing(read: Read, text: str) -> None:
    """What is cut short, points at something or gives an order says nothing of anybody."""
    assert statements(read(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor resigned a day after he said that the bridge was safe.", "The mayor resigned a day after he said"),
        ("The police do not know what the gang was hiding.", "The police do not know what the gang was hiding."),
        ("The judge asked why the door was open.", "The judge asked why the door was open."),
        ("The inspector ensured that the gate was closed.", "The inspector ensured that the gate was closed."),
    ],
)
def test_a_main_clause_keeps_what_completes_it(read: Read, text: str, expected: str) -> None:
    """A question, a purpose or a time stays with the verb that needs it."""
    assert statements(read(text))[0].startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The crew left the port in the hope that the storm would pass.", "The crew left the port."),
        ("The crew left the port in the hope of rain.", "The crew left the port in the hope of rain."),
        ("They can, if it rains, stay.", "They can, if it rains, stay."),
        ("The council agreed to the plan it had argued for.", "The council agreed to the plan it had argued for."),
    ],
)
def test_nothing_dangles(read: Read, text: str, expected: str) -> None:
    """A last word that introduces what has become a claim of its own is left out, and no other."""
    assert statements(read(text))[0] == expected


def test_a_bracket_stays_closed(read: Read) -> None:
    """The end of a bracket belongs to it, in the text as in the statement."""
    (claim,) = read("The city elected a mayor from the north (of all places).").rows(Claim)
    assert claim.text.endswith("(of all places)")


# --- noun phrases ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor denied any wrongdoing.", [("There was wrongdoing.", "denied")]),
        ("The mayor denied wrongdoing.", [("There was wrongdoing.", "denied")]),
        ("The bank denied the charges.", [("The bank denied the charges.", "denied")]),
        ("The bank rejected claims it had lost the data.", [("It had lost the data.", "denied")]),
        ("The bank rejected the plan.", [("The bank rejected the plan.", "asserted")]),
        ("The senator dismissed demands for a vote.", [("The senator dismissed demands for a vote.", "asserted")]),
        ("The bank denied reports that the data was lost.", [("The data was lost.", "denied")]),
        ("The bank disputed any suggestion that there was a leak.", [("There was a leak.", "denied")]),
    ],
)
def test_what_is_denied(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    """That there was such a thing, or what a report says; where the words do not say what it was, the sentence."""
    assert [(claim.statement, claim.label) for claim in read(text).rows(Claim)] == expected


# --- the lexicons ----------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", lexicons.read("mass_nouns", noun_claims.MassNoun), ids=lambda entry: entry.lemma)
def test_every_mass_noun_in_its_example(entry: noun_claims.MassNoun, read: Read) -> None:
    """What is denied is told without an article."""
    denied = [claim.statement for claim in read(entry.example).rows(Claim) if claim.label == "denied"]
    assert [words for words in denied if words.startswith(f"There was {entry.lemma}")]


@pytest.mark.parametrize(
    "entry", lexicons.read("irregular_verbs", inflection.IrregularVerb), ids=lambda entry: entry.lemma
)
def test_every_irregular_verb_in_its_example(entry: inflection.IrregularVerb) -> None:
    """The participle of the example is that of the entry, and no rule would spell its past."""
    words = entry.example.rstrip(".").split()
    participle = next(word for word in words if word[:2] == entry.lemma[:2] and word.endswith("ing"))
    assert inflection.past(participle, entry.lemma) == entry.past != participle.removesuffix("ing") + "ed"
