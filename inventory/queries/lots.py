"""Lots as plain values: a commune's list, one lot, what a plan may draw on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.text import fold
from inventory.models import HolderRow, LotDetailRow, LotRow, ResourceNameRow, ResourceTypeRow
from inventory.rules.details import Season, is_expired, keep_in_force
from inventory.rules.stock import ZERO, Balance

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
    expires_on: date | None
    season: Season | None
    fund: str
    donor: str
    condition: str
    lat: float | None
    lon: float | None

    @property
    def usable(self) -> Decimal:
        """What is there, whole and not away, whatever its last day."""
        return self.balance.on_hand - self.balance.broken - self.balance.away

    def usable_on(self, today: date) -> Decimal:
        """What can serve on a day: nothing of goods past their last day."""
        return ZERO if self.expired_on(today) else self.usable

    def expired_on(self, today: date) -> bool:
        """Whether the goods are past their last day."""
        return is_expired(self.expires_on, today)

    def keep_on(self, today: date) -> Decimal:
        """What must stay for the commune itself on a day, by season."""
        return keep_in_force(self.balance.keep, self.season, today)

    def unverified_days(self, today: date) -> int | None:
        """How many days ago the row was last checked; None where it never was."""
        return (today - self.checked_on).days if self.checked_on else None


LotSelect = Select[LotRow, ResourceTypeRow, HolderRow, str, str, LotDetailRow]


def _query() -> LotSelect:
    return (
        select(LotRow, ResourceTypeRow, HolderRow, CommuneRow.name, CommuneRow.kind, LotDetailRow)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .join(CommuneRow, CommuneRow.code == LotRow.commune_code)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .where(LotRow.closed.is_(False))
    )


def season_of(row: LotDetailRow) -> Season | None:
    """Return the season in which more must stay, or None."""
    if row.season_from is None or row.season_to is None:
        return None
    return Season(keep=row.keep_seasonal, from_month=row.season_from, to_month=row.season_to)


def _lot(
    row: LotRow,
    kind: ResourceTypeRow,
    holder: HolderRow,
    commune: str,
    commune_kind: str,
    more: LotDetailRow | None,
) -> Lot:
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
        expires_on=more.expires_on if more else None,
        season=season_of(more) if more else None,
        fund=more.fund if more else "",
        donor=more.donor if more else "",
        condition=more.condition if more else "",
        lat=more.lat if more else None,
        lon=more.lon if more else None,
    )


def _narrow(
    query: LotSelect,
    *,
    scope: str | None,
    commune_code: str,
    pillar: str,
    search: str,
    type_code: str,
) -> LotSelect:
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
    expired_before: date | None = None,
    page: int = 1,
) -> tuple[list[Lot], bool]:
    """Return one page of lots in catalogue order, and whether more follow; `scope` narrows to one commune.

    Of one type, what expires first stands first. `expired_before` keeps only goods whose last day was before it.
    """
    query = _narrow(
        _query(), scope=scope, commune_code=commune_code, pillar=pillar, search=search, type_code=type_code
    )
    if expired_before is not None:
        query = query.where(LotDetailRow.expires_on < expired_before, LotRow.on_hand > 0)
    if not (scope or commune_code):
        query = query.order_by(CommuneRow.position)
    first_expired = (LotDetailRow.expires_on.is_(None), LotDetailRow.expires_on)
    query = (
        query.order_by(ResourceTypeRow.position, *first_expired, LotRow.id)
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    )
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


def list_labels(session: Session, commune_code: str, place: str) -> tuple[list[str], list[Lot]]:
    """Return a commune's places in order, and the rows that lie in one of them (none where `place` is empty)."""
    own = (LotRow.commune_code == commune_code, LotRow.closed.is_(False))
    places = list(session.scalars(select(LotRow.place).where(*own).distinct().order_by(LotRow.place)))
    query = _query().where(*own, LotRow.place_folded == fold(place))
    rows = session.execute(query.order_by(ResourceTypeRow.position, LotRow.id)) if place else ()
    return places, [_lot(*row) for row in rows]


def commune_of_lot(session: Session, *, lot_id: int, **_: object) -> str:
    """Return the code of the commune a lot belongs to; raises NotFoundError."""
    code = session.scalar(select(LotRow.commune_code).where(LotRow.id == lot_id))
    if code is None:
        raise NotFoundError(what=lot_id)
    return code


@dataclass(frozen=True, kw_only=True, slots=True)
class PillarSummary:
    """A commune's rows of one pillar: how many, how many unchecked too long, how many with nothing on hand.

    `expired` are rows with goods past their last day: they are not usable.
    """

    commune_code: str
    pillar: str
    rows: int
    stale: int
    empty: int
    expired: int


def list_pillar_summaries(
    session: Session, *, scope: str | None, stale_before: date, today: date
) -> list[PillarSummary]:
    """Return the state of every pillar of every commune within `scope`."""
    stale = func.sum(case((LotRow.checked_on >= stale_before, 0), else_=1))
    empty = func.sum(case((LotRow.on_hand == 0, 1), else_=0))
    past = and_(LotDetailRow.expires_on < today, LotRow.on_hand > 0)
    expired = func.sum(case((past, 1), else_=0))
    query = (
        select(LotRow.commune_code, ResourceTypeRow.pillar, func.count(), stale, empty, expired)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .where(LotRow.closed.is_(False))
        .group_by(LotRow.commune_code, ResourceTypeRow.pillar)
        .order_by(LotRow.commune_code, ResourceTypeRow.pillar)
    )
    if scope is not None:
        query = query.where(LotRow.commune_code == scope)
    return [
        PillarSummary(
            commune_code=code,
            pillar=pillar,
            rows=rows,
            stale=int(old or 0),
            empty=int(none or 0),
            expired=int(past_day or 0),
        )
        for code, pillar, rows, old, none, past_day in session.execute(query)
    ]
