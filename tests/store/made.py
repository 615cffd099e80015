"""Small documents with records that their words spell out: "RUS CONSULT USA" is one line and one record."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dragoman.model.actor import ResolvedBy
from dragoman.model.claim import Claim
from dragoman.model.coded import Coded, CoderVersion
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.model.record import Attribution, Citation, Entity, Evidence, Location, Record, Size, TextInfo
from dragoman.model.span import Span
from dragoman.model.status import Status
from dragoman.model.syntax import Sentence
from dragoman.model.voice import VoiceKind
from dragoman.model.when import Grain

CODER = CoderVersion("made 1", {"rules": "1"})
QUADS = {"CONSULT": 1, "AID": 2, "ACCUSE": 3, "ASSAULT": 4}
SCALES = {"CONSULT": 4.0, "AID": 7.5, "ACCUSE": -2.5, "ASSAULT": -9.1}
PLACES = {"RUS": ("Moscow", 55.75, 37.62), "USA": ("Washington", 38.9, -77.04), "FJI": ("Taveuni", -16.85, -179.95)}


def entity(code: str, sector: str = "GOV", name: str | None = None) -> Entity:
    """A state, or somebody of it."""
    return Entity(name or code, code, sector, (), None, (name or code).lower(), name or code, ResolvedBy.KNOWLEDGE_BASE)


def document(id_: str, *lines: str, day: date | None = date(2015, 8, 4), source: str = "The Paper") -> Document:
    """A document of some lines."""
    return Document(id_, "\n".join(lines), lines[0], f"https://example.org/{id_}", source, day, "en")


def sentences_of(text: str) -> list[Span]:
    """A sentence a line."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def record(of: Document, sequence: int, span: Span) -> Record | None:
    """The record of a line: actor, type, recipient (- for none: then both codes of "RUS+USA" are actors), days to add."""
    words = span.of(of.text).split()
    if len(words) < 3 or words[1] not in QUADS:
        return None
    actors = tuple(entity(code) for code in words[0].split("+"))
    recipients = tuple(entity(code) for code in words[2].split("+")) if words[2] != "-" else ()
    shift = timedelta(next((int(word) for word in words[3:] if word.lstrip("-").isdigit()), 0))
    name, lat, lon = PLACES.get(words[0][:3], (None, None, None))
    place = Location(name, name, None, lat, lon, None, None, words[0][:3], None, 4) if name else None
    trigger = Span(span.start + len(words[0]) + 1, span.start + len(words[0]) + 1 + len(words[1]))
    evidence = (
        Evidence("event", trigger, words[1]),
        Evidence("actor[0]", Span(span.start, span.start + len(words[0])), words[0]),
    )
    voice = (
        (Attribution(entity("GBR", "MED", "Reuters"), "said", VoiceKind.INDIRECT, named=True),) if "said" in words else ()
    )
    return Record(
        id=hashlib.sha256(f"{of.id} {sequence} {span.of(of.text)}".encode()).hexdigest()[:16],
        doc_id=of.id,
        event=(words[1],),
        mode=("visit",) if "visit" in words else (),
        context=("military",) if words[1] == "ASSAULT" else (),
        aux=(),
        status=Status.DENIED if "denied" in words else Status.HAPPENED,
        actor=actors,
        recipient=recipients,
        date=(of.published + shift).isoformat() if of.published else None,
        enddate=None,
        date_resolution=Grain.DAY,
        event_loc=place,
        event_text=(words[1],),
        quad_code=QUADS[words[1]],
        event_scale=SCALES[words[1]],
        attribution=voice,
        size=Size(dead=(3, 4)) if words[1] == "ASSAULT" else Size(),
        confidence=0.5 + sequence % 5 / 10,
        evidence=evidence,
        text_info=TextInfo(sequence, span),
        cite_info=Citation(
            of.title,
            of.url,
            of.source,
            of.language,
            of.published.isoformat() if of.published else None,
            "made 1",
            "plover-2.0",
        ),
        because=("made",),
    )


def reading(of: Document) -> Reading:
    """The reading of a document; a line "X says Y" is a claim."""
    spans = sentences_of(of.text)
    records = [made for place, span in enumerate(spans) if (made := record(of, place, span)) is not None]
    claims = [
        Claim(
            f"c{place}-{of.id}", of.id, (Attribution(entity("RUS"), "says", VoiceKind.DIRECT, named=True),), line, span, ()
        )
        for place, span in enumerate(spans)
        if " says " in (line := span.of(of.text))
    ]
    sentences = tuple(Sentence(place, 0, span, is_headline=place == 0) for place, span in enumerate(spans))
    return Reading(of, sentences=sentences, records=tuple(records), claims=tuple(claims))


def coded(of: Document) -> Coded:
    """A document as it is stored."""
    found = reading(of)
    spans = tuple(sentence.span for sentence in found.sentences)
    return Coded(of, sentences=spans, records=found.records, claims=found.claims)


def batch(*documents: Document) -> list[Coded]:
    """Documents as they are stored."""
    return [coded(of) for of in documents]


def changed(of: Document, *lines: str) -> Document:
    """The same document with other lines."""
    return replace(of, text="\n".join(lines))


def rows(store, *, numbered: bool = False) -> dict[str, list[tuple]]:
    """All rows of all tables, sorted; without the numbers that only say in which order rows were stored, unless wanted."""
    from dragoman.store.schema import METADATA, WORDS  # noqa: PLC0415

    found = {}
    with store.database.reading() as connection:
        for table in METADATA.sorted_tables:
            result = [tuple(row) for row in connection.execute(table.select())]
            if not numbered:
                keep = [
                    place for place, column in enumerate(table.columns) if column.name not in NUMBERS[table.name == "actors"]
                ]
                result = [tuple(row[place] for place in keep) for row in result]
            found[table.name] = sorted(result, key=repr)
        for name in WORDS:
            found[name] = [(connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar(),)]  # noqa: S608 - ours
    return found


NUMBERS = {
    False: {"no", "record", "document", "coder", "sentence", "claim", "event"},
    True: set(),
}


def ids(found: Sequence[Record]) -> list[str]:
    """The ids of records."""
    return [one.id for one in found]
