"""Fits the weights by which two records are taken for one event, and says how well they do on pairs left out.

    python training/same_event.py DATA [--work build/training] [--out src/dragoman/resources/dedupe/same_event.yml]

It learns from own pairs of news records, judged by reading (annotations/same_event.jsonl: document, offsets of the trigger,
type, and how many candidate pairs each stands for), and from ECB+ train, coded by Dragoman: two records whose triggers are
annotated mentions are one event where the mentions are. Coding takes long, so coded documents are kept in `--work`.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import yaml

from dragoman.dedupe.blocking import candidate_pairs, in_order
from dragoman.dedupe.features import Pairs, feature_matrix
from dragoman.dedupe.model import load_families
from dragoman.dedupe.table import Numbers, Story, Table, TableBuilder
from dragoman.dedupe.words import load_words
from dragoman.model.document import Document
from dragoman.model.record import Record

HERE = Path(__file__).parent
LONGEST = 6000
RIDGE, STEPS, FOLDS = 3.0, 60, 5
ECB_SHARE = 1.0  # what all pairs of ECB+ count for, beside the own ones
# Features whose weight may have only one sign: what speaks for one event never counts against it.
SIGNS = {
    "same_actors": 1, "same_recipients": 1, "same_parties": 1, "shared_names": 1, "other_actors": -1,
    "other_recipients": -1, "parts_exchanged": -1, "same_type": 1, "same_mode": 1, "other_mode": -1, "same_words": 1,
    "same_day": 1, "likely_day": 1, "days_apart": -1, "likely_days_apart": -1, "vague_date": -1, "published_apart": -1,
    "same_place": 1, "other_place": -1, "same_country": 1, "other_country": -1, "same_toll": 1, "other_toll": -1,
    "like_sentence": 1, "like_names": 1, "like_story": 1, "same_deed": 1, "same_sides": 1, "alike_throughout": 1,
    "only_said": -1, "said_alike": 1, "same_deed_and_day": 1, "named_deed": 1, "same_report": -1, "same_wire": 1,
    "other_status": -1,
}  # fmt: skip
LEAST = 0.75  # so that what is joined is mostly right: a wrong event is worse than one told twice
# What the weights are drawn towards, the more so the fewer pairs there are to learn from: set by hand, from what is known of
# events. That a person takes part in both, for one, says much, but parties are often misread.
PRIOR = {
    "same_actors": 0.5, "same_recipients": 0.5, "same_parties": 0.8, "shared_names": 1.0, "other_actors": -0.5,
    "other_recipients": -0.8, "parts_exchanged": -0.8, "same_type": 1.5, "same_mode": 0.5, "other_mode": -0.5,
    "same_words": 1.0, "same_day": 0.8, "likely_day": 0.4, "days_apart": -3.0, "likely_days_apart": -1.0, "vague_date":
    -0.8, "published_apart": -0.3, "same_place": 0.8, "other_place": -0.8, "same_country": 0.4, "other_country": -0.4,
    "same_toll": 0.6, "other_toll": -0.5, "like_sentence": 1.5, "like_names": 1.0, "like_story": 1.5, "same_report":
    -1.5, "same_wire": 1.0, "other_status": -1.5, "only_said": -1.0, "said_alike": 1.5, "named_deed": 0.5,
    "alike_throughout": 1.0, "same_sides": 0.3,
}  # fmt: skip
# Seen too seldom in the pairs to be learned: set by hand.
BY_HAND = {"days_apart": -3.0, "same_wire": 1.0, "other_place": -0.8, "other_toll": -0.3, "same_toll": 0.6}


@dataclass(frozen=True)
class Labelled:
    """Figures of pairs, their labels, what each counts for, and to which text it belongs."""

    figures: Numbers
    labels: Numbers
    counts: Numbers
    groups: Numbers


def coded(path: Path, documents: Sequence[Document]) -> list[tuple[Document, tuple[Record, ...]]]:
    """Documents with their records, coded when they are not kept yet."""
    if not path.exists():
        from dragoman.coder import open_coder  # noqa: PLC0415 - only where nothing is kept

        readings = open_coder().read_stream(documents)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps([(reading.document, reading.records or ()) for reading in readings]))
    found: list[tuple[Document, tuple[Record, ...]]] = pickle.loads(path.read_bytes())  # noqa: S301 - our own file
    return found


def table_of(items: Sequence[tuple[Document, tuple[Record, ...]]]) -> Table:
    builder = TableBuilder(load_words())
    for document, records in items:
        builder.add(
            Story(document.id, document.id, document.source or document.id, document.published, document.text), records
        )
    return in_order(builder.table())


def news_documents(data: Path, wanted: set[str]) -> list[Document]:
    with lzma.open(data / "news" / "international.jsonl.xz", "rt", encoding="utf-8") as lines:
        items = [item for item in map(json.loads, lines) if item["id"] in wanted]
    return [
        Document(
            item["id"], f"{item['title']}\n{item['text'][:LONGEST]}", item["title"], item["url"], item["source"],
            date.fromisoformat(item["published"][:10]), "en",
        )
        for item in items
    ]  # fmt: skip


def own_pairs(data: Path, work: Path, names: tuple[str, ...]) -> tuple[Labelled, int]:
    """The judged pairs, and how many of them were not found any more."""
    lines = [json.loads(line) for line in (HERE / "annotations" / "same_event.jsonl").read_text("utf-8").splitlines()]
    wanted = {line[side]["doc"] for line in lines for side in ("one", "other")}
    items = coded(work / "same_event_news.pkl", news_documents(data, wanted))
    by_trigger = {
        (document.id, evidence.span.start): record.id
        for document, records in items
        for record in records
        for evidence in record.evidence
        if evidence.field == "event"
    }
    table = table_of(items)
    rows = {id_: row for row, id_ in enumerate(table.ids)}
    found = []
    for line in lines:
        ids = [by_trigger.get((line[side]["doc"], line[side]["start"])) for side in ("one", "other")]
        if None not in ids and ids[0] != ids[1]:
            found.append((rows[ids[0]], rows[ids[1]], line["same"], line["stands_for"], line["one"]["doc"]))
    left, right = (np.array([pair[side] for pair in found]) for side in (0, 1))
    groups = np.array([hash_of(pair[4]) for pair in found])
    figures = feature_matrix(Pairs(table, left, right), names)
    counts = np.array([pair[3] for pair in found], float)
    return Labelled(figures, np.array([pair[2] for pair in found], float), counts, groups), len(lines) - len(found)


def ecb_documents(data: Path) -> Iterator[tuple[Document, dict[tuple[int, int], int]]]:
    """The documents of ECB+ train with the offset of each token."""
    words: dict[str, dict[int, list[str]]] = {}
    with lzma.open(data / "ecbplus" / "ECB_Train_corpus.txt.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) >= 5:
                words.setdefault(parts[0], {}).setdefault(int(parts[1]), []).append(parts[3])
    for name, sentences in words.items():
        text, offsets = "", {}
        for number, tokens in sorted(sentences.items()):
            for place, token in enumerate(tokens):
                text += " " if place else ""
                offsets[number, place] = len(text)
                text += token
            text += "\n"
        yield Document(name, text), offsets


def ecb_pairs(data: Path, work: Path, names: tuple[str, ...]) -> Labelled:
    """Candidate pairs of records whose triggers are annotated."""
    documents = list(ecb_documents(data))
    with lzma.open(data / "ecbplus" / "ECB_Train_Event_gold_mentions.json.xz", "rt", encoding="utf-8") as file:
        mentions = json.load(file)
    offsets = {document.id: places for document, places in documents}
    chains = {
        (mention["doc_id"], offsets[mention["doc_id"]][mention["sent_id"], token]): mention["coref_chain"]
        for mention in mentions
        for token in mention["tokens_number"]
        if mention["doc_id"] in offsets and (mention["sent_id"], token) in offsets[mention["doc_id"]]
    }
    items = coded(work / "same_event_ecb.pkl", [document for document, _ in documents])
    chain_of = {}
    for document, records in items:
        for record in records:
            told = [evidence.span.start for evidence in record.evidence if evidence.field == "event"]
            known = [chains[document.id, start] for start in told if (document.id, start) in chains]
            if known:
                chain_of[record.id] = known[0]
    table = table_of(items)
    parts = list(candidate_pairs(table, load_families()))
    left, right = (np.concatenate([part[side] for part in parts]) for side in (0, 1))
    known = np.array([id_ in chain_of for id_ in table.ids])
    left, right = left[known[left] & known[right]], right[known[left] & known[right]]
    labels = np.array([chain_of[table.ids[a]] == chain_of[table.ids[b]] for a, b in zip(left, right, strict=True)], float)
    groups = np.array([hash_of(chain_of[table.ids[row]]) for row in left])
    return Labelled(feature_matrix(Pairs(table, left, right), names), labels, np.ones(len(left)), groups)


def hash_of(text: str) -> int:
    return sum((place + 1) * ord(letter) for place, letter in enumerate(text))


def prior_of(names: Sequence[str]) -> Numbers:
    return np.array([PRIOR.get(name, 0.0) for name in names])


def fit(figures: Numbers, labels: Numbers, counts: Numbers, names: tuple[str, ...]) -> tuple[float, Numbers]:
    """Bias and weights: logistic regression with a ridge, signs kept, by projected Newton steps."""
    design = np.column_stack([figures, np.ones(len(figures))])
    signs = np.array([*(SIGNS.get(name, 0) for name in names), 0])
    ridge = np.diag([RIDGE] * len(names) + [0.0])
    middle = np.array([*prior_of(names), 0.0])
    free, weights = np.ones(len(signs), bool), middle.copy()
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (counts * (labels - chance)) - ridge @ (weights - middle)
        curve = (design * (counts * chance * (1 - chance))[:, None]).T @ design + ridge
        step = np.zeros(len(signs))
        step[free] = np.linalg.solve(curve[np.ix_(free, free)] + 1e-6 * np.eye(free.sum()), slope[free])
        weights = weights + 0.5 * step
        wrong = weights * signs < 0
        weights[wrong] = 0.0
        free = ~(wrong | ((weights == 0) & (slope * signs < 0) & (signs != 0)))
    return float(weights[-1]), weights[:-1]


def calibrated(bias: float, scores: Numbers, labels: Numbers, counts: Numbers) -> float:
    """The bias with which as many pairs are expected to be one event as are, each counted for what it stands for."""
    low, high = -10.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        expected = (counts / (1 + np.exp(-(scores + middle)))).sum()
        low, high = (low, middle) if expected > (counts * labels).sum() else (middle, high)
    return bias + (low + high) / 2


def report(name: str, chance: Numbers, labels: Numbers, counts: Numbers) -> None:
    for least in (0.3, 0.5, 0.7, 0.9):
        said = chance >= least
        right = (counts * labels * said).sum()
        precision, recall = right / max((counts * said).sum(), 1e-9), right / max((counts * labels).sum(), 1e-9)
        print(f"{name} at {least}: precision {precision:.3f} recall {recall:.3f} of {int(labels.sum())} in {len(labels)}")
    logs = -(labels * np.log(chance + 1e-9) + (1 - labels) * np.log(1 - chance + 1e-9))
    print(f"{name}: log loss {(counts * logs).sum() / counts.sum():.3f}")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("data", type=Path)
    options.add_argument("--work", type=Path, default=Path("build/training"))
    options.add_argument("--out", type=Path, default=Path("src/dragoman/resources/dedupe/same_event.yml"))
    chosen = options.parse_args()
    says = yaml.safe_load((HERE / "same_event_features.yml").read_text("utf-8"))
    names = tuple(says)
    own, lost = own_pairs(chosen.data, chosen.work, names)
    ecb = ecb_pairs(chosen.data, chosen.work, names)
    print(
        f"own pairs: {len(own.labels)} ({lost} not found any more); "
        f"ECB+ pairs: {len(ecb.labels)}, {int(ecb.labels.sum())} same"
    )
    balance = np.full(len(ecb.labels), ECB_SHARE * len(own.labels) / max(len(ecb.labels), 1))
    chance = np.zeros(len(own.labels))
    for fold in range(FOLDS):
        out, out_ecb = own.groups % FOLDS == fold, ecb.groups % FOLDS == fold
        chance[out] = fitted(own, ecb, balance, names, ~out, ~out_ecb)(own.figures[out])
    report("own pairs left out, as drawn", chance, own.labels, np.ones(len(chance)))
    report("own pairs left out, as they occur", chance, own.labels, own.counts)
    everything = np.ones(len(own.labels), bool), np.ones(len(ecb.labels), bool)
    bias, weights = parameters(own, ecb, balance, names, *everything)
    report("ECB+ train", 1 / (1 + np.exp(-(ecb.figures @ weights + bias))), ecb.labels, np.ones(len(ecb.labels)))
    write(chosen.out, bias, dict(zip(names, weights, strict=True)), says)


def parameters(
    own: Labelled, ecb: Labelled, balance: Numbers, names: tuple[str, ...], kept: Numbers, kept_ecb: Numbers
) -> tuple[float, Numbers]:
    figures = np.vstack([own.figures[kept], ecb.figures[kept_ecb]])
    labels = np.concatenate([own.labels[kept], ecb.labels[kept_ecb]])
    bias, weights = fit(figures, labels, np.concatenate([np.ones(kept.sum()), balance[kept_ecb]]), names)
    for name, value in BY_HAND.items():
        place = names.index(name)
        weights[place] = math.copysign(max(abs(value), abs(weights[place])), value)
    scores = own.figures[kept] @ weights + bias
    return calibrated(bias, scores, own.labels[kept], np.sqrt(own.counts[kept])), weights


def fitted(own: Labelled, ecb: Labelled, balance: Numbers, names: tuple[str, ...], kept: Numbers, kept_ecb: Numbers):  # noqa: ANN201
    bias, weights = parameters(own, ecb, balance, names, kept, kept_ecb)
    return lambda figures: 1 / (1 + np.exp(-(figures @ weights + bias)))


def write(path: Path, bias: float, weights: dict[str, float], says: dict[str, str]) -> None:
    lines = [
        "# What speaks for two records telling one event, and what each feature counts for: the sum of weights times",
        "# figures is the logarithm of the odds. Features are explained in dedupe/features.py.",
        "# Source: fitted for Dragoman by training/same_event.py on own judged pairs and on ECB+ train. Licence: CC0-1.0.",
        "version: 1",
        f"bias: {bias:.2f}",
        f"least: {LEAST}   # the mean probability from which two groups of records are one event",
        "features:",
        *(
            f"  {name}: {{weight: {weights[name]:.2f}, says: {text}}}"
            for name, text in says.items()
            if abs(weights[name]) >= 0.01
        ),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
