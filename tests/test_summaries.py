"""Tables in, frames for readers out: on a small corpus made by hand, and on an empty one."""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import display, frames, summaries, tables
from analysis.summaries.mentions import context
from analysis.tables import (
    Actor,
    Agreement,
    Attribution,
    Block,
    Claim,
    DateRef,
    Decision,
    Document,
    Event,
    File,
    Lookalike,
    Mention,
    Metadata,
    Quantity,
    Row,
    Sentence,
    Tables,
    Timex,
)

ONE = "Talks begin\n\nFrance said the talks may start in May 2024. The French expect no deal.\n\nPhoto: Reuters"
TWO = "Talks to begin\n\nThe talks will not start in May 2024, Germany said. It joined in 2010."
TEXTS = {"one.txt": ONE, "two.txt": TWO}


def span(doc_id: str, words: str) -> dict[str, Any]:
    """Where words stand in a document, with the words themselves."""
    start = TEXTS[doc_id].index(words)
    return {"doc_id": doc_id, "start": start, "end": start + len(words), "text": words}


def _filled(kind: type[Row], given: dict[str, Any]) -> Any:
    """A row of these values; empty cells and empty lists for all others."""
    empty = {
        name: ()
        if typing.get_origin(field.annotation) is tuple
        else None
        if tables.is_nullable(field.annotation)
        else False
        if field.annotation is bool
        else ""
        for name, field in kind.model_fields.items()
    }
    return kind(**{**empty, **given})


def document(doc_id: str, published: str | None) -> Document:
    given = {"doc_id": doc_id, "text": TEXTS[doc_id], "language": "en", "format": "txt", "published": published}
    row: Document = _filled(Document, {**given, "published_from": "dateline" if published else None})
    return row


def said(doc_id: str, field: Any, origin: Any, value: str, why: str | None) -> Metadata:
    return Metadata(doc_id=doc_id, field=field, origin=origin, value=value, used=why is None, why=why)


def block(doc_id: str, words: str, kind: str) -> Block:
    where = span(doc_id, words)
    return Block(doc_id=doc_id, start=where["start"], end=where["end"], kind=typing.cast("Any", kind))


def mention(doc_id: str, words: str, kind: str, actor_id: str, *, counted: bool = True) -> Mention:
    given = {"kind": kind, "type": "state", "actor_id": actor_id, "counted": counted}
    row: Mention = _filled(Mention, {**span(doc_id, words), **given})
    return row


def claim(claim_id: str, doc_id: str, words: str, **given: Any) -> Claim:
    known = {
        "claim_id": claim_id,
        "statement": words,
        "label": "asserted",
        "quotation": "none",
        "source_kind": "article",
    }
    row: Claim = _filled(Claim, {**span(doc_id, words), **known, "checkworthy": True, "checkworthiness": 1.0, **given})
    return row


def event(event_id: str, doc_id: str, words: str, **given: Any) -> Event:
    known: dict[str, Any] = {
        "event_id": event_id,
        "label": words,
        "approximate": False,
        "status": "happened",
        "actors": ("state:FR",),
        "predicate": (0, 1),
    }
    row: Event = _filled(Event, {**span(doc_id, words), **known, **given})
    return row


def actor(actor_id: str, name: str) -> Actor:
    counts = dict.fromkeys((f"{kind}_count" for kind in summaries.KINDS), 0)
    aliases = ("the Hexagon",) if name == "France" else ()
    return Actor(
        actor_id=actor_id, name=name, type="state", aliases=aliases, mentions=0, documents=0, edited=(), **counts
    )


FRANCE = {"source_kind": "named", "source_actor": "state:FR"}

ROWS: dict[type[Row], list[Row]] = {
    File: [
        _filled(File, {"path": "one.txt", "size": 9, "status": "analysed", "doc_id": "one.txt"}),
        _filled(File, {"path": "two.txt", "size": 9, "status": "analysed", "doc_id": "two.txt"}),
        _filled(
            File,
            {"path": "x.bin", "size": 3, "status": "rejected", "code": "binary", "reason": "binary"}
            | {"remedy": "mend it"},
        ),
    ],
    Document: [
        document("one.txt", "2024-04-02"),
        document("two.txt", None).model_copy(
            update={"duplicate_of": "one.txt", "similarity": 0.83, "flags": ("mojibake",), "encoding": "cp1252"}
        ),
    ],
    Metadata: [
        said("one.txt", "published", "dateline", "2024-04-02", None),
        said("one.txt", "published", "footer", "2021", "the dateline says otherwise"),
        said("one.txt", "title", "headline", "Talks begin", None),
        said("one.txt", "title", "file", "talks begin", "says the same"),
    ],
    Block: [
        block("one.txt", "Talks begin", "headline"),
        block("one.txt", ONE[ONE.index("France") : ONE.index("deal.") + 5], "paragraph"),
        block("one.txt", "Photo: Reuters", "credit"),
        block("two.txt", TWO, "paragraph"),
    ],
    Mention: [
        mention("one.txt", "France", "name", "state:FR"),
        mention("one.txt", "The French", "demonym", "state:FR"),
        mention("two.txt", "Germany", "name", "state:DE"),
        mention("one.txt", "Reuters", "name", "organisation:reuters", counted=False),
    ],
    Timex: [_filled(Timex, {**span("one.txt", "May 2024"), "type": "DATE", "value": "PXM", "anchor": "explicit"})],
    Claim: [
        claim("c1", "one.txt", "the talks may start in May 2024", label="hedged", **FRANCE),
        claim("c2", "two.txt", "The talks will not start in May 2024", source_kind="named", source_text="Germany"),
        claim("c3", "two.txt", "It joined in 2010", checkworthy=False),
    ],
    Event: [
        event("e1", "one.txt", "the talks may start", status="predicted", earliest="2024-05-01", latest="2024-05-31",
              granularity="month", approximate=True, edtf="2024-05~", agents=("state:FR",),
              timex=(span("one.txt", "May 2024")["start"], span("one.txt", "May 2024")["end"])),
        event("e1", "two.txt", "The talks will not start", status="predicted", actors=("state:DE",),
              patients=("state:DE",), order="future"),
        event("e2", "one.txt", "France said", latest="2024-04-02", granularity="open", order="past"),
        event("e3", "two.txt", "It joined", earliest="2010-01-01", latest="2010-12-31", granularity="year", actors=()),
        event("e4", "two.txt", "Germany said", earliest="2022-09-01", granularity="open", actors=()),
    ],
    Actor: [actor("state:FR", "France"), actor("state:DE", "Germany"), actor("organisation:reuters", "Reuters")],
    Agreement: [
        Agreement(claim_a="c1", claim_b="c2", relation="contradiction", cross_document=True, why="state:FR; at 10:30"),
        Agreement(claim_a="c2", claim_b="c3", relation="same", cross_document=False, why="same words"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> summaries.Corpus:
    folder = tmp_path_factory.mktemp("tables")
    tables.write(Tables(ROWS), folder)
    return summaries.read(folder)


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> summaries.Corpus:
    folder = tmp_path_factory.mktemp("nothing")
    tables.write(Tables({}), folder)
    return summaries.read(folder)


EVERY: dict[str, Callable[[summaries.Corpus], pd.DataFrame]] = {
    "documents": summaries.documents,
    "block_kinds": summaries.block_kinds,
    "blocks": lambda corpus: summaries.blocks(corpus, kinds=["credit"]),
    "left_out": summaries.left_out,
    "fates": summaries.fates,
    "conflicts": summaries.conflicts,
    "copies": summaries.copies,
    "document_blocks": summaries.document_blocks,
    "publication": summaries.publication,
    "claims": summaries.claims,
    "claims_by_label": lambda corpus: summaries.claims_by_label(summaries.claims(corpus)),
    "claims_by_source": lambda corpus: summaries.claims_by_source(summaries.claims(corpus)),
    "claims_by_document": lambda corpus: summaries.claims_by_document(corpus, summaries.claims(corpus)),
    "inventory": lambda corpus: summaries.inventory(summaries.claims(corpus)),
    "to_check": lambda corpus: summaries.to_check(summaries.claims(corpus), top=5),
    "denied": lambda corpus: summaries.denied(summaries.claims(corpus)),
    "agreement": summaries.agreement,
    "repeated_claims": lambda corpus: summaries.repeated_claims(corpus, top=5),
    "actor_counts": lambda corpus: summaries.actor_counts(corpus, summaries.mentions(corpus)),
    "actor_documents": lambda corpus: summaries.actor_documents(corpus, summaries.mentions(corpus)),
    "document_counts": lambda corpus: summaries.document_counts(corpus, summaries.mentions(corpus)),
    "mentions": summaries.mentions,
    "company": lambda corpus: summaries.company(summaries.mentions(corpus), top=5),
    "statements": summaries.statements,
    "speaker_counts": lambda corpus: summaries.speaker_counts(summaries.statements(corpus)),
    "events": summaries.events,
    "dated": lambda corpus: summaries.dated(summaries.events(corpus)),
    "undated": lambda corpus: summaries.undated(summaries.events(corpus)),
}


@pytest.mark.parametrize("name", EVERY)
def test_an_empty_corpus_gives_the_same_columns_and_no_rows(
    name: str, corpus: summaries.Corpus, nothing: summaries.Corpus
) -> None:
    """Without rows, every summary still has the columns that it has with rows, and can be shown."""
    empty = EVERY[name](nothing)
    assert len(empty) == 0
    assert list(empty.columns) == list(EVERY[name](corpus).columns)
    assert "none" in display.table(empty, caption="c").html


@pytest.mark.parametrize("name", EVERY)
def test_the_order_of_the_tables_does_not_matter(name: str, corpus: summaries.Corpus, tmp_path: Path) -> None:
    """Rows in the opposite order give the same summary."""
    tables.write(Tables({kind: rows[::-1] for kind, rows in ROWS.items()}), tmp_path)
    shown = display.table(EVERY[name](corpus), caption="c")
    assert shown == display.table(EVERY[name](summaries.read(tmp_path)), caption="c")


@pytest.mark.parametrize("name", EVERY)
def test_every_passage_leads_to_a_place_in_its_document(name: str, corpus: summaries.Corpus) -> None:
    """A passage names a document that exists, and a span within its text or the top of it."""
    cells = [cell for row in frames.in_order(EVERY[name](corpus)) for cell in row]
    flat = [part for cell in cells for part in (cell if isinstance(cell, list) else [cell])]
    for passage in (part for part in flat if isinstance(part, display.Passage)):
        if passage.id != "top":
            start, end = map(int, passage.id.removeprefix("s").split("-"))
            assert 0 <= start < end <= len(TEXTS[passage.doc_id])


def test_missing_cells_are_none_and_whole_numbers_stay_whole(corpus: summaries.Corpus) -> None:
    """What Parquet leaves empty is None, and a column of numbers with gaps is not turned into fractions."""
    first = next(frames.in_order(corpus.claims, "claim_id"))
    assert first.source_text is None
    assert first.facets == []
    assert str(corpus.claims["source_start"].dtype) == "Int64"


def test_documents_count_the_words_of_the_article_apart_from_the_others(corpus: summaries.Corpus) -> None:
    """Words of a credit are left out of the words that count; where a date comes from is said."""
    one, two = frames.in_order(summaries.documents(corpus))
    assert (one.words, one.words_left_out, one.published) == (16, 2, "2024-04-02 (dateline)")
    assert (two.words_left_out, two.published, two.claims) == (0, "not stated", 2)


def test_what_makes_a_document_less_sure_is_remarked(corpus: summaries.Corpus) -> None:
    """A near copy names the other and how alike they are; a flag is said in words; encoding stands by the format."""
    _, two = frames.in_order(summaries.documents(corpus))
    assert two.remarks == "83.0% like one.txt; reads as if it had been decoded wrongly"
    assert two.read_as == "txt, cp1252"
    assert [(row.alike, row.analysed) for row in frames.in_order(summaries.copies(corpus))] == [("83.0%", True)]


def test_only_what_contradicts_is_a_conflict(corpus: summaries.Corpus) -> None:
    """Another year is one, the same title in small letters is none."""
    rows = [tuple(row)[1:] for row in frames.in_order(summaries.conflicts(corpus))]
    assert rows == [("published", "2024-04-02", "dateline", "2021", "footer", "the dateline says otherwise")]


def test_the_fates_of_files_add_up(corpus: summaries.Corpus) -> None:
    """Every status and reason is counted, and the last row is their sum."""
    rows = [tuple(row) for row in frames.in_order(summaries.fates(corpus))]
    assert rows == [("analysed", "", 2), ("rejected", "binary", 1), ("found", "", 3)]


def test_files_that_were_not_analysed_are_listed_with_their_remedy(corpus: summaries.Corpus) -> None:
    """A rejected file is there with its reason and what to do, an analysed one is not."""
    assert [tuple(row) for row in frames.in_order(summaries.left_out(corpus))] == [
        ("x.bin", "rejected", "binary", "mend it", 3)
    ]


def test_documents_without_a_publication_date_stand_last(corpus: summaries.Corpus) -> None:
    """Dates come in their order, and no date comes after them."""
    assert list(summaries.publication(corpus)["published"]) == ["2 April 2024", "not stated"]


def test_how_a_publication_date_is_known_is_told_in_words(corpus: summaries.Corpus) -> None:
    """The name of a place in a file is no code that a reader must know."""
    named = corpus.documents.assign(published="2024-04-02", published_from="front_matter")
    (row,) = frames.in_order(summaries.publication(dataclasses.replace(corpus, documents=named)))
    assert row.known_from == "front matter"


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, ["c1", "c2", "c3"]),
        ({"labels": ["hedged"]}, ["c1"]),
        ({"sources": ["FRANCE"]}, ["c1"]),
        ({"sources": ["state:FR"]}, ["c1"]),
        ({"sources": ["the hexagon"]}, ["c1"]),
        ({"sources": ["Franc"]}, []),
        ({"sources": ["..."]}, []),
        ({"sources": ["article", "Germany"]}, ["c2", "c3"]),
        ({"documents": ["two.txt"]}, ["c2", "c3"]),
        ({"documents": ["t*", "none.txt"]}, ["c2", "c3"]),
        ({"documents": ["t"]}, []),
        ({"quotations": ["none"]}, ["c1", "c2", "c3"]),
        ({"quotations": ["direct"]}, []),
        ({"checkworthy_only": True}, ["c1", "c2"]),
        ({"checkworthy_only": True, "documents": ["two.txt"]}, ["c2"]),
        ({"labels": ["denied"]}, []),
    ],
)
def test_claims_can_be_chosen(corpus: summaries.Corpus, chosen: dict[str, Any], found: list[str]) -> None:
    """By label, source under any name and in any case, document, quotation, and by whether they are worth checking.

    Whatever is chosen, each of the three tables of counts accounts for every claim of it.
    """
    claims = summaries.claims(corpus, **chosen)
    assert list(claims["id"]) == found
    assert summaries.claims_by_source(claims)["claims"].sum() == len(found)
    assert summaries.claims_by_document(corpus, claims)["claims"].sum() == len(found)
    assert list(summaries.claims_by_label(claims)["claims"][-1:]) == [len(found)] * bool(found)


def test_claims_say_how_often_they_are_repeated_and_contradicted(corpus: summaries.Corpus) -> None:
    """Both claims of a pair count it."""
    claims = summaries.claims(corpus).set_index("id")
    assert list(claims["repeated"]) == [0, 1, 1]
    assert list(claims["contradicted"]) == [1, 1, 0]


def test_what_is_said_of_a_claim_can_be_read(corpus: summaries.Corpus) -> None:
    """The statement leads to its place; what is not known of a claim is an empty cell."""
    first = next(frames.in_order(summaries.inventory(summaries.claims(corpus))))
    where = span("one.txt", "the talks may start in May 2024")
    assert first.claim == display.Passage("one.txt", f"s{where['start']}-{where['end']}", where["text"])
    assert (first.source, first.named_as, first.quotation, first.worth_checking) == ("France", None, None, 100)
    assert first.presented_as is None
    assert pd.isna(first.sure)


Claims = Callable[..., pd.DataFrame]


@pytest.fixture
def made(tmp_path: Path) -> Claims:
    """Claims by hand, as `summaries.claims` shows them; `same` and `opposed` are pairs of their ids, of one letter."""

    def frame_of(
        *rows: Claim, same: Sequence[str] = (), opposed: Sequence[str] = (), sources: Sequence[str] = ()
    ) -> pd.DataFrame:
        pairs: list[tuple[str, Any]] = [(pair, "same") for pair in same]
        pairs += [(pair, "contradiction") for pair in opposed]
        met = [
            Agreement(claim_a=pair[0], claim_b=pair[1], relation=relation, cross_document=True, why="words")
            for pair, relation in pairs
        ]
        tables.write(Tables({**ROWS, Claim: rows, Agreement: met}), tmp_path)
        return summaries.claims(summaries.read(tmp_path), sources=sources)

    return frame_of


def test_numbers_of_a_model_are_shown_as_hundredths_and_words(made: Claims) -> None:
    """Whole numbers from 0 to 100, so that a column sorts; every factuality has a word."""
    values = [-3.0, -2.4, -0.6, 0.0, 0.5, 1.5, 2.9]
    rows = [
        claim(f"{n}", "one.txt", "The French expect no deal", factuality=value, score=0.876, checkworthiness=0.123)
        for n, value in enumerate(values)
    ]
    found = made(*rows)
    assert list(found["presented_as"]) == [
        "not so", "probably not so", "possibly not so", "open", "open", "probable", "fact",
    ]  # fmt: skip
    assert set(found["sure"]) == {88}
    assert set(found["worth_checking"]) == {12}


@pytest.mark.parametrize(
    ("anchor", "earliest", "latest", "shown"),
    [
        ("explicit", "2024-05-01", "2024-05-31", "May 2024"),
        ("published", "2024-05-10", "2024-05-10", "May 2024 (10 May 2024)"),
        ("previous", None, None, "May 2024"),
    ],
)
def test_dates_and_quantities_are_in_the_claims_own_words(
    tmp_path: Path, anchor: str, earliest: str | None, latest: str | None, shown: str
) -> None:
    """The days that a relative date means stand behind its words; a date that says its day needs none."""
    words = span("one.txt", "May 2024")
    place = {"start": words["start"], "end": words["end"]}
    parts = {
        "dates": (DateRef(**place, value="2024-05"),),
        "quantities": (Quantity(**place, at_least=1, at_most=None),),
    }
    timex = _filled(Timex, {**words, "type": "DATE", "anchor": anchor, "earliest": earliest, "latest": latest})
    only = claim("1", "one.txt", "the talks may start in May 2024", **parts)
    tables.write(Tables({**ROWS, Claim: [only], Timex: [timex], Event: [], Agreement: []}), tmp_path)
    (found,) = frames.in_order(summaries.claims(summaries.read(tmp_path)))
    assert (found.dates, found.quantities) == ([shown], ["May 2024"])


def named(claim_id: str, source_text: str | None, **given: Any) -> Claim:
    """A claim with a source in these words."""
    known = {"source_kind": "named", "source_text": source_text, "label": "reported"}
    return claim(claim_id, "two.txt", "It joined in 2010", **{**known, **given})


def test_sources_are_actors_or_else_words(made: Claims) -> None:
    """The case of letters and the marks of a quotation do not make another source; pronouns are put together."""
    found = made(
        named("1", "the French", source_actor="state:FR"),
        named("2", "The minister"),
        named("3", "the minister"),
        named("4", "“the  minister"),
        named("5", "He"),
        named("6", '"I'),
        named("7", None, source_kind="unspecified"),
        claim("8", "one.txt", "The French expect no deal"),
    )
    counts = summaries.claims_by_source(found)
    assert dict(zip(counts["source"], counts["claims"], strict=True)) == {
        "the minister": 3, "he, she, they … (not resolved)": 2, "France": 1, "unspecified": 1, "the article": 1,
    }  # fmt: skip
    assert list(counts["type"])[-1] == "pronoun"
    types = dict(zip(counts["source"], counts["type"], strict=True))
    assert (types["France"], types["the minister"]) == ("state", "words")
    rows = found.set_index("id")
    assert list(rows.loc[["1", "5", "6"], "source"]) == ["France", "He (not resolved)", "I (not resolved)"]
    assert list(rows.loc[["1", "3"], "named_as"].fillna("")) == ["the French", ""]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Kremlin", ["1", "2", "4"]),
        ("the  KREMLIN", ["2", "4"]),
        ("Kremlin spokesman", ["1"]),
        ("France", ["3"]),
        ("krem", []),
        ("article", ["5"]),
        ("unspecified", []),
    ],
)
def test_a_source_can_be_asked_for_by_words_in_it(made: Claims, wanted: str, found: list[str]) -> None:
    """Whole words, in any case; `article` means the article and not somebody's words that hold it."""
    rows = made(
        named("1", "Kremlin spokesman Dmitry Peskov"),
        named("2", "the Kremlin’s envoy"),
        named("3", "the French", source_actor="state:FR"),
        named("4", "an article of the Kremlin"),
        claim("5", "one.txt", "The French expect no deal"),
        sources=[wanted],
    )
    assert list(rows["id"]) == sorted(found, key=lambda one: (one != "5", one))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, ""),
        ({"sources": ["Germany", "article", "the hexagon"], "documents": ["t*", "one.txt"], "actors": ["france"]}, ""),
        ({"sources": ["Germny"]}, "No claim has the source “Germny”. Near to it: “Germany”."),
        ({"sources": ["Atlantis"]}, "No claim has the source “Atlantis”."),
        ({"sources": [""]}, "No claim has the source “”."),
        ({"documents": ["one"]}, "There is no document “one”. Near to it: “one.txt”."),
        ({"documents": ["north/*"]}, "There is no document “north/*”."),
        ({"actors": ["Frence"]}, "No event has the actor “Frence”. Near to it: “France”."),
        ({"mentioned": ["Frence"]}, "Nobody is mentioned as “Frence”. Near to it: “France”."),
        ({"mentioned": ["the hexagon", "state:FR"]}, ""),
    ],
)
def test_what_was_asked_for_and_is_not_there_is_said(
    corpus: summaries.Corpus, asked: dict[str, list[str]], said: str
) -> None:
    """Each name that nothing has, with those spelled nearly so; nothing is said where all are met."""
    assert summaries.unmet(corpus, **asked) == said


def test_without_claims_every_name_is_missing(nothing: summaries.Corpus) -> None:
    """An empty corpus has no names, and none near."""
    asked = summaries.unmet(nothing, sources=["France"], documents=["*"], actors=["France"])
    assert asked.count(".") == 3


def test_a_source_has_a_section_with_its_claims(made: Claims) -> None:
    """The busiest first, denials last; what many articles or people say has no section."""
    rows = [named(f"m{n}", "the minister", label=label) for n, label in enumerate(("denied", "reported", "opinion"))]
    article = [claim(f"a{n}", "one.txt", "The French expect no deal") for n in range(4)]
    found = made(*rows, *article, named("s", "a spokesman"), *(named(f"h{n}", "he") for n in range(5)))
    minister, spokesman = summaries.claims_of_sources(found, top=9)
    assert minister.title == "the minister"
    assert minister.about == "3 claims in 1 document: 1 reported, 1 opinion, 1 denied"
    assert list(minister.frame["label"]) == ["reported", "opinion", "denied"]
    assert spokesman.about == "1 claim in 1 document: 1 reported"
    assert len(summaries.claims_of_sources(found, top=1)) == 1


def test_what_to_check_is_flat_and_worth_it(made: Claims) -> None:
    """Neither hedged, predicted, denied, planned nor of a kind that cannot be checked; negation is flat."""
    kinds: dict[str, dict[str, Any]] = {
        "flat": {}, "reported": {"label": "reported"}, "negated": {"facets": ("negated",)},
        "hedged": {"label": "hedged"}, "predicted": {"label": "predicted"}, "denied": {"label": "denied"},
        "opinion": {"label": "opinion"}, "planned": {"facets": ("planned",)}, "hearsay": {"facets": ("hearsay",)},
        "worthless": {"checkworthy": False},
    }  # fmt: skip
    rows = (claim(name, "one.txt", "The French expect no deal", statement=name, **kinds[name]) for name in kinds)
    first = summaries.to_check(made(*rows), top=99)
    assert sorted(cell.text for cell in first["claim"]) == ["flat", "negated", "reported"]


def test_the_most_urgent_comes_first_and_once(made: Claims) -> None:
    """By worth; then what is contradicted, then what is repeated; of claims that say the same, the first."""
    worths = {"a": 0.7, "b": 0.7, "c": 0.7, "d": 0.7, "e": 0.9, "f": 0.7}
    rows = [
        claim(name, "one.txt", "The French expect no deal", statement=name, checkworthiness=worth)
        for name, worth in worths.items()
    ]
    found = made(*rows, same=["cd"], opposed=["bf"])
    assert [cell.text for cell in summaries.to_check(found, top=9)["claim"]] == ["e", "b", "f", "c", "a"]
    assert [cell.text for cell in summaries.to_check(found, top=2)["claim"]] == ["e", "b"]


def test_of_equals_the_one_that_says_most_comes_first(made: Claims) -> None:
    """What one says of another, then a figure with a unit, then the order of the text."""
    words = "the talks may start in May 2024"
    counted = (Quantity(start=ONE.index("2024"), end=ONE.index("2024") + 4, at_least=1, at_most=None),)
    rows = [
        claim("a", "one.txt", words, statement="a"),
        claim("b", "one.txt", words, statement="b", quantities=counted),
        claim("c", "one.txt", words, statement="c", actors=("state:DE",), **FRANCE),
        claim("d", "one.txt", words, statement="d", actors=("state:FR",), **FRANCE),
    ]
    assert [cell.text for cell in summaries.to_check(made(*rows), top=9)["claim"]] == ["c", "b", "a", "d"]


def test_the_inventory_can_begin_with_what_is_worth_checking(made: Claims) -> None:
    """In the order of the text, or by worth; all claims either way."""
    rows = [named(f"{n}", "officials", checkworthiness=worth) for n, worth in enumerate((0.2, 0.9, 0.2, 0.4))]
    found = made(*rows)
    assert list(summaries.inventory(found)["id"]) == ["0", "1", "2", "3"]
    assert list(summaries.inventory(found, order="checkworthiness")["id"]) == ["1", "3", "0", "2"]


def test_labels_are_counted_by_kind_of_source(made: Claims) -> None:
    """Every label has a row, whether or not it occurs, and the last row is the sum of the others."""
    rows = [
        named("1", "officials", quotation="direct"),
        named("2", "officials", quotation="mixed", label="denied"),
        named("3", None, source_kind="unspecified", quotation="indirect"),
        claim("4", "one.txt", "The French expect no deal"),
    ]
    counts = summaries.claims_by_label(made(*rows, same=["14"])).set_index("label")
    assert list(counts.index) == [*summaries.LABELS, "all"]
    numbers = counts.drop(columns="meaning")
    assert list(numbers.loc["reported"]) == [2, 0, 1, 1, 1, 2, 1, 0]
    assert list(numbers.loc["all"]) == list(numbers.iloc[:-1].sum())


def test_denials_are_listed(made: Claims) -> None:
    """What a source denies, and nothing that it says."""
    found = made(named("1", "officials", label="denied", statement="It joined."), named("2", "officials"))
    assert [cell.text for cell in summaries.denied(found)["claim"]] == ["It joined."]


def test_claims_of_a_near_copy_can_be_left_out(corpus: summaries.Corpus) -> None:
    """With them go the pairs in which they stand, so that a copy repeats and contradicts nobody."""
    alone = summaries.without_near_copies(corpus)
    claims = summaries.claims(alone)
    assert list(claims["id"]) == ["c1"]
    assert list(claims["contradicted"]) == [0]
    assert summaries.agreement(alone).empty
    assert set(summaries.mentions(alone)["document"]) == {"one.txt"}
    assert len(summaries.documents(alone)) == 2


def test_near_copies_that_count_are_told(corpus: summaries.Corpus, nothing: summaries.Corpus) -> None:
    """What copies tell looks like corroboration; where none count, nothing is said."""
    assert summaries.near_copies(corpus).startswith("1 of 2 documents is nearly a copy of another and counted")
    assert summaries.near_copies(summaries.without_near_copies(corpus)) == summaries.near_copies(nothing) == ""
    assert summaries.overview(corpus)["note"].iloc[0].startswith("of these, 1 nearly a copy")


def test_pairs_of_chosen_claims_can_be_told_from_others(corpus: summaries.Corpus) -> None:
    """A pair is shown where either of its claims is among those chosen."""
    denied, hedged = (summaries.claims(corpus, labels=[label]) for label in ("denied", "hedged"))
    assert summaries.agreement(corpus, among=denied).empty
    (pair,) = frames.in_order(summaries.agreement(corpus, among=hedged))
    assert (pair.source, pair.relation, pair.other_source) == ("France", "contradiction", "Germany")


def test_reasons_name_actors_by_their_names(corpus: summaries.Corpus) -> None:
    """An id is for programs; what looks like one and is none stays."""
    assert list(summaries.agreement(corpus)["why"]) == ["France; at 10:30", "same words"]


def test_contradictions_come_first(corpus: summaries.Corpus) -> None:
    """Among pairs of claims, the ones that a reader must see stand on top."""
    assert list(summaries.agreement(corpus)["relation"]) == ["contradiction", "same"]


def test_repetition_within_one_document_is_no_repetition(corpus: summaries.Corpus) -> None:
    """A document that says a thing twice does not make it a claim of several documents."""
    assert summaries.repeated_claims(corpus, top=5).empty


def test_actors_are_counted_by_kind_and_uncounted_mentions_are_not(corpus: summaries.Corpus) -> None:
    """A name in a credit counts for nobody; the rate is for every 1,000 words that count."""
    france, germany = frames.in_order(summaries.actor_counts(corpus, summaries.mentions(corpus)))
    assert (france.actor, france.name, france.demonym, france.mentions, france.documents) == ("France", 1, 1, 2, 1)
    assert france.per_1000_words == round(2000 / summaries.documents(corpus)["words"].sum(), 1)
    assert germany.mentions == 1


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"kinds": ["demonym"]}, {"France": 1}),
        ({"kinds": ["demonym", "pronoun"], "names_only": True}, {"France": 1}),
        ({"names_only": True}, {"France": 2, "Germany": 1}),
        ({"minimum_mentions": 2}, {"France": 2}),
        ({"types": ["person"]}, {}),
        ({"actors": ["the hexagon"]}, {"France": 2}),
        ({"actors": ["state:DE", "Frence"]}, {"Germany": 1}),
        ({"actors": ["Fran"]}, {}),
    ],
)
def test_actors_can_be_chosen(corpus: summaries.Corpus, chosen: dict[str, Any], found: dict[str, int]) -> None:
    """By any name, type, kind and number of mentions; all tables of the notebook agree."""
    mentions = summaries.mentions(corpus, **chosen)
    counts = summaries.actor_counts(corpus, mentions)
    assert dict(zip(counts["actor"], counts["mentions"], strict=True)) == found
    for each in (summaries.actor_documents(corpus, mentions), summaries.document_counts(corpus, mentions)):
        assert each["mentions"].sum() == sum(found.values())
    assert len(mentions) == sum(found.values())
    assert sum(len(part.frame) for part in summaries.mentions_of_actors(mentions, most=99)) == sum(found.values())


def test_only_what_was_found_in_some_documents_can_be_looked_at(corpus: summaries.Corpus) -> None:
    """By id or pattern; the words of the others do not count either, and no pattern chooses all."""
    one = summaries.of_documents(corpus, ["one*"])
    assert set(summaries.mentions(one)["document"]) == {"one.txt"}
    assert sum(one.words.values()) == corpus.words["one.txt"]
    assert summaries.of_documents(corpus, []) is corpus
    assert summaries.mentions(summaries.of_documents(corpus, ["none"])).empty


@pytest.mark.parametrize(
    ("sentence", "place", "shown"),
    [
        ((0, 11), (4, 7), "one ⟦two⟧ six"),
        ((0, 11), (8, 13), "one two ⟦six s⟧"),
        ((4, 4), (4, 7), "⟦two⟧"),
    ],
)
def test_a_mention_stands_in_its_sentence(sentence: tuple[int, int], place: tuple[int, int], shown: str) -> None:
    """In brackets, with the words before and behind it in its sentence."""
    assert context("one two six seven", sentence, place) == shown


def test_of_a_long_sentence_only_what_is_near_is_shown() -> None:
    """It is cut between words, and says so."""
    text = "before " * 90 + "HERE" + " behind" * 90
    shown = context(text, (0, len(text)), (text.index("HERE"), text.index("HERE") + 4))
    assert re.fullmatch(r"… (before )+⟦HERE⟧( behind)+ …", shown)
    assert len(shown) < 240


#: A text in which three speak and stand together.
TOLD = "France met Germany. Germany said: “We agree.” France said that it was so. They met Spain."
WHO = {"France": "state:FR", "Germany": "state:DE", "Spain": "state:ES"}


def _told(words: str, nth: int = 0) -> tuple[int, int]:
    start = [match.start() for match in re.finditer(re.escape(words), TOLD)][nth]
    return start, start + len(words)


def _mentioned(name: str, nth: int = 0) -> Mention:
    start, end = _told(name, nth)
    values = {"doc_id": "told.txt", "start": start, "end": end, "text": name, "kind": "name", "type": "state"}
    row: Mention = _filled(Mention, {**values, "actor_id": WHO[name], "counted": True})
    return row


def _attributed(source: tuple[int, int], content: str, cue: tuple[int, int], kind: str) -> Attribution:
    values = {
        "attribution_id": f"a-{content}", "doc_id": "told.txt", "content": (_told(content),), "cue": (cue,),
        "source": (source,), "source_text": TOLD[slice(*source)], "source_kind": "named", "kind": kind,
    }  # fmt: skip
    row: Attribution = _filled(Attribution, values)
    return row


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> summaries.Corpus:
    """A corpus of that text."""
    folder = tmp_path_factory.mktemp("told")
    ends = [match.end() for match in re.finditer(r"[.”](?= |$)", TOLD)]
    spans = list(zip([0, *(end + 1 for end in ends[:-1])], ends, strict=True))
    place = {"doc_id": "told.txt", "kind": "paragraph"}
    rows: dict[type[Row], list[Any]] = {
        Document: [_filled(Document, {"doc_id": "told.txt", "text": TOLD, "language": "en", "flags": ()})],
        Block: [Block.model_validate({**place, "start": 0, "end": len(TOLD)})],
        Sentence: [Sentence.model_validate({**place, "start": a, "end": b, "block": 0}) for a, b in spans],
        Mention: [_mentioned("France"), _mentioned("Germany"), _mentioned("Germany", 1), _mentioned("France", 1),
                  _mentioned("Spain")],
        Lookalike: [_filled(Lookalike, {"doc_id": "told.txt", "start": _told("They")[0], "end": _told("They")[1],
                                        "text": "They", "actor_id": actor_id, "kind": "joint"})
                    for actor_id in ("state:FR", "state:PT")],
        Attribution: [
            _attributed(_told("Germany", 1), "We agree", _told("said"), "direct"),
            _attributed(_told("France", 1), "that it was so", _told("said", 1), "indirect"),
            _attributed(_told("They"), "met", _told("met", 1), "indirect"),
        ],
        Actor: [actor(actor_id, name).model_copy(update={"mentions": 1, "edited": ("rename",) * (name == "Spain")})
                for name, actor_id in WHO.items()],
        Decision: [
            _decision("Espana", "rename", "Spain", actor_id="state:ES"),
            _decision("Germany", "exclude", "", actor_id="state:DE"),
            _decision("Nobody", "split", "Somebody", written=("N",), in_documents=("x", "y"), why="no such actor"),
        ],
    }  # fmt: skip
    tables.write(Tables(rows), folder)
    return summaries.read(folder)


def _decision(who: str, what: str, value: str, **given: Any) -> Decision:
    known = {"written": (), "in_documents": (), "actor_id": None, "why": None, **given}
    return Decision.model_validate(
        {"actor": who, "decision": what, "value": value, "used": known["why"] is None, **known}
    )


def test_who_stands_in_one_sentence_is_paired(told: summaries.Corpus) -> None:
    """By sentence, and by document where both are often mentioned; each sentence can be read."""
    found = summaries.mentions(told)
    pairs = summaries.company(found, top=2)
    rows = [tuple(row)[:4] for row in frames.in_order(pairs)]
    assert rows == [("France", "Germany", 1, 1)]
    assert [tuple(row)[:4] for row in frames.in_order(summaries.company(found, top=9))][1:] == [
        ("France", "Spain", 0, 1), ("Germany", "Spain", 0, 1),
    ]  # fmt: skip
    (part,) = summaries.sentences_of_pairs(found, pairs, top=9)
    assert (part.title, part.about) == ("France and Germany", "1 sentence in 1 document")
    assert str(part.frame["passage"].iloc[0]) == "⟦France⟧ met Germany."


def test_of_a_list_of_names_only_the_most_mentioned_are_paired() -> None:
    """250 names in one sentence would be 31,000 pairs that say nothing."""
    names = [f"Actor{number}" for number in range(250)]
    found = pd.DataFrame(
        [(display.Passage("a.txt", "s0-1", name), "a.txt", name, name, ("a.txt", 0)) for name in names],
        columns=["passage", "document", "actor", "actor_id", "sentence"],
    )
    pairs = summaries.company(found, top=5)
    assert len(pairs) == 30 * 29 // 2
    assert set(pairs["actor"]) < set(names[:30])


def test_a_surname_that_full_names_have_is_told() -> None:
    """The editor can merge it; a state with a person's surname and a full name alone are no riddle."""
    rows = [
        ("person:paula-vennells", "Paula Vennells", "person"),
        ("organisation:vennells", "Vennells", "organisation"),
        ("person:steve-israel", "Steve Israel", "person"),
        ("state:IL", "Israel", "state"),
    ]
    found = pd.DataFrame(rows, columns=["actor_id", "actor", "type"])
    told = summaries.perhaps_one(found)
    assert told == "Not settled: “Vennells” may be Paula Vennells. `actors.toml` can merge them."
    assert summaries.perhaps_one(found.iloc[2:]) == ""


def test_who_speaks_is_the_actor_that_the_source_names(told: summaries.Corpus) -> None:
    """Without a claim that knows better, the mention with which the source ends; a source of nobody is left out."""
    said = summaries.statements(told)
    assert [(str(one.says), one.actor, one.quoted, one.cue, one.claims) for one in frames.in_order(said)] == [
        ("We agree", "Germany", "direct", "said", 0), ("that it was so", "France", "indirect", "said", 0),
    ]  # fmt: skip
    counts = summaries.speaker_counts(said)
    france, germany = frames.in_order(counts)
    assert (france.actor, france.direct, france.indirect, france.introduced_by) == ("France", 0, 1, ["said (1)"])
    assert germany.statements == 1
    assert [part.key for part in summaries.statements_of_speakers(said, counts, most=1)] == ["state:FR"]
    assert summaries.statements(told, among={"state:ES"}).empty


def test_a_claim_knows_best_who_speaks(corpus: summaries.Corpus) -> None:
    """Where claims belong to an attribution, their source is its source, and it leads to them."""
    for one in frames.in_order(summaries.statements(corpus)):
        claims = corpus.claims[corpus.claims["source_actor"] == one.actor_id]
        assert one.says.id in {f"s{claim.start}-{claim.end}" for claim in frames.in_order(claims)}


def test_every_count_opens_into_its_passages(told: summaries.Corpus) -> None:
    """To the section of its actor and the rows of its kind or document; without a section, to the first passage."""
    found = summaries.mentions(told)
    counts, (first,) = summaries.actor_counts(told, found), summaries.mentions_of_actors(found, most=2)
    assert (first.key, len(first.frame)) == ("state:FR", 2)
    opened = summaries.opening(counts, [first], found)
    france, germany, _ = frames.in_order(opened)
    assert (france.mentions.number, france.mentions.anchor, france.mentions.find) == (2, first.anchor, "")
    assert (france.name.find, france.per_1000_words) == ("kind:name", counts["per_1000_words"].iloc[0])
    assert (germany.name.anchor, str(germany.name.place)) == ("", "France met ⟦Germany⟧.")
    in_documents = summaries.opening(summaries.actor_documents(told, found), [first], found)
    assert next(frames.in_order(in_documents)).name.find == 'kind:name document:"told.txt"'


def test_what_an_editor_decided_is_told(told: summaries.Corpus, corpus: summaries.Corpus) -> None:
    """Beside the counts, in a sentence, and one by one with what came of it; nothing is said where nothing was."""
    counts = summaries.actor_counts(told, summaries.mentions(told))
    assert list(counts["edited"].map(list)) == [[], [], ["rename"]]
    assert "edited" not in summaries.actor_counts(corpus, summaries.mentions(corpus))
    assert summaries.decided(corpus) == ""
    assert "of 3 decisions in actors.toml 2 are used here. Why the others are not is said" in summaries.decided(told)
    assert [tuple(row) for row in frames.in_order(summaries.decisions(told))] == [
        ("Nobody", "split", "Somebody, where it is written N, in x, y", False, "no such actor"),
        ("Espana", "rename", "Spain", True, "stands as Spain"),
        ("Germany", "exclude", "", True, "Germany is not counted"),
    ]


def test_look_alikes_stand_by_the_actor_that_they_might_mean(told: summaries.Corpus) -> None:
    """With their sentence, and why they do not count; who is never mentioned comes last, if asked for."""
    assert [one.title for one in summaries.lookalikes(told, among=["state:FR"])] == ["France", "state:PT"]
    (part,) = summaries.lookalikes(told, among=["state:DE", "state:FR"], others=False)
    assert (part.title, part.about) == ("France", "1: They (1)")
    row = next(frames.in_order(part.frame))
    assert (str(row.passage), row.why_not) == ("⟦They⟧ met Spain.", "means several at once")


def test_an_event_has_a_row_with_all_its_passages(corpus: summaries.Corpus) -> None:
    """Passages of one event share a row, which takes the date of the one that has a date."""
    row = summaries.events(corpus).set_index("id").loc["e1"]
    assert row["documents"] == 2
    assert (row["actors"], row["who"], row["to_whom"]) == (["France", "Germany"], ["France"], ["Germany"])
    assert (row["when"], row["edtf"]) == ("c. May 2024", "2024-05~")
    assert str(row["dated_by"]) == "May 2024 (elsewhere)"


def test_an_event_that_is_only_before_or_after_publication_is_undated(corpus: summaries.Corpus) -> None:
    """A single bound that is the publication date gives an order and no date; another single bound is a date."""
    events = summaries.events(corpus).set_index("id")
    assert (events.loc["e2", "dated"], events.loc["e2", "order"]) == (False, "before publication")
    assert (events.loc["e4", "dated"], events.loc["e4", "when"]) == (True, "from 1 September 2022 on")
    assert list(summaries.undated(summaries.events(corpus))["id"]) == ["e2"]


@pytest.mark.parametrize(
    ("orders", "order"),
    [
        (["past"], "before publication"),
        (["present"], "at publication"),
        (["future", "future"], "after publication"),
        (["present", "past"], "before publication"),
    ],
)
def test_an_undated_event_stands_to_publication_as_its_passages_say(
    tmp_path: Path, orders: list[Any], order: str
) -> None:
    """As they have it; what one tells as past has happened before."""
    words = ("the talks may start", "France said")
    only = [event("e", "one.txt", word, order=one) for word, one in zip(words, orders, strict=False)]
    tables.write(Tables({**ROWS, Event: only}), tmp_path)
    assert list(summaries.undated(summaries.events(summaries.read(tmp_path)))["order"]) == [order]


def test_an_event_has_the_status_of_most_passages(tmp_path: Path) -> None:
    """Of two that as many passages have, the firmer one counts."""
    words = ("the talks may start", "France said", "The French")
    for given, expected in ((["reported", "happened"], "happened"), (["reported", "reported", "happened"], "reported")):
        only = [event("e", "one.txt", word, status=one) for word, one in zip(words, given, strict=False)]
        tables.write(Tables({**ROWS, Event: only}), tmp_path)
        assert list(summaries.events(summaries.read(tmp_path))["status"]) == [expected]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({}, ""),
        ({"statuses": ["predicted"], "minimum_documents": 2, "earliest": "2010", "latest": "2011"}, ""),
        ({"statuses": ["denied", "predicted"]}, "No event is denied."),
        ({"minimum_documents": 3}, "No event is told of in 3 documents."),
        ({"latest": "1999"}, "No event has a date until 1999."),
        ({"earliest": "1990", "latest": "1999"}, "No event has a date from 1990 on and until 1999."),
    ],
)
def test_what_no_event_has_is_said(corpus: summaries.Corpus, asked: dict[str, Any], sentence: str) -> None:
    """A status, a window and a number of documents that nothing meets are named; what is met is not."""
    assert summaries.unmet_events(corpus, **asked) == sentence


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, ["e3", "e4", "e1", "e2"]),
        ({"earliest": "2011"}, ["e4", "e1", "e2"]),
        ({"latest": "2024-04"}, ["e3", "e4", "e2"]),
        ({"statuses": ["predicted"]}, ["e1"]),
        ({"actors": ["germany"]}, ["e1"]),
        ({"actors": ["state:DE"]}, ["e1"]),
        ({"minimum_documents": 2}, ["e1"]),
    ],
)
def test_events_can_be_chosen(corpus: summaries.Corpus, chosen: dict[str, Any], found: list[str]) -> None:
    """By window (which leaves undated ones alone), status, actor and number of documents; dated ones come first."""
    assert list(summaries.events(corpus, **chosen)["id"]) == found


def test_the_overview_agrees_with_the_other_summaries(corpus: summaries.Corpus) -> None:
    """Each figure is the length or the sum of the table that it stands for."""
    figures = dict(zip(summaries.overview(corpus)["figure"], summaries.overview(corpus)["number"], strict=True))
    assert figures["documents analysed"] == len(summaries.documents(corpus))
    assert figures["files left out"] == 1
    assert figures["claims"] == 3
    assert figures["events"] == len(summaries.events(corpus))
    assert figures["mentions"] == len(summaries.mentions(corpus))
    assert figures["contradictions"] == 1
