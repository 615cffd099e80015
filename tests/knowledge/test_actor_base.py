"""The actor base as its users see it: names in text, persons and offices on a day, nouns, and tables of one's own."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import KnowledgeError
from dragoman.knowledge.actor_base import ActorBase, open_actor_base
from dragoman.knowledge.entry import How
from dragoman.knowledge.normal_form import normal_form, pieces_of
from dragoman.model.actor import Actor, ActorKind

CODES = {"UNO", "EUR", "IGO", "NGO", "IMG", "ISM", "MNC"}
BODY = "key,name,code,sector,other_sectors,aliases,kinds,start,end\n"
PERSON = "key,name,aliases,country,office,role,sector,start,end,wikidata\n"


@pytest.fixture(scope="session")
def base() -> ActorBase:
    return open_actor_base()


def found(base: ActorBase, text: str) -> list[tuple[str, str]]:
    words = text.split()
    return [(" ".join(words[match.start : match.end]), match.entries[0].actor.key) for match in base.find_names(words)]


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_the_tables_that_come_with_the_package_raise_no_problem(base):
    assert base.problems == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The US said so", [("US", "USA")]),
        ("They told us so", []),
        ("A turkey was eaten in Turkey", [("Turkey", "TUR")]),
        ("what it is", []),
        ("IS fighters", [("IS", "islamic-state")]),
        ("ISIS advanced", [("ISIS", "islamic-state")]),
        ("the goddess isis", []),
        ("al - Shabaab fighters", [("al - Shabaab", "al-shabaab")]),
        ("al-Shabaab and Al Shabaab", [("al-Shabaab", "al-shabaab"), ("Al Shabaab", "al-shabaab")]),
        ("al Qaeda and Al-Qaida", [("al Qaeda", "al-qaeda"), ("Al-Qaida", "al-qaeda")]),
        ("Iran 's answer", [("Iran", "IRN")]),
        ("Iran’s answer", [("Iran’s", "IRN")]),
        ("Côte d’Ivoire", [("Côte d’Ivoire", "CIV")]),
        ("Cote d'Ivoire", [("Cote d'Ivoire", "CIV")]),
        ("Türkiye", [("Türkiye", "TUR")]),
        ("Recep Tayyip Erdoğan", [("Recep Tayyip Erdoğan", "recep-tayyip-erdogan")]),
        ("a South Korean envoy", [("South Korean", "KOR")]),
        ("New York Times", [("New York Times", "the-new-york-times")]),
        ("Peoples' Democratic Party", [("Peoples' Democratic Party", "hdp")]),
        ("Sinn Fein and Sinn Féin", [("Sinn Fein", "sinn-fein"), ("Sinn Féin", "sinn-fein")]),
        ("an umbrella group", []),
    ],
)
def test_names_are_found_as_they_are_written(base, text, expected):
    assert found(base, text) == expected


@pytest.mark.parametrize(
    ("word", "key"), [("U.S.-led", "USA"), ("Iran-backed", "IRN"), ("pro-Kremlin", "RUS"), ("anti-American", "USA")]
)
def test_a_name_inside_a_word_is_partial(base, word, key):
    (match,) = base.find_names(["a", word, "raid"])
    assert (match.start, match.end, match.is_partial, match.entries[0].actor.key) == (1, 2, True, key)


def test_the_longest_name_counts(base):
    assert found(base, "al Qaeda in the Islamic Maghreb") == [("al Qaeda in the Islamic Maghreb", "aqim")]
    assert found(base, "the Communist Party of Vietnam") == [("Communist Party of Vietnam", "communist-party-of-vietnam")]


def test_in_a_headline_in_capitals_an_acronym_that_is_a_word_is_no_name(base):
    assert found(base, "WHO IS WITH US IN IRAN") == [("IRAN", "IRN")]


def test_an_acronym_comes_before_the_word_that_is_spelt_alike(base):
    (agency,), (city,) = base.find_names(["SANA"]), base.find_names(["Sana"])
    assert agency.entries[0].actor.key == "syrian-arab-news-agency"
    assert [entry.actor.key for entry in city.entries] == ["YEM"]


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("France", How.NAME),
        ("French", How.ADJECTIVE),
        ("Iraqis", How.DEMONYM),
        ("Tehran", How.CAPITAL),
        ("Kremlin", How.METONYM),
    ],
)
def test_a_match_says_by_what_sort_of_name(base, name, how):
    assert base.find_names([name])[0].entries[0].how is how


@pytest.mark.parametrize("name", ["Georgia", "Jordan", "Labour", "Apple", "Shell", "IS"])
def test_names_of_other_things_are_marked(base, name):
    assert base.find_names([name])[0].entries[0].is_ambiguous


@given(st.lists(st.sampled_from(["US", "al", "-", "Qaeda", "in", "Iraq", "'s", "South", "Korea", "Times", "the", "New"])))
def test_matches_stand_in_order_and_do_not_overlap(base, words):
    matches = base.find_names(words)
    assert all(0 <= match.start < match.end <= len(words) and match.entries for match in matches)
    assert all(one.end <= other.start for one, other in pairwise(matches))


@given(st.text("abzABZ09éÉüñçøØłŁıİğşŞßæÆəđÐ-.'’"))
def test_a_normal_form_is_stable(word):
    form = normal_form([word]).split()
    assert [piece.text for text in form for piece in pieces_of(text)] == form


@pytest.mark.parametrize(
    ("key", "on", "sectors"),
    [
        ("taliban", "2019-01-01", ("REB",)),
        ("taliban", "2023-01-01", ("GOV", "REB")),
        ("likud", "2015-01-01", ("PTY",)),
        ("reuters", None, ("JRN",)),
        ("knesset", None, ("LEG",)),
    ],
)
def test_a_body_is_what_it_was_on_the_day(base, key, on, sectors):
    assert base.actor(key, day(on) if on else None).sectors == sectors


@pytest.mark.parametrize(
    ("name", "code", "sector"),
    [
        ("AFP", "FRA", "JRN"),
        ("Korean Central News Agency", "PRK", "JRN"),
        ("Yediot Ahronot", "ISR", "JRN"),
        ("AK Party", "TUR", "PTY"),
        ("Muttahida Qaumi Movement", "PAK", "PTY"),
        ("PSUV", "VEN", "PTY"),
        ("Chinese Communist Party", "CHN", "PTY"),
        ("Verkhovna Rada", "UKR", "LEG"),
        ("LegCo", "HKG", "LEG"),
        ("Palestinian Authority", "PSE", "GOV"),
        ("Syrian National Coalition", "SYR", "OPP"),
        ("Supreme Military Council", "SYR", "REB"),
        ("People's Bank of China", "CHN", "GOV"),
        ("Crown Prosecution Service", "GBR", "JUD"),
        ("Russian Orthodox Church", "RUS", "REL"),
        ("Lockheed Martin", "MNC", "BUS"),
        ("Saudi Aramco", "MNC", "BUS"),
        ("Cambridge Analytica", "GBR", "BUS"),
    ],
)
def test_a_well_known_body_has_its_code_and_sector(base, name, code, sector):
    words = name.split()
    (match,) = base.find_names(words)
    actor = match.entries[0].actor
    assert (match.end, actor.code, actor.sectors[0]) == (len(words), code, sector)


def test_an_unknown_key_is_nobody(base):
    assert base.actor("no-such-body") is None
    assert base.person_on("no-such-person", None) is None
    assert base.kind_nouns("no-such-body") == ()


@pytest.mark.parametrize(
    ("name", "on", "code", "key"),
    [
        ("Barack Obama", "2014-01-01", None, "barack-obama"),
        ("Barack Hussein Obama", "2014-01-01", None, "barack-obama"),
        ("Obama", "2014-01-01", None, "barack-obama"),
        ("al - Assad", "2013-01-01", None, "bashar-al-assad"),
        ("Bush", "1990-01-01", None, "george-h-w-bush"),
        ("Bush", "2005-01-01", None, "george-w-bush"),
        ("Clinton", "1995-01-01", "USA", "bill-clinton"),
        ("Clinton", "2012-01-01", "USA", "hillary-clinton"),
        ("Xi", "2015-01-01", None, "xi-jinping"),
        ("Jinping", "2015-01-01", None, None),
        ("Moamar Qathafi", "2010-01-01", "LBY", "muammar-gaddafi"),
        ("Qadhafi", "2010-01-01", "LBY", "muammar-gaddafi"),
        ("Qadhafi", "2010-01-01", None, None),
        ("Serge Lavrof", "2015-01-01", "RUS", "sergey-lavrov"),
        ("Serge Lavrof", "2015-01-01", None, None),
        ("Yousef Raza Gilani", "2010-01-01", "PAK", "yousaf-raza-gilani"),
        ("David Johnston", "2013-11-01", "CAN", "david-johnston"),
        ("David Johnston", "2013-11-01", "AUS", "david-johnston-australia"),
        ("David Johnston", "2013-11-01", None, None),
        ("Donald Trump", "2018-01-01", None, "donald-trump"),
        ("Donald Trump Jr.", "2018-01-01", None, None),
        ("Varela", "2019-01-01", "PAN", "juan-carlos-varela"),
        ("Rodriguez", "2019-01-01", "VEN", "delcy-rodriguez"),
        ("Rodriguez", "2019-01-01", "PAN", None),
        ("Jane Nobody", "2015-01-01", "USA", None),
    ],
)
def test_a_name_is_of_one_person_on_a_day_or_of_none(base, name, on, code, key):
    match = base.person(name.split(), day(on), code)
    assert (match.actor.key if match else None) == key


@pytest.mark.parametrize(
    ("key", "on", "office", "sectors", "is_former"),
    [
        ("hillary-clinton", "2012-01-01", "Secretary of State of the United States", ("GOV",), False),
        ("hillary-clinton", "2014-01-01", None, ("ELI",), True),
        ("boris-johnson", "2018-03-01", "Foreign Secretary of the United Kingdom", ("GOV",), False),
        ("emmanuel-macron", "2000-01-01", None, (), False),
        ("mohammed-yusuf", "2015-01-01", None, ("REB",), True),
        ("hassan-nasrallah", "2010-01-01", "Leader of Hezbollah", ("REB",), False),
    ],
)
def test_a_person_is_in_office_out_of_it_or_not_yet(base, key, on, office, sectors, is_former):
    match = base.person_on(key, day(on))
    assert (match.actor.office, match.actor.sectors, match.is_former) == (office, sectors, is_former)


def test_a_full_name_that_disagrees_with_the_text_is_believed_less(base):
    agreeing, disagreeing = (base.person(["John", "Kerry"], day("2014-01-01"), code) for code in ("USA", "FRA"))
    assert agreeing.score > disagreeing.score > 0


@pytest.mark.parametrize(
    ("code", "role", "on", "name"),
    [
        ("USA", "head_of_state", "2017-01-20", "Donald Trump"),
        ("USA", "foreign_minister", "2017-06-01", "Rex Tillerson"),
        ("CHN", "leader", "2015-01-01", "Xi Jinping"),
        ("DEU", "leader", "2015-01-01", "Angela Merkel"),
        ("IRN", "leader", "2015-01-01", "Ali Khamenei"),
        ("hamas", "leader", "2014-07-10", "Khaled Meshaal"),
        ("communist-party-of-china", "party_leader", "2015-01-01", "Xi Jinping"),
        ("IGO", "igo_head", "2015-01-01", None),
        ("USA", "foreign_minister", "1700-01-01", None),
        ("XXX", "head_of_state", "2015-01-01", None),
    ],
)
def test_a_role_has_the_holder_of_the_day(base, code, role, on, name):
    match = base.holder(code, role, day(on))
    assert (match.actor.name if match else None) == name


@pytest.mark.parametrize(
    ("place", "title", "on", "name"),
    [
        ("DEU", "president", "2015-01-01", "Joachim Gauck"),
        ("DEU", "chancellor", "2015-01-01", "Angela Merkel"),
        ("IRN", "president", "2015-01-01", "Hassan Rouhani"),
        ("USA", "vice president", "2015-01-01", "Joe Biden"),
        ("RUS", "deputy foreign minister", "2015-01-01", None),
        ("UNO", "UN chief", "2015-06-01", "Ban Ki-moon"),
        ("united-nations", "Secretary General", "2018-06-01", "Antonio Guterres"),
        ("IGO", "NATO chief", "2018-06-01", "Jens Stoltenberg"),
        ("nato", "secretary general", "2018-06-01", "Jens Stoltenberg"),
        ("iaea", "director general", "2015-01-01", "Yukiya Amano"),
        ("imf", "head", "2015-01-01", "Christine Lagarde"),
        ("european-commission", "president", "2016-03-01", "Jean-Claude Juncker"),
        ("EUR", "European Council president", "2016-03-01", "Donald Tusk"),
        ("european-union", "foreign policy chief", "2016-03-01", "Federica Mogherini"),
        ("republican-peoples-party", "leader", "2015-01-01", "Kemal Kilicdaroglu"),
        ("indian-national-congress", "party leader", "2015-01-01", "Sonia Gandhi"),
        ("bank-of-russia", "governor", "2015-01-01", "Elvira Nabiullina"),
        ("knesset", "speaker", "2015-01-01", "Yuli Edelstein"),
        ("interpol", "president", "2015-01-01", None),
    ],
)
def test_an_office_has_the_holder_of_the_day(base, place, title, on, name):
    match = base.holder(place, base.office(title.split()), day(on))
    assert (match.actor.name if match else None) == name


@pytest.mark.parametrize("on", ["2009-01-20", "2017-01-20"])
def test_on_a_day_of_handover_the_one_who_comes_holds_the_office(base, on):
    assert base.holder("USA", "head_of_state", day(on)).tenure.start == day(on)


@pytest.mark.parametrize(
    ("title", "name", "code", "is_former", "is_deputy"),
    [
        ("foreign minister", "foreign minister", None, False, False),
        ("Foreign Minister", "foreign minister", None, False, False),
        ("deputy foreign minister", "deputy foreign minister", None, False, True),
        ("former foreign minister", "foreign minister", None, True, False),
        ("former deputy foreign minister", "deputy foreign minister", None, True, True),
        ("former Russian president", "president", None, True, False),
        ("ex-president", "president", None, True, False),
        ("acting defence minister", "defence minister", None, False, False),
        ("Shadow Chancellor", "shadow chancellor", None, False, True),
        ("self-proclaimed president", "self proclaimed president", None, False, True),
        ("vice president", "vice president", None, False, False),
        ("prime ministers", "prime minister", None, False, False),
        ("Pentagon chief", "defence minister", "USA", False, False),
        ("the president 's spokesman", "spokesperson", None, False, False),
        ("NATO Secretary General", "NATO secretary-general", "IGO", False, False),
        ("European Council president", "president of the European Council", "EUR", False, False),
    ],
)
def test_an_office_is_told_from_what_resembles_it(base, title, name, code, is_former, is_deputy):
    office = base.office(title.split())
    assert (office.name, office.code, office.is_former, office.is_deputy) == (name, code, is_former, is_deputy)


def test_words_that_name_no_office(base):
    assert base.office(["umbrella"]) is None
    assert base.office([]) is None


def test_an_office_implies_no_code_but_a_country_or_an_international_one(base):
    known = {actor.code for spells in base.spells.values() for actor in (spells[0].actor,)} | CODES
    assert {office.code for office in base.offices.phrases.values() if office.code} <= known


@pytest.mark.parametrize(
    ("phrase", "sectors", "inherits"),
    [
        ("soldiers", ("MIL",), False),
        ("riot policeman", ("COP",), False),
        ("masked gunmen", ("UAF",), False),
        ("Iraqi lawmakers", ("LEG",), False),
        ("student protesters", ("CVL",), False),
        ("Hamas official", ("GOV",), True),
    ],
)
def test_a_role_noun_gives_the_sector(base, phrase, sectors, inherits):
    noun = base.role_noun(phrase)
    assert noun is not None
    assert noun.inherits is inherits
    assert noun.sectors == sectors


def test_a_noun_that_says_nothing_is_none(base):
    assert base.role_noun("bananas") is None


@pytest.mark.parametrize(
    ("key", "noun"), [("hamas", "movement"), ("likud", "party"), ("haaretz", "newspaper"), ("gazprom", "company")]
)
def test_a_body_is_taken_up_by_its_kind(base, key, noun):
    assert noun in base.kind_nouns(key)


def write(path: Path, header: str, *rows: str) -> Path:
    path.write_text("# My own actors.\n" + header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_an_extra_table_adds_bodies_and_their_leaders(tmp_path):
    write(tmp_path / "bodies.csv", BODY, "ruritania-league,Ruritania League,AUT,PTY,,League of Ruritania;RUL,party;league,,")
    write(
        tmp_path / "people.csv",
        PERSON,
        "r-hentzau,Rupert Hentzau,,AUT,Leader of the Ruritania League,party_leader,PTY,2010,,",
    )
    base = open_actor_base([tmp_path])
    assert base.problems == ()
    assert found(base, "the League of Ruritania and RUL") == [
        ("League of Ruritania", "ruritania-league"),
        ("RUL", "ruritania-league"),
    ]
    assert base.holder("ruritania-league", "leader", day("2015-01-01")).actor.name == "Rupert Hentzau"
    assert base.actor("ruritania-league") == Actor(
        ActorKind.ORGANISATION, "Ruritania League", "AUT", ("PTY",), key="ruritania-league"
    )


def test_the_later_file_wins_and_the_clash_is_listed(tmp_path):
    (tmp_path / "b").mkdir()
    one = write(tmp_path / "one.csv", BODY, "likud,Likud,ISR,GOV,,,party,,")
    two = write(tmp_path / "b" / "two.csv", BODY, "likud,Likud,ISR,OPP,,,party,,")
    base = open_actor_base([one, two])
    assert base.actor("likud").sectors == ("OPP",)
    assert base.problems == (
        "'likud' stands in parties.csv and in one.csv; the later file is taken",
        "'likud' stands in one.csv and in two.csv; the later file is taken",
    )


def test_rows_that_cannot_be_understood_are_listed_and_left_out(tmp_path):
    path = write(
        tmp_path / "people.csv",
        PERSON,
        "a,Ann Alpha,,NOWHERE,Leader,group_leader,REB,2010,,",
        "b,Ben Beta,,USA,Leader,group_leader,REB,2012,2010,",
        "c,Cid Gamma,,USA,Leader,group_leader,REB,someday,,",
        "d,Dee Delta,,UNO,United Nations envoy,envoy,,2010,,",
    )
    base = open_actor_base([path])
    assert ["NOWHERE" in base.problems[0], "'b'" in base.problems[1], "'c'" in base.problems[2]] == [True, True, True]
    assert base.person_on("b", None) is None
    assert base.person_on("d", day("2015-01-01")).actor.code == "UNO"


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_bare_international_code_stands_for_no_one_body(tmp_path, code):
    path = write(tmp_path / "people.csv", PERSON, f"x,Xenia Xi,,{code},Chair of a thing,igo_head,,2010,,")
    base = open_actor_base([path])
    assert base.problems == ()
    assert base.person_on("x", day("2015-01-01")).actor.code == code


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BODY + "a,b,USA\n", r"own\.csv:2: 3 cells, the header has 9"),
        ("key,name\na,b\n", r"own\.csv: columns of no actor table"),
        (BODY + "a,Alpha,USA,GOV,,,,someday,\n", r"own\.csv: 'a': 'someday'.*no year or day"),
    ],
)
def test_an_error_names_the_file_and_what_is_wrong(tmp_path, text, message):
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        open_actor_base([path])


def test_a_table_that_is_not_there_is_named(tmp_path):
    with pytest.raises(KnowledgeError, match=r"absent\.csv: cannot be read"):
        open_actor_base([tmp_path / "absent.csv"])
