"""From text to blocks: every line gets its kind, and none is lost."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import lexicons
from analysis.rules import blocks as module
from analysis.rules.blocks import Furniture, blocks

PROSE = "The minister said on Monday that the talks with the rebels had failed once more."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks("a.txt", text)]


@pytest.mark.parametrize("entry", lexicons.read("furniture", Furniture), ids=lambda entry: entry.example[:30])
def test_every_entry_of_the_lexicon_knows_its_example(entry: Furniture) -> None:
    """The example of each entry is found, and is what the entry says."""
    assert re.search(entry.pattern, entry.example, re.IGNORECASE)
    assert module.furniture(entry.example) == entry.kind


@pytest.mark.parametrize(
    "line",
    [
        "By midnight the rebels had taken the bridge and both roads to the capital.",
        "Source material was scarce, the historian said.",
        "Photographs of the bridge were shown in court.",
        "Next week the parliament votes on the law.",
        "More from the region was expected to arrive by noon, officials said.",
        "Copyright law was the subject of the talks.",
    ],
)
def test_prose_that_begins_like_furniture_is_prose(line: str) -> None:
    """A sentence is a paragraph whatever its first word."""
    assert kinds(f"{PROSE}\n\n{line}\n\n{PROSE}")[1] == ("paragraph", line)


def test_a_page_is_taken_apart() -> None:
    """Menu, headline, standfirst, byline, credit, subhead, pull quote, caption and footer are told apart."""
    parts = [
        ("navigation", "Weather   Markets"),
        ("headline", "Talks with Rebels Fail for the Third Time"),
        ("standfirst", "“We have tried everything,” the minister said."),
        ("byline", "by the Foreign Desk"),
        ("credit", "© Agence France-Presse"),
        ("paragraph", PROSE),
        ("pull_quote", "“The talks were lost before they began.”"),
        ("subhead", "What comes next"),
        ("paragraph", PROSE),
        ("caption", "The bridge"),
        ("caption", "The bridge© Handout / Reuters"),
        ("paragraph", PROSE),
        ("navigation", "Share this article"),
        ("footer", "© 2019 The Evening Herald. All rights reserved."),
    ]
    assert kinds("\n\n".join(words for _, words in parts)) == parts


def test_an_article_without_a_headline_gets_none() -> None:
    """A text that begins with prose has no headline, and its menus above are no headline either."""
    assert [kind for kind, _ in kinds(f"Home\nNews\n\n{PROSE}\n\n{PROSE}")] == ["navigation"] * 2 + ["paragraph"] * 2


def test_a_quotation_that_goes_on_is_no_pull_quote() -> None:
    """A paragraph of quoted words after a quoted one is the article's own."""
    text = f"“We tried,” the minister said.\n\n“We shall try again, and then once more.”\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["paragraph"] * 3


def test_lines_broken_for_their_width_are_one_paragraph() -> None:
    """A paragraph wrapped at a fixed width is one block; a heading below it is another."""
    wrapped = (
        "The minister said on Monday that the talks with the rebels\n"
        "had failed once more, and that no further talks were planned\n"
        "before the summer."
    )
    assert kinds(f"{wrapped}\n\nWhat comes next\n\n{PROSE}") == [
        ("paragraph", wrapped),
        ("subhead", "What comes next"),
        ("paragraph", PROSE),
    ]


@pytest.mark.parametrize("dateline", ["KYIV, Ukraine (AP) —", "WASHINGTON —", "LONDON/PARIS (Reuters) -"])
def test_a_dateline_is_no_part_of_the_sentence(dateline: str) -> None:
    """Place and agency before the first words are a block of their own."""
    assert kinds(f"{dateline} {PROSE}") == [("dateline", dateline), ("paragraph", PROSE)]


def test_markdown_headings_are_headings() -> None:
    """`#` marks the headline and `##` a subhead; front matter is no article."""
    text = f"---\ntitle: x\n---\n# Talks Fail\n\n{PROSE}\n\n## What next\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["navigation", "headline", "paragraph", "subhead", "paragraph"]


@given(st.text(st.sampled_from("ab. \n\r\t\u2028\u00a0“”©#-—") | st.characters(codec="utf-8")))
def test_no_character_is_lost(text: str) -> None:
    """Blocks stand in order, do not overlap, and hold everything that is not white space."""
    found = list(blocks("a.txt", text))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    inside = "".join(text[block.start : block.end] for block in found)
    assert re.sub(r"\s", "", inside) == re.sub(r"\s", "", text)
    assert all(text[block.start : block.end].strip() == text[block.start : block.end] for block in found)
