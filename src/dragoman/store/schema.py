"""The tables of the archive.

Rows are numbered in the order in which they are stored (`no`), so that tables refer to one another by small numbers and
grow at their end; the ids of the record contract stand beside them. An actor's number is a hash of who it is. What queries
filter by has columns of its own, `facts`, the same for records and events; the whole record is kept as JSON in a table of
its own, so that scanning the columns reads no bodies.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Index, Integer, MetaData, SmallInteger, Table, Text, UniqueConstraint

VERSION = 1
METADATA = MetaData()


def number(name: str = "no") -> Column[int]:
    """A primary key that is given, not generated."""
    return Column(name, BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)


def facts() -> tuple[Column[object], ...]:
    """The columns by which records and events are found.

    `date` and `last` are ISO 8601 days, "" where none is known; `scale` is in thousandths, so that sums are exact; `modes`,
    `contexts` and `aux` are codes between blanks; `shown` is 0 for what a newer version replaced or a person judged wrong;
    `mutual` is 1 where all sides are actors.
    """
    return (
        Column("shown", SmallInteger, nullable=False),
        Column("date", Text, nullable=False),
        Column("last", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("modes", Text, nullable=False),
        Column("contexts", Text, nullable=False),
        Column("aux", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("quad", SmallInteger, nullable=False),
        Column("scale", Integer, nullable=False),
        Column("confidence", Float, nullable=False),
        Column("mutual", SmallInteger, nullable=False),
        Column("place", Text),
        Column("place_country", Text),
        Column("geonameid", BigInteger),
        Column("lat", Float),
        Column("lon", Float),
        Column("source", Text),
    )


def parties(name: str, owner: str) -> Table:
    """Who takes part in records, events or claims; roles are in `Role`."""
    return Table(
        name,
        METADATA,
        Column(owner, BigInteger, primary_key=True, autoincrement=False),
        Column("role", SmallInteger, primary_key=True, autoincrement=False),
        Column("position", SmallInteger, primary_key=True, autoincrement=False),
        Column("actor", BigInteger, nullable=False),
        Column("code", Text),
        Column("sector", Text),
        Column("date", Text, nullable=False),
        Index(f"{name}_by_code", "code", "date", owner, "role"),
        Index(f"{name}_by_actor", "actor", "date", owner, "role"),
        sqlite_with_rowid=False,
    )


META = Table("meta", METADATA, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

CODERS = Table(
    "coders",
    METADATA,
    number(),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("versions", Text, nullable=False),
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    number(),
    Column("id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    Column("current", SmallInteger, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("title", Text),
    Column("url", Text),
    Column("source", Text),
    Column("published", Text),
    Column("language", Text),
    Column("copy_of", Text),
    Column("origin", Text, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("id", "version"),
    UniqueConstraint("id", "hash"),
    Index("documents_by_origin", "origin"),
    Index("documents_by_day", "published"),
)

READINGS = Table(
    "readings",
    METADATA,
    Column("document", BigInteger, primary_key=True, autoincrement=False),
    Column("coder", BigInteger, primary_key=True, autoincrement=False),
    Column("outcome", Text, nullable=False),
    sqlite_with_rowid=False,
)

BANDS = Table(
    "bands",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("document", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

SENTENCES = Table(
    "sentences",
    METADATA,
    number(),
    Column("document", BigInteger, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index("sentences_by_document", "document"),
)

RECORDS = Table(
    "records",
    METADATA,
    number(),
    Column("id", Text, nullable=False),
    Column("document", BigInteger, nullable=False),
    Column("coder", BigInteger, nullable=False),
    Column("current", SmallInteger, nullable=False),
    Column("judged", Text),
    *facts(),
    Index("records_by_id", "id"),
    Index("records_by_document", "document"),
    Index("records_by_date", "date", "no", "shown"),
    Index("records_by_type", "type", "date", "no"),
    Index("records_by_place", "place_country", "date", "no"),
    Index("records_by_point", "lat", "lon"),
)

RECORD_BODIES = Table(
    "record_bodies",
    METADATA,
    number("record"),
    Column("body", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("corrected", Text),
)

PARTIES = parties("parties", "record")

ACTORS = Table(
    "actors",
    METADATA,
    number(),
    Column("identifier", Text),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("code", Text),
    Column("sector", Text),
    Index("actors_by_name", "folded"),
    Index("actors_by_identifier", "identifier"),
)

SPANS = Table(
    "spans",
    METADATA,
    Column("record", BigInteger, primary_key=True, autoincrement=False),
    Column("position", SmallInteger, primary_key=True, autoincrement=False),
    Column("field", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

CLAIMS = Table(
    "claims",
    METADATA,
    number(),
    Column("id", Text, nullable=False),
    Column("document", BigInteger, nullable=False),
    Column("coder", BigInteger, nullable=False),
    Column("shown", SmallInteger, nullable=False),
    Column("date", Text, nullable=False),
    Column("source", Text),
    Column("body", Text, nullable=False),
    Index("claims_by_id", "id"),
    Index("claims_by_document", "document"),
    Index("claims_by_date", "date", "no", "shown"),
)

CLAIM_PARTIES = parties("claim_parties", "claim")

JUDGEMENTS = Table(
    "judgements",
    METADATA,
    number(),
    Column("id", Text, nullable=False, unique=True),
    Column("verdict", Text, nullable=False),
    Column("record", Text),
    Column("other", Text),
    Column("author", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("field", Text),
    Column("value", Text),
    Column("follows", Text),
    Column("undoes", Text),
    Index("judgements_by_record", "record"),
    Index("judgements_by_other", "other"),
)

FAILURES = Table(
    "failures",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

EVENTS = Table(
    "events",
    METADATA,
    number(),
    Column("id", Text, nullable=False, unique=True),
    Column("reports", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("disputed", SmallInteger, nullable=False),
    Column("body", Text, nullable=False),
    *facts(),
    Index("events_by_date", "date", "no"),
    Index("events_by_type", "type", "date", "no"),
    Index("events_by_place", "place_country", "date", "no"),
    Index("events_by_point", "lat", "lon"),
)

EVENT_PARTIES = parties("event_parties", "event")

EVENT_MEMBERS = Table(
    "event_members",
    METADATA,
    Column("record", Text, primary_key=True),
    Column("event", Text, nullable=False),
    Index("event_members_by_event", "event"),
)

EVENT_LINKS = Table(
    "event_links",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("target", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("because", Text, nullable=False),
    Index("event_links_by_target", "target"),
)


def counts(name: str, *keys: str) -> Table:
    """How many records there are by some keys and quadrant, and the sum of their scale in thousandths."""
    return Table(
        name,
        METADATA,
        *(
            Column(key, SmallInteger if key in ("side", "quad") else Text, primary_key=True, autoincrement=False)
            for key in keys
        ),
        Column("records", Integer, nullable=False),
        Column("scale", BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )


DAY_COUNTS = counts("day_counts", "date", "type", "status", "quad")
COUNTRY_MONTHS = counts("country_months", "code", "side", "month", "quad")
PAIR_MONTHS = counts("pair_months", "a", "b", "month", "quad")

# What SQLite's planner goes by: how many rows a table has, and how many of them a value of an index finds; as ANALYZE found
# it in an archive of a million records. Without it, it takes a country for as rare as a record.
STATISTICS = (
    ("parties", "parties", "2000000 3 2 1"),
    ("parties", "parties_by_code", "2000000 10000 4 1 1"),
    ("parties", "parties_by_actor", "2000000 400 2 1 1"),
    ("claim_parties", "claim_parties", "2000000 3 2 1"),
    ("claim_parties", "claim_parties_by_code", "2000000 10000 4 1 1"),
    ("claim_parties", "claim_parties_by_actor", "2000000 400 2 1 1"),
    ("event_parties", "event_parties", "2000000 3 2 1"),
    ("event_parties", "event_parties_by_code", "2000000 10000 4 1 1"),
    ("event_parties", "event_parties_by_actor", "2000000 400 2 1 1"),
    ("records", "records_by_id", "1000000 1"),
    ("records", "records_by_document", "1000000 5"),
    ("records", "records_by_date", "1000000 270 1 1"),
    ("records", "records_by_type", "1000000 62500 20 1"),
    ("records", "records_by_place", "1000000 5000 2 1"),
    ("records", "records_by_point", "1000000 50 20"),
    ("events", "events_by_date", "1000000 270 1"),
    ("events", "events_by_type", "1000000 62500 20 1"),
    ("events", "events_by_place", "1000000 5000 2 1"),
    ("events", "events_by_point", "1000000 50 20"),
    ("event_members", "event_members_by_event", "1000000 2"),
    ("documents", "sqlite_autoindex_documents_1", "200000 1 1"),
    ("claims", "claims_by_date", "1000000 270 1 1"),
    ("claims", "claims_by_id", "1000000 1"),
    ("claims", "claims_by_document", "1000000 5"),
    ("pair_months", "pair_months", "500000 500 20 2 1"),
    ("country_months", "country_months", "100000 500 170 3 1"),
    ("day_counts", "day_counts", "100000 30 4 1 1"),
    ("sentences", "sentences_by_document", "1000000 20"),
    ("spans", "spans", "5000000 5 1"),
)

# The words of the sentences that tell a record, and of the sentence of a claim, by number.
WORDS = ("record_words", "claim_words")
WORDS_SQLITE = tuple(
    f"CREATE VIRTUAL TABLE {name} USING fts5(text, content='', tokenize='porter unicode61 remove_diacritics 2')"
    for name in WORDS
)
WORDS_POSTGRESQL = tuple(
    statement
    for name in WORDS
    for statement in (
        f"CREATE TABLE {name} (rowid bigint PRIMARY KEY, text tsvector NOT NULL)",
        f"CREATE INDEX {name}_by_word ON {name} USING gin (text)",
    )
)
