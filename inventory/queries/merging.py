"""What a merge would move, what it moved, and who is under suspicion of being there twice."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.together import Question
from core.values import frozen
from inventory.models import (
    HolderRow,
    LotRow,
    LotTransferRow,
    MergeLineRow,
    MergeRow,
    ResourceTypeRow,
    StockCountLineRow,
    StockCountRow,
)
from inventory.rules.holders import HolderKind
from inventory.rules.merging import Busy
from inventory.rules.transfers import TransferState

SHOWN = 40
COUNTS_NAMED = 5


@frozen
class Meeting:
    """A row that would go, and the row of the same things that stands where it goes (`into` None where there is none)."""

    lot_id: int
    commune: str
    resource: str
    holder: str
    place: str
    mark: str
    unit: str
    on_hand: Decimal
    broken: Decimal
    closed: bool
    into: int | None
    into_on_hand: Decimal | None


@frozen
class Merge:
    """One merge that was made."""

    id: int
    kind: str
    commune_code: str
    source: str
    target: str
    source_name: str
    target_name: str
    reason: str
    rows: int
    made_at: datetime
    made_by: str
    undone_at: datetime | None
    undone_by: str


def of_type(code: str) -> ColumnElement[bool]:
    """Return the condition that a lot is of a type."""
    return LotRow.type_code == code


def of_holder(holder_id: int) -> ColumnElement[bool]:
    """Return the condition that a holder keeps a lot."""
    return LotRow.holder_id == holder_id


def list_meetings(session: Session, source: ColumnElement[bool], target: str | int) -> list[Meeting]:
    """Return every row that would go, closed ones too, each beside the row it meets; `target` is a code or an id."""
    other = aliased(LotRow)
    same_type = other.type_code == (target if isinstance(target, str) else LotRow.type_code)
    same_holder = other.holder_id == (target if isinstance(target, int) else LotRow.holder_id)
    same_thing = and_(
        other.commune_code == LotRow.commune_code,
        same_type,
        same_holder,
        other.place_folded == LotRow.place_folded,
        other.mark == LotRow.mark,
    )
    query = (
        select(LotRow, ResourceTypeRow, HolderRow.name, CommuneRow.kind, CommuneRow.name, other)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .join(CommuneRow, CommuneRow.code == LotRow.commune_code)
        .outerjoin(other, same_thing)
        .where(source)
        .order_by(CommuneRow.position, LotRow.id)
    )
    return [
        Meeting(
            lot_id=lot.id,
            commune=f"{KIND_TITLES[commune_kind]} {commune}",
            resource=kind.name,
            holder=holder,
            place=lot.place,
            mark=lot.mark,
            unit=kind.unit,
            on_hand=lot.on_hand,
            broken=lot.broken,
            closed=lot.closed,
            into=met.id if met else None,
            into_on_hand=met.on_hand if met else None,
        )
        for lot, kind, holder, commune_kind, commune, met in session.execute(query)
    ]


def busy_rows(source: ColumnElement[bool], *, needed: int = 0) -> Question[Busy]:
    """Return the question how many of the rows that would go are promised, being counted, or offered to another commune."""
    ids = select(LotRow.id).where(source)
    promised = select(func.count()).select_from(LotRow).where(source, LotRow.reserved > 0)
    counting = select(func.count()).where(StockCountLineRow.open_lot_id.in_(ids))
    waiting = select(func.count()).where(
        LotTransferRow.lot_id.in_(ids), LotTransferRow.state == TransferState.PROPOSED.value
    )
    parts = {"promised": promised, "counting": counting, "waiting": waiting}
    query = select(*(part.scalar_subquery().label(name) for name, part in parts.items()))
    return Question(query, lambda rows: Busy(**rows.one()._mapping, needed=needed))


def open_counts_over(session: Session, source: ColumnElement[bool]) -> list[str]:
    """Return the open stocktakes over rows that would go, as people call them, the oldest first."""
    query = (
        select(StockCountRow.id, CommuneRow.kind, CommuneRow.name)
        .join(StockCountLineRow, StockCountLineRow.count_id == StockCountRow.id)
        .join(CommuneRow, CommuneRow.code == StockCountRow.commune_code)
        .where(StockCountLineRow.open_lot_id.in_(select(LotRow.id).where(source)))
        .distinct()
        .order_by(StockCountRow.id)
        .limit(COUNTS_NAMED)
    )
    return [f"KK-{number} ({KIND_TITLES[kind]} {name})" for number, kind, name in session.execute(query)]


def list_merges(session: Session, *, kind: str, commune_code: str = "", code: str = "") -> list[Merge]:
    """Return the merges of types (of one, where its code is given), or of a commune's holders, newest first."""
    rows = select(func.count()).where(MergeLineRow.merge_id == MergeRow.id).scalar_subquery()
    query = (
        select(MergeRow, rows)
        .where(MergeRow.kind == kind, MergeRow.commune_code == commune_code)
        .order_by(MergeRow.id.desc())
        .limit(SHOWN)
    )
    if code:
        query = query.where(or_(MergeRow.source == code, MergeRow.target == code))
    return [_merge(row, count) for row, count in session.execute(query)]


def get_merge(session: Session, merge_id: int) -> Merge:
    """Return one merge; raises NotFoundError."""
    row = session.get(MergeRow, merge_id)
    if row is None:
        raise NotFoundError(what=merge_id)
    count = session.scalar(select(func.count()).where(MergeLineRow.merge_id == merge_id)) or 0
    return _merge(row, count)


def _merge(row: MergeRow, rows: int) -> Merge:
    return Merge(
        id=row.id,
        kind=row.kind,
        commune_code=row.commune_code,
        source=row.source,
        target=row.target,
        source_name=row.source_name,
        target_name=row.target_name,
        reason=row.reason,
        rows=rows,
        made_at=row.made_at,
        made_by=row.made_by,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )


def place_of_merge(session: Session, *, merge_id: int, **_: object) -> str:
    """Return the commune whose holders were merged, empty where types were; raises NotFoundError."""
    return get_merge(session, merge_id).commune_code


def commune_of_holder(session: Session, *, holder_id: int, **_: object) -> str:
    """Return the code of the commune a holder belongs to; raises NotFoundError."""
    code = session.scalar(select(HolderRow.commune_code).where(HolderRow.id == holder_id))
    if code is None:
        raise NotFoundError(what=holder_id)
    return code


@frozen
class Keeper:
    """A holder with the number of rows it keeps."""

    id: int
    commune_code: str
    kind: str
    name: str
    folded: str
    phone: str
    address: str
    rows: int


def list_keepers(session: Session, commune_code: str) -> list[Keeper]:
    """Return a commune's holders that were not merged, with their open rows, by id."""
    return _keepers(session, HolderRow.commune_code == commune_code)


def list_keepers_beside(session: Session, holder_id: int) -> list[Keeper]:
    """Return the holders of a holder's commune that were not merged, with their open rows, by id."""
    beside = aliased(HolderRow)
    own = select(beside.commune_code).where(beside.id == holder_id).scalar_subquery()
    return _keepers(session, HolderRow.commune_code == own)


def _keepers(session: Session, where: ColumnElement[bool]) -> list[Keeper]:
    rows = func.count(LotRow.id)
    query = (
        select(HolderRow, rows)
        .outerjoin(LotRow, and_(LotRow.holder_id == HolderRow.id, LotRow.closed.is_(False)))
        .where(where, HolderRow.merged_into.is_(None))
        .group_by(HolderRow.id)
        .order_by(HolderRow.id)
    )
    return [
        Keeper(
            id=row.id,
            commune_code=row.commune_code,
            kind=row.kind,
            name=row.name,
            folded=row.folded,
            phone=row.phone,
            address=row.address,
            rows=count,
        )
        for row, count in session.execute(query)
    ]


def merged_holders() -> Question[dict[tuple[str, str], str]]:
    """Return the question for what tells each merged holder's successor apart, empty for the commune, by commune and old name."""
    now = aliased(HolderRow)
    query = select(HolderRow.commune_code, HolderRow.folded, now.kind, now.folded)
    query = query.join(now, now.id == HolderRow.merged_into)
    return Question(
        query,
        lambda rows: {
            (code, folded): "" if kind == HolderKind.COMMUNE else successor
            for code, folded, kind, successor in rows
        },
    )
