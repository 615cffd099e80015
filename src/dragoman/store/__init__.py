"""The archive: documents, records, claims, judgements and events in one SQLite file, or in PostgreSQL for a team."""

from __future__ import annotations

from dragoman.store.store import Store, default_path, open_store

__all__ = ["Store", "default_path", "open_store"]
