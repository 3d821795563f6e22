"""Agreement: gold and found in, scores out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.judges import measures
from analysis.judges.case import Case, Findings, same_claims
from analysis.judges.measures import Score
from analysis.tables import Agreement, Claim

AGREE = frozenset({"same", "overlap"})


def agreement(case: Case) -> Findings:
    """A pair of claims is right if both are paired with gold's two claims and they agree, or conflict, as those do.

    Gold's `same` and `overlap` are agreement, its `contradiction` and `tension` are conflict.
    """
    if case.gold.agreement is None:
        return
    ours = {theirs.claim_id: gold.claim_id for gold, theirs in same_claims(case)}
    places: dict[str, Claim] = {row.claim_id: row for row in case.tables.rows(Claim)}
    known = [row for row in case.tables.rows(Agreement) if row.claim_a in places and row.claim_b in places]
    found = {frozenset(ours.get(one, f"?{one}") for one in (row.claim_a, row.claim_b)): row for row in known}
    gold = {frozenset((row.claim_a, row.claim_b)): row for row in case.gold.agreement}
    for measure, agrees in (("agree", True), ("conflict", False)):
        yield from _relation(measure, _those(gold, agrees=agrees), _those(found, agrees=agrees))
    places |= {row.claim_id: row for row in case.gold.claims or ()}
    for row in (row for pair, row in gold.items() if pair not in found):
        yield measures.difference("agreement", "missed", places[row.claim_a], gold=_related(row, places))
    for row in (row for pair, row in found.items() if pair not in gold):
        yield measures.difference("agreement", "spurious", places[row.claim_a], found=_related(row, places))


def _those(pairs: Mapping[frozenset[str], Agreement], *, agrees: bool) -> dict[frozenset[str], Agreement]:
    return {pair: row for pair, row in pairs.items() if (row.relation in AGREE) is agrees}


def _relation(
    measure: str, gold: Mapping[frozenset[str], Agreement], found: Mapping[frozenset[str], Agreement]
) -> Iterator[Score]:
    right = gold.keys() & found.keys()
    yield measures.f1("agreement", measure, right=len(right), found=len(found), expected=len(gold))
    yield measures.f1(
        "agreement",
        f"{measure}, across",
        right=sum(gold[pair].cross_document for pair in right),
        found=sum(row.cross_document for row in found.values()),
        expected=sum(row.cross_document for row in gold.values()),
    )


def _related(row: Agreement, claims: Mapping[str, Claim]) -> str:
    return f"{row.relation}: {claims[row.claim_a].text} / {claims[row.claim_b].text}"
