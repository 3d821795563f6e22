"""What the front matter of a Markdown file says is read, and its text stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.readers import Article, Raw, read
from analysis.readers.markdown import front_matter

BODY = "\n# The vote\n\nThe court heard the case.\n"
YAML = """---
title: "Court: no vote"
authors: [Maria Ressa, Ida B. Wells]
date: 2024-05-30
publisher: Rappler
tags: [court, vote]
canonical_url: https://www.rappler.com/vote
lang: en-GB
---
"""
TOML = """+++
title = "Court: no vote"
authors = ["Maria Ressa", "Ida B. Wells"]
date = 2024-05-30
publisher = "Rappler"
tags = ["court", "vote"]
canonical_url = "https://www.rappler.com/vote"
lang = "en-GB"
[params]
title = "not this"
+++
"""
SAID = {
    "title": "Court: no vote",
    "author": "Maria Ressa, Ida B. Wells",
    "outlet": "Rappler",
    "published": "2024-05-30",
    "url": "https://www.rappler.com/vote",
    "language": "en-GB",
}


def article_of(text: str, *, name: str = "a.md", codec: str = "utf-8") -> Article:
    """The one article of a Markdown file of that text."""
    (article,) = read(Raw(name, text.encode(codec)))
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("fenced", [YAML, TOML, YAML.replace("\n", "\r\n"), TOML.replace("\n", "\r\n")])
@pytest.mark.parametrize("name", ["a.md", "a.markdown", "A.MD"])
def test_front_matter(fenced: str, name: str) -> None:
    """Front matter in YAML or TOML is told by the article, and stays in its text."""
    article = article_of(fenced + BODY, name=name)
    assert article.text == fenced + BODY
    assert (article.told, article.origin, article.format) == (SAID, "front_matter", "md")


def test_byte_order_mark_before_front_matter() -> None:
    """A mark before the first line is no text, so the front matter begins the text."""
    for codec in ("utf-8-sig", "utf-16"):
        assert article_of(YAML + BODY, codec=codec).told == SAID


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Title: The vote", "title", "The vote"),
        ("title: 1984", "title", "1984"),
        ("title: Yes", "title", "Yes"),
        ("title: >\n  The\n  vote", "title", "The vote"),
        ("title: 'Null'", "title", "Null"),
        ("by: Ida B. Wells", "author", "Ida B. Wells"),
        ("byline: By Ida B. Wells", "author", "By Ida B. Wells"),
        ("author:\n- Ida B. Wells\n- Maria Ressa", "author", "Ida B. Wells, Maria Ressa"),
        ("publish-date: 2024-5-3", "published", "2024-05-03"),
        ("pubdate: 2024", "published", "2024"),
        ("date: 2024-05-30T10:00:00+02:00", "published", "2024-05-30T10:00:00+02:00"),
        ("date: 2024-05-30 10:00:00", "published", "2024-05-30 10:00:00"),
        ("date: 30 May 2024", "published", "30 May 2024"),
        ("Site Name: Rappler", "outlet", "Rappler"),
        ("source: Rappler", "outlet", "Rappler"),
        ("link: HTTP://example.org/a", "url", "HTTP://example.org/a"),
        ("url: /2024/vote\npermalink: https://example.org/a", "url", "https://example.org/a"),
        ("language: English", "language", "English"),
    ],
)
def test_names_and_values(line: str, field: str, value: str) -> None:
    """Fields go by several names, and their values are told as they are written, days in two digits."""
    assert front_matter(f"---\n{line}\n---\n{BODY}") == {field: value}


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("date = 2024-05-30T10:00:00Z", "published", "2024-05-30T10:00:00+00:00"),
        ("date = 2024", "published", "2024"),
        ('"publish date" = "2024-05-30"', "published", "2024-05-30"),
        ("title = 'The vote'\ndraft = true\nlang = false", "title", "The vote"),
    ],
)
def test_values_of_toml(line: str, field: str, value: str) -> None:
    """TOML's own dates are told as ISO 8601; true and false are no values of any field."""
    assert front_matter(f"+++\n{line}\n+++\n{BODY}") == {field: value}


@pytest.mark.parametrize(
    "line",
    [
        "title:", "title: ~", "title: null", "title: {a: b}", "title: [[a, b], {c: d}]", "author:\n  name: nested",
        "url: javascript:alert(1)", "url: /a", "url: https://a b", 'title: "\\0"', 'title: "\\ud800"', "? [a]\n: b",
        'title: "\\e[31m"', "title: " + "a" * 600, "tags: [a]", "- title: a", "title", "title: !!binary aGVsbG8=",
    ],
)  # fmt: skip
def test_what_is_odd_is_left_out(line: str) -> None:
    """Nested, empty and odd values tell nothing, and leave what stands beside them."""
    assert front_matter(f"---\n{line}\n---\n{BODY}") == {}


@pytest.mark.parametrize(
    "text",
    [
        BODY, "", "---", "---\n", "---\n---\n", "--- \n---", "----\ntitle: a\n----\n", " ---\ntitle: a\n---\n",
        "\n---\ntitle: a\n---\n", "---\ntitle: a\n", "---\ntitle: a\n+++\n", "---\ntitle: [a\n---\n",
        "---\ntitle: a: b\n---\n", "---\n\ttitle: a\n---\n", "+++\ntitle: a\n+++\n", "+++\ntitle = \n+++\n",
        "+++\ntitle = 'a'\ntitle = 'b'\n+++\n", "---\ntitle: a\n---b\n", "---\n%YAML " + "9" * 5_000 + ".1\n---\n",
        "+++\na = " + "9" * 5_000 + "\n+++\n", '---\ntitle: "\\U99999999"\n---\n', "---\na: *b\n---\n",
    ],
)  # fmt: skip
def test_malformed_front_matter_is_text(text: str) -> None:
    """What is not closed, not at the very start or malformed is no front matter but text like any other."""
    assert front_matter(text) == {}
    assert not text or article_of(text).text == text


def test_nothing_in_front_matter_is_run(tmp_path: Path) -> None:
    """A tag that would make an object makes none, and hides nothing of what stands beside it."""
    made = tmp_path / "made"
    line = f'author: !!python/object/apply:os.mkdir ["{made.as_posix()}"]'
    assert front_matter(f"---\n{line}\ntitle: The vote\n---\n{BODY}") == {"title": "The vote"}
    assert not made.exists()


BOMBS = {
    "laughs": "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 90)),
    "merges": "a0: &a0 {x: y}\n" + "".join(f"a{i}: &a{i}\n  <<: [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 90)),
    "brackets": "a: " + "[" * 12_000 + "\n",
    "closed": "a: " + "[" * 6_000 + "]" * 6_000 + "\n",
    "braces": "{" * 12_000 + "\n",
    "dashes": "- " * 6_000 + "\n",
    "indents": "".join(" " * i + "a:\n" for i in range(150)),
    "itself": "a: &a [*a]\n",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs(bomb: str) -> None:
    """References to references and deep nests do not blow up, and are text that stays."""
    text = f"---\n{BOMBS[bomb]}title: The vote\n---\n{BODY}"
    assert front_matter(text) in ({}, {"title": "The vote"})
    assert article_of(text).text == text


@pytest.mark.parametrize("bomb", ["laughs", "merges", "itself"])
def test_references_hide_nothing(bomb: str) -> None:
    """References are not followed, so that the title beside them is read."""
    assert front_matter(f"---\n{BOMBS[bomb]}title: The vote\n---\n{BODY}") == {"title": "The vote"}


@pytest.mark.parametrize("deep", ["a = " + "[" * 12_000, "a." * 2_000 + "a = 1", "[" + "a." * 2_000 + "a]"])
def test_deep_toml(deep: str) -> None:
    """TOML that nests without end tells nothing."""
    assert front_matter(f"+++\n{deep}\n+++\n{BODY}") == {}


def test_front_matter_without_end() -> None:
    """Front matter longer than anybody writes is not looked at."""
    assert front_matter("---\n" + "a: b\n" * 20_000 + "title: The vote\n---\n") == {}


WORDS = [
    "title",
    "date",
    "url",
    ": ",
    " = ",
    "\n",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "&a",
    "*a",
    "<<",
    "!!",
    "- ",
    "|",
    "1",
]
PIECES = st.lists(st.sampled_from(WORDS), max_size=40)


@given(PIECES, st.sampled_from(["---", "+++"]))
def test_any_front_matter(pieces: list[str], fence: str) -> None:
    """Whatever stands between the fences, reading it raises nothing and tells words on one line."""
    told = front_matter(f"{fence}\n{''.join(pieces)}\n{fence}\n{BODY}")
    assert all(value and "\n" not in value for value in told.values())
