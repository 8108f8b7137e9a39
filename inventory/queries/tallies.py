"""What each commune has of each type, added up; and the marks that tell when a commune's sums must be added up anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from core.audit.models import AuditStream
from core.audit.services import SYSTEM
from inventory.models import LotDetailRow, LotRow
from inventory.queries.story import stream_of


@dataclass(frozen=True, slots=True)
class Tally:
    """The rows of one type in one commune: how many, how many of them stale, empty or expired, and their sums.

    `usable` leaves out what is broken, away or past its last day. Quantities are in the type's unit.
    """

    commune_code: str
    type_code: str
    rows: int
    stale: int
    empty: int
    expired: int
    on_hand: Decimal
    reserved: Decimal
    away: Decimal
    broken: Decimal
    usable: Decimal


def read_tallies(
    session: Session, communes: Collection[str] | None, *, stale_before: date, today: date
) -> list[Tally]:
    """Return the sums of some communes, or of all where none are named, by commune and type."""
    whole = LotRow.on_hand - LotRow.broken - LotRow.away
    past = and_(LotDetailRow.expires_on < today, LotRow.on_hand > 0)
    columns = (
        func.sum(case((LotRow.checked_on >= stale_before, 0), else_=1)),
        func.sum(case((LotRow.on_hand == 0, 1), else_=0)),
        func.sum(case((past, 1), else_=0)),
        func.sum(LotRow.on_hand),
        func.sum(LotRow.reserved),
        func.sum(LotRow.away),
        func.sum(LotRow.broken),
        func.sum(case((LotDetailRow.expires_on < today, 0 * whole), else_=whole), type_=LotRow.on_hand.type),
    )
    query = (
        select(LotRow.commune_code, LotRow.type_code, func.count(), *columns)
        .outerjoin(LotDetailRow, LotDetailRow.lot_id == LotRow.id)
        .where(LotRow.closed.is_(False))
        .group_by(LotRow.commune_code, LotRow.type_code)
        .order_by(LotRow.commune_code, LotRow.type_code)
    )
    if communes is not None:
        query = query.where(LotRow.commune_code.in_(sorted(communes)))
    return [
        Tally(code, kind, rows, int(stale), int(empty), int(expired), *sums)
        for code, kind, rows, stale, empty, expired, *sums in session.execute(query)
    ]


def list_marks(session: Session) -> dict[str, str]:
    """Return the head of every commune's audit chain and of the system's, by the chain's name.

    No row of stock changes without an entry in its commune's chain, sealed in the same transaction.
    """
    of_stock = or_(AuditStream.name.like(stream_of("%")), AuditStream.name == SYSTEM)
    query = select(AuditStream.name, AuditStream.head).where(of_stock)
    return {row.name: row.head for row in session.execute(query)}


def moved_since(before: Mapping[str, str], marks: Mapping[str, str]) -> set[str]:
    """Return the codes of the communes whose books moved on."""
    return {name.removeprefix(stream_of("")) for name in marks if marks[name] != before.get(name)}
