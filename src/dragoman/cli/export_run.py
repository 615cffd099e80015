"""Runs `dragoman export`: data to standard output or a file, all else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from dragoman.app.export import Export, Level, check, export
from dragoman.cli.render import print_error
from dragoman.errors import DragomanError
from dragoman.exports.checking import Problem
from dragoman.model.query import Query, parse_query
from dragoman.scheme import load_scheme
from dragoman.store import open_store

DONE, FAILED, WRONG_USAGE = 0, 1, 2
SHOWN = 100


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """The options of `dragoman export`, as typed."""

    format: str
    store: str | None
    out: Path | None
    check: Path | None
    records: bool
    events: bool
    scheme: Path | None
    words: dict[str, list[str]]


def run_export(options: ExportOptions) -> int:
    """Exports or checks; the exit status is 1 where a file is wrong or cannot be written, 2 for wrong usage."""
    if options.records and options.events:
        print_error("--records and --events: give one of them")
        return WRONG_USAGE
    try:
        scheme = load_scheme(options.scheme)
        if options.check is not None:
            return report(options.format, options.check, check(options.format, options.check, scheme))
        wanted = Export(options.format, query_of(options.words), options.out, level_of(options))
        with open_store(options.store, read_only=True) as store:
            said = export(store, wanted, scheme)
    except DragomanError as error:
        print_error(str(error))
        return WRONG_USAGE
    except BrokenPipeError:
        raise
    except OSError as error:
        print_error(f"{error.filename or options.out or 'output'}: {error.strerror or error}; nothing was written there")
        return FAILED
    for sentence in said:
        print(sentence, file=sys.stderr)  # noqa: T201 - the command line speaks
    return DONE


def query_of(words: dict[str, list[str]]) -> Query:
    """What is asked: all that matches, by date, unless it is said otherwise."""
    query = parse_query(words)
    query = query if "limit" in words else replace(query, limit=None)
    return query if "sort" in words else replace(query, sort="date")


def level_of(options: ExportOptions) -> Level | None:
    """Records or events, where one is asked for."""
    if options.events:
        return Level.EVENTS
    return Level.RECORDS if options.records else None


def report(name: str, path: Path, problems: Iterator[Problem]) -> int:
    """Says what is wrong with a file, the first problems in full."""
    try:
        found = list(islice(problems, SHOWN + 1))
    except OSError as error:
        print_error(f"{path}: cannot be read ({error.strerror})")
        return FAILED
    for problem in found[:SHOWN]:
        where = f"{path}:{problem.line}" if problem.line else str(path)
        print(f"{where}: {problem.reason}", file=sys.stderr)  # noqa: T201 - the command line speaks
    if len(found) > SHOWN:
        print(f"{path}: and more", file=sys.stderr)  # noqa: T201 - the command line speaks
    if not found:
        print(f"{path}: {name}, nothing wrong", file=sys.stderr)  # noqa: T201 - the command line speaks
    return FAILED if found else DONE
