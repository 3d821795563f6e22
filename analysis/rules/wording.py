"""Words of a text in; a sentence of them, without what is left over of the place they were taken from, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.rules.transcripts import SPEAKER

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Commas from between which a clause was taken out.
_EMPTIED = re.compile(r"\s*,(?:\s*,)+")
#: What is left at the edges of a clause that was taken out of its sentence.
_LOOSE = " ,;:–—-'‘*_`#>|•·●▪"
#: Marks of a markup that plain text often has: emphasis, code, a link's address.
_MARKUP = re.compile(r"\*\*|__|`|(?<=\])\([^()\s]{1,500}\)")
_LINK = re.compile(r"\[([^\[\]]{1,300})\](?=\()")
#: Signs that nobody sees: controls that are no white space, soft hyphens, marks of direction, and what joins nothing.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb]"
    r"|(?<!\S)[\u200c\u200d]+|[\u200c\u200d]+(?!\S)"
)
#: Marks that come in pairs, and what closes each.
_MARK = re.compile('["＂“”„«»‹›「」『』()\\[\\]]')
_CLOSED_BY = {
    '"': '"',
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "”": "”",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "＂": "＂",
    "(": ")",
    "[": "]",
}


def sentence(text: str) -> str:
    """The words as a sentence: a capital first, a full stop last, no markup and no mark that has lost its fellow."""
    plain = _MARKUP.sub("", _LINK.sub(r"[\1]", _UNSEEN.sub("", text)))
    plain = _unpaired(_EMPTIED.sub("", " ".join(plain.split())).strip(_LOOSE)).strip(_LOOSE)
    plain = " ".join(plain.split())
    return plain[:1].upper() + plain[1:] + ("" if plain[-1:] in {".", "!", "?"} else ".")


def _unpaired(text: str) -> str:
    """The text without quotation marks and brackets that have lost their fellow, or that enclose the whole of it."""
    lone: list[int] = []
    for mark in _MARK.finditer(text):
        if lone and mark.group() in _CLOSED_BY.get(text[lone[-1]], ""):
            opening = lone.pop()
            lone += [opening, mark.start()] if (opening, mark.end()) == (0, len(text)) else []
        else:
            lone.append(mark.start())
    gone = frozenset(lone)
    return "".join(character for n, character in enumerate(text) if n not in gone)


def without_label(tokens: Sequence[Token], words: str) -> Sequence[Token]:
    """A turn of a transcript without its speaker: "SENATOR WARREN: I agree". `words` is the block's text."""
    label = SPEAKER.match(words)
    return [token for token in tokens if token.idx >= label.end()] if label else tokens


def without_loose_end(tokens: Sequence[Token], head: Token) -> Sequence[Token]:
    """Without a last word that has lost what it introduces: `left the port | in the hope (that ...)`."""
    if not tokens or tokens[-1] == head or not _is_cut(tokens[-1]):
        return tokens
    first = _introduced(tokens[-1])
    return [token for token in tokens if token.i < first.i] if first.i > head.i else tokens


def _is_cut(word: Token) -> bool:
    """Whether a last word is nothing without what follows it: `the hope` or `reports` that ..., `of` the ..., `and`."""
    if word.pos_ == "NOUN":
        content = (child for child in word.children if child.i > word.i and child.dep_ in {"acl", "ccomp"})
        return word.dep_ in {"pobj", "conj"} and any(content)
    if word.dep_ == "prep":
        return any(child.i > word.i for child in word.children)
    return word.dep_ == "cc" or (word.dep_ == "det" and word.head.i > word.i)


def _introduced(word: Token) -> Token:
    """The first word of what goes with a last word that is cut."""
    if word.dep_ == "pobj":
        return word.head.left_edge
    if word.dep_ == "conj":
        joined = [child for child in word.head.children if child.dep_ in {"cc", "punct"} and child.i < word.left_edge.i]
        return joined[-1] if joined else word.left_edge
    return word


def text_of(tokens: Iterable[Token], words: str, names: Mapping[int, str]) -> str:
    """The text's own characters for the tokens, names in the place of what they stand for."""
    out: list[str] = []
    previous: Token | None = None
    for token in tokens:
        if previous is not None and (token.i != previous.i + 1 or previous.whitespace_):
            out.append(" ")
        out.append(names.get(token.i, words[token.idx : token.idx + len(token)]))
        previous = token
    return "".join(out).strip()
