"""A run over shards that may be broken off and begun again: its plan, what of it is done, what is missing.

The folder of a run holds `plan.json`, the tables (`documents`, `records`, `claims`, `failures`), a report for each shard
whose tables are complete, and `summary.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from dragoman.engine.base import Counts, Engine, LostShard, Outcome, Settings, Shard, ShardReport
from dragoman.engine.files import joined, opened, publish_bytes, read, remove_unfinished, sizes_in
from dragoman.engine.inputs import Input
from dragoman.engine.plan import SHARD_SIZE, count_items, cut, sizes_of
from dragoman.engine.tables import SCHEMAS
from dragoman.engine.task import REPORTS
from dragoman.errors import EngineError
from dragoman.intake import Intake

PLAN, SUMMARY = "plan.json", "summary.json"
FORMAT = 1
LOST_IN_A_ROW = 12


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does: who codes and how documents are read (`identity`), the inputs with their sizes, the shards."""

    identity: Mapping[str, str]
    inputs: Mapping[str, int | None]
    shards: tuple[Shard, ...]
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has come to."""

    shards: int
    done: int
    counts: Counts
    rows: Mapping[str, int]
    bytes_out: int
    core_seconds: float
    restarts: int
    memory_mb: int
    lost: tuple[LostShard, ...] = field(default=())

    @property
    def is_reconciled(self) -> bool:
        """True when every shard is done and each item came out as one thing or another."""
        return self.done == self.shards and self.counts.is_reconciled


def open_plan(
    out: str, identity: Mapping[str, str], inputs: Sequence[Input], intake: Intake, *, size: int = SHARD_SIZE
) -> Plan:
    """The plan in a folder, to which inputs that it does not know are added; a new plan where there is none.

    Raises:
        EngineError: when the folder holds a run of another coder, or an input is another one than it was.
    """
    known = find_plan(out)
    plan = known or Plan(identity, {}, ())
    if dict(plan.identity) != dict(identity):
        differing = sorted(key for key in {*plan.identity, *identity} if plan.identity.get(key) != identity.get(key))
        raise EngineError(f"{out}: begun with another {', '.join(differing)}; choose another --out, or the old settings")
    changed = [found.path for found in inputs if plan.inputs.get(found.path, found.size) != found.size]
    if changed:
        raise EngineError(f"{changed[0]}: has changed since the run in {out} was planned; choose another --out")
    new = [found for found in dict.fromkeys(inputs) if found.path not in plan.inputs]
    if new:
        counted = count_items(new, intake)
        shards = cut(counted, size=size, first=len(plan.shards))
        plan = replace(plan, inputs={**plan.inputs, **sizes_of(counted)}, shards=(*plan.shards, *shards))
        publish_bytes(msgspec.json.encode(plan), joined(out, PLAN), out)
    return plan


def find_plan(out: str) -> Plan | None:
    """The plan in a folder.

    Raises:
        EngineError: when it is that of another version, or broken.
    """
    data = read(joined(out, PLAN))
    if data is None:
        return None
    try:
        plan = msgspec.json.decode(data, type=Plan)
    except msgspec.DecodeError as error:
        raise EngineError(f"{joined(out, PLAN)}: no plan ({error}); choose another --out") from error
    if plan.format != FORMAT:
        raise EngineError(f"{joined(out, PLAN)}: of another version of Dragoman; choose another --out")
    return plan


def find_done(out: str) -> dict[int, ShardReport]:
    """The reports of the shards of which every file is there in its full size."""
    names = [name for name in sizes_in(joined(out, REPORTS)) if name.endswith(".json")]
    if not names:
        return {}
    system, folder = opened(joined(out, REPORTS))
    found = system.cat([f"{folder}/{name}" for name in names])
    reports = [msgspec.json.decode(data, type=ShardReport) for data in found.values()]
    there = {table: sizes_in(joined(out, table)) for table in SCHEMAS}
    return {
        report.number: report
        for report in sorted(reports, key=lambda report: report.number)
        if all(there[table].get(f"{report.number:06d}.parquet") == size for table, size in report.sizes.items())
    }


def run(plan: Plan, settings: Settings, engine: Engine) -> Iterator[Outcome]:
    """Codes what is missing and tells of each shard when it is done; the summary is written at the end.

    Raises:
        EngineError: when so many shards in a row are lost that something must be wrong with all.
    """
    done = find_done(settings.out)
    missing = [shard for shard in plan.shards if shard.number not in done]
    lost: list[LostShard] = []
    in_a_row = 0
    for outcome in engine(missing, settings) if missing else ():
        yield outcome
        if isinstance(outcome, ShardReport):
            in_a_row = 0
            continue
        lost.append(outcome)
        in_a_row += 1
        if in_a_row >= LOST_IN_A_ROW:
            raise EngineError(f"{in_a_row} shards in a row could not be coded, the last because: {outcome.reason}")
    publish_bytes(msgspec.json.encode(summarize(plan, settings.out, lost)), joined(settings.out, SUMMARY), settings.out)
    remove_unfinished(settings.out)


def summarize(plan: Plan, out: str, lost: Sequence[LostShard] = ()) -> Summary:
    """What a run has come to, by the reports in its folder."""
    reports = find_done(out)
    counts = Counts()
    for report in reports.values():
        counts += report.counts
    return Summary(
        shards=len(plan.shards),
        done=sum(shard.number in reports for shard in plan.shards),
        counts=counts,
        rows={table: sum(report.rows[table] for report in reports.values()) for table in SCHEMAS},
        bytes_out=sum(sum(report.sizes.values()) for report in reports.values()),
        core_seconds=round(sum(report.seconds for report in reports.values()), 3),
        restarts=sum(report.restarts for report in reports.values()),
        memory_mb=max((report.memory_mb for report in reports.values()), default=0),
        lost=tuple(lost),
    )
