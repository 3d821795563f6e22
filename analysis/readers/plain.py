"""A plain text file in, its one article out: every character as it is, line ends too."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.readers import Article, Raw
from analysis.readers.encodings import decode


def read(raw: Raw) -> Iterator[Article]:
    """The article of a `.txt` file. A leading byte order mark is no text."""
    decoded = decode(raw.data)
    yield Article(
        raw.name, raw.name, decoded.text, "txt", raw.sha256, len(raw.data), decoded.encoding, flags=decoded.flags
    )
