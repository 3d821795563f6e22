"""A Word file in, its one article out: paragraphs and table rows in their order, marked with what their styles say.

Text that was deleted under tracked changes is no text, and hidden text is left out; what was inserted is text.
Headers, footers and notes stand at the end, once. When a file was made or changed is not when it was published.
"""

from __future__ import annotations

import io
import re
import struct
import typing
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.readers import Article, Raw, Unreadable
from analysis.readers.properties import cleaned, has_letters, told
from analysis.tables import BlockKind

if typing.TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import BaseStyle

#: How much a file may unpack to. Its words are compressed some ten times; a bomb a thousand times.
_XML, _XML_PER_BYTE, _MOST_XML = 2_000_000, 40, 60_000_000
_EVERYTHING = 150_000_000
_MEMBERS = 5_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TEXT = frozenset({f"{_W}t", _MATHS})
#: Not read: what was deleted or moved away, copies for other programs, and properties.
_SKIPPED = frozenset(
    {_FALLBACK, *(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr"))}
)
_SIGNS: Mapping[str, str] = {
    f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-",
}  # fmt: skip
#: Kinds by the names of styles, which are English in every translation of Word.
_KINDS: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (re.compile(r"(title|headline)$"), "headline"),
    (re.compile(r"(subtitle|standfirst)$"), "standfirst"),
    (re.compile(r"byline$"), "byline"),
    (re.compile(r"(heading \d|subhead(ing)?)$"), "subhead"),
    (re.compile(r"caption$"), "caption"),
    (re.compile(r"list\b"), "list_item"),
    (re.compile(r"toc (heading|\d)$"), "navigation"),
    (re.compile(r"(header|footer|footnote text|endnote text)$"), "footer"),
)
_RELATED = ("header", "footer", "footnotes", "endnotes")
_BASES = 8
_PROSE_WORDS = 40

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE = "open it in Word or LibreOffice and save it as .docx"
_OFF = frozenset({"0", "false", "off", "none"})

#: What parsers raise on bytes that somebody broke.
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, struct.error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip

_Line = tuple[str, BlockKind | None]


@dataclass(slots=True)
class _Found:
    """What was found in a part so far: kinds of its styles, its paragraphs, text boxes, and whether text is hidden."""

    kinds: Mapping[str, BlockKind]
    paragraphs: list[_Line] = field(default_factory=list)
    boxes: list[BaseOxmlElement] = field(default_factory=list)
    hidden: bool = False


def read(raw: Raw) -> Iterator[Article]:
    """The article of a `.docx` file."""
    import docx
    from docx.opc.exceptions import OpcError

    _check(raw.data)
    try:
        article = _article(raw, docx.Document(io.BytesIO(raw.data)))
    except (OpcError, *_BROKEN):
        raise Unreadable("malformed", "it is a broken Word file, or none", _SAVE) from None
    if not has_letters(article.text):
        raise Unreadable("no_text", "it holds no text", "if it shows pictures of text, run them through OCR")
    yield article


def _check(data: bytes) -> None:
    """Raise Unreadable for what is no Word file, or unpacks to more than one."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise Unreadable("encrypted", "it is protected by a password", "open it and save it without one")
    if data.startswith((_OLE, b"{\\rtf", b"%PDF-")):
        raise Unreadable("format", "it is no .docx file, in spite of its name", _SAVE)
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except _BROKEN:
        raise Unreadable("malformed", "it is a broken Word file, or none", _SAVE) from None
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("encrypted", "it is protected by a password", "open it and save it without one")
    if not any(member.filename.startswith("word/") for member in members):
        raise Unreadable("format", "it is no .docx file, in spite of its name", _SAVE)
    _check_sizes(members, packed=len(data))


def _check_sizes(members: Sequence[zipfile.ZipInfo], *, packed: int) -> None:
    # The declared sizes do: zipfile reads no further than these.
    words = sum(member.file_size for member in members if not member.filename.startswith("word/media/"))
    everything = sum(member.file_size for member in members)
    allowed = min(_XML + _XML_PER_BYTE * packed, _MOST_XML)
    if words > allowed or everything > _EVERYTHING or len(members) > _MEMBERS:
        raise Unreadable("too_complex", "it unpacks to far more than an article", "save its text as .txt")


def _article(raw: Raw, document: Document) -> Article:
    found = _Found(_style_kinds(document))
    _walk(document.element.body, found)
    aside = _Found(found.kinds)
    for element in _related(document):
        _walk(element, aside)
    # Each section has its header; what they share is read once.
    asides: list[_Line] = [(text, "footer") for text in dict.fromkeys(text for text, _ in aside.paragraphs)]
    text, marked = _text_of(found.paragraphs + asides)
    properties = document.core_properties
    return Article(
        raw.name, raw.name, text, "docx", raw.sha256, len(raw.data),
        told=told(properties.title, properties.author), origin="file", marked=marked,
        flags=("hidden_text",) if found.hidden else (),
    )  # fmt: skip


def _style_kinds(document: Document) -> dict[str, BlockKind]:
    """Kinds by the id of a style: by its own name, or that of a style it is based on."""
    kinds: dict[str, BlockKind] = {}
    for style in document.styles:
        base: BaseStyle | None = style
        for _ in range(_BASES):
            if base is None or style.style_id in kinds:
                break
            name = (base.name or "").lower()
            kinds.update((style.style_id, kind) for shape, kind in _KINDS if shape.match(name))
            base = getattr(base, "base_style", None)
    return kinds


def _related(document: Document) -> list[BaseOxmlElement]:
    """Headers, footers and notes, in an order that does not hang on how the file was written."""
    from docx.oxml.parser import parse_xml

    parts = {
        (_RELATED.index(kind), str(relation.target_part.partname)): relation.target_part
        for relation in document.part.rels.values()
        if not relation.is_external and (kind := relation.reltype.rpartition("/")[2]) in _RELATED
    }
    return [parse_xml(parts[key].blob) for key in sorted(parts)]


def _walk(element: BaseOxmlElement, found: _Found) -> None:
    """Find the paragraphs and tables below an element, through content controls, insertions and text boxes."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED:
            continue
        if child.tag == f"{_W}p":
            _paragraph(child, found)
        elif child.tag == f"{_W}tr":
            _row(child, found)
        else:
            _walk(child, found)


def _paragraph(element: BaseOxmlElement, found: _Found) -> None:
    text = cleaned(_inline(element, found)).strip()
    if text:
        found.paragraphs.append((text, _kind(element, found.kinds)))
    boxes, found.boxes = found.boxes, []
    for box in boxes:
        _walk(box, found)


def _inline(element: BaseOxmlElement, found: _Found) -> str:
    """The text of a paragraph's runs, through links, fields and insertions."""
    pieces: list[str] = []
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        if tag in _TEXT:
            pieces.append(child.text or "")
        elif tag in _SIGNS:
            pieces.append(_SIGNS[tag])
        elif tag == f"{_W}txbxContent":
            found.boxes.append(child)
        elif tag == f"{_W}r" and _is_hidden(child):
            found.hidden = True
        else:
            pieces.append(_inline(child, found))
    return "".join(pieces)


def _is_hidden(run: BaseOxmlElement) -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val", "1") not in _OFF


def _kind(paragraph: BaseOxmlElement, kinds: Mapping[str, BlockKind]) -> BlockKind | None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    by_style = kinds.get(style.get(f"{_W}val", "")) if style is not None else None
    number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    listed = number is not None and number.get(f"{_W}val") != "0"
    return by_style or ("list_item" if listed else None)


def _row(row: BaseOxmlElement, found: _Found) -> None:
    """A table's row as one line of cells; where a cell holds prose, the table is a layout and its cells are read."""
    cells = [_Found(found.kinds) for _ in row.iterchildren(f"{_W}tc", f"{_W}sdt")]
    for cell, element in zip(cells, row.iterchildren(f"{_W}tc", f"{_W}sdt"), strict=True):
        _walk(element, cell)
        found.hidden |= cell.hidden
    texts = [" ".join(" ".join(text.split()) for text, _ in cell.paragraphs) for cell in cells]
    if len(cells) == 1 or any(len(text.split()) > _PROSE_WORDS for text in texts):
        found.paragraphs += [paragraph for cell in cells for paragraph in cell.paragraphs]
    elif any(texts):
        found.paragraphs.append((" | ".join(texts), None))


def _text_of(paragraphs: Sequence[_Line]) -> tuple[str, dict[int, BlockKind]]:
    """The paragraphs as one text, a blank line between them, and the kinds by the offsets of their lines."""
    marked: dict[int, BlockKind] = {}
    offset = 0
    for text, kind in paragraphs:
        for line in text.split("\n"):
            if kind and line.strip():
                marked[offset + len(line) - len(line.lstrip())] = kind
            offset += len(line) + 1
        offset += 1
    return "\n\n".join(text for text, _ in paragraphs), marked
