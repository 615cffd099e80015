"""Verdicts: given, taken back, listed, counted, and as training data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import StreamingResponse

from dragoman.app.citation import cite_bibtex, cite_text
from dragoman.app.judge import Judge, correct, judge_pair, judge_record, undo
from dragoman.app.tallies import agreements_of, tallies_of
from dragoman.errors import JudgementError
from dragoman.http.answers import json_answer, problem
from dragoman.http.bodies import judgement_body, judges_body, training_line
from dragoman.http.desk import Desk
from dragoman.http.openapi import answers, content
from dragoman.http.queries import AtDesk, Id
from dragoman.http.reports import Body, body_schema, decoded
from dragoman.http.shapes import JudgeRequest
from dragoman.model.judgement import Judgement, Verdict

router = APIRouter(prefix="/api")
Filter = Annotated[str | None, Query(max_length=500)]


@router.post(
    "/judgements", tags=["judging"], openapi_extra=body_schema("JudgeRequest"), response_class=Response,
    responses=answers("the verdict as it is kept", content("Judgement"), 403, 413, 415, 422, tagged=False),
)  # fmt: skip
def judge(request: Request, desk: AtDesk, body: Body) -> Response:
    """Gives a verdict, or takes one back; it is in force at once."""
    if not desk.can_judge:
        return problem(403, "read only", "the archive is opened for reading only; verdicts cannot be kept")
    return json_answer(request, judgement_body(judged(desk, decoded(body, JudgeRequest))))


def judged(desk: Desk, asked: JudgeRequest) -> Judgement:
    """The verdict asked for, once it is kept.

    Raises:
        JudgementError: when it cannot be given.
    """
    verdict, judge = Verdict(asked.verdict), Judge(asked.author, asked.reason)
    wanted = {Verdict.SAME: 2, Verdict.NOT_SAME: 2, Verdict.UNDONE: 0}.get(verdict, 1)
    if len(asked.records) != wanted:
        raise JudgementError(f"{verdict}: names {len(asked.records)} records where {wanted} are wanted")
    if verdict is Verdict.UNDONE:
        return undo(desk.store, asked.undoes or "", judge)
    if wanted == 2:
        return judge_pair(desk.store, asked.records[0], asked.records[1], verdict, judge)
    if verdict is Verdict.CORRECTED:
        if asked.field is None or asked.value is None:
            raise JudgementError("corrected: name a field and its value")
        return correct(desk.store, asked.records[0], asked.field, asked.value, desk.scheme, judge)
    return judge_record(desk.store, asked.records[0], verdict, judge)


@router.get(
    "/judgements", tags=["judging"], response_class=Response,
    responses=answers("verdicts", content("JudgementPage"), 422),
)  # fmt: skip
def list_judgements(request: Request, desk: AtDesk, record: Filter = None, author: Filter = None) -> Response:
    """Verdicts in the order in which they were given: all, those on a record, those of a person."""
    found = desk.store.judgements(record=record, author=author)
    return json_answer(request, b'{"items":[' + b",".join(map(judgement_body, found)) + b"]}")


@router.get(
    "/judgements.jsonl", tags=["judging"], response_class=Response,
    responses=answers("a line a verdict", {"application/jsonl": {"schema": {}}}, tagged=False),
)  # fmt: skip
def download_judgements(desk: AtDesk) -> Response:
    """Training data: each verdict with the record as it was coded, as it is now, and its sentence."""

    def lines() -> Iterator[bytes]:
        for judgement in desk.store.judgements():
            yield training_line(desk.store, judgement) + b"\n"

    headers = {"content-disposition": 'attachment; filename="dragoman-judgements.jsonl"'}
    return StreamingResponse(lines(), media_type="application/jsonl", headers=headers)


@router.get(
    "/judges", tags=["judging"], response_class=Response,
    responses=answers("who judged how much", content("Judges")),
)  # fmt: skip
def judges(request: Request, desk: AtDesk) -> Response:
    """Who judged how much, and how well they agree."""
    found = desk.store.judgements()
    return json_answer(request, judges_body(tallies_of(found), agreements_of(found)))


@router.get(
    "/records/{record_id}/citation", tags=["archive"], response_class=Response,
    responses=answers("the citation", {"text/plain": {"schema": {"type": "string"}}}, 404, 422),
)  # fmt: skip
def citation(
    request: Request,
    desk: AtDesk,
    record_id: Id,
    style: Annotated[str, Query(pattern="^(text|bibtex)$", description="text or bibtex")] = "text",
) -> Response:
    """A record cited, as a line of text or for BibTeX."""
    found = desk.store.record(record_id)
    if found is None:
        return problem(404, "no such record", f"no record {record_id} in the archive; check the id")
    cited = cite_bibtex(found.record) if style == "bibtex" else cite_text(found.record) + "\n"
    return json_answer(request, cited.encode(), "text/plain; charset=utf-8")
