"""A PDF file in, its one article out: the text of its pages in paragraphs, running heads and page numbers marked.

The text is extracted: ligatures are written as letters, so that words are found, and lines are joined (layout.py).
The day a PDF was made is not the day its article was published, and is not told.
"""

from __future__ import annotations

import io
import logging
import math
import re
import struct
import typing
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.readers import Article, Raw, Unreadable
from analysis.readers.layout import Line, paragraphs, text_of
from analysis.readers.properties import cleaned, has_letters, told
from analysis.tables import Flag, MetadataField

if typing.TYPE_CHECKING:
    from pypdf import Configuration, PageObject, PdfReader

PAGES = 2_000
#: What reading may cost, in operators (and what they are given, and bytes for these) over all pages.
_WORK, _WORK_PER_BYTE, _BYTES_PER_OPERATOR = 150_000, 2, 8
_FORMS = 500
_UNPACKED = 30_000_000

#: Ligatures as letters, so that words are found; typographic hyphens and spaces as those that people type.
_LETTERS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " ", "\u2010": "-"}
)
_ADDRESS = re.compile(r"^(https?://[^\s…]{4,500}) \d{1,3}/\d{1,3}$", re.MULTILINE)
_PRINT = "open it in a viewer and print it to a new PDF, or save its text as .txt"
_DECRYPT = "pip install 'pypdf[crypto]', or open it and print it to a new PDF without protection"

#: What parsers raise on bytes that somebody broke. pypdf says itself that it raises others than its own.
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError,
    struct.error, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text as it was drawn: how far along its line it begins, how high the line is, and how large."""

    text: str
    left: float
    base: float
    size: float


class _TooComplex(Exception):  # noqa: N818 - not an error of the program
    """More is drawn than any article takes."""


class _Work:
    """What reading a file may still cost. It grows with the file: a small one that unpacks to much is a bomb."""

    def __init__(self, size: int) -> None:
        self.left = _WORK + _WORK_PER_BYTE * size

    def spend(self, cost: int) -> None:
        """Take it from what is left. Raises _TooComplex when nothing is."""
        self.left -= cost
        if self.left < 0:
            raise _TooComplex


def read(raw: Raw) -> Iterator[Article]:
    """The article of a `.pdf` file."""
    from pypdf import apply_configuration
    from pypdf.errors import DependencyError, DeprecationError, FileNotDecryptedError, LimitReachedError, PyPdfError

    # It logs what it mends; what could not be read is said in the table.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    try:
        with apply_configuration(_limits()):
            article = _article(raw)
    except LimitReachedError:
        raise _bomb() from None
    except DependencyError:
        raise Unreadable("encrypted", "it is encrypted in a way that needs a package more", _DECRYPT) from None
    except FileNotDecryptedError:
        raise _protected() from None
    except Unreadable:
        raise
    except (PyPdfError, DeprecationError, *_BROKEN):
        raise Unreadable("malformed", "it is a broken PDF, or none", _PRINT) from None
    yield article


def _limits() -> Configuration:
    from pypdf import Configuration

    return Configuration(
        page_tree_maximum_entries=2 * PAGES,
        stream_parsing_work_maximum_count=_WORK,
        xform_maximum_invocations_per_extraction=_FORMS,
        zlib_maximum_output_length=_UNPACKED,
        lzw_maximum_output_length=_UNPACKED,
        run_length_maximum_output_length=_UNPACKED,
        brotli_maximum_output_length=_UNPACKED,
    )


def _bomb() -> Unreadable:
    return Unreadable("too_complex", "it unpacks to far more than an article", _PRINT)


def _protected() -> Unreadable:
    return Unreadable(
        "encrypted",
        "it is protected by a password or encrypted",
        "open it and print it to a new PDF without protection",
    )


def _article(raw: Raw) -> Article:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(raw.data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise _protected()
    lines, fault = _lines(reader, work=_Work(len(raw.data)))
    found = paragraphs(lines)
    if not any(paragraph.is_article and has_letters(paragraph.text) for paragraph in found):
        raise fault or Unreadable(
            "no_text", "its pages hold no text, or only pictures of it", "run it through OCR, such as `ocrmypdf`"
        )
    text, marked = text_of(found)
    flags: tuple[Flag, ...] = ("truncated",) if fault else ()
    return Article(
        raw.name, raw.name, text, "pdf", raw.sha256, len(raw.data),
        told=_told(reader, text), origin="file", marked=marked, flags=flags,
    )  # fmt: skip


def _lines(reader: PdfReader, *, work: _Work) -> tuple[list[Line], Unreadable | None]:
    """The lines of all pages that can be read, and why others can't."""
    pages = len(reader.pages)
    if pages > PAGES:
        raise Unreadable("too_large", f"it has {pages:,} pages, more than {PAGES:,}", "split it, one file an article")
    lines: list[Line] = []
    fault: Unreadable | None = None
    for number in range(pages):
        try:
            found = _page_or_fault(reader, number, work=work)
        except _TooComplex:
            return lines, _bomb()
        if isinstance(found, Unreadable):
            fault = found
            continue
        lines += found
    return lines, fault


def _page_or_fault(reader: PdfReader, number: int, *, work: _Work) -> list[Line] | Unreadable:
    from pypdf.errors import LimitReachedError, PyPdfError

    try:
        return list(_page_lines(reader.pages[number], number=number, work=work))
    except LimitReachedError:
        # What it cost to get there is not known; a second page like this is the last.
        work.spend(_WORK)
        return _bomb()
    except (PyPdfError, *_BROKEN):
        return Unreadable("malformed", "none of its pages can be read", _PRINT)


def _page_lines(page: PageObject, *, number: int, work: _Work) -> Iterator[Line]:
    """The lines of a page in the order in which they are drawn."""
    pieces: list[_Piece] = []

    def count(_operator: object, operands: Sequence[object], _matrix: object, _text_matrix: object) -> None:
        work.spend(1 + sum(len(operand) for operand in operands if isinstance(operand, list)))

    def collect(text: str, matrix: Sequence[float], text_matrix: Sequence[float], _font: object, size: float) -> None:
        pieces.append(_piece(text, matrix, text_matrix, size))

    contents = page.get_contents()
    work.spend(len(contents.get_data()) // _BYTES_PER_OPERATOR if contents is not None else 0)
    page.extract_text(visitor_operand_before=count, visitor_text=collect)
    return _as_lines(pieces, page=number)


def _piece(text: str, matrix: Sequence[float], text_matrix: Sequence[float], size: float) -> _Piece:
    """Text with its place along its line and across it, and its size, whichever way the page is turned."""
    a, b, c, d, e, f = text_matrix
    m, n, o, p, q, r = matrix
    x, y = a * m + b * o, a * n + b * p
    left, base = e * m + f * o + q, e * n + f * p + r
    length, height = math.hypot(x, y), math.hypot(c * m + d * o, c * n + d * p) * abs(size)
    if not (length and all(map(math.isfinite, (length, height, left, base)))):
        return _Piece(text, 0.0, 0.0, 0.0)
    return _Piece(text, (left * x + base * y) / length, (base * x - left * y) / length, height)


def _as_lines(pieces: Iterable[_Piece], *, page: int) -> Iterator[Line]:
    row: list[_Piece] = []
    for piece in pieces:
        first, *others = piece.text.split("\n")
        row.append(replace(piece, text=first))
        for text in others:
            yield from _as_line(row, page=page)
            row = [replace(piece, text=text)]
    yield from _as_line(row, page=page)


def _as_line(row: Sequence[_Piece], *, page: int) -> Iterator[Line]:
    """The line of pieces that were drawn in a row, as large as the longest of them."""
    text = " ".join(cleaned("".join(piece.text for piece in row)).translate(_LETTERS).split())
    if not text:
        return
    first = next(piece for piece in row if piece.text.strip())
    longest = max(row, key=lambda piece: len(piece.text.strip()))
    yield Line(text, page, first.left, first.base, round(longest.size, 1))


def _told(reader: PdfReader, text: str) -> dict[MetadataField, str]:
    """What its document information says, and the address that a browser prints at the foot of a page."""
    from pypdf.errors import PyPdfError

    address = _ADDRESS.search(text)
    found: dict[MetadataField, str] = {"url": address[1]} if address else {}
    try:
        information = reader.metadata
        return found | (told(information.title, information.author) if information else {})
    except (PyPdfError, *_BROKEN):
        return found
