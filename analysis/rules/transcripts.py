"""A document's paragraphs in, the lines of a transcript out: "MAYOR: Thank you" has its speaker before it.

One such line may be a dateline ("NEW DELHI: The minister ..."); of a conversation there are more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.rules.paragraphs import Paragraph
from analysis.tables import Mention, Span

#: A name in capitals, with its title, or the letter of a question or an answer.
SPEAKER = re.compile(r"\s{0,9}((?:[A-Z][A-Z.’'-]{0,30} ){0,5}[A-Z][A-Z’'-]{1,30}|[QA]) ?:(?=\s)")
_FEWEST = 2
#: The rule by which "I" means who speaks after a label.
_SAYS = "conversations.label"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A paragraph that somebody speaks: the spans of the label before it, its colon and what is said."""

    label: Span
    colon: Span
    said: Span
    letter: str

    def source(self, answering: Span | None) -> tuple[Span, ...]:
        """Who says it: the label, but "A" is nobody's name, and who asks is not told."""
        if not self.letter:
            return (self.label,)
        return (answering,) if answering and self.letter == "A" else ()


def turns(found: Iterable[Paragraph]) -> dict[int, Spoken]:
    """The paragraphs that somebody speaks, by their start."""
    lines = {at.passage.block.start: turn for at in found if (turn := _turn(at)) is not None}
    return lines if len(lines) >= _FEWEST else {}


def answering(spoken: Iterable[Spoken], mentions: Sequence[Mention]) -> Span | None:
    """Where the text first names the one who gives the answers: whom "I" means in them."""
    answers = {place for one in spoken if one.letter == "A" for place in range(*one.said)}
    own = Counter(row.actor_id for row in mentions if row.rule == _SAYS and row.start in answers)
    who = max(own, key=lambda actor: (own[actor], actor), default=None)
    return next(((row.start, row.end) for row in mentions if row.actor_id == who and row.kind == "name"), None)


def _turn(at: Paragraph) -> Spoken | None:
    found = SPEAKER.match(at.text) if at.passage.block.kind == "paragraph" else None
    if found is None:
        return None
    said = at.text[found.end() :].rstrip()
    start, base = found.end() + len(said) - len(said.lstrip()), at.passage.block.start
    end = found.end() + len(said)
    if start >= end:
        return None
    return Spoken(
        (base + found.start(1), base + found.end(1)),
        (base + found.end() - 1, base + found.end()),
        (base + start, base + end),
        found[1] if len(found[1]) == 1 else "",
    )
