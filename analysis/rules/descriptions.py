"""A noun phrase and what the text has said so far in; out, whom it describes, where the text gives evidence for it.

A description needs a state's adjective, a title that somebody bears, an apposition: nearness alone names nobody.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis import lexicons
from analysis.rules.discourse import Discourse
from analysis.rules.forms import Named, Who
from analysis.rules.grouping import words
from analysis.rules.organs import organs
from analysis.rules.persons import Role, person_at
from analysis.rules.salience import is_beside
from analysis.rules.state_forms import of_state
from analysis.rules.states import State, atlas

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_MANY = frozenset({"NNS", "NNPS"})
_DEFINITE = frozenset({"the", "this", "that"})
_NOBODY = frozenset({"any", "no", "neither", "another", "each", "every"})
_OF = frozenset({"of", "for", "on", "to"})
#: So many sentences back is of late.
_OF_LATE = 2
#: What stands between a possessor and a noun, up to so many words.
_MODIFYING, _LONGEST = frozenset({"ADJ", "NOUN", "PROPN", "NUM"}), 4
_OPENING = frozenset({"(", "["})
_COUNTRY, _OURS = frozenset({"country", "nation"}), frozenset({"our"})


class CompanyNoun(lexicons.Entry):
    """A noun for any organisation."""

    noun: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A passage in which descriptions are looked for: who is named at which token, and whom a token means.

    `quoted` holds the tokens that stand in a quotation.
    """

    named: Mapping[int, Named]
    who: Callable[[Token], Who | None]
    discourse: Discourse
    quoted: Container[int] = ()


def described(chunk: Tokens, scene: Scene) -> tuple[Who | None, str]:
    """Who is meant by a noun phrase that holds no name of its own, and the rule that says so."""
    for rule in (_by_apposition, _by_organ, _by_office, _by_country, _by_relation, _by_name):
        who = rule(chunk, scene)
        if who and not _is_title(chunk, who, scene):
            return who, "references." + rule.__name__.removeprefix("_by_")
    return None, ""


def _is_title(chunk: Tokens, who: Who, scene: Scene) -> bool:
    """Whether the name itself follows: "US President Barack Obama" is one mention."""
    behind = scene.named.get(chunk.root.i + 1)
    return behind is not None and behind.who == who and chunk.root.dep_ != "appos"


def before_name(one: Named, scene: Scene) -> Tokens | None:
    """The description that stands before a name and has a possessor of its own: "his wife" in "his wife Melania Trump".

    Without one it is a title, and one mention with the name.
    """
    doc, place = one.passage.doc, one.tokens.start - 1
    if one.who.type != "person" or place < 1 or doc[place].pos_ != "NOUN" or not _may_describe(doc[place], one.who):
        return None
    owner = _owner_before(doc[place])
    if owner is None:
        return None
    _relate(scene.who(owner), doc[place], one.who, scene)
    return doc[owner.left_edge.i : place + 1]


def _owner_before(noun: Token) -> Token | None:
    """The possessor that stands before a noun, whatever the parser made of the name behind it."""
    first = noun.i
    while first > max(noun.sent.start, noun.i - _LONGEST) and noun.doc[first - 1].pos_ in _MODIFYING:
        first -= 1
    before = noun.doc[max(first - 2, noun.sent.start) : first]
    owner = next((token for token in reversed(before) if token.dep_ != "case"), None)
    return owner if owner is not None and owner.dep_ == "poss" else None


def _relate(owner: Who | None, noun: Token, who: Who, scene: Scene) -> None:
    if owner:
        scene.discourse.relations[owner.actor_id, noun.lemma_.lower()] = who


def learn(chunk: Tokens, scene: Scene) -> None:
    """As "French president Emmanuel Macron" says who holds that office, and whom "the president" may mean."""
    who = scene.who(chunk.root)
    before = [token for token in chunk if token.i not in scene.named]
    if who is None or who.type != "person" or not before:
        return
    role = next((role for token in reversed(before) if (role := role_of(token))), None)
    if role:
        _learn_role(who, role, _state_in(chunk, scene), scene)
    if before[-1].pos_ in {"NOUN", "PROPN"} and before[-1].i + 1 in scene.named:
        _call(who, before[-1], scene)


def learn_ties(sentence: Tokens, scene: Scene) -> None:
    """With which states, by name or adjective, the people of a sentence are named together."""
    found = {one.who.actor_id: one.who for token in sentence if (one := scene.named.get(token.i))}
    near = ((token, state) for token in sentence if (state := _state_at(token)))
    states = {of_state(state).actor_id for token, state in near if role_of(token.head) is None}
    for who in found.values():
        if who.type == "person":
            scene.discourse.ties.setdefault(who.actor_id, Counter()).update(sorted(states))


def learn_kind(who: Who, scene: Scene) -> None:
    """The main words of an organisation's name by which it may be called: of "Church of England", "church"."""
    parts = who.name.split()
    ends = [n - 1 for n, part in enumerate(parts) if part in _OF and n] + [len(parts) - 1]
    for word in sorted({parts[n] for n in ends} & words("head")):
        scene.discourse.called.setdefault(word.casefold(), {})[who] = None


def noun_phrases(doc: Doc) -> dict[int, Tokens]:
    """Noun phrases by the place of their head, those before a possessive 's among them."""
    owning = (doc[token.left_edge.i : token.i + 1] for token in doc if token.dep_ == "poss" and token.pos_ == "NOUN")
    return {chunk.root.i: chunk for chunk in (*owning, *doc.noun_chunks)}


def role_of(noun: Token) -> Role | None:
    """The role that a noun names, with the word before it where that makes it another: "prime minister"."""
    pair = noun.doc[max(noun.i - 1, 0) : noun.i + 1].text.lower()
    return _roles().get(pair) or _roles().get(noun.lemma_.lower())


def _call(who: Who, noun: Token, scene: Scene) -> None:
    scene.discourse.called.setdefault(noun.lemma_.casefold(), {})[who] = None


def _learn_role(who: Who, role: Role, state: Who | None, scene: Scene) -> None:
    if role.gender:
        scene.discourse.genders.setdefault(who.actor_id, role.gender)
    if state and role.office:
        scene.discourse.holders.setdefault((state.actor_id, role.office), who)


def _by_apposition(chunk: Tokens, scene: Scene) -> Who | None:
    """As in "its president, Kim Jong Un" and "Kim Jong Un, its president"."""
    root = chunk.root
    if _is_title_of_work(chunk):
        return None
    beside = [child for child in root.children if child.dep_ == "appos" and _is_head(child, scene)]
    if root.dep_ == "appos" and _is_head(root.head, scene):
        beside.append(root.head)
    who = scene.who(beside[0]) if beside and chunk[0].lower_ not in _NOBODY else None
    if who is None or not _may_describe(root, who):
        return None
    role = role_of(root)
    if role:
        _learn_role(who, role, _state_in(chunk, scene), scene)
    _call(who, root, scene)
    for owner in (token for token in root.lefts if token.dep_ == "poss"):
        _relate(scene.who(owner), root, who, scene)
    return who


def _is_title_of_work(chunk: Tokens) -> bool:
    """Whether a name stands in brackets, as those of works, months and languages: "Elia Kazan (The Last Tycoon)"."""
    before = chunk.doc[max(chunk.start - 1, 0) : chunk.root.i]
    return chunk.root.pos_ == "PROPN" and any(token.text in _OPENING for token in before)


def _by_relation(chunk: Tokens, scene: Scene) -> Who | None:
    """As in "his wife", where the text has said who that is."""
    owner = next((who for token in chunk.root.lefts if token.dep_ == "poss" and (who := scene.who(token))), None)
    if owner is None or chunk.root.tag_ in _MANY:
        return None
    return scene.discourse.relations.get((owner.actor_id, chunk.root.lemma_.lower()))


def _may_describe(noun: Token, who: Who) -> bool:
    """Whether a noun is one for such an actor: a person's role, a kind of organisation."""
    if noun.tag_ in _MANY:
        return False
    if who.type == "person":
        return role_of(noun) is not None or person_at(noun) == noun
    return who.type == "organisation" and (noun.lower_ in _company_nouns() or noun.lower_.capitalize() in words("head"))


def _is_head(token: Token, scene: Scene) -> bool:
    one = scene.named.get(token.i)
    return one is not None and one.tokens.root.i == token.i


def _by_organ(chunk: Tokens, scene: Scene) -> Who | None:
    """As in "the American authorities"; where the state is named by a noun ("US officials"), that name counts."""
    if chunk.root.lower_ not in organs() or any(token.i in scene.named for token in chunk):
        return None
    return _state_in(chunk, scene)


def _by_office(chunk: Tokens, scene: Scene) -> Who | None:
    """As in "its leader": who holds the office, or else, with "the", who was named last and holds none."""
    role = role_of(chunk.root)
    state = _state_in(chunk, scene) if role and role.office else None
    if role is None or role.office is None or state is None or chunk.root.dep_ in {"attr", "compound"}:
        return None
    if chunk.root.tag_ in _MANY or chunk[0].lower_ in _NOBODY | {"a", "an"}:
        return None
    key = (state.actor_id, role.office)
    if key not in scene.discourse.holders and chunk[0].lower_ == "the":
        who = _unseated(state, role.office, scene)
        if who:
            scene.discourse.holders[key] = who
    return scene.discourse.holders.get(key)


def _unseated(state: Who, office: str, scene: Scene) -> Who | None:
    """Who was named last, holds no such office elsewhere, and has to do with this state more than with others."""
    held = {at: who.actor_id for (at, kind), who in scene.discourse.holders.items() if kind == office}
    near = [one for one in scene.discourse.places if one.sentence >= scene.discourse.sentence - 1]
    people = (one.who for one in reversed(near) if one.who and one.who.type == "person")
    free = (who for who in people if who.actor_id not in held.values())
    who = next(free, None)
    ties = {at: n for at, n in scene.discourse.ties.get(who.actor_id, {}).items() if at not in held} if who else {}
    return who if ties and ties.get(state.actor_id) == max(ties.values()) else None


def _by_name(chunk: Tokens, scene: Scene) -> Who | None:
    """As in "the agency", "the director": the one whom the text calls so, by a word in or beside the name."""
    *modifiers, noun = chunk
    if [token.lower_ in _DEFINITE for token in modifiers] != [True] or noun.tag_ in _MANY or _is_narrowed(noun):
        return None
    known = scene.discourse.called.get(noun.lemma_.casefold(), {})
    if known or noun.lemma_.casefold() not in _company_nouns():
        return next(iter(known)) if len(known) == 1 else None
    near = (one for one in scene.discourse.places if one.sentence >= scene.discourse.sentence - _OF_LATE)
    named = {one.who for one in near if one.who and one.who.type == "organisation"}
    return next(iter(named)) if len(named) == 1 else None


def _is_narrowed(noun: Token) -> bool:
    """Whether more follows that says which one: "the agency of which", "the president of Mexico"."""
    return noun.dep_ in {"attr", "compound", "appos"} or any(
        child.dep_ in {"prep", "relcl", "acl", "appos"} and child.i > noun.i for child in noun.children
    )


def _by_country(chunk: Tokens, scene: Scene) -> Who | None:
    """As in "this country": the state named last, the subject before others; or else the one the text is about."""
    *modifiers, noun = chunk
    if noun.lower_ not in _COUNTRY or [token.lower_ in _DEFINITE | _OURS for token in modifiers] != [True]:
        return None
    near = [c for c in scene.discourse.places if c.who and c.who.type == "state"]
    near = [c for c in near if c.sentence >= scene.discourse.sentence - _OF_LATE and not _is_another(c.root, noun)]
    if near and modifiers[0].lower_ not in _OURS:
        return max(near, key=lambda c: (c.sentence, c.subject, c.root.i)).who
    return None if noun.i in scene.quoted or _is_narrowed(noun) else scene.discourse.whole.state


def _is_another(state: Token, noun: Token) -> bool:
    """Whether a state is beside "this country", and no scene that was set first: "In France, many left the country"."""
    return is_beside(state, noun) and not (state.head.is_sent_start and noun.dep_ == "dobj")


def _state_in(chunk: Tokens, scene: Scene) -> Who | None:
    """The state that a noun phrase speaks of before its head: by adjective, by name, or by "its"."""
    for token in chunk.doc[chunk.start : chunk.root.i]:
        state = _state_by(token, atlas().adjectives)
        who = of_state(state) if state else scene.who(token)
        if who and who.type == "state":
            return who
    return None


def _state_at(token: Token) -> State | None:
    return _state_by(token, atlas().adjectives, atlas().names)


def _state_by(token: Token, *spellings: Mapping[str, State]) -> State | None:
    """The state of which a spelling, of one word or two, begins here; of the first kind of spellings that has one."""
    pair, word = token.doc[token.i : token.i + 2].text, token.text
    return next((state for known in spellings if (state := known.get(pair) or known.get(word))), None)


@functools.cache
def _roles() -> Mapping[str, Role]:
    return {entry.noun: entry for name in ("people", "roles") for entry in lexicons.read(name, Role)}


@functools.cache
def _company_nouns() -> frozenset[str]:
    return frozenset(entry.noun for entry in lexicons.read("company_nouns", CompanyNoun))
