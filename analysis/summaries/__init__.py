"""A Corpus in, the small DataFrames that people read out.

Every function takes a Corpus and what its notebook was asked for, and gives a frame that is ready to be shown:
rounded, in an order that is always the same, and with its columns even where it has no rows. Columns are named
for the reader; cells that lead to a place in a document are `Passage`s.
"""

from analysis.frames import Corpus, read
from analysis.summaries.actors import actor_counts, actor_documents, document_counts, opening, perhaps_one
from analysis.summaries.agreement import agreement, repeated_claims
from analysis.summaries.choices import unmet
from analysis.summaries.claims import LABELS, claims, denied, inventory, to_check
from analysis.summaries.company import company, sentences_of_pairs
from analysis.summaries.decisions import decided, decisions
from analysis.summaries.documents import (
    BLOCKS,
    block_kinds,
    blocks,
    conflicts,
    copies,
    document_blocks,
    documents,
    fates,
    left_out,
    near_copies,
    of_documents,
    publication,
    without_near_copies,
)
from analysis.summaries.events import ORDERS, dated, events, undated, unmet_events
from analysis.summaries.lookalikes import lookalikes
from analysis.summaries.mentions import KINDS, mentions, mentions_of_actors
from analysis.summaries.overview import overview
from analysis.summaries.speakers import QUOTED, speaker_counts, statements, statements_of_speakers
from analysis.summaries.tallies import claims_by_document, claims_by_label, claims_by_source, claims_of_sources

__all__ = [
    "BLOCKS", "KINDS", "LABELS", "ORDERS", "QUOTED", "Corpus", "actor_counts", "actor_documents", "agreement",
    "block_kinds", "blocks", "claims", "claims_by_document", "claims_by_label", "claims_by_source",
    "claims_of_sources", "company", "conflicts", "copies", "dated", "decided", "decisions", "denied",
    "document_blocks", "document_counts", "documents", "events", "fates", "inventory", "left_out", "lookalikes",
    "mentions", "mentions_of_actors", "near_copies", "of_documents", "opening", "overview", "perhaps_one",
    "publication", "read", "repeated_claims", "sentences_of_pairs", "speaker_counts", "statements",
    "statements_of_speakers", "to_check", "undated", "unmet", "unmet_events", "without_near_copies",
]  # fmt: skip
