"""Shelters and other works: the list, the sums, what one piece of a row can do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from sqlalchemy import BigInteger, ScalarSelect, func, select, type_coerce
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.values import frozen
from inventory.models import DualUseRow, HolderRow, LotCapabilityRow, LotDetailRow, LotRow, ResourceTypeRow
from inventory.rules.details import Capability
from inventory.rules.stock import ZERO

PAGE = 40


@frozen
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


@frozen
class WorksTotal:
    """All works of some communes: how many rows say a capacity, and the sums."""

    told: int = 0
    persons: Decimal = ZERO
    area_m2: Decimal = ZERO

    def __add__(self, other: WorksTotal) -> WorksTotal:
        """Return both together."""
        return WorksTotal(
            told=self.told + other.told,
            persons=self.persons + other.persons,
            area_m2=self.area_m2 + other.area_m2,
        )


def list_works(
    session: Session,
    *,
    scope: str | None,
    page: int = 1,
    size: int = PAGE,
    within: tuple[Sequence[str], int] | None = None,
) -> tuple[list[Work], bool]:
    """Return one page of shelters and works by commune and type, and whether more follow.

    Sorted as an index is, so that a page ends the search early. `within` names the communes that the page's rows are
    of and how many of their rows stand before it, as `window` does, so that a late page does not pass all before.
    """
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
        .order_by(LotRow.commune_code, LotRow.type_code, LotRow.id)
    )
    if scope is not None:
        query = query.where(LotRow.commune_code == scope)
    skipped = (page - 1) * size
    if within is not None:
        communes, skipped = within
        query = query.where(LotRow.commune_code.in_(communes), CommuneRow.code.in_(communes))
    rows = session.execute(query.limit(size + 1).offset(skipped)).all()
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


def sum_works(session: Session, communes: Collection[str] | None) -> dict[str, WorksTotal]:
    """Return the totals over the shelters and works of some communes, or of all where none are named, by commune."""
    # Both factors are thousandths inside: their product is a millionth.
    product = func.sum(
        type_coerce(LotRow.on_hand, BigInteger) * type_coerce(LotCapabilityRow.value, BigInteger)
    )
    query = (
        select(LotRow.commune_code, LotCapabilityRow.kind, func.count(), product)
        .select_from(LotRow)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(LotCapabilityRow, LotCapabilityRow.lot_id == LotRow.id)
        .where(
            LotRow.closed.is_(False),
            ResourceTypeRow.category == "CT",
            LotCapabilityRow.kind.in_((Capability.PERSONS.value, Capability.AREA_M2.value)),
        )
        .group_by(LotRow.commune_code, LotCapabilityRow.kind)
    )
    if communes is not None:
        query = query.where(LotRow.commune_code.in_(sorted(communes)))
    found: dict[str, WorksTotal] = {}
    for code, kind, rows, total in session.execute(query):
        figure = Decimal(total) / 1_000_000
        one = (
            WorksTotal(told=rows, persons=figure)
            if kind == Capability.PERSONS
            else WorksTotal(area_m2=figure)
        )
        found[code] = found.get(code, WorksTotal()) + one
    return found
