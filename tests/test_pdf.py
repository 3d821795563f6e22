"""PDF files: their pages in paragraphs, what stands at the edges of pages, and files that are none."""

from __future__ import annotations

import contextlib
import io
import random
import zlib
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from cost import PROPORTIONAL, growth

from analysis.readers import Article, Raw, Unreadable, layout, pdf, properties
from analysis.readers.layout import Line

TALKS = [
    "Foreign ministers of several states met in Geneva on Wednesday to",
    "discuss the future of the grain corridor, which the United Nations",
    "opened in July.",
]


def made(*pages: bytes, packed: bool = True, filters: int = 1, info: str = "") -> bytes:
    """A PDF of pages that are drawn as given."""
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode("latin-1"),
    ]
    for i, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {6 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        data = page
        for _ in range(filters if packed else 0):
            data = zlib.compress(data)
        names = " ".join(["/FlateDecode"] * filters) if packed else ""
        objects.append(f"<< /Length {len(data)} /Filter [{names}] >>\nstream\n".encode() + data + b"\nendstream")
    return whole(objects)


def whole(objects: Sequence[bytes], trailer: bytes = b"/Info 4 0 R") -> bytes:
    """A PDF of objects, with the table of where they stand."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, trailer, len(out))
    )


def drawn(*lines: str | tuple[str, float], left: float = 72, top: float = 700, size: float = 12) -> bytes:
    """Lines drawn one below the other; one with a number is set in that size; an empty one leaves a space."""
    out, base = [], top
    for line in lines:
        words, large = (line, size) if isinstance(line, str) else line
        escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        out.append(f"BT /F1 {large} Tf {left} {base} Td ({escaped}) Tj ET")
        base -= 1.2 * large
    return "\n".join(out).encode("cp1252")


def read(data: bytes) -> Article:
    return next(pdf.read(Raw("talks.pdf", data)))


def kinds(article: Article) -> dict[str, str]:
    return {article.text[start:].partition("\n")[0]: kind for start, kind in article.marked.items()}


def code(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.code


def test_lines_become_paragraphs() -> None:
    """A paragraph is one line of text: it ends where a space follows, and a blank line parts it from others."""
    second = ["The talks go on.", "", "“We are not there yet,” an official said."]
    article = read(made(drawn(*TALKS, "", *second)))
    assert article.text.split("\n\n") == [" ".join(TALKS), second[0], second[2]]
    assert article.format == "pdf" and article.encoding is None and not article.flags


def test_paragraph_goes_over_columns_and_pages() -> None:
    """A paragraph that goes on in the next column or on the next page stays whole."""
    over = made(drawn(TALKS[0], top=100) + b"\n" + drawn(TALKS[1], left=320), drawn(TALKS[2]))
    assert read(over).text == " ".join(TALKS)


def test_heads_and_page_numbers_are_marked() -> None:
    """Running heads and page numbers are kept and marked, and do not part the paragraph that they stand in."""
    head = drawn("The Evening Herald", top=740)
    pages = [
        b"\n".join((head, drawn(*lines), drawn(f"Page {i} of 2", top=40)))
        for i, lines in ((1, TALKS[:2]), (2, TALKS[2:]))
    ]
    article = read(made(*pages))
    assert article.text.startswith(" ".join(TALKS) + "\n\n")
    assert kinds(article) == {"The Evening Herald": "navigation", "Page 1 of 2": "footer", "Page 2 of 2": "footer"}


def test_what_browsers_print_is_marked_and_gives_the_address() -> None:
    """The lines that a browser prints on each page are marked, and the address among them is told."""
    page = drawn("5/3/23, 6:42 PM Talks", top=780), drawn(*TALKS), drawn("https://example.org/talks 1/1", top=12)
    article = read(made(b"\n".join(page)))
    assert kinds(article) == {"5/3/23, 6:42 PM Talks": "navigation", "https://example.org/talks 1/1": "footer"}
    assert article.told == {"url": "https://example.org/talks"} and article.origin == "file"


def test_larger_lines_are_headings() -> None:
    """The largest line of the first page is the headline; what is set larger than the text below it is a subhead."""
    article = read(
        made(drawn(("Ministers meet over the grain corridor", 24), "", *TALKS, "", ("What is at stake", 16), *TALKS))
    )
    assert kinds(article) == {"Ministers meet over the grain corridor": "headline", "What is at stake": "subhead"}


def test_list_items_and_initials() -> None:
    """A bullet begins an item of a list, and a large first letter belongs to the word after it."""
    bullets = read(made(drawn("They want", "• wheat for forty states", "• maize")))
    assert kinds(bullets) == {"• wheat for forty states": "list_item", "• maize": "list_item"}
    initial = drawn("F", top=676, size=36) + b"\n" + drawn("oreign ministers met in Geneva.", left=100)
    assert read(made(initial)).text == "Foreign ministers met in Geneva."


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["They spoke of a cease-", "fire."], "They spoke of a cease-fire."),
        (
            ["The corri-", "dor is open. It is a corridor for grain."],
            "The corridor is open. It is a corridor for grain.",
        ),
        (["A cease-", "fire is no ceasefire."], "A ceasefire is no ceasefire."),
        (["The ELE-", "MENT is an element."], "The ELEMENT is an element."),
        (["They were in Geneva -", "until now."], "They were in Geneva - until now."),
        (["He sat with Castro-", "Ruiz."], "He sat with Castro- Ruiz."),
        (["corri\u00ad", "dor"], "corridor"),
    ],
)
def test_hyphens_at_line_ends(lines: list[str], expected: str) -> None:
    """A hyphen at a line's end goes where the document has the whole word elsewhere, and stays in doubt."""
    assert layout.paragraphs([Line(line, 0, 72, 700 - 14 * i, 12) for i, line in enumerate(lines)])[0].text == expected


def test_document_that_breaks_words_is_told_by_its_other_breaks() -> None:
    """Where two broken words stand elsewhere in full, one whose halves stand nowhere is joined as well."""
    lines = ["The corridor and the ministers met: minis-", "ters in the corri-", "dor saw an infrastruc-", "ture plan."]
    found = layout.paragraphs([Line(line, 0, 72, 700 - 14 * i, 12) for i, line in enumerate(lines)])
    assert found[0].text.endswith("ministers in the corridor saw an infrastructure plan.")


def test_ligatures_become_letters() -> None:
    """Ligatures are written as letters, so that words are found."""
    ligatures = "/Differences [1 /fi /ffi] /Type /Encoding"
    data = made(b"BT /F1 12 Tf 72 700 Td (the \\001rst o\\002ce is open) Tj ET").replace(
        b"/Encoding /WinAnsiEncoding", f"/Encoding << {ligatures} >>".encode()
    )
    assert read(data).text == "the first office is open"


def test_characters_that_no_table_can_hold() -> None:
    """Controls are left out of extracted text, and halves of characters replaced."""
    assert properties.cleaned("a\x00b\x1bc\ud800\n\t") == "abc\ufffd\n\t"


@pytest.mark.parametrize(
    ("info", "told"),
    [
        ("/Title (Talks go on) /Author (The desk)", {"title": "Talks go on", "author": "The desk"}),
        ("/Title (Microsoft Word - talks final.doc) /Author (Microsoft Office User)", {}),
        ("/Title (untitled) /Author (admin) /CreationDate (D:20230503120000Z)", {}),
        ("/Title (C:\\\\texts\\\\talks in geneva.txt)", {}),
        ("/Title 4 0 R", {}),
        ("/Title [1 2]", {}),
    ],
)  # fmt: skip
def test_document_information(info: str, told: dict[str, str]) -> None:
    """Title and author are told if a person gave them; the day the file was made is not told."""
    assert read(made(drawn(*TALKS), info=info)).told == told


def test_turned_page() -> None:
    """Lines of a page that is turned are put together as those of one that is not."""
    turned = "\n".join(f"BT /F1 12 Tf 0 1 -1 0 {100 + 14 * i} 72 Tm ({line}) Tj ET" for i, line in enumerate(TALKS))
    assert read(made(turned.encode())).text == " ".join(TALKS)


def test_unreadable_page_is_left_out_and_said() -> None:
    """Of a file with one broken page the others are kept, flagged."""
    article = read(made(drawn(*TALKS), b"[" * 100_000))
    assert article.text == " ".join(TALKS) and article.flags == ("truncated",)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "malformed"),
        (b"<html>no PDF</html>", "malformed"),
        (b"%PDF-1.4\n" + b"[" * 16_000, "malformed"),
        (made(b""), "no_text"),
        (made(b"0 0 10 10 re f"), "no_text"),
        (made(drawn("12", top=20)), "no_text"),
        (made(b"BT ET", *[b""] * pdf.PAGES), "too_large"),
        (made(b" " * 25_000_000), "too_complex"),
        (made(b"q Q\n" * 400_000), "too_complex"),
        (made(zlib.compress(b" " * 40_000_000), filters=1), "malformed"),
        (made(b" " * 40_000_000, filters=2), "too_complex"),
    ],
    ids=[
        "empty",
        "html",
        "deep",
        "no text",
        "a drawing",
        "a page number",
        "pages",
        "spaces",
        "operators",
        "bytes",
        "bomb",
    ],
)
def test_what_is_no_article(data: bytes, expected: str) -> None:
    """What cannot be read as a PDF with text is rejected, and why is said in one word."""
    assert code(data) == expected


def test_cost_is_counted_over_all_pages() -> None:
    """Many pages that are each within the limit end when they are more than a file of this size can be about."""
    assert code(made(*[b"1 " * 60_000] * 40)) == "too_complex"


def test_protected_files() -> None:
    """A file that asks for a password is rejected with the remedy; one that only forbids printing is read."""
    from pypdf import PdfWriter

    for password, expected in (("", " ".join(TALKS)), ("secret", None)):
        writer = PdfWriter(clone_from=io.BytesIO(made(drawn(*TALKS))))
        writer.encrypt(password, "owner", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        if expected:
            assert read(out.getvalue()).text == expected
            continue
        assert code(out.getvalue()) == "encrypted"


@pytest.mark.parametrize("seed", range(40))
def test_broken_bytes_never_raise(seed: int) -> None:
    """Whatever happened to a file's bytes, it gives an article that can be written, or is Unreadable."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    data = bytearray(made(drawn(*TALKS), drawn(*TALKS), packed=seed % 2 == 0, info="/Title (Talks go on)"))
    for _ in range(chance.choice((1, 5, 40))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if seed % 3 == 0:
        del data[chance.randrange(len(data)) :]
    with contextlib.suppress(Unreadable):
        assert read(bytes(data)).text.encode()


@pytest.mark.parametrize("piece", ["a-\n", "1 ", "http://a ", "page ", "• ", "x" * 50 + "\n", "- A", "© "])
def test_layout_is_linear(piece: str) -> None:
    """What many lines of any kind cost grows with their number and not with its square."""

    def joining(times: int) -> Callable[[], object]:
        words = (piece * times).splitlines()
        return partial(
            layout.paragraphs, [Line(text, i // 50, 72, 700 - 14 * (i % 50), 12) for i, text in enumerate(words)]
        )

    assert growth(joining, size=16_000) < PROPORTIONAL
