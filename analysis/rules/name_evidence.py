"""What may be a name and the text around it in; out, what speaks for a person, an organisation or a place.

Each sign is a short text, present or absent, that says what it means; `analysis/weights/names_*.json` holds what each
counts. The language model's own guess is not among them: these signs are what it is held against.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pycountry

from analysis import lexicons
from analysis.rules import grouping
from analysis.rules.candidates import Candidate
from analysis.rules.cues import Cue
from analysis.rules.forms import is_acronym
from analysis.rules.given_names import is_given_name
from analysis.rules.persons import is_role
from analysis.rules.states import atlas
from analysis.rules.titles import titles

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_LEXICAL = frozenset({"NOUN", "VERB", "ADJ", "ADP", "ADV", "AUX", "PRON"})
#: So many words on, a pronoun may tell who was named.
_AHEAD = 12
_PRONOUNS = {**dict.fromkeys(("he", "she", "his", "her", "him"), "person"), **dict.fromkeys(("it", "its"), "thing")}
#: Of so many places a name's signs are taken: more tell nothing new.
_PLACES = 40
_WORD = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"[A-Z]\.?")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
_LINKS = frozenset({"of", "for", "and", "&", "the", "on"})
_ONE, _TWO, _THREE, _MANY = 1, 2, 3, 5


@dataclass(frozen=True, slots=True)
class Around:
    """What the other names of the document tell of one."""

    small: frozenset[str]
    firsts: frozenset[str]
    lasts: Mapping[str, tuple[str, ...]]


def around(candidates: Sequence[Candidate], texts: Iterable[str]) -> Around:
    """What the document's names and its words in small letters tell of any of its names."""
    small = frozenset(word for text in texts for word in _WORD.findall(text) if word.islower())
    lasts: defaultdict[str, list[str]] = defaultdict(list)
    for one in candidates:
        if " " in one.name:
            lasts[one.name.split()[-1]].append(one.name)
    firsts = frozenset(one.name.split()[0] for one in candidates if " " in one.name)
    return Around(small, firsts, {word: tuple(names) for word, names in lasts.items()})


def evidence(candidate: Candidate, others: Around) -> frozenset[str]:
    """All signs of one name. What most of its places show is a sign of its own."""
    places = candidate.places[:_PLACES]
    seen = Counter(sign for place in places for sign in frozenset(_beside(place)))
    mostly = (f"mostly {sign}" for sign, count in seen.items() if 2 * count > len(places))
    once = ("once",) if len(places) == 1 else ()
    return frozenset((*seen, *mostly, *once, *_of_words(candidate.name), *_of_others(candidate.name, others)))


# --- beside it ---------------------------------------------------------------------------------------


def _beside(place: Tokens) -> Iterator[str]:
    doc, root = place.doc, place.root
    if place[0].is_sent_start:
        yield "first"
    if place.start:
        yield from _before(doc[place.start - 1], doc[max(place.start - 2, 0) : place.start].text)
    if place.end < len(doc):
        yield from _behind(doc[place.end : place.end + 2])
    yield f"is {root.dep_}"
    yield from _of_head(root, place)
    for child in root.children:
        yield from _of_child(child, place)
    yield from _of_root(root)
    for word in doc[place.end : place.end + _AHEAD]:
        if word.lower_ in _PRONOUNS:
            yield f"then {_PRONOUNS[word.lower_]}"


def _of_child(child: Token, place: Tokens) -> Iterator[str]:
    if child.i >= place.end and child.dep_ in {"appos", "relcl"}:
        yield f"has {child.dep_}{' role' if is_role(child) else ''}"
    if not place.start <= child.i < place.end and child.dep_ in {"appos", "amod", "compound"}:
        yield from _worded(f"has {child.dep_}", child)


def _of_root(root: Token) -> Iterator[str]:
    if root.pos_ != "PROPN":
        yield f"tagged {root.pos_}"
    if root.tag_ in {"NNS", "NNPS"}:
        yield "plural"


def _before(word: Token, pair: str) -> Iterator[str]:
    yield from _worded("behind", word)
    yield f"behind {word.lower_ if word.pos_ in {'DET', 'PUNCT', 'CCONJ', 'PART'} else word.pos_}"
    if word.text in titles() or pair in titles():
        yield "behind a title"
    if word.pos_ in {"NOUN", "PROPN"} and is_role(word):
        yield "behind a role"


def _behind(words: Tokens) -> Iterator[str]:
    word = words[0]
    yield from _worded("before", word)
    yield f"before {word.lower_ if word.pos_ in {'PUNCT', 'CCONJ', 'PART'} else word.pos_}"
    if word.pos_ == "VERB" and word.lemma_ in _sayings():
        yield "before a verb of saying"
    if word.pos_ == "NOUN" and is_role(word):
        yield "before a role"
    if word.text == "," and len(words) > 1:
        after = words[1]
        yield from (["before an age"] if after.like_num else [])
        yield from (["before who"] if after.lower_ in {"who", "whose"} else [])
        yield from (["before a state"] if after.text in atlas().names else [])


def _of_head(root: Token, place: Tokens) -> Iterator[str]:
    head = root.head
    if root.dep_ in _SUBJECTS:
        yield "subject"
        if head.lemma_ in _sayings():
            yield "subject of saying"
    if root.dep_ == "pobj":
        yield f"behind preposition {head.lower_}"
        yield from _worded(f"{head.lower_} of", head.head)
    if root.dep_ == "compound" and head.i >= place.end:
        yield f"modifies{' role' if is_role(head) else ''}"
    if root.dep_ == "appos" and is_role(head):
        yield "beside a role"
    if head is not root:
        yield from _worded(f"{root.dep_} of", head)


def _worded(sign: str, word: Token) -> Iterator[str]:
    """The sign with the word's lemma, unless the word may be a name itself."""
    if word.pos_ in _LEXICAL and word.is_alpha and word.text.islower():
        yield f"{sign} {word.lemma_.lower()}"


@functools.cache
def _sayings() -> frozenset[str]:
    kinds = {"say", "deny", "accuse", "think", "know"}
    return frozenset(cue.lemma for cue in lexicons.read("cues", Cue) if cue.pos == "verb" and cue.kind in kinds)


# --- its own words -----------------------------------------------------------------------------------


def _of_words(name: str) -> Iterator[str]:
    words = name.split()
    first, last = words[0], words[-1]
    yield f"{min(len(words), _MANY)} words"
    yield f"ends {last[-3:].lower()}"
    yield f"ends {last[-2:].lower()}"
    if len(last) <= _THREE:
        yield "short"
    yield from _of_letters(name)
    yield from _of_known(name, words)
    if len(words) == _ONE:
        yield from (["given name alone"] if is_given_name(first) else [])
        return
    yield "begins with a given name" if is_given_name(first) else "begins with no given name"
    if is_given_name(last):
        yield "ends with a given name"
    if len(words) <= _THREE and is_given_name(first) and last not in grouping.words("head"):
        yield "a person's name"
    if _INITIAL.fullmatch(first):
        yield "begins with an initial"
    if len(words) > _TWO and _INITIAL.fullmatch(words[1]):
        yield "has a middle initial"
    if _LINKS.intersection(words[1:]):
        yield "has a link"


def _of_letters(name: str) -> Iterator[str]:
    if is_acronym(name):
        yield "acronym"
    if name.isupper() and len(name) > 1:
        yield "capitals"
    if _INNER_CAPITAL.search(name):
        yield "capital within a word"
    if any(letter.isdigit() for letter in name):
        yield "digit"


def _of_known(name: str, words: Sequence[str]) -> Iterator[str]:
    """What word lists and data of states know of it."""
    heads = grouping.words("head")
    if words[-1] in heads:
        yield "ends like an organisation"
    if heads.intersection(words[:-1]):
        yield "holds a word of organisations"
    if words[-1] in grouping.words("suffix"):
        yield "legal form"
    if name in atlas().places or name in regions():
        yield "region"
    if name in atlas().adjectives or name in atlas().peoples:
        yield "people"
    if any(word in atlas().adjectives or word in atlas().names for word in words):
        yield "holds a state"


@functools.cache
def regions() -> frozenset[str]:
    """Provinces, states of federations and the like (ISO 3166-2)."""
    return frozenset(region.name for region in pycountry.subdivisions)


def _of_others(name: str, others: Around) -> Iterator[str]:
    if " " in name:
        return
    full = others.lasts.get(name, ())
    if any(is_given_name(one.split()[0]) for one in full):
        yield "surname behind a given name"
    elif full:
        yield "last word of another"
    if name in others.firsts:
        yield "first word of another"
    if name.lower() in others.small:
        yield "in small letters too"
