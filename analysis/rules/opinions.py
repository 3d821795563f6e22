"""A clause in, the words that make it an opinion out.

A clause is an opinion if its predicate judges or demands ("is absurd", "must"). It is one, too, if enough words in it
show a stance: words that judge wherever they stand ("an absurd plan"), comments on what is said ("sadly"), words that
leave no exception ("never"), speaking of oneself; ornate and timeless sentences speak for it, dates and figures against
it. The signs are those of Wiebe, Wilson and Cardie (2005, MPQA) and of Bruce and Wiebe (1999, adjectives); how much
each counts stands in `_POINTS`. The words stand in the lexicons `opinions` and `stances`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.rules.clauses import Clause
from analysis.rules.grammar import form, is_negated, part, subject_of
from analysis.rules.quotations import Quotation, meeting, quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

#: Named entities that can be judged as one judges people.
_ACTORS = frozenset({"PERSON", "GPE", "ORG", "NORP"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_HEDGING = frozenset({"may", "might", "could"})
_SEEMING = frozenset({"seem", "appear"})
_PREDICATIVE = frozenset({"acomp", "attr", "oprd"})
_FIGURES = frozenset({"PERCENT", "MONEY", "CARDINAL", "QUANTITY"})

#: How much a sign counts, found once or more. Signs of a clause:
_POINTS: Mapping[str, int] = {
    "judging word": 3,  # "an absurd plan", "this farce", "squander"
    "comment": 3,  # "sadly", "rightly": the writer on what is said
    "mild predicate": 2,  # "is important": a judgement, but a common one
    "mild word": 1,  # "an important plan", "the burden", "flourish"
    "absolute": 1,  # "never", "everyone"
    "we": 2,  # the writer, and the reader with him
    "such": 1,  # "such plans"
    "booster": 1,  # "clearly", "really"
    "intensifier": 1,  # "very", "utterly"
    "superlative": 1,
    # and signs of what stands around them, in the same sentence:
    "says what is": 1,  # "is", "are": a description, not an event
    "ornate": 1,  # three adjectives or more
    "opens with an adverb": 1,  # "Instead, ...", "Increasingly, ...": an argument
    "past": -1,  # an event
    "date": -1,
    "organisation": -1,
    "figure": -1,
}
#: Where a block keeps its quotations.
_QUOTED = "claimline.quotations"
#: Signs that strengthen a judgement and are none: "the river is very long".
_STRENGTHENING = frozenset({"such", "booster", "intensifier", "superlative"})
#: From so many points on a clause is an opinion.
_ENOUGH = 2
#: So many adjectives make a sentence ornate.
_ORNATE = 3


class Opinion(lexicons.Entry):
    """A word that judges or interprets.

    `object` is the noun with which a verb does so ("raises questions"); `of_actors` marks an adjective that judges
    persons and states, and describes things ("a weak signal"); `interprets`, a verb that judges as the predicate only
    (not in "a visit to highlight the problem"); `predicative`, an adjective or noun that judges only where it is said
    of something ("the vote was a disaster", not in "natural disasters"); `affirmed`, one that judges only if it is not
    denied (not in "it was not clear whether"); `mild`, a word that judges in some contexts only.
    """

    lemma: str
    pos: Literal["modal", "verb", "adjective", "noun"]
    object: str | None = None
    of_actors: bool = False
    interprets: bool = False
    predicative: bool = False
    affirmed: bool = False
    mild: bool = False


class Stance(lexicons.Entry):
    """A word, or two, by which a writer takes a stance on what is said, and its kind."""

    words: str
    kind: Literal["comment", "absolute", "booster", "intensifier"]


@functools.cache
def _opinions() -> dict[tuple[str, str], Opinion]:
    return {(entry.lemma, entry.pos): entry for entry in lexicons.read("opinions", Opinion)}


@functools.cache
def _stances() -> dict[str, Stance]:
    return {entry.words: entry for entry in lexicons.read("stances", Stance)}


def judgements(clause: Clause, near: Sequence[Token]) -> Iterator[Token]:
    """The words that make the clause an opinion, the strongest first; none if it is none.

    `near` holds the predicate, what modifies or completes it and what introduces it. Words on the other side of a
    quotation mark are another speaker's: in `he called it "absurd"` the writer judges nothing.
    """
    judging = [token for token in near if _is_judgement(token, clause)]
    signs = [(kind, token) for token in clause.tokens if (kind := _kind(token, clause.head)) is not None]
    if not judging and all(kind in _STRENGTHENING for kind, _ in signs):
        return
    voice = _voice(clause.head)
    own = {token.i for token in voice}
    judged = [token for token in judging if token.i in own]
    yield from judged or _outweighing(clause.head, [sign for sign in signs if sign[1].i in own], voice)


def _outweighing(head: Token, signs: Sequence[tuple[str, Token]], voice: Sequence[Token]) -> Sequence[Token]:
    """The words that show a stance, if they outweigh what speaks for a report.

    Who weakens a claim judges nothing by the way: "could lead to dire consequences".
    """
    if head.lemma_ in _SEEMING or any(child.tag_ == "MD" and child.lower_ in _HEDGING for child in head.children):
        return ()
    first = dict(reversed(signs))
    points = sum(_POINTS[kind] for kind in (*first, *_setting(head, voice)))
    if first.keys() <= _STRENGTHENING or points < _ENOUGH:
        return ()
    strongest = sorted(first, key=lambda kind: (kind in _STRENGTHENING, -_POINTS[kind], first[kind].i))
    return [first[kind] for kind in strongest]


def _voice(head: Token) -> Sequence[Token]:
    """The words of the sentence that stand on the predicate's side of its quotation marks: one speaker's."""
    sentence = head.sent
    quoted = quotations(sentence.text)
    if not quoted:
        return list(sentence)
    sides = {token.i: bool(meeting(quoted, *_place(token, sentence))) for token in sentence}
    return [token for token in sentence if sides[token.i] == sides[head.i]]


def _place(token: Token, sentence: Span) -> tuple[int, int]:
    start = token.idx - sentence.start_char
    return start, start + len(token)


# --- a judgement that the predicate makes ----------------------------------------------------------


def _is_judgement(token: Token, clause: Clause) -> bool:
    """Whether the word is the predicate, or a judgement that the predicate makes."""
    opinion = _opinions().get((form(token), part(token)))
    if opinion is None or opinion.mild or _is_idle(token, opinion):
        return False
    if token.tag_ == "MD":
        return True
    if token.pos_ in {"VERB", "AUX"}:
        return token.i == clause.head.i and _has_object(token, opinion)
    if opinion.of_actors and not _is_of_an_actor(clause.head):
        return False
    if token.pos_ == "NOUN":
        return token.dep_ in {"attr", "oprd"}
    return token.dep_ in _PREDICATIVE or token.head.dep_ in {"attr", "acomp"}


def _is_idle(token: Token, opinion: Opinion) -> bool:
    """Whether the word stands where it judges nothing: in the name of a thing, or in what is not known."""
    if opinion.predicative and token.dep_ not in _PREDICATIVE:
        return True
    return opinion.affirmed and is_negated(token.head)


def _has_object(verb: Token, opinion: Opinion) -> bool:
    """Whether the verb has an object, and the one with which it judges, if there is but one."""
    objects = [child.lemma_.lower() for child in verb.children if child.dep_ == "dobj"]
    return bool(objects) and (opinion.object is None or opinion.object in objects)


def _is_of_an_actor(head: Token) -> bool:
    subject = subject_of(head)
    return subject is not None and (subject.ent_type_ in _ACTORS or subject.lower_ in {"he", "she", "who", "they"})


# --- signs of a stance -----------------------------------------------------------------------------


def _kind(token: Token, head: Token) -> str | None:
    """What sign a word is, if it is one. A mild verb is one as the predicate only: not in "crushed stone"."""
    if token.lower_ in _WE and not token.is_upper:  # "US"
        return None if _is_anothers(head) else "we"
    if token.lower_ == "such" and not _is_followed_by(token, "as"):
        return "such"
    if (stance := _stance(token)) is not None:
        return stance
    if (opinion := _opinion(token)) is not None and (token == head or not (opinion.mild and opinion.pos == "verb")):
        return _weight(token, opinion)
    return "superlative" if token.tag_ in {"JJS", "RBS"} else None


def _is_anothers(head: Token) -> bool:
    """Whether the predicate is a source's, whose "we" is not the writer: in a quotation, or in what somebody says."""
    return head.dep_ == "ccomp" or bool(meeting(_quoted(head.doc), head.idx, head.idx + len(head)))


def _quoted(doc: Doc) -> Sequence[Quotation]:
    """The quotations of a block, looked for once: one may go over several sentences."""
    if _QUOTED not in doc.user_data:
        doc.user_data[_QUOTED] = quotations(doc.text)
    found: Sequence[Quotation] = doc.user_data[_QUOTED]
    return found


def _is_followed_by(token: Token, word: str) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().lower_ == word


def _stance(token: Token) -> str | None:
    """`sadly`, `of course`; `so` only before what it strengthens."""
    pair = f"{token.lower_} {token.nbor().lower_}" if token.i + 1 < len(token.doc) else ""
    stance = _stances().get(pair) or _stances().get(token.lower_)
    if stance is None or (stance.kind != "absolute" and token.pos_ not in {"ADV", "ADP", "ADJ"}):
        return None
    strengthens = token.dep_ == "advmod" and token.head.pos_ in {"ADJ", "ADV", "VERB"}
    return stance.kind if stance.kind != "intensifier" or strengthens else None


def _opinion(token: Token) -> Opinion | None:
    """The entry of a word that judges wherever it stands, by its lemma or its form ("misleading")."""
    known = (_opinions().get((word, part(token))) for word in (form(token), token.lower_))
    judging = (one for one in known if one is not None and _judges_anywhere(one))
    return next((one for one in judging if not _is_idle(token, one)), None)


def _judges_anywhere(opinion: Opinion) -> bool:
    return opinion.pos != "modal" and opinion.object is None and not opinion.of_actors and not opinion.interprets


def _weight(token: Token, opinion: Opinion) -> str:
    if not opinion.mild:
        return "judging word"
    return "mild predicate" if token.dep_ in _PREDICATIVE and token.pos_ == "ADJ" else "mild word"


def _setting(head: Token, voice: Sequence[Token]) -> Iterator[str]:
    """What the sentence around the predicate says for a stance or against one."""
    first = next((token for token in voice if not token.is_punct and not token.is_space), head)
    entities = {token.ent_type_ for token in voice}
    tags = {head.tag_, *(child.tag_ for child in head.children if child.dep_ in {"aux", "auxpass"})}
    holds = {
        "says what is": head.lemma_ == "be",
        "ornate": sum(token.pos_ == "ADJ" for token in voice) >= _ORNATE,
        "opens with an adverb": first.pos_ == "ADV",
        "past": "VBD" in tags,
        "date": "DATE" in entities,
        "organisation": "ORG" in entities,
        "figure": bool(entities & _FIGURES),
    }
    return (sign for sign, true in holds.items() if true)
