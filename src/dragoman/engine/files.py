"""Files by path or by address (s3://bucket/folder), written so that a name always stands for a complete file."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fsspec.core import url_to_fs

from dragoman.errors import EngineError

UNFINISHED = "_unfinished"  # readers of Parquet folders pass over names that begin like this
WEB = ("http://", "https://")


def is_address(path: str) -> bool:
    """True for what is read through a file system of its own: s3://, gs:// and the like, not the web."""
    return "://" in path and not path.lower().startswith(WEB)


def joined(folder: str, *names: str) -> str:
    """The path of something in a folder."""
    return "/".join((folder.rstrip("/"), *names))


def opened(path: str) -> tuple[Any, str]:
    """The file system of a path, and the path as that knows it.

    Raises:
        EngineError: when what reads such addresses is not installed.
    """
    try:
        return url_to_fs(path)  # type: ignore[no-any-return]
    except (ImportError, ValueError) as error:
        raise EngineError(f"{path}: {error}; s3:// needs dragoman[s3], gs:// needs dragoman[gcs]") from error


def read(path: str) -> bytes | None:
    """The content of a small file; None where there is none."""
    system, place = opened(path)
    try:
        return bytes(system.cat_file(place))
    except FileNotFoundError:
        return None


def sizes_in(folder: str) -> dict[str, int]:
    """The files of a folder, by name, and their sizes; none where there is no folder."""
    system, place = opened(folder)
    system.invalidate_cache()
    try:
        entries = system.ls(place, detail=True)
    except FileNotFoundError:
        return {}
    return {entry["name"].rpartition("/")[2]: entry["size"] for entry in entries if entry["type"] == "file"}


def remove_unfinished(out: str) -> None:
    """Removes what killed tasks left behind; only for who knows that none is running."""
    system, place = opened(joined(out, UNFINISHED))
    system.invalidate_cache()
    if system.exists(place):
        system.rm(place, recursive=True)


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder on this machine for files in the making."""
    with TemporaryDirectory(prefix="dragoman-") as folder:
        yield Path(folder)


def publish(file: Path, target: str, out: str) -> None:
    """Puts a finished file where it belongs: first under another name, then renamed, so that no part of it is ever seen.

    Raises:
        OSError: when it cannot be written.
    """
    system, place = opened(target)
    _, waiting = opened(joined(out, UNFINISHED, f"{uuid.uuid4().hex}-{file.name}"))
    for folder in (place, waiting):
        system.makedirs(folder.rpartition("/")[0], exist_ok=True)
    system.put_file(str(file), waiting)
    system.mv(waiting, place)


def publish_bytes(data: bytes, target: str, out: str) -> None:
    """The same for content that is at hand."""
    with workplace() as folder:
        file = folder / target.rpartition("/")[2]
        file.write_bytes(data)
        publish(file, target, out)
