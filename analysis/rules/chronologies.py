"""Passages and their time expressions in; the date that stands at the head of a passage, as chronologies have it, out.

`11 December 2019: the court ruled` has it before a colon or dash, others on a line of its own above. It dates what the
first sentence below it says outright. A lone line of that kind may be when the text was published, so it takes two.
Where nobody knows when the text was published, two dates before a colon make a chronology, which tells of the past.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from analysis.language import Passage
from analysis.rules import periods
from analysis.rules.predicates import has_had
from analysis.rules.subjects import is_main
from analysis.rules.tellings import TOLD, Telling
from analysis.tables import Timex

#: What stands before a date at the head of a passage (a bullet), and what behind it.
_BULLET, _COLON = re.compile(r"[\W_]{0,4}"), re.compile(r"\s?:\s|\s[-–—]\s")
_ALONE = re.compile(r"\s*[:.]?\s*")
_LINES = 2


def headings(
    passages: Sequence[Passage], timexes: Sequence[Timex], text: str, published: str | None
) -> dict[int, Timex]:
    """The date at the head of each passage that has one, by where the passage begins; `timexes` in their order."""
    first = {passage.block.start: _first(passage, timexes) for passage in passages}
    before = {at: one for at, one in first.items() if one and _is_before(one, published)}
    above = dict(_above(passages, before, text))
    own = {at: one for at, one in before.items() if _COLON.match(text, one.end)}
    fewest = 1 if published else _LINES
    return {**(above if len(above) >= _LINES else {}), **(own if len(own) >= fewest else {})}


def _is_before(timex: Timex, published: str | None) -> bool:
    """Whether it gives days before publication; where that is not known, whether it gives days at all by itself."""
    period = periods.parse(published or "")
    if timex.type != "DATE" or timex.latest is None:
        return False
    return timex.latest < period.first.isoformat() if period else timex.anchor == "explicit"


def _first(passage: Passage, timexes: Sequence[Timex]) -> Timex | None:
    """The time expression with which a passage begins."""
    block = passage.block
    place = bisect.bisect_left(timexes, block.start, key=lambda timex: timex.start)
    one = timexes[place] if place < len(timexes) else None
    if one is None or one.earliest is None or one.end > block.end:
        return None
    offset = one.start - block.start
    return one if _BULLET.fullmatch(passage.doc.text[:offset]) else None


def _above(passages: Sequence[Passage], before: Mapping[int, Timex], text: str) -> Iterator[tuple[int, Timex]]:
    """The dates that are all of a passage, each with where the next passage begins."""
    for passage, below in itertools.pairwise(passages):
        one = before.get(passage.block.start)
        if one and _ALONE.fullmatch(text, one.end, passage.block.end) and below.block.start not in before:
            yield below.block.start, one


def is_headed(telling: Telling, heading: Timex) -> bool:
    """Whether a passage tells outright, in the first sentence behind the date, what happened then."""
    verb, passage = telling.chain[0], telling.passage
    behind = passage.tokens(max(heading.end, passage.block.start), passage.block.end)
    words = (word for word in behind if word.is_alpha)
    first = next(words, None)
    if first is None or telling.status not in TOLD or first.sent != verb.sent:
        return False
    return is_main(verb) and not has_had(verb)
