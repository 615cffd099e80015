"""What the archive is asked, and the answer as lines of JSON, as rows for people and spreadsheets, or as an Arrow table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

import msgspec

from dragoman.errors import QueryError
from dragoman.exports.contract_json import encode_claim, encode_record
from dragoman.exports.table import COLUMNS, code_of, joined, name_of, row_of, voice_of
from dragoman.model.claim import Claim
from dragoman.model.event import Event
from dragoman.model.query import Query
from dragoman.model.record import Record
from dragoman.store import Store
from dragoman.store.actors import ActorCount
from dragoman.store.bodies import event_to_json
from dragoman.store.groups import Group, key_names
from dragoman.store.pages import Page


class What(StrEnum):
    """What is asked for."""

    RECORDS = "records"
    EVENTS = "events"
    CLAIMS = "claims"
    ACTORS = "actors"


EVENT_COLUMNS = (
    "reports",
    "sources",
    "disagreements",
    *(name for name in COLUMNS if name not in ("doc_id", "title", "url")),
)
CLAIM_COLUMNS = ("id", "doc_id", "says", "cue", "text", "about", "start", "end")
ACTOR_COLUMNS = ("name", "code", "sector", "records", "as_actor", "as_recipient", "first", "last", "identifier_id")
COUNT_COLUMNS = ("count", "scale_sum", "scale_mean")


@dataclass(frozen=True, slots=True)
class Answer:
    """What matches: each thing as a line of JSON and as cells by column; `cursor` is where the next page begins."""

    columns: tuple[str, ...]
    items: Iterable[object]
    cursor: str | None
    encode: Callable[[Any], bytes]
    cells_of: Callable[[Any], Mapping[str, str]]

    def lines(self) -> Iterator[bytes]:
        """A line of JSON for each."""
        return map(self.encode, self.items)

    def rows(self) -> Iterator[Mapping[str, str]]:
        """Cells by column for each."""
        return map(self.cells_of, self.items)


def ask(store: Store, what: What, query: Query) -> Answer:
    """The page, or the groups, that a query asks for.

    Where its limit is None, all that matches, read as it is used: the archive must stay open so long.
    """
    if query.group:
        return groups(store, what, query)
    if query.limit is None and what is not What.ACTORS:
        return stream(store, what, query)
    if what is What.RECORDS:
        return answer(store.records(query), COLUMNS, encode_record, row_of)
    if what is What.EVENTS:
        return answer(store.events(query), EVENT_COLUMNS, encode_event, event_cells)
    if what is What.CLAIMS:
        return answer(store.claims(query), CLAIM_COLUMNS, encode_claim, claim_cells)
    return answer(store.actors(query), ACTOR_COLUMNS, encode_actor, actor_cells)


def stream(store: Store, what: What, query: Query) -> Answer:
    """All that matches, one after the other."""
    if what is What.RECORDS:
        return Answer(COLUMNS, store.each_record(query), None, encode_record, row_of)
    if what is What.EVENTS:
        return Answer(EVENT_COLUMNS, store.each_event(query), None, encode_event, event_cells)
    return Answer(CLAIM_COLUMNS, store.each_claim(query), None, encode_claim, claim_cells)


def ask_table(store: Store, what: What, query: Query, kind: str = "arrow") -> Any:
    """The same as a table of the library named."""
    if query.group:
        return store.groups(query, of=grouped(what), as_=kind)
    asked = {
        What.RECORDS: store.records,
        What.EVENTS: store.events,
        What.CLAIMS: store.claims,
        What.ACTORS: store.actors,
    }[what]
    return asked(query, as_=kind)


def count(store: Store, what: What, query: Query) -> int:
    """How many match, whatever the page."""
    if what is What.ACTORS:
        return len(store.actors(replace(query, limit=None)).items)
    return store.count(query, of=what.value)


def grouped(what: What) -> str:
    """What can be counted in groups.

    Raises:
        QueryError: for actors, who are counts already.
    """
    if what is What.ACTORS:
        raise QueryError("actors are counted as they are; group records, events or claims")
    return what.value


def groups(store: Store, what: What, query: Query) -> Answer:
    """The groups that a query asks for."""
    names = key_names(query)

    def values(group: Group) -> dict[str, object]:
        counts = (group.count, group.scale_sum, group.scale_mean)
        return dict(zip((*names, *COUNT_COLUMNS), (*group.keys, *counts), strict=True))

    def cells(group: Group) -> dict[str, str]:
        return {name: number_cell(value) for name, value in values(group).items()}

    found = store.groups(query, of=grouped(what))
    return Answer((*names, *COUNT_COLUMNS), found, None, lambda group: msgspec.json.encode(values(group)), cells)


def answer(
    page: Page[Any], columns: tuple[str, ...], encode: Callable[[Any], bytes], cells: Callable[[Any], Mapping[str, str]]
) -> Answer:
    """A page as an answer."""
    return Answer(columns, page.items, page.cursor, encode, cells)


def encode_event(event: Event) -> bytes:
    """One line of JSON."""
    return msgspec.json.encode(event_to_json(event))


def encode_actor(actor: ActorCount) -> bytes:
    """One line of JSON."""
    return msgspec.json.encode(asdict(actor))


def event_cells(event: Event) -> dict[str, str]:
    """The cells of an event."""
    told = joined(f"{item.field}: {item.value} ({len(item.records)})" for item in event.disagreements)
    own = {"reports": str(len(event.records)), "sources": joined(event.sources), "disagreements": told}
    return own | {name: cell for name, cell in row_of(event.merged).items() if name in EVENT_COLUMNS}


def claim_cells(claim: Claim) -> dict[str, str]:
    """The cells of a claim."""
    return {
        "id": claim.id,
        "doc_id": claim.doc_id,
        "says": " > ".join(voice_of(link) for link in claim.attribution),
        "cue": joined(link.cue for link in claim.attribution),
        "text": " ".join(claim.text.split()),
        "about": joined(f"{name_of(entity)} ({code_of(entity)})" for entity in claim.about),
        "start": str(claim.span.start),
        "end": str(claim.span.end),
    }


def actor_cells(actor: ActorCount) -> dict[str, str]:
    """The cells of an actor."""
    return {name: number_cell(value) for name, value in asdict(actor).items()}


def number_cell(value: object) -> str:
    """A value as a cell; nothing for None."""
    return "" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)


def record_of(store: Store, id_: str) -> Record:
    """A record by its id.

    Raises:
        QueryError: when there is none.
    """
    found = store.record(id_)
    if found is None:
        raise QueryError(f"no record {id_} in the archive; check the id")
    return found.record
