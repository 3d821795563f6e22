"""Mentions as `mentions` gives them in, who appears with whom out: in one sentence, in one document."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.display import Passage, Section
from analysis.frames import in_order, keyed
from analysis.summaries.cells import anchor, many

Pair = tuple[str, str]

#: Of a sentence that names more, the most mentioned so many are paired: a list of 250 names relates nobody to anybody.
_IN_SENTENCE = 30
_COLUMNS = ("actor", "with", "sentences", "documents", "for_example")


def company(found: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """A row a pair of actors, by their ids: sentences and documents that mention both, those most often together first.

    Who never stands in one sentence is paired within documents only if both are among the `top` most mentioned.
    """
    names = dict(zip(found["actor_id"], found["actor"], strict=True))
    sentences = _sentences(found)
    documents = {str(actor_id): set(own["document"]) for actor_id, own in found.groupby("actor_id", sort=False)}
    pairs = dict.fromkeys([*sentences, *itertools.combinations(list(documents)[:top], 2)])
    rows = {pair: _row(pair, names, documents, sentences.get(pair, [])) for pair in pairs}
    rank = {actor_id: place for place, actor_id in enumerate(documents)}
    together = [pair for pair, row in rows.items() if row[3]]
    together.sort(key=lambda pair: (-rows[pair][2], -rows[pair][3], rank[pair[0]], rank[pair[1]]))
    return keyed({pair: rows[pair] for pair in together}, *_COLUMNS)


def _row(
    pair: Pair, names: Mapping[str, str], documents: Mapping[str, set[str]], sentences: Sequence[Passage]
) -> tuple[str, str, int, int, Passage | None]:
    one, other = pair
    shared = documents[one] & documents[other]
    return names[one], names[other], len(sentences), len(shared), next(iter(sentences), None)


def _sentences(found: pd.DataFrame) -> Mapping[Pair, list[Passage]]:
    """Every two actors that stand in one sentence, the more frequent first, with a passage for each such sentence."""
    rank = {actor_id: place for place, actor_id in enumerate(dict.fromkeys(found["actor_id"]))}
    standing: defaultdict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
    for one in in_order(found):
        standing[one.sentence].setdefault(one.actor_id, one.passage)
    pairs: defaultdict[Pair, list[Passage]] = defaultdict(list)
    for _, passages in sorted(standing.items()):
        named = sorted(passages, key=lambda one: rank[one])[:_IN_SENTENCE]
        for one, other in itertools.combinations(named, 2):
            pairs[one, other].append(passages[one])
    return pairs


def sentences_of_pairs(found: pd.DataFrame, pairs: pd.DataFrame, *, top: int) -> list[Section]:
    """The sentences of the pairs that stand together most often."""
    sentences = _sentences(found)
    first = [(pair, row) for pair, row in zip(pairs.index, in_order(pairs), strict=True) if row.sentences][:top]
    return [
        Section(
            f"{row.actor} and {row[1]}",
            _about(sentences[pair]),
            _frame(sentences[pair]),
            pair,
            anchor("together", *pair),
        )
        for pair, row in first
    ]


def _about(sentences: Sequence[Passage]) -> str:
    documents = {one.doc_id for one in sentences}
    return f"{many(len(sentences), 'sentence')} in {many(len(documents), 'document')}"


def _frame(sentences: Sequence[Passage]) -> pd.DataFrame:
    return pd.DataFrame({"passage": list(sentences), "document": [one.doc_id for one in sentences]})
