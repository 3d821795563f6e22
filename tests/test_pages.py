"""From tables to pages: text stays text, and every mark stands where its span is."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis import display, pages
from analysis.tables import Block, Claim, Mention

TEXT = "Rio met LA. They said no."


def claim(start: int, end: int) -> Claim:
    return Claim.model_construct(start=start, end=end)


def mention(start: int, end: int) -> Mention:
    return Mention.model_construct(start=start, end=end)


def cut(text: str, marked: Any) -> list[pages.Piece]:
    return list(pages.pieces(text, Block(doc_id="a", start=0, end=len(text), kind="paragraph"), marked))


@given(st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)).filter(lambda span: span[0] < span[1]), max_size=6))
def test_pieces_together_are_the_text(spans: list[tuple[int, int]]) -> None:
    """However spans nest and cross: no character is lost, each span has its anchor, each is marked over its length."""
    found = cut(TEXT, {Claim: [claim(*span) for span in spans]})
    assert "".join(piece.text for piece in found) == TEXT
    assert all(a.start + len(a.text) == b.start for a, b in itertools.pairwise(found))
    anchors = [anchor for piece in found for anchor in piece.anchors]
    assert sorted(anchors) == sorted({f"s{a}-{b}" for a, b in spans} | {f"s0-{len(TEXT)}"})
    for piece in found:
        assert (piece.classes == "c") == any(a <= piece.start < b for a, b in spans)


def test_a_name_in_a_claim_is_marked_as_both() -> None:
    """What is a claim and a mention at once shows both marks."""
    found = cut(TEXT, {Claim: [claim(0, 10)], Mention: [mention(8, 10)]})
    assert [(piece.text, piece.classes) for piece in found][:2] == [("Rio met ", "c"), ("LA", "c m")]


def cell(doc_id: str, place: str) -> str:
    """A table with one passage, as a notebook shows it."""
    return display.table(pd.DataFrame({"a": [display.Passage(doc_id, place, "words")]}), caption="c").html


def test_every_passage_leads_to_its_place_and_the_first_row_back() -> None:
    """Each cell is a link to the page of its document; the first that has a passage can be led back to, once."""
    body, anchors = pages.linked(cell("a.txt", "s1-2") * 2 + cell("b.txt", "s1-2"))
    places = [f"{pages.text_page(name)}#s1-2" for name in ("a.txt", "a.txt", "b.txt")]
    assert re.findall(r'href="([^"]+)"', body) == places
    assert re.findall(r' id="([^"]+)"', body) == sorted(anchors)
    assert len(anchors) == 2


def test_marks_of_a_chart_lead_to_passages_and_are_not_led_back_to() -> None:
    """They come before the table, keep the tabulator out, and leave the anchor to the table's row."""
    mark = '<a class="passage" data-doc="a.txt" data-id="s1-2" tabindex="-1">'
    body, anchors = pages.linked(f"<svg>{mark}</a></svg>" + cell("a.txt", "s1-2"))
    place = f"{pages.text_page('a.txt')}#s1-2"
    assert f'<svg><a class="passage" href="{place}" tabindex="-1"></a></svg>' in body
    (anchor,) = anchors
    assert body.index("</svg>") < body.index(f' id="{anchor}"')


def test_a_table_that_is_home_to_passages_is_led_back_to() -> None:
    """Rows before it and after it show the same passage, and are not where a document's page leads."""
    frame = pd.DataFrame({"a": [display.Passage("a.txt", "s1-2", "words")]})
    home = display.table(frame, caption="c", home=True).html
    body, anchors = pages.linked(cell("a.txt", "s1-2") + home + cell("b.txt", "s3-4"))
    (anchor,) = anchors
    start = body.index('class="home"')
    assert f' id="{anchor}"' in body[start : body.index("</table>", start)]
    assert body.count(f' id="{anchor}"') == 1


def test_a_document_names_the_actor_beside_the_words() -> None:
    """Who a pronoun was taken for can be seen where it stands; a name is not said twice."""
    names = {"person:x": "the minister of health"}
    found = [
        pages._source(Claim.model_construct(source_text=words, source_kind=kind, source_actor=actor), names)  # noqa: SLF001
        for words, kind, actor in (
            ("she", "named", "person:x"),
            ("the minister of health", "named", "person:x"),
            ("officials", "named", None),
            (None, "article", None),
        )
    ]
    assert found == ["she (the minister of health)", "the minister of health", "officials", "article"]


def test_pages_of_documents_differ_and_stay_below_the_report() -> None:
    """No two documents share a page, whatever their ids hold, and none lies elsewhere."""
    ids = ["a.txt", "A.txt", "a-txt", "../../etc/passwd", "", "x" * 300, "é", "e\u0301", "a/b", "a\\b", "..", "\n"]
    names = [pages.text_page(doc_id) for doc_id in ids]
    assert len({name.lower() for name in names}) == len(ids)
    assert all(re.fullmatch(r"texts/[A-Za-z0-9._-]{1,80}\.html", name) for name in names)
