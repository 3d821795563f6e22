"""A folder of gold tables in, rows out: what a careful reader found in the documents, to score against.

A gold file is the CSV of a table, named like it, without the columns that gold does not decide (`rule`,
`score` ...) and with a few of its own (`optional` ...). A folder may hold some of the files only.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, TypeVar

import pyarrow as pa
from pydantic import Field

from analysis.tables import (
    Agreement,
    Attribution,
    Block,
    BlockKind,
    Claim,
    Event,
    Mention,
    Order,
    Predicate,
    Row,
    Span,
    Timex,
    escape_formula,
    is_nullable,
    schema,
)

#: A first and a last day, ISO 8601.
Days = tuple[str, str]

_OPTIONAL = "true if it may be left out: neither missed nor spurious"
_PUBLISHED = "publication date that the dates were counted from; empty where they count from none"


class GoldError(ValueError):
    """Gold that cannot be read, or that does not belong to the tables. The message names file and row."""


class ReadDocument(Row):
    """A document that was read for gold. Only one that holds none of gold's rows must be named: it speaks, too."""

    table: ClassVar[str] = "documents_read"
    key: ClassVar[tuple[str, ...]] = ("doc_id",)

    doc_id: Annotated[str, Field(description="the document")]


class GoldMention(Mention):
    """A mention, with what a second reader may want to know of it.

    One that does not count is no actor's that is scored: of a place, of somebody never named (flag `unnamed`).
    """

    rule: str = "gold"
    flags: Annotated[tuple[str, ...], Field(description="attributive, apposition, locative, uncertain, unnamed")] = ()
    head: Annotated[Span | None, Field(description="the part that must be hit; empty where that is all of it")] = None


class Excluded(Row):
    """Words that look like a row of a table and are none."""

    table: ClassVar[str] = "excluded"
    key: ClassVar[tuple[str, ...]] = ("of", "doc_id", "start", "end")

    of: Annotated[Literal["mentions", "timexes"], Field(description="table they do not belong to")]
    doc_id: Annotated[str, Field(description="document they stand in")]
    start: Annotated[int, Field(description="first character")]
    end: Annotated[int, Field(description="character after the last")]
    text: Annotated[str, Field(description="the words")]
    reason: Annotated[str, Field(description="why they do not belong there")]
    would_be: Annotated[tuple[str, ...], Field(description="actors they might be taken for")]


class GoldTimex(Timex):
    """A time expression, with every value that is right."""

    approximate: bool = False
    edtf: str = ""
    rule: str = "gold"
    optional: Annotated[bool, Field(description=_OPTIONAL)] = False
    alternatives: Annotated[tuple[str, ...], Field(description="other TIMEX3 values that are right")] = ()
    published: Annotated[str | None, Field(description=_PUBLISHED)] = None


class GoldPredicate(Predicate):
    """A predicate, and how far the text presents it as a fact."""

    ahead: bool = False
    rule: str = "gold"


class GoldAttribution(Attribution):
    """An attribution."""

    nested_in: str | None = None
    rule: str = "gold"
    score: float | None = None


class GoldClaim(Claim):
    """A claim; one that is taken for granted in passing is optional."""

    checkworthiness: float = 0
    factuality: float | None = None
    rule: str = "gold"
    score: float | None = None
    optional: Annotated[bool, Field(description=_OPTIONAL)] = False


class NonClaim(Row):
    """A passage that claims nothing."""

    table: ClassVar[str] = "non_claims"
    key: ClassVar[tuple[str, ...]] = ("doc_id", "start")

    doc_id: Annotated[str, Field(description="document it stands in")]
    start: Annotated[int, Field(description="first character")]
    end: Annotated[int, Field(description="character after the last")]
    text: Annotated[str, Field(description="the passage")]
    kind: Annotated[BlockKind, Field(description="kind of its block")]


class Judgement(Row):
    """A sentence, and what readers made of it as a whole; what they were not asked is empty."""

    table: ClassVar[str] = "judgements"
    key: ClassVar[tuple[str, ...]] = ("doc_id", "start", "end")

    doc_id: Annotated[str, Field(description="document it stands in")]
    start: Annotated[int, Field(description="first character")]
    end: Annotated[int, Field(description="character after the last")]
    text: Annotated[str, Field(description="the sentence")]
    subjective: Annotated[bool | None, Field(description="whether the writer's own view shows in it")] = None
    checkworthy: Annotated[bool | None, Field(description="whether what it claims is worth checking")] = None


class GoldEvent(Event):
    """A passage that tells of an event, with every date that is right."""

    predicate: Span = (0, 0)
    approximate: bool = False
    edtf: str = ""
    order: Order | None = None
    agents: tuple[str, ...] = ()
    patients: tuple[str, ...] = ()
    claim_id: str | None = None
    rule: str = "gold"
    optional: Annotated[bool, Field(description=_OPTIONAL)] = False
    dating: Annotated[
        Literal["dated", "past", "present", "future"],
        Field(description="`dated`, or how it stands to publication where the text gives no date"),
    ] = "dated"
    also: Annotated[tuple[Days, ...], Field(description="other first and last days that are right")] = ()
    within: Annotated[
        Days | None, Field(description="for a vague date: right is what overlaps it and stays within these days")
    ] = None
    published: Annotated[str | None, Field(description=_PUBLISHED)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The gold of a folder. A table without a file is None and is not scored; one without rows is empty."""

    documents_read: tuple[ReadDocument, ...] | None = None
    blocks: tuple[Block, ...] | None = None
    mentions: tuple[GoldMention, ...] | None = None
    excluded: tuple[Excluded, ...] | None = None
    timexes: tuple[GoldTimex, ...] | None = None
    predicates: tuple[GoldPredicate, ...] | None = None
    attributions: tuple[GoldAttribution, ...] | None = None
    claims: tuple[GoldClaim, ...] | None = None
    non_claims: tuple[NonClaim, ...] | None = None
    judgements: tuple[Judgement, ...] | None = None
    events: tuple[GoldEvent, ...] | None = None
    agreement: tuple[Agreement, ...] | None = None

    def rows(self) -> tuple[Row, ...]:
        """All rows of all tables."""
        return tuple(row for field in fields(self) for row in getattr(self, field.name) or ())

    def documents(self) -> frozenset[str]:
        """The documents that were read for gold."""
        return frozenset(row.doc_id for row in self.rows() if hasattr(row, "doc_id"))


#: The files of a gold folder and the rows in them.
GOLD_TABLES: dict[str, type[Row]] = {
    "documents_read": ReadDocument,
    "blocks": Block,
    "mentions": GoldMention,
    "excluded": Excluded,
    "timexes": GoldTimex,
    "predicates": GoldPredicate,
    "attributions": GoldAttribution,
    "claims": GoldClaim,
    "non_claims": NonClaim,
    "judgements": Judgement,
    "events": GoldEvent,
    "agreement": Agreement,
}

R = TypeVar("R", bound=Row)


def read_gold(folder: Path) -> Gold:
    """The gold tables of a folder. Raises GoldError where it holds none, or a row breaks its table's contract."""
    paths = {name: folder / f"{name}.csv" for name in GOLD_TABLES}
    found: dict[str, Any] = {name: read_csv(GOLD_TABLES[name], path) for name, path in paths.items() if path.is_file()}
    if not found:
        raise GoldError(f"{folder} holds no gold table (looked for {', '.join(p.name for p in paths.values())})")
    if "agreement" in found and "claims" not in found:
        raise GoldError(f"{folder} holds agreement.csv, but not the claims.csv that it speaks of")
    return Gold(**found)


def read_csv(kind: type[R], path: Path) -> tuple[R, ...]:
    """The rows of a CSV file as `tables.write` makes them; columns that have a default may be left out."""
    texts = {field.name for field in schema(kind) if field.type == pa.string()}
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            _row(kind, cells, texts, where=f"{path.name}, row {number}")
            for number, cells in enumerate(csv.DictReader(file), 1)
        )


def _row(kind: type[R], cells: dict[str, str], texts: set[str], *, where: str) -> R:
    # csv fills a short row with None and files what is too much under None
    if not cells.keys() <= kind.model_fields.keys() or None in cells.values():
        raise GoldError(f"{where}: the cells are not those of the table ({', '.join(kind.model_fields)})")
    try:
        values = {name: _value(cell, kind, name, is_text=name in texts) for name, cell in cells.items()}
        return kind.model_validate(values, strict=False)
    except ValueError as error:
        raise GoldError(f"{where}: {error}") from error


def _value(cell: str, kind: type[Row], column: str, *, is_text: bool) -> Any:
    if not cell and is_nullable(kind.model_fields[column].annotation):
        return None
    return cell.removeprefix("'") if is_text else json.loads(cell)


def write_gold(gold: Gold, folder: Path) -> None:
    """Write gold as `read_gold` reads it: a CSV file for every table that is not None."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, kind in GOLD_TABLES.items():
        rows = getattr(gold, name)
        if rows is None:
            continue
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            # All cells in quotation marks: a text may hold any line break.
            writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
            writer.writerow(kind.model_fields)
            writer.writerows([_cell(value) for value in row.model_dump().values()] for row in rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return escape_formula(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
