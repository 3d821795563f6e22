"""What is known of a document: all who say something are heard, the most trusted is used, the rest say why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

import pytest
from cost import PROPORTIONAL, growth
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from analysis.metadata import FIELDS, ORIGINS, Known, chosen, conflicts, first_fault, metadata, told_by
from analysis.rules.dates import edtf_date, full_day, written
from analysis.tables import Block, BlockKind, Metadata, MetadataField, Origin

ENGLISH = ("en", 0.99)


def page(*lines: tuple[BlockKind, str]) -> tuple[str, tuple[Block, ...]]:
    """A text of the given lines, each a block of its own."""
    text, blocks = "", list[Block]()
    for kind, line in lines:
        blocks.append(Block(doc_id="a.txt", start=len(text), end=len(text) + len(line), kind=kind))
        text += line + "\n\n"
    return text, tuple(blocks)


def known(
    *lines: tuple[BlockKind, str],
    stated: Known | None = None,
    told: Mapping[MetadataField, str] | None = None,
    origin: Origin = "page",
    assumed: str | None = None,
    detected: tuple[str, float] | None = ENGLISH,
) -> dict[tuple[str, str], Metadata]:
    text, blocks = page(*lines)
    rows = metadata(
        "a.txt",
        stated=stated or Known(),
        told=told or {},
        origin=origin,
        text=text,
        blocks=blocks,
        assumed=assumed,
        detected=detected,
    )
    return {(row.field, row.origin): row for row in rows}


def test_the_text_tells_of_itself_by_its_blocks() -> None:
    """Headline, byline, a day in the dateline, year and outlet in the copyright line; the first of each."""
    told = told_by(
        *page(
            ("headline", "# Ministry Speaks"),
            ("byline", "**By the Foreign Desk**"),
            ("dateline", "Published 30 May 2019 | Updated 2 June 2019"),
            ("dateline", "31 May 2019"),
            ("paragraph", "© 1999 is no footer."),
            ("footer", "© 2021 The Evening Herald. All rights reserved."),
        )
    )
    assert told == {
        ("title", "headline"): "Ministry Speaks",
        ("author", "byline"): "By the Foreign Desk",
        ("published", "dateline"): "2019-05-30",
        ("published", "footer"): "2021",
        ("outlet", "footer"): "The Evening Herald",
    }


@pytest.mark.parametrize(
    ("line", "year", "outlet"),
    [
        ("© 2021 The Evening Herald.", "2021", "The Evening Herald"),
        ("Copyright © 2021 by The Evening Herald", "2021", "The Evening Herald"),
        ("(c) The Evening Herald, 2021", "2021", "The Evening Herald"),
        ("© 2021. All rights reserved.", "2021", None),
        ("© 2021 All Rights Reserved", "2021", None),
        ("© 2010-2021 The Evening Herald", None, None),
        ("© The Evening Herald 2010–2021", None, None),
        ("Call us: 2021 Main Street", None, None),
    ],
)
def test_a_copyright_line_tells_year_and_outlet(line: str, year: str | None, outlet: str | None) -> None:
    """The year before or after the name; a range of years and the usual formula tell nothing."""
    told = told_by(*page(("footer", line)))
    assert (told.get(("published", "footer")), told.get(("outlet", "footer"))) == (year, outlet)


def test_who_helped_is_not_the_author() -> None:
    """A note on others' work may stand before the byline and does not hide it."""
    told = told_by(*page(("byline", "Reuters contributed to this report."), ("byline", "By the Foreign Desk")))
    assert told == {("author", "byline"): "By the Foreign Desk"}


def test_the_most_trusted_is_used_and_the_others_say_why_not() -> None:
    """documents.toml before the page before the text; each other row says who says otherwise, or that it agrees."""
    rows = known(
        ("headline", "The Ministry  speaks at last"),
        ("byline", "By the Foreign Desk"),
        stated=Known(author="The Desk"),
        told={"title": "The ministry speaks at last", "author": "A. Editor", "outlet": "Herald"},
    )
    assert {key: (row.value, row.why) for key, row in rows.items() if key[0] != "language"} == {
        ("title", "page"): ("The ministry speaks at last", None),
        ("title", "headline"): ("The Ministry speaks at last", "says the same"),
        ("author", "stated"): ("The Desk", None),
        ("author", "page"): ("A. Editor", "documents.toml says otherwise"),
        ("author", "byline"): ("the Foreign Desk", "documents.toml says otherwise"),
        ("outlet", "page"): ("Herald", None),
    }
    assert [(row.field, row.origin) for row in conflicts(rows.values())] == [("author", "page"), ("author", "byline")]


@pytest.mark.parametrize(
    ("field", "used", "other", "why"),
    [
        ("title", "Who’s next?", "Who's next", "says the same"),
        ("title", "The talks fail", "The talks fail | The Herald", "agrees, more exact"),
        ("outlet", "AP", "Apple News", "documents.toml says otherwise"),
        ("outlet", "BBC News", "BBC", "agrees, less exact"),
        ("published", "2024", "2024-05-30", "agrees, more exact"),
        ("published", "2024-05-30", "May 2024", "agrees, less exact"),
        ("published", "2024-05-30", "2024-05-30T10:00:00+02:00", "says the same"),
        ("published", "2024-05-30", "2024-05-31", "documents.toml says otherwise"),
        ("url", "https://example.org/a", "http://www.example.org/a/", "says the same"),
        ("url", "https://example.org/a", "https://example.org/a?from=feed", "agrees, more exact"),
        ("url", "https://example.org/a", "https://example.org/b", "documents.toml says otherwise"),
        ("language", "en", "eng", "says the same"),
        ("language", "en", "de", "documents.toml says otherwise"),
    ],
)
def test_what_agrees_is_no_conflict(field: MetadataField, used: str, other: str, why: str) -> None:
    """Case, marks and a finer or coarser date are no contradiction; what is used stays the more trusted one."""
    rows = known(stated=Known.model_validate({field: used}), told={field: other})
    assert rows[field, "stated"].used
    assert rows[field, "page"].why == why
    assert bool(conflicts(rows.values())) == why.endswith("otherwise")


@pytest.mark.parametrize(
    ("lines", "assumed", "published", "origin"),
    [
        ([], None, None, None),
        ([], "2020-05-01", "2020-05-01", "assumed"),
        ([("footer", "© 2021 The Evening Herald.")], None, "2021", "footer"),
        ([("footer", "© 2021 The Evening Herald.")], "2021-05", "2021-05", "assumed"),
        ([("footer", "© 2021 The Evening Herald.")], "2020-05", "2021", "footer"),
        ([("footer", "© 2010-2021 The Evening Herald.")], None, None, None),
        ([("dateline", "Published: 30 May 2019")], "2020", "2019-05-30", "dateline"),
        ([("dateline", "Published: 30 May 2019"), ("footer", "© 2021 The Herald")], "2021", "2019-05-30", "dateline"),
        ([("dateline", "Published: 04/05/2019")], None, None, None),
        ([("dateline", "30 May")], None, None, None),
    ],
)
def test_what_is_assumed_fills_a_gap_or_a_copyright_year(
    lines: list[tuple[BlockKind, str]], assumed: str | None, published: str | None, origin: str | None
) -> None:
    """A year alone stays a year, unless the assumed day lies in it; a range of years tells nothing."""
    found = chosen(known(*lines, assumed=assumed).values())
    assert (found["published"], found["published_from"]) == (published, origin)


def test_an_assumption_that_is_not_needed_is_no_conflict() -> None:
    """It was made for the documents that say nothing; where the copyright line denies it, that is shown."""
    rows = known(("dateline", "30 May 2019"), assumed="2020-01")
    assert rows["published", "assumed"].why == "not needed: the dateline says it"
    assert conflicts(rows.values()) == ()
    rows = known(("footer", "© 2021 The Herald"), assumed="2020-01")
    assert rows["published", "assumed"].why == "the copyright line says otherwise"
    assert len(conflicts(rows.values())) == 1


def test_a_newer_copyright_year_is_no_conflict() -> None:
    """Sites renew the year under old articles; a year before the article's own is a contradiction."""
    newer = known(("footer", "© 2024 The Herald"), told={"published": "2019-05-30"})
    older = known(("footer", "© 2018 The Herald"), told={"published": "2019-05-30"})
    assert newer["published", "footer"].why == "a copyright line may be newer than the article"
    assert [row.origin for row in conflicts(older.values())] == ["footer"]


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("published", "30 February 2020", "there is no such day"),
        ("published", "2020-02-30", "there is no such day"),
        ("published", "03/04/2020", "two readings: 2020-04-03 or 2020-03-04"),
        ("published", "30 May", "no year in it"),
        ("published", "yesterday", "no year in it"),
        ("published", "3 May 76 1930", "no year in it"),
        ("published", "1970-01-01T00:00:00Z", "what programs write for a day they do not know"),
        ("published", "2020 " * 100, "too long for a date"),
        ("url", "javascript:alert(1)", "no address that begins with http:// or https://"),
        ("url", "/local/path", "no address that begins with http:// or https://"),
        ("url", "http://[", "no address that begins with http:// or https://"),
        ("language", "Elvish", "no language that is known: write a code, as en"),
        ("author", "https://www.facebook.com/herald", "no name"),
        ("author", "admin", "no name"),
        ("author", "The Associated Press contributed to this report.", "names nobody who wrote it"),
        ("author", "word " * 100, "too long for a name"),
    ],
)
def test_what_cannot_be_used_is_kept_as_it_was_written(field: MetadataField, value: str, why: str) -> None:
    """It stays in the table with its reason, does not stand in the documents, and lets the next one speak."""
    rows = known(("headline", "A Title"), told={field: value}, assumed="2021")
    row = rows[field, "page"]
    assert (row.value, row.used, row.why) == (value.strip(), False, why)
    assert chosen(rows.values())[field] != value
    assert conflicts(rows.values()) == (row,)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("2024", "2024"), ("2024-05", "2024-05"), ("2024-05-30", "2024-05-30"),
        ("2024-05-30T23:59:00-05:00", "2024-05-30"), ("2024-05-30 10:00:00.000+0000", "2024-05-30"),
        ("20240530", "2024-05-30"), ("20240530101112", "2024-05-30"), ("2024/05/30", "2024-05-30"),
        ("May 30, 2024", "2024-05-30"), ("30th May 2024, 10:15 BST", "2024-05-30"), ("Sept. 3, 2020", "2020-09-03"),
        ("Thu, 30 May 2024 10:00:00 +0200", "2024-05-30"), ("Tue May 3 10:00:00 CEST 2022", "2022-05-03"),
        ("31/05/2019", "2019-05-31"), ("05/31/2019", "2019-05-31"), ("03/03/2020", "2020-03-03"),
        ("May 2024", "2024-05"), ("12/2020", "2020-12"), ("Wednesday, May 2020", "2020-05"), ("© 2024", "2024"),
        ("3 de mayo de 2020", "2020"), ("8 марта 2020", "2020"),
    ],
)  # fmt: skip
def test_a_date_says_what_its_words_give(words: str, edtf: str) -> None:
    """The day as written, whatever its time zone; a month or a year stays one; months in English only."""
    assert written(words) == edtf


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    """A day in ISO 8601 is itself, and so are its month and its year."""
    for edtf in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        assert edtf_date(edtf) == edtf


@settings(deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"[0-9A-Za-z ,./:+T-]{1,40}(19|20)\d\d[0-9 /.-]{0,6}", fullmatch=True))
def test_a_date_is_read_or_refused(words: str) -> None:
    """Whatever stands there: EDTF that stands for itself, or a reason; a dateline gives a full day or nothing."""
    day = full_day(words)
    assert day is None or (edtf_date(day) == day and len(day) == len("2024-05-30"))
    try:
        found = written(words)
    except ValueError:
        return
    assert edtf_date(found) == found


@pytest.mark.parametrize(
    ("value", "author"),
    [
        ("By Ann Telnaes", "Ann Telnaes"),
        ("Written by: Ann Telnaes", "Ann Telnaes"),
        ("Reporter: Ann Telnaes", "Ann Telnaes"),
        ("Ann Telnaes; Bob Woodward", "Ann Telnaes, Bob Woodward"),
        ("['Ann Telnaes', \"Conan O'Brien\"]", "Ann Telnaes, Conan O'Brien"),
        ('["Ann Telnaes", "Bob Woodward"]', "Ann Telnaes, Bob Woodward"),
        ("Ann Telnaes, Senior Political Correspondent", "Ann Telnaes"),
        ("Reporting by Ann Telnaes; Editing by Bob Woodward", "Ann Telnaes"),
        ("Political Editor", "Political Editor"),
        ("AT&amp;T", "AT&amp;T"),
    ],
)
def test_an_author_is_a_name(value: str, author: str) -> None:
    """Without "By" and roles; several are joined by commas; nothing is unescaped."""
    assert chosen(known(told={"author": value}).values())["author"] == author


def test_what_is_stated_is_taken_at_its_word() -> None:
    """Nobody mends what a person wrote into documents.toml."""
    assert chosen(known(stated=Known(author="By Hand, Editor")).values())["author"] == "By Hand, Editor"


@pytest.mark.parametrize(
    ("stated", "told", "detected", "language", "origin"),
    [
        (None, None, None, "en", "assumed"),
        (None, None, ("de", 0.5), "en", "assumed"),
        (None, None, ("de", 0.99), "de", "detected"),
        (None, "de", ("de", 0.5), "de", "page"),
        (None, "en-GB", ("de", 0.99), "de", "detected"),
        (None, "de", ("en", 0.99), "en", "detected"),
        ("English", "de", ("de", 0.99), "en", "stated"),
        (None, "und", None, "en", "assumed"),
    ],
)
def test_the_text_is_the_better_witness_of_its_language(
    stated: str | None, told: str | None, detected: tuple[str, float] | None, language: str, origin: Origin
) -> None:
    """What a person states, then the text where it is sure, then the page, whose template may say anything."""
    rows = known(stated=Known(language=stated), told={"language": told} if told else {}, detected=detected)
    assert chosen(rows.values())["language"] == language
    assert rows["language", origin].used


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"authors": "x"}, "authors: there is no such field"),
        ({"published": "May"}, "published: 'May' is no date: write 2024, 2024-05 or 2024-05-30"),
        ({"published": "2024-02-30"}, "published: '2024-02-30' is no date: there is no such day"),
        ({"title": 3}, "title: write it in quotation marks"),
        ({"url": "ftp://example.org"}, "url: no address that begins with http:// or https://"),
        ({"language": "Elvish"}, "language: no language that is known: write a code, as en"),
        ({"columns": {"body": "text"}}, "columns: 'body' is none of doc_id, text, title"),
    ],
)
def test_a_wrong_entry_says_what_is_wrong(entry: dict[str, object], said: str) -> None:
    """The field, the fault and the remedy stand in one line."""
    with pytest.raises(ValidationError) as caught:
        Known.model_validate(entry)
    assert first_fault(caught.value).startswith(said)


def test_an_entry_is_put_in_order() -> None:
    """A day without its time, a language as its code, a dump's columns by our names."""
    entry = Known.model_validate(
        {"published": "2020-02-03T10:00:00Z", "language": "English", "columns": {"text": "body", "published": "date"}}
    )
    assert (entry.published, entry.language) == ("2020-02-03", "en")
    assert entry.columns == {"text": "body", "published": "date"}


@settings(deadline=None)
@given(
    told=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=40)),
    origin=st.sampled_from(("row", "front_matter", "page", "header", "file")),
    title=st.none() | st.text(max_size=20),
    assumed=st.none() | st.sampled_from(("2020", "2020-05-01")),
    detected=st.none() | st.tuples(st.sampled_from(("en", "de")), st.floats(0, 1)),
    footer=st.booleans(),
)
def test_each_is_heard_once_and_one_is_used(
    told: dict[MetadataField, str],
    origin: Origin,
    title: str | None,
    assumed: str | None,
    detected: tuple[str, float] | None,
    *,
    footer: bool,
) -> None:
    """One row for each field and origin, in order of trust; of each field at most one is used, all others say why."""
    text, blocks = page(("footer", "© 2020 The Herald" if footer else "Contact"))
    rows = metadata(
        "a.txt",
        stated=Known(title=title),
        told=told,
        origin=origin,
        text=text,
        blocks=blocks,
        assumed=assumed,
        detected=detected,
    )
    keys = [(row.field, row.origin) for row in rows]
    assert len(set(keys)) == len(keys)
    used = [row.field for row in rows if row.used]
    assert len(set(used)) == len(used) and "language" in used
    assert all(row.used == (row.why is None) and row.value for row in rows)
    assert all(row.origin in ORIGINS and "\x00" not in row.value for row in rows)
    found = chosen(rows)
    assert found.keys() == {*FIELDS, "published_from"}
    assert (found["published"] is None) == (found["published_from"] is None)


def test_no_table_gets_half_a_character() -> None:
    """Half a surrogate and a NUL, which no file can hold, are shown as lost."""
    rows = known(told={"title": "A\ud800 B\x00\n C"})
    assert rows["title", "page"].value == "A\ufffd B\ufffd C"


@pytest.mark.parametrize(
    ("field", "unit"),
    [
        ("author", "['"),
        ("author", "By "),
        ("author", "; by"),
        ("published", "2020 1"),
        ("url", "http://["),
        ("title", "# "),
        ("title", "© a"),
    ],
)
def test_hostile_values_cost_what_their_length_costs(field: MetadataField, unit: str) -> None:
    """The cost grows with the value and not with its square."""

    def choosing(count: int) -> Callable[[], object]:
        told = {field: unit * count}
        return partial(known, ("byline", unit * count), ("footer", "© 2" + unit * count), told=told)

    assert growth(choosing, size=64_000) < PROPORTIONAL
