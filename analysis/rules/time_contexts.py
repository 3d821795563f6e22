"""A kind of words in, the words that say how to read a time expression out (lexicons/time_contexts.toml)."""

from __future__ import annotations

import functools
import re

from analysis import lexicons


class TimeContext(lexicons.Entry):
    """Words of one kind."""

    kind: str
    words: list[str]


@functools.cache
def words_of(kind: str) -> frozenset[str]:
    """The words of a kind, in small letters."""
    entries = lexicons.read("time_contexts", TimeContext)
    return frozenset(word.lower() for entry in entries if entry.kind == kind for word in entry.words)


@functools.lru_cache(maxsize=4)
def is_of_a_game(text: str) -> bool:
    """Whether a text is rather of a game than of a company's or a country's year, by its words."""
    words = frozenset(_WORD.findall(text.lower()))
    return len(words & words_of("game")) > len(words & words_of("accounts"))


_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
