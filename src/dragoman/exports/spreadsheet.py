"""CSV for people and spreadsheets: a row an event, a column a field, lists between "; "; a query's columns and more."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.exports import checking
from dragoman.exports.checking import Cell, Problem, filled, listed, maybe, one_of, real, shaped, whole
from dragoman.exports.codes import Codes
from dragoman.exports.losses import FACTS
from dragoman.exports.plover import STATUSES
from dragoman.exports.reported import Reported
from dragoman.exports.tab_lines import degrees, to_cell
from dragoman.exports.table import COLUMNS as QUERY_COLUMNS
from dragoman.exports.table import csv_line, joined, row_of
from dragoman.model.when import Grain

FURTHER = (
    "enddate", "date_resolution", "lat", "lon", "geonameid", "province", "actor_id", "actor_text", "actor_office",
    "recipient_id", "recipient_text", "recipient_office", "sentence", "start", "end", "published", "language", "coder",
    "codebook", "records", "sources", "disagreements",
)  # fmt: skip
COLUMNS = (*QUERY_COLUMNS, *FURTHER)
HOLDS = frozenset(FACTS) - {"evidence"}


def lines(items: Iterable[Reported], _: Codes) -> Iterator[bytes]:
    """The header, then a row for each event."""
    yield csv_line(COLUMNS).encode()
    for item in items:
        row = cells_of(item)
        yield csv_line(row[column] for column in COLUMNS).encode()


def cells_of(item: Reported) -> dict[str, str]:
    """The cells of an event by column."""
    merged, event, cited = item.merged, item.event, item.merged.cite_info
    place, told = merged.event_loc, merged.text_info
    several = not item.is_alone
    further: dict[str, object] = {
        "enddate": merged.enddate,
        "date_resolution": merged.date_resolution.value,
        "lat": degrees(place.lat) if place else None,
        "lon": degrees(place.lon) if place else None,
        "geonameid": place.geonameid if place else None,
        "province": place.province if place else None,
        "sentence": told.sequence,
        "start": told.span.start,
        "end": told.span.end,
        "published": cited.published,
        "language": cited.language,
        "coder": cited.coder,
        "codebook": cited.codebook,
        "records": joined(event.records) if several else "",
        "sources": joined(event.sources) if several else "",
        "disagreements": joined(f"{one.field}: {one.value}" for one in event.disagreements),
    }
    for side, entities in (("actor", merged.actor), ("recipient", merged.recipient)):
        further[f"{side}_id"] = joined(entity.identifier_id for entity in entities)
        further[f"{side}_text"] = joined(entity.entity_text for entity in entities)
        further[f"{side}_office"] = joined(entity.office for entity in entities)
    return row_of(merged) | {"id": event.id} | {name: to_cell(value) for name, value in further.items()}


def find_problems(path: Path, codes: Codes) -> Iterator[Problem]:
    """What is wrong with a file: header, columns, types, codes, and ids that stand twice."""
    checks, seen = cell_checks(codes), set[str]()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        line = 1
        try:
            for cells in reader:
                if line == 1 and tuple(cells) != COLUMNS:
                    yield Problem(1, f"header is not {','.join(COLUMNS)}")
                    return
                if len(cells) != len(COLUMNS):
                    yield Problem(line, f"{len(cells)} columns, not {len(COLUMNS)}")
                elif line > 1:
                    yield from checking.cell_problems(line, COLUMNS, cells, checks)
                    yield from checking.repeated(line, seen, cells[0], "id")
                line = reader.line_num + 1
            if line == 1:
                yield Problem(1, "no header")
        except (csv.Error, UnicodeDecodeError) as error:
            yield Problem(line, f"no CSV in UTF-8: {error}")


def cell_checks(codes: Codes) -> dict[str, Cell]:
    """The check of each column."""
    scheme = codes.scheme
    pair = shaped(r"(\?|[A-Z]{3}) (\?|[A-Z]{3,6})", "code and sector")
    count = maybe(shaped(r"\d+(-\d+)?", "number or range"))
    return {
        "id": filled,
        "doc_id": filled,
        "date": maybe(checking.day),
        "enddate": maybe(checking.day),
        "date_resolution": one_of("resolution", list(Grain)),
        "event": listed(one_of("event type", scheme.types), ";"),
        "mode": listed(one_of("mode", {mode for kind in scheme.types.values() for mode in kind.modes}), ";"),
        "context": listed(one_of("context", scheme.contexts), ";"),
        "aux": listed(one_of("auxiliary mode", scheme.auxiliary), ";"),
        "status": one_of("status", STATUSES),
        "actor": filled,
        "actor_code": listed(pair, ";"),
        "recipient_code": listed(pair, ";"),
        "dead": count,
        "injured": count,
        "arrested": count,
        "quad_code": whole(1, 4),
        "event_scale": real(-10, 10),
        "confidence": real(0, 1),
        "lat": maybe(checking.latitude),
        "lon": maybe(checking.longitude),
        "geonameid": maybe(whole(0)),
        "published": maybe(checking.day),
        "sentence": whole(0),
        "start": whole(0),
        "end": whole(0),
    }
