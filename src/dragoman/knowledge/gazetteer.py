"""Places of the world by name: a read-only index over GeoNames and places of Dragoman's own.

The file is mapped into memory and searched where it lies, so that opening it costs nothing and only the pages that are
asked for are read. Which of several places of one name is meant is left to the places stage.
"""

from __future__ import annotations

import json
import mmap
import re
import struct
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.errors import KnowledgeError
from dragoman.model.where import Place

MAGIC = b"DRAGPL02"
# Latitude, longitude, population, offset of the name, country, feature, resolution, province, district.
ROW = struct.Struct("<ffIIBBBxHH")
# Ids from here on are given by the build to places that GeoNames' list lacks.
FIRST_OWN_ID = 1 << 31
# Set in a posting when the name is not the one that the place goes by.
OTHER_NAME = 1 << 31

LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h", "ə": "a"}
)
SILENT = re.compile(r"[.'’‘ʻʼ`´′]+")
BREAKS = re.compile(r"[^\w]+|_+")
FULL_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


class Row(NamedTuple):
    """One place as the index holds it.

    `country` numbers `Gazetteer.countries`, 0 for none; `province` and `district` are the ordinals of those that the place
    lies in, -1 for none.
    """

    ordinal: int
    key: int
    latitude: float
    longitude: float
    population: int
    country: int
    feature: str
    resolution: int
    province: int
    district: int
    is_other_name: bool


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory of the index; `code` is that of its state, `name` its own."""

    code: str
    name: str


def fold_name(name: str) -> str:
    """A name without case, diacritics, punctuation, a leading "the" and short forms of Saint, Mount and Fort.

    >>> fold_name("St. Jean-sur-Richelieu"), fold_name("the Al Anbār")
    ('saint jean sur richelieu', 'al anbar')
    """
    text = name.casefold()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS))
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = BREAKS.sub(" ", SILENT.sub("", text).replace("&", " and ")).split()
    if len(words) > 1:
        words = [FULL_WORDS.get(word, word) for word in words]
        if words[0] == "the":
            del words[0]
    return " ".join(words)


def name_key(folded: str) -> int:
    """The number under which the index files a folded name."""
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "little")


class Gazetteer:
    """An open index; use `open_gazetteer`.

    Raises:
        KnowledgeError: when `data` is no index of this version.
    """

    def __init__(self, data: bytes | mmap.mmap, source: str = "gazetteer") -> None:
        if data[: len(MAGIC)] != MAGIC:
            raise KnowledgeError(
                f"{source}: not a gazetteer of this version; build it again with training/gazetteer/build.py"
            )
        self._data = data
        size = int.from_bytes(data[8:12], "little")
        header: dict[str, Any] = json.loads(data[12 : 12 + size])
        view = memoryview(data)
        parts = {name: view[start:end] for name, (start, end) in header["parts"].items()}
        self.countries = tuple(Country(code, name) for code, name in header["countries"])
        self.attribution: str = header["attribution"]
        self._features: list[str] = header["features"]
        self._notes: dict[str, str] = header["notes"]
        self._rows_start: int = header["parts"]["rows"][0]
        self._names_start: int = header["parts"]["names"][0]
        self._ids = parts["ids"].cast("I")
        self._keys = parts["keys"].cast("Q")
        self._starts = parts["starts"].cast("I")
        self._postings = parts["postings"].cast("I")
        self._provinces = parts["provinces"].cast("I")
        self._districts = parts["districts"].cast("I")

    def __len__(self) -> int:
        return len(self._ids)

    def rows(self, name: str) -> tuple[Row, ...]:
        """The places of that name, in the order of their ids."""
        return self.rows_of_key(fold_name(name))

    def rows_of_key(self, folded: str) -> tuple[Row, ...]:
        """The places under a name that `fold_name` has folded already."""
        key = name_key(folded)
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return ()
        return tuple(self._row(posting) for posting in self._postings[self._starts[at] : self._starts[at + 1]])

    def candidates(self, name: str) -> tuple[Place, ...]:
        """The places of that name, the most populous first, countries before provinces before towns of equal number."""
        rows = sorted(self.rows(name), key=lambda row: (row.is_other_name, -row.population, row.resolution, row.key))
        return tuple(self.place(row) for row in rows)

    def by_id(self, geonameid: int) -> Place | None:
        """The place with that GeoNames id."""
        at = bisect_left(self._ids, geonameid)
        if at == len(self._ids) or self._ids[at] != geonameid:
            return None
        return self.place(self._row(at))

    def place(self, row: Row) -> Place:
        """The row as a place."""
        country = self.countries[row.country] if row.country else None
        return Place(
            geonameid=row.key if row.key < FIRST_OWN_ID else None,
            name=self._name(row.ordinal),
            latitude=round(row.latitude, 5),
            longitude=round(row.longitude, 5),
            province=self._name(row.province) if row.province >= 0 else None,
            country=country.name if country else None,
            country_code=country.code if country else None,
            feature_code=row.feature,
            resolution=row.resolution,
            population=row.population,
        )

    def note(self, place: Place) -> str | None:
        """What a reader should know of a disputed place."""
        return self._notes.get(place.name if place.geonameid is None else str(place.geonameid))

    def _row(self, posting: int) -> Row:
        ordinal = posting & ~OTHER_NAME
        (latitude, longitude, population, _, country, feature, resolution, province, district) = ROW.unpack_from(
            self._data, self._rows_start + ordinal * ROW.size
        )
        return Row(
            ordinal,
            self._ids[ordinal],
            latitude,
            longitude,
            population,
            country,
            self._features[feature],
            resolution,
            self._provinces[province] if province else -1,
            self._districts[district] if district else -1,
            posting >= OTHER_NAME,
        )

    def _name(self, ordinal: int) -> str:
        offset = ROW.unpack_from(self._data, self._rows_start + ordinal * ROW.size)[3] + self._names_start
        size = self._data[offset]
        return self._data[offset + 1 : offset + 1 + size].decode()


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer in the file `path`, or the one that Dragoman brings.

    Raises:
        KnowledgeError: when there is no such file or it is no gazetteer of this version.
    """
    where = path or Path(str(files("dragoman") / "resources" / "places" / "places.index"))
    try:
        with where.open("rb") as file:
            return Gazetteer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), str(where))
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{where}: cannot be opened as a gazetteer ({error}); reinstall Dragoman") from error
