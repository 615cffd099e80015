"""Where a user's own actor files are kept, and where what was computed from them may be."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

# A folder of actor files that are used besides Dragoman's own; empty for none.
VARIABLE = "DRAGOMAN_ACTORS"
NAME = "dragoman"


def actor_folder() -> Path | None:
    """The user's actor folder, there or not: the one that the environment names, or one in the user's data folder.

    None where the environment says that there shall be none.
    """
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named).expanduser() if named.strip() else None
    return user_folder("XDG_DATA_HOME", ".local/share", "Application Support") / NAME / "actors"


def cache_folder() -> Path:
    """Where files may be kept that can be computed again at any time."""
    return user_folder("XDG_CACHE_HOME", ".cache", "Caches") / NAME


def user_folder(variable: str, unix: str, mac: str) -> Path:
    """A folder of the user's by the habit of each system."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / mac
    return Path(os.environ.get(variable) or Path.home() / unix)


def actor_paths(further: Iterable[Path] = ()) -> tuple[Path, ...]:
    """The files of the user's actor folder, where there are any, then further files and those of further folders."""
    folder = actor_folder()
    paths = [folder] if folder is not None and folder.is_dir() else []
    return tuple(file for path in (*paths, *further) for file in (sorted(path.glob("*.csv")) if path.is_dir() else [path]))
