"""Answers each line of JSON with the metrics that scikit-learn computes of it."""

import json
import sys

from sklearn import metrics


def regression(truth, predicted):
    return {
        "rmse": metrics.root_mean_squared_error(truth, predicted),
        "mae": metrics.mean_absolute_error(truth, predicted),
        "r2": metrics.r2_score(truth, predicted),
    }


def binary(truth, predicted):
    return {
        "auc": metrics.roc_auc_score(truth, predicted),
        "log_loss": metrics.log_loss(truth, predicted),
        "brier": metrics.brier_score_loss(truth, predicted),
        "accuracy": metrics.accuracy_score(truth, [p >= 0.5 for p in predicted]),
    }


for line in sys.stdin:
    asked = json.loads(line)
    answer = {"regression": regression, "binary": binary}[asked["task"]]
    print(json.dumps(answer(asked["truth"], asked["predicted"])), flush=True)
