"""Whole records against a gold folder: `docs/ID.txt`, and `a.jsonl` and `b.jsonl` by two readers who worked apart.

Recall is the share of the events that both readers wrote, are sure of and gave an actor; precision the share of the coded
records that match one of either reader. A match: the same document and type, a sentence that tells it, and parties that
share a code or a telling word, sides swapped allowed where the event is mutual.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.coder import Coder
from dragoman.errors import CorpusError
from dragoman.exports.contract_json import encode_record
from dragoman.intake.text import document_from_text
from dragoman.model.record import Entity, Record

BORDER = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"‘])|\n+")
MUTUAL = frozenset(("AGREE", "ASSAULT", "CONSULT", "COOPERATE", "SUPPORT"))
EMPTY_WORDS = frozenset(
    ("the", "a", "an", "of", "and", "in", "to", "by", "for", "on", "at", "from", "its", "his", "her", "their", "s")
) | {"government", "minister", "president", "forces", "official", "officials"}


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an event: the codes known of its members, and their telling words."""

    codes: frozenset[str]
    words: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.codes or self.words)

    def __or__(self, other: Party) -> Party:
        return Party(self.codes | other.codes, self.words | other.words)

    def meets(self, other: Party) -> bool:
        """True when the two share something, or are both empty."""
        if not self or not other:
            return not self and not other
        return bool(self.codes & other.codes or self.words & other.words)


@dataclass(frozen=True, slots=True)
class Told:
    """An event as a reader or the coder wrote it; `sentences` are the numbers of those that tell it."""

    document: str
    type: str
    sentences: frozenset[int]
    actor: Party
    recipient: Party
    status: str
    is_historical: bool
    is_attributed: bool
    country: str | None
    date: str
    is_core: bool = True


def words_of(text: str) -> frozenset[str]:
    """The telling words of a phrase."""
    return frozenset(re.findall(r"\w+", text.lower())) - EMPTY_WORDS


def party_of(members: Iterable[tuple[str, str | None]]) -> Party:
    """The side that phrases with their codes make."""
    pairs = list(members)
    words = frozenset(word for text, _ in pairs for word in words_of(text))
    return Party(frozenset(code for _, code in pairs if code), words)


def borders_of(text: str) -> list[int]:
    """The offsets at which sentences end, for telling which one an offset is in."""
    return [match.start() for match in BORDER.finditer(text)] + [len(text)]


def sentence_at(borders: Sequence[int], offset: int) -> int:
    """The number of the sentence that holds an offset."""
    return next((i for i, end in enumerate(borders) if offset <= end), len(borders) - 1)


def read_gold(folder: Path) -> tuple[dict[str, str], list[Told], list[Told]]:
    """The texts by id, and what each of the two readers wrote.

    Raises:
        CorpusError: when a file is missing or a line is none of the gold format.
    """
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((folder / "docs").glob("*.txt"))}
    if not texts:
        raise CorpusError(f"{folder}: no docs/*.txt; a gold folder holds docs, a.jsonl and b.jsonl")
    return texts, read_reader(folder / "a.jsonl", texts), read_reader(folder / "b.jsonl", texts)


def read_reader(path: Path, texts: Mapping[str, str]) -> list[Told]:
    """The events of one reader."""
    found = []
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                record = json.loads(line)
                if "event" in record:
                    found.append(to_told(record, texts[record["doc"]]))
            except (ValueError, KeyError, TypeError) as error:
                raise CorpusError(f"{path}:{number}: no gold record ({error!r})") from error
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from error
    return found


def to_told(record: dict, text: str) -> Told:  # type: ignore[type-arg]
    """One line of a reader; its trigger is sought in the sentence that is given, else where it is nearest."""
    borders = borders_of(text)
    number = min(int(record["sentence"]), len(borders) - 1)
    hits = [match.start() for match in re.finditer(re.escape(record["trigger"]), text)] or [borders[number]]
    inside = [hit for hit in hits if sentence_at(borders, hit) == number]
    hit = inside[0] if inside else min(hits, key=lambda offset: abs(offset - borders[number]))
    sides = [party_of((entity["text"], entity.get("code")) for entity in record[side]) for side in ("actor", "recipient")]
    return Told(
        document=record["doc"],
        type=record["event"],
        sentences=frozenset((sentence_at(borders, hit),)),
        actor=sides[0],
        recipient=sides[1],
        status=record["status"],
        is_historical=bool(record.get("historical")),
        is_attributed=bool(record.get("voice")),
        country=(record.get("place") or {}).get("country"),
        date=record.get("date") or "",
        is_core=bool(record.get("certain", True)) and bool(record["actor"]),
    )


def from_record(record: Record, text: str) -> Told:
    """A coded record in the same form."""
    borders = borders_of(text)
    starts = [evidence.span.start for evidence in record.evidence if evidence.field == "event"]

    def side(entities: Sequence[Entity]) -> Party:
        return party_of((entity.entity_text, entity.code) for entity in entities)

    return Told(
        document=record.doc_id,
        type=record.event[0],
        sentences=frozenset(sentence_at(borders, start) for start in starts),
        actor=side(record.actor),
        recipient=side(record.recipient),
        status=record.status.value,
        is_historical="historical" in record.aux,
        is_attributed=bool(record.attribution),
        country=record.event_loc.country_code if record.event_loc else None,
        date=record.date or "",
    )


def matches(gold: Told, got: Told, *, full: bool) -> bool:
    """True when the two are one event: by type and actor, or by `full` by the recipient too."""
    if gold.document != got.document or gold.type != got.type or not gold.sentences & got.sentences:
        return False
    if gold.actor.meets(got.actor) and (not full or gold.recipient.meets(got.recipient)):
        return True
    if gold.type not in MUTUAL or not got.actor:
        return False
    one, other = gold.actor | gold.recipient, got.actor | got.recipient
    if not one.meets(other):
        return False
    swapped = gold.actor.meets(got.recipient) and gold.recipient.meets(got.actor)
    return not full or len(one.words & other.words) > 1 or swapped


def score(first: Sequence[Told], second: Sequence[Told], got: Sequence[Told]) -> dict[str, float]:
    """The figures: recall, precision and F1 at both levels, and how often the other fields are right on matches."""
    core: list[tuple[Told, Told]] = []
    taken: set[int] = set()
    for one in first:
        for number, other in enumerate(second):
            if number not in taken and one.is_core and other.is_core and matches(one, other, full=False):
                taken.add(number)
                core.append((one, other))
                break
    either = [*first, *second]
    figures: dict[str, float] = {"core": len(core), "records": len(got)}
    for name, full in (("type_actor", False), ("type_actor_recipient", True)):
        found = sum(any(matches(gold, record, full=full) for gold in pair for record in got) for pair in core)
        right = sum(any(matches(gold, record, full=full) for gold in either) for record in got)
        recall, precision = found / max(1, len(core)), right / max(1, len(got))
        f1 = 2 * recall * precision / max(1e-9, recall + precision)
        figures |= {f"{name}_recall": recall, f"{name}_precision": precision, f"{name}_f1": f1}
    pairs = [
        (gold, record)
        for record in got
        if (gold := next((one for one in either if matches(one, record, full=False)), None)) is not None
    ]
    figures |= fields_on(pairs)
    return {name: round(value, 3) for name, value in figures.items()}


def fields_on(pairs: Sequence[tuple[Told, Told]]) -> dict[str, float]:
    """How often the other fields agree on matched pairs; dates where the reader gives one, to its own grain."""
    count = max(1, len(pairs))
    dated = [(gold, got) for gold, got in pairs if gold.date]
    return {
        "matches": len(pairs),
        "status": sum(gold.status == got.status for gold, got in pairs) / count,
        "historical": sum(gold.is_historical == got.is_historical for gold, got in pairs) / count,
        "attributed": sum(gold.is_attributed == got.is_attributed for gold, got in pairs) / count,
        "country": sum(gold.country == got.country for gold, got in pairs) / count,
        "date": sum(got.date.startswith(gold.date) for gold, got in dated) / max(1, len(dated)),
    }


def score_records(folder: Path, coder: Coder, predictions: Path | None = None) -> dict[str, float]:
    """Codes the texts of a gold folder and scores the records; writes them to `predictions` where that is given.

    The day of publication is taken from `docs.jsonl` of the folder, lines with `id` and `published`, where there is one.
    """
    texts, first, second = read_gold(folder)
    days = published_days(folder / "docs.jsonl")
    documents = [document_from_text(text, id=name, published=days.get(name)) for name, text in texts.items()]
    records = [record for reading in coder.read_stream(documents) for record in reading.records or ()]
    if predictions is not None:
        predictions.write_bytes(b"".join(encode_record(record) + b"\n" for record in records))
    return score(first, second, [from_record(record, texts[record.doc_id]) for record in records])


def published_days(path: Path) -> dict[str, date]:
    """The day of publication by document id; none where there is no such file."""
    if not path.exists():
        return {}
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {line["id"]: date.fromisoformat(line["published"][:10]) for line in lines if line.get("published")}
