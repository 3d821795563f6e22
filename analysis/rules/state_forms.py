"""Every way of naming a state, or a service of one, as forms to look for in a text: data, no model."""

from __future__ import annotations

import functools

import pycountry

from analysis import lexicons
from analysis.rules.forms import LONGEST, Form, Forms, Who, actor_id, candidates, in_capitals, is_acronym, pieces
from analysis.rules.states import State, atlas
from analysis.tables import MentionKind


class Service(lexicons.Entry):
    """A noun that, with a state, names an organisation of that state, in small letters; what it is called there."""

    noun: str
    service: str


#: What states of the United States have.
_OFFICES = ("Rep.", "Rep", "Sen.", "Sen", "Gov.", "Gov", "Republican", "Republicans", "Democrat", "Democrats", "Senate")


def _states_of_the_us() -> frozenset[str]:
    """States of the United States that are called like a country: before an office, "Georgia" is none."""
    own = (region.name for region in pycountry.subdivisions if region.country_code == "US")
    return frozenset(own).intersection(atlas().names)


def of_state(state: State) -> Who:
    """A state as an actor."""
    return Who(f"state:{state.code}", "state", state.name)


@functools.cache
def state_forms() -> Forms:
    """Every way of naming a state; its adjectives, so that nothing shorter is found in them, name nobody."""
    known = atlas()
    forms = {pieces(word): Form(None) for word in known.adjectives}
    forms |= {pieces(word): Form(of_state(s), "demonym", "names.collective") for word, s in known.collectives.items()}
    forms |= {pieces(word): Form(of_state(s), "demonym", "names.people") for word, s in known.peoples.items()}
    forms |= {pieces(f"{state} {office}"): Form(None) for state in _states_of_the_us() for office in _OFFICES}
    for service in lexicons.read("services", Service):
        for word, state in (*known.adjectives.items(), *known.names.items()):
            kind: MentionKind = "name" if word in known.names else "nominal"
            forms[pieces(f"{word} {service.noun}")] = Form(_service(state, service), kind, "names.service")
    for name, state in known.names.items():
        full = " " in name or name == state.name
        kind = "acronym" if is_acronym(name) else "name" if full else "alias"
        forms[pieces(name)] = Form(of_state(state), kind, "names.state")
    return forms


@functools.cache
def adjective_forms() -> Forms:
    """The adjectives of states, for what is logged and not counted."""
    return {
        pieces(word): Form(of_state(state), rule="names.adjective")
        for word, state in atlas().adjectives.items()
        if word not in atlas().names
    }


def _service(state: State, service: Service) -> Who:
    """All services of one kind are one actor: "U.S. intelligence" and "American intelligence agencies"."""
    name = f"{state.name} {service.service}"
    return Who(actor_id("organisation", name), "organisation", name)


@functools.cache
def states_in_capitals() -> Forms:
    """The same, as a text in capitals has them."""
    return in_capitals(state_forms())


def names_states_only(text: str) -> bool:
    """Whether nothing but states is named: "Russia-North Korea" is no organisation, nor is "North Korean"."""
    words = pieces(text)
    while words:
        length, _ = next(candidates(words[:LONGEST], (state_forms(), states_in_capitals())), (0, None))
        if not length and words[0][0].isupper():
            return False
        words = words[length or 1 :]
    return True
