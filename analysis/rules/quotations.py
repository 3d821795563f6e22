"""The text of one block in, its quotations out: pairs of quote marks, tolerant of the ways in which they go wrong.

News text mixes straight and curly marks, forgets the closing one, and opens a quotation again at each new
paragraph without having closed it (a convention of printing). So the place of a mark, at the beginning or
at the end of a word, says more than its glyph, and nothing is paired beyond the paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DOUBLE = re.compile("[\"“”„‟«»〝〞]|''|``")
# A single mark opens only before a word and closes only after one: between letters it is an apostrophe.
_SINGLE = re.compile(r"(?<![^\s(\[—–-])['‘](?=\w)|(?<=[\w.,!?…])['’](?!\w)")
#: Between such a character and a word a mark opens; between a word and such a character (or nothing) it closes.
_BEFORE, _AFTER = "([—–-", ".,;:!?)]—–-"
_OPENING = frozenset({"“", "„", "‟", "«", "〝", "``", "‘"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks, as offsets in the block. `closed` is false where the block ends before it does."""

    start: int
    end: int
    closed: bool = True

    def holds(self, start: int, end: int) -> bool:
        """Whether the stretch lies within the quotation."""
        return self.start <= start and end <= self.end


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of one block, in order. Single marks count only where there are no double ones."""
    pattern = _DOUBLE if _DOUBLE.search(text) else _SINGLE
    marks = [mark for mark in pattern.finditer(text) if not _is_inch(text, mark)]
    # An apostrophe that ends a word looks like a closing mark: an unclosed single mark proves nothing.
    return tuple(pair for pair in _pairs(text, marks) if pair.closed or pattern is _DOUBLE)


def meeting(quoted: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """Those of a block's quotations, in order, that share a character with the stretch."""
    first = bisect_right(quoted, start, key=lambda quotation: quotation.end)
    return quoted[first : bisect_left(quoted, end, key=lambda quotation: quotation.start)]


def _pairs(text: str, marks: list[re.Match[str]]) -> Iterator[Quotation]:
    opened: int | None = None
    straight = max((mark.start() for mark in marks if mark.group() == '"'), default=-1)
    for mark in marks:
        opens = _opens(text, mark, within=opened is not None)
        if opens and (opened is None or (mark.group() == "“" and opened == straight)):
            # A straight mark, the last of its kind, before a curly one that opens has been closed nowhere.
            opened = mark.start()
        elif opened is not None and not opens:
            yield Quotation(opened, mark.end())
            opened = None
    if opened is not None:
        yield Quotation(opened, len(text.rstrip()), closed=False)


def _opens(text: str, mark: re.Match[str], *, within: bool) -> bool:
    """Whether a mark opens: by its place if that is clear, else by its glyph, else by what is expected."""
    before, after = text[max(0, mark.start() - 1) : mark.start()], text[mark.end() : mark.end() + 1]
    at_beginning = (not before or before.isspace() or before in _BEFORE) and not (after.isspace() or after in _AFTER)
    at_end = not (not before or before.isspace()) and (after.isspace() or after in _AFTER)
    if at_beginning != at_end:
        return at_beginning
    if mark.group() in {'"', "''"}:
        return not within
    return mark.group() in _OPENING


def _is_inch(text: str, mark: re.Match[str]) -> bool:
    """Whether a straight mark after a digit means inches or seconds: nothing was opened before it."""
    before = text[max(0, mark.start() - 1) : mark.start()]
    return mark.group() == '"' and before.isdigit() and text.find('"') == mark.start()
