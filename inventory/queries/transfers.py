"""Transfers between communes as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Result, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.together import Question
from core.values import frozen
from inventory.models import HolderRow, LotDetailRow, LotRow, LotTransferRow, ResourceTypeRow
from inventory.queries.lot_values import Lot
from inventory.rules.transfers import OwnRow, places_of_same_goods

PAGE = 60


@frozen
class Transfer:
    """A quantity on its way from one commune's list to another's."""

    id: int
    lot_id: int
    from_code: str
    from_commune: str
    to_code: str
    to_commune: str
    type_code: str
    resource: str
    mark: str
    unit: str
    quantity: Decimal
    state: str
    document: str
    reason: str
    proposed_at: datetime
    proposed_by: str
    settled_at: datetime | None
    settled_by: str
    to_lot_id: int | None
    received: Decimal | None
    answer: str
    expires_on: date | None
    request_id: int | None


def _transfers(scope: str | None) -> Select[*tuple[Any, ...]]:
    giver, taker = aliased(CommuneRow), aliased(CommuneRow)
    query = (
        select(
            LotTransferRow,
            LotRow.mark,
            LotDetailRow.expires_on,
            ResourceTypeRow,
            giver.name,
            giver.kind,
            taker.name,
            taker.kind,
        )
        .join(LotRow, LotRow.id == LotTransferRow.lot_id)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(giver, giver.code == LotTransferRow.from_code)
        .join(taker, taker.code == LotTransferRow.to_code)
    )
    if scope is not None:
        query = query.where(or_(LotTransferRow.from_code == scope, LotTransferRow.to_code == scope))
    return query


def list_transfers(
    session: Session, *, scope: str | None, page: int = 1, size: int = PAGE
) -> tuple[list[Transfer], bool]:
    """Return a page of the transfers a commune gives or gets (of all where `scope` is None) and whether there are more.

    Those that wait come first, then the newest.
    """
    waiting = case((LotTransferRow.state == "proposed", 0), else_=1)
    query = _transfers(scope).order_by(waiting, LotTransferRow.id.desc())
    found = _values(session, query.limit(size + 1).offset((page - 1) * size))
    return found[:size], len(found) > size


def list_transfers_after(
    session: Session, *, scope: str | None, after: int, limit: int, state: str = ""
) -> tuple[list[Transfer], int | None]:
    """Return transfers by number behind number `after`, and the number to go on from, None at the end."""
    query = _transfers(scope).where(LotTransferRow.id > after)
    if state:
        query = query.where(LotTransferRow.state == state)
    found = _values(session, query.order_by(LotTransferRow.id).limit(limit + 1))
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def get_transfer(session: Session, transfer_id: int) -> Transfer:
    """Return one transfer; raises NotFoundError."""
    found = _values(session, _transfers(None).where(LotTransferRow.id == transfer_id))
    if not found:
        raise NotFoundError(what=transfer_id)
    return found[0]


def _values(session: Session, query: Select[*tuple[Any, ...]]) -> list[Transfer]:
    return [
        Transfer(
            id=row.id,
            lot_id=row.lot_id,
            from_code=row.from_code,
            from_commune=f"{KIND_TITLES[giver_kind]} {giver_name}",
            to_code=row.to_code,
            to_commune=f"{KIND_TITLES[taker_kind]} {taker_name}",
            type_code=kind.code,
            resource=kind.name,
            mark=mark,
            unit=kind.unit,
            quantity=row.quantity,
            state=row.state,
            document=row.document,
            reason=row.reason,
            proposed_at=row.proposed_at,
            proposed_by=row.proposed_by,
            settled_at=row.settled_at,
            settled_by=row.settled_by,
            to_lot_id=row.to_lot_id,
            received=row.received,
            answer=row.answer,
            expires_on=expires_on,
            request_id=row.request_id,
        )
        for row, mark, expires_on, kind, giver_name, giver_kind, taker_name, taker_kind in session.execute(
            query
        )
    ]


def places_for(session: Session, coming: Sequence[tuple[str, Lot | Transfer]]) -> list[list[str]]:
    """Return, for each goods that come to a commune, where its own committee has the same, in the places' order."""
    query = (
        select(LotRow.commune_code, LotRow.type_code, LotRow.mark, LotRow.place, LotDetailRow.expires_on)
        .join(HolderRow, HolderRow.id == LotRow.holder_id)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .where(
            LotRow.commune_code.in_({code for code, _goods in coming}),
            LotRow.type_code.in_({goods.type_code for _code, goods in coming}),
            LotRow.closed.is_(False),
            HolderRow.kind == "commune",
        )
        .order_by(LotRow.place, LotRow.id)
    )
    rows = [OwnRow(**row._mapping) for row in session.execute(query)] if coming else []
    return [
        places_of_same_goods(
            rows,
            commune_code=code,
            type_code=goods.type_code,
            mark=goods.mark,
            expires_on=goods.expires_on,
        )
        for code, goods in coming
    ]


def waiting_transfers(to_code: str) -> Question[int]:
    """Return the question how many transfers wait for a commune to receive them."""
    query = select(func.count()).where(LotTransferRow.to_code == to_code, LotTransferRow.state == "proposed")
    return Question(query, lambda rows: int(rows.scalar_one()))


@frozen
class Answered:
    """How many of a commune's transfers ended of late: offers declined or taken in part, and the province's decisions."""

    declined: int
    ordered: int


def answered_transfers(code: str, since: datetime) -> Question[Answered]:
    """Return the question what became, since a moment, of what a commune offered, and what the province decided."""
    row = LotTransferRow
    declined = or_(row.state == "declined", and_(row.state == "received", row.received < row.quantity))
    query = select(
        func.count(case((and_(row.from_code == code, declined), 1))),
        func.count(case((row.state == "ordered", 1))),
    ).where(row.settled_at >= since, or_(row.from_code == code, row.to_code == code))

    def of(rows: Result[*tuple[Any, ...]]) -> Answered:
        ended = rows.one()
        return Answered(declined=ended[0], ordered=ended[1])

    return Question(query, of)


def _side(session: Session, transfer_id: int, side: str) -> str:
    row = session.get(LotTransferRow, transfer_id)
    if row is None:
        raise NotFoundError(what=transfer_id)
    return row.to_code if side == "to" else row.from_code


def receiver_of_transfer(session: Session, *, transfer_id: int, **_: object) -> str:
    """Return the code of the commune that is to receive; raises NotFoundError."""
    return _side(session, transfer_id, "to")


def giver_of_transfer(session: Session, *, transfer_id: int, **_: object) -> str:
    """Return the code of the commune that gives; raises NotFoundError."""
    return _side(session, transfer_id, "from")
