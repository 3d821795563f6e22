"""Headlines in title case, in the letters that a sentence would have."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading import Reading
from analysis.rules.casing import Cased, cased, sentence_case
from analysis.tables import Attribution

ARTICLE = cased("Talks in Paris ended. The minister, Rose Gottemoeller, said that Russia had left the talks in March.")


def common(word: str) -> bool:
    return word in {"after", "leaves", "warns", "of"}


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Russia Leaves Talks After Warning", "Russia leaves talks after Warning"),
        ("Minister Warns of March Deadline", "Minister warns of March Deadline"),
        ("Russia leaves the talks in Paris", "Russia leaves the talks in Paris"),
        ("Paris Talks", "Paris Talks"),
        ("RUSSIA LEAVES TALKS AFTER WARNING", "RUSSIA LEAVES TALKS AFTER WARNING"),
        ("NATO Leaves Talks After Warning", "NATO leaves talks after Warning"),
        ("", ""),
    ],
)
def test_what_is_no_name_gets_a_small_letter(headline: str, expected: str) -> None:
    """What the article writes small or what is a common word is small; names, acronyms and other lines stay."""
    assert sentence_case(headline, ARTICLE, common) == expected


def test_the_article_tells_names_from_words() -> None:
    """A capital within a sentence makes a name, one at its beginning proves nothing."""
    assert (
        Cased(
            frozenset({"Paris", "Rose", "Gottemoeller", "Russia", "March"}),
            frozenset({"in", "ended", "minister", "said", "that", "had", "left", "the", "talks"}),
        )
        == ARTICLE
    )


@given(st.text(st.sampled_from("aB İıß'’- .\n") | st.characters(codec="utf-8")), st.text())
def test_the_length_stays(headline: str, article: str) -> None:
    """Offsets into the headline stay good, and only letters' case is changed."""
    found = sentence_case(headline, cased(article), lambda _: True)
    assert len(found) == len(headline)
    assert found.casefold() == headline.casefold()


def test_a_headline_keeps_its_verb(read: Callable[..., Reading]) -> None:
    """Who accuses whom is read from a headline in title case too."""
    text = "Germany Accuses Russia of Hiding Old Missiles in Belarus\n\nThe talks were held on Monday. Nobody won.\n"
    rows = read(text).rows(Attribution)
    assert [(row.source_text, [text[start:end] for start, end in row.cue]) for row in rows] == [
        ("Germany", ["Accuses"])
    ]
