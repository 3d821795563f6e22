"""Executed notebooks and tables in, self-contained HTML pages out. Text from documents is escaped by the templates."""

from __future__ import annotations

import base64
import collections
import hashlib
import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from analysis import display
from analysis.parameters import PARAMETERS
from analysis.tables import (
    FLAGS,
    Actor,
    Block,
    Claim,
    Document,
    Event,
    File,
    Lookalike,
    Mention,
    Row,
    Tables,
    Timex,
    original,
)

TEMPLATES = Path(__file__).parent / "templates"

_PASSAGE = re.compile(r'<a class="passage" data-doc="([^"]*)" data-id="([^"]*)"( tabindex="-1")?>')
_HOME = re.compile(r'<table class="home">.*?</table>', re.DOTALL)
#: Rows with a place in the text, and how it is marked there; some have no mark of their own.
_MARKED: Mapping[type[Row], str] = {Claim: "c", Mention: "m", Lookalike: "", Timex: "t", Event: ""}


#: What a reader should see first of what was not analysed.
_LEFT_OUT = ("rejected", "duplicate", "ignored")


@dataclass(frozen=True, slots=True)
class Site:
    """What every page of a report shares."""

    title: str
    run: Mapping[str, Any]
    notebooks: tuple[str, ...]

    @property
    def pages(self) -> tuple[tuple[str, str], ...]:
        """Name and file of each page, in the order of the menu."""
        return (("overview", "index.html"), *((name, f"{name}.html") for name in self.notebooks))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document's text in which the same things are marked; `anchors` are the spans that begin here."""

    start: int
    text: str
    classes: str
    anchors: tuple[str, ...]


def text_page(doc_id: str) -> str:
    """The file of a document's own page below the report: readable, and different for different ids."""
    readable = re.sub(r"[^A-Za-z0-9._-]+", "-", doc_id).strip(".-")[:60]
    return f"texts/{readable}-{hashlib.sha256(doc_id.encode()).hexdigest()[:8]}.html"


def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, finalize=_shown
    )
    style, script = ((TEMPLATES / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment.globals |= {"style": Markup(style), "script": Markup(script), "script_hash": f"sha256-{digest}"}  # noqa: S704
    return environment


def _shown(value: Any) -> Any:
    """Nothing for a missing value; characters that cannot be seen, spelled out."""
    if value is None:
        return ""
    return display.spelled_out(value) if type(value) is str else value  # Markup is a str of our own


def render(
    site: Site, tables: Tables, executed: Mapping[str, str], parameters: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Every page of a report as (file, HTML): the overview, one for each notebook, one for each document."""
    environment = _environment()
    yield "index.html", _index(environment, site, tables, parameters)
    rows: set[str] = set()
    for name, source in executed.items():
        body, anchors = linked(_notebook_body(source))
        rows |= {f"{name}.html#{anchor}" for anchor in anchors}
        marked = Markup(body)  # noqa: S704
        yield (
            f"{name}.html",
            _page(environment, "page.html.j2", site, here=f"{name}.html", heading=name, values={"body": marked}),
        )
    yield from _texts(environment, site, tables, rows=frozenset(rows))


def _page(
    environment: jinja2.Environment, template: str, site: Site, *, here: str, heading: str, values: Mapping[str, Any]
) -> str:
    root = "../" * here.count("/")
    shared = {"title": site.title, "run": site.run, "pages": site.pages, "here": here, "heading": heading, "root": root}
    return environment.get_template(template).render(**shared, **values) + "\n"


def _notebook_body(source: str) -> str:
    import nbformat
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="claimline", extra_template_basedirs=[str(TEMPLATES)])
    body, _ = exporter.from_notebook_node(nbformat.reads(source, as_version=4))
    return str(body)


def linked(body: str) -> tuple[str, set[str]]:
    """The body with every passage leading to the page of its document, and the anchors by which that leads back.

    It leads back to the table that is home to the passages, or where none is, to the first that has the passage.
    """
    anchors: set[str] = set()
    homes = [home.span() for home in _HOME.finditer(body)] or [(0, len(body))]

    def link(match: re.Match[str]) -> str:
        page = text_page(Markup(match[1]).unescape())  # noqa: S704
        anchor = row_anchor(page, match[2])
        drawn = match[3] or ""  # a mark of a chart
        is_home = not drawn and anchor not in anchors and any(start <= match.start() < end for start, end in homes)
        own = f' id="{anchor}"' if is_home else ""
        anchors.update([anchor] * is_home)
        return str(Markup('<a class="passage"{} href="{}#{}"{}>').format(Markup(own), page, match[2], Markup(drawn)))  # noqa: S704

    return _PASSAGE.sub(link, body), anchors


def row_anchor(page: str, place: str) -> str:
    """The anchor of the first row of a page that leads to that place in a document's page."""
    return f"{Path(page).stem}-{place}"


def _index(environment: jinja2.Environment, site: Site, tables: Tables, parameters: Mapping[str, Any]) -> str:
    files = tables.rows(File)
    counts = site.run["rows"]
    figures = [
        (site.run["files"]["analysed"], "documents", "documents.html"),
        (counts["claims"], "claims", "claims.html"),
        (counts["actors"], "actors", "actors.html"),
        (len({event.event_id for event in tables.rows(Event)}), "events", "timeline.html"),
    ]
    documents = list(_documents(tables))
    return _page(
        environment,
        "index.html.j2",
        site,
        here="index.html",
        heading="overview",
        values={
            "figures": figures,
            "documents": documents,
            "doubtful": [document for document in documents if document["remarks"]],
            "found": len(files),
            "left_out": sorted(
                (file for file in files if file.status != "analysed"), key=lambda file: _LEFT_OUT.index(file.status)
            ),
            "parameters": list(_parameters(parameters)),
        },
    )


def _parameters(given: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Every parameter of every notebook once: its name, its value in this run, and whether it was given."""
    defaults = {name: field.default for model in PARAMETERS.values() for name, field in model.model_fields.items()}
    for name, value in defaults.items():
        if name != "corpus":
            yield name, json.dumps(given.get(name, value), ensure_ascii=False), name in given


def _documents(tables: Tables) -> Iterator[dict[str, Any]]:
    counts = collections.Counter(claim.doc_id for claim in tables.rows(Claim))
    for document in tables.rows(Document):
        if document.similarity == 1:
            continue
        shown = {
            "claims": counts[document.doc_id],
            "href": text_page(document.doc_id),
            "remarks": "; ".join(FLAGS[flag] for flag in document.flags),
        }
        yield document.model_dump(exclude={"text"}) | shown


# --- the documents ---------------------------------------------------------------------------------


def _texts(
    environment: jinja2.Environment, site: Site, tables: Tables, *, rows: frozenset[str]
) -> Iterator[tuple[str, str]]:
    kinds: tuple[type[Row], ...] = (Block, *_MARKED)
    found = {kind: _by_document(tables.rows(kind)) for kind in kinds}
    paths = {file.doc_id: file.path for file in tables.rows(File)}
    names = {actor.actor_id: actor.name for actor in tables.rows(Actor)}
    for document in tables.rows(Document):
        here = text_page(document.doc_id)
        own = {kind: of_document.get(document.doc_id, []) for kind, of_document in found.items()}
        parts = [_block(document.text, block, own, names=names) for block in own[Block]]
        for claim in (claim for part in parts for claim in part["claims"]):
            row = f"claims.html#{row_anchor(here, claim['place'])}"
            claim["row"] = row if row in rows else None
        values = {
            "document": document,
            "path": paths[document.doc_id],
            "blocks": parts,
            "copied": text_page(document.duplicate_of or ""),
            "original": original(document),
            "remarks": [FLAGS[flag] for flag in document.flags],
        }
        heading = document.title or document.doc_id
        yield here, _page(environment, "text.html.j2", site, here=here, heading=heading, values=values)


def _by_document(rows: Sequence[Any]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.doc_id, []).append(row)
    return grouped


def _block(text: str, block: Block, rows: Mapping[type[Row], list[Any]], *, names: Mapping[str, str]) -> dict[str, Any]:
    inside = {kind: [row for row in rows[kind] if block.start <= row.start < block.end] for kind in _MARKED}
    claims = [
        {
            "place": f"s{claim.start}-{claim.end}",
            "label": claim.label,
            "statement": claim.statement,
            "source": _source(claim, names),
        }
        for claim in sorted(inside[Claim], key=lambda claim: (claim.start, claim.end))
    ]
    return {"kind": block.kind, "pieces": list(pieces(text, block, inside)), "claims": claims}


def _source(claim: Claim, names: Mapping[str, str]) -> str:
    """Who stands behind a claim, in the text's words; with the actor's name where these are others."""
    words, name = claim.source_text or claim.source_kind, names.get(claim.source_actor or "")
    return f"{words} ({name})" if name and name != words else words


def pieces(text: str, block: Block, marked: Mapping[type[Row], Sequence[Any]]) -> Iterator[Piece]:
    """Cut a block wherever a marked span begins or ends; the pieces together are the block's text."""
    rows = [(row.start, min(row.end, block.end), _MARKED[kind], row.end) for kind in marked for row in marked[kind]]
    borders = sorted({block.start, block.end, *(start for start, *_ in rows), *(end for _, end, *_ in rows)})
    opening = sorted({*rows, (block.start, block.end, "", block.end)})
    active: list[tuple[int, str]] = []
    for start, end in itertools.pairwise(borders):
        active = [one for one in active if one[0] > start]
        begun = []
        while opening and opening[0][0] == start:
            _, until, letter, whole = opening.pop(0)
            active.append((until, letter))
            begun.append(f"s{start}-{whole}")
        classes = " ".join(sorted({letter for _, letter in active} - {""}))
        yield Piece(start, text[start:end], classes, tuple(dict.fromkeys(begun)))
