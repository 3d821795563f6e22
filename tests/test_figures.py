"""Charts: what is drawn stands where its date is, looks as its status is said to look, and never runs into another."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from analysis import display, figures
from analysis.display import Passage
from analysis.figures import drawing
from analysis.summaries import KINDS, LABELS, ORDERS, QUOTED

COLUMNS = [
    "event", "when", "order", "status", "dated", "approximate", "earliest", "latest", "documents", "passages", "id",
]  # fmt: skip


def events(*rows: dict[str, Any]) -> pd.DataFrame:
    """Events as `summaries.events` gives them, as far as a chart needs them."""
    known = {"status": "happened", "approximate": False, "order": ORDERS[0], "earliest": None, "latest": None}
    known |= {"documents": 1, "passages": []}
    full = [
        {**known, "event": Passage("d", "s0-1", row.get("label", "an event")), "when": "then", "dated": True,
         "id": f"e{number}", **row}
        for number, row in enumerate(rows)
    ]  # fmt: skip
    return pd.DataFrame(full, columns=COLUMNS)


def published(*dates: str) -> pd.DataFrame:
    rows = [(edtf, edtf, "stated", 1) for edtf in dates]
    return pd.DataFrame(rows, columns=["published", "edtf", "known_from", "documents"])


def test_many_publication_dates_are_counted_by_the_month_or_year() -> None:
    """A chart of some hundred dates has a bar for each month, of some thousand one for each year; none is lost."""
    days = [f"20{year:02}-{month:02}-{day:02}" for year in range(10) for month in range(1, 13) for day in (1, 9)]
    for dates, names in ((days[:72], {"2000-01"}), (days, {"2000", "2009"})):
        axes = figures.publication_dates(published(*dates, ""))
        labels = {label.get_text() for label in axes.get_yticklabels()}
        assert names | {"not stated"} <= labels
        assert sum(bar.get_width() for bar in bars(axes)) == len(dates) + 1


def counts(*rows: tuple[str, tuple[int, ...]]) -> pd.DataFrame:
    return pd.DataFrame([(name, *kinds) for name, kinds in rows], columns=["actor", *KINDS])


def texts(axes: Axes) -> list[str]:
    """Every text of a chart that is not empty."""
    return [text.get_text() for text in axes.get_figure().findobj(Text) if text.get_text()]  # type: ignore[union-attr]


def svg(axes: Axes) -> str:
    return display.chart(axes.figure, title="t", description="d").svg  # type: ignore[arg-type]


def bars(axes: Axes) -> list[Rectangle]:
    """The filled bars of the events, in the order of their rows."""
    own = [
        patch for patch in axes.patches if isinstance(patch, Rectangle) and patch.get_fill() and patch.get_height() < 1
    ]
    return sorted(own, key=lambda bar: bar.get_y())


def crossing(axes: Axes) -> list[tuple[str, str]]:
    """Pairs of texts that overlap."""
    figure = axes.figure
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[arg-type, no-untyped-call]
    figure.draw_without_rendering()  # type: ignore[union-attr]
    shown = [t for t in figure.findobj(Text) if isinstance(t, Text) and t.get_text() and t.get_visible()]
    boxes = [(text.get_text(), text.get_window_extent(renderer).shrunk(0.98, 0.9)) for text in shown]
    return [(a, b) for (a, one), (b, other) in itertools.combinations(boxes, 2) if one.overlaps(other)]


DAY = {"earliest": "2024-05-02", "latest": "2024-05-02"}
MONTH = {"earliest": "2022-09-01", "latest": "2022-09-30"}
YEAR = {"earliest": "2023-01-01", "latest": "2023-12-31"}
DECADE = {"earliest": "2000-01-01", "latest": "2009-12-31"}
SINCE = {"earliest": "2022-09-01"}
UNTIL = {"latest": "2022-09-01"}
LONG = {"label": "A very long label of an event that goes on and on, <b>& never ends</b>, at a price of $5 or $6 " * 3}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    "look", [*figures.KIND_LOOKS.values(), *figures.STATUS_LOOKS.values(), *figures.LABEL_LOOKS.values()]
)
def test_colours_stand_out_from_white(look: figures.Look) -> None:
    """Every colour has a contrast of at least 3:1 to the background (WCAG 2.2, 1.4.11)."""
    assert 1.05 / (luminance(look.colour) + 0.05) >= 3


def test_no_two_words_look_alike() -> None:
    """Each kind of mention differs by colour or hatch, each status and label by hatch alone, a status by marker too."""
    assert len({look.hatch for look in figures.LABEL_LOOKS.values()}) == len(LABELS)
    assert len({(look.colour, look.hatch) for look in figures.KIND_LOOKS.values()}) == len(KINDS)
    assert len({look.marker for look in figures.STATUS_LOOKS.values()}) == len(figures.STATUS_LOOKS)
    assert len({look.hatch for look in figures.STATUS_LOOKS.values()}) == len(figures.STATUS_LOOKS)


def test_bars_of_actors_are_as_long_as_their_counts() -> None:
    """Kinds are stacked without gaps, the sum stands at the end, and what does not occur is not named."""
    axes = figures.actor_counts(counts(("France", (3, 0, 0, 2, 1, 0, 4)), ("Germany", (1, 0, 0, 0, 0, 0, 0))))
    first = sorted((bar.get_x(), bar.get_width()) for bar in axes.patches if round(bar.get_y() + 0.325) == 0)  # type: ignore[attr-defined]
    assert [width for _, width in first if width] == [3, 2, 1, 4]
    assert max(x + width for x, width in first) == 10
    assert {"10", "1", "France", "Germany", "name", "demonym", "nominal", "possessive"} <= set(texts(axes))
    assert not {"alias", "acronym", "pronoun"} & set(texts(axes))


@pytest.mark.parametrize("number", [0, 1, 30, 200])
def test_actors_fit_into_the_chart(number: int) -> None:
    """With none, one or very many, the chart draws, and no text runs into another."""
    axes = figures.actor_counts(counts(*((f"{i} {LONG['label']}", (i,) * 7) for i in range(number))), top=number)
    assert svg(axes)
    assert crossing(axes) == []
    assert all(display.width(line) <= display.LABEL for text in texts(axes) for line in text.split("\n"))


def together(number: int) -> pd.DataFrame:
    """Pairs of so many actors, each as often together as the places of both in the row."""
    pairs = list(itertools.combinations(range(number), 2))
    index = pd.Index([(str(a), str(b)) for a, b in pairs])
    return pd.DataFrame({"sentences": [a * b for a, b in pairs], "documents": [1] * len(pairs)}, index=index)


def test_a_matrix_has_a_cell_for_each_pair_and_a_name_for_each_actor() -> None:
    """As a table of distances: names on the diagonal, numbers below it, the darker the more."""
    axes = figures.company(together(4), {str(i): f"Actor {i}" for i in range(4)})
    assert {"Actor 0", "Actor 3", "2", "3", "6"} <= set(texts(axes))
    assert texts(axes).count("·") == 3
    shades = {cell.get_xy(): to_rgba(cell.get_facecolor())[3] for cell in axes.patches if isinstance(cell, Rectangle)}
    assert len(shades) == 6
    assert 1 == shades[2, 3] > shades[1, 3] > shades[1, 2] > shades[0, 1] == 0
    assert axes.get_figure().get_size_inches()[0] == 10  # type: ignore[union-attr]


@pytest.mark.parametrize("number", [0, 1, 2, 16, 60])
def test_any_number_of_actors_fits_a_matrix(number: int) -> None:
    """None, few or many: it draws, and no text runs into another."""
    axes = figures.company(together(number), {str(i): LONG["label"] for i in range(number)}, top=number)
    assert svg(axes)
    assert crossing(axes) == []


def test_bars_of_documents_and_speakers_are_as_long_as_their_counts() -> None:
    """A document is called by its title, or by its id; ways of quoting are told by hatch and word."""
    rows = [(Passage("a.txt", "top", "a.txt"), "A title", *(1,) * 7), (Passage("b.txt", "top", "b.txt"), "", *(2,) * 7)]
    axes = figures.document_counts(pd.DataFrame(rows, columns=["document", "title", *KINDS]))
    assert {"A title", "b.txt", "7", "14"} <= set(texts(axes))
    said = pd.DataFrame([("France", 3, 2, 1)], columns=["actor", *QUOTED])
    axes = figures.speaker_counts(said)
    assert {"France", "6", *QUOTED} <= set(texts(axes))
    assert len({look.hatch for look in drawing.QUOTED_LOOKS.values()}) == len(QUOTED)
    assert "no actor is quoted" in texts(figures.speaker_counts(said.head(0)))
    assert "no document mentions an actor" in texts(figures.document_counts(pd.DataFrame(columns=[*KINDS])))


def sources(*rows: tuple[str, str, tuple[int, ...]]) -> pd.DataFrame:
    full = [(name, kind, *labels) for name, kind, labels in rows]
    return pd.DataFrame(full, columns=["source", "type", *LABELS])


def test_bars_of_sources_are_as_long_as_their_claims() -> None:
    """Labels are stacked, their sum at the end; what does not occur is not named; the article and "he" have none."""
    many = [("the article", "article", (90, 0, 0, 0, 0, 0)), ("he", "pronoun", (0, 40, 0, 0, 0, 0))]
    rows = sources(*many, ("France", "state", (0, 3, 0, 2, 0, 1)))
    axes = figures.claims_by_source(rows)
    assert [bar.get_width() for bar in bars(axes) if bar.get_width()] == [3, 2, 1]
    assert {"6", "France", "reported", "predicted", "denied"} <= set(texts(axes))
    assert not {"the article", "he", "asserted", "opinion"} & set(texts(axes))


@pytest.mark.parametrize("number", [0, 1, 30, 200])
def test_sources_fit_into_the_chart(number: int) -> None:
    """With none but the article, one or very many, the chart draws, and no text runs into another."""
    named = [(f"{i} {LONG['label']}", "words", (i + 1,) * 6) for i in range(number)]
    axes = figures.claims_by_source(sources(("the article", "article", (9,) * 6), *named), top=number + 1)
    assert svg(axes)
    assert crossing(axes) == []


@pytest.mark.parametrize("dates", [(), ("2024",), ("2024-05-30", "2024-05", "0001", "9999-12-31")])
def test_publication_dates_have_a_bar_each(dates: tuple[str, ...]) -> None:
    """As many bars as there are dates; none is no error."""
    axes = figures.publication_dates(published(*dates))
    assert len(axes.patches) == len(dates)
    assert svg(axes)
    assert crossing(axes) == []


def test_a_bar_covers_all_the_time_that_a_date_may_mean() -> None:
    """A year is as wide as a year: it ends where the next one begins, and a day is a point within its year."""
    whole, half = {**YEAR}, {"earliest": "2023-01-01", "latest": "2023-06-30"}
    axes = figures.timeline(events(whole, half, {"earliest": "2023-07-01", "latest": "2023-07-01"}), published())
    year, first_half = bars(axes)
    assert (year.get_x(), year.get_width()) == (0.0, 1.0)
    assert first_half.get_width() == pytest.approx(181 / 365, abs=0.001)
    (point,) = [line.get_xdata() for line in axes.lines if line.get_ydata() == [2] and 0 <= line.get_xdata()[0] <= 1]  # type: ignore[index, operator]
    assert point[0] == pytest.approx(181.5 / 365, abs=0.001)  # type: ignore[index]


def test_a_year_is_never_a_point() -> None:
    """Only a date that is a single day is drawn as one."""
    assert len(bars(figures.timeline(events(YEAR, MONTH, DECADE, DAY), published()))) == 3


@pytest.mark.parametrize("status", figures.STATUS_LOOKS)
def test_status_is_told_by_hatch_marker_and_word(status: str) -> None:
    """Three ways besides colour."""
    axes = figures.timeline(events({**YEAR, "status": status}), published())
    (bar,) = bars(axes)
    assert (bar.get_hatch() or "") == figures.STATUS_LOOKS[status].hatch
    assert figures.STATUS_LOOKS[status].marker in [line.get_marker() for line in axes.lines]
    assert f"then · {status}" in texts(axes)


def test_rough_dates_look_rough() -> None:
    """Pale with a dashed edge; a firm date has neither."""
    axes = figures.timeline(events({**YEAR, "approximate": True}, YEAR), published())
    rough, firm = bars(axes)
    edges = sorted((p for p in axes.patches if not p.get_fill()), key=lambda p: p.get_y())  # type: ignore[attr-defined]
    assert (rough.get_alpha(), firm.get_alpha()) == (0.45, 1.0)
    assert [edge.get_linestyle() for edge in edges] == ["--", "-"]


def test_a_rough_day_is_hollow() -> None:
    """A day that another sentence gives is no firm one."""
    axes = figures.timeline(events({**DAY, "approximate": True}, DAY), published())
    marks = [line for line in axes.lines if line.get_marker() == figures.STATUS_LOOKS["happened"].marker]
    assert sum(mark.get_markerfacecolor() == "white" for mark in marks) == 1


@pytest.mark.parametrize(("open_end", "to_the_right"), [(SINCE, True), (UNTIL, False)])
def test_open_dates_fade_out(open_end: dict[str, str], *, to_the_right: bool) -> None:
    """At the side that is open, and beyond every date of the axis."""
    axes = figures.timeline(events(open_end, DECADE, YEAR), published())
    (fading,) = (one for one in axes.collections if isinstance(one, PolyCollection))
    places = [float(np.asarray(path.vertices)[:, 0].mean()) for path in fading.get_paths()]
    shades = [float(shade) for shade in np.asarray(fading.get_facecolor())[:, 3]]
    assert (places == sorted(places)) is to_the_right
    assert shades == sorted(shades, reverse=True)
    assert shades[-1] < 0.05
    assert not 0 <= places[-1] <= 1


def test_events_without_a_date_are_never_on_the_axis() -> None:
    """They have a panel of their own, in the column of their order, whose head counts them, and can be left out."""
    undated = [{"dated": False, "order": order, "label": order + "!"} for order in ORDERS]
    axes = figures.timeline(events(YEAR, *undated), published("2024-05-30"))
    lower = axes.figure.axes[-1]
    assert len(bars(axes)) == 1
    columns = [float(line.get_xdata()[0]) for line in lower.lines if line.get_markersize() == 7]  # type: ignore[index, arg-type]
    assert columns == [0, 1, 2]
    assert "before publication\n1" in texts(axes)
    left_out = figures.timeline(events(YEAR, *undated), published(), undated=False)
    assert "No date in the text" not in texts(left_out)


def test_the_axis_says_when_it_is_broken() -> None:
    """A decade beside a month is folded, with its length and a note; two years need no such thing."""
    note = "The axis is broken"
    shown = texts(figures.timeline(events(DECADE, MONTH), published()))
    assert {"10 years", "13 years"} <= set(shown)
    assert note in " ".join(shown)
    assert note not in " ".join(texts(figures.timeline(events(YEAR, MONTH), published())))


def test_one_event_of_a_decade_leaves_twelve_of_a_month_their_room() -> None:
    """The days of the month lie apart by more than a mark, and the decade is still a bar."""
    days = [{"earliest": f"2024-05-{day:02}", "latest": f"2024-05-{day:02}"} for day in range(2, 26, 2)]
    axes = figures.timeline(events(DECADE, *days), published("2024-05-30"))
    places = sorted(float(line.get_xdata()[0]) for line in axes.lines if line.get_markersize() == 7)  # type: ignore[index, arg-type]
    assert len(places) == 12
    assert min(b - a for a, b in itertools.pairwise(places)) > 0.03
    (decade,) = bars(axes)
    assert decade.get_width() > 0.03


def test_publication_is_marked_and_named() -> None:
    """A dashed line where it was published, its date and how that is known below."""
    axes = figures.timeline(events(YEAR), published("2024-05-30"))
    assert any(line.get_linestyle() not in ("-", "None") for line in axes.lines)
    assert any("2024-05-30 (stated)" in text for text in texts(axes))


@pytest.mark.parametrize(("known_from", "is_hollow"), [("stated", False), ("assumed", True)])
def test_an_assumed_publication_date_has_a_hollow_mark(known_from: str, *, is_hollow: bool) -> None:
    """A date that was only assumed does not look like one that is stated."""
    axes = figures.timeline(events(YEAR), published("2024-05-30").assign(known_from=known_from))
    marks = [line for other in axes.figure.axes for line in other.lines if line.get_marker() == "v"]
    (mark,) = [line for line in marks if np.size(line.get_xdata())]
    assert (mark.get_markerfacecolor() == "white") is is_hollow


def test_each_mark_leads_to_its_passage() -> None:
    """Every bar, mark and label is a link to the passage, named by the event, and hostile text stays text."""
    words = 'a "label" <b>/x & y'
    root = ET.fromstring(svg(figures.timeline(events({**YEAR, "label": words}, {**DAY, "label": words}), published())))  # noqa: S314
    links = list(root.iter("{http://www.w3.org/2000/svg}a"))
    assert len(links) == 4
    assert {(one.get("class"), one.get("data-doc"), one.get("data-id")) for one in links} == {("passage", "d", "s0-1")}
    assert {one[0].text for one in links} == {words}
    assert "href" not in svg(figures.timeline(events(YEAR), published())).replace('xlink:href="#', "")


def test_many_events_are_counted_above_those_that_are_drawn() -> None:
    """Of ten thousand, those that most documents tell of are drawn, all are counted, and the file stays small."""
    statuses = list(figures.STATUS_LOOKS)
    days = [f"20{n % 20:02}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(10_000)]
    rows = [
        {"earliest": day, "latest": day, "status": statuses[n % 5], "documents": 1 + (n == 4711), "label": f"event {n}"}
        for n, day in enumerate(days)
    ]
    axes = figures.timeline(events(*rows), published(*(f"20{n % 100:02}-01-0{1 + n % 9}" for n in range(900))))
    shown = texts(axes)
    assert "event 4711" in shown
    assert any(text.startswith("All 10,000 events with a date, by ") for text in shown)
    assert (
        f"{10_000 - figures.MOST:,} more with a date (1 January 2000 to 28 December 2019) in the table only."
        in " ".join(shown)
    )
    assert len(svg(axes)) < 1_000_000


ANY_DAY = st.dates().map(lambda day: day.isoformat())
BAR = st.tuples(ANY_DAY, ANY_DAY).map(sorted)


@given(st.lists(BAR, min_size=1, max_size=30))
def test_the_order_of_dates_is_kept_on_every_scale(pairs: list[list[str]]) -> None:
    """A later day is never further left, everything lies on the axis, and ticks stand in order and apart."""
    spans = [(date.fromisoformat(a).toordinal(), date.fromisoformat(b).toordinal() + 1) for a, b in pairs]
    scale = figures.scale(spans)
    places = [scale.at(day) for day in sorted({day for span in spans for day in span})]
    assert places == sorted(places)
    assert places[0] >= 0.0
    assert places[-1] <= 1.0
    ticks = scale.ticks()
    assert ticks
    assert all(b.place - a.place > 0.02 for a, b in itertools.pairwise(ticks))


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [YEAR],
        [{**(DAY, MONTH, YEAR, DECADE, SINCE, UNTIL)[i % 6], **LONG} for i in range(30)],
        [
            {"earliest": f"2024-{1 + i % 12:02}-{1 + i % 28:02}", "latest": f"2024-{1 + i % 12:02}-28"}
            for i in range(90)
        ],
        [{"dated": False, "order": ORDERS[i % 3], **LONG} for i in range(30)],
        [{"earliest": "0001-01-01", "latest": "0001-01-01"}, {"earliest": "9999-12-31", "latest": "9999-12-31"}],
        [{"earliest": "-0044-03-15", "latest": "-0044-03-15"}, {"earliest": "2020-02-30", "latest": "12000"}],
        [SINCE],
        [UNTIL],
    ],
)
def test_any_number_of_events_of_any_time_fits_into_the_chart(rows: list[dict[str, Any]]) -> None:
    """None, one or many, from year 1 to 9999 and beyond: it draws, and no text runs into another."""
    axes = figures.timeline(events(*rows), published("2024-05-30", "2024-05-29"))
    assert svg(axes)
    assert crossing(axes) == []


def test_events_that_cannot_be_drawn_are_counted() -> None:
    """Dates in no calendar of Python's and rows beyond the limit are in the table only, and the chart says so."""
    rows = [{"earliest": "-0044-03-15", "latest": "-0044-03-15"}, *([YEAR] * (figures.MOST + 2))]
    shown = " ".join(texts(figures.timeline(events(*rows), published())))
    assert "2 more with a date (2023) in the table only." in shown
    assert "1 more with a date that no axis has in the table only." in shown


def test_of_many_events_those_drawn_are_spread_over_all_of_time() -> None:
    """Of as many documents, the first and the last and what lies evenly between are drawn, dated or not."""
    days = [f"{1900 + n}-01-01" for n in range(100)]
    dated = [{"earliest": day, "latest": day, "label": day} for day in days]
    undated = [{"dated": False, "order": ORDERS[n // 34], "label": f"undated {n}"} for n in range(100)]
    shown = texts(figures.timeline(events(*dated, *undated), published()))
    drawn = [int(text[:4]) for text in shown if text in days]
    assert len(drawn) == figures.MOST
    assert (drawn[0], drawn[-1]) == (1900, 1999)
    assert max(b - a for a, b in itertools.pairwise(drawn)) <= 4
    assert {"undated 0", "undated 99"} <= set(shown)
    assert "80 more without a date in the table only." in " ".join(shown)


def test_a_bar_over_a_break_of_the_axis_has_one_shade() -> None:
    """What is shaded where the axis is broken lies below the bars, and is no veil over them."""
    axes = figures.timeline(events({"earliest": "2000-01-01", "latest": "2022-12-31"}, DECADE, MONTH), published())
    shades = [patch for patch in axes.patches if patch.get_alpha() == 0.1]
    assert shades
    assert all(shade.get_zorder() < bar.get_zorder() for shade in shades for bar in bars(axes))


def test_labels_are_text_on_one_line() -> None:
    """Markup and formulas stay what they are, line ends go, and what is too long is cut."""
    axes = figures.timeline(events({**YEAR, "label": "a\nb <i> $\\frac$ \u202e"}, {**YEAR, **LONG}), published())
    assert "a b <i> $\\frac$ ⟨U+202E⟩" in texts(axes)
    (long,) = (text for text in texts(axes) if text.startswith("A very long"))
    assert [display.width(line) <= 60 for line in long.split("\n")] == [True, True]
