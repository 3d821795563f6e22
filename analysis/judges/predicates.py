"""Predicates and how far the text presents them as facts: gold and found in, scores out."""

from __future__ import annotations

from analysis.gold import GoldPredicate
from analysis.judges import measures
from analysis.judges.case import Case, Findings
from analysis.judges.measures import Score
from analysis.tables import Predicate

#: What is taken of a predicate that was not found: most of what is told happened.
ASSUMED = 3.0
#: From here on a predicate counts as a fact; down from the negative of it, as what is not so.
CERTAIN = 1.5
CLASSES = ("factual", "uncertain", "counterfactual")


def predicates(case: Case) -> Findings:
    """Factuality, -3 to 3, as in Stanovsky et al. 2017, of every predicate that gold judges, at the very same place.

    - r: Pearson's correlation, -1 to 1. MAE: the mean distance, in steps of the scale; lower is better.
    - factual (1.5 and more), counterfactual (-1.5 and less), uncertain (between): F1 of each; mean F1: their mean.

    A predicate that the tables lack counts as certain (3). What gold does not judge is neither right nor wrong.
    `found` are gold's predicates that have a row.
    """
    gold = case.gold.predicates
    if not gold:
        return
    rows = {(row.doc_id, row.start, row.end): row for row in case.tables.rows(Predicate)}
    pairs = [(ours, rows.get((ours.doc_id, ours.start, ours.end))) for ours in gold]
    values = [(ours.factuality, ASSUMED if theirs is None else theirs.factuality) for ours, theirs in pairs]
    found = sum(theirs is not None for _, theirs in pairs)
    for measure, value in (("r", measures.correlation(values)), ("MAE", measures.mean_error(values))):
        yield Score(table="predicates", measure=measure, value=value, right=None, found=found, expected=len(pairs))
    words = [(class_of(one), class_of(other)) for one, other in values]
    yield from measures.mean_f1("predicates", "mean F1", words, CLASSES)
    yield from measures.f1_of_each("predicates", words, CLASSES)
    yield from measures.missed("predicates", (ours for ours, theirs in pairs if theirs is None), _told)
    both = ((ours, theirs) for ours, theirs in pairs if theirs is not None)
    yield from measures.wrong("predicates", (pair for pair in both if _is_wrong(*pair)), _told)


def class_of(factuality: float) -> str:
    """What a predicate is, as a word."""
    if factuality >= CERTAIN:
        return "factual"
    return "counterfactual" if factuality <= -CERTAIN else "uncertain"


def _is_wrong(ours: GoldPredicate, theirs: Predicate) -> bool:
    return class_of(ours.factuality) != class_of(theirs.factuality)


def _told(row: Predicate) -> str:
    return f"{row.text} [{row.factuality:+.1f}]"
