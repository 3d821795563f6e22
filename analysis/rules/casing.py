"""A headline in title case in; the same letters with the small initials that a sentence would have out.

"US Accuses Russia of Using Missiles": the parser takes a verb with a capital for a name. Which words are names, the
article tells: what it writes in small letters is none, what it writes with a capital within a sentence is one
(truecasing by the document itself: Lita et al. 2003).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: A capital after one of these need not mean a name.
_BEGINNING = re.compile(r"(?:\A|[.?!:;…\n\"“”‘(\[—–•*>#-])\s*$")
#: Fewer words with a capital are no title case.
_FEWEST = 3
#: Of the words that are long enough to have a capital in a title, so many must have one.
_LONG, _SHARE = 4, 0.75


@dataclass(frozen=True, slots=True)
class Cased:
    """The words that an article writes with a capital within its sentences, and those that it writes without one."""

    capital: frozenset[str]
    small: frozenset[str]


def sentence_case(headline: str, article: Cased, is_common: Callable[[str], bool]) -> str:
    """The headline, of equal length, with a small initial for each word that is no name; itself if not in title case.

    `is_common` is asked whether a word in small letters, which the article does not have, links others or is a verb.
    """
    found = list(_WORD.finditer(headline))
    if not _is_title_case([word.group() for word in found]):
        return headline
    letters = list(headline)
    for word in found[1:]:
        if _is_small(word.group(), article, is_common):
            letters[word.start()] = letters[word.start()].lower()
    # A few capitals have small letters of two characters: the text keeps its length.
    return "".join(letters) if all(len(letter) == 1 for letter in letters) else headline


def _is_title_case(words: Collection[str]) -> bool:
    long = [word for word in words if len(word) >= _LONG]
    titled = [word for word in long if _is_titled(word)]
    return len(titled) >= _FEWEST and len(titled) >= _SHARE * len(long)


def _is_titled(word: str) -> bool:
    return word[0].isupper() and word[1:].islower()


def _is_small(word: str, article: Cased, is_common: Callable[[str], bool]) -> bool:
    if not _is_titled(word) or word in article.capital:
        return False
    return word.lower() in article.small or is_common(word.lower())


def cased(text: str) -> Cased:
    """How an article writes its words."""
    capital, small = set(), set()
    for word in _WORD.finditer(text):
        if word.group().islower():
            small.add(word.group())
        elif _is_titled(word.group()) and not _BEGINNING.search(text, max(0, word.start() - 9), word.start()):
            capital.add(word.group())
    return Cased(frozenset(capital), frozenset(small))
