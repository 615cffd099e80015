"""What people's verdicts make of a record: the corrected values are shown and found, the original stays beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, select, update

from dragoman.errors import JudgementError
from dragoman.exports.contract_json import encode_record
from dragoman.model.judgement import Judgement, Verdict, live
from dragoman.model.record import Record
from dragoman.store import counts
from dragoman.store.bodies import record_of
from dragoman.store.insert import chunks, insert_rows
from dragoman.store.rows import actor_row, facts_of, members_of, party_rows
from dragoman.store.schema import ACTORS, JUDGEMENTS, PARTIES, RECORD_BODIES, RECORDS, facts

STEP = re.compile(r"\.?([a-z_]+)|\[(\d+)\]")
FACTS = tuple(column.name for column in facts())


def apply_judgements(connection: Connection, ids: Sequence[str]) -> None:
    """Brings the current rows of the records with these ids in line with the verdicts on them, if there are any."""
    for id_, judgements in judgements_on(connection, ids).items():
        query = (
            select(RECORDS.c.no, RECORD_BODIES.c.body, RECORD_BODIES.c.because)
            .join_from(RECORDS, RECORD_BODIES, RECORD_BODIES.c.record == RECORDS.c.no)
            .where(RECORDS.c.id == id_, RECORDS.c.current == 1)
        )
        for number, body, because in connection.execute(query).all():
            apply_to(connection, number, msgspec.json.decode(body), live(judgements), tuple(msgspec.json.decode(because)))


def judgements_on(connection: Connection, ids: Sequence[str]) -> dict[str, list[Judgement]]:
    """The verdicts on single records, undone ones and undoings among them, in the order in which they were given."""
    found: dict[str, list[Judgement]] = defaultdict(list)
    if connection.execute(select(JUDGEMENTS.c.no).limit(1)).first() is None:
        return found
    for some in chunks(ids):
        query = select(JUDGEMENTS).where(JUDGEMENTS.c.record.in_(some), JUDGEMENTS.c.other.is_(None))
        for row in connection.execute(query.order_by(JUDGEMENTS.c.no)):
            found[row.record].append(judgement_of(row))
    return found


def judgement_of(row: Row[Any]) -> Judgement:
    """A judgement from its row."""
    records = tuple(id_ for id_ in (row.record, row.other) if id_ is not None)
    return Judgement(
        row.id,
        Verdict(row.verdict),
        records,
        row.author,
        row.time,
        row.reason,
        row.field,
        row.value,
        row.follows,
        row.undoes,
    )


def apply_to(
    connection: Connection, number: int, original: dict[str, Any], judgements: Iterable[Judgement], because: tuple[str, ...]
) -> None:
    """Rewrites the columns and parties of one record after the verdicts that hold."""
    verdicts = list(judgements)
    corrected = original
    for judgement in verdicts:
        if judgement.verdict is Verdict.CORRECTED and judgement.field is not None and judgement.value is not None:
            corrected = with_value(corrected, judgement.field, msgspec.json.decode(judgement.value))
            corrected = corrected | msgspec.json.decode(judgement.follows or "{}")
    record = record_of(corrected, because)
    plain = [judgement.verdict for judgement in verdicts if judgement.verdict in (Verdict.RIGHT, Verdict.WRONG)]
    judged = plain[-1] if plain else Verdict.CORRECTED if verdicts else None
    counts.subtract(connection, [number])
    values = dict(zip(FACTS, facts_of(record, shown=judged is not Verdict.WRONG), strict=True))
    connection.execute(
        update(RECORDS).where(RECORDS.c.no == number).values(judged=judged.value if judged else None, **values)
    )
    body = encode_record(record).decode() if corrected is not original else None
    connection.execute(update(RECORD_BODIES).where(RECORD_BODIES.c.record == number).values(corrected=body))
    rewrite_parties(connection, number, record)
    counts.add(connection, [number])


def rewrite_parties(connection: Connection, number: int, record: Record) -> None:
    """Enters who takes part in a record anew."""
    members = list(members_of(record))
    connection.execute(delete(PARTIES).where(PARTIES.c.record == number))
    insert_rows(connection, ACTORS, [actor_row(entity) for _, _, entity in members])
    insert_rows(connection, PARTIES, party_rows(number, members, record.date))


def with_value(record: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """The JSON of a record with another value at a path such as `date`, `actor[0].code`, `event_loc.country_code`.

    Raises:
        JudgementError: when the record has no such field.
    """
    steps = steps_of(path)
    changed: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    holder: Any = changed
    for step in steps[:-1]:
        holder = at(holder, step, path)
    at(holder, steps[-1], path)
    holder[steps[-1]] = value
    return changed


def value_at(record: dict[str, Any], path: str) -> Any:
    """The value that the JSON of a record has at a path.

    Raises:
        JudgementError: when it has no such field.
    """
    holder: Any = record
    for step in steps_of(path):
        holder = at(holder, step, path)
    return holder


def steps_of(path: str) -> list[str | int]:
    """The names and places that a path goes through."""
    found = list(STEP.finditer(path))
    if not found or "".join(match[0] for match in found) != path:
        raise JudgementError(f"no field '{path}'; write it as in a record, for example date, status or actor[0].code")
    return [int(match[2]) if match[2] else match[1] for match in found]


def at(holder: Any, step: str | int, path: str) -> Any:
    """One step down."""
    if isinstance(step, str) and isinstance(holder, dict) and (step in holder or step in SIZES):
        return holder.get(step)
    if isinstance(step, int) and isinstance(holder, list) and step < len(holder):
        return holder[step]
    raise JudgementError(f"the record has no '{path}'")


SIZES = ("dead", "injured", "arrested")
