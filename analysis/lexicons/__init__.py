"""Word lists in, frozen entries out. A lexicon is a TOML file in this folder: data that anyone can read and mend.

Each file holds one array of tables named like the file; each entry carries an `example`, a sentence in
which the entry does its work and which is its test.
"""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import TypeVar

from pydantic import BaseModel, ConfigDict


class Entry(BaseModel):
    """One entry of a lexicon. Each lexicon extends it with its own fields, next to the rule that reads them."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    example: str


E = TypeVar("E", bound=Entry)


@functools.cache
def read(name: str, entry: type[E]) -> tuple[E, ...]:
    """The entries of `<name>.toml`, in the order of the file. Raises ValidationError where one is malformed."""
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tuple(entry.model_validate(row) for row in tomllib.loads(text)[name])
