"""A document's parsed blocks in, its sentences out."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.config import Config
from analysis.reading import Reading
from analysis.tables import Sentence


def sentences(reading: Reading, _config: Config) -> Iterator[Sentence]:
    """The sentences of every block, without the white space around them."""
    for passage in reading.passages:
        for sentence in passage.doc.sents:
            tokens = [token for token in sentence if not token.is_space]
            if not tokens:
                continue
            start, end = passage.span(passage.doc[tokens[0].i : tokens[-1].i + 1])
            yield Sentence(
                doc_id=reading.document.doc_id, start=start, end=end, block=passage.block.start, kind=passage.block.kind
            )
