"""Words of a text in; a sentence of them, without what is left over of the place they were taken from, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

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
