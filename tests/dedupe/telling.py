"""Records by a line of words, for what dedupe makes of them: "who does what to whom, when, where"."""

import hashlib
from dataclasses import replace
from datetime import date

from dragoman.dedupe.table import Story, Table, TableBuilder
from dragoman.dedupe.words import Words
from dragoman.model.actor import ResolvedBy
from dragoman.model.record import Citation, Entity, Location, Record, Size, TextInfo
from dragoman.model.span import Span
from dragoman.model.status import Status
from dragoman.model.when import Grain

PEOPLE = {
    "Lavrov": ("RUS", "sergey-lavrov"), "Mashaal": ("PSE", "khaled-meshaal"), "Kerry": ("USA", "john-kerry"),
    "Fidan": ("TUR", "hakan-fidan"), "Russia": ("RUS", "RUS"), "Israel": ("ISR", "ISR"), "Syria": ("SYR", "SYR"),
}  # fmt: skip
TOWNS = {
    "Doha": (290030, 25.28, 51.53, "QAT"),
    "Moscow": (524901, 55.75, 37.61, "RUS"),
    "Geneva": (2660646, 46.2, 6.14, "CHE"),
}
QUADS = {"CONSULT": 1, "AGREE": 1, "ACCUSE": 3, "THREATEN": 3, "ASSAULT": 4, "SANCTION": 4}
SENTENCES = {
    "meeting": "Lavrov met the Hamas leader Mashaal in the Qatari capital to discuss Gaza and the 19 prisoners.",
    "summit": "Kerry and Fidan held a summit on tariffs in the lakeside hotel.",
    "strike": "Warplanes bombed a convoy near the depot, killing drivers.",
}


def entity(name: str) -> Entity:
    code, id_ = PEOPLE[name]
    return Entity(name, code, "GOV", (), None, id_, name, ResolvedBy.KNOWLEDGE_BASE)


def tell(
    doc, actors, event, recipients=(), *, day="2015-08-04", grain=Grain.DAY, town=None, words="meets", sentence="meeting",
    status=Status.HAPPENED, mode=(), dead=None, paper=None, published="2015-08-04",
):  # fmt: skip
    """A story with one record."""
    text = SENTENCES.get(sentence, sentence)
    place = TOWNS.get(town)
    location = Location(town, town, place[0], place[1], place[2], None, None, place[3], None, 4) if place else None
    id_ = hashlib.sha256(f"{doc} {actors} {event} {recipients} {day} {words} {status} {dead}".encode()).hexdigest()[:16]
    record = Record(
        id=id_, doc_id=doc, event=(event,), mode=tuple(mode), context=(), aux=(), status=status,
        actor=tuple(map(entity, actors)), recipient=tuple(map(entity, recipients)), date=day, enddate=None,
        date_resolution=grain,
        event_loc=location, event_text=(words,), quad_code=QUADS[event], event_scale=1.0, attribution=(),
        size=Size(dead=dead),
        confidence=0.7, evidence=(), text_info=TextInfo(0, Span(0, len(text))),
        cite_info=Citation(None, None, paper or f"Paper {doc}", "en", published, "made 1", "plover-2.0"),
    )  # fmt: skip
    story = Story(doc, doc, paper or f"Paper {doc}", date.fromisoformat(published) if published else None, text)
    return story, record


def table_of(told, words=Words({})) -> Table:  # noqa: B008 - frozen
    builder = TableBuilder(words)
    for story, record in told:
        builder.add(story, [record])
    return builder.table()


def at(told, **changes):
    """The same telling with other fields."""
    story, record = told
    return story, replace(record, **changes)
