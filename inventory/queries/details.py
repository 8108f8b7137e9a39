"""What rows say beyond their numbers: capabilities, dual use, agreements, shelters and works."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import BigInteger, ScalarSelect, Select, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.together import Question
from inventory.models import DualUseRow, HolderRow, LotCapabilityRow, LotDetailRow, LotRow, ResourceTypeRow
from inventory.rules.details import ENDING_DAYS, PHONE_DAYS, Capability
from inventory.rules.stock import ZERO

PAGE = 40
DUAL_FIELDS = (
    "peacetime_use",
    "convert_minutes",
    "decided_by",
    "operator",
    "fuel",
    "agreement",
    "agreement_no",
    "signed_on",
    "ends_on",
    "phoned_on",
)
DETAIL_FIELDS = (
    "lat",
    "lon",
    "fund",
    "donor",
    "expires_on",
    "condition",
    "keep_seasonal",
    "season_from",
    "season_to",
)
_EMPTY: dict[str, object] = {
    **dict.fromkeys((*DETAIL_FIELDS, *DUAL_FIELDS)),
    **dict.fromkeys(("fund", "donor", "condition"), ""),
    **dict.fromkeys(("peacetime_use", "decided_by", "operator", "fuel", "agreement", "agreement_no"), ""),
    "keep_seasonal": ZERO,
}


def list_capabilities(session: Session, lot_ids: Iterable[int]) -> dict[int, dict[Capability, Decimal]]:
    """Return what one piece of each lot can do; lots without a note are not in it."""
    wanted = sorted(set(lot_ids))
    found: dict[int, dict[Capability, Decimal]] = {}
    for start in range(0, len(wanted), 500):
        rows = session.scalars(
            select(LotCapabilityRow).where(LotCapabilityRow.lot_id.in_(wanted[start : start + 500]))
        )
        for row in rows:
            found.setdefault(row.lot_id, {})[Capability(row.kind)] = row.value
    return found


def details_of(session: Session, lot_id: int) -> dict[str, object]:
    """Return every field of a row's form by its name, as it stands now."""
    rows = session.execute(
        select(LotRow, LotDetailRow, DualUseRow, LotCapabilityRow)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .outerjoin(DualUseRow, DualUseRow.lot_id == LotRow.id)
        .outerjoin(LotCapabilityRow, LotCapabilityRow.lot_id == LotRow.id)
        .where(LotRow.id == lot_id)
        .execution_options(populate_existing=True)
    ).all()
    if not rows:
        raise NotFoundError(what=lot_id)
    row, more, dual, _able_to = rows[0]
    values: dict[str, object] = {"keep": row.keep, "ready_minutes": row.ready_minutes, "note": row.note}
    values |= _EMPTY
    if more is not None:
        values |= {name: getattr(more, name) for name in DETAIL_FIELDS}
    if dual is not None:
        values |= {name: getattr(dual, name) for name in DUAL_FIELDS}
    able = {noted.kind: noted.value for *_rest, noted in rows if noted is not None}
    return values | {kind.value: able.get(kind.value) for kind in Capability}


@dataclass(frozen=True, kw_only=True, slots=True)
class DualUse:
    """A row of the dual-use register."""

    lot_id: int
    commune: str
    resource: str
    mark: str
    unit: str
    on_hand: Decimal
    holder: str
    holder_kind: str
    peacetime_use: str
    convert_minutes: int | None
    decided_by: str
    operator: str
    fuel: str
    agreement: str
    agreement_no: str
    ends_on: date | None
    phoned_on: date | None


def _dual_uses(scope: str | None) -> Select[LotRow, DualUseRow, ResourceTypeRow, HolderRow, str, str]:
    query = (
        select(LotRow, DualUseRow, ResourceTypeRow, HolderRow, CommuneRow.name, CommuneRow.kind)
        .join(DualUseRow, DualUseRow.lot_id == LotRow.id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .join(CommuneRow, CommuneRow.code == LotRow.commune_code)
        .where(LotRow.closed.is_(False))
    )
    return query.where(LotRow.commune_code == scope) if scope is not None else query


def list_dual_uses(
    session: Session,
    *,
    scope: str | None,
    today: date,
    only: str = "",
    holder_kind: str = "",
    page: int = 1,
    size: int = PAGE,
) -> tuple[list[DualUse], bool]:
    """Return one page of the dual-use register, the agreement that ends first at the top, and whether more follow.

    `only` is "ending" (within 30 days), "ended", "none" (no agreement) or "phone" (no call for a quarter).
    """
    query = _dual_uses(scope)
    ends, soon = DualUseRow.ends_on, today + timedelta(days=ENDING_DAYS)
    last_call = today - timedelta(days=PHONE_DAYS)
    narrowed = {
        "ending": ends.between(today, soon),
        "ended": ends < today,
        "none": DualUseRow.agreement == "",
        "phone": or_(DualUseRow.phoned_on.is_(None), DualUseRow.phoned_on < last_call),
    }
    if only in narrowed:
        query = query.where(narrowed[only])
    if holder_kind:
        query = query.where(HolderRow.kind == holder_kind)
    query = query.order_by(ends.is_(None), ends, LotRow.id).limit(size + 1).offset((page - 1) * size)
    rows = session.execute(query).all()
    return [_dual_use(*row) for row in rows[:size]], len(rows) > size


def _dual_use(
    lot: LotRow, dual: DualUseRow, kind: ResourceTypeRow, holder: HolderRow, commune: str, commune_kind: str
) -> DualUse:
    return DualUse(
        lot_id=lot.id,
        commune=f"{KIND_TITLES[commune_kind]} {commune}",
        resource=kind.name,
        mark=lot.mark,
        unit=kind.unit,
        on_hand=lot.on_hand,
        holder=holder.name,
        holder_kind=holder.kind,
        peacetime_use=dual.peacetime_use,
        convert_minutes=dual.convert_minutes,
        decided_by=dual.decided_by,
        operator=dual.operator,
        fuel=dual.fuel,
        agreement=dual.agreement,
        agreement_no=dual.agreement_no,
        ends_on=dual.ends_on,
        phoned_on=dual.phoned_on,
    )


def ending_agreements(scope: str | None, today: date) -> Question[int]:
    """Return the question how many agreements end within 30 days or have ended already."""
    query = (
        select(func.count())
        .select_from(DualUseRow)
        .join(LotRow, LotRow.id == DualUseRow.lot_id)
        .where(LotRow.closed.is_(False), DualUseRow.ends_on <= today + timedelta(days=ENDING_DAYS))
    )
    if scope is not None:
        query = query.where(LotRow.commune_code == scope)
    return Question(query, lambda rows: int(rows.scalar_one()))


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
