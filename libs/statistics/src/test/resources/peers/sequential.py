"""Answers lines of JSON with what scipy and statsmodels say about the same numbers."""
import json
import sys

import numpy as np
import statsmodels.api as sm
from scipy import integrate, optimize, special, stats


def beta_binomial(events, trials, rate):
    target = -np.log(rate)

    def two_sided(p):
        prior = special.betaln(1 + events, 1 + trials - events)
        return prior - special.xlogy(events, p) - special.xlog1py(trials - events, -p)

    def one_sided(p):
        return two_sided(p) + np.log(special.betainc(1 + events, 1 + trials - events, p)) - np.log(p)

    seen = events / trials
    edge = 1e-15

    def root(f, low, high):
        return optimize.brentq(lambda p: f(p) - target, low, high, xtol=1e-14)

    return [
        0 if events == 0 else root(two_sided, edge, seen),
        1 if events == trials else root(two_sided, max(seen, edge), 1 - edge),
        1 if events == trials else root(one_sided, max(seen, edge), 1 - edge),
    ]


def crossing(fractions, boundaries):
    t = np.array(fractions)
    cov = np.sqrt(np.minimum.outer(t, t) / np.maximum.outer(t, t))
    inside = stats.multivariate_normal(cov=cov, allow_singular=True, maxpts=2_000_000, abseps=1e-7)
    return [1 - inside.cdf(np.array(boundaries))]


def ratio(units, totals):
    fit = sm.WLS(np.array(totals) / np.array(units), np.ones(len(units)), np.array(units))
    fit = fit.fit(cov_type="HC1")
    return [fit.params[0], fit.bse[0]]


def mixture(score, information, prior):
    def integrand(effect):
        likelihood = np.exp(effect * score - effect * effect * information / 2)
        return 2 * stats.norm.pdf(effect, scale=prior**-0.5) * likelihood

    mode = max(0, score / (information + prior))
    width = (information + prior) ** -0.5
    value = integrate.quad(
        integrand, max(0, mode - 12 * width), mode + 12 * width, epsabs=0, epsrel=1e-11, limit=200
    )[0]
    return [np.log(value)]


def bernstein(s, v):
    value = integrate.quad(
        lambda b: np.exp(b * s + special.xlog1py(v, -b)), 0, 1, epsabs=0, epsrel=1e-11, limit=500
    )[0]
    return [np.log(value)]


def sample_ratio(weights, counts, concentration):
    share = np.array(weights) / np.sum(weights)
    n = int(np.sum(counts))
    mixed = stats.dirichlet_multinomial.logpmf(counts, concentration * share, n)
    return [mixed - stats.multinomial.logpmf(counts, n, share)]


PEERS = {f.__name__: f for f in (beta_binomial, crossing, ratio, mixture, bernstein, sample_ratio)}

for line in sys.stdin:
    call = json.loads(line)
    print(json.dumps([float(x) for x in PEERS[call["peer"]](*call["of"])]), flush=True)
