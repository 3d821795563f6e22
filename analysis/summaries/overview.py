"""A Corpus in, its figures on one page out."""

from __future__ import annotations

import pandas as pd

from analysis.frames import Corpus, frame_of
from analysis.summaries.claims import LABELS, claims
from analysis.summaries.documents import left_out, number_of_near_copies
from analysis.summaries.events import dated, events
from analysis.summaries.mentions import mentions
from analysis.summaries.tallies import claims_by_source


def overview(corpus: Corpus) -> pd.DataFrame:
    """What was read and what was found: a figure a row."""
    found, labels = events(corpus), corpus.claims["label"].value_counts()
    with_date, relations = len(dated(found)), corpus.agreement["relation"].value_counts()
    by_label = ", ".join(f"{labels[label]} {label}" for label in LABELS if label in labels)
    copies = number_of_near_copies(corpus)
    alike = f"of these, {copies:,} nearly a copy of another, counted like the others" if copies else ""
    rows = (
        ("documents analysed", int((corpus.files["status"] == "analysed").sum()), alike),
        ("files left out", len(left_out(corpus)), "duplicates, rejected and ignored files"),
        ("words that count", sum(corpus.words.values()), "without captions, credits, bylines and menus"),
        ("claims", len(corpus.claims), by_label),
        ("sources of claims", len(claims_by_source(claims(corpus))), "the article itself counts as one"),
        ("contradictions", int(relations.get("contradiction", 0)), "pairs of claims"),
        ("repetitions", int(relations.get("same", 0)), "pairs of claims"),
        ("actors", mentions(corpus)["actor_id"].nunique(), "with at least one counted mention"),
        ("mentions", int(corpus.mentions["counted"].sum()), "counted ones, under any name"),
        ("events", len(found), f"{with_date} with a date, {len(found) - with_date} without"),
    )
    return frame_of(rows, "figure", "number", "note")
