"""Web archives: the reports in their pages; what is broken is told, and all else is read."""

import gzip
import io
import lzma
from pathlib import Path
from typing import Any

import pytest
from fastwarc import WarcRecord, WarcRecordType

from dragoman.errors import InputError
from dragoman.intake import Intake, read_inputs
from dragoman.model.document import Document

PAGE = """<!doctype html><html><head><title>Minister visits town {n}</title></head><body><article>
<p>The interior minister visited flooded town {n} on Thursday and promised quick help to all families there.</p>
<p>Local officials said that the water had begun to fall and that the main road to the capital was open again.</p>
</article></body></html>"""
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def read(*sources: object, **settings: Any) -> list[Document | InputError]:
    return list(read_inputs([str(source) for source in sources], Intake(**settings)))


def page(number: int) -> bytes:
    return PAGE.format(n=number).encode()


def record(http: bytes, url: str = "http://example.org/a", kind: WarcRecordType = WarcRecordType.response) -> bytes:
    made = WarcRecord()
    made.init_headers(kind)
    made.headers["WARC-Target-URI"] = url
    made.is_http = True
    made.set_bytes_content(http)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def records(count: int = 5) -> list[bytes]:
    return [record(OK + page(number), f"http://example.org/{number}") for number in range(count)]


def numbers(items: list[Document | InputError]) -> list[int]:
    return [int(item.url.rpartition("/")[2]) for item in items if isinstance(item, Document)]


def errors(items: list[Document | InputError]) -> list[str]:
    return [str(item) for item in items if isinstance(item, InputError)]


def packed(parts: list[bytes]) -> bytes:
    return b"".join(gzip.compress(part) for part in parts)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc", b"".join(records())),
        ("a.warc.gz", packed(records())),
        ("a.warc.gz", gzip.compress(b"".join(records()))),
        ("a.warc.xz", lzma.compress(b"".join(records()))),
        ("archive", packed(records())),
    ],
    ids=["plain", "gzip", "gzip whole", "xz", "no name"],
)
def test_pages_become_documents(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    items = read(path)
    assert numbers(items) == [0, 1, 2, 3, 4]
    assert not errors(items)
    assert isinstance(items[0], Document)
    assert items[0].text.startswith("Minister visits town 0\n")
    assert items[0].source == "example.org"


def test_other_records_are_passed_over(tmp_path: Path) -> None:
    request = record(b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", kind=WarcRecordType.request)
    picture = record(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG" + bytes(100))
    missing = record(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + page(9))
    lookup = record(b"20240101 example.org. 1 IN A 192.0.2.1", url="dns:example.org")
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed([request, *records(2), picture, missing, lookup]))
    items = read(path)
    assert numbers(items) == [0, 1]
    assert not errors(items)


def test_transfer_and_content_encodings_are_undone(tmp_path: Path) -> None:
    body = gzip.compress(page(7))
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (10, body[:10], len(body) - 10, body[10:])
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    path = tmp_path / "a.warc"
    path.write_bytes(record(head + chunks, "http://example.org/7"))
    assert numbers(read(path)) == [7]


def test_bad_pages_are_named_by_record_and_address(tmp_path: Path) -> None:
    menu = record(OK + b"<html><body><nav>Home</nav></body></html>", "http://example.org/menu")
    latin = record(OK + "<p>Le ministre a été limogé ce soir à Paris.</p>".encode("latin-1"), "http://example.org/latin")
    squeezed = OK.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")
    torn = record(squeezed + b"no gzip", "http://example.org/torn")
    bomb = record(squeezed + gzip.compress(bytes(30_000_000)), "http://example.org/bomb")
    first, second = records(2)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed([first, menu, latin, torn, bomb, record(b"no HTTP"), second]))
    items = read(path)
    assert numbers(items) == [0, 1]
    found = errors(items)
    wanted = [
        "record 2 (http://example.org/menu): no report",
        "record 3 (http://example.org/latin): not utf-8",
        "record 4: ",
    ]
    wanted += ["record 5 (http://example.org/bomb): more than 1 MB", "record 6: a response that is no HTTP"]
    assert all(want in error for want, error in zip(wanted, found, strict=True)), found


def test_truncated_archive_gives_what_came_before(tmp_path: Path) -> None:
    for name, data in (("a.warc", b"".join(records())), ("a.warc.gz", packed(records()))):
        path = tmp_path / name
        path.write_bytes(data[:-150])
        items = read(path)
        assert numbers(items) == [0, 1, 2, 3]
        assert len(errors(items)) == 1
        assert f"{path}, record 5: " in errors(items)[0]


def test_corrupt_member_costs_no_other(tmp_path: Path) -> None:
    parts = [gzip.compress(part) for part in records()]
    for offset in (0, 3, 12, 60, 200, len(parts[2]) - 6):
        broken = bytearray(parts[2])
        broken[offset : offset + 4] = b"\xff\xfe\xfd\xfc"
        path = tmp_path / "a.warc.gz"
        path.write_bytes(b"".join([*parts[:2], bytes(broken), *parts[3:]]))
        items = read(path)
        assert numbers(items) in ([0, 1, 3, 4], [0, 1, 2, 3, 4]), offset  # the name in a gzip header may be anything
        assert errors(items) or numbers(items) == [0, 1, 2, 3, 4], offset


def test_member_cut_short_costs_no_other(tmp_path: Path) -> None:
    parts = [gzip.compress(part) for part in records()]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join([*parts[:2], parts[2][:-100], *parts[3:]]))
    items = read(path)
    assert numbers(items) == [0, 1, 3, 4]
    assert errors(items)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda part: b"\x00" * 40 + part[40:],
        lambda part: part[: len(part) // 2] + b"\r\n\r\n",
        lambda part: part.replace(b"Content-Length: ", b"Content-Length: 1"),
        lambda part: part.replace(b"Content-Length: ", b"Content-Length: -"),
        lambda part: part[:29] + b"\r\n",
        lambda part: part + b"stray words\r\n" * 3,
        lambda part: part.replace(b"Content-Length: ", b"Content-Length: 99999999999"),
    ],
    ids=["no header", "cut", "too long", "negative", "header alone", "stray", "absurd"],
)
def test_broken_frames_are_told_and_the_next_records_read(tmp_path: Path, spoil: Any) -> None:
    parts = records()
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join([*parts[:2], spoil(parts[2]), *parts[3:]]))
    items = read(path)
    assert errors(items)
    assert [number for number in numbers(items) if number != 2] == [0, 1, 3, 4]


def test_member_that_is_a_bomb_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.intake.packed.BOMB_BYTES", 3_000_000)
    first, second = records(2)
    bomb = record(OK + bytes(20_000_000), "http://example.org/bomb")
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed([first, bomb, second]))
    items = read(path)
    assert numbers(items) == [0, 1]
    assert "times its size" in errors(items)[0]


def test_large_record_is_passed_over(tmp_path: Path) -> None:
    first, second = records(2)
    film = record(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n" + b"film" * 3_000_000)
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join([first, film, second]))
    items = read(path)
    assert numbers(items) == [0, 1]
    assert not errors(items)


@pytest.mark.parametrize("data", [b"", b"hello\n" * 100])
def test_what_is_no_archive_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(data)
    (error,) = read(path)
    assert str(path) in str(error)
