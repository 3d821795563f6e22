"""The lines of a speech in; out, who gives it, where its opening or the speaker says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.rules.forms import Named
from analysis.rules.grouping import surname
from analysis.rules.turns import Line, Turn

_SPEECH = r"(?:remarks?|speech|statement|address|lecture|testimony|eulogy|keynote|sermon|toast|message)"
#: "Remarks by President Obama", and the like before a name; "Obama's speech" behind it.
_BY = re.compile(rf"(?i:\b{_SPEECH}(?: (?:as )?(?:delivered|given|made|prepared|read))? (?:by|of|from)\b)")
_GIVEN_BY = re.compile(_BY.pattern + r"[^.;:]{0,60}$")
_GIVES = re.compile(
    rf"(?i:^['’]s? (?:[\w-]+ ){{0,2}}{_SPEECH}\b|^ (?!g[ai]ve|ma[dk]e)(?:[\w-]+ )?{_SPEECH}\b"
    rf"|^ (?:deliver\w*|issued|gave) (?:(?:the following|these) {_SPEECH}|remarks)\b)"
)
_SELF = re.compile(r"(?:\bI am|\bI['’]m|\b[Mm]y name is|\bI,) $")
#: A speaker says "I" so often, and in one passage of so many; an article about a speech has less of its author.
_FEWEST_I, _ONE_IN = 3, 4
#: What is said of a speech stands in so many characters before the name.
_WINDOW = 200
#: The opening of a text, in passages.
_OPENING = 4


def speech(lines: Sequence[Line]) -> dict[int, Turn]:
    """A speech, or an essay, whose one author its opening or the author himself names."""
    own = [n for n, line in enumerate(lines) if line.first]
    if sum(lines[n].first for n in own) < _FEWEST_I or len(own) * _ONE_IN < len(lines):
        return {}
    given = {one.who: n for n, line in enumerate(lines[:_OPENING]) for one in line.people() if _gives(one, line.text)}
    found = given or {one.who: 0 for one in lines[own[0]].people() if _is_self(one, lines[own[0]].text)}
    if len({surname(who.name) for who in found}) != 1:
        return {}
    who, told = next(iter(found.items()))
    turn = Turn(who, None, "conversations.speech")
    return {lines[n].passage.block.start: turn for n in own if n >= told}


def tells_of_speech(text: str) -> bool:
    """Whether a headline says whose words follow: "Remarks by President Obama"."""
    return _BY.search(text) is not None


def _gives(one: Named, text: str) -> bool:
    start = max(one.start - _WINDOW, 0)
    start = max(start, text.rfind(". ", start, one.start) + 1)
    return bool(_GIVEN_BY.search(text[start : one.start]) or _GIVES.search(text[one.end : one.end + 100]))


def _is_self(one: Named, text: str) -> bool:
    return bool(_SELF.search(text[max(one.start - 12, 0) : one.start])) and one.kind == "name"
