"""A Corpus in, what an editor decided of its actors out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.frames import Corpus, frame_of, in_order
from analysis.summaries.cells import many

_COLUMNS = ("actor", "decision", "what", "used", "what_came_of_it")


def decisions(corpus: Corpus) -> pd.DataFrame:
    """A row a decision: what was decided of whom, and what came of it; those that were not used first."""
    rows = (
        (one.actor, one.decision, _what(one), bool(one.used), one.why or _outcome(corpus, one))
        for one in in_order(corpus.decisions, "used", "actor", "decision", "value")
    )
    return frame_of(rows, *_COLUMNS)


def _outcome(corpus: Corpus, one: Any) -> str:
    name = corpus.names[one.actor_id]
    return f"{name} is not counted" if one.decision == "exclude" else f"stands as {name}"


def _what(one: Any) -> str:
    """As in: `La Toya Jackson, where it is written Ms. Jackson, in beer/*`."""
    written = f"where it is written {' or '.join(one.written)}" if len(one.written) else ""
    places = f"in {', '.join(one.in_documents)}" if len(one.in_documents) else ""
    return ", ".join(filter(None, (one.value, written, places)))


def decided(corpus: Corpus) -> str:
    """A sentence on an editor's decisions, if there are any."""
    used, every = int(corpus.decisions["used"].sum()), len(corpus.decisions)
    if not every:
        return ""
    told = f"An editor decided who is who: of {many(every, 'decision')} in actors.toml {used} are used here."
    return told if used == every else f"{told} Why the others are not is said below."
