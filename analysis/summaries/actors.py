"""A Corpus and mentions as `mentions` gives them in, how many there are out: by actor and by document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from analysis.display import Count, Section
from analysis.frames import Corpus, in_order, keyed
from analysis.rules import grouping
from analysis.summaries.cells import top
from analysis.summaries.mentions import KINDS

#: What to look for in a section of passages to find those that a column counts.
_OPENED = {
    **{kind: f"kind:{kind}" for kind in KINDS},
    **{kind: f"quoted:{kind}" for kind in ("direct", "mixed", "indirect")},
    **dict.fromkeys(("mentions", "statements", "sentences"), ""),
}
#: So many are named in a sentence.
_PERHAPS = 5
_LAST = ("mentions", "per_1000_words")


def actor_counts(corpus: Corpus, found: pd.DataFrame) -> pd.DataFrame:
    """A row an actor, by its id: mentions by kind, in all, and for every 1,000 words. The most mentioned first.

    What an editor decided of it is told where an editor decided anything.
    """
    words = sum(corpus.words.values())
    known = {actor.actor_id: actor for actor in in_order(corpus.actors, "actor_id")}
    columns = ("actor", "type", *KINDS, *_LAST, "documents", "also_called")
    groups = found.groupby("actor_id", sort=False)
    rows = {str(actor_id): _actor(known[str(actor_id)], own, words) for actor_id, own in groups}
    counts = keyed(rows, *columns)
    edited = pd.Series([list(known[one].edited) for one in rows], index=counts.index, dtype=object)
    return counts.assign(edited=edited) if len(corpus.decisions) else counts


def _actor(actor: Any, own: pd.DataFrame, words: int) -> tuple[object, ...]:
    numbers = (*_kinds(own), len(own), _rate(len(own), words), own["document"].nunique())
    return actor.name, actor.type, *numbers, actor.aliases


def actor_documents(corpus: Corpus, found: pd.DataFrame) -> pd.DataFrame:
    """A row an actor in a document: mentions by kind, in all, and for every 1,000 words of that document."""
    rows = {
        (str(actor_id), str(doc_id)): (
            own["actor"].iloc[0], str(doc_id), *_kinds(own), len(own), _rate(len(own), corpus.words[str(doc_id)]),
        )
        for (doc_id, actor_id), own in found.groupby(["document", "actor_id"], sort=False)
    }  # fmt: skip
    in_documents = sorted(rows.items(), key=lambda item: (item[1][1], -item[1][-2], item[1][0], item[0]))
    return keyed(dict(in_documents), "actor", "document", *KINDS, *_LAST)


def document_counts(corpus: Corpus, found: pd.DataFrame) -> pd.DataFrame:
    """A row a document: mentions by kind, in all, for every 1,000 words, and of how many actors. Most first."""
    titles = dict(zip(corpus.documents["doc_id"], corpus.documents["title"], strict=True))
    own = dict(tuple(found.groupby("document", sort=True)))
    ordered = sorted(map(str, own), key=lambda doc_id: -len(own[doc_id]))
    rows = {doc_id: _document(doc_id, titles[doc_id] or "", own[doc_id], corpus.words[doc_id]) for doc_id in ordered}
    return keyed(rows, "document", "title", *KINDS, *_LAST, "actors")


def _document(doc_id: str, title: str, own: pd.DataFrame, words: int) -> tuple[object, ...]:
    return top(doc_id), title, *_kinds(own), len(own), _rate(len(own), words), own["actor_id"].nunique()


def perhaps_one(found: pd.DataFrame) -> str:
    """A sentence on those who go by a surname alone that full names have too, if there are any; an editor may know."""
    names = dict(zip(found["actor_id"], found["actor"], strict=True))
    types = dict(zip(found["actor_id"], found["type"], strict=True))
    full: defaultdict[str, list[str]] = defaultdict(list)
    for actor_id, name in names.items():
        if types[actor_id] == "person" and " " in name:
            full[grouping.surname(name)].append(name)
    alone = [name for actor_id, name in names.items() if name in full and types[actor_id] not in ("state", "place")]
    told = [f"“{name}” may be {' or '.join(full[name][:_PERHAPS])}" for name in alone]
    more = f"; and {len(told) - _PERHAPS} more" if len(told) > _PERHAPS else ""
    return f"Not settled: {'; '.join(told[:_PERHAPS])}{more}. `actors.toml` can merge them." if told else ""


def _kinds(own: pd.DataFrame) -> Iterator[int]:
    counts = own["kind"].value_counts()
    return (int(counts.get(kind, 0)) for kind in KINDS)


def _rate(count: int, words: int) -> float:
    """How often in 1,000 words."""
    return round(1000 * count / words, 1) if words else 0.0


def opening(counts: pd.DataFrame, sections: Sequence[Section], found: pd.DataFrame | None = None) -> pd.DataFrame:
    """Counts by a key in, the same out with every count leading to the passages that it counts, in the key's section.

    Where there is no such section it leads to the first passage, if `found` has it.
    """
    anchors = {section.key: section.anchor for section in sections}
    first = {} if found is None else dict(found.groupby("actor_id")["passage"].first())
    by_document = "document" in counts.columns
    owners = [key[0] if by_document else key for key in counts.index]
    finds = [f'document:"{key[1]}"' if by_document else "" for key in counts.index]

    def cells(name: str) -> list[Count]:
        return [
            Count(int(number), anchor=anchors.get(owner, ""), find=f"{_OPENED[name]} {find}".strip(),
                  place=first.get(owner))
            for number, owner, find in zip(counts[name], owners, finds, strict=True)
        ]  # fmt: skip

    opened = {name: pd.Series(cells(name), index=counts.index, dtype=object) for name in counts if name in _OPENED}
    return counts.assign(**opened)
