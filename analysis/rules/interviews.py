"""The lines of an interview in; out, who asks and who answers in each, where no labels say so.

Whom it is with says the headline, a sentence about the interview, or the opening; a passage that asks, or speaks to
"you", is the interviewer's, of whom no more is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from analysis.rules.forms import Named, Who
from analysis.rules.turns import HEADS, Line, Turn

#: What a text about an interview says of it in its opening.
_INTERVIEW = re.compile(
    r"(?i:\binterview(?:s|ed|ing)?\b|\bQ ?& ?A\b|\bconversation with\b|\b(?:talk|speak|chat)(?:s|ed)? (?:to|with)\b"
    r"|\bspoke (?:to|with)\b|\bsat down with\b|\btells\b|\bquestions (?:to|for)\b|\bdiscuss(?:es|ed)\b)"
)
#: So many questions make an interview; one with no word for it needs more of them.
_FEWEST_QUESTIONS, _FEWEST_UNTOLD = 2, 4
#: A question is no longer than this, in words.
_LONGEST_QUESTION = 60


def interview(lines: Sequence[Line]) -> dict[int, Turn]:
    """Questions and answers, in an interview that has no labels: whoever it is with answers."""
    asked = [n for n, line in enumerate(lines) if n and line.asks and line.second]
    if not asked:
        return {}
    first = _first_question(lines, asked[0])
    told = any(tells_of_interview(line.text) for line in lines[: max(first, 1)])
    fewest = _FEWEST_QUESTIONS if told else _FEWEST_UNTOLD
    who = interviewee(lines, first) if len(asked) >= fewest else None
    if who is None or not any(line.first for line in lines[first:]):
        return {}
    found, before = {}, False
    for n, line in enumerate(lines[first:]):
        before = n == 0 or _is_question(line, after_question=before)
        turn = Turn(None, who, "conversations.question") if before else Turn(who, None, "conversations.answer")
        found[line.passage.block.start] = turn
    return found


def _first_question(lines: Sequence[Line], first: int) -> int:
    """The interview begins with its first question, or one that speaks to "you" without asking and is answered."""
    while first > 1 and (lines[first - 1].first or (lines[first - 1].second and not lines[first - 1].named)):
        first -= 1
    return first


def _is_question(line: Line, *, after_question: bool) -> bool:
    """Whether a passage is the interviewer's: it asks, or it speaks to "you" and is no answer."""
    if line.asks and (line.second or not line.first):
        return len(line.text.split()) <= 2 * _LONGEST_QUESTION
    return bool(line.second) and not after_question and len(line.text.split()) <= _LONGEST_QUESTION and not line.first


def interviewee(lines: Sequence[Line], first: int) -> Who | None:
    """Whom an interview is with: the person of the headline, of a sentence about the interview, or of the opening."""
    heads = [one for line in lines[:first] if line.passage.block.kind in HEADS for one in line.people()]
    told = [one for line in lines[:first] for one in _told(line)]
    opening = [one for line in lines[:first] for one in line.people()]
    counts = Counter(one.who for line in lines for one in line.people())
    for found in (heads, told, opening):
        known = sorted(
            {one.who for one in found if " " in one.who.name or one.who.gender},
            key=lambda who: (-counts[who], who.name),
        )
        if known and (len(known) == 1 or counts[known[0]] > counts[known[1]]):
            return known[0]
    return None


def _told(line: Line) -> list[Named]:
    """The people of the sentences that tell of an interview."""
    told = [s for s in line.passage.doc.sents if tells_of_interview(s.text)]
    return [one for one in line.people() if any(s.start_char <= one.start < s.end_char for s in told)]


def tells_of_interview(text: str) -> bool:
    """Whether a text says that somebody was interviewed."""
    return _INTERVIEW.search(text) is not None
