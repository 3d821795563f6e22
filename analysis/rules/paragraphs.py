"""A passage in, its words as the rules on attribution look at them out: with its quotations, in numbers of tokens."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from analysis.language import Passage
from analysis.rules.cues import Cue, cue_of
from analysis.rules.grammar import is_mark
from analysis.rules.quotations import Quotation, quotations
from analysis.tables import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

#: A stretch of tokens: the first, and the one after the last.
Stretch = tuple[int, int]
Stretches = tuple[Stretch, ...]

_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "EVENT"})


def _word(token: Token) -> str:
    """A word by its lemma; a name by its kind alone, and so whatever has a capital letter without need."""
    if token.pos_ == "PROPN" or token.ent_type_ in _NAMED:
        return f"<{token.ent_type_ or 'name'}>"
    if token.text[:1].isupper() and not token.is_sent_start and token.pos_ != "PRON" and cue_of(token) is None:
        return "<Capital>"
    return "<number>" if token.like_num else str(token.lemma_.lower() if token.tag_ != "MD" else token.lower_)


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A passage with what a parse does not know: its quotations, and where its sentences end."""

    passage: Passage
    text: str
    is_first: bool = False
    following: Paragraph | None = None

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """All its tokens."""
        return list(self.passage.doc)

    @cached_property
    def words(self) -> list[str]:
        """Each token as evidence names it: by its lemma, or by what kind of name it is."""
        return [_word(token) for token in self.tokens]

    @cached_property
    def cues(self) -> list[Cue | None]:
        """For each token its entry among the cues, if it has one."""
        return [cue_of(token) for token in self.tokens]

    @cached_property
    def starts(self) -> list[int]:
        """Where each token begins, in the block."""
        return [token.idx for token in self.tokens]

    @cached_property
    def marked(self) -> list[Quotation]:
        """Its quotations, in characters of the block."""
        return list(quotations(self.text))

    @cached_property
    def quoted(self) -> list[Stretch]:
        """Its quotations with their marks, in tokens."""
        pairs = ((bisect_left(self.starts, q.start), bisect_left(self.starts, q.end)) for q in self.marked)
        return [(start, end) for start, end in pairs if start < end]

    @cached_property
    def _openings(self) -> list[int]:
        return [start for start, _ in self.quoted]

    def quotations_from(self, place: int) -> Iterator[Stretch]:
        """The quotations that begin at a token or behind it, in order."""
        return (self.quoted[n] for n in range(bisect_left(self._openings, place), len(self.quoted)))

    def quotation_before(self, place: int) -> Stretch | None:
        """The last quotation that begins before a token."""
        n = bisect_left(self._openings, place)
        return self.quoted[n - 1] if n else None

    def last_mark(self, quotation: Stretch) -> str:
        """The mark before the closing one of a quotation: a comma where its speaker follows; empty for a word."""
        end = quotation[1] - 1
        while end > quotation[0] and (self.tokens[end].is_quote or self.tokens[end].is_space):
            end -= 1
        return self.tokens[end].text if self.is_silent[end] else ""

    @cached_property
    def _counted(self) -> list[int]:
        return list(itertools.accumulate((n >= 0 for n in self.quotation_of), initial=0))

    def words_quoted(self, stretches: Sequence[Stretch]) -> int:
        """How many tokens of some stretches stand in quotations."""
        last = len(self.tokens)
        within = sum(self._counted[min(end, last)] - self._counted[min(start, last)] for start, end in stretches)
        return within + sum(max(0, end - max(start, last)) for start, end in stretches)

    @cached_property
    def quotation_of(self) -> list[int]:
        """For each token the number of the quotation that it stands in, or -1."""
        numbers = [-1] * len(self.tokens)
        for n, (start, end) in enumerate(self.quoted):
            numbers[start:end] = [n] * (end - start)
        return numbers

    @cached_property
    def sentence_of(self) -> list[Stretch]:
        """For each token the sentence that it stands in."""
        sentences = [(s.start, s.end) for s in self.passage.doc.sents]
        return [sentence for sentence in sentences for _ in range(*sentence)]

    @cached_property
    def continued(self) -> Stretches:
        """The quotations with which the next paragraph begins, in tokens counted on beyond the end of this one."""
        if self.following is None or not self.ends_open:
            return ()
        length = len(self.tokens)
        return tuple((start + length, end + length) for start, end in self.following.leading)

    @property
    def ends_open(self) -> bool:
        """Whether it ends with a colon: what it announces comes in the next one."""
        return self.text.rstrip()[-1:] == ":"

    @cached_property
    def leading(self) -> Stretches:
        """The quotations that it begins with, nothing but blanks and marks between them."""
        found: list[Stretch] = []
        place = 0
        for start, end in self.quoted:
            if not all(self.is_silent[place:start]):
                break
            found.append((start, end))
            place = end
        return tuple(found)

    def is_quoted(self, i: int) -> bool:
        """Whether a token stands in a quotation; one beyond the end does."""
        return i >= len(self.tokens) or self.quotation_of[i] >= 0

    @cached_property
    def is_edge(self) -> list[bool]:
        """For each token whether it is left out at the edge of a stretch: a blank, a comma, but no quote mark."""
        return [t.is_space or (is_mark(t) and not t.is_quote) for t in self.tokens]

    @cached_property
    def is_silent(self) -> list[bool]:
        """For each token whether it is a blank or a mark, quote marks among them."""
        return [t.is_space or is_mark(t) for t in self.tokens]

    def trimmed(self, stretches: Iterable[Stretch]) -> Stretches:
        """Stretches in order, joined where they touch, without marks at their edges, a last `and`, and empty ones."""
        joined: list[Stretch] = []
        for start, end in sorted(stretches):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            elif start < end:
                joined.append((start, end))
        return tuple(one for one in map(self._trim, joined) if one[0] < one[1])

    def _trim(self, stretch: Stretch) -> Stretch:
        start, end = stretch
        while start < end and self.is_edge[start]:
            start += 1
        while start < end and (self.is_edge[end - 1] or self.tokens[end - 1].dep_ == "cc"):
            end -= 1
        return (start, end) if not all(self.is_silent[start:end]) else (start, start)

    def without(self, stretch: Stretch, gone: Iterable[int]) -> list[Stretch]:
        """What is left of a stretch without some tokens."""
        start, end = stretch
        left: list[Stretch] = []
        for i in sorted(i for i in set(gone) if start <= i < end):
            left.append((start, i))
            start = i + 1
        return [*left, (start, end)]

    def spans(self, stretches: Iterable[Stretch]) -> tuple[Span, ...]:
        """Stretches as spans of the document."""
        return tuple(self._span(*stretch) for stretch in stretches)

    def _span(self, start: int, end: int) -> Span:
        length = len(self.tokens)
        if start >= length and self.following is not None:
            return self.following.spans([(start - length, end - length)])[0]
        base, last = self.passage.block.start, self.tokens[end - 1]
        return base + self.tokens[start].idx, base + last.idx + len(last)

    def stretches(self, tokens: Iterable[Token]) -> Stretches:
        """Tokens as stretches."""
        return self.trimmed((token.i, token.i + 1) for token in tokens)


def paragraphs(text: str, passages: Iterable[Passage]) -> list[Paragraph]:
    """The passages of a text, in order, each knowing the one that follows it."""
    found: list[Paragraph] = []
    for passage in reversed(list(passages)):
        words = text[passage.block.start : passage.block.end]
        found.append(Paragraph(passage, words, following=found[-1] if found else None))
    return [replace(one, is_first=n == 0) for n, one in enumerate(reversed(found))]
