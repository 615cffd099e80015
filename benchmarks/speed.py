"""How fast Dragoman reads, beside plain spaCy in the same run, and what starting and memory cost.

    python benchmarks/speed.py                      the sample reports, repeated
    python benchmarks/speed.py reports.jsonl        reports of your own, each once
    python benchmarks/speed.py --record             the same, and a line for benchmarks/figures.jsonl

Every batch of reports is read by Dragoman and parsed by spaCy in turn, so that whatever else the machine does slows both.
Seconds are processor seconds of one thread. The ratio to spaCy can be compared between machines, the rest cannot.
Start-up times are by the clock, the best of several.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before any library that reads it

import argparse
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from dragoman import Document, Reading, Settings, open_coder
from dragoman.intake import Intake, read_inputs

if TYPE_CHECKING:
    from spacy.language import Language

    from dragoman import Coder

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples"
FIGURES = HERE / "figures.jsonl"
FALLBACK_DAY = date(2020, 1, 1)
DRAGOMAN = (sys.executable, "-c", "from dragoman.cli.main import main; main()")
COPIES = 12
BATCH = 32


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run measured; times in seconds, memory in megabytes, the ratio is Dragoman's time over spaCy's."""

    when: str
    machine: str
    python: str
    input: str
    documents: int
    sentences: int
    records: int
    sentences_per_s: float
    spacy_sentences_per_s: float
    times_spacy: float
    open_s: float
    help_s: float
    first_record_s: float
    memory_mb: float
    share_of_stage: dict[str, float]


def documents_of(source: Path, copies: int) -> list[Document]:
    """The documents of a file or folder, `copies` of each under ids of their own."""
    read = read_inputs([str(source)], Intake(published=FALLBACK_DAY))
    documents = [item for item in read if isinstance(item, Document)]
    if not documents:
        raise SystemExit(f"{source}: no document in it could be read; give JSON Lines with text, or a folder")
    repeated = islice(cycle(documents), len(documents) * copies)
    return [replace(document, id=f"{document.id}-{number}") for number, document in enumerate(repeated)]


def batches(documents: Sequence[Document]) -> list[Sequence[Document]]:
    """The documents in the batches in which the command line reads them."""
    return [documents[start : start + BATCH] for start in range(0, len(documents), BATCH)]


def cpu_seconds(run: Callable[[], object]) -> float:
    """Processor seconds that `run` takes."""
    start = time.process_time()
    run()
    return time.process_time() - start


def parse_all(parser: Language, documents: Sequence[Document]) -> None:
    """Runs plain spaCy, all of its model's components, over the same texts."""
    for _ in parser.pipe(document.text for document in documents):
        pass


def time_both(coder: Coder, parser: Language, documents: Sequence[Document]) -> tuple[float, float]:
    """Processor seconds that Dragoman and spaCy take, batch by batch in turn."""
    ours, plain = 0.0, 0.0
    for batch in batches(documents):
        ours += cpu_seconds(partial(coder.read, batch))
        plain += cpu_seconds(partial(parse_all, parser, batch))
    return ours, plain


def time_stages(coder: Coder, documents: Sequence[Document]) -> dict[str, float]:
    """The share of the time that each stage takes."""
    spent = dict.fromkeys((stage.name for stage in coder.pipeline.stages), 0.0)
    for batch in batches(documents):
        readings = [Reading(document) for document in batch]
        for stage in coder.pipeline.stages:
            start = time.process_time()
            readings = stage.run(readings)
            spent[stage.name] += time.process_time() - start
    total = sum(spent.values())
    return {name: round(seconds / total, 4) for name, seconds in spent.items()}


def time_command(arguments: Sequence[str], *, rounds: int) -> float:
    """Seconds by the clock until `dragoman` with `arguments` prints its first line; the best of `rounds`."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        with subprocess.Popen([*DRAGOMAN, *arguments], stdout=subprocess.PIPE) as process:  # noqa: S603 - our own command
            if process.stdout is None or not process.stdout.readline():
                raise SystemExit(f"dragoman {' '.join(arguments)} printed nothing")
            best = min(best, time.perf_counter() - start)
            process.stdout.read()
    return best


def memory_mb(source: Path) -> float:
    """The largest resident memory of `dragoman code` over the whole input."""
    command = [*DRAGOMAN, "code", str(source), "--date", FALLBACK_DAY.isoformat(), "--format", "jsonl"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - our own command
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / (1_000_000 if sys.platform == "darwin" else 1_000)


def processor() -> str:
    """The processor's name where the system tells it, with the number of cores."""
    listing = Path("/proc/cpuinfo")
    lines = listing.read_text(encoding="utf-8").splitlines() if listing.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores"


def measure(source: Path, copies: int) -> Figures:
    """All figures for one input."""
    start = time.process_time()
    coder = open_coder()
    open_s = time.process_time() - start
    documents = documents_of(source, copies)
    parser = spacy.load(Settings().parser)
    time_both(coder, parser, documents_of(SAMPLES, 1))
    ours, plain = time_both(coder, parser, documents)
    readings = [reading for batch in batches(documents) for reading in coder.read(batch)]
    sentences = sum(len(reading.sentences or ()) for reading in readings)
    first = ["code", str(SAMPLES / "lake-chad.txt"), "--date", FALLBACK_DAY.isoformat(), "--format", "jsonl"]
    return Figures(
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        machine=f"{platform.system()} {platform.machine()}, {processor()}",
        python=platform.python_version(),
        input=source.name if copies == 1 else f"{source.name}, {copies} times",
        documents=len(documents),
        sentences=sentences,
        records=sum(len(reading.records or ()) for reading in readings),
        sentences_per_s=round(sentences / ours, 1),
        spacy_sentences_per_s=round(sentences / plain, 1),
        times_spacy=round(ours / plain, 2),
        open_s=round(open_s, 2),
        help_s=round(time_command(["--help"], rounds=5), 3),
        first_record_s=round(time_command(first, rounds=3), 2),
        memory_mb=round(memory_mb(source)),
        share_of_stage=time_stages(coder, documents),
    )


def print_table(figures: Figures) -> None:
    """The figures for people."""
    rows = [
        ("machine", figures.machine),
        (
            "input",
            f"{figures.input}: {figures.documents} documents, {figures.sentences} sentences, {figures.records} records",
        ),
        ("text to record, sentences a second", f"{figures.sentences_per_s:.0f}"),
        ("spaCy alone, sentences a second", f"{figures.spacy_sentences_per_s:.0f}"),
        ("time, as a multiple of spaCy's", f"{figures.times_spacy:.2f}"),
        ("opening the coder", f"{figures.open_s:.2f} s"),
        ("dragoman --help", f"{figures.help_s:.2f} s"),
        ("first record of a short report, from a cold start", f"{figures.first_record_s:.2f} s"),
        ("largest resident memory", f"{figures.memory_mb:.0f} MB"),
        *((f"share of {name}", f"{share:.1%}") for name, share in figures.share_of_stage.items()),
    ]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


def main() -> None:
    """Measures, prints, and records when asked."""
    parser = argparse.ArgumentParser(description="Measures speed, start-up and memory.")
    parser.add_argument("source", nargs="?", type=Path, help="JSON Lines or a folder; the sample reports when left out")
    parser.add_argument("--record", action="store_true", help="append the figures to benchmarks/figures.jsonl")
    options = parser.parse_args()
    figures = measure(options.source or SAMPLES, 1 if options.source else COPIES)
    print_table(figures)
    if options.record:
        with FIGURES.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(figures)) + "\n")


if __name__ == "__main__":
    main()
