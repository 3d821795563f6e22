"""A document's paragraphs in, the lines of a transcript out: "MAYOR: Thank you" has its speaker before it.

One such line may be a dateline ("NEW DELHI: The minister ..."); of a conversation there are more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.rules.paragraphs import Paragraph
from analysis.tables import Span

#: A name in capitals, with its title, or the letter of a question or an answer.
SPEAKER = re.compile(r"\s{0,9}((?:[A-Z][A-Z.’'-]{0,30} ){0,5}[A-Z][A-Z’'-]{1,30}|[QA]) ?:(?=\s)")
_FEWEST = 2


def turns(found: Iterable[Paragraph]) -> dict[int, tuple[Span, Span, Span]]:
    """For each paragraph that somebody speaks, by its start: the spans of speaker, colon and what is said."""
    lines = {at.passage.block.start: turn for at in found if (turn := _turn(at)) is not None}
    return lines if len(lines) >= _FEWEST else {}


def _turn(at: Paragraph) -> tuple[Span, Span, Span] | None:
    found = SPEAKER.match(at.text) if at.passage.block.kind == "paragraph" else None
    if found is None:
        return None
    said = at.text[found.end() :].rstrip()
    start, base = found.end() + len(said) - len(said.lstrip()), at.passage.block.start
    end = found.end() + len(said)
    if start >= end:
        return None
    return (
        (base + found.start(1), base + found.end(1)),
        (base + found.end() - 1, base + found.end()),
        (base + start, base + end),
    )
