"""Passages in; out, the names in them and what each is the name of: a person, an organisation or a place.

What may be a name is gathered (candidates.py) and weighed over the whole document (kinds.py); a title, brackets, and
data of states and cities come before that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.language import Passage
from analysis.rules.bodies import bodies
from analysis.rules.candidates import Candidate, Titled, born, bracketed, candidates, kind_of_noun, titled
from analysis.rules.cities import is_city
from analysis.rules.given_names import is_given_name
from analysis.rules.kinds import kinds
from analysis.rules.states import atlas
from analysis.tables import ActorType

_HEADINGS = frozenset({"headline", "standfirst", "subhead", "caption"})
#: A given name and a surname.
_TWO = 2


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a document has that may be names, and what tells whose they are."""

    texts: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    headings: tuple[Candidate, ...]
    brackets: tuple[tuple[str, str], ...]
    titled: tuple[Titled, ...]
    born: tuple[str, ...]


def gathered(passages: Sequence[Passage]) -> Gathered:
    """All that the passages have.

    Headings and captions start no name while there are sentences: in Title Case everything looks like one. What is
    written in capitals throughout starts none at all.
    """
    readable = [passage for passage in passages if not passage.doc.text.isupper()]
    prose = [passage for passage in readable if passage.block.kind == "paragraph"] or readable
    return Gathered(
        texts=tuple(passage.doc.text for passage in prose),
        candidates=tuple(candidates(prose)),
        headings=tuple(candidates(passage for passage in passages if passage.block.kind in _HEADINGS)),
        brackets=tuple(pair for passage in passages for pair in bracketed(passage)),
        titled=tuple(one for passage in prose for one in titled(passage.doc)),
        born=tuple(name for passage in prose for name in born(passage.doc)),
    )


def types(found: Gathered) -> dict[str, ActorType]:
    """The type of each name: what is weighed, unless a title, brackets or data say for certain."""
    weighed = kinds(found.candidates, found.texts)
    known: dict[str, ActorType] = {name: kind for name, kind in weighed.items() if kind != "other"}
    known |= {name: "place" for name in known if known[name] == "organisation" and name in atlas().places}
    known |= dict.fromkeys(_cities(known), "place")
    known |= {name: "organisation" for name in known if name in bodies()}
    known |= dict.fromkeys((*(one.name for one in found.titled), *found.born), "person")
    known |= {name: "organisation" for pair in found.brackets for name in pair}
    none = frozenset(_nobodys(known, found.brackets))
    known = {name: kind for name, kind in known.items() if name not in none}
    return known | _introduced(found.headings, known)


def _nobodys(known: Mapping[str, ActorType], brackets: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Names of things with an acronym in brackets, and of people with what they are of: "Lord Byron of Rochdale"."""
    full = {name for name, kind in known.items() if kind == "person" and " " in name}
    yield from (name for name in known if name not in full and name.partition(" of ")[0] in full)
    yield from (name for pair in brackets if kind_of_noun(pair[0]) == "other" for name in pair)


def _cities(types: Mapping[str, ActorType]) -> Iterator[str]:
    """Words that were taken for people and are cities, and no part of anybody's name in the document."""
    people = [name for name, kind in types.items() if kind == "person"]
    of_people = {word for name in people if " " in name for word in name.split()}
    for name in people:
        if is_city(name) and not is_given_name(name) and name not in of_people:
            yield name


def _introduced(headings: Iterable[Candidate], types: Mapping[str, ActorType]) -> dict[str, ActorType]:
    """Full names that only a heading has, of people whom the text calls by their surname."""
    return {
        one.name: "person"
        for one in headings
        if len(parts := one.name.split()) == _TWO
        and types.get(parts[1]) == "person"
        and (parts[0] not in types or (types[parts[0]] == "person" and is_given_name(parts[0])))
    }
