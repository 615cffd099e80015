"""YAML files as mappings, with errors that name the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from dragoman.errors import ResourceError

RESOURCES = Path(__file__).parents[1] / "resources"


def read_mapping(path: Path) -> dict[str, object]:
    """The mapping that a YAML file holds.

    Raises:
        ResourceError: when there is no such file, it is no YAML, or it holds no mapping.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both loaders are safe
    except OSError as error:
        raise ResourceError(f"{path.name}: cannot be read ({error.strerror}); looked in {path.parent}") from error
    except yaml.YAMLError as error:
        raise ResourceError(f"{path.name}: no YAML: {error}") from error
    if not isinstance(data, dict):
        raise ResourceError(f"{path.name}: must hold a mapping")
    return data


def read_bundled(name: str) -> dict[str, Any]:
    """The mapping that the bundled file `name` holds ("cues/status.yml").

    Raises:
        ResourceError: as `read_mapping`.
    """
    return read_mapping(RESOURCES / name)
