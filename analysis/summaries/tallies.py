"""Claims as `claims` gives them in, how many of which kind out: by label, by source, by document."""

from __future__ import annotations

import collections
from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.display import Section
from analysis.frames import Corpus, frame_of
from analysis.summaries.cells import many, top
from analysis.summaries.claims import LABELS
from analysis.summaries.sources import PRONOUNS

#: What each label says of a claim, for its reader.
MEANINGS: Mapping[str, str] = {
    "asserted": "said outright by the article itself",
    "reported": "said outright, on the word of a source",
    "hedged": "weakened: may, it seems, is believed to",
    "predicted": "about what is to come",
    "opinion": "a judgement that no fact could settle",
    "denied": "said by the source not to be so",
}

#: Whose claims are in no section of their own: many articles' at once, many people's at once.
_MANY = ("article", "pronoun")

_OF_SOURCE = (
    "claim", "label", "named_as", "cue", "quotation", "also", "worth_checking", "repeated", "contradicted", "document",
)  # fmt: skip
_LAST = ("quoted", "worth_checking", "repeated", "contradicted")


def claims_by_label(found: pd.DataFrame) -> pd.DataFrame:
    """A row a label: what it means, how many claims have it, whose they are; the last row is their sum."""
    groups = [*((label, MEANINGS[label], found[found["label"] == label]) for label in LABELS), ("all", "", found)]
    rows = [(label, meaning, len(own), *_kinds(own), *_last(own)) for label, meaning, own in groups]
    kinds = ("of_the_article", "of_a_source", "unspecified")
    return frame_of(rows if len(found) else [], "label", "meaning", "claims", *kinds, *_LAST)


def claims_by_source(found: pd.DataFrame) -> pd.DataFrame:
    """A row a source: what it is, how many claims it makes, in how many documents, how firmly; the busiest first.

    Pronouns stand last, however many: they are many sources.
    """
    rows = (
        (
            _name(own), own["source_type"].iloc[0], len(own), own["document"].nunique(),
            *_labels(own), *_last(own),
        )
        for own in _by_source(found)
    )  # fmt: skip
    return frame_of(rows, "source", "type", "claims", "documents", *LABELS, *_LAST)


def claims_by_document(corpus: Corpus, found: pd.DataFrame) -> pd.DataFrame:
    """A row a document: how many claims it makes, how firmly, and for how many sources beside itself."""
    titles = dict(zip(corpus.documents["doc_id"], corpus.documents["title"], strict=True))
    rows = (
        (
            top(str(doc_id)), titles[str(doc_id)], len(own), *_labels(own), _kinds(own)[0],
            own.loc[own["source_type"] != "article", "source_key"].nunique(), *_last(own),
        )
        for doc_id, own in found.groupby("document", sort=True)
    )  # fmt: skip
    return frame_of(rows, "document", "title", "claims", *LABELS, "its_own", "sources", *_LAST)


def claims_of_sources(found: pd.DataFrame, *, top: int) -> list[Section]:
    """The busiest sources, each with its claims: by label, and within a label in the order of the text."""
    single = found[~found["source_type"].isin(_MANY)]
    return [Section(_name(own), _about(own), _of_source(own)) for own in _by_source(single)[:top]]


def _of_source(own: pd.DataFrame) -> pd.DataFrame:
    by_label = own.sort_values("label", key=lambda labels: labels.map(LABELS.index), kind="stable")
    return by_label[list(_OF_SOURCE)]


def _about(own: pd.DataFrame) -> str:
    """As in: `12 claims in 3 documents: 9 reported, 2 predicted, 1 denied`."""
    by_label = ", ".join(f"{count} {label}" for label, count in zip(LABELS, _labels(own), strict=True) if count)
    return f"{many(len(own), 'claim')} in {many(own['document'].nunique(), 'document')}: {by_label}"


def _by_source(found: pd.DataFrame) -> list[pd.DataFrame]:
    """The claims of each source, the busiest first."""
    groups = [own for _, own in found.groupby("source_key", sort=True)]
    return sorted(groups, key=lambda own: (own["source_type"].iloc[0] == "pronoun", -len(own)))


def _name(own: pd.DataFrame) -> str:
    """What a source is called most often."""
    if own["source_type"].iloc[0] == "pronoun":
        return PRONOUNS
    ((name, _),) = collections.Counter(own["source"]).most_common(1)
    return str(name)


def _labels(own: pd.DataFrame) -> Iterator[int]:
    """How many of these claims have each label."""
    counts = own["label"].value_counts()
    return (int(counts.get(label, 0)) for label in LABELS)


def _kinds(own: pd.DataFrame) -> tuple[int, int, int]:
    """How many of these claims are the article's own, a source's, and nobody's in particular."""
    counts = own["source_type"].value_counts()
    article, unspecified = int(counts.get("article", 0)), int(counts.get("unspecified", 0))
    return article, len(own) - article - unspecified, unspecified


def _last(own: pd.DataFrame) -> Iterator[int]:
    """How many of these claims are quoted, worth checking, repeated and contradicted."""
    return (int(own[column].astype(bool).sum()) for column in ("quoted", "checkworthy", "repeated", "contradicted"))
