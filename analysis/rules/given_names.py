"""A word in; how far it is known as a given name, and whose, out: data of 150 countries and languages.

The names, how many sources and people bear each, and the share of women among them come from nomquamgender
(Van Buskirk, Clauset and Larremore 2023). What a text itself says of somebody comes before it.
"""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from analysis.rules.spelling import plain

#: A name in plain letters: how many sources have it, how many people bear it, the share of women. A word is a given
#: name if five sources have it or more, and a hundred people bear it: so many digits tell, before a number is read.
_ROW = re.compile(r'"([a-z]+)": \[(?:[5-9]|\d\d+), \d{3,}, ([\d.]+)')
#: From this share of women, or of men, on a name tells the gender.
_SURE = 0.9


def is_given_name(word: str) -> bool:
    """Whether people bear it as a given name; words that mean something else may as well ("April", "Paris")."""
    return plain(word) in _women()


def gender_of(word: str) -> Literal["male", "female"] | None:
    """Whose given name it nearly always is."""
    share = _women().get(plain(word))
    if share is None or 1 - _SURE < share < _SURE:
        return None
    return "female" if share >= _SURE else "male"


@functools.cache
def _women() -> Mapping[str, float]:
    """Given names with the share of women among those who bear them."""
    # Found and not imported: importing the package would read all of it into DataFrames. And not parsed: 700,000 rows,
    # most of them misprints, would take a quarter of a gigabyte before they are sorted out.
    spec = importlib.util.find_spec("nomquamgender")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("nomquamgender is not installed: install Claimline with what it needs")
    data = (Path(spec.origin).parent / "name_data.json").read_text(encoding="utf-8")
    known = {name: float(share) for name, share in _ROW.findall(data)}
    if not known:
        raise ValueError("nomquamgender holds no names in the form that is read here: install version 0.1.4")
    return known
