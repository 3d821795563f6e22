"""Text of a document in, the same text as it can be shown out: what nobody could see in it is spelled out."""

from __future__ import annotations

import itertools
import re
import unicodedata

#: Characters of a cell, and of a label in a chart, that are shown.
CELL, LABEL = 400, 80

#: Characters that have no look of their own, or change that of others: controls, bidi marks, zero-width, surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def spelled_out(text: str) -> str:
    """The text with every unseen character but tabs and line ends as its number: `⟨U+202E⟩`."""
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def visible(text: str) -> str:
    """The same on one line: white space as single spaces."""
    return spelled_out(re.sub(r"[ \t\r\n]+", " ", text).strip())


def width(text: str) -> int:
    """How many columns a text takes where every letter has the same width."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, columns: int) -> str:
    """The visible text on one line, cut with an ellipsis to so many columns."""
    text = visible(text[: 4 * columns + 4])
    if width(text) <= columns:
        return text
    ends = itertools.accumulate(map(width, text))
    return text[: next(place for place, end in enumerate(ends) if end >= columns)].rstrip() + "…"
