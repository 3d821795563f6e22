"""A Corpus in, the small DataFrames that people read out.

Every function takes a Corpus and what its notebook was asked for, and gives a frame that is ready to be shown:
rounded, in an order that is always the same, and with its columns even where it has no rows. Columns are named
for the reader; cells that lead to a place in a document are `Passage`s.
"""

from __future__ import annotations

import collections
import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from analysis import metadata
from analysis.display import Passage, day, edtf, when
from analysis.frames import Corpus, frame_of, in_order, read
from analysis.parameters import first_day, last_day
from analysis.tables import ARTICLE_BLOCKS, FLAGS, BlockKind, FileStatus, Label, MentionKind

__all__ = [
    "Corpus", "actor_counts", "actor_documents", "agreement", "block_kinds", "blocks", "claims", "claims_by_source",
    "conflicts", "copies", "dated", "document_blocks", "documents", "events", "fates", "left_out",
    "mentions", "overview", "publication", "read", "repeated_claims", "undated",
]  # fmt: skip

KINDS: tuple[str, ...] = typing.get_args(MentionKind)
LABELS: tuple[str, ...] = typing.get_args(Label)
BLOCKS: tuple[str, ...] = typing.get_args(BlockKind)
FATES: tuple[str, ...] = typing.get_args(FileStatus)
ORDERS: tuple[str, ...] = ("up to publication", "after publication", "not said")

#: Days in a calendar unit, at most: a wider interval is said in rough words ("in a few weeks").
_WIDTH: Mapping[str, int] = {
    "day": 1, "week": 7, "month": 31, "season": 93, "quarter": 92, "year": 366, "decade": 3653, "century": 36525,
}  # fmt: skip

_RELATIONS = ("contradiction", "tension", "same", "overlap")


def _passage(row: Any, text: str) -> Passage:
    """A cell that leads to the row's own span."""
    return Passage(row.doc_id, f"s{row.start}-{row.end}", text)


# --- documents -------------------------------------------------------------------------------------


def fates(corpus: Corpus) -> pd.DataFrame:
    """A row a status of files and reason for it, in one word, and how many there are; the last row is their sum."""
    counts = collections.Counter((FATES.index(file.status), file.code or "") for file in in_order(corpus.files))
    rows = [(FATES[status], _words(code), count) for (status, code), count in sorted(counts.items())]
    total = [("found", "", len(corpus.files))] if rows else []
    return frame_of([*rows, *total], "status", "why", "files")


def documents(corpus: Corpus) -> pd.DataFrame:
    """A row a document: what is known of it, how it was read, how long it is, what was found in it."""
    sentences, claims = corpus.sentences["doc_id"].value_counts(), corpus.claims["doc_id"].value_counts()
    columns = ("title", "outlet", "author", "published", "remarks", "read_as")
    counted = ("words", "words_left_out", "sentences", "claims")
    return frame_of(
        (
            (
                Passage(doc.doc_id, "top", doc.doc_id), doc.title, doc.outlet, doc.author,
                f"{doc.published} ({_words(doc.published_from)})" if doc.published else "not stated",
                _remarks(doc), ", ".join(filter(None, (doc.format, doc.encoding))),
                corpus.words[doc.doc_id], corpus.words_left_out[doc.doc_id],
                int(sentences.get(doc.doc_id, 0)), int(claims.get(doc.doc_id, 0)),
            )
            for doc in in_order(corpus.documents, "doc_id")
        ),
        "document", *columns, *counted,
    )  # fmt: skip


def _remarks(doc: Any) -> str:
    """What a reader should know of a document: whose copy it is, and what makes its text less sure."""
    copy = f"copy of {doc.duplicate_of}" if doc.similarity == 1 else f"{doc.similarity:.1%} like {doc.duplicate_of}"
    return "; ".join([*([copy] if doc.duplicate_of else []), *(FLAGS[flag] for flag in doc.flags)])


def conflicts(corpus: Corpus) -> pd.DataFrame:
    """A row for everything that is said of a document and contradicts what was taken, or could not be understood."""
    about = list(in_order(corpus.metadata, "doc_id", "field"))
    taken = {(row.doc_id, row.field): row for row in about if row.used}
    rows = ((row, taken.get((row.doc_id, row.field))) for row in metadata.conflicts(about))
    return frame_of(
        (
            (
                Passage(row.doc_id, "top", row.doc_id), row.field, used.value if used else None,
                _words(used.origin) if used else None, row.value, _words(row.origin), row.why,
            )
            for row, used in rows
        ),
        "document", "field", "taken", "from", "also_said", "said_by", "why_not",
    )  # fmt: skip


def copies(corpus: Corpus) -> pd.DataFrame:
    """A row a document that is a copy of another, or nearly one: how alike they are, and whether it was analysed."""
    found = (doc for doc in in_order(corpus.documents, "doc_id") if doc.duplicate_of)
    return frame_of(
        (
            (
                Passage(doc.doc_id, "top", doc.doc_id), Passage(doc.duplicate_of, "top", doc.duplicate_of),
                f"{doc.similarity:.1%}", doc.similarity < 1,
            )
            for doc in found
        ),
        "document", "like", "alike", "analysed",
    )  # fmt: skip


def document_blocks(corpus: Corpus) -> pd.DataFrame:
    """A row a document: how many parts of each kind it has."""
    counts = collections.Counter(zip(corpus.blocks["doc_id"], corpus.blocks["kind"], strict=True))
    names = sorted(set(corpus.blocks["doc_id"]))
    rows = ((Passage(name, "top", name), *(counts[name, kind] for kind in BLOCKS)) for name in names)
    return frame_of(rows, "document", *BLOCKS)


def block_kinds(corpus: Corpus) -> pd.DataFrame:
    """A row a kind of block: whether it counts, how many there are, how many documents have one."""
    groups = corpus.blocks.groupby("kind", sort=True)
    rows = ((_words(kind), kind in ARTICLE_BLOCKS, len(group), group["doc_id"].nunique()) for kind, group in groups)
    return frame_of(rows, "kind", "counts", "blocks", "documents")


def _words(name: object) -> str:
    """A word of the tables as people write it."""
    return str(name or "").replace("_", " ")


def blocks(corpus: Corpus, *, kinds: Sequence[str]) -> pd.DataFrame:
    """A row a block of these kinds, in the order of the text."""
    chosen = (block for block in in_order(corpus.blocks, "doc_id", "start") if block.kind in kinds)
    rows = ((corpus.texts[block.doc_id][block.start : block.end], block) for block in chosen)
    return frame_of(
        ((_passage(block, text), _words(block.kind), block.doc_id) for text, block in rows), "text", "kind", "document"
    )


def left_out(corpus: Corpus) -> pd.DataFrame:
    """A row a file that was not analysed, the rejected first: why, and what to do about it."""
    files = [file for file in in_order(corpus.files, "path") if file.status != "analysed"]
    files.sort(key=lambda file: ("rejected", "duplicate", "ignored").index(file.status))
    rows = ((file.path, file.status, file.reason, file.remedy, file.size) for file in files)
    return frame_of(rows, "path", "status", "reason", "remedy", "bytes")


def publication(corpus: Corpus) -> pd.DataFrame:
    """A row a publication date: how many documents carry it, and how it is known. Those without stand last."""
    known = corpus.documents[["published", "published_from"]].fillna("").value_counts()
    stated: list[tuple[str, str, int]] = [(*typing.cast("tuple[str, str]", key), n) for key, n in known.items()]
    rows = (
        (when(first_day(published), last_day(published)) if published else "not stated", published, known_from, count)
        for published, known_from, count in sorted(stated, key=lambda row: (not row[0], row))
    )
    return frame_of(rows, "published", "edtf", "known_from", "documents")


# --- claims ----------------------------------------------------------------------------------------


def claims(
    corpus: Corpus, *, labels: Sequence[str] = (), sources: Sequence[str] = (), checkworthy_only: bool = False
) -> pd.DataFrame:
    """A row a claim, in the order of the text, with how many claims repeat it and how many contradict it."""
    same, opposed = _pairs(corpus, "same"), _pairs(corpus, "contradiction")
    columns = ("label", "source", "cue", "quotation", "also", "worth_checking", "repeated", "contradicted")
    return frame_of(
        (
            (
                _passage(claim, claim.statement), claim.label, source(corpus, claim), claim.cue_text, claim.quotation,
                claim.facets, claim.checkworthy,
                len(same.get(claim.claim_id, ())), len(opposed.get(claim.claim_id, ())), claim.doc_id, claim.claim_id,
            )
            for claim in _chosen(corpus, labels=labels, sources=sources, checkworthy_only=checkworthy_only)
        ),
        "claim", *columns, "document", "id",
    )  # fmt: skip


def _chosen(corpus: Corpus, *, labels: Sequence[str], sources: Sequence[str], checkworthy_only: bool) -> Iterator[Any]:
    """The claims that a notebook was asked for, in the order of the text."""
    wanted = {name.casefold() for name in sources}
    for claim in in_order(corpus.claims, "doc_id", "start", "end", "claim_id"):
        if labels and claim.label not in labels:
            continue
        if checkworthy_only and not claim.checkworthy:
            continue
        goes_by = (claim.source_kind, claim.source_text, claim.source_actor, corpus.names.get(claim.source_actor))
        if not wanted or wanted & {name.casefold() for name in goes_by if name}:
            yield claim


def source(corpus: Corpus, claim: Any) -> str:
    """Who stands behind a claim, in words."""
    if claim.source_kind == "article":
        return "the article"
    return corpus.names.get(claim.source_actor) or claim.source_text or "unspecified"


def _pairs(corpus: Corpus, relation: str) -> dict[str, set[str]]:
    """The claims that stand in this relation to each claim."""
    others: dict[str, set[str]] = {}
    for pair in in_order(corpus.agreement, "claim_a", "claim_b"):
        if pair.relation == relation:
            others.setdefault(pair.claim_a, set()).add(pair.claim_b)
            others.setdefault(pair.claim_b, set()).add(pair.claim_a)
    return others


def claims_by_source(
    corpus: Corpus, *, labels: Sequence[str] = (), sources: Sequence[str] = (), checkworthy_only: bool = False
) -> pd.DataFrame:
    """A row a source, whatever the case of its letters: how many claims it makes, and how firmly; the busiest first."""
    names: dict[str, str] = {}
    counts: dict[str, dict[str, int]] = {}
    for claim in _chosen(corpus, labels=labels, sources=sources, checkworthy_only=checkworthy_only):
        name = source(corpus, claim)
        names.setdefault(name.casefold(), name)
        counts.setdefault(name.casefold(), dict.fromkeys(LABELS, 0))[claim.label] += 1
    busiest = sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    rows = ((names[key], *by_label.values(), sum(by_label.values())) for key, by_label in busiest)
    return frame_of(rows, "source", *LABELS, "claims")


def agreement(corpus: Corpus) -> pd.DataFrame:
    """A row a pair of claims that repeat, overlap or contradict each other; contradictions first."""
    by_id = {claim.claim_id: claim for claim in in_order(corpus.claims, "claim_id")}
    pairs = sorted(
        in_order(corpus.agreement, "claim_a", "claim_b"),
        key=lambda pair: (_RELATIONS.index(pair.relation), not pair.cross_document),
    )
    rows = ((by_id[pair.claim_a], by_id[pair.claim_b], pair) for pair in pairs)
    return frame_of(
        ((_passage(a, a.statement), p.relation, _passage(b, b.statement), p.cross_document, p.why) for a, b, p in rows),
        "claim", "relation", "other_claim", "across_documents", "why",
    )  # fmt: skip


def repeated_claims(corpus: Corpus, *, top: int) -> pd.DataFrame:
    """The claims that most documents make, each once; those of a single document are left out."""
    same, homes = _pairs(corpus, "same"), dict(zip(corpus.claims["claim_id"], corpus.claims["doc_id"], strict=True))
    found: list[tuple[int, int, Any]] = []
    told: set[str] = set()
    for claim in _chosen(corpus, labels=(), sources=(), checkworthy_only=False):
        others = same.get(claim.claim_id, set())
        documents = len({homes[other] for other in others} | {claim.doc_id})
        if documents > 1 and claim.claim_id not in told:
            found.append((documents, len(others) + 1, claim))
        told |= others
    first = sorted(found, key=lambda row: (-row[0], -row[1]))[:top]
    rows = ((_passage(c, c.statement), c.label, source(corpus, c), n, times) for n, times, c in first)
    return frame_of(rows, "claim", "label", "source", "documents", "times")


# --- actors ----------------------------------------------------------------------------------------


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
    rows = ((_passage(one, one.text), name, one.kind, one.doc_id) for name, one in pairs)
    return frame_of(rows, "words", "actor", "kind", "document")


# --- events ----------------------------------------------------------------------------------------


def events(
    corpus: Corpus,
    *,
    earliest: str | None = None,
    latest: str | None = None,
    statuses: Sequence[str] = (),
    actors: Sequence[str] = (),
    minimum_documents: int = 1,
) -> pd.DataFrame:
    """A row an event: its date, or its order against publication, its status, and the passages that tell of it.

    Dated ones come first. The window leaves undated ones alone.
    """
    wanted = {name.casefold() for name in actors}
    in_text = corpus.events.sort_values(["doc_id", "start", "end"], kind="stable")
    rows = (_event(corpus, list(own.itertuples(index=False))) for _, own in in_text.groupby("event_id", sort=True))
    kept = [
        row
        for row in rows
        if (not statuses or row["status"] in statuses)
        and row["documents"] >= minimum_documents
        and (not wanted or wanted & {name.casefold() for name in row["actors"]})
        and _within(row, earliest, latest)
    ]
    return pd.DataFrame(sorted(kept, key=_place), columns=list(_EVENT_COLUMNS))


_EVENT_COLUMNS = (
    "event", "when", "edtf", "order", "status", "actors", "documents", "passages", "id",
    "dated", "approximate", "earliest", "latest",
)  # fmt: skip


def _within(row: Mapping[str, Any], earliest: str | None, latest: str | None) -> bool:
    """Whether a dated event may have happened within the window."""
    ended_before = earliest and row["latest"] and row["latest"] < first_day(earliest)
    began_after = latest and row["earliest"] and row["earliest"] > last_day(latest)
    return not row["dated"] or not (ended_before or began_after)


def _place(row: Any) -> tuple[Any, ...]:
    """Dated events by their first possible day, undated ones by their order; then by the place in the text."""
    event = row["event"]
    start = int(event.id.removeprefix("s").split("-")[0])
    days = (row["earliest"] or "", row["latest"] or "") if row["dated"] else ()
    return (not row["dated"], ORDERS.index(row["order"]), days, event.doc_id, start, row["id"])


def _event(corpus: Corpus, passages: Sequence[Any]) -> dict[str, Any]:
    """The row of one event. Its date is that of the passage that dates it most narrowly."""
    best = min(passages, key=lambda one: (not _is_dated(corpus, one), _days(one)))
    dated, approximate = _is_dated(corpus, best), _is_approximate(corpus, best)
    return {
        "event": _passage(best, best.label),
        "when": when(best.earliest, best.latest, approximate=approximate) if dated else "no date",
        "edtf": edtf(best.earliest, best.latest, approximate=approximate) if dated else "",
        "order": "not said" if dated else _order(best),
        "status": best.status,
        "actors": sorted({corpus.names[actor] for one in passages for actor in one.actors}),
        "documents": len({one.doc_id for one in passages}),
        "passages": [_passage(one, one.text) for one in passages],
        "id": best.event_id,
        "dated": dated,
        "approximate": approximate,
        "earliest": best.earliest,
        "latest": best.latest,
    }


def _is_dated(corpus: Corpus, event: Any) -> bool:
    """Whether the text dates it. A single bound that is the publication itself says no more than before or after."""
    if event.granularity is None or not (event.earliest or event.latest):
        return False
    if event.earliest and event.latest:
        return True
    return (event.earliest or event.latest) not in corpus.published.get(event.doc_id, ())


def _order(event: Any) -> str:
    """How an undated event stands to publication: by its one bound, else by its status."""
    if event.earliest or event.status in ("planned", "predicted"):
        return "after publication"
    return "up to publication" if event.latest or event.status in ("happened", "reported") else "not said"


def _days(event: Any) -> int:
    """How many days an event's date spans; very many where it is open."""
    first, last = day(event.earliest), day(event.latest)
    return (last - first).days + 1 if first and last else date.max.toordinal()


def _is_approximate(corpus: Corpus, event: Any) -> bool:
    """Whether the words give the date roughly: wider than the unit that they name, or vague (PXW, PAST_REF)."""
    if not (event.earliest and event.latest):
        return False
    value = corpus.timex_values.get((event.doc_id, *event.timex)) if event.timex else None
    return _days(event) > _WIDTH.get(event.granularity, 0) or bool(value and re.search(r"P\d*X|_REF", value))


def dated(found: pd.DataFrame) -> pd.DataFrame:
    """Those of `events` that have a date, with the columns that a reader needs."""
    return found.loc[found["dated"].astype(bool), "event":"id"].drop(columns="order")


def undated(found: pd.DataFrame) -> pd.DataFrame:
    """Those of `events` that have none, with the columns that a reader needs."""
    return found.loc[~found["dated"].astype(bool), "event":"id"].drop(columns=["when", "edtf"])


# --- summary ---------------------------------------------------------------------------------------


def overview(corpus: Corpus) -> pd.DataFrame:
    """What was read and what was found: a figure a row."""
    found, labels = events(corpus), corpus.claims["label"].value_counts()
    with_date, relations = len(dated(found)), corpus.agreement["relation"].value_counts()
    by_label = ", ".join(f"{labels[label]} {label}" for label in LABELS if label in labels)
    rows = (
        ("documents analysed", int((corpus.files["status"] == "analysed").sum()), ""),
        ("files left out", len(left_out(corpus)), "duplicates, rejected and ignored files"),
        ("words that count", sum(corpus.words.values()), "without captions, credits, bylines and menus"),
        ("claims", len(corpus.claims), by_label),
        ("sources of claims", len(claims_by_source(corpus)), "the article itself counts as one"),
        ("contradictions", int(relations.get("contradiction", 0)), "pairs of claims"),
        ("repetitions", int(relations.get("same", 0)), "pairs of claims"),
        ("actors", len(actor_counts(corpus)), "with at least one counted mention"),
        ("mentions", int(corpus.mentions["counted"].sum()), "counted ones, under any name"),
        ("events", len(found), f"{with_date} with a date, {len(found) - with_date} without"),
    )
    return frame_of(rows, "figure", "number", "note")
