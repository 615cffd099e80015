"""Tables, explanations, progress and errors on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from dragoman.app.explain import account_for
from dragoman.errors import InputError
from dragoman.exports.table import count_of, joined, name_of, voice_of
from dragoman.model.reading import Reading
from dragoman.model.record import Entity, Record

STATUS_STYLE = {"happened": "green", "ongoing": "cyan", "planned": "blue", "possible": "yellow", "denied": "red"}


def write_line(line: str) -> None:
    """Writes one line of data to standard output, in UTF-8 whatever the terminal says."""
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")


def print_error(message: str) -> None:
    """Says what went wrong on standard error."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"[bold red]error[/] {escape(message)}")


def progress_of(readings: Iterable[Reading | InputError]) -> Iterator[Reading | InputError]:
    """The same readings, counted on standard error while they come, where that is a terminal and output is not."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from readings
        return
    console = Console(stderr=True)
    with console.status("opening the coder") as status:
        for number, reading in enumerate(readings, 1):
            status.update(f"{number} documents coded")
            yield reading


def party(entities: tuple[Entity, ...]) -> Text:
    """The parties on one side, each with its code."""
    text = Text()
    for number, entity in enumerate(entities):
        text.append("\n" if number else "")
        text.append(name_of(entity), style="bold" if entity.code else "")
        text.append(f"  {entity.code or '---'} {entity.sector or ''}".rstrip(), style="dim")
    return text


def happening(record: Record) -> Text:
    """Type, modes and the trigger words."""
    text = Text(record.event[0], style="bold")
    if record.mode:
        text.append(f" {joined(record.mode)}", style="not bold")
    text.append(f"\n“{record.event_text[0]}”", style="dim not bold")
    return text


def record_table(reading: Reading) -> None:
    """Prints the records of one document as a table under its title."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    document = reading.document
    heading = document.title or document.url or document.id
    day = document.published.isoformat() if document.published else "no date"
    console.print(Text.assemble((heading, "bold"), (f"  {day}  {document.source or ''}".rstrip(), "dim")))
    records = reading.records or ()
    if not records:
        console.print("  no events found; --explain says why, sentence by sentence\n", style="dim")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in ("when", "event", "actor", "recipient", "where", "happened?", "who says so"):
        table.add_column(column, header_style="dim", overflow="fold")
    for record in records:
        place = record.event_loc
        where = (
            joined((place.resolved_place or place.extracted_place, place.country_code)).replace("; ", ", ") if place else ""
        )
        status = Text(record.status.value, style=STATUS_STYLE[record.status.value])
        if "historical" in record.aux:
            status.append("\nhistorical", style="dim")
        toll = joined(f"{count_of(v)} {n}" if v is not None else None for n, v in tolls(record))
        if toll:
            status.append(f"\n{toll}", style="red")
        says = " > ".join(voice_of(link) for link in record.attribution) or "the report"
        approximate = "" if record.date_resolution.value == "day" else f"\n{record.date_resolution.value}"
        when = Text(record.date or "").append(approximate, style="dim")
        table.add_row(when, happening(record), party(record.actor), party(record.recipient), where, status, says)
    console.print(table)
    console.print()


def tolls(record: Record) -> tuple[tuple[str, int | tuple[int, int] | None], ...]:
    """The tolls of a record with their names."""
    size = record.size
    return ("dead", size.dead), ("injured", size.injured), ("arrested", size.arrested)


def explanation(reading: Reading, *, to_stderr: bool) -> None:
    """Prints, sentence by sentence, which records it tells and why, or why none."""
    console = Console(stderr=to_stderr, highlight=False, soft_wrap=True)
    told: set[str] = set()
    for account in account_for(reading):
        console.print(Text(f"[{account.sentence.index}] {account.text}"))
        for record in account.records:
            again = record.id in told
            told.add(record.id)
            console.print(Text(f"    {record.event[0]} {record.id}" + (" (told above)" if again else ""), style="bold"))
            if not again:
                for line in record.because:
                    console.print(Text(f"        {line}", style="dim"))
        for reason in account.reasons:
            console.print(Text(f"    {reason}", style="yellow"))
    console.print()
