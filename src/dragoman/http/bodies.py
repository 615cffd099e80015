"""Values of the use cases as the bytes that go out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import msgspec

from dragoman.app.happening import Happening, RecordHistory, ToldRecord, find_history
from dragoman.app.profile import Profile
from dragoman.app.report import Report, ReportLine
from dragoman.app.search import Hit
from dragoman.app.sites import Sites
from dragoman.app.tallies import Agreement, Tally
from dragoman.exports.contract_json import claim_to_json, record_to_json
from dragoman.model.document import Document
from dragoman.model.judgement import Judgement, Verdict
from dragoman.model.record import Record
from dragoman.store import Store
from dragoman.store.bodies import event_to_json


def explained(record: Record) -> dict[str, Any]:
    """A record with its reasons."""
    return {**record_to_json(record), "because": list(record.because)}


def document_to_json(document: Document) -> dict[str, Any]:
    """A document with its text."""
    return {**asdict(document), "published": document.published.isoformat() if document.published else None}


def report_body(report: Report) -> bytes:
    """A report."""
    return msgspec.json.encode(
        {
            "document": document_to_json(report.document),
            "outcome": report.outcome.value,
            "copy_of": report.copy_of,
            "sentences": [
                {"start": item.span.start, "end": item.span.end, "reasons": item.reasons} for item in report.sentences
            ],
            "records": [explained(record) for record in report.records],
            "claims": [claim_to_json(claim) for claim in report.claims],
        }
    )


def line_body(line: ReportLine) -> bytes:
    """A report in a list."""
    return msgspec.json.encode(asdict(line))


def told_to_json(told: ToldRecord) -> dict[str, Any]:
    """A record with its sentence."""
    return {"record": explained(told.record), "sentence": told.sentence, "start": told.start}


def happening_body(happening: Happening) -> bytes:
    """An event with its tellings."""
    return msgspec.json.encode(
        {
            "event": event_to_json(happening.event),
            "tellings": [told_to_json(told) for told in happening.told],
            "links": [asdict(link) for link in happening.links],
        }
    )


def history_body(history: RecordHistory) -> bytes:
    """A record with what was said of it."""
    stored = history.stored
    return msgspec.json.encode(
        {
            "record": explained(stored.record),
            "original": record_to_json(stored.original),
            "judged": stored.judged,
            "is_current": stored.is_current,
            "event": history.event,
            "sentence": history.sentence,
            "judgements": [asdict(judgement) for judgement in history.judgements],
        }
    )


def hit_body(hit: Hit) -> bytes:
    """A sentence with the words."""
    document = hit.document.document
    return msgspec.json.encode(
        {
            "doc_id": document.id,
            "sentence": hit.span.of(document.text),
            "start": hit.span.start,
            "marks": [[mark.start, mark.end] for mark in hit.marks],
            "title": document.title,
            "source": document.source,
            "published": document.published.isoformat() if document.published else None,
            "records": [record_to_json(record) for record in hit.records],
            "claims": [claim_to_json(claim) for claim in hit.claims],
        }
    )


def judgement_body(judgement: Judgement) -> bytes:
    """A verdict."""
    return msgspec.json.encode(asdict(judgement))


def judges_body(tallies: Iterable[Tally], agreements: Iterable[Agreement]) -> bytes:
    """Who judged how much, and how well they agree."""
    counted = [
        {"author": tally.author, **{verdict.value.replace(" ", "_"): tally.counts.get(verdict, 0) for verdict in Verdict}}
        for tally in tallies
    ]
    return msgspec.json.encode({"tallies": counted, "agreements": [asdict(agreement) for agreement in agreements]})


def sites_body(sites: Sites) -> bytes:
    """Sites with their counts."""
    items = [asdict(site) for site in sites.sites]
    return msgspec.json.encode({"items": items, "records": sites.records, "is_all": sites.is_all})


def profile_body(profile: Profile) -> bytes:
    """Who an actor is."""
    tenures = [
        {"office": tenure.office, "code": tenure.code, "start": tenure.start, "end": tenure.end}
        for tenure in profile.tenures
    ]
    own = {"id": profile.id, "name": profile.name, "kind": profile.kind.value, "code": profile.code}
    return msgspec.json.encode({**own, "sectors": list(profile.sectors), "tenures": tenures})


def training_line(store: Store, judgement: Judgement) -> bytes:
    """A verdict with what it is about: each record as it was coded, as it is now, and its sentence."""
    found = [history for history in (find_history(store, id_) for id_ in judgement.records) if history is not None]
    about = [
        {
            "coded": record_to_json(history.stored.original),
            "now": record_to_json(history.stored.record),
            "sentence": history.sentence,
        }
        for history in found
    ]
    return msgspec.json.encode({**asdict(judgement), "about": about})
