"""Where what matches takes place: sites with counts, for a map."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.model.query import Query
from dragoman.store import Store

CONFLICT = (3, 4)


@dataclass(frozen=True, slots=True)
class Site:
    """A place with its coordinates, `resolution` 5 sub-city to 1 country, and how many records, how many of conflict."""

    name: str
    lat: float
    lon: float
    country: str | None
    resolution: int | None
    records: int
    conflict: int


@dataclass(frozen=True, slots=True)
class Sites:
    """Sites, the one of which most is told first, out of how many records, and whether there are more than these."""

    sites: tuple[Site, ...]
    records: int
    is_all: bool


def find_sites(store: Store, query: Query) -> Sites:
    """The sites of a page of records; what has no coordinates counts in `records` alone."""
    page = store.records(replace(query, group=()))
    found: dict[tuple[float, float], Site] = {}
    for record in page.items:
        place = record.event_loc
        if place is None or place.lat is None or place.lon is None:
            continue
        name = place.resolved_place or place.extracted_place
        site = found.get((place.lat, place.lon)) or Site(
            name, place.lat, place.lon, place.country_code, place.resolution, 0, 0
        )
        conflict = site.conflict + (record.quad_code in CONFLICT)
        found[place.lat, place.lon] = replace(site, records=site.records + 1, conflict=conflict)
    ordered = sorted(found.values(), key=lambda site: (-site.records, site.name))
    return Sites(tuple(ordered), len(page.items), page.cursor is None)
