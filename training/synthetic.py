"""Marked pairs put together from phrases.yml, so that the rarer types and the rules of combination are seen often."""

from __future__ import annotations

import random
import re
from pathlib import Path

import yaml
from corpora import Pair

PHRASES = Path(__file__).parent / "phrases.yml"
DOUBLED = {"kidnap", "ban", "stab", "drop", "confer", "step", "ship", "cut", "put", "let", "shut"}


def inflect(phrase: str, form: str, irregular: dict[str, str]) -> str:
    """A verb phrase in the past tense or as a gerund."""
    verb, _, rest = phrase.partition(" ")
    if form == "past":
        made = irregular.get(verb) or (verb + "d" if verb.endswith("e") else re.sub(r"([^aeiou])y$", r"\1i", verb) + "ed")
    else:
        stem = (
            verb[:-1]
            if verb.endswith("e") and not verb.endswith("ee")
            else verb + (verb[-1] if verb in DOUBLED or verb == "get" else "")
        )
        made = stem + "ing"
    return f"{made} {rest}"


def build(text: str, source: str, target: str, kind: str) -> Pair | None:
    words, spans = [], {}
    for piece in re.split(r"(\{[ST]\})", text):
        inner = {"{S}": source, "{T}": target}.get(piece, piece)
        new = re.findall(r"\w+|[^\w\s]", inner)
        if piece in {"{S}", "{T}"}:
            spans.setdefault(piece, (len(words), len(words) + len(new)))
        words += new
    return Pair([*words, "."], spans.get("{S}"), spans.get("{T}"), {kind: 1.0}, group="synthetic", origin="synthetic")


def synthetic_pairs(count: int, seed: int) -> list[Pair]:
    """`count` marked pairs, as many of each type as of any other."""
    data = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))
    rng = random.Random(seed)  # noqa: S311
    kinds = list(data["acts"])
    frames = [frame for frame in data["frames"] if not frame.get("ambiguous")]
    made = []
    for number in range(count):
        kind = kinds[number % len(kinds)]
        source, target, tail = rng.choice(data["actors"]), rng.choice(data["recipients"]), rng.choice(data["tails"])
        fitting = [frame for frame in frames if frame["gives"] == kind]
        if fitting and rng.random() < 0.5:
            frame = rng.choice(fitting)
            act = rng.choice(data["acts"][rng.choice(frame["types"])])
            text = rng.choice(frame["texts"])
            if frame.get("swap"):
                act = act.replace("{T}", rng.choice(data["recipients"]))
            text = text.replace("{act}", act).replace("{other}", act)
            gerund = inflect(act, "gerund", data["irregular"])
            text = text.replace("{acting}", gerund).replace("{othering}", gerund)
        else:
            act = rng.choice(data["acts"][kind])
            past = inflect(act, "past", data["irregular"])
            text = rng.choice(
                [
                    "{S} " + past,
                    "{S} " + past,
                    "{S} has " + past if act.split()[0] not in data["irregular"] else "{S} " + past,
                    "Officials said {S} " + past,
                    "{S} moved to " + act if kind != "ASSAULT" else "{S} " + past,
                ]
            )
        pair = build(f"{text} {tail}".strip(), source, target, kind)
        if pair:
            made.append(pair)
    return made
