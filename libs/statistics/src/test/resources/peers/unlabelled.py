"""Answers lines of JSON with what numpy, scipy and scikit-learn say about partly labelled rows."""
import json
import sys

import numpy as np
from scipy import stats
from sklearn.ensemble import HistGradientBoostingRegressor


def ppi(loss, predicted, labelled, units):
    """PPI++ of a mean, its variances from the sums of each unit."""
    y = np.array(loss)[:labelled]
    f, g = np.split(np.array(predicted), [labelled])
    u, v = np.split(np.array(units), [labelled])
    count = max(units) + 1

    def sums(values, of):
        return np.bincount(of, values, count)

    a = sums((y - y.mean()) / len(y), u)
    b = sums((g - g.mean()) / len(g), v) - sums((f - f.mean()) / len(f), u)
    lam = np.clip(-(a @ b) / (b @ b), 0, 1)
    value = y.mean() + lam * (g.mean() - f.mean())
    n = len(set(units[:labelled]))
    both = a + lam * b
    error = np.sqrt((both**2).sum() * n / (n - 1))
    skew = (both**3).sum() / (both**2).sum() ** 1.5
    up, down = stats.t.ppf(0.95, n - 1), stats.t.ppf(0.98, n - 1)
    return [
        value,
        error,
        lam,
        value + error * (up + skew * (1 + 2 * up**2) / 6),
        value - error * (down - skew * (1 + 2 * down**2) / 6),
    ]


def boosted(rows, losses, fresh, truth):
    model = HistGradientBoostingRegressor(max_depth=2, max_iter=100, learning_rate=0.1)
    model.fit(np.array(rows), np.array(losses))
    return [np.mean((np.array(truth) - model.predict(np.array(fresh))) ** 2)]


PEERS = {f.__name__: f for f in (ppi, boosted)}

for line in sys.stdin:
    call = json.loads(line)
    print(json.dumps([float(x) for x in PEERS[call["peer"]](*call["of"])]), flush=True)
