"""Linear models in, as data that anyone can read: which feature speaks for something, and how much.

Each model is a JSON file in this folder: what it is about, the data it was learned from, and a weight for each
feature. A feature is a short text ("cue=say", "has a complement clause"), present or absent. `make train` makes the
files.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from importlib import resources

from pydantic import BaseModel, ConfigDict


class Linear(BaseModel):
    """A linear model. `about` says what it decides, `learned_from` from which data, with their licence."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    about: str
    learned_from: str
    intercept: float
    weights: Mapping[str, float]

    def value(self, features: Iterable[str]) -> float:
        """The intercept and the weights of the features, added up. A feature without a weight counts nothing."""
        # fsum is exact: the order in which features come does not matter.
        known = self.weights.keys() & features
        return math.fsum((self.intercept, *[self.weights[one] for one in known]))

    def probability(self, features: Iterable[str]) -> float:
        """The value as a probability between 0 and 1 (logistic)."""
        value = self.value(features)
        return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))


@functools.cache
def read(name: str) -> Linear:
    """The model `<name>.json`. Raises ValidationError where it is malformed."""
    return Linear.model_validate_json(resources.files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8"))
