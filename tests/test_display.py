"""What a notebook shows: text stays text, and the same frame or figure is shown the same every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from analysis import display
from analysis.display import Count, Passage

HOSTILE = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "<style>body{display:none}</style>",
    "</table><h1>",
    "AT&T, 3 < 5 and &lt;b&gt;",
    "{{ 7 * 7 }} {% raw %}",
    "![x](http://example.com/x.png)",
    "$\\frac{1}{2}$ and $5",
)


def text_of(html: str) -> list[str]:
    """The texts of a table's body cells, as a browser would show them."""
    root = ET.fromstring(html)  # noqa: S314 - our own table
    return ["".join(cell.itertext()) for row in root.iter("tr") for cell in row if cell.get("scope") != "col"]


@pytest.mark.parametrize("payload", HOSTILE)
def test_cells_captions_and_links_hold_text_and_no_markup(payload: str) -> None:
    """Whatever a document says, the table has the elements of a table, and the cell reads as the document does."""
    cells: dict[str, list[Any]] = {"a": [payload], "b": [Passage(payload, "s1-2", payload)], "c": [[payload]]}
    frame = pd.DataFrame({**cells, "d": [Count(2, anchor=payload, find=payload)]})
    html = display.table(frame, caption=payload).html
    tags = {element.tag for element in ET.fromstring(html).iter()}  # noqa: S314 - our own table
    assert tags == {"table", "caption", "thead", "tbody", "tr", "th", "td", "a"}
    assert text_of(html) == [payload, payload, payload, "2"]
    names = {name for element in ET.fromstring(html).iter() for name in element.keys()}  # noqa: S314, SIM118
    assert names <= {"scope", "class", "data-doc", "data-id", "href", "data-find"}


@pytest.mark.parametrize("payload", HOSTILE)
def test_sections_hold_text_and_no_markup(payload: str) -> None:
    """Titles, lines about a section and cells are text, and each section can be opened without a script."""
    frame = pd.DataFrame({"a": [Passage(payload, "s1-2", payload)]})
    part = display.Section(payload, payload, frame, payload, payload)
    root = ET.fromstring(display.sections([part, part]).html)  # noqa: S314 - our own sections
    assert [element.tag for element in root] == ["details", "details"]
    assert {element.tag for element in root.iter()} == {
        "div", "details", "summary", "b", "table", "caption", "thead", "tbody", "tr", "th", "a",
    }  # fmt: skip
    assert "".join(next(root.iter("summary")).itertext()) == f"{payload} {payload}"
    names = {name for element in root.iter() for name in element.keys()}  # noqa: SIM118
    assert names <= {"scope", "class", "data-doc", "data-id", "tabindex", "role", "aria-label", "id"}


def test_a_count_leads_to_what_it_counts() -> None:
    """To its section with what to look for there, else to one place, else nowhere; it is a number in every case."""
    place = Passage("d.txt", "s1-2", "words")
    cells = [Count(3, anchor="a", find="kind:name", place=place), Count(1, anchor="", place=place)]
    cells += [Count(2, anchor=""), Count(0, anchor="a", place=place)]
    html = display.table(pd.DataFrame({"a": range(4), "n": cells}), caption="c").html
    assert re.findall(r'<td class="(number(?: zero)?)">(.*?)</td>', html) == [
        ("number", '<a class="count" href="#a" data-find="kind:name">3</a>'),
        ("number", '<a class="passage" data-doc="d.txt" data-id="s1-2">1</a>'),
        ("number", "2"),
        ("number zero", "0"),
    ]


def test_no_sections_are_said_to_be_none() -> None:
    """A reader sees that there is nothing, and not an empty place."""
    assert "none" in display.sections([]).html
    assert display.sections([]).text == "none"


def test_longer_sections_are_cut_and_say_so() -> None:
    """Each for itself."""
    shown = display.sections([display.Section("Nine", "of them", pd.DataFrame({"a": range(9)}))], rows=4)
    assert "The first 4 of 9 rows" in shown.html
    assert shown.text.startswith("of them\nNine. The first 4 of 9 rows")


@given(st.text())
def test_any_text_can_be_shown(text: str) -> None:
    """Controls, surrogates and characters that turn the writing direction are spelled out; the rest stays."""
    shown = display.visible(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    shown.encode()
    ET.fromstring(display.table(pd.DataFrame({"a": [text]}), caption=text).html)  # noqa: S314 - our own table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("\x1b[31mred", "⟨U+001B⟩[31mred"),
        ("Mer\u200bkel", "Mer⟨U+200B⟩kel"),
        ("two\nlines\tand  more ", "two lines and more"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("“naïve” Київ 東京", "“naïve” Київ 東京"),
    ],
)
def test_unseen_characters_are_spelled_out(text: str, shown: str) -> None:
    """What a reader could not see is shown as its number, what one can see as itself."""
    assert display.visible(text) == shown


def test_line_ends_stay_where_a_whole_text_is_shown() -> None:
    """A document's own page keeps its lines."""
    assert display.spelled_out("a\n\tb\u2066") == "a\n\tb⟨U+2066⟩"


def test_long_cells_are_cut_and_say_so() -> None:
    """400 columns are shown, the last of them an ellipsis; a word of Han script takes two columns each."""
    (cell,) = text_of(display.table(pd.DataFrame({"a": ["x" * 5000]}), caption="c").html)
    assert (len(cell), cell[-1]) == (display.CELL, "…")
    assert display.cut("東京東京", 5) == "東京…"


def test_the_first_column_names_its_row_and_the_caption_the_table() -> None:
    """Headers have their scope, numbers their class, and the caption is a caption."""
    html = display.table(pd.DataFrame({"per_1000": [1.5], "n": [2], "flag": [True]}), caption="Figures.").html
    assert "<caption>Figures.</caption>" in html
    assert '<th scope="col">per 1000</th>' in html
    assert '<th scope="row">1.5</th><td class="number">2</td><td>yes</td>' in html


def test_a_zero_is_told_from_other_numbers() -> None:
    """In a table of counts most are zero; they can be made quiet, and numbers with gaps are numbers too."""
    frame = pd.DataFrame({"a": ["x", "y"], "n": [0, 10], "m": pd.Series([None, 0], dtype="Int64")})
    html = display.table(frame, caption="c").html
    assert '<td class="number zero">0</td><td class="number"></td>' in html
    assert '<td class="number">10</td><td class="number zero">0</td>' in html


def test_missing_values_are_empty_cells() -> None:
    """None and NaN are nothing, and not the words for it; a text that reads None is one."""
    frame = pd.DataFrame({"a": ["x", "y"], "b": [None, "None"], "c": [float("nan"), 2.0], "d": [[], ["p", "q"]]})
    assert text_of(display.table(frame, caption="c").html) == ["x", "", "", "", "y", "None", "2.0", "p, q"]


def test_longer_tables_are_cut_and_say_so() -> None:
    """The caption says how many rows there are."""
    shown = display.table(pd.DataFrame({"a": range(9)}), caption="Nine.", rows=4)
    assert len(text_of(shown.html)) == 4
    assert "The first 4 of 9 rows" in shown.html
    assert "The first 4 of 9 rows" in shown.text


def test_the_plain_text_is_aligned() -> None:
    """Columns start at the same place in every line."""
    text = display.table(pd.DataFrame({"a": ["x", "long"], "b": [1, 22]}), caption="C").text
    assert text == "C\n\na     b\nx     1\nlong  22"


@pytest.mark.parametrize(
    ("earliest", "latest", "approximate", "words"),
    [
        ("2023-01-01", "2023-12-31", False, "2023"),
        ("2022-01-01", "2024-12-31", False, "2022 to 2024"),
        ("2000-01-01", "2009-12-31", False, "the 2000s"),
        ("2022-09-01", "2022-09-30", False, "September 2022"),
        ("2024-02-01", "2024-02-29", False, "February 2024"),
        ("2024-04-04", "2024-04-04", False, "4 April 2024"),
        ("2024-06-13", "2024-07-11", True, "c. 13 June 2024 to 11 July 2024"),
        ("2022-09-01", None, False, "from 1 September 2022 on"),
        (None, "2024-05-30", False, "until 30 May 2024"),
        (None, None, False, "no date"),
        ("0001-01-01", "0001-01-01", False, "1 January 1"),
        ("9999-12-01", "9999-12-31", False, "December 9999"),
        ("-0044-03-15", "-0044-03-15", False, "-0044-03-15"),
        ("2020-02-30", None, False, "from 2020-02-30 on"),
    ],
)
def test_days_in_words(earliest: str | None, latest: str | None, *, approximate: bool, words: str) -> None:
    """Never finer than what is known; what is in no calendar stays as it is written."""
    assert display.when(earliest, latest, approximate=approximate) == words


def figure(label: str) -> Figure:
    with display.style():
        drawn = Figure(figsize=(3, 2))
        axes = drawn.add_subplot()
        axes.barh([label, "other"], [1, 2], hatch="//")
        axes.plot([0, 1], [0, 1], "o")
    return drawn


@pytest.mark.parametrize("payload", [text for text in HOSTILE if '"' not in text])
def test_a_label_in_a_chart_is_text(payload: str) -> None:
    """No element comes from a label, no formula is set, and the label can be read in the drawing."""
    svg = display.chart(figure(payload), title=payload, description=payload).svg
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    texts = ["".join(element.itertext()) for element in root.iter() if element.tag.endswith(("text", "title", "desc"))]
    assert texts.count(payload) == 3
    assert not any(element.tag.endswith(("script", "style", "metadata")) for element in root.iter())


def test_a_chart_is_named_and_described() -> None:
    """A screen reader gets an image with its title and description."""
    root = ET.fromstring(display.chart(figure("x"), title="A title", description="What it shows").svg)  # noqa: S314
    ids = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert root.get("role") == "img"
    assert [ids[name] for name in root.get("aria-labelledby", "").split()] == ["A title", "What it shows"]


def test_charts_of_one_page_share_no_id() -> None:
    """Two charts can stand in one page: every id is there once, and every reference finds its own."""
    svgs = [display.chart(figure("x"), title=title, description="d").svg for title in ("One", "Two")]
    ids = [re.findall(r' id="([^"]+)"', svg) for svg in svgs]
    assert ids[0]
    assert not set(ids[0]) & set(ids[1])
    for own, svg in zip(ids, svgs, strict=True):
        assert len(own) == len(set(own))
        assert set(re.findall(r'(?:url\(|href=")#([\w-]+)', svg)) <= set(own)


def test_letters_that_the_font_lacks_warn_nobody(recwarn: pytest.WarningsRecorder) -> None:
    """The reader's browser has other fonts."""
    display.chart(figure("東京 한국"), title="t", description="d")
    assert not recwarn.list


_DRAW = """
import sys; sys.path.insert(0, {tests!r})
from test_display import figure
from analysis import display
print(display.chart(figure("a label"), title="t", description="d").svg)
"""


def test_a_chart_is_the_same_whatever_the_users_own_settings(tmp_path: Path) -> None:
    """Another process with another hash seed, time zone and matplotlibrc draws the same bytes."""
    rc = tmp_path / "matplotlibrc"
    rc.write_text("font.size: 20\nsvg.fonttype: path\naxes.facecolor: red\nhatch.linewidth: 5\n", encoding="utf-8")
    other = {**os.environ, "MATPLOTLIBRC": str(rc), "PYTHONHASHSEED": "7", "TZ": "Asia/Seoul", "MPLBACKEND": "svg"}
    script = _DRAW.format(tests=str(Path(__file__).parent))
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", script], env=other, cwd=root, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert done.stdout.strip() == display.chart(figure("a label"), title="t", description="d").svg.strip()


def test_a_note_is_text_and_nothing_is_no_note() -> None:
    """Its words are escaped; without words there is nothing to show."""
    note = display.note("no <b>source</b>")
    assert note is not None
    assert note.html == '<p class="note" role="note">no &lt;b&gt;source&lt;/b&gt;</p>'
    assert note._repr_mimebundle_() == {"text/html": note.html, "text/plain": "no <b>source</b>"}
    assert display.note("") is None
