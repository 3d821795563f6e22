"""A clause in, a sentence that stands alone out.

Modest on purpose: a subject that the clause shares is repeated, and a pronoun is replaced by what it stands for, where
the verb's form allows it, or explained in brackets: "I [Angela Merkel] have". The rest keeps the text's own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.rules.clauses import Clause
from analysis.rules.contractions import spelt_out
from analysis.rules.grammar import finite_word, is_expletive, is_infinitive, is_plural, phrase, subject_of
from analysis.rules.inflection import base_form, past, present
from analysis.rules.persons import person_at
from analysis.rules.predication import relative_subject
from analysis.rules.subjects import borrowed_subject, governor_of, shared_auxiliaries, verb_above
from analysis.rules.wording import sentence, text_of, without_label, without_loose_end

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FIRST_PERSON = frozenset({"i", "me", "my", "myself", "mine"})
#: Possessives whose owner is named in a subject, where hardly anybody else can be meant.
_POSSESSIVE = frozenset({"his", "her"})
#: What happens does these, and nobody who is the subject: "The army fired, causing a panic".
_EFFECTS = frozenset({"cause", "culminate", "lead", "mark", "mean", "prompt", "result", "spark", "trigger"})
#: Nouns in the singular that stand for several people.
_PEOPLE = frozenset({"police", "staff", "crew", "family", "team", "public", "people"})


@dataclass(frozen=True, slots=True)
class Names:
    """What noun phrases stand for, by their last token: names of actors, and phrases that agree in number."""

    actors: Mapping[int, str] = field(default_factory=dict)
    phrases: Mapping[int, str] = field(default_factory=dict)

    def of(self, token: Token) -> str | None:
        """What the token's noun phrase stands for, if that is known."""
        return self.phrases.get(token.i) or self.actors.get(token.i)

    def fit(self, token: Token, verb: Token) -> bool:
        """Whether it can stand in the place of the verb's subject."""
        return token.i in self.phrases or _agrees(token, verb)


def statement(clause: Clause, words: str, *, names: Names, drop: frozenset[int]) -> str:
    """The clause, reworded. `words` is the block's text. Tokens in `drop` (an adverb of hearsay) are left out."""
    body = [token for token in clause.tokens if token.i not in drop]
    relative = relative_subject(clause.head)
    if relative is not None and clause.head.dep_ in {"relcl", "conj"}:
        body = [token for token in body if token.i > relative.i]
    if body and body[0].tag_ == "WRB" and body[0].head == clause.head:
        body = body[1:]
    if _is_effect(clause.head):
        return _with_cause(clause, words)
    body = list(without_loose_end(without_label(body, words), clause.head))
    subject = borrowed_subject(clause)
    parts = [_lead(subject, clause, words, names), _link(clause.head, words) if subject else ""]
    own = subject_of(clause.head)
    owners = _owners(own.subtree if own is not None else (), names) | _of_which(clause, words)
    parts.append(text_of(body, words, {**owners, **_own_name(clause, names), **_as_finite(clause)}))
    return sentence(" ".join(part for part in parts if part))


def _is_effect(verb: Token) -> bool:
    return verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.lemma_.lower() in _EFFECTS


def _with_cause(clause: Clause, words: str) -> str:
    """`The army fired, causing a panic`: no one but the whole that comes before it has caused it."""
    cause = clause.head.head
    first = next(t for t in cause.subtree if t.dep_ not in {"mark", "cc"} and not t.is_punct)
    return sentence(text_of(cause.doc[first.i : clause.tokens[-1].i + 1], words, {}))


# --- names -----------------------------------------------------------------------------------------


def _lead(subject: Sequence[Token], clause: Clause, words: str, names: Names) -> str:
    """The borrowed subject, or what it stands for."""
    if not subject:
        return ""
    last = subject[-1]
    name = names.of(last)
    if name is None:
        return text_of(subject, words, _owners(subject, names))
    if last.lower_ == "i":
        return f"I [{name}]"
    return name if names.fit(last, clause.head) else text_of(subject, words, {})


def _own_name(clause: Clause, names: Names) -> dict[int, str]:
    """The name for the verb's own subject, if the verb agrees with it; behind `I`, in brackets."""
    subject = subject_of(clause.head)
    name = names.of(subject) if subject is not None else None
    if subject is None or name is None:
        return {}
    spelt = _in_full(subject)
    if spelt is None:
        return {}
    others = any(t.lower_ in _FIRST_PERSON and t != subject for t in clause.tokens)
    fits = names.fit(subject, clause.head)
    if subject.lower_ == "i" and (others or not fits):
        return {subject.i: f"I [{name}]", **spelt}
    gone = {t.i: "" for t in subject.subtree if t.i < subject.i}
    return {**gone, subject.i: name, **spelt} if fits else {}


def _in_full(subject: Token) -> dict[int, str] | None:
    """`he's gone` -> ` has gone`: what is drawn together with a pronoun stands apart from a name; None: not known."""
    verb = subject.nbor() if subject.i + 1 < len(subject.doc) else subject
    if verb.pos_ not in {"VERB", "AUX"} or subject.whitespace_ or verb == subject:
        return {}
    word = spelt_out(verb)
    if word is None and verb.lower_ in {"'s", "’s"}:
        return None
    return {verb.i: f" {word}"} if word else {}


def _owners(tokens: Iterable[Token], names: Names) -> dict[int, str]:
    """`his visit` -> `Putin's visit`."""
    owners = (t for t in tokens if t.lower_ in _POSSESSIVE and t.head.dep_ in _SUBJECTS and t.i in names.actors)
    return {t.i: names.actors[t.i] + ("'" if names.actors[t.i].endswith("s") else "'s") for t in owners}


def _of_which(clause: Clause, words: str) -> dict[int, str]:
    """`letters, many of which were lost` -> `many of letters`: what the pronoun in a subject stands for."""
    subject = subject_of(clause.head)
    if subject is None or clause.head.dep_ != "relcl":
        return {}
    pronoun = next((t for t in subject.subtree if t.tag_ in {"WDT", "WP"} and t.dep_ == "pobj"), None)
    return {pronoun.i: text_of(phrase(clause.head.head), words, {})} if pronoun is not None else {}


def is_meant(pronoun: Token, source: Sequence[Token], actor: str | None) -> bool:
    """Whether `they` or `it`, the subject of what a source says, can be the source itself."""
    head = next((token for token in source if token.head not in source), source[-1])
    if pronoun.lower_ == "they":
        return is_plural(head) or head.lemma_.lower() in _PEOPLE
    if pronoun.lower_ in {"he", "she"}:
        person = actor.startswith("person:") if actor is not None else person_at(head) == head
        return person and head.pos_ == "NOUN" and not is_plural(head)
    organised = actor is not None and not actor.startswith(("person:", "place:"))
    return pronoun.lower_ == "it" and organised and not is_plural(head) and not is_expletive(pronoun)


def _agrees(subject: Token, verb: Token) -> bool:
    """Whether what a pronoun stands for may stand in its place: a name in the singular not where the verb is plural."""
    finite = finite_word(verb)
    return not is_plural(subject) or finite.tag_ == "MD" or (finite.tag_ == "VBD" and finite.lower_ != "were")


# --- what links a borrowed subject to its predicate -------------------------------------------------


def _link(verb: Token, words: str) -> str:
    """`tries to` eat and | sleep; `will` sing and | dance; the crew will cut the rope, | freeing it: `will`."""
    governor = governor_of(verb)
    if governor is None:
        return ""
    if verb.dep_ in {"advcl", "pcomp"}:
        return _modal(governor)
    shared = shared_auxiliaries(verb, governor)
    if is_infinitive(verb) and shared and shared[-1].tag_ == "TO":
        return text_of(shared[:-1], words, {})
    is_base = verb.tag_ == "VB" or (verb.tag_ == "VBP" and any(token.tag_ == "TO" for token in shared))
    if finite_word(verb) != verb or (verb.tag_ in {"VBD", "VBZ", "VBP"} and not is_base):
        return ""
    return text_of(shared, words, {})


def _modal(governor: Token) -> str:
    """`will cut the rope, freeing it`: the auxiliary that holds of the participle as well."""
    finite = finite_word(governor)
    if finite.tag_ != "MD":
        return ""
    return {"wo": "will", "ca": "can"}.get(finite.lower_, str(finite.lower_))


def _as_finite(clause: Clause) -> dict[int, str]:
    """`cut the rope, freeing it` -> `freed it`: the participle in the main verb's tense."""
    verb = clause.head
    if verb.dep_ not in {"advcl", "pcomp"} or verb.tag_ != "VBG" or finite_word(verb) != verb or subject_of(verb):
        return {}
    governor = verb_above(verb)
    subject, finite = subject_of(governor), finite_word(governor)
    lemma = base_form(verb.lower_, verb.lemma_.lower())
    if finite.tag_ == "MD":
        return {verb.i: lemma}
    perfect = finite != governor and finite.lower_ in {"have", "has", "had", "'ve"}
    if perfect or finite.tag_ in {"VBD", "VBN"}:
        return {verb.i: past(verb.lower_, lemma)}
    return {verb.i: lemma if subject is not None and is_plural(subject) else present(lemma)}


def be(subject: Sequence[Token], *, past: bool) -> str:
    """The form of `be` that goes with a subject, by its last word."""
    plural = any(is_plural(token) for token in subject[-1:])
    return ("were" if plural else "was") if past else ("are" if plural else "is")
