"""What makes a claim an opinion."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis import lexicons
from analysis.reading import Reading
from analysis.rules.opinions import Opinion
from analysis.tables import Claim

Read = Callable[..., Reading]


@pytest.mark.parametrize("entry", lexicons.read("opinions", Opinion), ids=lambda entry: entry.lemma)
def test_every_opinion_in_its_example(entry: Opinion, read: Read) -> None:
    """Every entry makes an opinion of its example."""
    assert {claim.label for claim in read(entry.example).rows(Claim)} == {"opinion"}


@pytest.mark.parametrize(
    "text", ["The enzyme is complex.", "The pipe is rigid.", "The examiner asked a question.", "The ban raised prices."]
)
def test_a_description_is_no_opinion(read: Read, text: str) -> None:
    """What only judges people does not judge things, and a verb that judges with one object does not with others."""
    assert {claim.label for claim in read(text).rows(Claim)} == {"asserted"}


def test_no_opinion_stands_twice() -> None:
    """A word of one part of speech has one entry: a second one would never be read."""
    keys = [(one.lemma, one.pos) for one in lexicons.read("opinions", Opinion)]
    assert len(keys) == len(set(keys))
