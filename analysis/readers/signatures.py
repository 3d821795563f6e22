"""The bytes of a file that is no text in, what it is and what to do with it out."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of file: how it begins, what to call it, and the remedy."""

    start: bytes
    name: str
    remedy: str


_UNPACK = "unpack it and put the articles here"
_SHOWN = "put the text that it shows into a file of its own"
_PLAIN = "save it as .docx or as plain text"
_REMOVE = "remove it"
#: These begin with letters and may go on with nothing else; no article begins so.
_IN_LETTERS = (
    Kind(b"%PDF-", "a PDF", "name it .pdf"),
    Kind(b"{\\rtf", "an RTF document", _PLAIN),
)
_KINDS = (
    *_IN_LETTERS,
    Kind(b"PK\x03\x04", "a zip archive or an office document", "name it .docx if it is one, else unpack it"),
    Kind(b"\xd0\xcf\x11\xe0", "an office document of an old kind", _PLAIN),
    Kind(b"\x1f\x8b", "compressed with gzip", _UNPACK),
    Kind(b"BZh", "compressed with bzip2", _UNPACK),
    Kind(b"\xfd7zXZ", "compressed with xz", _UNPACK),
    Kind(b"\x28\xb5\x2f\xfd", "compressed with zstd", _UNPACK),
    Kind(b"7z\xbc\xaf", "a 7z archive", _UNPACK),
    Kind(b"Rar!", "a RAR archive", _UNPACK),
    Kind(b"\x89PNG", "a picture (PNG)", _SHOWN),
    Kind(b"\xff\xd8\xff", "a picture (JPEG)", _SHOWN),
    Kind(b"GIF8", "a picture (GIF)", _SHOWN),
    Kind(b"II*\x00", "a picture (TIFF)", _SHOWN),
    Kind(b"MM\x00*", "a picture (TIFF)", _SHOWN),
    Kind(b"RIFF", "a picture, a sound or a film", _SHOWN),
    Kind(b"PAR1", "a Parquet table", "name it .parquet"),
    Kind(b"bplist00", "a web archive of Safari", "save the page as .html"),
    Kind(b"SQLite format 3", "a database", "export its texts as .csv"),
    Kind(b"MZ", "a program", _REMOVE),
    Kind(b"\x7fELF", "a program", _REMOVE),
)


def in_letters(data: bytes) -> Kind | None:
    """What a file is that could be taken for a text, or None."""
    return next((kind for kind in _IN_LETTERS if data.startswith(kind.start)), None)


def kind_of(data: bytes) -> Kind | None:
    """What a file is that is no text, or None where its first bytes are of no kind that is known."""
    return next((kind for kind in _KINDS if data.startswith(kind.start)), None)
