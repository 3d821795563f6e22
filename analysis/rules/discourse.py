"""What a text has said so far, as far as a later pronoun or description may go back to it."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.rules.forms import Who
from analysis.rules.overview import Overview
from analysis.rules.pronouns import SUBJECTS
from analysis.rules.titles import Gender

if TYPE_CHECKING:
    from spacy.tokens import Token

#: So many places are remembered, and so many people.
_PLACES, _PEOPLE = 40, 16


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody or something was mentioned; without `who`, it is nobody whom the text names.

    `maybe`: what was taken for something else may be a person all the same.
    """

    root: Token
    sentence: int
    block: int
    who: Who | None = None
    many: bool | None = None
    person: bool = False
    maybe: bool = False
    gender: Gender | None = None
    pronoun: bool = False

    @property
    def subject(self) -> bool:
        """Whether it is the subject of its clause."""
        return self.root.dep_ in SUBJECTS


@dataclass(slots=True, eq=False)
class Person:
    """A person of the text, named or not, with the last place and how often they were mentioned."""

    key: str
    last: Place
    mentions: int = 0
    heads: int = 0
    called: Counter[str] = field(default_factory=Counter)

    @property
    def who(self) -> Who | None:
        """Who it is, if the text names them."""
        return self.last.who


@dataclass(slots=True)
class Discourse:
    """What the text has mentioned up to here, and what it says of those whom it names, wherever it says so.

    `whole`: what the text as a whole tells; `holders`: who holds an office of a state; `called`: who has a noun before
    or beside the name; `ties`: with which states somebody shares sentences; `relations`: who is somebody's
    wife, son or lawyer.
    """

    whole: Overview = field(default_factory=Overview)
    places: deque[Place] = field(default_factory=lambda: deque(maxlen=_PLACES))
    people: dict[str, Person] = field(default_factory=dict)
    holders: dict[tuple[str, str], Who] = field(default_factory=dict)
    genders: dict[str, Gender] = field(default_factory=dict)
    called: dict[str, dict[Who, None]] = field(default_factory=dict)
    ties: dict[str, Counter[str]] = field(default_factory=dict)
    relations: dict[tuple[str, str], Who] = field(default_factory=dict)
    sentence: int = 0

    def gender_of(self, who: Who) -> Gender | None:
        """Whether somebody is a man or a woman, as far as a title, a role or a pronoun has told."""
        return who.gender or self.genders.get(who.actor_id)

    def add(self, place: Place, *, heading: bool = False, key: str | None = None) -> None:
        """Remember a place; one that is a person's makes that person the last of all. `key`: one known before."""
        self.places.append(place)
        if not (place.person or place.maybe) or place.many is True:
            return
        key = key or (place.who.actor_id if place.who else f"{place.block}:{place.root.i}")
        person = self.people.pop(key, None) or Person(key, place)
        person.last = place
        person.mentions += 1
        person.heads += heading
        self.people[key] = person
        if len(self.people) > _PEOPLE:
            del self.people[next(iter(self.people))]
