"""DataFrames and figures in, what a notebook shows out: one escaped HTML table, one deterministic SVG.

Both say the same thing twice in the same way, so that a notebook's stored output can be compared with the next
run's: no random ids (pandas' Styler), no date, no setting of the user's own matplotlibrc. Text from documents is
never markup here; what a reader could not see in it is spelled out, in the display only.
"""

from __future__ import annotations

import calendar
import contextlib
import hashlib
import io
import re
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import jinja2
import matplotlib as mpl
import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure
from pandas.api.types import is_bool_dtype, is_numeric_dtype

#: Characters of a cell, and of a label in a chart, that are shown.
CELL, LABEL = 400, 80

#: Characters that have no look of their own, or change that of others: controls, bidi marks, zero-width, surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A cell that leads to a place in a document: the report makes a link of it. `id` is `s<start>-<end>`."""

    doc_id: str
    id: str
    text: str

    def __str__(self) -> str:
        return self.text


# --- text ------------------------------------------------------------------------------------------


def spelled_out(text: str) -> str:
    """The text with every unseen character but tabs and line ends as its number: `⟨U+202E⟩`."""
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def visible(text: str) -> str:
    """The same on one line: white space as single spaces."""
    return spelled_out(re.sub(r"[ \t\r\n]+", " ", text).strip())


def width(text: str) -> int:
    """How many columns a text takes where every letter has the same width."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, columns: int) -> str:
    """The visible text on one line, cut with an ellipsis to so many columns."""
    text = visible(text[: 4 * columns + 4])
    if width(text) <= columns:
        return text
    while width(text) >= columns:
        text = text[:-1]
    return text.rstrip() + "…"


def _words(value: object) -> str:
    """A cell's value as words: lists with commas, truth as yes and no, one decimal, nothing for a missing value."""
    match value:
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ", ".join(_words(part) for part in value)
        case float():
            return "" if pd.isna(value) else f"{value:.1f}"
        case str() | Passage():
            return str(value)
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


# --- dates -----------------------------------------------------------------------------------------

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(text: object) -> date | None:
    """An ISO day as a date; None where there is none or the calendar of Python (years 1 to 9999) has none such."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def when(earliest: str | None, latest: str | None, *, approximate: bool = False) -> str:
    """The days that something may have happened on, in words: `2023`, `the 2000s`, `c. 13 June 2024 to 1 July 2024`."""
    if not earliest and not latest:
        return "no date"
    if not earliest or not latest:
        return f"from {_unit_words(earliest)} on" if earliest else f"until {_unit_words(latest or '')}"
    words = " to ".join(_unit_words(unit) for unit in _units(earliest, latest))
    return f"c. {words}" if approximate else words


def edtf(earliest: str | None, latest: str | None, *, approximate: bool = False) -> str:
    """The same days in EDTF: `2023`, `200X`, `2024-06-13~/2024-07-11~`, `2022-09-01/..`; empty without any."""
    if not earliest or not latest:
        return f"{earliest or '..'}/{latest or '..'}" if earliest or latest else ""
    mark = "~" if approximate else ""
    return "/".join(unit + mark for unit in _units(earliest, latest))


def _units(earliest: str, latest: str) -> list[str]:
    """The fewest calendar units that span the days: a decade `200X`, a year, a month, a day, or two of a sort."""
    first, last = day(earliest), day(latest)
    if first is None or last is None:
        return list(dict.fromkeys((earliest, latest)))
    size = 10
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        size = 4 if (first.month, last.month) == (1, 12) else 7
    if size == 4 and first.year % 10 == 0 and last.year == first.year + 9:  # noqa: PLR2004 - YYYY, and a decade's last
        return [f"{earliest[:3]}X"]
    return list(dict.fromkeys((earliest[:size], latest[:size])))


def _unit_words(unit: str) -> str:
    """A unit in words; what is no unit of the calendar stays as it is."""
    if decade := re.fullmatch(r"(\d{3})X", unit):
        return f"the {int(decade[1])}0s"
    if not day(unit + "0000-01-01"[len(unit) :]):
        return unit
    year, month, number = [int(part) for part in unit.split("-")] + [0] * (2 - unit.count("-"))
    return " ".join([str(number)] * (number > 0) + [_MONTHS[month - 1]] * (month > 0) + [str(year)])


# --- tables ----------------------------------------------------------------------------------------

_TABLE = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string("""\
<table>
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
_LINK = Markup('<a class="passage" data-doc="{}" data-id="{}">{}</a>')
_ROW_HEAD, _NUMBER, _CELL, _LONG_CELL = (
    Markup('<th scope="row">{}</th>'),
    Markup('<td class="number">{}</td>'),
    Markup("<td>{}</td>"),
    Markup('<td class="long">{}</td>'),
)
#: A cell of more characters needs room not to become a column of single words.
_LONG = 30


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a notebook shows it."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def table(frame: pd.DataFrame, *, caption: str, rows: int = 1000) -> Table:
    """A table with a caption, whose first column names its rows. Longer ones are cut, and the caption says so."""
    shown = [list(row) for row in frame.head(rows).itertuples(index=False, name=None)]
    if len(frame) > rows:
        caption = f"{caption} The first {rows} of {len(frame)} rows; the table's file holds them all."
    heads = [str(column).replace("_", " ") for column in frame.columns]
    numbers = [is_numeric_dtype(dtype) and not is_bool_dtype(dtype) for dtype in frame.dtypes]
    cells = [[_cell(value, index=i, number=numbers[i]) for i, value in enumerate(row)] for row in shown]
    return Table(
        html=_TABLE.render(caption=visible(caption), heads=heads, rows=cells),
        text=_plain(caption, heads, [[_shown(value) for value in row] for row in shown]),
    )


def _shown(value: object) -> str:
    return cut(_words(value), CELL)


def _cell(value: object, *, index: int, number: bool) -> Markup:
    """One cell. Lists of passages keep their links."""
    values = value if isinstance(value, list | tuple) and any(isinstance(part, Passage) for part in value) else [value]
    inner = Markup("<br>").join(_linked(part) for part in values)
    if index == 0:
        return _ROW_HEAD.format(inner)
    form = _NUMBER if number else _LONG_CELL if len(inner.striptags()) > _LONG else _CELL
    return form.format(inner)


def _linked(value: object) -> Markup:
    if isinstance(value, Passage):
        return _LINK.format(value.doc_id, value.id, _shown(value))
    return Markup("{}").format(_shown(value))


def _plain(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table as aligned text."""
    lines = [list(heads), *([cut(cell, LABEL) for cell in row] for row in rows)]
    widths = [max(width(line[i]) for line in lines) for i in range(len(heads))]
    aligned = (
        "  ".join(c + " " * (w - width(c)) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines
    )
    return "\n".join([visible(caption), "", *aligned])


# --- charts ----------------------------------------------------------------------------------------

_STYLE: Any = {
    "font.family": ["DejaVu Sans"],  # comes with matplotlib: the layout is the same on every machine
    "font.size": 9,
    "hatch.linewidth": 0.8,
    "svg.fonttype": "none",  # text stays text: it can be searched, selected and read aloud
    "text.parse_math": False,  # $5 and $6 are prices
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_NAMESPACES = {"": "http://www.w3.org/2000/svg", "xlink": "http://www.w3.org/1999/xlink"}


@contextlib.contextmanager
def style() -> Iterator[None]:
    """Matplotlib's own settings and ours, whatever the user's say. Every chart is drawn and saved within it."""
    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        # The reader's browser has the letters that DejaVu Sans lacks.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        yield


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as a notebook shows it."""

    svg: str
    text: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": self.text}


def chart(figure: Figure, *, title: str, description: str) -> Chart:
    """The figure as SVG that reads the same every time, named and described for those who cannot see it."""
    name = "chart-" + hashlib.sha256(f"{title}\0{description}".encode()).hexdigest()[:8]
    root = ET.fromstring(_saved(figure, salt=name))  # noqa: S314 - our own file
    _without_idle_ids(root)
    _without_style_sheet(root)
    _named(root, name, title=visible(title), description=visible(description))
    for element in root.iter():
        if "DejaVu Sans" in element.get("style", ""):
            element.set(
                "style", element.get("style", "").replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif")
            )
    for prefix, uri in _NAMESPACES.items():
        ET.register_namespace(prefix, uri)
    return Chart(svg=ET.tostring(root, encoding="unicode") + "\n", text=visible(f"{title}. {description}"))


def _saved(figure: Figure, *, salt: str) -> str:
    out = io.StringIO()
    with style(), mpl.rc_context({"svg.hashsalt": salt}):
        figure.savefig(out, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    return out.getvalue()


def _without_idle_ids(root: ET.Element) -> None:
    """Drop the ids that nothing refers to: they are counted, and would stand twice in a page with two charts."""
    attributes = " ".join(value for element in root.iter() for key, value in element.items() if key != "id")
    used = set(re.findall(r"#([\w-]+)", attributes))
    for element in root.iter():
        if element.get("id") not in used:
            element.attrib.pop("id", None)


def _without_style_sheet(root: ET.Element) -> None:
    """Say on the drawing what its style sheet would say to every drawing of the page."""
    for parent in root.iter():
        for sheet in parent.findall(f"{{{_NAMESPACES['']}}}style"):
            parent.remove(sheet)
    root.set("style", "stroke-linejoin: round; stroke-linecap: butt")


def _named(root: ET.Element, name: str, *, title: str, description: str) -> None:
    """Give the drawing its role, title and description."""
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(f"{{{_NAMESPACES['']}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(position, element)
