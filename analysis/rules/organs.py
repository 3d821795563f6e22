"""Nouns that, with a state's adjective or name, mean that state: "the French government"."""

from __future__ import annotations

import functools

from analysis import lexicons


class Organ(lexicons.Entry):
    """A noun that, with a state's adjective, means that state."""

    noun: str


@functools.cache
def organs() -> frozenset[str]:
    """All of them, in small letters."""
    return frozenset(entry.noun for entry in lexicons.read("organs", Organ))
