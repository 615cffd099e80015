"""Which places a name may mean, by its words alone: "Clark County", "northern Iraq", "Paris, Texas"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.knowledge.gazetteer import Gazetteer, Row, fold_name

# What a word that goes with a name says of the place: the classes of features that it can be.
DESIGNATORS = {
    **dict.fromkeys(("county", "parish", "district", "raion", "shire", "municipality"), ("ADM2", "ADM1", "RGN")),
    **dict.fromkeys(
        ("province", "governorate", "oblast", "state", "prefecture", "department", "region", "territory"),
        ("ADM1", "RGN", "ADM2", "PCL"),
    ),
    **dict.fromkeys(("city", "town", "township", "village", "borough", "suburb", "port", "hamlet"), ("PPL",)),
    **dict.fromkeys(("republic", "kingdom", "commonwealth"), ("PCL", "ADM1")),
}
DIRECTION = re.compile(
    r"^(?:(?:far|much of|parts? of|most of)\s+)?(?:(?:north|south|east|west|centr|northeast|northwest|southeast|southwest|"
    r"north-east|north-west|south-east|south-west)(?:ern|al)?|upper|lower|mid|greater|downtown|metro|metropolitan|"
    r"upstate|suburban|rural|mainland|coastal|inner|outer|old)[\s-]+",
    re.IGNORECASE,
)
OF = re.compile(r"^(?:the\s+)?(\w+) of (?:the )?", re.IGNORECASE)
MOST = 60


def find_rows(gazetteer: Gazetteer, name: str) -> tuple[Row, ...]:
    """The places that `name` may mean, at most the sixty most populous."""
    name = re.sub(r"(?:['’]s|['’])$", "", name.strip())
    rows = gazetteer.rows(name) or find_described(gazetteer, name)
    if not rows and "," in name:
        first, _, rest = name.partition(",")
        rows = within(find_rows(gazetteer, first), find_areas(gazetteer, rest)) or find_rows(gazetteer, first)
    if not rows and (direction := DIRECTION.match(name)):
        rows = find_rows(gazetteer, name[direction.end() :])
    if len(rows) > MOST:
        rows = tuple(sorted(rows, key=lambda row: (-row.population, row.key))[:MOST])
    return rows


def find_described(gazetteer: Gazetteer, name: str) -> tuple[Row, ...]:
    """The places of a name that says what they are ("Clark County", "city of Homs"), by the rest of it."""
    words = fold_name(name).split()
    if len(words) > 1 and (classes := DESIGNATORS.get(words[-1])):
        return of_class(gazetteer.rows_of_key(" ".join(words[:-1])), classes)
    if (of := OF.match(name)) and (classes := DESIGNATORS.get(of.group(1).lower())):
        return of_class(gazetteer.rows(name[of.end() :]), classes)
    return ()


def of_class(rows: Sequence[Row], classes: Sequence[str]) -> tuple[Row, ...]:
    """Those rows whose feature is of the first of `classes` that any is of; all of them when none is."""
    for feature in classes:
        if found := tuple(row for row in rows if row.feature.startswith(feature)):
            return found
    return tuple(rows)


def find_areas(gazetteer: Gazetteer, name: str) -> tuple[Row, ...]:
    """The countries, provinces and districts that `name` may mean."""
    return tuple(row for row in find_rows(gazetteer, name) if row.feature[:3] in {"PCL", "ADM"})


def lies_in(row: Row, area: Row) -> bool:
    """True when `area` is the country, province or district that `row` lies in."""
    if area.feature.startswith("PCL"):
        return row.country == area.country and row.ordinal != area.ordinal
    return area.ordinal in (row.province, row.district)


def within(rows: Sequence[Row], areas: Sequence[Row]) -> tuple[Row, ...]:
    """Those of `rows` that lie in one of `areas`."""
    return tuple(row for row in rows if any(lies_in(row, area) for area in areas))
