"""One training run: tasks in turn through one encoder, weights averaged as they go."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import torch
from examples import TYPES, Events, Marked, Spans
from network import Encoder, Heads
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

YIELD = [TYPES.index("CONCEDE"), TYPES.index("RETREAT")]


@dataclass
class Settings:
    """What a run is told; `average` is the share of the running average that each step keeps."""

    epochs: int = 6
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    seed: int = 1
    average: float = 0.995
    smoothing: float = 0.05
    loss: dict[str, float] = field(
        default_factory=lambda: {
            "events": 1.0,
            "believed": 1.0,
            "types": 1.0,
            "roles": 1.0,
            "status": 0.5,
            "modes": 0.3,
            "pairs": 1.0,
            "spans": 0.5,
        }
    )


class Coder(nn.Module):
    """The encoder with its heads."""

    def __init__(self, encoder: Encoder, heads: Heads) -> None:
        super().__init__()
        self.encoder, self.heads = encoder, heads

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The encoder's states, computed in bfloat16."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return self.encoder(ids, mask).float()

    def words(self, batch: Events) -> Tensor:
        """Word states of a batch of windows."""
        return self.heads.words(
            self.states(batch.ids, batch.mask), batch.piece_index, batch.word_of_piece, batch.count, batch.tags, batch.deps
        )


def event_loss(coder: Coder, batch: Events, loss: dict[str, float]) -> Tensor:
    heads = coder.heads
    words = coder.words(batch)
    logits = heads.types(words)
    each = -(batch.types * F.log_softmax(logits, -1)).sum(-1) * batch.type_weight
    total = loss["types"] * each.sum() / max(1.0, batch.count * 0.05)
    if len(batch.trigger_words):
        triggers = words.index_select(0, batch.trigger_words)
        share = batch.trigger_weight / batch.trigger_weight.sum()
        status = heads.status(triggers)
        total = total + loss["status"] * (
            (F.cross_entropy(status[:, :-1], batch.status, reduction="none") * share).sum()
            + 0.5 * (F.binary_cross_entropy_with_logits(status[:, -1], batch.historical, reduction="none") * share).sum()
        )
        voiced = F.binary_cross_entropy_with_logits(heads.voiced(triggers), batch.voiced, reduction="none")
        total = total + 0.5 * loss["status"] * (voiced * batch.annotated * share).sum()
        modes = F.binary_cross_entropy_with_logits(heads.modes(triggers), batch.modes, reduction="none")
        total = total + loss["modes"] * (modes * batch.mode_mask).sum(-1).mul(share).sum()
    if len(batch.pairs):
        logits = heads.roles(words, batch.pairs, type_shares(batch.types, batch.pairs))
        roles = F.cross_entropy(logits, batch.roles, reduction="none") * batch.role_weight
        total = total + loss["roles"] * roles.sum() / batch.trigger_weight.sum().clamp(min=1) / 2
    return total


def type_shares(types: Tensor, pairs: Tensor) -> Tensor:
    """For each pair the shares of the types of its trigger, "no event" left out; `types` are shares of each word."""
    some = types.index_select(0, pairs[:, 0])[:, 1:]
    return some / some.sum(-1, keepdim=True).clamp(min=1e-6)


def pair_logprobs(logits: Tensor) -> Tensor:
    """Log probabilities of the 16 types and, last, of YIELD."""
    log = F.log_softmax(logits, -1)
    return torch.cat([log, log[:, YIELD].logsumexp(-1, keepdim=True)], -1)


def pair_loss(coder: Coder, batch: Marked, settings: Settings) -> Tensor:
    logits = coder.heads.pair(coder.states(batch.ids, batch.mask), batch.source, batch.target, batch.origin)
    log = pair_logprobs(logits)
    each = -(batch.types * log).sum(-1) * (1 - settings.smoothing) - settings.smoothing * log[:, :-1].mean(-1)
    return (each * batch.weight).sum() / batch.weight.sum()


def side_scores(coder: Coder, batch: Spans, may_be_none: list[bool] | None = None) -> list[list[Tensor]]:
    """For each sentence the log probabilities of the source's begin and end and the target's; at 0 of none.

    Where a sentence may not be without (`may_be_none`), nothing is learned of whether it is.
    """
    states = coder.states(batch.ids, batch.mask)
    words = coder.heads.words(states, batch.piece_index, batch.word_of_piece, batch.count, batch.tags, batch.deps)
    logits, none = coder.heads.spans(words), coder.heads.no_spans(states)
    found, at = [], 0
    for row, length in enumerate(batch.lengths):
        inside = logits[at : at + length]
        bar = 0.0 if may_be_none is None or may_be_none[row] else -1e4
        found.append([torch.cat([none[row, k // 2, None] + bar, inside[:, k]]).log_softmax(0) for k in range(4)])
        at += length
    return found


def span_loss(coder: Coder, batch: Spans) -> Tensor:
    """Cross entropy of where sides begin and end; any of several right answers will do."""
    total = torch.zeros(())
    predicted = side_scores(coder, batch, batch.may_be_none)
    for scores, gold, weight, free in zip(predicted, batch.gold, batch.weight, batch.may_be_none, strict=True):
        for side, kind in enumerate("ST"):
            if not gold[kind] and not free:
                continue
            begins, ends = scores[2 * side : 2 * side + 2]
            first = [1 + start for start, _ in gold[kind]] or [0]
            last = [end for _, end in gold[kind]] or [0]
            total = total - weight * (begins[first].logsumexp(0) + ends[last].logsumexp(0))
    return total / sum(batch.weight)


def fit(
    coder: Coder,
    plan: Callable[[int, random.Random], list[tuple[str, Callable[[], object]]]],
    settings: Settings,
    report: Callable[[int, Coder], None] | None = None,
) -> Coder:
    """The coder trained on the batches that `plan` gives for each epoch; the running average of its weights."""
    torch.manual_seed(settings.seed)
    np.random.seed(settings.seed)  # noqa: NPY002
    random.seed(settings.seed)
    rng = random.Random(settings.seed)  # noqa: S311
    coder.encoder.word.weight.requires_grad_(False)
    groups = [
        {"params": [p for p in coder.encoder.parameters() if p.requires_grad], "lr": settings.rate},
        {"params": list(coder.heads.parameters()), "lr": settings.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = len(plan(0, random.Random(0))) * settings.epochs  # noqa: S311
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, (s + 1) / (0.08 * steps)) * max(0.02, 1 - s / steps)
    )
    average = copy.deepcopy(coder)
    at, began = 0, time.time()
    for epoch in range(settings.epochs):
        coder.train()
        totals: dict[str, list[float]] = {}
        for task, make in plan(epoch, rng):
            batch = make()
            if task in {"events", "believed"}:
                loss = settings.loss[task] * event_loss(coder, batch, settings.loss)
            elif task == "pairs":
                loss = settings.loss["pairs"] * pair_loss(coder, batch, settings)
            else:
                loss = settings.loss["spans"] * span_loss(coder, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(coder.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            at += 1
            decay = min(settings.average, at / (at + 20))
            with torch.no_grad():
                for slow, fast in zip(average.parameters(), coder.parameters(), strict=True):
                    if fast.requires_grad:
                        slow.lerp_(fast, 1 - decay)
            totals.setdefault(task, []).append(loss.item())
        said = ", ".join(f"{task} {sum(v) / len(v):.3f}" for task, v in totals.items())
        print(f"epoch {epoch + 1}: {said} ({time.time() - began:.0f} s)", flush=True)
        if report:
            report(epoch, average.eval())
    return average.eval()
