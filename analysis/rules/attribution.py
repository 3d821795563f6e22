"""A document's passages in, its attributions out: who says what, in whose words.

A parse ends at the sentence; a quotation does not. So a content that runs into a quotation takes it whole, a cue
without a clause takes the quotation that it adjoins, and a quotation without a cue goes on with the speaker
before it or, where there is none, has no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from analysis.language import Passage
from analysis.rules import cues
from analysis.rules.quotations import Quotation, meeting, quotations
from analysis.tables import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

#: A cue takes a quotation that follows it at most so many words later: `said in a statement on Monday: "..."`.
_WORDS_BETWEEN = 8
#: Characters within which such words may stand, before and after the cue.
_REACH_BACK, _REACH_ON = 4, 100
#: A shorter quotation without a cue is a title or an ironic word, not something said.
_WORDS_SAID = 4
_SENTENCE_END = re.compile(r"[.?!…][\"'”’»)]*\s*$")
#: The end of the speaker's own sentence; what stands after it, if anything, is another one.
_NEXT_SENTENCE = re.compile(r"[.?!…][\"'”’»)]*\s")
#: A quotation that ends a sentence has its end before its closing mark.
_LAST_MARKS = 2
_CLOSING = frozenset("\"”'’»")


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution, not yet a row; offsets count in the document."""

    rule: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    kind: Literal["direct", "indirect", "mixed"] = "indirect"
    score: float | None = None


def draft(text: str, passages: Iterable[Passage]) -> list[Draft]:
    """The attributions of a document's passages; a quotation of several paragraphs is one attribution."""
    drafts: list[Draft] = []
    goes_on = False
    for passage in passages:
        quoted = _quoted(text, passage)
        own = _attributed(text, passage, quoted)
        drafts += own
        for quotation in _free(quoted, own):
            _place(quotation, text, passage, drafts, follows=goes_on or bool(own))
        words = text[passage.block.start : passage.block.end].rstrip()
        goes_on = bool(quoted) and (words[-1:] in _CLOSING or not quoted[-1].closed)
    return drafts


def _quoted(text: str, passage: Passage) -> list[Quotation]:
    base = passage.block.start
    found = quotations(text[base : passage.block.end])
    return [replace(q, start=q.start + base, end=q.end + base) for q in found]


# --- attributions with a cue -----------------------------------------------------------------------


def _attributed(text: str, passage: Passage, quoted: Sequence[Quotation]) -> list[Draft]:
    drafts = []
    for found in cues.find(passage.doc):
        cue, source = _spans(passage, found.cue), _spans(passage, found.source)
        if not cue or (_is_speaker(found.source) and _is_quoted(cue[0], quoted)):
            continue
        if found.content:
            content = _with_quotations(_spans(passage, found.content), cue, quoted)
        else:
            content = _adjoining((*cue, *source), quoted, text)
        if content:
            drafts.append(Draft(f"{found.kind}.{found.pattern}", content, cue, source, _kind(content, quoted)))
    return drafts


def _is_speaker(source: Sequence[Token]) -> bool:
    """`I think` in a quotation: its speaker once more, no other source."""
    return len(source) == 1 and source[0].lower_ in {"i", "we"}


def _is_quoted(span: Span, quoted: Sequence[Quotation]) -> bool:
    return any(quotation.holds(*span) for quotation in meeting(quoted, *span))


def _spans(passage: Passage, tokens: Iterable[Token]) -> tuple[Span, ...]:
    base = passage.block.start
    return tuple((start + base, end + base) for start, end in cues.stretches(tokens))


def _with_quotations(content: Iterable[Span], cue: Sequence[Span], quoted: Sequence[Quotation]) -> tuple[Span, ...]:
    """The content, each quotation that it runs into taken whole, or kept within the one the cue stands in."""
    spans = []
    for span in content:
        start, end = span
        for quotation in meeting(quoted, *span):
            if any(quotation.holds(*one) for one in cue):
                start, end = max(start, quotation.start), min(end, quotation.end)
            else:
                start, end = min(start, quotation.start), max(end, quotation.end)
        spans.append((start, end))
    return _merged(spans, cue)


def _merged(spans: Iterable[Span], cue: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap joined, and none that lies within the cue."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple((s, e) for s, e in merged if s < e and not any(a <= s and e <= b for a, b in cue))


def _adjoining(group: Sequence[Span], quoted: Sequence[Quotation], text: str) -> tuple[Span, ...]:
    """The quotations between which, and the cue and its source, nothing but a few words stands."""
    first, last = min(start for start, _ in group), max(end for _, end in group)
    near = meeting(quoted, first - _REACH_BACK, last + _REACH_ON)
    return tuple((q.start, q.end) for q in near if _adjoins(q, first, last, text))


def _adjoins(quotation: Quotation, first: int, last: int, text: str) -> bool:
    if quotation.end <= first:
        return not re.search(r"\w", text[quotation.end : first])
    gap = text[last : quotation.start]
    return bool(gap) and "." not in gap and len(gap.split()) <= _WORDS_BETWEEN and gap.rstrip()[-1:] in {":", ","}


def _kind(content: Sequence[Span], quoted: Sequence[Quotation]) -> Literal["direct", "indirect", "mixed"]:
    if all(_is_quoted(span, quoted) for span in content):
        return "direct"
    return "mixed" if any(meeting(quoted, *span) for span in content) else "indirect"


# --- quotations without a cue ----------------------------------------------------------------------


def _free(quoted: Sequence[Quotation], own: Sequence[Draft]) -> list[Quotation]:
    """The quotations that no attribution from outside them has in its content."""
    taken = {
        quotation.start
        for one in own
        for span in one.content
        for quotation in meeting(quoted, *span)
        if not any(quotation.holds(*cue) for cue in one.cue)
    }
    return [quotation for quotation in quoted if quotation.start not in taken]


def _place(quotation: Quotation, text: str, passage: Passage, drafts: list[Draft], *, follows: bool) -> None:
    """Give a quotation that begins a sentence to the speaker before it, or to nobody."""
    before = text[max(passage.block.start, quotation.start - _REACH_ON) : quotation.start]
    span = (quotation.start, quotation.end)
    if before.strip() and not _SENTENCE_END.search(before):
        return
    words = text[quotation.start : quotation.end]
    is_short = len(words.split()) < _WORDS_SAID
    if is_short and not _SENTENCE_END.search(words):
        return
    speaker = _last_speaker(drafts, quotation, text) if follows else None
    if speaker is not None:
        drafts[speaker] = replace(drafts[speaker], content=(*drafts[speaker].content, span))
    elif not is_short:
        drafts.append(Draft("say.unattributed", (span,), kind="direct"))


def _last_speaker(drafts: Sequence[Draft], quotation: Quotation, text: str) -> int | None:
    """The last attribution in which somebody speaks in his own words, if no other sentence follows it."""
    speaking = (n for n in reversed(range(len(drafts))) if _speaks(drafts[n]))
    last = next(speaking, None)
    if last is None:
        return None
    one = drafts[last]
    end = max(end for _, end in (*one.content, *one.cue, *one.source))
    others = _NEXT_SENTENCE.split(text[end - _LAST_MARKS : quotation.start], maxsplit=1)[1:]
    return None if any(re.search(r"\w", other) for other in others) else last


def _speaks(one: Draft) -> bool:
    return one.kind != "indirect" and one.rule.startswith("say")
