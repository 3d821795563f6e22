"""Passages and who is named in them in; out, every description and pronoun that stands for somebody named.

One reading from left to right. A description needs evidence in the text: a state's adjective, a title that
somebody bears, an apposition. A pronoun takes the most salient of what stands before it and agrees with it,
things and unnamed people among them, so that "it" is no actor where a thing is nearer. The idea of weighted
salience (sentence recency, subject emphasis, agreement, and the binding filter) is Lappin and Leass's (1994);
the weights are our own. "It" most often means no actor, so it is one only where that is clear.
"""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.language import Passage
from analysis.rules.cues import Cue
from analysis.rules.forms import Named, Who
from analysis.rules.organs import organs
from analysis.rules.persons import Role
from analysis.rules.predicates import words_of
from analysis.rules.speakers import speakers
from analysis.rules.state_forms import of_state
from analysis.rules.states import atlas
from analysis.rules.titles import Gender
from analysis.tables import MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_MANY = frozenset({"NNS", "NNPS"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_NO_THINGS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "ORDINAL", "QUANTITY"})
_DEFINITE = frozenset({"the", "this", "that"})
_NOBODY = frozenset({"any", "no", "neither", "another", "each", "every"})
_COUNTRY = frozenset({"country", "nation"})
#: How many sentences back a pronoun may reach, and what makes a candidate salient.
_REACH = {"male": 3, "female": 3, "thing": 1, "several": 1}
_PER_SENTENCE, _SUBJECT, _PARALLEL, _AGREES, _NUMBER = 40, 30, 15, 20, 25


class Pronoun(lexicons.Entry):
    """A pronoun and who may be meant by it."""

    form: str
    takes: Literal["male", "female", "thing", "several", "speaker"]
    possessive: bool


class Idle(lexicons.Entry):
    """A verb whose subject "it" is no actor."""

    verb: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What a later pronoun may stand for; without `who`, it is nobody whom the text names."""

    root: Token
    sentence: int
    who: Who | None = None
    many: bool | None = None
    person: bool = False
    gender: Gender | None = None

    @property
    def subject(self) -> bool:
        return self.root.dep_ in _SUBJECTS


@dataclass(slots=True)
class _Discourse:
    """What the text has said so far."""

    candidates: deque[_Candidate] = field(default_factory=lambda: deque(maxlen=40))
    holders: dict[tuple[str, str], Who] = field(default_factory=dict)
    genders: dict[str, Gender] = field(default_factory=dict)
    sentence: int = 0

    def gender_of(self, who: Who) -> Gender | None:
        return who.gender or self.genders.get(who.actor_id)


def references(passages: Sequence[Passage], found: Iterable[Named]) -> Iterator[Named]:
    """Descriptions and pronouns in the passages of one document, in the order of the text."""
    discourse = _Discourse()
    by_passage: dict[int, list[Named]] = {}
    for one in found:
        by_passage.setdefault(one.passage.block.start, []).append(one)
    readers = [_Reader(passage, by_passage.get(passage.block.start, ()), discourse) for passage in passages]
    for reader in readers:
        reader.learn_titles()
    for reader in readers:
        yield from reader.read()


class _Reader:
    """Reads one passage, with the discourse up to it in mind."""

    def __init__(self, passage: Passage, found: Iterable[Named], discourse: _Discourse) -> None:
        self.passage = passage
        self.discourse = discourse
        self.named = {token.i: one for one in found for token in one.tokens}
        self.roots = {one.tokens.root.i: one for one in self.named.values()}
        self.chunks = _noun_phrases(passage.doc)
        self.meant: dict[int, Who] = {}

    def who(self, token: Token) -> Who | None:
        """Who is meant by a token: by name, or by a pronoun that was resolved."""
        one = self.named.get(token.i)
        return one.who if one else self.meant.get(token.i)

    def learn_titles(self) -> None:
        """As "French president Emmanuel Macron" says who holds that office."""
        for chunk in self.chunks.values():
            who = self.who(chunk.root)
            role = _role_before(chunk, self.named) if who and who.type == "person" else None
            if who and role:
                self.learn(who, role, self.state_in(chunk))

    def learn(self, who: Who, role: Role, state: Who | None) -> None:
        if role.gender:
            self.discourse.genders.setdefault(who.actor_id, role.gender)
        if state and role.office:
            self.discourse.holders.setdefault((state.actor_id, role.office), who)

    def read(self) -> Iterator[Named]:
        for sentence in self.passage.doc.sents:
            self.discourse.sentence += 1
            for token in sentence:
                yield from self.at(token)
        yield from self.spoken()

    def at(self, token: Token) -> Iterator[Named]:
        pronoun = _pronoun(token)
        if pronoun:
            yield from self.resolved(token, pronoun)
        elif token.i in self.roots:
            self.add(token, self.who(token))
        elif token.i in self.chunks and token.pos_ in {"NOUN", "PROPN"} and token.i not in self.named:
            who, rule = self.described(self.chunks[token.i])
            self.add(token, who)
            if who:
                self.meant[token.i] = who
                yield self.mention(_without_tail(self.chunks[token.i]), who, "nominal", rule)

    def add(self, token: Token, who: Who | None) -> None:
        """Remember what stands here; of "Russia and China", that they stand together as well."""
        if token.ent_type_ in _NO_THINGS:
            return
        role = _roles().get(token.lemma_.lower())
        many = token.tag_ in _MANY
        gender = self.discourse.gender_of(who) if who else role.gender if role else None
        person = who.type == "person" if who else role is not None
        free = who is not None and who.type != "person" and not many
        sentence = self.discourse.sentence
        self.discourse.candidates.append(_Candidate(token, sentence, who, None if free else many, person, gender))
        if token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"}:
            self.discourse.candidates.append(_Candidate(token.head, sentence, None, many=True, person=person))

    def mention(self, tokens: Tokens, who: Who, kind: MentionKind, rule: str) -> Named:
        return Named(self.passage, tokens.start_char, tokens.end_char, who, kind, rule)

    # descriptions

    def described(self, chunk: Tokens) -> tuple[Who | None, str]:
        """Who is meant by a noun phrase that holds no name of its own, and the rule that says so."""
        for rule in (self.by_apposition, self.by_organ, self.by_office, self.by_country):
            who = rule(chunk)
            if who:
                return who, "references." + rule.__name__.removeprefix("by_")
        return None, ""

    def by_apposition(self, chunk: Tokens) -> Who | None:
        """As in "its president, Kim Jong Un" and "Kim Jong Un, its president"."""
        root = chunk.root
        beside = [child for child in root.children if child.dep_ == "appos" and child.i in self.roots]
        if root.dep_ == "appos" and root.head.i in self.roots:
            beside.append(root.head)
        role = _role(root)
        who = self.who(beside[0]) if beside and chunk[0].lower_ not in _NOBODY else None
        if who is None or who.type == "state" or (who.type == "person") != (role is not None):
            return None
        if role:
            self.learn(who, role, self.state_in(chunk))
        return who

    def by_organ(self, chunk: Tokens) -> Who | None:
        """As in "the American authorities"; where the state is named by a noun ("US officials"), that name counts."""
        if chunk.root.lower_ not in organs() or any(token.i in self.named for token in chunk):
            return None
        return self.state_in(chunk)

    def by_office(self, chunk: Tokens) -> Who | None:
        """As in "its leader": who holds the office, or else, with "the", who was named last and holds none."""
        role = _role(chunk.root)
        state = self.state_in(chunk) if role and role.office else None
        if role is None or role.office is None or state is None or chunk.root.dep_ in {"attr", "compound"}:
            return None
        if chunk.root.tag_ in _MANY or chunk[0].lower_ in _NOBODY | {"a", "an"}:
            return None
        key = (state.actor_id, role.office)
        if key not in self.discourse.holders and chunk[0].lower_ == "the":
            held = {who.actor_id for (_, office), who in self.discourse.holders.items() if office == role.office}
            near = (c for c in reversed(self.discourse.candidates) if c.sentence >= self.discourse.sentence - 1)
            free = (c.who for c in near if c.who and c.who.type == "person" and c.who.actor_id not in held)
            who = next(free, None)
            if who:
                self.discourse.holders[key] = who
        return self.discourse.holders.get(key)

    def by_country(self, chunk: Tokens) -> Who | None:
        """As in "this country": the state named last, the subject before others."""
        *modifiers, noun = chunk
        if noun.lower_ not in _COUNTRY or [token.lower_ in _DEFINITE for token in modifiers] != [True]:
            return None
        near = [c for c in self.discourse.candidates if c.who and c.who.type == "state"]
        near = [c for c in near if c.sentence >= self.discourse.sentence - 2]
        return max(near, key=lambda c: (c.sentence, c.subject, c.root.i)).who if near else None

    def state_in(self, chunk: Tokens) -> Who | None:
        """The state that a noun phrase speaks of before its head: by adjective, by name, or by "its"."""
        before = [token for token in chunk if token.i < chunk.root.i]
        for token in before:
            pair = token.doc[token.i : token.i + 2].text
            state = atlas().adjectives.get(pair) or atlas().adjectives.get(token.text)
            who = of_state(state) if state else self.who(token)
            if who and who.type == "state":
                return who
        return None

    # pronouns

    def resolved(self, token: Token, pronoun: Pronoun) -> Iterator[Named]:
        if pronoun.takes == "speaker" or _is_idle(token):
            return
        fitting = [c for c in self.discourse.candidates if self.fits(c, token, pronoun)]
        if not fitting:
            return
        best = max(enumerate(fitting), key=lambda pair: (self.salience(pair[1], token, pronoun), pair[0]))[1]
        who = best.who if token.lower_ != "it" or _is_clear(best, fitting, token) else None
        sentence = self.discourse.sentence
        self.discourse.candidates.append(_Candidate(token, sentence, who, best.many, best.person, best.gender))
        if who:
            if pronoun.takes in {"male", "female"}:
                self.discourse.genders.setdefault(who.actor_id, "male" if pronoun.takes == "male" else "female")
            self.meant[token.i] = who
            rule = f"references.{pronoun.takes}"
            yield self.mention(token.doc[token.i : token.i + 1], who, _kind(pronoun), rule)

    def fits(self, candidate: _Candidate, token: Token, pronoun: Pronoun) -> bool:
        """Whether a candidate agrees with the pronoun and may be meant by it where it stands."""
        if self.discourse.sentence - candidate.sentence > _REACH[pronoun.takes] or _is_bound(candidate, token, pronoun):
            return False
        if pronoun.takes == "several":
            return candidate.many is not False
        if pronoun.takes == "thing":
            return not candidate.person and candidate.many is not True
        gender = self.discourse.gender_of(candidate.who) if candidate.who else candidate.gender
        return candidate.person and candidate.many is not True and gender in {None, pronoun.takes}

    def salience(self, candidate: _Candidate, token: Token, pronoun: Pronoun) -> int:
        gender = self.discourse.gender_of(candidate.who) if candidate.who else candidate.gender
        return (
            _PER_SENTENCE * (candidate.sentence - self.discourse.sentence)
            + _SUBJECT * candidate.subject
            + _PARALLEL * (candidate.subject == (token.dep_ in _SUBJECTS))
            + _AGREES * (gender == pronoun.takes)
            - _NUMBER * (pronoun.takes == "several" and candidate.many is None)
        )

    def spoken(self) -> Iterator[Named]:
        """In a quotation, "I" is the person who says it."""
        for quotation, speaker in speakers(self.passage):
            who = self.who(speaker)
            for token in quotation:
                pronoun = _pronoun(token)
                if pronoun and pronoun.takes == "speaker" and who and who.type == "person":
                    yield self.mention(token.doc[token.i : token.i + 1], who, _kind(pronoun), "references.speaker")


def _noun_phrases(doc: Doc) -> dict[int, Tokens]:
    """Noun phrases by the place of their head, those before a possessive 's among them."""
    owning = (doc[token.left_edge.i : token.i + 1] for token in doc if token.dep_ == "poss" and token.pos_ == "NOUN")
    return {chunk.root.i: chunk for chunk in (*owning, *doc.noun_chunks)}


def _is_bound(candidate: _Candidate, token: Token, pronoun: Pronoun) -> bool:
    """Within one clause, only a possessive or reflexive pronoun takes what stands beside it (binding principle B)."""
    if candidate.root.doc is not token.doc or pronoun.possessive or token.lower_.endswith(("self", "selves")):
        return False
    return _clause(candidate.root) == _clause(token)


def _clause(token: Token) -> int:
    """The verb on which a noun phrase hangs, directly or by a preposition."""
    head = token.head
    while head.pos_ in {"ADP", "NOUN", "PROPN"} and head.head != head:
        head = head.head
    return head.i


def _is_idle(token: Token) -> bool:
    """Whether "it" is no actor: "it seems", "it is clear that", "it is expected that" (Lappin and Leass 1994).

    What it is said to be tells of a fact more often than of an actor ("it is a matter of time"), unless it is
    ready for something.
    """
    if token.lower_ != "it" or token.dep_ not in _SUBJECTS | {"expl"}:
        return False
    verb = token.head
    if verb.lemma_ == "be":
        return not any(child.lemma_ in words_of("ready") for child in verb.children)
    clausal = any(child.dep_ in {"ccomp", "csubj", "csubjpass", "xcomp", "acl", "advcl"} for child in verb.children)
    return verb.lemma_ in _idle_verbs() or (clausal and token.dep_ == "nsubjpass")


def _is_clear(best: _Candidate, fitting: Iterable[_Candidate], token: Token) -> bool:
    """Whether "it" is surely that actor: the subject before it, and nothing else may be meant, unless it speaks."""
    if not best.subject:
        return False
    speaks = token.dep_ == "nsubj" and token.head.lemma_.lower() in _minded()
    return speaks or all(one.who == best.who for one in fitting)


def _without_tail(chunk: Tokens) -> Tokens:
    return chunk.doc[chunk.start : chunk.root.i + 1]


def _role(noun: Token) -> Role | None:
    """The role that a noun names, with the word before it where that makes it another: "prime minister"."""
    pair = noun.doc[max(noun.i - 1, 0) : noun.i + 1].text.lower()
    return _roles().get(pair) or _roles().get(noun.lemma_.lower())


def _role_before(chunk: Tokens, named: Mapping[int, Named]) -> Role | None:
    """The role that stands before a name in one phrase."""
    before = [token for token in chunk if token.i not in named]
    return next((role for token in reversed(before) if (role := _role(token))), None)


def _pronoun(token: Token) -> Pronoun | None:
    return _pronouns().get(token.text if token.text == "I" else token.lower_) if token.pos_ == "PRON" else None


def _kind(pronoun: Pronoun) -> MentionKind:
    return "possessive" if pronoun.possessive else "pronoun"


@functools.cache
def _roles() -> Mapping[str, Role]:
    return {entry.noun: entry for entry in lexicons.read("roles", Role)}


@functools.cache
def _pronouns() -> Mapping[str, Pronoun]:
    return {entry.form: entry for entry in lexicons.read("pronouns", Pronoun)}


@functools.cache
def _idle_verbs() -> frozenset[str]:
    return frozenset(entry.verb for entry in lexicons.read("idle", Idle))


@functools.cache
def _minded() -> frozenset[str]:
    """Verbs for what only somebody with a mind does: to say, think, know, feel or intend."""
    kinds = {"say", "deny", "accuse", "think", "know", "feel", "intend"}
    return frozenset(cue.lemma for cue in lexicons.read("cues", Cue) if cue.pos == "verb" and cue.kind in kinds)
