"""What a user names to inputs that can be read anywhere, and the items of a shard."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.engine.base import Shard, Slice
from dragoman.engine.files import WEB, is_address, opened
from dragoman.errors import InputError
from dragoman.intake import Intake, read_inputs
from dragoman.intake.bytes import Kind, kind_of_name
from dragoman.intake.folder import files_in
from dragoman.intake.stream import Origin, read_stream
from dragoman.model.document import Document

BUFFER = 1 << 18


@dataclass(frozen=True, slots=True)
class Input:
    """One input: its path or address, its size in bytes where that is known, and what its name says it is."""

    path: str
    size: int | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A document, or what is wrong with what stands in its place: which input, which number in it."""

    input: str
    position: int
    content: Document | InputError


class Watched(io.RawIOBase):
    """A remote file that tells how much of it is read."""

    def __init__(self, file: Any, took: Callable[[int], None]) -> None:
        self.file = file
        self.took = took

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True: tables are read from their end."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Goes to another place in the file."""
        return int(self.file.seek(offset, whence))

    def tell(self) -> int:
        """The place in the file."""
        return int(self.file.tell())

    def readinto(self, buffer: Any, /) -> int:
        """Fills the buffer as far as one reading goes."""
        data = self.file.read(len(buffer))
        buffer[: len(data)] = data
        self.took(len(data))
        return len(data)


def find_inputs(sources: Sequence[str]) -> list[Input]:
    """The files behind what a user named, in order; a path or address without any is an input that will fail."""
    return [found for source in sources for found in (inputs_at(source) if is_address(source) else local_inputs(source))]


def local_inputs(source: str) -> Iterator[Input]:
    """The files of a local path, which becomes absolute so that it means the same in every process."""
    if source.lower().startswith(WEB):
        yield Input(source)
        return
    path = Path(source).absolute()
    if not path.is_dir():
        yield input_of(path)
        return
    for entry in files_in(path):
        yield input_of(entry) if isinstance(entry, Path) else Input(entry.source)


def input_of(path: Path) -> Input:
    """A local file as an input."""
    return Input(str(path), path.stat().st_size if path.is_file() else None, kind_of_name(path.name))


def inputs_at(address: str) -> Iterator[Input]:
    """The files below an address."""
    system, place = opened(address)
    try:
        found = system.find(place, detail=True)
    except OSError:
        found = {}
    named = {place: entry for place, entry in sorted(found.items()) if kind_of_name(place.rpartition("/")[2])}
    for path, entry in (named or found).items():
        yield Input(system.unstrip_protocol(path), entry["size"], kind_of_name(path.rpartition("/")[2]))
    if not found:
        yield Input(address)


def read_input(path: str, intake: Intake) -> Iterator[Document | InputError]:
    """The items of one input."""
    if not is_address(path):
        yield from read_inputs([path], intake)
        return
    try:
        system, place = opened(path)
        with system.open(place, "rb") as file:
            buffered = io.BufferedReader(Watched(file, intake.took), BUFFER)
            kind = kind_of_name(place.rpartition("/")[2])
            for content in read_stream(buffered, Origin(path, kind), intake):
                forced = intake.language if isinstance(content, Document) else None
                yield replace(content, language=forced) if isinstance(content, Document) and forced else content
    except FileNotFoundError:
        yield InputError(path, "no such file", "check the address")
    except OSError as error:
        yield InputError(path, f"cannot be read ({error})", "check the address, the rights and the connection")


def items_of(piece: Slice, contents: Iterable[Document | InputError]) -> Iterator[Item]:
    """The items of a slice; an input of which nothing can be read has one, its error, in its first slice."""
    for place, content in enumerate(islice(contents, piece.first, piece.stop), piece.first):
        yield Item(piece.input, place, content)


def items_in(shard: Shard, intake: Intake) -> Iterator[tuple[int, Iterator[Item]]]:
    """The slices of a shard by their number, and the items of each."""
    for number, piece in enumerate(shard.slices):
        yield number, items_of(piece, read_input(piece.input, intake))
