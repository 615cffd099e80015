"""Builds the desk's pages into the package, so that whoever installs a wheel needs no Node."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HELP = "the desk's pages are not built and npm is not there to build them; install Node 20 with npm, or build from an sdist"


class PagesHook(BuildHookInterface):  # type: ignore[type-arg]  # its configuration is not used
    """Runs before a wheel or an sdist is put together; an editable installation takes what `make web` built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling calls it with both
        """Builds the pages, or takes those that an sdist brings.

        Raises:
            RuntimeError: when there would be none: a package never ships without its pages.
        """
        if version == "editable":
            return
        root = Path(self.root)
        built = root / "src" / "dragoman" / "web_build" / "index.html"
        npm = shutil.which("npm")
        is_unpacked = (root / "PKG-INFO").is_file() and built.is_file()
        if npm and not is_unpacked:
            for arguments in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
                subprocess.run([npm, *arguments], cwd=root / "web", check=True)  # noqa: S603 - our own two commands
        if not built.is_file():
            raise RuntimeError(HELP)
