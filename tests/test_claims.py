"""Each claim, how firmly it is made and who stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import SAID, Word, by_hand, told

from analysis import lexicons
from analysis.config import Config
from analysis.reading import Reading
from analysis.rules import commitment, standing
from analysis.rules.clauses import clauses, matrices
from analysis.rules.statements import Names, statement
from analysis.steps.claims import claims
from analysis.tables import ARTICLE_BLOCKS, Attribution, Block, Claim, Event, Mention, spans_of

Read = Callable[..., Reading]
SHARED: tuple[Word, ...] = (
    ("Ships", "NOUN", "NNS", "nsubj", 2),
    ("will", "AUX", "MD", "aux", 2),
    ("leave", "VERB", "VB", "ROOT", 2),
    ("Odesa", "PROPN", "NNP", "dobj", 2),
    ("and", "CCONJ", "CC", "cc", 2),
    ("reach", "VERB", "VB", "conj", 2),
    ("Izmir", "PROPN", "NNP", "dobj", 5),
    (".", "PUNCT", ".", "punct", 2),
)


def shown(reading: Reading, *columns: str) -> list[tuple[Any, ...]]:
    """The claims of a reading as their statements and some columns, in the order of the text."""
    rows = sorted(reading.rows(Claim), key=lambda claim: claim.start)
    return [(claim.statement, *(getattr(claim, column) for column in columns)) for claim in rows]


# --- rules on parses by hand -----------------------------------------------------------------------


def test_a_cue_makes_no_claim_of_its_own() -> None:
    """Of `officials said that rain would fall` the rain is the claim."""
    doc = by_hand(SAID)
    (clause,) = clauses(doc, matrices(doc) | {1}, frozenset())
    assert [token.text for token in clause.tokens] == ["rain", "would", "fall"]


def test_coordinated_predicates_are_two_claims() -> None:
    """The second one borrows subject and auxiliary from the first."""
    doc = by_hand(SHARED)
    first, second = clauses(doc, frozenset(), frozenset())
    reworded = [statement(one, doc.text, names=Names(), drop=frozenset()) for one in (first, second)]
    assert reworded == ["Ships will leave Odesa.", "Ships will reach Izmir."]


@pytest.mark.parametrize(
    ("found", "kind", "named", "denied", "expected"),
    [
        ([], None, False, False, "asserted"),
        ([], "say", True, False, "reported"),
        ([], "hear", False, False, "reported"),
        (["possible"], None, False, False, "hedged"),
        ([], "think", False, False, "hedged"),
        ([], "think", True, False, "reported"),
        (["possible", "future"], None, False, False, "predicted"),
        ([], "expect", False, False, "predicted"),
        (["opinion", "future"], "say", True, False, "opinion"),
        (["opinion", "future"], "deny", True, True, "denied"),
        ([], None, False, True, "denied"),
    ],
)
def test_first_label_that_applies(
    found: list[str],
    kind: str | None,
    named: bool,  # noqa: FBT001 - a column of the table above
    denied: bool,  # noqa: FBT001
    expected: str,
) -> None:
    """Denied before opinion before predicted before hedged before reported before asserted."""
    assert commitment.label(found, kind=kind, named=named, denied=denied) == expected


# --- claims ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge was closed.", ("The bridge was closed.", "asserted", "article")),
        ("The minister said that the bridge was closed.", ("The bridge was closed.", "reported", "named")),
        ("The ship has reportedly left the port.", ("The ship has left the port.", "reported", "unspecified")),
        ("The company denies any deal.", ("There is a deal.", "denied", "named")),
        ("The dam could break.", ("The dam could break.", "hedged", "article")),
        ("It seems that the ship left the port.", ("The ship left the port.", "hedged", "article")),
        ("The court will decide in May.", ("The court will decide in May.", "predicted", "article")),
        ("It is expected that the talks will resume.", ("The talks will resume.", "predicted", "unspecified")),
        ("The council must act.", ("The council must act.", "opinion", "article")),
    ],
)
def test_label_and_source(read: Read, text: str, expected: tuple[str, str, str]) -> None:
    """How firmly a claim is made and who stands behind it are told apart."""
    assert shown(read(text), "label", "source_kind") == [expected]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The banks were to blame.", "asserted"),
        ("The banks are not to blame.", "asserted"),
        ("The ministers are to meet on Friday.", "predicted"),
        ("Her desire is not to harm the city.", "asserted"),
        ("The mission was to mend the bridge.", "asserted"),
    ],
)
def test_what_is_to_be(read: Read, text: str, label: str) -> None:
    """`is to` tells of what is arranged, but for blame and for what somebody wants."""
    ((_, found, facets),) = shown(read(text), "label", "facets")
    assert found == label
    assert ("negated" in facets) == (" not " in text)


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        ("Putin intends to visit China.", ("planned",)),
        ("The ship has reportedly left the port.", ("hearsay",)),
        ("The bridge was not closed.", ("negated",)),
        ("The court will decide in May.", ("future",)),
        ("The leaders are to meet in May.", ("future",)),
        ("The court is due to decide in May.", ("future",)),
        ("The court was set to decide in May.", ("future",)),
        ("The mayor said that the court would decide in May.", ("future",)),
        ("The new bridge would cost millions.", ("possible",)),
        ("The dam could break.", ("possible",)),
    ],
)
def test_facets(read: Read, text: str, facets: tuple[str, ...]) -> None:
    """What is planned, denied or to come never reads as having happened."""
    assert shown(read(text), "facets")[0][1] == facets


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not say that the bridge was closed.",
        "The minister never claimed that the bridge was closed.",
        "The company did not confirm that the plant was sold.",
        "No one believes that the bank is safe.",
        "Neither side confirmed that talks had begun.",
        "Police could not verify that the ship had left.",
        "The bank did not deny that data had been lost.",
        "There is no evidence that the ship was sunk.",
        "The minister failed to say that the bridge was closed.",
        "The minister did not say that experts believed that the bridge was closed.",
        "It is not clear that the train was late.",
        "Experts doubt that the drug works.",
        "The police have not said whether the driver was drunk.",
    ],
)
def test_what_nobody_says_is_no_claim(read: Read, text: str) -> None:
    """Under a negated cue only the sentence as a whole is claimed, and by the article."""
    assert shown(read(text), "source_kind") == [(text, "article")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is not true that the school was closed.", ("The school was closed.", "denied", "article")),
        ("It is false that the school was closed.", ("The school was closed.", "denied", "article")),
        ("It is true that the school was closed.", ("The school was closed.", "asserted", "article")),
        ("It is not false that the school was closed.", ("The school was closed.", "asserted", "article")),
        ("The court ruled out that the ship was sunk.", ("The ship was sunk.", "denied", "named")),
        ("The guards did not know that the door was open.", ("The door was open.", "reported", "named")),
        ("The minister not only said that the bridge was closed.", ("The bridge was closed.", "reported", "named")),
    ],
)
def test_what_negation_leaves_of_a_claim(read: Read, text: str, expected: tuple[str, str, str]) -> None:
    """Who does not know something takes it for granted; what is not true is denied; `not only` denies nothing."""
    assert shown(read(text), "label", "source_kind") == [expected]


@pytest.mark.parametrize(
    "text", ["The witness refused to answer.", "The company declined to comment.", "The crew failed to return."]
)
def test_a_refusal_is_no_plan(read: Read, text: str) -> None:
    """What somebody refuses to do is not planned."""
    reading = read(text)
    assert shown(reading, "label", "facets") == [(text, "asserted", ("negated",))]
    assert "planned" not in {event.status for event in reading.rows(Event)}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("If the dam breaks, the town will flood.", "predicted"),
        ("Unless it rains, the harvest will fail.", "predicted"),
        ("Should the talks fail, the union will strike.", "predicted"),
        ("Had the bridge been closed, nobody would have died.", "hedged"),
        ("The plane would have landed if the fog had lifted.", "hedged"),
        ("Were the king to resign, his son would rule.", "hedged"),
        ("Before the war began, the family left the city.", "asserted"),
    ],
)
def test_a_condition_stays_with_what_it_conditions(read: Read, text: str, label: str) -> None:
    """A condition claims nothing by itself and keeps its mark; what holds in another world is not asserted."""
    assert shown(read(text), "label") == [(text, label)]


def test_a_claim_in_a_condition(read: Read) -> None:
    """`If the minister says that ...`: nobody has said it yet."""
    text = "If the minister says that the bridge is closed, the drivers will turn back."
    assert shown(read(text)) == [(text,)]


def test_nobody_is_the_source_of_a_dangling_hope(read: Read) -> None:
    """The `it` of `it will be hard` is nobody: who hopes is the writer."""
    reading = read("It will be hard to win the match, hoping that the rain stops.")
    assert [row.source_text for row in reading.rows(Attribution)] == [None]
    assert shown(reading, "label", "source_kind")[-1] == ("The rain stops.", "opinion", "article")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry accused Italy of leaving the talks.", "Italy was leaving the talks."),
        ("Police accuse the driver of leaving the scene.", "The driver is leaving the scene."),
        ("The judge accused Spain of having hidden the files.", "Spain has hidden the files."),
        ("The union blamed the firm for the crash.", "The union blamed the firm for the crash."),
        ("The bank denied any plans.", "There were plans."),
        ("The bank denies any unified plan.", "There is a unified plan."),
        ("The bank denies any honest error.", "There is an honest error."),
        ("The minister denied it.", "The minister denied it."),
    ],
)
def test_claims_that_are_noun_phrases(read: Read, text: str, expected: str) -> None:
    """They are reworded where that is safe and keep their words where it is not; a bare pronoun is no claim."""
    assert shown(read(text)) == [(expected,)]


def test_who_speaks_in_a_relative_clause(read: Read) -> None:
    """The source keeps the text's word, `who`; the actor is whom it stands for."""
    reading = read("Angela Merkel, who said that the talks had failed, left Paris on Monday.")
    assert ("The talks had failed.", "who", "person:angela-merkel") in shown(reading, "source_text", "source_actor")


def test_it_is_not_replaced(read: Read) -> None:
    """What `it` means is too uncertain for a statement that stands alone."""
    assert shown(read("Germany bought a reactor. It could pose a danger."))[-1] == ("It could pose a danger.",)


def test_claims_of_one_sentence_stand_alone(read: Read) -> None:
    """Each predicate makes a claim, with the subject it shares, and each is the smallest stretch that says it."""
    text = "The army left the city in May and took the guns with it, while the mayor stayed in the town hall."
    reading = read(text)
    assert [statement for (statement,) in shown(reading)] == [
        "The army left the city in May.",
        "The army took the guns with it.",
        "The mayor stayed in the town hall.",
    ]
    assert [claim.text for claim in reading.rows(Claim)][1] == "took the guns with it"


def test_a_relative_clause_that_adds_is_a_claim(read: Read) -> None:
    """`..., which ...` says something of its own; a clause that only narrows does not."""
    added = shown(read("The police found the van, which was stolen in Paris."))
    narrow = shown(read("The police found the van that was stolen in Paris."))
    assert ("The van was stolen in Paris.",) in added
    assert len(narrow) == 1


def test_a_pronoun_gives_way_to_the_name(read: Read) -> None:
    """The subject is named where the mentions know who is meant, and only where the verb allows it."""
    text = "Angela Merkel arrived in Paris on Monday. She met the president.\n"
    assert shown(read(text))[-1] == ("Angela Merkel met the president.",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry said inflation had fallen to 4%.", "Inflation had fallen to 4%."),
        ("Output rose 3%, the bank said.", "Output rose 3%."),
    ],
)
def test_a_percentage_ends_a_claim(read: Read, text: str, expected: str) -> None:
    """The sign is spoken like a word: a claim does not lose it as it loses a full stop."""
    reading = read(text)
    (claim,) = reading.rows(Claim)
    assert claim.statement == expected
    assert claim.text.endswith("%")
    assert [row[2][-1] for row in told(reading)] == ["%"]


def test_a_name_that_looks_like_a_pronoun(read: Read) -> None:
    """`The WHO` is no relative pronoun, and its claim has one subject."""
    assert shown(read("The WHO did not send a team to the port.")) == [("The WHO did not send a team to the port.",)]


def test_a_semicolon_parts_two_sources(read: Read) -> None:
    """What stands before a semicolon is not said by who speaks after it."""
    text = "The union claims most drivers took part; the company says few buses stopped. "
    text += "The bridge fell; the mayor said the pillars were old."
    assert shown(read(text), "source_text") == [
        ("Most drivers took part.", "The union"),
        ("Few buses stopped.", "the company"),
        ("The bridge fell.", None),
        ("The pillars were old.", "the mayor"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor called the plan “a disaster”.", "The mayor called the plan a disaster."),
        ("The mayor called the “green” plan a disaster.", "The mayor called the “green” plan a disaster."),
        ("“The bridge is closed,” the mayor said.", "The bridge is closed."),
    ],
)
def test_a_statement_has_no_lone_quotation_mark(read: Read, text: str, expected: str) -> None:
    """A mark without its fellow is left out of the statement; a pair stays."""
    assert shown(read(text)) == [(expected,)]


@pytest.mark.parametrize("text", ["Flood hits northern Italy, no deaths reported.", "No minister said that it rained."])
def test_nobody_is_no_source(read: Read, text: str) -> None:
    """A subject that `no` denies says nothing."""
    assert not [source for source, _, _ in told(read(text)) if source]


def test_a_question_of_manner_keeps_what_it_presupposes(read: Read) -> None:
    """Who does not know how something goes on takes it for granted that it does."""
    ((words, facets),) = shown(read("The police do not know how the gang is smuggling weapons."), "facets")
    assert (words, "presupposed" in facets) == ("The gang is smuggling weapons.", True)


@pytest.mark.parametrize("text", ["Who closed the bridge?", "Did the minister close the bridge?", "What happens next"])
def test_questions_claim_nothing(read: Read, text: str) -> None:
    """Who asks does not say that it is so."""
    assert shown(read(text)) == []


def test_the_speaker_of_a_quotation_makes_no_claim_about_himself(read: Read) -> None:
    """Of `I think that the war is over` the war is the claim."""
    assert shown(read("“I think the war is over,” the king said.")) == [("The war is over.",)]


def test_headings_without_a_predicate_claim_nothing(read: Read) -> None:
    """`The mayor's role` is a heading and no claim."""
    assert shown(read("The mayor's role")) == []


def test_dates_actors_and_quantities(read: Read) -> None:
    """A claim names who is in it, when, and how much, each at its place."""
    text = "France sent at least 30 trucks to Poland in May 2021."
    (claim,) = read(text).rows(Claim)
    assert claim.actors == ("state:FR", "state:PL")
    assert [(text[d.start : d.end], d.value) for d in claim.dates] == [("May 2021", "2021-05")]
    assert [(text[q.start : q.end], q.at_least, q.at_most) for q in claim.quantities] == [("at least 30", 30.0, None)]
    assert claim.checkworthy


def test_opinions_are_not_worth_a_check(read: Read) -> None:
    """What is judged cannot be checked, even if it names somebody."""
    (claim,) = read("France must act.").rows(Claim)
    assert (claim.label, claim.checkworthy) == ("opinion", False)


# --- cues without a row ----------------------------------------------------------------------------


def without_rows(read: Read, text: str, *cues: str) -> Reading:
    """A reading of the text whose attributions at some cues have been taken away."""
    before = read(text, until="claims")
    rows = before.rows(Attribution)
    left = tuple(row for row in rows if not any(cue in text[slice(*row.cue[0])] for cue in cues if row.cue))
    reading = before.with_rows(Attribution, left)
    return reading.with_rows(Claim, tuple(claims(reading, Config())))


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("The king said he believes that the war is over.", "believes", ("The war is over.", "reported", "named")),
        ("The firm said it denied that the plant had closed.", "denied", ("The plant had closed.", "denied", "named")),
        ("The king said that it is believed that the ship sank.", "believed", ("The ship sank.", "hedged", "named")),
        ("“We have no doubt that the bridge will hold,” she said.", "doubt", ("The bridge will hold.", "predicted")),
        ("The king said that the ship had reportedly left.", "reportedly", ("The ship had left.", "reported")),
    ],
)
def test_a_cue_inside_a_content_has_no_row(read: Read, text: str, cue: str, expected: tuple[str, ...]) -> None:
    """It introduces, denies or weakens all the same, and what it introduces is the only claim."""
    found = shown(without_rows(read, text, cue), "label", "source_kind")
    assert [one[: len(expected)] for one in found] == [expected]


def test_a_cue_that_is_none_keeps_its_content(read: Read) -> None:
    """Where no row says that anybody says it, the article does not say it either."""
    text = "The mayor believes that the bridge is safe."
    assert shown(without_rows(read, text, "believes"), "source_kind") == [(text, "article")]


def test_hearsay_is_heard_without_a_row(read: Read) -> None:
    """`Reportedly` is left out of the statement and told by the facet."""
    text = "The king said that the ship had reportedly left."
    assert shown(without_rows(read, text, "reportedly"), "facets") == [("The ship had left.", ("hearsay",))]


def test_what_is_added_to_a_denial_is_not_denied(read: Read) -> None:
    """Who denies one thing and insists on another has denied one."""
    found = shown(read("The firm denied that it had lost money, insisting that it was healthy."), "label")
    assert "denied" not in {label for statement, label in found if "healthy" in statement}


# --- denials, forecasts and quotations -------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The World Bank said that the ministry denied that prices would rise.",
        "“The ministry denied that prices would rise,” the World Bank said.",
    ],
)
def test_a_denial_that_somebody_reports(read: Read, text: str) -> None:
    """Whoever quotes him, what somebody denies is denied; the source is the outermost speaker."""
    ((words, label, source),) = shown(read(text), "label", "source_text")
    assert (words, label, source.lower()) == ("Prices would rise.", "denied", "the world bank")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister denied giving any such order.", "The minister gave such an order."),
        ("The company denied paying any bribes.", "The company paid bribes."),
        ("The ministry denied having sold arms.", "The ministry had sold arms."),
        ("The ministry denies having sold any arms to Iran.", "The ministry has sold arms to Iran."),
        ("The minister denied being a spy.", "The minister was a spy."),
        ("Germany ruled out sending tanks.", "Germany will send tanks."),
        ("Germany ruled out raising taxes or cutting benefits.", "Germany will raise taxes or cut benefits."),
    ],
)
def test_a_deed_that_is_denied(read: Read, text: str, expected: str) -> None:
    """Who denies doing a thing denies that he did it, who rules it out, that he will; the deed is the only claim."""
    reading = read(text)
    assert shown(reading, "label", "source_kind") == [(expected, "denied", "named")]
    assert {event.status for event in reading.rows(Event)} <= {"denied"}


@pytest.mark.parametrize(
    ("text", "label", "source"),
    [
        ("The ministry rejected the reports.", "denied", "The ministry"),
        ("The army dismissed allegations of torture.", "denied", "The army"),
        ("The mayor denied the charges.", "denied", "The mayor"),
        ("The reports were rejected by the army.", "denied", "the army"),
        ("The driver pleaded not guilty to murder.", "denied", "The driver"),
        ("Germany ruled out a truce.", "denied", "Germany"),
        ("The ministry rejected the plan.", "asserted", None),
        ("The judge dismissed the charges.", "asserted", None),
        ("The court rejected his claim for damages.", "asserted", None),
        ("The mayor did not rule out closing the school.", "asserted", None),
    ],
)
def test_what_is_denied_without_a_clause(read: Read, text: str, label: str, source: str | None) -> None:
    """Who rejects what has been said denies it; who rejects a plan, or a court that dismisses charges, does not."""
    assert shown(read(text), "label", "source_text") == [(text, label, source)]


def test_a_denial_keeps_what_is_thought_of_it_apart(read: Read) -> None:
    """`dismissed claims that ... as “absurd”`: the claims are called so, and the ship has not sunk so."""
    text = "The general dismissed claims that soldiers had been kept in camps as “absurd”."
    assert shown(read(text), "label") == [("Soldiers had been kept in camps.", "denied")]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The IMF expects growth of 3 percent.", "The IMF"),
        ("The finance ministry had forecast 4 percent.", "The finance ministry"),
        ("Analysts predict a recession.", "Analysts"),
        ("The bank expects prices to fall.", "The bank"),
        ("The bank does not expect a recession.", "The bank"),
        ("Joe Biden is expected to visit Kyiv.", None),
        ("Prices are forecast to fall.", None),
    ],
)
def test_forecasts(read: Read, text: str, source: str | None) -> None:
    """What somebody expects is predicted, and by him; `is expected to` says not by whom."""
    assert shown(read(text), "label", "source_text", "source_kind") == [
        (text, "predicted", source, "named" if source else "unspecified")
    ]


def test_a_forecast_that_somebody_reports(read: Read) -> None:
    """It is predicted, whether or not the inner cue has a row."""
    found = shown(read("The minister said that the bank expects a recession."), "label", "source_text")
    assert found == [("The bank expects a recession.", "predicted", "The minister")]


def test_a_promise_is_its_speakers(read: Read) -> None:
    """Who promises that something will be done says so, and the article does not."""
    found = shown(read("The mayor promised that the school would be rebuilt."), "label", "source_text")
    assert found == [("The school would be rebuilt.", "predicted", "The mayor")]


@pytest.mark.parametrize(
    ("text", "source", "quotation"),
    [
        ("The mayor called the question “absurd”.", "The mayor", "mixed"),
        ("“Get things done,” Obama told Congress.", "Obama", "direct"),
    ],
)
def test_a_quotation_without_a_clause(read: Read, text: str, source: str, quotation: str) -> None:
    """The sentence that holds it is its speaker's, where no smaller one says it."""
    ((_, *found),) = shown(read(text), "source_text", "quotation")
    assert found == [source, quotation]


def test_a_quotation_of_nobody_is_not_the_articles(read: Read) -> None:
    """A sentence in quotation marks is somebody's, though nobody says whose; a word in them is not."""
    text = "The street was quiet. “The shops are terrible. They are shut.” The “green” plan failed."
    reading = read(text, until="claims").with_rows(Attribution, ())
    found = shown(reading.with_rows(Claim, tuple(claims(reading, Config()))), "label", "source_kind")
    assert [rest for _, *rest in found] == [
        ["asserted", "article"],
        ["reported", "unspecified"],
        ["reported", "unspecified"],
        ["asserted", "article"],
    ]


# --- what is said by the way -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "France has paid Italy in exchange for support in the council, such as blocking the new treaty.",
            ["France has paid Italy in exchange for support in the council.", "Italy blocked the new treaty."],
        ),
        ("Measures such as closing the port would help.", ["Measures such as closing the port would help."]),
    ],
)
def test_examples_are_claims_where_it_is_clear_who_acts(read: Read, text: str, expected: list[str]) -> None:
    """What is given as an example of a thing done has been done; of a thing thought of, it has not."""
    assert [statement for (statement,) in shown(read(text))] == expected


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("It is clear that the bridge is old.", "It is clear that"),
        ("The dam could break.", "could"),
        ("The bridge was not closed.", None),
        ("The bridge was closed.", None),
    ],
)
def test_the_cue_of_a_claim_without_a_source(read: Read, text: str, cue: str | None) -> None:
    """What introduces or weakens it; a negation does neither."""
    ((_, found),) = shown(read(text), "cue_text")
    assert (found or "").removesuffix(" that") == (cue or "").removesuffix(" that")


# --- the lexicons ----------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", lexicons.read("hedges", commitment.Hedge), ids=lambda entry: entry.lemma)
def test_every_hedge_in_its_example(entry: commitment.Hedge, read: Read) -> None:
    """Every entry weakens the claim of its example, or moves it into the future."""
    labels = {claim.label for claim in read(entry.example).rows(Claim)}
    assert labels == {"hedged" if entry.makes == "possible" else "predicted"}


@pytest.mark.parametrize("entry", lexicons.read("verdicts", standing.Verdict), ids=lambda entry: entry.lemma)
def test_every_verdict_in_its_example(entry: standing.Verdict, read: Read) -> None:
    """Every entry denies what its example is about or leaves it open: only then is the sentence one claim."""
    ((words, label),) = shown(read(entry.example), "label")
    assert (label == "denied") == (entry.holds != "unsure")
    assert (words == entry.example) == (entry.holds == "unsure")


def test_no_entry_stands_twice() -> None:
    """A word of one part of speech has one entry: a second one would never be read."""
    keys = [(one.lemma, one.pos) for one in lexicons.read("hedges", commitment.Hedge)]
    assert len(keys) == len(set(keys))


# --- invariants ------------------------------------------------------------------------------------

SENTENCES = (
    "The minister said that the bridge was closed. “We will wait,” the officer said. At least 10 people, who were ill, "
    "were taken to hospital and treated by doctors, resulting in delays. "
)
AWKWARD = {
    "one unclosed quotation": "“" + SENTENCES * 3,
    "capitals": SENTENCES.upper(),
    "marks only": '“”"\'«»„“ ” “ " "',
    "cues only": "He said that " * 60 + "it rained.",
    "commas": "he said, " * 80,
    "other languages": "« Nous irons », a dit le ministre. „Wir warten“, sagte er.",
    "headline": "Tensions Rise as France Accuses Italy of Using Old Maps",
    "one word": "No",
    "markdown": "# A title\n\n> " + SENTENCES + "**Bold** [link](http://example.org) `code`\n\n- one said\n- two [said",
    "headlines only": "\n\n".join(["US Accuses Italy of Using Old Maps", "Why It Matters", "MAYOR SAYS “NO”"] * 5),
    "who and which": "Who which that who said which that what whoever is was. " * 10,
    "brackets": "(((He said [that ((it (rained" * 10,
    "quotations of all kinds": "«A» ‹B› „C“ ‚D‘ 「E」 『F』 《G》 she said. »H« “I „J” K“ he said that “ it rained «.",
    "one long clause": "The bank that the man who said that it rained owned " * 40 + "failed.",
    "emoji": "😀 “😀” said the 😀 man.",
}


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_awkward_texts(read: Read, text: str) -> None:
    """Whatever the text, every span stands in it, and no key stands twice."""
    reading = read(text)
    rows = [*reading.rows(Claim), *reading.rows(Attribution)]
    for start, end, words in (span for row in rows for span in spans_of(row)):
        assert 0 <= start < end <= len(text)
        assert words is None or text[start:end] == words
    assert len({(claim.start, claim.end) for claim in reading.rows(Claim)}) == len(reading.rows(Claim))
    assert len({row.attribution_id for row in reading.rows(Attribution)}) == len(reading.rows(Attribution))


def test_claims_refer_to_what_is_there(read: Read) -> None:
    """Attributions, actors and blocks that a claim names exist, and nothing but the article makes claims."""
    reading = read(SENTENCES + "France welcomed the truce.\n\nPhoto: a bridge\n\n© 2024 All Rights Reserved.")
    known = {row.attribution_id for row in reading.rows(Attribution)}
    actors = {mention.actor_id for mention in reading.rows(Mention)}
    article = [p.block for p in reading.passages if p.block.kind in ARTICLE_BLOCKS]
    for claim in reading.rows(Claim):
        assert claim.attribution_id in {None, *known}
        assert set(claim.actors) <= actors
        assert any(_within(claim, block) for block in article)


def _within(claim: Claim, block: Block) -> bool:
    return block.start <= claim.start and claim.end <= block.end
