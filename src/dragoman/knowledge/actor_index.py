"""The actor base compiled: its tables as one file in which only what is asked for is decoded.

Reading the tables takes a second, opening the compiled file some milliseconds. It is made when the tables are first read, or
have changed, and kept in the user's cache folder under a name that tells from which tables and which version it was made.
Where it cannot be kept, all works as well, only slower to open.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
from msgspec import Raw, msgpack

from dragoman.knowledge.actor_files import Spell
from dragoman.knowledge.entry import Office, RoleNoun, Tenure
from dragoman.knowledge.name_index import Form, NameIndex
from dragoman.knowledge.people import People, Person
from dragoman.knowledge.titles import Offices, RoleNouns

V = TypeVar("V")
T = TypeVar("T", bound="ActorTables")
VERSION = 1
# How many compiled files are kept: those of other choices of actor files.
KEPT = 4
ENDING = ".actors"


class Lazy(Mapping[str, V], Generic[V]):
    """A mapping whose values are decoded when they are first asked for."""

    __slots__ = ("_decoded", "_decoder", "_raw")

    def __init__(self, raw: Mapping[str, Raw], decoder: msgpack.Decoder[V]) -> None:
        self._raw = raw
        self._decoder = decoder
        self._decoded: dict[str, V] = {}

    def __getitem__(self, key: str) -> V:
        found = self._decoded.get(key)
        if found is None:
            found = self._decoded[key] = self._decoder.decode(self._raw[key])
        return found

    def get(self, key: str, default=None):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 - as Mapping has it
        """The value of a key, or the default."""
        return self[key] if key in self._raw else default

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class Compiled(msgspec.Struct, array_like=True, frozen=True):
    """What the file holds: of the larger mappings the values still encoded."""

    forms: dict[str, Raw]
    reach: dict[str, int]
    persons: dict[str, Raw]
    by_name: dict[str, Raw]
    by_last_name: dict[str, Raw]
    by_skeleton: dict[str, Raw]
    holders: dict[str, Raw]
    ranks: dict[str, int]
    spells: dict[str, Raw]
    nouns: dict[str, Raw]
    phrases: dict[str, Raw]
    modifiers: dict[str, str]
    office_reach: int
    led_by: dict[str, str]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorTables:
    """All look-up structures of the actor base."""

    names: NameIndex
    people: People
    spells: Mapping[str, tuple[Spell, ...]]
    role_nouns: RoleNouns
    offices: Offices
    led_by: Mapping[str, str]
    problems: tuple[str, ...]


def encode_tables(tables: ActorTables) -> bytes:
    """The tables as a file has them."""
    people, offices = tables.people, tables.offices
    return msgpack.encode(
        Compiled(
            forms=encoded(tables.names.forms),
            reach=dict(tables.names.reach),
            persons=encoded(people.persons),
            by_name=encoded(people.by_name),
            by_last_name=encoded(people.by_last_name),
            by_skeleton=encoded(people.by_skeleton),
            holders=encoded(people.holders),
            ranks=dict(people.ranks),
            spells=encoded(tables.spells),
            nouns=encoded(tables.role_nouns.nouns),
            phrases=encoded(offices.phrases),
            modifiers=dict(offices.modifiers),
            office_reach=offices.reach,
            led_by=dict(tables.led_by),
            problems=tables.problems,
        )
    )


def encoded(mapping: Mapping[str, object]) -> dict[str, Raw]:
    """The mapping with each value encoded by itself."""
    return {key: Raw(msgpack.encode(value)) for key, value in mapping.items()}


def decode_tables(data: bytes, kind: type[T]) -> T:
    """The tables of a file, as an `ActorTables` or a kind of it.

    Raises:
        msgspec.DecodeError: when it is none.
    """
    file = msgpack.decode(data, type=Compiled)
    keys = msgpack.Decoder(tuple[str, ...])
    people = People(
        Lazy(file.persons, msgpack.Decoder(Person)),
        Lazy(file.by_name, keys),
        Lazy(file.by_last_name, keys),
        Lazy(file.by_skeleton, msgpack.Decoder(tuple[tuple[tuple[str, ...], str], ...])),
        Lazy(file.holders, msgpack.Decoder(tuple[Tenure, ...])),
        file.ranks,
    )
    return kind(
        NameIndex(Lazy(file.forms, msgpack.Decoder(tuple[Form, ...])), file.reach),
        people,
        Lazy(file.spells, msgpack.Decoder(tuple[Spell, ...])),
        RoleNouns(Lazy(file.nouns, msgpack.Decoder(RoleNoun))),
        Offices(Lazy(file.phrases, msgpack.Decoder(Office)), file.modifiers, file.office_reach, file.ranks),
        file.led_by,
        file.problems,
    )


def index_name(tables: Iterable[Path]) -> str:
    """The name of the compiled file of some tables: a hash of their names, sizes and times, and those of this code.

    Raises:
        OSError: when a table cannot be seen.
    """
    hasher = blake2b(str(VERSION).encode(), digest_size=12)
    for path in (*tables, *sorted(Path(__file__).parent.glob("*.py"))):
        seen = path.stat()
        hasher.update(f"{path}\n{seen.st_size}\n{seen.st_mtime_ns}\n".encode())
    return hasher.hexdigest() + ENDING


def read_index(path: Path, kind: type[T]) -> T | None:
    """The tables compiled in a file; None where there is none that can be read."""
    try:
        return decode_tables(path.read_bytes(), kind)
    except (OSError, msgspec.DecodeError):
        return None


def keep_index(path: Path, tables: ActorTables) -> None:
    """Writes the compiled file whole or not at all, and removes the oldest of those that are no longer used."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(encode_tables(tables))
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
        others = sorted(path.parent.glob(f"*{ENDING}"), key=lambda other: other.stat().st_mtime_ns, reverse=True)
        for old in others[KEPT:]:
            old.unlink(missing_ok=True)
