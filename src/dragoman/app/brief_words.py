"""Sentences from records, by the templates of resources/briefs: who did what to whom, where, and who says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.app.brief_names import Names, capitalised, distinct, in_a_row
from dragoman.knowledge.bundled import read_bundled
from dragoman.model.record import Attribution, Record
from dragoman.model.status import Status
from dragoman.model.when import Grain

VERB = re.compile(r"\[([^|\]]*)\|([^|\]]*)\|([^\]]*)\]")
BASE, PAST, ING = 1, 2, 3
TOLLS = ("dead", "injured", "arrested")
Way = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """The templates, and the names that they are filled with; one for each briefing, as names are told at length once."""

    words: Mapping[str, Any]
    events: Mapping[str, Any]
    names: Names

    def sentence(self, record: Record, *, dated: bool) -> str:
        """What a record tells, without a full stop; with its day where `dated`."""
        says = self.says(record.attribution)
        told = self.happening(record)
        when = f" {self.when(record)}" if dated and record.date else ""
        return capitalised(f"{says}, {told}{when}" if says else f"{told}{when}")

    def happening(self, record: Record) -> str:
        """Who did what to whom and where, and what it cost."""
        way, last = self.way_of(record)
        shape = shape_of(record)
        phrase = way.get(shape) or (way.get("to") if shape == "several" else None) or last.get(shape) or last["to"]
        actor = self.names.of_all(record.actor)
        recipients = self.recipients(record)
        place = self.names.of_place(record.event_loc, (*record.actor, *record.recipient))
        is_state = bool(record.recipient) and record.recipient[0].identifier_id == record.recipient[0].code
        inside = f" ({place})" if is_state else f" in {place}"
        within = inside if place and place not in recipients["recipient"] else ""
        filled = fill(phrase, {**recipients, "place": within})
        is_negated = record.status is Status.DENIED and self.names.is_negative(record.actor)
        template = str(self.words["status"][Status.HAPPENED.value if is_negated else record.status.value])
        verb = template.format(
            actor=actor,
            past=inflected(filled, PAST),
            base=inflected(filled, BASE),
            ing=inflected(filled, ING),
            **{"is": "are" if self.names.are_several(record.actor) else "is"},
        )
        where = f" {way.get('in', 'in')} {place}" if place and "{place}" not in phrase and f" {place}" not in verb else ""
        return f"{verb}{where}{self.toll(record)}"

    def way_of(self, record: Record) -> tuple[Way, Way]:
        """How an event of this type, mode and wording is said, and how others of its type are."""
        known = self.events.get(record.event[0])
        if known is None:
            to, alone = (
                str(self.words[name]).replace("{type}", record.event[0]) for name in ("unknown_type_to", "unknown_type")
            )
            way = {"to": to, "each": alone, "alone": alone}
            return way, way
        ways: Sequence[Way] = known["ways"]
        return next(way for way in ways if fits(way, record)), ways[-1]

    def noun(self, record: Record) -> str:
        """What a voice speaks of: "an attack"."""
        known = self.events.get(record.event[0])
        return str(known["noun"]) if known else str(self.words["unknown_noun"]).format(type=record.event[0])

    def recipients(self, record: Record) -> dict[str, str]:
        """Those acted on: all of them, the first, and the others."""
        parties = distinct(record.recipient)
        names = [self.names.of(entity) for entity in parties]
        others = str(self.words["others"])
        return {"recipient": in_a_row(names, others), "first": "".join(names[:1]), "others": in_a_row(names[1:], others)}

    def toll(self, record: Record) -> str:
        """How many were killed, injured and arrested, where it is told of what happened and not said already."""
        if record.status not in (Status.HAPPENED, Status.ONGOING):
            return ""
        said = " ".join(entity.entity_text for entity in (*record.recipient, *record.actor)).casefold()
        counts = [(name, getattr(record.size, name)) for name in TOLLS]
        fresh = [(name, value) for name, value in counts if value is not None and not self.is_said(value, said)]
        told = [str(self.words["tolls"][name]).format(count=self.count(value)) for name, value in fresh]
        return str(self.words["toll"]).format(tolls=in_a_row(told, "")) if told else ""

    def is_said(self, value: int | tuple[int, int], text: str) -> bool:
        """True where a text has the number, in figures or as a word."""
        if isinstance(value, tuple):
            return False
        words = [str(value), f"{value:,}", *self.words["numbers"][value - 1 : value]] if value else []
        return any(re.search(rf"(?<![\w,.]){re.escape(word)}(?!\w)", text) for word in words)

    def count(self, value: int | tuple[int, int]) -> str:
        """A toll in figures."""
        if isinstance(value, tuple):
            return str(self.words["range"]).format(low=f"{value[0]:,}", high=f"{value[1]:,}")
        return f"{value:,}"

    def says(self, attribution: Sequence[Attribution]) -> str:
        """Who says so: "according to the AP, citing the ministry"; empty where the report itself does."""
        if not attribution:
            return ""
        voice = self.words["voice"]
        names = list(dict.fromkeys(self.names.of_voice(link) for link in attribution))
        first = str(voice["according"]).format(voice=names[0])
        rest = in_a_row(names[1:], str(self.words["others"]))
        return f"{first}, {str(voice['citing']).format(voice=rest)}" if rest else first

    def when(self, record: Record) -> str:
        """The day in a sentence: "on 3 August 2015", "around 4 August 2015", "in 2012"."""
        grain = record.date_resolution.value
        if record.enddate and record.enddate != record.date and record.date_resolution is Grain.DAY:
            grain = "days"
        return str(self.words["when"][grain]).format(**day_words(record.date), last=day_words(record.enddate)["day"])

    def heading(self, record: Record) -> str:
        """The day as a heading."""
        headings = self.words["headings"]
        if record.date is None:
            return str(headings["none"])
        return str(headings[record.date_resolution.value]).format(**day_words(record.date))

    def section(self, key: str) -> tuple[str, str]:
        """Title of a section, and what stands there when there is nothing to tell."""
        told = self.words["sections"][key]
        return str(told["title"]), str(told["empty"])

    def counted(self, noun: str, count: int) -> str:
        """A number with its noun."""
        one, several = self.words["nouns"][noun]
        return f"{count:,} {one if count == 1 else several}"


def open_wording() -> Wording:
    """The templates that come with Dragoman.

    Raises:
        ResourceError: when they cannot be read.
    """
    words = read_bundled("briefs/words.yml")
    return Wording(words, read_bundled("briefs/events.yml"), Names(words))


def fits(way: Way, record: Record) -> bool:
    """True where a way of saying is one for the wording, mode and status of a record."""
    told = " ".join(record.event_text).casefold()
    words = all(re.search(rf"\b(?:{'|'.join(map(re.escape, way[key]))})", told) for key in ("words", "with") if key in way)
    modes = "modes" not in way or bool(set(way["modes"]) & set(record.mode))
    return words and modes and ("status" not in way or record.status.value in way["status"])


def shape_of(record: Record) -> str:
    """Whether somebody is acted on, several are, or all are actors."""
    recipients = len(distinct(record.recipient))
    if recipients:
        return "to" if recipients == 1 else "several"
    return "each" if len(distinct(record.actor)) > 1 else "alone"


def fill(phrase: str, parties: Mapping[str, str]) -> str:
    """A phrase with those acted on; names may hold brackets, so the verb's own are kept out of their way."""
    for name, text in parties.items():
        phrase = phrase.replace(f"{{{name}}}", text)
    return phrase


def inflected(phrase: str, form: int) -> str:
    """A phrase with its verb in a form.

    >>> inflected("[hold|held|holding] talks", PAST)
    'held talks'
    """
    return VERB.sub(lambda match: match[form], phrase, count=1)


def day_words(day: str | None) -> dict[str, str]:
    """A day as it is written out, with its month and its year.

    >>> day_words("2015-08-03")
    {'day': '3 August 2015', 'month': 'August 2015', 'year': '2015'}
    """
    if not day:
        return {"day": "", "month": "", "year": ""}
    known = date.fromisoformat(day)
    month = f"{MONTHS[known.month - 1]} {known.year}"
    return {"day": f"{known.day} {month}", "month": month, "year": str(known.year)}


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
