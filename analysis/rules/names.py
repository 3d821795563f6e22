"""A document's passages in; out, every place where they name a person, an organisation or a state.

What may be a name is found (candidates.py), weighed over the whole document (kinds.py), put to its full name
(grouping.py), and the text is read again for every form (forms.py), so that one miss of the language model is not
one mention lost. States are known by data (states.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from analysis.language import Passage
from analysis.rules import grouping
from analysis.rules.bodies import bodies
from analysis.rules.candidates import Candidate, Titled, born, bracketed, candidates, kind_of_noun, titled
from analysis.rules.cities import is_city
from analysis.rules.forms import Form, Forms, Named, Pieces, Who, actor_id, in_capitals, kind_of, pieces, read
from analysis.rules.given_names import gender_of, is_given_name
from analysis.rules.grouping import is_suffix
from analysis.rules.kinds import is_case, kinds
from analysis.rules.pseudonyms import pseudonyms
from analysis.rules.state_forms import adjective_forms, of_state, state_forms, states_in_capitals
from analysis.rules.states import atlas
from analysis.rules.titles import Gender, titles
from analysis.tables import ActorType

_HEADINGS = frozenset({"headline", "standfirst", "subhead", "caption"})
#: A given name and a surname.
_TWO = 2


def named(passages: Sequence[Passage]) -> Iterator[Named]:
    """Everyone named in the passages of one document, in the order of the text."""
    forms = _forms(passages)
    capitals = in_capitals(forms)
    found = [
        one
        for passage in passages
        for one in read(
            passage, (capitals, states_in_capitals()) if passage.doc.text.isupper() else (forms, state_forms())
        )
    ]
    # "The Indonesian navy" describes: it is an actor of its own only where the text names it, too.
    names = {one.who.actor_id for one in found if one.kind != "nominal"}
    yield from (one for one in found if one.who.actor_id in names)


def adjectives(passage: Passage) -> Iterator[Named]:
    """The adjectives of states: "North Korean missile" says nothing that North Korea does (as in OntoNotes, GUM)."""
    yield from read(passage, (adjective_forms(),))


def _forms(passages: Sequence[Passage]) -> Forms:
    """Every form to look for in the text, with the one whom it names.

    Headings and captions start no name while there are sentences: in Title Case everything looks like one. What is
    written in capitals throughout starts none at all.
    """
    readable = [passage for passage in passages if not passage.doc.text.isupper()]
    prose = [passage for passage in readable if passage.block.kind == "paragraph"] or readable
    brackets = [pair for passage in passages for pair in bracketed(passage)]
    behind_titles = [one for passage in prose for one in titled(passage.doc)]
    births = [name for passage in prose for name in born(passage.doc)]
    found = candidates(prose)
    types = _types(found, [passage.doc.text for passage in prose], brackets, behind_titles, births)
    headings = (passage for passage in passages if passage.block.kind in _HEADINGS)
    types |= _introduced(candidates(headings), types)
    seen = {one.name: grouping.Seen(len(one.places), at) for at, one in enumerate(found)}
    persons = [name for name, kind in types.items() if kind == "person"]
    known = frozenset(persons)
    whole = [name for name in persons if not _is_more_than(name, known, seen)]
    others = pseudonyms((passage.doc.text for passage in prose), frozenset(whole))
    people = grouping.people([name for name in whole if name not in others], seen)
    people |= {name: people.get(owner, owner) for name, owner in others.items()}
    people |= _no_others(people, behind_titles)
    organisations = grouping.organisations([name for name, kind in types.items() if kind == "organisation"], seen)
    organisations |= grouping.acronyms(brackets, organisations)
    organisations = dict(bodies()) | {form: bodies().get(owner, owner) for form, owner in organisations.items()}
    genders = _genders(behind_titles, people)
    nobodies = [
        *(name for name, kind in types.items() if kind == "place"),
        *filter(is_case, (one.name for one in found)),
    ]
    forms = {pieces(name): Form(None) for name in nobodies} | _short_states(passages)
    owners_of: tuple[tuple[ActorType, Mapping[str, str]], ...] = (("organisation", organisations), ("person", people))
    for kind, owners in owners_of:
        for name, owner in owners.items():
            who = Who(actor_id(kind, owner), kind, owner, genders.get(owner) if kind == "person" else None)
            forms[pieces(name)] = Form(who, kind_of(name, owner), f"names.{kind}")
    heads = _heads(sorted(set(organisations.values()) & {one.name for one in found}))
    forms |= {
        pieces(head): Form(Who(actor_id("organisation", owner), "organisation", owner), "alias", "names.short")
        for head, owner in heads.items()
        if pieces(head) not in forms
    }
    return forms


def _is_more_than(name: str, persons: Collection[str], seen: Mapping[str, grouping.Seen]) -> bool:
    """Whether another person's full name stands in it, with words before or behind that are nobody's.

    So a parser joins words; but "Mary Jane Smith" is not "Jane Smith", since a given name stands before. What stands
    behind counts only where the other is named more often: "Lee Hsien Loong" may be cut short once.
    """
    parts = name.split()
    for at in range(1, len(parts) - 1):
        before, inner = parts[:at], " ".join(parts[at:])
        if inner in persons and is_given_name(parts[at]) and not any(map(_may_be_of_a_name, before)):
            return True
        inner, behind = " ".join(parts[:-at]), parts[-at:]
        often = inner in persons and seen[inner].count > seen[name].count if inner in seen and name in seen else False
        if often and is_given_name(parts[0]) and not any(map(_may_be_of_a_name, behind)):
            return True
    return False


def _cities(types: Mapping[str, ActorType]) -> Iterator[str]:
    """Words that were taken for people and are cities, and no part of anybody's name in the document."""
    people = [name for name, kind in types.items() if kind == "person"]
    of_people = {word for name in people if " " in name for word in name.split()}
    for name in people:
        if is_city(name) and not is_given_name(name) and name not in of_people:
            yield name


def _may_be_of_a_name(word: str) -> bool:
    return (is_given_name(word) and word not in titles()) or is_suffix(word) or len(word.strip(".")) == 1


def _heads(owners: Iterable[str]) -> dict[str, str]:
    """Words like "Committee" with the only organisation of the text that has it in its name."""
    having: defaultdict[str, list[str]] = defaultdict(list)
    for owner in owners:
        for word in grouping.no_names().intersection(owner.split()):
            having[word].append(owner)
    return {head: full[0] for head, full in having.items() if len(full) == 1}


def _no_others(people: Mapping[str, str], behind_titles: Iterable[Titled]) -> dict[str, str]:
    """Surnames that stand behind titles of another gender than the given name has, or of both: nobody's for certain."""
    genders: defaultdict[str, set[str]] = defaultdict(set)
    for one in behind_titles:
        owner = people.get(one.name, one.name)
        given = gender_of(owner.split()[0]) if owner != one.name else None
        genders[one.name] |= {gender for gender in (one.gender, given) if gender}
    return {name: name for name, found in genders.items() if len(found) > 1}


def _genders(behind_titles: Iterable[Titled], owners: Mapping[str, str]) -> dict[str, Gender]:
    """Whether somebody is a man or a woman, by the title before the full name or else before any form of it.

    Titles that disagree with each other or with the given name speak of two people, as "Mr. Curie" and "Marie Curie".
    """
    told: dict[str, set[Gender]] = {}
    full: dict[str, Gender] = {}
    for one in behind_titles:
        owner = owners.get(one.name, one.name)
        if one.gender:
            told.setdefault(owner, set()).add(one.gender)
            full |= {owner: one.gender} if one.name == owner else {}
    sure = {owner: next(iter(genders)) for owner, genders in told.items() if len(genders) == 1}
    return {owner: one for owner, one in sure.items() if gender_of(owner.split()[0]) in {None, one}} | full


def _introduced(headings: Iterable[Candidate], types: Mapping[str, ActorType]) -> dict[str, ActorType]:
    """Full names that only a heading has, of people whom the text calls by their surname."""
    return {
        one.name: "person"
        for one in headings
        if len(parts := one.name.split()) == _TWO
        and types.get(parts[1]) == "person"
        and (parts[0] not in types or (types[parts[0]] == "person" and is_given_name(parts[0])))
    }


def _short_states(passages: Iterable[Passage]) -> dict[Pieces, Form]:
    """As "the North" for North Korea, in a text that has that name, too."""
    texts = [passage.doc.text for passage in passages]
    return {
        pieces(short): Form(of_state(state), "alias", "names.short")
        for short, state in atlas().short.items()
        if any(state.name in text for text in texts)
    }


def _types(
    found: Sequence[Candidate],
    texts: Iterable[str],
    brackets: Iterable[tuple[str, str]],
    behind_titles: Iterable[Titled],
    births: Iterable[str],
) -> dict[str, ActorType]:
    """The type of each name: what is weighed, unless a title, brackets or data of states say for certain."""
    weighed = kinds(found, texts)
    types: dict[str, ActorType] = {name: kind for name, kind in weighed.items() if kind != "other"}
    types |= {name: "place" for name in types if types[name] == "organisation" and name in atlas().places}
    types |= dict.fromkeys(_cities(types), "place")
    types |= {name: "organisation" for name in types if name in bodies()}
    people = [*(one.name for one in behind_titles), *births]
    types.update(dict.fromkeys(people, "person"))
    types |= {name: "organisation" for pair in brackets for name in pair}
    full = {name for name, kind in types.items() if kind == "person" and " " in name}
    types = {name: kind for name, kind in types.items() if name.partition(" of ")[0] not in full or name in full}
    things = {name for pair in brackets if kind_of_noun(pair[0]) == "other" for name in pair}
    return {name: kind for name, kind in types.items() if name not in things}
