"""The actor dictionaries of Phoenix, PETRARCH and TABARI: names in capitals with underscores, CAMEO codes in brackets.

    SERGEY_LAVROV_  # CountryInfo.txt
    +LAVROV
        [RUSGOV >20040309]  # Foreign Minister

A name whose codes have dates is a person's, any other a body's. The names of states alone ("AFGHANISTAN_ [AFG]") are left
out, for the states are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.knowledge.actor_tables import OrganisationRow, PersonRow, parse_day
from dragoman.knowledge.importers.rows import Imported, Importing, key_of, list_of

CODE = re.compile(r"\[([~A-Za-z][^\]\"]*)\]")
COMMENT = re.compile(r"#\s*(.*)")
SIX_DIGITS, EIGHT_DIGITS = 6, 8
# Years of six-digit dates from here on are of the twentieth century.
CENTURY = 30
CODE_LENGTH = 3
INTERNATIONAL = ("IGO", "NGO", "NGM", "IMG", "MNC", "UNO")
IN_BRACKETS = re.compile(r"\(([^)]*)\)")
DOTTED = re.compile(r"(?:\w\.)+\w?\.?")
ACRONYM_LENGTH = 5
SMALL = frozenset(("of", "the", "and", "for", "in", "on", "at", "to", "de", "la", "al", "bin"))
SOURCES = (".txt", "http", "kkl", "pas ", "jap ")


@dataclass(slots=True)
class Entry:
    """One actor of a dictionary: its names, and its codes with dates and comments."""

    names: list[str] = field(default_factory=list)
    codes: list[tuple[str, str]] = field(default_factory=list)


def read_dictionary(text: str, importing: Importing) -> Imported:
    """The actors of a dictionary."""
    imported = Imported()
    bodies: dict[str, OrganisationRow] = {}
    for entry in entries_of(text):
        names = [name for raw in entry.names for name in names_of(raw)]
        name = names[0]
        if not entry.codes:
            imported.remarks.append(f"'{name}' has no code")
            continue
        if any("~" in code for code, _ in entry.codes):
            imported.remarks.append("nouns for agents ([~GOV]) are no actors and are left out")
            continue
        if any(len(code.split()) > 1 for code, _ in entry.codes):
            imported.persons += persons_of(entry, names, importing, imported.remarks)
            continue
        code, sectors = decode(entry.codes[0][0], importing)
        if sectors or entry.codes[0][0][:CODE_LENGTH] in INTERNATIONAL:
            primary, rest, others = next(iter(sectors), ""), list_of(sectors[1:]), list_of(n for n in names if n != name)
            bodies.setdefault(key_of(name), OrganisationRow(key_of(name), name, code, primary, rest, others, "", "", ""))
    imported.bodies = list(bodies.values())
    imported.remarks = list(dict.fromkeys(imported.remarks))
    return imported


def entries_of(text: str) -> Iterator[Entry]:
    """The entries: a name, its synonyms (+), its codes, of which one may stand beside the name."""
    entry = Entry()
    for line in text.split("\n"):
        comment = COMMENT.search(line)
        body = line[: comment.start()] if comment else line
        if not body.strip() or body.lstrip().startswith("<"):
            continue
        note = comment.group(1).strip() if comment else ""
        codes = [(code, note) for code in CODE.findall(body)]
        name = CODE.sub("", body).strip()
        if name and not body.startswith(("+", "\t", " ")):
            if entry.names:
                yield entry
            entry = Entry()
        if name and (entry.names or not name.startswith("+")):
            entry.names.append(name.lstrip("+"))
        entry.codes += codes
    if entry.names:
        yield entry


def names_of(raw: str) -> Iterator[str]:
    """The names of one line: the name, and the acronym that stands in brackets behind it.

    >>> list(names_of("JAMMU_LIBERATION_FRONT_(JKLF)_"))
    ['Jammu Liberation Front', 'JKLF']
    """
    yield to_name(IN_BRACKETS.sub("", raw)) or to_name(raw)
    for inside in IN_BRACKETS.findall(raw):
        if inside.isupper() and "_" not in inside.strip("_"):
            yield inside.strip("_")


def to_name(raw: str) -> str:
    """A name as a text has it.

    >>> to_name("SERGEY_V._LAVROV_"), to_name("BANK_OF_ENGLAND_"), to_name("UNHCR_")
    ('Sergey V. Lavrov', 'Bank of England', 'UNHCR')
    """
    words = raw.replace("_", " ").split()
    if len(words) == 1 and len(words[0]) <= ACRONYM_LENGTH:
        return words[0]
    return " ".join(
        word.lower()
        if place and word.lower() in SMALL
        else word
        if any(map(str.islower, word)) or DOTTED.fullmatch(word)
        else to_title(word)
        for place, word in enumerate(words)
    )


def to_title(word: str) -> str:
    """A word with capitals at the beginning of each of its parts."""
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def decode(code: str, importing: Importing) -> tuple[str, list[str]]:
    """PLOVER's code and sectors of a CAMEO code.

    The code is that of a country, or of an international body; roles that PLOVER does not have are left out.
    """
    code = code.strip().upper()
    words = importing.words
    for beginning, plover in words["cameo_international"].items():
        if code.startswith(beginning):
            country, rest = plover, code[len(beginning) :]
            break
    else:
        country, rest = importing.code(code[:CODE_LENGTH]), code[CODE_LENGTH:]
        rest = rest if country else code
    parts = [rest[i : i + CODE_LENGTH] for i in range(0, len(rest), CODE_LENGTH)]
    return country, list(dict.fromkeys(words["cameo_sectors"][part] for part in parts if part in words["cameo_sectors"]))


def persons_of(entry: Entry, names: list[str], importing: Importing, remarks: list[str]) -> Iterator[PersonRow]:
    """A row for each spell of a person that has a date; one without holds at other times, of which tables do not tell.

    The person is called by the first full name without a title, where there is one.
    """
    bare = importing.aliases("", names)
    name = bare.partition(";")[0] or names[0]
    others = importing.aliases(name, names)
    for raw, note in entry.codes:
        code, _, dates = raw.strip().partition(" ")
        if not dates.strip():
            continue
        country, sectors = decode(code, importing)
        try:
            start, end = spell_of(dates.strip())
        except ValueError:
            remarks.append(f"'{name}': no dates in '[{raw}]'")
            continue
        office = "" if any(source in note.lower() for source in SOURCES) else note
        role = importing.role(office)
        yield PersonRow(key_of(name), name, others, country, office, role, list_of(sectors), start, end, "")


def spell_of(dates: str) -> tuple[str, str]:
    """The first and last day of a spell.

    >>> spell_of("20050803-20130803"), spell_of(">040309"), spell_of("<970101")
    (('2005-08-03', '2013-08-03'), ('2004-03-09', ''), ('', '1997-01-01'))

    Raises:
        ValueError: when they are no days, or the end lies before the start.
    """
    if dates.startswith(">"):
        return to_day(dates[1:]), ""
    if dates.startswith("<"):
        return "", to_day(dates[1:])
    first, dash, last = dates.partition("-")
    start = to_day(first)
    end = to_day(last) if dash else start
    if end < start:
        raise ValueError(dates)
    return start, end


def to_day(digits: str) -> str:
    """A day of six or eight digits, of which day and month may be 00."""
    digits = digits.strip()
    if len(digits) == SIX_DIGITS and digits.isdigit():
        digits = ("19" if int(digits[:2]) >= CENTURY else "20") + digits
    if len(digits) != EIGHT_DIGITS or not digits.isdigit():
        raise ValueError(digits)
    day = "-".join(part for part in (digits[:4], digits[4:6], digits[6:]) if part != "00")
    parse_day(day, is_end=False)
    return day
