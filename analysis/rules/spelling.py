"""A name in, a copy of it for comparison out. The name itself is never altered."""

from __future__ import annotations

import functools
import unicodedata


@functools.lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """A copy for comparison: small letters without accents and points."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace(".", ""))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
