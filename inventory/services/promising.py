"""Promise stock to an incident, send it, take it back. Nothing is ever promised twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, case, or_, select, update
from sqlalchemy.orm import Session

from core.clock import day_of
from core.values import frozen
from inventory.models import LotDetailRow, LotRow
from inventory.queries.lots import get_lot
from inventory.rules.stock import ZERO, Delta, MovementKind, free_to_give, returned, short_of
from inventory.services.ledger import Occasion, Post, post, write_lines


@frozen
class Ask:
    """A quantity of one lot, wanted in its own commune or in another."""

    lot_id: int
    quantity: Decimal
    to_own_commune: bool


def reserve(session: Session, asks: Sequence[Ask], occasion: Occasion) -> None:
    """Promise the asked quantities, all or none; raises NotFreeError naming what is short and what is left."""
    reserve_together(session, [(asks, occasion)])


def reserve_together(session: Session, wanted: Sequence[tuple[Sequence[Ask], Occasion]]) -> None:
    """Promise what is asked on several occasions, all or none, as `reserve` does for one.

    Lots are taken in id order; of one lot, what leaves the commune first, whoever it is for: what stays does not
    count as kept twice.
    The database itself compares and adds in one statement, so two command posts that
    ask at once can never both get the last piece.
    """
    every = [(ask, number) for number, (asks, _) in enumerate(wanted) for ask in asks]
    done: list[list[tuple[LotRow, Post]]] = [[] for _ in wanted]
    for ask, number in sorted(every, key=lambda one: (one[0].lot_id, one[0].to_own_commune)):
        today = day_of(wanted[number][1].at)
        if not take(session, ask, today):
            lot = get_lot(session, ask.lot_id)
            kept = replace(lot.balance, keep=lot.keep_on(today))
            free = ZERO if lot.expired_on(today) else free_to_give(kept, to_own_commune=ask.to_own_commune)
            raise short_of(
                asked=ask.quantity, free=free, resource=lot.resource, unit=lot.unit, place=lot.commune
            )
        row = session.get_one(LotRow, ask.lot_id, populate_existing=True)
        delta = Delta(reserved=ask.quantity)
        done[number].append((row, Post(lot_id=ask.lot_id, kind=MovementKind.RESERVE, delta=delta)))
    for moved, (_asks, occasion) in zip(done, wanted, strict=True):
        write_lines(session, moved, occasion)


def take(session: Session, ask: Ask, today: date) -> bool:
    """Add to a lot's promised quantity where enough is free; return whether it was.

    What must stay is the season's figure where it is higher; goods past their last day are not given.
    """
    assert ask.quantity > 0
    kept = 0 if ask.to_own_commune else _kept(today)
    free = LotRow.on_hand - LotRow.reserved - LotRow.broken - kept
    statement = (
        update(LotRow)
        .where(LotRow.id == ask.lot_id, LotRow.closed.is_(False), free >= ask.quantity, ~_expired(today))
        .values(reserved=LotRow.reserved + ask.quantity)
        .execution_options(synchronize_session=False)
    )
    return session.connection().execute(statement).rowcount == 1


def _kept(today: date) -> ColumnElement[Decimal]:
    """Return `keep_in_force` as the database reckons it."""
    first, last, month = LotDetailRow.season_from, LotDetailRow.season_to, today.month
    in_season = or_(
        and_(first <= last, first <= month, last >= month),
        and_(first > last, or_(first <= month, last >= month)),
    )
    seasonal = (
        select(LotDetailRow.keep_seasonal)
        .where(LotDetailRow.lot_id == LotRow.id, in_season)
        .scalar_subquery()
        .correlate(LotRow)
    )
    return case((seasonal > LotRow.keep, seasonal), else_=LotRow.keep)


def _expired(today: date) -> ColumnElement[bool]:
    past = select(LotDetailRow.lot_id).where(
        LotDetailRow.lot_id == LotRow.id, LotDetailRow.expires_on < today
    )
    return past.correlate(LotRow).exists()


def release(session: Session, *, lot_id: int, quantity: Decimal, occasion: Occasion) -> None:
    """Give up a promise before anything has left."""
    post(session, [Post(lot_id=lot_id, kind=MovementKind.RELEASE, delta=Delta(reserved=-quantity))], occasion)


def issue(session: Session, *, lot_id: int, quantity: Decimal, occasion: Occasion) -> None:
    """Note that a promised quantity has left its place."""
    post(session, [Post(lot_id=lot_id, kind=MovementKind.ISSUE, delta=Delta(away=quantity))], occasion)


def take_back(
    session: Session,
    *,
    lot_id: int,
    sent: Decimal,
    back: Decimal,
    used: Decimal,
    lost: Decimal,
    damaged: Decimal,
    occasion: Occasion,
) -> None:
    """Close what was sent: sent = back + used + lost + damaged, or ReturnError and nothing changes."""
    moves = returned(sent=sent, back=back, used=used, lost=lost, damaged=damaged)
    posts = [Post(lot_id=lot_id, kind=kind, delta=delta) for kind, delta in moves.items()]
    post(session, posts, occasion)
