"""A Corpus in, what was read and what it consists of out: files, documents, their parts, what is known of them."""

from __future__ import annotations

import collections
import dataclasses
import typing
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis import metadata
from analysis.display import when
from analysis.frames import Corpus, frame_of, in_order
from analysis.parameters import first_day, last_day
from analysis.summaries.cells import many, passage, top, words
from analysis.summaries.choices import is_document
from analysis.tables import ARTICLE_BLOCKS, FLAGS, BlockKind, FileStatus

BLOCKS: tuple[str, ...] = typing.get_args(BlockKind)
FATES: tuple[str, ...] = typing.get_args(FileStatus)


def fates(corpus: Corpus) -> pd.DataFrame:
    """A row a status of files and reason for it, in one word, and how many there are; the last row is their sum."""
    counts = collections.Counter((FATES.index(file.status), file.code or "") for file in in_order(corpus.files))
    rows = [(FATES[status], words(code), count) for (status, code), count in sorted(counts.items())]
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
                top(doc.doc_id), doc.title, doc.outlet, doc.author,
                f"{doc.published} ({words(doc.published_from)})" if doc.published else "not stated",
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
                top(row.doc_id), row.field, used.value if used else None,
                words(used.origin) if used else None, row.value, words(row.origin), row.why,
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
                top(doc.doc_id), top(doc.duplicate_of),
                f"{doc.similarity:.1%}", doc.similarity < 1,
            )
            for doc in found
        ),
        "document", "like", "alike", "analysed",
    )  # fmt: skip


def without_near_copies(corpus: Corpus) -> Corpus:
    """The corpus without what was found in documents that are nearly a copy of another: said once, counted once."""
    return _without(corpus, corpus.documents.loc[corpus.documents["duplicate_of"].notna(), "doc_id"])


def near_copies(corpus: Corpus) -> str:
    """A sentence on the documents that are nearly a copy of another and count all the same, if there are any."""
    number, read = number_of_near_copies(corpus), corpus.blocks["doc_id"].nunique()
    if not number:
        return ""
    return (
        f"{number:,} of {many(read, 'document')} {'is' if number == 1 else 'are'} nearly a copy of another and "
        "counted like any other, so what several documents tell may come from one. "
        "`near_copies` leaves them out."
    )


def number_of_near_copies(corpus: Corpus) -> int:
    """Documents that are nearly a copy of another, of those in which something may be found."""
    copies = corpus.documents.loc[corpus.documents["duplicate_of"].notna(), "doc_id"]
    return int(copies.isin(corpus.blocks["doc_id"]).sum())


def of_documents(corpus: Corpus, documents: Sequence[str]) -> Corpus:
    """The corpus with what was found in these documents only, by id or by pattern as `north/*`; none chooses all."""
    chosen = [any(is_document(one, doc_id) for one in documents) for doc_id in corpus.documents["doc_id"]]
    return _without(corpus, corpus.documents.loc[[not one for one in chosen], "doc_id"]) if documents else corpus


def _without(corpus: Corpus, doc_ids: pd.Series[str]) -> Corpus:
    """The corpus without what was found in these documents, which themselves stay in it."""
    found = (
        "blocks", "sentences", "mentions", "lookalikes", "timexes", "predicates", "attributions", "claims", "events",
    )  # fmt: skip
    frames = {name: getattr(corpus, name) for name in found}
    kept = {name: frame[~frame["doc_id"].isin(doc_ids)] for name, frame in frames.items()}
    ends = [corpus.agreement[end].isin(kept["claims"]["claim_id"]) for end in ("claim_a", "claim_b")]
    return dataclasses.replace(corpus, **kept, agreement=corpus.agreement[ends[0] & ends[1]])


def document_blocks(corpus: Corpus) -> pd.DataFrame:
    """A row a document: how many parts of each kind it has."""
    counts = collections.Counter(zip(corpus.blocks["doc_id"], corpus.blocks["kind"], strict=True))
    names = sorted(set(corpus.blocks["doc_id"]))
    rows = ((top(name), *(counts[name, kind] for kind in BLOCKS)) for name in names)
    return frame_of(rows, "document", *BLOCKS)


def block_kinds(corpus: Corpus) -> pd.DataFrame:
    """A row a kind of block: whether it counts, how many there are, how many documents have one."""
    groups = corpus.blocks.groupby("kind", sort=True)
    rows = ((words(kind), kind in ARTICLE_BLOCKS, len(group), group["doc_id"].nunique()) for kind, group in groups)
    return frame_of(rows, "kind", "counts", "blocks", "documents")


def blocks(corpus: Corpus, *, kinds: Sequence[str]) -> pd.DataFrame:
    """A row a block of these kinds, in the order of the text."""
    chosen = (block for block in in_order(corpus.blocks, "doc_id", "start") if block.kind in kinds)
    rows = ((corpus.texts[block.doc_id][block.start : block.end], block) for block in chosen)
    return frame_of(
        ((passage(block, text), words(block.kind), block.doc_id) for text, block in rows), "text", "kind", "document"
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
        (
            when(first_day(published), last_day(published)) if published else "not stated",
            published,
            words(known_from),
            count,
        )
        for published, known_from, count in sorted(stated, key=lambda row: (not row[0], row))
    )
    return frame_of(rows, "published", "edtf", "known_from", "documents")
