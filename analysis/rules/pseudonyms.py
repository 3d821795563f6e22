"""Texts and the names of people in them in; out, who of them is one person by what a text says: "better known as".

"Samuel Clemens, better known by his pen name Mark Twain" is one person; so is "Mark Twain (born Samuel Clemens)".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

#: What links two names; the second is the better known where the words say so.
_LINK = re.compile(
    r"(?:\s?\([^()]{0,200}\))?,? (?:who (?:is|was) )?"
    r"(?:(?P<better>better|best|commonly|popularly|professionally) known|(?:(?:also|formerly|later) )?known)"
    r" (?:(?:simply|professionally) )?"
    r"(?:as|by (?:his|her|their|the) (?:[a-z]{3,5} )?(?:name|pseudonym|alias|nickname)) [\"“‘']?(?=[A-Z])"
    r"| \((?:born|née) (?=[A-Z])"
)
_MARKS = " \n\t.,;:()\"“”‘’'"
#: The longest name, in words, and in characters.
_WORDS, _CHARACTERS = 6, 80


def pseudonyms(texts: Iterable[str], people: Collection[str]) -> dict[str, str]:
    """Other names of people who are named, each with the name by which the text goes on."""
    found: dict[str, str] = {}
    for text in texts:
        for one, other, better in _linked(text, people):
            left, kept = (one, _last(found, other)) if better else (other, _last(found, one))
            if left not in found and left != kept:
                found[left] = kept
    return {name: _last(found, name) for name in list(found)}


def _last(found: dict[str, str], name: str) -> str:
    """The name to which others lead, and from now on directly; none of them leads back to itself."""
    passed = []
    while name in found:
        passed.append(name)
        name = found[name]
    found.update(dict.fromkeys(passed, name))
    return name


def _linked(text: str, people: Collection[str]) -> Iterator[tuple[str, str, bool]]:
    for match in _LINK.finditer(text):
        before = text[max(match.start() - _CHARACTERS, 0) : match.start()].split(" ")[-_WORDS:]
        behind = text[match.end() : match.end() + _CHARACTERS].split(" ")[:_WORDS]
        one = _known((" ".join(before[n:]) for n in range(len(before))), people)
        other = _known((" ".join(behind[:n]) for n in range(len(behind), 0, -1)), people)
        if one and other and one != other:
            yield one, other, bool(match["better"])


def _known(stretches: Iterable[str], people: Collection[str]) -> str | None:
    """The first stretch that is a name, but for the marks around it."""
    return next((name for one in stretches if (name := one.strip(_MARKS)) in people), None)
