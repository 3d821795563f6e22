"""Mails: the body of all their parts that are text, what their headers tell, and files that are none."""

from __future__ import annotations

import codecs
import contextlib
import random
from email.message import EmailMessage
from functools import partial

import pytest
from cost import PROPORTIONAL, growth

from analysis import readers
from analysis.readers import Article, Raw, Rejected, Unreadable, mail

TALKS = "Ministers met in Geneva on Wednesday. They said that the talks go on."
LONG = " ".join([TALKS] * 3)
PAGE = f"<html><body><article><h1>Talks go on</h1><p>{LONG}</p><p>{LONG[::-1]}</p></article></body></html>"


def message(text: str | None = TALKS, **headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {"From": "press@un.org", **headers}.items():
        made[name.replace("_", "-")] = value
    if text is not None:
        made.set_content(text)
    return made


def raw(headers: str, body: str = TALKS) -> bytes:
    """A mail as it is written here, so that nothing mends it."""
    return f"{headers}\n\n{body}".encode("utf-8", "surrogateescape")


def read(data: bytes | EmailMessage) -> Article:
    return next(mail.read(Raw("talks.eml", data if isinstance(data, bytes) else bytes(data))))


def code(data: bytes | EmailMessage) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.code


def kinds(article: Article) -> dict[str, str]:
    return {article.text[start:].partition("\n")[0]: kind for start, kind in article.marked.items()}


def test_plain_mail() -> None:
    """The body is the text, the headers say who wrote it, under which title and on which day."""
    headers = {
        "From": "The United Nations <press@un.org>",
        "Subject": "Talks go on",
        "Date": "Wed, 3 May 2023 23:30:00 -0500",
    }
    article = read(message(f"{TALKS}\r\n\r\nMore.", **headers))
    assert article.text == f"{TALKS}\n\nMore." and article.format == "eml" and article.encoding == "utf-8"
    assert article.told == {"title": "Talks go on", "author": "The United Nations", "published": "2023-05-03"}
    assert article.origin == "header" and not article.flags


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Subject: Re: Fwd: AW: RE[2]: Talks go on", {"title": "Talks go on"}),
        ("Subject: =?utf-8?B?R2Vuw6h2ZQ==?= =?iso-8859-1?Q?_en_f=EAte?=", {"title": "Genève en fête"}),
        ("Subject: Genève en fête", {"title": "Genève en fête"}),
        ("Subject: Talks\n go on", {"title": "Talks go on"}),
        ("Subject: =?utf-8?B?x?=", {}),
        ("Subject: =?no-such-charset?Q?Talks?=", {"title": "Talks"}),
        ("Subject: Re:", {}),
        ("From: press@un.org", {"author": "press@un.org"}),
        ("From: =?utf-8?Q?Ant=C3=B3nio_Guterres?= <sg@un.org>", {"author": "António Guterres"}),
        ("From: \"'The desk'\" <desk@example.org>", {"author": "The desk"}),
        ("From: " + "(" * 5_000, {}),
        ("Date: Thu, 1 Jan 2026 00:30:00 +1400", {"published": "2026-01-01"}),
        ("Date: Fri, 31 Feb 2023 10:00:00 +0000", {}),
        ("Date: 99999999999999999999", {}),
        ("Date: yesterday", {}),
        ("Date: Thu, 1 Jan 1970 00:00:00 +0000", {}),
        ("List-Id: The Evening Briefing <briefing.example.org>", {"outlet": "The Evening Briefing"}),
        ("List-Id: <briefing.example.org>", {}),
        ("List-Id: a1b2c3 list <a1b2c3.example.org>", {}),
        ("Organization: The Associated Press", {"outlet": "The Associated Press"}),
        ("Archived-At: <https://example.org/talks>", {"url": "https://example.org/talks"}),
        ("Archived-At: javascript:alert(1)", {}),
    ],
)
def test_headers(header: str, told: dict[str, str]) -> None:
    """Each header is read as it was meant where that can be told, and else left out."""
    assert read(raw(f"X-Mailer: none\nMIME-Version: 1.0\n{header}")).told == told


@pytest.mark.parametrize(
    ("charset", "written", "encoding"),
    [("iso-8859-2", "Köln, Łódź".encode("iso-8859-2"), "iso8859-2"), ("us-ascii", "Köln, Łódź".encode(), "utf-8")],
)
def test_charset(charset: str, written: bytes, encoding: str) -> None:
    """Bytes are read as the mail declares them, unless they are UTF-8 in spite of that."""
    article = read(f"From: a@example.org\nContent-Type: text/plain; charset={charset}\n\n".encode() + written)
    assert article.text == "Köln, Łódź" and codecs.lookup(article.encoding or "").name == encoding


@pytest.mark.parametrize(
    ("transfer", "body", "text", "flags"),
    [
        (
            "quoted-printable",
            "They said=20that the talks=\n go on. 3=3D3, =ZZ",
            "They said that the talks go on. 3=3, =ZZ",
            (),
        ),
        ("base64", "VGhlIHRhbGtz\nIGdvIG9u", "The talks go on", ()),
        ("base64", "VGhlIHRhbGtzIGdvIG9u*", "The talks go on", ("decode_errors",)),
        ("no-such", "The talks go on", "The talks go on", ()),
    ],
)
def test_transfer_encodings(transfer: str, body: str, text: str, flags: tuple[str, ...]) -> None:
    """A body is read as it was encoded, and damage to that is flagged."""
    article = read(raw(f"From: a@example.org\nContent-Transfer-Encoding: {transfer}", body))
    assert (article.text, article.flags) == (text, flags)


def test_flowed_lines_are_joined() -> None:
    """Lines that were broken softly are one line, those of a quoted mail by themselves; the signature stays."""
    body = "Ministers met in \nGeneva on \nWednesday.\nThey left.\n> Is \n> it?\n>> No\n From here \n-- \nDesk"
    article = read(raw('From: a@example.org\nContent-Type: text/plain; format="flowed"', body))
    assert article.text.split("\n") == [
        "Ministers met in Geneva on Wednesday.", "They left.", "> Is it?", ">> No", "From here ", "-- ", "Desk",
    ]  # fmt: skip
    assert kinds(article) == {"-- ": "footer", "Desk": "footer"}


def test_flowed_lines_without_their_space() -> None:
    """Where the mail says so, the space that marks a soft break is no space of the text."""
    body = "Gene \nva"
    assert read(raw("From: a@example.org\nContent-Type: text/plain; format=flowed; delsp=yes", body)).text == "Geneva"


@pytest.mark.parametrize(
    ("body", "footer"),
    [
        (f"{TALKS}\n-- \nThe desk\n\n  Geneva", ["-- ", "The desk", "Geneva"]),
        (f"{TALKS}\n--\nThe desk", ["--", "The desk"]),
        ("--\n" + f"{TALKS}\n" * 20, []),
        (f"> {TALKS}\nI agree.", []),
    ],
)
def test_signature_is_marked(body: str, footer: list[str]) -> None:
    """From the signature on everything is marked; a reply's quoted lines are not."""
    assert list(kinds(read(raw("From: a@example.org", body)))) == footer


def test_alternatives() -> None:
    """Of a plain text and a page that say the same the plain one is read; one that only points to the page is not."""
    pytest.importorskip("trafilatura")
    for plain, expected in ((LONG, LONG), ("Your program shows no pages.", TALKS)):
        made = message(plain)
        made.add_alternative(PAGE, subtype="html")
        article = read(made)
        assert expected in article.text and (plain in article.text) == (plain == LONG)
        assert not article.flags


def test_page_in_a_mail_is_in_the_charset_of_its_part() -> None:
    """What a page says of its own encoding does not count in a mail."""
    pytest.importorskip("trafilatura")
    page = PAGE.replace("<body>", '<head><meta charset="koi8-r"></head><body>').replace("Geneva", "Genève")
    head = b"From: a@example.org\nContent-Type: text/html; charset=iso-8859-1\n\n"
    assert "Genève" in read(head + page.encode("cp1252")).text


def test_page_laid_out_by_tables() -> None:
    """The paragraphs of a newsletter that is laid out in tables are paragraphs."""
    pytest.importorskip("trafilatura")
    rows = f"<tr><td><h2>Talks go on</h2><p>{LONG}</p></td></tr><tr><TD><p>The desk wrote this for you.</p></TD></tr>"
    page = f"<html><body><table>{rows}</table></body></html>"
    assert LONG in read(raw("From: a@example.org\nContent-Type: text/html", page)).text.split("\n\n")


def test_title_of_a_page_in_a_mail_is_its_subject() -> None:
    """A heading that the page repeats is no line of the text; the subject is told."""
    pytest.importorskip("trafilatura")
    article = read(raw("From: a@example.org\nSubject: Talks go on\nContent-Type: text/html", PAGE))
    assert article.told["title"] == "Talks go on" and LONG in article.text


def test_page_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail that is only a page needs what pages need; one with a plain text beside it does not."""
    missing = Rejected(
        "mail.html", 0, None, "missing_extra", "a package more is needed", "pip install 'claimline[html]'"
    )
    monkeypatch.setattr(mail, "read_any", lambda _: [missing])
    only = EmailMessage()
    only["From"] = "a@example.org"
    only.set_content(PAGE, subtype="html")
    assert code(only) == "missing_extra"
    both = message("Talks go on.")
    both.add_alternative(PAGE, subtype="html")
    assert read(both).text == "Talks go on."


def test_attachments_are_not_read_and_said() -> None:
    """Attached files are left out and flagged; pictures shown in the text and signatures of programs are none."""
    with_file, with_picture = message(), message()
    with_file.add_attachment("Not read.", filename="notes.txt")
    with_picture.add_attachment(b"x", maintype="image", subtype="png", disposition="inline", filename="logo.png")
    with_picture.add_attachment(b"x", maintype="application", subtype="pgp-signature")
    assert (read(with_file).text, read(with_file).flags) == (TALKS, ("attachments",))
    assert (read(with_picture).text, read(with_picture).flags) == (TALKS, ())


def test_parts_and_forwarded_mails_follow_each_other() -> None:
    """The text of a forwarded mail and of further parts stands after the first, marks in their places."""
    made = message("I send this on.\n-- \nThe desk")
    made.add_attachment(message(f"{TALKS}\n-- \nThe United Nations", Subject="Inner"))
    article = read(made)
    assert article.text == f"I send this on.\n-- \nThe desk\n\n{TALKS}\n-- \nThe United Nations"
    assert list(kinds(article)) == ["-- ", "The desk", "The United Nations"]
    assert len(article.marked) == 4 and "title" not in article.told and not article.flags


def nested(depth: int) -> bytes:
    parts = (f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(depth))
    return raw("From: a@example.org\n" + "".join(parts))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "malformed"),
        (b"The talks go on.", "malformed"),
        (b"\x00\x01\x02", "malformed"),
        (raw("From: a@example.org", ""), "no_text"),
        (raw("From: a@example.org", " \n-- \n12"), "no_text"),
        (raw("From: a@example.org\nContent-Type: application/pdf", "%PDF"), "no_text"),
        (
            raw("From: a@example.org\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data", "MIA"),
            "encrypted",
        ),
        (raw("From: a@example.org\nContent-Type: multipart/encrypted; boundary=b", "--b\n\nx\n--b--"), "encrypted"),
        (nested(10_000), "too_complex"),
        (raw("From: a@example.org\n" + "Content-Type: message/rfc822\n\n" * 10_000), "too_complex"),
    ],
)
def test_what_is_no_article(data: bytes, expected: str) -> None:
    """What is no mail with text is rejected, and why is said in one word."""
    assert code(data) == expected


def test_deep_mail_is_read() -> None:
    """A mail with parts in parts as deep as is allowed is read to its end."""
    assert read(nested(90)).text == TALKS


@pytest.mark.parametrize(
    "name", ["From", "Subject", "Date", "List-Id", "Content-Type", "Archived-At", "Content-Disposition"]
)
@pytest.mark.parametrize(
    "piece", ["(", '"', "<", "\\", "=?", "=?utf-8?q?a?= ", "; a*0*=x", "Re: ", "a,", "\udcff", " "]
)
def test_long_headers_cost_little(name: str, piece: str) -> None:
    """A header of 16 KB of anything does not raise, and costs no more than in proportion."""

    def mail(length: int) -> bytes:
        return raw(f"Message-ID: <1>\n{name}: {piece * (length // len(piece))}")

    assert read(mail(16_000)).text in (TALKS, "")
    assert growth(lambda length: partial(read, mail(length)), size=16_000) < PROPORTIONAL


@pytest.mark.parametrize("seed", range(60))
def test_broken_bytes_never_raise(seed: int) -> None:
    """Whatever happened to a mail's bytes, it gives an article that can be written, or is Unreadable."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    made = message(f"{TALKS} Genève\n-- \nThe desk", Subject="Genève", Date="Wed, 3 May 2023 23:30:00 -0500")
    made.add_attachment(message(TALKS, Subject="Inner"))
    data = bytearray(bytes(made))
    for _ in range(chance.choice((1, 5, 40))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with contextlib.suppress(Unreadable):
        assert read(bytes(data)).text.encode()


def test_mail_is_read_by_its_ending() -> None:
    """A file that ends in .eml is read here, whatever the case of its ending."""
    found = readers.read(Raw("Talks.EML", bytes(message())))
    assert [type(one) for one in found] == [Article]
