"""Trains the learned coder and writes its files: `python training/train.py DATA --out src/dragoman/learned`."""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import calibrate
import measure
import numpy as np
import torch
from bases import find_base, unpack_teacher
from corpora import Corpora, Pair, Tagged, load_corpora
from examples import (
    Prepared,
    Vocabulary,
    build_vocabulary,
    collate_pairs,
    collate_tagged,
    event_batches,
    number,
    prepare,
)
from export import export
from fit import Coder, Settings, fit
from network import Heads, load_encoder
from pairs import annotated_pairs
from synthetic import synthetic_pairs
from teacher import WIDTH, load_teacher
from tokenizers import Tokenizer
from unlabelled import believe, prepare_unlabelled

from dragoman.evaluation.cameo_ner import score

FOLDS = 5
NO_FOLD = -1
# Of the marked pairs of annotated records so many are read in each epoch, and so many of the synthetic ones.
SHARE_OF_ANNOTATED = 0.3
SYNTHETIC = 400
# One of so many shares of the reports without annotations is read in each epoch.
SHARES = 2
WEIGHT_OF_ANNOTATED, WEIGHT_OF_SYNTHETIC = 0.5, 0.4


@dataclass
class Split:
    """What is trained on and what is measured on."""

    train: list[Prepared]
    development: list[Prepared]
    pairs: list[Pair]
    pairs_out: list[Pair]
    extra_pairs: list[Pair]
    tagged: list[Tagged]
    tagged_out: list[Tagged]
    vocabulary: Vocabulary
    tokenizer: Tokenizer
    unlabelled: list[Prepared]


def fold_of(group: str) -> int:
    """The fold of a sentence; near copies share it."""
    return int(hashlib.md5(group.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def split(corpora: Corpora, tokenizer: Tokenizer, fold: int) -> Split:
    prepared = [prepare(document, tokenizer) for document in corpora.annotated]
    train = [item for item in prepared if not item.document.held_out]
    vocabulary = build_vocabulary(train)
    for item in prepared:
        number(item, vocabulary)
    extra = [pair for item in train for pair in annotated_pairs(item.document)]
    for pair in extra:
        pair.weight *= WEIGHT_OF_ANNOTATED
    return Split(
        train,
        [item for item in prepared if item.document.held_out],
        [pair for pair in corpora.pairs if fold_of(pair.group) != fold],
        [pair for pair in corpora.pairs if fold_of(pair.group) == fold],
        extra,
        [item for item in corpora.tagged if fold_of(item.group) != fold],
        [item for item in corpora.tagged if fold_of(item.group) == fold and item.weight == 1],
        vocabulary,
        tokenizer,
        prepare_unlabelled(corpora.unlabelled, tokenizer, vocabulary),
    )


def buckets(items: list, size: int, rng: random.Random) -> list[list]:  # type: ignore[type-arg]
    """Batches of items of like length, in random order."""
    items = rng.sample(items, len(items))
    blocks = [sorted(items[i : i + size * 12], key=lambda item: len(item.words)) for i in range(0, len(items), size * 12)]
    return [block[i : i + size] for block in blocks for i in range(0, len(block), size)]


def plan_of(
    data: Split, seed: int, tasks: set[str]
) -> Callable[[int, random.Random], list[tuple[str, Callable[[], object]]]]:
    """What an epoch reads: every window, every PLV pair and tagged sentence, some of the further pairs."""

    def plan(epoch: int, rng: random.Random) -> list[tuple[str, Callable[[], object]]]:
        steps: list[tuple[str, Callable[[], object]]] = []
        if "events" in tasks:
            steps += [("events", make) for make in event_batches(data.train, data.vocabulary, size=16, limit=192, rng=rng)]
        if "believed" in tasks:
            some_documents = data.unlabelled[epoch % SHARES :: SHARES]
            makers = event_batches(some_documents, data.vocabulary, size=16, limit=192, rng=rng)
            steps += [("believed", make) for make in makers]
        if "pairs" in tasks:
            some = rng.sample(data.extra_pairs, int(len(data.extra_pairs) * SHARE_OF_ANNOTATED))
            made = synthetic_pairs(SYNTHETIC, 1000 * seed + epoch)
            for pair in made:
                pair.weight = WEIGHT_OF_SYNTHETIC
            batches = buckets([*data.pairs, *some, *made], 24, rng)
            steps += [("pairs", lambda batch=batch: collate_pairs(batch, data.tokenizer)) for batch in batches]
        if "spans" in tasks:
            batches = buckets(data.tagged, 24, rng)
            steps += [
                ("spans", lambda batch=batch: collate_tagged(batch, data.tokenizer, data.vocabulary)) for batch in batches
            ]
        rng.shuffle(steps)
        return steps

    return plan


def figures_of(coder: Coder, data: Split, tasks: set[str]) -> dict[str, object]:
    """All figures on what was held out."""
    figures: dict[str, object] = {}
    if "events" in tasks:
        found = measure.read(coder, data.development, data.vocabulary)
        figures["triggers"] = measure.trigger_figures(found, data.development)
        figures["records"] = measure.record_figures(found, data.development)
    if "pairs" in tasks and data.pairs_out:
        gold = [next(iter(pair.types)) for pair in data.pairs_out]
        got = measure.pair_answers(measure.classify(coder, data.pairs_out, data.tokenizer))
        figures["plv_macro_f1"] = round(measure.macro_f1(gold, got), 3)
        figures["plv_accuracy"] = round(float(np.mean([a == b for a, b in zip(gold, got, strict=True)])), 3)
    if "spans" in tasks and data.tagged_out:
        got = measure.find_tags(coder, data.tagged_out, data.tokenizer, data.vocabulary)
        scored = score([item.tags for item in data.tagged_out], got)
        figures["cameo_ner"] = {name: round(value, 3) for name, value in scored.items() if name.endswith("f1")}
    return figures


def resume(coder: Coder, path: Path) -> Coder:
    """The coder with the saved weights of every part that still has the same shape."""
    saved, own = torch.load(path)["model"], coder.state_dict()
    coder.load_state_dict(
        {name: saved[name] for name in own if name in saved and saved[name].shape == own[name].shape}, strict=False
    )
    return coder


def averaged(coders: list[Coder]) -> Coder:
    """One coder with the mean of their weights; they began at the same place."""
    states = [coder.state_dict() for coder in coders]
    coders[0].load_state_dict({name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]})
    return coders[0].eval()


@dataclass(frozen=True)
class Run:
    """A run of the recipe: what it learns, from where, how long, and which fifth of PLV and cameo_ner it may not see."""

    name: str
    tasks: tuple[str, ...]
    seed: int
    epochs: int
    rate: float
    fold: int = NO_FOLD
    begins_with: str | None = None


TEACHER = Run("teacher", ("events",), seed=1, epochs=3, rate=5e-5)
ALL = ("events", "believed", "pairs", "spans")
STUDENTS = tuple(Run(f"student{seed}", ALL, seed, epochs=4, rate=1.5e-4, fold=seed - 1) for seed in (1, 2, 3))
# The pair coder is an encoder of its own: whoever brings pairs does not read whole reports.
PAIRS = Run("pairs", ("pairs",), seed=1, epochs=4, rate=1.2e-4, begins_with="student1")
PAIRS_MEASURED = tuple(
    Run(f"pairs{fold}", ("pairs",), seed=fold + 1, epochs=4, rate=1.2e-4, fold=fold, begins_with=f"student{fold + 1}")
    for fold in (0, 1, 2)
)


@dataclass(frozen=True)
class Bench:
    """What all runs share: corpora, the two bases, where finished runs are kept."""

    corpora: Corpora
    base: Path
    teacher: Path
    folder: Path


def new_coder(bench: Bench, run: Run, data: Split) -> Coder:
    """The network of a run as it begins; students all begin at the same place, so that they may be averaged."""
    torch.manual_seed(1)
    sizes = data.vocabulary.sizes()
    if run is TEACHER:
        return Coder(load_teacher(bench.teacher), Heads(sizes, width=WIDTH))
    return Coder(load_encoder(bench.base / "model.safetensors"), Heads(sizes))


def carry_out(run: Run, bench: Bench) -> tuple[Coder, Split]:
    """The coder of a run, trained now or taken from the folder, with what it was trained and is measured on."""
    data = split(bench.corpora, load_tokenizer(bench.base), run.fold)
    coder = new_coder(bench, run, data)
    path = bench.folder / f"{run.name}.pt"
    if path.exists():
        return resume(coder, path).eval(), data
    if run.begins_with:
        resume(coder, bench.folder / f"{run.begins_with}.pt")
    if "believed" in run.tasks:
        ask_teacher(bench, data)

    def keep(epoch: int, now: Coder) -> None:
        if epoch + 1 == run.epochs:
            torch.save({"model": now.state_dict()}, path)
            print(run.name, json.dumps(figures_of(now, data, set(run.tasks))), flush=True)

    settings = Settings(epochs=run.epochs, seed=run.seed, rate=run.rate)
    return fit(coder, plan_of(data, run.seed, set(run.tasks)), settings, keep), data


def ask_teacher(bench: Bench, data: Split) -> None:
    """Writes into the unlabelled documents what the teacher believes; kept in the folder, for all students ask the same."""
    path = bench.folder / "believed.pkl"
    if not path.exists():
        believe(carry_out(TEACHER, bench)[0], data.unlabelled, data.vocabulary)
        path.write_bytes(pickle.dumps([(each.triggers, each.believed, each.paths) for each in data.unlabelled]))
    beliefs = pickle.loads(path.read_bytes())  # noqa: S301 - written by this very function
    for item, (triggers, believed, paths) in zip(data.unlabelled, beliefs, strict=True):
        item.triggers, item.believed, item.paths = triggers, believed, paths


def load_tokenizer(base: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="where the coder's files go")
    parser.add_argument("--base", type=Path, help="the folder of the MiniLM weights, if not an installed package")
    parser.add_argument("--teacher", type=Path, help="the safetensors of all-mpnet-base-v2, if not installed packages")
    parser.add_argument(
        "--work", type=Path, default=Path("build/training"), help="parses and finished runs; what is there is used"
    )
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", help="carry out this run alone")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    corpora = load_corpora(options.data, options.work / "corpora.pkl")
    bench = Bench(corpora, options.base or find_base(), options.teacher or unpack_teacher(options.work), options.work)
    runs = (TEACHER, *STUDENTS, PAIRS, *PAIRS_MEASURED)
    if options.only:
        carry_out(next(run for run in runs if run.name == options.only), bench)
        return
    done = {run.name: carry_out(run, bench) for run in runs}
    coder, data = averaged([done[run.name][0] for run in STUDENTS]), done["student1"][1]
    print("shipped", json.dumps(figures_of(coder, data, {"events"})))
    pairs_out = [(done[run.name][0], done[run.name][1].pairs_out) for run in PAIRS_MEASURED]
    heat = calibrate.find_temperatures(coder, data) | {"pairs": calibrate.pair_temperature(pairs_out, data.tokenizer)}
    export(coder, done["pairs"][0], data.vocabulary, bench.base / "tokenizer.json", options.out, heat)


if __name__ == "__main__":
    main()
