"""Lots as plain values: a commune's list, one lot, what a plan may draw on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.text import fold
from inventory.models import HolderRow, LotRow, ResourceNameRow, ResourceTypeRow
from inventory.rules.stock import Balance

PAGE = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Lot:
    """One row of the register as people see it."""

    id: int
    commune_code: str
    commune: str
    type_code: str
    resource: str
    unit: str
    category: str
    pillar: str
    dual_use: str
    forms: tuple[str, ...]
    holder_id: int
    holder: str
    holder_kind: str
    phone: str
    place: str
    mark: str
    balance: Balance
    ready_minutes: int
    note: str
    checked_on: date | None
    checked_by: str
    version: int

    @property
    def usable(self) -> Decimal:
        """What is there, whole and not away."""
        return self.balance.on_hand - self.balance.broken - self.balance.away


def _query() -> Select[LotRow, ResourceTypeRow, HolderRow, str, str]:
    return (
        select(LotRow, ResourceTypeRow, HolderRow, CommuneRow.name, CommuneRow.kind)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .join(CommuneRow, CommuneRow.code == LotRow.commune_code)
        .where(LotRow.closed.is_(False))
    )


def _lot(row: LotRow, kind: ResourceTypeRow, holder: HolderRow, commune: str, commune_kind: str) -> Lot:
    return Lot(
        id=row.id,
        commune_code=row.commune_code,
        commune=f"{KIND_TITLES[commune_kind]} {commune}",
        type_code=row.type_code,
        resource=kind.name,
        unit=kind.unit,
        category=kind.category,
        pillar=kind.pillar,
        dual_use=kind.dual_use,
        forms=tuple(kind.forms.split(",")),
        holder_id=holder.id,
        holder=holder.name,
        holder_kind=holder.kind,
        phone=holder.phone,
        place=row.place,
        mark=row.mark,
        balance=Balance(
            on_hand=row.on_hand, reserved=row.reserved, away=row.away, broken=row.broken, keep=row.keep
        ),
        ready_minutes=row.ready_minutes,
        note=row.note,
        checked_on=row.checked_on,
        checked_by=row.checked_by,
        version=row.version,
    )


def _narrow(
    query: Select[LotRow, ResourceTypeRow, HolderRow, str, str],
    *,
    scope: str | None,
    commune_code: str,
    pillar: str,
    search: str,
    type_code: str,
) -> Select[LotRow, ResourceTypeRow, HolderRow, str, str]:
    if scope is not None:
        query = query.where(LotRow.commune_code == scope)
    if commune_code:
        query = query.where(LotRow.commune_code == commune_code)
    if pillar:
        query = query.where(ResourceTypeRow.pillar == pillar)
    if type_code:
        query = query.where(LotRow.type_code == type_code)
    for word in fold(search).split():
        like = f"%{word.replace('%', '').replace('_', '')}%"
        named = select(ResourceNameRow.type_code).where(ResourceNameRow.folded.like(like))
        query = query.where(
            or_(
                ResourceTypeRow.folded.like(like),
                HolderRow.folded.like(like),
                LotRow.place_folded.like(like),
                CommuneRow.folded.like(like),
                LotRow.type_code.in_(named),
            )
        )
    return query


def list_lots(
    session: Session,
    *,
    scope: str | None,
    commune_code: str = "",
    pillar: str = "",
    search: str = "",
    type_code: str = "",
    page: int = 1,
) -> tuple[list[Lot], bool]:
    """Return one page of lots in catalogue order, and whether more follow; `scope` narrows to one commune."""
    query = _narrow(
        _query(), scope=scope, commune_code=commune_code, pillar=pillar, search=search, type_code=type_code
    )
    if not (scope or commune_code):
        query = query.order_by(CommuneRow.position)
    query = query.order_by(ResourceTypeRow.position, LotRow.id).limit(PAGE + 1).offset((page - 1) * PAGE)
    rows = session.execute(query).all()
    return [_lot(*row) for row in rows[:PAGE]], len(rows) > PAGE


def get_lot(session: Session, lot_id: int) -> Lot:
    """Return one lot; raises NotFoundError."""
    row = session.execute(_query().where(LotRow.id == lot_id)).one_or_none()
    if row is None:
        raise NotFoundError(what=lot_id)
    return _lot(*row)


def list_lots_by_ids(session: Session, lot_ids: list[int]) -> dict[int, Lot]:
    """Return the lots with these ids."""
    found: dict[int, Lot] = {}
    for start in range(0, len(lot_ids), 500):
        rows = session.execute(_query().where(LotRow.id.in_(lot_ids[start : start + 500])))
        found.update({row[0].id: _lot(*row) for row in rows})
    return found


def list_lots_of_types(session: Session, type_codes: set[str]) -> list[Lot]:
    """Return all lots of some types, by id: what a plan may draw on."""
    rows = session.execute(_query().where(LotRow.type_code.in_(sorted(type_codes))).order_by(LotRow.id))
    return [_lot(*row) for row in rows]


def list_lot_ids(session: Session, commune_code: str, pillar: str = "") -> list[int]:
    """Return the ids of a commune's open lots (of one pillar, or all when empty)."""
    query = select(LotRow.id).where(LotRow.commune_code == commune_code, LotRow.closed.is_(False))
    if pillar:
        of_pillar = select(ResourceTypeRow.code).where(ResourceTypeRow.pillar == pillar)
        query = query.where(LotRow.type_code.in_(of_pillar))
    return list(session.scalars(query.order_by(LotRow.id)))


def commune_of_lot(session: Session, *, lot_id: int, **_: object) -> str:
    """Return the code of the commune a lot belongs to; raises NotFoundError."""
    code = session.scalar(select(LotRow.commune_code).where(LotRow.id == lot_id))
    if code is None:
        raise NotFoundError(what=lot_id)
    return code


@dataclass(frozen=True, kw_only=True, slots=True)
class PillarSummary:
    """A commune's rows of one pillar: how many, how many unchecked too long, how many with nothing on hand."""

    commune_code: str
    pillar: str
    rows: int
    stale: int
    empty: int


def list_pillar_summaries(session: Session, *, scope: str | None, stale_before: date) -> list[PillarSummary]:
    """Return the state of every pillar of every commune within `scope`."""
    stale = func.sum(case((LotRow.checked_on >= stale_before, 0), else_=1))
    empty = func.sum(case((LotRow.on_hand == 0, 1), else_=0))
    query = (
        select(LotRow.commune_code, ResourceTypeRow.pillar, func.count(), stale, empty)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .where(LotRow.closed.is_(False))
        .group_by(LotRow.commune_code, ResourceTypeRow.pillar)
        .order_by(LotRow.commune_code, ResourceTypeRow.pillar)
    )
    if scope is not None:
        query = query.where(LotRow.commune_code == scope)
    return [
        PillarSummary(commune_code=code, pillar=pillar, rows=rows, stale=int(old or 0), empty=int(none or 0))
        for code, pillar, rows, old, none in session.execute(query)
    ]
