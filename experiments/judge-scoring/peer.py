"""What retable's judge scores are held against: scikit-learn, pandas and NumPy on the same files, timed in the process.

Standard input: one JSON object with "task" and what the task needs. Standard output: one JSON object with "numbers"
and "seconds", a list with an entry a repeat. Files are in memory before the clock starts.

- length_control {"annotations", "gamed", "repeats"}: AlpacaEval 2's length-controlled win rate, the fit that
  alpaca_eval's length_controlled_v1 makes; "part_seconds" are those of the fit and its predictions alone
- arena {"battles", "rounds", "repeats"}: Arena-Hard v0.1's scores and bootstrap ends; "part_seconds" are those of the
  rounds alone
- reward_bench {"matrix", "items", "weights", "repeats"}: four sections and the score of every model of a matrix
"""

import io
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import LogisticRegression, LogisticRegressionCV
from sklearn.metrics import make_scorer
from sklearn.model_selection import GroupKFold

GAMED_WEIGHT = 0.1
BASELINE = "gpt-4-0314"


def soft_loss(label, predicted, chance, weight):
    """Log loss of a soft label; one of a pair of rows has the chance of a win, the other that of a loss."""
    target = np.where(label == 1, chance, 1 - chance)
    predicted = np.clip(predicted, 1e-15, 1 - 1e-15)
    return -np.mean(weight * (target * np.log(predicted) + (1 - target) * np.log(1 - predicted)))


def length_control(annotations, gamed):
    """The win rate at equal lengths, and the seconds of the fit."""
    rows = pd.DataFrame(json.loads(annotations))
    beside = pd.read_csv(io.BytesIO(gamed))
    beside = beside.rename(columns={"preference_pseudo": "preference"})
    difficulty = beside.drop_duplicates("index").set_index("index")["instruction_difficulty"]

    difference = rows["output_1"].str.len() - rows["output_2"].str.len()
    own = pd.DataFrame(
        {
            "length": np.tanh(difference / difference.std()),
            "difficulty": difficulty.loc[np.arange(len(rows))].to_numpy(),
            "model": 1.0,
            "chance": rows["preference"].astype(float).replace({0.0: 1.5}) - 1,
            "weight": 1.0,
        }
    )
    beside = pd.DataFrame(
        {
            "length": np.tanh(beside["std_delta_len"]),
            "difficulty": beside["instruction_difficulty"],
            "model": 0.0,
            "chance": beside["preference"],
            "weight": GAMED_WEIGHT,
        }
    )
    train = pd.concat([beside, own], ignore_index=True).dropna(subset="chance").reset_index(drop=True)
    start = time.perf_counter()
    features = ["length", "difficulty", "model"]
    twice = pd.concat([train[features], train[features]], ignore_index=True)
    labels = np.repeat([1, 0], len(train))
    chance = np.concatenate([train["chance"], 1 - train["chance"]])
    weight = np.concatenate([train["weight"], train["weight"]])
    scorer = make_scorer(soft_loss, response_method="predict_proba", greater_is_better=False)
    model = LogisticRegressionCV(
        Cs=10,
        cv=GroupKFold(n_splits=5),
        scoring=scorer.set_score_request(chance=True, weight=True),
        penalty="l1",
        solver="liblinear",
        fit_intercept=False,
        random_state=123,
    ).set_fit_request(sample_weight=True)
    groups = np.tile(np.arange(len(train)), 2)
    model.fit(twice, labels, sample_weight=chance * weight, groups=groups, chance=chance, weight=weight)
    equal = own[features].assign(length=0.0)
    predicted = model.predict_proba(equal)[:, 1]
    fit_seconds = time.perf_counter() - start
    return [float(predicted.mean() * 100)], fit_seconds


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
    fit = LogisticRegression(penalty=None, fit_intercept=False, tol=1e-8).fit(design, won)
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
    # alpaca_eval needs it so that a scorer is given more than predictions.
    sklearn.set_config(enable_metadata_routing=True)
    files = {"annotations", "gamed", "battles", "matrix", "items"} & job.keys()
    read = {name: Path(job[name]).read_bytes() for name in files}
    task = {
        "length_control": lambda: length_control(read["annotations"], read["gamed"]),
        "arena": lambda: arena(read["battles"], job["rounds"]),
        "reward_bench": lambda: reward_bench(read["matrix"], read["items"], job["weights"]),
    }[job["task"]]
    seconds, parts = [], []
    for _ in range(job["repeats"]):
        start = time.perf_counter()
        numbers, part = task()
        seconds.append(time.perf_counter() - start)
        parts.append(part)
    json.dump({"numbers": numbers, "seconds": seconds, "part_seconds": parts}, sys.stdout)


main()
