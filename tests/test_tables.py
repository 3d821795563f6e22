"""The contract of the tables: what is checked, what is written, what is read back."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.tables import Block, Document, Mention, TableError, Tables

TEXT = "Paris said “no”."


def document(**changes: Any) -> Document:
    known = {"doc_id": "a.txt", "sha256": "0", "format": "txt", "language": "en", "flags": (), "text": TEXT}
    return Document.model_validate({**dict.fromkeys(Document.model_fields), **known, **changes})


def mention(**changes: Any) -> Mention:
    known = {"doc_id": "a.txt", "start": 0, "end": 5, "text": "Paris", "kind": "name", "type": "place"}
    known |= {"name": "Paris", "actor_id": "place:paris", "counted": True, "rule": "name"}
    return Mention.model_construct(**{**known, **changes})


def actor() -> tables.Actor:
    counts = {f"{kind}_count": 0 for kind in tables.MentionKind.__args__}  # type: ignore[attr-defined]
    return tables.Actor(
        actor_id="place:paris", name="Paris", type="place", aliases=(), mentions=0, documents=0, edited=(), **counts
    )


def corpus(*mentions: Mention) -> Tables:
    block = Block(doc_id="a.txt", start=0, end=len(TEXT), kind="paragraph")
    return Tables({Document: [document()], Block: [block], Mention: mentions, tables.Actor: [actor()]})


def test_good_rows_pass() -> None:
    """Rows that keep the contract are accepted."""
    tables.check(corpus(mention()))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"text": "paris"}, "the row says 'paris'"),
        ({"start": -1}, "not within the text"),
        ({"end": 99}, "not within the text"),
        ({"start": 5, "end": 5, "text": ""}, "not within the text"),
        ({"kind": "nickname"}, "kind"),
        ({"start": "0"}, "start"),
        ({"rule": None}, "rule"),
        ({"actor_id": "person:nobody"}, "not in actors"),
        ({"doc_id": "b.txt"}, "not in documents"),
    ],
)
def test_a_broken_row_is_refused_and_named(changes: dict[str, Any], fault: str) -> None:
    """Every way to break the contract is found, and the message says which table and what."""
    with pytest.raises(TableError, match=r"table mentions.*") as raised:
        tables.check(corpus(mention(**changes)))
    assert fault in str(raised.value)


def test_a_key_stands_once() -> None:
    """Two rows with the same key are refused."""
    with pytest.raises(TableError, match="stands twice"):
        tables.check(corpus(mention(), mention()))


def test_nothing_is_written_of_broken_rows(tmp_path: Path) -> None:
    """The check comes before the first file."""
    with pytest.raises(TableError):
        tables.write(corpus(mention(text="x")), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """Parquet holds exactly the rows, also for tables without any."""
    before = corpus(mention())
    tables.write(before, tmp_path)
    assert dict(tables.read(tmp_path).items()) == dict(before.items())


def test_empty_tables_keep_their_columns(tmp_path: Path) -> None:
    """A corpus without claims has a claims table with every column."""
    tables.write(corpus(), tmp_path)
    for kind in tables.TABLES:
        assert list(pd.read_parquet(tmp_path / f"{kind.table}.parquet").columns) == list(kind.model_fields)
        assert (tmp_path / f"{kind.table}.csv").read_text().splitlines()[0] == ",".join(kind.model_fields)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", " =1", "\u200b=1", "\uff1d1", "'quoted", "\r=1"]
)
def test_no_cell_of_a_csv_is_a_formula(text: str) -> None:
    """What a spreadsheet would take for a formula has an apostrophe before it, and loses it again."""
    assert tables.escape_formula(text) == "'" + text


@given(st.text(st.characters(codec="utf-8")))
def test_the_escape_of_formulas_is_reversible(text: str) -> None:
    """Dropping one leading apostrophe gives the text back, for every text."""
    assert tables.escape_formula(text).removeprefix("'") == text


@pytest.mark.parametrize("text", ['a,"b"\r\nc\rd\x0be\u2028f', "a\rb", "a\nb", '"', ",", " a ", "a'b"])
def test_csv_survives_quotes_and_line_ends(tmp_path: Path, text: str) -> None:
    """A text with commas, quotes and every kind of line end comes back from the CSV as it was."""
    tables.write(Tables({Document: [document(text=text)]}), tmp_path)
    with (tmp_path / "documents.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["text"] == text


def test_ids_differ_and_stay() -> None:
    """An id depends on what it names and on nothing else."""
    assert tables.derive_id("c", "a.txt", 1, 23) != tables.derive_id("c", "a.txt", 12, 3)
    assert tables.derive_id("c", "a.txt", 0, 5) == tables.derive_id("c", "a.txt", 0, 5)


def test_every_column_is_described() -> None:
    """The dictionary has a line with a description for every column of every table."""
    for kind in tables.TABLES:
        assert kind.__doc__
        assert all(field.description for field in kind.model_fields.values()), kind.table
