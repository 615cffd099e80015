"""Briefings say in good English what records tell, cite every one of them, and quote the reports to the letter."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from dragoman.app.brief import write_brief
from dragoman.app.brief_gather import Asked
from dragoman.app.brief_names import in_a_row
from dragoman.app.brief_quotes import quoted, unquoted
from dragoman.app.brief_trend import Tally, bins_of
from dragoman.app.brief_words import fits, open_wording, shape_of
from dragoman.errors import QueryError
from dragoman.model.coded import Coded
from dragoman.model.document import Document
from dragoman.model.event import Disagreement, Event, EventLink, LinkKind
from dragoman.model.judgement import Judgement, Verdict, identified
from dragoman.model.record import Attribution, Size
from dragoman.model.span import Span
from dragoman.model.status import Status
from dragoman.model.voice import VoiceKind
from dragoman.model.when import Grain
from dragoman.scheme import load_scheme
from dragoman.store import open_store
from tests.exports.made import CLASH, GAZA, GUNMEN, KERRY, LAVROV, RAMALLAH, UN, VISIT, entity
from tests.store.made import CODER, batch, document, reading

RESOURCES = Path(__file__).parents[2] / "src" / "dragoman" / "resources" / "briefs"
EVENTS = yaml.safe_load((RESOURCES / "events.yml").read_text(encoding="utf-8"))
HAMAS = entity("the movement", "PSE", "REB", "Hamas", "hamas")
TASS = Attribution(entity("TASS", "RUS", "JRN", "TASS", "tass"), "said", VoiceKind.INDIRECT, named=True)
REUTERS = Attribution(entity("Reuters", "GBR", "JRN", "Reuters", "reuters"), "said", VoiceKind.INDIRECT, named=True)
NOBODY = Attribution(None, None, VoiceKind.DIRECT, named=False)
PLAIN = replace(VISIT, attribution=(), event_loc=None, event_text=("dealt",))
DOCUMENTS = [
    document("a", "Talks", "RUS CONSULT USA visit", "Minister says we will not give way"),
    document("b", "Raid", "USA ASSAULT RUS 3", "FJI AID USA", source="The Other"),
    document("c", "Denial", "USA ASSAULT RUS denied"),
]


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "archive.sqlite") as opened:
        opened.append(batch(*DOCUMENTS), CODER)
        yield opened


def told(record, *, dated=False):
    return open_wording().sentence(record, dated=dated)


def each_line(brief):
    for section in brief.sections:
        for group in section.groups:
            for line in group.lines:
                yield line
                yield from line.remarks


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {},
            "John Kerry (Secretary of State) visited Sergey Lavrov (Foreign Minister of Russia)",
        ),
        (
            {"recipient": (entity("Russia", "RUS", "GOV", "Russia", "RUS"),)},
            "John Kerry (Secretary of State) visited Russia",
        ),
        (
            {"recipient": (entity("Palestine", "PSE", "GOV", "Palestine", "PSE"), UN), "event_loc": RAMALLAH},
            "John Kerry (Secretary of State) visited Palestine (Ramallah) for talks with the United Nations",
        ),
        (
            {"recipient": (UN,), "event_loc": RAMALLAH},
            "John Kerry (Secretary of State) visited the United Nations in Ramallah",
        ),
        ({"recipient": (), "mode": ()}, "John Kerry (Secretary of State) held talks"),
        (
            {"recipient": (), "mode": (), "actor": (LAVROV, HAMAS), "event_text": ("met",), "event_loc": GAZA},
            "Sergey Lavrov (Foreign Minister of Russia) and Hamas met in Rafah",
        ),
        ({"actor": (UN,), "recipient": (HAMAS,), "mode": ("phone",)}, "The United Nations spoke with Hamas by phone"),
        (
            {"event": ("AGREE",), "mode": (), "event_text": ("confer with",), "status": Status.PLANNED, "recipient": (UN,)},
            "John Kerry (Secretary of State) is to meet the United Nations",
        ),
        (
            {"event": ("AGREE",), "mode": (), "event_text": ("accepted the invitation",), "actor": (HAMAS,)},
            "Hamas accepted an invitation from Sergey Lavrov (Foreign Minister of Russia)",
        ),
        (
            {"event": ("AGREE",), "mode": (), "event_text": ("invites",), "event_loc": RAMALLAH, "recipient": (UN,)},
            "John Kerry (Secretary of State) invited the United Nations to Ramallah",
        ),
        (
            {"event": ("SUPPORT",), "mode": (), "event_text": ("back",), "status": Status.POSSIBLE, "recipient": (HAMAS,)},
            "John Kerry (Secretary of State) may support Hamas",
        ),
        (
            {"event": ("COERCE",), "mode": ("arrest",), "status": Status.DENIED, "actor": (UN,), "recipient": (GUNMEN,)},
            "The United Nations did not arrest gunmen",
        ),
        (
            {"event": ("COERCE",), "status": Status.DENIED, "actor": (entity("Neither side"),), "recipient": (), "mode": ()},
            "Neither side used coercion",
        ),
        (
            {"event": ("ASSAULT",), "mode": ("firearms",), "status": Status.ONGOING, "actor": (GUNMEN,), "recipient": (UN,)},
            "Gunmen are shooting at the United Nations",
        ),
        (
            {
                "event": ("ASSAULT",),
                "mode": (),
                "actor": (GUNMEN,),
                "recipient": (UN,),
                "size": Size(dead=(3, 5), injured=2),
            },
            "Gunmen attacked the United Nations, with 3 to 5 killed and 2 injured",
        ),
        (
            {
                "event": ("ASSAULT",),
                "mode": (),
                "event_text": ("killed",),
                "recipient": (entity("three looters"),),
                "size": Size(dead=3),
            },
            "John Kerry (Secretary of State) killed three looters",
        ),
        ({"actor": (entity("They"),), "recipient": (), "mode": ()}, "An unidentified party (“They”) held talks"),
        (
            {"actor": (entity("Experts", None, "EDU"),), "recipient": (UN,), "mode": ()},
            "Experts held talks with the United Nations",
        ),
        (
            {"event": ("LAUGH",), "actor": (UN,), "recipient": (HAMAS,)},
            "The United Nations took part in what the scheme calls LAUGH, directed at Hamas",
        ),
        (
            {"attribution": (TASS, REUTERS), "recipient": (), "mode": (), "actor": (UN,)},
            "According to TASS, citing Reuters, the United Nations held talks",
        ),
        (
            {"attribution": (NOBODY,), "recipient": (), "mode": (), "actor": (UN,)},
            "According to an unnamed speaker, the United Nations held talks",
        ),
    ],
)
def test_sentences(changes, sentence):
    assert told(replace(PLAIN, **changes)) == sentence


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({}, "on 4 August 2015"),
        ({"enddate": "2015-08-06"}, "from 4 August 2015 to 6 August 2015"),
        ({"date_resolution": Grain.WEEK}, "around 4 August 2015"),
        ({"date_resolution": Grain.MONTH}, "in August 2015"),
        ({"date_resolution": Grain.YEAR}, "in 2015"),
        ({"date_resolution": Grain.DOCUMENT}, "(reported on 4 August 2015)"),
        ({"date": None}, "(Foreign Minister of Russia)"),
    ],
)
def test_days_are_said_as_exactly_as_they_are_known(changes, ending):
    record = replace(PLAIN, **changes)
    assert told(record, dated=True).endswith(ending)


def test_every_type_has_words_in_every_shape_and_status():
    scheme = load_scheme()
    assert set(EVENTS) == set(scheme.types)
    for code, kind in scheme.types.items():
        for mode in ((), *((name,) for name in kind.modes)):
            for status in Status:
                for actor, recipient in (((UN,), (HAMAS,)), ((UN,), (HAMAS, KERRY)), ((UN, HAMAS), ()), ((UN,), ())):
                    record = replace(
                        PLAIN, event=(code,), mode=mode, status=status, actor=actor, recipient=recipient, event_text=("did",)
                    )
                    sentence = told(record)
                    assert not set("[]{}|") & set(sentence), sentence
                    assert sentence.startswith("The United Nations")


def test_modes_and_statuses_of_the_templates_are_those_of_the_scheme():
    scheme = load_scheme()
    for code, entry in EVENTS.items():
        for way in entry["ways"]:
            assert set(way.get("modes", ())) <= set(scheme.types[code].modes)
            assert set(way.get("status", ())) <= set(Status)
        last = entry["ways"][-1]
        assert {"to", "each", "alone"} <= set(last)
        assert not {"words", "modes"} & set(last)


def test_shapes_and_ways():
    assert shape_of(CLASH) == "each"
    assert shape_of(VISIT) == "to"
    assert shape_of(replace(VISIT, recipient=(LAVROV, UN))) == "several"
    assert shape_of(replace(VISIT, recipient=())) == "alone"
    assert fits({"words": ["visit"], "modes": ["visit"]}, VISIT)
    assert not fits({"words": ["isit"]}, VISIT)
    assert not fits({"status": ["denied"]}, VISIT)
    assert in_a_row([str(number) for number in range(9)], "{count} others") == "0, 1, 2, 3 and 5 others"


def test_an_office_is_said_once():
    wording = open_wording()
    assert "(Secretary of State)" in wording.sentence(PLAIN, dated=False)
    assert "(Secretary of State)" not in wording.sentence(PLAIN, dated=False)


def test_quotations_are_cut_between_words_and_lose_the_marks_around_them():
    text = "“We shall not”. " + "word " * 100 + "trigger " + "word " * 100
    assert unquoted(text, Span(0, 15)).of(text) == "We shall not"
    place = text.index("trigger")
    cut = quoted("d", text, Span(16, len(text)), [Span(16, len(text))], [Span(place, place + 7)])
    assert cut.is_cut_before
    assert cut.is_cut_after
    assert "trigger" in cut.text
    assert set(cut.text.split()) == {"word", "trigger"}
    assert cut.text == cut.span.of(text)


def test_a_briefing_of_records(store):
    brief = write_brief(store, Asked(pair=("RUS", "United States")))
    happened, said, planned, possible, disputed = brief.sections
    assert [group.heading for group in happened.groups] == ["4 August 2015", "7 August 2015"]
    assert [line.text for group in happened.groups for line in group.lines] == [
        "RUS visited USA in Moscow",
        "USA attacked RUS in Washington, with 3 to 4 killed",
    ]
    assert [line.text for group in disputed.groups for line in group.lines] == [
        "USA did not attack RUS in Washington on 4 August 2015"
    ]
    assert (planned.groups, possible.groups) == ((), ())
    assert [group.heading for group in said.groups] == ["RUS"]
    assert brief.trend.line.cites == (1, 2)
    assert [(bin_.cooperation, bin_.conflict) for bin_ in brief.trend.bins] == [(1, 0), (0, 0), (0, 0), (0, 1)]
    assert happened.groups[0].lines[0].sources == ("The Paper",)


@pytest.mark.parametrize(
    "asked",
    [
        Asked(from_="2015"),
        Asked(actor=("USA",)),
        Asked(place=("Moscow",)),
        Asked(about="give way"),
        Asked(actor=("RUS", "FJI"), to="2015-08"),
    ],
)
def test_every_sentence_cites_and_every_citation_resolves(store, asked):
    brief = write_brief(store, asked)
    numbers = {reference.number for reference in brief.references}
    lines = list(each_line(brief))
    assert lines
    assert numbers == set(range(1, len(numbers) + 1))
    for line in lines:
        assert line.cites
        assert set(line.cites) <= numbers
        assert line.quote.span.of(store.document(line.quote.doc_id).document.text) == line.quote.text
    claims = {claim.id for of in DOCUMENTS for claim in reading(of).claims}
    for reference in brief.references:
        text = store.document(reference.quote.doc_id).document.text
        assert reference.quote.span.of(text) == reference.quote.text
        assert store.record(reference.id) is not None if reference.kind == "record" else reference.id in claims


def test_what_was_judged_wrong_is_not_told(store):
    wrong = reading(DOCUMENTS[0]).records[0].id
    store.append_judgements([identified(Judgement("", Verdict.WRONG, (wrong,), "Ann", "2020-01-01T00:00:00Z", "no"))])
    brief = write_brief(store, Asked(from_="2015"))
    assert wrong not in {reference.id for reference in brief.references}


def test_events_are_told_once_with_all_their_records_and_what_they_differ_in(store):
    first, second = reading(DOCUMENTS[1]).records[0], reading(DOCUMENTS[2]).records[0]
    visit, aid = reading(DOCUMENTS[0]).records[0], reading(DOCUMENTS[1]).records[1]
    disagreements = (
        Disagreement("status", "happened", (first.id,)),
        Disagreement("status", "denied", (second.id,)),
        Disagreement("date", "2015-08-07", (first.id,)),
    )
    raid = Event("e1", (first.id, second.id), ("The Other", "The Paper"), replace(first, id="e1"), disagreements, 2)
    meeting = Event("e2", (visit.id,), ("The Paper",), replace(visit, id="e2"))
    links = [EventLink("e1", "e2", LinkKind.DENIES, "made")]
    store.replace_events([raid, meeting], links)
    brief = write_brief(store, Asked(actor=("USA",)))
    happened, *_, disputed = brief.sections
    lines = [line for group in happened.groups for line in group.lines]
    assert [line.text.split()[1] for line in lines] == ["visited", "provided", "attacked"]  # the aid has no event yet
    assert [len(line.cites) for line in lines] == [1, 1, 2]
    assert lines[2].sources == ("The Other", "The Paper")
    assert lines[0].remarks[0].text.startswith("This is denied elsewhere: USA attacked RUS")
    assert lines[2].remarks[0].text.startswith("Against this stands: RUS visited USA")
    differing = [group for group in disputed.groups if group.heading]
    assert [group.heading for group in differing] == [
        "Reports differ on whether it happened: USA attacked RUS in Washington, with 3 to 4 killed on 7 August 2015"
    ]
    assert [line.text for line in differing[0].lines] == ["Happened", "Denied"]
    assert aid.id in {reference.id for reference in brief.references}


def test_the_newest_are_told_and_all_are_counted(store):
    brief = write_brief(store, Asked(from_="2015", limit=1))
    lines = [line for group in brief.sections[0].groups for line in group.lines]
    assert len(lines) == 1
    assert sum(bin_.cooperation + bin_.conflict for bin_ in brief.trend.bins) == 3
    assert any("newest 2 of 4" in note for note in brief.notes)


def test_a_body_takes_in_those_who_act_for_it(tmp_path):
    leader = entity("Mashaal", "PSE", "REB", "Khaled Meshaal", "khaled-meshaal", "Leader of Hamas")
    leadership = entity("the leadership of Hamas", "PSE", "REB")
    other = entity("Fatah", "PSE", "PTY", "Fatah", "fatah")
    text = "Lavrov met them."
    records = [
        replace(PLAIN, id=f"r{number}", doc_id="d", actor=(LAVROV,), recipient=(one,), evidence=evidence(text), mode=())
        for number, one in enumerate((HAMAS, leader, leadership, other))
    ]
    with open_store(tmp_path / "one.sqlite") as store:
        store.append([Coded(Document("d", text), sentences=(Span(0, len(text)),), records=tuple(records))], CODER)
        brief = write_brief(store, Asked(pair=("Lavrov", "Hamas")))
        assert {reference.id for reference in brief.references} == {"r0", "r1", "r2"}
        assert brief.title == "Briefing: Sergey Lavrov and Hamas"
        assert {r.id for r in write_brief(store, Asked(actor=("khaled-meshaal",))).references} == {"r1"}
        with pytest.raises(QueryError, match="did you mean Sergey Lavrov"):
            write_brief(store, Asked(actor=("Lavroff",)))


def evidence(text):
    first = replace(VISIT.evidence[0], span=Span(7, 10), text=text[7:10])
    return (first, replace(VISIT.evidence[1], span=Span(0, 6), text=text[:6]))


def test_names_that_stand_for_several_are_told(tmp_path):
    people = [
        entity(f"{name} Smithers", "USA", "CVL", f"{name} Smithers", f"{name.lower()}-smithers") for name in ("Ann", "Bob")
    ]
    text = "Lavrov met them."
    record = replace(PLAIN, doc_id="d", actor=tuple(people), recipient=(), evidence=evidence(text))
    with open_store(tmp_path / "one.sqlite") as store:
        store.append([Coded(Document("d", text), sentences=(Span(0, len(text)),), records=(record,))], CODER)
        with pytest.raises(QueryError, match="may be Ann Smithers, Bob Smithers"):
            write_brief(store, Asked(actor=("Smithers",)))


def test_nothing_asked_for_is_an_error(store):
    with pytest.raises(QueryError, match="a briefing on what"):
        write_brief(store, Asked())


@pytest.mark.parametrize(
    ("days", "unit", "count"),
    [
        ((), "day", 0),
        (("2015-08-04",), "day", 1),
        (("2015-08-04", "2015-08-20"), "day", 17),
        (("2015-08-04", "2015-10-20"), "week", 12),
        (("2014-08-04", "2015-10-20"), "month", 15),
        (("2001-08-04", "2015-10-20"), "year", 15),
        (("9998-01-01", "9999-12-31"), "month", 24),
    ],
)
def test_bins_are_few(days, unit, count):
    tally = Tally()
    for day in days:
        tally.add(replace(VISIT, date=day))
    found, bins = bins_of(tally)
    assert (found, len(bins)) == (unit, count)
    assert sum(bin_.cooperation for bin_ in bins) == len(days)
