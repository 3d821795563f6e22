"""A DataFrame in, matplotlib Axes out. What a chart shows stands in a table beside it as well."""

from analysis.figures.bars import actor_counts, claims_by_source, publication_dates
from analysis.figures.drawing import KIND_LOOKS, LABEL_LOOKS, MOST, STATUS_LOOKS, Look
from analysis.figures.scales import Scale, scale
from analysis.figures.timelines import timeline

__all__ = [
    "KIND_LOOKS", "LABEL_LOOKS", "MOST", "STATUS_LOOKS", "Look", "Scale", "actor_counts", "claims_by_source",
    "publication_dates", "scale", "timeline",
]  # fmt: skip
