"""A form of a name in; the well-known organisation that it names, in every document, out."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from analysis import lexicons


class Body(lexicons.Entry):
    """An organisation that news of many countries names, and the forms of its name."""

    name: str
    forms: tuple[str, ...] = ()

    model_config = lexicons.Entry.model_config | {"strict": False}


@functools.cache
def bodies() -> Mapping[str, str]:
    """Each form with the full name; the full name with itself."""
    return {form: entry.name for entry in lexicons.read("bodies", Body) for form in (entry.name, *entry.forms)}
