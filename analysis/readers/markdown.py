"""A Markdown file in, its one article out: every character as it is, with what its front matter says of it.

Front matter is YAML between lines of `---` or TOML between lines of `+++` at the very start. Of it, words are read
and nothing else: no object is made, no reference followed. Where it is malformed it is text like any other.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from analysis.readers import Article, Raw
from analysis.readers.encodings import decode
from analysis.tables import MetadataField


def read(raw: Raw) -> Iterator[Article]:
    """The article of a `.md` file."""
    decoded = decode(raw.data)
    yield Article(
        raw.name,
        raw.name,
        decoded.text,
        "md",
        raw.sha256,
        len(raw.data),
        decoded.encoding,
        told=front_matter(decoded.text),
        origin="front_matter",
        flags=decoded.flags,
    )


#: What each field is called, the clearest word first.
_CALLED: Mapping[MetadataField, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("title",),
        "author": ("author", "authors", "byline", "by"),
        "outlet": ("outlet", "publisher", "publication", "site_name", "site", "source"),
        "published": ("published", "publish_date", "pubdate", "date"),
        "url": ("canonical_url", "canonical", "url", "permalink", "link", "source_url"),
        "language": ("language", "lang"),
    }
)
#: In characters; and in brackets, since PyYAML's time grows with the square of how deep they nest.
_LONGEST, _LONGEST_VALUE, _MOST_BRACKETS = 16_384, 500, 200
_FENCED = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(?:(.*?)\r?\n)??\1[ \t]*(?=\r?\n|\Z)", re.DOTALL)
_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)", re.ASCII)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def front_matter(text: str) -> dict[MetadataField, str]:
    """What the front matter of a text says of it; nothing where there is none, or none that can be read."""
    fenced = _FENCED.match(text[:_LONGEST])
    if fenced is None or fenced[0].count("[") + fenced[0].count("{") > _MOST_BRACKETS:
        return {}
    entries = (_yaml if fenced[1] == "---" else _toml)(fenced[2] or "")
    told: dict[MetadataField, str] = {}
    for field, names in _CALLED.items():
        value = next((entries[name] for name in names if _fits(field, entries.get(name, ""))), None)
        if value is not None:
            told[field] = _DAY.sub(_in_two_digits, value, count=1) if field == "published" else value
    return told


def _fits(field: MetadataField, value: str) -> bool:
    if _NO_TEXT.search(value) or not 0 < len(value) <= _LONGEST_VALUE:
        return False
    return field != "url" or bool(_ADDRESS.fullmatch(value))


def _in_two_digits(day: re.Match[str]) -> str:
    return f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}"


def _named(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def _words(values: list[str]) -> str:
    """One value, or the several of a list, on one line."""
    return ", ".join(" ".join(value.split()) for value in values if value.strip())


# --- YAML ------------------------------------------------------------------------------------------


def _yaml(source: str) -> dict[str, str]:
    """The entries that are words or lists of words. The tree is only looked at: no value is ever constructed."""
    import yaml

    try:
        tree = yaml.compose(source, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return {}
    pairs = tree.value if isinstance(tree, yaml.MappingNode) else []
    return {_named(key.value): _words(_scalars(value)) for key, value in pairs if isinstance(key, yaml.ScalarNode)}


def _scalars(node: object) -> list[str]:
    import yaml

    if isinstance(node, yaml.SequenceNode) and node.tag == yaml.BaseLoader.DEFAULT_SEQUENCE_TAG:
        found = [_scalars(one) if isinstance(one, yaml.ScalarNode) else [] for one in node.value]
        return [value for values in found for value in values]
    if not isinstance(node, yaml.ScalarNode) or node.tag != yaml.BaseLoader.DEFAULT_SCALAR_TAG:
        return []
    return [] if node.style is None and node.value in _NOTHING else [node.value]


# --- TOML ------------------------------------------------------------------------------------------


def _toml(source: str) -> dict[str, str]:
    try:
        table = tomllib.loads(source.replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return {}
    return {_named(name): _words(_texts(value)) for name, value in table.items()}


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return [one for one in value if isinstance(one, str)]
    if isinstance(value, date):
        return [value.isoformat()]
    known = isinstance(value, (str, int)) and not isinstance(value, bool)
    return [str(value)] if known else []
