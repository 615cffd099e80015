"""Codes documents from any input, one after the other; what cannot be read is told and does not stop the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from dragoman.coder import Coder
from dragoman.errors import InputError
from dragoman.model.document import Document
from dragoman.model.reading import Reading


def code_inputs(
    inputs: Iterable[Document | InputError], coder: Coder, *, batch_size: int = 32
) -> Iterator[Reading | InputError]:
    """The readings of the documents and the errors of the others, in the order of the inputs."""
    iterator = iter(inputs)
    while batch := list(islice(iterator, batch_size)):
        readings = iter(coder.read([item for item in batch if isinstance(item, Document)]))
        for item in batch:
            yield next(readings) if isinstance(item, Document) else item
