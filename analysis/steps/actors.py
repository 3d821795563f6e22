"""All tables in; the actors of the whole corpus out, and everywhere the actor that an id really means.

Each document names its actors by itself. Here the documents are put together: a surname goes to the one full
name that has it, an acronym to the one organisation that it abbreviates, a name to one type. What fits
two actors stays by itself. States need no deciding: their id is their ISO 3166 code.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.config import Config
from analysis.rules import forms, grouping
from analysis.rules.bodies import bodies
from analysis.rules.counting import counted
from analysis.tables import OWN_NAMES, Actor, ActorType, Claim, Event, Lookalike, Mention, Tables, key_of


@dataclass(slots=True)
class _Profile:
    """What the documents say of one provisional actor."""

    actor_id: str
    type: ActorType
    name: str
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def weight(self) -> tuple[int, int, str]:
        """Which of several is the better known: mentions by name, then the longer name."""
        return self.forms.total(), len(self.name), self.actor_id


def actors(tables: Tables, _config: Config) -> Tables:
    """The tables with corpus-wide actor ids and with the actors themselves."""
    profiles = _profiles(tables.rows(Mention))
    owner = _owners(profiles)
    mentions = [_of_owner(row, profiles[owner[row.actor_id]]) for row in tables.rows(Mention)]
    claims = [
        row.model_copy(
            update={
                "source_actor": owner[row.source_actor] if row.source_actor else None,
                "actors": _renamed(row.actors, owner),
            }
        )
        for row in tables.rows(Claim)
    ]
    events = [_of_event(row, owner) for row in tables.rows(Event)]
    lookalikes = {
        key_of(one): one
        for row in tables.rows(Lookalike)
        for one in [row.model_copy(update={"actor_id": owner.get(row.actor_id, row.actor_id)})]
    }
    return tables.with_rows(
        (Mention, mentions),
        (Lookalike, lookalikes.values()),
        (Claim, claims),
        (Event, events),
        (Actor, counted(mentions, {actor_id: one.name for actor_id, one in profiles.items()})),
    ).sorted()


def _of_owner(row: Mention, owner: _Profile) -> Mention:
    """The mention as one of the corpus's actor: a surname that is all its document has is an alias there."""
    kind = row.kind
    if kind == "name" and row.actor_id != owner.actor_id and owner.type == "person":
        kind = forms.kind_of(row.text, owner.name)
    return row.model_copy(update={"actor_id": owner.actor_id, "type": owner.type, "kind": kind})


def _profiles(mentions: Iterable[Mention]) -> dict[str, _Profile]:
    found: dict[str, _Profile] = {}
    for mention in mentions:
        named = mention.name or mention.text
        profile = found.setdefault(mention.actor_id, _Profile(mention.actor_id, mention.type, named))
        profile.name = max(profile.name, named, key=lambda name: (len(name), name))
        if mention.kind in OWN_NAMES:
            profile.forms[mention.text] += 1
    return dict(sorted(found.items()))


def _owners(profiles: Mapping[str, _Profile]) -> dict[str, str]:
    """Each provisional id with the id that stands for it in the corpus: that of the best known of its group.

    A person goes by the full name, however often the surname alone is used.
    """
    same = _leaders(profiles, [*_groups(profiles.values(), _full_names), *_one_person(profiles.values())])
    leading = [profiles[actor_id] for actor_id in sorted(set(same.values()))]
    links = list(_short_names(leading))
    people = {one: full for one, full in links if profiles[one].type == "person"}
    short = _leaders(profiles, [link for link in links if link[0] not in people]) | people
    return {actor_id: short[leader] for actor_id, leader in same.items()}


def _leaders(profiles: Mapping[str, _Profile], groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """Union-find: every id with the best known of all that are linked to it."""
    parent = {actor_id: actor_id for actor_id in profiles}

    def root(actor_id: str) -> str:
        while parent[actor_id] != actor_id:
            parent[actor_id] = actor_id = parent[parent[actor_id]]
        return actor_id

    for group in groups:
        roots = {root(actor_id) for actor_id in group}
        best = max(roots, key=lambda actor_id: profiles[actor_id].weight)
        parent.update(dict.fromkeys(roots, best))
    return {actor_id: root(actor_id) for actor_id in parent}


def _groups(profiles: Iterable[_Profile], keys_of: Callable[[_Profile], Iterable[tuple[str, ...]]]) -> list[list[str]]:
    groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for profile in profiles:
        for key in keys_of(profile):
            groups[key].append(profile.actor_id)
    return list(groups.values())


def _one_person(profiles: Iterable[_Profile]) -> Iterator[tuple[str, str]]:
    """Full names that are surely one person's: "Bob Woodward" and "Robert Woodward"."""
    people = {profile.name: profile.actor_id for profile in profiles if profile.type == "person"}
    for name, owner in grouping.full_names(people).items():
        yield people[name], people[owner]


def _full_names(profile: _Profile) -> Iterator[tuple[str, ...]]:
    """What two actors must share to be one: the name, but for its case and its legal form."""
    if profile.type != "state":
        yield ("name", grouping.core(profile.name).casefold())


def _short_names(profiles: Sequence[_Profile]) -> Iterator[tuple[str, str]]:
    """Surnames and acronyms that are all a document gives, each with the only actor that they fit."""
    fitting: defaultdict[tuple[ActorType, str], list[str]] = defaultdict(list)
    for profile in profiles:
        for short in dict.fromkeys(_shortened(profile)):
            fitting[profile.type, short].append(profile.actor_id)
    for profile in profiles:
        full = fitting.get((profile.type, profile.name), [])
        if len(full) == 1 and full[0] != profile.actor_id:
            yield profile.actor_id, full[0]


def _is_short(profile: _Profile) -> bool:
    return " " not in profile.name or (profile.type == "person" and grouping.surname(profile.name) == profile.name)


def _shortened(profile: _Profile) -> Iterator[str]:
    """The short forms under which other documents may speak of an actor."""
    if _is_short(profile):
        return
    if profile.type == "person":
        yield grouping.surname(profile.name)
    if profile.type == "organisation":
        of_body, _, rest = profile.name.partition(" ")
        yield from [rest] if of_body in bodies() and " " in rest else []
        yield grouping.initials(profile.name)
        yield from sorted(form for form in profile.forms if forms.is_acronym(form))


def _of_event(row: Event, owner: Mapping[str, str]) -> Event:
    parts = {"actors": row.actors, "agents": row.agents, "patients": row.patients}
    return row.model_copy(update={name: _renamed(ids, owner) for name, ids in parts.items()})


def _renamed(actor_ids: Iterable[str], owner: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({owner[actor_id] for actor_id in actor_ids}))
