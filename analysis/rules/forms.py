"""A passage and forms of names in; every place where somebody is named by one of them out.

A form is one way of writing a name, in words and marks. The text is read for all of them at once, the longest
first, so that no name is found inside another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.language import Passage
from analysis.rules.titles import Gender, titles
from analysis.tables import ActorType, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

Pieces = tuple[str, ...]

_PIECE = re.compile(r"\w+|[^\w\s]")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}s?|[A-Z][a-z]?[A-Z]{1,4}")
_NOT_IN_AN_ID = re.compile(r"[^\w]+")
#: In capitals, these are words rather than names: "THE OFFICER WHO SHOT US".
_WORDS = frozenset({"who", "us", "it", "am", "may", "will", "mark", "all", "is"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: Within the name of an actor or a place nobody else is named; within that of a thing, somebody may be.
_NAMES_OF_ACTORS = frozenset({"PERSON", "ORG", "GPE", "LOC"})
#: No name is longer, in words and marks.
LONGEST = 12


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody whom a document names, by the document's own full name."""

    actor_id: str
    type: ActorType
    name: str
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a name. Without `who` it is a name of something else, in which no actor is named."""

    who: Who | None
    kind: MentionKind = "name"
    rule: str = ""


Forms = Mapping[Pieces, Form]


@dataclass(frozen=True, slots=True)
class Named:
    """A place where somebody is meant; `start` and `end` count within the passage."""

    passage: Passage
    start: int
    end: int
    who: Who
    kind: MentionKind
    rule: str

    @property
    def tokens(self) -> Tokens:
        """The tokens that it consists of."""
        return _tokens(self.passage, self.start, self.end)


def actor_id(kind: ActorType, name: str) -> str:
    """An id that people can read: type and name."""
    return f"{kind}:{_NOT_IN_AN_ID.sub('-', name.casefold()).strip('-')}"


def kind_of(form: str, name: str) -> MentionKind:
    """How a form mentions the one who bears the full name."""
    if is_acronym(form):
        return "acronym"
    return "name" if form == name else "alias"


def is_acronym(form: str) -> bool:
    """Whether a form is written as an acronym: DIA, U.S., NATO."""
    return _ACRONYM.fullmatch(form) is not None


def pieces(text: str) -> Pieces:
    """A name as words and marks: the unit in which names are compared, whatever stands between them."""
    return tuple(_PIECE.findall(text))


def read(passage: Passage, known: Sequence[Forms]) -> Iterator[Named]:
    """The longest forms that stand in the passage, so that no name is found inside another."""
    text = passage.doc.text
    found = list(_PIECE.finditer(text))
    words = tuple(match[0] for match in found)
    after = 0
    for i in range(len(words)):
        if i < after:
            continue
        for length, form in candidates(words[i : i + LONGEST], known):
            start, end = found[i].start(), found[i + length - 1].end()
            if not _stands(_tokens(passage, start, end), form, text[start : end + 1]):
                continue
            after = i + length
            if form.who:
                yield Named(passage, start, end, form.who, form.kind, form.rule)
            break


def _tokens(passage: Passage, start: int, end: int) -> Tokens:
    """The tokens that hold these characters of the passage."""
    return passage.tokens(passage.block.start + start, passage.block.start + end)


def candidates(words: Pieces, known: Iterable[Forms]) -> Iterator[tuple[int, Form]]:
    """The forms that begin here, the longest first."""
    for length in range(len(words), 0, -1):
        begin = words[:length]
        for forms in known:
            if begin in forms:
                yield length, forms[begin]


def _stands(tokens: Tokens, form: Form, text: str) -> bool:
    """Whether words are used as that name here; `text` ends with the character behind them."""
    if text.endswith("$"):
        return False
    root = tokens.root
    match form.rule:
        case "names.people":
            others = (child for child in root.children if child not in tokens)
            return not any(child.dep_ in {"amod", "nummod", "compound", "quantmod"} for child in others)
        case "names.collective":
            article = any(child.lower_ == "the" for child in root.children)
            return article and root.dep_ not in {"amod", "compound", "nmod"} and root.tag_ != "JJ"
        case "names.short":
            before, behind = tokens.doc[: tokens.start], tokens.doc[tokens.end :]
            return bool(before) and before[-1].lower_ == "the" and not (behind and behind[0].pos_ in {"NOUN", "PROPN"})
        case "names.person" | "names.organisation" if len(tokens) == 1:
            return _is_used_as_name(root)
    return True


def _is_used_as_name(token: Token) -> bool:
    """Whether a single word that names somebody in this document is a name here, and not a part of another's."""
    if token.i and token.nbor(-1).text in titles():
        return True
    if token.ent_type_ in {"DATE", "TIME", "MONEY", "CARDINAL", "PERCENT"}:
        return False
    if token.ent_type_ in {"GPE", "LOC"} and token.dep_ == "pobj" and token.head.lower_ in {"in", "at", "near"}:
        return False
    neighbours = [token.nbor(step) for step in (-1, 1) if 0 <= token.i + step < len(token.doc)]
    within = [other for other in neighbours if other.ent_iob_ != "O" and _same_entity(token, other)]
    larger = any(other.text[0].isupper() and other.text not in titles() and other.pos_ != "PRON" for other in within)
    if larger and token.ent_type_ in _NAMES_OF_ACTORS:
        return False
    return token.pos_ == "PROPN" or bool(token.ent_type_) or not token.is_sent_start or token.dep_ in _SUBJECTS


def _same_entity(token: Token, other: Token) -> bool:
    later = max(token, other, key=lambda one: one.i)
    return token.ent_type_ == other.ent_type_ != "" and later.ent_iob_ == "I"


def in_capitals(forms: Forms) -> Forms:
    """The same forms as a text in capitals has them."""
    return {
        tuple(piece.upper() for piece in name): form
        for name, form in forms.items()
        if len(name) > 1 or name[0].lower() not in _WORDS
    }
