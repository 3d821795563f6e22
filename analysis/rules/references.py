"""Passages and who is named in them in; out, every description and pronoun that stands for somebody named.

One reading from left to right, with what was said so far in mind (discourse.py). Descriptions are told by
descriptions.py, "he" and "she" by antecedents.py, "it" and "they" by salience.py, "I" and "you" by the quotation in
which they stand, by conversations.py or, where somebody is called by name, by vocatives.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from analysis.language import Passage
from analysis.rules import antecedents, conversations, descriptions, vocatives
from analysis.rules.antecedents import Reference
from analysis.rules.descriptions import Scene
from analysis.rules.discourse import Discourse, Person, Place
from analysis.rules.forms import Named, Who
from analysis.rules.overview import overview
from analysis.rules.persons import is_role
from analysis.rules.pronouns import SUBJECTS, Pronoun, is_idle, is_mutual, pronoun_at
from analysis.rules.salience import most_salient
from analysis.rules.speakers import speakers
from analysis.rules.titles import Gender
from analysis.rules.turns import Turn, unquoted
from analysis.tables import ActorType, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

#: What decides to which person a pronoun goes back.
Decide = Callable[[Reference, Discourse], Person | None]

_MANY = frozenset({"NNS", "NNPS"})
_NO_THINGS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "ORDINAL", "QUANTITY"})
#: So many tokens of its clause are looked at behind a pronoun.
_CLAUSE = 20
#: Who speaks for others, and how such a noun stands beside a name.
_FOR_OTHERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_BESIDE = frozenset({"appos", "compound", "nmod"})
_HEADINGS = frozenset({"headline", "standfirst", "subhead"})


def references(
    passages: Sequence[Passage], found: Iterable[Named], *, decide: Decide = antecedents.antecedent
) -> Iterator[Named]:
    """Descriptions and pronouns in the passages of one document, in the order of the text."""
    named = list(found)
    introduced = list(conversations.introduced(passages, named))
    named += introduced
    yield from introduced
    discourse = Discourse(overview(passages, named))
    by_passage: dict[int, list[Named]] = {}
    for one in named:
        by_passage.setdefault(one.passage.block.start, []).append(one)
    turns = conversations.turns(passages, named)
    readers = [
        _Reader(one, by_passage.get(one.block.start, ()), discourse, turns.get(one.block.start), decide)
        for one in passages
    ]
    for reader in readers:
        reader.learn()
    for reader in readers:
        yield from reader.read()


class _Reader:
    """Reads one passage, with the discourse up to it in mind."""

    def __init__(
        self, passage: Passage, found: Iterable[Named], discourse: Discourse, turn: Turn | None, decide: Decide
    ) -> None:
        self.passage = passage
        self.discourse = discourse
        self.turn = turn
        self.decide = decide
        self.named = {token.i: one for one in found for token in one.tokens}
        self.roots = {one.tokens.root.i: one for one in self.named.values()}
        self.chunks = descriptions.noun_phrases(passage.doc)
        self.meant: dict[int, Who] = {}
        self.said = {token.i: speaker for quotation, speaker in speakers(passage) for token in quotation}
        self.quoted = _quoted(passage)
        self.addressed = vocatives.addressed(self.roots.values())
        self.scene = Scene(self.named, self.who, discourse, self.quoted)

    def who(self, token: Token) -> Who | None:
        """Who is meant by a token: by name, or by a pronoun that was resolved."""
        one = self.named.get(token.i)
        return one.who if one else self.meant.get(token.i)

    def learn(self) -> None:
        """Learn who bears which title and has to do with which state, wherever in the text that stands."""
        for chunk in self.chunks.values():
            descriptions.learn(chunk, self.scene)
        for sentence in self.passage.doc.sents:
            descriptions.learn_ties(sentence, self.scene)
        for one in self.roots.values():
            if one.who.type == "organisation":
                descriptions.learn_kind(one.who, self.scene)

    def read(self) -> Iterator[Named]:
        for sentence in self.passage.doc.sents:
            self.discourse.sentence += 1
            for token in sentence:
                yield from self.at(token)
        yield from self.in_quotations()

    def at(self, token: Token) -> Iterator[Named]:
        pronoun = pronoun_at(token)
        if pronoun:
            yield from self.resolved(token, pronoun)
        elif token.i in self.roots:
            self.add(token, self.who(token))
            yield from self.before_name(self.roots[token.i])
        elif token.i in self.chunks and token.pos_ in {"NOUN", "PROPN"} and token.i not in self.named:
            who, rule = descriptions.described(self.chunks[token.i], self.scene)
            self.add(token, who)
            if who:
                self.meant[token.i] = who
                yield self.mention(_to_head(self.chunks[token.i]), who, "nominal", rule)

    def before_name(self, one: Named) -> Iterator[Named]:
        chunk = descriptions.before_name(one, self.scene)
        if chunk is not None and chunk.root.i not in self.meant:
            self.meant[chunk.root.i] = one.who
            yield self.mention(chunk, one.who, "nominal", "references.before_name")

    def add(self, token: Token, who: Who | None) -> None:
        """Remember what stands here; of "Russia and China", that they stand together as well."""
        if token.ent_type_ in _NO_THINGS:
            return
        role = descriptions.role_of(token)
        many = token.tag_ in _MANY
        gender = self.discourse.gender_of(who) if who else role.gender if role else None
        person = who.type == "person" if who else is_role(token)
        free = who is not None and who.type != "person" and not many
        maybe = who is not None and not person and who.actor_id in self.discourse.whole.named
        self.remember(token, who, many=None if free else many, person=person, gender=gender, maybe=maybe)
        if token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"}:
            self.remember(token.head, None, many=True, person=person)

    def remember(
        self,
        token: Token,
        who: Who | None,
        *,
        many: bool | None,
        person: bool = False,
        maybe: bool = False,
        gender: Gender | None = None,
        key: str | None = None,
    ) -> None:
        block = self.passage.block
        place = Place(token, self.discourse.sentence, block.start, who, many, person, maybe, gender, key is not None)
        self.discourse.add(place, heading=block.kind in _HEADINGS, key=key)

    def mention(self, tokens: Tokens, who: Who, kind: MentionKind, rule: str) -> Named:
        return Named(self.passage, tokens.start_char, tokens.end_char, who, kind, rule)

    def meaning(self, token: Token, pronoun: Pronoun, who: Who | None, rule: str) -> Iterator[Named]:
        """The mention that a pronoun is, if it is clear of whom."""
        if who:
            self.meant[token.i] = who
            yield self.mention(token.doc[token.i : token.i + 1], who, pronoun.kind, rule)

    def resolved(self, token: Token, pronoun: Pronoun) -> Iterator[Named]:
        match pronoun.takes:
            case "male" | "female":
                yield from self.meaning(token, pronoun, self.he_or_she(token, pronoun), f"references.{pronoun.takes}")
            case "thing" | "several":
                yield from self.meaning(token, pronoun, self.it_or_they(token, pronoun), f"references.{pronoun.takes}")
            case "addressee" if token.i in self.addressed:
                yield from self.meaning(token, pronoun, self.addressed[token.i], "references.vocative")
            case "speaker" | "addressee" if self.turn and token.i not in self.quoted:
                who = self.turn.speaker if pronoun.takes == "speaker" else self.turn.addressee
                yield from self.meaning(token, pronoun, who, self.turn.rule)

    def he_or_she(self, token: Token, pronoun: Pronoun) -> Who | None:
        speaker = self.said.get(token.i)
        says = self.who(speaker) if speaker else None
        at = Reference(
            token,
            pronoun,
            block=self.passage.block.start,
            quotation=self.quoted.get(token.i),
            speaker=says.actor_id if says else None,
            ahead=self.ahead(token),
            others=frozenset(self.others(token)),
        )
        person = self.decide(at, self.discourse)
        if person:
            person.called[pronoun.takes] += 1
        key = person.key if person else f"{at.block}:{token.i}"
        gender: Gender = "male" if pronoun.takes == "male" else "female"
        who = person.who if person else None
        self.remember(token, who, many=False, person=True, gender=gender, key=key)
        return who

    def ahead(self, token: Token) -> Place | None:
        subject = antecedents.subject_ahead(token)
        one = self.roots.get(subject.i) if subject is not None else None
        if subject is None or one is None or one.who.actor_id not in self.discourse.whole.named:
            return None
        return Place(subject, self.discourse.sentence, self.passage.block.start, one.who, many=False, person=True)

    def others(self, token: Token) -> Iterator[str]:
        """Who speaks, who is named behind a subject in its own clause, and whom a pronoun's noun describes.

        Of "she blamed Merkel", Merkel; of "Obama, her husband" and "her husband Barack Obama", Obama.
        """
        if self.turn and self.turn.speaker and token.i not in self.quoted:
            yield self.turn.speaker.actor_id
        if token.dep_ in SUBJECTS:
            for other in token.doc[token.i + 1 : token.i + _CLAUSE]:
                if other.is_sent_start:
                    return
                if other.i in self.roots and antecedents.hangs_on(other, token.head):
                    yield self.roots[other.i].who.actor_id
        elif token.dep_ == "poss" and descriptions.role_of(token.head):
            noun = token.head
            beside = [noun.head.i, *(child.i for child in noun.children)] if noun.dep_ == "appos" else []
            beside += [child.i for child in noun.children if child.dep_ == "appos"]
            named = [self.roots.get(place) for place in beside] + [self.named.get(noun.i + 1)]
            yield from (one.who.actor_id for one in named if one)

    def it_or_they(self, token: Token, pronoun: Pronoun) -> Who | None:
        if is_idle(token) or is_mutual(token):
            return None
        best, clear = most_salient(token, pronoun, self.discourse)
        if best is None:
            return None
        who = best.who if clear else None
        self.remember(token, who, many=best.many, person=best.person, gender=best.gender, key=None)
        return who

    def in_quotations(self) -> Iterator[Named]:
        """In a quotation, "I" is the person who says it, "we" the organisation, and "you" who is told."""
        for at, speaker in self.said.items():
            token = self.passage.doc[at]
            pronoun = pronoun_at(token)
            if pronoun is None or at in self.meant:
                continue
            match pronoun.takes:
                case "speaker":
                    yield from self.meaning(token, pronoun, self.of_type(speaker, "person"), "references.speaker")
                case "speakers":
                    yield from self.meaning(token, pronoun, self.spoken_for(speaker), "references.speakers")
                case "addressee":
                    told = [child for child in speaker.head.children if child.dep_ in {"dobj", "dative"}]
                    who = self.of_type(told[0], "person") if len(told) == 1 else None
                    yield from self.meaning(token, pronoun, who, "references.addressee")

    def spoken_for(self, speaker: Token) -> Who | None:
        """The organisation that speaks, or for which "a NATO official" or "Oana Lungescu, a NATO spokeswoman" does."""
        beside = (child for child in speaker.children if child.dep_ in _BESIDE and child.lemma_.lower() in _FOR_OTHERS)
        role = speaker if is_role(speaker) else next(beside, None)
        if role is None:
            return self.of_type(speaker, "organisation")
        before = (*role.lefts, *(() if role.dep_ == "appos" else speaker.lefts))
        behind = (child for prep in role.rights if prep.dep_ == "prep" for child in prep.children)
        found = {who for child in (*before, *behind) if (who := self.of_type(child, "organisation"))}
        return next(iter(found)) if len(found) == 1 else None

    def of_type(self, token: Token, kind: ActorType) -> Who | None:
        who = self.who(token)
        return who if who and who.type == kind else None


def _quoted(passage: Passage) -> dict[int, int]:
    """The tokens that stand in a quotation, with the one that begins it."""
    found: dict[int, int] = {}
    free = set(unquoted(passage))
    for token in passage.doc:
        if token.i not in free:
            found[token.i] = found.get(token.i - 1, token.i)
    return found


def _to_head(chunk: Tokens) -> Tokens:
    head = chunk.root.i
    start = next((token.i for token in chunk.doc[chunk.start : head] if not token.is_punct), head)
    return chunk.doc[start : head + 1]
