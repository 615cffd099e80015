"""POLECAT: the 40 columns of its ngecEvents files, between tabs with a header; an event is a row, lists between "; ".

Layout: header and values as public loaders of these files read them: types and quads in capitals, countries by alpha-3 code,
"None" for what is not known. A reader goes by the names of columns: older files have them in another order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from dragoman.exports import checking
from dragoman.exports.checking import Cell, Problem, filled, listed, maybe, one_of, real, whole
from dragoman.exports.codes import Codes
from dragoman.exports.reported import Reported
from dragoman.exports.tab_lines import degrees, tab_line, to_cell
from dragoman.exports.table import name_of
from dragoman.model.record import Entity, Location

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
HOLDS = frozenset(("mode", "context", "place", "coordinates", "sides", "entity_text", "office", "coder"))
NOTES = (
    "Wikipedia ids, Story People, Story Organizations and Story Locations are None throughout",
    "SANCTION has the quad code that the scheme's setting sanction_quad gives it",
)
NONE = "None"
JOINT = "; "


def lines(items: Iterable[Reported], codes: Codes) -> Iterator[bytes]:
    """The header, then a row for each event."""
    yield tab_line(COLUMNS)
    for item in items:
        yield tab_line(to_cell(cell) or NONE for cell in row(item, codes))


def row(item: Reported, codes: Codes) -> tuple[object, ...]:
    """The cells of a row."""
    merged, cited = item.merged, item.merged.cite_info
    return (
        item.event.id, merged.date, merged.event[0], JOINT.join(merged.mode), merged.event_scale,
        codes.scheme.quads[merged.quad_code].upper(), JOINT.join(merged.context),
        *party_cells(merged.actor, codes), *party_cells(merged.recipient, codes), *place_cells(merged.event_loc),
        cited.publication, cited.published, "", "", "", cited.language, cited.coder,
    )  # fmt: skip


def party_cells(entities: Sequence[Entity], codes: Codes) -> tuple[str, ...]:
    """The eight cells of one side; each lists what is known of each party, in the same order, "None" between."""

    def joined(of: Callable[[Entity], str | None]) -> str:
        values = [part(of(entity)) for entity in entities]
        return JOINT.join(value or NONE for value in values) if any(values) else ""

    sectors = dict.fromkeys(sector for entity in entities for sector in (entity.sector, *entity.other_sectors) if sector)
    return (
        joined(name_of), joined(lambda entity: entity.code), joined(lambda entity: codes.cow(entity.code)),
        joined(lambda entity: entity.sector), JOINT.join(sectors), joined(lambda entity: entity.office),
        joined(lambda entity: entity.entity_text), "",
    )  # fmt: skip


def part(value: str | None) -> str:
    """A value without the sign that parts it from the next."""
    return (value or "").replace(";", ",")


def place_cells(place: Location | None) -> tuple[object, ...]:
    """The ten cells of a place."""
    if place is None:
        return ("",) * 10
    name = place.resolved_place
    city = name if place.resolution in (4, 5) else ""
    district = name if place.resolution == 3 else ""
    province = place.province or (name if place.resolution == 2 else "")
    return (
        name, city, district, province, place.country_code, degrees(place.lat), degrees(place.lon), place.geonameid,
        place.extracted_place, place.feature_code,
    )  # fmt: skip


def find_problems(path: Path, codes: Codes) -> Iterator[Problem]:
    """What is wrong with a file: header (in any order), columns, types, codes, and ids that stand twice."""
    checks, seen = cell_checks(codes), set[str]()
    columns: Sequence[str] = COLUMNS
    for number, cells in checking.rows_of(path, len(COLUMNS)):
        if isinstance(cells, Problem):
            yield cells
        elif number == 1:
            columns = ["Intensity" if name == "Event Intensity" else name for name in cells]
            missing = [name for name in COLUMNS if name not in columns]
            if missing:
                yield Problem(1, f"no column {', '.join(missing)}")
        else:
            yield from checking.cell_problems(number, columns, cells, checks)
            fields = dict(zip(columns, cells, strict=True))
            yield from checking.repeated(number, seen, fields.get("Event ID", ""), "Event ID")
            yield from mode_problems(number, fields, codes)


def mode_problems(number: int, fields: dict[str, str], codes: Codes) -> Iterator[Problem]:
    """Modes that are none of the type's, and countries without their number."""
    kind = codes.scheme.types.get(fields.get("Event Type", ""))
    modes = [mode for mode in fields.get("Event Mode", "").split(JOINT) if mode not in ("", NONE)]
    if kind is not None:
        yield from (
            Problem(number, f"Event Mode '{mode}': {kind.code} has none such") for mode in modes if mode not in kind.modes
        )
    for side in ("Actor", "Recipient"):
        countries, numbers = (fields.get(f"{side} {name}", "").split(JOINT) for name in ("Country", "COW"))
        known = [codes.cow(country) or NONE for country in countries]
        if numbers not in ([NONE], [""]) and numbers != known:
            yield Problem(number, f"{side} COW '{JOINT.join(numbers)}': {JOINT.join(countries)} is {JOINT.join(known)}")


def cell_checks(codes: Codes) -> dict[str, Cell]:
    """The check of each column."""
    scheme = codes.scheme
    countries = one_of("country code", codes.party_codes() | {NONE})
    sector = one_of("sector", {*scheme.sectors, NONE})
    sides: dict[str, Cell] = {}
    for side in ("Actor", "Recipient"):
        sides |= {
            f"{side} Country": listed(countries, ";"),
            f"{side} COW": listed(maybe(whole(1, 999), NONE), ";"),
            f"Primary {side} Sector": listed(sector, ";"),
            f"{side} Sectors": listed(sector, ";"),
        }
    return sides | {
        "Event ID": filled,
        "Event Date": checking.day,
        "Event Type": one_of("event type", scheme.types),
        "Intensity": real(-10, 10),
        "Quad Code": one_of("quad code", {name.upper() for name in scheme.quads.values()}),
        "Contexts": listed(one_of("context", scheme.contexts), ";", NONE),
        "Actor Name": filled,
        "Country": maybe(checking.shaped("[A-Z]{3}", "alpha-3 code"), NONE),
        "Latitude": maybe(checking.latitude, NONE),
        "Longitude": maybe(checking.longitude, NONE),
        "GeoNames ID": maybe(whole(0), NONE),
        "Publication Date": maybe(checking.day, NONE),
    }
