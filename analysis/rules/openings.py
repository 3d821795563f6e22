"""The lines above and around the first paragraph in, what they are out: headline, standfirst, who, where, captions."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from analysis.rules.lines import Found, Kinds, Line
from analysis.tables import BlockKind

_SEVERAL_CELLS = re.compile(r"\S(\s{3,}|\t|\s[|•·›»>]\s)\S")
_WORD = re.compile(r"\w+")
#: First name, initial, surnames.
PERSON = re.compile(r"^[A-Z][a-zà-ž’'-]+( [A-Z]\.)?( [A-Z][a-zà-ž’'-]+){1,2}$")
_NAMES = re.compile(rf"{PERSON.pattern[:-1]}((, | and | & ){PERSON.pattern[1:-1]}){{0,4}}$")
_NAMES_IN = re.compile(
    rf"{_NAMES.pattern[:-1]},? in [A-Z][\w’-]+( [A-Z][\w’-]+)?(,? and {PERSON.pattern[1:-1]} in [A-Z][\w’-]+)?$"
)
_WHERE = re.compile(r"^[A-Z][\w’'-]+( [A-Z][\w’'-]+)?, [A-Z][\w.’'-]+( [A-Z][\w’'-]+)?$")
#: What sites and sections are called; a headline seldom ends so.
_SECTION = re.compile(
    r"\b(?:news|times|post|herald|tribune|guardian|today|daily|press|radio|tv|online|media|politics|sports?|business|"
    r"economy|world|europe|asia|africa|america|opinions?|analysis|culture|arts|science|technology|tech|health|weather|"
    r"markets|home|menu|live|latest|stories|letters|comment|videos?|photos|page|edition|magazine|journal|gazette|"
    r"telegraph|independent|mail|mirror|sun|express|chronicle|observer|affairs|features|review|reviews|wire|agency|"
    r"network|channel|navigation|content|links|search|us|team|topics?|security|defen[cs]e|finance|environment|climate|"
    r"education|society|law|life|travel|food|books|history|bbc|cnn|reuters|[\w-]+\.\w{2,4}|\d+)\W*$",
    re.IGNORECASE,
)
#: "Storm Hits Coast": three words, of which one of the first two ends as a verb or a plural does.
_TOLD_IN_CAPITALS = re.compile(r"^(?:\w+[a-rt-z]s \w+ \w+|\w+ \w+[a-rt-z]s \w+)$")

#: Within so many words a first paragraph says what it is about.
_SUBJECT_WORDS = 8
_QUOTE_WORDS = 60
_ALONE_WORDS = (2, 3)
_LONG_STANDFIRST_WORDS = 12
_HEADLINE_MOST_WORDS = 30
_HEADLINE_WORDS = 4
_CELL_CHARACTERS = 400
_STANDFIRST_WORDS = 6
_TITLED = 0.6
_RETOLD_CHARACTERS = 2_000
_CAPTION_WORDS = 3
#: How much of the content words of a first paragraph one of the next paragraphs has if it tells the same again.
_RETOLD, _RETOLD_WORDS, _RETOLD_WITHIN, _CONTENT_LETTERS = 0.7, 8, 7, 4

_SIGNS: Container[BlockKind | None] = frozenset({"byline", "credit", "dateline"})


def opening(page: Sequence[Line], kinds: Kinds) -> Found:
    """Before the first paragraph: one headline, a standfirst, who, where, what a picture shows, and menus."""
    body = body_of(page, kinds)
    free = [i for i in range(body) if kinds[i] is None]
    headline = kinds.index("headline") if "headline" in kinds else _headline(page, kinds, free)
    signed = False
    for i in range(body):
        # What is told once more after the byline or date is told of a picture.
        signed = signed or (i > headline and kinds[i] in _SIGNS)
        if kinds[i] is None:
            found = (
                "headline" if i == headline else "navigation" if i < headline else _under(page, kinds, i, signed=signed)
            )
            signed = signed or found == "standfirst" or found in _SIGNS
            yield i, found
    if headline == len(page) and body + 1 < len(page) and _is_long_headline(page[body], kinds[body + 1]):
        yield body, "headline"
    elif headline < body < len(page) and page[body].words <= _QUOTE_WORDS and _is_signed(kinds, headline, body):
        yield body, "standfirst"


def _is_long_headline(line: Line, below: BlockKind | None) -> bool:
    """Whether a line that looks like prose is the headline after all: there is no other, and it is signed or dated."""
    return below in ("byline", "dateline") and line.words <= _HEADLINE_MOST_WORDS


def _headline(page: Sequence[Line], kinds: Kinds, free: Sequence[int]) -> int:
    """The first line that is long enough, else a brief one right above a byline or date, or that stands alone."""
    titles = [i for i in free if _is_title(page[i]) and not _NAMES.match(page[i].text)]
    brief = [i for i in free if page[i].words > 1 and i + 1 < len(page) and kinds[i + 1] in _SIGNS]
    alone = [i for i in free[:1] if i + 1 < len(page) and _stands_alone(page, kinds, i)]
    subject = [i for i in free[:1] if i == 0 and _is_subject(page[i], page[free[-1] + 1 :])]
    return next(iter([*subject, *alone, *titles, *brief]), len(page))


def _is_subject(line: Line, below: Sequence[Line]) -> bool:
    """Whether the first paragraph begins with the line's words: "Ada Lovelace" above "Augusta Ada Lovelace was …"."""
    if not below or not line.text[:1].isupper() or below[0].words <= _SUBJECT_WORDS:
        return False
    words, opening = _WORD.findall(line.text), iter(_WORD.findall(below[0].text)[:_SUBJECT_WORDS])
    return 0 < len(words) <= _SUBJECT_WORDS and all(word in opening for word in words)


def _stands_alone(page: Sequence[Line], kinds: Kinds, i: int) -> bool:
    """Whether a line is two or three words that no site, section or person is called, above prose or a standfirst."""
    text, below = page[i].text, page[i + 1]
    if page[i].words not in _ALONE_WORDS or page[i].ends or has_cells(page[i]) or _SECTION.search(text):
        return False
    if _WHERE.match(text) or (_NAMES.match(text) and not _TOLD_IN_CAPITALS.match(text)):
        return False
    told = kinds[i + 1] is None and below.words >= _LONG_STANDFIRST_WORDS and not _is_headline_case(below.text)
    return is_text(below, kinds[i + 1]) or (told and text.split()[-1].islower())


def _under(page: Sequence[Line], kinds: Kinds, i: int, *, signed: bool) -> BlockKind:
    """What a line between the headline and the first paragraph is, by its form."""
    text = page[i].text
    if _NAMES.match(text) or _NAMES_IN.match(text):
        return "byline"
    if _WHERE.match(text):
        return "dateline"
    if not _is_title(page[i]) or _is_headline_case(text):
        return "navigation"
    alone = None not in kinds[i + 1 : i + 2] or page[i + 1].is_prose
    if (signed and alone) or kinds[i + 1 : i + 2] == ["credit"]:
        return "caption"
    return "standfirst" if page[i].words >= _STANDFIRST_WORDS else "navigation"


def _is_headline_case(text: str) -> bool:
    """Whether Most of Its Words Begin Like These."""
    long: list[str] = [word for word in _WORD.findall(text)[1:] if len(word) >= _CONTENT_LETTERS]
    return sum(word[0].isupper() for word in long) > _TITLED * len(long)


def retold(page: Sequence[Line], kinds: Kinds) -> Found:
    """A first paragraph is a standfirst if one of those below tells the same again in nearly the same words."""
    text = [i for i, line in enumerate(page) if kinds[i] is None and line.is_prose][: _RETOLD_WITHIN + 1]
    if len(text) < 2 or text[0] != body_of(page, kinds) or page[text[0]].words > _QUOTE_WORDS:  # noqa: PLR2004
        return
    lead, *others = (_content(page[i].text[:_RETOLD_CHARACTERS]) for i in text)
    if len(lead) >= _RETOLD_WORDS and any(
        other != lead and len(lead & other) >= _RETOLD * len(lead) for other in others
    ):
        yield text[0], "standfirst"


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(text.lower()) if len(word) >= _CONTENT_LETTERS)


def captioned(page: Sequence[Line], kinds: Kinds) -> Found:
    """A line that is no sentence, with the credit of a picture right below, says what the picture shows."""
    for i in range(body_of(page, kinds) + 1, len(page) - 1):
        shows = kinds[i] is None and not page[i].is_prose and page[i].words >= _CAPTION_WORDS
        if shows and kinds[i + 1] == "credit":
            yield i, "caption"


def body_of(page: Sequence[Line], kinds: Kinds) -> int:
    """The first line of the article's text."""
    return next((i for i, line in enumerate(page) if is_text(line, kinds[i])), len(page))


def is_text(line: Line, kind: BlockKind | None) -> bool:
    """Whether a line is the article's own text, or is not yet known to be anything else and reads like it."""
    return kind in ("paragraph", "list_item") or (kind is None and line.is_prose)


def _is_signed(kinds: Kinds, headline: int, body: int) -> bool:
    """Whether a byline, credit or dateline stands below the first line of text, and none above it."""
    above = any(kind in ("byline", "dateline") for kind in kinds[headline:body])
    return not above and any(kind in _SIGNS for kind in kinds[body + 1 : body + 3])


def _is_title(line: Line) -> bool:
    return line.words >= _HEADLINE_WORDS and not has_cells(line)


def has_cells(line: Line) -> bool:
    """Whether a line has parts that stand apart, as in a menu or a table."""
    return bool(_SEVERAL_CELLS.search(line.text[:_CELL_CHARACTERS]))
