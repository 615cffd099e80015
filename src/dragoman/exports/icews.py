"""ICEWS event data: 20 columns between tabs with a header; a row for each source and target, names in the place of codes.

Layout: the yearly files of the ICEWS Dataverse (events.YYYY.tab). What is not known is empty there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.exports import checking
from dragoman.exports.checking import Cell, Problem, filled, maybe, one_of, real, whole
from dragoman.exports.codes import Codes, number_of
from dragoman.exports.reported import Reported, pairs_of
from dragoman.exports.tab_lines import degrees, tab_line, to_cell
from dragoman.exports.table import name_of
from dragoman.model.record import Entity, Location

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
    "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
HOLDS = frozenset(("place", "coordinates", "text_info"))
NOTES = (
    "Event Date is the day of the event, where ICEWS has the day of the story",
    "Intensity is the score of the CAMEO code; Story ID is a number made from the document's id",
)
UNKNOWN = "NA"
SUFFIX = ", not specified below"


def lines(items: Iterable[Reported], codes: Codes) -> Iterator[bytes]:
    """The header, then a row for each source and target."""
    yield tab_line(COLUMNS)
    for item in items:
        for place, pair in enumerate(pairs_of(item.merged, codes.mutual)):
            yield tab_line(row(item, place, pair, codes))


def row(item: Reported, place: int, pair: tuple[Entity, Entity | None], codes: Codes) -> tuple[object, ...]:
    """The cells of a row.

    Raises:
        ValueError: when the event has no CAMEO code.
    """
    merged = item.merged
    code = codes.event_code(merged)
    if code is None:
        raise ValueError(f"event {item.event.id} has no CAMEO code")
    return (
        number_of(f"{item.event.id}:{place}"), merged.date, *party_cells(pair[0], codes),
        code.label.removesuffix(SUFFIX), code.code, code.goldstein, *party_cells(pair[1], codes),
        number_of(merged.doc_id), merged.text_info.sequence + 1, merged.cite_info.publication,
        *place_cells(merged.event_loc, codes),
    )  # fmt: skip


def party_cells(entity: Entity | None, codes: Codes) -> tuple[str, str, str]:
    """Name, sectors and country of a party."""
    if entity is None:
        return "", "", ""
    return name_of(entity), ",".join(codes.icews_sectors(entity)), codes.icews_country(entity.code)


def place_cells(place: Location | None, codes: Codes) -> tuple[object, ...]:
    """City, district, province, country, latitude and longitude of a place."""
    if place is None:
        return "", "", "", "", None, None
    name = place.resolved_place or place.extracted_place
    city = name if place.resolution in (4, 5) else ""
    district = name if place.resolution == 3 else ""
    province = place.province or (name if place.resolution == 2 else "")
    country = codes.icews_country(place.country_code) or place.country
    return city, district, province, country, degrees(place.lat), degrees(place.lon)


def find_problems(path: Path, codes: Codes) -> Iterator[Problem]:
    """What is wrong with a file: header, columns, types, codes, and ids that stand twice on one day."""
    checks, seen = cell_checks(codes), set[str]()
    for number, cells in checking.rows_of(path, len(COLUMNS)):
        if isinstance(cells, Problem):
            yield cells
        elif number == 1:
            if tuple(cells) != COLUMNS:
                yield Problem(1, f"header is not {', '.join(COLUMNS)}")
        else:
            yield from checking.cell_problems(number, COLUMNS, cells, checks)
            yield from checking.repeated(number, seen, f"{cells[0]} of {cells[1]}", "Event ID")
            code = codes.cameo.get(cells[6])
            if code is not None and cells[7] != to_cell(code.goldstein):
                yield Problem(number, f"Intensity {cells[7]}: CAMEO {code.code} has {to_cell(code.goldstein)}")


def cell_checks(codes: Codes) -> dict[str, Cell]:
    """The check of each column."""
    names = {codes.icews_country(code) for code in codes.scheme.countries} | {
        place.name for place in codes.scheme.territories
    }
    sides = {f"{side} Country": maybe(one_of("country", names), UNKNOWN) for side in ("Source", "Target")}
    return sides | {
        "Event ID": whole(0),
        "Event Date": checking.day,
        "Source Name": filled,
        "Event Text": filled,
        "CAMEO Code": one_of("CAMEO code (a string, with its leading zero)", codes.cameo),
        "Intensity": real(-10, 10),
        "Story ID": whole(0),
        "Sentence Number": whole(1),
        "Latitude": maybe(checking.latitude, UNKNOWN),
        "Longitude": maybe(checking.longitude, UNKNOWN),
    }
