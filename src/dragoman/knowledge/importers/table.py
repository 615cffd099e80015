"""Tables with a row an actor or a spell: CSV of any making, Dragoman's own tables, and the results of a Wikidata query."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.actor_tables import OrganisationRow, PersonRow, StateRow, columns_of, read_header, read_rows
from dragoman.knowledge.importers.rows import Imported, Importing, Keys, day_of, entity_of, list_of, parts_of
from dragoman.knowledge.normal_form import fold

Cells = Mapping[str, str]


def read_table(path: Path, text: str, importing: Importing) -> Imported:
    """The actors of a CSV file with a header.

    Raises:
        KnowledgeError: when no column tells the name.
    """
    header = set(read_header(path))
    if header.issuperset(columns_of(PersonRow)):
        return Imported(persons=list(read_rows(path, PersonRow)))
    if header.issuperset(columns_of(OrganisationRow)):
        return Imported(bodies=list(read_rows(path, OrganisationRow)))
    if header.issuperset(columns_of(StateRow)):
        return Imported(states=list(read_rows(path, StateRow)))
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    dialect = "\t" if lines and lines[0].count("\t") > lines[0].count(",") else "," if lines and "," in lines[0] else ";"
    rows = list(csv.DictReader(lines, delimiter=dialect, restkey="", restval=""))
    columns = columns_by_field(rows[0] if rows else {}, importing)
    if "name" not in columns:
        known = ", ".join(importing.words["columns"]["name"][:4])
        raise KnowledgeError(f"{path}: no column tells the name of the actors; call it one of {known}")
    return to_rows(({field: row[column] or "" for field, column in columns.items()} for row in rows), importing)


def read_bindings(bindings: Sequence[Mapping[str, Any]], importing: Importing) -> Imported:
    """The actors of a query's result: each variable a value, or an object that has one."""
    flat = [
        {name: str(value["value"] if isinstance(value, dict) else value) for name, value in row.items()} for row in bindings
    ]
    names = dict.fromkeys(name for row in flat for name in row)
    columns = columns_by_field(names, importing)
    if "name" not in columns:
        return Imported(remarks=[f"no variable tells the name: {', '.join(names) or 'there is none'}; select ?itemLabel"])
    return to_rows(({field: row.get(column, "") for field, column in columns.items()} for row in flat), importing)


def columns_by_field(names: Iterable[str], importing: Importing) -> dict[str, str]:
    """Which column tells which field."""
    given = {fold(name.strip()).replace(" ", "_"): name for name in names if name}
    found = {}
    for field, words in importing.words["columns"].items():
        column = next((given[word] for word in words if word in given), None)
        if column is not None:
            found[field] = column
    return found


def to_rows(cells: Iterable[Cells], importing: Importing) -> Imported:
    """Rows of people and bodies; what says an office, or says that it is a person, is a person."""
    imported, keys = Imported(), Keys()
    aliases: dict[str, list[str]] = {}
    spells: dict[tuple[str, ...], tuple[Cells, str, bool]] = {}
    for number, cell in enumerate(cells, 1):
        name = cell.get("name", "").strip()
        if not name or entity_of(name):
            imported.remarks.append(f"row {number} has no name")
            continue
        wikidata = entity_of(cell.get("wikidata", ""))
        given = cell.get("key", "").strip()
        key = given if given and not entity_of(given) else keys.key(name, wikidata or entity_of(given))
        kind = fold(cell.get("kind", "").strip())
        is_person = kind in importing.words["persons"] or (not kind and bool(cell.get("office", "").strip()))
        aliases.setdefault(key, []).extend(parts_of(cell.get("aliases", "")))
        country = next((c for part in parts_of(cell.get("country", "")) if (c := importing.code(part))), "")
        if cell.get("country", "").strip() and not country:
            imported.remarks.append(f"row {number}: '{name}': no country '{cell['country']}'")
        spell = (
            key,
            cell.get("office", "").strip(),
            day_of(cell.get("start", "")),
            day_of(cell.get("end", "")),
            country,
            wikidata,
        )
        spells.setdefault(spell, (cell, name, is_person))
    for (key, office, start, end, country, wikidata), (cell, name, is_person) in spells.items():
        others = importing.aliases(name, aliases[key]) if is_person else list_of(a for a in aliases[key] if a != name)
        sector = list_of([*parts_of(cell.get("sector", "")), *parts_of(cell.get("other_sectors", ""))])
        if is_person:
            role = cell.get("role", "").strip() or importing.role(office)
            sector = sector or importing.sector(office)
            imported.persons.append(PersonRow(key, name, others, country, office, role, sector, start, end, wikidata))
        else:
            first, _, rest = sector.partition(";")
            kinds = list_of(parts_of(cell.get("kinds", "")))
            imported.bodies.append(OrganisationRow(key, name, country, first, rest, others, kinds, start, end))
    return imported
