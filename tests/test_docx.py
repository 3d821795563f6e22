"""Word files: paragraphs and tables in their order with the kinds of their styles, and files that are none."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document

from analysis.readers import Article, Raw, Unreadable
from analysis.readers import docx as reader

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TALKS = "The talks in Geneva go on."


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def written(*paragraphs: str, style: str | None = None) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph, style=style)
    return saved(document)


def changed(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one of its members changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == member else old.read(name))
    return out.getvalue()


def with_body(xml: str, *, doctype: str = "") -> bytes:
    """A file whose body is as given."""
    whole = f'<?xml version="1.0"?>{doctype}<w:document {NAMESPACE}><w:body>{xml}</w:body></w:document>'
    return changed(written(), "word/document.xml", lambda _: whole.encode())


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def read(data: bytes) -> Article:
    return next(reader.read(Raw("talks.docx", data)))


def code(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.reason and caught.value.remedy
    return caught.value.code


def kinds(article: Article) -> dict[str, str]:
    return {article.text[start:].partition("\n")[0]: kind for start, kind in article.marked.items()}


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("Title", "headline"),
        ("Subtitle", "standfirst"),
        ("Heading 1", "subhead"),
        ("Heading 3", "subhead"),
        ("List Bullet", "list_item"),
        ("List Number 2", "list_item"),
        ("Caption", "caption"),
    ],
)
def test_styles_are_kinds(style: str, kind: str) -> None:
    """The kind of a paragraph is what its style is called, and each of its lines has it."""
    article = read(written("Talks go on\nin Geneva", style=style))
    assert kinds(article) == {"Talks go on": kind, "in Geneva": kind}


def test_style_that_is_based_on_another() -> None:
    """A house style that is based on a heading is a heading."""
    document = docx.Document()
    house = document.styles.add_style("House crosshead", 1)
    house.base_style = document.styles["Heading 2"]
    document.add_paragraph("What is at stake", style=house)
    assert kinds(read(saved(document))) == {"What is at stake": "subhead"}


def test_paragraphs_and_tables_in_order() -> None:
    """Paragraphs and the rows of tables stand in their order, a blank line between them, unmarked."""
    document = docx.Document()
    document.add_paragraph("Prices fell.")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Wheat", "12", "Maize", "14"), strict=True
    ):
        cell.text = text
    document.add_paragraph(TALKS)
    article = read(saved(document))
    assert article.text == f"Prices fell.\n\nWheat | 12\n\nMaize | 14\n\n{TALKS}"
    assert not article.marked and article.format == "docx" and article.encoding is None


def test_table_as_layout() -> None:
    """Cells that hold prose are read as paragraphs, with their kinds."""
    document = docx.Document()
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "In short", "Ministers met in Geneva. " * 12
    cells[1].add_paragraph("What is at stake", style="Heading 1")
    article = read(saved(document))
    assert article.text.split("\n\n")[::2] == ["In short", "What is at stake"]
    assert kinds(article) == {"What is at stake": "subhead"}


def test_headers_and_footers_stand_at_the_end_once() -> None:
    """What headers and footers say of each section stands once, at the end, marked."""
    document = docx.Document()
    document.add_paragraph(TALKS)
    second = document.add_section()
    second.header.is_linked_to_previous = False
    for section in document.sections:
        section.header.paragraphs[0].text = "The Evening Herald"
    second.footer.paragraphs[0].text = "Page 1"
    article = read(saved(document))
    assert article.text == f"{TALKS}\n\nThe Evening Herald\n\nPage 1"
    assert kinds(article) == {"The Evening Herald": "footer", "Page 1": "footer"}


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (
            f"<w:p>{run('The ')}<w:del>{run('old ')}</w:del><w:ins>{run('new ')}</w:ins>{run('text')}</w:p>",
            "The new text",
        ),
        (f"<w:p><w:moveFrom>{run('away ')}</w:moveFrom><w:moveTo>{run('here')}</w:moveTo></w:p>", "here"),
        (f"<w:p><w:hyperlink>{run('a link')}</w:hyperlink><w:fldSimple>{run(' 3')}</w:fldSimple></w:p>", "a link 3"),
        (f"<w:p>{run('a')}<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r></w:p>", "a\tb\nc-"),
        (f"<w:sdt><w:sdtContent><w:p>{run('in a control')}</w:p></w:sdtContent></w:sdt>", "in a control"),
        (
            f"<w:p>{run('a')}<w:r><w:txbxContent><w:p>{run('box')}</w:p></w:txbxContent></w:r>{run('b')}</w:p>",
            "ab\n\nbox",
        ),
        (f"<w:p>{run('a')}</w:p><w:p/><w:p>{run(' ')}</w:p><w:p>{run('b')}</w:p>", "a\n\nb"),
        (f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('mark')}</w:p><!-- no text -->", "mark"),
    ],
    ids=["changes", "moves", "links", "signs", "control", "text box", "empty", "properties"],
)
def test_what_is_text(xml: str, text: str) -> None:
    """Inserted text, links, fields, controls and boxes are text; what was deleted or moved away is none."""
    assert read(with_body(xml)).text == text


def test_numbered_paragraphs_are_list_items() -> None:
    """A paragraph with a number of a list is an item of it, unless the number was taken from it."""
    numbered = '<w:p><w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr>{}</w:p>'
    article = read(with_body(numbered.format(1, run("wheat")) + numbered.format(0, run("maize"))))
    assert kinds(article) == {"wheat": "list_item"}


def test_hidden_text_is_left_out_and_said() -> None:
    """Text that Word does not show is left out, and the file flagged; text that is shown again is not."""
    hidden = "<w:p><w:r><w:rPr><w:vanish{}/></w:rPr><w:t>secret</w:t></w:r>" + run("open") + "</w:p>"
    article, shown = read(with_body(hidden.format(""))), read(with_body(hidden.format(' w:val="0"')))
    assert (article.text, article.flags) == ("open", ("hidden_text",))
    assert (shown.text, shown.flags) == ("secretopen", ())


@pytest.mark.parametrize(
    ("title", "author", "told"),
    [
        ("Talks go on", "The foreign desk", {"title": "Talks go on", "author": "The foreign desk"}),
        ("", "", {}),
        ("Word Document", "python-docx", {}),
        ("talks final.docx", "Windows User", {}),
        ("Talks", "admin", {}),
    ],
)
def test_properties(title: str, author: str, told: dict[str, str]) -> None:
    """Title and author are told where a person gave them; when the file was made is never told."""
    document = docx.Document()
    document.add_paragraph(TALKS)
    document.core_properties.title, document.core_properties.author = title, author
    article = read(saved(document))
    assert article.told == told and article.origin == "file"


def bomb(size: int) -> bytes:
    return changed(written(TALKS), "word/styles.xml", lambda xml: xml + b" " * size)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
ENTITIES = "<!DOCTYPE d [<!ENTITY a 'talks'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "malformed"),
        (b"The talks go on.", "malformed"),
        (written(TALKS)[:-100], "malformed"),
        (changed(written(TALKS), "word/document.xml", lambda xml: xml[:-20]), "malformed"),
        (changed(written(TALKS), "[Content_Types].xml", lambda _: b"<Types/>"), "malformed"),
        (with_body(f"<w:p>{run('&j;')}</w:p>", doctype=ENTITIES), "malformed"),
        (with_body("<w:sdt>" * 300 + "</w:sdt>" * 300), "malformed"),
        (OLE, "format"),
        (b"%PDF-1.7", "format"),
        (b"{\\rtf1 The talks go on.}", "format"),
        (changed(written(), "word/document.xml", bytes).replace(b"word/", b"text/"), "format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (written(), "no_text"),
        (written("12 | 13"), "no_text"),
        (bomb(10_000_000), "too_complex"),
    ],
    ids=[
        "empty", "text", "cut", "cut member", "no types", "entities", "deep", "doc", "pdf", "rtf", "no word",
        "password", "no text", "numbers", "bomb",
    ],
)  # fmt: skip
def test_what_is_no_article(data: bytes, expected: str) -> None:
    """What is no Word file with text is rejected, and why is said in one word."""
    assert code(data) == expected


def test_no_file_outside_is_read() -> None:
    """An entity that names a file is left out, and nothing is read from there."""
    article = read(
        with_body(f"<w:p>{run('Talks&f;')}</w:p>", doctype="<!DOCTYPE d [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>")
    )
    assert article.text == "Talks"


def test_a_member_lies_about_its_size() -> None:
    """A member that says it is small is not read beyond that, whatever it unpacks to."""
    data = bytearray(bomb(3_000_000))
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/styles.xml"))
    data[place + 24 : place + 28] = (1_000).to_bytes(4, "little")
    assert code(bytes(data)) == "malformed"


@pytest.mark.parametrize("seed", range(40))
def test_broken_bytes_never_raise(seed: int) -> None:
    """Whatever happened to a file's bytes, or to those of a member, it gives an article or is Unreadable."""
    chance = random.Random(seed)  # noqa: S311 - no secret

    def broken(data: bytes) -> bytes:
        changing = bytearray(data)
        for _ in range(chance.choice((1, 5, 40))):
            changing[chance.randrange(len(changing))] = chance.randrange(256)
        return bytes(changing[: chance.randrange(len(changing))] if seed % 4 == 0 else changing)

    members = ["word/document.xml", "word/styles.xml", "docProps/core.xml", "word/_rels/document.xml.rels"]
    whole = written(TALKS, style="Title")
    with contextlib.suppress(Unreadable):
        assert read(broken(whole) if seed % 3 == 0 else changed(whole, chance.choice(members), broken)).text.encode()
