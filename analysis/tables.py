"""Every table, defined once: a row class in; the check on write, the files and the dictionary out.

A row is a frozen pydantic model. Its annotations are the column types, `| None` says that a cell may
be empty, `Literal` lists the words a cell may hold, and the description is what data/README.md prints.
Parquet is the truth; the CSV files are copies for people.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import inspect
import io
import json
import re
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict, Field

BlockKind = Literal[
    "headline", "standfirst", "byline", "dateline", "paragraph", "subhead", "list_item",
    "pull_quote", "caption", "credit", "navigation", "advertisement", "footer",
]  # fmt: skip
MetadataField = Literal["title", "author", "outlet", "published", "url", "language"]
#: Where something that is known of a document comes from, the most trusted first.
Origin = Literal[
    "stated", "row", "front_matter", "page", "header", "headline", "byline", "dateline", "assumed", "footer",
    "file", "detected",
]  # fmt: skip
FileStatus = Literal["analysed", "duplicate", "rejected", "ignored"]
Flag = Literal["mojibake", "decode_errors", "truncated", "hidden_text", "attachments"]
#: What makes a document's text less sure, for a reader.
FLAGS: Mapping[Flag, str] = {
    "mojibake": "reads as if it had been decoded wrongly",
    "decode_errors": "some bytes are no text",
    "truncated": "a part of the page could not be read",
    "hidden_text": "a part of the page is hidden from its readers",
    "attachments": "attachments were not read",
}
MentionKind = Literal["name", "alias", "acronym", "demonym", "nominal", "pronoun", "possessive"]
#: Kinds of mentions that name somebody.
NAMES: frozenset[MentionKind] = frozenset({"name", "alias", "acronym", "demonym"})
#: Those of them whose words are names of the actor itself, and not of its people.
OWN_NAMES: frozenset[MentionKind] = NAMES - {"demonym"}
LookalikeKind = Literal["adjective", "joint"]
ActorType = Literal["person", "organisation", "state", "group", "place"]
#: What an editor can decide of an actor.
DecisionKind = Literal["merge", "split", "rename", "exclude", "type"]
Label = Literal["asserted", "reported", "hedged", "predicted", "opinion", "denied"]
Facet = Literal["planned", "presupposed", "hearsay", "negated", "future", "possible"]
Quotation = Literal["direct", "indirect", "mixed", "none"]
Status = Literal["happened", "reported", "planned", "predicted", "denied"]
#: How an event stands to the publication of what tells of it.
Order = Literal["past", "present", "future"]
Granularity = Literal["day", "week", "month", "season", "quarter", "year", "decade", "century", "open"]

#: Blocks that the article itself consists of. Claims and counted mentions come from these only.
ARTICLE_BLOCKS: frozenset[str] = frozenset(
    {"headline", "standfirst", "paragraph", "subhead", "list_item", "pull_quote"}
)

Span = tuple[int, int]
_DOC = "document it stands in"
_START = "first character, counted in `documents.text` from 0"
_END = "character after the last"
_TEXT = "the characters themselves, `documents.text[start:end]`"


class Row(BaseModel):
    """One row of a table: frozen, strictly typed, no extra columns. Its docstring is the table's description."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    refers: ClassVar[Mapping[str, str]] = {}


class Document(Row):
    """Every document that was analysed, with what is known of it."""

    table: ClassVar[str] = "documents"
    key: ClassVar[tuple[str, ...]] = ("doc_id",)
    refers: ClassVar[Mapping[str, str]] = {"duplicate_of": "documents"}

    doc_id: Annotated[str, Field(description="path below the corpus folder, or the row's own id in a dump")]
    sha256: Annotated[str, Field(description="digest of the file's bytes (of the row's text in a dump)")]
    format: Annotated[str, Field(description="how it was read: `txt`, `md`, `html`, `pdf`, `docx`, `eml`, `jsonl` …")]
    encoding: Annotated[str | None, Field(description="character encoding it was decoded from; empty if it has none")]
    title: Annotated[str | None, Field(description="title; the table `metadata` says where each of these is from")]
    author: Annotated[str | None, Field(description="author")]
    outlet: Annotated[str | None, Field(description="who published it")]
    published: Annotated[str | None, Field(description="when it was published, EDTF: `2024`, `2024-05`, `2024-05-30`")]
    published_from: Annotated[Origin | None, Field(description="where `published` comes from")]
    url: Annotated[str | None, Field(description="address it was published at")]
    language: Annotated[str, Field(description="language, ISO 639-1; three letters (ISO 639-3) where that has none")]
    flags: Annotated[tuple[Flag, ...], Field(description="what makes its text less sure than that of others")]
    text: Annotated[str, Field(description="the text, unaltered; every offset counts its characters")]
    duplicate_of: Annotated[str | None, Field(description="document of which it is a copy, or nearly one")]
    similarity: Annotated[
        float | None,
        Field(description="how much of the shorter text stands in the other; 1 is a copy and is not analysed"),
    ]


#: Formats of which a report keeps the file itself. What could run in a browser is kept as plain text.
_ORIGINALS = {"html": ".html.txt", "eml": ".eml.txt", "pdf": ".pdf", "docx": ".docx"}


def original(document: Document) -> str | None:
    """Where a report keeps the file that a document's text was taken from; None where that is the text itself."""
    ending = _ORIGINALS.get(document.format)
    return ending and f"originals/{document.sha256}{ending}"


class Metadata(Row):
    """Everything that was found out about a document, where it comes from, and whether it was used."""

    table: ClassVar[str] = "metadata"
    key: ClassVar[tuple[str, ...]] = ("doc_id", "field", "origin")
    refers: ClassVar[Mapping[str, str]] = {"doc_id": "documents"}

    doc_id: Annotated[str, Field(description="document it is about")]
    field: Annotated[MetadataField, Field(description="column of `documents`")]
    origin: Annotated[
        Origin,
        Field(description="where it comes from: documents.toml (`stated`), the document's format, its text, a guess"),
    ]
    value: Annotated[str, Field(description="what it says")]
    used: Annotated[bool, Field(description="whether it stands in `documents`")]
    why: Annotated[str | None, Field(description="why it is not used")]


class Block(Row):
    """The parts a document consists of. Each is read by itself."""

    table: ClassVar[str] = "blocks"
    key: ClassVar[tuple[str, ...]] = ("doc_id", "start")
    refers: ClassVar[Mapping[str, str]] = {"doc_id": "documents"}

    doc_id: Annotated[str, Field(description=_DOC)]
    start: Annotated[int, Field(description=_START)]
    end: Annotated[int, Field(description=_END)]
    kind: Annotated[BlockKind, Field(description="what the part is")]


class Sentence(Row):
    """The sentences of every block."""

    table: ClassVar[str] = "sentences"
    key: ClassVar[tuple[str, ...]] = ("doc_id", "start")
    refers: ClassVar[Mapping[str, str]] = {"doc_id": "documents"}

    doc_id: Annotated[str, Field(description=_DOC)]
    start: Annotated[int, Field(description=_START)]
    end: Annotated[int, Field(description=_END)]
    block: Annotated[int, Field(description="`start` of the block it stands in")]
    kind: Annotated[BlockKind, Field(description="kind of that block")]


class Mention(Row):
    """Every place where an actor is mentioned, under any name."""

    table: ClassVar[str] = "mentions"
    key: ClassVar[tuple[str, ...]] = ("doc_id", "start", "end", "actor_id")
    refers: ClassVar[Mapping[str, str]] = {"doc_id": "documents", "actor_id": "actors"}

    doc_id: Annotated[str, Field(description=_DOC)]
    start: Annotated[int, Field(description=_START)]
    end: Annotated[int, Field(description=_END)]
    text: Annotated[str, Field(description=_TEXT)]
    kind: Annotated[MentionKind, Field(description="how the actor is mentioned")]
    type: Annotated[ActorType, Field(description="what the actor is")]
    name: Annotated[str | None, Field(description="the document's own full name for the actor")]
    actor_id: Annotated[str, Field(description="the actor, as decided over the whole corpus")]
    counted: Annotated[bool, Field(description="false in captions and other parts that do not count")]
    rule: Annotated[str, Field(description="rule that found it")]


class Lookalike(Row):
    """What looks like a mention and is not counted, one row for every actor that it might be taken for."""

    table: ClassVar[str] = "lookalikes"
    key: ClassVar[tuple[str, ...]] = ("doc_id", "start", "end", "actor_id")
    refers: ClassVar[Mapping[str, str]] = {"doc_id": "documents"}

    doc_id: Annotated[str, Field(description=_DOC)]
    start: Annotated[int, Field(description=_START)]
    end: Annotated[int, Field(description=_END)]
    text: Annotated[str, Field(description=_TEXT)]
    actor_id: Annotated[str, Field(description="actor it is not counted for; it may have no mention, and so no row")]
    kind: Annotated[
        LookalikeKind,
        Field(description="an adjective (“North Korean missile”), or several at once (“both countries”)"),
    ]
    rule: Annotated[str, Field(description="rule that found it")]


class Timex(Row):
    """Time expressions (TIMEX3)."""

    table: ClassVar[str] = "timexes"
    key: ClassVar[tuple[str, ...]] = ("doc_id", "start", "end")
    refers: ClassVar[Mapping[str, str]] = {"doc_id": "documents"}

    doc_id: Annotated[str, Field(description=_DOC)]
    start: Annotated[int, Field(description=_START)]
    end: Annotated[int, Field(description=_END)]
    text: Annotated[str, Field(description=_TEXT)]
    type: Annotated[Literal["DATE", "TIME", "DURATION", "SET"], Field(description="TIMEX3 type")]
    value: Annotated[
        str, Field(description="TIMEX3 value; empty where a relative expression has nothing to count from")
    ]
    anchor: Annotated[
        Literal["explicit", "published", "previous"],
        Field(description="what the value was counted from: nothing, the publication date, the date before it"),
    ]
    earliest: Annotated[str | None, Field(description="first day it may mean, ISO 8601; empty if open or unknown")]
    latest: Annotated[str | None, Field(description="last day it may mean, ISO 8601; empty if open or unknown")]
    approximate: Annotated[
        bool,
        Field(
            description="whether its amount or its days are vague (about, a few) or a convention (seasons, late May)"
        ),
    ]
    edtf: Annotated[
        str,
        Field(
            description="the days it may mean as EDTF, level 1: `..` is an open end, `~` approximate (not written of a "
            "season, which always is); empty if unknown"
        ),
    ]
    rule: Annotated[str, Field(description="rule that found it")]


class Predicate(Row):
    """Every verb, and every noun or adjective that names what happens, and how far the text presents it as a fact."""

    table: ClassVar[str] = "predicates"
    key: ClassVar[tuple[str, ...]] = ("doc_id", "start", "end")
    refers: ClassVar[Mapping[str, str]] = {"doc_id": "documents"}

    doc_id: Annotated[str, Field(description=_DOC)]
    start: Annotated[int, Field(description=_START)]
    end: Annotated[int, Field(description=_END)]
    text: Annotated[str, Field(description=_TEXT)]
    factuality: Annotated[
        float,
        Field(
            ge=-3, le=3,
            description="from 3 (it certainly is so, or happened) over 0 (left open) to -3 (it certainly is not so)",
        ),
    ]  # fmt: skip
    ahead: Annotated[
        bool,
        Field(description="whether it had yet to come, as the text tells it: will, may, is to, plans to, to do so"),
    ]
    rule: Annotated[str, Field(description="rule that found it")]


class Attribution(Row):
    """Who says what: source, cue and content (as in PARC and PolNeAR)."""

    table: ClassVar[str] = "attributions"
    key: ClassVar[tuple[str, ...]] = ("attribution_id",)
    refers: ClassVar[Mapping[str, str]] = {"doc_id": "documents", "nested_in": "attributions"}

    attribution_id: Annotated[str, Field(description="derived from the document and the content's place")]
    doc_id: Annotated[str, Field(description=_DOC)]
    content: Annotated[tuple[Span, ...], Field(description="what is said: list of [start, end]")]
    cue: Annotated[tuple[Span, ...], Field(description="the words that say that it is said: list of [start, end]")]
    source: Annotated[
        tuple[Span, ...], Field(description="who says it: list of [start, end], empty if nobody is named")
    ]
    source_text: Annotated[str | None, Field(description="the source's words")]
    source_kind: Annotated[Literal["named", "unspecified"], Field(description="whether the text names a source")]
    kind: Annotated[Literal["direct", "indirect", "mixed"], Field(description="with or without quotation marks")]
    nested_in: Annotated[str | None, Field(description="attribution in whose content this one stands")]
    rule: Annotated[str, Field(description="rule that found it")]
    score: Annotated[
        float | None,
        Field(description="how sure the model is of it, 0 to 1; empty where a rule alone decided"),
    ]


class DateRef(BaseModel):
    """A time expression inside a claim: its place and its TIMEX3 value."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    start: int
    end: int
    value: str


class Quantity(BaseModel):
    """A quantity inside a claim: its place and its bounds, both ends included; null is open."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    start: int
    end: int
    at_least: float | None
    at_most: float | None


class Claim(Row):
    """The claim inventory: every claim, who stands behind it, how firmly it is made."""

    table: ClassVar[str] = "claims"
    key: ClassVar[tuple[str, ...]] = ("claim_id",)
    refers: ClassVar[Mapping[str, str]] = {
        "doc_id": "documents",
        "attribution_id": "attributions",
        "source_actor": "actors",
        "actors": "actors",
    }

    claim_id: Annotated[str, Field(description="derived from the document and the span")]
    doc_id: Annotated[str, Field(description=_DOC)]
    start: Annotated[int, Field(description=_START)]
    end: Annotated[int, Field(description=_END)]
    text: Annotated[str, Field(description=_TEXT)]
    statement: Annotated[str, Field(description="the claim worded so that it stands alone")]
    label: Annotated[Label, Field(description="how firmly it is made")]
    quotation: Annotated[Quotation, Field(description="whether it is quoted")]
    attribution_id: Annotated[str | None, Field(description="attribution it belongs to")]
    source_kind: Annotated[
        Literal["article", "named", "unspecified"],
        Field(description="who stands behind it: the article itself, somebody named, somebody not named"),
    ]
    source_start: Annotated[int | None, Field(description="first character of the source")]
    source_end: Annotated[int | None, Field(description="character after the source")]
    source_text: Annotated[str | None, Field(description="the source's words")]
    source_actor: Annotated[str | None, Field(description="the source as an actor")]
    cue_start: Annotated[int | None, Field(description="first character of the cue")]
    cue_end: Annotated[int | None, Field(description="character after the cue")]
    cue_text: Annotated[str | None, Field(description="the words that introduce the source or weaken the claim")]
    facets: Annotated[tuple[Facet, ...], Field(description="what else is true of it")]
    actors: Annotated[tuple[str, ...], Field(description="actors it is about")]
    dates: Annotated[tuple[DateRef, ...], Field(description="time expressions in it")]
    quantities: Annotated[tuple[Quantity, ...], Field(description="quantities in it, with their bounds")]
    checkworthy: Annotated[bool, Field(description="whether it can be checked and is worth it")]
    checkworthiness: Annotated[float, Field(ge=0, le=1, description="how much it is worth checking, 0 to 1")]
    factuality: Annotated[
        float | None, Field(ge=-3, le=3, description="that of its predicate; empty where it has none of its own")
    ]
    rule: Annotated[str, Field(description="rule that found it")]
    score: Annotated[
        float | None, Field(ge=0, le=1, description="how sure it is that the source says so; empty for the article's")
    ]


class Event(Row):
    """What happens, when, and whether it did. A row a passage; one event may have several."""

    table: ClassVar[str] = "events"
    key: ClassVar[tuple[str, ...]] = ("event_id", "doc_id", "start")
    refers: ClassVar[Mapping[str, str]] = {
        "doc_id": "documents",
        "actors": "actors",
        "agents": "actors",
        "patients": "actors",
        "claim_id": "claims",
    }

    event_id: Annotated[str, Field(description="the event; passages that tell of the same event share it")]
    doc_id: Annotated[str, Field(description=_DOC)]
    start: Annotated[int, Field(description=_START)]
    end: Annotated[int, Field(description=_END)]
    text: Annotated[str, Field(description=_TEXT)]
    label: Annotated[str, Field(description="the event in a few words")]
    predicate: Annotated[Span, Field(description="[start, end] of the word that says what happens")]
    earliest: Annotated[
        str | None, Field(description="first day it may have begun, ISO 8601; empty if open or undated")
    ]
    latest: Annotated[str | None, Field(description="last day it may have ended, ISO 8601; empty if open or undated")]
    granularity: Annotated[Granularity | None, Field(description="how fine the date is; empty if undated")]
    approximate: Annotated[
        bool,
        Field(description="whether its words give the date roughly (in a few weeks), or another sentence gives it"),
    ]
    edtf: Annotated[
        str,
        Field(
            description="the date in EDTF, level 1 (`2023`, `201X`, `2022-09-01/..`, rough `2024~`); empty if undated"
        ),
    ]
    order: Annotated[
        Order | None, Field(description="how it stands to publication; empty if both ends of its date are known")
    ]
    status: Annotated[Status, Field(description="whether it happened, and according to whom")]
    actors: Annotated[tuple[str, ...], Field(description="actors that take part")]
    agents: Annotated[tuple[str, ...], Field(description="those of them who do it")]
    patients: Annotated[tuple[str, ...], Field(description="those of them to whom it is done")]
    claim_id: Annotated[str | None, Field(description="claim that tells of it")]
    timex: Annotated[
        Span | None, Field(description="[start, end] of the time expression that dates it, here or before")
    ]
    rule: Annotated[str, Field(description="rule that found it")]


class Actor(Row):
    """Every actor of the corpus and how often it is mentioned (counted mentions only)."""

    table: ClassVar[str] = "actors"
    key: ClassVar[tuple[str, ...]] = ("actor_id",)

    actor_id: Annotated[str, Field(description="type and name; states carry their ISO 3166 code")]
    name: Annotated[str, Field(description="name")]
    type: Annotated[ActorType, Field(description="what it is")]
    aliases: Annotated[tuple[str, ...], Field(description="other names it goes by in the corpus")]
    name_count: Annotated[int, Field(description="mentions by name")]
    alias_count: Annotated[int, Field(description="mentions by another name")]
    acronym_count: Annotated[int, Field(description="mentions by acronym")]
    demonym_count: Annotated[int, Field(description="mentions by the name of its people")]
    nominal_count: Annotated[int, Field(description="mentions by description")]
    pronoun_count: Annotated[int, Field(description="mentions by pronoun")]
    possessive_count: Annotated[int, Field(description="mentions by possessive pronoun")]
    mentions: Annotated[int, Field(description="all of these")]
    documents: Annotated[int, Field(description="documents that mention it")]
    edited: Annotated[tuple[DecisionKind, ...], Field(description="what an editor decided of it (`decisions`)")]


class Decision(Row):
    """Everything that an editor decided of actors in actors.toml, and what came of it."""

    table: ClassVar[str] = "decisions"
    key: ClassVar[tuple[str, ...]] = ("actor", "decision", "value", "written", "in_documents")
    refers: ClassVar[Mapping[str, str]] = {"actor_id": "actors"}

    actor: Annotated[str, Field(description="the actor, as the editor calls it: by a name or by `actor_id`")]
    decision: Annotated[DecisionKind, Field(description="what was decided")]
    value: Annotated[
        str, Field(description="who is the same, who is meant by a part, the new name, the type; empty for `exclude`")
    ]
    written: Annotated[tuple[str, ...], Field(description="`split`: mentions written so; empty: however written")]
    in_documents: Annotated[tuple[str, ...], Field(description="`split`: mentions in these; empty: in all")]
    actor_id: Annotated[str | None, Field(description="the actor that it was used for")]
    used: Annotated[bool, Field(description="whether it was used")]
    why: Annotated[str | None, Field(description="why it was not used")]

    @property
    def told(self) -> str:
        """The decision in one line: `[DIA] rename Defense Intelligence Agency`."""
        return f"[{self.actor}] {self.decision} {self.value}".rstrip()


class Agreement(Row):
    """Pairs of claims that repeat, overlap or contradict each other."""

    table: ClassVar[str] = "agreement"
    key: ClassVar[tuple[str, ...]] = ("claim_a", "claim_b")
    refers: ClassVar[Mapping[str, str]] = {"claim_a": "claims", "claim_b": "claims"}

    claim_a: Annotated[str, Field(description="the claim that comes first")]
    claim_b: Annotated[str, Field(description="the other claim")]
    relation: Annotated[
        Literal["same", "overlap", "contradiction", "tension"], Field(description="how they stand to each other")
    ]
    cross_document: Annotated[bool, Field(description="whether they come from two documents")]
    why: Annotated[str, Field(description="what they share and where they differ")]


class File(Row):
    """Every path found, exactly once, and what became of it."""

    table: ClassVar[str] = "files"
    key: ClassVar[tuple[str, ...]] = ("path",)
    refers: ClassVar[Mapping[str, str]] = {"doc_id": "documents"}

    path: Annotated[str, Field(description="path below the corpus folder; file and row in a dump")]
    sha256: Annotated[str | None, Field(description="digest of its bytes; empty if it was not read")]
    size: Annotated[int, Field(description="size in bytes")]
    status: Annotated[FileStatus, Field(description="what became of it")]
    code: Annotated[str | None, Field(description="the reason in one word, for programs")]
    reason: Annotated[str | None, Field(description="why it was not analysed")]
    remedy: Annotated[str | None, Field(description="what to do about it")]
    doc_id: Annotated[str | None, Field(description="document it became")]


#: The order of the data: each table may refer to those before it.
TABLES: tuple[type[Row], ...] = (
    File, Document, Metadata, Block, Sentence, Mention, Lookalike, Timex, Predicate, Attribution, Claim, Event,
    Actor, Decision, Agreement,
)  # fmt: skip

R = TypeVar("R", bound=Row)

#: What a spreadsheet computes, also behind white space and in full width; and a leading apostrophe.
_LIKE_A_FORMULA = re.compile(r"'|[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")


class TableError(ValueError):
    """Rows that break the contract of their table. The message names the table, the row and the fault."""


class Tables:
    """All rows of a corpus, by table. Immutable: `with_rows` returns another."""

    def __init__(self, rows: Mapping[type[Row], Iterable[Row]]) -> None:
        self._rows = {kind: tuple(rows.get(kind, ())) for kind in TABLES}

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """The rows of one table, in the order of its key once `sorted` was called."""
        return typing.cast("tuple[R, ...]", self._rows[kind])

    def with_rows(self, *changed: tuple[type[Row], Iterable[Row]]) -> Tables:
        """The same tables with some of them replaced."""
        return Tables({**self._rows, **dict(changed)})

    def sorted(self) -> Tables:
        """The same rows, each table in the order of its key."""
        return Tables({kind: sorted(rows, key=key_of) for kind, rows in self._rows.items()})

    def items(self) -> Iterable[tuple[type[Row], tuple[Row, ...]]]:
        """Each table with its rows, in the order of the data."""
        return self._rows.items()


def key_of(row: Row) -> tuple[Any, ...]:
    """The values that identify a row within its table."""
    return tuple(getattr(row, column) for column in row.key)


def derive_id(prefix: str, *parts: object) -> str:
    """An id from what it names: 60 bits, so it stays when other rows come and go."""
    digest = hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "surrogatepass")).digest()
    return f"{prefix}-{base64.b32encode(digest).decode('ascii')[:12].lower()}"


# --- the check -------------------------------------------------------------------------------------


def check(tables: Tables) -> None:
    """Raise TableError unless every row keeps its table's contract.

    Checked: types, nulls and words; keys; references; every span within its text, and `text` its slice.
    """
    texts = {document.doc_id: document.text for document in tables.rows(Document)}
    keys = {kind.table: {key_of(row)[0] for row in rows} for kind, rows in tables.items()}
    for kind, rows in tables.items():
        faults = list(_faults_of_types(kind, rows)) or [
            *_faults_of_keys(rows),
            *_faults_of_references(kind, rows, keys),
            *_faults_of_places(rows, tables),
            *(fault for row in rows for fault in _faults_of_spans(row, texts)),
        ]
        if faults:
            raise TableError(f"table {kind.table}: {len(faults)} faults, the first: " + "; ".join(faults[:3]))


def _faults_of_types(kind: type[Row], rows: Sequence[Row]) -> Iterable[str]:
    for row in rows:
        try:
            kind.model_validate(dict(row))
        except ValueError as error:
            yield f"{key_of(row)}: {error}"


def _faults_of_keys(rows: Sequence[Row]) -> Iterable[str]:
    seen = set()
    for row in rows:
        if key_of(row) in seen:
            yield f"{key_of(row)} stands twice"
        seen.add(key_of(row))


def _faults_of_references(kind: type[Row], rows: Sequence[Row], keys: Mapping[str, set[Any]]) -> Iterable[str]:
    for column, target in kind.refers.items():
        for row in rows:
            value = getattr(row, column)
            for one in value if isinstance(value, tuple) else (value,):
                if one is not None and one not in keys[target]:
                    yield f"{key_of(row)}: {column} names {one!r}, which is not in {target}"


def _faults_of_places(rows: Sequence[Row], tables: Tables) -> Iterable[str]:
    """References that are places: a sentence's block, an event's time expression; and spans given by halves."""
    blocks = {(block.doc_id, block.start) for block in tables.rows(Block)}
    timexes = {(timex.doc_id, timex.start, timex.end) for timex in tables.rows(Timex)}
    for row in rows:
        match row:
            case Sentence() if (row.doc_id, row.block) not in blocks:
                yield f"{key_of(row)}: there is no block at {row.block}"
            case Event(timex=(start, end)) if (row.doc_id, start, end) not in timexes:
                yield f"{key_of(row)}: there is no time expression at {start}..{end}"
            case Claim() if (row.source_start is None) != (row.source_end is None):
                yield f"{key_of(row)}: a source with one end"
            case Claim() if (row.cue_start is None) != (row.cue_end is None):
                yield f"{key_of(row)}: a cue with one end"


def spans_of(row: Any) -> Iterable[tuple[int, int, str | None]]:
    """Every span of a row as (start, end, the text it should slice to, or None where the row keeps none)."""
    if hasattr(row, "start") and hasattr(row, "end"):
        yield row.start, row.end, getattr(row, "text", None)
    match row:
        case Attribution():
            for start, end in (*row.content, *row.cue, *row.source):
                yield start, end, None
        case Claim():
            if row.source_start is not None and row.source_end is not None:
                yield row.source_start, row.source_end, row.source_text
            if row.cue_start is not None and row.cue_end is not None:
                yield row.cue_start, row.cue_end, row.cue_text
            yield from ((part.start, part.end, None) for part in row.dates)
            yield from ((part.start, part.end, None) for part in row.quantities)
        case Event(timex=(start, end)):
            yield start, end, None


def _faults_of_spans(row: Row, texts: Mapping[str, str]) -> Iterable[str]:
    if isinstance(row, Document) or not hasattr(row, "doc_id") or row.doc_id not in texts:
        return
    text = texts[row.doc_id]
    if isinstance(row, Attribution) and (row.source_text or "") != " ".join(text[a:b] for a, b in row.source):
        yield f"{key_of(row)}: its source does not read {row.source_text!r}"
    for start, end, words in spans_of(row):
        if not 0 <= start < end <= len(text):
            yield f"{key_of(row)}: span {start}..{end} is not within the text of {len(text)} characters"
        elif words is not None and text[start:end] != words:
            yield f"{key_of(row)}: span {start}..{end} reads {text[start:end]!r}, the row says {words!r}"


# --- files -----------------------------------------------------------------------------------------


def schema(kind: type[Row]) -> pa.Schema:
    """The table's Parquet schema, with each column's description as metadata."""
    return pa.schema(
        [
            pa.field(
                name,
                _arrow_type(field.annotation),
                nullable=is_nullable(field.annotation),
                metadata={"description": field.description or ""},
            )
            for name, field in kind.model_fields.items()
        ]
    )


def is_nullable(annotation: Any) -> bool:
    """Whether a column may hold an empty cell."""
    return type(None) in typing.get_args(annotation)


def _arrow_type(annotation: Any) -> pa.DataType:
    arguments = typing.get_args(annotation)
    if is_nullable(annotation):
        return _arrow_type(next(argument for argument in arguments if argument is not types.NoneType))
    if typing.get_origin(annotation) is tuple:
        return pa.list_(_arrow_type(arguments[0]))
    if typing.get_origin(annotation) is Literal:
        return pa.string()
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct([(name, _arrow_type(field.annotation)) for name, field in annotation.model_fields.items()])
    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}[annotation]


def write(tables: Tables, folder: Path) -> None:
    """Check all tables, then write each as Parquet and CSV. Raises TableError before anything is written."""
    check(tables)
    folder.mkdir(parents=True, exist_ok=True)
    for kind, rows in tables.items():
        plain = [row.model_dump() for row in rows]
        table = pa.Table.from_pylist(plain, schema=schema(kind))
        pq.write_table(table, folder / f"{kind.table}.parquet", compression="zstd")
        (folder / f"{kind.table}.csv").write_text(_csv(kind, plain), encoding="utf-8", newline="")


def read(folder: Path) -> Tables:
    """The tables of a folder that `write` wrote, as rows. Raises FileNotFoundError where there are none."""
    expect_tables(folder)
    return Tables({kind: read_rows(kind, folder) for kind in TABLES})


def expect_tables(folder: Path) -> None:
    """Raise FileNotFoundError, saying what to name instead, unless the folder holds tables."""
    missing = [kind.table for kind in TABLES if not (folder / f"{kind.table}.parquet").is_file()]
    if missing:
        raise FileNotFoundError(f"{folder}: there are no tables here (no {missing[0]}.parquet). Name a report.")


def read_rows(kind: type[R], folder: Path) -> tuple[R, ...]:
    """One table of a folder, as rows."""
    table = pq.read_table(folder / f"{kind.table}.parquet")
    return tuple(kind.model_validate(row, strict=False) for row in table.to_pylist())


def _csv(kind: type[Row], rows: Iterable[Mapping[str, Any]]) -> str:
    """RFC 4180 with LF line ends; lists as JSON; a null and an empty text are both an empty cell."""
    rows_of_cells = [kind.model_fields, *((_cell(value) for value in row.values()) for row in rows)]
    return "".join(map(_csv_line, rows_of_cells))


def _csv_line(cells: Iterable[str]) -> str:
    # Before Python 3.13 the writer quotes a line break only if it is one of the line's own end.
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().removesuffix("\r\n") + "\n"


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case tuple() | list():
            return json.dumps(value, ensure_ascii=False)
        case str():
            return escape_formula(value)
    return str(value)


def escape_formula(text: str) -> str:
    """A text that no spreadsheet takes for a formula: `'` goes before one, and before a leading `'`.

    Reversible: drop one leading apostrophe (OWASP ASVS 5, 1.2.10).
    """
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text


def dictionary() -> str:
    """The dictionary of tables as Markdown, for data/README.md."""
    return "\n".join(_chapter(kind) for kind in TABLES)


def _chapter(kind: type[Row]) -> str:
    lines = [
        f"### {kind.table}",
        "",
        inspect.cleandoc(kind.__doc__ or ""),
        "",
        "| column | type | what it is |",
        "|---|---|---|",
    ]
    for name, field in kind.model_fields.items():
        key = " (key)" if name in kind.key else ""
        lines.append(f"| `{name}`{key} | {_type_name(field.annotation)} | {field.description} |")
    return "\n".join([*lines, ""])


def _type_name(annotation: Any) -> str:
    arguments = typing.get_args(annotation)
    if is_nullable(annotation):
        return _type_name(next(argument for argument in arguments if argument is not types.NoneType)) + "?"
    if annotation == Span:
        return "[start, end]"
    if typing.get_origin(annotation) is tuple:
        return f"list of {_type_name(arguments[0])}"
    if typing.get_origin(annotation) is Literal:
        return " ".join(f"`{word}`" for word in arguments)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "{" + ", ".join(annotation.model_fields) + "}"
    return {str: "text", int: "integer", float: "number", bool: "true or false"}[annotation]


if __name__ == "__main__":  # bring the dictionary in data/README.md up to date
    readme = Path(__file__).parent.parent / "data" / "README.md"
    head, begin, rest = readme.read_text(encoding="utf-8").partition("<!-- tables -->\n")
    _, finish, tail = rest.partition("<!-- /tables -->")
    readme.write_text(f"{head}{begin}\n{dictionary()}\n{finish}{tail}", encoding="utf-8", newline="\n")
