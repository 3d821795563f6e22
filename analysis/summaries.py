"""A folder of tables in, the small DataFrames that people read out. The only place where DataFrames begin.

Every function takes a Corpus and what its notebook was asked for, and gives a frame that is ready to be shown:
rounded, in an order that is always the same, and with its columns even where it has no rows. Columns are named
for the reader; cells that lead to a place in a document are `Passage`s.
"""

from __future__ import annotations

import functools
import json
import re
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import tables
from analysis.display import Passage, day, edtf, when
from analysis.parameters import first_day, last_day
from analysis.tables import ARTICLE_BLOCKS, Label, MentionKind, Row

KINDS: tuple[str, ...] = typing.get_args(MentionKind)
LABELS: tuple[str, ...] = typing.get_args(Label)

#: Days in a calendar unit, at most: a wider interval is said in rough words ("in a few weeks").
_WIDTH: Mapping[str, int] = {
    "day": 1, "week": 7, "month": 31, "season": 93, "quarter": 92, "year": 366, "decade": 3653, "century": 36525,
}  # fmt: skip


# --- documents -------------------------------------------------------------------------------------


def documents(corpus: Corpus) -> pd.DataFrame:
    """A row a document: what is known of it, how long it is, how much of it counts, what was found in it."""
    counted, others = _words(corpus, article=True), _words(corpus, article=False)
    sentences, claims = corpus.sentences["doc_id"].value_counts(), corpus.claims["doc_id"].value_counts()
    return _made(
        (
            (
                Passage(doc.doc_id, doc.doc_id, 0, doc.doc_id), doc.title, doc.outlet, doc.author,
                _published(doc), counted[doc.doc_id], others[doc.doc_id],
                int(sentences.get(doc.doc_id, 0)), int(claims.get(doc.doc_id, 0)), doc.duplicate_of,
            )
            for doc in _rows(corpus.documents, "doc_id")
        ),
        "document", "title", "outlet", "author", "published", "words", "words_left_out", "sentences", "claims", "copy_of",
    )  # fmt: skip


def _published(doc: Any) -> str:
    """When a document was published and how that is known."""
    return "not stated" if doc.published is None else f"{doc.published} ({doc.published_from or 'stated'})"


def _words(corpus: Corpus, *, article: bool) -> dict[str, int]:
    """Words of each document, in the blocks that the article itself consists of or in the others."""
    texts = _texts(corpus)
    words = dict.fromkeys(texts, 0)
    for block in _rows(corpus.blocks, "doc_id", "start"):
        if (block.kind in ARTICLE_BLOCKS) == article:
            words[block.doc_id] += len(re.findall(r"\w+(?:[’'.-]\w+)*", texts[block.doc_id][block.start : block.end]))
    return words


def _texts(corpus: Corpus) -> dict[str, str]:
    return dict(zip(corpus.documents["doc_id"], corpus.documents["text"], strict=True))


def block_kinds(corpus: Corpus) -> pd.DataFrame:
    """A row a kind of block: whether it counts, how many there are, how many documents have one."""
    return _made(
        (
            (str(kind).replace("_", " "), kind in ARTICLE_BLOCKS, len(blocks), blocks["doc_id"].nunique())
            for kind, blocks in corpus.blocks.groupby("kind", sort=True)
        ),
        "kind", "counts", "blocks", "documents",
    )  # fmt: skip


def blocks(corpus: Corpus, *, kinds: Sequence[str]) -> pd.DataFrame:
    """A row a block of these kinds, in the order of the text."""
    texts = _texts(corpus)
    return _made(
        (
            (
                Passage(block.doc_id, f"block-{block.start}", block.start, texts[block.doc_id][block.start : block.end]),
                block.kind.replace("_", " "), block.doc_id,
            )
            for block in _rows(corpus.blocks, "doc_id", "start")
            if block.kind in kinds
        ),
        "text", "kind", "document",
    )  # fmt: skip


def left_out(corpus: Corpus) -> pd.DataFrame:
    """A row a file that was not analysed: why, and what to do about it."""
    files = corpus.files[corpus.files["status"] != "analysed"]
    rows = ((file.path, file.status, file.reason, file.remedy, file.size) for file in _rows(files, "path"))
    return _made(rows, "path", "status", "reason", "remedy", "bytes")


def publication(corpus: Corpus) -> pd.DataFrame:
    """A row a publication date and how it is known: how many documents carry it. Those without stand last."""
    groups = corpus.documents.fillna({"published": "", "published_from": ""}).groupby(["published", "published_from"])
    rows = [
        (when(first_day(stated), last_day(stated)) if stated else "not stated", stated, known_from, len(group))
        for (stated, known_from), group in groups
    ]
    return _made(sorted(rows, key=lambda row: (not row[1], row[1:])), "published", "edtf", "known_from", "documents")


# --- claims ----------------------------------------------------------------------------------------


def claims(
    corpus: Corpus, *, labels: Sequence[str] = (), sources: Sequence[str] = (), checkworthy_only: bool = False
) -> pd.DataFrame:
    """A row a claim, in the order of the text, with how many claims repeat it and how many contradict it."""
    chosen = _chosen(corpus, labels=labels, sources=sources, checkworthy_only=checkworthy_only)
    names, same, opposed = _names(corpus), _pairs(corpus, "same"), _pairs(corpus, "contradiction")
    return _made(
        (
            (
                _passage(claim), claim.label, source(claim, names), claim.cue_text, claim.quotation, claim.facets,
                claim.checkworthy, len(same.get(claim.claim_id, ())), len(opposed.get(claim.claim_id, ())),
                claim.doc_id, claim.claim_id,
            )
            for claim in chosen
        ),
        "claim", "label", "source", "cue", "quotation", "also", "worth_checking", "repeated", "contradicted", "document", "id",
    )  # fmt: skip


def _chosen(corpus: Corpus, *, labels: Sequence[str], sources: Sequence[str], checkworthy_only: bool) -> Iterator[Any]:
    names, wanted = _names(corpus), {name.casefold() for name in sources}
    for claim in _rows(corpus.claims, "doc_id", "start", "end", "claim_id"):
        if labels and claim.label not in labels:
            continue
        if checkworthy_only and not claim.checkworthy:
            continue
        goes_by = (claim.source_kind, claim.source_text, claim.source_actor, names.get(claim.source_actor))
        if not wanted or wanted & {name.casefold() for name in goes_by if name}:
            yield claim


def _passage(claim: Any) -> Passage:
    return Passage(claim.doc_id, claim.claim_id, claim.start, claim.statement)


def _names(corpus: Corpus) -> dict[str, str]:
    return dict(zip(corpus.actors["actor_id"], corpus.actors["name"], strict=True))


def source(claim: Any, names: Mapping[str, str]) -> str:
    """Who stands behind a claim, in words."""
    if claim.source_kind == "article":
        return "the article"
    return names.get(claim.source_actor) or claim.source_text or "unspecified"


def _pairs(corpus: Corpus, *relations: str) -> dict[str, set[str]]:
    """The claims that stand in one of these relations to each claim."""
    others: dict[str, set[str]] = {}
    for pair in _rows(corpus.agreement, "claim_a", "claim_b"):
        if pair.relation in relations:
            others.setdefault(pair.claim_a, set()).add(pair.claim_b)
            others.setdefault(pair.claim_b, set()).add(pair.claim_a)
    return others


def claims_by_source(
    corpus: Corpus, *, labels: Sequence[str] = (), sources: Sequence[str] = (), checkworthy_only: bool = False
) -> pd.DataFrame:
    """A row a source: how many claims it makes, and how firmly. The busiest first."""
    names, counts = _names(corpus), dict[str, dict[str, int]]()
    for claim in _chosen(corpus, labels=labels, sources=sources, checkworthy_only=checkworthy_only):
        row = counts.setdefault(source(claim, names), dict.fromkeys(LABELS, 0))
        row[claim.label] += 1
    rows = [(name, *row.values(), sum(row.values())) for name, row in counts.items()]
    return _made(sorted(rows, key=lambda row: (-row[-1], row[0])), "source", *LABELS, "claims")


def agreement(corpus: Corpus) -> pd.DataFrame:
    """A row a pair of claims that repeat, overlap or contradict each other, contradictions first."""
    ranks = {"contradiction": 0, "tension": 1, "same": 2, "overlap": 3}
    by_id = {claim.claim_id: claim for claim in _rows(corpus.claims, "claim_id")}
    pairs = sorted(
        _rows(corpus.agreement, "claim_a", "claim_b"), key=lambda pair: (ranks[pair.relation], not pair.cross_document)
    )
    return _made(
        (
            (_passage(by_id[pair.claim_a]), pair.relation, _passage(by_id[pair.claim_b]), pair.cross_document, pair.why)
            for pair in pairs
        ),
        "claim", "relation", "other_claim", "across_documents", "why",
    )  # fmt: skip


# --- actors ----------------------------------------------------------------------------------------


def actor_counts(
    corpus: Corpus, *, types: Sequence[str] = (), kinds: Sequence[str] = (), minimum_mentions: int = 1
) -> pd.DataFrame:
    """A row an actor: counted mentions by kind, in all, and for every 1,000 words. The most mentioned first."""
    words, mentions = sum(_words(corpus, article=True).values()), _counted(corpus, kinds)
    by_actor = dict(tuple(mentions.groupby("actor_id")))
    rows = []
    for actor in _rows(corpus.actors, "name", "actor_id"):
        own = by_actor.get(actor.actor_id, mentions.head(0))
        if len(own) < minimum_mentions or (types and actor.type not in types):
            continue
        rate = round(1000 * len(own) / words, 1) if words else 0.0
        by_kind = (int((own["kind"] == kind).sum()) for kind in KINDS)
        rows.append((actor.name, actor.type, *by_kind, len(own), rate, own["doc_id"].nunique(), actor.aliases))
    last = ("mentions", "per_1000_words", "documents", "also_called")
    return _made(sorted(rows, key=lambda row: -row[2 + len(KINDS)]), "actor", "type", *KINDS, *last)


def _counted(corpus: Corpus, kinds: Sequence[str]) -> pd.DataFrame:
    return corpus.mentions[corpus.mentions["counted"] & corpus.mentions["kind"].isin(kinds or KINDS)]


def actor_documents(
    corpus: Corpus, *, types: Sequence[str] = (), kinds: Sequence[str] = (), minimum_mentions: int = 1
) -> pd.DataFrame:
    """A row an actor in a document: counted mentions, and for every 1,000 words of that document."""
    words, names = _words(corpus, article=True), _names(corpus)
    of_type = set(corpus.actors["actor_id"][corpus.actors["type"].isin(types)] if types else names)
    totals = _counted(corpus, kinds)["actor_id"].value_counts()
    rows = [
        (names[actor], doc, len(own), round(1000 * len(own) / words[doc], 1) if words[doc] else 0.0)
        for (actor, doc), own in _counted(corpus, kinds).groupby(["actor_id", "doc_id"])
        if actor in of_type and totals[actor] >= minimum_mentions
    ]
    columns = ("actor", "document", "mentions", "per_1000_words")
    return _made(sorted(rows, key=lambda row: (row[1], -row[2], row[0])), *columns)


def mentions(
    corpus: Corpus, *, types: Sequence[str] = (), kinds: Sequence[str] = (), minimum_mentions: int = 1
) -> pd.DataFrame:
    """A row a mention, counted or not, by actor and in the order of the text: what the counts consist of."""
    kept = set(actor_counts(corpus, types=types, kinds=kinds, minimum_mentions=minimum_mentions)["actor"])
    names = _names(corpus)
    return _made(
        (
            (
                Passage(one.doc_id, f"mention-{one.start}-{one.end}", one.start, one.text),
                name, one.kind, one.counted, one.doc_id,
            )
            for name, one in sorted(
                ((names[one.actor_id], one) for one in _rows(corpus.mentions, "doc_id", "start", "end", "actor_id")),
                key=lambda pair: pair[0],
            )
            if name in kept and (not kinds or one.kind in kinds)
        ),
        "words", "actor", "kind", "counts", "document",
    )  # fmt: skip


# --- events ----------------------------------------------------------------------------------------


def events(  # noqa: PLR0913 - one argument a parameter of the notebook
    corpus: Corpus,
    *,
    earliest: str | None = None,
    latest: str | None = None,
    statuses: Sequence[str] = (),
    actors: Sequence[str] = (),
    minimum_documents: int = 1,
) -> pd.DataFrame:
    """A row an event: its date in words and in EDTF or its order against publication, and every passage that tells of it.

    Dated ones come first, by their first possible day. The date window leaves undated ones alone.
    """
    rows = [_event(corpus, list(passages.itertuples(index=False))) for _, passages in _by_event(corpus)]
    wanted = {name.casefold() for name in actors}
    kept = [
        row
        for row in rows
        if (not statuses or row["status"] in statuses)
        and row["documents"] >= minimum_documents
        and (not wanted or wanted & {name.casefold() for name in row["actors"]})
        and not (row["dated"] and earliest and row["latest"] and row["latest"] < first_day(earliest))
        and not (row["dated"] and latest and row["earliest"] and row["earliest"] > last_day(latest))
    ]
    return pd.DataFrame(sorted(kept, key=_place), columns=list(_EVENT_COLUMNS))


_EVENT_COLUMNS = (
    "event", "when", "edtf", "status", "actors", "documents", "passages", "id",
    "dated", "order", "approximate", "earliest", "latest",
)  # fmt: skip


def _by_event(corpus: Corpus) -> Iterable[tuple[Any, pd.DataFrame]]:
    return corpus.events.sort_values(["doc_id", "start", "end"], kind="stable").groupby("event_id", sort=True)


def _place(row: Mapping[str, Any]) -> tuple[object, ...]:
    orders = ("before publication", "at publication", "after publication", "not said")
    return (not row["dated"], orders.index(row["order"]), row["earliest"] or "", row["latest"] or "", row["id"])


def _event(corpus: Corpus, passages: Sequence[Any]) -> dict[str, Any]:
    """The row of one event. Its date is that of the passage that dates it best."""
    names, published = _names(corpus), _publication_days(corpus)
    best = min(passages, key=lambda one: (not _is_dated(one, published.get(one.doc_id)), _days(one)))
    dated, approximate = _is_dated(best, published.get(best.doc_id)), _is_approximate(corpus, best)
    return {
        "event": Passage(best.doc_id, best.event_id, best.start, best.label),
        "when": when(best.earliest, best.latest, approximate=approximate) if dated else "no date",
        "edtf": edtf(best.earliest, best.latest, approximate=approximate) if dated else "",
        "status": best.status,
        "actors": sorted({names[actor] for one in passages for actor in one.actors}),
        "documents": len({one.doc_id for one in passages}),
        "passages": [Passage(one.doc_id, one.event_id, one.start, one.text) for one in passages],
        "id": best.event_id,
        "dated": dated,
        "order": "not said" if dated else _order(best, published.get(best.doc_id)),
        "approximate": approximate,
        "earliest": best.earliest,
        "latest": best.latest,
    }


def _publication_days(corpus: Corpus) -> dict[str, tuple[str, str]]:
    """First and last day on which each dated document may have been published."""
    stated = ((doc.doc_id, doc.published) for doc in _rows(corpus.documents, "doc_id") if doc.published)
    return {doc_id: (first_day(published), last_day(published)) for doc_id, published in stated}


def _is_dated(event: Any, published: tuple[str, str] | None) -> bool:
    """Whether the text dates it. A single bound that is the publication itself says only before or after."""
    if event.granularity is None or not (event.earliest or event.latest):
        return False
    return bool(event.earliest and event.latest) or (event.earliest or event.latest) not in (published or ())


def _order(event: Any, published: tuple[str, str] | None) -> str:
    """How an undated event stands to publication: by its bounds, else by its status."""
    if event.latest or event.earliest:
        return "after publication" if event.earliest else "before publication"
    if event.status in ("planned", "predicted"):
        return "after publication"
    return "at publication" if published else "not said"


def _days(event: Any) -> int:
    """How many days an event's date spans; very many if it is open."""
    first, last = day(event.earliest), day(event.latest)
    return (last - first).days + 1 if first and last else date.max.toordinal()


def _is_approximate(corpus: Corpus, event: Any) -> bool:
    """Whether the words give the date roughly: wider than the unit that they name, or vague (PXW, PAST_REF)."""
    if not (event.earliest and event.latest):
        return False
    value = _timex_values(corpus).get((event.doc_id, *event.timex)) if event.timex else None
    return _days(event) > _WIDTH.get(event.granularity, 0) or bool(value and re.search(r"P\d*X|_REF", value))


def _timex_values(corpus: Corpus) -> dict[tuple[str, int, int], str]:
    return {(one.doc_id, one.start, one.end): one.value for one in _rows(corpus.timexes, "doc_id", "start", "end")}


def dated(events: pd.DataFrame) -> pd.DataFrame:
    """The dated ones of `events`, with the columns that a reader needs."""
    return events.loc[
        events["dated"].astype(bool), ["event", "when", "edtf", "status", "actors", "documents", "passages", "id"]
    ]


def undated(events: pd.DataFrame) -> pd.DataFrame:
    """The undated ones of `events`, with the columns that a reader needs."""
    return events.loc[
        ~events["dated"].astype(bool), ["event", "order", "status", "actors", "documents", "passages", "id"]
    ]


# --- summary ---------------------------------------------------------------------------------------


def figures(corpus: Corpus) -> pd.DataFrame:
    """What was read and found, a figure a row."""
    found, statuses = events(corpus), corpus.files["status"].value_counts()
    dates, labels = dated(found), corpus.claims["label"].value_counts()
    relations = corpus.agreement["relation"].value_counts()
    rows = [
        ("documents analysed", len(corpus.documents), "one row each in `documents`"),
        (
            "files left out",
            int(statuses.drop("analysed", errors="ignore").sum()),
            "duplicates, rejected and ignored files",
        ),
        (
            "words that count",
            sum(_words(corpus, article=True).values()),
            "headlines, paragraphs and quotes; no captions or credits",
        ),
        ("claims", len(corpus.claims), ", ".join(f"{labels[label]} {label}" for label in LABELS if label in labels)),
        ("sources named", len(claims_by_source(corpus)), "the articles themselves among them"),
        ("contradictions", int(relations.get("contradiction", 0)), "pairs of claims"),
        ("repetitions", int(relations.get("same", 0)), "pairs of claims"),
        ("actors", len(actor_counts(corpus)), "with at least one counted mention"),
        ("mentions", int(corpus.mentions["counted"].sum()), "under any name"),
        ("events", len(found), f"{len(dates)} dated, {len(found) - len(dates)} not"),
    ]
    return _made(rows, "figure", "number", "note")


def repeated_claims(corpus: Corpus, *, top: int) -> pd.DataFrame:
    """The claims that most documents make, each once; claims of one document only are none of them."""
    same, homes = _pairs(corpus, "same"), dict(zip(corpus.claims["claim_id"], corpus.claims["doc_id"], strict=True))
    rows, told = [], set[str]()
    for claim in _rows(corpus.claims, "doc_id", "start", "end", "claim_id"):
        others = same.get(claim.claim_id, set())
        documents = len({homes[other] for other in others} | {claim.doc_id})
        if documents > 1 and claim.claim_id not in told:
            rows.append((_passage(claim), claim.label, source(claim, _names(corpus)), documents, len(others) + 1))
        told |= others
    return _made(
        sorted(rows, key=lambda row: (-row[3], -row[4]))[:top], "claim", "label", "source", "documents", "times"
    )
