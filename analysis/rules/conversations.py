"""Passages and who is named in them in; out, who speaks and who is spoken to in each, where no quotation marks say so.

Three kinds of text are told in the first person throughout: a transcript names who speaks before the words ("SCOTT
LUCAS:", "Q:"), an interview says at its beginning whom it is with, a speech who gives it. Nobody is guessed: what says
it is the label, the headline or a sentence of the opening, and a text without any of them has no speaker.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.language import Passage
from analysis.rules.forms import Named, Who, actor_id
from analysis.rules.grouping import surname
from analysis.rules.pronouns import pronoun_at
from analysis.rules.quotations import quotations
from analysis.rules.states import atlas
from analysis.tables import Span

_HEADS = frozenset({"headline", "standfirst", "subhead", "dateline"})
#: What a text about an interview says of it in its opening.
_INTERVIEW = re.compile(
    r"(?i:\binterview(?:s|ed|ing)?\b|\bQ ?& ?A\b|\bconversation with\b|\b(?:talk|speak|chat)(?:s|ed)? (?:to|with)\b"
    r"|\bspoke (?:to|with)\b|\bsat down with\b|\btells\b|\bquestions (?:to|for)\b|\bdiscuss(?:es|ed)\b)"
)
_INTERVIEWS = re.compile(
    r"\b[Ii]nterview(?:s|ed)(?: with)? (?P<name>[A-Z][\w’'-]{1,30}(?: [A-Z][\w.’'-]{0,30}){1,2})(?= (?:on|about|after|before|from)\b|$)"
)
_SPEECH = r"(?:remarks?|speech|statement|address|lecture|testimony|eulogy|keynote|sermon|toast|message)"
#: "Remarks by President Obama", and the like before a name; "Obama's speech" behind it.
_GIVEN_BY = re.compile(rf"(?i:\b{_SPEECH}(?: (?:as )?(?:delivered|given|made|prepared|read))? (?:by|of|from)\b[^.;:]{{0,60}}$)")
_GIVES = re.compile(
    rf"(?i:^(?:['’]s?)? (?:[\w-]+ ){{0,2}}{_SPEECH}\b|^ (?:deliver\w*|issued|gave) (?:[\w-]+ ){{0,4}}{_SPEECH}\b)"
)
_SELF = re.compile(r"(?:\bI am|\bI['’]m|\b[Mm]y name is|\bI,) $")
#: A label: a name or an office in capitals, the letter of a question or an answer, or a title with a name.
_LABEL = re.compile(
    r"\s{0,9}(?:(?P<letter>[QA]|Question|Answer)(?: ?[:.](?=\s)|$)"
    r"|(?P<name>(?:[A-Z][\w.’'-]{0,30} ){0,5}[A-Z][\w’'-]{1,30}) ?:(?=\s|$)"
    r"|(?P<titled>(?:Mr|Mrs|Ms|Dr|Sen|Rep|Speaker|Senator|President|Chairman|Chairwoman)\.? [A-Z][\w’'-]{1,30})\.(?=\s))"
)
#: A line of its own, in whatever case: "michael barbaro".
_NAME_ALONE = re.compile(r"[^\W\d_][\w.’'-]{1,30}(?: [^\W\d_][\w.’'-]{0,30}){1,3}(?<![.?!])")
#: The office alone stands at the end of a line as well: "6:13 P.M. EDT THE PRESIDENT:".
_OFFICE = re.compile(r"(?:^|\s)THE (?P<office>[A-Z]{4,20}(?: [A-Z]{4,20})?) ?:(?=\s|$)")
#: So many labels make a transcript, so many questions an interview: one with no word for it needs more of them.
_FEWEST_LABELS, _FEWEST_QUESTIONS, _FEWEST_UNTOLD = 2, 2, 4
#: Two who speak in turn, so often, speak to each other.
_FEWEST_TURNS = 4
#: A speaker says "I" at least so often. A question is no longer than this, in words.
_FEWEST_I, _LONGEST_QUESTION = 3, 60
#: In a speech, "I" stands in one passage of so many at least; an article about one has a sentence or two of its author's.
_ONE_IN = 4
#: A label stands in so many characters.
_LONGEST_LABEL = 60
#: The opening of a text, in passages.
_OPENING = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """Who says a passage, and to whom, as far as the text tells it; the rule that says so."""

    speaker: Who | None
    addressee: Who | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A passage with who is named in it, and who says "I" and "you" there outside quotations."""

    passage: Passage
    named: tuple[Named, ...]
    first: int
    second: int

    @property
    def text(self) -> str:
        return self.passage.doc.text

    @property
    def asks(self) -> bool:
        return self.text.rstrip(" )]\"'").endswith("?")

    def people(self) -> list[Named]:
        return [one for one in self.named if one.who.type == "person"]


def turns(passages: Sequence[Passage], found: Iterable[Named]) -> Mapping[int, Turn]:
    """The turn that each passage is, by where it starts; nothing for what is told by nobody in particular."""
    named: dict[int, list[Named]] = {}
    for one in found:
        named.setdefault(one.passage.block.start, []).append(one)
    lines = [_line(passage, tuple(named.get(passage.block.start, ()))) for passage in passages]
    return _transcript(lines) or _interview(lines) or _speech(lines)


def introduced(passages: Sequence[Passage], found: Iterable[Named]) -> Iterator[Named]:
    """The name that only the headline of an interview has, where it names nobody known: "Interview with Noam Chomsky"."""
    known = {one.passage.block.start for one in found if one.who.type == "person"}
    for passage in passages[:1]:
        if passage.block.kind != "headline" or passage.block.start in known or not _INTERVIEW.search(passage.doc.text):
            continue
        people = (one for one in passage.doc.ents if one.label_ == "PERSON" and " " in one.text.strip())
        name = next(((one.start_char, one.end_char) for one in people), None) or _interviewed(passage.doc.text)
        if name:
            text = passage.doc.text[slice(*name)]
            yield Named(passage, *name, Who(actor_id("person", text), "person", text), "name", "conversations.headline")


def _interviewed(text: str) -> Span | None:
    """The two or three words in capitals of whom "Wikinews interviews"."""
    match = _INTERVIEWS.search(text)
    return match.span("name") if match and match["name"] not in atlas().names else None


def _line(passage: Passage, named: tuple[Named, ...]) -> _Line:
    taken = Counter(p.takes for t in unquoted(passage) if (p := pronoun_at(passage.doc[t])))
    return _Line(passage, named, taken["speaker"], taken["addressee"])


def unquoted(passage: Passage) -> Iterator[int]:
    """The tokens of a passage that stand in no quotation."""
    quoted = iter(quotations(passage.doc.text))
    at = next(quoted, None)
    for token in passage.doc:
        while at is not None and at.end <= token.idx:
            at = next(quoted, None)
        if at is None or token.idx < at.start:
            yield token.i


# --- transcripts --------------------------------------------------------------------------------------


def _transcript(lines: Sequence[_Line]) -> dict[int, Turn]:
    """Turns by their labels. A label holds until the next one; one that names nobody known ends the turn before it."""
    labels = _labels(lines)
    if not labels:
        return {}
    asked = _interviewee(lines, len(lines)) if set(labels.values()) & {"Q", "A"} else None
    people = {label: asked if label == "A" else _labelled(label, lines) for label in sorted(set(labels.values()))}
    found: dict[int, Turn] = {}
    label = None
    for n, line in enumerate(lines):
        before, label = label, labels.get(n, label)
        at = before if n in labels and (line.text == label or line.text.rstrip().endswith(":")) else label
        if at is not None:
            other = _other(people, at) if len(labels) >= _FEWEST_TURNS else None
            found[line.passage.block.start] = Turn(people[at], other, "conversations.label")
    return found


def _labels(lines: Sequence[_Line]) -> dict[int, str]:
    """The labels by the number of their line: one of them comes again, or is an office."""
    counts = Counter(line.text for line in lines)
    alone = {text for text, n in counts.items() if n >= _FEWEST_LABELS and _NAME_ALONE.fullmatch(text)}
    said = ((n, line) for n, line in enumerate(lines) if line.text in alone or line.passage.block.kind not in _HEADS)
    labels = {n: label for n, line in said if (label := line.text if line.text in alone else _label(line))}
    again = any(n >= _FEWEST_LABELS for n in Counter(labels.values()).values())
    return labels if again or any(label.startswith("THE ") for label in labels.values()) else {}


def _other(people: Mapping[str, Who | None], label: str) -> Who | None:
    """Of two who speak, the one who does not: who is spoken to."""
    others = [who for other, who in people.items() if other != label]
    return others[0] if len(others) == 1 else None


def _label(line: _Line) -> str | None:
    """What stands for the speaker before the words of a line, or at its end: "Q", "SCOTT LUCAS", "THE PRESIDENT"."""
    office = _OFFICE.search(line.text[:_LONGEST_LABEL]) or _OFFICE.search(line.text[-_LONGEST_LABEL:])
    if office:
        return "THE " + office["office"]
    match = _LABEL.match(line.text)
    if match is None:
        return None
    if match["letter"]:
        return match["letter"][0]
    label: str = match["name"] or match["titled"]
    named = any(one.end == match.end("name") or one.end == match.end("titled") for one in line.people())
    return label if named or label.isupper() or match["titled"] else None


def _labelled(label: str, lines: Sequence[_Line]) -> Who | None:
    """The one person of the text whom a label names, by name, surname or office."""
    words = label.casefold().removeprefix("the ")
    found = {one.who: None for line in lines for one in line.people() if _is_called(one, words)}
    return next(iter(found)) if len(found) == 1 else None


def _is_called(one: Named, words: str) -> bool:
    name = one.who.name.casefold()
    if words == name or words.split()[-1] == surname(name):
        return True
    before = one.passage.doc.text[: one.start].casefold().rstrip()
    return before.endswith(words) and not before.endswith("vice " + words)


# --- interviews ---------------------------------------------------------------------------------------


def _interview(lines: Sequence[_Line]) -> dict[int, Turn]:
    """Questions and answers, in an interview that has no labels: whoever it is with answers."""
    asked = [n for n, line in enumerate(lines) if n and line.asks and line.second]
    if not asked:
        return {}
    first = _first_question(lines, asked[0])
    told = any(_INTERVIEW.search(line.text) for line in lines[: max(first, 1)])
    fewest = _FEWEST_QUESTIONS if told else _FEWEST_UNTOLD
    who = _interviewee(lines, first) if len(asked) >= fewest else None
    if who is None or not any(line.first for line in lines[first:]):
        return {}
    found, before = {}, False
    for n, line in enumerate(lines[first:]):
        before = n == 0 or _is_question(line, after_question=before)
        turn = Turn(None, who, "conversations.question") if before else Turn(who, None, "conversations.answer")
        found[line.passage.block.start] = turn
    return found


def _first_question(lines: Sequence[_Line], first: int) -> int:
    """The interview begins with its first question, or one that speaks to "you" without asking and is answered."""
    while first > 1 and (lines[first - 1].first or (lines[first - 1].second and not lines[first - 1].named)):
        first -= 1
    return first


def _is_question(line: _Line, *, after_question: bool) -> bool:
    """Whether a passage is the interviewer's: it asks, or it speaks to "you" and is no answer."""
    if line.asks and (line.second or not line.first):
        return len(line.text.split()) <= 2 * _LONGEST_QUESTION
    return bool(line.second) and not after_question and len(line.text.split()) <= _LONGEST_QUESTION and not line.first


def _interviewee(lines: Sequence[_Line], first: int) -> Who | None:
    """Whom an interview is with: the person of the headline, of a sentence about the interview, or of the opening."""
    heads = [one for line in lines[:first] if line.passage.block.kind in _HEADS for one in line.people()]
    told = [one for line in lines[:first] for one in _told(line)]
    opening = [one for line in lines[:first] for one in line.people()]
    counts = Counter(one.who for line in lines for one in line.people())
    for found in (heads, told, opening):
        known = sorted({one.who for one in found if " " in one.who.name}, key=lambda who: (-counts[who], who.name))
        if known and (len(known) == 1 or counts[known[0]] > counts[known[1]]):
            return known[0]
    return None


def _told(line: _Line) -> list[Named]:
    """The people of the sentences that tell of an interview."""
    told = [s for s in line.passage.doc.sents if _INTERVIEW.search(s.text)]
    return [one for one in line.people() if any(s.start_char <= one.start < s.end_char for s in told)]


# --- speeches -----------------------------------------------------------------------------------------


def _speech(lines: Sequence[_Line]) -> dict[int, Turn]:
    """A speech, or an essay, whose one author its opening or the author himself names."""
    own = [n for n, line in enumerate(lines) if line.first]
    if sum(lines[n].first for n in own) < _FEWEST_I or len(own) * _ONE_IN < len(lines):
        return {}
    given = {one.who: n for n, line in enumerate(lines[:_OPENING]) for one in line.people() if _gives(one)}
    found = given or {one.who: 0 for n in own for one in lines[n].people() if _is_self(one)}
    if len({surname(who.name) for who in found}) != 1:
        return {}
    who, told = next(iter(found.items()))
    turn = Turn(who, None, "conversations.speech")
    return {lines[n].passage.block.start: turn for n in own if n >= told}


def _gives(one: Named) -> bool:
    text = one.passage.doc.text
    start = max(text.rfind(". ", 0, one.start) + 1, 0)
    return bool(_GIVEN_BY.search(text[start : one.start]) or _GIVES.search(text[one.end : one.end + 100]))


def _is_self(one: Named) -> bool:
    return bool(_SELF.search(one.passage.doc.text[max(one.start - 12, 0) : one.start])) and one.kind == "name"
