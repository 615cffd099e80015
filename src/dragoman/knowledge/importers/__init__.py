"""Actor files of others, read into the rows of Dragoman's own tables.

Known are the dictionaries of Phoenix and PETRARCH (text), FollowTheMoney and OpenSanctions (JSON Lines), the results of a
Wikidata query (JSON, CSV) and any CSV table with a column for the name; also Dragoman's own tables. What a file is, is known
by its content.
"""

from __future__ import annotations

import json
from pathlib import Path

from dragoman.errors import KnowledgeError
from dragoman.knowledge.actor_base import ActorBase
from dragoman.knowledge.importers.dictionary import CODE, read_dictionary
from dragoman.knowledge.importers.followthemoney import read_entities
from dragoman.knowledge.importers.rows import Imported, Importing, load_importing
from dragoman.knowledge.importers.table import read_bindings, read_table

__all__ = ["Imported", "read_actors"]


def read_actors(path: Path, base: ActorBase) -> Imported:
    """The actors of a file; `base` tells countries and offices by their names.

    Raises:
        KnowledgeError: when the file cannot be read or is none of those known.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read as text in UTF-8 ({error})") from error
    importing = load_importing(base)
    if is_dictionary(text):
        found = read_dictionary(text, importing)
    elif text.lstrip()[:1] in ("{", "["):
        found = read_json(path, text, importing)
    else:
        found = read_table(path, text, importing)
    if not found.bodies and not found.persons and not found.states:
        raise KnowledgeError(f"{path}: no actor in it; {'; '.join(found.remarks[:1]) or 'is it an actor file?'}")
    return found


def read_json(path: Path, text: str, importing: Importing) -> Imported:
    """The actors of a JSON file: the results of a query, or entities, a list or one on each line.

    Raises:
        KnowledgeError: when it begins as JSON and is none.
    """
    try:
        whole = json.loads(text)
    except ValueError:
        return read_lines(path, text, importing)
    if isinstance(whole, dict) and "results" in whole:
        return read_bindings(whole["results"].get("bindings", []), importing)
    items = whole if isinstance(whole, list) else [whole]
    if all(isinstance(item, dict) and "schema" in item for item in items):
        return read_entities(items, importing)
    return read_bindings([item for item in items if isinstance(item, dict)], importing)


def read_lines(path: Path, text: str, importing: Importing) -> Imported:
    """The actors of JSON Lines.

    Raises:
        KnowledgeError: when a line is no JSON.
    """
    items = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                items.append(json.loads(line))
            except ValueError as error:
                raise KnowledgeError(f"{path}:{number}: no JSON ({error})") from error
    return read_entities([item for item in items if isinstance(item, dict)], importing)


def is_dictionary(text: str) -> bool:
    """True for a dictionary of Phoenix or PETRARCH: names with underscores, codes in brackets, no header and no JSON."""
    lines = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith(("#", "<"))][:200]
    coded = sum(CODE.search(line) is not None for line in lines)
    marked = sum(line.startswith(("+", "\t", " ")) or "_" in line for line in lines)
    return coded > 0 and '":' not in lines[0] and coded + marked > len(lines) / 2
