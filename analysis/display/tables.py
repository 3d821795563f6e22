"""DataFrames in, escaped HTML tables out, each with its plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from analysis.display.text import CELL, LABEL, cut, visible, width

_TABLE = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string("""\
<table{% if home %} class="home"{% endif %}>
<caption>{{ caption }}</caption>
<thead>
<tr>{% for head in heads %}<th scope="col">{{ head }}</th>{% endfor %}</tr>
</thead>
<tbody>
{% for row in rows %}
<tr>{% for cell in row %}{{ cell }}{% endfor %}</tr>
{% else %}
<tr><td colspan="{{ heads | length }}">none</td></tr>
{% endfor %}
</tbody>
</table>
""")
_SECTIONS = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string("""\
<div class="sections">
{% for section, table in tables %}
<details class="section">
<summary><b>{{ section.title }}</b> {{ section.about }}</summary>
<div class="table"{% if section.anchor %} id="{{ section.anchor }}"{% endif %} tabindex="0" role="region"
 aria-label="{{ section.title }}">
{{ table }}
</div>
</details>
{% else %}
<p>none</p>
{% endfor %}
</div>
""")
_LINK = Markup('<a class="passage" data-doc="{}" data-id="{}">{}</a>')
_OPENING = Markup('<a class="count" href="#{}"{}>{}</a>')
_FIND = Markup(' data-find="{}"')
_ROW_HEAD, _NUMBER, _ZERO, _CELL, _LONG_CELL = (
    Markup('<th scope="row">{}</th>'),
    Markup('<td class="number">{}</td>'),
    Markup('<td class="number zero">{}</td>'),
    Markup("<td>{}</td>"),
    Markup('<td class="long">{}</td>'),
)
#: A cell of more characters needs room not to become a column of single words.
_LONG = 30


@dataclass(frozen=True, slots=True)
class Passage:
    """A cell that leads to a place in a document: the report makes a link of it. `id` is `s<start>-<end>`."""

    doc_id: str
    id: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Count:
    """A number that leads to the section with what it counts: the rows that hold `find`; or else to one place."""

    number: int
    anchor: str
    find: str = ""
    place: Passage | None = None

    def __str__(self) -> str:
        return str(self.number)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a notebook shows it."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """One of several tables of a kind: its title, a line about it, its rows; what it is about, and where it stands."""

    title: str
    about: str
    frame: pd.DataFrame
    key: object = ""
    anchor: str = ""


def table(frame: pd.DataFrame, *, caption: str, rows: int = 5000, home: bool = False) -> Table:
    """A table with a caption, whose first column names its rows. Longer ones are cut, and the caption says so.

    Of the tables of a page, the page of a document leads back to the rows of the one that is `home` to its passages.
    """
    shown = [list(row) for row in frame.head(rows).itertuples(index=False, name=None)]
    if len(frame) > rows:
        caption = f"{caption} The first {rows} of {len(frame)} rows; the table's file holds them all."
    heads = [str(column).replace("_", " ") for column in frame.columns]
    numbers = [is_numeric_dtype(dtype) and not is_bool_dtype(dtype) for dtype in frame.dtypes]
    cells = [[_cell(value, index=i, number=numbers[i]) for i, value in enumerate(row)] for row in shown]
    return Table(
        html=_TABLE.render(caption=visible(caption), heads=heads, rows=cells, home=home),
        text=_plain(caption, heads, [[_shown(value) for value in row] for row in shown]),
    )


def sections(parts: Sequence[Section], *, rows: int = 5000) -> Table:
    """Tables of a kind, one below the other, each folded under its title until it is opened."""
    shown = [replace(part, title=cut(part.title, LABEL), about=visible(part.about)) for part in parts]
    tables = [table(part.frame, caption=f"{part.title}.", rows=rows) for part in shown]
    html = _SECTIONS.render(tables=[(part, Markup(one.html)) for part, one in zip(shown, tables, strict=True)])  # noqa: S704
    texts = [f"{part.about}\n{one.text}" for part, one in zip(shown, tables, strict=True)]
    return Table(html=html, text="\n\n".join(texts) or "none")


def _shown(value: object) -> str:
    return cut(_words(value), CELL)


def _cell(value: object, *, index: int, number: bool) -> Markup:
    """One cell. Lists of passages keep their links."""
    values = value if isinstance(value, list | tuple) and any(isinstance(part, Passage) for part in value) else [value]
    inner = Markup("<br>").join(_linked(part) for part in values)
    if index == 0:
        return _ROW_HEAD.format(inner)
    if number or isinstance(value, Count):
        return (_ZERO if inner == "0" else _NUMBER).format(inner)
    form = _LONG_CELL if len(inner.striptags()) > _LONG else _CELL
    return form.format(inner)


def _linked(value: object) -> Markup:
    if isinstance(value, Count) and value.number and value.anchor:
        find = _FIND.format(value.find) if value.find else ""
        return _OPENING.format(value.anchor, find, value)
    if isinstance(value, Count) and value.number and value.place:
        return _LINK.format(value.place.doc_id, value.place.id, value)
    if isinstance(value, Passage):
        return _LINK.format(value.doc_id, value.id, _shown(value))
    return Markup("{}").format(_shown(value))


def _words(value: object) -> str:
    """A cell's value as words: lists with commas, truth as yes and no, one decimal, nothing for a missing value."""
    match value:
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ", ".join(_words(part) for part in value)
        case float():
            return "" if pd.isna(value) else f"{value:.1f}"
        case str() | Passage() | Count():
            return str(value)
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


def _plain(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table as aligned text."""
    lines = [list(heads), *([cut(cell, LABEL) for cell in row] for row in rows)]
    widths = [max(width(line[i]) for line in lines) for i in range(len(heads))]
    aligned = (
        "  ".join(c + " " * (w - width(c)) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines
    )
    return "\n".join([visible(caption), "", *aligned])
