"""A document's text in, its blocks out: headline, byline, paragraphs, captions, and the page's furniture.

No library does this on plain text: extractors for web pages drop nothing there, or the headline as well.
So each line is judged by what it says (rules/furniture.py), by its shape, by where it stands, and by whether it
recurs in other documents (rules/repeats.py). Nothing is thrown away: what is not the article is kept and marked.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from types import MappingProxyType

from analysis.rules.furniture import Furniture, known
from analysis.rules.lines import SENTENCE_END, Found, Judge, Kinds, Line, lines, pieces
from analysis.rules.lists import items
from analysis.rules.openings import PERSON, body_of, captioned, has_cells, is_text, opening, retold
from analysis.rules.repeats import normal
from analysis.tables import Block, BlockKind

_QUOTED = re.compile(r"^[\"“”„«][^\"“”„«»]*[\"“”»]$")
_QUOTE_MARK = re.compile(r"[\"“”„«»]")
_HEADING = re.compile(r"^(#{1,6})\s+\S")
_PICTURE = re.compile(r"^!\[([^\]]*)\]\([^)]*\)$")
_LINK = re.compile(r"^\[[^\]]*\]\([^)]*\)$|^\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)$")
_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W_]")
_INITIALS = re.compile(r"^[(\[]?(?:[^\W\d_]{1,4}(\s?[/\\,|]{1,2}\s?[^\W\d_]{1,5}){0,3}/?|([A-Z]\.\s?){2,3})[)\]]?$")
_WORD_ALONE = re.compile(r"^[A-Z][a-z]+$")
_NAME = re.compile(r"^[A-Z][\w’'-]+( [A-Z][\w.’'-]*){1,2}$")
_PLACE = re.compile(r"^[A-Z][\w’'-]+( [A-Z][\w’'-]*)?(, [A-Z][\w’'-]+( [A-Z][\w’'-]*){0,2})?$")
_HEADING_QUESTION = re.compile(
    r"^[\"“‘«–—-]?\s?(?:wh\w+|how|is|are|was|were|can|could|will|would|should|do|does|did|has|have)\s", re.IGNORECASE
)
_SPEAKS = re.compile(r"^[\"“”„«–—-]|[:?？][\"”’»]?$")
#: "KYIV, Ukraine (AP) — " before the first words of a paragraph (Associated Press stylebook, datelines).
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+)*(?:, [A-Z][A-Za-z. ]{2,30}?)?"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? (?:19|20)\d\d)?)?"
    r"\s{0,3}(?:\([A-Z][A-Za-z ]{1,20}\))?\s{0,3}(?:—|–|--|-)\s{1,3}(?=\S)"
)
#: The same with its agency in the middle of a line: what stands before it is a headline.
_RUN_IN = re.compile(
    r"(?<=\s)[A-Z][A-Z.'’-]{2,20}(?: [A-Z][A-Z.'’-]{2,20}){0,2}(?:, [A-Z][A-Za-z. ]{2,30}?)?"
    r"\s?\([A-Z][A-Za-z ]{1,20}\)\s?(?:—|–|--|-)\s{1,3}(?=\S)"
)

_HEADLINE_WORDS = 4
_HEADLINE_CHARACTERS = 200
_SUBHEAD_WORDS = 22
_QUOTE_WORDS = 60
_LINK_WORDS = 20
_SHOUTED_WORDS, _SHOUTED = 6, 0.9
_LIFTED_WORDS, _LIFTED = 14, 0.75
_MENU_ITEMS, _MENU_WORDS = 3, 3
_LAST_QUESTION_WORDS = 8
_BRIEF_QUESTION_WORDS = 4
_AMONG_NOTICES = 5
#: What a line is that stands above the headline, and the headline.
_TOP: tuple[BlockKind, BlockKind] = ("navigation", "headline")


def blocks(
    doc_id: str,
    text: str,
    *,
    marked: Mapping[int, BlockKind] = MappingProxyType({}),
    repeated: Container[str] = frozenset(),
    extracted: bool = False,
) -> Iterator[Block]:
    """The blocks of a text, in its order; together they hold every character that is not white space.

    `marked` are kinds that its format gives to lines, by the offset of a line's first character. `repeated` are
    the lines that recur in other documents, as `repeats.repeated` found them. Where the text was `extracted` from a
    web page its menus are gone: only a line's words make it navigation, not its shape or place.
    """
    page = lines(text, marked=marked)
    kinds: list[BlockKind | None] = [line.kind for line in page]
    words: Judge = functools.partial(_by_words, repeated=repeated)
    recurring: Judge = functools.partial(_recurring, repeated=repeated)
    judges: tuple[Judge, ...] = (words, _alternatives, recurring, *_BY_SHAPE)
    for judge in judges:
        for i, kind in list(judge(page, kinds)):
            if not (extracted and kind == "navigation" and judge in _BY_SHAPE):
                kinds[i] = kinds[i] or kind
    for line, final in zip(page, kinds, strict=True):
        yield from _as_blocks(doc_id, line, final or "paragraph")


# --- each line by itself


def _by_words(page: Sequence[Line], kinds: Kinds, *, repeated: Container[str]) -> Found:
    """What a line is by its marks in Markdown or by its words; the short lines under "Most read" belong to it."""
    marks = [kind or _by_marks(line.text) for line, kind in zip(page, kinds, strict=True)]
    entries = [None if mark else known(line.text) for line, mark in zip(page, marks, strict=True)]
    first, last = _article(page, marks, entries, repeated)
    led: BlockKind | None = None
    before: BlockKind | None = None
    for i, (line, mark, entry) in enumerate(zip(page, marks, entries, strict=True)):
        below = 0 <= last < i
        told = entry if entry and (below or not entry.last) else None
        # A notice of rights right below a picture is the picture's, wherever it stands.
        notice: BlockKind | None = "footer" if below and entry is None and line.is_prose else None
        kind = mark or (told.at(above=i < first, below=below and before != "caption") if told else notice)
        link = None if kind or line.is_prose or line.words > _LINK_WORDS else led
        before = kind or link
        if before:
            yield i, before
        led = _leads_to(told) or (link if link == "navigation" else None)


def _article(
    page: Sequence[Line], kinds: Kinds, entries: Sequence[Furniture | None], repeated: Container[str]
) -> tuple[int, int]:
    """The first and the last line of the article's own text."""
    notices = frozenset(i for i, entry in enumerate(entries) if entry and entry.kind == "footer")
    own = [
        i
        for i, line in enumerate(page)
        if is_text(line, kinds[i]) and entries[i] is None and (kinds[i] or normal(line.text) not in repeated)
    ]
    while len(own) > 1 and {own[-1] - 1, own[-1] + 1} <= notices:
        own.pop()
    return (own[0], own[-1]) if own else (len(page), -1)


def _leads_to(entry: Furniture | None) -> BlockKind | None:
    """What a short line below is that its own words do not tell."""
    if entry is None:
        return None
    return "navigation" if entry.leads else "caption" if entry.captions else None


def _by_marks(text: str) -> BlockKind | None:
    heading = _HEADING.match(text)
    if heading:
        return "headline" if len(heading.group(1)) == 1 else "subhead"
    picture = _PICTURE.match(text)
    if picture:
        return "caption" if picture.group(1).strip() else "navigation"
    return "navigation" if _LINK.match(text) or not _LETTER.search(text) else None


def _alternatives(page: Sequence[Line], kinds: Kinds) -> Found:
    """The alternative text of a picture stands before the caption that repeats it."""
    for i, (line, following) in enumerate(itertools.pairwise(page)):
        if kinds[i] is None and kinds[i + 1] == "caption" and following.text.startswith(line.text):
            yield i, "caption"


def _recurring(page: Sequence[Line], kinds: Kinds, *, repeated: Container[str]) -> Found:
    """A line that recurs in other documents is the page's, below its last paragraph a footer if it is prose."""
    own = [i for i, line in enumerate(page) if line.is_prose and kinds[i] is None and normal(line.text) not in repeated]
    last = own[-1] if own else len(page)
    notices = _among_notices(kinds, last)
    for i, line in enumerate(page):
        if i in notices:
            yield i, "footer"
        elif kinds[i] is None and normal(line.text) in repeated:
            yield i, "footer" if line.is_prose and i > last else "navigation"


def _among_notices(kinds: Kinds, last: int) -> frozenset[int]:
    """The few lines below the article that stand between two notices of the publisher, or after the last."""
    found: list[int] = []
    for is_free, run in itertools.groupby(range(last + 1, len(kinds)), key=lambda i: kinds[i] is None):
        members = list(run)
        around = {kinds[members[0] - 1], *kinds[members[-1] + 1 : members[-1] + 2]}
        found += members if is_free and len(members) <= _AMONG_NOTICES and around == {"footer"} else []
    return frozenset(found)


# --- lines by where they stand


def _quotes(page: Sequence[Line], kinds: Kinds) -> Found:
    """A quotation on a line of its own, with nobody quoted before it, was lifted out of the text for show."""
    for i, line in enumerate(page[1:], start=1):
        lifted = kinds[i] is None and line.words <= _QUOTE_WORDS and _QUOTED.match(line.text)
        if lifted and (line.ends or line.asks) and not _QUOTE_MARK.search(page[i - 1].text):
            yield i, "pull_quote"


def _lifted(page: Sequence[Line], kinds: Kinds) -> Found:
    """A line that is no sentence, but whose words stand in a paragraph in the same order, was lifted out of it."""
    chosen = [
        i for i, line in enumerate(page) if kinds[i] is None and line.words >= _LIFTED_WORDS and not line.is_prose
    ]
    if not chosen:
        return
    text = {run for i, line in enumerate(page) if kinds[i] is None and line.is_prose for run in _runs(line.text)}
    for i in chosen:
        runs = _runs(page[i].text)
        if not page[i].asks and sum(run in text for run in runs) >= max(1, _LIFTED * len(runs)):
            yield i, "pull_quote"


def _runs(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return list(zip(words, words[1:], words[2:], words[3:], strict=False))


def _shouted(page: Sequence[Line], kinds: Kinds) -> Found:
    """A long line in capitals between paragraphs is the headline of another article."""
    for i in range(body_of(page, kinds), len(page)):
        if kinds[i] is None and page[i].words >= _SHOUTED_WORDS and not page[i].ends and _in_capitals(page[i].text):
            yield i, "navigation"


def _in_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(character.isupper() for character in letters) > _SHOUTED * len(letters)


def _signatures(page: Sequence[Line], kinds: Kinds) -> Found:
    """Initials or a name below the last paragraph, and a name with a place below a letter, say who wrote it."""
    text = [i for i, line in enumerate(page) if is_text(line, kinds[i])]
    below = [i for i in range(text[-1] + 1 if text else len(page), len(page)) if kinds[i] is None]
    for i in below:
        words = page[i].text
        if _INITIALS.match(words) and not _WORD_ALONE.match(words):
            yield i, "credit"
        elif len(below) == 1 and PERSON.match(words):
            yield i, "byline"
    for i in text:
        pair = page[i + 1 : i + 3]
        if len(pair) > 1 and _NAME.match(pair[0].text) and _PLACE.match(pair[1].text) and _ends_run(page, kinds, i + 3):
            yield from ((i + 1, "byline"), (i + 2, "byline"))


def _ends_run(page: Sequence[Line], kinds: Kinds, i: int) -> bool:
    return i >= len(page) or is_text(page[i], kinds[i])


def _rest(page: Sequence[Line], kinds: Kinds) -> Found:
    """What is left: prose is a paragraph, a short line with text below it a subhead, any other a menu."""
    body, last = body_of(page, kinds), max((i for i, line in enumerate(page) if is_text(line, kinds[i])), default=-1)
    menus = _menus(page, kinds)
    for i, line in enumerate(page):
        if kinds[i] is not None:
            continue
        remark = _is_remark(line) or _goes_on_asking(page, i)
        if line.is_prose or (i > body and remark) or (i == last + 1 and _asks_at_length(line)):
            yield i, "paragraph"
        else:
            yield i, "subhead" if i < last and i not in menus and _heads(line) else "navigation"


def _is_remark(line: Line) -> bool:
    """Two words that end in a full stop: "Thank you."."""
    return line.words > 1 and line.text[-1] in ".!" and line.text[0].isupper()


def _goes_on_asking(page: Sequence[Line], i: int) -> bool:
    """A few words that ask within speech, or that ask nothing a heading would: "But why?"."""
    line = page[i]
    if not line.asks or line.words > _BRIEF_QUESTION_WORDS:
        return False
    spoken = _SPEAKS.search(page[i - 1].text[-2:]) or _SPEAKS.match(line.text)
    return bool(spoken) or line.words == 1 or not _HEADING_QUESTION.match(line.text)


def _asks_at_length(line: Line) -> bool:
    return line.asks and line.words >= _LAST_QUESTION_WORDS


def _menus(page: Sequence[Line], kinds: Kinds) -> frozenset[int]:
    """Lines of one to three words, at least three in a row, none of which has text of its own below it."""
    short = [kinds[i] is None and line.words <= _MENU_WORDS and not line.ends for i, line in enumerate(page)]
    found: list[int] = []
    for is_short, run in itertools.groupby(range(len(page)), key=short.__getitem__):
        members = list(run)
        found += members if is_short and len(members) >= _MENU_ITEMS else []
    return frozenset(found)


def _heads(line: Line) -> bool:
    return line.words <= _SUBHEAD_WORDS and not has_cells(line)


_BY_SHAPE: tuple[Judge, ...] = (
    items, opening, _shouted, retold, captioned, _signatures, _lifted, _quotes, _rest,
)  # fmt: skip


# --- from lines to blocks


def _as_blocks(doc_id: str, line: Line, kind: BlockKind) -> Iterator[Block]:
    openings = list(_openings(line.text)) if kind == "paragraph" else []
    body = openings[-1][1] if openings else 0
    for first, after, part in (*openings, *((first, after, kind) for first, after in pieces(line.text, body))):
        end = first + len(line.text[first:after].rstrip())
        yield Block(doc_id=doc_id, start=line.start + first, end=line.start + end, kind=part)


def _openings(text: str) -> Iterator[tuple[int, int, BlockKind]]:
    """What stands before the first sentence on its line: a dateline, and where the whole article is one, a headline."""
    dateline = _DATELINE.match(text)
    if dateline:
        yield 0, dateline.end(), "dateline"
        return
    dateline = _RUN_IN.search(text, 0, _HEADLINE_CHARACTERS)
    title = text[: dateline.start()] if dateline else ""
    if dateline and len(title.split()) >= _HEADLINE_WORDS and not SENTENCE_END.search(title):
        yield 0, dateline.start(), "headline"
        yield dateline.start(), dateline.end(), "dateline"
