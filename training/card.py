"""Figures of the shipped files themselves on the development documents, and the card that tells them.

`python training/card.py DATA --model src/dragoman/learned [--note NAME=VALUE ...]` reads the int8 files by the code that
users run, and writes CARD.md beside them.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import calibrate
import measure
import numpy as np
from corpora import Annotated, load_corpora
from examples import TYPES, Prepared
from targets import candidates, find_triggers

from dragoman.learned.coder import LearnedCoder, load_coder

TEMPLATE = Path(__file__).parent / "card.md"


def found_by(coder: LearnedCoder, documents: list[Annotated]) -> tuple[list[dict], float]:
    """What the coder finds, in the form that the measures take, and its sentences in a second."""
    parses = [document.parses for document in documents]
    heads = [[candidates(parse) for parse in each] for each in parses]
    began = time.perf_counter()
    readings = coder.read(parses, heads, least=measure.SMALL)
    speed = sum(map(len, parses)) / (time.perf_counter() - began)
    found = []
    for reading in readings:
        found.append({})
        for sentence in reading:
            for trigger in sentence.triggers:
                found[-1][sentence.sentence, trigger.word] = {
                    "types": np.array([trigger.types[name] for name in TYPES]),
                    "status": max(trigger.status, key=trigger.status.__getitem__),
                    "roles": [((r.sentence, r.word), np.array([0, r.actor, r.recipient])) for r in trigger.roles],
                }
    return found, speed


def type_calibration(found: list[dict], prepared: list[Prepared]) -> tuple[float, list[tuple[float, float, int]]]:
    """Calibration error of trigger types, over the words that are more likely a trigger than `measure.SMALL`."""
    confidence, right = [], []
    for one, item in zip(found, prepared, strict=True):
        gold = {trigger.place: trigger.types for trigger in item.triggers}
        for place, each in one.items():
            confidence.append(each["types"].max())
            right.append(TYPES[int(each["types"].argmax())] in gold.get(place, {}))
    return calibrate.reliability(np.array(confidence), np.array(right))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--note", action="append", default=[], help="NAME=VALUE, put into the card's template as it is")
    options = parser.parse_args()
    documents = [document for document in load_corpora(options.data, options.cache).annotated if document.held_out]
    prepared = [Prepared(each, [], find_triggers(each), [], [], [], {}) for each in documents]
    coder = load_coder(options.model)
    found, speed = found_by(coder, documents)
    triggers, records = measure.trigger_figures(found, prepared), measure.record_figures(found, prepared)
    error, table = type_calibration(found, prepared)
    described = json.loads((options.model / "coder.json").read_text(encoding="utf-8"))
    values = {
        "triggers": triggers,
        "records": records,
        "calibration_error": error,
        "reliability": "\n".join(f"| {mean:.2f} | {share:.2f} | {count} |" for mean, share, count in table),
        "speed": round(speed),
        "documents": len(documents),
        "gold": sum(len(each.records) for each in documents),
        **{f"sha_{name.partition('.')[0]}": digest for name, digest in described["sha256"].items()},
        **dict(note.split("=", 1) for note in options.note),
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    (options.model / "CARD.md").write_text(text, encoding="utf-8")
    print(json.dumps({name: value for name, value in values.items() if name != "reliability"}))


if __name__ == "__main__":
    main()
