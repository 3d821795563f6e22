"""Saved pages with their gold text in; how much of it is found out, beside trafilatura's own figures on them.

Run `python tests/benchmarks/pages.py EVAL`; EVAL/documents/html holds the pages, gzipped, and `ground-truth.json`.
With `--analyse` the texts are those of the table `documents` of a whole analysis, which takes minutes; else those of
the reader. No sentence of the pages is in the project.
"""

from __future__ import annotations

import gzip
import json
import logging
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

import analysis
from analysis.readers import Article, Raw, read

_WORD = re.compile(r"\w+")
#: Ways to call trafilatura; reader comments are no article.
_SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "as it is": {},
    "without comments": {"include_comments": False},
    "fast": {"include_comments": False, "fast": True},
    "favor_precision": {"include_comments": False, "favor_precision": True},
    "favor_recall": {"include_comments": False, "favor_recall": True},
}
HEAD = (
    f"{'':18}{'tokens, all pages':^24}{'mean of pages':^24}{'4-grams, all pages':^24}{'mean of pages':^24}\n"
    f"{'':18}" + f"{'P':>7}{'R':>7}{'F1':>7}   " * 4
)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many tokens two texts have in common, and how many each has."""

    common: int
    gold: int
    found: int

    @property
    def precision(self) -> float:
        """Share of the found that is gold; 1 if nothing was found."""
        return self.common / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 if there is none."""
        return self.common / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two; 1 if there is nothing on either side."""
        return 2 * self.common / (self.gold + self.found) if self.gold + self.found else 1.0


def overlap(gold: str, found: str, *, size: int) -> Overlap:
    """Compare two texts as bags of their runs of `size` words; a shorter text is one run."""
    first, second = _runs(gold, size), _runs(found, size)
    return Overlap((first & second).total(), first.total(), second.total())


def _runs(text: str, size: int) -> Counter[tuple[str, ...]]:
    words = _words(text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def _words(text: str) -> list[str]:
    # trafilatura composes characters, we leave them as they are.
    return _WORD.findall(unicodedata.normalize("NFC", text))


def line(name: str, gold: Mapping[str, str], found: Mapping[str, str]) -> str:
    """A line of the table: by tokens and by 4-grams, over all pages and as the mean of pages."""
    cells: list[float] = []
    for size in (1, 4):
        scores = [overlap(text, found[page], size=size) for page, text in gold.items()]
        whole = Overlap(*(sum(parts) for parts in zip(*((s.common, s.gold, s.found) for s in scores), strict=True)))
        cells += [whole.precision, whole.recall, whole.f1]
        cells += [_mean(s.precision for s in scores), _mean(s.recall for s in scores), _mean(s.f1 for s in scores)]
    groups = ["".join(f"{cell:7.4f}" for cell in cells[i : i + 3]) for i in range(0, len(cells), 3)]
    return f"{name:18}" + "   ".join(groups)


def _mean(values: Iterable[float]) -> float:
    several = list(values)
    return sum(several) / len(several)


def by_reader(pages: Mapping[str, bytes]) -> dict[str, str]:
    """The text of each page as the reader gives it; none if it is rejected."""
    found = {}
    for page, data in pages.items():
        first = read(Raw(f"{page}.html", data))[0]
        found[page] = first.text if isinstance(first, Article) else ""
    return found


def by_analysis(pages: Mapping[str, bytes]) -> dict[str, str]:
    """The text of each page as it stands in the table `documents`, also of pages that are not in English."""
    with tempfile.TemporaryDirectory() as folder:
        for page, data in pages.items():
            Path(folder, f"{page}.html").write_bytes(data)
        rows = analysis.analyse(folder, only_english=False, workers=1).documents
        found = {str(name).removesuffix(".html"): str(text) for name, text in zip(rows.doc_id, rows.text, strict=True)}
    return {page: found.get(page, "") for page in pages}


def by_trafilatura(pages: Mapping[str, bytes], setting: Mapping[str, Any]) -> dict[str, str]:
    """The text of each page as trafilatura gives it by itself."""
    import trafilatura

    return {page: trafilatura.extract(data, **setting) or "" for page, data in pages.items()}


def unlike(found: Mapping[str, str], other: Mapping[str, str]) -> Sequence[str]:
    """The pages of which the words are not the same."""
    return [page for page in found if _words(found[page]) != _words(other[page])]


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--analyse", is_flag=True, help="Measure the whole analysis, not the reader alone.")
def main(folder: Path, *, analyse: bool) -> None:
    """Print the table."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    pages_of = folder / "documents" / "html"
    truth = json.loads((pages_of / "ground-truth.json").read_text(encoding="utf-8"))
    gold = {page: truth[page]["articleBody"] for page in sorted(truth)}
    pages = {page: gzip.decompress((pages_of / f"{page}.html.gz").read_bytes()) for page in gold}
    ours = by_analysis(pages) if analyse else by_reader(pages)
    click.echo(HEAD)
    click.echo(line("claimline", gold, ours))
    theirs = {name: by_trafilatura(pages, setting) for name, setting in _SETTINGS.items()}
    for name, found in theirs.items():
        click.echo(line(name, gold, found))
    differing = unlike(ours, theirs["favor_precision"])
    click.echo(f"{len(pages)} pages; other words than favor_precision in {len(differing)}: {', '.join(differing)}")


if __name__ == "__main__":
    main()
