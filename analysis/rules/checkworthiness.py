"""A claim's words in; how much it is worth checking, from 0 to 1, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.tables import DateRef, Label, Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token


def checkworthiness(
    tokens: Sequence[Token],  # noqa: ARG001
    label: Label,
    *,
    actors: Sequence[str],
    dates: Sequence[DateRef],
    quantities: Sequence[Quantity],
) -> float:
    """How much a claim of these words is worth checking: 0 for what no fact could settle."""
    return float(label != "opinion" and bool(actors or dates or quantities))
