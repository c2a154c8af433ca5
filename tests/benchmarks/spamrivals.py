"""scikit-learn's classifiers, in an environment of their own: texts come in, scores go out, as JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module  # where the checks run there is no scikit-learn
from typing import Any


def rivals() -> dict[str, Any]:
    """The logistic regression on hashed character 2- to 5-grams, and complement naive Bayes on words and pairs."""
    text = import_module("sklearn.feature_extraction.text")
    pipeline = import_module("sklearn.pipeline").make_pipeline
    grams = text.HashingVectorizer(analyzer="char", ngram_range=(2, 5), n_features=2**18)
    regression = import_module("sklearn.linear_model").LogisticRegression(C=10, max_iter=1000)
    bayes = import_module("sklearn.naive_bayes").ComplementNB()
    return {
        "regression": pipeline(grams, regression),
        "naive Bayes": pipeline(text.CountVectorizer(ngram_range=(1, 2)), bayes),
    }


def main() -> None:
    """For each split and rival the probability that a comment is spam."""
    scores = []
    for texts, labels, judge in json.load(sys.stdin):
        fitted = {name: rival.fit(texts, labels) for name, rival in rivals().items()}
        scores.append({name: [float(p) for p in rival.predict_proba(judge)[:, 1]] for name, rival in fitted.items()})
    json.dump(scores, sys.stdout)


if __name__ == "__main__":
    main()
