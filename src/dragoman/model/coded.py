"""What is put into the archive: a document with all that was found in it, or the reason why it could not be read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dragoman.model.claim import Claim
from dragoman.model.document import Document
from dragoman.model.record import Record
from dragoman.model.span import Span


class Outcome(StrEnum):
    """What became of a document: coded, or kept without being coded, and why."""

    CODED = "coded"
    COPY = "copy"
    LANGUAGE = "language"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Coded:
    """A document and what was found in it.

    `copy_of` is the id of the document that this one repeats, where it is a near copy. `bands` are the keys under which
    near copies of it are looked for.
    """

    document: Document
    outcome: Outcome = Outcome.CODED
    sentences: tuple[Span, ...] = ()
    records: tuple[Record, ...] = ()
    claims: tuple[Claim, ...] = ()
    copy_of: str | None = None
    bands: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read or coded: which, in which stage, and why; `document` where there was one."""

    source: str
    stage: str
    reason: str
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class CoderVersion:
    """Who coded: the coder's name and version, and version or digest of each model, scheme and resource that it used."""

    name: str
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """A hash of the content; 16 hexadecimal digits."""
        content = json.dumps([self.name, dict(sorted(self.versions.items()))], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()[:16]


def content_hash(document: Document) -> str:
    """A hash of what a publication gave: text, title, address, source and day; 32 hexadecimal digits.

    The language is left out: it may be detected later.
    """
    day = document.published.isoformat() if document.published else None
    content = json.dumps([document.text, document.title, document.url, document.source, day], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:32]
