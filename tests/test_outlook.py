"""What had yet to come: by modals, by what governs a word, and not by what only stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cost import PROPORTIONAL, growth

from analysis import language, lexicons
from analysis.reading import Reading
from analysis.rules import outlook, predicates
from analysis.rules.factuality import judged
from analysis.rules.signatures import Signature
from analysis.tables import Predicate

#: Of what looks ahead only as an infinitive.
EXAMPLES = {"possible": "The threat to strike was real."}


def _ahead(nlp: Any, sentence: str) -> set[str]:
    doc = nlp(language.readable(sentence))
    places = outlook.ahead(doc)
    return {found.word.lower_ for found in judged(doc) if found.word.i in places}


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The ship sailed on Monday.", set()),
        ("The ship will sail on Monday.", {"sail"}),
        ("The ship would have sailed.", set()),
        ("The ship can sail.", set()),
        ("The captain said that the ship would sail.", {"sail"}),
        ("The firm won a contract to build two ships.", {"build"}),
        ("The mayor sent a crew to build a bridge.", {"build"}),
        ("The two sides are to meet in Geneva.", {"meet"}),
        ("Airline to buy twenty jets", {"buy"}),
        ("The minister called for an investigation.", {"investigation"}),
        ("The town will finance an investigation.", {"finance", "investigation"}),
        ("The town financed an investigation.", set()),
        ("The trial is scheduled to begin in May.", {"trial", "begin"}),
        ("The embargo is meant to end the war.", {"end"}),
        ("A strike is expected.", {"strike"}),
        ("The first flight will take place on Monday.", {"flight", "take"}),
        ("The agreement will end the dispute.", {"end"}),
        ("It will be painted when it arrives.", {"painted", "arrives"}),
        ("It was painted when it arrived.", set()),
        ("It would be painted before it arrived.", {"painted", "arrived"}),
        ("The mayor praised a march to be held in May.", {"march", "held"}),
        ("It was the first firm to use glass.", set()),
        ("They will destroy ships built in Rome.", {"destroy"}),
        ("The crew managed to land.", set()),
        ("The firm plans to buy and sell ships.", {"buy", "sell"}),
    ],
)
def test_what_had_yet_to_come(nlp: Any, sentence: str, words: set[str]) -> None:
    """Modals, plans, purposes and requests look ahead; what was, what is able to and what stands beside does not."""
    assert _ahead(nlp, sentence) == words


@pytest.mark.parametrize(
    "entry", [one for one in lexicons.read("signatures", Signature) if one.ahead], ids=lambda entry: entry.name
)
def test_every_signature_that_looks_ahead_does_so(nlp: Any, entry: Signature) -> None:
    """What it governs in its example has yet to come."""
    doc = nlp(language.readable(EXAMPLES.get(entry.name, entry.example)))
    governed = {one.word.i for one in judged(doc) if entry.name in one.rule.split(".")}
    assert governed & outlook.ahead(doc)


def test_every_adjective_of_what_is_to_come_does_its_work(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A forthcoming vote lies ahead; without the entry it does not."""
    (entry,) = (one for one in lexicons.read("event_words", predicates.EventWords) if one.role == "to come")
    assert _ahead(nlp, entry.example) == {"vote"}
    monkeypatch.setattr(outlook, "words_of", lambda _: {})
    assert _ahead(nlp, entry.example) == set()


def test_the_table_says_so(read: Callable[..., Reading]) -> None:
    """The column `ahead` of the table of predicates."""
    rows = read("The ship sailed, and the crew will return.", until="attributions").rows(Predicate)
    assert [(row.text, row.ahead) for row in rows] == [("sailed", False), ("return", True)]


def test_costs_in_proportion_to_the_text(nlp: Any) -> None:
    """A block of many sentences takes as many times as long as one sentence."""
    sentence = nlp.make_doc("The firm plans to buy ships . ")

    def work(size: int) -> Callable[[], object]:
        doc = nlp(" ".join([sentence.text] * (size // 8)))
        return lambda: outlook.ahead(doc)

    assert growth(work, size=400) < PROPORTIONAL
