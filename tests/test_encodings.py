"""Bytes become the text that they were, or a finding that says why they are none."""

from __future__ import annotations

import codecs
import contextlib
import gzip
import io
import random
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.readers import Article, Raw, Unreadable, read
from analysis.readers.encodings import decode

SENTENCES = (
    "The café’s owner said the vote was “a disgrace”.",
    "Angela Merkel met François Hollande in Köln.",
    "“Über allem steht die Würde”, the court wrote.",
    "Señor Sánchez won’t resign – his party said so.",
    "The naïve reading of the treaty isn’t the court’s.",
    "Emmanuel Macron’s cabinet met at the Élysée.",
    "Prices rose by 4½% to £3.20 – or €3.80 – a litre.",
    "“It’s over,” the minister said… and left.",
    "The São Paulo stock exchange fell 2 %.",
    "Aragón, Cataluña and Andalucía voted ‘no’.",
    "The Ångström team in Malmö, Sweden, was split.",
    "“¿Quién manda?” asked the newspaper El País.",
    "Nestlé’s shares – listed in Zürich – fell.",
    "The Øresund bridge was closed • trains were late",
    "Recep Tayyip Erdogan visited Tromsø and Ålesund.",
    "He cited §12 of the code, and §14(b), as “clear”.",
    "Voilà: the Assemblée nationale didn’t vote.",
    "The temperature in Besançon reached 41°C.",
    "The Façade™ and the Résumé® are trade marks ©2024.",
    "The mayor of L’Haÿ-les-Roses said: “Weiß”.",
    "Beyoncé’s tour — the “biggest ever” — ended.",
)
POLISH = (
    "Sejm przyjął w środę ustawę o budżecie. Rząd zapowiedział, że w przyszłym roku wydatki na obronność wzrosną. "
    "Opozycja głosowała przeciw, tłumacząc, że nie wie, skąd rząd weźmie pieniądze.\n"
)
RUSSIAN = (
    "Государственная дума приняла в среду закон о бюджете. Правительство заявило, что в следующем году расходы "
    "вырастут. Оппозиция голосовала против и потребовала объяснений.\n"
)
JAPANESE = "国会は水曜日に予算案を可決した。政府は来年の支出が増えると発表した。野党は反対票を投じ、説明を求めた。\n"
CHINESE = (
    "议会周三通过了预算法案。政府表示，明年的支出将会增加。反对党投了反对票，并要求政府作出解释，说明钱从哪里来。\n"
)
ENGLISH = (
    "The chancellor said the budget wouldn’t be cut. “We’ve no choice,” she told parliament — and sat down. The "
    "opposition’s leader called it “a scandal” and asked for the minister’s résumé.\n"
)
UTF8, UTF16 = "The café’s vote in Zürich\r\n", "The vote in Kyiv – “a disgrace” – was on 5 May.\n"
AS_IT_IS = "One\r\ntwo\rthree\u00a0four\x0cfive\u200bsix\u2028seven\ufefffin\x85 \n\n"


def code_of(data: bytes) -> str:
    """The code of the finding."""
    with pytest.raises(Unreadable) as fault:
        decode(data)
    assert fault.value.reason
    assert fault.value.remedy
    assert not fault.value.reason.endswith(".")
    return fault.value.code


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_mark(mark: bytes, codec: str) -> None:
    """A byte order mark says what follows and is no text itself."""
    found = decode(mark + UTF16.encode(codec), declared="koi8-r")
    assert (found.text, found.encoding, found.flags) == (UTF16, codec, ())


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [UTF16, RUSSIAN, "The vote in Kyiv\r\n\r\nwas Łódź’s"])
def test_wide_without_mark(codec: str, text: str) -> None:
    """UTF-16 and UTF-32 without a mark are known by their zero bytes."""
    found = decode(text.encode(codec))
    assert (found.text, found.encoding) == (text, codec)


def test_text_stays_as_it_is() -> None:
    """Line ends, no-break spaces, form feeds and characters of no width stay where they are."""
    for codec in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode(AS_IT_IS.encode(codec)).text == AS_IT_IS


@pytest.mark.parametrize("sentence", SENTENCES)
def test_cp1252(sentence: str) -> None:
    """A sentence in cp1252 is the same text as its twin in UTF-8, alone and declared as what browsers take for it."""
    data = sentence.encode("cp1252")
    for declared in (None, "ISO-8859-1", "latin1", "us-ascii", "utf-8", "no-such-encoding"):
        found = decode(data, declared=declared)
        assert (found.text, found.encoding) == (decode(sentence.encode()).text, "cp1252")


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8_r", "koi8-r"),
        (POLISH, "cp1250", "cp1250"),
        (POLISH, "iso8859_2", "iso8859-2"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (CHINESE, "gb18030", "gb18030"),
        (ENGLISH, "mac_roman", "mac-roman"),
    ],
)
@pytest.mark.parametrize("times", [1, 10, 60])
def test_recognised(text: str, codec: str, name: str, times: int) -> None:
    """A text of some length in an encoding that people have is recognised, and its text is exactly what it was."""
    found = decode((text * times).encode(codec))
    assert (found.text, found.encoding) == (text * times, name)


def test_few_curly_quotes_in_much_english() -> None:
    """What little there is beyond ASCII tells the encoding of a long text, wherever it stands."""
    text = "The court heard the case and gave no reasons. It will sit again.\n" * 2_000 + ENGLISH
    assert decode(text.encode("mac_roman")).text == text
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("text", "codec"), [("Дума приняла", "cp1251"), ("Η βουλή ψήφισε", "cp1253"), ("予算案を可決", "cp932")]
)
def test_too_short_to_tell(text: str, codec: str) -> None:
    """A few words in another script are not guessed at: the finding asks for UTF-8."""
    assert code_of(text.encode(codec)) == "encoding"


@pytest.mark.parametrize(
    ("label", "codec", "name"),
    [
        ("windows-1251", "cp1251", "cp1251"),
        (' "KOI8-R" ', "koi8_r", "koi8-r"),
        ("Shift_JIS", "cp932", "cp932"),
        ("gb2312", "gb18030", "gb18030"),
        ("gbk", "gb18030", "gb18030"),
        ("iso-8859-9", "cp1254", "cp1254"),
        ("iso-2022-jp", "iso2022_jp", "iso2022_jp"),
        ("utf-16", "utf-16-le", "utf-16-le"),
    ],
)
def test_declared(label: str, codec: str, name: str) -> None:
    """What is declared is believed where the bytes can be that, in the meaning that browsers give the label."""
    text = {"gb18030": "预算", "koi8_r": "Дума", "cp1251": "Дума", "cp1254": "Doğu"}.get(codec, "予算")
    found = decode(text.encode(codec), declared=label)
    assert (found.text, found.encoding) == (text, name)


@pytest.mark.parametrize(
    "label",
    [
        "", "  ", "no-such", "utf-8", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "utf-7", "rot13",
        "hex", "zlib", "base64", "undefined", "mbcs", "a\0b", "é", "x" * 9_999, "../cp1252", "string-escape", "None",
    ],
)  # fmt: skip
def test_a_label_that_lies_or_means_nothing(label: str) -> None:
    """A label that is unknown, wrong or no encoding of text changes nothing and raises nothing."""
    assert decode(UTF8.encode(), declared=label).text == UTF8
    assert decode(UTF8.encode("cp1252"), declared=label).text == UTF8
    assert decode(b"caf\\xe9 +AGE- vote", declared=label).text == "caf\\xe9 +AGE- vote"


def test_utf8_comes_before_what_is_declared() -> None:
    """A page that declares iso-8859-1 and is UTF-8 is read as UTF-8."""
    assert decode(UTF8.encode(), declared="iso-8859-1").text == UTF8


@pytest.mark.parametrize("bad", [b"\xff", b"\xe2\x80", b"\x93", b"\xed\xa0\x80"])
def test_a_few_bad_bytes(bad: bytes) -> None:
    """Bytes that are nothing in a text of UTF-8 become U+FFFD, no other character changes, and it is said."""
    start, end = (SENTENCES[0] * 9).encode(), (SENTENCES[1] * 9).encode()
    found = decode(start + bad + end)
    assert (found.encoding, found.flags) == ("utf-8", ("decode_errors",))
    assert re.fullmatch(f"{re.escape(start.decode())}\ufffd+{re.escape(end.decode())}", found.text)


@pytest.mark.parametrize("text", ["The vote {} in Berlin", "Caf{}", "The café’s {} vote", "The café {} vote"])
def test_one_bad_byte(text: str) -> None:
    """A byte that no encoding would have put there becomes U+FFFD, however little else there is."""
    start, end = text.split("{}")
    found = decode(start.encode() + b"\xff" + end.encode())
    assert (found.text, found.flags) == (text.format("\ufffd"), ("decode_errors",))


def test_half_a_character_at_the_end() -> None:
    """A UTF-16 file that was cut in the middle of a character is kept but for that."""
    found = decode(codecs.BOM_UTF16_LE + UTF16.encode("utf-16-le")[:-1])
    assert (found.text, found.flags) == (UTF16[:-1] + "\ufffd", ("decode_errors",))


def test_a_character_that_was_lost_before() -> None:
    """U+FFFD that stands in the file is a character of it, and a sign that it was decoded wrongly before."""
    found = decode("The caf\ufffd’s vote".encode())
    assert (found.text, found.flags) == ("The caf\ufffd’s vote", ("mojibake",))


def test_too_many_bad_bytes() -> None:
    """What is UTF-8 and something else in equal parts is no text that anybody could vouch for."""
    assert (
        code_of(b"".join(f"{sentence} ç".encode() + b"\x81\x8d\xe9 \xff\x90" for sentence in SENTENCES)) == "encoding"
    )


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", ".pdf"),
        (b"{\\rtf1\\ansi The vote}", ".docx"),
        (zipped(), ".docx"),
        (gzip.compress(b"The vote", mtime=0), "unpack"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01", "text"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "text"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00", "remove"),
        (b"The vote in Ber\x00lin was not repeated, the court said.", "UTF-8"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08 The vote", "UTF-8"),
        (bytes(random.Random(1).choices(range(256), k=5_000)), "UTF-8"),  # noqa: S311 - a fixture
    ],
)
def test_binary(data: bytes, said: str) -> None:
    """What is no text is rejected, and the remedy fits what it is."""
    with pytest.raises(Unreadable) as fault:
        decode(data)
    assert fault.value.code == "binary"
    assert said in (fault.value.remedy or "")


def test_signature_alone_is_no_reason() -> None:
    """An article that begins with the letters of a signature is an article."""
    assert decode("MZ, BZh and GIF8 are how files begin – “magic” numbers.".encode()).encoding == "utf-8"


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_empty(data: bytes) -> None:
    """No bytes, or a mark and nothing after it, are an empty file."""
    assert code_of(data) == "empty"


def test_white_space_is_text() -> None:
    """White space is decoded like any text: whether it makes a document, others decide."""
    assert decode(b" \r\n\t").text == " \r\n\t"


@pytest.mark.parametrize("control", ["\x1a", "\x08", "\x1b", "\x7f"])
def test_a_stray_control_character(control: str) -> None:
    """One control character, as at the end of files from DOS, makes no text binary and is kept."""
    assert decode((UTF16 + control).encode()).text == UTF16 + control


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
@pytest.mark.parametrize("sentence", ["Müller’s café", "It’s “over” – he said", "São Paulo", "Zürich"])
def test_mojibake_is_flagged_and_stays(wrong: str, sentence: str) -> None:
    """A text that somebody decoded wrongly before is kept as it is, and flagged."""
    damaged = sentence.encode().decode(wrong, "ignore")
    found = decode(damaged.encode())
    assert (found.text, found.flags) == (damaged, ("mojibake",))


@pytest.mark.parametrize("sentence", [*SENTENCES, POLISH, RUSSIAN, JAPANESE, CHINESE, ENGLISH])
def test_clean_text_is_not_flagged(sentence: str) -> None:
    """Accents, curly quotes and other scripts are no mojibake."""
    assert decode(sentence.encode()).flags == ()


def test_plain_text_says_how_it_was_decoded() -> None:
    """The article of a text file is the decoded text, with its encoding and its flags."""
    (article,) = read(Raw("a.txt", SENTENCES[0].encode("cp1252")))
    assert isinstance(article, Article)
    assert (article.text, article.encoding, article.flags, article.format) == (SENTENCES[0], "cp1252", (), "txt")


#: Any text without control characters but those that texts have, and without halves of surrogate pairs.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"))).map(lambda text: f"{text}\r\n\t.")


@given(TEXT)
def test_every_text_comes_back(text: str) -> None:
    """Any text at all, in UTF-8 or in UTF-16 with mark, comes back exactly."""
    for codec in ("utf-8-sig", "utf-16", "utf-32"):
        assert decode(text.encode(codec)).text == text
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


LABELS = st.sampled_from([None, "utf-8", "iso-8859-1", "windows-1251", "shift_jis", "utf-16", "iso-2022-jp", "big5"])


@given(st.binary(max_size=400), LABELS)
@settings(deadline=None)
def test_any_bytes(data: bytes, declared: str | None) -> None:
    """Any bytes at all are a text without U+0000 and half surrogates, or Unreadable."""
    with contextlib.suppress(Unreadable):
        found = decode(data, declared=declared)
        assert found.text
        assert not re.search("[\x00\ud800-\udfff]", found.text)
        assert codecs.lookup(found.encoding).name == found.encoding
