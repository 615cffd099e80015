"""Filters by who takes part: a country code, a code with its sector, an id or a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, FromClause, and_, false, or_, select

from dragoman.store.rows import Role, folded
from dragoman.store.schema import ACTORS

CODE = re.compile(r"^([A-Z]{3})(?:[ :]([A-Z]{3}))?$")
SIDES = (Role.ACTOR, Role.RECIPIENT)


@dataclass(frozen=True, slots=True)
class Parties:
    """The rows of a table of parties that some values stand for: by code and sector, and by number of actor."""

    codes: tuple[tuple[str, str | None], ...]
    actors: tuple[int, ...]

    def of(self, table: FromClause) -> ColumnElement[bool]:
        """The condition on a table of parties, or an alias of it."""
        ways: list[ColumnElement[bool]] = []
        plain = [code for code, sector in self.codes if sector is None]
        if plain:
            ways.append(table.c.code.in_(plain) if len(plain) > 1 else table.c.code == plain[0])
        ways += [and_(table.c.code == code, table.c.sector == sector) for code, sector in self.codes if sector is not None]
        if self.actors:
            ways.append(table.c.actor.in_(self.actors))
        return or_(*ways) if ways else false()

    @property
    def is_country(self) -> str | None:
        """The code, where one country and nothing else is meant."""
        one = len(self.codes) == 1 and not self.actors and self.codes[0][1] is None
        return self.codes[0][0] if one else None


def find_parties(connection: Connection, values: Iterable[str]) -> Parties:
    """Whom values stand for; a name is compared without case, and stands for everybody who bears it."""
    codes: list[tuple[str, str | None]] = []
    names: list[str] = []
    for value in values:
        match = CODE.match(value)
        if match:
            codes.append((match[1], match[2]))
        else:
            names.append(value)
    if not names:
        return Parties(tuple(codes), ())
    by_name = or_(ACTORS.c.identifier.in_(names), ACTORS.c.folded.in_([folded(name) for name in names]))
    numbers = connection.execute(select(ACTORS.c.no).where(by_name)).scalars()
    return Parties(tuple(codes), tuple(sorted(numbers)))
