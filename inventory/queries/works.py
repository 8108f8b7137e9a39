"""Shelters and other works: the list, the sums, what one piece of a row can do."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import BigInteger, ScalarSelect, func, select, type_coerce
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from inventory.models import DualUseRow, HolderRow, LotCapabilityRow, LotDetailRow, LotRow, ResourceTypeRow
from inventory.rules.details import Capability
from inventory.rules.stock import ZERO

PAGE = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """A shelter or other works; capacity is for the whole row, None where nobody noted it."""

    lot_id: int
    commune: str
    resource: str
    place: str
    holder: str
    on_hand: Decimal
    unit: str
    persons: Decimal | None
    area_m2: Decimal | None
    has_position: bool
    peacetime_use: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WorksTotal:
    """All works within reach: how many rows say a capacity, and the sums."""

    told: int
    persons: Decimal
    area_m2: Decimal


def list_works(
    session: Session, *, scope: str | None, page: int = 1, size: int = PAGE
) -> tuple[list[Work], bool]:
    """Return one page of shelters and works by commune and type, and whether more follow."""
    persons, area = figure_of(Capability.PERSONS), figure_of(Capability.AREA_M2)
    query = (
        select(
            LotRow,
            ResourceTypeRow,
            HolderRow.name,
            CommuneRow.name,
            CommuneRow.kind,
            LotDetailRow.lat,
            DualUseRow.peacetime_use,
            persons.label("persons"),
            area.label("area"),
        )
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .join(CommuneRow, CommuneRow.code == LotRow.commune_code)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .outerjoin(DualUseRow, DualUseRow.lot_id == LotRow.id)
        .where(LotRow.closed.is_(False), ResourceTypeRow.category == "CT")
        .order_by(CommuneRow.position, ResourceTypeRow.position, LotRow.id)
    )
    if scope is not None:
        query = query.where(LotRow.commune_code == scope)
    rows = session.execute(query.limit(size + 1).offset((page - 1) * size)).all()
    works = [
        Work(
            lot_id=lot.id,
            commune=f"{KIND_TITLES[commune_kind]} {commune}",
            resource=kind.name,
            place=lot.place,
            holder=holder,
            on_hand=lot.on_hand,
            unit=kind.unit,
            persons=held * lot.on_hand if held is not None else None,
            area_m2=room * lot.on_hand if room is not None else None,
            has_position=lat is not None,
            peacetime_use=use or "",
        )
        for lot, kind, holder, commune, commune_kind, lat, use, held, room in rows[:size]
    ]
    return works, len(rows) > size


def figure_of(kind: Capability) -> ScalarSelect[Decimal]:
    """Return what one piece of a lot can do, inside a query over lots; nothing where it is not noted."""
    return (
        select(LotCapabilityRow.value)
        .where(LotCapabilityRow.lot_id == LotRow.id, LotCapabilityRow.kind == kind.value)
        .scalar_subquery()
        .correlate(LotRow)
    )


def sum_works(session: Session, *, scope: str | None) -> WorksTotal:
    """Return the totals over all shelters and works within reach."""
    # Both factors are thousandths inside: their product is a millionth.
    product = func.sum(
        type_coerce(LotRow.on_hand, BigInteger) * type_coerce(LotCapabilityRow.value, BigInteger)
    )
    query = (
        select(LotCapabilityRow.kind, func.count(LotRow.id.distinct()), product)
        .select_from(LotRow)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .outerjoin(LotCapabilityRow, LotCapabilityRow.lot_id == LotRow.id)
        .where(LotRow.closed.is_(False), ResourceTypeRow.category == "CT")
        .group_by(LotCapabilityRow.kind)
    )
    if scope is not None:
        query = query.where(LotRow.commune_code == scope)
    found = {kind: (count, Decimal(total or 0) / 1_000_000) for kind, count, total in session.execute(query)}
    told, persons = found.get(Capability.PERSONS.value, (0, ZERO))
    _rows, area = found.get(Capability.AREA_M2.value, (0, ZERO))
    return WorksTotal(told=told, persons=persons, area_m2=area)
