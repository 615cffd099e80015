"""Codes documents from any input, one after the other; what cannot be read is told and does not stop the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from dragoman.coder import Coder
from dragoman.errors import InputError
from dragoman.intake.language import is_readable, unreadable
from dragoman.model.document import Document
from dragoman.model.reading import Reading


def code_inputs(
    inputs: Iterable[Document | InputError], coder: Coder, *, batch_size: int = 32
) -> Iterator[Reading | InputError]:
    """The readings of the documents and the errors of the others, in the order of the inputs.

    A document in another language than English is told as an error and not coded.
    """
    iterator = map(refuse_other_languages, inputs)
    while batch := list(islice(iterator, batch_size)):
        readings = iter(read_all(coder, [item for item in batch if isinstance(item, Document)]))
        for item in batch:
            yield next(readings) if isinstance(item, Document) else item


def refuse_other_languages(item: Document | InputError) -> Document | InputError:
    """The document itself, or an error for one in another language."""
    return item if isinstance(item, InputError) or is_readable(item) else unreadable(item)


def read_all(coder: Coder, documents: list[Document]) -> list[Reading | InputError]:
    """The readings of documents in their order; one that no stage foresaw is told by name and costs no other.

    Here, at the border of a run, any exception of a stage is a failure of its document.
    """
    try:
        return list(coder.read(documents))
    except Exception as error:  # noqa: BLE001 - the boundary: a document that fails must not end the run
        if len(documents) == 1:
            what = f"cannot be coded ({type(error).__name__}: {error})"
            return [InputError(f"document {documents[0].id}", what, "report it with the document; the rest is coded")]
    return [reading for document in documents for reading in read_all(coder, [document])]
