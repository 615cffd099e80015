"""The bundled scheme, loaded once, and schemes written by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.scheme import Scheme, load_scheme


@pytest.fixture(scope="session")
def plover() -> Scheme:
    return load_scheme()


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a scheme that extends PLOVER."""

    def write(text: str) -> Path:
        path = tmp_path / "my.yml"
        path.write_text('extends: plover\nname: my\nversion: "1"\n' + text, encoding="utf-8")
        return path

    return write
