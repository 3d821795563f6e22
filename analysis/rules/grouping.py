"""Names of one type in; out, each form that may stand for one of them, with the full name.

A short form belongs to a full name only if no other full name has it: what fits two stays by itself. Comparison
never alters a name: it is done on copies without accents, points and legal forms.
"""

from __future__ import annotations

import functools
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from nameparser.config.particles import PARTICLES
from nameparser.config.suffixes import SUFFIX_ACRONYMS, SUFFIX_WORDS
from nicknames import NickNamer
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from analysis import lexicons
from analysis.rules.spelling import plain
from analysis.rules.states import atlas

#: Given names of at least so many letters that are so much alike are two spellings of one: Kristin, Kristen.
_SPELLED_ALIKE, _LETTERS = 85, 5
#: Of two people of one name, the one who is named so many times as often is meant by the name alone.
_FAR_MORE = 3
#: So many people of one surname are compared with each other.
_MOST = 50
#: What is named by its field, before or behind it.
_TURNED = frozenset({"Department", "Ministry"})
#: Words of an organisation's name that tell it from no other.
_LINKS = frozenset({"of", "the", "and", "for", "&", "on", "in", "to", "at"})


class Word(lexicons.Entry):
    """A word that makes a name an organisation's; `alone`, it is a name by itself as well."""

    word: str
    part: Literal["head", "suffix"]
    alone: bool = False


@functools.cache
def words(part: str) -> frozenset[str]:
    """The words of the lexicon of organisations: `head` ("Agency") or `suffix` ("Inc.")."""
    return frozenset(entry.word for entry in lexicons.read("organisations", Word) if entry.part == part)


@functools.cache
def no_names() -> frozenset[str]:
    """Words that are no name by themselves, as "Committee" is none."""
    return frozenset(e.word for e in lexicons.read("organisations", Word) if e.part == "head" and not e.alone)


# --- people ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """How often a name stands in a document, and where first."""

    count: int
    first: int


#: What stands nowhere was introduced by nothing.
_NOWHERE = Seen(0, sys.maxsize)


def people(names: Sequence[str], seen: Mapping[str, Seen]) -> dict[str, str]:
    """Each form of a person's name with the full name; `seen` holds all names of the document.

    A surname, or a given name that is used alone ("Kim" in "Kim Jong Un"), belongs to the only one who bears it and
    was introduced before it is first used; of several, to the one who is named far more often; else it stays by itself.
    """
    owners = full_names(names)
    full: dict[str, Seen] = {}
    for name, owner in owners.items():
        one, other = seen.get(name, _NOWHERE), full.get(owner, _NOWHERE)
        full[owner] = Seen(one.count + other.count, min(one.first, other.first))
    holders = _holders(full, seen)
    single = [name for name in names if not _is_full(name)]
    misspelt = _Misspelt(holders)
    for short in dict.fromkeys([*holders, *single]):
        fitting = holders.get(short, ()) or misspelt.bearers(short)
        meant = _meant(fitting, full, seen.get(short, _NOWHERE).first)
        if meant is not None:
            owners[short] = meant
        elif short in single:
            owners[short] = short
        if short in owners and short[0].islower():  # as a sentence begins with it: "Von der Leyen said"
            owners.setdefault(short[0].upper() + short[1:], owners[short])
    return owners


def _holders(full: Iterable[str], seen: Mapping[str, Seen]) -> dict[str, list[str]]:
    """Each surname, and each given name that is used alone, with the people who bear it."""
    by_surname: defaultdict[str, list[str]] = defaultdict(list)
    by_given: defaultdict[str, list[str]] = defaultdict(list)
    for name in full:
        by_surname[surname(name)].append(name)
        if name != bare(name):
            by_surname[f"{surname(name)} {name.split()[-1]}"].append(name)
        if (given := name.split()[0]) in seen:
            by_given[given].append(name)
    return {**by_given, **by_surname}


def _meant(fitting: Sequence[str], full: Mapping[str, Seen], used: int) -> str | None:
    """The one who is meant by a short form that is first used at a place, if that is clear."""
    introduced = [name for name in fitting if full[name].first <= used] or fitting
    if len(introduced) <= 1:
        return next(iter(introduced), None)
    first, second, *_ = sorted(introduced, key=lambda name: (-full[name].count, name))
    return first if full[first].count >= _FAR_MORE * max(full[second].count, 1) else None


def _is_full(name: str) -> bool:
    return surname(name) != bare(name)


def full_names(names: Iterable[str]) -> dict[str, str]:
    """The full ones, each with the longest that is surely the same person's: same surname, given names that may be."""
    owners: dict[str, str] = {}
    by_surname: defaultdict[str, list[str]] = defaultdict(list)
    names = frozenset(names)
    juniors = {surname(name) for name in names if name != bare(name) == surname(name)}
    for name in sorted(filter(_is_full, names), key=lambda name: (-len(bare(name).split()), -len(name), name)):
        known = by_surname[plain(surname(name))]
        if surname(name) in juniors:  # "Trump Jr." is told apart from somebody
            known = [other for other in known if (other == bare(other)) is (name == bare(name))]
        fitting = [other for other in known[:_MOST] if _may_be_one(name, other)]
        owners[name] = fitting[0] if len(fitting) == 1 else name
        if owners[name] == name:
            by_surname[plain(surname(name))].append(name)
    return owners


def _may_be_one(name: str, other: str) -> bool:
    """Whether two full names of one surname may be one person's: "Bob Woodward" and "Robert U. Woodward"."""
    given, others = (_given(one) for one in (name, other))
    return _same_given(given[0], others[0]) and not _conflict(given[1:], others[1:])


def _given(name: str) -> list[str]:
    """What stands before the surname, at least its first word."""
    parts = bare(name).split()
    return parts[: max(len(parts) - len(surname(name).split()), 1)]


def _same_given(one: str, other: str) -> bool:
    one, other = plain(one), plain(other)
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return True
    if _formal(one) & _formal(other):
        return True
    return min(len(one), len(other)) >= _LETTERS and one[0] == other[0] and fuzz.ratio(one, other) >= _SPELLED_ALIKE


@functools.cache
def _nicknames() -> NickNamer:
    return NickNamer()


def _formal(given: str) -> frozenset[str]:
    """The names for which a given name may be short, itself among them."""
    return frozenset({given, *_nicknames().canonicals_of(given)})


def _conflict(middle: Sequence[str], others: Sequence[str]) -> bool:
    """Whether both have middle names, and different ones: "George W." and "George H. W."."""
    ours, theirs = ("".join(plain(word)[:1] for word in one) for one in (middle, others))
    return bool(ours and theirs) and ours != theirs


class _Misspelt:
    """Surnames by what is left of them without one letter: two that share that differ by a slip (as SymSpell does)."""

    def __init__(self, holders: Mapping[str, Sequence[str]]) -> None:
        self.near: defaultdict[str, list[str]] = defaultdict(list)
        for known in holders:
            for left in _without_a_letter(known):
                self.near[left].append(known)
        self.holders = holders

    def bearers(self, short: str) -> tuple[str, ...]:
        """The only one whose surname differs by one letter, where both are long enough for that to be a slip."""
        near = {known for left in _without_a_letter(short) for known in self.near.get(left, ())}
        slips = [known for known in sorted(near) if known[0] == short[0] and OSA.distance(known, short) == 1]
        names = self.holders[slips[0]] if len(slips) == 1 else ()
        return tuple(names) if len(names) == 1 else ()


def _without_a_letter(name: str) -> frozenset[str]:
    if len(name) < _LETTERS or " " in name:
        return frozenset()
    return frozenset({name, *(name[:i] + name[i + 1 :] for i in range(len(name)))})


def surname(name: str) -> str:
    """The last name, with what belongs to it: "von der Leyen"; without what follows it: "Jr.", "III"."""
    parts = bare(name).split()
    inner = range(0 if parts[0].islower() else 1, len(parts) - 1)
    start = next((i for i in inner if parts[i].islower() or plain(parts[i]) in PARTICLES), len(parts) - 1)
    return " ".join(parts[start:])


@functools.lru_cache(maxsize=65536)
def bare(name: str) -> str:
    """A person's name without what follows it: a degree, an order, a generation ("Jr."), a seat ("of Sinope")."""
    parts = name.replace(",", " ").split()
    while len(parts) > 1 and is_suffix(parts[-1]):
        parts.pop()
    if len(parts) > 3 and parts[-2] == "of":  # noqa: PLR2004 - a given name and a surname stay
        parts = parts[:-2]
    return " ".join(parts) or name


def is_suffix(word: str) -> bool:
    """Whether a word follows names and is none: "Jr.", "III", "MBE"."""
    letters = word.replace(".", "").lower()
    return letters in SUFFIX_WORDS or (word.isupper() and len(letters) > 1 and letters in SUFFIX_ACRONYMS)


# --- organisations -----------------------------------------------------------------------------------


def organisations(names: Sequence[str], seen: Mapping[str, Seen]) -> dict[str, str]:
    """Each form of an organisation's name with its full name.

    Short forms are the name without its legal form, its last two words or more, its first words ("Premier League"
    Football), what "of" introduces (Society of "Friends"), and the last word of a team's (Toronto "Raptors").
    Of several that fit, the one is meant that would be if they were people.
    """
    owners: dict[str, str] = {}
    shorter: defaultdict[str, list[str]] = defaultdict(list)
    written: dict[tuple[str, ...], str] = {}
    for name in sorted(set(names), key=lambda name: (-len(name.split()), name)):
        own = seen.get(name, _NOWHERE)
        full = {one: seen.get(one, _NOWHERE) for one in shorter[core(name)]}
        owner = _meant(tuple(full), full, own.first)
        alike = written.setdefault(_letters(name), name)
        owner = owner or (owners[alike] if _is_slip(name, alike) else None)
        owners[name] = owner or name
        if owner is None:
            for short in dict.fromkeys((*_shortened(core(name)), *_turned(name))):
                shorter[short].append(name)
            owners.setdefault(core(name), name)
    return owners


def _shortened(name: str) -> Iterator[str]:
    parts = name.split()
    yield name
    yield from (" ".join(parts[i:]) for i in range(1, len(parts) - 1))
    general = words("head") | _LINKS
    for i in range(1, len(parts)):
        first = parts[:i]
        tells = not general.issuperset(first) and parts[0] not in atlas().adjectives and first[-1] not in _LINKS
        if tells and (i > 1 or general.issuperset(parts[i:])):
            yield " ".join(first)
    team = len(parts) > 1 and parts[-1].endswith("s") and parts[-1] not in general
    if team or (len(parts) > 2 and parts[-2] == "of"):  # noqa: PLR2004 - "Society of Friends"
        yield parts[-1]


def _turned(name: str) -> Iterator[str]:
    """A department's name the other way round: "Department of Justice" is the "Justice Department"."""
    head, of, field = name.partition(" of ")
    *before, last = head.split()
    if of and last in _TURNED:
        yield " ".join((*before, field.removeprefix("the "), last))


def _letters(name: str) -> tuple[str, ...]:
    """The letters of each word in order of the alphabet: equal for a slip of the pen, "Untied Kingdom"."""
    return tuple("".join(sorted(word)) for word in name.split())


def _is_slip(name: str, other: str) -> bool:
    pairs = [pair for pair in zip(name.split(), other.split(), strict=True) if pair[0] != pair[1]]
    return len(pairs) == 1 and len(pairs[0][0]) >= _LETTERS and pairs[0][0][0] == pairs[0][1][0]


def core(name: str) -> str:
    """An organisation's name without its legal form."""
    parts = name.replace(",", "").split()
    while len(parts) > 1 and parts[-1] in words("suffix"):
        parts.pop()
    return " ".join(parts)


# --- acronyms ----------------------------------------------------------------------------------------


def acronyms(brackets: Iterable[tuple[str, str]], owners: Mapping[str, str]) -> dict[str, str]:
    """Acronyms with the name they stand for: in brackets behind it, or made of its initials, with or without points."""
    by_initials: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for owner in dict.fromkeys(owners.values()):
        for short in _spelled(owner) if " " in owner else ():
            by_initials[short][owner] = None
    spelled = {short: next(iter(full)) for short, full in by_initials.items() if len(full) == 1 and len(short) > 1}
    return spelled | {short: owners[long] for long, short in brackets if long in owners}


def _spelled(name: str) -> Iterator[str]:
    for short in dict.fromkeys(
        (initials(name), initials(core(name)), "".join(word[0] for word in name.split()).upper())
    ):
        if len(short) > 1 and short not in atlas().names:
            yield short
            yield "".join(f"{letter}." for letter in short)


def initials(name: str) -> str:
    """The first letters of the words that have a capital."""
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())
