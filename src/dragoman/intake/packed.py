"""Compressed files read as streams: gzip, xz, bzip2 and zstd, with a guard against what unpacks to absurd sizes.

What cannot be unpacked raises an `InputError` from the midst of reading. Behind it a gzip file goes on with its next
member, so that one broken record of a web archive costs no other; the other formats end there.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from typing import Any, BinaryIO, Protocol

from dragoman.errors import InputError

HEAD = 4096
CHUNK = 1 << 16
BOMB_BYTES = 100_000_000
BOMB_RATIO = 200
GZIP_MAGIC = b"\x1f\x8b\x08"
MAX_MEMBER_KEPT = 1 << 22
TRIAL = 256
MAGIC = ((GZIP_MAGIC, "gzip"), (b"\xfd7zXZ\x00", "xz"), (b"BZh", "bzip2"), (b"\x28\xb5\x2f\xfd", "zstd"))


class Readable(Protocol):
    """What can be read from."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""


class Headed(io.RawIOBase):
    """A file of which the first bytes, already read, are given again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self.head = head
        self.rest = rest

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fills the buffer as far as one reading goes."""
        view = memoryview(buffer).cast("B")
        data = self.head[: len(view)] or self.rest.read1(len(view))  # type: ignore[attr-defined]
        self.head = self.head[len(view) :]
        view[: len(data)] = data
        return len(data)


class Counted:
    """A file that knows how much of it was read."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.taken = 0
        self.closed = False

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        data = self.file.read(size)
        self.taken += len(data)
        return data

    def close(self) -> None:
        """Leaves the file open: who opened it closes it."""
        self.closed = True


class Unpacked(io.RawIOBase):
    """What an xz, bzip2 or zstd file holds."""

    def __init__(self, file: BinaryIO, packing: str, source: str) -> None:
        self.packed = Counted(file)
        self.packing = packing
        self.source = source
        self.given = 0
        self.ended = False
        self.inner = open_inner(self.packed, packing)

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fills the buffer as far as one reading goes.

        Raises:
            InputError: for broken data, and for a bomb; what follows is then taken as the end.
        """
        view = memoryview(buffer).cast("B")
        if self.ended:
            return 0
        try:
            data = self.inner.read(len(view))
        except (EOFError, OSError, lzma.LZMAError) as error:
            self.ended = True
            raise broken(self.source, self.packing, self.packed.taken, str(error)) from error
        self.given += len(data)
        if is_bomb(self.packed.taken, self.given):
            self.ended = True
            raise bomb(self.source, self.packing, self.packed.taken)
        view[: len(data)] = data
        return len(data)


class GzipMembers(io.RawIOBase):
    """What the members of a gzip file hold, one after the other; behind a broken one it goes on with the next."""

    def __init__(self, file: BinaryIO, source: str) -> None:
        self.file = file
        self.source = source
        self.pending = b""
        self.member = b""  # what was taken for this member, to look in it for the next when it breaks
        self.offset = 0  # of all that was read of the file
        self.taken = self.given = 0  # of this member
        self.inflater: zlib._Decompress | None = None
        self.is_broken = False

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fills the buffer as far as one reading goes.

        Raises:
            InputError: for broken data, and for a bomb; reading on goes on with the next member.
        """
        view = memoryview(buffer).cast("B")
        while True:
            if self.is_broken:
                self.find_member()
            if not self.pending and not self.fill():
                if self.inflater is None:
                    return 0
                self.is_broken = True
                raise broken(self.source, "gzip", self.offset, "it ends too early")
            if data := self.inflate(len(view)):
                view[: len(data)] = data
                return len(data)

    def fill(self) -> bool:
        """Reads on in the file; False at its end."""
        self.pending = self.file.read(CHUNK)
        self.offset += len(self.pending)
        self.taken += len(self.pending)
        self.member = self.pending if len(self.member) > MAX_MEMBER_KEPT else self.member + self.pending
        return bool(self.pending)

    def inflate(self, size: int) -> bytes:
        """Up to `size` bytes of this member or, between two, of the next."""
        if self.inflater is None:
            self.pending = self.member = self.pending.lstrip(b"\x00")  # some writers fill up with zeros
            if not self.pending:
                return b""
            self.inflater = zlib.decompressobj(wbits=31)
            self.taken, self.given = len(self.pending), 0
        try:
            data = self.inflater.decompress(self.pending, size)
        except zlib.error as error:
            self.is_broken = True
            raise broken(self.source, "gzip", self.offset, str(error)) from error
        self.given += len(data)
        if is_bomb(self.taken, self.given):
            self.is_broken = True
            raise bomb(self.source, "gzip", self.offset)
        self.pending = self.inflater.unconsumed_tail
        if self.inflater.eof:
            self.pending = self.inflater.unused_data
            self.inflater = None
        return data

    def find_member(self) -> None:
        """Goes on to where the next member begins, or to the end."""
        self.is_broken = False
        self.inflater = None
        kept = self.member[1:]
        while (start := find_member_start(kept)) is None:
            more = self.file.read(CHUNK)
            self.offset += len(more)
            if not more:
                self.pending = b""
                return
            kept = kept[-TRIAL:] + more
        self.pending = kept[start:]


def find_member_start(data: bytes) -> int | None:
    """The offset at which a gzip member begins, of which the first bytes can be unpacked."""
    start = data.find(GZIP_MAGIC)
    while start >= 0:
        try:
            zlib.decompressobj(wbits=31).decompress(data[start : start + TRIAL], TRIAL)
        except zlib.error:
            start = data.find(GZIP_MAGIC, start + 1)
        else:
            return start
    return None


def open_inner(packed: Counted, packing: str) -> Readable:
    """A reader of what is packed, from libraries that check it."""
    if packing == "xz":
        return lzma.LZMAFile(packed)  # type: ignore[arg-type]
    if packing == "bzip2":
        return bz2.BZ2File(packed)  # type: ignore[call-overload, no-any-return]
    import pyarrow as pa  # noqa: PLC0415 - heavy; the standard library has no zstd before 3.14

    return pa.CompressedInputStream(packed, "zstd")  # type: ignore[no-any-return]


def packing_of(head: bytes) -> str | None:
    """How a file that begins with `head` is compressed."""
    return next((packing for magic, packing in MAGIC if head.startswith(magic)), None)


def look(file: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes of a file, and the file from its beginning."""
    if file.seekable():
        head = file.read(HEAD)
        file.seek(-len(head), io.SEEK_CUR)
        return head, file
    head = file.read1(HEAD)  # type: ignore[attr-defined]
    return head, io.BufferedReader(Headed(head, file), CHUNK)


def unpacked(file: BinaryIO, packing: str, source: str) -> BinaryIO:
    """What a compressed file holds, as a stream."""
    raw = GzipMembers(file, source) if packing == "gzip" else Unpacked(file, packing, source)
    return io.BufferedReader(raw, CHUNK)


def is_bomb(taken: int, given: int) -> bool:
    """True when so much came out of so little that no text can have been in it."""
    return given > BOMB_BYTES and given > BOMB_RATIO * taken


def bomb(source: str, packing: str, offset: int) -> InputError:
    """The error for a file that unpacks to absurd sizes."""
    return InputError(
        source,
        f"{packing} data that unpacks to more than {BOMB_RATIO} times its size, near byte {offset}",
        "unpack it yourself, if it is no bomb, and give what is in it",
    )


def broken(source: str, packing: str, offset: int, why: str) -> InputError:
    """The error for compressed data that cannot be unpacked."""
    return InputError(source, f"broken {packing} data before byte {offset} ({why})", "fetch or pack it again")
