"""Saved web pages: the article without what stands around it, what the page says of itself, and nothing lost."""

from __future__ import annotations

import json
import re
import socket
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from cost import PROPORTIONAL, growth

from analysis import lexicons
from analysis.readers import Article, Raw, Rejected, digest, read
from analysis.readers.bylines import day_above
from analysis.readers.html import Notice, _declared, _is_notice
from analysis.readers.imprint import told
from analysis.readers.markup import hidden, is_swallowed, join_parts, key, standard, tree_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FIRST = "The foreign ministry said on Monday that the talks between the two governments had failed."
SECOND = "Nobody in the assembly was able to say whether the sides had come any nearer to an agreement."
THIRD = "A second round of talks is to be held in the capital next week, according to the ministry."
LAST = "The last paragraph of the article says that the border will stay closed until the end of the year."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
MENU = "<nav><ul>" + "<li><a href='/x'>World news</a></li>" * 9 + "</ul></nav>"


def page(body: str, head: str = "", html: str = "<html>") -> bytes:
    return f"<!doctype html>{html}<head>{head}</head><body>{MENU}<article>{body}</article></body></html>".encode()


def one(data: bytes, name: str = "a.html") -> Article | Rejected:
    (found,) = read(Raw(name, data))
    return found


def article(data: bytes) -> Article:
    found = one(data)
    assert isinstance(found, Article), found
    return found


def test_the_article_is_read_without_what_stands_around_it() -> None:
    """Menus, scripts and styles are no text; between two lines of the article is an empty one."""
    data = page(f"<style>p {{color: red}}</style>{BODY}<script>var said = 'The script said so.';</script>")
    found = article(data)
    assert found.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert (found.name, found.doc_id, found.format, found.encoding) == ("a.html", "a.html", "html", "utf-8")
    assert (found.sha256, found.size, found.origin) == (digest(data), len(data), "page")


def test_what_the_page_says_a_line_is_is_kept() -> None:
    """Headings, the title among them, and list items are marked at their first character; no marker is added."""
    items = f"<ul><li>{SECOND[:60]}</li><li>Then more.</li></ul>"
    body = f"<h1>Talks fail in the capital</h1>{BODY}<h2>What happens next</h2>{items}<p>{LAST}</p>"
    found = article(page(body, head="<meta property='og:title' content='Talks fail in the capital'>"))
    marked = {found.text[start:].partition("\n")[0]: kind for start, kind in found.marked.items()}
    assert marked == {
        "Talks fail in the capital": "headline",
        "What happens next": "subhead",
        SECOND[:60]: "list_item",
        "Then more.": "list_item",
    }


@pytest.mark.parametrize(
    "hiding", ["hidden", "style='display:none'", "style='color:red; DISPLAY : NONE'", "style='visibility: hidden'"]
)
def test_hidden_text_is_left_out_and_said(hiding: str) -> None:
    """A paragraph that no reader sees is no text; where it stands in the article, the document says so."""
    found = article(page(f"<p>{FIRST}</p><p {hiding}>The alliance said a hidden thing here.</p><p>{SECOND}</p>"))
    assert found.text == f"{FIRST}\n\n{SECOND}"
    assert found.flags == ("hidden_text",)


def test_hidden_menus_are_nothing_special() -> None:
    """Nearly every page hides menus and windows; only what is hidden within the article is worth a flag."""
    menu = "<div hidden><p>Sign up for the letter of this site, which comes every day.</p></div>"
    assert article(page(BODY).replace(b"<nav>", menu.encode() + b"<nav>")).flags == ()


def test_an_article_that_waits_for_a_script_is_read() -> None:
    """If everything is hidden, as until a script shows it, it is read and the document says so."""
    data = page(BODY).replace(b"<article>", b"<article style='display:none'>")
    assert (article(data).text, article(data).flags) == (f"{FIRST}\n\n{SECOND}\n\n{THIRD}", ("hidden_text",))


def test_an_article_cut_by_advertisements_is_read_whole() -> None:
    """Parts of one class at one depth of the article are joined, if only some of them were found."""
    parts = [
        f"<div><div class='body part'><p>{line} {line}</p><p>{line[4:]} {line}</p></div><div class='ad'>Ad</div></div>"
        for line in (FIRST, SECOND, LAST)
    ]
    text = article(page("<div class='chunks'>" + "".join(parts) + "</div>")).text
    assert all(line in text for line in (FIRST, SECOND, LAST))


def test_parts_are_joined_only_where_some_were_lost() -> None:
    """What was found altogether stays in its order; what stands in another article or a list is no part."""
    part = "<div class='body'><p>{0} {0} {0}</p></div>"
    tree = tree_of(
        "<article>"
        + part.format(FIRST)
        + "<h2>Between</h2>"
        + part.format(SECOND)
        + "<ul><li>"
        + part.format(LAST)
        + "</li></ul></article>"
    )
    assert tree is not None
    whole = frozenset(key(f"{line} {line} {line}") for line in (FIRST, SECOND))
    assert not join_parts(tree, whole)
    assert join_parts(tree, frozenset(list(whole)[:1]))
    assert [len(box.findall("p")) for box in tree.iter("div")] == [2, 1]


@pytest.mark.parametrize("deep", [1, 300, 3_000, 30_000])
@pytest.mark.parametrize("tag", ["div", "b", "blockquote"])
def test_nothing_is_lost_however_deep_it_is(deep: int, tag: str) -> None:
    """All characters of a page are in its tree, however deeply it is nested, and the tree is never too deep to walk."""
    tree = tree_of(f"<p>{FIRST}</p>" + f"<{tag}>" * deep + SECOND + f"</{tag}>" * deep + f"<p>{LAST}</p>")
    assert tree is not None
    assert "".join(tree.itertext()) == FIRST + SECOND + LAST
    assert max(len(list(element.iterancestors())) for element in tree.iter()) <= 201


@pytest.mark.parametrize("deep", [300, 30_000])
def test_a_deeply_nested_article_is_read(deep: int) -> None:
    """Paragraphs within and after a nest of boxes are found."""
    text = article(page(BODY + "<div>" * deep + f"<p>{LAST[::-1]}.</p>" + "</div>" * deep + f"<p>{LAST}</p>")).text
    assert LAST in text and LAST[::-1] in text


def attributes(count: int) -> str:
    return " ".join(f'a{i}="<>"' for i in range(count))


#: What stands in a page how many times.
HOSTILE: Mapping[str, tuple[Callable[[int], str], int]] = {
    "attributes": (lambda n: f"<div {attributes(n)}>x</div><p>{LAST}</p>", 100_000),
    "signs": (lambda n: "<" * n + f"<p>{LAST}</p>", 2_000_000),
    "words in a text node of 12 MB": (lambda n: "<p>" + "word " * n + f"</p><p>{LAST}</p>", 2_400_000),
    "open tags": (lambda n: f"<p>{LAST}</p>" + "<a " * n, 8_000),
    "inline elements": (lambda n: "<p>" + "<b>x</b> said so. " * n + f"</p><p>{LAST}</p>", 12_000),
    "links": (lambda n: "<p>" + "<a href='/x'>x</a> said so. " * n + f"</p><p>{LAST}</p>", 12_000),
    "names that no element has": (lambda n: '<x"y @click="z" :k=1 <b>></x"y>' * n + f"<p>{LAST}</p>", 16),
    "references to no character": (
        lambda n: "<p>" + "&#0;&#1;&#xB;&#xD800;&#xFFFE;&#65535;&#xffffff;&#127; " * n + f"{LAST}</p>", 16,
    ),
    "data of lists": (lambda n: f"<p>{LAST}</p><script type='application/ld+json'>{'[' * n}</script>", 100_000),
}  # fmt: skip


@pytest.mark.parametrize(("made", "size"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_is_read_to_its_end_and_in_time(made: Callable[[int], str], size: int) -> None:
    """No page of ours costs more than in proportion, and none loses its last paragraph."""
    found = article(page(BODY + made(size)))
    assert LAST in found.text
    assert not any(character in found.text for character in "\0\x01\x0b\ud800\ufffe\uffff\x7f")
    assert growth(lambda n: partial(article, page(BODY + made(n))), size=size) < PROPORTIONAL


def test_a_page_of_too_many_tags_is_rejected_before_it_is_read() -> None:
    """What would take minutes is known beforehand, on every machine alike."""
    found = one(page("<p>x</p>" * 60_000))
    assert isinstance(found, Rejected)
    assert (found.code, found.reason) == ("too_complex", "the page has more than 30,000 tags")
    assert found.remedy


@pytest.mark.parametrize(
    ("data", "truncated"),
    [
        (page(BODY + "<!-- " + f"<p>{LAST}</p>" * 20), True),
        (page(BODY + "<script>" + f"<p>{LAST}</p>" * 20), True),
        (page(BODY * 20 + "<!-- " + f"<p>{LAST}</p>"), False),
        (page(BODY + "<!-- " + f"<p>{LAST}</p>" * 20 + "-->"), False),
        (page(BODY, html="<html xmlns='http://www.w3.org/1999/xhtml'>", head="<script src='a'/>"), False),
    ],
)  # fmt: skip
def test_a_page_that_swallows_itself_says_so(data: bytes, truncated: bool) -> None:  # noqa: FBT001
    """An unclosed comment or script takes the rest with it; if that is more than half, the document is truncated."""
    assert ("truncated" in article(data).flags) is truncated


def test_xhtml_closes_its_empty_tags() -> None:
    """`<script/>` is an empty element in XHTML, and the beginning of a script to a parser of HTML."""
    head = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">'
    data = head.encode() + page(BODY, head="<title/><script src='a'/>").removeprefix(b"<!doctype html>")
    assert article(data).text.startswith(FIRST)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p></p>",
        MENU,
        "<script>var x = 'The script said on Monday that it had failed.';</script>",
        "<img src='x.png'>",
    ],
)
def test_a_page_without_an_article_is_rejected(body: str) -> None:
    """Menus are no article: the file is rejected with the reason and the remedy."""
    found = one(f"<!doctype html><html><head><title>Home</title></head><body>{body}</body></html>".encode())
    assert isinstance(found, Rejected)
    assert found.code == "no_text" and found.reason and found.remedy


EARLY = ["You need to enable JavaScript to run this app.", "Please enable JavaScript and cookies to continue"]


@pytest.mark.parametrize("text", EARLY)
@pytest.mark.parametrize("tag", ["noscript", "p", "article"])
def test_a_page_that_was_saved_too_early_is_rejected(text: str, tag: str) -> None:
    """A page that says only that it needs a script is no article; the remedy is to save it again."""
    found = one(f"<html><body><{tag}>{text}</{tag}><div id='root'></div></body></html>".encode())
    assert isinstance(found, Rejected)
    assert (found.code, found.reason) == ("no_text", "the page was saved before its article was there")
    assert found.remedy == "save the page after it has loaded, or its text as .txt"


def test_an_article_beside_such_a_notice_is_read() -> None:
    """Also where the article waits for the script that the notice asks for."""
    waiting = page(BODY).replace(b"<article>", f"<p>{EARLY[0]}</p><article hidden>".encode())
    for data in (page(f"<noscript>{EARLY[0]}</noscript>{BODY}"), waiting):
        assert SECOND in article(data).text


@pytest.mark.parametrize("notice", lexicons.read("notices", Notice), ids=lambda notice: notice.example)
def test_notices_are_told_from_articles(notice: Notice) -> None:
    """The example of each pattern is a notice; the same words in a long paragraph are not."""
    assert re.search(notice.pattern, notice.example, re.IGNORECASE)
    assert _is_notice(notice.example)
    assert not _is_notice(f"{notice.example} {FIRST} {SECOND} {THIRD}")


@pytest.mark.parametrize(
    "line",
    [
        "The website of the ministry asks its readers to verify the notes of the meeting.",
        "The ministry said that its page on JavaScript had been read by many.",
        "Cookies are sold at the market in the capital, which is open until noon.",
        "Please wait for the bus at the other side of the road, said the city of Geneva.",
    ],
)
def test_sentences_are_no_notices(line: str) -> None:
    """Words that notices have do not make a notice."""
    assert article(page(f"<p>{line}</p>")).text == line


@pytest.mark.parametrize("end", ["", ":", "…", "...", "”", ": “We go on”", " –"])
def test_an_article_need_not_end_in_a_full_stop(end: str) -> None:
    """A paragraph of twelve words or more is one however it ends."""
    line = f"The counter of the ministry in the capital stays closed for the whole week{end}"
    assert article(page(f"<h1>Notice</h1><p>{line}</p>")).text.endswith(line)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" + "Home News Sport Weather Politics Business " * 4 + "</div>",
        "<div>" + " ".join(["<a href='/x'>World news today</a>"] * 9) + "</div>",
        "<p>World News US Politics Science and Health The Weather Opinion Letters Your Money Books</p>",
        "<ul>" + "<li>What the ministry in the capital wants to change in the year that comes now</li>" * 5 + "</ul>",
        "<p>Closed for the week</p>",
    ],
)
def test_menus_are_no_paragraphs(body: str) -> None:
    """Entries of a menu, headlines in a list and a few words are no article."""
    assert isinstance(one(f"<html><body>{body}</body></html>".encode()), Rejected)


@pytest.mark.parametrize("text", [f"{FIRST}\n\nNobody knows why 3 < 4 & 5 > 4.\n", "A & B said &amp; nothing."])
def test_a_file_without_tags_is_its_text(text: str) -> None:
    """What is called .html and is plain text is read as that, with every character."""
    assert article(text.encode()).text == text


def test_a_page_that_gives_little_is_read() -> None:
    """Where trafilatura is sure of nothing, what it takes for the text is taken, if it reads as one."""
    assert article(f"<html><body><noscript><p>{FIRST}</p></noscript></body></html>".encode()).text == FIRST


def test_a_table_that_is_the_article_is_read() -> None:
    """Sentences may stand in the cells of a table."""
    rows = "".join(f"<tr><td>{line}</td><td>Monday</td></tr>" for line in (FIRST, SECOND, THIRD))
    assert article(page(f"<table>{rows}</table>")).text.startswith(f"| {FIRST} | Monday |\n\n| {SECOND}")


def test_a_fragment_is_a_page() -> None:
    """A page need not have html, head and body."""
    assert article(BODY.encode()).text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


@pytest.mark.parametrize(
    ("head", "declared"),
    [
        (b"<meta charset=koi8-r>", "koi8-r"),
        (b"<META CHARSET = 'windows-1251' />", "windows-1251"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">', "iso-8859-2"),
        (b"<?xml version='1.0' encoding='Shift_JIS'?>", "Shift_JIS"),
        (b"<p charset=utf-8>", None),
        (b" " * 5_000 + b"<meta charset=koi8-r>", None),
    ],
)
def test_a_page_declares_its_encoding(head: bytes, declared: str | None) -> None:
    """In a meta element or the XML declaration, near its beginning."""
    assert _declared(head) == declared


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_page_is_read_as_it_is_declared(codec: str) -> None:
    """The same text comes out of every encoding; a mark or valid UTF-8 goes before a meta element that lies."""
    russian = "Министерство сообщило в понедельник, что переговоры между двумя сторонами закончились ничем. " * 3
    markup = f"<html><head><meta charset='windows-1251'></head><body><article><p>{russian}</p></article></body></html>"
    assert article(markup.encode(codec)).text == russian.strip()


def schema(**said: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **said})}</script>"


OUTLET = "<meta property='og:site_name' content='The Herald'>"
HERALD = {"@type": "Organization", "@id": "#p", "name": "The Herald"}
ODD = """<script type='application/ld+json'>[1, null, {"@type": "Article", "publisher": [{"name": [7]}]}]</script>"""
MIDNIGHT = "2019-11-18T23:30:00-05:00"


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        (f"<title>Talks fail - The Herald</title>{OUTLET}", "title", "Talks fail"),
        (schema(author={"@type": "Person", "name": "A Person"}), "author", "A Person"),
        (schema(author=[{"name": "A Person"}, "Another One", {"name": "A Person"}]), "author", "A Person; Another One"),
        (OUTLET, "outlet", "The Herald"),
        (schema(publisher={"@id": "#p"}) + schema(**HERALD), "outlet", "The Herald"),
        ("<meta property='og:url' content='https://example.org/2019/11/18/a'>", "outlet", None),
        ("<meta name='twitter:site' content='@theherald'>", "outlet", None),
        (f"<meta property='article:published_time' content='{MIDNIGHT}'>", "published", MIDNIGHT),
        (schema(datePublished="2019-11", dateModified="2020-02-02"), "published", "2019-11"),
        (schema(datePublished="2019-11-18") + "<meta name='date' content='2020-01-01'>", "published", "2019-11-18"),
        (schema(**{"@graph": [{}, {"@type": ["Article"], "datePublished": "2019"}]}), "published", "2019"),
        (schema(datePublished="0001-01-01T00:00:00Z"), "published", None),
        (schema(datePublished="1970-01-01"), "published", None),
        (schema(dateModified="2020-02-02"), "published", None),
        (schema(**{"@type": "Comment"}, datePublished="2019-11-18"), "published", None),
        ("<meta property='article:modified_time' content='2020-02-02'>", "published", None),
        ("<link rel='canonical' href='https://example.org/2019/11/18/a'>", "published", None),
        ("<link rel='canonical' href='https://example.org/a'>", "url", "https://example.org/a"),
        ("<link rel=canonical href=/a><meta property='og:url' content='http://a.org/b'>", "url", "http://a.org/b"),
        ("<link rel='canonical' href='javascript:alert(1)'>", "url", None),
        ("<link rel='canonical' href='file:///a.b'>", "url", None),
        ("<link rel='canonical' href='https://[/a.b'>", "url", None),
        ("<script type='application/ld+json'>{not json</script>", "published", None),
        (ODD, "outlet", None),
    ],
)  # fmt: skip
def test_a_page_says_what_it_is(head: str, field: str, value: str | None) -> None:
    """Only what is stated for machines counts; a modification or an address is no date, an account no outlet."""
    assert dict(article(page(BODY, head=head)).told).get(field) == value  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("element", "published"),
    [
        ("<time itemprop='datePublished' datetime='2019-11-18'>today</time>", "2019-11-18"),
        ("<time class='entry-date published' datetime='2019-11-18T10:00'>18 Nov</time>", "2019-11-18T10:00"),
        ("<span itemprop='datePublished'>18 November 2019</span>", "18 November 2019"),
        ("<time class='updated' datetime='2019-11-18'>18 Nov</time>", None),
        ("<p>Published on 18 November 2019</p>", None),
    ],
)
def test_only_an_element_that_is_called_the_date_is_one(element: str, published: str | None) -> None:
    """A date that merely stands on the page may be of anything."""
    assert article(page(element + BODY)).told.get("published") == published


def stamp(day: str = "2019-11-18T23:30:00-05:00", words: str = "18 Nov", **names: str) -> str:
    named = "".join(f" {name.strip('_')}='{value}'" for name, value in names.items())
    return f"<time datetime='{day}'{named}>{words}</time>"


DAY, LATER = "2019-11-18T23:30:00-05:00", "2019-11-20"


@pytest.mark.parametrize(
    ("above", "published"),
    [
        (stamp(), DAY),
        (f"<p>By the desk in Geneva, {stamp(words='7 p.m.')}</p>", DAY),
        (f"<ul><li><a href='/x'>{stamp()}</a></li></ul>", DAY),
        (stamp() + stamp("2019-11-18"), DAY),
        (stamp() + "Updated " + stamp("2019-11-18T23:50"), DAY),
        (f"<span>Updated</span> {stamp(LATER)} <span>Published</span> {stamp()}", DAY),
        (stamp(words="Posted 18 Nov") + stamp(LATER, class_="last-modified"), DAY),
        (stamp("PT5M", words="5 min") + stamp(), DAY),
        (stamp() + stamp(LATER), None),
        (stamp() + "Updated " + stamp(LATER), None),
        (stamp(words="Posted") + stamp(LATER, words="Posted"), None),
        ("Last updated: " + stamp(), None),
        (stamp(itemprop="dateModified"), None),
        (stamp(itemprop="startDate"), None),
        (stamp("2019-11"), None),
        (stamp("03/04/2019"), None),
        (stamp("yesterday"), None),
        (f"<h2>What happened on {stamp()}</h2>", None),
        (f"<p>The war ended on {stamp(words='8 May 1945')}.</p>", None),
        (f"<figure><figcaption>Geneva, {stamp()}</figcaption></figure>", None),
        (f"<aside>{stamp()}</aside>", None),
        (f"<div><article>{stamp()}</article></div>", None),
        (f"<p>{LAST}</p>{stamp()}", None),
    ],
)
def test_the_date_beside_the_author_is_told_where_it_can_be_nothing_else(above: str, published: str | None) -> None:
    """Between headline and text stands the day of publication, unless it is of an update, or there are several."""
    found = article(page(f"<h1>Rules updated for talks</h1>{above}{BODY}"))
    assert found.told.get("published") == published


@pytest.mark.parametrize(
    ("markup", "published"),
    [
        (f"<main>{stamp()}<h1>Talks fail</h1>{BODY}</main>", DAY),
        (f"<h1>Talks fail</h1>{stamp()}{BODY}", DAY),
        (f"{stamp(LATER)}<h1>Talks fail</h1>{stamp()}{BODY}", DAY),
        (f"{stamp()}<h1>Talks fail</h1>{BODY}", None),
        (f"{stamp()}{BODY}", None),
        (f"<h1>Talks fail</h1>{BODY}{stamp()}", None),
        (f"{stamp()}<article><h1>Talks fail</h1>{BODY}</article>", None),
        (f"<article>{stamp()}<p>{FIRST}</p></article><article><p>{SECOND}</p><p>{LAST}</p></article>", None),
    ],
)
def test_only_the_article_itself_has_the_date_beside_its_author(markup: str, published: str | None) -> None:
    """Without an article it is main, without both the page below its headline; above that may stand today's date."""
    assert article(f"<html><body>{markup}</body></html>".encode()).told.get("published") == published


def test_what_a_page_states_goes_before_the_date_beside_the_author() -> None:
    """Data and meta elements win."""
    head = "<meta property='article:published_time' content='2019-11-17'>"
    assert article(page(stamp() + BODY, head=head)).told["published"] == "2019-11-17"
    assert article(page(stamp() + BODY, head=schema(datePublished="2019-11-16"))).told["published"] == "2019-11-16"


def test_a_page_of_many_dates_takes_no_long_time() -> None:
    """Of more than twenty dates none is that of publication; paragraphs in paragraphs are not read again and again."""

    def looking(above: str) -> Callable[[], object]:
        return partial(day_above, standing(above), frozenset([key(FIRST)]))

    nest = "<p><button>"
    words = "word " * 200_000
    assert growth(lambda count: looking(stamp() * count), size=20_000) < PROPORTIONAL
    assert growth(lambda deep: looking(f"{stamp() * 19}<div>{nest * deep}{words}</div>"), size=96, enough=0.5) < 0.5
    assert day_above(standing(stamp() * 20), frozenset([key(FIRST)])) == DAY
    assert day_above(standing(stamp() * 21), frozenset([key(FIRST)])) is None


def standing(above: str) -> HtmlElement:
    tree = tree_of(f"<article>{above}<p>{FIRST}</p></article>")
    assert tree is not None
    return tree


@pytest.mark.parametrize(
    ("lang", "language"),
    [("en", "en"), ("en-GB", "en"), ("PT_br", "pt"), ("", None), ("eng", None), ("x-klingon", None)],
)
def test_the_language_is_the_pages_own(lang: str, language: str | None) -> None:
    """The attribute `lang` as ISO 639-1."""
    assert article(page(BODY, html=f"<html lang='{lang}'>")).told.get("language") == language


def test_the_address_a_browser_notes_is_read() -> None:
    """Browsers write into a page that they save where it is from."""
    note = b"<!-- saved from url=(0021)https://example.org/a -->"
    assert article(note + page(BODY)).told["url"] == "https://example.org/a"


def test_the_same_whatever_the_clock_and_the_time_zone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the time zone, the network nor the home folder decides anything, and nothing is written."""
    head = "<meta property='article:published_time' content='2031-11-18T23:30:00-05:00'>"
    found = article(page(f"<time>yesterday</time>{BODY}", head=head))

    def refuse(*_: object) -> None:
        raise AssertionError("tried the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    assert article(page(f"<time>yesterday</time>{BODY}", head=head)) == found
    assert found.told["published"] == "2031-11-18T23:30:00-05:00"
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    time.tzset()


def test_nothing_is_said_on_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    """What libraries think of a page is no message for anybody."""
    one(b"<html><body></body></html>")
    assert capfd.readouterr().err == ""


SHAPES = [
    "<",
    "<a ",
    "<!--",
    "<meta ",
    "<meta charset",
    "<script/",
    "&#0",
    "&#x0",
    " ",
    "a='",
    "<!-- saved from url=(1)",
    "-->",
    "display:",
    ";",
]


@pytest.mark.parametrize("shape", SHAPES)
def test_patterns_take_time_in_proportion(shape: str) -> None:
    """What the patterns cost grows with the text and not with its square."""

    def searching(times: int) -> Callable[[], object]:
        text = "<?xml " + shape * times
        return lambda: (is_swallowed(standard(text)), _declared(text.encode()))

    assert growth(searching, size=80_000) < PROPORTIONAL


def test_only_what_is_hidden_by_itself_is() -> None:
    """A page as a whole that is hidden until it is loaded is not; a style sheet's rules are not known."""
    tree = tree_of("<body style='display:none'><p class='hidden' style='border:none'>a</p><p hidden>b</p></body>")
    assert tree is not None
    assert [element.text for element in hidden(tree)] == ["b"]


def test_a_page_that_says_nothing_of_itself_tells_nothing() -> None:
    """No guess stands in for what is missing."""
    tree = tree_of("<p>Nothing.</p>")
    assert tree is not None
    assert told(tree, "") == {}


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    folder = str(Path(__file__).with_name("benchmarks"))
    sys.path.insert(0, folder)
    try:
        import pages
    finally:
        sys.path.remove(folder)
    return pages


@pytest.mark.parametrize(
    ("gold", "found", "size", "expected"),
    [
        ("a b c d", "a b c d", 1, (1, 1, 1)),
        ("a b c d", "a b", 1, (1, 0.5, 2 / 3)),
        ("a b", "a b a b", 1, (0.5, 1, 2 / 3)),
        ("a b c d e", "a b c d x", 4, (0.5, 0.5, 0.5)),
        ("a b", "a, b!", 4, (1, 1, 1)),
        ("a", "", 1, (1, 0, 0)),
        ("", "", 4, (1, 1, 1)),
    ],
)
def test_overlap_counts_every_word_once(
    benchmark: ModuleType, gold: str, found: str, size: int, expected: tuple[float, float, float]
) -> None:
    """Precision, recall and F1 are those of bags: a word that stands twice has to be found twice."""
    score = benchmark.overlap(gold, found, size=size)
    assert (score.precision, score.recall, score.f1) == pytest.approx(expected)
