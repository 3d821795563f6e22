"""The names of a dump's columns in, which of them holds what out: as somebody says, as we call it, as others do."""

from __future__ import annotations

import functools
import re
import typing
from collections.abc import Mapping, Sequence
from typing import Literal

from analysis import lexicons
from analysis.readers import Unreadable
from analysis.tables import MetadataField

#: What a row can say of its article.
Field = MetadataField | Literal["doc_id", "text"]
TOLD: tuple[MetadataField, ...] = typing.get_args(MetadataField)
FIELDS: tuple[Field, ...] = ("doc_id", "text", *TOLD)

_MANY = 100
_SHOWN = 12
_WIDTH = 40


class Export(lexicons.Entry):
    """How one kind of export names its columns."""

    model_config = lexicons.Entry.model_config | {"strict": False}  # TOML has lists, a frozen entry has tuples

    name: str
    columns: Mapping[Field, tuple[str, ...]]
    gives: Mapping[Field, str]
    known_by: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    shape: Mapping[str, str] = {}
    empty: str = ""


def exports() -> tuple[Export, ...]:
    """The exports that are recognised, in the order in which they are tried."""
    return lexicons.read("exports", Export)


def find(columns: Sequence[str], stated: Mapping[str, str]) -> Mapping[Field, str]:
    """The column of each field that has one: as stated, by our own name, or by the export's that it looks like.

    Raises Unreadable where a column that is needed stands twice, or something else than a field is stated.
    """
    # Rows of JSON tell their columns one by one, and nearly always the same.
    return _found(tuple(columns), tuple(stated.items())) if len(columns) < _MANY else _find(columns, stated)


@functools.lru_cache(maxsize=32)
def _found(columns: tuple[str, ...], stated: tuple[tuple[str, str], ...]) -> Mapping[Field, str]:
    return _find(columns, dict(stated))


def _find(columns: Sequence[str], stated: Mapping[str, str]) -> dict[Field, str]:
    # The last of those that are alike goes in first, so that the first is found.
    spelled = {_plain(column): column for column in reversed(columns)} | {column: column for column in columns}
    export = next(one for one in exports() if all(_plain(name) in spelled for name in one.known_by))
    habits = exports()[-1].columns
    found: dict[Field, str] = {}
    for field in FIELDS:
        names = (field, *map(_plain, (*export.columns.get(field, ()), *habits.get(field, ()))))
        column = next((spelled[name] for name in names if name in spelled), None)
        found |= {} if column is None else {field: column}
    found |= _stated(stated)
    _refuse_twins(columns, found)
    return found


def expect(columns: Sequence[str], stated: Mapping[str, str], *, name: str) -> None:
    """Raise Unreadable, naming the columns there are, unless the file has a text and every column that is stated."""
    missing = [column for column in stated.values() if column not in columns]
    if missing:
        what = f"it has no column {missing[0]!r}, which documents.toml names; it has {shown(columns)}"
        raise Unreadable("malformed", what, "name one of them in documents.toml")
    if "text" not in find(columns, stated):
        what = f"none of its columns is known to hold the text; it has {shown(columns)}"
        remedy = f'say which it is in documents.toml: ["{name}"] columns = {{text = "..."}}'
        raise Unreadable("malformed", what, remedy)


def headerless(first: Sequence[str]) -> Export | None:
    """The export that writes no header and to which such a first record belongs."""
    return next((one for one in exports() if one.header and _fits(one, first)), None)


def shown(columns: Sequence[str]) -> str:
    """The names of columns for a message, not endlessly many and not endlessly long."""
    names = [column if len(column) <= _WIDTH else column[: _WIDTH - 1] + "…" for column in columns[:_SHOWN]]
    return ", ".join(map(repr, names)) + (f" and {len(columns) - _SHOWN:,} more" if len(columns) > _SHOWN else "")


def _fits(export: Export, first: Sequence[str]) -> bool:
    cells = dict(zip(export.header, first, strict=False))
    return len(first) == len(export.header) and all(
        re.fullmatch(shape, cells[column]) for column, shape in export.shape.items()
    )


def _plain(name: str) -> str:
    """A column's name as it is compared: `Publish Date` and `publish-date` are `publish_date`."""
    return name.strip().lower().replace(" ", "_").replace("-", "_")


def _stated(stated: Mapping[str, str]) -> dict[Field, str]:
    unknown = [field for field in stated if field not in FIELDS]
    if unknown:
        what = f"documents.toml names a column for {unknown[0]!r}, which no document has"
        raise Unreadable("malformed", what, f"name columns for {', '.join(FIELDS)}")
    return typing.cast("dict[Field, str]", dict(stated))


def _refuse_twins(columns: Sequence[str], found: Mapping[Field, str]) -> None:
    for field, column in found.items():
        if columns.count(column) > 1:
            what = f"the column {column!r}, which holds the {field}, stands in it {columns.count(column)} times"
            raise Unreadable("malformed", what, "rename or remove all but one")
