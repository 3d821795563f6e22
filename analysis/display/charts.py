"""Matplotlib figures in, SVG out that reads the same every time and whatever a user's own settings."""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

import matplotlib as mpl
from matplotlib.figure import Figure

from analysis.display.tables import Passage
from analysis.display.text import visible

_STYLE: Any = {
    "font.family": ["DejaVu Sans"],  # comes with matplotlib: the layout is the same on every machine
    "font.size": 9,
    "hatch.linewidth": 0.8,
    "svg.fonttype": "none",  # text stays text: it can be searched, selected and read aloud
    "text.parse_math": False,  # $5 and $6 are prices
    "axes.spines.top": False,
    "axes.spines.right": False,
}
#: A mark's address until it is drawn; then it is a link as those of tables are.
_LINK = "#passage/"
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


def link(passage: Passage) -> str:
    """The address with which a mark leads to a passage; `chart` makes the link."""
    return _LINK + "/".join(
        quote(part, safe="", errors="replace") for part in (passage.doc_id, passage.id, visible(passage.text))
    )


def chart(figure: Figure, *, title: str, description: str) -> Chart:
    """The figure as SVG that reads the same every time, named and described for those who cannot see it."""
    name = "chart-" + hashlib.sha256(f"{title}\0{description}".encode()).hexdigest()[:8]
    root = ET.fromstring(_saved(figure, salt=name))  # noqa: S314 - our own file
    _without_idle_ids(root)
    _without_style_sheet(root)
    _linked(root)
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


def _linked(root: ET.Element) -> None:
    """Make of marks with an address links to their passages, named by what they tell.

    A reader who goes from link to link is led by the table, which has the same ones: these are for the mouse.
    """
    for mark in root.iter(f"{{{_NAMESPACES['']}}}a"):
        address = mark.attrib.pop(f"{{{_NAMESPACES['xlink']}}}href", "")
        doc_id, place, text = (unquote(part) for part in address.removeprefix(_LINK).split("/"))
        mark.attrib.clear()
        mark.attrib |= {"class": "passage", "data-doc": doc_id, "data-id": place, "tabindex": "-1"}
        title = ET.Element(f"{{{_NAMESPACES['']}}}title")
        title.text = text
        mark.insert(0, title)


def _named(root: ET.Element, name: str, *, title: str, description: str) -> None:
    """Give the drawing its role, title and description."""
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(f"{{{_NAMESPACES['']}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(position, element)
