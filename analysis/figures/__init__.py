"""A DataFrame in, matplotlib Axes out. What a chart shows stands in a table beside it as well."""

from analysis.figures.bars import actor_counts, claims_by_source, document_counts, publication_dates, speaker_counts
from analysis.figures.drawing import KIND_LOOKS, LABEL_LOOKS, MOST, STATUS_LOOKS, Look
from analysis.figures.matrices import company
from analysis.figures.scales import Scale, scale
from analysis.figures.timelines import timeline

__all__ = [
    "KIND_LOOKS", "LABEL_LOOKS", "MOST", "STATUS_LOOKS", "Look", "Scale", "actor_counts", "claims_by_source", "company",
    "document_counts", "publication_dates", "scale", "speaker_counts", "timeline",
]  # fmt: skip
