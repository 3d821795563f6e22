"""Who is meant by "he" or "she": the pronoun and the people before it in, one of them or nobody out.

A linear model decides. Each person, and nobody at all, is described by signs that have names: how far back and in
which role the last mention stands, how often there was one, what is known of the gender. What each sign counts stands
in `analysis/weights/antecedents.json`, learned by `analysis/training/antecedents.py`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis import weights
from analysis.rules.discourse import Discourse, Person, Place
from analysis.rules.given_names import gender_of
from analysis.rules.overview import Overview
from analysis.rules.pronouns import Pronoun
from analysis.rules.salience import is_bound, minded, verb_above
from analysis.rules.titles import GENDERS
from analysis.weights import Linear

if TYPE_CHECKING:
    from spacy.tokens import Token

_ROLES = {
    "nsubj": "subject", "nsubjpass": "subject", "csubj": "subject", "dobj": "object", "dative": "object",
    "pobj": "preposition", "poss": "possessor", "appos": "apposition", "attr": "predicate", "compound": "modifier",
    "nmod": "modifier", "amod": "modifier", "npadvmod": "adverbial", "agent": "preposition",
}  # fmt: skip
#: What follows a clause and is no part of it: "he left, and Obama stayed".
_FOLLOW = frozenset({"conj", "parataxis", "advcl"})
#: Sentences, and mentions, are told apart up to so many.
_FAR, _OFTEN = 4, 6
#: Names of a person are told apart up to so many; shares from which on a text speaks of one gender, or more of it.
_NAMED, _NEARLY_ALL, _MOST = 5, 0.9, 0.6
#: So many verbs above a pronoun are looked at.
_UP = 4
#: So many pronouns of one gender, and none of the other, tell it.
_SURE = 2


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun for a person where it stands: `quotation` is the one that holds it, with who says it if known.

    `ahead` is who is named behind it as the subject of the clause above: "In her speech, Angela Merkel ...".
    `others` are those who are surely not meant: "she blamed Merkel", "Obama, her husband".
    """

    token: Token
    pronoun: Pronoun
    block: int
    quotation: int | None = None
    speaker: str | None = None
    ahead: Place | None = None
    others: frozenset[str] = frozenset()


def antecedent(at: Reference, discourse: Discourse) -> Person | None:
    """The likeliest person, or None where nobody is likelier than any of them."""
    people = fitting(at, discourse)
    if not people:
        return None
    values = [_model().value(signs) for signs in described(at, people, discourse)]
    best = max(range(len(values)), key=lambda n: (values[n], n))
    return people[best] if best < len(people) else None


def fitting(at: Reference, discourse: Discourse) -> list[Person]:
    """The people whom a pronoun may mean where it stands, the last mentioned last."""
    people = [one for one in discourse.people.values() if _may_be(one, at, discourse)]
    if at.ahead is None or at.ahead.who is None or at.ahead.who.actor_id in discourse.people:
        return people
    return [*people, *(one for one in [Person(at.ahead.who.actor_id, at.ahead)] if _may_be(one, at, discourse))]


def _may_be(person: Person, at: Reference, discourse: Discourse) -> bool:
    if person.key in at.others or person.key == at.speaker or is_bound(person.last, at.token, at.pronoun):
        return False
    return _gender(person, discourse) in {None, at.pronoun.takes}


def _gender(person: Person, discourse: Discourse) -> str | None:
    """What the text tells of it, or else the given name of a full name, unless pronouns have said otherwise.

    Where no name tells it, pronouns do that were all of one gender; one alone is no more than a sign.
    """
    told = discourse.gender_of(person.who) if person.who else person.last.gender
    if told or not person.who:
        return told
    given = gender_of(person.who.name.split()[0]) if " " in person.who.name else None
    called = [gender for gender in GENDERS if person.called[gender]]
    if given or not called:
        return given if called in ([], [given]) else None
    return called[0] if len(called) == 1 and person.called[called[0]] >= _SURE else None


def described(at: Reference, people: Sequence[Person], discourse: Discourse) -> list[list[str]]:
    """The signs of each person, and last those of nobody."""
    order = sorted(people, key=lambda one: -one.mentions)
    near = len(people) - 1
    found = [
        sorted(set(_signs(at, one, discourse, nearer=near - n, more=order.index(one)))) for n, one in enumerate(people)
    ]
    return [*found, sorted(_signs_of_nobody(at, people, discourse))]


def _signs(at: Reference, person: Person, discourse: Discourse, *, nearer: int, more: int) -> Iterator[str]:
    last, token = person.last, at.token
    far = min(discourse.sentence - last.sentence, _FAR)
    role, own = role_of(last.root), role_of(token)
    form = "nobody named" if not person.who else "pronoun" if last.pronoun else "name"
    often = min(person.mentions, _OFTEN)
    yield f"sentences back: {far}"
    yield f"sentences back: {far}, {role}"
    yield f"sentences back: {far}, {form}"
    yield f"{own} after {role}{'' if far else ' in one sentence'}"
    yield f"{form} {role}"
    yield f"mentions: {often}"
    yield f"persons nearer: {min(nearer, 3)}"
    yield f"persons nearer: {min(nearer, 3)}, sentences back: {far}"
    yield f"persons more often mentioned: {min(more, 3)}"
    yield f"persons more often mentioned: {min(more, 3)}, sentences back: {far}"
    yield from _signs_of_text(person, at, discourse.whole)
    if at.ahead is not None and at.ahead.who == person.who:
        yield "subject ahead"
        yield f"subject ahead, {own}"
        yield f"subject ahead, mentions: {min(person.mentions, 1)}"
    if last.block != at.block:
        yield "another paragraph"
        yield f"another paragraph, {'begins it' if token.i == 0 else own}"
    if person.heads:
        yield "in a heading"
    if last.root.left_edge.is_sent_start:
        yield f"begins a sentence: {far}"
    if last.root.doc is token.doc:
        yield from _signs_of_syntax(last.root, token, own)
    yield from _signs_of_gender(person, at, discourse)
    yield from _signs_of_quotation(person, at)


def _signs_of_text(person: Person, at: Reference, whole: Overview) -> Iterator[str]:
    """How often the whole text names a person, and whether it speaks of one gender: then its main person has that."""
    if not person.who:
        return
    actor_id, share = person.who.actor_id, whole.share(at.pronoun.takes)
    rank = f"named more often in the text: {whole.rank(actor_id)}"
    yield f"named in the text: {min(whole.named[actor_id], _NAMED)}"
    yield rank
    yield f"{rank}, {'nearly all' if share >= _NEARLY_ALL else 'most' if share >= _MOST else 'few'} pronouns are such"
    if whole.is_main(actor_id):
        yield "named most by far"


def _signs_of_syntax(root: Token, token: Token, own: str) -> Iterator[str]:
    """How a person stands to a pronoun in the parse of one block."""
    if root.dep_ == "conj":
        yield "joined by and"
    if root.sent.start != token.sent.start:
        if role_of(root) == "subject" and root.head.dep_ == "ROOT":
            yield "subject of a sentence"
        return
    verb = verb_above(token)
    for step in range(_UP):
        if any(child.i == root.i for child in verb.children) and role_of(root) == "subject":
            yield f"subject of the verb, {step} up"
            yield f"subject of the verb, {step} up, {own}"
            return
        if verb.dep_ == "ROOT" or verb.head.i == verb.i:
            return
        yield_dep = verb.dep_
        verb = verb_above(verb)
        if any(child.i == root.i for child in verb.children) and role_of(root) == "subject":
            yield f"subject above a {yield_dep}"
            yield f"subject above a {yield_dep}, {own}"
            if yield_dep == "ccomp" and verb.lemma_.lower() in minded():
                yield "says it"
                yield f"says it, {step + 1} up, {own}"


def _signs_of_gender(person: Person, at: Reference, discourse: Discourse) -> Iterator[str]:
    same = at.pronoun.takes
    other = "female" if same == "male" else "male"
    told = discourse.gender_of(person.who) if person.who else person.last.gender
    yield f"gender: {'told' if told else 'not told'}"
    if person.who and not told:
        first, *rest = person.who.name.split()
        given = gender_of(first)
        borne = "unknown" if given is None else "fits" if given == same else "does not fit"
        yield f"given name {borne}{'' if rest else ', alone'}"
    if person.who and person.who.type != "person":
        yield "taken for no person"
        yield f"named {'like a thing' if person.who.actor_id in discourse.whole.things else 'like a person'}"
        yield f"taken for no person: {'called so' if person.called else 'never called so'}"
    if person.called[same]:
        yield "called so before"
        yield f"called so before: {min(person.called[same], 3)}"
    if person.called[other]:
        yield "called otherwise before"
    if person.last.pronoun and not person.called[other] and person.called[same]:
        yield "called so last"


def _signs_of_quotation(person: Person, at: Reference) -> Iterator[str]:
    if at.quotation is None:
        return
    if at.speaker == person.key:
        yield "says the quotation"
    within = person.last.block == at.block and person.last.root.i >= at.quotation
    yield f"the quotation {'holds' if within else 'does not hold'} both"


def _signs_of_nobody(at: Reference, people: Sequence[Person], discourse: Discourse) -> Iterator[str]:
    yield "nobody"
    far = [min(discourse.sentence - one.last.sentence, _FAR) for one in people]
    yield f"nobody, the nearest person {min(far)} back"
    yield f"nobody, of {min(len(people), 3)}"
    yield f"nobody, {role_of(at.token)}"
    if not any(one.who for one in people):
        yield "nobody, as nobody is named"
    if at.quotation is not None:
        yield "nobody, in a quotation"


def subject_ahead(token: Token) -> Token | None:
    """The subject of a verb above that stands behind a word: of "his" in "In his speech, Obama said", Obama."""
    verb = token
    for _ in range(_UP):
        verb = verb_above(verb)
        subject = next((child for child in verb.children if role_of(child) == "subject" and child.i > token.i), None)
        if subject is not None or verb.head.i == verb.i:
            return subject
    return None


def hangs_on(token: Token, verb: Token) -> bool:
    """Whether a word stands in the clause of a verb or in one below it, and in none that only follows it."""
    for _ in range(2 * _UP):
        if token.i == verb.i:
            return True
        if token.head.i == token.i or token.dep_ in _FOLLOW:
            return False
        token = token.head
    return False


def role_of(token: Token) -> str:
    """The role of a noun phrase in its clause; of "Russia and China", both have that of the first."""
    for _ in range(_UP):
        if token.dep_ != "conj":
            break
        token = token.head
    return _ROLES.get(token.dep_, "other")


@functools.cache
def _model() -> Linear:
    return weights.read("antecedents")
