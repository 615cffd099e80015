"""`dragoman judge`: gives verdicts and lists them, a line of JSON each."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from dragoman.app.judge import Judge, correct, judge_pair, judge_record, undo
from dragoman.cli.render import print_error, write_line
from dragoman.errors import DragomanError, JudgementError
from dragoman.model.judgement import Judgement, Verdict
from dragoman.scheme import load_scheme
from dragoman.store import Store, open_store

DONE, WRONG_USAGE = 0, 2


@dataclass(frozen=True, slots=True)
class JudgeOptions:
    """The options of `dragoman judge`, as typed."""

    record: str | None
    store: str | None
    right: bool
    wrong: bool
    corrections: tuple[str, ...]
    same: str | None
    not_same: str | None
    undo: str | None
    author: str | None
    reason: str
    show: bool
    scheme: Path | None


def run_judge(options: JudgeOptions) -> int:
    """Stores the verdicts and prints them; the exit status is 2 where one cannot be given."""
    try:
        with open_store(options.store, read_only=options.show) as store:
            judgements = (
                store.judgements(record=options.record, author=options.author) if options.show else given(store, options)
            )
            for judgement in judgements:
                write_line(msgspec.json.encode(judgement).decode())
    except DragomanError as error:
        print_error(str(error))
        return WRONG_USAGE
    return DONE


def given(store: Store, options: JudgeOptions) -> Iterator[Judgement]:
    """The verdicts that the options give, each stored."""
    asked = (options.right, options.wrong, bool(options.corrections), options.same, options.not_same, options.undo)
    if sum(map(bool, asked)) != 1:
        raise JudgementError("give one of --right, --wrong, --set, --same, --not-same and --undo, or --list")
    judge = Judge(options.author or getpass.getuser(), options.reason)
    if options.undo:
        yield undo(store, options.undo, judge)
        return
    if options.record is None:
        raise JudgementError("name the record that is judged")
    if options.right or options.wrong:
        yield judge_record(store, options.record, Verdict.RIGHT if options.right else Verdict.WRONG, judge)
    elif options.same or options.not_same:
        verdict = Verdict.SAME if options.same else Verdict.NOT_SAME
        yield judge_pair(store, options.record, options.same or options.not_same or "", verdict, judge)
    else:
        yield from corrections(store, options.record, options, judge)


def corrections(store: Store, record: str, options: JudgeOptions, judge: Judge) -> Iterator[Judgement]:
    """The corrections of a record, one after the other."""
    scheme = load_scheme(options.scheme)
    for pair in options.corrections:
        field, equals, value = pair.partition("=")
        if not equals:
            raise JudgementError(f"--set {pair}: write field=value, for example status=planned")
        yield correct(store, record, field.strip(), value.strip(), scheme, judge)
