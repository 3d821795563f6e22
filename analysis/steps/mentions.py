"""A reading in; every mention of a person, an organisation or a state out, with the rule that found it."""

from __future__ import annotations

from collections.abc import Iterator

from analysis import names
from analysis.config import Config
from analysis.reading import Reading
from analysis.tables import ARTICLE_BLOCKS, Mention


def mentions(reading: Reading, _config: Config) -> Iterator[Mention]:
    """Names first, then what stands for them. Captions are read as well, but do not count."""
    read = [p for p in reading.passages if p.block.kind in ARTICLE_BLOCKS or p.block.kind == "caption"]
    for one in names.named(read):
        who = one.form.who
        start, end = one.passage.block.start + one.start, one.passage.block.start + one.end
        if who is None:
            continue
        yield Mention(
            doc_id=reading.document.doc_id,
            start=start,
            end=end,
            text=reading.document.text[start:end],
            kind=one.form.kind,
            type=who.type,
            name=who.name,
            actor_id=who.actor_id,
            counted=one.passage.block.kind in ARTICLE_BLOCKS,
            rule=one.form.rule,
        )
