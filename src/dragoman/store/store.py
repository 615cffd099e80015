"""The archive as the rest of the system sees it: what is put in, what is asked, in terms of the model."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, overload

from dragoman.model.claim import Claim
from dragoman.model.coded import Coded, CoderVersion, Failure, Outcome
from dragoman.model.event import Event, EventLink
from dragoman.model.judgement import Judgement
from dragoman.model.query import Query
from dragoman.model.record import Record
from dragoman.store import append, ask, events, judging, near, read
from dragoman.store.actors import ActorCount, find_actors
from dragoman.store.append import Appended
from dragoman.store.database import WAIT_S, Database, open_database
from dragoman.store.groups import Group, count_matching, find_groups, key_names
from dragoman.store.migrations import prepare
from dragoman.store.pages import Page
from dragoman.store.read import StoredDocument, StoredFailure, StoredRecord

T = TypeVar("T")


def default_path() -> Path:
    """Where the archive is when nobody says otherwise: the user's data folder, by the habit of each system."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Application Support"
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return folder / "dragoman" / "archive.sqlite"


def open_store(where: str | Path | None = None, *, read_only: bool = False, wait_s: float = WAIT_S) -> Store:
    """The archive at a path, at `postgresql+psycopg://user@host/name`, or in the user's data folder.

    A new one is made where there is none, unless it is only to be read. `wait_s` is how long a writer waits for another.

    Raises:
        StoreError: when it cannot be opened, is damaged, is no archive, or was made by a later Dragoman.
    """
    database = open_database(where if where is not None else default_path(), read_only=read_only, wait_s=wait_s)
    try:
        prepare(database)
    except BaseException:
        database.engine.dispose()
        raise
    return Store(database)


@dataclass(frozen=True, slots=True)
class Store:
    """An open archive; `with open_store() as store` closes it. It may be used from several threads.

    All that reads sees one state of the archive; all that writes is one transaction. Errors are `StoreError`.
    """

    database: Database

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives back all connections."""
        self.database.engine.dispose()

    # What is put in.

    def append(self, entries: Sequence[Coded | Failure], coder: CoderVersion) -> Appended:
        """Stores coded documents and told failures; what is there already is passed over, so it may be said twice."""
        with self.database.writing() as connection:
            return append.append(connection, entries, coder)

    def append_judgements(self, judgements: Sequence[Judgement]) -> int:
        """Adds verdicts and applies them to their records; gives the number of new ones.

        Raises:
            JudgementError: when one is about a record that is not stored.
        """
        with self.database.writing() as connection:
            return judging.append_judgements(connection, judgements)

    def replace_events(self, derived: Iterable[Event], links: Iterable[EventLink] = ()) -> int:
        """Puts derived events in the place of all that were there."""
        with self.database.writing() as connection:
            return events.replace_events(connection, derived, links)

    def append_events(self, derived: Iterable[Event], links: Iterable[EventLink] = ()) -> int:
        """Adds derived events; an event that shares a record with a new one gives way to it."""
        with self.database.writing() as connection:
            return events.append_events(connection, derived, links)

    # What is asked.

    @overload
    def records(self, query: Query, *, as_: None = None) -> Page[Record]: ...
    @overload
    def records(self, query: Query, *, as_: str) -> Any: ...  # an Arrow table, or one of a library that need not be there
    def records(self, query: Query, *, as_: str | None = None) -> Page[Record] | Any:
        """A page of records, or as a table: "arrow", "pandas" or "polars"; `limit=None` gives all."""
        return self.page(ask.RECORDS, query, as_)

    @overload
    def events(self, query: Query, *, as_: None = None) -> Page[Event]: ...
    @overload
    def events(self, query: Query, *, as_: str) -> Any: ...
    def events(self, query: Query, *, as_: str | None = None) -> Page[Event] | Any:
        """A page of events, or as a table."""
        return self.page(ask.EVENTS, query, as_)

    @overload
    def claims(self, query: Query, *, as_: None = None) -> Page[Claim]: ...
    @overload
    def claims(self, query: Query, *, as_: str) -> Any: ...
    def claims(self, query: Query, *, as_: str | None = None) -> Page[Claim] | Any:
        """A page of claims, or as a table."""
        return self.page(ask.CLAIMS, query, as_)

    @overload
    def actors(self, query: Query, *, as_: None = None) -> Page[ActorCount]: ...
    @overload
    def actors(self, query: Query, *, as_: str) -> Any: ...
    def actors(self, query: Query, *, as_: str | None = None) -> Page[ActorCount] | Any:
        """Who takes part in the records that match, the most frequent first."""
        with self.database.reading() as connection:
            found = find_actors(connection, query)
        if as_ is None:
            return Page(tuple(found))
        from dragoman.store import tables  # noqa: PLC0415 - Arrow is heavy

        return tables.to_table(map(tables.actor_row, found), tables.ACTOR, as_)

    @overload
    def groups(self, query: Query, *, of: str = "records", as_: None = None) -> list[Group]: ...
    @overload
    def groups(self, query: Query, *, of: str = "records", as_: str) -> Any: ...
    def groups(self, query: Query, *, of: str = "records", as_: str | None = None) -> list[Group] | Any:
        """Counts of records, events or claims by what `query.group` says."""
        with self.database.reading() as connection:
            found = find_groups(connection, ask.kind_of(of).kind, query)
        if as_ is None:
            return found
        from dragoman.store import tables  # noqa: PLC0415 - Arrow is heavy

        names = key_names(query)
        return tables.to_table((tables.group_row(names, group) for group in found), tables.group_schema(names), as_)

    def count(self, query: Query, *, of: str = "records") -> int:
        """How many records, events or claims match, on all pages together."""
        with self.database.reading() as connection:
            return count_matching(connection, ask.kind_of(of).kind, query)

    def each_record(self, query: Query) -> Iterator[Record]:
        """All records that match, one after the other, as of one moment; `limit` does not count."""
        with self.database.reading() as connection:
            yield from ask.each(connection, ask.RECORDS, query)

    def each_event(self, query: Query) -> Iterator[Event]:
        """All events that match, one after the other."""
        with self.database.reading() as connection:
            yield from ask.each(connection, ask.EVENTS, query)

    def each_claim(self, query: Query) -> Iterator[Claim]:
        """All claims that match, one after the other."""
        with self.database.reading() as connection:
            yield from ask.each(connection, ask.CLAIMS, query)

    def page(self, asked: ask.Asked[T], query: Query, as_: str | None) -> Page[T] | Any:
        """A page of what is asked for."""
        with self.database.reading() as connection:
            found = ask.find_page(connection, asked, query)
        return found if as_ is None else asked.table(found.items, as_)

    # Single things.

    def document(self, id_: str, *, version: int | None = None) -> StoredDocument | None:
        """A document in its current version, or in another."""
        with self.database.reading() as connection:
            return read.find_document(connection, id_, version)

    def documents(self, outcome: Outcome | None = None) -> Iterator[StoredDocument]:
        """All documents in their current version, or those of one outcome: near copies, other languages, failed."""
        with self.database.reading() as connection:
            yield from read.each_document(connection, outcome)

    def has_document(self, id_: str, content_hash: str) -> bool:
        """True when this very text has been read under this id."""
        return (id_, content_hash) in self.stored([id_])

    def stored(self, ids: Iterable[str], *, coder: str | None = None) -> dict[tuple[str, str], Outcome]:
        """What became of each version, by id and content hash, of some documents; of readings by one coder where named."""
        with self.database.reading() as connection:
            return read.find_stored(connection, ids, coder)

    def sharing(self, bands: Iterable[int]) -> list[tuple[str, str]]:
        """Id and text of the documents that may be near copies, by bands of the fingerprint."""
        with self.database.reading() as connection:
            return near.find_sharing(connection, bands)

    def record(self, id_: str) -> StoredRecord | None:
        """A record, corrected and original."""
        with self.database.reading() as connection:
            return read.find_record(connection, id_)

    def records_of(self, doc_id: str) -> list[Record]:
        """The records that are shown of a document, in text order."""
        with self.database.reading() as connection:
            return read.find_records_of(connection, doc_id)

    def event(self, id_: str) -> Event | None:
        """An event."""
        with self.database.reading() as connection:
            return events.find_event(connection, id_)

    def event_of(self, record: str) -> str | None:
        """The id of the event to which a record belongs."""
        with self.database.reading() as connection:
            return events.find_event_of(connection, record)

    def links(self, event: str) -> list[EventLink]:
        """How an event bears on others, and they on it."""
        with self.database.reading() as connection:
            return events.find_links(connection, event)

    def judgements(self, *, record: str | None = None, author: str | None = None) -> list[Judgement]:
        """Verdicts in the order in which they were given."""
        with self.database.reading() as connection:
            return judging.find_judgements(connection, record, author)

    def failures(self) -> list[StoredFailure]:
        """The inputs that failed when last tried, with stage and reason."""
        with self.database.reading() as connection:
            return read.find_failures(connection)

    def counts(self) -> dict[str, int]:
        """How many documents, records, claims, events, judgements and failures there are."""
        with self.database.reading() as connection:
            return read.count_rows(connection)
