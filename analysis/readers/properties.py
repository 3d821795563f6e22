"""What a file's properties say of its title and author in, what of it is one out; and extracted text made clean."""

from __future__ import annotations

import re

from analysis.tables import MetadataField

#: What programs write where nobody gave a title or a name.
_NO_TITLE = re.compile(
    r"untitled\b|(?:word )?document ?\d*$|(?:slide|presentation|page|layout) ?\d*$|"
    r"(?:microsoft )?(?:word|powerpoint|excel) - |\S*[/\\]|"
    r".*\.(?:docx?|pdf|html?|txt|indd|pages|rtf|odt|qxd|pptx?|xlsx?)$",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:(?:microsoft )?office )?user\d*$|(?:microsoft|windows|default|guest|registered) ?(?:office )?user$|admin|root$"
    r"|owner$|unknown|anonymous|author$|python-docx$|n/?a$|none$|null$|.*[/\\:<>{}]",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_UNPRINTABLE: dict[int, str | None] = {
    **dict.fromkeys((*range(9), *range(14, 32), *range(127, 133), *range(134, 160), 0xFEFF)),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_LONGEST = 300


def told(title: object, author: object) -> dict[MetadataField, str]:
    """Title and author, those that a person gave. Programs fill in file names and users."""
    found: dict[MetadataField, str] = {}
    named, written = one_line(title), one_line(author)
    # A title of one word is a file's name or a subject more often than a headline.
    if " " in named and _LETTERS.search(named) and not _NO_TITLE.match(named):
        found["title"] = named
    if _LETTERS.search(written) and not _NO_AUTHOR.match(written):
        found["author"] = written
    return found


def one_line(value: object) -> str:
    """A value as one clean line, cut where no title or name is as long; "" if it is none."""
    return " ".join(cleaned(value).split())[:_LONGEST].strip() if isinstance(value, str) else ""


def cleaned(text: str) -> str:
    """Extracted text without controls and halves of characters, which no encoding of a table can hold."""
    return text.translate(_UNPRINTABLE)


def has_letters(text: str) -> bool:
    """Whether there is anything in it to read."""
    return any(map(str.isalpha, text))
