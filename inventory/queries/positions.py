"""Places whose position somebody noted: where things are kept, by whom, and how many a shelter takes in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, and_, case, func, select, type_coerce

from core.text import sort_key
from core.together import Question
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


def stores(
    *,
    types: Collection[str] | None,
    kinds: Collection[HolderKind],
    scope: str | None,
    today: date,
) -> Question[list[Positioned]]:
    """Return the question for the places of these kinds of holder with a position; a place counts all its rows."""
    conditions = [HolderRow.kind.in_(sorted(kinds)), ResourceTypeRow.category != "CT"]
    if types is not None:
        conditions.append(LotRow.type_code.in_(sorted(types)))
    return _question(conditions, scope, today)


def shelters(*, scope: str | None, today: date) -> Question[list[Positioned]]:
    """Return the question for the shelters and works with a position and how many people they take in."""
    return _question([ResourceTypeRow.category == "CT"], scope, today)


def _question(conditions: list[Any], scope: str | None, today: date) -> Question[list[Positioned]]:
    same_place = (LotRow.commune_code, LotRow.holder_id, LotRow.place_folded)
    known = (
        select(
            *same_place,
            *(
                func.avg(column, type_=column.type).label(column.key)
                for column in (LotDetailRow.lat, LotDetailRow.lon)
            ),
        )
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
    return Question(query, lambda rows: _by_name(Positioned(*row) for row in rows))


def _by_name(found: Iterable[Positioned]) -> list[Positioned]:
    return sorted(found, key=lambda at: (at.commune_code, sort_key(at.place), sort_key(at.holder)))
