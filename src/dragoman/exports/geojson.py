"""GeoJSON (RFC 7946): a feature an event, a point where its place is known, flat properties that maps can filter by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from dragoman.exports.checking import Problem, day
from dragoman.exports.codes import Codes
from dragoman.exports.plover import STATUSES
from dragoman.exports.reported import Reported
from dragoman.exports.spreadsheet import COLUMNS, cells_of
from dragoman.exports.tab_lines import degrees

NUMBERS = frozenset(("quad_code", "event_scale", "confidence", "geonameid", "sentence", "start", "end"))
LEFT = frozenset(("lat", "lon"))
OPENING, CLOSING = b'{"type":"FeatureCollection","features":[\n', b"\n]}\n"


def lines(items: Iterable[Reported], _: Codes) -> Iterator[bytes]:
    """A collection with a feature a line."""
    yield OPENING
    encoder = msgspec.json.Encoder()
    for place, item in enumerate(items):
        yield (b",\n" if place else b"") + encoder.encode(feature(item))
    yield CLOSING


def feature(item: Reported) -> dict[str, object]:
    """An event as a feature; `geometry` is null where the place has no coordinates."""
    place = item.merged.event_loc
    cells = cells_of(item)
    point = None
    if place is not None and place.lat is not None and place.lon is not None:
        point = {"type": "Point", "coordinates": [degrees(place.lon), degrees(place.lat)]}
    properties = {name: value_of(name, cells[name]) for name in COLUMNS if name not in LEFT}
    return {"type": "Feature", "id": item.event.id, "geometry": point, "properties": properties}


def value_of(name: str, cell: str) -> str | float | None:
    """A cell as JSON: a number where the column holds numbers, null where it is empty."""
    if not cell or name not in NUMBERS:
        return cell or None
    return int(cell) if cell.isdigit() else float(cell)


def find_problems(path: Path, codes: Codes) -> Iterator[Problem]:
    """What is wrong with a file: JSON, its shape, coordinates, codes, and ids that stand twice."""
    try:
        found = msgspec.json.decode(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        yield Problem(0, f"no JSON: {error}")
        return
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or found.get("type") != "FeatureCollection":
        yield Problem(0, "no FeatureCollection with a list of features")
        return
    seen: dict[object, int] = {}
    for place, one in enumerate(features, 1):
        line = place + 1
        reasons = list(feature_reasons(one, codes)) if isinstance(one, dict) else ["feature is no object"]
        yield from (Problem(line, f"feature {place}: {reason}") for reason in reasons)
        key = one.get("id") if isinstance(one, dict) else None
        if key is not None and seen.setdefault(key, place) != place:
            yield Problem(line, f"feature {place}: id {key} stands twice")


def feature_reasons(found: Mapping[str, Any], codes: Codes) -> Iterator[str]:
    """What is wrong with a feature."""
    properties = found.get("properties")
    if found.get("type") != "Feature" or not isinstance(properties, dict):
        yield "no Feature with properties"
        return
    if found.get("geometry") is not None:
        yield from point_reasons(found["geometry"])
    if properties.get("event") not in codes.scheme.types:
        yield f"event '{properties.get('event')}': unknown event type"
    if properties.get("status") not in STATUSES:
        yield f"status '{properties.get('status')}': unknown"
    if properties.get("date") is not None and day(str(properties["date"])):
        yield f"date '{properties['date']}': {day(str(properties['date']))}"
    yield from (
        f"{name} '{properties[name]}': no number"
        for name in sorted(NUMBERS)
        if not isinstance(properties.get(name), int | float | None)
    )


def point_reasons(geometry: object) -> Iterator[str]:
    """What is wrong with a point; longitude comes first."""
    spot = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    if not isinstance(spot, list) or len(spot) != 2 or not all(isinstance(part, int | float) for part in spot):
        yield "geometry is no Point of longitude and latitude"
    elif abs(spot[0]) > 180 or abs(spot[1]) > 90:
        yield f"coordinates {spot[0]}, {spot[1]}: longitude first, then latitude, in degrees"
