"""A spelling in, the state that it names out: ISO 3166 and its peoples as data, not as a list of ours.

Names come from pycountry (ISO 3166) and countryinfo, peoples from countryinfo; `lexicons/states.toml`
holds the small rest that neither knows (America, Britons, Kosovo).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis import lexicons

#: An adjective with one of these endings is its own plural: the Chinese, the Spanish, the Dutch, the Swiss.
_COLLECTIVE = ("ese", "sh", "ch", "ss", "x", "z")


class Entry(lexicons.Entry):
    """What the packages do not say about a state. `peoples` are plural nouns; `short`, with "the", stands for the name
    where the text has that, too ("the North").
    """

    code: str
    name: str | None = None
    spellings: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    peoples: tuple[str, ...] = ()
    short: str | None = None

    model_config = lexicons.Entry.model_config | {"strict": False}


@dataclass(frozen=True, slots=True)
class State:
    """A state: ISO 3166 alpha-2 code and the name it goes by in English."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Atlas:
    """All states, found by how they are written; `places` are their capitals and provinces, which are no actors."""

    names: Mapping[str, State]
    adjectives: Mapping[str, State]
    peoples: Mapping[str, State]
    collectives: Mapping[str, State]
    short: Mapping[str, State]
    places: frozenset[str]


@functools.cache
def atlas() -> Atlas:
    """Every state by name (Russia), adjective (Russian), people (Russians) and collective (the Chinese)."""
    rest = {entry.code: entry for entry in lexicons.read("states", Entry)}
    names: dict[str, State] = {}
    adjectives: dict[str, State] = {}
    peoples: dict[str, State] = {}
    places: set[str] = set()
    for code, records in _by_population():
        entry = rest.get(code, Entry(code=code, example=""))
        state = State(code, (entry.name or records[0]["name"]).removeprefix("The "))
        names.update(dict.fromkeys((*_spellings(records), *entry.spellings, state.name), state))
        adjectives.update(dict.fromkeys((*_demonyms(records), *entry.adjectives), state))
        peoples.update(dict.fromkeys((*map(_plural, _demonyms(records)), *entry.peoples), state))
        places.update(_places(records[0]))
    collectives = {word: state for word, state in adjectives.items() if word.endswith(_COLLECTIVE)}
    peoples = {word: state for word, state in peoples.items() if word not in collectives}
    short = {entry.short: names[entry.name or ""] for entry in rest.values() if entry.short}
    return Atlas(names, adjectives, peoples, collectives, short, frozenset(places - set(names)))


def _by_population() -> list[tuple[str, list[dict[str, Any]]]]:
    """The records of every state, the most populous last: "American" is the United States, not Saipan."""
    import countryinfo
    import pycountry

    known: dict[str, list[dict[str, Any]]] = {}
    for country in pycountry.countries:
        info: dict[str, Any] = dict(countryinfo.CountryInfo(country.alpha_2).info())
        if info["capital"]:  # the others, such as Antarctica, are uninhabited
            known[country.alpha_2] = [info, dict(country)]
    for entry in lexicons.read("states", Entry):
        known.setdefault(entry.code, [{"name": entry.name}])
    return sorted(known.items(), key=lambda item: (item[1][0].get("population") or 0, item[0]))


def _spellings(records: Iterable[dict[str, Any]]) -> list[str]:
    """Full names only. Single alternative words are codes and native names: "Island" is no Iceland in English."""
    found = []
    for record in records:
        found += [record[key] for key in ("name", "common_name", "official_name") if record.get(key)]
        found += [spelling for spelling in record.get("altSpellings", ()) if " " in spelling.strip()]
    return [name.strip().removeprefix("the ").removeprefix("The ") for name in found if "(" not in name]


def _places(record: dict[str, Any]) -> Iterator[str]:
    """Capital and provinces, each under both its names: "Kharkivs'ka (Kharkiv)"."""
    for place in (record.get("capital"), *record.get("provinces", ())):
        if isinstance(place, str):
            yield from place.rstrip(")").split(" (")


def _demonyms(records: Iterable[dict[str, Any]]) -> list[str]:
    """The adjectives of a state; countryinfo separates several by a comma or a slash."""
    listed = ",".join(record.get("demonym") or "" for record in records)
    return [word.strip() for word in listed.replace("/", ",").split(",") if word.strip()]


def _plural(demonym: str) -> str:
    return demonym if demonym.endswith(_COLLECTIVE) else demonym + "s"
