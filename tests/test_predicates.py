"""Predicates and their factuality: what holds, what does not, and what is left open, by the words that govern it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from analysis import language, lexicons
from analysis.reading import Reading
from analysis.rules.factuality import Judged, judged
from analysis.rules.happenings import Happening, is_happening
from analysis.rules.signatures import Implicative, Signature, signature
from analysis.tables import Predicate

_IMPLICATIVES = lexicons.read("implicatives", Implicative)
_SIGNATURES = lexicons.read("signatures", Signature)
_HAPPENINGS = lexicons.read("happenings", Happening)


def _found(nlp: Any, sentence: str) -> dict[str, Judged]:
    return {found.word.lower_: found for found in judged(nlp(language.readable(sentence)))}


@pytest.mark.parametrize("entry", _IMPLICATIVES, ids=lambda entry: f"{entry.signature} {entry.pos} {entry.example}")
def test_implicatives(nlp: Any, entry: Implicative) -> None:
    """Each entry does its work in its example: one of its words gives a predicate its signature."""
    found = judged(nlp(entry.example))
    assert any(entry.signature in one.rule.split(".") for one in found)
    lemmas = " ".join(f"{token.lemma_.lower()} {token.lower_}" for token in nlp(entry.example))
    assert any(word in lemmas for word in entry.words)


@pytest.mark.parametrize("entry", _SIGNATURES, ids=lambda entry: entry.name)
def test_signatures(nlp: Any, entry: Signature) -> None:
    """Each signature gives the predicate of its example its own degree, or nearly so below another word's."""
    found = [one for one in judged(nlp(entry.example)) if entry.name in one.rule.split(".")]
    assert any(abs(one.factuality - entry.affirmed) <= 0.5 for one in found)


@pytest.mark.parametrize("entry", _HAPPENINGS, ids=lambda entry: f"{entry.role} {entry.name}")
def test_happenings(nlp: Any, entry: Happening) -> None:
    """A noun of the lexicon is a predicate in its example, one that only looks so is none."""
    nouns = [token for token in nlp(entry.example) if token.pos_ == "NOUN" and _belongs(token.lemma_, entry)]
    assert nouns
    assert all((noun.lower_ in _found(nlp, entry.example)) == (entry.role != "thing") for noun in nouns)


def _belongs(noun: str, entry: Happening) -> bool:
    return noun.endswith(tuple(entry.words)) if entry.role == "suffix" else noun in entry.words


def test_every_word_has_one_signature_for_what_it_takes() -> None:
    """No word stands twice in the lexicon for the same form, and every signature named there exists."""
    stands = Counter(
        (word, entry.pos, taken) for entry in _IMPLICATIVES for word in entry.words for taken in entry.takes or [""]
    )
    assert [key for key, times in stands.items() if times > 1] == []
    assert all(signature(entry.signature) for entry in _IMPLICATIVES)


def test_a_signature_between_its_ends() -> None:
    """Half way between affirmed and negated a word leaves what it governs half way between the two degrees."""
    manage = Signature(name="manage", affirmed=3, negated=-1, example="")
    assert [manage.of(3), manage.of(0), manage.of(-3)] == [3, 1, -1]
    assert manage.negation().of(3) == -1


HOLDS = [
    ("The minister knew that the bridge had fallen.", "fallen"),
    ("The minister did not know that the bridge had fallen.", "fallen"),
    ("The crew managed to land the plane.", "land"),
    ("The ministry said on Monday that the bridge had fallen.", "fallen"),
    ("The bridge, which fell in June, was old.", "fell"),
    ("The train left after the guard had closed the doors.", "closed"),
    ("It was not until June that the ministry confirmed the deal.", "confirmed"),
    ("The company will close the mine.", "close"),
    ("Who found the letter?", "found"),
    ("The clerk too managed to leave.", "leave"),
    ("Prices are expected to rise, but the bank raised its fee.", "raised"),
    ("The inquiry revealed that the alarm had been switched off.", "switched"),
]
FAILS = [
    ("The bridge did not fall.", "fall"),
    ("The bridge never fell.", "fell"),
    ("The guard neither slept nor left.", "slept"),
    ("The crew failed to land the plane.", "land"),
    ("The witness refused to answer the judge.", "answer"),
    ("The crew did not manage to land the plane.", "land"),
    ("The ministry said that the bridge had not fallen.", "fallen"),
    ("The guests left without paying the bill.", "paying"),
    ("Nobody left the hall.", "left"),
    ("The company was unable to pay its staff.", "pay"),
    ("The guests left instead of paying the bill.", "paying"),
]
UNDONE = [
    ("The ministry has yet to answer the letter.", "answer"),
    ("The crew was too tired to land the plane.", "land"),
    ("If the signal had failed, the train would have stopped.", "stopped"),
    ("If the signal had failed, the train would have stopped.", "failed"),
    ("The dam almost collapsed.", "collapsed"),
    ("The police prevented the crowd from leaving.", "leaving"),
]
OPEN = [
    ("The dam may collapse.", "collapse"),
    ("The dam might not collapse.", "collapse"),
    ("The union wants to strike in June.", "strike"),
    ("The mayor urged residents to leave the town.", "leave"),
    ("The train will stop if the signal fails.", "fails"),
    ("Did the dam collapse?", "collapse"),
    ("Perhaps the clerk lost the letter.", "lost"),
    ("The judge asked whether the guard had slept.", "slept"),
    ("Leave the hall.", "leave"),
    ("The crew tried to land the plane.", "land"),
    ("It is possible that the vase was stolen.", "stolen"),
]


@pytest.mark.parametrize(("sentence", "word"), HOLDS)
def test_what_holds(nlp: Any, sentence: str, word: str) -> None:
    """What is told outright, reported, presupposed or announced is presented as a fact."""
    assert _found(nlp, sentence)[word].factuality >= 1.5


@pytest.mark.parametrize(("sentence", "word"), FAILS)
def test_what_fails(nlp: Any, sentence: str, word: str) -> None:
    """What is negated, or governed by a word that says it was not done, is presented as not so."""
    assert _found(nlp, sentence)[word].factuality <= -1.5


@pytest.mark.parametrize(("sentence", "word"), UNDONE)
def test_what_is_undone(nlp: Any, sentence: str, word: str) -> None:
    """What did not come about is rather presented as not so, though nobody says so outright."""
    assert _found(nlp, sentence)[word].factuality < 0


@pytest.mark.parametrize(("sentence", "word"), OPEN)
def test_what_is_open(nlp: Any, sentence: str, word: str) -> None:
    """What is possible, wanted, asked or supposed is neither."""
    assert -1.5 < _found(nlp, sentence)[word].factuality < 1.5


@pytest.mark.parametrize(
    ("sentence", "word", "rule"),
    [
        ("The bridge fell.", "fell", "verb"),
        ("The bridge did not fall.", "fall", "negated"),
        ("The company plans to close the mine.", "close", "intend.infinitive"),
        ("The dam might collapse.", "collapse", "modal.may"),
        ("The dam will not collapse.", "collapse", "negated.will"),
        ("Did the dam collapse?", "collapse", "question.ask"),
    ],
)
def test_rule_names_what_decided(nlp: Any, sentence: str, word: str, rule: str) -> None:
    """Each row tells by what its degree was decided."""
    assert _found(nlp, sentence)[word].rule == rule


def test_which_words_are_predicates(nlp: Any) -> None:
    """Verbs, nouns for what happens and predicative adjectives are; helpers, things and their copula are not."""
    found = _found(nlp, "The arrest was legal, but the building would have been a ruin after the attack.")
    assert sorted(found) == ["arrest", "attack", "been", "legal"]


@pytest.mark.parametrize(
    ("noun", "expected"), [("attack", True), ("resignation", True), ("ring", False), ("nation", False)]
)
def test_nouns(noun: str, *, expected: bool) -> None:
    """A noun names what happens by the lexicon or by its ending, unless it is too short or names a thing."""
    assert is_happening(noun) is expected


def test_rows(read: Callable[..., Reading]) -> None:
    """Rows stand in the order of the text, hold exactly one word of it, and are from -3 to 3."""
    text = "The ministry said that the bridge had not fallen. It plans to close it, or so “it hopes”."
    rows = read(text, until="attributions").rows(Predicate)
    assert [row.text for row in rows] == [text[row.start : row.end] for row in rows]
    assert [row.start for row in rows] == sorted({row.start for row in rows})
    assert all(-3 <= row.factuality <= 3 for row in rows)
    assert {"said", "fallen", "close"} <= {row.text for row in rows}


@pytest.mark.parametrize(
    "piece", ["The crew tried to begin to want to ", "did not say that he ", "if ", "or not ", "“no ", "of the attack "]
)
def test_time_grows_with_the_text(read: Callable[..., Reading], piece: str) -> None:
    """A thousand verbs or conditions within one another take no more than their share of time, and raise nothing."""
    reading = read(piece * 250, until="predicates")
    started = time.process_time()
    rows = [found for passage in reading.article() for found in judged(passage.doc)]
    assert time.process_time() - started < 2
    assert all(-3 <= found.factuality <= 3 for found in rows)
