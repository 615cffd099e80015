"""Folders: the files in them that can be read, in a fixed order, through links but never round in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import InputError
from dragoman.intake.bytes import kind_of_name


def files_in(folder: Path, above: tuple[Path, ...] = ()) -> Iterator[Path | InputError]:
    """The files of known kinds below `folder`, sorted by path; hidden ones and other kinds are passed over.

    A link that leads back to a folder above it, and a folder that may not be read, are errors in their places.
    """
    try:
        real = folder.resolve(strict=True)
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield InputError(str(folder), f"cannot be opened ({error.strerror})", "check the path and its permissions")
        return
    if real in above:
        yield InputError(str(folder), "a link that leads back to a folder above it", "remove the link; the rest is read")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from files_in(entry, (*above, real))
        elif kind_of_name(entry.name) is None:
            continue
        elif entry.is_file() or not entry.exists():
            yield entry
        else:
            yield InputError(str(entry), "neither a file nor a folder", "remove it; the rest is read")
