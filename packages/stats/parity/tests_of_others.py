"""Answers a JSON job on stdin with what scipy and statsmodels make of it."""

import json
import sys

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests


def counts(case):
    better, worse = case["better"], case["worse"]
    table = [[case["n"] - better - worse, better], [worse, 0]]
    sign = stats.binomtest(better, better + worse).pvalue if better + worse else 1.0
    return {"mcnemar": float(mcnemar(table, exact=True).pvalue), "binom": float(sign)}


def several(ps):
    return {method: multipletests(ps, method=method)[1].tolist() for method in ("holm", "simes-hochberg")}


def clustered(case):
    values = np.asarray(case["values"])
    groups = np.unique(case["clusters"], return_inverse=True)[1]
    fit = sm.OLS(values, np.ones(len(values))).fit(cov_type="cluster", cov_kwds={"groups": groups})
    return {"mean": float(fit.params[0]), "standardError": float(fit.bse[0])}


def student(case):
    differences = np.asarray(case["candidate"]) - np.asarray(case["baseline"])
    ends = {}
    for level in (0.95, 0.9):
        interval = stats.ttest_1samp(differences, 0).confidence_interval(level)
        ends[str(level)] = [float(interval.low), float(interval.high)]
    return {
        "p": float(stats.ttest_1samp(differences, 0).pvalue),
        "noWorse": float(stats.ttest_1samp(differences, -case["margin"], alternative="greater").pvalue),
        "regressed": float(stats.ttest_1samp(differences, -case["margin"], alternative="less").pvalue),
        "ends": ends,
    }


def sign_power(case):
    """How often the one-sided exact sign test says that the candidate is worse."""
    n, discordance, drop = case["n"], case["discordance"], case["drop"]
    total = 0.0
    for items in range(n + 1):
        losses = np.arange(items + 1)
        is_said = stats.binom.sf(losses - 1, items, 0.5) <= case["level"]
        worse = stats.binom.pmf(losses, items, (discordance + drop) / 2 / discordance)
        total += stats.binom.pmf(items, n, discordance) * worse[is_said].sum()
    return float(total)


def spread(runs):
    runs = np.asarray(runs)
    pairs = [(i, j) for i in range(len(runs)) for j in range(i)]
    flips = np.mean([np.mean(runs[i] != runs[j]) for i, j in pairs])
    variance = np.var(runs.mean(axis=1), ddof=1)
    ratio = variance / (flips / (2 * runs.shape[1]))
    return {"flips": float(flips), "p": float(stats.chi2.sf((len(runs) - 1) * ratio, len(runs) - 1))}


job = json.load(sys.stdin)
json.dump(
    {
        "versions": [scipy.__version__, statsmodels.__version__],
        "counts": [counts(case) for case in job["counts"]],
        "several": [several(ps) for ps in job["several"]],
        "clustered": [clustered(case) for case in job["clustered"]],
        "student": [student(case) for case in job["student"]],
        "signPower": [sign_power(case) for case in job["signPower"]],
        "spread": [spread(runs) for runs in job["spread"]],
        "normal": stats.norm.sf(job["normal"]).tolist(),
    },
    sys.stdout,
)
