"""Answers lines of JSON with what scipy says about two samples."""
import json
import sys

import numpy as np
from scipy import stats
from scipy.spatial import distance


def kolmogorov_smirnov(reference, current):
    exact = stats.ks_2samp(reference, current, method="exact")
    n, m = len(reference), len(current)
    asymptotic = stats.kstwobign.sf(np.sqrt(n * m / (n + m)) * exact.statistic)
    return [exact.statistic, exact.pvalue, asymptotic]


def cells(reference, current):
    p, q = np.array(reference) / np.sum(reference), np.array(current) / np.sum(current)
    test = stats.chi2_contingency([reference, current], correction=False)
    a, b = np.array(reference) + 0.5, np.array(current) + 0.5
    a, b = a / a.sum(), b / b.sum()
    return [
        test.statistic,
        test.pvalue,
        distance.jensenshannon(p, q, base=2),
        np.linalg.norm(np.sqrt(p) - np.sqrt(q)) / np.sqrt(2),
        np.abs(p - q).max(),
        stats.entropy(a, b) + stats.entropy(b, a),
    ]


def wasserstein(reference, current):
    return [stats.wasserstein_distance(reference, current)]


PEERS = {f.__name__: f for f in (kolmogorov_smirnov, cells, wasserstein)}

for line in sys.stdin:
    call = json.loads(line)
    print(json.dumps([float(x) for x in PEERS[call["peer"]](*call["of"])]), flush=True)
