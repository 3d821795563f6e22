"""A document's passages in; out, every place where they name a person, an organisation or a state.

What may be a name is found (candidates.py), weighed over the whole document (kinds.py), put to its full name
(grouping.py), and the text is read again for every form (forms.py), so that one miss of the language model is not
one mention lost. States are known by data (states.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from analysis.language import Passage
from analysis.rules import grouping
from analysis.rules.bodies import bodies
from analysis.rules.candidates import Candidate, Titled, born, bracketed, candidates, titled
from analysis.rules.forms import Form, Forms, Named, Pieces, Who, actor_id, in_capitals, kind_of, pieces, read
from analysis.rules.given_names import gender_of
from analysis.rules.kinds import kinds
from analysis.rules.pseudonyms import pseudonyms
from analysis.rules.state_forms import adjective_forms, of_state, state_forms, states_in_capitals
from analysis.rules.states import atlas
from analysis.rules.titles import Gender
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
    others = pseudonyms((passage.doc.text for passage in prose), frozenset(persons))
    people = grouping.people([name for name in persons if name not in others], seen)
    people |= {name: people.get(owner, owner) for name, owner in others.items()}
    people |= _no_others(people, behind_titles)
    organisations = grouping.organisations([name for name, kind in types.items() if kind == "organisation"], seen)
    organisations |= grouping.acronyms(brackets, organisations)
    organisations = dict(bodies()) | {form: bodies().get(owner, owner) for form, owner in organisations.items()}
    genders = _genders(behind_titles, people)
    forms = {pieces(name): Form(None) for name, kind in types.items() if kind == "place"} | _short_states(passages)
    owners_of: tuple[tuple[ActorType, Mapping[str, str]], ...] = (("organisation", organisations), ("person", people))
    for kind, owners in owners_of:
        for name, owner in owners.items():
            who = Who(actor_id(kind, owner), kind, owner, genders.get(owner) if kind == "person" else None)
            forms[pieces(name)] = Form(who, kind_of(name, owner), f"names.{kind}")
    return forms


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
        if len(parts := one.name.split()) == _TWO and parts[0] not in types and types.get(parts[1]) == "person"
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
    types |= {name: "organisation" for name in types if name in bodies()}
    people = [*(one.name for one in behind_titles), *births]
    types.update(dict.fromkeys(people, "person"))
    return types | {name: "organisation" for pair in brackets for name in pair}
