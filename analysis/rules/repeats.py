"""The texts of a corpus in, the lines out that recur in several of them: menus, prompts, notices of an outlet.

What several outlets print of one agency recurs as well and is no furniture. So a text most of whose sentences stand
in others too is not counted, and a paragraph has to stand at the outer end of its pages, beside shorter lines that
recur, or in very many texts.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

_LINES = re.compile(r"[\r\n\u2028\u2029\x0b\x0c\x85]+")
_SENTENCES = re.compile(r"(?<=[.!?…])[\"”’»)]?\s+")
_ENDS_SENTENCE = re.compile(r"[.!?;…][\"'”’»)\]]*$")

#: Texts in which a short line has to stand, a paragraph beside short ones, and any paragraph.
_SHORT, _BESIDE, _MANY = 3, 5, 20
#: Share of its texts in which a paragraph stands at an outer end.
_MOSTLY = 0.8
#: Share of a text's sentences above which it is printed elsewhere too.
_COPIED = 0.4
_SENTENCE_WORDS = 6
_PROSE_WORDS, _SHORT_SENTENCE_WORDS = 12, 3
_LAST_CHARACTERS = 20


@dataclass(frozen=True, slots=True)
class _Page:
    """A text as it is compared: its lines in normal form, and the digests of its sentences."""

    lines: tuple[str, ...]
    sentences: frozenset[str]


def normal(line: str) -> str:
    """The form in which lines are compared: without regard to case and to white space."""
    return " ".join(line.casefold().split())


def repeated(texts: Iterable[str]) -> frozenset[str]:
    """The lines, in normal form, that belong to the pages rather than to the articles."""
    pages = [_page(text) for text in texts]
    printed = Counter(itertools.chain.from_iterable(page.sentences for page in pages))
    own = [page.lines for page in pages if not _is_copy(page, printed)]
    spread = Counter(itertools.chain.from_iterable(frozenset(lines) for lines in own))
    often = frozenset(line for line, texts_with in spread.items() if texts_with >= _SHORT)
    short = frozenset(line for line in often if not _is_prose(line))
    outer = Counter(itertools.chain.from_iterable(frozenset(_outer(lines, often)) for lines in own))
    beside = Counter(itertools.chain.from_iterable(frozenset(_beside(lines, often, short)) for lines in own))
    return short | frozenset(
        line
        for line in often - short
        if (spread[line] >= _MANY and outer[line] >= _MOSTLY * spread[line])
        or (spread[line] >= _BESIDE and beside[line] >= _MOSTLY * spread[line])
    )


def _page(text: str) -> _Page:
    # A line that recurs is kept once.
    lines = tuple(sys.intern(line) for line in map(normal, _LINES.split(text)) if line)
    sentences = itertools.chain.from_iterable(_SENTENCES.split(line) for line in lines)
    return _Page(lines, frozenset(sys.intern(one) for one in sentences if one.count(" ") >= _SENTENCE_WORDS - 1))


def _is_copy(page: _Page, printed: Counter[str]) -> bool:
    elsewhere = sum(printed[sentence] > 1 for sentence in page.sentences)
    return elsewhere > _COPIED * len(page.sentences)


def _is_prose(line: str) -> bool:
    words = line.count(" ") + 1
    ends = _ENDS_SENTENCE.search(line[-_LAST_CHARACTERS:])
    return words >= (_SHORT_SENTENCE_WORDS if ends else _PROSE_WORDS)


def _ends_of(lines: Sequence[str], often: Container[str]) -> Iterator[Sequence[str]]:
    """The lines from either end of a page inwards, as long as they recur."""
    for inwards in (lines, lines[::-1]):
        yield list(itertools.takewhile(often.__contains__, inwards))


def _outer(lines: Sequence[str], often: Container[str]) -> Iterator[str]:
    return itertools.chain.from_iterable(_ends_of(lines, often))


def _beside(lines: Sequence[str], often: Container[str], short: Container[str]) -> Iterator[str]:
    """Of these, the ones with a short line that recurs on their inner side: the article begins beyond it."""
    for end in _ends_of(lines, often):
        inner = max((i for i, line in enumerate(end) if line in short), default=0)
        yield from end[:inner]
