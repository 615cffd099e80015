"""Temperatures that make probabilities mean what they say, and how far they are from it."""

from __future__ import annotations

from itertools import pairwise
from typing import Protocol

import numpy as np
import torch
from corpora import Pair
from examples import Prepared, Vocabulary, collate_pairs, event_batches
from fit import Coder, pair_logprobs, type_shares
from tokenizers import Tokenizer
from torch.nn import functional as F  # noqa: N812

LEAST = 0.15


class Held(Protocol):
    """What was held out from training."""

    development: list[Prepared]
    pairs_out: list[Pair]
    vocabulary: Vocabulary
    tokenizer: Tokenizer


def temperature(logits: torch.Tensor, gold: torch.Tensor) -> float:
    """The divisor of the logits with the least cross entropy, from .5 to 3."""
    tried = np.exp(np.linspace(np.log(0.5), np.log(3.0), 60))
    losses = [float(F.cross_entropy(logits / float(t), gold)) for t in tried]
    return round(float(tried[int(np.argmin(losses))]), 3)


def reliability(confidence: np.ndarray, right: np.ndarray, bins: int = 10) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error, and for each bin its mean confidence, its share right and its size."""
    table, error = [], 0.0
    edges = np.linspace(0, 1, bins + 1)
    for low, high in pairwise(edges):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            mean, share = float(confidence[inside].mean()), float(right[inside].mean())
            table.append((round(mean, 3), round(share, 3), int(inside.sum())))
            error += inside.sum() * abs(mean - share) / len(confidence)
    return round(float(error), 4), table


@torch.no_grad()
def find_temperatures(coder: Coder, data: Held) -> dict[str, float]:
    """The temperature of each head of events on held-out documents."""
    logits: dict[str, list[torch.Tensor]] = {"types": [], "status": [], "roles": []}
    gold: dict[str, list[torch.Tensor]] = {"types": [], "status": [], "roles": []}
    for make in event_batches(data.development, data.vocabulary, size=16, limit=192, rng=None):
        batch = make()
        words = coder.words(batch)
        triggers = words.index_select(0, batch.trigger_words)
        for name, some, right in (
            ("types", coder.heads.types(words), batch.types.argmax(-1)),
            ("status", coder.heads.status(triggers)[:, :-1], batch.status.argmax(-1)),
            ("roles", coder.heads.roles(words, batch.pairs, type_shares(batch.types, batch.pairs)), batch.roles.argmax(-1)),
        ):
            logits[name].append(some)
            gold[name].append(right)
    found = {name: temperature(torch.cat(logits[name]), torch.cat(gold[name])) for name in logits}
    return found | {"types": type_temperature(torch.cat(logits["types"]), torch.cat(gold["types"]))}


def type_temperature(logits: torch.Tensor, gold: torch.Tensor) -> float:
    """The divisor by which the likeliest types are right as often as they say, over words that may be triggers.

    Least cross entropy would be ruled by the many words that are plainly none.
    """

    def error(heat: float) -> float:
        shares = (logits / heat).softmax(-1)
        likely = shares[:, 0] < 1 - LEAST
        best = shares[likely, 1:].max(-1)
        return reliability(best.values.numpy(), (best.indices + 1 == gold[likely]).numpy())[0]

    return min((round(0.8 + 0.1 * step, 1) for step in range(13)), key=error)


@torch.no_grad()
def pair_temperature(held: list[tuple[Coder, list[Pair]]], tokenizer: Tokenizer) -> float:
    """The temperature of the pair head, from coders and the pairs that each has not seen."""
    logits, gold = [], []
    for coder, pairs in held:
        for start in range(0, len(pairs), 64):
            batch = collate_pairs(pairs[start : start + 64], tokenizer)
            logits.append(coder.heads.pair(coder.states(batch.ids, batch.mask), batch.source, batch.target, batch.origin))
            gold.append(batch.types)
    tried = [round(0.5 * 1.05**step, 3) for step in range(37)]
    wanted, raw = torch.cat(gold), torch.cat(logits)
    return min(tried, key=lambda t: float(-(wanted * pair_logprobs(raw / t)).sum()))
