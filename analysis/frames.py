"""A folder of tables in, the same tables as DataFrames out, with the look-ups that their readers share."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import tables
from analysis.parameters import first_day, last_day
from analysis.tables import ARTICLE_BLOCKS, Row

_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Corpus:
    """All tables of a run as DataFrames, and the run's own record."""

    files: pd.DataFrame
    documents: pd.DataFrame
    metadata: pd.DataFrame
    blocks: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    timexes: pd.DataFrame
    lookalikes: pd.DataFrame
    predicates: pd.DataFrame
    attributions: pd.DataFrame
    claims: pd.DataFrame
    events: pd.DataFrame
    actors: pd.DataFrame
    decisions: pd.DataFrame
    agreement: pd.DataFrame
    run: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"Corpus({', '.join(f'{count} {table}' for table, count in self.run['rows'].items())})"

    @functools.cached_property
    def texts(self) -> dict[str, str]:
        """The text of each document."""
        return dict(zip(self.documents["doc_id"], self.documents["text"], strict=True))

    @functools.cached_property
    def names(self) -> dict[str, str]:
        """The name of each actor."""
        return dict(zip(self.actors["actor_id"], self.actors["name"], strict=True))

    @functools.cached_property
    def published(self) -> dict[str, tuple[str, str]]:
        """The first and the last day on which each document may have been published, for those that say."""
        stated = ((doc.doc_id, doc.published) for doc in in_order(self.documents, "doc_id") if doc.published)
        return {doc_id: (first_day(published), last_day(published)) for doc_id, published in stated}

    @functools.cached_property
    def words(self) -> dict[str, int]:
        """How many words of each document count: those of the blocks that the article itself consists of."""
        return self._count(article=True)

    @functools.cached_property
    def words_left_out(self) -> dict[str, int]:
        """How many words of each document do not count."""
        return self._count(article=False)

    def _count(self, *, article: bool) -> dict[str, int]:
        words = dict.fromkeys(self.texts, 0)
        for block in in_order(self.blocks, "doc_id", "start"):
            if (block.kind in ARTICLE_BLOCKS) == article:
                words[block.doc_id] += len(_WORD.findall(self.texts[block.doc_id], block.start, block.end))
        return words


def read(folder: Path) -> Corpus:
    """The tables that a run left in a folder. Raises FileNotFoundError where there are none."""
    tables.expect_tables(folder)
    record = folder / "run.json"
    run = json.loads(record.read_text(encoding="utf-8")) if record.is_file() else {}
    return Corpus(run=run, **{kind.table: _frame(kind, folder) for kind in tables.TABLES})


def _frame(kind: type[Row], folder: Path) -> pd.DataFrame:
    """One table. Whole numbers stay whole beside empty cells, lists are lists, and empty cells are None."""
    table = pq.read_table(folder / f"{kind.table}.parquet", schema=tables.schema(kind))
    columns = {name: pd.Series(table[name].to_pylist(), dtype=_dtype(table[name].type)) for name in table.column_names}
    return pd.DataFrame(columns)


def _dtype(kind: pa.DataType) -> str:
    return {pa.int64(): "Int64", pa.float64(): "float64", pa.bool_(): "bool"}.get(kind, "object")


def in_order(frame: pd.DataFrame, *columns: str) -> Iterator[Any]:
    """A frame's rows in the order of these columns; without any, in their own."""
    return (frame.sort_values(list(columns), kind="stable") if columns else frame).itertuples(index=False)


def frame_of(rows: Iterable[Sequence[object]], *columns: str) -> pd.DataFrame:
    """A frame that has its columns whether or not there are rows."""
    return pd.DataFrame(list(rows), columns=list(columns))


def keyed(rows: Mapping[Any, Sequence[object]], *columns: str) -> pd.DataFrame:
    """The same, with the key of each row as its index."""
    frame = frame_of(rows.values(), *columns)
    return frame.set_index(pd.Index(list(rows)))
