"""The filters of a query as parameters of an address, with the names of the command line, and what describes them."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from dragoman.model.query import GROUPS, JUDGED, MAX_LIMIT, SORTS, Query, parse_query
from dragoman.model.status import Status

WHO = "a country code, a code and sector (RUS GOV), an id or a name"
STRING: dict[str, Any] = {"type": "string"}
SEVERAL: dict[str, tuple[str, dict[str, Any], str]] = {
    "actor": (f"who acts: {WHO}", STRING, "RUS GOV"),
    "recipient": (f"who is acted on: {WHO}", STRING, "UKR"),
    "country": ("country code of actor or recipient", STRING, "GEO"),
    "sector": ("sector of actor or recipient", STRING, "COP"),
    "type": ("event type", STRING, "PROTEST"),
    "mode": ("mode of the type", STRING, "demo"),
    "context": ("context", STRING, "election"),
    "quad": ("1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
             {"type": "integer", "minimum": 1, "maximum": 4}, "4"),
    "status": ("did it happen", {"type": "string", "enum": [status.value for status in Status]}, "happened"),
    "voice": (f"who says so: {WHO}", STRING, "Interior Ministry"),
    "source": ("the publication", STRING, "The Vistula Courier"),
    "place": ("where: a country code, a name, south,west,north,east or lat,lon,50km", STRING, "36.2,37.1,50km"),
    "judged": ("what was judged wrong is shown only so", {"type": "string", "enum": list(JUDGED)}, "none"),
    "document": ("id of the document", STRING, "minsk-2020"),
    "group": ("counts in the place of rows", {"type": "string", "enum": list(GROUPS)}, "month"),
}  # fmt: skip
ORDER = [*SORTS, *(f"-{sort}" for sort in SORTS)]
ONE: dict[str, tuple[str, dict[str, Any], str]] = {
    "pair": ("two parties, either way round", STRING, "RUS,USA"),
    "from": ("first day: YYYY-MM-DD, YYYY-MM or YYYY", STRING, "2015"),
    "to": ("last day", STRING, "2020-12"),
    "words": ('words of one sentence, "as they stand" in quotation marks, * for any ending', STRING, "sanction*"),
    "confidence": ("at least so sure", {"type": "number", "minimum": 0, "maximum": 1}, "0.5"),
    "disputed": ("events whose records disagree", {"type": "boolean"}, "true"),
    "sort": ("- in front for falling", {"type": "string", "enum": ORDER, "default": "-date"}, "-date"),
    "limit": ("rows a page", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": 200}, "50"),
    "cursor": ("where the page before ended", STRING, ""),
}


def query_of(request: Request, *apart: str) -> Query:
    """The query of an address; `apart` are parameters that are no filters.

    Raises:
        QueryError: for an unknown name or value.
    """
    words: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name not in apart and value:
            words.setdefault(name, []).append(value)
    return parse_query(words)


def parameters(*leave_out: str) -> list[dict[str, Any]]:
    """The filters as OpenAPI has them."""
    several = [
        {**parameter(name, told, example), "schema": {"type": "array", "items": schema}, "style": "form", "explode": True}
        for name, (told, schema, example) in SEVERAL.items()
        if name not in leave_out
    ]
    one = [
        {**parameter(name, told, example), "schema": schema}
        for name, (told, schema, example) in ONE.items()
        if name not in leave_out
    ]
    return [*several, *one]


def parameter(name: str, told: str, example: str) -> dict[str, Any]:
    """One filter."""
    description = f"{told}, for example {example}" if example else told
    return {"name": name, "in": "query", "required": False, "description": description}
