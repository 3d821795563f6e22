"""Passages and their time expressions in; for each sentence that states no date, the one it is told under, out.

A report puts what is new first, and says when only once. Three things follow, each marked as approximate:
- what a paragraph goes on to tell in the past tense, of somebody or something already spoken of, happened on the day
  that the sentence before it gives (a past tense refers to the time last spoken of: Partee 1984), unless a word moves
  it (earlier, later, since), or that sentence tells of a judgement or an honour, behind which its grounds are told;
- a headline tells what the first sentence tells, if they share a word, so it happened when that says;
- what both tell without a date is news of the day that the dateline gives. Without a dateline it has no date.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analysis.language import Passage
from analysis.rules.dating import dates, is_of_a_noun, of_clause
from analysis.rules.predicates import has_had, is_ongoing, is_perfect, words_of
from analysis.rules.subjects import is_main, subject_above
from analysis.rules.tellings import TOLD, Telling
from analysis.tables import Timex

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: A time of day is counted from another date, which need not be that of what is told.
_CLOCK = re.compile(r"T\d")
_THE = frozenset({"the", "this", "that", "these", "those", "both"})
_ANYBODY = frozenset({"i", "we", "you", "one", "everybody", "nobody", "all", "some", "many", "who", "which"})
#: Sentences behind the one with the date, at most.
_REACH = 1


@dataclass(frozen=True, slots=True)
class Handed:
    """The time expression under which a sentence is told, and the names in the sentence that it stands in."""

    timex: Timex
    kind: Literal["headline", "lead", "narrated"]
    names: frozenset[str] = frozenset()


def handed_down(passages: Sequence[Passage], timexes: Sequence[Timex], published: str | None) -> Mapping[int, Handed]:
    """The dates of sentences that state none, by where these begin in the document.

    `timexes` are those of the document in their order.
    """
    dating = [timex for timex in timexes if dates(timex)]
    lasting = [timex for timex in timexes if not dates(timex)]
    found: dict[int, Handed] = {}
    for passage in passages:
        if passage.block.kind == "paragraph":
            found.update(_narrated(passage, dating, lasting))
    found.update(_news(passages, dating, published))
    return found


def takes(telling: Telling, handed: Handed) -> bool:
    """Whether an event is what its sentence, which has no date, tells outright: in the tense of what is over."""
    verb = telling.chain[0]
    if telling.status not in TOLD or telling.claim.quotation != "none" or not is_main(verb) or _is_moved(verb):
        return False
    if handed.kind == "headline":
        return not is_ongoing(verb)
    if handed.kind == "narrated":
        return _is_past(verb) and _is_spoken_of(subject_above(verb), handed.names)
    return _is_past(verb) or (is_perfect(verb) and not has_had(verb) and not is_ongoing(verb))


# --- in a paragraph --------------------------------------------------------------------------------


def _narrated(passage: Passage, timexes: Sequence[Timex], lasting: Sequence[Timex]) -> Iterator[tuple[int, Handed]]:
    """What each sentence is told under: the day of the last sentence with a date, if its main clause has it.

    What lasts or comes again (`for centuries`) was not on that day.
    """
    last, since = None, 0
    for sentence in passage.doc.sents:
        own = _within(passage, sentence, timexes)
        if own:
            timex, since = _told_on(passage, sentence, own), 0
            names = frozenset(word.text for word in sentence if word.pos_ == "PROPN")
            last = Handed(timex, "narrated", names) if timex else None
            continue
        since += 1
        if last is not None and since <= _REACH and not _within(passage, sentence, lasting):
            yield passage.span(sentence)[0], last


def _told_on(passage: Passage, sentence: Span, own: Sequence[Timex]) -> Timex | None:
    """The day of a sentence in the past tense that has one date only."""
    timex = of_clause(sentence.root, passage, own)
    if sentence.root.lemma_.lower() in words_of("judging"):
        return None  # behind "arrested a man" stands what he had done
    if timex is None or not _is_day(timex) or is_of_a_noun(timex, passage):
        return None
    days = {(one.earliest, one.latest) for one in own}
    return timex if len(days) == 1 and _is_past(sentence.root) else None


def _is_day(timex: Timex) -> bool:
    """Whether it gives a day of a story: not "795 days ago the war began", nor a time of day that counts from one."""
    one = timex.earliest is not None and timex.earliest == timex.latest
    return one and not _CLOCK.search(timex.value) and not timex.text.lower().endswith("ago")


def _within(passage: Passage, sentence: Span, timexes: Sequence[Timex]) -> Sequence[Timex]:
    first, last = (bisect.bisect_left(timexes, at, key=lambda timex: timex.start) for at in passage.span(sentence))
    return timexes[first:last]


def _is_past(verb: Token) -> bool:
    """Whether it is told in the simple past: `left`, `was leaving`, `was left`; not `had left`."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    finite = helpers[0] if helpers else verb
    return finite.tag_ == "VBD" and not is_perfect(verb)


def _is_spoken_of(subject: Token | None, names: frozenset[str]) -> bool:
    """Whether somebody or something has been spoken of: `he`, `the appeal`, a name that stands in the sentence."""
    if subject is None:
        return False
    if subject.pos_ in ("PRON", "PROPN") and subject.lower_ not in _ANYBODY:
        return subject.pos_ == "PRON" or subject.text in names
    return any(child.lower_ in _THE for child in subject.children if child.dep_ == "det")


def _is_moved(verb: Token) -> bool:
    """Whether a word says that it was at another time: `had earlier resigned`."""
    return any(child.lower_ in words_of("moved") for child in verb.subtree if child.dep_ in ("advmod", "mark", "prep"))


# --- in a report -----------------------------------------------------------------------------------


def _news(passages: Sequence[Passage], timexes: Sequence[Timex], published: str | None) -> Iterator[tuple[int, Handed]]:
    """What the headline and the first sentence of the article are told under."""
    lead = next((one for one in passages if one.block.kind == "paragraph"), None)
    if lead is None:
        return
    first = next(iter(lead.doc.sents))
    own = _within(lead, first, timexes)
    day = _of_dateline(passages, timexes, published)
    told = of_clause(first.root, lead, own) if own else day
    if told is not None and told.earliest and told.latest:
        words = _content(first)
        for headline in itertools.takewhile(lambda one: one is not lead, passages):
            if headline.block.kind == "headline" and not words.isdisjoint(_content(headline.doc)):
                yield headline.block.start, Handed(told, "headline")
    if day is not None and not own:
        yield lead.span(first)[0], Handed(day, "lead")


def _content(words: Iterable[Token]) -> frozenset[str]:
    return frozenset(word.lemma_.lower() for word in words if word.pos_ in ("NOUN", "PROPN", "VERB"))


def _of_dateline(passages: Sequence[Passage], timexes: Sequence[Timex], published: str | None) -> Timex | None:
    """The day of publication, where a dateline states it."""
    for passage in passages:
        if passage.block.kind == "dateline":
            found = (one for one in timexes if passage.block.start <= one.start < passage.block.end)
            day = next((one for one in found if one.earliest == one.latest == published), None)
            if day is not None:
                return day
    return None
