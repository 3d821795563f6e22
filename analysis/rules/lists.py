"""The lines of a page in, those that are items of a list out; a list of links is a menu.

A bullet makes an item of a single line, a number only of two in a row. A dash does so only in a run, and not where
dashes open quoted speech ("– We shall stay – he said"), as they do in much of Europe.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from analysis.rules.lines import Line
from analysis.tables import BlockKind

_BULLET = re.compile(r"^[•·▪◦‣●■○∙➤►✔✓*+]\s+")
_DASH = re.compile(r"^[-–—]\s+(?!.*[-–—]$)")
_NUMBER = re.compile(r"^(?:\(?\d{1,2}[.)]|\(?[a-z]\)|[ivx]{1,4}\))\s+")
_SPEECH = re.compile(r"[\w,.!?…\"”)]\s?[-–—]\s?[a-zà-ÿąćęłńóśźż]+\s")
_LINK = re.compile(r"^\[[^\]]*\]\([^)]*\)$")
_ROW = re.compile(r"^\|.*\|$")

_MENU_WORDS = 3
_AT_LEAST = {"bullet": 1, "dash": 2, "number": 2}

Mark = Literal["bullet", "dash", "number"]


def items(page: Sequence[Line], kinds: Sequence[BlockKind | None]) -> Iterator[tuple[int, BlockKind]]:
    """The items of lists, and the links of menus, by the number of their line."""
    speech = any(_DASH.match(line.text) and _SPEECH.search(line.text) for line in page)
    marks = [None if kinds[i] else _mark(line.text) for i, line in enumerate(page)]
    last = max((i for i, line in enumerate(page) if line.is_prose and not marks[i]), default=-1)
    for mark, members in itertools.groupby(range(len(page)), key=marks.__getitem__):
        run = list(members)
        if mark is None or len(run) < _AT_LEAST[mark] or (mark == "dash" and speech and not _introduced(page, run[0])):
            continue
        below = run[0] > last and run[0] > 0 and kinds[run[0] - 1] in ("navigation", "footer")
        kind: BlockKind = "navigation" if _is_menu(page, run, below=below) else "list_item"
        yield from ((i, kind) for i in run)
    yield from _unmarked(page, kinds, marks)
    yield from _rows(page, kinds)


def _mark(text: str) -> Mark | None:
    if _BULLET.match(text):
        return "bullet"
    if _DASH.match(text):
        return "dash"
    return "number" if _NUMBER.match(text) else None


def _introduced(page: Sequence[Line], i: int) -> bool:
    return i > 0 and page[i - 1].text.endswith(":")


def _is_menu(page: Sequence[Line], run: Sequence[int], *, below: bool) -> bool:
    """Items of a few words, or links; and what goes on where a menu or footer began, `below` the article."""
    if _introduced(page, run[0]):
        return False
    bare = [page[i].text.split(None, 1)[-1] for i in run]
    if all(_LINK.match(text) or len(text.split()) <= _MENU_WORDS for text in bare):
        return True
    return below and not any(page[i].ends for i in run)


def _unmarked(
    page: Sequence[Line], kinds: Sequence[BlockKind | None], marks: Sequence[Mark | None]
) -> Iterator[tuple[int, BlockKind]]:
    """Lines that are no sentences, at least two below one that ends in a colon."""
    for i, line in enumerate(page):
        if kinds[i] or not line.is_prose or not line.text.endswith(":"):
            continue
        listed = itertools.takewhile(
            lambda j: not kinds[j] and not marks[j] and _is_item(page[j]), range(i + 1, len(page))
        )
        found = list(listed)
        yield from ((j, "list_item") for j in found if len(found) > 1)


def _is_item(line: Line) -> bool:
    return line.text[-1] in ";," or not (line.ends or line.asks)


def _rows(page: Sequence[Line], kinds: Sequence[BlockKind | None]) -> Iterator[tuple[int, BlockKind]]:
    """Rows of a table in Markdown: what is written in sentences is read, cells of a word or number are not."""
    for i, line in enumerate(page):
        if kinds[i] is None and _ROW.match(line.text):
            yield i, "list_item" if any(cell.strip().endswith(".") for cell in line.text.split("|")) else "navigation"
