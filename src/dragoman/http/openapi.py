"""The description of the API: the types of `shapes` as schemas, with an example for each answer."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.http import shapes
from dragoman.knowledge.bundled import read_bundled

TEMPLATE = "#/components/schemas/{name}"
PROBLEMS = {
    400: "a filter that is unknown or has no such value",
    401: "no token, where one is needed",
    403: "verdicts cannot be kept here, or the write came from elsewhere",
    404: "nothing of this id",
    413: "too much at once",
    415: "not JSON",
    421: "asked for under a name that is not this machine's",
    422: "a body or a verdict that does not hold together",
    503: "the archive cannot be read or written now",
}
USUAL = (401, 421, 503)
TAGS = [
    {"name": "archive", "description": "what the command line calls records, events, claims and actors"},
    {"name": "reading", "description": "reports, coded and stored or on the spot"},
    {"name": "judging", "description": "verdicts of persons"},
    {"name": "desk", "description": "what the pages need besides"},
]


def shapes_by_name() -> dict[str, type[msgspec.Struct]]:
    """All shapes."""
    found = {name: shape for name, shape in vars(shapes).items() if isinstance(shape, type)}
    return {name: shape for name, shape in found.items() if issubclass(shape, msgspec.Struct) and name != "Struct"}


def components() -> dict[str, Any]:
    """The schemas of all shapes by name."""
    _, found = msgspec.json.schema_components(list(shapes_by_name().values()), ref_template=TEMPLATE)
    return found


def examples() -> dict[str, Any]:
    """An example for each shape by name; a page has one item."""
    found = read_bundled("desk/examples.yml")
    put_together(found)
    pages = {"Record", "Event", "Claim", "Hit"}
    made: dict[str, Any] = {f"{name}Page": {"items": [found[name]], "cursor": None} for name in pages}
    made["ActorPage"] = {"items": [found["ActorCount"]], "cursor": None}
    made["GroupPage"] = {"items": [found["Group"]], "cursor": None}
    made["SiteList"] = {"items": [found["Site"]], "records": 91, "is_all": True}
    made["ReportPage"] = {"items": [found["ReportLine"]], "cursor": None}
    made["JudgementPage"] = {"items": [found["Judgement"]]}
    return found | made


def put_together(found: dict[str, Any]) -> None:
    """Completes the examples that are made of others: what explains a record, an event, and what holds them."""
    record = found["Record"]
    explained = found["ExplainedRecord"] = record | found["ExplainedRecord"]
    event = found["Event"] = record | found["Event"]
    found["StoredRecord"] |= {"record": explained, "original": record}
    found["Happening"] |= {"event": event, "tellings": [found["Happening"]["tellings"][0] | {"record": explained}]}
    found["Report"] |= {"records": [explained]}


def reference(name: str) -> dict[str, str]:
    """Where the schema of a shape stands."""
    return {"$ref": TEMPLATE.format(name=name)}


def content(*names: str) -> dict[str, Any]:
    """JSON in one of some shapes, with an example of the first."""
    schema: dict[str, Any] = reference(names[0]) if len(names) == 1 else {"anyOf": [reference(name) for name in names]}
    return {"application/json": {"schema": schema, "example": examples()[names[0]]}}


def answers(told: str, body: dict[str, Any], *problems: int, tagged: bool = True) -> dict[int | str, dict[str, Any]]:
    """What a path may answer: what was asked for, that it has not changed, or a problem."""
    failing: dict[int | str, dict[str, Any]] = {
        code: {
            "description": PROBLEMS[code],
            "content": {"application/problem+json": {"schema": reference("Problem")}},
        }
        for code in sorted({*problems, *USUAL})
    }
    found: dict[int | str, dict[str, Any]] = {200: {"description": told, "content": body}}
    if tagged:
        found[304] = {"description": "the asker has it already (If-None-Match)"}
    return found | failing
