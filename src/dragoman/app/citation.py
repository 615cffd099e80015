"""A record cited in a text or a bibliography: the report, what it tells, and where this can be seen again."""

from __future__ import annotations

import re

from dragoman.exports.table import name_of
from dragoman.model.record import Entity, Record

SPECIAL = str.maketrans({"\\": r"\textbackslash{}", **{char: f"\\{char}" for char in "&%$#_{}"}, "~": r"\~{}", "^": r"\^{}"})


def cite_text(record: Record) -> str:
    """One line: publication, title, day; the record with its words, its id and what coded it."""
    cited = record.cite_info
    told = " to ".join(filter(None, (joined(record.actor), joined(record.recipient))))
    words = ", ".join(f"“{' '.join(words.split())}”" for words in record.event_text)
    parts = [
        cited.publication,
        f"“{cited.title}”" if cited.title else f"document {record.doc_id}",
        cited.published,
        cited.url,
        f"{' '.join(record.event)} ({told}: {words})",
        f"record {record.id}, coded by {cited.coder}, {cited.codebook}",
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def cite_bibtex(record: Record) -> str:
    """An entry for BibTeX."""
    cited = record.cite_info
    fields = {
        "title": cited.title or f"Document {record.doc_id}",
        "journal": cited.publication,
        "date": cited.published,
        "note": f"{' '.join(record.event)}, record {record.id}, coded by {cited.coder} ({cited.codebook})",
    }
    lines = [f"  {name} = {{{' '.join(value.split()).translate(SPECIAL)}}}" for name, value in fields.items() if value]
    if cited.url:
        lines.append(f"  url = {{{re.sub(r'[{}]', '', cited.url)}}}")
    return f"@misc{{dragoman-{record.id},\n" + ",\n".join(lines) + "\n}\n"


def joined(entities: tuple[Entity, ...]) -> str:
    """Names in a row."""
    return ", ".join(name_of(entity) for entity in entities)
