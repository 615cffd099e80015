"""The application: all paths, with the guard before them and errors told in words."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from dragoman.errors import JudgementError, QueryError, ResourceError, StoreError
from dragoman.http import about, judging, pages, queries, reports
from dragoman.http.answers import problem
from dragoman.http.desk import Desk
from dragoman.http.guard import Guard
from dragoman.http.openapi import TAGS, components
from dragoman.http.reports import BodyError

DESCRIPTION = "What reports tell: who did what to whom, where, when, who says so, and whether it happened."


def create_app(desk: Desk, built: Path = pages.BUILT) -> FastAPI:
    """The application over an open archive; `built` is the folder of the built pages."""
    app = FastAPI(
        title="Dragoman", description=DESCRIPTION, version=version("dragoman"), openapi_url="/api/openapi.json",
        docs_url=None, redoc_url=None, openapi_tags=TAGS,
    )  # fmt: skip
    app.state.desk, app.state.built = desk, built
    for part in (judging, reports, queries, about, pages):
        app.include_router(part.router)
    for kind, answer in ((QueryError, 400), (JudgementError, 422), (StoreError, 503), (ResourceError, 500)):
        app.add_exception_handler(kind, teller(answer))
    app.add_exception_handler(BodyError, lambda _, error: problem(getattr(error, "status", 422), "bad body", str(error)))
    app.add_exception_handler(RequestValidationError, lambda _, error: problem(422, "bad parameter", words_of(error)))
    app.add_middleware(Guard, access=desk.access)
    describe(app)
    return app


def teller(status: int) -> Any:
    """Gives an error's words with a status."""

    def tell(_: Request, error: Exception) -> Response:
        return problem(status, type(error).__name__.removesuffix("Error").lower(), str(error))

    return tell


def words_of(error: Exception) -> str:
    """What is wrong with parameters."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    return "; ".join(f"{item['loc'][-1]}: {item['msg']}" for item in found) or "parameters do not fit"


def describe(app: FastAPI) -> None:
    """Adds the schemas to the description."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        described = plain()
        described.setdefault("components", {})["schemas"] = components()
        for path in described["paths"].values():
            for operation in path.values():
                drop_unused(operation)
        return described

    app.openapi = openapi  # type: ignore[method-assign]


def drop_unused(operation: dict[str, Any]) -> None:
    """Where errors are told as problems, FastAPI's own shape of them is left out."""
    answer = operation.get("responses", {}).get("422", {})
    if "application/json" in answer.get("content", {}):
        del answer["content"]["application/json"]
        if not answer["content"]:
            del operation["responses"]["422"]
