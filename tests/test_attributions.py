"""Who says what: source, cue and content."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import pytest
from conftest import SAID, by_hand, told
from cost import PROPORTIONAL, growth

from analysis import lexicons
from analysis.reading import Reading
from analysis.rules import cues
from analysis.rules.attribution import draft
from analysis.tables import Attribution, Claim, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

Read = Callable[..., Reading]


def test_a_verb_of_saying_takes_a_clause() -> None:
    """The subject is the source, the verb the cue, the clause the content."""
    (found,) = cues.find(by_hand(SAID))
    assert ([t.text for t in found.source], [t.text for t in found.cue]) == (["Officials"], ["said"])
    assert " ".join(t.text for t in found.content) == "that rain would fall"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister said that the bridge was closed.",
            ("The minister", "said", "that the bridge was closed"),
        ),
        ("“We will wait for them,” the officer said.", ("the officer", "said", "“We will wait for them,”")),
        (
            "According to the ministry, the bridge was closed.",
            ("the ministry", "According to", "the bridge was closed"),
        ),
        ("The ship has reportedly left the port.", (None, "reportedly", "The ship has … left the port")),
        ("It is expected that the talks will resume.", (None, "is expected", "that the talks will resume")),
        ("The company denies any deal.", ("The company", "denies", "any deal")),
        ("Putin intends to visit China.", ("Putin", "intends", "to visit China")),
        (
            "The minister was aware that the report was false.",
            ("The minister", "was aware", "that the report was false"),
        ),
    ],
)
def test_source_cue_and_content(read: Read, text: str, expected: tuple[str | None, str, str]) -> None:
    """The plain forms of attribution, each with its source or without one."""
    assert told(read(text)) == [expected]


def test_a_quotation_is_taken_whole(read: Read) -> None:
    """A parse ends with the sentence, what is quoted goes on before and after the cue."""
    text = "“The road is closed. We will wait,” the officer said. “Nobody will be left behind in the snow.”"
    ((source, cue, content),) = told(read(text))
    assert (source, cue) == ("the officer", "said")
    assert content == "“The road is closed. We will wait,” … “Nobody will be left behind in the snow.”"


def test_a_quotation_reopened_in_the_next_paragraph(read: Read) -> None:
    """A paragraph that was not closed and is opened again has the speaker it had."""
    text = (
        "The general spoke on Monday about the winter. “We will hold the bridge,” the general said. “We have time.\n\n"
        "“We will hold the town as well, and the road to the north, until the spring has come.”\n"
    )
    spoken = [row for row in read(text).rows(Attribution) if row.kind == "direct"]
    assert [row.source_text for row in spoken] == ["the general"]
    assert len(spoken[0].content) > 1


def test_another_sentence_parts_a_quotation_from_its_speaker(read: Read) -> None:
    """A quotation that stands free goes to the speaker before it only if nobody else came in between."""
    text = (
        "“I love this city,” the mayor said on Monday. “Nobody leaves this town.” "
        "Police denied the report. “It is false, and we will sue.”"
    )
    spoken = [row for row in told(read(text)) if "“" in row[2]]
    assert spoken == [
        ("the mayor", "said", "“I love this city,” … “Nobody leaves this town.”"),
        (None, "", "“It is false, and we will sue.”"),
    ]


def test_one_source_within_another(read: Read) -> None:
    """Who is quoted by a source stands in the content of that source's attribution."""
    reading = read("The ministry said that the company denied that it had paid bribes.")
    outer, inner = sorted(reading.rows(Attribution), key=lambda row: row.cue)
    assert (outer.nested_in, inner.nested_in) == (None, outer.attribution_id)


def test_first_person_in_a_quotation_is_its_speaker(read: Read) -> None:
    """`I think` names no source that the quotation has not got already."""
    assert {row.source_text for row in read("“I think the war is over,” the king said.").rows(Attribution)} == {
        "the king"
    }


def test_what_a_speaker_hopes_within_his_own_words_is_no_other_attribution(read: Read) -> None:
    """What is said has one speaker: his pronoun's opinions within it have no row."""
    rows = told(read("The minister said that he hopes that the talks will resume."))
    assert [(source, cue) for source, cue, _ in rows] == [("The minister", "said")]


def test_no_two_rows_of_the_same_words(read: Read) -> None:
    """Two words of one cue ("went on to say") give one row."""
    (row,) = told(read("The officer went on to say that the road was closed."))
    assert row[2] == "that the road was closed"


def test_a_quotation_in_the_next_paragraph(read: Read) -> None:
    """What a colon at the end of a paragraph announces is the quotation with which the next one begins."""
    text = (
        "The council met on Monday about the harbour and its walls. The mayor said in a statement:\n\n"
        "“We have looked at the walls and at the gates. We will repair them before the winter comes.”\n\n"
        "Work begins in the autumn, and the harbour stays open for fishing boats until then.\n"
    )
    spoken = [row for row in read(text).rows(Attribution) if row.kind == "direct"]
    assert [row.source_text for row in spoken] == ["The mayor"]
    assert read(text).document.text[slice(*spoken[0].content[0])].startswith("“We have looked")


def test_who_speaks_in_a_transcript(read: Read) -> None:
    """A name before a colon at the beginning of a line says what stands behind it."""
    text = (
        "The two met at the town hall on Monday and spoke about the harbour for an hour.\n\n"
        "BIDEN: We have to repair the harbour, and we have to do it now, because the winter is coming.\n\n"
        "PUTIN: I do not agree with that, and I think that the harbour can wait for another year.\n"
    )
    assert {"BIDEN", "PUTIN"} <= {source for source, _, _ in told(read(text))}


def test_a_letter_is_no_source(read: Read) -> None:
    """In questions and answers, whom the introduction names gives the answers, and nobody is named who asks."""
    text = (
        "In an interview on Monday, Angela Merkel spoke about the years in which she governed the country.\n\n"
        "Q: Did Barack Obama mislead you?\n\nA: I think that he did. The talks were a mistake.\n\n"
        "Q: What do you want?\n\nA: I want the truth. Washington says that it won.\n"
    )
    reading = read(text)
    assert {source for source, _, _ in told(reading)} == {"Angela Merkel", "Washington", None}
    claims = {row.statement: row.source_actor for row in reading.rows(Claim)}
    assert claims["The talks were a mistake."] == "person:angela-merkel"


def test_a_word_that_no_lexicon_has(read: Read) -> None:
    """The models know cues by how they stand, too: a verb of no list beside a quotation."""
    assert ("the farmer", "grumbled", "“The rain came too late for us,”") in told(
        read("“The rain came too late for us,” the farmer grumbled.")
    )


def test_a_row_says_what_made_it(read: Read) -> None:
    """A row of the models has its probability as score, a row of a rule alone has none."""
    rows = {row.rule: row.score for row in read("The minister said that the bridge was closed.").rows(Attribution)}
    assert 0.5 < (rows["say.clause"] or 0) <= 1
    rule = read("The ship was supposedly empty.").rows(Attribution)
    assert [(row.rule, row.score) for row in rule] == [("hear.hearsay", None)]


def test_a_writer_who_hopes_names_no_source(read: Read) -> None:
    """A participle whose main verb is about nobody has the writer's own view."""
    rows = read("It will be interesting to watch the talks, hoping that neither side walks out.").rows(Attribution)
    assert [(row.source, row.rule) for row in rows if "hoping" in row.rule or row.rule.endswith("dangling")] == [
        ((), "feel.dangling")
    ]


# --- any text ----------------------------------------------------------------------------------------

ODD = [
    "“" * 400,
    '"' * 401 + " said the mayor",
    "“The road is closed, the mayor said. " * 40,
    "THE MINISTER SAID THAT THE BRIDGE WAS CLOSED AND NOBODY KNEW WHY. " * 5,
    "Says: says: “says” says, " * 60,
    "« Oui », a dit le maire. „Ja“, sagte er. 「はい」と言った。",
    ": : : “: ” :",
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts_have_rows_within_them(read: Read, text: str) -> None:
    """Whatever the marks: no exception, every span in the text, and none of a row's contents on its cue."""
    for row in read(text).rows(Attribution):
        spans = (*row.content, *row.cue, *row.source)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert list(row.content) == sorted(row.content)
        assert not any(_overlap(content, cue) for content in row.content for cue in row.cue)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    "sentence",
    ["“We wait,” the mayor said, and “we hope” that it ends: “soon. ", "A: “b” ", "“We wait.” He said, “no.” "],
)
def test_time_grows_with_the_text(read: Read, sentence: str) -> None:
    """A paragraph full of quotations takes as long as its length tells."""

    def drafting(size: int) -> Callable[[], object]:
        reading = read((sentence * size)[:size], until="attributions")
        return lambda: draft(reading.document.text, reading.article())

    assert growth(drafting, size=16_384) < PROPORTIONAL


# --- the lexicon -------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", lexicons.read("cues", cues.Cue), ids=lambda entry: f"{entry.lemma}-{entry.pos}")
def test_every_cue_in_its_example(entry: cues.Cue, read: Read) -> None:
    """Every entry attributes something in its example, by the rules alone and as the kind that it says."""
    docs = [passage.doc for passage in read(entry.example, until="attributions").passages]
    found = {one.kind for doc in docs for one in cues.find(doc) if _holds(one.cue, entry)}
    assert entry.kind in found


def _holds(cue: Iterable[Token], entry: cues.Cue) -> bool:
    """Whether the cue has the entry's words, as they stand or by lemma; the model cuts some of these too short."""
    lemmas = {token.lemma_.lower() for token in cue}
    words = {token.lower_ for token in cue} | lemmas | {lemma + "e" for lemma in lemmas}
    return set(entry.lemma.split()) <= words


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The ship has reportedly left the port.", "reportedly"),
        ("The weapons are believed to come from abroad.", "are believed"),
        ("It is expected that the talks will resume.", "is expected"),
        ("Both countries deny any deal.", "deny"),
        ("Mayor Accuses Bank of Hiding Losses", "Accuses"),
        ("The agency confirmed that the ship had left.", "confirmed"),
        ("Officials emphasize that the water is safe.", "emphasize"),
        ("The agencies are aware that the plan may fail.", "are aware"),
        ("Experts fear that the river will flood.", "fear"),
        ("The police do not know how the thief got in.", "do not know"),
        ("Putin intends to visit China.", "intends"),
        ("The company aims to open a factory.", "aims"),
        ("The mayor is known as a patient man.", "is known"),
    ],
)
def test_what_other_tools_miss(read: Read, text: str, cue: str) -> None:
    """Hearsay, passives without an agent, attitudes, and the headline's verb."""
    assert cue in [found for _, found, _ in told(read(text))]


def test_no_cue_stands_twice() -> None:
    """A word of one part of speech has one entry: a second one would never be read."""
    keys = [(one.lemma, one.pos) for one in lexicons.read("cues", cues.Cue)]
    assert len(keys) == len(set(keys))
