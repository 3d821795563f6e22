"""A Corpus in, what looks like a mention of an actor and is not counted out, by actor."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from analysis.display import Section
from analysis.frames import Corpus, frame_of, in_order
from analysis.summaries.cells import anchor, passage
from analysis.summaries.mentions import Sentences

#: Why words are not counted.
WHY = {"adjective": "says where something is from", "joint": "means several at once"}
_COLUMNS = ("passage", "words", "why_not", "document")


def lookalikes(corpus: Corpus, *, among: Collection[str]) -> list[Section]:
    """The actors (ids, in this order) with what looks like a mention of them; who has none has no section."""
    sentences = Sentences(corpus)
    own: defaultdict[str, list[Any]] = defaultdict(list)
    for one in in_order(corpus.lookalikes, "doc_id", "start", "end"):
        own[one.actor_id].append(one)
    return [
        Section(corpus.names[actor_id], _about(own[actor_id]), _frame(own[actor_id], sentences), actor_id,
                anchor("lookalikes", actor_id))
        for actor_id in among
        if actor_id in own
    ]  # fmt: skip


def _about(rows: Sequence[Any]) -> str:
    """As in: `14: North Korean (12), both countries (2)`."""
    counts = Counter(" ".join(one.text.split()) for one in rows)
    first = sorted(counts, key=lambda words: (-counts[words], words))[:3]
    return f"{len(rows)}: {', '.join(f'{words} ({counts[words]})' for words in first)}"


def _frame(rows: Sequence[Any], sentences: Sentences) -> pd.DataFrame:
    return frame_of(
        ((passage(one, sentences.context(one)), one.text, WHY[one.kind], one.doc_id) for one in rows), *_COLUMNS
    )
