"""A reading in, its attributions out: who says what, and what is nested in what another says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.config import Config
from analysis.reading import Reading
from analysis.rules.attribution import Draft, draft
from analysis.tables import Attribution, derive_id


def attributions(reading: Reading, config: Config) -> Iterator[Attribution]:  # noqa: ARG001 - every step takes both
    """Who says what in the article's own blocks; what stands in another's content is nested in it."""
    text, doc_id = reading.document.text, reading.document.doc_id
    drafts = {derive_id("attribution", doc_id, one.content, one.cue): one for one in draft(text, reading.article())}
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
            nested_in=outer.get(key),
            rule=one.rule,
            score=one.score,
        )


def _outer(drafts: Mapping[str, Draft]) -> dict[str, str]:
    """For each attribution the smallest other one in whose content its cue stands (its content, if it has none)."""
    contents = sorted(
        ((*span, key) for key, one in drafts.items() for span in one.content), key=lambda c: (c[0], -c[1])
    )
    points = sorted(((one.cue or one.content)[0], key) for key, one in drafts.items())
    found: dict[str, str] = {}
    around: list[tuple[int, int, str]] = []
    n = 0
    for (start, end), key in points:
        while n < len(contents) and contents[n][0] <= start:
            around.append(contents[n])
            n += 1
        around = [content for content in around if content[1] > start]
        holding = [c for c in around if c[1] >= end and c[2] != key and not _holds_cue(drafts[key], drafts[c[2]])]
        if holding:
            found[key] = min(holding, key=lambda c: (c[1] - c[0], c[2]))[2]
    return found


def _holds_cue(one: Draft, other: Draft) -> bool:
    """Whether one's content holds the other's cue: then the other is not around it, though it may look so."""
    return any(s <= a and b <= e for s, e in one.content for a, b in other.cue)
