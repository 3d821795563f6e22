"""A document's passages in, its attributions out: who says what, in whose words.

Rules propose and models choose (rules/choosing.py). A parse ends at the sentence; a quotation does not. So a
quotation without a cue goes on with the speaker before it or, where there is none, has no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from analysis.language import Passage
from analysis.rules import cues
from analysis.rules.choosing import Chosen, chosen
from analysis.rules.contents import Content
from analysis.rules.cues import Kind, strayed_clause
from analysis.rules.grammar import phrase
from analysis.rules.nesting import adds
from analysis.rules.paragraphs import Paragraph, Stretches, paragraphs
from analysis.rules.quotations import Quotation, meeting
from analysis.rules.transcripts import Spoken, answering, turns
from analysis.rules.weighing import Weighed, models
from analysis.tables import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

#: A shorter quotation without a cue is a title or an ironic word, not something said.
_WORDS_SAID = 4
_REACH_BACK = 100
#: Characters that count as one place.
_PLACE = 100
#: So many attributions back a speaker is looked for.
_SPEAKERS = 20
_WORD = re.compile(r"\w")
_FIRST_WORD = re.compile(r"[^\s\"'“”‘’«»„‚‹›「」『』]")
_SENTENCE_END = re.compile(r"[.?!…][\"'”’»)]*\s*$")
#: The end of the speaker's own sentence; what stands after it, if anything, is another one.
_NEXT_SENTENCE = re.compile(r"[.?!…][\"'”’»)]*\s")
#: A quotation that ends a sentence has its end before its closing mark.
_LAST_MARKS = 2
_CLOSING = frozenset("\"”'’»")
#: What stands behind a content whose cue the lexicon does not have, by the way in which it takes it.
_KINDS: dict[str, Kind] = {
    "infinitive": "intend", "noun-infinitive": "intend", "object": "judge", "preposition": "judge",
    "predicate": "judge", "noun-of": "judge", "adjective": "think", "hearsay": "hear",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution, not yet a row; offsets count in the document."""

    rule: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    kind: Literal["direct", "indirect", "mixed"] = "indirect"
    score: float | None = None


def draft(text: str, passages: Iterable[Passage], *, mentions: Sequence[Mention] = ()) -> list[Draft]:
    """The attributions of a document's passages; a quotation of several paragraphs is one attribution."""
    drafts: list[Draft] = []
    before: list[Draft] = []
    goes_on = False
    found = paragraphs(text, passages)
    spoken = turns(found)
    answers = answering(spoken.values(), mentions)
    for at in found:
        quoted = _quoted(at)
        reachable = [*quoted, *(_quoted(at.following) if at.continued and at.following else ())]
        own = [_draft(at, one, reachable) for one in chosen(at, models())]
        own += _by_rule(text, at, own, quoted)
        if at.passage.block.start in spoken:
            own = _of_turn(own, spoken[at.passage.block.start], text, answers)
        drafts += own
        for quotation in _free(quoted, (*before, *own)):
            _place(quotation, text, at.passage, drafts, follows=goes_on or bool(own))
        before = own
        words = at.text.rstrip()
        goes_on = bool(quoted) and (words[-1:] in _CLOSING or not quoted[-1].closed)
    return [one for one in (_told_apart(one, text) for one in drafts) if one.content]


def _told_apart(one: Draft, text: str) -> Draft:
    """A draft without content that has no words, or in which its own cue or source stands: nobody says his own name."""
    source = tuple(span for span in (_without_marks(text, *span) for span in one.source) if _has_words(text, *span))
    own = (*one.cue, *source)
    content = tuple(
        (start, end)
        for start, end in one.content
        if _has_words(text, start, end) and not any(start < last and first < end for first, last in own)
    )
    return replace(one, content=content, source=source)


def _has_words(text: str, start: int, end: int) -> bool:
    return _WORD.search(text, start, end) is not None


def _without_marks(text: str, start: int, end: int) -> Span:
    """A span without the marks and spaces before its first word."""
    word = _FIRST_WORD.search(text, start, end)
    return (word.start() if word else end), end


def _quoted(at: Paragraph) -> list[Quotation]:
    base = at.passage.block.start
    return [replace(q, start=q.start + base, end=q.end + base) for q in at.marked]


def _draft(at: Paragraph, one: Chosen, quoted: Sequence[Quotation]) -> Draft:
    row = _with_strayed_clause(one.row)
    content = at.spans(row.content.stretches)
    cue = at.spans(at.trimmed((i, i + 1) for i in row.cue)) or at.spans([(row.anchor.i, row.anchor.i + 1)])
    return Draft(
        rule=_rule(row),
        content=content,
        cue=cue,
        source=at.spans(_source(row)),
        kind=_kind(content, quoted),
        score=round(one.likely, 3),
    )


def _with_strayed_clause(row: Weighed) -> Weighed:
    """`confirmed through photographs that ...`: a clause that the parser hangs on a noun is the verb's all the same."""
    clause = strayed_clause(row.anchor)
    if clause is None or any(start <= clause.i < end for start, end in row.content.stretches):
        return row
    stretch = (clause.left_edge.i, clause.right_edge.i + 1)
    return replace(row, content=Content((stretch,), "clause", ("strayed",)))


def _of_turn(own: Iterable[Draft], turn: Spoken, text: str, answers: Span | None) -> list[Draft]:
    """A line of a transcript: all of it is its speaker's, but for what somebody else is told to say in it."""
    whole = Draft("say.quotation", (turn.said,), (turn.colon,), turn.source(answers), "direct")
    return [whole, *(one for one in own if _holds([turn.said], one) and adds(one, whole, text))]


def _source(row: Weighed) -> Stretches:
    """The likeliest source, but for the writer's own hopes, and for what a document says: "a report stating that"."""
    anchor, at = row.anchor, row.at
    if cues.dangles(anchor):
        return ()
    document = at.cues[anchor.head.i]
    if anchor.dep_ == "acl" and anchor.tag_ == "VBG" and document is not None and document.pos == "noun":
        return at.stretches(phrase(anchor.head))
    return row.source.stretches


def _rule(row: Weighed) -> str:
    """`<kind>.<pattern>`: what stands behind the content, and how the cue takes it."""
    entry, pattern = row.at.cues[row.anchor.i], _pattern(row.anchor, row)
    kind = entry.kind if entry is not None else _KINDS.get(pattern, "say")
    return f"{kind}.{pattern}"


def _pattern(anchor: Token, row: Weighed) -> str:
    if anchor.lower_ == "according":
        return "according-to"
    if anchor.pos_ == "ADV":
        return "hearsay"
    if cues.dangles(anchor):
        return "dangling"
    if row.content.pattern == "colon":
        return "quotation"
    is_clause = row.content.pattern in {"clause", "infinitive", "object", "preposition"}
    if anchor.pos_ == "NOUN" and is_clause:
        return "noun-clause"
    return "adjective" if anchor.pos_ == "ADJ" and is_clause else row.content.pattern


def _kind(content: Sequence[Span], quoted: Sequence[Quotation]) -> Literal["direct", "indirect", "mixed"]:
    if all(_is_quoted(span, quoted) for span in content):
        return "direct"
    return "mixed" if any(meeting(quoted, *span) for span in content) else "indirect"


def _is_quoted(span: Span, quoted: Sequence[Quotation]) -> bool:
    return any(quotation.holds(*span) for quotation in meeting(quoted, *span))


class _Near:
    """Drafts by where they stand: those that may have words in common with one are found without asking all."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._places: dict[int, list[Draft]] = {}
        for one in drafts:
            self.put(one)

    def put(self, one: Draft) -> None:
        """Add a draft."""
        for place in _places(one):
            self._places.setdefault(place, []).append(one)

    def to(self, one: Draft) -> list[Draft]:
        """Those in the same places as a draft, each once, as they were added."""
        return list({id(other): other for place in _places(one) for other in self._places.get(place, ())}.values())


def _places(one: Draft) -> list[int]:
    """The stretches of some characters that a draft reaches into."""
    spans = (*one.content, *one.cue)
    return sorted({place for start, end in spans for place in range(start // _PLACE, end // _PLACE + 1)})


# --- what the models leave to the rules ------------------------------------------------------------

#: Patterns in which a cue of the lexicon leaves no doubt, but for things that are judged.
_CERTAIN = frozenset({
    "clause", "expected", "hearsay", "noun-clause", "noun-is", "adjective", "infinitive", "noun-infinitive",
    "according-to", "dangling",
})  # fmt: skip
#: But who is ready to do something has not said so.
_READY = ("intend", "adjective")
#: Patterns whose content is a thing, and the kinds of cues that are certain even of a thing.
_OF_THINGS = frozenset({"object", "preposition", "predicate"})
_DENYING, _TELLING = frozenset({"deny", "accuse"}), frozenset({"say", "show", "think", "hear"})


def _by_rule(text: str, at: Paragraph, own: Sequence[Draft], quoted: Sequence[Quotation]) -> list[Draft]:
    """What cues of the lexicon attribute beyond doubt though the models are not sure, and what they nest.

    The models know neither hearsay nor nesting well: the news they learned from seldom marks the one, never the other.
    """
    near = _Near(own)
    added: list[Draft] = []
    for found in cues.find(at.passage.doc):
        cue, source, content = (at.spans(at.stretches(part)) for part in (found.cue, found.source, found.content))
        if not cue or not content:
            continue
        one = Draft(f"{found.kind}.{found.pattern}", content, cue, source, _kind(content, quoted))
        others = near.to(one)
        around = next((other for other in others if _holds(other.content, one)), None)
        nests = around is not None and around.score is not None and adds(one, around, text)
        if nests or (around is None and _is_certain(found) and not any(_meet(one, other) for other in others)):
            added.append(one)
            near.put(one)
    return added


def _is_certain(found: cues.Found) -> bool:
    if found.pattern in _OF_THINGS:
        return found.kind in _DENYING or (found.kind in _TELLING and bool(found.source))
    if found.pattern == "noun-of":
        return found.kind in _DENYING or (found.kind in _TELLING and any(t.dep_ == "pcomp" for t in found.content))
    return found.pattern in _CERTAIN and found.kind != "judge" and (found.kind, found.pattern) != _READY


def _holds(content: Sequence[Span], one: Draft) -> bool:
    """Whether an attribution's cue stands in some content."""
    return any(start <= s and e <= end for start, end in content for s, e in one.cue)


def _meet(one: Draft, other: Draft) -> bool:
    """Whether two drafts have words in common other than their source."""
    return any(a < d and c < b for a, b in (*one.content, *one.cue) for c, d in (*other.content, *other.cue))


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
    before = text[max(passage.block.start, quotation.start - _REACH_BACK) : quotation.start]
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
    recent = reversed(range(max(0, len(drafts) - _SPEAKERS), len(drafts)))
    speaking = (n for n in recent if _speaks(drafts[n]) and not _holds([(quotation.start, quotation.end)], drafts[n]))
    last = next(speaking, None)
    if last is None:
        return None
    one = drafts[last]
    end = max(end for _, end in (*one.content, *one.cue, *one.source))
    others = _NEXT_SENTENCE.split(text[end - _LAST_MARKS : quotation.start], maxsplit=1)[1:]
    return None if any(re.search(r"\w", other) for other in others) else last


def _speaks(one: Draft) -> bool:
    return one.kind != "indirect" and one.rule.startswith("say")
