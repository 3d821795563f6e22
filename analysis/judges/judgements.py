"""Sentences that readers judged as a whole: gold and the claims in them in, scores out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.gold import Judgement
from analysis.judges import measures
from analysis.judges.case import Case, Findings
from analysis.judges.matching import by_document
from analysis.judges.measures import Score
from analysis.tables import Claim

WORDS = ("subjective", "objective")


def judgements(case: Case) -> Findings:
    """What the claims of a sentence, which are those that begin in it, make of it as a whole.

    - subjective, objective: F1 of each; subjectivity, mean F1: their mean (CheckThat! Lab, task 1). A sentence is
      subjective if one of its claims is the article's own opinion; what others think is told, not shared.
    - checkworthiness: average precision of the highest `checkworthiness` of its claims, 0 where it has none. What has
      the same value has the same rank; the share of sentences that are worth checking is what chance reaches.

    `found` are the sentences that have a claim.
    """
    if case.gold.judgements is None:
        return
    claims = by_document(case.tables.rows(Claim))
    pairs = [(row, _claims_of(row, claims)) for row in case.gold.judgements]
    yield from _subjectivity([pair for pair in pairs if pair[0].subjective is not None])
    yield from _checkworthiness([pair for pair in pairs if pair[0].checkworthy is not None])


Judged = Sequence[tuple[Judgement, Sequence[Claim]]]


def _claims_of(row: Judgement, claims: Mapping[str, Sequence[Claim]]) -> list[Claim]:
    return [claim for claim in claims.get(row.doc_id, ()) if row.start <= claim.start < row.end]


def is_subjective(claims: Sequence[Claim]) -> bool:
    """Whether the writer gives an opinion in one of the claims."""
    return any(claim.label == "opinion" and claim.source_kind == "article" for claim in claims)


def _subjectivity(judged: Judged) -> Findings:
    words = [(_word(is_so=bool(row.subjective)), _word(is_so=is_subjective(claims))) for row, claims in judged]
    yield from measures.mean_f1("judgements", "subjectivity, mean F1", words, WORDS)
    yield from measures.f1_of_each("judgements", words, WORDS)
    for (row, _), (ours, theirs) in zip(judged, words, strict=True):
        if ours != theirs:
            told = (f"{word}: {row.text}" for word in (ours, theirs))
            yield measures.difference("judgements", "wrong", row, gold=next(told), found=next(told))


def _word(*, is_so: bool) -> str:
    return WORDS[0] if is_so else WORDS[1]


def _checkworthiness(judged: Judged) -> Findings:
    ranked = [(max((one.checkworthiness for one in claims), default=0.0), row.checkworthy) for row, claims in judged]
    if any(is_worth_it for _, is_worth_it in ranked):
        yield Score(
            table="judgements",
            measure="checkworthiness",
            value=measures.average_precision((value, bool(is_worth_it)) for value, is_worth_it in ranked),
            right=None,
            found=sum(bool(claims) for _, claims in judged),
            expected=len(judged),
        )
