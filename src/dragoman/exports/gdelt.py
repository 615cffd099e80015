"""GDELT 2.0: the Events table (61 columns) and the Mentions table (16), between tabs and without header.

An event is a row for each pair of its parties, as GDELT has one source and one target; a record is a mention of each of
them. Layout: GDELT Event Codebook 2.0 (19 February 2015). Countries of actors are CAMEO's, those of places FIPS 10-4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from dragoman.exports.codes import Codes, number_of
from dragoman.exports.reported import Reported, pairs_of
from dragoman.exports.tab_lines import degrees, tab_line
from dragoman.exports.table import name_of
from dragoman.model.actor import ResolvedBy
from dragoman.model.record import Entity, Location, Record

ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in ACTOR), *(f"Actor2{name}" for name in ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources",
    "NumArticles", "AvgTone",
    *(f"Actor1Geo_{name}" for name in GEO), *(f"Actor2Geo_{name}" for name in GEO), *(f"ActionGeo_{name}" for name in GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen",
    "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
HOLDS = frozenset(("place", "coordinates", "url", "confidence", "text_info", "records"))
NOTES = (
    "AvgTone, MentionDocLen and MentionDocTone are 0 throughout: Dragoman measures no tone, and records know no length",
    "DATEADDED is the day of publication; actors have no place of their own; only countries and states have a FeatureID",
)
WEB, CITATION = 1, 2
NO_OFFSET = -1
LEAD = 1
NO_PLACE = (0, "", "", "", "", None, None, "")
STATE, AMERICAN_STATE, AMERICAN_CITY, CITY, PROVINCE = 1, 2, 3, 4, 5


def table_lines(items: Iterable[Reported], codes: Codes) -> Iterator[tuple[list[bytes], list[bytes]]]:
    """The rows of Events and of Mentions for each event."""
    for item in items:
        pairs = pairs_of(item.merged, codes.mutual)
        rows = [event_row(item, place, pair, codes) for place, pair in enumerate(pairs)]
        mentions = [
            mention_row(record, item, place, pair)
            for place, pair in enumerate(pairs)
            for record in item.records or (item.merged,)
        ]
        yield [tab_line(row) for row in rows], [tab_line(row) for row in mentions]


def event_row(item: Reported, place: int, pair: tuple[Entity, Entity | None], codes: Codes) -> tuple[object, ...]:
    """The cells of a row of Events.

    Raises:
        ValueError: when the event has no date or no CAMEO code.
    """
    merged = item.merged
    code = codes.event_code(merged)
    if code is None or merged.date is None:
        raise ValueError(f"event {item.event.id} has no CAMEO code or no date")
    day, digits = date.fromisoformat(merged.date), merged.date.replace("-", "")
    records = item.records or (merged,)
    return (
        event_number(item, place), digits, digits[:6], digits[:4], fraction(day),
        *actor_cells(pair[0], codes), *actor_cells(pair[1], codes),
        int(any(record.text_info.sequence <= LEAD for record in records)),
        code.code, code.code[:3], code.root, codes.quads[code.root], code.goldstein,
        sum(map(times_told, records)), max(1, len(item.event.sources)), len({identifier(record) for record in records}), 0,
        *NO_PLACE, *NO_PLACE, *place_cells(merged.event_loc, codes),
        added(item), identifier(records[0]),
    )  # fmt: skip


def mention_row(record: Record, item: Reported, place: int, pair: tuple[Entity, Entity | None]) -> tuple[object, ...]:
    """The cells of a row of Mentions."""
    url = record.cite_info.url
    parties = [entity for entity in pair if entity is not None]
    return (
        event_number(item, place), added(item), published(record), WEB if url else CITATION, publisher(record),
        identifier(record), record.text_info.sequence + 1, offset_of(record, pair[0]), offset_of(record, pair[1]),
        next((evidence.span.start for evidence in record.evidence if evidence.field == "event"), NO_OFFSET),
        int(all(entity.resolved_by is not ResolvedBy.DOCUMENT for entity in parties)),
        max(10, round(record.confidence * 10) * 10), 0, 0, "", "",
    )  # fmt: skip


def event_number(item: Reported, place: int) -> int:
    """The number of an event, or of one pair of its parties."""
    return number_of(f"{item.event.id}:{place}")


def fraction(day: date) -> str:
    """The part of the year that has passed, months of 30 days, cut after four digits.

    The codebook writes (MONTH * 30 + DAY) / 365; its bounds (0 to 0.9999) and the published files have the month from 0.

    >>> fraction(date(2014, 2, 2))
    '2014.0876'
    """
    return f"{day.year:04d}.{((day.month - 1) * 30 + day.day) * 10_000 // 365:04d}"


def actor_cells(entity: Entity | None, codes: Codes) -> tuple[str, ...]:
    """The ten cells of an actor."""
    if entity is None:
        return ("",) * len(ACTOR)
    actor = codes.actor(entity)
    types = (*actor.types, "", "", "")[:3]
    return (actor.code, name_of(entity).upper(), actor.country, actor.group, "", "", "", *types)


def place_cells(place: Location | None, codes: Codes) -> tuple[object, ...]:
    """The eight cells of a place; without coordinates it is none."""
    if place is None or place.lat is None or place.lon is None:
        return NO_PLACE
    country = codes.fips(place)
    name = place.resolved_place or place.extracted_place
    province = name if place.resolution == 2 and not place.province else place.province
    kind = place_kind(place)
    state = codes.states.get(province or "") if country == "US" else None
    division = country + (state or "") if state or kind == STATE else ""
    feature = country if kind == STATE else division if kind == AMERICAN_STATE else ""
    parts = dict.fromkeys(filter(None, (name, province, place.country)))
    return kind, ", ".join(parts), country, division, "", degrees(place.lat), degrees(place.lon), feature


def place_kind(place: Location) -> int:
    """What GDELT calls the place: a country, a state or city of the United States, or one elsewhere."""
    american = place.country_code == "USA"
    if place.resolution is not None and place.resolution <= 1:
        return STATE
    if place.resolution in (2, 3):
        return AMERICAN_STATE if american else PROVINCE
    return AMERICAN_CITY if american else CITY


def added(item: Reported) -> str:
    """When the event was first reported."""
    return min(published(record) for record in item.records or (item.merged,))


def published(record: Record) -> str:
    """When a document was published, at midnight; the day of the event where that is not known."""
    return (record.cite_info.published or record.date or "").replace("-", "")[:8] + "000000"


def identifier(record: Record) -> str:
    """The address of the document, or what it can be cited by."""
    cited = record.cite_info
    return cited.url or ", ".join(filter(None, (cited.publication, cited.title, cited.published))) or record.doc_id


def publisher(record: Record) -> str:
    """The host of the document's address, or its publication."""
    url, publication = record.cite_info.url, record.cite_info.publication
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    return host or publication or record.doc_id


def times_told(record: Record) -> int:
    """How often a document tells the event."""
    return max(1, sum(evidence.field == "event" for evidence in record.evidence))


def offset_of(record: Record, entity: Entity | None) -> int:
    """Where a party stands in the document, -1 where it is not named there."""
    for field, parties in (("actor", record.actor), ("recipient", record.recipient)):
        for place, party in enumerate(parties):
            if party == entity:
                spans = (found.span.start for found in record.evidence if found.field == f"{field}[{place}]")
                return next(spans, NO_OFFSET)
    return NO_OFFSET
