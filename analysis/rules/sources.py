"""A word that may attribute in, the phrases that may be its source out, and what speaks for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.rules.grammar import is_expletive, phrase
from analysis.rules.paragraphs import Paragraph, Stretches

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_RELATIVE = frozenset({"WDT", "WP"})
_OWN = _SUBJECTS | {"poss", "compound", "amod", "dobj", "npadvmod", "attr", "nmod", "appos"}
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_NOBODY = frozenset({"nobody", "none", "nothing"})
#: What is reported and never reports; the parser takes it for a subject: "Flood hits city, five deaths reported".
_HARM = frozenset({"death", "injury", "casualty", "fatality", "damage", "arrest", "victim"})
#: How far up a parse a subject is looked for.
_STEPS, _NEAR = 6, 3
#: A speaker's name before a colon is short.
_SPEAKER = 12
#: Prepositions before a source.
_BY = frozenset({"by", "from", "among", "of", "in", "to", "for", "with", "between", "per"})


@dataclass(frozen=True, slots=True)
class Source:
    """A phrase that may be the source; without a head and stretches: there is none."""

    stretches: Stretches
    head: Token | None
    how: tuple[str, ...]


def sources(at: Paragraph, anchor: Token) -> list[Source]:
    """Every phrase that may be the source, each once, and none."""
    found: dict[int, list[str]] = {}
    tokens: dict[int, Token] = {}
    for how, noun in _ways(at, anchor):
        if noun.i != anchor.i and not is_expletive(noun) and not _says_nothing(noun):
            found.setdefault(noun.i, []).append(how)
            tokens[noun.i] = noun
    listed = [
        Source(at.stretches(phrase(tokens[i])), tokens[i], tuple(dict.fromkeys(ways))) for i, ways in found.items()
    ]
    return [Source((), None, ("none",)), *(one for one in listed if one.stretches)]


def _ways(at: Paragraph, anchor: Token) -> Iterator[tuple[str, Token]]:
    if anchor.text == ":":
        yield from _before_colon(at, anchor)
        return
    yield from _near(anchor)
    yield from _up(anchor)
    yield from _beside(at, anchor)


def _before_colon(at: Paragraph, colon: Token) -> Iterator[tuple[str, Token]]:
    start = at.sentence_of[colon.i][0]
    words = [t for t in at.tokens[start : colon.i] if not at.is_silent[t.i]]
    heads = [t for t in words if t.head.i not in range(start, colon.i) or t.head.i == t.i]
    speaks = start == 0 and colon.i <= _SPEAKER
    for head in heads or words[-1:]:
        yield "before colon" if speaks else "root before colon", head
    if not speaks:
        nouns = [t for t in words if t.pos_ in {"NOUN", "PROPN", "PRON"} and t.dep_ != "compound"]
        yield from (("last before colon", noun) for noun in nouns[-1:])
        yield from ((f"{noun.dep_} before colon", noun) for noun in nouns if noun.dep_ in {"nsubj", "dobj", "poss"})


def _near(anchor: Token) -> Iterator[tuple[str, Token]]:
    """What hangs on the word itself: its subject, its agent, its possessor."""
    for child in anchor.children:
        dep = child.dep_
        if dep in _OWN and child.pos_ in _NOUNS:
            yield f"own {dep}{_side(child, anchor)}", child
        if (dep in {"agent", "prep"} and child.lower_ in _BY) or anchor.lower_ == "according":
            yield from ((f"own {dep} {child.lower_}", c) for c in child.children if c.dep_ == "pobj")
        if dep in {"aux", "auxpass"}:
            yield from ((f"own aux {c.dep_}", c) for c in child.children if c.dep_ in _SUBJECTS)


def _up(anchor: Token) -> Iterator[tuple[str, Token]]:
    """Subjects, objects and antecedents of what governs the word, step by step."""
    node = anchor
    path: list[str] = []
    for _ in range(_STEPS):
        if node.dep_ == "ROOT" or node.head.i == node.i:
            return
        if node.dep_ in {"relcl", "acl", "appos", "amod", "compound", "poss"} and node.head.pos_ in {
            "NOUN",
            "PROPN",
            "PRON",
        }:
            yield f"{' '.join(path[-2:])} antecedent {node.dep_}".strip(), node.head
        path.append(node.dep_)
        node = node.head
        way = " ".join(path[-2:]) if len(path) <= _NEAR else "far"
        for child in node.children:
            if child.dep_ in _SUBJECTS or child.dep_ in {"dobj", "poss", "dative"} or child.dep_ == "agent":
                for noun in child.children if child.dep_ == "agent" else (child,):
                    yield f"{way} {child.dep_}", noun


def _beside(at: Paragraph, anchor: Token) -> Iterator[tuple[str, Token]]:
    """The nouns next to the word, whatever the parser made of it."""
    first, last = at.sentence_of[anchor.i]
    nouns = {"NOUN", "PROPN", "PRON"}
    before = [t for t in reversed(at.tokens[max(first, anchor.i - 12) : anchor.i]) if t.pos_ in nouns]
    after = [t for t in at.tokens[anchor.i + 1 : min(last, anchor.i + 6)] if t.pos_ in nouns]
    for name, words in (("before", before), ("after", after)):
        heads = [t for t in words if t.dep_ not in {"compound", "poss"}][:1]
        yield from ((f"noun {name}", head) for head in heads)


def _says_nothing(noun: Token) -> bool:
    """`No minister said ...`; `..., five deaths reported`: nobody, or what is told of."""
    nobody = noun.lower_ in _NOBODY or any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)
    return nobody or noun.lemma_.lower() in _HARM


def _side(child: Token, anchor: Token) -> str:
    return " after" if child.i > anchor.i else ""
