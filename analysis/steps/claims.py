"""A reading in, its attributions (who says what) and its claims (each one, how firmly) out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from analysis.config import Config
from analysis.reading import Reading
from analysis.steps.attribution import Draft, draft
from analysis.tables import Attribution, Span, derive_id


def attributions(reading: Reading, config: Config) -> Iterator[Attribution]:  # noqa: ARG001 - every step takes both
    """Who says what in the article's own blocks; what stands in another's content is nested in it."""
    text, doc_id = reading.document.text, reading.document.doc_id
    drafts = {_id(doc_id, one): one for one in draft(text, reading.article())}
    outer = _outer(drafts)
    for key, one in drafts.items():
        yield Attribution(
            attribution_id=key,
            doc_id=doc_id,
            content=one.content,
            cue=one.cue,
            source=one.source,
            source_text=" ".join(text[start:end] for start, end in one.source) or None,
            source_kind="named" if one.source else "unspecified",
            kind=one.kind,
            nested_in=outer[key],
            rule=one.rule,
            score=None,
        )


def _id(doc_id: str, one: Draft) -> str:
    return derive_id("attribution", doc_id, one.content, one.cue)


def _outer(drafts: dict[str, Draft]) -> dict[str, str | None]:
    """For each attribution the smallest other one in whose content its cue (or else its content) stands."""
    pieces = sorted(
        ((start, end, key) for key, one in drafts.items() for start, end in one.content),
        key=lambda piece: (piece[0], -piece[1], piece[2]),
    )
    points = sorted((min((*one.cue, *one.content) if not one.cue else one.cue), key) for key, one in drafts.items())
    found: dict[str, str | None] = {}
    open_pieces: list[tuple[int, int, str]] = []
    for (start, end), key in points:
        while pieces and pieces[0][0] <= start:
            open_pieces.append(pieces.pop(0))
        open_pieces = [piece for piece in open_pieces if piece[1] >= end]
        holding = [piece for piece in open_pieces if piece[2] != key]
        found[key] = min(holding, key=lambda piece: (piece[1] - piece[0], piece[2]))[2] if holding else None
    return found
