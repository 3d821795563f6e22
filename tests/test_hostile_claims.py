"""Whatever a document consists of: its claims stand in its article, can be read, and refer to what there is."""

from __future__ import annotations

import base64
import itertools
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from cost import PROPORTIONAL, growth
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import tables
from analysis.reading import Reading
from analysis.tables import ARTICLE_BLOCKS, Attribution, Block, Claim, Document, Tables, spans_of

Read = Callable[..., Reading]

SAYING = "The World Bank said on Tuesday that Kenya had paid its debts."
DENIAL = "The ministry denied that prices would rise by 5 percent in 2025."
PLAIN = "Its president told reporters that other states would follow."
PROSE = f"{SAYING} {PLAIN} {DENIAL}"
#: Quotation marks of other languages, of typewriters and of TeX.
MARKS = (
    "“ ”", "« »", "» «", "„ “", "„ ”", "” ”", "‹ ›", "‚ ‘", "‘ ’", "「 」", "『 』", '" "', "' '",
    "`` ''", "′′ ′′", "＂ ＂",
)  # fmt: skip

#: What joins letters and pictures, between them.
JOINER = re.compile("(?<=[^\\s\u200c\u200d])[\u200c\u200d](?=[^\\s\u200c\u200d])")


def quoted(marks: str) -> str:
    opening, closing = marks.split()
    return (
        f"{opening}We have paid all our debts{closing}, the president said on Monday. The minister added: "
        f"{opening}Prices will not rise.{closing} He called the talks {opening}a success{closing} and left."
    )


def nested(deep: int) -> str:
    """A saying in a saying, with the marks of both kinds by turns."""
    opening = "".join(f"Minister {i} said, {'“‘'[i % 2]}" for i in range(deep))
    return f"{opening}It rained.{''.join('”’'[i % 2] for i in reversed(range(deep)))}"


def sprinkled(signs: str) -> str:
    """An article with a sign that cannot be seen within and between its words."""
    return "\n\n".join(
        f"{words[:9]}{sign}{words[9:21]}{sign}{words[21:]}{sign}" for sign in signs for words in (SAYING, DENIAL)
    )


def lines(text: str, ending: str) -> str:
    return text.replace("\n", ending)


CASES: Mapping[str, str] = {
    "one unclosed quote": f"“{PROSE}",
    "a quote that is never closed": f"{PROSE}\n\nThe minister said: “{PLAIN} {SAYING}\n\n{DENIAL}",
    "a quote that was never opened": f"{PLAIN}” the minister said.\n\n{DENIAL}",
    "a quote opened anew": "\n\n".join([f"The minister said: “{PLAIN}", *[f"“{SAYING}"] * 3, "“We paid.”"]),
    "straight and curly by turns": f'“{PLAIN}" he said. "{SAYING}” She said: ”{DENIAL}“ They said: \'{PLAIN}’',
    "headlines only": "Talks Fail\nKenya Pays Its Debts\nUnited Nations Warns of New War\nRain",
    "all capitals": PROSE.upper(),
    "no capitals": PROSE.lower(),
    "quotation marks only": '“”""‘’«»„“‚‘「」' * 60,
    "opening marks": "“ " * 900 + SAYING,
    "quotes of a word": " ".join(f"“{word}”" for word in (PROSE * 8).split()),
    "quotes of no words": f"The minister said “”. He said “ ” and “.” and “…”. “!” he said. “—”, she added. {SAYING}",
    "nested 50 deep": nested(50),
    "possessives and feet": "The minister's '90s' plan' said 6' 2\" tall men' won't 'tis. 'Twas 5'10\", the '60s said.",
    "an interview": "\n".join(f"Q: Did prices rise in {n}?\n\nA: They did. The bank said so." for n in (2019, 2020)),
    "a transcript": "\n\n".join(f"{who}: {PROSE}" for who in ("MR. SPEAKER", "THE PRESIDENT", "Q", "A", "Reporter 1")),
    "tweets": "RT @worldbank: Kenya has paid! #debts #paid https://example.org/a\n\n.@worldbank said that #Kenya paid… "
    "(1/2) 🧵\n\n“Paid.” — World Bank (@worldbank) May 3, 2023",
    "a poem": "I said that spring\nwould come again\nand nobody\nbelieved the rain\n\nthey said\nit fell\nin vain",
    "numbered clauses": "\n".join(f"1.{n} The Party shall (a) pay; (b) say it paid; (c) deny it." for n in range(9)),
    "a list": "\n".join(f"- {sentence}" for sentence in (SAYING, DENIAL, PLAIN, "he said", "said", "that", "“")),
    "a table": "| who | said | 2024 |\n|---|---|---|\n" + "\n".join(f"| Kenya | it paid | {n}% |" for n in range(9)),
    "a table of spaces": "\n".join(f"Kenya      said      {n}.5     paid" for n in range(12)),
    "results": "Kenya 3 Ghana 2\nKenya won 6-4, 3-6, 7-6 (7-3), it said\nGroup A: P W D L Pts\nGhana 3 1 1 1 4",
    "emoji": f"😀👩‍👩‍👧‍👦🇰🇪 said that it 💯 paid 👍🏽. {SAYING} “🎉🎉” he said. 🤷",
    "combining signs": "Za\u0301\u0302\u0303\u0304lgo said that it pa" + "\u0301" * 40 + "id. "
    "Zu\u0308rich said that it paid its cafe\u0301.",
    "signs nobody sees": sprinkled("\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e"),
    "direction marks": sprinkled("\u200e\u200f\u202a\u202b\u202e\u202c\u2066\u2067\u2069"),
    "spaces of all kinds": sprinkled("\u00a0\u2009\u202f\u3000\u2003\u205f\u1680\t"),
    "controls": sprinkled("\x01\x07\x08\x1b\x7f\x85\u2028\u2029\x0b\x0c\x1c"),
    "private and no characters": sprinkled("\ue000\ufffd\ufffe\U000fffff\U0001ffff"),
    "Windows lines": lines(f"A headline\n\n{SAYING}\n{PLAIN}\n\n“{DENIAL}\n\n“{PLAIN}”, he said.\n", "\r\n"),
    "Mac lines": lines(f"A headline\n\n{SAYING}\n{PLAIN}\n\n“{DENIAL}\n\n“{PLAIN}”, he said.\n", "\r"),
    "a word a line": "\n".join(PROSE.split()),
    "a word a paragraph": "\n\n".join(PROSE.split()),
    "hard line ends": re.sub(r"(.{1,40}) ", r"\1\n", PROSE * 3),
    "a sentence of 3,000 words": "The minister said that " + "prices rose and that " * 748 + "it rained.",
    "a sentence of 3,000 nouns": "minister bank debt " * 1_000,
    "only punctuation": ". , ; : ! ? … - – — ( ) [ ] { } / \\ | * & % $ # @ ~ ^ + = < > " * 20,
    "dots": "." * 3_000,
    "code": "def said(that):\n    if that is None:  # said that it failed\n        raise ValueError('it said')\n" * 6,
    "JSON": json.dumps([{"said": PROSE, "that": ["he said", None, 1.5], "“": "”"}] * 4, indent=1),
    "base64": base64.encodebytes(PROSE.encode() * 20).decode(),
    "HTML in text": f"<p class='a'>{SAYING}</p><br/>&nbsp;&ldquo;{PLAIN}&rdquo; <b>he</b> said.<i>x = 'said that'</i>",
    "Markdown": f"# He **said** it\n\n> “{PLAIN}” — *the [bank](//a.b)*\n\n1. `said` __that__ {SAYING}\n\n![it](a)",
    "nested brackets": f"{SAYING[:-1]} {'(who said ' * 40}so{')' * 40}.",
    "numbers": "It said 1,000,000.50 of -3 to +4 (5) 6% $7bn €8 9/10 11:12 13th " + "9" * 400 + " paid at least 1/0.",
    "cues only": "said that told believes that denied accused warned that according to reportedly is expected " * 9,
    "sources only": "the minister, who said, as he said, what she said, so they said, said he, he said; " * 9,
    "stops everywhere": f"{'. '.join(PROSE.split())}.",
    "no stops": PROSE.replace(".", "") * 6,
    "formulas": f"=SUM(A1) said that it paid.\n\n+1 said so.\n\n@SUM said “=1+1”.\n\n-2 {SAYING}",
    "a mail": f"> > {SAYING}\n> {PLAIN}\n\nOn Monday the bank wrote:\n> {DENIAL}\n-- \nThe Bank\n",
    "same sentence many times": f"{SAYING} " * 120,
    "same denial and saying": "Kenya said that it had paid. Kenya said that it had not paid. " * 40,
    "other scripts": "世界银行说肯尼亚付了钱。 «Всё», сказал он. قال الوزير “نعم”. The bank said 是的.",
    "lone letters": " ".join("The bank said that it paid."),
    "hyphenated": "The World Bank said that Ken-\nya had paid its de­bts and that oth-\ner states would fol-\nlow.",
    "quote marks in words": "O“Brien said th”at it “pa”id. Rock'n'roll', the min“ister” sa'id. 5“ 6” 7\" d'Eu l’a dit.",
    **{f"quoted with {marks}": quoted(marks) for marks in MARKS},
}  # fmt: skip


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file for each case."""
    folder = tmp_path_factory.mktemp("hostile") / "corpus"
    folder.mkdir()
    for number, text in enumerate(CASES.values()):
        (folder / f"{number:03}.txt").write_bytes(text.encode())
    return folder


@pytest.fixture(scope="module")
def extracted(corpus: Path) -> Path:
    """What the command writes for them."""
    return extract(corpus, corpus.parent / "one", workers=1)


@pytest.fixture(scope="module")
def found(extracted: Path) -> Tables:
    """What it finds in them."""
    return tables.read(extracted)


def extract(corpus: Path, out: Path, *, workers: int) -> Path:
    """The tables that the command writes, with a cache of their own."""
    options = ["--out", str(out), "--workers", str(workers), "--cache", str(out.with_suffix(".cache")), "--quiet"]
    command = [sys.executable, "-m", "analysis", "extract", str(corpus), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return next(out.rglob("claims.parquet")).parent


def test_every_table_keeps_its_contract(found: Tables) -> None:
    """Types, keys, references and spans of all of them; and there are claims in them."""
    tables.check(found)
    assert len(found.rows(Document)) > 0.8 * len(CASES)
    assert len({claim.doc_id for claim in found.rows(Claim)}) > 0.5 * len(CASES)


@pytest.mark.parametrize("number", range(len(CASES)), ids=list(CASES))
def test_every_claim_of_an_awkward_text_is_one(found: Tables, number: int) -> None:
    """It stands in the article, and its statement is a line that can be read."""
    name = f"{number:03}.txt"
    texts = [document.text for document in found.rows(Document) if document.doc_id == name]
    of_this = {kind: rows_of(found, kind, name) for kind in (Block, Attribution, Claim)}
    assert [fault for text in texts for fault in faults(text, of_this)] == []


def rows_of(found: Tables, kind: Any, name: str) -> list[Any]:
    return [row for row in found.rows(kind) if row.doc_id == name]


def faults(text: str, rows: Mapping[Any, Iterable[Any]]) -> Iterable[str]:
    """What is wrong with a document's claims and attributions."""
    places = [(block.start, block.end) for block in rows[Block] if block.kind in ARTICLE_BLOCKS]
    for row in (*rows[Attribution], *rows[Claim]):
        spans = [(start, end) for start, end, _ in spans_of(row)]
        outside = [text[a:b] for a, b in spans if not any(first <= a and b <= last for first, last in places)]
        yield from (f"{row.rule}: {words!r} stands in no block of the article" for words in outside)
        if row.score is not None and not 0 <= row.score <= 1:
            yield f"{row.rule}: a score of {row.score}"
    for row in rows[Attribution]:
        yield from (f"{row.rule}: {why}" for why in misplaced(text, row))
    for claim in rows[Claim]:
        yield from (f"{claim.rule}: {why}: {claim.statement!r}" for why in unreadable(claim.statement))


def misplaced(text: str, row: Attribution) -> Iterable[str]:
    """What no attribution may be."""
    if not row.content:
        yield "it has no content"
    for start, end in (*row.content, *row.source):
        if all(unicodedata.category(sign)[0] in "PZC" for sign in text[start:end]):
            yield f"nothing is said, or says it: {text[start:end]!r}"
    for (start, end), (first, last) in itertools.product(row.content, (*row.cue, *row.source)):
        if start < last and first < end:
            yield f"{text[first:last]!r} is said, and says it: {text[start:end]!r}"


def unreadable(statement: str) -> Iterable[str]:
    """Why nobody can read it."""
    if statement != " ".join(statement.split()):
        yield "it has line ends, or spaces that are too many"
    if not re.search(r"[^\W\d_]", statement):
        yield "it has no words"
    # What joins letters and pictures has its place between them; no other sign that nobody sees has one.
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in JOINER.sub("", statement)):
        yield "it has signs that control and are not seen"
    for pair in ('“”„‟"＂', "«»", "‹›", "「」", "『』"):
        if sum(map(statement.count, pair)) % 2:
            yield "half a pair of quotation marks is left in it"


@pytest.mark.slow
def test_awkward_texts_give_the_same_bytes_whatever_the_workers(corpus: Path, extracted: Path) -> None:
    """One process or two."""
    other = extract(corpus, corpus.parent / "two", workers=2)
    made = sorted(path.name for path in extracted.iterdir())
    assert made == sorted(path.name for path in other.iterdir())
    assert [name for name in made if (extracted / name).read_bytes() != (other / name).read_bytes()] == []


# --- its cost --------------------------------------------------------------------------------------

UNITS = (
    "“", '"', "‘", "“A” ", "“We paid.\n\n", "“We paid,” he said. ", "Q: Why?\n\nA: He said so.\n\n",
    "Kenya paid. ", "KENYA SAID NO. ", "- he said\n",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_claims_cost_what_their_text_costs(read: Read, unit: str) -> None:
    """Whatever it is full of."""
    assert growth(lambda size: lambda: read((unit * size)[:size]), size=8_192) < PROPORTIONAL


@pytest.mark.slow
def test_a_paragraph_of_200_kilobytes_is_read(read: Read) -> None:
    """It costs what its length costs, and its last sentence is found."""
    text = (PROSE + " ") * (200_000 // len(PROSE))
    last = read(text).rows(Claim)[-1]
    assert last.start > len(text) - len(PROSE) - 9


# --- any text --------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        SAYING, PLAIN, DENIAL, "“", "”", '"', "‘", "’", "«", "»", "„", "「", "」", " ", " ", "\n", "\n\n", "\r\n", "\t",
        "he said", "said the minister", "that", "according to the bank", "it is believed", "denied", ", ", ". ", ": ",
        "; ", " — ", "(", ")", "[", "]", "…", "not ", "will ", "Kenya ", "5 percent ", "in 2024 ", "\u00ad", "\u200b",
        "\u00a0", "\u202e", "é", "e\u0301", "😀", "@bank ", "#debt ", "<b>", "&amp;", "* ", "# ", "> ", "Q: ", "1. ",
    ]
) | st.text(max_size=6)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, min_size=1, max_size=24))
def test_any_text_has_claims_that_can_be_read_or_none(read: Read, pieces: list[str]) -> None:
    """Sayings, marks and signs in any order."""
    text = "".join(pieces).encode("utf-8", "replace").decode()
    reading = read(text)
    rows = {kind: reading.rows(kind) for kind in (Attribution, Claim)}
    blocks = [passage.block for passage in reading.passages]
    assert list(faults(text, {Block: blocks, **rows})) == []
