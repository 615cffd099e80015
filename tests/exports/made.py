"""Records to be exported: two that golden rows are known of, and a strategy for all others."""

from dataclasses import replace

from hypothesis import strategies as st

from dragoman.exports.codes import load_codes
from dragoman.exports.formats import FORMATS
from dragoman.exports.gdelt import table_lines
from dragoman.exports.gdelt_check import mentions_path
from dragoman.exports.losses import Tally, fitting
from dragoman.exports.parquet import write
from dragoman.exports.reported import Reported, alone
from dragoman.model.actor import ResolvedBy
from dragoman.model.event import Disagreement, Event
from dragoman.model.record import Attribution, Citation, Entity, Evidence, Location, Record, Size, TextInfo
from dragoman.model.span import Span
from dragoman.model.status import Status
from dragoman.model.voice import VoiceKind
from dragoman.model.when import Grain
from dragoman.scheme import load_scheme

SCHEME = load_scheme()
CODES = load_codes(SCHEME)
NAMES = tuple(FORMATS)


def entity(text, code=None, sector=None, name=None, key=None, office=None, others=()):
    by = ResolvedBy.KNOWLEDGE_BASE if key else ResolvedBy.NONE
    return Entity(text, code, sector, others, office, key, name, by)


LAVROV = entity("Sergei Lavrov", "RUS", "GOV", "Sergey Lavrov", "sergey-lavrov", "Foreign Minister of Russia", ("MIL",))
KERRY = entity("Kerry", "USA", "GOV", "John Kerry", "john-kerry", "Secretary of State")
UN = entity("the United Nations", "UNO", None, "United Nations", "united-nations")
GUNMEN = entity("gunmen", None, "UAF")
RAMALLAH = Location("Ramallah", "Ramallah", 282239, 31.9, 35.2, "West Bank", "Palestinian Territory", "PSE", "PPL", 4)
GAZA = Location("Rafah", "Rafah", 281102, 31.28, 34.25, "Rafah", "Palestinian Territory", "PSE", "PPL", 4)
AUSTIN = Location("Austin", "Austin", 4671654, 30.267151, -97.743057, "Texas", "United States", "USA", "PPL", 4)
LONDON = Location("London", "London", 2643743, 51.50853, -0.12574, "England", "United Kingdom", "GBR", "PPLC", 4)
RUSSIA = Location("Russia", "Russia", 2017370, 60.0, 100.0, None, "Russia", "RUS", "PCLI", 1)
VISIT = Record(
    id="aaaa000000000001",
    doc_id="doc-1",
    event=("CONSULT",),
    mode=("visit",),
    context=("diplomatic",),
    aux=(),
    status=Status.HAPPENED,
    actor=(KERRY,),
    recipient=(LAVROV,),
    date="2015-08-04",
    enddate=None,
    date_resolution=Grain.DAY,
    event_loc=RUSSIA,
    event_text=("visited",),
    quad_code=1,
    event_scale=4.0,
    attribution=(Attribution(entity("TASS", "RUS", "JRN", "TASS", "tass"), "said", VoiceKind.INDIRECT, named=True),),
    size=Size(),
    confidence=0.83,
    evidence=(
        Evidence("event", Span(6, 13), "visited"),
        Evidence("actor[0]", Span(0, 5), "Kerry"),
        Evidence("recipient[0]", Span(14, 27), "Sergei Lavrov"),
    ),
    text_info=TextInfo(0, Span(0, 40)),
    cite_info=Citation(
        "Kerry in Moscow", "https://www.example.org/kerry", "The Paper", "en", "2015-08-05", "dragoman 1", "plover-2.0"
    ),
)
CLASH = replace(
    VISIT,
    id="aaaa000000000002",
    event=("ASSAULT",),
    mode=("firearms",),
    context=(),
    actor=(GUNMEN, UN),
    recipient=(),
    event_loc=GAZA,
    event_text=("clashed",),
    quad_code=4,
    event_scale=-9.0,
    attribution=(),
    size=Size(dead=(3, 5), injured=2),
    text_info=TextInfo(4, Span(200, 240)),
    evidence=(Evidence("event", Span(210, 217), "clashed"), Evidence("actor[0]", Span(200, 206), "gunmen")),
    cite_info=Citation("Clash", None, "The Other", None, None, "dragoman 1", "plover-2.0"),
)
DENIED = replace(VISIT, id="aaaa000000000003", status=Status.DENIED, aux=("negation",))
PLANNED = replace(VISIT, id="aaaa000000000004", event=("AGREE",), mode=(), status=Status.PLANNED, aux=("future",))
UNDATED = replace(VISIT, id="aaaa000000000005", date=None)
SECOND = replace(VISIT, id="aaaa000000000006", doc_id="doc-2", cite_info=replace(VISIT.cite_info, url="https://b.example/x"))
BOTH = Reported(
    Event(
        "eeee000000000001",
        (SECOND.id, VISIT.id),
        ("The Paper", "TASS"),
        replace(VISIT, id="eeee000000000001"),
        (Disagreement("date", "2015-08-04", (VISIT.id,)), Disagreement("date", "2015-08-05", (SECOND.id,))),
        2,
    ),
    (VISIT, SECOND),
)


def items(*records):
    """Records as they are exported."""
    return [alone(record) for record in records]


def written(name, found, folder):
    """Writes a format as the command does, without an archive; gives the path and the tally."""
    form, tally = FORMATS[name], Tally()
    fit = fitting(found, form.needs, form.holds, CODES, tally)
    path = folder / f"x.export.{name}"
    if name == "parquet":
        path.mkdir(parents=True)
        write(fit, path)
    elif name == "gdelt":
        tables = list(table_lines(fit, CODES))
        path.write_bytes(b"".join(line for rows, _ in tables for line in rows))
        mentions_path(path).write_bytes(b"".join(line for _, told in tables for line in told))
    else:
        path.write_bytes(b"".join(form.lines(fit, CODES)))
    return path, tally


def problems(name, path):
    """What is wrong with a file."""
    return [(problem.line, problem.reason) for problem in FORMATS[name].check(path, CODES)]


# Words as they may come: signs that part cells, quotation marks, formulas, control characters, other scripts.
WORDS = st.text(st.sampled_from("aZ é\t\n\r\";,|'=+@\u2028\x00\x0b\x85حماس🙂<&>"), max_size=12)
NAME = WORDS.map(lambda words: f"A{words}b")
CODE = st.none() | st.sampled_from(sorted(CODES.party_codes()))
SECTOR = st.none() | st.sampled_from(sorted(SCHEME.sectors))
DAYS = st.dates().map(str)
ENTITIES = st.builds(
    Entity,
    NAME,
    CODE,
    SECTOR,
    st.lists(st.sampled_from(sorted(SCHEME.sectors)), max_size=3).map(tuple),
    st.none() | NAME,
    st.none() | NAME,
    st.none() | NAME,
    st.sampled_from(ResolvedBy),
)
PLACES = st.builds(
    Location,
    NAME,
    st.none() | NAME,
    st.none() | st.integers(0, 2**31),
    st.just(None) | st.floats(-90, 90),
    st.floats(-180, 180),
    st.none() | NAME,
    st.none() | NAME,
    st.none() | st.sampled_from(sorted(SCHEME.countries)),
    st.none() | st.just("PPL"),
    st.none() | st.integers(0, 5),
).map(lambda place: place if place.lat is not None else replace(place, lon=None))
COUNTS = st.none() | st.integers(0, 10**6) | st.tuples(st.integers(0, 9), st.integers(10, 99))


@st.composite
def records(draw):
    """A record of any kind that the coder could give."""
    kind = SCHEME.types[draw(st.sampled_from(sorted(SCHEME.types)))]
    modes = draw(st.lists(st.sampled_from(sorted(kind.modes)), max_size=2, unique=True)) if kind.modes else []
    text, start = draw(NAME), draw(st.integers(0, 500))
    first = draw(st.none() | DAYS)
    return Record(
        id=draw(st.text("0123456789abcdef", min_size=16, max_size=16)),
        doc_id=draw(NAME),
        event=(kind.code,),
        mode=tuple(modes),
        context=tuple(draw(st.lists(st.sampled_from(sorted(SCHEME.contexts)), max_size=2, unique=True))),
        aux=tuple(draw(st.lists(st.sampled_from(sorted(SCHEME.auxiliary)), max_size=2, unique=True))),
        status=draw(st.sampled_from(Status)),
        actor=tuple(draw(st.lists(ENTITIES, min_size=1, max_size=3))),
        recipient=tuple(draw(st.lists(ENTITIES, max_size=2))),
        date=first,
        enddate=max(first, draw(DAYS)) if first and draw(st.booleans()) else None,
        date_resolution=draw(st.sampled_from(Grain)),
        event_loc=draw(st.none() | PLACES),
        event_text=(text,),
        quad_code=kind.quad,
        event_scale=SCHEME.score(kind.code, modes),
        attribution=tuple(
            draw(
                st.lists(
                    st.builds(
                        Attribution, st.none() | ENTITIES, st.none() | NAME, st.sampled_from(VoiceKind), st.booleans()
                    ),
                    max_size=2,
                )
            )
        ),
        size=Size(draw(COUNTS), draw(COUNTS), draw(COUNTS)),
        confidence=draw(st.floats(0, 1)),
        evidence=(Evidence("event", Span(start, start + len(text)), text),),
        text_info=TextInfo(draw(st.integers(0, 99)), Span(start, start + len(text))),
        cite_info=Citation(
            draw(st.none() | NAME),
            draw(st.none() | NAME | NAME.map(lambda name: f"https://example.org/{name}")),
            draw(st.none() | NAME),
            draw(st.none() | st.sampled_from(["en", "so"])),
            draw(st.none() | DAYS),
            "dragoman 1",
            SCHEME.codebook,
        ),
    )
