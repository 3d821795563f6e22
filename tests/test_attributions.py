"""Who says what: source, cue and content."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import SAID, by_hand, told

from analysis import lexicons
from analysis.reading import Reading
from analysis.rules import cues
from analysis.tables import Attribution

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


# --- the lexicon -------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", lexicons.read("cues", cues.Cue), ids=lambda entry: f"{entry.lemma}-{entry.pos}")
def test_every_cue_in_its_example(entry: cues.Cue, read: Read) -> None:
    """Every entry attributes something in its example, by itself and as the kind that it says."""
    reading = read(entry.example)
    found = {row.rule.partition(".")[0] for row in reading.rows(Attribution) if _holds(reading, row, entry)}
    assert entry.kind in found


def _holds(reading: Reading, row: Attribution, entry: cues.Cue) -> bool:
    return set(entry.lemma.split()) <= _lemmas(reading, row)


def _lemmas(reading: Reading, row: Attribution) -> set[str]:
    """The cue's words, as they stand and as in a dictionary; the model leaves some without their last letter."""
    tokens = [token for p in reading.passages for token in p.doc if any(s <= token.idx < e for s, e in row.cue)]
    lemmas = {token.lemma_.lower() for token in tokens}
    return {token.lower_ for token in tokens} | lemmas | {lemma + "e" for lemma in lemmas}


def test_no_cue_stands_twice() -> None:
    """A word of one part of speech has one entry: a second one would never be read."""
    keys = [(one.lemma, one.pos) for one in lexicons.read("cues", cues.Cue)]
    assert len(keys) == len(set(keys))
