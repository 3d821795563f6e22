"""Bytes in, articles out: one function for each format. What cannot be read is Unreadable, with reason and remedy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from analysis.metadata import Known, first_fault


class Unreadable(ValueError):  # noqa: N818 - it is a finding about a file, not an error of the program
    """A file or row that cannot be read: why, and what to do about it, in words for the person who put it there."""

    def __init__(self, reason: str, remedy: str | None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Article:
    """A text as it was read, with what came with it. `name` is its path, `sha256` and `size` are of its bytes."""

    name: str
    doc_id: str
    text: str
    format: str
    sha256: str
    size: int
    known: Known = field(default_factory=Known)


Reader = Callable[[str, bytes], Article]


def read_text(name: str, data: bytes) -> Article:
    """A plain text or Markdown file in UTF-8, line ends as they are; a leading byte order mark is no text."""
    ending = name.rpartition(".")[2].lower()
    return Article(name, name, _decoded(data, "utf-8-sig"), ending, hashlib.sha256(data).hexdigest(), len(data))


#: Endings and how they are read. A further format is one more entry.
READERS: Mapping[str, Reader] = {".txt": read_text, ".md": read_text}


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8 (byte {error.start})", "save it as UTF-8") from None


def rows(lines: Iterator[bytes], name: str) -> Iterator[tuple[str, bytes]]:
    """The rows of a JSONL file with their names, `file:0000001`; empty lines are none."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield f"{name}:{number:07d}", line.rstrip(b"\r\n")


def read_row(name: str, line: bytes) -> Article:
    """A row of a JSONL file: `doc_id` and `text`, used verbatim, and what else Known has. Raises Unreadable."""
    row = _object(_decoded(line, "utf-8-sig"))
    doc_id, text = _string(row, "doc_id"), _string(row, "text")
    try:
        known = Known.model_validate({name: value for name, value in row.items() if name in Known.model_fields})
    except ValidationError as error:
        raise Unreadable(first_fault(error), "mend the field") from None
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(name, doc_id, text, "jsonl", digest, len(line), known)


def _string(row: dict[str, Any], field: str) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not value:
        raise Unreadable(f"{field} is missing, empty or no string", f"give the row a {field} in quotation marks")
    return value


def _object(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        raise Unreadable("not JSON", "write one JSON object on the line") from None
    if not isinstance(row, dict):
        raise Unreadable("not a JSON object", "write an object with doc_id and text")
    return row
