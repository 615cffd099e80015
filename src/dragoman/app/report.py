"""A report as people read it: the text, its sentences, and all that was found in them, stored or coded on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.app.explain import account_for
from dragoman.model.claim import Claim
from dragoman.model.coded import Outcome
from dragoman.model.document import Document
from dragoman.model.query import Query
from dragoman.model.reading import Reading
from dragoman.model.record import Record
from dragoman.model.span import Span
from dragoman.store import Store


@dataclass(frozen=True, slots=True)
class SentenceReasons:
    """A sentence; `reasons` say why its words gave no record, or no other. There are none where nobody asked."""

    span: Span
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A document with all that was found in it; `copy_of` is the id of the document that it repeats."""

    document: Document
    sentences: tuple[SentenceReasons, ...]
    records: tuple[Record, ...]
    claims: tuple[Claim, ...]
    outcome: Outcome = Outcome.CODED
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report that tells of what was asked for: how many of the records shown are its own, and of which types."""

    doc_id: str
    title: str | None
    source: str | None
    published: str | None
    records: int
    types: tuple[str, ...]


def report_of(reading: Reading) -> Report:
    """A reading as a report, with the reasons of its sentences."""
    accounts = tuple(SentenceReasons(account.sentence.span, account.reasons) for account in account_for(reading))
    return Report(reading.document, accounts, reading.records or (), reading.claims or ())


def stored_report(store: Store, id_: str) -> Report | None:
    """A report as it is stored, corrected where a person corrected it; None when there is none of this id."""
    stored = store.document(id_)
    if stored is None:
        return None
    claims = store.claims(Query(document=(id_,), limit=None)).items
    return Report(
        document=stored.document,
        sentences=tuple(SentenceReasons(span) for span in stored.sentences),
        records=tuple(store.records_of(id_)),
        claims=tuple(sorted(claims, key=lambda claim: claim.span)),
        outcome=stored.outcome,
        copy_of=stored.copy_of,
    )


def find_reports(store: Store, query: Query) -> tuple[list[ReportLine], str | None]:
    """The reports behind a page of records, the first met first, and the cursor of the next page."""
    page = store.records(replace(query, group=()))
    by_document: dict[str, list[Record]] = {}
    for record in page.items:
        by_document.setdefault(record.doc_id, []).append(record)
    return [line_of(records) for records in by_document.values()], page.cursor


def line_of(records: Sequence[Record]) -> ReportLine:
    """The line of one report."""
    first = records[0]
    kinds = dict.fromkeys(kind for record in records for kind in record.event)
    cited = first.cite_info
    return ReportLine(first.doc_id, cited.title, cited.publication, cited.published, len(records), tuple(kinds))


def sentence_at(text: str, sentences: Sequence[Span], span: Span) -> Span:
    """The sentence in which a span begins; the span itself where none does."""
    return next((sentence for sentence in sentences if sentence.start <= span.start < sentence.end), trimmed(text, span))


def trimmed(text: str, span: Span) -> Span:
    """The part of a span that lies in the text."""
    return Span(min(span.start, len(text)), min(span.end, len(text)))
