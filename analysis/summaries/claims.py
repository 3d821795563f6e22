"""A Corpus in, its claims out: those that were asked for, with what a reviewer wants to know of each.

`claims` chooses and looks everything up, once; the other functions, and those of `tallies`, take what it gives.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.display import when
from analysis.frames import Corpus, frame_of, in_order
from analysis.summaries.agreement import partners
from analysis.summaries.cells import passage
from analysis.summaries.choices import is_document, is_meant
from analysis.summaries.sources import Sources
from analysis.tables import Label

LABELS: tuple[str, ...] = typing.get_args(Label)

#: Factuality in words. The seven degrees are those of Saurí and Pustejovsky's FactBank (2009).
DEGREES: Mapping[int, str] = {
    3: "fact", 2: "probable", 1: "possible", 0: "open", -1: "possibly not so", -2: "probably not so", -3: "not so",
}  # fmt: skip

_SHOWN = (
    "claim", "label", "source", "named_as", "cue", "quotation", "also", "dates", "quantities", "worth_checking",
    "presented_as", "sure", "repeated", "contradicted", "rule", "document", "id",
)  # fmt: skip
_BESIDE = ("source_key", "source_type", "checkworthy", "quoted", "flat", "of_another", "same")
#: What a figure counts, if it does not merely count: a share, money, very many.
_UNIT = re.compile(
    r"[%$€£¥]|\b(?:per ?cent|hundred|thousand|million|billion|trillion|dollar|euro|pound)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is looked up for every claim."""

    corpus: Corpus
    sources: Sources
    days: Mapping[tuple[str, int, int], str]
    same: Mapping[str, frozenset[str]]
    opposed: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, corpus: Corpus) -> _Known:
        rows = (one for one in in_order(corpus.timexes, "doc_id", "start") if one.anchor != "explicit")
        days = {(one.doc_id, one.start, one.end): when(one.earliest, one.latest) for one in rows}
        return cls(corpus, Sources(corpus), days, partners(corpus, "same"), partners(corpus, "contradiction"))


def claims(
    corpus: Corpus,
    *,
    labels: Sequence[str] = (),
    sources: Sequence[str] = (),
    documents: Sequence[str] = (),
    quotations: Sequence[str] = (),
    checkworthy_only: bool = False,
) -> pd.DataFrame:
    """A row a claim, in the order of the text. Empty lists choose all; documents may be patterns: `north/*`.

    A source is chosen by any of its names, or by words in it: "Kremlin" means "a Kremlin spokesman", too.

    `worth_checking` and `sure` go from 0 to 100, `repeated` and `contradicted` count other claims.
    """
    known = _Known.of(corpus)
    rows = [
        _row(known, claim)
        for claim in in_order(corpus.claims, "doc_id", "start", "end", "claim_id")
        if (not labels or claim.label in labels)
        and (not quotations or claim.quotation in quotations)
        and (not checkworthy_only or claim.checkworthy)
        and (not documents or any(is_document(name, claim.doc_id) for name in documents))
        and (not sources or _is_from(known.sources, claim, sources))
    ]
    return pd.DataFrame(rows, columns=[*_SHOWN, *_BESIDE]).astype({"sure": "Int64"})


def _is_from(sources: Sources, claim: Any, wanted: Sequence[str]) -> bool:
    names, words = sources.names(claim), sources.words(claim)
    return any(is_meant(one, names, words) for one in wanted)


def _row(known: _Known, claim: Any) -> dict[str, Any]:
    """All that is shown of a claim, or told from it."""
    source = known.sources.of(claim)
    return {
        "claim": passage(claim, claim.statement),
        "label": claim.label,
        "source": source.name,
        "named_as": claim.source_text if claim.source_text != source.name else None,
        "cue": claim.cue_text,
        "quotation": claim.quotation if claim.quotation != "none" else None,
        "also": claim.facets,
        "dates": list(_dates(known, claim)),
        "quantities": [_slice(known.corpus, claim, part) for part in claim.quantities],
        "worth_checking": round(100 * claim.checkworthiness),
        "presented_as": None if pd.isna(claim.factuality) else DEGREES[round(claim.factuality)],
        "sure": None if pd.isna(claim.score) else round(100 * claim.score),
        "repeated": len(known.same.get(claim.claim_id, ())),
        "contradicted": len(known.opposed.get(claim.claim_id, ())),
        "rule": claim.rule,
        "document": claim.doc_id,
        "id": claim.claim_id,
        "source_key": source.key,
        "source_type": source.type,
        "checkworthy": claim.checkworthy,
        "quoted": claim.quotation in ("direct", "mixed"),
        "flat": claim.label in ("asserted", "reported") and set(claim.facets) <= {"negated"},
        "of_another": claim.source_kind != "article" and any(actor != claim.source_actor for actor in claim.actors),
        "same": known.same.get(claim.claim_id, frozenset()),
    }


def _dates(known: _Known, claim: Any) -> Iterator[str]:
    """The time expressions of a claim in its own words; relative ones with the days that they mean, if known."""
    for part in claim.dates:
        words = _slice(known.corpus, claim, part)
        days = known.days.get((claim.doc_id, part["start"], part["end"]), "no date")
        yield words if days == "no date" else f"{words} ({days})"


def _slice(corpus: Corpus, claim: Any, part: Mapping[str, Any]) -> str:
    return corpus.texts[claim.doc_id][part["start"] : part["end"]]


# --- one side of them ------------------------------------------------------------------------------


def inventory(found: pd.DataFrame, *, order: str = "text") -> pd.DataFrame:
    """The claims with the columns that a reader needs; by the order of the text, or those worth checking first."""
    shown = found.loc[:, list(_SHOWN)]
    return shown.sort_values("worth_checking", ascending=False, kind="stable") if order == "checkworthiness" else shown


def to_check(found: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """What somebody states flatly and is most worth checking, each statement once.

    Of equals, what is contradicted comes first, then what is repeated, in most documents and most often; then what one
    says of another, then what gives most figures with a unit, then what names most dates and quantities.
    """
    flat = found[found["checkworthy"].astype(bool) & found["flat"].astype(bool)]
    homes = dict(zip(found["id"], found["document"], strict=True))
    first = sorted(in_order(flat), key=lambda claim: _urgency(claim, homes))
    told: set[str] = set()
    rows: list[tuple[object, ...]] = []
    for claim in first:
        if claim.id not in told and len(rows) < top:
            rows.append((claim.claim, claim.label, claim.source, claim.worth_checking, claim.dates, claim.quantities,
                         claim.repeated, claim.contradicted, claim.document))  # fmt: skip
        told |= claim.same
    columns = ("label", "source", "worth_checking", "dates", "quantities", "repeated", "contradicted", "document")
    return frame_of(rows, "claim", *columns)


def _urgency(claim: Any, homes: Mapping[str, str]) -> tuple[int, ...]:
    """What sorts a claim, the most urgent first; `homes` has the document of every claim."""
    documents = len({claim.document, *(homes[one] for one in claim.same if one in homes)})
    figures = sum(_UNIT.search(words) is not None for words in claim.quantities)
    particulars = len(claim.dates) + len(claim.quantities)
    repeated = (-documents, -claim.repeated)
    return (-claim.worth_checking, -claim.contradicted, *repeated, -claim.of_another, -figures, -particulars)


def denied(found: pd.DataFrame) -> pd.DataFrame:
    """The claims that their source denies; the statement is what is denied."""
    columns = ["claim", "source", "named_as", "cue", "quotation", "repeated", "contradicted", "document"]
    return found.loc[found["label"] == "denied", columns]
