"""A dump in, the article of each of its rows out: JSON lines, JSON, CSV, Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from typing import Any

from analysis.readers import NO_TEXT, Article, Raw, Rejected, Unreadable, digest, row_name
from analysis.readers.columns import FIELDS, TOLD, Field
from analysis.readers.csv_rows import csv_rows
from analysis.readers.encodings import is_mojibake
from analysis.readers.json_rows import json_lines, json_list
from analysis.readers.parquet_rows import parquet_rows
from analysis.readers.rows import Fault, Row
from analysis.tables import Flag

_ROWS: Mapping[str, Callable[[Raw], Iterator[Row | Fault]]] = {
    ".jsonl": json_lines,
    ".json": json_list,
    ".csv": csv_rows,
    ".parquet": parquet_rows,
}
#: What one file may hold: rows, and bytes of text.
_MOST_ROWS = 1_000_000
_MOST_BYTES = 1_000_000_000
_YEARS = range(1000, 10_000)
_KINDS = {bool: "true or false", int: "a number", float: "a number", bytes: "bytes", list: "a list", dict: "an object"}


def read(raw: Raw) -> Iterator[Article | Rejected]:
    """The article of every row: its text, used verbatim, its id (else its place), and what it says of itself."""
    if not raw.data:
        raise Unreadable("empty", "there is nothing in it", "remove it, or put articles into it")
    size = count = 0
    for count, row in enumerate(_ROWS[raw.ending](raw), start=1):
        one = _read(row, row_name(raw.name, row.number), raw.ending.removeprefix("."))
        size += one.size
        if count > _MOST_ROWS or size > _MOST_BYTES:
            raise Unreadable(
                "too_large", f"it is read up to row {row.number - 1:,}: there is too much in it", "split it"
            )
        yield one
    if not count:
        raise Unreadable("no_text", "there are no rows in it", "remove it, or put articles into it")


def _read(row: Row | Fault, name: str, form: str) -> Article | Rejected:
    if isinstance(row, Fault):
        return _rejected(name, row.data, row.why)
    try:
        return _article(row, name, form)
    except Unreadable as fault:
        text = row.fields.get("text")
        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else None
        return _rejected(name, data if row.data is None else row.data, fault)


def _rejected(name: str, data: bytes | None, fault: Unreadable) -> Rejected:
    sha256 = None if data is None else digest(data)
    return Rejected(name, len(data or b""), sha256, fault.code, fault.reason, fault.remedy)


def _article(row: Row, name: str, form: str) -> Article:
    text = _text(row.fields.get("text"))
    said = {field: _said(field, row.fields.get(field)) for field in FIELDS}
    told = {field: said[field] for field in TOLD if said[field]}
    data = _bytes(text)
    flags = _flags(text, row, "".join(said.values()))
    size = len(data if row.data is None else row.data)
    return Article(
        name, said["doc_id"] or name, text, form, digest(data), size, row.encoding, told=told, origin="row", flags=flags
    )


def _text(value: Any) -> str:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise Unreadable("no_text", "there is no text in it", "remove it, or give it a text")
    if not isinstance(value, str):
        kind = next((word for kind, word in _KINDS.items() if isinstance(value, kind)), "something else")
        raise Unreadable("malformed", f"its text is {kind} and no text", "write the texts as text in UTF-8")
    return value


def _bytes(text: str) -> bytes:
    try:
        data, place, what = text.encode(), text.find("\0"), "NUL"
    except UnicodeEncodeError as error:
        data, place, what = b"", error.start, "half a surrogate"
    if place >= 0:
        what = f"it holds characters that no text has ({what} at character {place:,})"
        raise Unreadable("binary", what, "write it as text in UTF-8")
    return data


def _said(field: Field, value: Any) -> str:
    """What a row says of a field, as it is written there; "" where that is nothing. A number is an id or a year."""
    match value:
        case str() if value.strip() and field != "text":
            return NO_TEXT.sub("\ufffd", value)
        case bool():
            return ""
        case int() if field == "doc_id" or (field == "published" and value in _YEARS):
            return str(value)
        case date() | time():
            return value.isoformat()
        case list() if field != "doc_id":
            return ", ".join(filter(None, (_said(field, one) for one in value if isinstance(one, str))))
    return ""


def _flags(text: str, row: Row, said: str) -> tuple[Flag, ...]:
    """Those of the row's own text; characters replaced in it, or in what is said of it, are errors of decoding."""
    replaced = "\ufffd" in said or ("decode_errors" in row.flags and "\ufffd" in text)
    return (*(("decode_errors",) if replaced else ()), *(("mojibake",) if is_mojibake(text) else ()))
