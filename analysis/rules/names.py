"""A document's passages in; out, every place where they name a person, an organisation or a state.

The language model's entities are only where it starts. Each name's type is voted over the document, short
forms are put to their full name (surname, acronym, legal form left out), and the text is read again for
every form, so that one miss of the model is not one mention lost. States are known by data (analysis/states.py).
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analysis import lexicons
from analysis.language import Passage
from analysis.rules.states import State, atlas
from analysis.tables import ActorType, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

Pieces = tuple[str, ...]
Gender = Literal["male", "female"]

_PIECE = re.compile(r"\w+|[^\w\s]")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}s?|[A-Z][a-z]?[A-Z]{1,4}")
_BRACKETED = re.compile(r" ?\((?P<acronym>[A-Z][A-Za-z.&]{1,9})\)")
_MARKS = frozenset(",;:'\"-–—")
_NOT_IN_AN_ID = re.compile(r"[^\w]+")
_TYPES: Mapping[str, ActorType] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
#: A title or a word such as "Agency" says more than the model's guess.
_EVIDENCE = 3
#: No name is longer, in words and marks, and in characters.
_LONGEST = 12
_FULL_NAME = 100


class Title(lexicons.Entry):
    """What stands before a person's name."""

    title: str
    gender: Gender | None = None


class Word(lexicons.Entry):
    """A word that makes a name an organisation's."""

    word: str
    part: Literal["head", "suffix"]


class Service(lexicons.Entry):
    """A noun that, with a state, names an organisation of that state, in small letters; what it is called there."""

    noun: str
    service: str


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


@dataclass(frozen=True, slots=True)
class _Seed:
    name: str
    type: ActorType
    weight: int = 1
    gender: Gender | None = None


def named(passages: Sequence[Passage]) -> Iterator[Named]:
    """Everyone named in the passages of one document, in the order of the text."""
    forms = _forms(passages)
    for passage in passages:
        yield from _read(passage, forms)


def adjectives(passage: Passage) -> Iterator[Named]:
    """The adjectives of states: "North Korean missile" says nothing that North Korea does (as in OntoNotes, GUM)."""
    yield from _read(passage, _adjective_forms())


def actor_id(kind: ActorType, name: str) -> str:
    """An id that people can read: type and name."""
    return f"{kind}:{_NOT_IN_AN_ID.sub('-', name.casefold()).strip('-')}"


def of_state(state: State) -> Who:
    """A state as an actor."""
    return Who(f"state:{state.code}", "state", state.name)


# --- names in the model's view -----------------------------------------------------------------------


def _seeds(passage: Passage) -> Iterator[_Seed]:
    for entity in passage.doc.ents:
        kind = _TYPES.get(entity.label_)
        tokens = _trimmed(entity) if kind else None
        if kind and tokens is not None:
            yield _Seed(tokens.text, kind)
    yield from _titled(passage.doc)


def _trimmed(entity: Tokens) -> Tokens | None:
    """The entity without article, title, possessive and quotation marks; None if that leaves no name."""
    doc, start, end = entity.doc, entity.start, entity.end
    for i in range(start + 1, end):
        if doc[i].tag_ == "POS" and _names_states_only(doc[start:i].text):
            start = i + 1
        elif doc[i].text in {"(", ")", "/"}:
            end = i
            break
    start += _title_length(doc, start)
    while start < end and (doc[start].pos_ == "DET" or doc[start].is_punct):
        start += 1
    while start < end and (doc[end - 1].tag_ == "POS" or doc[end - 1].text in _MARKS):
        end -= 1
    return doc[start:end] if start < end and _is_name(doc[start:end], entity.label_) else None


def _is_name(tokens: Tokens, label: str) -> bool:
    if not tokens[0].text[0].isupper() or "\n" in tokens.text or _names_states_only(tokens.text):
        return False
    return label != "PERSON" or not any(token.pos_ in {"VERB", "AUX", "PRON"} or token.like_num for token in tokens)


def _names_states_only(text: str) -> bool:
    """Whether nothing but states is named: "Russia-North Korea" is no organisation, nor is "North Korean"."""
    words = pieces(text)
    while words:
        length, _ = next(_candidates(words[:_LONGEST], (_state_forms(), _states_in_capitals())), (0, None))
        if not length and words[0][0].isupper():
            return False
        words = words[length or 1 :]
    return True


def _titled(doc: Doc) -> Iterator[_Seed]:
    """What follows "Mr." and the like: a person, also where the model sees none or something else."""
    i = 0
    while i < len(doc):
        length = _title_length(doc, i)
        start = end = i + max(length, 1)
        while length and end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].text[0].isupper():
            end += 1
        if length and end > start and doc[i].ent_type_ not in {"ORG", "FAC", "GPE", "LOC"}:
            yield _Seed(doc[start:end].text, "person", _EVIDENCE, _titles()[doc[i:start].text])
        i = end


def _title_length(doc: Doc, start: int) -> int:
    """How many tokens from `start` on are a title."""
    return next((n for n in (2, 1) if start + n < len(doc) and doc[start : start + n].text in _titles()), 0)


@functools.cache
def _titles() -> Mapping[str, Gender | None]:
    return {entry.title: entry.gender for entry in lexicons.read("titles", Title)}


@functools.cache
def _words(part: str) -> frozenset[str]:
    return frozenset(entry.word for entry in lexicons.read("organisations", Word) if entry.part == part)


# --- which names there are, and whose ----------------------------------------------------------------


def _forms(passages: Sequence[Passage]) -> Forms:
    """Every form to look for in the text, with the one whom it names.

    Headings and captions start no name while there are sentences: in Title Case everything looks like one.
    """
    prose = [passage for passage in passages if passage.block.kind == "paragraph"] or passages
    brackets = [pair for passage in passages for pair in _bracketed(passage)]
    seeds = [seed for passage in prose for seed in _seeds(passage)]
    seeds += [_Seed(name, "organisation", _EVIDENCE) for pair in brackets for name in pair]
    types = _voted(seeds)
    genders = {seed.name: seed.gender for seed in seeds if seed.gender}
    people = _people([name for name, kind in types.items() if kind == "person"], set(types))
    organisations = _organisations([name for name, kind in types.items() if kind == "organisation"])
    organisations |= _acronyms(brackets, organisations)
    forms = {pieces(name): Form(None) for name, kind in types.items() if kind == "place"}
    owners_of: tuple[tuple[ActorType, Mapping[str, str]], ...] = (("organisation", organisations), ("person", people))
    for kind, owners in owners_of:
        for name, owner in owners.items():
            gender = genders.get(name) or genders.get(owner)
            who = Who(actor_id(kind, owner), kind, owner, gender)
            forms[pieces(name)] = Form(who, _kind_of(name, owner), f"names.{kind}")
    return forms


def _voted(seeds: Iterable[_Seed]) -> dict[str, ActorType]:
    """The type of each name: what most of its occurrences in the document are taken for."""
    votes: defaultdict[str, Counter[ActorType]] = defaultdict(Counter)
    for seed in seeds:
        votes[seed.name][seed.type] += seed.weight
    for name, count in votes.items():
        if {name.split()[-1], name.split()[0]} & (_words("head") | _words("suffix")):
            count["organisation"] += _EVIDENCE
    types = {name: count.most_common(1)[0][0] for name, count in votes.items()}
    known = [name for name, kind in types.items() if kind == "organisation" and name in atlas().places]
    return types | dict.fromkeys(known, "place")


def _people(names: Sequence[str], seen: Collection[str]) -> dict[str, str]:
    """Each form of a person's name with the full name. A surname that two people share stays by itself."""
    full: dict[tuple[str, str], str] = {}
    for name in sorted((name for name in names if " " in name), key=len, reverse=True):
        full.setdefault((name.split()[0], surname(name)), name)
    owners = {name: full[name.split()[0], surname(name)] for name in names if " " in name}
    holders: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for short, owner in [(surname(name), name) for name in full.values()]:
        holders[short][owner] = None
    for owner in full.values():
        if owner.split()[0] in seen and owner.split()[0] not in holders:
            holders[owner.split()[0]][owner] = None
    for short in dict.fromkeys([*holders, *(name for name in names if " " not in name)]):
        fitting = tuple(holders.get(short, ()))
        if len(fitting) == 1:
            owners[short] = fitting[0]
        elif short in names:
            owners[short] = short
    return owners


def surname(name: str) -> str:
    """The last name, with what belongs to it: "von der Leyen"."""
    words = name.split()
    particle = next((i for i, word in enumerate(words[:-1]) if word.islower()), len(words) - 1)
    return " ".join(words[particle:])


def _organisations(names: Sequence[str]) -> dict[str, str]:
    """Each form of an organisation's name with its full name: without the legal form, or with its last words."""
    owners: dict[str, str] = {}
    endings: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for name in sorted(names, key=lambda name: (-len(name.split()), name)):
        fitting = tuple(endings[core(name)])
        owners[name] = fitting[0] if len(fitting) == 1 else name
        if owners[name] == name:
            for ending in _endings(core(name)):
                endings[ending][name] = None
            owners.setdefault(core(name), name)
    return owners


def _endings(name: str) -> Iterator[str]:
    """The name and its last words, two at least: one word alone ("Council") may be anybody's."""
    words = name.split()
    yield name
    yield from (" ".join(words[i:]) for i in range(1, len(words) - 1))


def core(name: str) -> str:
    """An organisation's name without its legal form."""
    words = name.replace(",", "").split()
    while len(words) > 1 and words[-1] in _words("suffix"):
        words.pop()
    return " ".join(words)


def _acronyms(brackets: Iterable[tuple[str, str]], owners: Mapping[str, str]) -> dict[str, str]:
    """Acronyms with the name they stand for: in brackets behind it, or made of its initials."""
    by_initials: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for owner in dict.fromkeys(owners.values()):
        if " " in owner:
            by_initials[initials(owner)][owner] = None
    spelled = {short: next(iter(full)) for short, full in by_initials.items() if len(full) == 1 and len(short) > 1}
    return spelled | {short: owners[long] for long, short in brackets if long in owners}


def _bracketed(passage: Passage) -> Iterator[tuple[str, str]]:
    """Names with the acronym in brackets behind them: "Defense Intelligence Agency (DIA)".

    The name is what the model sees there, or else the words whose initials spell the acronym
    (a simple case of Schwartz and Hearst 2003).
    """
    seen = {tokens.end_char: tokens.text for tokens in map(_trimmed, passage.doc.ents) if tokens is not None}
    text = passage.doc.text
    for match in _BRACKETED.finditer(text):
        words = text[max(match.start() - _FULL_NAME, 0) : match.start()].split()
        spelled = (" ".join(words[i:]) for i in range(len(words)) if words[i][0].isupper())
        long = next((name for name in spelled if initials(name) == match["acronym"]), seen.get(match.start()))
        if long:
            yield long, match["acronym"]


def initials(name: str) -> str:
    """The first letters of the words that have a capital."""
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())


def _kind_of(form: str, name: str) -> MentionKind:
    if is_acronym(form):
        return "acronym"
    return "name" if form == name else "alias"


def is_acronym(form: str) -> bool:
    """Whether a form is written as an acronym: DIA, U.S., NATO."""
    return _ACRONYM.fullmatch(form) is not None


# --- reading the text for them -----------------------------------------------------------------------


def pieces(text: str) -> Pieces:
    """A name as words and marks: the unit in which names are compared, whatever stands between them."""
    return tuple(_PIECE.findall(text))


def _read(passage: Passage, forms: Forms) -> Iterator[Named]:
    """The longest forms that stand in the passage, so that no name is found inside another."""
    text = passage.doc.text
    found = list(_PIECE.finditer(text))
    known = (forms, _state_forms())
    if text.isupper():
        known = (_in_capitals(forms), _states_in_capitals())
    words = tuple(match[0] for match in found)
    after = 0
    for i in range(len(words)):
        if i < after:
            continue
        for length, form in _candidates(words[i : i + _LONGEST], known):
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


def _candidates(words: Pieces, known: Iterable[Forms]) -> Iterator[tuple[int, Form]]:
    """The forms that begin here, the longest first."""
    for length in range(len(words), 0, -1):
        for forms in known:
            if words[:length] in forms:
                yield length, forms[words[:length]]


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
        case "names.person" | "names.organisation" if len(tokens) == 1:
            return _is_used_as_name(root)
    return True


def _is_used_as_name(token: Token) -> bool:
    """Whether a single word that names somebody in this document is a name here, and not a part of another's."""
    if token.ent_type_ in {"DATE", "TIME", "MONEY", "CARDINAL", "PERCENT"}:
        return False
    if token.ent_type_ in {"GPE", "LOC"} and token.dep_ == "pobj" and token.head.lower_ in {"in", "at", "near"}:
        return False
    neighbours = [token.nbor(step) for step in (-1, 1) if 0 <= token.i + step < len(token.doc)]
    within = [other for other in neighbours if other.ent_iob_ != "O" and _same_entity(token, other)]
    larger = any(other.text[0].isupper() and other.text not in _titles() for other in within)
    return not larger and (token.pos_ == "PROPN" or bool(token.ent_type_))


def _same_entity(token: Token, other: Token) -> bool:
    later = max(token, other, key=lambda one: one.i)
    return token.ent_type_ == other.ent_type_ != "" and later.ent_iob_ == "I"


@functools.cache
def _state_forms() -> Forms:
    """Every way of naming a state; its adjectives, so that nothing shorter is found in them, name nobody."""
    known = atlas()
    forms = {pieces(word): Form(None) for word in known.adjectives}
    forms |= {pieces(word): Form(of_state(s), "demonym", "names.collective") for word, s in known.collectives.items()}
    forms |= {pieces(word): Form(of_state(s), "demonym", "names.people") for word, s in known.peoples.items()}
    for service in lexicons.read("services", Service):
        for word, state in (*known.adjectives.items(), *known.names.items()):
            kind: MentionKind = "name" if word in known.names else "nominal"
            forms[pieces(f"{word} {service.noun}")] = Form(_service(state, service), kind, "names.service")
    for name, state in known.names.items():
        full = " " in name or name == state.name
        kind = "acronym" if is_acronym(name) else "name" if full else "alias"
        forms[pieces(name)] = Form(of_state(state), kind, "names.state")
    return forms


@functools.cache
def _adjective_forms() -> Forms:
    return {
        pieces(word): Form(of_state(state), rule="names.adjective")
        for word, state in atlas().adjectives.items()
        if word not in atlas().names
    }


def _service(state: State, service: Service) -> Who:
    """All services of one kind are one actor: "U.S. intelligence" and "American intelligence agencies"."""
    name = f"{state.name} {service.service}"
    return Who(actor_id("organisation", name), "organisation", name)


@functools.cache
def _states_in_capitals() -> Forms:
    return _in_capitals(_state_forms())


def _in_capitals(forms: Forms) -> Forms:
    return {tuple(piece.upper() for piece in name): form for name, form in forms.items()}
