"""A briefing on a party, a pair, a place, a subject or a period, put together from records: every sentence cites them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.app.brief_gather import Asked, Gathered, Told, gather
from dragoman.app.brief_names import capitalised
from dragoman.app.brief_quotes import Quotes
from dragoman.app.brief_trend import trend_of
from dragoman.app.brief_words import Wording, day_words, open_wording
from dragoman.model.brief import Brief, Group, Line, Section
from dragoman.model.claim import Claim
from dragoman.model.event import LinkKind
from dragoman.model.query import first_day, last_day
from dragoman.model.record import Attribution, Record
from dragoman.model.status import Status
from dragoman.model.voice import VoiceKind
from dragoman.store import Store

MOST_CITED = 8
LEAST_WORDS = 5
DONE = (Status.HAPPENED, Status.ONGOING)


@dataclass(frozen=True, slots=True)
class Writer:
    """What a briefing is written with: the archive, the templates and the quotations."""

    store: Store
    wording: Wording
    quotes: Quotes

    def line(self, told: Told, *, dated: bool) -> Line:
        """An event in one sentence, with what came of it or stands against it."""
        cites = tuple(self.quotes.cite(record) for record in told.records[:MOST_CITED])
        return Line(
            text=self.wording.sentence(told.record, dated=dated),
            cites=cites,
            quote=self.quotes.quote(told.records[0].id),
            sources=told.sources,
            more=len(told.records) - len(cites),
            remarks=tuple(self.remarks(told)),
        )

    def remarks(self, told: Told) -> Iterator[Line]:
        """Of a plan or threat that it was carried out; of a denial what it stands against, and the reverse."""
        if told.event is None:
            return
        for link in self.store.links(told.event):
            is_target = link.target == told.event
            if link.kind is LinkKind.PART_OF or (link.kind is not LinkKind.DENIES and not is_target):
                continue
            other = self.store.event(link.source if is_target else link.target)
            record = self.shown(other.records) if other is not None else None
            if other is None or record is None:
                continue
            words = self.wording.words
            template = words["links"][link.kind.value] if is_target else words["denial"]
            text = str(template).format(sentence=self.wording.sentence(other.merged, dated=True))
            yield Line(text, (self.quotes.cite(record),), self.quotes.quote(record.id))

    def shown(self, ids: Iterable[str]) -> Record | None:
        """The first of some records that is shown."""
        stored = (self.store.record(id_) for id_ in ids)
        return next((one.record for one in stored if one is not None and one.is_current and one.judged != "wrong"), None)

    def section(self, key: str, groups: Iterable[Group]) -> Section:
        """A section with its title."""
        title, empty = self.wording.section(key)
        return Section(key, title, tuple(groups), empty)

    def by_day(self, found: Sequence[Told]) -> Iterator[Group]:
        """What happened, day by day."""
        days: dict[str, list[Line]] = {}
        for told in found:
            days.setdefault(self.wording.heading(told.record), []).append(self.line(told, dated=False))
        for heading, lines in days.items():
            yield Group(heading, tuple(lines))

    def in_one(self, found: Sequence[Told]) -> Iterator[Group]:
        """Lines without headings, each with its day."""
        if found:
            yield Group(None, tuple(self.line(told, dated=True) for told in found))

    def by_speaker(self, found: Gathered) -> Iterator[Group]:
        """Statements and what else speakers tell of, speaker by speaker; those without a name last."""
        speakers: dict[str, list[Claim | Record]] = {}
        unnamed: list[Claim | Record] = []
        said: list[Claim | Record] = [*found.claims[-found.limit :], *found.spoken[-found.limit :]]
        for item in filter(self.is_telling, said):
            inner = item.attribution[-1] if item.attribution else None
            if inner is None or inner.source is None or not inner.named:
                unnamed.append(item)
            else:
                speakers.setdefault(capitalised(self.wording.names.plain(inner.source)), []).append(item)
        heading = str(self.wording.words["unnamed_speakers"])
        for name, items in (*sorted(speakers.items()), *([(heading, unnamed)] if unnamed else [])):
            yield Group(
                name, tuple(self.spoken(item) if isinstance(item, Record) else self.statement(item) for item in items)
            )

    def is_telling(self, item: Claim | Record) -> bool:
        """False for a few words that are no quotation: they say nothing by themselves."""
        if isinstance(item, Record) or not item.attribution:
            return True
        return item.attribution[-1].kind is not VoiceKind.INDIRECT or len(item.text.split()) >= LEAST_WORDS

    def statement(self, claim: Claim) -> Line:
        """A claim: the speaker, the reporting words, and what is said, as it stands."""
        number = self.quotes.cite_claim(claim)
        outer = self.wording.says(claim.attribution[:-1])
        inner = claim.attribution[-1] if claim.attribution else None
        text = self.speech(inner)
        return Line(capitalised(f"{outer}, {text}" if outer else text), (number,), self.quotes.quote(claim.id))

    def speech(self, link: Attribution | None) -> str:
        """Who says it and in which reporting words; an unnamed speaker where the text names none."""
        words = self.wording.words["said"]
        voice = self.wording.names.of_voice(link) if link is not None else str(self.wording.words["voice"]["unnamed"])
        cue = " ".join(link.cue.split()) if link is not None and link.cue else ""
        if not cue:
            return str(words["bare"]).format(voice=voice)
        if cue.casefold() in self.wording.words["before_voice"]:
            return str(words["according"]).format(cue=cue.lower(), voice=voice)
        key = "direct" if link is not None and link.kind is not VoiceKind.INDIRECT else "indirect"
        return str(words[key]).format(voice=voice, cue=cue)

    def spoken(self, record: Record) -> Line:
        """An event of which a party speaks."""
        number = self.quotes.cite(record)
        words = self.wording.words["said"]
        voice = self.wording.names.of_voice(record.attribution[-1])
        ways = [self.wording.names.of_voice(link) for link in record.attribution[:-1]]
        by = f", {str(words['by_way']).format(voice=ways[0])}," if ways else ""
        text = str(words["spoke"]).format(voice=f"{voice}{by}", noun=self.wording.noun(record))
        return Line(capitalised(text), (number,), self.quotes.quote(record.id))

    def differing(self, found: Sequence[Told]) -> Iterator[Group]:
        """On what reports of one event differ: each value with the records that give it."""
        words = self.wording.words["differ"]
        for told in found:
            records = {record.id: record for record in told.records}
            fields: dict[str, list[Line]] = {}
            for item in told.disagreements:
                given = [records[id_] for id_ in item.records if id_ in records]
                if given:
                    fields.setdefault(item.field, []).append(self.value(item.field, item.value, given))
            for name, lines in fields.items():
                if len(lines) > 1:
                    on = words["fields"].get(name, f"on {name}")
                    sentence = self.wording.sentence(told.record, dated=True)
                    yield Group(str(words["heading"]).format(question=on, sentence=sentence), tuple(lines))

    def value(self, field: str, value: str, records: Sequence[Record]) -> Line:
        """One of the values on which reports differ, with the words for it."""
        cites = tuple(self.quotes.cite(record) for record in records[:MOST_CITED])
        quote = self.quotes.of_record(records[0], (field,))
        sources = tuple(dict.fromkeys(record.cite_info.publication for record in records if record.cite_info.publication))
        text = capitalised(day_words(value)["day"] if field == "date" and len(value) == len("2015-08-04") else value)
        return Line(text, cites, quote, sources, len(records) - len(cites))


def write_brief(store: Store, asked: Asked) -> Brief:
    """The briefing that is asked for.

    Raises:
        QueryError: when nothing is asked for, or a name stands for nobody in the archive.
        StoreError: when the archive cannot be read.
    """
    found = gather(store, asked)
    writer = Writer(store, open_wording(), Quotes(store))
    happened = writer.section("happened", writer.by_day(found.of(*DONE)))
    cites = tuple(sorted({number for group in happened.groups for line in group.lines for number in line.cites}))
    said = writer.section("said", writer.by_speaker(found))
    planned = writer.section("planned", writer.in_one(found.of(Status.PLANNED)))
    possible = writer.section("possible", writer.in_one(found.of(Status.POSSIBLE)))
    denied = [*writer.in_one(found.of(Status.DENIED)), *writer.differing(found.disputed[-found.limit :])]
    disputed = writer.section("disputed", denied)
    return Brief(
        title=title_of(asked, found, writer.wording),
        notes=tuple(notes_of(asked, found, writer.wording)),
        sections=(happened, said, planned, possible, disputed),
        trend=trend_of(found.tally, writer.wording, cites),
        references_title=writer.wording.section("references")[0],
        references=tuple(writer.quotes.references.values()),
    )


def title_of(asked: Asked, found: Gathered, wording: Wording) -> str:
    """What the briefing is on."""
    labels = [party.label for party in found.parties] or list(asked.place)
    subjects = [" and ".join(labels)] if labels else []
    if asked.place and found.parties:
        subjects.append(" or ".join(asked.place))
    kind = "subject" if subjects else "about" if asked.about else "period"
    if subjects and asked.about:
        subjects.append(f"“{asked.about}”")
    return str(wording.words["titles"][kind]).format(subject=", ".join(subjects) or asked.about)


def notes_of(asked: Asked, found: Gathered, wording: Wording) -> Iterator[str]:
    """The days, the sums, what is left out, and how it was made."""
    words = wording.words
    if asked.from_ or asked.to:
        yield capitalised(period(asked))
    counted = {
        "events": wording.counted("event", found.events),
        "records": wording.counted("record", found.records),
        "documents": wording.counted("report", len(found.documents)),
    }
    yield capitalised(str(words["counted"]["events"]).format(**counted)) + "."
    if found.shown < found.events:
        yield str(words["counted"]["left_out"]).format(shown=f"{found.shown:,}", all=f"{found.events:,}")
    yield str(words["note"])


def period(asked: Asked) -> str:
    """The days asked for, in words."""
    parts = []
    if asked.from_:
        parts.append(f"from {day_words(first_day(asked.from_))['day']}")
    if asked.to:
        year, month, day = last_day(asked.to).split("-")
        parts.append(f"to {int(day)} {day_words(f'{year}-{month}-01')['month']}")
    return " ".join(parts) + "."
