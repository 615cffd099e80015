"""Whether a file is GDELT Events or Mentions: columns, types, codes, sums, and that each mention has its event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from dragoman.exports import checking
from dragoman.exports.checking import Cell, Problem, filled, maybe, moment, one_of, real, whole
from dragoman.exports.codes import Codes
from dragoman.exports.gdelt import ACTOR, EVENT_COLUMNS, MENTION_COLUMNS

STAMP = moment("%Y%m%d%H%M%S", "20150804000000")
MENTION_CHECKS: Mapping[str, Cell] = {
    "GLOBALEVENTID": whole(0),
    "EventTimeDate": STAMP,
    "MentionTimeDate": STAMP,
    "MentionType": whole(1, 6),
    "MentionSourceName": filled,
    "MentionIdentifier": filled,
    "SentenceID": whole(0),
    "Actor1CharOffset": whole(-1),
    "Actor2CharOffset": whole(-1),
    "ActionCharOffset": whole(-1),
    "InRawText": whole(0, 1),
    "Confidence": whole(10, 100),
    "MentionDocLen": maybe(whole(0)),
    "MentionDocTone": maybe(real(-100, 100)),
}


def mentions_path(events: Path) -> Path:
    """Where the mentions of a file of events are."""
    name = events.name
    if ".export." in name:
        return events.with_name(name.replace(".export.", ".mentions."))
    return events.with_name(f"{events.stem}.mentions{events.suffix}")


def find_problems(path: Path, codes: Codes) -> Iterator[Problem]:
    """What is wrong with a file of either table; where the mentions stand beside the events, each must have its event."""
    first = next(checking.lines_of(path), (0, ""))[1]
    if isinstance(first, str) and len(first.split("\t")) == len(MENTION_COLUMNS):
        for number, cells in checking.rows_of(path, len(MENTION_COLUMNS)):
            yield from row_problems(number, cells, MENTION_CHECKS)
        return
    events: dict[str, int] = {}
    checks = event_checks(codes)
    for number, cells in checking.rows_of(path, len(EVENT_COLUMNS)):
        yield from event_problems(number, cells, checks, codes)
        if isinstance(cells, list):
            if cells[0] in events:
                yield Problem(number, f"GLOBALEVENTID {cells[0]} stands twice")
            events[cells[0]] = number
    beside = mentions_path(path)
    if beside != path and beside.exists():
        yield from reference_problems(beside, events)


def row_problems(number: int, cells: list[str] | Problem, checks: Mapping[str, Cell]) -> Iterator[Problem]:
    """What is wrong with a row of Mentions."""
    if isinstance(cells, Problem):
        yield cells
    else:
        yield from checking.cell_problems(number, MENTION_COLUMNS, cells, checks)


def event_problems(number: int, cells: list[str] | Problem, checks: Mapping[str, Cell], codes: Codes) -> Iterator[Problem]:
    """What is wrong with a row of Events."""
    if isinstance(cells, Problem):
        yield cells
        return
    yield from checking.cell_problems(number, EVENT_COLUMNS, cells, checks)
    row = dict(zip(EVENT_COLUMNS, cells, strict=True))
    if not row["SQLDATE"].startswith(row["MonthYear"]) or not row["MonthYear"].startswith(row["Year"]):
        yield Problem(number, f"SQLDATE {row['SQLDATE']}, MonthYear {row['MonthYear']} and Year {row['Year']} do not agree")
    if row["FractionDate"].partition(".")[0] != row["Year"]:
        yield Problem(number, f"FractionDate {row['FractionDate']} is not of the year {row['Year']}")
    code, root = row["EventCode"], row["EventRootCode"]
    if not code.startswith(row["EventBaseCode"]) or not code.startswith(root):
        yield Problem(number, f"EventCode {code} is not below {row['EventBaseCode']} and {root}")
    if root in codes.quads and row["QuadClass"] != str(codes.quads[root]):
        yield Problem(number, f"QuadClass {row['QuadClass']}: root {root} is of class {codes.quads[root]}")
    for side in ("Actor1Geo", "Actor2Geo", "ActionGeo"):
        if bool(row[f"{side}_Lat"]) != bool(row[f"{side}_Long"]):
            yield Problem(number, f"{side} has a latitude or a longitude alone")


def event_checks(codes: Codes) -> dict[str, Cell]:
    """The check of each column of Events."""
    roots = set(codes.quads)
    checks: dict[str, Cell] = {
        "GLOBALEVENTID": whole(0),
        "SQLDATE": moment("%Y%m%d", "20150804"),
        "MonthYear": moment("%Y%m", "201508"),
        "Year": moment("%Y", "2015"),
        "FractionDate": real(0, 10_000),
        "IsRootEvent": whole(0, 1),
        "EventCode": one_of("CAMEO code (a string, with its leading zero)", codes.cameo),
        "EventBaseCode": one_of("CAMEO code", codes.cameo),
        "EventRootCode": one_of("CAMEO root code", roots),
        "QuadClass": whole(1, 4),
        "GoldsteinScale": real(-10, 10),
        "NumMentions": whole(1),
        "NumSources": whole(1),
        "NumArticles": whole(1),
        "AvgTone": real(-100, 100),
        "DATEADDED": STAMP,
        "SOURCEURL": filled,
    }
    return checks | actor_checks(codes) | place_checks(codes)


def actor_checks(codes: Codes) -> dict[str, Cell]:
    """The checks of the columns of actors."""
    parts = {"CountryCode": one_of("CAMEO country code", codes.all_countries())}
    parts |= {name: one_of("CAMEO actor type", codes.all_types()) for name in ACTOR if name.startswith("Type")}
    return {f"Actor{side}{name}": maybe(check) for side in (1, 2) for name, check in parts.items()}


def place_checks(codes: Codes) -> dict[str, Cell]:
    """The checks of the columns of places."""
    parts: dict[str, Cell] = {
        "Type": maybe(whole(0, 5)),
        "CountryCode": maybe(one_of("FIPS 10-4 code", codes.all_fips())),
        "ADM1Code": maybe(checking.shaped("[A-Z0-9]{2,4}", "ADM1 code")),
        "Lat": maybe(checking.latitude),
        "Long": maybe(checking.longitude),
    }
    return {f"{side}_{name}": check for side in ("Actor1Geo", "Actor2Geo", "ActionGeo") for name, check in parts.items()}


def reference_problems(mentions: Path, events: Mapping[str, int]) -> Iterator[Problem]:
    """Mentions of events that are not there, and events that nothing mentions."""
    mentioned: set[str] = set()
    for number, cells in checking.rows_of(mentions, len(MENTION_COLUMNS)):
        if isinstance(cells, list):
            mentioned.add(cells[0])
            if cells[0] not in events:
                yield Problem(number, f"{mentions.name}: mentions event {cells[0]}, which is not in the file of events")
        yield from (
            Problem(found.line, f"{mentions.name}: {found.reason}") for found in row_problems(number, cells, MENTION_CHECKS)
        )
    yield from (
        Problem(line, f"event {event} has no mention in {mentions.name}")
        for event, line in events.items()
        if event not in mentioned
    )
