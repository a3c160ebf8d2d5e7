"""Answers lines of JSON with what scikit-learn, fairlearn, scipy and statsmodels say about the same rows."""
import json
import sys

import numpy as np
import statsmodels.api as sm
from fairlearn import metrics as fair
from scipy import optimize, special, stats
from sklearn import isotonic, metrics
from statsmodels.stats.contingency_tables import mcnemar as mcnemar_test
from statsmodels.stats.proportion import proportion_confint


def multiclass(truth, probability, k):
    p = np.array(probability)
    predicted = p.argmax(axis=1)
    classes = list(range(p.shape[1]))
    return [
        metrics.accuracy_score(truth, predicted),
        metrics.balanced_accuracy_score(truth, predicted),
        metrics.f1_score(truth, predicted, average="macro", zero_division=0),
        metrics.matthews_corrcoef(truth, predicted),
        metrics.log_loss(truth, p, labels=classes),
        metrics.top_k_accuracy_score(truth, p, k=k, labels=classes),
        metrics.roc_auc_score(truth, p, multi_class="ovr", average="macro", labels=classes),
    ]


def ndcg(relevance, score, k):
    return [metrics.ndcg_score([relevance], [score], k=k)]


def average_precision(relevance, score):
    return [metrics.average_precision_score(np.array(relevance) > 0, score)]


def clopper_pearson(events, trials, rate):
    return list(proportion_confint(events, trials, alpha=2 * rate, method="beta"))


def mcnemar(first, second):
    table = [[0, first], [second, 0]]
    return [
        mcnemar_test(table, exact=True).pvalue,
        mcnemar_test(table, exact=False, correction=True).pvalue,
    ]


def adjusted(p):
    return list(stats.false_discovery_control(p, method="bh"))


def isotonic_fit(score, truth, at):
    fit = isotonic.IsotonicRegression(out_of_bounds="clip").fit(score, truth)
    return list(fit.predict(at))


def brier(event, probability):
    return [metrics.brier_score_loss(event, probability)]


def calibration_error(event, probability, bins):
    y, p = np.array(event, float), np.array(probability)
    cell = np.minimum((p * bins).astype(int), bins - 1)
    gaps = [abs(y[cell == b].mean() - p[cell == b].mean()) * np.mean(cell == b) for b in set(cell)]
    return [sum(gaps)]


def temperature(logits, truth):
    z, y = np.array(logits), np.array(truth)

    def loss(log_t):
        return -special.log_softmax(z / np.exp(log_t), axis=1)[np.arange(len(y)), y].mean()

    fit = optimize.minimize_scalar(loss, bounds=(-3, 3), method="bounded", options={"xatol": 1e-12})
    return [np.exp(fit.x), fit.fun]


def fairness(group, positive, selected):
    return [
        fair.demographic_parity_difference(positive, selected, sensitive_features=group),
        fair.equalized_odds_difference(positive, selected, sensitive_features=group),
        fair.equal_opportunity_difference(positive, selected, sensitive_features=group),
    ]


def slice_difference(member, loss, unit):
    fit = sm.OLS(np.array(loss), sm.add_constant(np.array(member, float))).fit(
        cov_type="cluster", cov_kwds={"groups": np.array(unit), "use_correction": False}
    )
    units = len(set(unit))
    return [fit.params[1], fit.bse[1] * np.sqrt(units / (units - 1))]


PEERS = {
    f.__name__: f
    for f in (
        multiclass,
        ndcg,
        average_precision,
        clopper_pearson,
        mcnemar,
        adjusted,
        isotonic_fit,
        brier,
        calibration_error,
        temperature,
        fairness,
        slice_difference,
    )
}

for line in sys.stdin:
    call = json.loads(line)
    print(json.dumps([float(x) for x in PEERS[call["peer"]](*call["of"])]), flush=True)
