"""The desk's own pages, as they were built: one page, its scripts, styles, fonts and maps."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from dragoman.http.answers import problem

BUILT = Path(__file__).parents[1] / "web_build"
HASHED = "public, max-age=31536000, immutable"
NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Dragoman</title>
<h1>The desk is not built</h1><p>This is a checkout whose web pages have not been built yet. Stop the server and run
<code>make serve</code>, which builds them and serves again; it needs Node 20 and npm.</p>
<p>The <a href="/api/openapi.json">HTTP interface</a> answers all the same.</p></html>"""

router = APIRouter(include_in_schema=False)


@router.get("/{path:path}")
def page(request: Request, path: str) -> Response:
    """A built file, or the one page for every address of the desk."""
    if path == "api" or path.startswith("api/"):
        return problem(404, "no such path", f"/{path}: see /api/openapi.json for what there is")
    built: Path = request.app.state.built
    index = built / "index.html"
    if not index.is_file():
        return HTMLResponse(NOT_BUILT, status_code=503)
    file = find_file(built, path)
    if file is not None:
        return FileResponse(file, headers={"cache-control": HASHED if path.startswith("assets/") else "no-cache"})
    if "." in path.rpartition("/")[2] and path.startswith("assets/"):
        return problem(404, "no such file", f"/{path}: the pages may have been built anew; load them again")
    return FileResponse(index, headers={"cache-control": "no-cache"})


def find_file(built: Path, path: str) -> Path | None:
    """The built file at a path, never one outside the build."""
    if not path or "\0" in path:
        return None
    file = (built / path).resolve()
    return file if file.is_relative_to(built.resolve()) and file.is_file() else None
