"""The benchmark of blocks: its gold is what it says it is, and its arithmetic is right."""

from __future__ import annotations

import csv
import itertools
import json
import random
import re
import sys
from pathlib import Path

import click
import pytest

from analysis.tables import ARTICLE_BLOCKS

BENCHMARKS = Path(__file__).with_name("benchmarks")
sys.path.insert(0, str(BENCHMARKS))

import blocks  # noqa: E402
import furniture  # noqa: E402
import measures  # noqa: E402

ANNOTATED = sorted(BENCHMARKS.glob("*_blocks.csv"))
SENTENCES = [
    f"The council of city number {n} met for a whole day and agreed on a plan for street {m}."
    for n in range(12)
    for m in range(6)
]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    rows = [{"title": f"Plan {n} agreed", "text": "\n\n".join(SENTENCES[n * 6 : n * 6 + 6])} for n in range(12)]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_gold_of_made_pages_covers_every_character_once(articles: Path) -> None:
    """Between the blocks of a page there are only blanks, and no block begins or ends with one."""
    for page in furniture.pages(articles, seed=3, number=12):
        spans = [(start, end) for start, end, _ in page.blocks]
        edges = [0, *itertools.chain.from_iterable(spans), len(page.text)]
        assert edges == sorted(edges)
        assert not "".join(page.text[end:start] for end, start in zip(edges[::2], edges[1::2], strict=True)).strip()
        assert all(page.text[start:end] == page.text[start:end].strip() != "" for start, end in spans)


def test_made_pages_keep_every_paragraph(articles: Path) -> None:
    """Each paragraph of an article stands in its page, in order, as a block of that kind; so does its title."""
    for source, page in zip(furniture.read(articles), furniture.pages(articles, seed=3, number=12), strict=True):
        kept = [page.text[start:end] for start, end, kind in page.blocks if kind == "paragraph"]
        assert [text for text in kept if text in source.paragraphs] == list(source.paragraphs)
        assert [page.text[s:e] for s, e, kind in page.blocks if kind == "headline"] == [source.title]


def test_pages_depend_on_the_seed_only(articles: Path) -> None:
    """The same seed gives the same pages, another one others."""
    first, again, other = (furniture.pages(articles, seed=seed, number=12) for seed in (1, 1, 2))
    assert first == again != other


def test_pages_of_a_site_share_lines(articles: Path) -> None:
    """Some furniture repeats over the pages, and no two list items, subheads or captions are the same."""
    lines = [
        (page.text[start:end], kind)
        for page in furniture.pages(articles, seed=3, number=12)
        for start, end, kind in page.blocks
    ]
    own = [
        re.sub(r"^(?:[-•*]|\d[.)]) ", "", text) for text, kind in lines if kind in {"list_item", "subhead", "caption"}
    ]
    assert len(own) == len(set(own)) > 0
    footers = [text for text, kind in lines if kind == "footer"]
    assert len(footers) > len(set(footers)) > 0


def test_what_may_be_furniture_in_the_source_is_left_out(tmp_path: Path) -> None:
    """Lines of the source that may be furniture, datelines or headings do not get into the gold as paragraphs."""
    unsure = [
        "Nellie Bly contributed to this report.",
        "PARIS — The talks began.",
        "A heading",
        "STOP IT NOW.",
        "© 2020.",
    ]
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"title": "Plan", "text": "\n".join([*unsure, *SENTENCES[:6]])}), encoding="utf-8")
    assert next(furniture.read(path)).paragraphs == tuple(SENTENCES[:6])


def test_every_template_can_be_filled_in() -> None:
    """No mark is left in any line, and each kind is one of the table's."""
    writer = furniture.Writer(random.Random(0), ["A title"])  # noqa: S311 - drawn, not secret
    for slot, (kind, texts) in furniture.templates().items():
        assert kind in blocks.KINDS
        for text in texts:
            filled = writer.filled(text, "The Daily Herald")
            assert filled.strip() == filled, slot
            assert not set("{}") & set(filled), slot


TEXT = "News\nA first line here.\nPARIS — A second one.\nBy AP\n"
GOLD = ((0, 4, "navigation"), (5, 23, "paragraph"), (24, 31, "dateline"), (32, 45, "paragraph"), (46, 51, "byline"))
FOUND = ((0, 4, "navigation"), (5, 23, "footer"), (24, 29, "dateline"), (32, 45, "paragraph"), (46, 51, "credit"))
DOCUMENT = measures.Measured(TEXT, GOLD, FOUND)


@pytest.mark.parametrize(
    ("kinds", "right", "gold", "found"),
    [
        (["navigation"], 1, 1, 1),
        (["dateline"], 1, 1, 1),
        (["paragraph"], 1, 2, 1),
        (["byline", "credit"], 0, 1, 1),
        (["navigation", "credit", "byline", "footer"], 1, 2, 3),
    ],
)
def test_blocks_are_right_if_kind_and_span_are(kinds: list[str], right: int, gold: int, found: int) -> None:
    """A block counts if one of its kind has its span; dashes and blanks at the edges do not matter."""
    assert measures.by_block([DOCUMENT], kinds) == measures.Score(right, gold, found)
    assert measures.by_block([DOCUMENT, DOCUMENT], kinds) == measures.Score(2 * right, 2 * gold, 2 * found)


def test_characters_are_counted_without_blanks() -> None:
    """By characters it does not matter where blocks are cut; as one kind, a byline found as a credit is no error."""
    assert measures.by_character([DOCUMENT], ["paragraph"]) == measures.Score(11, 26, 11)
    assert measures.by_character([DOCUMENT], ["dateline"]) == measures.Score(5, 6, 5)
    assert measures.by_character([DOCUMENT], ["byline", "credit"]) == measures.Score(0, 4, 4)
    assert measures.as_one_kind([DOCUMENT], ["byline", "credit"]) == measures.Score(4, 4, 4)


def test_precision_recall_and_f1() -> None:
    """They are what they are called, and nothing where there is nothing to divide by."""
    score = measures.Score(1, 2, 4)
    assert (score.precision, score.recall) == (0.25, 0.5)
    assert score.f1 == pytest.approx(1 / 3)
    nothing = measures.Score(0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)


def test_words_of_the_article_that_are_lost_are_counted() -> None:
    """Of seven words of paragraphs, the four in what was found to be a footer are lost."""
    assert measures.taken_for([DOCUMENT], blocks.PARAGRAPH, blocks.OUTSIDE) == (4, 7)
    assert measures.taken_for([DOCUMENT], blocks.OUTSIDE, ARTICLE_BLOCKS) == (0, 5)


def test_confusions_and_documents_that_were_not_analysed() -> None:
    """Each gold block counts as what most of it was found as; of a document that was not analysed, all are missed."""
    assert measures.confusions([DOCUMENT]) == {("paragraph", "footer"): 1, ("byline", "credit"): 1}
    rejected = measures.Measured(TEXT, GOLD, ())
    assert measures.by_block([rejected], ["paragraph"]) == measures.Score(0, 2, 0)
    assert measures.confusions([rejected])["paragraph", "nothing"] == 2


def test_table_is_aligned() -> None:
    """All lines with figures have the same width, and every kind that the gold has stands in them."""
    lines = blocks.table("two", [DOCUMENT, DOCUMENT]).splitlines()
    figures = [line for line in lines if re.search(r"(?:\d\.\d{3}|-)$", line)]
    assert len({len(line) for line in figures}) == 1
    assert {line.split()[0] for line in figures} >= {"navigation", "paragraph", "dateline", "byline"}


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.name)
def test_annotation_is_well_formed(path: Path) -> None:
    """Offsets and kinds only: sorted, not overlapping, one digest a document, kinds that the table of blocks has."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    assert reader.fieldnames == ["document", "sha256", "start", "end", "kind"]
    assert rows == sorted(rows, key=lambda row: (row["document"], int(row["start"])))
    assert {row["kind"] for row in rows} <= set(blocks.KINDS)
    for _, group in itertools.groupby(rows, key=lambda row: row["document"]):
        of_document = list(group)
        edges = [int(row[edge]) for row in of_document for edge in ("start", "end")]
        assert edges == sorted(set(edges))
        assert len({row["sha256"] for row in of_document}) == 1
        assert re.fullmatch(r"[0-9a-f]{64}", of_document[0]["sha256"])


def test_annotation_holds_as_many_texts_as_it_says() -> None:
    """Twenty texts were chosen evenly and ten for their short lines, and none is in both."""
    documents = {path.name: {row.split(",")[0] for row in path.read_text().splitlines()[1:]} for path in ANNOTATED}
    assert {name: len(names) for name, names in documents.items()} == {
        "ukraine_blocks.csv": 20,
        "ukraine_short_lines_blocks.csv": 10,
    }
    assert not set.intersection(*documents.values())


def test_annotation_of_another_text_is_refused(tmp_path: Path) -> None:
    """A text that is not, byte by byte, the one that was annotated ends the benchmark with a message."""
    gold = tmp_path / "x_blocks.csv"
    gold.write_text(f"document,sha256,start,end,kind\na.txt,{'0' * 64},0,4,paragraph\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Text", encoding="utf-8")
    with pytest.raises(click.ClickException, match=r"a\.txt is not the text that was annotated"):
        blocks.annotated(gold, tmp_path)
