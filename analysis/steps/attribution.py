"""One block's attributions and its quotations in, both brought together out: who says what, in whose words.

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
from analysis.steps import cues
from analysis.steps.quotations import Quotation, quotations
from analysis.tables import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

#: A cue takes a quotation that follows it at most so many words later: `said in a statement on Monday: "..."`.
_WORDS_BETWEEN = 8
#: A shorter quotation without a cue is a title or an ironic word, not something said.
_WORDS_SAID = 4
_SENTENCE_END = re.compile(r"[.?!…][\"'”’»)]*\s*$")


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution, not yet a row; offsets count in the document."""

    rule: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    kind: Literal["direct", "indirect", "mixed"] = "indirect"


def draft(text: str, passages: Iterable[Passage]) -> list[Draft]:
    """The attributions of a document's passages; a quotation of several paragraphs is one attribution."""
    drafts: list[Draft] = []
    goes_on = False
    for passage in passages:
        start, end = passage.block.start, passage.block.end
        quoted = [replace(q, start=q.start + start, end=q.end + start) for q in quotations(text[start:end])]
        own = _attributed(text, passage, quoted)
        free = [q for q in quoted if not any(_takes(one, q) for one in own)]
        drafts += own
        for quotation in free:
            _place(quotation, text, passage, drafts, opened=goes_on or bool(own))
        goes_on = bool(quoted) and _speaker(drafts) is not None and text[start:end].rstrip()[-1:] in "\"”'’»"
        goes_on = goes_on or bool(quoted and not quoted[-1].closed)
    return drafts


def _attributed(text: str, passage: Passage, quoted: Sequence[Quotation]) -> list[Draft]:
    drafts = []
    for found in cues.find(passage.doc):
        cue, source = _spans(passage, found.cue), _spans(passage, found.source)
        if _is_speaker(found.source) and any(q.holds(*cue[0]) for q in quoted):
            continue
        if found.content:
            content = _with_quotations(_spans(passage, found.content), cue, quoted)
        else:
            content = tuple((q.start, q.end) for q in quoted if _adjoins(q, (*cue, *source), text))
        if content and cue:
            drafts.append(Draft(f"{found.kind}.{found.pattern}", content, cue, source, _kind(content, quoted)))
    return drafts


def _is_speaker(source: Sequence[Token]) -> bool:
    """`I think` in a quotation: its speaker once more, no other source."""
    return len(source) == 1 and source[0].lower_ in {"i", "we"}


def _takes(one: Draft, quotation: Quotation) -> bool:
    """Whether an attribution from outside the quotation has it in its content."""
    outside = not any(quotation.holds(*span) for span in one.cue)
    return outside and any(quotation.meets(*span) for span in one.content)


def _spans(passage: Passage, tokens: Iterable[Token]) -> tuple[Span, ...]:
    base = passage.block.start
    return tuple((start + base, end + base) for start, end in cues.stretches(tokens))


def _with_quotations(
    content: Sequence[Span], cue: Sequence[Span], quoted: Sequence[Quotation]
) -> tuple[Span, ...]:
    """The content, each quotation that it runs into taken whole, or kept within the one the cue stands in."""
    spans = list(content)
    for q in quoted:
        inside = any(q.holds(*span) for span in cue)
        for n, (start, end) in enumerate(spans):
            if not q.meets(start, end):
                continue
            spans[n] = (max(start, q.start), min(end, q.end)) if inside else (min(start, q.start), max(end, q.end))
    return _merged(spans, cue)


def _merged(spans: Iterable[Span], cue: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap joined, and none that a cue lies in."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple((s, e) for s, e in merged if not any(s <= a and b <= e for a, b in cue))


def _adjoins(quotation: Quotation, group: Sequence[Span], text: str) -> bool:
    """Whether nothing but a few words stands between cue and quotation."""
    first, last = min(start for start, _ in group), max(end for _, end in group)
    if quotation.end <= first:
        return not re.search(r"\w", text[quotation.end : first]) if first - quotation.end < 4 else False
    gap = text[last : quotation.start] if 0 <= quotation.start - last < 100 else "."
    return "." not in gap and len(gap.split()) <= _WORDS_BETWEEN and gap.rstrip()[-1:] in ":,"


def _place(quotation: Quotation, text: str, passage: Passage, drafts: list[Draft], *, opened: bool) -> None:
    """Give a quotation without a cue to the speaker before it, or to nobody."""
    before = text[passage.block.start : quotation.start]
    starts_sentence = not before.strip() or _SENTENCE_END.search(before[-8:])
    words = len(text[quotation.start : quotation.end].split())
    if not starts_sentence or words < _WORDS_SAID:
        return
    speaker = _speaker(drafts)
    span = (quotation.start, quotation.end)
    if opened and speaker is not None:
        drafts[speaker] = replace(drafts[speaker], content=(*drafts[speaker].content, span))
    elif not before.strip():
        drafts.append(Draft("say.unattributed", (span,), kind="direct"))


def _speaker(drafts: Sequence[Draft]) -> int | None:
    """The last attribution in which somebody speaks in his own words, if it is the last but a few."""
    recent = range(len(drafts) - 1, max(-1, len(drafts) - 6), -1)
    return next((n for n in recent if drafts[n].kind != "indirect" and drafts[n].rule.startswith("say")), None)


def _kind(content: Sequence[Span], quoted: Sequence[Quotation]) -> Literal["direct", "indirect", "mixed"]:
    if all(any(q.holds(*span) for q in quoted) for span in content):
        return "direct"
    return "mixed" if any(q.meets(*span) for q in quoted for span in content) else "indirect"
