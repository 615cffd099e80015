"""Measures the archive with a million records: inserting, asking, and asking while it is written, beside DuckDB.

    python benchmarks/store.py [--records 1000000] [--folder FOLDER] [--write] [--duckdb]

The records are those of the bundled sample reports, drawn again and again with other parties and days, so that fields, texts
and evidence are real in kind and length. `--write` adds a line to figures.jsonl; the archive stays in FOLDER and is used
again when it is there. DuckDB gets the columns that queries filter by; it is asked the same.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb
import pyarrow as pa

from dragoman.coder import open_coder
from dragoman.intake import Intake, read_inputs
from dragoman.model.actor import ResolvedBy
from dragoman.model.coded import Coded, CoderVersion
from dragoman.model.document import Document
from dragoman.model.query import Query
from dragoman.model.record import Entity, Evidence, Record, TextInfo
from dragoman.model.span import Span
from dragoman.scheme import load_scheme
from dragoman.store import Store, open_store

HERE = Path(__file__).parent
CODER = CoderVersion("benchmark 1")
RECORDS_A_DOCUMENT = 5
DOCUMENTS_A_BATCH = 1000
FIRST_DAY, DAYS = date(2014, 1, 1), 3652
PERSONS = 5000
PUBLICATIONS = [f"Paper {place}" for place in range(60)]
RUNS = 15


@dataclass(frozen=True, slots=True)
class Template:
    """A real record and the sentence that tells it, offsets counted within the sentence."""

    record: Record
    sentence: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Who may take part, and how often."""

    entities: Sequence[Entity]
    weights: Sequence[float]


def templates() -> list[Template]:
    """The records of the samples, each with its first sentence."""
    documents = [
        item
        for item in read_inputs([str(HERE.parent / "samples")], Intake(published=date(2016, 8, 5)))
        if isinstance(item, Document)
    ]
    found = []
    for reading in open_coder().read(documents):
        for record in reading.records or ():
            span = record.text_info.span
            evidence = tuple(
                replace(item, span=Span(item.span.start - span.start, item.span.end - span.start))
                for item in record.evidence
                if span.contains(item.span)
            )
            if evidence:
                found.append(Template(replace(record, evidence=evidence), span.of(reading.document.text)))
    return found


def cast() -> Cast:
    """All states, and thousands of persons; the first are named a hundred times as often as the last, as in the news."""
    codes = list(load_scheme().countries)
    dice = random.Random(1)  # noqa: S311 - data, no secret
    dice.shuffle(codes)
    newsworthy = [1 / (place + 3) for place in range(len(codes))]
    states = [Entity(code, code, "GOV", (), None, code, f"State of {code}", ResolvedBy.KNOWLEDGE_BASE) for code in codes]
    persons = [
        Entity(f"P{place}", dice.choices(codes, newsworthy)[0], "GOV", (), None, f"person-{place}", f"Person {place}",
               ResolvedBy.KNOWLEDGE_BASE)
        for place in range(PERSONS)
    ]  # fmt: skip
    weights = newsworthy + [0.6 / (place + 8) for place in range(PERSONS)]
    return Cast(states + persons, weights)


def documents(count: int, seed: int) -> Iterator[Coded]:
    """Documents with `count` records in all, from the first day to the last, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - data, no secret
    drawn, who = templates(), cast()
    total = count // RECORDS_A_DOCUMENT
    for number in range(total):
        published = FIRST_DAY + timedelta(number * DAYS // total)
        yield document((f"s{seed}-{number}", published), dice, drawn, who)


def document(told: tuple[str, date], dice: random.Random, drawn: Sequence[Template], who: Cast) -> Coded:
    """A document (id and day are told) of some sentences, each of which tells a record."""
    id_, published = told
    chosen = dice.choices(drawn, k=RECORDS_A_DOCUMENT)
    publication = dice.choice(PUBLICATIONS)
    parties = iter(dice.choices(who.entities, who.weights, k=4 * RECORDS_A_DOCUMENT))
    start, spans, records = 0, [], []
    for sequence, template in enumerate(chosen):
        span = Span(start, start + len(template.sentence))
        spans.append(span)
        old = template.record
        evidence = tuple(
            Evidence(item.field, Span(item.span.start + start, item.span.end + start), item.text) for item in old.evidence
        )
        records.append(
            replace(
                old,
                id=f"{dice.getrandbits(64):016x}",
                doc_id=id_,
                actor=tuple(next(parties) for _ in old.actor[:2]),
                recipient=tuple(next(parties) for _ in old.recipient[:2]),
                date=(published - timedelta(abs(round(dice.gauss(0, 3))))).isoformat(),
                evidence=evidence,
                text_info=TextInfo(sequence, span),
                cite_info=replace(old.cite_info, publication=publication, published=published.isoformat()),
            )
        )
        start = span.end + 1
    text = "\n".join(template.sentence for template in chosen)
    return Coded(
        Document(id_, text, source=publication, published=published, language="en"),
        sentences=tuple(spans),
        records=tuple(records),
    )


def fill(store: Store, count: int, seed: int = 7) -> dict[str, float]:
    """Inserts records; gives how many a second, the making of them left out."""
    waiting: list[Coded] = []
    elapsed, worked, slowest, done = 0.0, 0.0, 0.0, 0
    for entry in documents(count, seed):
        waiting.append(entry)
        if len(waiting) == DOCUMENTS_A_BATCH:
            began, before = time.perf_counter(), time.process_time()
            done += store.append(waiting, CODER).records
            took = time.perf_counter() - began
            elapsed, slowest = elapsed + took, max(slowest, took)
            worked += time.process_time() - before
            waiting.clear()
            if done % 100_000 == 0:
                print(
                    f"  {done:,} records, {done / elapsed:,.0f} a second, {done / worked:,.0f} a processor second",
                    file=sys.stderr,
                )
    return {
        "insert_records_per_s": round(done / elapsed),
        "insert_records_per_processor_s": round(done / worked),
        "slowest_batch_s": round(slowest, 2),
    }


def milliseconds(ask: Callable[[int], object], runs: int = RUNS) -> dict[str, float]:
    """Median and worst time of asking, each time for something else, by the clock and of the processor."""
    times, worked = [], []
    for place in range(runs):
        began, before = time.perf_counter(), time.process_time()
        ask(place)
        times.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - before) * 1000)
    return {
        "median_ms": round(statistics.median(times), 1),
        "worst_ms": round(max(times), 1),
        "processor_ms": round(statistics.median(worked), 1),
    }


def questions(store: Store) -> dict[str, dict[str, float]]:
    """What users ask, in times."""
    codes = [entity.identifier_id or "" for entity in cast().entities[:8]]
    words = ["ceasefire", "sanctions", "police arrested", '"foreign minister"', "talks", "attack*", "port", "president"]

    def code(place: int) -> str:
        return codes[place % len(codes)]

    def pair(place: int) -> tuple[str, str]:
        return codes[place % 8], codes[(place + 3) % 8]

    asked: dict[str, Callable[[int], object]] = {
        "actor_timeline_state_page": lambda n: store.records(Query(actor=(code(n),), limit=100)),
        "actor_timeline_person_page": lambda n: store.records(Query(actor=(f"Person {n}",), limit=100)),
        "actor_timeline_state_months": lambda n: store.groups(Query(actor=(code(n),), group=("month",))),
        "actor_timeline_person_months": lambda n: store.groups(Query(actor=(f"Person {n}",), group=("month",))),
        "pair_page": lambda n: store.records(Query(pair=pair(n), limit=100)),
        "pair_by_month": lambda n: store.groups(Query(pair=pair(n), group=("month",))),
        "pair_of_persons_by_month": lambda n: store.groups(Query(pair=(f"Person {n}", f"Person {n + 1}"), group=("month",))),
        "all_pairs_by_month": lambda _: store.groups(Query(group=("pair", "month"))),
        "all_pairs_of_a_year": lambda n: store.groups(
            Query(group=("pair",), from_=str(2014 + n % 10), to=str(2014 + n % 10))
        ),
        "words_page": lambda n: store.records(Query(words=words[n % len(words)], limit=50)),
        "newest_page": lambda _: store.records(Query(limit=200)),
        "type_and_country_page": lambda n: store.records(Query(type=("ASSAULT",), country=(code(n),), limit=200)),
        "mode_page": lambda _: store.records(Query(mode=("visit",), limit=200)),
        "place_box_page": lambda n: store.records(Query(place=(f"{10 + n},20,{14 + n},50",), limit=200)),
        "count_country_of_a_year": lambda n: store.count(Query(country=(code(n),), from_="2016", to="2016")),
        "by_day_of_a_year": lambda _: store.groups(Query(group=("day",), from_="2016", to="2016")),
        "by_type": lambda _: store.groups(Query(group=("type",))),
        "actors_of_a_pair": lambda n: store.actors(Query(pair=pair(n), limit=50)),
        "one_record": lambda _: store.record("none"),
    }
    found = {}
    for name, ask in asked.items():
        ask(RUNS)
        found[name] = milliseconds(ask)
        print(f"  {name}: {found[name]}", file=sys.stderr)
    return found


def read_on(path: str, stop: Event, out: Queue[list[float]]) -> None:
    """Asks for pages until told to stop, and gives the times."""
    times, place = [], 0
    codes = [entity.identifier_id or "" for entity in cast().entities[:8]]
    with open_store(path, read_only=True) as store:
        while not stop.is_set():
            began = time.perf_counter()
            store.records(Query(actor=(codes[place % 8],), limit=50))
            times.append((time.perf_counter() - began) * 1000)
            place += 1
    out.put(times)


def read_beside_writer(path: Path) -> dict[str, float]:
    """The times of a reader in a process of its own while 50,000 records are inserted."""
    context = get_context("spawn")
    stop, out = context.Event(), context.Queue()
    reader = context.Process(target=read_on, args=(str(path), stop, out))
    reader.start()
    with open_store(path) as store:
        rate = fill(store, 50_000, seed=int(time.time()))
    stop.set()
    times = sorted(out.get())
    reader.join()
    return {
        "reads": len(times),
        "median_ms": round(statistics.median(times), 1),
        "p99_ms": round(times[int(len(times) * 0.99)], 1),
        "writer_records_per_s": rate["insert_records_per_s"],
    }


def beside_duckdb(path: Path) -> dict[str, object]:
    """The same questions to DuckDB, over the same columns."""
    file = path.with_suffix(".duckdb")
    file.unlink(missing_ok=True)
    connection = duckdb.connect(str(file))
    connection.execute("SET threads = 2")
    source = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    began = time.perf_counter()
    for table, columns in (
        ("records", "no, date, type, quad, scale, mutual, shown"),
        ("parties", "record, role, position, actor, code, date"),
        ("bodies", "record, body"),
    ):
        copy_table(source, connection, table, columns)
    loaded = time.perf_counter() - began
    codes = [entity.identifier_id or "" for entity in cast().entities[:8]]
    timeline = """SELECT r.no, b.body FROM records r JOIN bodies b ON b.record = r.no WHERE r.no IN
        (SELECT record FROM parties WHERE code = ? AND role = 0) ORDER BY r.date DESC, r.no DESC LIMIT 100"""
    sides = """SELECT DISTINCT r.no, least(a.code, b.code) a, greatest(a.code, b.code) b, r.date, r.scale FROM records r
        JOIN parties a ON a.record = r.no AND a.role = 0 JOIN parties b ON b.record = r.no
        WHERE r.shown = 1 AND (b.role = 1 OR (r.mutual = 1 AND b.role = 0 AND a.position < b.position))
        AND a.code IS NOT NULL AND b.code IS NOT NULL"""
    month = "substr(date, 1, 7)"
    one = f"SELECT {month}, count(*), sum(scale) FROM ({sides}) WHERE a = ? AND b = ? GROUP BY 1"  # noqa: S608 - our own
    all_ = f"SELECT a, b, {month}, count(*), sum(scale) FROM ({sides}) GROUP BY ALL"  # noqa: S608 - our own
    return {
        "load_s": round(loaded, 1),
        "size_mb": round(file.stat().st_size / 1e6),
        "actor_timeline_state_page": milliseconds(lambda n: connection.execute(timeline, [codes[n % 8]]).fetchall()),
        "pair_by_month": milliseconds(
            lambda n: connection.execute(one, sorted((codes[n % 8], codes[(n + 3) % 8]))).fetchall(), 7
        ),
        "all_pairs_by_month": milliseconds(lambda _: connection.execute(all_).fetchall(), 5),
    }


def copy_table(source: sqlite3.Connection, target: duckdb.DuckDBPyConnection, table: str, columns: str) -> None:
    """Copies columns of a table from SQLite to DuckDB by way of Arrow."""
    names = columns.split(", ")
    cursor = source.execute(f"SELECT {columns} FROM {'record_bodies' if table == 'bodies' else table}")  # noqa: S608
    first = True
    while rows := cursor.fetchmany(100_000):
        chunk = pa.table({name: pa.array(values) for name, values in zip(names, zip(*rows, strict=True), strict=True)})
        target.register("chunk", chunk)
        target.execute(f"{'CREATE TABLE ' + table + ' AS' if first else 'INSERT INTO ' + table} SELECT * FROM chunk")  # noqa: S608
        first = False


def machine() -> dict[str, object]:
    """On what it was measured, and how busy that was."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False, cwd=HERE)  # noqa: S607
    return {
        "date": time.strftime("%Y-%m-%d"),
        "commit": commit.stdout.strip(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
    }


def main() -> None:
    """Measures and prints one JSON object."""
    options = argparse.ArgumentParser()
    options.add_argument("--records", type=int, default=1_000_000)
    options.add_argument("--folder", type=Path)
    options.add_argument("--write", action="store_true")
    options.add_argument("--duckdb", action="store_true")
    chosen = options.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="dragoman-store-"))
    path = folder / "archive.sqlite"
    figures: dict[str, object] = {"what": "store", **machine(), "records": chosen.records}
    with open_store(path) as store:
        if store.counts()["records"] < chosen.records:
            figures |= fill(store, chosen.records)
        figures["size_mb"] = round(path.stat().st_size / 1e6)
        figures |= questions(store)
    figures["reader_beside_writer"] = read_beside_writer(path)
    if chosen.duckdb:
        figures["duckdb"] = beside_duckdb(path)
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(figures))
    if chosen.write:
        with (HERE / "figures.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
