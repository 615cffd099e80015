"""What the pages need besides: how much there is, the scheme's words, and who an actor is."""

from __future__ import annotations

from importlib.metadata import version

import msgspec
from fastapi import APIRouter, Request, Response

from dragoman.app.profile import find_profile
from dragoman.http.answers import json_answer, problem
from dragoman.http.bodies import profile_body
from dragoman.http.desk import Desk
from dragoman.http.openapi import answers, content
from dragoman.http.queries import AtDesk, Id
from dragoman.model.query import Query

router = APIRouter(prefix="/api")


@router.get("/about", tags=["desk"], response_class=Response, responses=answers("what is behind the desk", content("About")))
def about(request: Request, desk: AtDesk) -> Response:
    """How much there is, and the words of the scheme."""
    return json_answer(request, msgspec.json.encode({**counts(desk), **words_of_scheme(desk)}))


def counts(desk: Desk) -> dict[str, object]:
    """Versions and numbers."""
    found = desk.store.groups(Query(group=("source",)))
    sources = sorted((group for group in found if group.keys[0]), key=lambda group: -group.count)
    return {
        "version": version("dragoman"),
        "codebook": desk.scheme.codebook,
        "store": desk.store.database.name.rpartition("/")[2],
        "can_judge": desk.can_judge,
        "counts": desk.store.counts(),
        "sources": [str(group.keys[0]) for group in sources[:200]],
    }


def words_of_scheme(desk: Desk) -> dict[str, object]:
    """Types with their modes, contexts, sectors, countries and quadrants."""
    scheme = desk.scheme
    return {
        "types": [
            {
                "code": kind.code,
                "label": kind.meaning.rstrip("."),
                "quad": kind.quad,
                "modes": [named(mode.code, mode.meaning) for mode in kind.modes.values()],
            }
            for kind in scheme.types.values()
        ],
        "contexts": [named(context.code, context.covers) for context in scheme.contexts.values()],
        "sectors": [named(sector.code, sector.meaning) for sector in scheme.sectors.values()],
        "countries": [named(country.code, country.common) for country in scheme.countries.values()]
        + [named(code, label) for code, label in scheme.international.items()],
        "quads": [named(str(quad), label) for quad, label in scheme.quads.items()],
    }


def named(code: str, label: str) -> dict[str, str]:
    """A code and what it stands for."""
    return {"code": code, "label": label.rstrip(".")}


@router.get(
    "/actors/{actor_id}", tags=["archive"], response_class=Response,
    responses=answers("who it is", content("Profile"), 404),
)  # fmt: skip
def profile(request: Request, desk: AtDesk, actor_id: Id) -> Response:
    """Who an actor is, as the actor base knows it: offices with their days."""
    found = find_profile(desk.actor_base(), desk.scheme, actor_id)
    if found is None:
        return problem(404, "no such actor", f"the actor base has no {actor_id}; records may name it all the same")
    return json_answer(request, profile_body(found))
