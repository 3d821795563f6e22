"""A Corpus in, its counted mentions out: those that were asked for, each in its sentence.

`mentions` chooses and looks everything up, once; the other summaries of actors take what it gives.
"""

from __future__ import annotations

import bisect
import re
import typing
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.display import Section
from analysis.frames import Corpus, frame_of, in_order
from analysis.summaries.cells import anchor, many, passage
from analysis.summaries.choices import actors_meant
from analysis.tables import NAMES, MentionKind

KINDS: tuple[str, ...] = typing.get_args(MentionKind)

#: Characters of a sentence that are shown on either side of a mention.
_BESIDE = 110
_COLUMNS = ("passage", "words", "kind", "document", "actor", "type", "actor_id", "sentence")
_OF_ACTOR = ("passage", "words", "kind", "document")


def mentions(
    corpus: Corpus,
    *,
    actors: Sequence[str] = (),
    types: Sequence[str] = (),
    kinds: Sequence[str] = (),
    names_only: bool = False,
    minimum_mentions: int = 1,
) -> pd.DataFrame:
    """A row a counted mention: the most mentioned actor first, and in the order of the text. Empty lists choose all.

    An actor is chosen by any of its names or its id; `names_only` leaves out descriptions and pronouns.
    """
    wanted = set(kinds or KINDS) & set(NAMES if names_only else KINDS)
    counted = corpus.mentions[corpus.mentions["counted"] & corpus.mentions["kind"].isin(wanted)]
    numbers = Counter(counted["actor_id"])
    meant = actors_meant(corpus, actors) if actors else frozenset(numbers)
    chosen = {
        actor.actor_id: actor
        for actor in in_order(corpus.actors, "name", "actor_id")
        if numbers[actor.actor_id] >= minimum_mentions and actor.actor_id in meant and _is_of(actor, types)
    }
    order = {actor_id: place for place, actor_id in enumerate(sorted(chosen, key=lambda one: -numbers[one]))}
    sentences = Sentences(corpus)
    rows = [
        (
            passage(one, sentences.context(one)), one.text, one.kind, one.doc_id, chosen[one.actor_id].name,
            chosen[one.actor_id].type, one.actor_id, (one.doc_id, sentences.span(one)[0]),
        )
        for one in in_order(counted, "doc_id", "start", "end")
        if one.actor_id in chosen
    ]  # fmt: skip
    return frame_of(sorted(rows, key=lambda row: order[str(row[6])]), *_COLUMNS)


def _is_of(actor: Any, types: Sequence[str]) -> bool:
    return not types or actor.type in types


class Sentences:
    """The sentences of a corpus, to show a place within its own."""

    def __init__(self, corpus: Corpus) -> None:
        self._texts = corpus.texts
        self._spans: dict[str, list[tuple[int, int]]] = {doc_id: [] for doc_id in corpus.texts}
        for one in in_order(corpus.sentences, "doc_id", "start"):
            self._spans[one.doc_id].append((one.start, one.end))

    def span(self, row: Any) -> tuple[int, int]:
        """The sentence in which a row begins, or the row's own span where there is none."""
        spans = self._spans[row.doc_id]
        place = bisect.bisect_right(spans, row.start, key=lambda span: span[0]) - 1
        within = place >= 0 and row.start < spans[place][1]
        return spans[place] if within else (row.start, row.end)

    def context(self, row: Any) -> str:
        """The words of a row in their sentence."""
        return context(self._texts[row.doc_id], self.span(row), (row.start, row.end))


def context(text: str, sentence: tuple[int, int], place: tuple[int, int]) -> str:
    """A place in its sentence, in brackets; of a long sentence only what stands near it."""
    (first, last), (start, end) = sentence, place
    before, after = text[first:start], text[end : max(last, end)]
    if len(before) > _BESIDE:
        before = "… " + re.sub(r"^\S*\s", "", before[-_BESIDE:])
    if len(after) > _BESIDE:
        after = re.sub(r"\s\S*$", "", after[:_BESIDE]) + " …"
    return f"{before}⟦{text[start:end]}⟧{after}"


def mentions_of_actors(found: pd.DataFrame, *, most: int) -> list[Section]:
    """The actors, the most mentioned first, each with the passages that its count consists of; so many in all."""
    sections, left = [], most
    for actor_id, own in found.groupby("actor_id", sort=False):
        if len(own) > left:
            break
        left -= len(own)
        about = f"{many(len(own), 'mention')} in {many(own['document'].nunique(), 'document')}"
        sections.append(
            Section(own["actor"].iloc[0], about, own[list(_OF_ACTOR)], str(actor_id), anchor("mentions", str(actor_id)))
        )
    return sections
