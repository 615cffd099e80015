"""Sentences of the archive in which words stand, with what is told there and the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.app.report import sentence_at
from dragoman.errors import QueryError
from dragoman.model.claim import Claim
from dragoman.model.query import Query
from dragoman.model.record import Record
from dragoman.model.span import Span
from dragoman.store import Store
from dragoman.store.read import StoredDocument
from dragoman.store.words import terms_of


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence with the words, `marks` the stretches of it where they stand, and what it tells."""

    document: StoredDocument
    span: Span
    marks: tuple[Span, ...]
    records: tuple[Record, ...]
    claims: tuple[Claim, ...]


def find_hits(store: Store, query: Query) -> tuple[list[Hit], str | None]:
    """The sentences behind a page of records with the words, and claims of the first page that have them too.

    Raises:
        QueryError: when no words are given.
    """
    if not query.words:
        raise QueryError('no words to look for; give words=..., or words="as they stand" in quotation marks')
    page = store.records(replace(query, group=()))
    found: dict[tuple[str, Span], tuple[list[Record], list[Claim]]] = {}
    documents: dict[str, StoredDocument] = {}
    for record in page.items:
        place = likeliest(store, documents, record, query.words)
        entry(store, documents, found, record.doc_id, place)[0].append(record)
    if query.cursor is None:
        for claim in claims_with(store, query):
            entry(store, documents, found, claim.doc_id, claim.span)[1].append(claim)
    hits = [hit_of(documents[doc_id], span, query.words, *told) for (doc_id, span), told in found.items()]
    return hits, page.cursor


def likeliest(store: Store, documents: dict[str, StoredDocument], record: Record, words: str) -> Span:
    """Where the record is told with the words, among all places where it is told; the first where none has them."""
    places = [item.span for item in record.evidence if item.field == "event"] or [record.text_info.span]
    stored = document_of(store, documents, record.doc_id)
    if stored is None:
        return places[0]
    text, sentences = stored.document.text, stored.sentences
    return next(
        (place for place in places if any(find_marks(sentence_at(text, sentences, place).of(text), words))), places[0]
    )


def document_of(store: Store, documents: dict[str, StoredDocument], doc_id: str) -> StoredDocument | None:
    """A document, looked up once."""
    if doc_id not in documents:
        stored = store.document(doc_id)
        if stored is None:
            return None
        documents[doc_id] = stored
    return documents[doc_id]


def claims_with(store: Store, query: Query) -> tuple[Claim, ...]:
    """The claims that the same question finds, where claims can be asked it."""
    fitting = {"date", "stored"}
    if query.sort.removeprefix("-") not in fitting or query.type or query.quad or query.status or query.mode:
        return ()
    return store.claims(replace(query, group=(), confidence=None, judged=())).items


def entry(
    store: Store,
    documents: dict[str, StoredDocument],
    found: dict[tuple[str, Span], tuple[list[Record], list[Claim]]],
    doc_id: str,
    place: Span,
) -> tuple[list[Record], list[Claim]]:
    """Where what stands at a place of a document is gathered."""
    stored = document_of(store, documents, doc_id)
    if stored is None:
        return [], []
    span = sentence_at(stored.document.text, stored.sentences, place)
    return found.setdefault((doc_id, span), ([], []))


def hit_of(stored: StoredDocument, span: Span, words: str, records: list[Record], claims: list[Claim]) -> Hit:
    """A sentence as a hit."""
    marks = tuple(find_marks(span.of(stored.document.text), words))
    return Hit(stored, span, marks, tuple(records), tuple(claims))


def find_marks(sentence: str, words: str) -> Iterator[Span]:
    """The stretches of a sentence that the words cover, from left to right.

    >>> [span.of("Talks in Doha, talks") for span in find_marks("Talks in Doha, talks", 'talk* "in doha"')]
    ['Talks', 'in Doha', 'talks']
    """
    yield from sorted(each_match(sentence, words), key=lambda span: (span.start, -span.end))


def each_match(sentence: str, words: str) -> Iterator[Span]:
    """Where each phrase stands; case does not count."""
    for phrase, is_open in terms_of(words):
        body = r"\W+".join(re.escape(word) for word in phrase)
        pattern = rf"\b{body}\w*" if is_open else rf"\b{body}\b"
        for match in re.finditer(pattern, sentence, re.IGNORECASE):
            yield Span(match.start(), match.end())
