"""Drafts of a document's attributions in, those that stand in another's content told apart out.

What is quoted has one speaker, whatever else it tells of hopes and opinions. So a row within another's content stays
only where somebody else, named or described, says something there: "the ministry said that the company denied ...".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.rules.attribution import Draft

#: Kinds and patterns in which somebody is reported to have said something.
_SAYING = frozenset({"say", "deny", "accuse", "show"})
_REPORTING = frozenset({"clause", "beside", "quotation", "according-to", "noun-clause"})
_PRONOUNS = frozenset({
    "i", "we", "you", "he", "she", "it", "they", "this", "that", "these", "those", "who", "which", "what", "one",
    "everyone", "somebody", "someone", "people",
})  # fmt: skip


def outer(drafts: Mapping[str, Draft]) -> dict[str, str]:
    """For each attribution the smallest other one in whose content its cue stands (its content, if it has none)."""
    contents = sorted(
        ((*span, key) for key, one in drafts.items() for span in one.content), key=lambda c: (c[0], -c[1])
    )
    points = sorted(((one.cue or one.content)[0], key) for key, one in drafts.items())
    found: dict[str, str] = {}
    around: list[tuple[int, int, str]] = []
    n = 0
    for (start, end), key in points:
        while n < len(contents) and contents[n][0] <= start:
            around.append(contents[n])
            n += 1
        around = [content for content in around if content[1] > start]
        holding = [c for c in around if c[1] >= end and c[2] != key and not _holds_cue(drafts[key], drafts[c[2]])]
        if holding:
            found[key] = min(holding, key=lambda c: (c[1] - c[0], c[2]))[2]
    return found


def _holds_cue(one: Draft, other: Draft) -> bool:
    """Whether one's content holds the other's cue: then the other is not around it, though it may look so."""
    return any(s <= a and b <= e for s, e in one.content for a, b in other.cue)


def kept(drafts: Mapping[str, Draft], text: str) -> dict[str, Draft]:
    """The attributions without those in another's content in which nobody else says anything."""
    around = outer(drafts)
    return {key: one for key, one in drafts.items() if key not in around or adds(one, drafts[around[key]], text)}


def adds(one: Draft, around: Draft, text: str) -> bool:
    """Whether somebody else than the outer source, named or described, says something: not "she thinks"."""
    kind, _, pattern = one.rule.partition(".")
    source, speaker = _words(one, text), _words(around, text)
    others = source - _PRONOUNS and not (source <= speaker or (speaker and speaker <= source))
    return bool(one.cue and others) and kind in _SAYING and pattern in _REPORTING


def _words(one: Draft, text: str) -> set[str]:
    return {word for start, end in one.source for word in text[start:end].lower().split()}
