"""Picks groups of reports of one day, and prints their records for readers who say which tell the same event.

    python training/same_day_groups.py DATA [--records 500] [--seed 1] > groups.txt

DATA/news/international.jsonl.xz has a report on each line. A group is of reports by several outlets, a day apart at
most, that are alike by their rare words. Each record is printed with a number, what was coded, and its sentence, so that
readers need nothing else; the first line of a record (document, offsets of the trigger, type) is what answers refer to.
Reports of which pairs were judged for training are left out.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from dragoman.coder import open_coder
from dragoman.evaluation.topics import find_topics
from dragoman.model.document import Document
from dragoman.model.record import Entity, Record

HERE = Path(__file__).parent
LONGEST = 6000
ALIKE = 0.12
FEWEST_REPORTS, MOST_REPORTS = 3, 8


def load_reports(data: Path, left_out: set[str]) -> list[Document]:
    found = []
    with lzma.open(data / "news" / "international.jsonl.xz", "rt", encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            if item.get("published") and item["id"] not in left_out:
                text = f"{item['title']}\n{item['text'][:LONGEST]}"
                day = date.fromisoformat(item["published"][:10])
                found.append(Document(item["id"], text, item["title"], item["url"], item["source"], day, "en"))
    return found


def judged_already() -> set[str]:
    lines = (HERE / "annotations" / "same_event.jsonl").read_text("utf-8").splitlines()
    return {item[side]["doc"] for item in map(json.loads, lines) for side in ("one", "other")}


def groups_of(reports: Sequence[Document]) -> list[list[Document]]:
    """Groups of reports by several outlets, each report in one group at most."""
    by_day = defaultdict(list)
    for report in reports:
        by_day[report.published].append(report)
    taken: set[str] = set()
    found = []
    for day in sorted(by_day):
        near = [report for report in (*by_day[day], *by_day.get(day + timedelta(1), ())) if report.id not in taken]
        topics = find_topics({report.id: report.text for report in near}, least=ALIKE)
        together = defaultdict(list)
        for report in near:
            together[topics.of[report.id]].append(report)
        for group in together.values():
            if len(group) >= FEWEST_REPORTS and len({report.source for report in group}) > 1:
                found.append(group[:MOST_REPORTS])
                taken.update(report.id for report in group)
    return found


def named(entities: Sequence[Entity]) -> str:
    return " + ".join(entity.identifier_text or entity.entity_text for entity in entities) or "-"


def lines_of(number: int, document: Document, record: Record) -> Iterator[str]:
    trigger = next(evidence for evidence in record.evidence if evidence.field == "event")
    kind = "/".join((*record.event, *record.mode))
    yield f"[{number}] {document.id} {trigger.span.start} {trigger.span.end} {record.event[0]}"
    day = f"{record.date} ({record.date_resolution.value})"
    yield f"    {kind}, {record.status.value}: {named(record.actor)} -> {named(record.recipient)}, {day}"
    sentence = record.text_info.span.of(document.text).replace("\n", " ")
    begin, end = (place - record.text_info.span.start for place in (trigger.span.start, trigger.span.end))
    yield (
        f"    {sentence[:begin]}<<{sentence[begin:end]}>>{sentence[end:]}"
        if 0 <= begin < len(sentence)
        else f"    {sentence}"
    )


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("data", type=Path)
    options.add_argument("--records", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    groups = groups_of(load_reports(chosen.data, judged_already()))
    random.Random(chosen.seed).shuffle(groups)  # noqa: S311 - the same for the same seed
    coder, number = open_coder(), 0
    for place, group in enumerate(groups, 1):
        if number >= chosen.records:
            break
        print(f"== group {place}: {group[0].published}, {len(group)} reports")
        for reading in coder.read(group):
            print(f"-- {reading.document.source}, {reading.document.published}: {reading.document.title}")
            for record in reading.records or ():
                number += 1
                print("\n".join(lines_of(number, reading.document, record)))
    print(f"{number} records", file=sys.stderr)


if __name__ == "__main__":
    main()
