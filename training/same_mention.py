"""Fits the weights by which two marked mentions of ECB+ are taken for one event, on ECB+ train.

    python training/same_mention.py DATA [--out src/dragoman/resources/dedupe]

Topics are found as they are when predicting. Which words tell one event ("quake", "temblor") is counted over the topics of
other folds than the one at hand, so that the weights know what such a count is worth for new topics.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np

from dragoman.evaluation.ecbplus import load_ecbplus, score, to_mentions
from dragoman.evaluation.ecbplus_pairs import MentionModel, Topic, alike_table, cluster_mentions, features_of
from dragoman.evaluation.topics import find_topics

FOLDS, RIDGE, STEPS = 5, 1.0, 30
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
SOURCE = "# Source: fitted for Dragoman by training/same_mention.py on ECB+ train (CC BY 3.0). Licence: CC BY 3.0."


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("data", type=Path)
    options.add_argument("--out", type=Path, default=Path("src/dragoman/resources/dedupe"))
    chosen = options.parse_args()
    corpus = load_ecbplus(chosen.data / "ecbplus" / "ECB_Train_Event_gold_mentions.json.xz")
    mentions = to_mentions(corpus)
    topics = find_topics({document.id: document.text for document in corpus.documents})
    chain = {number: item["coref_chain"] for number, item in enumerate(corpus.items)}
    grouped = defaultdict(list)
    for mention in mentions:
        grouped[topics.of[mention.document]].append(mention)
    # Topics that are told apart may be of one: a fold is of whole annotated topics.
    fold_of = {number: int(some[0].document.split("_")[0]) % FOLDS for number, some in grouped.items()}
    parts = {number: Topic(tuple(some), topics) for number, some in sorted(grouped.items())}

    def alike(numbers):  # noqa: ANN001, ANN202
        found = []
        for number in numbers:
            chains = defaultdict(list)
            for mention in parts[number].mentions:
                chains[chain[mention.number]].append(mention)
            found.append(list(chains.values()))
        return alike_table(found)

    tables = {fold: alike([number for number in parts if fold_of[number] != fold]) for fold in range(FOLDS)}
    rows, labels, folds = [], [], []
    for number, part in parts.items():
        for one, other in combinations(part.mentions, 2):
            rows.append(features_of(one, other, topics, tables[fold_of[number]]))
            labels.append(chain[one.number] == chain[other.number])
            folds.append(fold_of[number])
    names = tuple(rows[0])
    figures = np.array([[row[name] for name in names] for row in rows])
    labels, folds = np.array(labels, float), np.array(folds)
    print(f"{len(labels)} pairs, {int(labels.sum())} one event")
    models = {fold: fit(figures[folds != fold], labels[folds != fold]) for fold in range(FOLDS)}
    results = {}
    for least in THRESHOLDS:
        found = []
        for number, part in parts.items():
            bias, weights = models[fold_of[number]]
            model = MentionModel(bias, dict(zip(names, weights.tolist(), strict=True)), least, tables[fold_of[number]])
            found += cluster_mentions(part, model)
        results[least], without = score(corpus, found)
        print(least, results[least]["conll_f1"], without, flush=True)
    least = max(results, key=lambda key: results[key]["conll_f1"])
    bias, weights = fit(figures, labels)
    write(chosen.out, (bias, dict(zip(names, weights.tolist(), strict=True)), least), alike(parts))


def fit(figures: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    design = np.column_stack([figures, np.ones(len(figures))])
    weights = np.zeros(design.shape[1])
    ridge = np.diag([RIDGE] * figures.shape[1] + [0.0])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-design @ weights))
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
        weights = weights + np.linalg.solve(curve, design.T @ (labels - chance) - ridge @ weights)
    return float(weights[-1]), weights[:-1]


def write(folder: Path, model: tuple[float, dict[str, float], float], alike: dict[tuple[str, str], float]) -> None:
    bias, weights, least = model
    lines = [
        "# What speaks for two marked mentions of ECB+ telling one event; explained in evaluation/ecbplus_pairs.py.",
        SOURCE,
        f"bias: {bias:.3f}",
        f"least: {least}",
        "features:",
        *(f"  {name}: {value:.3f}" for name, value in weights.items()),
    ]
    (folder / "same_mention.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    table = [
        "# Stems of words that tell one event, with the share of their pairs within a topic that do.",
        SOURCE,
        "one,other,share",
        *(f"{one},{other},{share:.2f}" for (one, other), share in sorted(alike.items())),
    ]
    (folder / "alike.csv").write_text("\n".join(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
