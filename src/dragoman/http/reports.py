"""Reports: those of the archive, and texts that are coded on the spot and not stored."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeVar

import msgspec
from fastapi import APIRouter, Depends, Request, Response

from dragoman.app.code import code_inputs
from dragoman.app.report import find_reports, report_of, stored_report
from dragoman.errors import InputError, QueryError
from dragoman.http.answers import json_answer, page_body, problem
from dragoman.http.bodies import line_body, report_body
from dragoman.http.filters import parameters, query_of
from dragoman.http.openapi import answers, content, examples, reference
from dragoman.http.queries import AtDesk, Id
from dragoman.http.shapes import CodeRequest
from dragoman.intake.text import document_from_text
from dragoman.model.document import Document

router = APIRouter(prefix="/api")
MAX_BODY = 1_000_000
T = TypeVar("T")


class BodyError(ValueError):
    """A body that is not what is wanted; `status` is that of the answer."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


async def body_of(request: Request) -> bytes:
    """The JSON that a request brings.

    Raises:
        BodyError: when it is too much, or no JSON.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise BodyError(415, "send Content-Type: application/json")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY:
            raise BodyError(413, f"more than {MAX_BODY} bytes; code long texts with 'dragoman code'")
    return bytes(body)


Body = Annotated[bytes, Depends(body_of)]


def decoded(body: bytes, shape: type[T]) -> T:
    """A body in its shape.

    Raises:
        BodyError: saying what does not fit.
    """
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BodyError(422, str(error)) from error


def body_schema(name: str) -> dict[str, object]:
    """What a path takes, for the description."""
    found = {"application/json": {"schema": reference(name), "example": examples()[name]}}
    header = {
        "name": "X-Dragoman", "in": "header", "required": True, "schema": {"type": "string", "enum": ["1"]},
        "description": "says that the request comes from no page elsewhere",
    }  # fmt: skip
    return {"requestBody": {"required": True, "content": found}, "parameters": [header]}


@router.get(
    "/reports", tags=["reading"], openapi_extra={"parameters": parameters("group")}, response_class=Response,
    responses=answers("reports", content("ReportPage"), 400),
)  # fmt: skip
def list_reports(request: Request, desk: AtDesk) -> Response:
    """The reports behind a page of records."""
    query = query_of(request)
    if query.limit is None:
        raise QueryError("limit none: page by page with cursor")
    lines, cursor = find_reports(desk.store, query)
    return json_answer(request, page_body(map(line_body, lines), cursor))


@router.get(
    "/reports/{document_id:path}/reasons", tags=["reading"], response_class=Response,
    responses=answers("the report, coded anew", content("Report"), 404, 422),
)  # fmt: skip
def explain_report(request: Request, desk: AtDesk, document_id: Id) -> Response:
    """The report coded anew, with the reasons why sentences tell no event, or no other."""
    stored = desk.store.document(document_id)
    if stored is None:
        return no_report(document_id)
    return coded(request, desk, stored.document)


@router.get(
    "/reports/{document_id:path}", tags=["reading"], response_class=Response,
    responses=answers("the report", content("Report"), 404),
)  # fmt: skip
def report(request: Request, desk: AtDesk, document_id: Id) -> Response:
    """A report with all that was found in it."""
    found = stored_report(desk.store, document_id)
    return no_report(document_id) if found is None else json_answer(request, report_body(found))


@router.post(
    "/code", tags=["reading"], openapi_extra=body_schema("CodeRequest"), response_class=Response,
    responses=answers("what the text tells", content("Report"), 403, 413, 415, 422, tagged=False),
)  # fmt: skip
def code(request: Request, desk: AtDesk, body: Body) -> Response:
    """Codes a text on the spot; nothing is stored."""
    asked = decoded(body, CodeRequest)
    try:
        published = date.fromisoformat(asked.published) if asked.published else None
    except ValueError as error:
        raise BodyError(422, f"published {asked.published}: {error}; write it as YYYY-MM-DD") from error
    return coded(request, desk, document_from_text(asked.text, title=asked.title, source=asked.source, published=published))


def coded(request: Request, desk: AtDesk, document: Document) -> Response:
    """A document's report."""
    with desk.coding() as coder:
        reading = next(code_inputs([document], coder))
    if isinstance(reading, InputError):
        return problem(422, "not coded", f"{reading.problem}; {reading.remedy}")
    return json_answer(request, report_body(report_of(reading)))


def no_report(document_id: str) -> Response:
    """Says that there is none."""
    return problem(404, "no such report", f"no document {document_id} in the archive; check the id")
