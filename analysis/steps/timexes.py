"""Articles in; time expressions out, each with its TIMEX3 value and the days that it may mean.

Shapes of words are time expressions (rules/shapes.py), operators compute what they mean (points.py, amounts.py). The
parse is used to veto (lookalikes.py) and to see whether a verb looks back or ahead (tenses.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.config import Config
from analysis.reading import Reading
from analysis.rules import amounts, near_points, periods, points
from analysis.rules.edtf import edtf
from analysis.rules.lookalikes import Place, is_lookalike
from analysis.rules.meanings import Context, Meaning, Operator, narrowed
from analysis.rules.periods import Period
from analysis.rules.shapes import Match, lexemes, matches
from analysis.rules.tenses import direction
from analysis.rules.time_contexts import words_of
from analysis.tables import ARTICLE_BLOCKS, Timex

OPERATORS: dict[str, Operator] = {
    one.__name__: one for one in (*points.OPERATORS, *near_points.OPERATORS, *amounts.OPERATORS)
}


def timexes(reading: Reading, config: Config) -> Iterator[Timex]:
    """The time expressions of the article, in the order of the text."""
    del config
    published = periods.parse(reading.document.published) if reading.document.published else None
    previous: Period | None = None
    for passage in reading.passages:
        if passage.block.kind not in _READ:
            continue
        text = passage.doc.text  # put together at each access, so only once
        for match in matches(lexemes(text)):
            place = Place(match, passage, text, reading.document.text)
            if is_lookalike(place):
                continue
            meaning = _meaning(match, _context(place, published, previous))
            if meaning is None:
                continue
            if passage.block.kind in ARTICLE_BLOCKS:
                # What follows a date that is not known counts from that one, not from the one before it.
                previous = meaning.period or (previous if meaning.value else None)
            yield _row(reading, place, meaning)


def _meaning(match: Match, context: Context) -> Meaning | None:
    """What an expression means. No arithmetic beyond the calendar, whatever was written, ends a run."""
    try:
        meaning = OPERATORS[match.rule.operator](match.words, context)
        return meaning and narrowed(meaning, match.words, context)
    except (ValueError, OverflowError, LookupError):
        return None


#: These tell when, too. They are no part of the article: nothing in it counts from them.
_READ = ARTICLE_BLOCKS | {"dateline", "byline", "caption"}


_WORD = re.compile(r"\w+")


def _context(place: Place, published: Period | None, previous: Period | None) -> Context:
    before = place.first.nbor(-1) if place.first.i else None
    since = before is not None and before.lower_ == "since"
    remembered = [word for word in _WORD.findall(place.after)[:2] if word in words_of("remembered")]
    return Context(
        published=published,
        previous=previous,
        direction=-1 if since or remembered else direction(place.last),
        before=before.lower_ if before is not None else "",
        names_event=remembered[-1] if remembered else "",
        follows_noun=before is not None and before.pos_ in ("NOUN", "NUM", "PROPN", "SYM"),
    )


def _row(reading: Reading, place: Place, meaning: Meaning) -> Timex:
    start, end = (place.passage.block.start + one for one in (place.start, place.end))
    approximate = meaning.approximate or place.match.words.approximate
    return Timex(
        doc_id=reading.document.doc_id,
        start=start,
        end=end,
        text=reading.document.text[start:end],
        type=meaning.type,
        value=meaning.value,
        anchor=meaning.anchor,
        earliest=meaning.earliest.isoformat() if meaning.earliest else None,
        latest=meaning.latest.isoformat() if meaning.latest else None,
        approximate=approximate,
        edtf=edtf(meaning.earliest, meaning.latest, approximate=approximate),
        rule=place.match.rule.name,
    )
