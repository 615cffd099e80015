"""Entities of the FollowTheMoney model, as OpenSanctions and Aleph give them: people, bodies, and who holds which post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dragoman.knowledge.actor_tables import OrganisationRow, PersonRow
from dragoman.knowledge.importers.rows import Imported, Importing, Keys, day_of, entity_of, list_of

Entity = Mapping[str, Any]
NAMES = ("alias", "weakAlias", "abbreviation", "previousName")
COUNTRIES = ("country", "jurisdiction", "mainCountry", "citizenship", "nationality")


def read_entities(entities: Sequence[Entity], importing: Importing) -> Imported:
    """The actors among entities; posts are given by occupancies that refer to them or lie inside them, or by plain words."""
    by_id = {str(entity["id"]): entity for entity in flattened(entities) if "id" in entity}
    posts: dict[str, list[Entity]] = {}
    for entity in by_id.values():
        if entity.get("schema") == "Occupancy":
            for holder in values(entity, "holder"):
                posts.setdefault(holder, []).append(entity)
    imported, keys = Imported(), Keys()
    for entity in by_id.values():
        schema, name = entity.get("schema"), first_name(entity)
        if schema not in (*importing.words["ftm_persons"], *importing.words["ftm_bodies"]):
            continue
        if not name:
            imported.remarks.append(f"'{entity['id']}' has no name")
            continue
        key = keys.key(name, str(entity["id"]))
        if schema in importing.words["ftm_persons"]:
            imported.persons += person_rows(entity, key, posts.get(str(entity["id"]), []), by_id, importing)
        else:
            imported.bodies.append(body_row(entity, key, importing))
    return imported


def flattened(entities: Iterable[Entity]) -> Iterator[Entity]:
    """The entities and those that lie inside their properties, which then refer to them by id."""
    for entity in entities:
        yield entity
        for held in entity.get("properties", {}).values():
            yield from flattened(item for item in held if isinstance(item, dict) and "schema" in item)


def values(entity: Entity, name: str) -> list[str]:
    """The values of a property; of an entity inside it, the id."""
    held = entity.get("properties", {}).get(name, [])
    return [
        str(item.get("id", "") if isinstance(item, dict) else item) for item in (held if isinstance(held, list) else [held])
    ]


def first_name(entity: Entity) -> str:
    """What an entity is called."""
    return str(entity.get("caption") or next(iter(values(entity, "name")), ""))


def names_of(entity: Entity) -> list[str]:
    """All its names."""
    return [*values(entity, "name"), *(alias for kind in NAMES for alias in values(entity, kind))]


def country_of(entity: Entity, importing: Importing) -> str:
    """The code of the first country that it states."""
    stated = (country for kind in COUNTRIES for country in values(entity, kind))
    return next((code for country in stated if (code := importing.code(country))), "")


def sectors_of(entity: Entity, importing: Importing) -> list[str]:
    """The sectors that its topics and its schema tell."""
    topics = [importing.words["ftm_topics"].get(topic, "") for topic in values(entity, "topics")]
    return list(dict.fromkeys(filter(None, [*topics, importing.words["ftm_sectors"].get(str(entity.get("schema")), "")])))


def wikidata_of(entity: Entity) -> str:
    """Its id in Wikidata, which may be its own id."""
    return next((found for text in (*values(entity, "wikidataId"), str(entity["id"])) if (found := entity_of(text))), "")


def person_rows(
    entity: Entity, key: str, posts: Sequence[Entity], by_id: Mapping[str, Entity], importing: Importing
) -> Iterator[PersonRow]:
    """A row for each post of a person; one where none is stated."""
    name, country, wikidata = first_name(entity), country_of(entity, importing), wikidata_of(entity)
    aliases = importing.aliases(name, names_of(entity))
    sector = list_of(sectors_of(entity, importing))

    def row(office: str, place: str, start: str, end: str) -> PersonRow:
        role, own = importing.role(office), importing.sector(office)
        return PersonRow(key, name, aliases, place, office, role, own or sector, start, end, wikidata)

    for post in posts:
        position = next((by_id[id_] for id_ in values(post, "post") if id_ in by_id), None)
        office = first_name(position) if position is not None else ""
        place = (country_of(position, importing) if position is not None else "") or country
        start, end = (day_of(next(iter(values(post, kind)), "")) for kind in ("startDate", "endDate"))
        yield row(office, place, start, end)
    if not posts:
        yield from (row(office, country, "", "") for office in (values(entity, "position")[:1] or [""]))


def body_row(entity: Entity, key: str, importing: Importing) -> OrganisationRow:
    """The row of a body."""
    primary, *others = sectors_of(entity, importing) or [""]
    start = day_of(next(iter(values(entity, "incorporationDate")), ""))
    end = day_of(next(iter(values(entity, "dissolutionDate")), ""))
    name, country = first_name(entity), country_of(entity, importing)
    aliases = list_of(alias for alias in names_of(entity) if alias != name)
    return OrganisationRow(key, name, country, primary, list_of(others), aliases, "", start, end)
