"""Answers lines of JSON with what numpy and scipy say about feedback loops."""
import json
import sys

import numpy as np
from scipy import stats
from scipy.spatial import distance


def concentration(counts):
    x = np.array(counts, float)
    p = x / x.sum()
    gini = np.abs(x[:, None] - x[None, :]).sum() / (2 * len(x) ** 2 * x.mean())
    repeats = (x * (x - 1)).sum() / (x.sum() * (x.sum() - 1))
    return [gini, (p**2).sum(), repeats, (x > 0).mean(), stats.entropy(p, base=2)]


def divergences(before, now):
    p, q = np.array(before, float), np.array(now, float)
    kl = stats.entropy(q + 0.5, p + 0.5, base=2)
    return [kl, distance.jensenshannon(p, q, base=2)]


def slope(metric):
    times = np.arange(len(metric))
    grows = stats.kendalltau(times, metric, method="exact", alternative="greater")
    return [stats.theilslopes(metric, times)[0], grows.pvalue]


PEERS = {f.__name__: f for f in (concentration, divergences, slope)}

for line in sys.stdin:
    call = json.loads(line)
    print(json.dumps([float(x) for x in PEERS[call["peer"]](*call["of"])]), flush=True)
