"""Quotations of one block, in all the ways in which quote marks go wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.rules.quotations import meeting, quotations

MARKS = "\"'“”‘’„«»`"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will wait,” she said.", ["“We will wait,”"]),
        ('"We will wait,” she said.', ['"We will wait,”']),
        ('“We will wait." The end.', ['“We will wait."']),
        ("''We will wait,'' she said.", ["''We will wait,''"]),
        ('A "first" and a "second" word', ['"first"', '"second"']),
        ("« Nous irons », a dit le ministre.", ["« Nous irons »"]),
        ("„Ja“, sagte er.", ["„Ja“"]),
        ("”Ja”, sa han.", ["”Ja”"]),
        ("‘We won’t go,’ the men said.", ["‘We won’t go,’"]),
        ("the workers’ rights and the men’s", []),
        ('a 5" pipe and a 6" one', []),
        ("no marks at all", []),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    """A mark opens or closes by its place in the text before its glyph is asked."""
    assert [text[q.start : q.end] for q in quotations(text)] == expected


def test_unclosed_quotation_ends_with_its_block() -> None:
    """A quotation that goes on in the next paragraph is open at the end of this one."""
    (found,) = quotations("He rose. “First we talk. Then we act. ")
    assert (found.start, found.end, found.closed) == (9, 37, False)


def test_quotations_that_meet_a_stretch() -> None:
    """Only those that share a character are found, whatever stands around them."""
    found = quotations('"a" and "b" and "c"')
    assert meeting(found, 4, 11) == found[1:2]
    assert list(meeting(found, 3, 8)) == []


@given(st.text(alphabet=MARKS + " ab.,5\n"))
def test_quotations_stand_in_the_text_in_order(text: str) -> None:
    """Whatever the marks, quotations follow each other and stay within the text."""
    found = quotations(text)
    edges = [edge for q in found for edge in (q.start, q.end)]
    assert edges == sorted(edges)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
