"""`dragoman actors import`, `show` and `unknown`: calls the use cases and shows what they give."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from dragoman.app.actors import Shown, Taken, import_actors, show_actor, unknown_actors
from dragoman.cli.render import print_error, write_line
from dragoman.errors import DragomanError

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2
UNKNOWN_COLUMNS = ("name", "kind", "country", "sector", "office", "aliases", "start", "end", "records")
MAX_REMARKS = 20


def run_import(files: Sequence[Path], folder: Path | None, *, only_new: bool) -> int:
    """Takes in each file; one that cannot be used costs no other."""
    failed = False
    for file in files:
        try:
            taken = import_actors(file, folder, only_new=only_new)
        except (DragomanError, OSError) as error:
            failed = True
            print_error(str(error))
        else:
            tell(file, taken)
    return SOME_FAILED if failed else DONE


def tell(file: Path, taken: Taken) -> None:
    """Says what an import came to: a line of JSON, and on standard error the clashes and what was not understood."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for clash in taken.clashes:
        console.print(f"[yellow]clash[/] {escape(clash)}")
    for remark in taken.remarks[:MAX_REMARKS]:
        console.print(f"[dim]{escape(file.name)}: {escape(remark)}[/]")
    if len(taken.remarks) > MAX_REMARKS:
        console.print(f"[dim]{escape(file.name)}: and {len(taken.remarks) - MAX_REMARKS} more like these[/]")
    line = {"file": str(file), **taken.actors, "clashes": len(taken.clashes), "written": [str(path) for path in taken.files]}
    write_line(json.dumps(line, ensure_ascii=False))


def run_show(name: str, on: date | None, further: Sequence[Path], form: str) -> int:
    """Shows whom a name stands for; status 1 where it is nobody."""
    day = on or date.today()  # noqa: DTZ011 - the user's day
    try:
        found = show_actor(name, day, further)
    except (DragomanError, OSError) as error:
        print_error(str(error))
        return WRONG_USAGE
    if not found:
        print_error(f"nobody is known as '{name}' on {day}; add who it is with: dragoman actors import FILE")
        return SOME_FAILED
    if form == "csv":
        write_rows(tuple(to_cells(found[0])), [to_cells(each) for each in found])
    for each in found if form != "csv" else ():
        write_line(json.dumps(to_cells(each), ensure_ascii=False) if form == "jsonl" else to_text(each, day))
    return DONE


def to_cells(shown: Shown) -> dict[str, object]:
    """An actor as one flat object."""
    actor, spell = shown.actor, shown.spell
    return {
        "key": actor.key,
        "name": actor.name,
        "kind": str(actor.kind),
        "code": actor.code,
        "sectors": list(actor.sectors),
        "office": actor.office,
        "found_by": shown.how,
        "start": spell.cells.get("start") or None if spell else None,
        "end": spell.cells.get("end") or None if spell else None,
        "file": str(spell.path) if spell else None,
        "line": spell.line if spell else None,
        "others": list(shown.others),
    }


def to_text(shown: Shown, on: date) -> str:
    """An actor for people to read."""
    actor = shown.actor
    codes = " ".join((actor.code or "no country", *actor.sectors))
    lines = [f"{actor.name or actor.key}: {actor.kind}, {codes}{f', {actor.office}' if actor.office else ''} on {on}"]
    lines.append(f"  found by {shown.how}; key {actor.key}")
    for row in shown.rows:
        mark = ">" if row is shown.spell else " "
        spell = f"{row.cells.get('start') or '...'} to {row.cells.get('end') or '...'}" if "start" in row.cells else ""
        what = row.cells.get("office") or " ".join(filter(None, (row.cells.get("code"), row.cells.get("sector"))))
        lines.append(f"{mark} {what} {spell}  {row.path.name}:{row.line}")
    if shown.others:
        lines.append(f"  others of that name: {', '.join(shown.others)}")
    return "\n".join(lines)


def run_unknown(store: str | None, limit: int, form: str) -> int:
    """Lists the names that nobody is known by."""
    from dragoman.store import open_store

    try:
        with open_store(store, read_only=True) as archive:
            found = unknown_actors(archive, limit)
    except (DragomanError, OSError) as error:
        print_error(str(error))
        return WRONG_USAGE
    rows = [
        {**dict.fromkeys(UNKNOWN_COLUMNS, ""), "name": who.name, "sector": who.sector or "", "records": who.records}
        for who in found
    ]
    if form == "csv":
        write_rows(UNKNOWN_COLUMNS, rows)
    for row in rows if form != "csv" else ():
        line = {"name": row["name"], "sector": row["sector"] or None, "records": row["records"]}
        write_line(
            json.dumps(line, ensure_ascii=False)
            if form == "jsonl"
            else f"{row['records']:>7}  {row['name']}  {row['sector']}"
        )
    return DONE


def write_rows(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> None:
    """Writes a CSV table with a header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {name: ";".join(value) if isinstance(value, list) else value for name, value in row.items()} for row in rows
    )
    write_line(out.getvalue().rstrip("\n"))
