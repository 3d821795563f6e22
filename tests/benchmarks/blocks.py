"""A folder of texts to measure with in; how well the blocks of a text are told apart out, as an aligned table.

Run `python tests/benchmarks/blocks.py EVAL`. README.md beside this file says what is measured, and with what.
"""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import click
import furniture
import pyarrow.parquet as pq
from measures import Blocks, Measured, Score, as_one_kind, by_block, by_character, confusions, taken_for

from analysis.tables import ARTICLE_BLOCKS, BlockKind

HERE = Path(__file__).parent
KINDS: tuple[str, ...] = get_args(BlockKind)
#: The kinds whose score taken together is the goal; advertisements are told apart from navigation by convention only.
FURNITURE = ("navigation", "credit", "byline", "footer")
WITH_ADS = (*FURNITURE, "advertisement")
OUTSIDE = frozenset(KINDS) - ARTICLE_BLOCKS
PARAGRAPH = frozenset({"paragraph"})
HEAD = (
    f"{'':34}  {'blocks':^27}   {'characters':>15}\n"
    f"{'kind':34}  {'gold':>6}{'P':>7}{'R':>7}{'F1':>7}   {'P':>6}{'R':>7}{'F1':>7}"
)


@dataclass(frozen=True, slots=True)
class Gold:
    """A document to measure with."""

    name: str
    text: str
    blocks: Blocks


def annotated(path: Path, texts: Path) -> list[Gold]:
    """Texts annotated by hand: a CSV of offsets and kinds, and the folder that holds the texts."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    blocks: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for row in rows:
        of_document = blocks.setdefault((row["document"], row["sha256"]), [])
        of_document.append((int(row["start"]), int(row["end"]), row["kind"]))
    return [Gold(name, _text(texts / name, sha256), found) for (name, sha256), found in blocks.items()]


def _text(path: Path, sha256: str) -> str:
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise click.ClickException(f"{path.name} is not the text that was annotated")
    return data.decode()


def made(path: Path, *, seed: int, number: int) -> list[Gold]:
    """Clean articles with furniture put into them."""
    return [Gold(page.name, page.text, page.blocks) for page in furniture.pages(path, seed=seed, number=number)]


def measure(documents: Sequence[Gold]) -> list[Measured]:
    """Analyse the documents as a user would, as one folder, and read the blocks that were found."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, tables = Path(folder) / "corpus", Path(folder) / "tables"
        corpus.mkdir()
        for document in documents:
            (corpus / document.name).write_bytes(document.text.encode())
        extract(corpus, tables)
        found = found_blocks(tables)
    return [Measured(document.text, document.blocks, found.get(document.name, ())) for document in documents]


def extract(corpus: Path, out: Path) -> None:
    """Run the command `claimline extract`."""
    command = [sys.executable, "-m", "analysis", "extract", str(corpus), "--out", str(out), "--quiet"]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    if ran.returncode:
        raise click.ClickException(ran.stderr.strip() or f"extract ended with {ran.returncode}")


def found_blocks(tables: Path) -> Mapping[str, Blocks]:
    """The table of blocks that a run wrote, wherever in its folder that stands, by document."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for path in sorted(tables.rglob("blocks.parquet")):
        for row in pq.read_table(path).to_pylist():
            found.setdefault(row["doc_id"], []).append((row["start"], row["end"], row["kind"]))
    return found


def table(title: str, documents: Sequence[Measured]) -> str:
    """All scores of a set of documents."""
    analysed = sum(bool(document.found) for document in documents)
    lines = [f"{title}: {len(documents)} documents, {analysed} analysed", HEAD]
    present = {kind for document in documents for *_, kind in document.gold}
    lines += [_line(kind, documents, (kind,)) for kind in KINDS if kind in present]
    lines += [
        _line("+".join(FURNITURE), documents, FURNITURE),
        _line("  and advertisement", documents, WITH_ADS),
        _one_kind("  as one kind", documents),
        _share("words of paragraphs taken for no part of the article", documents, PARAGRAPH, OUTSIDE),
        _share("words outside the article taken for a part of it", documents, OUTSIDE, ARTICLE_BLOCKS),
    ]
    return "\n".join(lines)


def _line(name: str, documents: Sequence[Measured], kinds: Sequence[str]) -> str:
    blocks, characters = by_block(documents, kinds), by_character(documents, kinds)
    return f"{name:34}  {blocks.gold:6}{_figures(blocks)}  {_figures(characters)}"


def _one_kind(name: str, documents: Sequence[Measured]) -> str:
    return f"{name:34}  {'':27}  {_figures(as_one_kind(documents, WITH_ADS))}"


def _figures(score: Score) -> str:
    return "".join(f"{'-' if x is None else format(x, '.3f'):>7}" for x in (score.precision, score.recall, score.f1))


def _share(name: str, documents: Sequence[Measured], gold: frozenset[str], found: frozenset[str]) -> str:
    taken, total = taken_for(documents, gold, found)
    return f"{name}: {taken} of {total} ({taken / total if total else 0:.2%})"


def confused(documents: Sequence[Measured]) -> str:
    """What was taken for what, the most frequent first."""
    ranked = sorted(confusions(documents).items(), key=lambda item: (-item[1], item[0]))
    return "\n".join(f"{count:6}  {gold} found as {found}" for (gold, found), count in ranked[:12])


@click.command()
@click.argument("texts", metavar="EVAL", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--seed", default=1, show_default=True, help="For the pages with furniture put into them.")
@click.option("--number", default=60, show_default=True, help="Pages made from each collection of articles.")
@click.option("--confusions", "show", is_flag=True, help="Print what was taken for what.")
def main(texts: Path, *, seed: int, number: int, show: bool) -> None:
    """Measure how well the blocks of a text are told apart, on the texts in the folder EVAL."""
    folder = texts / "documents"
    ukraine = folder / "ukraine"
    sets = {
        "twenty scraped texts": annotated(HERE / "ukraine_blocks.csv", ukraine),
        "ten scraped texts with many short lines": annotated(HERE / "ukraine_short_lines_blocks.csv", ukraine),
        "furniture put into BASIL": made(folder / "basil_dev.jsonl", seed=seed, number=number),
        "furniture put into AllSides": made(folder / "allsides_3000.jsonl", seed=seed, number=number),
    }
    for title, documents in sets.items():
        measured = measure(documents)
        click.echo(table(title, measured))
        click.echo(confused(measured) + "\n" if show else "")


if __name__ == "__main__":
    main()
