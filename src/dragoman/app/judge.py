"""A person's verdict on records: checked against record and scheme, then added to the archive and at once in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from dragoman.errors import JudgementError, SchemeError
from dragoman.exports.contract_json import record_to_json
from dragoman.model.judgement import Judgement, Verdict, identified
from dragoman.model.record import Record
from dragoman.scheme import Scheme
from dragoman.stages.tellings import AUX
from dragoman.store import Store
from dragoman.store.bodies import record_of
from dragoman.store.corrections import value_at, with_value

CORRECTABLE = (
    "event", "mode", "context", "aux", "status", "actor", "recipient", "date", "enddate", "date_resolution", "event_loc",
    "size", "attribution", "evidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judge:
    """Who judges and why; `time` is now unless it is said."""

    author: str
    reason: str = ""
    time: datetime | None = None

    def judgement(self, verdict: Verdict, records: Sequence[str], **about: str | None) -> Judgement:
        """A judgement of this person.

        Raises:
            JudgementError: when nobody is named.
        """
        if not self.author.strip():
            raise JudgementError("no author; say who judges with --author")
        moment = (self.time or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds")
        return identified(Judgement("", verdict, tuple(records), self.author.strip(), moment, self.reason.strip(), **about))


def judge_record(store: Store, id_: str, verdict: Verdict, judge: Judge) -> Judgement:
    """Says that a record is right, or wrong; a wrong one is no longer shown or counted.

    Raises:
        JudgementError: when there is no such record.
    """
    return added(store, judge.judgement(verdict, [id_]))


def judge_pair(store: Store, first: str, second: str, verdict: Verdict, judge: Judge) -> Judgement:
    """Says that two records tell the same event, or do not.

    Raises:
        JudgementError: when one is not there, or both are one.
    """
    if first == second:
        raise JudgementError(f"record {first} with itself; name two records")
    return added(store, judge.judgement(verdict, sorted((first, second))))


def correct(store: Store, id_: str, field: str, value: str, scheme: Scheme, judge: Judge) -> Judgement:
    """Gives a field of a record another value: JSON, or a plain word. What follows from it changes too.

    Raises:
        JudgementError: when there is no such record or field, or the value is not one that the scheme knows.
    """
    found = store.record(id_)
    if found is None:
        raise JudgementError(f"no record {id_} in the archive; check the id")
    if field.partition(".")[0].partition("[")[0] not in CORRECTABLE:
        raise JudgementError(f"'{field}' cannot be corrected; there are {', '.join(CORRECTABLE)} and their parts")
    before: dict[str, Any] = dict(record_to_json(found.record))
    given = value_of(value, value_at(before, field))
    follows = consequences(with_value(before, field, given), field, scheme)
    check(with_value(before, field, given) | follows, scheme, field, store)
    words = msgspec.json.encode(given).decode()
    also = msgspec.json.encode(follows).decode() if follows else None
    return added(store, judge.judgement(Verdict.CORRECTED, [id_], field=field, value=words, follows=also))


def undo(store: Store, id_: str, judge: Judge) -> Judgement:
    """Takes back a judgement by another; both stay in the archive.

    Raises:
        JudgementError: when there is no such judgement.
    """
    found = next((judgement for judgement in store.judgements() if judgement.id == id_), None)
    if found is None:
        raise JudgementError(f"no judgement {id_} in the archive; list them with --list")
    return added(store, judge.judgement(Verdict.UNDONE, found.records, undoes=id_))


def added(store: Store, judgement: Judgement) -> Judgement:
    """The judgement, once it is stored."""
    store.append_judgements([judgement])
    return judgement


def value_of(text: str, before: object) -> Any:
    """A value as it was typed: JSON, or a word where that is no JSON; one word for a list makes a list of one."""
    try:
        value = msgspec.json.decode(text)
    except msgspec.DecodeError:
        value = text
    if isinstance(before, list) and not isinstance(value, list):
        return [value]
    return str(value) if isinstance(before, str) and isinstance(value, int | float) else value


def consequences(record: Mapping[str, Any], field: str, scheme: Scheme) -> dict[str, Any]:
    """The fields that change with another: quadrant and scale with type and modes, aux with status, grain with date."""
    if field in ("event", "mode") and record["event"] and record["event"][0] in scheme.types:
        kind = record["event"][0]
        modes = [mode for mode in record["mode"] if field == "mode" or scheme.is_mode(kind, mode)]
        known = [mode for mode in modes if scheme.is_mode(kind, mode)]
        return {"mode": modes, "quad_code": scheme.quad_code(kind), "event_scale": scheme.score(kind, known)}
    if field == "status":
        own = [AUX[status] for status in AUX if status.value == record["status"]]
        return {"aux": own + [aux for aux in record["aux"] if aux not in AUX.values()]}
    return {"date_resolution": "day"} if field == "date" else {}


def check(fields: dict[str, Any], scheme: Scheme, field: str, store: Store) -> None:
    """Raises when a corrected record is none.

    Raises:
        JudgementError: naming the value and what is allowed.
    """
    try:
        record = record_of(fields)
        for kind in record.event:
            scheme.event_type(kind)
            for mode in record.mode:
                scheme.mode(kind, mode)
        check_dates(record)
    except (msgspec.ValidationError, SchemeError, KeyError, TypeError) as error:
        raise JudgementError(f"{field}: {error}") from error
    if not record.event or not record.actor:
        raise JudgementError(f"{field}: a record has a type and an actor")
    for name, given, known in (
        ("context", record.context, scheme.contexts),
        ("sector", [entity.sector for entity in (*record.actor, *record.recipient)], scheme.sectors),
        (
            "code",
            [entity.code for entity in (*record.actor, *record.recipient)],
            {**scheme.countries, **scheme.international},
        ),
    ):
        wrong = [value for value in given if value is not None and value not in known]
        if wrong:
            raise JudgementError(f"{field}: unknown {name} '{wrong[0]}' in scheme {scheme.codebook}")
    if field.startswith("evidence"):
        check_evidence(record, store)


def check_dates(record: Record) -> None:
    """Raises for what is no day, or ends before it begins.

    Raises:
        JudgementError: naming the day.
    """
    for day in (record.date, record.enddate):
        try:
            date.fromisoformat(day or "2000-01-01")
        except ValueError:
            raise JudgementError(f"'{day}' is no day; write it as YYYY-MM-DD") from None
    if record.date and record.enddate and record.enddate < record.date:
        raise JudgementError(f"{record.date} to {record.enddate}: ends before it begins")


def check_evidence(record: Record, store: Store) -> None:
    """Raises where the words of a span are not those of the document.

    Raises:
        JudgementError: naming the span.
    """
    stored = store.document(record.doc_id)
    text = stored.document.text if stored is not None else ""
    for evidence in record.evidence:
        if evidence.span.of(text) != evidence.text:
            raise JudgementError(f"evidence of {evidence.field}: the document has other words there than '{evidence.text}'")
