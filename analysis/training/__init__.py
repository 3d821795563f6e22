"""Examples in, weights out: how the models in `analysis/weights` are learned.

Nothing that analyses imports this package; scikit-learn, which it needs, is installed by `claimline[train]`. The same
data give the same bytes: features are sorted, features of few examples left out, weights rounded.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from analysis.weights import Linear

#: Digits of a weight that are kept.
_DIGITS = 3
FOLDER = Path(__file__).parent.parent / "weights"


def classifier(
    examples: Sequence[Collection[str]],
    answers: Sequence[bool],
    *,
    about: str,
    learned_from: str,
    strength: float = 1.0,
    fewest: int = 5,
) -> Linear:
    """A logistic regression on the features of each example; those of fewer than `fewest` examples are left out.

    `strength` is the inverse of the regularisation (scikit-learn's C).
    """
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    names = _frequent(examples, fewest)
    vectorizer = CountVectorizer(analyzer=lambda features: sorted(set(features)), vocabulary=names, binary=True)
    model = LogisticRegression(C=strength, solver="liblinear", tol=1e-6, max_iter=1000, random_state=0)
    model.fit(vectorizer.transform(examples), list(answers))
    weights = dict(zip(names, model.coef_[0].tolist(), strict=True))
    return _linear(about, learned_from, float(model.intercept_[0]), weights)


def _frequent(examples: Sequence[Collection[str]], fewest: int) -> list[str]:
    counts = Counter(feature for example in examples for feature in set(example))
    return sorted(feature for feature, count in counts.items() if count >= fewest)


def _linear(about: str, learned_from: str, intercept: float, weights: Mapping[str, float]) -> Linear:
    rounded = {name: round(weight, _DIGITS) for name, weight in sorted(weights.items())}
    kept = {name: weight for name, weight in rounded.items() if weight}
    return Linear(about=about, learned_from=learned_from, intercept=round(intercept, _DIGITS), weights=kept)


def write(name: str, model: Linear) -> None:
    """Write a model where `weights.read(name)` finds it."""
    text = json.dumps(model.model_dump(), ensure_ascii=False, indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
