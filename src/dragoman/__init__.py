"""Dragoman reads news reports and keeps the record of what they tell.

>>> import dragoman
>>> records = dragoman.code("Russian Foreign Minister Sergey Lavrov met John Kerry in Doha.", published="2015-08-03")
>>> records[0].event
('CONSULT',)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.coder import Coder, Settings, code, open_coder
    from dragoman.errors import DragomanError
    from dragoman.model.claim import Claim
    from dragoman.model.document import Document
    from dragoman.model.event import Event
    from dragoman.model.query import Query
    from dragoman.model.reading import Reading
    from dragoman.model.record import Record
    from dragoman.model.span import Span
    from dragoman.store.store import Store, open_store

# Names are imported when they are first asked for, so that `import dragoman` costs nothing.
HOMES = {
    "code": "dragoman.coder",
    "open_coder": "dragoman.coder",
    "Coder": "dragoman.coder",
    "Settings": "dragoman.coder",
    "Document": "dragoman.model.document",
    "Record": "dragoman.model.record",
    "Claim": "dragoman.model.claim",
    "Reading": "dragoman.model.reading",
    "Span": "dragoman.model.span",
    "DragomanError": "dragoman.errors",
    "Event": "dragoman.model.event",
    "Query": "dragoman.model.query",
    "Store": "dragoman.store.store",
    "open_store": "dragoman.store.store",
}

__all__ = [
    "Claim",
    "Coder",
    "Document",
    "DragomanError",
    "Event",
    "Query",
    "Reading",
    "Record",
    "Settings",
    "Span",
    "Store",
    "code",
    "open_coder",
    "open_store",
]


def __dir__() -> list[str]:
    """The public names, also those not yet imported."""
    return sorted(__all__)


def __getattr__(name: str) -> object:
    """A public name, imported from its home (PEP 562)."""
    if name not in HOMES:
        raise AttributeError(f"module 'dragoman' has no attribute '{name}'")
    from importlib import import_module  # noqa: PLC0415 - the lazy import is the point

    return getattr(import_module(HOMES[name]), name)
