"""The tree of a page in, the date beside its author out: that of a `time` element between the headline and the text.

It is taken only where it can be nothing but the day of publication: all such elements name one day, or say which of
them was published and which updated. Dates in sentences, pictures, tables and other parts of the page are none.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from analysis.readers.markup import key
from analysis.rules.dates import full_day

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: The letters and digits of a paragraph: a byline has fewer.
_LONG = 60
#: Of one piece of text so much is enough to tell.
_ENOUGH = 4_096
_ELSEWHERE = frozenset(
    {"article", "aside", "blockquote", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "nav", "table"}
)
#: What `time` elements are called, or what stands before them.
_UPDATED = re.compile(r"updat|modif|revised|edited|amended|corrected", re.IGNORECASE)
_LABEL = re.compile(rf"publish|posted|pub-?date|issued|{_UPDATED.pattern}", re.IGNORECASE)
_OTHER = re.compile(r"event|expir|deadline|start|end(?:date|time|s)?\b", re.IGNORECASE)
_NAMED = ("class", "id", "itemprop")
_WORDS_BESIDE, _WIDTH, _TIMES = 10, 40, 20
#: How a sentence ends, and "at 7 p.m." does not.
_FULL_STOP = re.compile(r"(?<![ap]\.m)[.!?…]\W{0,9}$", re.IGNORECASE)
_BEFORE = "preceding::text()[normalize-space() and not(ancestor::h1 or ancestor::h2)][1][not(ancestor::time)]"


def day_above(tree: HtmlElement, lines: frozenset[str]) -> str | None:
    """The date that stands between headline and text, if it can be none but the publication's. `lines` are as `key`."""
    scope = _scope(tree, lines)
    times = _times_above(scope) if scope is not None else []
    values = [(time.get("datetime", "").strip(), _label(time)) for time in times[: _TIMES + 1]]
    dated = {(day, label): value for value, label in reversed(values) if (day := full_day(value))}
    published = {day: value for (day, label), value in dated.items() if not _UPDATED.match(label)}
    alike = len({day for day, _ in dated}) == 1 or all(label for _, label in dated)
    return next(iter(published.values())) if len(published) == 1 and alike and len(times) <= _TIMES else None


def _scope(tree: HtmlElement, lines: frozenset[str]) -> HtmlElement | None:
    """The one article that all long paragraphs of the text stand in, else `main`, else the body."""
    # Only those that hold no others, so that a nest of paragraphs is not read once for each of them.
    parts = (part for part in tree.iter("p") if _is_long(part) and part.find(".//p") is None)
    around = [_around(part) for part in parts if key(part.text_content()) in lines]
    first = around[0] if around else None
    return first if all(other is first for other in around) else None


def _around(part: HtmlElement) -> HtmlElement | None:
    return next((found for tag in ("article", "main", "body") for found in part.iterancestors(tag)), None)


def _times_above(scope: HtmlElement) -> list[HtmlElement]:
    """The `time` elements before the first long paragraph; of a whole page those below its headline."""
    times: list[HtmlElement] = []
    below = scope.tag != "body"
    for element in scope.iter("h1", "p", "time"):
        if element.tag == "time":
            times += [element] if below and _is_alone(element, scope) else []
        elif element.tag == "h1" and scope.tag == "body":
            # Above it may stand the day on which the page was shown.
            below, times = True, []
        elif element.tag == "p" and _is_long(element):
            break
    return times


def _is_long(part: HtmlElement) -> bool:
    so_far = itertools.accumulate(len(key(text[:_ENOUGH])) for text in part.itertext())
    return any(letters >= _LONG for letters in so_far)


def _is_alone(time: HtmlElement, scope: HtmlElement) -> bool:
    """Whether an element stands in no other part of the page and in no sentence, and is of no event."""
    above = list(itertools.takewhile(lambda element: element is not scope, time.iterancestors()))
    elsewhere = any(element.tag in _ELSEWHERE or (element.tag == "p" and _is_told(element, time)) for element in above)
    return not elsewhere and not _OTHER.search(_names(time))


def _is_told(part: HtmlElement, time: HtmlElement) -> bool:
    """Whether a paragraph is more than a byline."""
    if _is_long(part):
        return True
    words = len(part.text_content().split()) - len(time.text_content().split())
    return words > _WORDS_BESIDE or _FULL_STOP.search(part.text_content().rstrip()) is not None


def _names(time: HtmlElement) -> str:
    return " ".join(time.get(name, "") for name in _NAMED)


def _label(time: HtmlElement) -> str:
    """What an element says it is the time of: in its text, before it, or by its name; else nothing."""
    before = "".join(time.xpath(_BEFORE))[-_WIDTH:]
    found = [_LABEL.findall(words) for words in (time.text_content(), before, _names(time))]
    return next((str(labels[-1]).lower() for labels in found if labels), "")
