"""Figures on held-out examples: triggers, records with actors, status, marked pairs, tagged spans."""

from __future__ import annotations

import numpy as np
import torch
from examples import (
    STATUSES,
    TYPES,
    Prepared,
    Vocabulary,
    all_paths,
    collate_pairs,
    collate_tagged,
    event_batches,
    pair_features,
)
from fit import Coder, pair_logprobs, side_scores, type_shares
from targets import content, locate, phrase

from dragoman.learned.stretches import find_side

MUTUAL = {"CONSULT", "AGREE", "COOPERATE", "ASSAULT", "SUPPORT"}
SMALL = 0.15


@torch.no_grad()
def read(coder: Coder, prepared: list[Prepared], vocabulary: Vocabulary) -> list[dict]:
    """For each document its likely triggers: place, type probabilities, status, roles of candidates."""
    found: list[dict] = [{} for _ in prepared]
    for make in event_batches(prepared, vocabulary, size=24, limit=192, rng=None):
        batch = make()
        heads = coder.heads
        words = coder.words(batch)
        shares = heads.types(words).softmax(-1)
        types = shares.numpy()
        status = heads.status(words).numpy()
        asked: list[tuple[dict, tuple[int, int]]] = []
        rows: list[tuple[int, ...]] = []
        for row, window, first in batch.where:
            at = first
            item = prepared[row]
            places = {}
            for offset, length in enumerate(window.lengths):
                for word in range(length):
                    places[(window.first + offset, word)] = at + word
                at += length
            options = [(s, i) for s in {p[0] for p in places} for i in item.options[s] if (s, i) in places]
            for place, number in places.items():
                if 1 - types[number, 0] < SMALL:
                    continue
                item.paths |= all_paths(item.document.parses[place[0]], place[1], item.options[place[0]])
                told = {
                    "types": types[number, 1:],
                    "status": STATUSES[int(status[number, :5].argmax())],
                    "roles": [],
                }
                found[row][place] = told
                for option in options:
                    if option != place:
                        asked.append((told, option))
                        rows.append((number, places[option], *pair_features(item, vocabulary, place, option)))
        for (told, option), one in zip(asked, role_shares(coder, words, shares, rows), strict=True):
            told["roles"].append((option, one))
    return found


def role_shares(coder: Coder, words: torch.Tensor, types: torch.Tensor, rows: list) -> np.ndarray:  # type: ignore[type-arg]
    """The shares of none, actor and recipient of each row of trigger, candidate and features."""
    if not rows:
        return np.zeros((0, 3))
    pairs = torch.tensor(rows)
    return coder.heads.roles(words, pairs, type_shares(types, pairs)).softmax(-1).numpy()


def trigger_figures(found: list[dict], prepared: list[Prepared]) -> dict[str, float]:
    """F1 of trigger words with their type, at the best threshold."""
    gold = [(row, t.place, name) for row, item in enumerate(prepared) for t in item.triggers for name in t.types]
    wanted = set(gold)
    scored = sorted(
        (
            (d["types"].max(), (row, place, TYPES[int(d["types"].argmax())]))
            for row, one in enumerate(found)
            for place, d in one.items()
        ),
        key=lambda x: -x[0],
    )
    best, hits = (0.0, 0.0, 0.0, 0.0), 0
    for n, (p, key) in enumerate(scored, 1):
        hits += key in wanted
        f = 2 * hits / (n + len(wanted))
        best = max(best, (f, float(p), hits / n, hits / len(wanted)))
    agree = [
        (d["status"], t.status)
        for row, item in enumerate(prepared)
        for t in item.triggers
        for d in [found[row].get(t.place)]
        if d
    ]
    return {
        "trigger_f1": round(best[0], 3),
        "at": round(best[1], 2),
        "p": round(best[2], 3),
        "r": round(best[3], 3),
        "status": round(sum(a == b for a, b in agree) / max(1, len(agree)), 3),
    }


def choose(roles: list, which: int, cut: float) -> list:  # type: ignore[type-arg]
    """The candidates of a role: the best one over `cut`, and others nearly as good."""
    ranked = sorted(((p[which], place) for place, p in roles), reverse=True)
    if not ranked or ranked[0][0] < cut:
        return []
    return [place for p, place in ranked if p >= max(0.5, ranked[0][0] * 0.6) or place == ranked[0][1]]


def to_records(one: dict, item: Prepared, cuts: tuple[float, float, float]) -> list[dict]:
    records: dict[tuple, dict] = {}
    for place, d in sorted(one.items()):
        kind = int(d["types"].argmax())
        if d["types"][kind] < cuts[0]:
            continue
        actor = choose(d["roles"], 1, cuts[1])
        recipient = [x for x in choose(d["roles"], 2, cuts[2]) if x not in actor]
        if not actor:
            continue
        naming = lambda side: frozenset().union(*(phrase(item.document.parses[s], i) for s, i in side))  # noqa: E731
        key = (place[0], TYPES[kind], actor[0])
        made = records.setdefault(
            key,
            {"event": TYPES[kind], "told": set(), "actor": set(actor), "recipient": set(recipient), "status": d["status"]},
        )
        made["told"].add(place[0])
        made["actor_words"], made["recipient_words"] = naming(made["actor"]), naming(made["recipient"])
    return list(records.values())


def gold_records(item: Prepared) -> list[dict]:
    out = []
    for record in item.document.records:
        told = {spot[0].sentence for span in [record["trigger"], *record["also"]] if (spot := locate(item.document, span))}
        sides = {}
        for side in ("actor", "recipient"):
            sides[side] = {
                (spot[0].sentence, i) for e in record[side] if (spot := locate(item.document, e)) for i in spot[1]
            }
            sides[side + "_words"] = frozenset().union(*(content(e["text"]) for e in record[side]))
        out.append(
            dict(
                event=record["event"],
                told=told,
                status=record["status"],
                core=record["certain"] and bool(record["actor"]),
                **sides,
            )
        )
    return out


def share(gold: dict, got: dict, side: str, other: str) -> bool:
    if not gold[side] or not got[other]:
        return not gold[side] and not got[other]
    return bool(gold[side] & got[other]) or bool(gold[side + "_words"] & got[other + "_words"])


def fits(gold: dict, got: dict, *, full: bool) -> bool:
    if gold["event"] != got["event"] or not gold["told"] & got["told"]:
        return False
    if share(gold, got, "actor", "actor") and (not full or share(gold, got, "recipient", "recipient")):
        return True
    return (
        gold["event"] in MUTUAL
        and share(gold, got, "actor", "recipient")
        and (not full or share(gold, got, "recipient", "actor"))
    )


def record_figures(found: list[dict], prepared: list[Prepared]) -> dict[str, float]:
    """F1 of type and actor, and with recipient, in the manner of the held-out scorer but with one annotator."""
    gold = [gold_records(item) for item in prepared]
    best: dict[str, float] = {}
    for cut in (0.3, 0.4, 0.5):
        for second in (0.3, 0.5):
            for third in (0.3, 0.5):
                got = [to_records(one, item, (cut, second, third)) for one, item in zip(found, prepared, strict=True)]
                out = {"cuts": (cut, second, third)}
                for name, full in (("type+actor", False), ("full", True)):
                    recalled = [
                        any(fits(g, r, full=full) for r in rs)
                        for gs, rs in zip(gold, got, strict=True)
                        for g in gs
                        if g["core"]
                    ]
                    right = [any(fits(g, r, full=full) for g in gs) for gs, rs in zip(gold, got, strict=True) for r in rs]
                    rec, pre = float(np.mean(recalled)), float(np.mean(right)) if right else 0.0
                    out[name] = round(2 * rec * pre / max(1e-9, rec + pre), 3)
                    out[name + " p/r"] = (round(pre, 3), round(rec, 3))
                if out["type+actor"] + out["full"] > best.get("type+actor", 0) + best.get("full", 0):
                    best = out
    return best


@torch.no_grad()
def classify(coder: Coder, pairs: list, tokenizer) -> np.ndarray:  # noqa: ANN001, type: ignore[type-arg]
    out = []
    for i in range(0, len(pairs), 64):
        batch = collate_pairs(pairs[i : i + 64], tokenizer)
        out.append(
            pair_logprobs(coder.heads.pair(coder.states(batch.ids, batch.mask), batch.source, batch.target, batch.origin))
            .exp()
            .numpy()
        )
    return np.concatenate(out)


NAMES = [*TYPES, "YIELD"]
FIFTEEN = [i for i, name in enumerate(NAMES) if name not in {"CONCEDE", "RETREAT"}]


def macro_f1(gold: list[str], got: list[str]) -> float:
    scores = []
    for name in sorted(set(gold)):
        tp = sum(g == p == name for g, p in zip(gold, got, strict=True))
        scores.append(2 * tp / (gold.count(name) + got.count(name)))
    return float(np.mean(scores))


def pair_answers(probabilities: np.ndarray) -> list[str]:
    return [NAMES[FIFTEEN[int(row[FIFTEEN].argmax())]] for row in probabilities]


@torch.no_grad()
def find_tags(coder: Coder, items: list, tokenizer, vocabulary: Vocabulary) -> list[list[str]]:  # noqa: ANN001, type: ignore[type-arg]
    """The tags of the likeliest source and target of each sentence."""
    found = []
    for i in range(0, len(items), 64):
        some = items[i : i + 64]
        for item, scores in zip(some, side_scores(coder, collate_tagged(some, tokenizer, vocabulary)), strict=True):
            source = find_side(scores[0].numpy(), scores[1].numpy())
            target = find_side(scores[2].numpy(), scores[3].numpy(), source)
            tags = ["O"] * len(item.words)
            for side, letter in ((source, "S"), (target, "T")):
                for word in range(side.start, side.end) if side else ():
                    tags[word] = ("B-" if word == side.start else "I-") + letter
            found.append(tags)
    return found
