"""A Corpus in, where its claims meet out: pairs that contradict, repeat or overlap each other."""

from __future__ import annotations

import re

import pandas as pd

from analysis.frames import Corpus, frame_of, in_order
from analysis.summaries.cells import passage
from analysis.summaries.sources import Sources

_RELATIONS = ("contradiction", "tension", "same", "overlap")

#: The id of an actor in a sentence.
_ACTOR = re.compile(r"[a-z]+:[\w-]+")


def partners(corpus: Corpus, relation: str) -> dict[str, frozenset[str]]:
    """The claims that stand in this relation to each claim."""
    others: dict[str, set[str]] = {}
    for pair in in_order(corpus.agreement, "claim_a", "claim_b"):
        if pair.relation == relation:
            others.setdefault(pair.claim_a, set()).add(pair.claim_b)
            others.setdefault(pair.claim_b, set()).add(pair.claim_a)
    return {claim: frozenset(found) for claim, found in others.items()}


def agreement(corpus: Corpus, *, among: pd.DataFrame | None = None) -> pd.DataFrame:
    """A row a pair of claims that repeat, overlap or contradict each other; contradictions first.

    `among`, as `claims` gives it: only pairs of which at least one claim is in it.
    """
    by_id = {claim.claim_id: claim for claim in in_order(corpus.claims, "claim_id")}
    sources, chosen = Sources(corpus), frozenset(by_id if among is None else among["id"])
    pairs = sorted(
        in_order(corpus.agreement, "claim_a", "claim_b"),
        key=lambda pair: (_RELATIONS.index(pair.relation), not pair.cross_document),
    )
    met = (
        (by_id[pair.claim_a], by_id[pair.claim_b], pair) for pair in pairs if {pair.claim_a, pair.claim_b} & set(chosen)
    )
    rows = (
        (passage(a, a.statement), sources.of(a).name, pair.relation, passage(b, b.statement), sources.of(b).name,
         pair.cross_document, _why(corpus, pair.why))
        for a, b, pair in met
    )  # fmt: skip
    return frame_of(rows, "claim", "source", "relation", "other_claim", "other_source", "across_documents", "why")


def _why(corpus: Corpus, why: str) -> str:
    """The reason with actors by their names."""
    return _ACTOR.sub(lambda match: corpus.names.get(match[0], match[0]), why)


def repeated_claims(corpus: Corpus, *, top: int) -> pd.DataFrame:
    """The claims that most documents make, each once; those of a single document are left out."""
    same, homes = partners(corpus, "same"), dict(zip(corpus.claims["claim_id"], corpus.claims["doc_id"], strict=True))
    sources, told = Sources(corpus), set[str]()
    rows = []
    for claim in in_order(corpus.claims, "doc_id", "start", "end", "claim_id"):
        others = same.get(claim.claim_id, frozenset())
        documents = len({homes[other] for other in others} | {claim.doc_id})
        if documents > 1 and claim.claim_id not in told:
            cell = passage(claim, claim.statement)
            rows.append((cell, claim.label, sources.of(claim).name, documents, len(others) + 1))
        told |= others
    return frame_of(
        sorted(rows, key=lambda row: (-row[3], -row[4]))[:top], "claim", "label", "source", "documents", "times"
    )
