"""Clean articles in, pages as scrapers leave them out: each with furniture at known places, and its gold blocks.

Every paragraph of an article stays and is a `paragraph`. What is put around and between them is in templates.toml.
Pages belong to sites: those of a site share its layout, menu and footer. One seed gives one set of pages.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

#: Lines of the source that may be furniture or a list, or begin with a dateline: what is not sure is left out.
_UNSURE = re.compile(
    r"contributed to|@|https?:|www\.|©|copyright|click|subscribe|newsletter|sign up|read more"
    r"|follow (?:us|me|him|her)\b|getty|advertis|join us|more on|e-?mail|originally (?:appeared|published)|staff writer"
    r"|photo:|^(?:\W{0,3}[-–—•*▪·]|\d{1,3}[.)] )|^(?:update|opinion|related|editor)"
    r"|\bis an? .{0,60}\b(?:reporter|editor|columnist|contributor|fellow|author|writer)\b|^[^.]{2,60}(?:--|—|–| - )",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.?!][\"'”’)\]]{0,3}$")
_MARK = re.compile(r"\{(\w+)\}")
_QUOTED = re.compile(r'[“"][A-Z][^“”"]{25,140}[.!?][”"]')
_MOST_PARAGRAPHS = 20
_OFTEN, _EVEN, _SELDOM = 0.7, 0.5, 0.25


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or the beginning of one, and what it is."""

    kind: str
    text: str
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A clean article."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages of a site have in common."""

    outlet: str
    blank: str
    end: str
    padding: str
    top: tuple[Piece, ...]
    bottom: tuple[Piece, ...]
    head: tuple[str, ...]
    tail: tuple[str, ...]
    lines: Mapping[str, str]
    inline_date: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A text with the blocks it consists of: start, end and kind."""

    name: str
    text: str
    blocks: tuple[tuple[int, int, str], ...]


def pages(path: Path, *, seed: int, number: int) -> list[Page]:
    """As many pages as asked for, from articles spread evenly over a JSONL file with `title` and `text`."""
    sources = list(read(path))
    chosen = sources[:: max(1, len(sources) // number)][:number]
    titles = tuple(source.title for source in sources)
    writer = Writer(random.Random(f"{path.name}/{seed}"), titles)  # noqa: S311 - drawn, not secret
    return [
        laid_out(f"{path.stem}_{index:03}.txt", writer.pieces(source, site), site)
        for index, (source, site) in enumerate(zip(chosen, writer.sites(), strict=False))
    ]


def read(path: Path) -> Iterator[Source]:
    """Articles that have a title and five paragraphs or more after what may be furniture is left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        paragraphs = [part.strip() for part in row["text"].split("\n")]
        kept = tuple(part for part in paragraphs if _sure(part))[:_MOST_PARAGRAPHS]
        title = " ".join(row["title"].split())
        if title and len(kept) >= 5:
            yield Source(title, kept)


def laid_out(name: str, pieces: Sequence[Piece], site: Site) -> Page:
    """The pieces as one text in the layout of a site."""
    text = ""
    blocks: list[tuple[int, int, str]] = []
    for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
        blocks.append((len(text), len(text) + len(piece.text), piece.kind))
        text += piece.text + _between(piece, after, site)
    return Page(name, text, tuple(blocks))


def _between(before: Piece, piece: Piece | None, site: Site) -> str:
    if piece is None:
        return site.end
    if before.runs_on:
        return " "
    body = "paragraph" in {before.kind, piece.kind}
    wide = site.blank == "all" or (site.blank == "body" and body)
    padding = "" if body else site.padding
    return padding + site.end * (2 if wide else 1)


class Writer:
    """Draws sites and lines. Lines of the article itself are drawn once only: real ones do not repeat."""

    def __init__(self, rng: random.Random, titles: Sequence[str]) -> None:
        self.rng = rng
        self.titles = titles
        self.used: set[str] = set()

    def sites(self) -> Iterator[Site]:
        """A site for each page: many have one page only, some have several."""
        while True:
            yield from [self.site()] * self.rng.choice((1, 1, 2, 3, 5, 8))

    def site(self) -> Site:
        """A new site."""
        rng = self.rng
        outlet = rng.choice(words("outlet"))
        lines = {slot: rng.choice(texts) for slot, (_, texts) in templates().items()}
        return Site(
            outlet=outlet,
            blank=rng.choice(("all", "body", "none")),
            end=rng.choice(("\n", "\n", "\r\n")),
            padding=rng.choice(("", "", " ", "\t")),
            top=tuple(self._top(outlet)),
            bottom=tuple(self._bottom(outlet)),
            head=tuple(self._some("byline", "date", "share", "share", "picture", often=_OFTEN)),
            tail=tuple(self._some("credit_end", "tags", "related", "after", "ad", often=_EVEN)),
            lines=lines,
            inline_date=rng.random() < _SELDOM,
        )

    def pieces(self, source: Source, site: Site) -> list[Piece]:
        """Everything on a page, in order."""
        head = [piece for slot in site.head for piece in self._slot(slot, site)]
        tail = [piece for slot in site.tail for piece in self._slot(slot, site)]
        return [
            *site.top,
            Piece("headline", source.title),
            *self._standfirst(source),
            *head,
            *self._body(source, site),
            *tail,
            *site.bottom,
        ]

    def _some(self, *slots: str, often: float) -> list[str]:
        kept = [slot for slot in slots if self.rng.random() < often]
        self.rng.shuffle(kept)
        return kept

    def _top(self, outlet: str) -> Iterator[Piece]:
        for slot in self._some("skip", "cookies_top", "login", "menu", "ad", "breadcrumbs", often=_EVEN):
            yield from self._menu() if slot == "menu" else [self.line(slot, outlet)]

    def _menu(self) -> list[Piece]:
        items = self.rng.sample(words("menu"), self.rng.randint(4, 10))
        between = self.rng.choice((None, None, " | ", " • ", "  ", " / "))
        return [Piece("navigation", item) for item in (items if between is None else [between.join(items)])]

    def _bottom(self, outlet: str) -> Iterator[Piece]:
        for slot in ("comments", "footer_newsletter"):
            if self.rng.random() < _EVEN:
                yield self.line(slot, outlet)
        slots = ["copyright", *("legal" for _ in range(self.rng.randint(0, 4)))]
        self.rng.shuffle(slots)
        yield from dict.fromkeys(self.line(slot, outlet) for slot in slots)

    def _standfirst(self, source: Source) -> Iterator[Piece]:
        first = source.paragraphs[1].split(". ")[0].rstrip(".")
        if self.rng.random() < _SELDOM and 40 < len(first) < 160:
            yield Piece("standfirst", first)

    def _body(self, source: Source, site: Site) -> Iterator[Piece]:
        if site.inline_date:
            kind, texts = templates()["inline_date"]
            yield Piece(kind, self.filled(self.rng.choice(texts), site.outlet), runs_on=True)
        last = len(source.paragraphs) - 1
        for index, paragraph in enumerate(source.paragraphs):
            yield Piece("paragraph", paragraph)
            if index < last and self.rng.random() < _EVEN:
                yield from self._insertion(paragraph, site)

    def _insertion(self, paragraph: str, site: Site) -> Iterator[Piece]:
        slots = "ad ad more more video newsletter picture subhead subhead hard hard hard hard list quote"
        slot = self.rng.choice(slots.split())
        if slot == "quote":
            yield from (Piece("pull_quote", found) for found in _QUOTED.findall(paragraph)[:1])
            return
        yield from self._slot(slot, site)

    def _slot(self, slot: str, site: Site) -> Iterator[Piece]:
        if slot == "picture":
            yield from self._once("caption", site)
            yield from self._sometimes(Piece("credit", self.filled(site.lines["credit"], site.outlet)))
        elif slot == "list":
            yield from self._list(site)
        elif slot in {"hard", "subhead"}:
            yield from self._once(slot, site)
        elif slot == "related":
            yield self._of_site("related", site)
            yield from (Piece("navigation", title) for title in self.rng.sample(self.titles, 3))
        else:
            yield self._of_site(slot, site) if self.rng.random() < _OFTEN else self.line(slot, site.outlet)

    def _list(self, site: Site) -> Iterator[Piece]:
        intro = list(self._once("list_intro", site))
        if not intro:
            return
        yield from intro
        bullet = self.rng.choice(("- ", "• ", "* ", "{}. ", "{}) "))
        for count in range(1, self.rng.randint(3, 5)):
            yield from (Piece(item.kind, bullet.format(count) + item.text) for item in self._once("list_item", site))

    def _sometimes(self, piece: Piece) -> Iterator[Piece]:
        if self.rng.random() < _EVEN:
            yield piece

    def _once(self, slot: str, site: Site) -> Iterator[Piece]:
        """A line that no page has yet; none if it is hard to find one."""
        for _ in range(10):
            piece = self.line(slot, site.outlet)
            if piece.text not in self.used:
                self.used.add(piece.text)
                yield piece
                return

    def _of_site(self, slot: str, site: Site) -> Piece:
        return Piece(templates()[slot][0], self.filled(site.lines[slot], site.outlet))

    def line(self, slot: str, outlet: str) -> Piece:
        """Any line of a slot."""
        kind, texts = templates()[slot]
        return Piece(kind, self.filled(self.rng.choice(texts), outlet))

    def filled(self, text: str, outlet: str) -> str:
        """The text with its marks filled in; what is filled in may have marks of its own."""
        while mark := _MARK.search(text):
            text = text[: mark.start()] + self._word(mark[1], outlet) + text[mark.end() :]
        return text

    def _word(self, mark: str, outlet: str) -> str:
        drawn = {"n": (2, 9), "n2": (10, 29), "m": (1, 7), "number": (31, 990), "year": (2012, 2024)}
        if mark in drawn:
            return str(self.rng.randint(*drawn[mark]))
        if mark == "outlet":
            return outlet
        name = mark.removesuffix("_capitals").removesuffix("2")
        word = self.rng.choice(self.titles if name == "title" else words(name))
        return self.filled(word, outlet).upper() if mark.endswith("_capitals") else word


def _sure(paragraph: str) -> bool:
    return bool(_ENDS.search(paragraph)) and not _UNSURE.search(paragraph) and not paragraph.isupper()


@cache
def templates() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Of each slot, the kind of its lines and the lines."""
    return {line["slot"]: (line["kind"], tuple(line["texts"])) for line in _data()["line"]}


def words(name: str) -> Sequence[str]:
    """What can be filled in for a mark."""
    listed: Sequence[str] = _data()["words"][name]
    return listed


@cache
def _data() -> dict[str, Any]:
    with Path(__file__).with_name("templates.toml").open("rb") as file:
        return tomllib.load(file)
