"""A document's text in, its blocks out: headline, byline, paragraphs, captions, and the page's furniture.

No library does this on plain text: extractors for web pages drop nothing there, or the headline as well.
So each line is judged by what it says (analysis/lexicons/furniture.toml), by its shape and by where it stands.
Nothing is thrown away: what is not the article is kept and marked.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis import lexicons
from analysis.tables import Block, BlockKind

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\x0b\x0c\x85]")
_ENDS_SENTENCE = re.compile(r"[.!:;…][\"'”’»)\]]*$")
_ASKS = re.compile(r"\?[\"'”’»)\]]*$")
_QUOTED = re.compile(r"^[\"“”„«][^\"“”„«»]*[\"“”»]$")
_QUOTE_MARK = re.compile(r"[\"“”„«»]")
_CREDITED = re.compile(
    r"^(?!©|\().*\S\s*(©|\((AP|Reuters|AFP|EPA|Getty)\b[^)]*\)$|/\s*(Getty Images|Reuters|AFP|AP)\b[^.]*$)"
)
_MARKDOWN = re.compile(r"^(#{1,6})\s+")
_SEVERAL_CELLS = re.compile(r"\S(\s{3,}|\t|\s[|•·›»>]\s)\S")
#: "KYIV, Ukraine (AP) — " before the first words of a paragraph (Associated Press stylebook, datelines).
_DATELINE = re.compile(
    r"^[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+)*(?:, [A-Z][A-Za-z. ]{2,30}?)?"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? (?:19|20)\d\d)?)?"
    r"\s*(?:\([A-Z][A-Za-z ]{1,20}\))?\s*(?:—|–|--|-)\s+(?=\S)"
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?\r?\n---[ \t]*(?=\r?\n|\Z)", re.DOTALL)

_PROSE_WORDS = 20
_SENTENCE_WORDS = 3
_QUESTION_WORDS = 13
_HEADLINE_WORDS = 4
_SUBHEAD_WORDS = 16
_QUOTE_WORDS = 60
_WRAPPED_WIDTH = (56, 100)


class Furniture(lexicons.Entry):
    """A kind of line that is not the article: what it looks like and how long it can be."""

    kind: BlockKind
    pattern: str
    at_most: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line on its way to a block. `chunk` counts the runs of lines between blank ones."""

    start: int
    end: int
    text: str
    chunk: int
    kind: BlockKind | None = None

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def is_prose(self) -> bool:
        # A short question on a line of its own is a heading more often than a paragraph.
        least = (
            _QUESTION_WORDS
            if _ASKS.search(self.text)
            else _SENTENCE_WORDS
            if _ENDS_SENTENCE.search(self.text)
            else _PROSE_WORDS
        )
        return self.words >= least


def blocks(doc_id: str, text: str) -> Iterator[Block]:
    """The blocks of a text, in its order; together they hold every character that is not white space."""
    lines = _unwrap(_lines(text))
    for judge in (_judge_captions, _judge_by_words, _judge_opening, _judge_quotes, _judge_headings):
        lines = judge(lines)
    for line in lines:
        yield from _as_blocks(doc_id, line)


def _lines(text: str) -> list[_Line]:
    front = _FRONT_MATTER.match(text)
    lines = [_Line(front.start(), front.end(), front.group(), 0, "navigation")] if front else []
    chunk, last_end = 1, front.end() if front else 0
    for match in _LINE.finditer(text, last_end):
        words = match.group().strip()
        if not words:
            continue
        start = match.start() + match.group().index(words)
        chunk += len(_BREAK.findall(text, last_end, start)) > 1
        last_end = start + len(words)
        lines.append(_Line(start, last_end, words, chunk))
    return lines


def _unwrap(lines: Sequence[_Line]) -> list[_Line]:
    """Join the lines of a paragraph that was broken at a fixed width."""
    joined: list[_Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and last.chunk == line.chunk and _runs_on(last.text.splitlines()[-1], line.text):
            joined[-1] = replace(last, end=line.end, text=f"{last.text}\n{line.text}")
            continue
        joined.append(line)
    return joined


def _runs_on(line: str, following: str) -> bool:
    narrow, wide = _WRAPPED_WIDTH
    return narrow <= len(line) <= wide and not _MARKDOWN.match(following) and furniture(following) is None


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], Furniture], ...]:
    entries = lexicons.read("furniture", Furniture)
    return tuple((re.compile(entry.pattern, re.IGNORECASE), entry) for entry in entries)


def furniture(text: str) -> BlockKind | None:
    """What a line is by its words alone, or None if they do not tell."""
    words = len(text.split())
    for pattern, entry in _patterns():
        if words <= entry.at_most and pattern.search(text):
            return entry.kind
    return None


def _judge_by_words(lines: Sequence[_Line]) -> list[_Line]:
    return [
        line if line.kind else replace(line, kind=_by_markdown(line.text) or furniture(line.text)) for line in lines
    ]


def _by_markdown(text: str) -> BlockKind | None:
    heading = _MARKDOWN.match(text)
    if heading is None:
        return None
    return "headline" if len(heading.group(1)) == 1 else "subhead"


def _judge_captions(lines: Sequence[_Line]) -> list[_Line]:
    """A line that ends in a credit is a caption, and so is the alternative text it repeats."""
    judged = [
        replace(line, kind="caption")
        if line.kind is None and not line.is_prose and _CREDITED.search(line.text)
        else line
        for line in lines
    ]
    for i, (line, following) in enumerate(itertools.pairwise(judged)):
        if line.kind is None and following.kind == "caption" and following.text.startswith(line.text):
            judged[i] = replace(line, kind="caption")
    return judged


def _judge_opening(lines: Sequence[_Line]) -> list[_Line]:
    """Before the first paragraph: one headline, a standfirst where a byline or credit follows, and menus."""
    judged = list(lines)
    body = next((i for i, line in enumerate(judged) if line.kind is None and line.is_prose), len(judged))
    titles = [i for i in range(body) if judged[i].kind is None and _is_title(judged[i])]
    stated = [i for i in range(len(judged)) if judged[i].kind == "headline"]
    headline = next(iter([*stated, *titles]), None)
    for i in range(body):
        if judged[i].kind is None:
            after = headline is not None and i > headline
            judged[i] = replace(
                judged[i], kind="headline" if i == headline else "standfirst" if after and i in titles else "navigation"
            )
    if headline is None or body == len(judged):
        return judged
    signed = any(line.kind in ("byline", "credit", "dateline") for line in judged[body + 1 : body + 3])
    if (
        signed
        and judged[body].words <= _QUOTE_WORDS
        and not any(line.kind == "byline" for line in judged[headline:body])
    ):
        judged[body] = replace(judged[body], kind="standfirst")
    return judged


def _is_title(line: _Line) -> bool:
    return line.words >= _HEADLINE_WORDS and not _SEVERAL_CELLS.search(line.text)


def _judge_quotes(lines: Sequence[_Line]) -> list[_Line]:
    """A quotation on a line of its own, with nobody quoted before it, was lifted out of the text for show."""
    judged = list(lines)
    for i, line in enumerate(judged[1:], start=1):
        lifted = line.kind is None and line.words <= _QUOTE_WORDS and _QUOTED.match(line.text)
        if lifted and not _QUOTE_MARK.search(judged[i - 1].text):
            judged[i] = replace(line, kind="pull_quote")
    return judged


def _judge_headings(lines: Sequence[_Line]) -> list[_Line]:
    """What is left: prose is a paragraph, a short line with prose below it a subhead, any other a menu."""
    judged = list(lines)
    prose_below = False
    for i in range(len(judged) - 1, -1, -1):
        line = judged[i]
        if line.kind is None:
            kind: BlockKind = (
                "paragraph" if line.is_prose else "subhead" if _heads(line) and prose_below else "navigation"
            )
            judged[i] = replace(line, kind=kind)
        prose_below = prose_below or judged[i].kind == "paragraph"
    return judged


def _heads(line: _Line) -> bool:
    return line.words <= _SUBHEAD_WORDS and not _SEVERAL_CELLS.search(line.text) and line.text[0].isalnum()


def _as_blocks(doc_id: str, line: _Line) -> Iterator[Block]:
    kind = line.kind or "paragraph"
    start = line.start
    dateline = _DATELINE.match(line.text) if kind == "paragraph" else None
    if dateline:
        yield Block(doc_id=doc_id, start=start, end=start + len(dateline.group().rstrip()), kind="dateline")
        start += dateline.end()
    yield Block(doc_id=doc_id, start=start, end=line.end, kind=kind)
