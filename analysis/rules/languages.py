"""A text in, its language and how sure that is out; what people and programs call a language in, its code out."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

#: How sure a language must be to be used, and to leave a document out. No whole article of 3,400 in English comes to
#: as much as another language, and of 40,000 pieces of them of 80 to 250 characters four do (lists and captions taken
#: for Pidgin); a German article of which a fifth is English still does.
SURE = 0.8

# A language is told piece by piece, so that an English article with long quotations in another stays English.
_PIECE = 200
#: Of longer texts as many pieces are read, spread evenly: half a screen says as much as a book.
_PIECES = 48
_LETTERS = 60
_CODE = 3
#: Tongues so close that a model divides its trust between them.
_CLOSE = ({"bs", "hr", "sr"}, {"id", "ms"}, {"da", "nn", "no"}, {"gl", "pt"}, {"cs", "sk"})
#: Beyond ISO 639-1: Nigerian Pidgin, which is not to pass for English, and what is no language at all.
_ALSO = frozenset({"pcm", "zxx"})


def language_of(text: str) -> tuple[str, float] | None:
    """The language of most of a text, ISO 639-1, and how sure that is, 0 to 1; None where there are too few letters."""
    total: dict[str, float] = defaultdict(float)
    letters = 0
    for piece in _pieces(text):
        weight = sum(map(str.isalpha, piece))
        letters += weight
        for code, probability in _rank(piece) if weight else ():
            total[code] += weight * probability
    if letters < _LETTERS:
        return None
    code = max(sorted(total), key=total.__getitem__)
    close = next((group for group in _CLOSE if code in group), {code})
    return code, round(min(1.0, sum(total[one] for one in sorted(close)) / letters), 3)


@functools.cache
def code_of(name: str) -> str | None:
    """The ISO 639-1 code of `en-GB`, `eng` or `English`, of three letters where there is none of two; else None."""
    import pycountry

    words = name.partition("(")[0].strip().lower()
    tag = re.split(r"[-_.,;@]", words, maxsplit=1)[0]
    # En, spelt as a name, is a language of Vietnam; whoever writes two or three letters means a code.
    by = (("alpha_2", tag), ("alpha_3", tag), ("bibliographic", tag), ("name", words if len(words) > _CODE else ""))
    found = [language for key, value in by if (language := pycountry.languages.get(**{key: value}))]
    language = next((one for one in found if one.scope != "S"), None)
    return language and str(getattr(language, "alpha_2", language.alpha_3))


def name_of(code: str) -> str:
    """What a language is called in English, for a message; the code itself where it is none."""
    import pycountry

    language = pycountry.languages.get(**{"alpha_2" if len(code) < _CODE else "alpha_3": code})
    return str(language.name).partition(" (")[0] if language else code


def _pieces(text: str) -> Iterator[str]:
    count = -(-len(text) // _PIECE)
    for number in range(min(count, _PIECES)):
        start = number * count // min(count, _PIECES) * _PIECE
        yield _in_small_letters(text[start : start + _PIECE])


def _in_small_letters(piece: str) -> str:
    """A piece that is mostly capitals, in small letters: the model knows no others."""
    capitals, small = sum(map(str.isupper, piece)), sum(map(str.islower, piece))
    return piece.lower() if capitals > small else piece


def _rank(piece: str) -> list[tuple[str, float]]:
    ranked: list[tuple[str, float]] = _identifier().rank(piece)
    return ranked


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == len("en") or code in _ALSO])
    return identifier
