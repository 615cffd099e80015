"""The words behind a sentence: stretches of stored documents, and the references that a briefing numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.app.report import sentence_at
from dragoman.model.brief import CitedKind, Quote, Reference
from dragoman.model.claim import Claim
from dragoman.model.record import Evidence, Record
from dragoman.model.span import Span, covering
from dragoman.store import Store
from dragoman.store.read import StoredDocument

LONGEST = 280
AROUND = 120
KEPT = 64
OPENING, CLOSING = "“\"‘'", "”\"’'"


@dataclass(slots=True)
class Quotes:
    """Takes quotations from the archive and numbers what is cited, in the order in which it is first cited."""

    store: Store
    references: dict[str, Reference] = field(default_factory=dict)
    documents: dict[str, StoredDocument | None] = field(default_factory=dict)

    def cite(self, record: Record) -> int:
        """The number of a record."""
        known = self.references.get(record.id)
        if known is None:
            known = self.enter(CitedKind.RECORD, record.id, self.of_record(record))
        return known.number

    def cite_claim(self, claim: Claim) -> int:
        """The number of a claim."""
        known = self.references.get(claim.id)
        if known is None:
            known = self.enter(CitedKind.CLAIM, claim.id, self.of_claim(claim))
        return known.number

    def enter(self, kind: CitedKind, id_: str, quote: Quote) -> Reference:
        """Numbers something new."""
        stored = self.document(quote.doc_id)
        document = stored.document if stored else None
        reference = Reference(
            number=len(self.references) + 1,
            kind=kind,
            id=id_,
            quote=quote,
            publication=document.source if document else None,
            title=document.title if document else None,
            url=document.url if document else None,
            published=document.published.isoformat() if document and document.published else None,
        )
        self.references[id_] = reference
        return reference

    def quote(self, id_: str) -> Quote:
        """What a record or claim that was cited is quoted with."""
        return self.references[id_].quote

    def of_record(self, record: Record, fields: Iterable[str] = ()) -> Quote:
        """The sentence that tells most of a record, or most of some of its fields; of a long one the part that does.

        Among equals the first, but rather one of the report than its headline.
        """
        stored = self.document(record.doc_id)
        wanted = tuple(fields)
        evidence = [item for item in record.evidence if not wanted or item.field.startswith(wanted)] or list(record.evidence)
        if stored is None:
            first = evidence[0]
            return Quote(record.doc_id, first.span, first.text)
        text = stored.document.text
        by_sentence: dict[Span, list[Evidence]] = {}
        for item in evidence:
            by_sentence.setdefault(sentence_at(text, stored.sentences, item.span), []).append(item)
        telling = {span: items for span, items in by_sentence.items() if wanted or any(tells(item) for item in items)}
        sentence, items = max(
            (telling or by_sentence).items(),
            key=lambda pair: (len({item.field for item in pair[1]}), pair[0] not in stored.sentences[:1], -pair[0].start),
        )
        return quoted(record.doc_id, text, sentence, [item.span for item in items], [i.span for i in items if tells(i)])

    def of_claim(self, claim: Claim) -> Quote:
        """What is claimed, as a whole where it is not long."""
        stored = self.document(claim.doc_id)
        if stored is None:
            return Quote(claim.doc_id, claim.span, claim.text)
        first = Span(claim.span.start, claim.span.start + 1)
        return quoted(claim.doc_id, stored.document.text, claim.span, [claim.span], [first], longest=2 * LONGEST)

    def document(self, id_: str) -> StoredDocument | None:
        """A document, looked up once while it is in use."""
        if id_ not in self.documents:
            if len(self.documents) >= KEPT:
                self.documents.pop(next(iter(self.documents)))
            self.documents[id_] = self.store.document(id_)
        return self.documents[id_]


def tells(item: Evidence) -> bool:
    """True for the words that tell the event."""
    return item.field == "event"


def quoted(
    doc_id: str, text: str, sentence: Span, spans: list[Span], triggers: list[Span], *, longest: int = LONGEST
) -> Quote:
    """A sentence, or of a long one the part that covers `spans`, or at least what is around the first of `triggers`."""
    whole = unquoted(text, trimmed(text, sentence))
    if len(whole) <= longest:
        return Quote(doc_id, whole, whole.of(text))
    inside = [span for span in spans if whole.contains(span)]
    part = covering(inside) if inside else whole
    if len(part) > longest:
        middle = (triggers or spans)[0]
        part = Span(max(whole.start, middle.start - AROUND), min(whole.end, max(middle.start + AROUND, middle.end)))
    part = trimmed(text, whole_words(text, part, whole))
    return Quote(doc_id, part, part.of(text), part.start > whole.start, part.end < whole.end)


def whole_words(text: str, part: Span, within: Span) -> Span:
    """A stretch that parts no word."""
    start, end = part.start, part.end
    while start > within.start and not text[start - 1].isspace():
        start -= 1
    while end < within.end and not text[end].isspace():
        end += 1
    return Span(start, end)


def trimmed(text: str, span: Span) -> Span:
    """A stretch without blanks at its ends."""
    words = span.of(text)
    left = len(words) - len(words.lstrip())
    return Span(span.start + left, max(span.start + left, span.start + len(words.rstrip())))


def unquoted(text: str, span: Span) -> Span:
    """A stretch without the quotation marks around all of it, as it is quoted anyway; others stay.

    >>> unquoted("“No”.", Span(0, 5))
    Span(start=1, end=3)
    """
    words = span.of(text)
    if not words or words[0] not in OPENING:
        return span
    close = CLOSING[OPENING.index(words[0])]
    tail = words.rstrip(".,;!? ")
    inner = words[1 : len(tail) - 1]
    if len(tail) > 2 and tail.endswith(close) and words[0] not in inner and close not in inner:
        return Span(span.start + 1, span.start + len(tail) - 1)
    return span
