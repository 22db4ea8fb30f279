"""What retable's judge scores are held against: alpaca_eval, scikit-learn, pandas and NumPy on the same files, timed in
the process.

Standard input: one JSON object with "task" and what the task needs. Standard output: one JSON object with "numbers"
and "seconds", a list with an entry a repeat. Files are in memory before the clock starts.

- length_control {"annotations", "gamed", "repeats"}: AlpacaEval 2's length-controlled win rate of each file of
  annotations by alpaca_eval itself; "seconds" from the files' bytes to their rates, "part_seconds" those that its
  get_length_controlled_winrate took of it, "fit_seconds" those of the scikit-learn fits within
- arena {"battles", "rounds", "repeats"}: Arena-Hard v0.1's scores and bootstrap ends; "part_seconds" are those of the
  rounds alone
- reward_bench {"matrix", "items", "weights", "repeats"}: four sections and the score of every model of a matrix
"""

import io
import json
import math
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

# alpaca_eval asks for what setuptools and scikit-learn will take away.
warnings.simplefilter("ignore")

BASELINE = "gpt-4-0314"


def length_control(annotations, gamed):
    """The win rate of each file at equal lengths; the seconds of alpaca_eval's function, and of its fits."""
    from alpaca_eval.metrics import glm_winrate

    rates, seconds, fits = [], [], []
    fit = glm_winrate.fit_LogisticRegressionCV

    def timed_fit(*given, **options):
        start = time.perf_counter()
        model = fit(*given, **options)
        fits.append(time.perf_counter() - start)
        return model

    glm_winrate.hf_hub_download = lambda **_: gamed
    glm_winrate.fit_LogisticRegressionCV = timed_fit
    try:
        for file in annotations:
            frame = pd.DataFrame(json.loads(file))
            start = time.perf_counter()
            found = glm_winrate.get_length_controlled_winrate(
                frame, save_weights_dir=None, is_warn_extreme_changes=False
            )
            seconds.append(time.perf_counter() - start)
            rates.append([float(found["length_controlled_winrate"])])
    finally:
        glm_winrate.fit_LogisticRegressionCV = fit
    return rates, sum(seconds), sum(fits)


def ratings(battles):
    """Elo of each model by an unpenalised logistic regression; every battle stands twice, a tie once as each result."""
    names = pd.concat([battles["model_a"], battles["model_b"]]).unique()
    place = pd.Series(np.arange(len(names)), index=names)
    n = len(battles)
    twice = pd.concat([battles, battles], ignore_index=True)
    design = np.zeros((2 * n, len(names)))
    design[np.arange(2 * n), place[twice["model_a"]]] = math.log(10)
    design[np.arange(2 * n), place[twice["model_b"]]] = -math.log(10)
    won = (twice["winner"] == "model_a").to_numpy().astype(float)
    won[:n][(battles["winner"] == "tie").to_numpy()] = 1.0
    fit = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-8).fit(design, won)
    elo = pd.Series(400 * fit.coef_[0], index=names)
    return elo - elo[BASELINE] + 1000


def share(elo):
    return 100 / (1 + 10 ** ((1000 - elo) / 400))


def arena(file, rounds):
    """Score, low and high of each model in the order of the file, and the seconds of the rounds."""
    battles = pd.read_json(io.BytesIO(file), lines=True)
    scores = share(ratings(battles))
    np.random.seed(42)
    start = time.perf_counter()
    resampled = pd.DataFrame([ratings(battles.sample(frac=1.0, replace=True)) for _ in range(rounds)])
    seconds = time.perf_counter() - start
    models = battles["model_b"].unique()
    low, high = (share(np.percentile(resampled[models], at, axis=0)) for at in (2.5, 97.5))
    return [[float(scores[name]), float(low[i]), float(high[i])] for i, name in enumerate(models)], seconds


def reward_bench(matrix, items, weights):
    """Score and sections of each model in the order of the file. `weights`: section to subset to weight."""
    content = pd.read_csv(io.BytesIO(items), dtype=str)
    subset = content.set_index("item_id")["content"].str.extract(r"^\[([^\]]+)\]")[0]
    verdicts = pd.read_csv(io.BytesIO(matrix), index_col=0)
    accuracy = verdicts.T.groupby(subset.loc[verdicts.columns].to_numpy()).mean()
    found = []
    for own in weights.values():
        weight = pd.Series(own)
        values = accuracy.reindex(weight.index)
        there = values.notna().mul(weight, axis=0)
        found.append((values.fillna(0).mul(weight, axis=0).sum() / there.sum()).to_numpy())
    sections = np.array(found)
    return np.vstack([sections.mean(axis=0), sections]).T.tolist(), 0.0


def main():
    job = json.load(sys.stdin)
    read = {name: Path(job[name]).read_bytes() for name in {"battles", "matrix", "items"} & job.keys()}
    annotations = [Path(file).read_bytes() for file in job.get("annotations", [])]
    task = {
        "length_control": lambda: length_control(annotations, job["gamed"]),
        "arena": lambda: (*arena(read["battles"], job["rounds"]), 0.0),
        "reward_bench": lambda: (*reward_bench(read["matrix"], read["items"], job["weights"]), 0.0),
    }[job["task"]]
    if job["task"] == "length_control":
        task()  # Imports alpaca_eval, which is no part of what is timed.
    found = {"seconds": [], "part_seconds": [], "fit_seconds": []}
    for _ in range(job["repeats"]):
        start = time.perf_counter()
        numbers, part, fit = task()
        found["seconds"].append(time.perf_counter() - start)
        found["part_seconds"].append(part)
        found["fit_seconds"].append(fit)
    json.dump({"numbers": numbers, **found}, sys.stdout)


main()
