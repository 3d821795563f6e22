"""A statement in, what it can be compared by out: its telling words, their families, and who does what to whom.

Words are compared by their stems (after Porter 1980, much less) and by the families of `lexicons/synonyms.toml`.
Of two statements that share words, each covers a part of the other: that tells repeating from saying more, and
what follows from what (natural logic: MacCartney & Manning 2009).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from analysis import lexicons
from analysis.rules import states

#: A stem is no shorter.
_SHORTEST_STEM = 3
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]\b)*")
_PLACE = re.compile(r"\b(?:in|at|near|throughout|across)\s+((?:[A-Z][\w’'.-]+\s?)+)")
#: Function words (after the stop list of van Rijsbergen 1979), which every claim has.
_STOP = frozenset(
    """
    a about after again against all already also although an and another any are as at be became because been before
    being between both but by can could did do does doing down during each either even ever every few for from
    further get go had has have having he her here him his how however i if in into is it its just last latter less
    many may me might more most much must my near neither no nor not now of off on once one only or other
    our out over own per said same say she should since so some still such than that the their them then there these
    they this those though through to too toward under until up upon us very was way we well were
    what when where which while who whom whose why will with within without would year yet you your
    don t s d ll re ve m mr mrs ms
    amount number lot kind sort part fact huge large great several two thing
    """.split()  # noqa: SIM905 - a list literal of so many words reads worse
)
#: Words that tell how a claim is made, which its label and facets hold already.
_SHELL = frozenset("tell told says saying intend intends aim aims plan plans want wants expect expected".split())  # noqa: SIM905
#: Endings and how much of the word must stand before them.
_PLURALS = {"ies": 2, "s": 3}
_SUFFIXES = {
    "ations": 4, "ation": 4, "ating": 4, "ated": 4, "ate": 4, "ment": 4, "ness": 4,
    "ing": 3, "ied": 2, "ed": 3, "ly": 5,
}  # fmt: skip
#: So many words at most stand between what is done and who does it.
_NEAR = 5
#: Stands for the actor where several go by a name.
_SOMEBODY = "?"


class Synonyms(lexicons.Entry):
    """A family of words that tell of the same kind of thing."""

    name: str
    words: list[str]
    thing: bool = False
    directed: bool = False
    opposite: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done by one actor to another."""

    family: str
    doer: str
    other: str

    def reversed(self) -> Deed:
        """The same, done the other way round."""
        return Deed(self.family, self.other, self.doer)


@dataclass(frozen=True, slots=True)
class Content:
    """What a statement tells: its words by their stems, the families these belong to, states named in passing."""

    words: Mapping[str, str]
    families: frozenset[str]
    actors: frozenset[str]
    deeds: frozenset[Deed]
    places: frozenset[str]


#: By a name's first word: all its words and who goes by it.
Names = Mapping[str, Sequence[tuple[tuple[str, ...], frozenset[str]]]]


def content(statement: str, names: Names, *, about: Sequence[str] = ()) -> Content:
    """What a statement tells beside the names that it mentions; `names` are the actors' (see `index`).

    Of several actors that go by one name, those that the statement is known to be `about` are meant.
    """
    tokens = tuple(match[0] for match in _WORD.finditer(statement))
    parts = tuple(_named(tokens, names, frozenset(about)))
    told = {stem(part): part for _, part, actor in parts if not actor and part not in _STOP | _SHELL}
    return Content(
        words=told,
        families=frozenset(family for one in told for family in families(one)),
        actors=frozenset(actor for _, _, actor in parts if actor) - {_SOMEBODY},
        deeds=frozenset(_deeds(parts)),
        places=frozenset(match[1].strip(" .’'") for match in _PLACE.finditer(statement)),
    )


def index(named: Iterable[tuple[str, str]]) -> Names:
    """Names and the actors that go by them, with the states' adjectives, by their first words, the longest first."""
    actors: dict[tuple[str, ...], set[str]] = {}
    for name, actor in (*named, *_of_states()):
        actors.setdefault(tuple(word.lower() for word in _WORD.findall(name)), set()).add(actor)
    found: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for words in sorted(actors, key=lambda words: (-len(words), words)):
        if words and words[0] not in _STOP:
            found.setdefault(words[0], []).append((words, frozenset(actors[words])))
    return found


@functools.cache
def _of_states() -> tuple[tuple[str, str], ...]:
    atlas = states.atlas()
    kinds = (atlas.names, atlas.adjectives, atlas.peoples)
    return tuple((name, f"state:{state.code}") for kind in kinds for name, state in kind.items())


Part = tuple[str, str, str]


def _named(tokens: Sequence[str], names: Names, about: frozenset[str]) -> Iterator[Part]:
    """Each word as written and in lower case, and each name as one part with its actor."""
    place = 0
    lowered = tuple(token.lower() for token in tokens)
    while place < len(tokens):
        known = names.get(lowered[place], ()) if tokens[place][0].isupper() else ()
        name, actors = next(
            (entry for entry in known if lowered[place : place + len(entry[0])] == entry[0]),
            ((lowered[place],), frozenset[str]()),
        )
        yield tokens[place], " ".join(name), _meant(actors, about)
        place += len(name)


def _meant(actors: frozenset[str], about: frozenset[str]) -> str:
    """The one actor of those that go by a name; nothing where it is no name."""
    likely = actors & about or actors
    return min(likely) if len(likely) == 1 else _SOMEBODY if likely else ""


def _deeds(parts: Sequence[Part]) -> Iterator[Deed]:
    """Who is named shortly before a word that has a direction does it to whom is named after it; `by` turns it."""
    for place, (_, word, _) in enumerate(parts):
        before, after = parts[max(place - _NEAR, 0) : place], parts[place + 1 : place + 1 + _NEAR]
        doer = next((actor for _, _, actor in reversed(before) if actor), "")
        other = next((actor for _, _, actor in after if actor), "")
        if not doer or not other or doer == other or _SOMEBODY in (doer, other):
            continue
        if "by" in (between for _, between, _ in takewhile(lambda part: not part[2], after)):
            doer, other = other, doer
        yield from (Deed(name, doer, other) for name in families(stem(word)) if _entries()[name].directed)


# --- words -----------------------------------------------------------------------------------------


@functools.cache
def _entries() -> Mapping[str, Synonyms]:
    return {entry.name: entry for entry in lexicons.read("synonyms", Synonyms)}


@functools.cache
def _families() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for entry in _entries().values():
        for word in entry.words:
            found.setdefault(stem(word), {})[entry.name] = None
    return {one: tuple(names) for one, names in found.items()}


def families(one: str) -> tuple[str, ...]:
    """The families that a stem belongs to."""
    return _families().get(one, ())


def acts(one: Content) -> frozenset[str]:
    """What happens according to a statement: its families without those of persons and things."""
    return frozenset(name for name in one.families if not _entries()[name].thing)


def opposites(a: Content, b: Content) -> tuple[str, str] | None:
    """A family of one statement and its contrary in the other. With more that differ (to back a ban) all is open."""
    ours, theirs = (
        sorted(name for name in one.families - other.families if _entries()[name].opposite)
        for one, other in ((a, b), (b, a))
    )
    if [_entries()[name].opposite for name in ours] != theirs or len(ours) != 1:
        return None
    return ours[0], theirs[0]


@functools.lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The word without its endings, so that `fired`, `fires` and `firing` are one."""
    for endings in (_PLURALS if not word.endswith(("ss", "us", "is")) else {}, _SUFFIXES):
        fitting = (e for e in endings if word.endswith(e) and len(word) - len(e) >= endings[e])
        ending = next(fitting, "")
        word = word.removesuffix(ending) + ("y" if ending in {"ied", "ies"} else "")
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM else word
