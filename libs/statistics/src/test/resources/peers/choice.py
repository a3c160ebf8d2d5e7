"""Answers lines of JSON with what scipy and statsmodels say about choices."""
import json
import sys

import numpy as np
import statsmodels.api as sm
from scipy import integrate, stats


def best_arm(counts, totals):
    arms = [stats.beta(1 + t, 1 + n - t) for n, t in zip(counts, totals)]

    # Arms that are hardly ever best are so at the very ends.
    tails = [10.0**-k for k in range(1, 13)]
    points = tails + [1 - x for x in tails]

    def best(arm):
        others = [b for i, b in enumerate(arms) if i != arm]
        return integrate.quad(
            lambda u: np.prod([b.cdf(arms[arm].ppf(u)) for b in others]),
            0,
            1,
            epsabs=1e-10,
            epsrel=1e-10,
            limit=800,
            points=points,
        )[0]

    return [best(arm) for arm in range(len(arms))]


def mean_by_unit(scores, weights, units):
    """The weighted mean and its error by clusters."""
    fit = sm.WLS(np.array(scores), np.ones(len(scores)), np.array(weights))
    fit = fit.fit(cov_type="cluster", cov_kwds={"groups": np.array(units)})
    return [fit.params[0], fit.bse[0]]


def ips(propensity, target, reward, chosen, policy, units):
    w = np.array(target) / np.array(propensity)
    return mean_by_unit(w * np.array(reward), np.ones(len(w)), units)


def snips(propensity, target, reward, chosen, policy, units):
    return mean_by_unit(reward, np.array(target) / np.array(propensity), units)


def doubly_robust(propensity, target, reward, chosen, policy, units):
    w = np.array(target) / np.array(propensity)
    scores = np.array(policy) + w * (np.array(reward) - np.array(chosen))
    return mean_by_unit(scores, np.ones(len(w)), units)


def effective(propensity, target, units):
    w = np.bincount(np.array(units), np.array(target) / np.array(propensity))
    return [w.sum() ** 2 / (w * w).sum()]


PEERS = {f.__name__: f for f in (best_arm, ips, snips, doubly_robust, effective)}

for line in sys.stdin:
    call = json.loads(line)
    print(json.dumps([float(x) for x in PEERS[call["peer"]](*call["of"])]), flush=True)
