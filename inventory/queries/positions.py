"""Places whose position somebody noted: where things are kept, by whom, and how many a shelter takes in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, and_, case, func, select, type_coerce
from sqlalchemy.orm import Session

from core.text import sort_key
from inventory.models import HolderRow, LotCapabilityRow, LotDetailRow, LotRow, ResourceTypeRow
from inventory.rules.details import Capability
from inventory.rules.holders import HolderKind

MOST = 400  # places drawn at once; a province narrows to a type or a pillar


@dataclass(frozen=True, slots=True)
class Positioned:
    """One holder's place: how many rows it keeps, how much of them can serve, how many people it shelters."""

    commune_code: str
    place: str
    holder: str
    lat: float
    lon: float
    rows: int
    usable: Decimal
    millionths: int

    @property
    def persons(self) -> int:
        """How many people find shelter there; both of its factors are kept as thousandths."""
        return int(self.millionths) // 1_000_000


def list_stores(
    session: Session,
    *,
    types: Collection[str] | None,
    kinds: Collection[HolderKind],
    scope: str | None,
    today: date,
) -> list[Positioned]:
    """Return the places of these kinds of holder with a position, by name; a place counts all its rows."""
    conditions = [HolderRow.kind.in_(sorted(kinds)), ResourceTypeRow.category != "CT"]
    if types is not None:
        conditions.append(LotRow.type_code.in_(sorted(types)))
    return _list(session, conditions, scope, today)


def list_shelters(session: Session, *, scope: str | None, today: date) -> list[Positioned]:
    """Return the shelters and works with a position and how many people they take in."""
    return _list(session, [ResourceTypeRow.category == "CT"], scope, today)


def _list(session: Session, conditions: list[Any], scope: str | None, today: date) -> list[Positioned]:
    same_place = (LotRow.commune_code, LotRow.holder_id, LotRow.place_folded)
    known = (
        select(*same_place, func.avg(LotDetailRow.lat).label("lat"), func.avg(LotDetailRow.lon).label("lon"))
        .join(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .where(LotRow.closed.is_(False), LotDetailRow.lat.is_not(None))
        .group_by(*same_place)
    )
    if scope is not None:
        known = known.where(LotRow.commune_code == scope)
    spots = known.subquery()
    whole = LotRow.on_hand - LotRow.broken - LotRow.away
    usable = case((LotDetailRow.expires_on < today, 0 * whole), else_=whole)
    persons = type_coerce(LotRow.on_hand, BigInteger) * type_coerce(LotCapabilityRow.value, BigInteger)
    query = (
        select(
            LotRow.commune_code,
            func.min(LotRow.place),
            HolderRow.name,
            spots.c.lat,
            spots.c.lon,
            func.count(LotRow.id),
            func.sum(usable, type_=LotRow.on_hand.type),
            func.coalesce(func.sum(persons), 0),
        )
        .select_from(LotRow)
        .join(spots, and_(*(column == spots.c[column.key] for column in same_place)))
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .outerjoin(
            LotCapabilityRow,
            and_(LotCapabilityRow.lot_id == LotRow.id, LotCapabilityRow.kind == Capability.PERSONS.value),
        )
        .where(LotRow.closed.is_(False), *conditions)
        .group_by(*same_place, HolderRow.name, HolderRow.folded, spots.c.lat, spots.c.lon)
        .order_by(LotRow.commune_code, LotRow.place_folded, HolderRow.folded, LotRow.holder_id)
        .limit(MOST)
    )
    found = [Positioned(*row) for row in session.execute(query)]
    return sorted(found, key=lambda at: (at.commune_code, sort_key(at.place), sort_key(at.holder)))
