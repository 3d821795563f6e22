"""A Corpus in, who is mentioned how often out: by actor, by document, and every mention."""

from __future__ import annotations

import typing
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.frames import Corpus, frame_of, in_order
from analysis.summaries.cells import passage
from analysis.tables import MentionKind

KINDS: tuple[str, ...] = typing.get_args(MentionKind)


def actor_counts(
    corpus: Corpus, *, types: Sequence[str] = (), kinds: Sequence[str] = (), minimum_mentions: int = 1
) -> pd.DataFrame:
    """A row an actor: counted mentions by kind, in all, and for every 1,000 words. The most mentioned first."""
    words = sum(corpus.words.values())
    last = ("mentions", "per_1000_words", "documents", "also_called")
    return frame_of(
        (
            (
                actor.name, actor.type, *(int((own["kind"] == kind).sum()) for kind in KINDS),
                len(own), _rate(len(own), words), own["doc_id"].nunique(), actor.aliases,
            )
            for actor, own in _actors(corpus, types=types, kinds=kinds, minimum_mentions=minimum_mentions)
        ),
        "actor", "type", *KINDS, *last,
    )  # fmt: skip


def _actors(
    corpus: Corpus, *, types: Sequence[str], kinds: Sequence[str], minimum_mentions: int
) -> list[tuple[Any, pd.DataFrame]]:
    """The actors that a notebook was asked for, each with its counted mentions; the most mentioned first."""
    counted = corpus.mentions[corpus.mentions["counted"] & corpus.mentions["kind"].isin(kinds or KINDS)]
    own = dict(tuple(counted.groupby("actor_id")))
    pairs = [(actor, own.get(actor.actor_id, counted.head(0))) for actor in in_order(corpus.actors, "name", "actor_id")]
    kept = [pair for pair in pairs if len(pair[1]) >= minimum_mentions and (not types or pair[0].type in types)]
    return sorted(kept, key=lambda pair: -len(pair[1]))


def _rate(count: int, words: int) -> float:
    """How often in 1,000 words."""
    return round(1000 * count / words, 1) if words else 0.0


def actor_documents(
    corpus: Corpus, *, types: Sequence[str] = (), kinds: Sequence[str] = (), minimum_mentions: int = 1
) -> pd.DataFrame:
    """A row an actor in a document: counted mentions, and for every 1,000 words of that document."""
    chosen = _actors(corpus, types=types, kinds=kinds, minimum_mentions=minimum_mentions)
    pairs = ((actor.name, str(doc), len(own)) for actor, all_own in chosen for doc, own in all_own.groupby("doc_id"))
    rows = ((name, doc, count, _rate(count, corpus.words[doc])) for name, doc, count in pairs)
    in_documents = sorted(rows, key=lambda row: (row[1], -row[2], row[0]))
    return frame_of(in_documents, "actor", "document", "mentions", "per_1000_words")


def mentions(
    corpus: Corpus, *, types: Sequence[str] = (), kinds: Sequence[str] = (), minimum_mentions: int = 1
) -> pd.DataFrame:
    """A row a counted mention, by actor and in the order of the text: what the counts consist of."""
    chosen = _actors(corpus, types=types, kinds=kinds, minimum_mentions=minimum_mentions)
    pairs = ((actor.name, one) for actor, own in chosen for one in in_order(own, "doc_id", "start", "end"))
    rows = ((passage(one, one.text), name, one.kind, one.doc_id) for name, one in pairs)
    return frame_of(rows, "words", "actor", "kind", "document")
