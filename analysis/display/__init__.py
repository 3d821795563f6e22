"""DataFrames and figures in, what a notebook shows out: one escaped HTML table, one deterministic SVG.

Both say the same thing twice in the same way, so that a notebook's stored output can be compared with the next
run's: no random ids (pandas' Styler), no date, no setting of the user's own matplotlibrc. Text from documents is
never markup here; what a reader could not see in it is spelled out, in the display only.
"""

from analysis.display.charts import Chart, chart, link, style
from analysis.display.dates import day, when
from analysis.display.notes import Note, note
from analysis.display.tables import Count, Passage, Section, Table, sections, table
from analysis.display.text import CELL, LABEL, cut, spelled_out, visible, width

__all__ = [
    "CELL", "LABEL", "Chart", "Count", "Note", "Passage", "Section", "Table", "chart", "cut", "day", "link", "note",
    "sections", "spelled_out", "style", "table", "visible", "when", "width",
]  # fmt: skip
