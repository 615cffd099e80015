"""What the archive is asked: records, events, claims and actors as pages of JSON, and the same pages as files."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response

from dragoman.app.happening import find_happening, find_history
from dragoman.app.query import What, ask, count
from dragoman.app.search import find_hits
from dragoman.app.sites import find_sites
from dragoman.errors import QueryError
from dragoman.http.answers import json_answer, page_body, problem
from dragoman.http.bodies import happening_body, history_body, hit_body, sites_body
from dragoman.http.desk import Desk
from dragoman.http.files import FORMATS, file_answer
from dragoman.http.filters import parameters, query_of
from dragoman.http.openapi import answers, content

router = APIRouter(prefix="/api")
PAGES = {What.RECORDS: "RecordPage", What.EVENTS: "EventPage", What.CLAIMS: "ClaimPage", What.ACTORS: "ActorPage"}
FILTERS = {"parameters": parameters()}


def desk_of(request: Request) -> Desk:
    """The desk that a request is made at."""
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(desk_of)]
Id = Annotated[str, Path(min_length=1, max_length=500)]


def add_queries(what: What) -> None:
    """Adds the paths of one sort of thing: a page, a count, and a file of each format."""
    name = what.value

    def page(request: Request, desk: AtDesk) -> Response:
        query = query_of(request)
        if query.limit is None:
            raise QueryError(f"limit none: for files alone; ask for /api/{name}.csv, or page by page with cursor")
        answer = ask(desk.store, what, query)
        return json_answer(request, page_body(answer.lines(), answer.cursor))

    def how_many(request: Request, desk: AtDesk) -> Response:
        return json_answer(request, b'{"count":%d}' % count(desk.store, what, query_of(request)))

    def file(request: Request, desk: AtDesk, ending: str) -> Response:
        return file_answer(request, desk.store, what, query_of(request), ending)

    shown = content(PAGES[what], "GroupPage") if what is not What.ACTORS else content(PAGES[what])
    router.add_api_route(
        f"/{name}", page, name=f"list_{name}", summary=f"A page of {name}", tags=["archive"], openapi_extra=FILTERS,
        responses=answers(f"a page of {name}, or of groups", shown, 400), response_class=Response,
    )  # fmt: skip
    router.add_api_route(
        f"/{name}/count", how_many, name=f"count_{name}", summary=f"How many {name} match", tags=["archive"],
        openapi_extra=FILTERS, responses=answers("how many", content("Matching"), 400), response_class=Response,
    )  # fmt: skip
    for ending in FORMATS[what]:
        add_file(what, ending, file)


def add_file(what: What, ending: str, file: Any) -> None:
    """Adds the path of one format."""
    name, media_type = what.value, FORMATS[what][ending]

    def answer(request: Request, desk: AtDesk) -> Response:
        response: Response = file(request, desk, ending)
        return response

    schema = {"type": "string"} if media_type.startswith("text/") else {}
    router.add_api_route(
        f"/{name}.{ending}", answer, name=f"download_{name}_{ending}", summary=f"The page as {ending}; limit=none for all",
        tags=["archive"], openapi_extra=FILTERS, response_class=Response,
        responses=answers("the file", {media_type: {"schema": schema}}, 400, tagged=False),
    )  # fmt: skip


for each in What:
    add_queries(each)


@router.get(
    "/search", tags=["archive"], openapi_extra=FILTERS, response_class=Response,
    responses=answers("sentences with the words", content("HitPage"), 400),
)  # fmt: skip
def search(request: Request, desk: AtDesk) -> Response:
    """Sentences in which the words stand, with what is told there."""
    query = query_of(request)
    if query.limit is None:
        raise QueryError("limit none: page by page with cursor")
    hits, cursor = find_hits(desk.store, query)
    return json_answer(request, page_body(map(hit_body, hits), cursor))


@router.get(
    "/sites", tags=["archive"], openapi_extra={"parameters": parameters("group")}, response_class=Response,
    responses=answers("sites with counts", content("SiteList"), 400),
)  # fmt: skip
def sites(request: Request, desk: AtDesk) -> Response:
    """Where a page of records takes place, with counts: what a map needs."""
    query = query_of(request)
    if query.limit is None:
        raise QueryError("limit none: at most 10,000")
    return json_answer(request, sites_body(find_sites(desk.store, query)))


@router.get(
    "/records/{record_id}", tags=["archive"], response_class=Response,
    responses=answers("the record", content("StoredRecord"), 404),
)  # fmt: skip
def record(request: Request, desk: AtDesk, record_id: Id) -> Response:
    """A record as it is shown and as it was coded, with the reason for each field and every verdict on it."""
    found = find_history(desk.store, record_id)
    if found is None:
        return problem(404, "no such record", f"no record {record_id} in the archive; check the id")
    return json_answer(request, history_body(found))


@router.get(
    "/events/{event_id}", tags=["archive"], response_class=Response,
    responses=answers("the event", content("Happening"), 404),
)  # fmt: skip
def event(request: Request, desk: AtDesk, event_id: Id) -> Response:
    """An event with each report's telling of it, and how it bears on others."""
    found = find_happening(desk.store, event_id)
    if found is None:
        return problem(404, "no such event", f"no event {event_id} in the archive; events are made anew as reports come in")
    return json_answer(request, happening_body(found))
