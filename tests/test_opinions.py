"""What makes a claim an opinion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from spacy.tokens import Token

from analysis import lexicons
from analysis.reading import Reading
from analysis.rules.clauses import clauses
from analysis.rules.opinions import Opinion, Stance, judgements
from analysis.tables import Claim

Read = Callable[..., Reading]


def judging(nlp: Any, text: str) -> Iterator[Token]:
    """The words that make opinions of a text's clauses."""
    doc = nlp(text)
    for clause in clauses(doc, frozenset(), frozenset()):
        near = [clause.head, *clause.head.children]
        yield from judgements(clause, near)


@pytest.mark.parametrize("entry", lexicons.read("opinions", Opinion), ids=lambda entry: entry.lemma)
def test_every_opinion_in_its_example(entry: Opinion, nlp: Any) -> None:
    """Every entry makes an opinion of its example."""
    assert entry.lemma in {form for token in judging(nlp, entry.example) for form in (token.lemma_, token.lower_)}


@pytest.mark.parametrize("entry", lexicons.read("stances", Stance), ids=lambda entry: entry.words)
def test_every_stance_in_its_example(entry: Stance, nlp: Any) -> None:
    """Every entry is among the words that make an opinion of its example."""
    assert entry.words.split()[0] in {token.lower_ for token in judging(nlp, entry.example)}


def labels(reading: Reading) -> set[str]:
    """The labels of all claims."""
    return {claim.label for claim in reading.rows(Claim)}


@pytest.mark.parametrize(
    "text",
    [
        "The council must act.",
        "The plan was absurd.",
        "The council squanders public money on absurd towers.",
        "Sadly, the bridge stays closed.",
        "We need such schools.",
        "The law raises questions.",
    ],
)
def test_a_judgement_is_an_opinion(read: Read, text: str) -> None:
    """What a predicate judges, what a word judges in passing, comments, and what the writer wants."""
    assert labels(read(text)) == {"opinion"}


@pytest.mark.parametrize(
    "text",
    [
        "The enzyme is complex.",
        "The pipe is rigid.",
        "The examiner asked a question.",
        "The ban raised prices.",
        "The river is very long.",
        "The bridge clearly carries trains.",
        "The committee met on Monday in an important port.",
        "The council never met.",
    ],
)
def test_a_description_is_no_opinion(read: Read, text: str) -> None:
    """What judges people describes things; a booster judges nothing; a common word in a report is no judgement."""
    assert labels(read(text)) == {"asserted"}


def test_what_another_says_in_quotation_marks_is_not_the_writers(nlp: Any) -> None:
    """Words within quotation marks make no opinion of the clause that stands around them."""
    assert list(judging(nlp, "The building known as “the absurd tower” houses the library.")) == []
    assert [token.text for token in judging(nlp, "The absurd tower houses the library.")] == ["absurd"]


def test_the_strongest_word_comes_first(nlp: Any) -> None:
    """The first of the words is the one that a claim shows as its cue."""
    assert next(judging(nlp, "Such an absurd tower wastes our money.")).text in {"absurd", "wastes"}


def test_no_opinion_stands_twice() -> None:
    """A word of one part of speech has one entry: a second one would never be read."""
    keys = [(one.lemma, one.pos) for one in lexicons.read("opinions", Opinion)]
    assert len(keys) == len(set(keys))
    words = [one.words for one in lexicons.read("stances", Stance)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("judging_word", "idle"),
    [
        ("The flood was a disaster.", "The natural disaster destroyed the bridge."),
        ("The reaction is natural.", "The companies are connecting natural gas markets."),
        ("The result is freedom.", "The lawyers are defenders of freedom of the press."),
        ("The message is clear.", "It was not immediately clear whether the bridge is closed."),
        ("The plan is a waste.", "Trucks are carrying nuclear waste to the port."),
    ],
)
def test_a_word_in_the_name_of_a_thing_judges_nothing(judging_word: str, idle: str, nlp: Any) -> None:
    """What judges where it is said of something is no judgement as part of a name, nor where nothing is known."""
    assert list(judging(nlp, judging_word))
    assert list(judging(nlp, idle)) == []


@pytest.mark.parametrize(
    "text",
    [
        "“We are running a campaign in every state,” the minister said.",
        "“It rained. We work in the port and our trucks carry coal. It rained,” the minister said.",
        "The minister said that we are working on the bridge.",
    ],
)
def test_the_we_of_a_source_is_not_the_writers(text: str, nlp: Any) -> None:
    """Who is quoted, or told of, speaks of himself: that alone is no opinion."""
    assert list(judging(nlp, text)) == []
    assert [token.text for token in judging(nlp, "We work in the port.")] == ["We"]
