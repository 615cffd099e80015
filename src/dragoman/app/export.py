"""What is in the archive, in the formats of other tools; a file appears under its name only when it is complete."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import QueryError
from dragoman.exports import gdelt
from dragoman.exports.checking import Problem
from dragoman.exports.codes import Codes, load_codes
from dragoman.exports.formats import FORMATS, Format
from dragoman.exports.gdelt_check import mentions_path
from dragoman.exports.losses import Tally, fitting
from dragoman.exports.reported import Reported, alone
from dragoman.model.event import Event
from dragoman.model.query import Query
from dragoman.scheme import Scheme
from dragoman.store import Store

FOLDERS = {"gdelt": "dragoman.export.CSV"}


class Level(StrEnum):
    """What a row of an export is."""

    RECORDS = "records"
    EVENTS = "events"


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported: the format's name, what is asked of the archive, and where it goes (None: standard output).

    `level` None means events for GDELT where the archive has derived them, and records for all else.
    """

    format: str
    query: Query
    out: Path | None = None
    level: Level | None = None


def export(store: Store, wanted: Export, scheme: Scheme) -> list[str]:
    """Writes the export; gives sentences on what was left out, what the format cannot hold, and how it is to be read.

    Raises:
        QueryError: when there is no such format, or it needs a folder and has none.
        OSError: when it cannot be written; what was there before is as it was.
    """
    form = format_of(wanted.format)
    codes, tally = load_codes(scheme), Tally()
    needs = replace(form.needs, happened=form.needs.happened and not wanted.query.status)
    found = each_reported(store, wanted.query, wanted.level or default_level(store, wanted.format))
    items = fitting(found, needs, form.holds, codes, tally)
    if form.name == "parquet":
        write_folder(items, wanted.out)
    elif form.name == "gdelt":
        write_tables(items, wanted.out, codes)
    else:
        with output(wanted.out) as file:
            file.writelines((form.lines or no_lines)(items, codes))
    notes = form.notes
    if form.name == "gdelt" and wanted.out is None:
        notes = (*notes, "these are the Events; with --out the Mentions are written beside them")
    return tally.announcement(form.name, notes)


def check(name: str, path: Path, scheme: Scheme) -> Iterator[Problem]:
    """What is wrong with a file or folder that should be in the format named.

    Raises:
        QueryError: when there is no such format.
        OSError: when it cannot be read.
    """
    return format_of(name).check(path, load_codes(scheme))


def format_of(name: str) -> Format:
    """The format of a name.

    Raises:
        QueryError: when there is none.
    """
    if name not in FORMATS:
        raise QueryError(f"no format '{name}'; there are {', '.join(FORMATS)}")
    return FORMATS[name]


def default_level(store: Store, name: str) -> Level:
    """What a row is when nobody says."""
    return Level.EVENTS if name == "gdelt" and store.counts()["events"] else Level.RECORDS


def each_reported(store: Store, query: Query, level: Level) -> Iterator[Reported]:
    """What matches, one after the other; a limit holds."""
    if level is Level.RECORDS:
        records = store.each_record(query) if query.limit is None else iter(store.records(query).items)
        yield from map(alone, records)
        return
    events = store.each_event(query) if query.limit is None else iter(store.events(query).items)
    yield from (with_records(store, event) for event in events)


def with_records(store: Store, event: Event) -> Reported:
    """An event with its records, the one that says most first."""
    stored = (store.record(id_) for id_ in event.records)
    records = [found.record for found in stored if found is not None]
    records.sort(key=lambda record: record.doc_id != event.merged.doc_id)
    return Reported(event, tuple(records))


def no_lines(_: Iterable[Reported], __: Codes) -> Iterator[bytes]:
    """Nothing, for formats that are written by their own functions."""
    return iter(())


@contextmanager
def output(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its name when it is complete."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_tables(items: Iterable[Reported], out: Path | None, codes: Codes) -> None:
    """Writes Events and, beside them, Mentions; standard output gets the Events alone."""
    path = out / FOLDERS["gdelt"] if out is not None and out.is_dir() else out
    with ExitStack() as open_files:
        events = open_files.enter_context(output(path))
        mentions = open_files.enter_context(output(mentions_path(path))) if path is not None else None
        for rows, told in gdelt.table_lines(items, codes):
            events.writelines(rows)
            if mentions is not None:
                mentions.writelines(told)


def write_folder(items: Iterable[Reported], out: Path | None) -> None:
    """Writes Parquet into a new folder, which takes its name when it is complete.

    Raises:
        QueryError: when no folder is named.
    """
    from dragoman.exports import parquet  # noqa: PLC0415 - Arrow is heavy

    if out is None:
        raise QueryError("parquet is a folder of files; name one with --out")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise QueryError(f"{out} is there and not empty; name a new folder with --out")
    part = out.with_name(f".{out.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        parquet.write(items, part)
        if out.exists():
            out.rmdir()
        part.rename(out)
    finally:
        shutil.rmtree(part, ignore_errors=True)
