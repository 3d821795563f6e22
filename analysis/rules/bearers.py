"""Names with their types in; out, each form of a name with the full name of the one who bears it in the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from analysis.rules import grouping
from analysis.rules.bodies import bodies
from analysis.rules.candidates import Titled
from analysis.rules.given_names import gender_of, is_given_name
from analysis.rules.grouping import Seen, is_suffix
from analysis.rules.name_types import Gathered
from analysis.rules.pseudonyms import pseudonyms
from analysis.rules.titles import Gender, titles
from analysis.tables import ActorType


def people(types: Mapping[str, ActorType], found: Gathered) -> dict[str, str]:
    """Each form of a person's name with the full name, by which the text goes on where it tells of two."""
    seen = _seen(found)
    persons = frozenset(name for name, kind in types.items() if kind == "person")
    whole = [name for name in types if name in persons and not _is_more_than(name, persons, seen)]
    others = pseudonyms(found.texts, frozenset(whole))
    owners = grouping.people([name for name in whole if name not in others], seen)
    owners |= {name: owners.get(owner, owner) for name, owner in others.items()}
    for name in others:  # "Clemens", where Samuel Clemens is better known by another name
        last = grouping.surname(name)
        if owners.get(last, last) == last:
            owners[last] = owners[name]
    return owners | _no_others(owners, found.titled)


def organisations(types: Mapping[str, ActorType], found: Gathered) -> dict[str, str]:
    """Each form of an organisation's name with the full name; the well-known ones that nobody names, too."""
    owners = grouping.organisations([name for name, kind in types.items() if kind == "organisation"], _seen(found))
    owners |= grouping.acronyms(found.brackets, owners)
    return dict(bodies()) | {form: bodies().get(owner, owner) for form, owner in owners.items()}


def _seen(found: Gathered) -> dict[str, Seen]:
    return {one.name: Seen(len(one.places), at) for at, one in enumerate(found.candidates)}


def heads(owners: Iterable[str]) -> dict[str, str]:
    """Words like "Committee" with the only organisation of the text that has it in its name."""
    having: defaultdict[str, list[str]] = defaultdict(list)
    for owner in owners:
        for word in grouping.no_names().intersection(owner.split()):
            having[word].append(owner)
    return {head: full[0] for head, full in having.items() if len(full) == 1}


def genders(behind_titles: Iterable[Titled], owners: Mapping[str, str]) -> dict[str, Gender]:
    """Whether somebody is a man or a woman, by the title before the full name or else before any form of it.

    Titles that disagree with each other or with the given name speak of two people, as "Mr. Curie" and "Marie Curie":
    whoever the surname alone means may be either.
    """
    told: dict[str, set[Gender]] = {}
    full: dict[str, Gender] = {}
    for one in behind_titles:
        owner = owners.get(one.name, one.name)
        if one.gender:
            told.setdefault(owner, set()).add(one.gender)
            full |= {owner: one.gender} if one.name == owner else {}
    sure = {owner: next(iter(genders)) for owner, genders in told.items() if len(genders) == 1}
    one_persons = {owner: one for owner, one in sure.items() if gender_of(owner.split()[0]) in {None, one}} | full
    bearers = _genders_of_surnames(owners.values())
    return {owner: one for owner, one in one_persons.items() if bearers.get(owner, {one}) == {one}}


def _genders_of_surnames(full_names: Iterable[str]) -> dict[str, set[Gender]]:
    """Whose given names stand before each surname, as far as they tell."""
    found: defaultdict[str, set[Gender]] = defaultdict(set)
    for name in full_names:
        gender, surname = gender_of(name.split()[0]), grouping.surname(name)
        if gender and surname != name:
            found[surname].add(gender)
    return dict(found)


def _no_others(people: Mapping[str, str], behind_titles: Iterable[Titled]) -> dict[str, str]:
    """Surnames that stand behind titles of another gender than the given name has, or of both: nobody's for certain."""
    genders: defaultdict[str, set[str]] = defaultdict(set)
    for one in behind_titles:
        owner = people.get(one.name, one.name)
        given = gender_of(owner.split()[0]) if owner != one.name else None
        genders[one.name] |= {gender for gender in (one.gender, given) if gender}
    return {name: name for name, found in genders.items() if len(found) > 1}


def _is_more_than(name: str, persons: Collection[str], seen: Mapping[str, Seen]) -> bool:
    """Whether another person's full name stands in it, with words before or behind that are nobody's.

    So a parser joins words; but a given name before another's full name makes a third person. What stands
    behind counts only where the other is named more often: "Lee Hsien Loong" may be cut short once.
    """
    parts = name.split()
    for at in range(1, len(parts) - 1):
        before, inner = parts[:at], " ".join(parts[at:])
        if inner in persons and is_given_name(parts[at]) and not any(map(_may_be_of_a_name, before)):
            return True
        inner, behind = " ".join(parts[:-at]), parts[-at:]
        often = inner in persons and _count(inner, seen) > _count(name, seen) > 0
        if often and is_given_name(parts[0]) and not any(map(_may_be_of_a_name, behind)):
            return True
    return False


def _count(name: str, seen: Mapping[str, Seen]) -> int:
    return seen[name].count if name in seen else 0


def _may_be_of_a_name(word: str) -> bool:
    return (is_given_name(word) and word not in titles()) or is_suffix(word) or len(word.strip(".")) == 1
