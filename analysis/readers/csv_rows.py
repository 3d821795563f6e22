"""A CSV file in, its rows out: cells as they are written, between commas, semicolons, tabs or bars."""

from __future__ import annotations

import contextlib
import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.readers import Raw, Unreadable, columns
from analysis.readers.columns import Field
from analysis.readers.encodings import Decoded, decode
from analysis.readers.rows import Fault, Row

#: What may stand between cells. The first that gives a header with a text is it.
_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r'"?sep=."?(?=[\r\n])')
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_ANY_SIZE = 2**31 - 1
#: More NULs than one in so many bytes are no accident.
_RARE = 100


@dataclass(frozen=True, slots=True)
class _Record:
    """One record of a CSV file: its text as it stands, its first and last line, its cells or why it has none."""

    text: str
    lines: tuple[int, int]
    cells: Sequence[str] | csv.Error

    @property
    def data(self) -> bytes:
        return self.text.encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class _Head:
    """How a CSV file is to be read: what stands between its cells, its columns, and what is an empty cell."""

    delimiter: str
    names: Sequence[str]
    found: Mapping[Field, str]
    empty: str = ""
    written: bool = True


def csv_rows(raw: Raw) -> Iterator[Row | Fault]:
    """The rows of a `.csv` file, numbered after the header. Every cell is text: none is taken for a number or NaN."""
    decoded = _decoded(raw.data)
    text = decoded.text[mark.end() :] if (mark := _SEPARATOR_LINE.match(decoded.text)) else decoded.text
    head = _head(text, raw)
    places = {field: head.names.index(column) for field, column in head.found.items()}
    records = _records(text, head.delimiter)
    for number, record in enumerate(records, start=0 if head.written else 1):
        if number == 0:
            continue
        try:
            cells = _cells(record, head)
        except Unreadable as fault:
            yield Fault(number, fault, record.data)
            continue
        fields = {field: cells[place] for field, place in places.items() if cells[place] != head.empty}
        yield Row(number, fields, None, decoded.encoding, decoded.flags)


def _decoded(data: bytes) -> Decoded:
    """The file's text. A stray NUL is left in it, so that it spoils its own row only."""
    try:
        return decode(data)
    except Unreadable:
        if not 0 < data.count(0) <= max(1, len(data) // _RARE):
            raise
        with contextlib.suppress(UnicodeDecodeError):
            return Decoded(data.decode("utf-8-sig"), "utf-8")
        raise


def _head(text: str, raw: Raw) -> _Head:
    """The header, as the delimiter has it with which there is a text. Raises Unreadable where there is none."""
    widest: Sequence[str] = ()
    for delimiter in _DELIMITERS:
        names = next((record.cells for record in _records(text, delimiter)), None)
        if names is None:
            raise Unreadable("no_text", "there are no rows in it", "remove it, or put articles into it")
        if isinstance(names, csv.Error):
            continue
        if export := columns.headerless(names):
            columns.expect(export.header, raw.columns, name=raw.name)
            found = columns.find(export.header, raw.columns)
            return _Head(delimiter, export.header, found, export.empty, written=False)
        widest = max(widest, names, key=len)
        found = columns.find(names, raw.columns)
        if found.get("text") in names and all(column in names for column in raw.columns.values()):
            return _Head(delimiter, names, found)
    if widest:
        columns.expect(widest, raw.columns, name=raw.name)
    raise Unreadable(
        "malformed", "its first line does not name its columns", "write a header, such as doc_id,title,text"
    )


def _records(text: str, delimiter: str) -> Iterator[_Record]:
    """The records of a CSV text that are not empty. After one that is broken, the next line begins another."""
    stand_in = _stand_in(text)
    taken: list[str] = []
    lines = _taking(_LONE_RETURN.sub(stand_in, text) if stand_in != "\r" else text, taken)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    last = 0
    while (cells := _next(reader)) is not None:
        first, last = last + 1, last + len(taken)
        record = "".join(taken).replace(stand_in, "\r")
        taken.clear()
        if cells:
            restored = cells if isinstance(cells, csv.Error) else [cell.replace(stand_in, "\r") for cell in cells]
            yield _Record(record, (first, last), restored)


def _taking(text: str, taken: list[str]) -> Iterator[str]:
    for line in _LINE.finditer(text):
        taken.append(line[0])
        yield line[0]


def _next(reader: Iterator[list[str]]) -> list[str] | csv.Error | None:
    """The next record. Its cells may have any size, but only while it is read: the limit is the whole process's."""
    before = csv.field_size_limit(_ANY_SIZE)
    try:
        return next(reader)
    except StopIteration:
        return None
    except csv.Error as error:
        return error
    finally:
        csv.field_size_limit(before)


def _stand_in(text: str) -> str:
    """A character to stand for CR where lines end in LF and it is part of a cell: csv takes each for an end."""
    first = _LINE.match(text)
    if first is None or not first[0].endswith("\n") or not _LONE_RETURN.search(text):
        return "\r"
    used = set(text)
    return next((one for one in map(chr, range(0xE000, 0x110000)) if one not in used), "\r")


def _cells(record: _Record, head: _Head) -> Sequence[str]:
    cells = record.cells
    first, last = record.lines
    if isinstance(cells, csv.Error):
        lines = f"line {first}" if first == last else f"lines {first} to {last}"
        what = f"a quotation mark in it is not closed or not doubled ({lines})"
        raise Unreadable("malformed", what, 'write " within a cell as ""')
    if len(cells) != len(head.names):
        what = f"it has {len(cells)} cells, the header has {len(head.names)} (line {first})"
        raise Unreadable("malformed", what, "put cells that hold the separator or a line break in quotation marks")
    return cells
