"""A row in, the cells that show it out."""

from __future__ import annotations

import hashlib
from typing import Any

from analysis.display import Passage


def passage(row: Any, text: str) -> Passage:
    """A cell that leads to the row's own span."""
    return Passage(row.doc_id, f"s{row.start}-{row.end}", text)


def top(doc_id: str) -> Passage:
    """A cell that leads to a document, named by its id."""
    return Passage(doc_id, "top", doc_id)


def words(name: object) -> str:
    """A word of the tables as people write it."""
    return str(name or "").replace("_", " ")


def many(count: int, noun: str) -> str:
    """As in: `1 claim`, `2 claims`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def anchor(what: str, *key: str) -> str:
    """Where the passages of a key stand in a page, as a name that HTML allows."""
    return f"{what}-{hashlib.sha256(chr(0).join(key).encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
