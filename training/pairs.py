"""Marked pairs from annotated records: the sentence of a trigger with the record's actor and recipient marked."""

from __future__ import annotations

from corpora import Annotated, Pair
from targets import UNSURE, locate

from dragoman.model.syntax import Parse


def extent(_: Parse, inside: list[int]) -> tuple[int, int]:
    return inside[0], inside[-1] + 1


def annotated_pairs(document: Annotated) -> list[Pair]:
    """One pair for each record whose actor stands in the sentence of a trigger; the recipient marked if it does too."""
    found = []
    for record in document.records:
        for span in [record["trigger"], *record["also"]]:
            spot = locate(document, span)
            if spot is None:
                continue
            parse = spot[0]
            sides = []
            for side in ("actor", "recipient"):
                here = [extent(*place) for e in record[side] if (place := locate(document, e)) and place[0] is parse]
                sides.append(here[0] if here else None)
            if sides[0] is None and len(record["actor"]) > 0:
                continue
            if record["event"] in {"CONSULT", "AGREE", "COOPERATE"} and sides[1] is None and len(record["actor"]) > 1:
                here = [extent(*place) for e in record["actor"] if (place := locate(document, e)) and place[0] is parse]
                sides[1] = here[1] if len(here) > 1 else None
            source, target = sides
            if target and source and target[0] < source[1] and source[0] < target[1]:
                continue
            if source is None and target is None:
                continue
            weight = 1.0 if record["certain"] else UNSURE
            found.append(
                Pair(
                    [t.text for t in parse.tokens], source, target, {record["event"]: 1.0}, weight, document.id, "annotated"
                )
            )
            break
    return merged(found)


def merged(pairs: list[Pair]) -> list[Pair]:
    """Pairs with the same marks as one, its types in proportion to their weights."""
    by_marks: dict[tuple, Pair] = {}
    for pair in pairs:
        key = (tuple(pair.words), pair.source, pair.target)
        if key not in by_marks:
            by_marks[key] = pair
        else:
            kept = by_marks[key]
            for name in pair.types:
                kept.types[name] = kept.types.get(name, 0.0) + pair.weight
    for pair in by_marks.values():
        total = sum(pair.types.values())
        pair.types = {name: share / total for name, share in pair.types.items()}
    return list(by_marks.values())
