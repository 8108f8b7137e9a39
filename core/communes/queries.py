"""Every SELECT on communes, and the loading of their tables."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneAliasRow, CommuneLinkRow, CommuneRow, OldCommuneRow
from core.communes.rules import Alias, Commune, CommuneCode, Gazetteer, Link, OldCommune
from core.communes.tables import Tables
from core.db import raw_rows
from core.errors import NotFoundError
from core.text import fold, sort_key
from core.together import Question


def _commune(row: Any) -> Commune:
    return Commune(
        code=CommuneCode(row.code),
        name=row.name,
        kind=row.kind,
        old_province=row.old_province,
        lat=row.lat,
        lon=row.lon,
        area_km2=row.area_km2,
        population=row.population,
        order=row.position,
    )


def list_communes(session: Session) -> list[Commune]:
    """Return all communes in official order."""
    return list(_made_communes(tuple(raw_rows(session, _communes()))))


def all_communes() -> Question[list[Commune]]:
    """Return the question for all communes in official order."""
    return Question(_communes(), lambda rows: list(_made_communes(tuple(map(tuple, rows)))))


@lru_cache(maxsize=4)
def _made_communes(rows: tuple[Any, ...]) -> tuple[Commune, ...]:
    """Return communes from their rows; the same rows come back plan after plan."""
    return tuple(
        Commune(
            code=CommuneCode(code),
            name=name,
            kind=kind,
            old_province=old_province,
            lat=lat,
            lon=lon,
            area_km2=area_km2,
            population=population,
            order=position,
        )
        for code, name, kind, old_province, lat, lon, area_km2, population, position in rows
    )


@cache
def _communes() -> Select[*tuple[Any, ...]]:
    columns = CommuneRow.__table__.c
    asked = ("code", "name", "kind", "old_province", "lat", "lon", "area_km2", "population", "position")
    return select(*(columns[name] for name in asked)).order_by(columns.position, columns.code)


def get_commune(session: Session, code: str) -> Commune:
    """Return the commune with this code; raises NotFoundError."""
    row = session.get(CommuneRow, code)
    if row is None:
        raise NotFoundError(what=code)
    return _commune(row)


def old_districts() -> Question[dict[str, frozenset[str]]]:
    """Return the question for the districts of before July 2025 and today's communes that each went into."""
    query = select(OldCommuneRow.old_district, OldCommuneRow.new_code).distinct()
    return Question(query, _by_district)


def _by_district(rows: Iterable[Any]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for district, code in rows:
        found.setdefault(district, set()).add(code)
    return {name: frozenset(found[name]) for name in sorted(found, key=sort_key)}


def list_links(session: Session) -> list[Link]:
    """Return all pairs of neighbours."""
    return list(_made_links(tuple(raw_rows(session, _links()))))


def all_links() -> Question[list[Link]]:
    """Return the question for all pairs of neighbours."""
    return Question(_links(), lambda rows: list(_made_links(tuple(map(tuple, rows)))))


@lru_cache(maxsize=4)
def _made_links(rows: tuple[Any, ...]) -> tuple[Link, ...]:
    return tuple(
        Link(a=CommuneCode(a), b=CommuneCode(b), border_km=border_km, by_sea=bool(by_sea))
        for a, b, border_km, by_sea in rows
    )


@cache
def _links() -> Select[*tuple[Any, ...]]:
    columns = CommuneLinkRow.__table__.c
    return select(columns.a, columns.b, columns.border_km, columns.by_sea).order_by(columns.a, columns.b)


def get_gazetteer(session: Session) -> Gazetteer:
    """Return every name a place may have in a file."""
    old = session.scalars(select(OldCommuneRow).order_by(OldCommuneRow.id))
    aliases = session.scalars(select(CommuneAliasRow).order_by(CommuneAliasRow.id))
    return Gazetteer(
        communes=tuple(list_communes(session)),
        old_communes=tuple(
            OldCommune(
                old_province=row.old_province,
                old_district=row.old_district,
                name=row.name,
                old_code=row.old_code,
                new_code=CommuneCode(row.new_code),
                whole=row.whole,
            )
            for row in old
        ),
        aliases=tuple(
            Alias(
                alias=row.alias,
                old_district=row.old_district,
                old_code=row.old_code,
                new_code=row.new_code,
                what=row.what,
                period=row.period,
            )
            for row in aliases
        ),
    )


def store_tables(session: Session, tables: Tables) -> int:
    """Write a province's tables into an empty database and return the number of communes."""
    communes = tables.gazetteer.communes
    session.execute(
        insert(CommuneRow),
        [
            {
                "code": commune.code,
                "name": commune.name,
                "kind": commune.kind,
                "old_province": commune.old_province,
                "lat": commune.lat,
                "lon": commune.lon,
                "area_km2": commune.area_km2,
                "population": commune.population,
                "position": commune.order,
                "folded": fold(commune.title),
                "sort_key": sort_key(commune.name),
            }
            for commune in communes
        ],
    )
    if tables.links:
        session.execute(
            insert(CommuneLinkRow),
            [
                {"a": link.a, "b": link.b, "border_km": link.border_km, "by_sea": link.by_sea}
                for link in tables.links
            ],
        )
    # A table may be empty in another province; an INSERT of nothing would write a row of defaults.
    for row, values in (
        (OldCommuneRow, tables.gazetteer.old_communes),
        (CommuneAliasRow, tables.gazetteer.aliases),
    ):
        if values:
            session.execute(insert(row), [_fields(value) for value in values])
    return len(communes)


def _fields(value: OldCommune | Alias) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}
