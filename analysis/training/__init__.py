"""Examples in, weights out: how the models in `analysis/weights` are learned.

Nothing that analyses imports this package; scikit-learn, which it needs, is installed by `claimline[train]`. The same
data give the same bytes: features are sorted, features of few examples left out, weights rounded.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from analysis.training.examples import Examples
from analysis.weights import Linear

#: Digits of a weight that are kept.
_DIGITS = 3
FOLDER = Path(__file__).parent.parent / "weights"


def classify(
    examples: Examples,
    about: str,
    learned_from: str,
    *,
    strength: float,
    fewest: int,
    left_out: Container[str] = (),
    smallest: float = 0.0,
) -> Linear:
    """A logistic regression: whether an example is one. A feature counts if it stands in `fewest` documents.

    `strength` is the inverse of the regularisation (scikit-learn's C). No feature holds a word that is left out; a
    weight below `smallest` is none.
    """
    from sklearn.linear_model import LogisticRegression

    names = examples.names(fewest=fewest, left_out=left_out)
    model = LogisticRegression(C=strength, solver="liblinear", tol=1e-4, max_iter=1000, random_state=0)
    model.fit(examples.matrix(names), [answer > 0 for answer in examples.answers])
    weights = dict(zip(names, model.coef_[0].tolist(), strict=True))
    return _linear(about, learned_from, float(model.intercept_[0]), weights, smallest)


def rank(
    examples: Examples,
    about: str,
    learned_from: str,
    *,
    strength: float,
    fewest: int,
    left_out: Container[str] = (),
    smallest: float = 0.0,
) -> Linear:
    """Weights by which the right one of each group comes first (a conditional logistic regression)."""
    import numpy as np
    from scipy.optimize import minimize

    names = examples.names(fewest=fewest, left_out=left_out)
    features = examples.matrix(names)
    turned, right = features.T.tocsr(), np.array(examples.answers)
    firsts = np.array(examples.groups[:-1])
    group = np.repeat(np.arange(len(firsts)), np.diff(examples.groups))

    def loss(weights: Any) -> tuple[float, Any]:
        values = features @ weights
        values -= np.maximum.reduceat(values, firsts)[group]
        logs = values - np.log(np.add.reduceat(np.exp(values), firsts))[group]
        slope = turned @ (np.exp(logs) - right)
        return 0.5 * float(weights @ weights) - strength * float(right @ logs), weights + strength * slope

    found = minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300, "ftol": 1e-9, "gtol": 1e-4}
    )
    weights = dict(zip(names, found.x.tolist(), strict=True))
    return _linear(about, learned_from, 0.0, weights, smallest)


def _linear(
    about: str, learned_from: str, intercept: float, weights: Mapping[str, float], smallest: float = 0.0
) -> Linear:
    rounded = {name: round(weight, _DIGITS) for name, weight in sorted(weights.items())}
    kept = {name: weight for name, weight in rounded.items() if weight and abs(weight) >= smallest}
    return Linear(about=about, learned_from=learned_from, intercept=round(intercept, _DIGITS), weights=kept)


def write(name: str, model: Linear) -> None:
    """Write a model where `weights.read(name)` finds it."""
    text = json.dumps(model.model_dump(), ensure_ascii=False, indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
