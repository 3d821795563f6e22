"""What stands before a person's name: "Mr.", "President". It is no part of the name and shows that it is a person's."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from analysis import lexicons

if TYPE_CHECKING:
    from spacy.tokens import Doc

Gender = Literal["male", "female"]
GENDERS: tuple[Gender, ...] = ("male", "female")


class Title(lexicons.Entry):
    """What stands before a person's name."""

    title: str
    gender: Gender | None = None
    surname: bool = False


@functools.cache
def _entries() -> Mapping[str, Title]:
    return {entry.title: entry for entry in lexicons.read("titles", Title)}


@functools.cache
def _beginnings() -> frozenset[str]:
    """The first token of each title: a quick look before the slow one."""
    return frozenset(piece for title in _entries() for piece in (title.split()[0], title.partition("-")[0]))


@functools.cache
def titles() -> Mapping[str, Gender | None]:
    """Every title, as it is written, with the gender that it tells."""
    return {title: entry.gender for title, entry in _entries().items()}


def title_length(doc: Doc, start: int) -> int:
    """How many tokens from `start` on are titles, one after the other: "Mr. President", "former Vice President"."""
    if start == len(doc) or doc[start].text not in _beginnings():
        return 0
    before = end = start
    while length := next((n for n in (3, 2, 1) if end + n <= len(doc) and doc[end : end + n].text in titles()), 0):
        before, end = end, end + length
    named = end < len(doc) and doc[end].text[0].isupper()
    is_surname = before > start and not named and _entries()[doc[before:end].text].surname
    return (before if is_surname else end) - start
