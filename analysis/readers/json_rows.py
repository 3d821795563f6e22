"""JSON lines or a JSON text in, its rows out: one for each object."""

from __future__ import annotations

import codecs
import contextlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from analysis.readers import Raw, Unreadable, columns
from analysis.readers.columns import Field
from analysis.readers.encodings import Decoded, decode
from analysis.readers.rows import Fault, Row


class _Object(dict[str, Any]):
    """A JSON object that still knows every name it was written with, also one that stands twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.names = tuple(name for name, _ in pairs)


def json_lines(raw: Raw) -> Iterator[Row | Fault]:
    """The rows of a `.jsonl` file, numbered as its lines are. Empty lines are none."""
    _expect(raw, (value for _, value in _lines(raw)))
    for row, value in _lines(raw):
        yield _row(row, value, raw)


def json_list(raw: Raw) -> Iterator[Row | Fault]:
    """The rows of a `.json` file: the objects of its list, or the one object that it is."""
    decoded = decode(raw.data)
    value = _parsed(decoded.text, whole=True)
    if not isinstance(value, list | _Object):
        raise Unreadable("malformed", "it is neither a list nor an object", "write a list of objects, each with a text")
    values = value if isinstance(value, list) else [value]
    _expect(raw, values)
    for number, one in enumerate(values, start=1):
        yield _row(Row(number, {}, None, decoded.encoding, decoded.flags), one, raw)


def _lines(raw: Raw) -> Iterator[tuple[Row, Any]]:
    """Each line with what it is in JSON, or why it is nothing. Each is decoded by itself: a bad one spoils no other."""
    data, encoding = raw.data, None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        whole = decode(data)  # here a line's end is no single byte
        data, encoding = whole.text.encode("utf-8", "surrogatepass"), whole.encoding
    for number, written in enumerate(io.BytesIO(data), start=1):
        line = written.rstrip(b"\r\n")
        if not line.strip():
            continue
        try:
            decoded = _line(line)
            row = Row(number, {}, line, encoding or decoded.encoding, decoded.flags)
            yield row, _parsed(decoded.text)
        except Unreadable as fault:
            yield Row(number, {}, line), fault


def _line(line: bytes) -> Decoded:
    # Its flags are those of its escapes; the row's text has its own.
    with contextlib.suppress(UnicodeDecodeError):
        return Decoded(line.decode("utf-8-sig"), "utf-8")
    return decode(line)


def _parsed(text: str, *, whole: bool = False) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_Object)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, " if whole else ""
        lines = whole and error.msg == "Extra data"
        remedy = "if each line is an object, name it .jsonl" if lines else "write it with a program that writes JSON"
        raise Unreadable("malformed", f"not JSON ({where}character {error.colno}: {error.msg})", remedy) from None
    except RecursionError:
        raise Unreadable("too_complex", "not JSON that can be read: nested too deeply", "flatten it") from None
    except ValueError:
        raise Unreadable("malformed", "not JSON that can be read: a number is too long", "write it as text") from None


def _row(row: Row, value: Any, raw: Raw) -> Row | Fault:
    try:
        fields = _fields(value, raw.columns)
    except Unreadable as fault:
        return Fault(row.number, fault, row.data)
    return replace(row, fields=fields)


def _fields(value: Any, stated: Mapping[str, str]) -> dict[Field, Any]:
    if isinstance(value, Unreadable):
        raise value
    if not isinstance(value, _Object):
        raise Unreadable("malformed", "not a JSON object", "write an object with a text")
    found = columns.find(value.names, stated)
    if found.get("text") not in value:
        raise Unreadable("no_text", f"its text is missing; it has {columns.shown(value.names)}", "give the row a text")
    return {field: value.get(column) for field, column in found.items()}


def _expect(raw: Raw, values: Iterable[Any]) -> None:
    """Raise Unreadable unless some row has a text, and every column that is stated stands in one."""
    names: dict[str, None] = {}
    fault: Unreadable | None = None
    seen = texts = False
    for value in values:
        seen = True
        if not isinstance(value, _Object):
            fault = fault or (value if isinstance(value, Unreadable) else None)
            continue
        names |= dict.fromkeys(value.names)
        texts = texts or _has_text(value, raw.columns)
        if texts and all(column in names for column in raw.columns.values()):
            return
    if names:
        columns.expect(tuple(names), raw.columns, name=raw.name)
    elif seen:
        what = "there is no object in it" + (f"; the first row is {fault.reason}" if fault else "")
        raise Unreadable("malformed", what, fault.remedy if fault else "write objects, each with a text")


def _has_text(value: _Object, stated: Mapping[str, str]) -> bool:
    try:
        return "text" in columns.find(value.names, stated)
    except Unreadable:
        return False
