"""The actors of a corpus, their mentions and an editor's decisions in; who is who after all out.

A decision names actors as a reader of the report knows them: by id, by name, by another name, or by a name that
the editor gives himself. Everything is looked up before anything is changed, so the order of decisions means nothing.
Of decisions that contradict each other none is used.
"""

from __future__ import annotations

import difflib
import fnmatch
import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from analysis.rules import forms
from analysis.tables import NAMES, Actor, ActorType, Decision, DecisionKind, Mention, key_of

_QUOTES = str.maketrans("‘’ʼ“”", "'''\"\"")
_NEAR = 3

#: A mention by document, start and end.
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Revision:
    """What the decisions come to, and what became of each."""

    owners: Mapping[str, str]
    parts: Mapping[tuple[Place, str], str]
    names: Mapping[str, str]
    types: Mapping[str, ActorType]
    excluded: frozenset[str]
    edited: Mapping[str, tuple[DecisionKind, ...]]
    decisions: tuple[Decision, ...]

    def owner(self, actor_id: str) -> str:
        """Who an actor is after all merging."""
        return self.owners.get(actor_id, actor_id)

    def meant(self, mention: Mention) -> str:
        """Whom a mention means after all."""
        own = mention.actor_id
        return self.owner(self.parts.get((_place(mention), own), own))


@dataclass(slots=True)
class _Case:
    """A decision with the actors that it speaks of, or what speaks against it."""

    decision: Decision
    subject: str = ""
    object: str = ""
    why: str | None = None

    @property
    def kind(self) -> DecisionKind:
        return self.decision.decision

    @property
    def says(self) -> tuple[str, str]:
        """What is said of whom: who else is meant, under whatever name, or else which name or type it is to have."""
        return self.subject, self.object or self.decision.value

    def refuse(self, why: str) -> None:
        """Note what speaks against it; the first reason is kept."""
        self.why = self.why or why

    def refuse_for(self, other: _Case) -> None:
        """Note that it contradicts another."""
        self.refuse(f"it contradicts {other.decision.told}")


def revised(decisions: Iterable[Decision], actors: Sequence[Actor], mentions: Sequence[Mention]) -> Revision:
    """What the decisions make of these actors."""
    known = _Known(actors)
    cases = [_Case(decision) for decision in sorted(decisions, key=key_of)]
    _look_up(cases, known)
    _refuse_what_is_excluded(cases)
    parts = _parts([case for case in cases if case.kind == "split"], mentions)
    owners = _merged([case for case in cases if case.kind == "merge"])
    return _revision(cases, parts, owners, known)


# --- who is spoken of ------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """A name as it is compared: whatever the case, the blanks and the form of its quotation marks."""
    return " ".join(text.translate(_QUOTES).casefold().split())


class _Known:
    """Actors by everything that they are called."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors = {actor.actor_id: actor for actor in actors}
        self.types: dict[str, ActorType] = {actor.actor_id: actor.type for actor in self.actors.values()}
        self._levels: list[defaultdict[str, set[str]]] = [defaultdict(set) for _ in range(4)]
        by_id, by_name, by_alias, self._given = self._levels
        for actor in self.actors.values():
            by_id[_plain(actor.actor_id)].add(actor.actor_id)
            by_name[_plain(actor.name)].add(actor.actor_id)
            for alias in actor.aliases:
                by_alias[_plain(alias)].add(actor.actor_id)

    def give(self, name: str, actor_id: str) -> None:
        """Note a name that the editor gives."""
        self._given[_plain(name)].add(actor_id)

    def find(self, called: str) -> list[str]:
        """The actors that are called so: by id, else by name, else by another name, else by a name that was given."""
        found = (level[_plain(called)] for level in self._levels if _plain(called) in level)
        return sorted(next(found, ()))

    def near(self, called: str) -> str:
        """What else might have been meant, to be added to a sentence."""
        near = difflib.get_close_matches(_plain(called), self._forms, n=_NEAR, cutoff=0.7)
        return f"; near to it: {', '.join(dict.fromkeys(self._forms[one] for one in near))}" if near else ""

    @functools.cached_property
    def _forms(self) -> Mapping[str, str]:
        """Every name, and every word of one, with a name to write instead."""
        named = sorted(actor.name for actor in self.actors.values())
        by_word = {_plain(word): name for name in reversed(named) for word in name.split()}
        return by_word | {_plain(name): name for name in named}


def _look_up(cases: Sequence[_Case], known: _Known) -> None:
    """Find whom each decision speaks of. Names that splits and renamings give are known to all others."""
    found = [(case, known.find(case.decision.actor)) for case in cases if case.kind in ("split", "rename")]
    for case, (actor_id,) in ((case, several) for case, several in found if len(several) == 1):
        name = case.decision.value
        known.give(name, actor_id if case.kind == "rename" else _of_part(name, actor_id, known))
    for case in cases:
        case.subject = _only(case, case.decision.actor, known)
        if case.kind == "split" and case.subject and case.subject not in known.actors:
            case.refuse("it has no such mention")
        if case.kind in ("merge", "split"):
            case.object = _only(case, case.decision.value, known)
        if case.kind == "split" and case.subject == case.object:
            case.refuse("a part of it is to be the same actor")
        if case.kind == "exclude" and case.subject:
            _refuse_other_names(case, known.actors.get(case.subject))


def _refuse_other_names(case: _Case, actor: Actor | None) -> None:
    """Whoever excludes “MP” need not mean the Metropolitan Police: that takes its id, its name or a part of this."""
    called = _plain(case.decision.actor)
    if actor and called != _plain(actor.actor_id) and not set(called.split()) <= set(_plain(actor.name).split()):
        written, name = case.decision.actor, actor.name
        case.refuse(
            f"“{written}” is one of several names of “{name}”; write “{name}” to exclude it under every name, "
            f"or split off what is written “{written}” and exclude that"
        )


def _of_part(name: str, whole: str, known: _Known) -> str:
    """The actor whom a part means: one that is called so, or else a new one of the same type."""
    found = known.find(name)
    actor_id = found[0] if found else forms.actor_id(known.types[whole], name)
    known.types.setdefault(actor_id, known.types[whole])
    return actor_id


def _only(case: _Case, called: str, known: _Known) -> str:
    found = known.find(called)
    if not found:
        case.refuse(f"no actor is called “{called}”{known.near(called)}")
    if len(found) > 1:
        case.refuse(f"several actors are called “{called}”; write one of {', '.join(found)}")
    return found[0] if found else ""


# --- parts -----------------------------------------------------------------------------------------


def _place(mention: Mention) -> Place:
    return mention.doc_id, mention.start, mention.end


def _parts(cases: Sequence[_Case], mentions: Iterable[Mention]) -> dict[tuple[Place, str], str]:
    """The mentions that mean somebody else, each with whom. Who stands for a name goes where that name goes."""
    wholes = {case.subject for case in cases if not case.why}
    own: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=_place):
        if mention.actor_id in wholes:
            own[mention.actor_id].append(mention)
    claimed = _claimed(cases, own)
    return {
        (_place(mention), mention.actor_id): part
        for several in own.values()
        for _, in_document in itertools.groupby(several, key=lambda one: one.doc_id)
        for mention, part in _with_what_follows(list(in_document), claimed)
    }


def _claimed(cases: Sequence[_Case], own: Mapping[str, Sequence[Mention]]) -> dict[tuple[Place, str], str]:
    """Mentions with the part that speaks of them. Parts that speak of one mention contradict each other."""
    claims: defaultdict[tuple[Place, str], list[_Case]] = defaultdict(list)
    for case in cases:
        spoken_of = [] if case.why else list(_part_of(own[case.subject], case.decision))
        for mention in spoken_of:
            claims[_place(mention), mention.actor_id].append(case)
        if not spoken_of:
            case.refuse("it has no such mention")
    for several in claims.values():
        if len({case.object for case in several}) > 1:
            _contradict(several)
    return {place: case.object for place, several in claims.items() for case in several if not case.why}


def _part_of(mentions: Iterable[Mention], split: Decision) -> Iterator[Mention]:
    """The mentions of which a decision speaks."""
    words = {_plain(one) for one in split.written}
    patterns = split.in_documents
    for mention in mentions:
        there = any(one == mention.doc_id or fnmatch.fnmatchcase(mention.doc_id, one) for one in patterns)
        if (there or not patterns) and (not words or _plain(mention.text) in words):
            yield mention


def _with_what_follows(
    mentions: Sequence[Mention], claimed: Mapping[tuple[Place, str], str]
) -> Iterator[tuple[Mention, str]]:
    """Mentions of an actor in a document that mean another; pronouns and descriptions mean who was named last."""
    places = [(_place(mention), mention.actor_id) for mention in mentions]
    named = [claimed.get(place) for place, one in zip(places, mentions, strict=True) if one.kind in NAMES]
    last = named[0] if named else None
    for place, mention in zip(places, mentions, strict=True):
        last = claimed.get(place) if mention.kind in NAMES else last
        part = claimed.get(place) or last
        if part:
            yield mention, part


# --- contradictions --------------------------------------------------------------------------------


def _contradict(cases: Sequence[_Case]) -> None:
    """Refuse all of them, each for the first that does not say the same."""
    for case in cases:
        case.refuse_for(next(one for one in cases if one.says != case.says))


def _refuse_what_is_excluded(cases: Sequence[_Case]) -> None:
    """Who is excluded can neither be merged, nor renamed, nor be of a type."""
    speaking: defaultdict[str, list[_Case]] = defaultdict(list)
    for case in cases:
        if not case.why and case.kind != "split":
            for actor_id in dict.fromkeys((case.subject, case.object or case.subject)):
                speaking[actor_id].append(case)
    for several in speaking.values():
        excluding = [case for case in several if case.kind == "exclude"]
        others = [case for case in several if case.kind != "exclude"]
        for case in several if excluding and others else ():
            case.refuse_for(others[0] if case.kind == "exclude" else excluding[0])


def _merged(cases: Sequence[_Case]) -> dict[str, str]:
    """Everyone who is merged, with whom he is in the end."""
    into: defaultdict[str, list[_Case]] = defaultdict(list)
    for case in cases:
        if not case.why and case.subject != case.object:
            into[case.object].append(case)
    for several in into.values():
        if len({case.subject for case in several}) > 1:
            _contradict(several)
    for circle in _circles({other: several[0] for other, several in into.items()}):
        _contradict([case for step in circle for case in into[step.object]])
    return _roots({other: several[0].subject for other, several in into.items() if not several[0].why})


def _circles(into: Mapping[str, _Case]) -> Iterator[list[_Case]]:
    """Merges that lead back to where they begin."""
    seen: set[str] = set()
    for start in into:
        walk: dict[str, _Case] = {}
        at = start
        while at in into and at not in seen:
            seen.add(at)
            walk[at] = into[at]
            at = into[at].subject
        if at in walk:
            steps = list(walk)
            yield [walk[step] for step in steps[steps.index(at) :]]


def _roots(into: Mapping[str, str]) -> dict[str, str]:
    """Everyone with the last of those to whom he leads."""
    roots: dict[str, str] = {}
    for start in into:
        walk, at = [], start
        while at in into and at not in roots:
            walk.append(at)
            at = into[at]
        roots |= dict.fromkeys(walk, roots.get(at, at))
    return roots


# --- what it comes to ------------------------------------------------------------------------------


def _revision(
    cases: Sequence[_Case], parts: Mapping[tuple[Place, str], str], owners: Mapping[str, str], known: _Known
) -> Revision:
    splits = [case for case in cases if case.kind == "split" and not case.why]
    titles = {case.object: case.decision.value for case in splits}
    for case in cases:
        case.subject, case.object = (owners.get(one, one) for one in (case.subject, case.object))
    stated_types = {actor_id: cast("ActorType", kind) for actor_id, kind in _stated(cases, "type").items()}
    return Revision(
        owners=owners,
        parts=parts,
        names={**titles, **{one.actor_id: one.name for one in known.actors.values()}, **_stated(cases, "rename")},
        types={**known.types, **stated_types},
        excluded=frozenset(case.subject for case in cases if case.kind == "exclude" and not case.why),
        edited=_edited(cases),
        decisions=tuple(map(_judged, cases)),
    )


def _stated(cases: Sequence[_Case], kind: str) -> dict[str, str]:
    """What is said of each actor. Decisions that do not say the same are refused."""
    by_actor: defaultdict[str, list[_Case]] = defaultdict(list)
    for case in cases:
        if case.kind == kind and not case.why:
            by_actor[case.subject].append(case)
    for several in by_actor.values():
        if len({case.decision.value for case in several}) > 1:
            _contradict(several)
    return {actor_id: several[0].decision.value for actor_id, several in by_actor.items() if not several[0].why}


def _edited(cases: Iterable[_Case]) -> dict[str, tuple[DecisionKind, ...]]:
    """What was decided of each actor."""
    edited: defaultdict[str, set[DecisionKind]] = defaultdict(set)
    for case in cases:
        for actor_id in () if case.why else (case.subject, case.object or case.subject):
            edited[actor_id].add(case.kind)
    return {actor_id: tuple(sorted(kinds)) for actor_id, kinds in edited.items()}


def _judged(case: _Case) -> Decision:
    """The decision, and what became of it. Of a split a reader looks for the part."""
    actor_id = case.object if case.kind == "split" else case.subject
    used = case.why is None
    return case.decision.model_copy(update={"used": used, "why": case.why, "actor_id": actor_id if used else None})
