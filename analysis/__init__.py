"""Claimline for Python: everything that a notebook needs.

import analysis

corpus = analysis.read("report/tables")                 # tables that `extract` or `report` wrote
corpus = analysis.analyse("articles")                   # or make them, from a folder or a .jsonl file
corpus.claims                                           # each table is a pandas DataFrame
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.config import Config
    from analysis.corpus import analyse, open, read  # noqa: A004
    from analysis.display import chart, table
    from analysis.parameters import check

__all__ = ["Config", "analyse", "chart", "check", "open", "read", "table"]

_HOMES = {
    "Config": "config",
    "analyse": "corpus",
    "open": "corpus",
    "read": "corpus",
    "chart": "display",
    "table": "display",
    "check": "parameters",
}


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: the command line starts without pandas and matplotlib."""
    import importlib

    if name not in _HOMES:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    return getattr(importlib.import_module(f"analysis.{_HOMES[name]}"), name)
