"""Where near copies of a document may be: stored documents that share a band of the fingerprint."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from dragoman.store.insert import chunks
from dragoman.store.schema import BANDS, DOCUMENTS


def find_sharing(connection: Connection, bands: Iterable[int]) -> list[tuple[str, str]]:
    """Id and text of the current documents, themselves no copies, that share a band, in the order of storing."""
    columns = (DOCUMENTS.c.no, DOCUMENTS.c.id, DOCUMENTS.c.text)
    query = select(*columns).join_from(BANDS, DOCUMENTS, DOCUMENTS.c.no == BANDS.c.document)
    query = query.where(DOCUMENTS.c.current == 1, DOCUMENTS.c.copy_of.is_(None)).distinct()
    found: dict[int, tuple[str, str]] = {}
    for some in chunks(dict.fromkeys(bands)):
        for number, id_, text in connection.execute(query.where(BANDS.c.key.in_(some))):
            found[number] = id_, text
    return [found[number] for number in sorted(found)]
