"""One module per table: gold and a case in, scores and differences out.

A judge takes a Case and yields findings of its table, or none where gold has no file for it. To judge
another table, write a module with such a function and name it here.
"""

from __future__ import annotations

from collections.abc import Callable

from analysis.judges import (
    agreement,
    attributions,
    blocks,
    claims,
    events,
    judgements,
    mentions,
    predicates,
    timexes,
)
from analysis.judges.case import Case, Findings

JUDGES: tuple[Callable[[Case], Findings], ...] = (
    blocks.blocks,
    mentions.mentions,
    timexes.timexes,
    predicates.predicates,
    attributions.attributions,
    claims.claims,
    claims.non_claims,
    judgements.judgements,
    events.events,
    agreement.agreement,
)
