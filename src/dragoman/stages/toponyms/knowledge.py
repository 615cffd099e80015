"""What the places stage knows beside the gazetteer: homes of publications, words for nationalities, weights."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import urlsplit

from dragoman.knowledge.gazetteer import Country, Gazetteer, fold_name
from dragoman.model.document import Document


@dataclass(frozen=True, slots=True)
class Home:
    """Where a publication is made; `is_local` when it writes for the people there."""

    latitude: float
    longitude: float
    country_code: str
    is_local: bool


@dataclass(frozen=True, slots=True)
class PlaceKnowledge:
    """All that the stage looks up.

    `homes` by domain and by lower-case title, `demonyms` from words for belonging to country codes ("" for "European"),
    `belonging` from the same words to the name of the place, `nationality` a pattern that finds those words, `weights` of
    the features of `resolve.py` and `placing` of the relations of `placing.py`, `no_places` folded words that are none.
    """

    gazetteer: Gazetteer
    homes: Mapping[str, Home]
    demonyms: Mapping[str, str]
    belonging: Mapping[str, str]
    nationality: re.Pattern[str]
    weights: Mapping[str, float]
    no_places: frozenset[str]
    placing: Mapping[str, float]

    def home_of(self, document: Document) -> Home | None:
        """The home of the publication that `document` comes from, known by its address or its name."""
        if document.url and (home := self.home_of_domain(urlsplit(document.url).hostname or "")):
            return home
        return self.homes.get((document.source or "").lower()) or self.home_of_domain((document.source or "").lower())

    def home_of_domain(self, domain: str) -> Home | None:
        """The home of a site, or of the site that it is a part of."""
        parts = domain.removeprefix("www.").split(".")
        return next((home for i in range(len(parts)) if (home := self.homes.get(".".join(parts[i:])))), None)


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of `resources/places`, without its header of comments."""
    text = (files("dragoman") / "resources" / "places" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def is_state(gazetteer: Gazetteer, country: Country) -> bool:
    """True for a state, false for the territories that bear its code."""
    return any(row.feature == "PCLI" and gazetteer.countries[row.country] == country for row in gazetteer.rows(country.name))


def load_place_knowledge(gazetteer: Gazetteer) -> PlaceKnowledge:
    """The tables of `resources/places`, with a gazetteer to look names up in."""
    homes: dict[str, Home] = {}
    for row in read_table("publications.csv"):
        home = Home(float(row["latitude"]), float(row["longitude"]), row["country"], row["reach"] == "local")
        for name in (row["domain"], *row["titles"].split("|")):
            homes.setdefault(name.lower(), home)
    names = {country.code: country.name for country in gazetteer.countries if is_state(gazetteer, country)}
    demonyms: dict[str, str] = {}
    belonging: dict[str, str] = {}
    for row in read_table("demonyms.csv"):
        for word in row["words"].split("|"):
            demonyms[word] = row["code"]
            belonging[word] = row["place"] or names[row["code"]]
    longest_first = sorted(demonyms, key=lambda word: (-len(word), word))
    nationality = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
    weights = {row["feature"]: float(row["weight"]) for row in read_table("weights.csv")}
    no_places = frozenset(fold_name(row["word"]) for row in read_table("not_places.csv"))
    placing = {row["relation"]: float(row["weight"]) for row in read_table("placing.csv")}
    return PlaceKnowledge(gazetteer, homes, demonyms, belonging, nationality, weights, no_places, placing)
