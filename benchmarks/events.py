"""Measures deriving events: all of an archive, and one day's 5,000 new records, with the memory that it takes.

    python benchmarks/events.py [--records 100000] [--folder FOLDER] [--write]

The records are those of benchmarks/store.py; every third document is told again by other papers, a day later, so that
there are events of several records. `--write` adds a line to figures.jsonl. Each step runs in a process of its own:
memory is that of deriving alone.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from store import (
    CODER,
    DAYS,
    DOCUMENTS_A_BATCH,
    FIRST_DAY,
    HERE,
    PUBLICATIONS,
    RECORDS_A_DOCUMENT,
    documents,
    machine,
)

from dragoman.app.events import derive_events
from dragoman.model.coded import Coded
from dragoman.store import Store, open_store

NEW = 5000
AGAIN, PAPERS = 3, 3


def told_again(count: int, seed: int) -> Iterator[Coded]:
    """Documents with `count` records in all, every third of them in several papers."""
    dice = random.Random(f"again {seed}")  # noqa: S311 - the same for the same seed
    made = 0
    for number, coded in enumerate(documents(count, seed)):
        papers = 1 + (dice.randrange(PAPERS) + 1 if number % AGAIN == 0 else 0)
        for copy in range(papers):
            if made >= count:
                return
            made += RECORDS_A_DOCUMENT
            yield coded if copy == 0 else retold(coded, copy, dice)


def retold(coded: Coded, copy: int, dice: random.Random) -> Coded:
    """The same document as another paper has it, the day after."""
    document = coded.document
    id_, paper = f"{document.id}-{copy}", dice.choice(PUBLICATIONS)
    published = document.published + timedelta(dice.randrange(2)) if document.published else None
    records = tuple(
        replace(
            record,
            id=f"{dice.getrandbits(64):016x}",
            doc_id=id_,
            cite_info=replace(record.cite_info, publication=paper, published=published.isoformat() if published else None),
        )
        for record in coded.records
    )
    return replace(coded, document=replace(document, id=id_, source=paper, published=published), records=records)


def fill(store: Store, count: int, seed: int, day: date | None = None) -> None:
    """Inserts records, all of one day where it is named."""
    waiting: list[Coded] = []
    for coded in told_again(count, seed):
        waiting.append(coded if day is None else moved(coded, day))
        if len(waiting) == DOCUMENTS_A_BATCH:
            store.append(waiting, CODER)
            waiting.clear()
    if waiting:
        store.append(waiting, CODER)


def moved(coded: Coded, day: date) -> Coded:
    """The same document on another day, its records as many days before as they were."""
    shift = day - (coded.document.published or day)
    records = tuple(
        replace(
            record,
            date=(date.fromisoformat(record.date) + shift).isoformat() if record.date else None,
            cite_info=replace(record.cite_info, published=day.isoformat()),
        )
        for record in coded.records
    )
    return replace(coded, document=replace(coded.document, published=day), records=records)


def measured(path: Path, *, anew: bool) -> dict[str, object]:
    """What one derivation takes, in this process."""
    with open_store(path) as store:
        began, worked = time.perf_counter(), time.process_time()
        derived = derive_events(store, anew=anew)
        return {
            "s": round(time.perf_counter() - began, 1),
            "cpu_s": round(time.process_time() - worked, 1),
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "events": derived.events,
            "told_more_than_once": derived.joined,
            "links": derived.links,
        }


def step(name: str, path: Path, records: int) -> None:
    """One step, whose figures are printed."""
    if name in ("fill", "more"):
        with open_store(path) as store:
            if name == "more":
                fill(store, NEW, int(time.time()), FIRST_DAY + timedelta(DAYS - 30))
            elif store.counts()["records"] < records:
                fill(store, records, 1)
        print("{}")
    else:
        print(json.dumps(measured(path, anew=name == "derive")))


def main() -> None:
    """Measures each step in a process of its own and prints one JSON object."""
    options = argparse.ArgumentParser()
    options.add_argument("--records", type=int, default=100_000)
    options.add_argument("--folder", type=Path)
    options.add_argument("--write", action="store_true")
    options.add_argument("--step", choices=["fill", "derive", "more", "new"], help=argparse.SUPPRESS)
    chosen = options.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="dragoman-events-"))
    if chosen.step:
        step(chosen.step, folder / "events.sqlite", chosen.records)
        return
    figures: dict[str, object] = {"what": "events", **machine(), "records": chosen.records}
    for name in ("fill", "derive", "more", "new"):
        command = [sys.executable, __file__, "--records", str(chosen.records), "--folder", str(folder), "--step", name]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - ourselves
        figures |= {f"{name}_{key}": value for key, value in json.loads(done.stdout).items()}
        print(f"  {name} done", file=sys.stderr)
    print(json.dumps(figures))
    if chosen.write:
        with (HERE / "figures.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
