"""From texts to the lines that recur in them: menus and notices, and never what several outlets print of one agency."""

from __future__ import annotations

from functools import partial

import pytest
from cost import PROPORTIONAL, growth

from analysis.rules.repeats import normal, repeated

NOTICE = "The Herald is written by people who live here and is read by people who live here too."


def article(number: int, *, sentences: int = 6) -> str:
    """A text of its own: no sentence of it stands in another."""
    return "\n\n".join(
        f"On day {number} the ministry counted {number}{i} shells at bridge {i}." for i in range(sentences)
    )


def test_short_lines_that_recur_are_found() -> None:
    """A line in three texts is the page's, whatever its case and spaces; one in two is not."""
    texts = [f"Our  Places\n\n{article(i)}\n\nMore to come" for i in range(3)]
    texts[0] = texts[0].replace("Our  Places", "OUR PLACES")
    texts[1] = texts[1].replace("More to come", "No more")
    assert repeated(texts) == {"our places"}


def test_a_line_counts_once_in_a_text() -> None:
    """What recurs within one text only is no furniture."""
    assert repeated(["\n".join(["Next", article(1), "Next", article(2), "Next"])]) == frozenset()


def test_a_report_that_three_outlets_print_is_no_furniture() -> None:
    """Neither the paragraphs nor the headings of an agency's report are taken for the page's."""
    report = f"Talks with the rebels fail\n\n{article(1)}\n\nWhat comes next\n\n{article(2)}"
    texts = [f"{report}\n\nThe {outlet} will report." for outlet in ("Herald", "Courier", "Observer", "Tribune")]
    assert repeated([*texts, *(article(i) for i in range(10, 20))]) == frozenset()


def test_background_in_the_middle_of_articles_is_none_either() -> None:
    """A paragraph that an agency repeats in each report stands among its prose and stays a paragraph."""
    texts = [f"{article(i)}\n\n{NOTICE}\n\n{article(i + 100)}" for i in range(30)]
    assert repeated(texts) == frozenset()


@pytest.mark.parametrize(("documents", "found"), [(4, False), (5, True)])
def test_a_notice_beside_short_lines_that_recur_is_found(documents: int, found: bool) -> None:  # noqa: FBT001
    """A paragraph at the end, below a menu that recurs, is a notice if five texts have it."""
    texts = [f"{article(i)}\n\nOur other pages\n\n{NOTICE}" for i in range(documents)]
    assert (normal(NOTICE) in repeated(texts)) is found


@pytest.mark.parametrize(("documents", "found"), [(19, False), (20, True)])
def test_a_notice_by_itself_needs_very_many(documents: int, found: bool) -> None:  # noqa: FBT001
    """A paragraph that is the last of a text, with prose above it, is a notice if twenty texts have it."""
    texts = [f"{article(i)}\n\n{NOTICE}" for i in range(documents)]
    assert (normal(NOTICE) in repeated(texts)) is found


def test_the_order_of_the_texts_is_nothing_to_it() -> None:
    """The same texts give the same lines in any order."""
    texts = [f"Our places\n\n{article(i)}" for i in range(5)]
    assert repeated(texts) == repeated(reversed(texts)) == {"our places"}


@pytest.mark.parametrize("shape", ["a\n", ". ", '."', "Our places\n", "a b c d e f. ", "\n", " "], ids=repr)
def test_time_grows_with_the_corpus_and_no_faster(shape: str) -> None:
    """The cost grows with the number of texts, and with the length of a text, and with neither's square."""
    assert growth(lambda count: partial(repeated, [shape * 2_000] * count), size=48) < PROPORTIONAL
    assert growth(lambda length: partial(repeated, [shape * length]), size=80_000) < PROPORTIONAL
