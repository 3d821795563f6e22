"""What every kind of dump is turned into: rows, each with what it says of the fields, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.readers import Unreadable
from analysis.readers.columns import Field
from analysis.tables import Flag


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its number, and the value of each field; `data` is the line it stands on, where it has one."""

    number: int
    fields: Mapping[Field, Any]
    data: bytes | None = None
    encoding: str | None = "utf-8"
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A row by its number that cannot be read, and why."""

    number: int
    why: Unreadable
    data: bytes | None = None
