"""Records as rows of numbers: what tells one event from another, a million of them in half a gigabyte.

Names and words become numbers (`words.number_of`), 0 where there is none. A row holds nothing that depends on other rows.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.dedupe.words import Words, names_of, number_of, stem_of, stems_of
from dragoman.model.record import Entity, Record
from dragoman.model.status import Status
from dragoman.model.when import Grain

SIDE, MODES, TRIGGERS, TERMS, NAMES, LEAD = 4, 3, 4, 16, 8, 24
LEAD_LENGTH = 1500
NO_DAY = 0
PRECISION = {Grain.DAY: 3, Grain.WEEK: 2, Grain.DOCUMENT: 2, Grain.MONTH: 1, Grain.YEAR: 1}
REACH = {Grain.DAY: (0, 0), Grain.WEEK: (-3, 3), Grain.DOCUMENT: (-3, 1), Grain.MONTH: (0, 30), Grain.YEAR: (0, 365)}
STATUS = {Status.HAPPENED: 0, Status.ONGOING: 0, Status.PLANNED: 1, Status.POSSIBLE: 2, Status.DENIED: 3}
TOLLS = ("dead", "injured", "arrested")
NOUN = re.compile(r"\w+")
Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Story:
    """What a document brings to its records.

    `origin` is the id of the document that it copies, or its own; `root` names whose report it is: an agency, a paper.
    """

    id: str
    origin: str
    root: str
    published: date | None
    text: str


# Width and kind of each column; those of stories have a row for each story.
COLUMNS: Mapping[str, tuple[str, int]] = {
    "story": ("i", 1), "type": ("i", 1), "status": ("b", 1), "first": ("i", 1), "last": ("i", 1), "low": ("i", 1),
    "high": ("i", 1), "precision": ("b", 1), "who": ("i", 2 * SIDE), "group": ("i", 2 * SIDE), "code": ("i", 2 * SIDE),
    "modes": ("i", MODES), "place": ("i", 1), "country": ("i", 1), "level": ("b", 1), "lat": ("f", 1), "lon": ("f", 1),
    "triggers": ("i", TRIGGERS), "toll": ("i", 2 * len(TOLLS)), "terms": ("i", TERMS), "term_weights": ("f", TERMS),
    "names": ("i", NAMES), "name_weights": ("f", NAMES),
}  # fmt: skip
STORY_COLUMNS: Mapping[str, tuple[str, int]] = {
    "origin": ("i", 1), "root": ("i", 1), "published": ("i", 1), "lead": ("i", LEAD), "lead_weights": ("f", LEAD),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of records and of stories, by column; a column of width one is flat. `ids` are the records' ids."""

    ids: tuple[str, ...]
    columns: Mapping[str, Numbers]
    stories: Mapping[str, Numbers]

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, name: str) -> Numbers:
        """A column of records."""
        return self.columns[name]

    def story(self, name: str, rows: Numbers) -> Numbers:
        """The values of a story's column for some records."""
        return self.stories[name][self.columns["story"][rows]]


class TableBuilder:
    """Takes stories with their records, one after the other."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.ids: list[str] = []
        self.columns = {name: array(kind) for name, (kind, _) in COLUMNS.items()}
        self.stories = {name: array(kind) for name, (kind, _) in STORY_COLUMNS.items()}

    def add(self, story: Story, records: Iterable[Record]) -> None:
        """Takes a story."""
        number = len(self.stories["origin"])
        put(self.stories, story_row(story, self.words))
        for record in records:
            self.ids.append(record.id)
            put(self.columns, {"story": number, **record_row(record, story, self.words)})

    def table(self) -> Table:
        """The table of all that was taken."""
        return Table(tuple(self.ids), shaped(self.columns, COLUMNS), shaped(self.stories, STORY_COLUMNS))


def put(columns: Mapping[str, array[Any]], row: Mapping[str, Any]) -> None:
    """Writes one row."""
    for name, value in row.items():
        if isinstance(value, (list, tuple)):
            columns[name].extend(value)
        else:
            columns[name].append(value)


def shaped(columns: Mapping[str, array[Any]], layout: Mapping[str, tuple[str, int]]) -> dict[str, Numbers]:
    """The columns as arrays."""
    arrays = {name: np.frombuffer(values, dtype=values.typecode) for name, values in columns.items()}
    return {name: found if layout[name][1] == 1 else found.reshape(-1, layout[name][1]) for name, found in arrays.items()}


def story_row(story: Story, words: Words) -> dict[str, Any]:
    """The numbers of a story: whence it comes, and the heaviest words of its beginning."""
    lead = words.heaviest(stems_of(story.text[:LEAD_LENGTH]), LEAD)
    return {
        "origin": number_of(story.origin),
        "root": number_of(story.root),
        "published": story.published.toordinal() if story.published else NO_DAY,
        "lead": padded([number for number, _ in lead], LEAD),
        "lead_weights": padded([weight for _, weight in lead], LEAD),
    }


def record_row(record: Record, story: Story, words: Words) -> dict[str, Any]:
    """The numbers of a record."""
    sentence = record.text_info.span.of(story.text)
    terms = words.heaviest(stems_of(sentence), TERMS)
    names = words.heaviest(set(names_of(sentence)), NAMES)
    parties = [*sided(record.actor), *sided(record.recipient)]
    return {
        "type": number_of(record.event[0]),
        "status": STATUS[record.status],
        **days_of(record),
        "who": [who for who, _, _ in parties],
        "group": [group for _, group, _ in parties],
        "code": [code for _, _, code in parties],
        "modes": padded([number_of(mode) for mode in record.mode], MODES),
        **place_of(record),
        "triggers": padded(trigger_numbers(record.event_text), TRIGGERS),
        "toll": [bound for name in TOLLS for bound in bounds(getattr(record.size, name))],
        "terms": padded([number for number, _ in terms], TERMS),
        "term_weights": padded([weight for _, weight in terms], TERMS),
        "names": padded([number for number, _ in names], NAMES),
        "name_weights": padded([weight for _, weight in names], NAMES),
    }


def days_of(record: Record) -> dict[str, int]:
    """First and last day as ordinals, how exact they are, and the days on which it may have been."""
    grain = record.date_resolution
    if record.date is None:
        return {"first": NO_DAY, "last": NO_DAY, "low": NO_DAY, "high": NO_DAY, "precision": 0}
    first = ordinal(record.date)
    last = ordinal(record.enddate) if record.enddate else first
    before, after = REACH[grain]
    return {
        "first": first, "last": last, "low": first + before, "high": max(last, first + after), "precision": PRECISION[grain],
    }  # fmt: skip


@lru_cache(maxsize=8192)
def ordinal(day: str) -> int:
    """The number of a day of ISO 8601."""
    return date.fromisoformat(day).toordinal()


def sided(entities: Sequence[Entity]) -> list[tuple[int, int, int]]:
    """The first entities of one side as numbers, padded."""
    found = [party_numbers(entity) for entity in entities[:SIDE]]
    return found + [(0, 0, 0)] * (SIDE - len(found))


@lru_cache(maxsize=65536)
def party_numbers(entity: Entity) -> tuple[int, int, int]:
    """Who it is, of which group (country and sector), of which country.

    A state, and officials of it without a name, are their group; "two soldiers" of nowhere are the last of their words.
    """
    code = number_of(entity.code) if entity.code else 0
    group = number_of(f"{entity.code}/{entity.sector}") if entity.code else 0
    named = entity.identifier_id or entity.identifier_text
    if named and named != entity.code:
        return number_of(named.casefold()), group or number_of(named.casefold()), code
    if group:
        return group, group, code
    nouns = NOUN.findall(entity.entity_text)
    noun = number_of(f"?{stem_of(nouns[-1])}") if nouns else 0
    return noun, noun, 0


def place_of(record: Record) -> dict[str, float]:
    """The place: which, of which country, how fine, and where on the map."""
    place = record.event_loc
    if place is None or place.lat is None or place.lon is None:
        country = number_of(place.country_code) if place is not None and place.country_code else 0
        return {"place": 0, "country": country, "level": 0, "lat": 0.0, "lon": 0.0}
    return {
        "place": number_of(f"{place.geonameid or place.resolved_place}"),
        "country": number_of(place.country_code) if place.country_code else 0,
        "level": place.resolution or 0,
        "lat": place.lat,
        "lon": place.lon,
    }


@lru_cache(maxsize=65536)
def trigger_numbers(words: tuple[str, ...]) -> tuple[int, ...]:
    """The stems of the words that tell the event, the longest of each wording."""
    stems = (max(stems_of(wording), key=len, default="") for wording in words)
    return tuple(number_of(stem) for stem in dict.fromkeys(stems) if stem)


def bounds(value: int | tuple[int, int] | None) -> tuple[int, int]:
    """Lowest and highest toll; -1 where none is told."""
    low, high = value if isinstance(value, tuple) else (value, value)
    return (-1 if low is None else min(low, 2**30)), (-1 if high is None else min(high, 2**30))


def padded(values: Sequence[Any], width: int) -> list[Any]:
    """The first values, and zeros up to the width."""
    found = list(values[:width])
    return found + [0] * (width - len(found))
