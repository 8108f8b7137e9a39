"""What rows say beyond their numbers: capabilities, dual use, agreements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.together import Question
from core.values import frozen
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
    return details_question(lot_id).ask(session)


def details_question(lot_id: int) -> Question[dict[str, object]]:
    """Return the question for every field of a row's form; its answer raises NotFoundError."""
    query = (
        select(LotRow, LotDetailRow, DualUseRow, LotCapabilityRow)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .outerjoin(DualUseRow, DualUseRow.lot_id == LotRow.id)
        .outerjoin(LotCapabilityRow, LotCapabilityRow.lot_id == LotRow.id)
        .where(LotRow.id == lot_id)
        .execution_options(populate_existing=True)
    )
    return Question(query, lambda rows: _details(lot_id, rows.all()))


def _details(lot_id: int, rows: Sequence[Any]) -> dict[str, object]:
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


@frozen
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


def dual_uses_of(lot_ids: Select[int]) -> Question[dict[int, DualUse]]:
    """Return the question what the register of dual use says of some rows, by row; what it does not know is left out."""
    query = _dual_uses(None).where(LotRow.id.in_(lot_ids))
    return Question(query, lambda rows: {row[0].id: _dual_use(*row) for row in rows})


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


def expiring_rows(scope: str | None, until: date) -> Question[int]:
    """Return the question how many rows have goods whose last day is before or on a day, past ones too."""
    query = (
        select(func.count())
        .select_from(LotDetailRow)
        .join(LotRow, LotRow.id == LotDetailRow.lot_id)
        .where(LotDetailRow.expires_on <= until, LotRow.on_hand > 0, LotRow.closed.is_(False))
    )
    if scope is not None:
        query = query.where(LotRow.commune_code == scope)
    return Question(query, lambda rows: int(rows.scalar_one()))


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
