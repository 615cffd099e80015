"""Compressed files as streams: what they hold comes out, what is broken is told, bombs are refused."""

import bz2
import gzip
import hashlib
import io
import json
import lzma
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from dragoman.errors import InputError
from dragoman.intake import Intake, bytes_of, read_inputs
from dragoman.intake.packed import packing_of, unpacked
from dragoman.model.document import Document

LINES = b"".join(
    json.dumps({"id": str(n), "text": f"Report {n}: {n * 7919} resigned"}).encode() + b"\n" for n in range(2000)
)


def zstd(data: bytes) -> bytes:
    return pa.compress(data, codec="zstd", asbytes=True)


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".bz2": bz2.compress,
    ".zst": zstd,
}
by_packer = pytest.mark.parametrize(("suffix", "pack"), PACKERS.items(), ids=PACKERS)


def read(*sources: object, **settings: Any) -> list[Document | InputError]:
    return list(read_inputs([str(source) for source in sources], Intake(**settings)))


@by_packer
@pytest.mark.parametrize("name", ["a.jsonl", "a", "a.jsonl.gz"])
def test_packed_lines_are_read_whatever_their_name(tmp_path: Path, suffix: str, pack: Callable, name: str) -> None:
    path = tmp_path / f"{name}{suffix}"
    path.write_bytes(pack(LINES))
    items = read(path)
    assert [item.id for item in items if isinstance(item, Document)] == [str(n) for n in range(2000)]


@by_packer
def test_truncated_file_gives_what_came_before_and_an_error(tmp_path: Path, suffix: str, pack: Callable) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    words = (hashlib.sha256(str(number).encode()).hexdigest() for number in range(20_000))  # no packer makes them small
    data = pack(b"".join(json.dumps({"text": word}).encode() + b"\n" for word in words))
    path.write_bytes(data[: len(data) * 2 // 3])
    *documents, error = read(path)
    assert all(isinstance(item, Document) for item in documents)
    assert isinstance(error, InputError)
    assert str(error).startswith(f"{path}: broken ")
    assert len(documents) > 1000


@by_packer
def test_bombs_are_refused(tmp_path: Path, suffix: str, pack: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.intake.packed.BOMB_BYTES", 3_000_000)
    for name in (f"bomb.jsonl{suffix}", f"bomb.csv{suffix}"):
        path = tmp_path / name
        path.write_bytes(pack(b"text,id\n" + bytes(20_000_000)))
        items = read(path)
        assert not [item for item in items if isinstance(item, Document)]
        assert "times its size" in str(items[-1])


def test_one_large_document_in_little_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"The minister resigned. " * 100_000))
    (error,) = read(path)
    assert "MB in one document" in str(error)


def test_bomb_in_a_bomb_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(gzip.compress(bytes(1_000_000))))
    (error,) = read(path)
    assert isinstance(error, InputError)


def test_folder_has_packed_files_of_known_kinds(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"Report a."))
    (tmp_path / "b.tar.gz").write_bytes(gzip.compress(b"Report b."))
    (tmp_path / "c.csv.xz").write_bytes(lzma.compress(b"id,text\n1,Report c.\n"))
    assert [item.text for item in read(tmp_path) if isinstance(item, Document)] == ["Report a.", "Report c."]


def test_gzip_goes_on_behind_a_broken_member() -> None:
    members = [gzip.compress(f"member {n} ".encode() * 50) for n in range(4)]
    broken = bytearray(members[1])
    broken[20:30] = bytes(10)
    stream = unpacked(
        io.BytesIO(members[0] + bytes(broken) + bytes(8) + members[2] + bytes(16) + members[3]), "gzip", "a.gz"
    )
    found, errors = b"", []
    while True:
        try:
            data = stream.read(64)
        except InputError as error:
            errors.append(error)
            continue
        if not data:
            break
        found += data
    assert len(errors) == 1
    assert [found.count(f"member {n} ".encode()) for n in (2, 3)] == [50, 50]
    assert found.count(b"member 0 ") >= 43  # up to the read that met the error


def test_magic_bytes_tell_the_packing() -> None:
    assert [packing_of(pack(b"x")) for pack in PACKERS.values()] == ["gzip", "xz", "bzip2", "zstd"]
    assert packing_of(zlib.compress(b"x")) is None


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES)
    (tmp_path / "b.txt").write_text("Report.")
    taken: list[int] = []
    read(tmp_path, took=taken.append)
    assert bytes_of([str(tmp_path)]) == len(LINES) + 7
    assert sum(taken) >= len(LINES) + 7
    assert bytes_of([str(tmp_path), "-"]) is None
    assert bytes_of(["https://example.org/a"]) is None
