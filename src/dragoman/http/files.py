"""A page as a file: JSON, JSON Lines, CSV, Parquet, and for records and events GeoJSON and GEXF."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dragoman.app.query import Answer, What, ask, ask_table
from dragoman.errors import QueryError
from dragoman.exports.codes import load_codes
from dragoman.exports.formats import FORMATS as EXPORTS
from dragoman.exports.reported import Reported, alone
from dragoman.exports.table import csv_line
from dragoman.http.answers import json_answer, page_body
from dragoman.model.event import Event
from dragoman.model.query import Query
from dragoman.model.record import Record
from dragoman.scheme import load_scheme
from dragoman.store import Store

PLAIN = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
DRAWN = {"geojson": "application/geo+json", "gexf": "application/gexf+xml"}
FORMATS: Mapping[What, Mapping[str, str]] = {
    What.RECORDS: PLAIN | DRAWN,
    What.EVENTS: PLAIN | DRAWN,
    What.CLAIMS: PLAIN,
    What.ACTORS: PLAIN,
}


def file_answer(request: Request, store: Store, what: What, query: Query, ending: str) -> Response:
    """What matches, as a file."""
    media_type = FORMATS[what][ending]
    headers = {"content-disposition": f'attachment; filename="dragoman-{what.value}.{ending}"'}
    if ending == "parquet":
        return Response(parquet_bytes(store, what, query), media_type=media_type, headers=headers)
    if ending in DRAWN:
        return StreamingResponse(drawn(store, what, query, ending), media_type=media_type, headers=headers)
    answer = ask(store, what, query)
    if answer.cursor:
        headers["link"] = f'<{request.url.include_query_params(cursor=answer.cursor)}>; rel="next"'
    if ending == "json":
        return json_answer(request, page_body(answer.lines(), answer.cursor), headers=headers)
    lines = csv_lines(answer) if ending == "csv" else (line + b"\n" for line in answer.lines())
    return StreamingResponse(lines, media_type=media_type, headers=headers)


def csv_lines(answer: Answer) -> Iterator[bytes]:
    """A line of names, then a line a row."""
    yield csv_line(answer.columns).encode()
    for row in answer.rows():
        yield csv_line(row[column] for column in answer.columns).encode()


def parquet_bytes(store: Store, what: What, query: Query) -> bytes:
    """A Parquet file."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - Arrow is heavy

    buffer = io.BytesIO()
    pq.write_table(ask_table(store, what, query), buffer)
    return buffer.getvalue()


def drawn(store: Store, what: What, query: Query, ending: str) -> Iterator[bytes]:
    """A map or a network.

    Raises:
        QueryError: when groups are asked for, which have neither places nor parties.
    """
    if query.group:
        raise QueryError(f"group: counts have no {ending}; ask for csv, or leave group out")
    lines = EXPORTS[ending].lines
    if lines is None:
        raise QueryError(f"{ending}: not written in one piece")
    found = ask(store, what, query).items
    return lines(map(reported_in(store), found), load_codes(load_scheme()))


def reported_in(store: Store) -> Callable[[object], Reported]:
    """Gives a record by itself, or an event with its records."""

    def reported(item: object) -> Reported:
        if isinstance(item, Event):
            records = tuple(found.record for found in map(store.record, item.records) if found is not None)
            return Reported(item, records)
        if isinstance(item, Record):
            return alone(item)
        raise QueryError("neither a record nor an event; ask for csv")

    return reported
