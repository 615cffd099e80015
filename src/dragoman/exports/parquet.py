"""Parquet, in folders by year and month: all that a record holds, nested as in the contract, for DuckDB, Spark, pandas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from dragoman.exports.checking import Problem
from dragoman.exports.codes import Codes
from dragoman.exports.contract_json import record_to_json
from dragoman.exports.losses import FACTS
from dragoman.exports.reported import Reported

HOLDS = frozenset(FACTS)
ROWS = 5_000
OPEN_FILES = 24
TEXT, TEXTS, WHOLE, REAL, DAY = pa.string(), pa.list_(pa.string()), pa.int64(), pa.float64(), pa.date32()
ENTITY = pa.struct(
    [("entity_text", TEXT), ("code", TEXT), ("sector", TEXT), ("other_sectors", TEXTS), ("office", TEXT),
     ("identifier_id", TEXT), ("identifier_text", TEXT), ("resolved_by", TEXT)]
)  # fmt: skip
PLACE = pa.struct(
    [("extracted_place", TEXT), ("resolved_place", TEXT), ("geonameid", WHOLE), ("lat", REAL), ("lon", REAL),
     ("province", TEXT), ("country", TEXT), ("country_code", TEXT), ("feature_code", TEXT), ("resolution", WHOLE)]
)  # fmt: skip
VOICE = pa.struct([("source", ENTITY), ("cue", TEXT), ("kind", TEXT), ("named", pa.bool_())])
RANGE = pa.list_(WHOLE)
SIZE = pa.struct([("dead", RANGE), ("injured", RANGE), ("arrested", RANGE)])
EVIDENCE = pa.struct([("field", TEXT), ("start", WHOLE), ("end", WHOLE), ("text", TEXT)])
CITATION = pa.struct(
    [("title", TEXT), ("url", TEXT), ("publication", TEXT), ("language", TEXT), ("published", TEXT), ("coder", TEXT),
     ("codebook", TEXT)]
)  # fmt: skip
DISAGREEMENT = pa.struct([("field", TEXT), ("value", TEXT), ("records", TEXTS)])
SCHEMA = pa.schema(
    [("id", TEXT), ("doc_id", TEXT), ("event", TEXTS), ("mode", TEXTS), ("context", TEXTS), ("aux", TEXTS), ("status", TEXT),
     ("actor", pa.list_(ENTITY)), ("recipient", pa.list_(ENTITY)), ("date", DAY), ("enddate", DAY),
     ("date_resolution", TEXT), ("event_loc", PLACE), ("event_text", TEXTS), ("quad_code", WHOLE), ("event_scale", REAL),
     ("attribution", pa.list_(VOICE)), ("size", SIZE), ("confidence", REAL), ("evidence", pa.list_(EVIDENCE)),
     ("text_info", pa.struct([("sequence", WHOLE), ("start", WHOLE), ("end", WHOLE)])), ("cite_info", CITATION),
     ("records", TEXTS), ("sources", TEXTS), ("disagreements", pa.list_(DISAGREEMENT))]
)  # fmt: skip
PARTITION = pa.schema([("year", pa.int16()), ("month", pa.int8())])
WRITTEN = pa.schema([*SCHEMA, *PARTITION])


def write(items: Iterable[Reported], folder: Path) -> None:
    """Writes the events into `year=2015/month=8/` folders; those without a date into folders that say so.

    Raises:
        OSError: when the folder holds files already, or cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(17, "the folder is not empty", str(folder))
    ds.write_dataset(
        batches(items),
        folder,
        schema=WRITTEN,
        format="parquet",
        partitioning=ds.partitioning(PARTITION, flavor="hive"),
        max_open_files=OPEN_FILES,
        existing_data_behavior="overwrite_or_ignore",
        use_threads=False,
    )


def batches(items: Iterable[Reported]) -> Iterator[pa.RecordBatch]:
    """The rows, some at a time."""
    rest = iter(items)
    while rows := [row(item) for item in islice(rest, ROWS)]:
        yield pa.RecordBatch.from_pylist(rows, schema=WRITTEN)


def row(item: Reported) -> dict[str, Any]:
    """The cells of an event; tolls are [low, high], and what only events of several records have is null for one alone."""
    found: dict[str, Any] = record_to_json(item.merged)
    size: dict[str, Any] = found["size"]
    when = day_of(item.merged.date)
    told = [{"field": one.field, "value": one.value, "records": one.records} for one in item.event.disagreements]
    return found | {
        "id": item.event.id,
        "date": when,
        "enddate": day_of(item.merged.enddate),
        "size": {name: value if isinstance(value, list) else [value, value] for name, value in size.items()},
        "records": None if item.is_alone else item.event.records,
        "sources": None if item.is_alone else item.event.sources,
        "disagreements": None if item.is_alone else told,
        "year": when.year if when else None,
        "month": when.month if when else None,
    }


def day_of(text: str | None) -> date | None:
    """A day of ISO 8601 text."""
    return date.fromisoformat(text) if text else None


def find_problems(path: Path, codes: Codes) -> Iterator[Problem]:
    """What is wrong with a folder: files, columns, types, rows in the folder of another month, codes, ids that stand twice.

    Lines are rows of a file, which the reason names.
    """
    files = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    if not files:
        yield Problem(0, "no Parquet files")
    seen: dict[str, str] = {}
    for file in files:
        name = str(file.relative_to(path)) if path.is_dir() else file.name
        try:
            yield from file_problems(file, name, codes, seen)
        except (pa.ArrowException, OSError) as error:
            yield Problem(0, f"{name}: no Parquet: {error}")


def file_problems(file: Path, name: str, codes: Codes, seen: dict[str, str]) -> Iterator[Problem]:
    """What is wrong with one file."""
    opened = pq.ParquetFile(file)
    found = opened.schema_arrow
    wrong = [field.name for field in SCHEMA if field.name not in found.names or found.field(field.name).type != field.type]
    if wrong:
        yield Problem(0, f"{name}: columns missing or of another type: {', '.join(wrong)}")
        return
    parts = dict(part.split("=", 1) for part in file.parent.parts if "=" in part)
    line = 0
    for batch in opened.iter_batches(ROWS, columns=["id", "date", "event", "mode", "status", "quad_code"]):
        for cells in batch.to_pylist():
            line += 1
            yield from (Problem(line, f"{name}: {reason}") for reason in row_reasons(cells, parts, codes))
            if seen.setdefault(cells["id"], f"{name}:{line}") != f"{name}:{line}":
                yield Problem(line, f"{name}: id {cells['id']} stands twice, first in {seen[cells['id']]}")


def row_reasons(cells: dict[str, Any], parts: dict[str, str], codes: Codes) -> Iterator[str]:
    """What is wrong with a row."""
    kinds = cells["event"] or [None]
    kind = codes.scheme.types.get(kinds[0] or "")
    if kind is None:
        yield f"event '{kinds[0]}': unknown event type"
    else:
        yield from (f"mode '{mode}': no mode of {kind.code}" for mode in cells["mode"] or () if mode not in kind.modes)
    if cells["quad_code"] not in codes.scheme.quads:
        yield f"quad_code '{cells['quad_code']}': from 1 to 4"
    when = cells["date"]
    if when is not None and parts and (parts.get("year"), parts.get("month")) != (str(when.year), str(when.month)):
        yield f"date {when} lies in the folder of {parts}"
