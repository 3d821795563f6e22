"""A passage and who is named in it in; out, the line that it is of a conversation: who says "I" and "you" in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.language import Passage
from analysis.rules.forms import Named, Who
from analysis.rules.pronouns import pronoun_at
from analysis.rules.quotations import quotations

HEADS = frozenset({"headline", "standfirst", "subhead", "dateline"})


@dataclass(frozen=True, slots=True)
class Turn:
    """Who says a passage, and to whom, as far as the text tells it; the rule that says so."""

    speaker: Who | None
    addressee: Who | None
    rule: str


@dataclass(frozen=True, slots=True)
class Line:
    """A passage with who is named in it, and who says "I" and "you" there outside quotations; `text` is its own."""

    passage: Passage
    named: tuple[Named, ...]
    first: int
    second: int
    text: str

    @property
    def asks(self) -> bool:
        """Whether it ends with a question."""
        return self.text.rstrip(" )]\"'").endswith("?")

    def people(self) -> list[Named]:
        """The people who are named in it."""
        return [one for one in self.named if one.who.type == "person"]


def line_of(passage: Passage, named: tuple[Named, ...]) -> Line:
    """The line that a passage is."""
    taken = Counter(p.takes for t in unquoted(passage) if (p := pronoun_at(passage.doc[t])))
    return Line(passage, named, taken["speaker"], taken["addressee"], passage.doc.text)


def unquoted(passage: Passage) -> Iterator[int]:
    """The tokens of a passage that stand in no quotation."""
    quoted = iter(quotations(passage.doc.text))
    at = next(quoted, None)
    for token in passage.doc:
        while at is not None and at.end <= token.idx:
            at = next(quoted, None)
        if at is None or token.idx < at.start:
            yield token.i
