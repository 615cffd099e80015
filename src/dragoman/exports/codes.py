"""The codes of other formats for PLOVER's: countries, sectors, places and event types, from the tables under `resources`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from dragoman.errors import SchemeError
from dragoman.model.record import Entity, Location, Record
from dragoman.scheme import CameoCode, Scheme, load_cameo, to_cameo
from dragoman.scheme.source import LOADER, read_table

FOLDER = files("dragoman") / "resources" / "exports"
ID_DIGITS = 13  # hexadecimal digits: numbers that R and JavaScript hold exactly too


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor in CAMEO's codes as GDELT splits them; "" for what is not known."""

    code: str
    country: str
    group: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """A scheme and the tables that lead from it to the codes of others.

    `countries`, `international` and `sectors` are rows by PLOVER's code; `states` the codes of American states by name;
    `fips_places` codes by country and province; `languages` ISO 639-3 by ISO 639-1; `quads` CAMEO's by root code.
    `mutual` are types whose actors deal with one another, `ahead` those done by saying what is to come. `types` and
    `regions` are CAMEO codes to which nothing of PLOVER's leads.
    """

    scheme: Scheme
    cameo: Mapping[str, CameoCode]
    countries: Mapping[str, Mapping[str, str]]
    international: Mapping[str, Mapping[str, str]]
    sectors: Mapping[str, Mapping[str, str]]
    states: Mapping[str, str]
    fips_places: Mapping[tuple[str, str], str]
    languages: Mapping[str, str]
    quads: Mapping[str, int]
    mutual: frozenset[str]
    ahead: frozenset[str]
    types: frozenset[str]
    regions: frozenset[str]

    def event_code(self, record: Record) -> CameoCode | None:
        """The CAMEO code of a record; None where its type or mode is none of the scheme, or has none."""
        try:
            return self.cameo[to_cameo(self.scheme, record.event[0], record.mode, record.context)]
        except SchemeError:
            return None

    def actor(self, entity: Entity) -> Actor:
        """An actor in CAMEO's codes: a country or an international body, and up to three types."""
        body = self.international.get(entity.code or "", {})
        own = [self.sectors.get(sector or "", {}).get("cameo", "") for sector in (entity.sector, *entity.other_sectors)]
        types = tuple(dict.fromkeys(filter(None, (body.get("type", ""), *own))))[:3]
        if body:
            return Actor(body["cameo"] + "".join(types[1:]), body["country"], body["group"], types)
        country = self.cameo_country(entity.code)
        return Actor(country + "".join(types), country, "", types)

    def cameo_country(self, code: str | None) -> str:
        """CAMEO's code of a country: ROM for ROU."""
        if code is None or code in self.international:
            return ""
        return self.countries.get(code, {}).get("cameo") or code

    def icews_country(self, code: str | None) -> str:
        """The name of a country in ICEWS; "" for bodies that are of none."""
        country = self.scheme.countries.get(code or "")
        if country is None:
            return ""
        return self.countries.get(country.code, {}).get("icews") or country.common

    def icews_sectors(self, entity: Entity) -> tuple[str, ...]:
        """The sectors of an actor as ICEWS names them."""
        rows = (
            self.international.get(entity.code or ""),
            *map(self.sectors.get, (entity.sector or "", *entity.other_sectors)),
        )
        names = [name for row in rows if row for name in row["icews"].split(";") if name]
        return tuple(dict.fromkeys(names))

    def cow(self, code: str | None) -> str:
        """The number of a country in the Correlates of War list, "" where it is not on it."""
        country = self.scheme.countries.get(code or "")
        return "" if country is None or country.cow is None else str(country.cow)

    def alpha2(self, code: str | None) -> str:
        """The ISO 3166 alpha-2 code of a country or body, "" where it has none."""
        row = self.countries.get(code or "") or self.international.get(code or "") or {}
        return row.get("alpha2", "")

    def fips(self, place: Location) -> str:
        """The FIPS 10-4 code of the country of a place: that of a territory where it has its own."""
        territory = self.scheme.folds.get((place.country or "").casefold())
        if territory is not None and territory.fips:
            return territory.fips
        country = self.scheme.countries.get(place.country_code or "")
        if country is None:
            return ""
        names = (place.province, place.resolved_place, "")
        found = (self.fips_places.get((country.code, name)) for name in names if name is not None)
        return country.fips or next(filter(None, found), "")

    def all_fips(self) -> frozenset[str]:
        """All FIPS codes that are known."""
        states = (country.fips for country in self.scheme.countries.values())
        territories = (territory.fips for territory in self.scheme.territories)
        return frozenset(filter(None, (*states, *territories, *self.fips_places.values())))

    def all_types(self) -> frozenset[str]:
        """All CAMEO actor types that are known."""
        rows = (*(row["cameo"] for row in self.sectors.values()), *(row["type"] for row in self.international.values()))
        return self.types | frozenset(filter(None, rows))

    def all_countries(self) -> frozenset[str]:
        """All CAMEO country codes that are known."""
        return self.regions | frozenset(self.cameo_country(code) for code in self.scheme.countries)

    def party_codes(self) -> frozenset[str]:
        """PLOVER's codes of states and international bodies."""
        return frozenset((*self.scheme.countries, *self.scheme.international))


def load_codes(scheme: Scheme) -> Codes:
    """The codes for records of a scheme."""
    more = read_mapping("cameo.yml")
    places = read_table(FOLDER / "fips_places.csv")
    return Codes(
        scheme=scheme,
        cameo=load_cameo(),
        countries=rows_by_code("countries.csv"),
        international=rows_by_code("international.csv"),
        sectors=rows_by_code("sectors.csv"),
        states={row["name"]: row["code"] for row in read_table(FOLDER / "us_states.csv")},
        fips_places={(row["country"], row["province"]): row["fips"] for row in places},
        languages={row["code"]: row["alpha3"] for row in read_table(FOLDER / "languages.csv")},
        quads=more["quads"],
        mutual=frozenset(more["mutual"]),
        ahead=frozenset(more["ahead"]),
        types=frozenset(more["types"]),
        regions=frozenset(more["regions"]),
    )


def rows_by_code(name: str) -> dict[str, dict[str, str]]:
    """The rows of a table by their code."""
    return {row["code"]: row for row in read_table(FOLDER / name)}


def read_mapping(name: str) -> dict[str, Any]:
    """The mapping that a YAML file of the folder holds."""
    data: dict[str, Any] = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader
    return data


def number_of(text: str) -> int:
    """A number for formats whose ids are numbers: a hash, below 2 ** 52."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:ID_DIGITS], 16)
