"""A reading in, its attributions out: who says what, and what is nested in what another says."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.config import Config
from analysis.reading import Reading
from analysis.rules.attribution import draft
from analysis.rules.nesting import kept, outer
from analysis.tables import Attribution, Mention, derive_id


def attributions(reading: Reading, config: Config) -> Iterator[Attribution]:  # noqa: ARG001 - every step takes both
    """Who says what in the article's own blocks; what stands in another's content is nested in it."""
    text, doc_id = reading.document.text, reading.document.doc_id
    found = draft(text, reading.article(), mentions=reading.rows(Mention))
    drafts = {derive_id("attribution", doc_id, one.content, one.cue): one for one in found}
    drafts = kept(drafts, text)
    around = outer(drafts)
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
            nested_in=around.get(key),
            rule=one.rule,
            score=one.score,
        )
