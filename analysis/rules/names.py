"""A document's passages in; out, every place where they name a person, an organisation or a state.

What may be a name gets a type (name_types.py) and the one who bears it (bearers.py), and the text is read again for
every form (forms.py), so that one miss of the language model is not one mention lost. States are known by data
(states.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.language import Passage
from analysis.rules import bearers
from analysis.rules.forms import Form, Forms, Named, Pieces, Who, actor_id, in_capitals, kind_of, pieces, read
from analysis.rules.kinds import is_case
from analysis.rules.name_types import Gathered, gathered, types
from analysis.rules.state_forms import adjective_forms, of_state, state_forms, states_in_capitals
from analysis.rules.states import atlas
from analysis.tables import ActorType


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
    """Every form to look for in the text, with the one whom it names."""
    found = gathered(passages)
    known = types(found)
    people, organisations = bearers.people(known, found), bearers.organisations(known, found)
    genders = bearers.genders(found.titled, people)
    forms: dict[Pieces, Form] = {pieces(name): Form(None) for name in _nobodies(known, found)}
    forms |= _short_states(passages)
    for name, owner in organisations.items():
        forms[pieces(name)] = Form(_who("organisation", owner), kind_of(name, owner), "names.organisation")
    for name, owner in people.items():
        who = replace(_who("person", owner), gender=genders.get(owner))
        forms[pieces(name)] = Form(who, kind_of(name, owner), "names.person")
    named_here = {one.name for one in found.candidates}
    for head, owner in bearers.heads(sorted(named_here.intersection(organisations.values()))).items():
        forms.setdefault(pieces(head), Form(_who("organisation", owner), "alias", "names.short"))
    return forms


def _who(kind: ActorType, name: str) -> Who:
    return Who(actor_id(kind, name), kind, name)


def _nobodies(known: Mapping[str, ActorType], found: Gathered) -> Iterator[str]:
    """Places, and cases before a court: in their names nobody is named."""
    yield from (name for name, kind in known.items() if kind == "place")
    yield from (one.name for one in found.candidates if is_case(one.name))


def _short_states(passages: Iterable[Passage]) -> dict[Pieces, Form]:
    """As "the North" for North Korea, in a text that has that name, too."""
    texts = [passage.doc.text for passage in passages]
    return {
        pieces(short): Form(of_state(state), "alias", "names.short")
        for short, state in atlas().short.items()
        if any(state.name in text for text in texts)
    }
