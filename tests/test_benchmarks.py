"""The benchmarks: their gold is what it says it is, and their arithmetic is right."""

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
from click.testing import CliRunner

from analysis import cli, scoring
from analysis.gold import Gold, Judgement
from analysis.judges.measures import Score
from analysis.tables import ARTICLE_BLOCKS, Block, Claim, Document, File, Mention, Tables
from analysis.training import antecedents

BENCHMARKS = Path(__file__).with_name("benchmarks")
sys.path.insert(0, str(BENCHMARKS))

import actors  # noqa: E402
import blocks  # noqa: E402
import claims  # noqa: E402
import events  # noqa: E402
import folds  # noqa: E402
import furniture  # noqa: E402
import measures  # noqa: E402
import targets  # noqa: E402
import timeline  # noqa: E402

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


# --- claims ----------------------------------------------------------------------------------------

TOLD = "Officials said on Monday that rain would fall in the north."


def at(words: str, text: str = TOLD) -> list[int]:
    return [text.index(words), text.index(words) + len(words)]


WHOLE: dict[str, object] = {
    "source": [at("Officials")],
    "cue": [at("said")],
    "content": [at("that rain would fall in the north")],
    "kind": "direct",
}
REPORT: dict[str, object] = {
    "doc_id": "weather",
    "date": "2024-05-30",
    "text": TOLD,
    "attributions": [
        {**WHOLE, "content": [at("rain would"), at("in the north")], "kind": "indirect"},
        {"source": None, "cue": [at("fall")], "content": [at("Monday")], "kind": "mixed"},
    ],
}
FACTS: dict[str, object] = {
    "sent_id": "s.1",
    "text": TOLD,
    "events": [{"span": at("said"), "text": "said", "fact": 3.0}, {"span": at("fall"), "text": "fall", "fact": -0.5}],
}


def written(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_annotations_become_gold_of_our_own_form(tmp_path: Path) -> None:
    """Every form of row becomes a document and its gold: pieces stay pieces, and no source is `unspecified`."""
    rows = [REPORT, FACTS, *({"sent_id": str(label), "text": TOLD, "label": label} for label in ("SUBJ", "OBJ", 1, 0))]
    report, facts, *judged = claims.read(written(tmp_path / "set.jsonl", *rows))
    first, second = report.gold.attributions or ()
    assert [TOLD[slice(*one)] for one in first.content] == ["rain would", "in the north"]
    assert (first.source_text, first.source_kind, first.kind) == ("Officials", "named", "indirect")
    assert (second.source, second.source_text, second.source_kind, second.kind) == ((), None, "unspecified", "mixed")
    assert [(row.text, row.factuality) for row in facts.gold.predicates or ()] == [("said", 3.0), ("fall", -0.5)]
    assert (report.published, facts.published, facts.doc_id) == ("2024-05-30", None, "s.1")
    verdicts = [row for item in judged for row in item.gold.judgements or ()]
    assert [(row.subjective, row.checkworthy) for row in verdicts] == [
        (True, None), (False, None), (None, True), (None, False),
    ]  # fmt: skip
    assert {row.text for row in verdicts} == {TOLD}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"doc_id": "a", "text": "A."}, r"set\.jsonl: .* none of attributions, events, label"),
        ({"text": "A.", "label": 1}, "has no doc_id or sent_id"),
        ({"sent_id": "a", "text": "A.", "label": "MAYBE"}, "a: 'MAYBE' is none of"),
    ],
)
def test_a_row_of_another_form_is_refused(row: dict[str, object], message: str, tmp_path: Path) -> None:
    """What cannot be measured ends the benchmark with a message, and is not skipped."""
    with pytest.raises(click.ClickException, match=message):
        claims.read(written(tmp_path / "set.jsonl", row))


def sentence(name: str, text: str, *, subjective: bool = False) -> claims.Item:
    gold = Judgement(doc_id=name, start=0, end=len(text), text=text, subjective=subjective)
    return claims.Item(name, text, None, Gold(judgements=(gold,)))


def test_copies_are_analysed_in_corpora_of_their_own() -> None:
    """No text stands twice in a corpus, by words; nothing is lost, and order is kept."""
    texts = ("Take care.", "Come in.", "Take  care.", "Go.", "Take care.")
    several = claims.rounds([sentence(str(number), text) for number, text in enumerate(texts)])
    assert [[item.doc_id for item in each] for each in several] == [["0", "1", "3"], ["2"], ["4"]]
    assert claims.rounds([]) == []


def test_gold_is_merged_table_by_table() -> None:
    """The rows of all, in order; a table that nobody has is not scored."""
    one, other = sentence("a", "Go."), sentence("b", "Stay.")
    merged = claims.merged([one.gold, Gold(predicates=()), other.gold])
    assert [row.doc_id for row in merged.judgements or ()] == ["a", "b"]
    assert (merged.predicates, merged.claims) == ((), None)


def bare(name: str, text: str, language: str = "en") -> Document:
    known = {"doc_id": name, "sha256": "", "format": "jsonl", "language": language, "flags": (), "text": text}
    return Document.model_validate({**dict.fromkeys(Document.model_fields), **known})


def fate(path: str, status: str) -> File:
    return File.model_validate(
        {**dict.fromkeys(File.model_fields), "path": path, "size": 1, "status": status, "sha256": ""}
    )


def test_in_a_rejected_document_nothing_was_found() -> None:
    """It is scored with its gold and without rows, not left out: here one of two subjective sentences is missed."""
    items = [sentence("a", "It is a shame.", subjective=True), sentence("b", "It is a scandal.", subjective=True)]
    claim = {
        "claim_id": "c",
        "doc_id": "a",
        "start": 0,
        "end": 13,
        "text": "It is a shame",
        "statement": "",
        "facets": (),
    }
    claim |= {"label": "opinion", "quotation": "none", "source_kind": "article", "actors": (), "dates": ()}
    claim |= {"quantities": (), "checkworthy": False, "checkworthiness": 0.0, "rule": ""}
    row = Claim.model_validate({**dict.fromkeys(Claim.model_fields), **claim})
    found = Tables(
        {
            Document: [bare("a", "It is a shame.", "de")],
            Claim: [row],
            File: [fate("c.jsonl:1", "analysed"), fate("c.jsonl:2", "rejected")],
            Block: [Block(doc_id="a", start=0, end=14, kind="footer")],
        }
    )
    scores = scoring.score(claims.complete(found, items), claims.merged(item.gold for item in items))
    assert scores.value("judgements", "subjective") == pytest.approx(2 / 3)
    assert claims.fates(found) == {
        "analysed": 1,
        "rejected": 1,
        "taken for another language": 1,
        "taken for no part of an article": 1,
    }


def test_a_corpus_holds_nothing_of_gold(tmp_path: Path) -> None:
    """What is analysed is an id, a text and a date."""
    items = claims.read(written(tmp_path / "set.jsonl", REPORT, FACTS))
    claims.write_corpus(items, tmp_path / "corpus.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "corpus.jsonl").read_text().splitlines()]
    assert rows == [
        {"doc_id": "weather", "text": TOLD, "published": "2024-05-30"},
        {"doc_id": "s.1", "text": TOLD},
    ]


def test_sets_are_found_by_name_or_path(tmp_path: Path) -> None:
    """A name is looked for in EVAL/claims and in EVAL; a path is taken as it is; all else is an error."""
    (tmp_path / "claims").mkdir()
    inner, outer = written(tmp_path / "claims" / "a.jsonl", FACTS), written(tmp_path / "b.jsonl", FACTS)
    assert [claims.found(tmp_path, name) for name in ("a", "b", str(outer))] == [inner, outer, outer]
    with pytest.raises(click.ClickException, match="c: there is no such file"):
        claims.found(tmp_path, "c")


def test_every_target_is_of_a_measure(tmp_path: Path) -> None:
    """Targets name measures that their set is scored with, and longer names come first."""
    judged = {"sent_id": "a", "text": TOLD, "label": "SUBJ"}
    direct = {**REPORT, "attributions": [WHOLE]}
    for name, row in (("polnear_dev", direct), ("polnear", direct), ("fact_uw", FACTS), ("subj", judged)):
        (item,) = claims.read(written(tmp_path / "set.jsonl", row))
        scores = scoring.score(claims.complete(Tables({}), [item]), item.gold).scores
        assert targets.TARGETS[name].keys() <= {one.measure for one in scores}
    of_people = {one.measure for one in people_scored(row_of_people(), ())} | {"pronouns"}
    of_people |= {one.measure for one in actors.scores_of_names(Tables({}), [])}
    for name in (
        "pud_ner_dev",
        "conllpp_dev",
        "gum_news_dev",
        "gum_news",
        "gum_bio",
        "gum_interview",
        "gum_speech",
        "two_articles",
        "gap",
    ):
        assert targets.TARGETS[name].keys() <= of_people
    names = list(targets.TARGETS)
    assert not [(a, b) for a, b in itertools.combinations(names, 2) if b.startswith(a)]
    assert (targets.targets_of("other"), targets.peer_of("other")) == ({}, "")


def test_what_is_measured_is_what_a_user_gets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a file to the table, by `claimline extract`; what is kept gives the same figures by `claimline score`."""
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    rows = [{**REPORT, "doc_id": name, "attributions": [WHOLE]} for name in ("first", "copy")]
    refused = {"doc_id": "refused", "text": "\u0000", "attributions": []}
    path = written(tmp_path / "weather.jsonl", *rows, refused)
    ran = CliRunner().invoke(claims.main, [str(path), "--keep", str(tmp_path / "kept"), "--workers", "1"])
    assert ran.exit_code == 0, ran.output
    title, head, *lines = ran.output.splitlines()
    assert title.startswith("weather: 3 documents; 2 analysed, 1 rejected, 0 taken for another language")
    assert head.split() == ["claimline", "P", "R", "reach", "best", "peer", "people"]
    figures = {line[2:26].strip(): line[26:].split() for line in lines if line}
    assert figures["content, exact"] == figures["all three"] == ["100.0", "100.0", "100.0"]
    kept = tmp_path / "kept" / "weather" / "2"
    scored = CliRunner().invoke(cli.claimline, ["score", str(kept), str(kept / "gold")])
    assert re.search(r"all three +1\.000", scored.output), scored.output


# --- actors ----------------------------------------------------------------------------------------

MET = "Dr Curie met Bohr in Paris. She gave him the Nobel Prize, and they left France."
SNIPPET: dict[str, object] = {
    "id": "met", "text": MET, "pronoun": at("She", MET), "gender": "F",
    "a": at("Curie", MET), "a_coref": True, "b": at("Bohr", MET), "b_coref": False,
}  # fmt: skip


def place_of(words: str, kind: str, **more: object) -> dict[str, object]:
    start, end = at(words, MET)
    return {"start": start, "end": end, "kind": kind, **more}


def entity(number: int, type_: str, *places: dict[str, object], named: bool = True) -> dict[str, object]:
    return {"id": number, "type": type_, "named": named, "mentions": list(places)}


def row_of_people() -> dict[str, object]:
    """Two people, a state, and what does not count: a place, a prize, and a group that nobody names."""
    start, end = at("Curie", MET)
    curie = place_of("Dr Curie", "name", head_start=start, head_end=end)
    return {
        "doc_id": "met",
        "text": MET,
        "entities": [
            entity(1, "person", curie, place_of("She", "pronoun")),
            entity(2, "person", place_of("Bohr", "name"), place_of("him", "pronoun")),
            entity(3, "state", place_of("France", "name")),
            entity(4, "place", place_of("Paris", "name")),
            entity(5, "other", place_of("the Nobel Prize", "name")),
            entity(6, "person", place_of("they", "pronoun"), named=False),
        ],
    }


def mentioned(words: str, actor: str, kind: str = "name", type_: str = "person", *, counted: bool = True) -> Mention:
    start, end = at(words, MET)
    values = {"doc_id": "met", "start": start, "end": end, "text": words, "kind": kind, "type": type_}
    return Mention.model_validate({**values, "name": None, "actor_id": actor, "counted": counted, "rule": ""})


def people_scored(row: dict[str, object], found: tuple[Mention, ...]) -> list[Score]:
    gold = actors.entities(row, frozenset({"person", "organisation", "state"}))
    return list(actors.scores_of_actors(Tables({Document: [bare("met", MET)], Mention: found}), gold))


PEOPLE = (
    mentioned("Curie", "c"),
    mentioned("She", "c", "pronoun"),
    mentioned("Bohr", "b"),
    mentioned("him", "b", "pronoun"),
    mentioned("France", "f", type_="state"),
)
NEUTRAL = (mentioned("Paris", "p", type_="organisation"), mentioned("Nobel Prize", "n"))
UNNAMED = (mentioned("they", "x", "pronoun"),)


def test_who_is_who_is_scored_by_what_counts() -> None:
    """Names of what is no actor are neutral; what means somebody never named is too much, and its actor spurious."""
    for found, precision, spurious in ((PEOPLE, 1.0, 0), (PEOPLE + NEUTRAL, 1.0, 0), (PEOPLE + UNNAMED, 5 / 6, 1)):
        scores = {one.measure: one for one in people_scored(row_of_people(), found)}
        assert scores["all"].precision == pytest.approx(precision)
        assert scores["spurious actors"].value == spurious
        assert scores["counts, all"].value == 1
        assert scores["count error, all"].value == 0


def test_counts_are_off_by_what_is_missing_and_too_much() -> None:
    """One of five mentions is missing and one is another's: the error is three fifths, and one count is exact."""
    given = (*PEOPLE[:1], mentioned("She", "b", "pronoun"), PEOPLE[2], *PEOPLE[4:])
    scores = {one.measure: one.value for one in people_scored(row_of_people(), given)}
    assert scores["count error, all"] == pytest.approx(1 / 5)
    assert scores["counts, all"] == pytest.approx(2 / 3)
    assert scores["names"] == 1


def test_what_is_to_be_ignored_is_neutral_and_other_types_can_be_left_out() -> None:
    """A name in an ignored place is neither right nor wrong; of a set of persons only persons are judged."""
    row = {**row_of_people(), "ignore": [at("left", MET)]}
    scores = {one.measure: one.value for one in people_scored(row, (*PEOPLE, mentioned("left", "l")))}
    assert (scores["all"], scores["spurious actors"]) == (1, 0)
    kept = actors.of_types(Tables({Mention: [*PEOPLE, mentioned("met", "g", type_="group")]}), frozenset({"person"}))
    assert {one.type for one in kept.rows(Mention)} == {"person"}


def test_names_are_compared_without_articles_and_genitives() -> None:
    """Exact by place and type; touching by a shared character; a state is a place; pronouns are no names."""
    text = "The Hague's court and Marie Curie spoke for France."

    def name(words: str, kind: str, **more: object) -> dict[str, object]:
        start, end = at(words, text)
        return {"start": start, "end": end, "type": kind, **more}

    row: dict[str, object] = {"doc_id": "n", "text": text}
    row["spans"] = [
        name("The Hague", "place"), name("Marie Curie", "person"), name("France", "place"), name("court", "misc"),
    ]  # fmt: skip
    given = (name("Hague's", "place"), name("Curie", "organisation"), name("France", "state"), name("court", "person"))
    same = {"doc_id": "n", "text": "", "name": None, "actor_id": "", "counted": True, "rule": "", "kind": "name"}
    found = [Mention.model_validate({**same, **one}) for one in given]
    found.append(found[-1].model_copy(update={"kind": "pronoun", "start": 0}))
    scores = {one.measure: (one.right, one.found, one.expected) for one in
              actors.scores_of_names(Tables({Mention: found}), [row])}  # fmt: skip
    assert scores == {
        "exact": (2, 4, 3),
        "touching": (2, 4, 3),
        "touching, any type": (3, 4, 3),
        "person, exact": (0, 1, 1),
        "organisation, exact": (0, 1, 0),
        "place, exact": (2, 2, 2),
    }


def test_a_pronoun_means_a_name_if_one_actor_has_both() -> None:
    """The pronoun must be a mention by itself; a mention that holds half of the sentence names nobody."""
    asked = [SNIPPET, {**SNIPPET, "pronoun": at("him", MET), "a_coref": False, "b_coref": True, "gender": "M"}]
    wide = PEOPLE[2].model_copy(update={"start": 0, "end": 60})
    for found, right in ((PEOPLE, (2, 2, 2)), (PEOPLE[:2], (1, 1, 2)), ((*PEOPLE[:2], wide, PEOPLE[3]), (1, 1, 2))):
        together, feminine, masculine = actors.scores_of_pronouns(Tables({Mention: found}), asked)
        assert (together.right, together.found, together.expected) == right
        assert (feminine.right, masculine.expected) == (1, 1)


def test_actors_are_measured_as_a_user_gets_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From files of all three forms to tables, by `claimline extract`; rows of another form are refused."""
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "actors").mkdir()
    written(tmp_path / "actors" / "people.jsonl", row_of_people())
    written(
        tmp_path / "actors" / "names.jsonl",
        {"doc_id": "n", "text": MET, "spans": [place_of("Bohr", "name") | {"type": "person"}]},
    )
    written(tmp_path / "actors" / "gap.jsonl", SNIPPET)
    chosen = [f"--set={name}" for name in ("people", "names", "gap")]
    ran = CliRunner().invoke(actors.main, [str(tmp_path), *chosen, "--workers", "1"])
    assert ran.exit_code == 0, ran.output
    assert ran.output.count("1 documents; 1 analysed") == len(chosen)
    assert all(measure in ran.output for measure in ("spurious actors", "touching, any type", "pronouns, feminine"))
    assert " 66" in ran.output
    with pytest.raises(click.ClickException, match="not all rows have entities"):
        actors.read(written(tmp_path / "bad.jsonl", {"doc_id": "n", "text": "A."}))


def test_what_was_left_out_is_read_with_weights_of_other_documents(nlp: object, tmp_path: Path) -> None:
    """Each document is measured once, in the form of its set, by a model that has not seen it."""
    del nlp
    (tmp_path / "actors").mkdir()
    for name in antecedents.GUM:
        people = [{**row_of_people(), "doc_id": f"{name}-{n}"} for n in range(3)]
        people = [{**row, "text": f"{row['text']} {row['doc_id']}"} for row in people]
        written(tmp_path / "actors" / f"{name}.jsonl", *people)
    snippets = [{**SNIPPET, "id": f"s{n}", "text": f"{SNIPPET['text']} {n}"} for n in range(3)]
    written(tmp_path / "actors" / f"{antecedents.GAP}.jsonl", *snippets)
    ran = CliRunner().invoke(folds.main, [str(tmp_path), "--folds", "2"])
    assert ran.exit_code == 0, ran.output
    assert ran.output.count("3 documents") == len(antecedents.GUM) + 1
    assert "counts, all" in ran.output
    assert "pronouns, feminine" in ran.output


# --- timeline ---------------------------------------------------------------------------------------

RAIN = "It rained on 3 May 2024 and in the 1990s, and the ministry warned on Friday."
TIMED = {
    "doc_id": "rain",
    "dct": "2024-05-30T12:00",
    "text": RAIN,
    "timexes": [
        {"start": 13, "end": 23, "type": "DATE", "value": "2024-05-03"},
        {"start": 31, "end": 40, "type": "DATE", "value": "199X"},
        {"start": 69, "end": 75, "type": "DATE", "value": "2024-05-24", "dct": True},
    ],
}
DATED = {
    "doc_id": "days",
    "dct": "2024-05-30",
    "text": RAIN,
    "timexes": [
        {"start": 13, "end": 23, "interval": ["2024-05-03", "2024-05-03"]},
        {"start": 31, "end": 40, "interval": ["1990-01-01", None]},
        {"start": 69, "end": 75},
    ],
}


def test_time_expressions_become_gold_of_our_own_form(tmp_path: Path) -> None:
    """With values or with days; the article's own date and a date without days are neutral."""
    timed, dated = timeline.read(written(tmp_path / "set.jsonl", TIMED, DATED))
    assert (timed.published, [row.text for row in timed.gold.timexes or ()]) == (
        "2024-05-30",
        ["3 May 2024", "the 1990s", "Friday"],
    )
    assert [row.optional for row in timed.gold.timexes or ()] == [False, False, True]
    assert [row.optional for row in dated.gold.timexes or ()] == [False, True, True]
    with pytest.raises(click.ClickException, match="none of timexes"):
        timeline.read(written(tmp_path / "other.jsonl", {"doc_id": "a", "text": "b"}))


@pytest.mark.parametrize(
    ("kind", "theirs", "ours"),
    [
        ("DATE", "199X", "199"),
        ("DATE", "19XX", "19"),
        ("DATE", "1949-XX", "1949"),
        ("DATE", "1998-XX-XX", "1998"),
        ("DATE", "2000-W7", "2000-W07"),
        ("DURATION", "PXE", "PXY"),
        ("DURATION", "P1D", "P1D"),
        ("SET", "P1D", "XXXX-XX-XX"),
        ("SET", "XXXX-WXX-4", "XXXX-WXX-4"),
    ],
)
def test_conventions_are_mapped_in_scoring_only(kind: str, theirs: str, ours: str) -> None:
    """One thing that another set writes otherwise is right besides, and gold's own value stays."""
    one = {"start": 13, "end": 23, "type": kind, "value": theirs}
    gold = timeline.FORMS["timexes"]({**TIMED, "timexes": [one]})
    (row,) = timeline.mapped(gold).timexes or ()
    assert (row.value, row.alternatives) == (theirs, (ours,))


def test_time_expressions_are_measured_as_a_user_gets_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From files to the table; a set with days tells whether the days are right, and nothing else."""
    monkeypatch.setenv("CLAIMLINE_CACHE", str(tmp_path / "cache"))
    timed, dated = written(tmp_path / "timed.jsonl", TIMED), written(tmp_path / "dated.jsonl", DATED)
    command = [str(tmp_path), "--set", str(timed), "--set", str(dated), "--workers", "1"]
    ran = CliRunner().invoke(timeline.main, command)
    assert ran.exit_code == 0, ran.output
    figures = [
        (line[2:26].strip(), *line[26:].split()[:3]) for line in ran.output.splitlines() if line.startswith("  ")
    ]
    assert ("strict", "100.0", "100.0", "100.0") in figures
    assert ("value", "50.0", "50.0", "50.0") in figures
    assert ("value, mapped", "100.0", "100.0", "100.0") in figures
    assert figures[-1] == ("days", "100.0", "100.0", "100.0")


def test_every_target_of_a_timeline_is_of_a_measure() -> None:
    """Targets name measures that are printed."""
    measures_printed = {"strict", "relaxed", "type", "value", "value, mapped"}
    for name in ("te3_timebank_dev", "te3_aquaint", "te3_platinum", "meantime_timex"):
        assert targets.targets_of(name).keys() <= measures_printed
        assert targets.peer_of(name) == "best peer: HeidelTime"
    assert targets.targets_of("gum_news_dates").keys() == {"days"}


# --- events ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "days"),
    [
        ("2023-04-05", ("2023-04-05", "2023-04-05")),
        ("2022-02-xx", ("2022-02-01", "2022-02-28")),
        ("duration: 1940-xx-xx thru 2002-xx-xx", ("1940-01-01", "2002-12-31")),
        ("2023-xx-xx (sometime before March 12)", ("2023-01-01", "2023-12-31")),
        ("unknown", None),
    ],
)
def test_days_of_the_notation(note: str, days: tuple[str, str] | None) -> None:
    """A day, a month, a year, or what lies between two of them; what is said in words is left out."""
    assert events.days_of(note) == days


def test_events_are_measured_by_the_word_that_tells_of_them(tmp_path: Path) -> None:
    """An event that is told of with its day is right, one that is not told of counts, and so do the two guesses."""
    text = "Washington, March 3, 2021. The president signed the treaty on Monday. It was the first summit in years."
    args = [{"role": "TIMEX", "note": "2021-03-01"}]
    told = [{"start": text.index(word), "end": text.index(word) + 6, "args": args} for word in ("signed", "treaty")]
    path = tmp_path / "treaties.jsonl"
    path.write_text(json.dumps({"doc_id": "a", "dct": "2021-03-03", "text": text, "events": told}), encoding="utf-8")
    ran = CliRunner().invoke(events.main, [str(tmp_path), "--set", str(path), "--workers", "1"])
    assert ran.exit_code == 0, ran.output
    title, *lines = ran.output.splitlines()
    assert title == "treaties: 1 documents, 2 words that tell of events; 0 documents not analysed"
    figures = {line[2:26].strip(): line[26:].split() for line in lines if line}
    assert figures["date, where given"] == figures["date, of those told of"] == ["100.0", "1/1"]
    assert figures["told of"] == ["50.0", "1/2"]
    assert figures["guess: publication"] == ["0.0", "0/2"]
