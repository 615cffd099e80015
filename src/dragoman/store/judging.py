"""Verdicts: only ever added, and at once brought to bear on the records that they are about."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, or_, select

from dragoman.errors import JudgementError
from dragoman.model.judgement import Judgement
from dragoman.store.corrections import apply_judgements, judgement_of
from dragoman.store.insert import chunks, insert_rows
from dragoman.store.rows import Row
from dragoman.store.schema import JUDGEMENTS, RECORDS


def append_judgements(connection: Connection, judgements: Sequence[Judgement]) -> int:
    """Adds verdicts in their order and gives the number of new ones; the same verdict twice is one.

    Raises:
        JudgementError: when one is about a record, or undoes a judgement, that the archive does not hold.
    """
    known = set(connection.execute(select(JUDGEMENTS.c.id).where(JUDGEMENTS.c.id.in_([j.id for j in judgements]))).scalars())
    new = list({judgement.id: judgement for judgement in judgements if judgement.id not in known}.values())
    check_known(connection, new)
    number = connection.execute(select(func.max(JUDGEMENTS.c.no))).scalar() or 0
    insert_rows(connection, JUDGEMENTS, [row_of(number + place, judgement) for place, judgement in enumerate(new, 1)])
    apply_judgements(connection, [judgement.records[0] for judgement in new if len(judgement.records) == 1])
    return len(new)


def row_of(number: int, judgement: Judgement) -> Row:
    """A judgement as a row."""
    first, second = (*judgement.records, None, None)[:2]
    return (
        number, judgement.id, judgement.verdict.value, first, second, judgement.author, judgement.time, judgement.reason,
        judgement.field, judgement.value, judgement.follows, judgement.undoes,
    )  # fmt: skip


def check_known(connection: Connection, judgements: Sequence[Judgement]) -> None:
    """Raises for a verdict on what is not there."""
    records = dict.fromkeys(id_ for judgement in judgements for id_ in judgement.records)
    undone = dict.fromkeys(judgement.undoes for judgement in judgements if judgement.undoes is not None)
    for kind, column, ids in (("record", RECORDS.c.id, records), ("judgement", JUDGEMENTS.c.id, undone)):
        missing = {id_ for id_ in ids if id_ is not None} - {judgement.id for judgement in judgements}
        for some in chunks(sorted(missing)):
            found = set(connection.execute(select(column).where(column.in_(some))).scalars())
            if set(some) - found:
                raise JudgementError(f"no {kind} {', '.join(sorted(set(some) - found))} in the archive; check the id")


def find_judgements(connection: Connection, record: str | None, author: str | None) -> list[Judgement]:
    """Verdicts in the order in which they were given: all, those on a record, those of a person."""
    query = select(JUDGEMENTS).order_by(JUDGEMENTS.c.no)
    if record is not None:
        query = query.where(or_(JUDGEMENTS.c.record == record, JUDGEMENTS.c.other == record))
    if author is not None:
        query = query.where(JUDGEMENTS.c.author == author)
    return [judgement_of(row) for row in connection.execute(query)]
