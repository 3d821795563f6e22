"""Blocks: gold and found in, scores out."""

from __future__ import annotations

from analysis.judges import measures
from analysis.judges.case import Case, Findings
from analysis.tables import Block


def blocks(case: Case) -> Findings:
    """A block is right if its span and its kind are gold's."""
    if case.gold.blocks is None:
        return
    gold, found = case.gold.blocks, case.tables.rows(Block)
    right = frozenset(gold) & frozenset(found)
    yield measures.f1("blocks", "span and kind", right=len(right), found=len(found), expected=len(gold))
    yield from measures.missed("blocks", (row for row in gold if row not in right), lambda row: row.kind)
    yield from measures.spurious("blocks", (row for row in found if row not in right), lambda row: row.kind)
