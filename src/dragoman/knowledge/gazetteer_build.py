"""Writes the gazetteer's file: places and their names in, bytes out, the same bytes for the same places."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dragoman.knowledge.gazetteer import FIRST_OWN_ID, MAGIC, OTHER_NAME, ROW, fold_name, name_key

MAX_NAME = 255


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to be written.

    `id` is its GeoNames id, or one from `FIRST_OWN_ID` on; `country` numbers `Contents.countries`; `province` and `district`
    are ids of other entries; `names` are those that it goes by and `other_names` the rest, before folding.
    """

    id: int
    name: str
    latitude: float
    longitude: float
    population: int
    country: int
    feature: str
    resolution: int
    province: int | None = None
    district: int | None = None
    names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """All that goes into one file; `countries` are pairs of code and name, the first of them empty for no country."""

    entries: Sequence[Entry]
    countries: Sequence[tuple[str, str]]
    attribution: str = field(default="")


def write_gazetteer(contents: Contents) -> bytes:
    """The file's bytes.

    Raises:
        ValueError: when two entries share an id, or two names a key.
    """
    entries = sorted(contents.entries, key=lambda entry: entry.id)
    ordinals = {entry.id: number for number, entry in enumerate(entries)}
    if len(ordinals) != len(entries):
        raise ValueError("two places have the same id")
    features = sorted({entry.feature for entry in entries})
    provinces = sorted({entry.province for entry in entries if entry.province is not None})
    districts = sorted({entry.district for entry in entries if entry.district is not None})
    names, offsets = pack_names(entry.name for entry in entries)
    rows = pack_rows(entries, offsets, features, (provinces, districts))
    keys, starts, postings = pack_postings(entries)
    parts = {
        "keys": keys.tobytes(),
        "ids": array("I", ordinals).tobytes(),
        "starts": starts.tobytes(),
        "postings": postings.tobytes(),
        "provinces": array("I", [0, *(ordinals[key] for key in provinces)]).tobytes(),
        "districts": array("I", [0, *(ordinals[key] for key in districts)]).tobytes(),
        "rows": rows,
        "names": names,
    }
    header: dict[str, object] = {
        "attribution": contents.attribution,
        "countries": list(contents.countries),
        "features": features,
        "notes": {entry.name if entry.id >= FIRST_OWN_ID else str(entry.id): entry.note for entry in entries if entry.note},
    }
    return join_parts(header, parts)


def pack_names(names: Iterable[str]) -> tuple[bytes, list[int]]:
    """The names one after the other, each behind its length and each once, and where each of them begins."""
    blob = bytearray()
    known: dict[bytes, int] = {}
    offsets = []
    for name in names:
        raw = name.encode()
        if len(raw) > MAX_NAME:
            raise ValueError(f"name too long: {name}")
        if raw not in known:
            known[raw] = len(blob)
            blob += bytes((len(raw),)) + raw
        offsets.append(known[raw])
    return bytes(blob), offsets


def pack_rows(
    entries: Sequence[Entry],
    offsets: Sequence[int],
    features: Sequence[str],
    areas: tuple[Sequence[int], Sequence[int]],
) -> bytes:
    """One row for each entry; provinces and districts by their numbers in `areas`, from 1."""
    feature_number = {feature: number for number, feature in enumerate(features)}
    province_number = {key: number for number, key in enumerate(areas[0], start=1)}
    district_number = {key: number for number, key in enumerate(areas[1], start=1)}
    return b"".join(
        ROW.pack(
            entry.latitude,
            entry.longitude,
            entry.population,
            offset,
            entry.country,
            feature_number[entry.feature],
            entry.resolution,
            0 if entry.province is None else province_number[entry.province],
            0 if entry.district is None else district_number[entry.district],
        )
        for entry, offset in zip(entries, offsets, strict=True)
    )


def pack_postings(entries: Sequence[Entry]) -> tuple[array[int], array[int], array[int]]:
    """Sorted keys of names, where the postings of each begin, and the postings: ordinals, marked for other names."""
    found: dict[str, dict[int, bool]] = {}
    for ordinal, entry in enumerate(entries):
        for name in (entry.name, *entry.names):
            found.setdefault(fold_name(name), {})[ordinal] = False
        for name in entry.other_names:
            found.setdefault(fold_name(name), {}).setdefault(ordinal, True)
    found.pop("", None)
    by_key = sorted((name_key(name), name) for name in found)
    keys, starts, postings = array("Q"), array("I", [0]), array("I")
    for key, name in by_key:
        if keys and keys[-1] == key:
            raise ValueError(f"two names share a key: {name}")
        keys.append(key)
        postings.extend(ordinal | (OTHER_NAME if other else 0) for ordinal, other in found[name].items())
        starts.append(len(postings))
    return keys, starts, postings


def join_parts(header: dict[str, object], parts: dict[str, bytes]) -> bytes:
    """Magic, length of the header, header, and the parts at multiples of eight bytes."""
    places: dict[str, tuple[int, int]] = dict.fromkeys(parts, (0, 0))
    # Two rounds settle the header's length: the first with room to spare.
    room = len(json.dumps({**header, "parts": places})) * 2 + 1024
    start = -(-(len(MAGIC) + 4 + room) // 8) * 8
    first = start
    for name, content in parts.items():
        places[name] = (start, start + len(content))
        start = -(-(start + len(content)) // 8) * 8
    text = json.dumps({**header, "parts": places}, ensure_ascii=False, separators=(",", ":")).encode()
    blob = bytearray(MAGIC + len(text).to_bytes(4, "little") + text)
    blob += bytes(first - len(blob))
    for name, content in parts.items():
        blob += bytes(places[name][0] - len(blob)) + content
    return bytes(blob)
