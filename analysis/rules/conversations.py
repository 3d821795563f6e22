"""Passages and who is named in them in; out, who speaks and who is spoken to in each, where no quotation marks say so.

Three kinds of text are told in the first person throughout: a transcript names who speaks before the words (labels.py),
an interview says at its beginning whom it is with (interviews.py), a speech who gives it (speeches.py). Nobody is
guessed: a text without any of them has no speaker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from analysis.language import Passage
from analysis.rules.forms import Named, Who, actor_id
from analysis.rules.interviews import interview, tells_of_interview
from analysis.rules.labels import transcript
from analysis.rules.speeches import speech, tells_of_speech
from analysis.rules.turns import Turn, line_of
from analysis.tables import Span


def turns(passages: Sequence[Passage], found: Iterable[Named]) -> Mapping[int, Turn]:
    """The turn that each passage is, by where it starts; nothing for what is told by nobody in particular."""
    named: dict[int, list[Named]] = {}
    for one in found:
        named.setdefault(one.passage.block.start, []).append(one)
    lines = [line_of(passage, tuple(named.get(passage.block.start, ()))) for passage in passages]
    return transcript(lines) or interview(lines) or speech(lines)


def introduced(passages: Sequence[Passage], found: Iterable[Named]) -> Iterator[Named]:
    """A name that only the headline of an interview or a speech has: "Interview with Noam Chomsky"."""
    known = {one.passage.block.start for one in found if one.who.type == "person"}
    for passage in passages[:1]:
        if passage.block.kind != "headline" or passage.block.start in known:
            continue
        for start, end in _people(passage):
            name = passage.doc.text[start:end]
            yield Named(
                passage, start, end, Who(actor_id("person", name), "person", name), "name", "conversations.headline"
            )


def _people(passage: Passage) -> list[Span]:
    text = passage.doc.text
    if not (tells_of_interview(text) or tells_of_speech(text)):
        return []
    people = (one for one in passage.doc.ents if one.label_ == "PERSON" and " " in one.text)
    return [(one.start_char, one.end_char) for one in people][:1]
