"""A reading in; every mention of a person, an organisation or a state out, with the rule that found it."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.config import Config
from analysis.reading import Reading
from analysis.rules import names, references
from analysis.rules.forms import Named
from analysis.tables import ARTICLE_BLOCKS, Mention


def mentions(reading: Reading, _config: Config) -> Iterator[Mention]:
    """Names first, then what stands for them. Captions are searched for names, but do not count."""
    searched = [p for p in reading.passages if p.block.kind in ARTICLE_BLOCKS or p.block.kind == "caption"]
    named = list(names.named(searched))
    referring = references.references(list(reading.article()), named)
    rows = [_row(reading, one) for one in (*named, *referring)]
    yield from sorted(rows, key=lambda row: (row.start, row.end))


def _row(reading: Reading, one: Named) -> Mention:
    start, end = one.passage.block.start + one.start, one.passage.block.start + one.end
    return Mention(
        doc_id=reading.document.doc_id,
        start=start,
        end=end,
        text=reading.document.text[start:end],
        kind=one.kind,
        type=one.who.type,
        name=one.who.name,
        actor_id=one.who.actor_id,
        counted=one.passage.block.kind in ARTICLE_BLOCKS,
        rule=one.rule,
    )
