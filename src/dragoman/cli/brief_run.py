"""Runs `dragoman brief`: the briefing to standard output or a file, all else to standard error."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dragoman.app.brief import write_brief
from dragoman.app.brief_gather import Asked
from dragoman.app.export import output
from dragoman.cli.render import print_error
from dragoman.errors import DragomanError
from dragoman.exports.brief_html import to_html
from dragoman.exports.brief_markdown import to_markdown
from dragoman.model.query import parse_pair
from dragoman.store import open_store

DONE, FAILED, WRONG_USAGE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """The options of `dragoman brief`, as typed."""

    store: str | None
    actor: tuple[str, ...]
    pair: str | None
    place: tuple[str, ...]
    about: str | None
    from_: str | None
    to: str | None
    format: str | None
    out: Path | None
    limit: int


def run_brief(options: BriefOptions) -> int:
    """Writes the briefing; the exit status is 1 where it cannot be written, 2 for wrong usage."""
    try:
        pair = parse_pair([options.pair]) if options.pair is not None else None
        asked = Asked(options.actor, pair, options.place, options.about, options.from_, options.to, options.limit)
        with open_store(options.store, read_only=True) as store:
            found = write_brief(store, asked)
    except DragomanError as error:
        print_error(str(error))
        return WRONG_USAGE
    is_page = options.format == "html" or (
        options.format is None and options.out is not None and options.out.suffix in (".html", ".htm")
    )
    text = to_html(found) if is_page else to_markdown(found)
    try:
        with output(options.out) as file:
            file.write(text.encode("utf-8", "replace"))
    except BrokenPipeError:
        raise
    except OSError as error:
        print_error(f"{options.out or 'output'}: {error.strerror or error}; nothing was written there")
        return FAILED
    return DONE
