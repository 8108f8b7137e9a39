"""What happens to one row: more comes, some is issued, breaks, is written off, or changes its place or keeper."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import day_of
from core.errors import DomainError, NotFoundError
from core.text import fold, tidy
from core.values import frozen
from inventory.models import HolderRow, LotDetailRow, LotRow
from inventory.queries.catalogue import get_type
from inventory.queries.details import details_of
from inventory.rules.details import ExpiredGoodsError, goes_along, is_expired
from inventory.rules.stock import (
    ZERO,
    CommittedError,
    Delta,
    MovementKind,
    NotEnoughError,
    NothingFreeError,
    check_quantity,
    free_to_give,
)
from inventory.rules.used_up import check_handed_out, check_written_off
from inventory.services.details import carry_details, edit_details
from inventory.services.keeping import chosen_holder, find_lot_row, open_lot
from inventory.services.ledger import Occasion, Post, balance_of, lock_lots, post

KEPT, SEASON = ("keep", "keep_seasonal"), ("season_from", "season_to")


class SamePlaceError(DomainError):
    """The new place and keeper are the present ones."""

    code = "same_place"


@frozen
class Paper:
    """On what ground a row changes: the paper's number and the reason."""

    document: str
    reason: str


def _open_row(session: Session, lot_id: int, quantity: Decimal) -> LotRow:
    row = lock_lots(session, [lot_id])[lot_id]
    if row.closed:
        raise NotFoundError(what=lot_id)
    check_quantity(quantity, get_type(session, row.type_code).unit)
    return row


def _done(row: LotRow, kind: MovementKind, delta: Delta, occasion: Occasion, session: Session) -> None:
    row.version += 1
    post(session, [Post(lot_id=row.id, kind=kind, delta=delta)], occasion)


def receive_more(
    session: Session, *, lot_id: int, quantity: Decimal, paper: Paper, actor: Actor, now: datetime
) -> None:
    """Take more of the same into a row."""
    row = _open_row(session, lot_id, quantity)
    _done(
        row,
        MovementKind.RECEIVE,
        Delta(on_hand=quantity),
        occasion("stock.receive", paper, actor, now),
        session,
    )


def hand_out(
    session: Session, *, lot_id: int, quantity: Decimal, paper: Paper, actor: Actor, now: datetime
) -> None:
    """Issue a quantity that is used up; raises NotEnoughError where it is promised or broken, ExpiredGoodsError.

    People and buildings are not used up (PeopleNotGoodsError, WorksNotGoodsError).
    """
    row = _open_row(session, lot_id, quantity)
    check_handed_out(get_type(session, row.type_code).category)
    last_day = session.scalar(select(LotDetailRow.expires_on).where(LotDetailRow.lot_id == lot_id))
    if is_expired(last_day, day_of(now)):
        raise ExpiredGoodsError(day=last_day)
    check_free(session, row, quantity)
    _done(
        row,
        MovementKind.CONSUME,
        Delta(on_hand=-quantity),
        occasion("stock.hand_out", paper, actor, now),
        session,
    )


def mark_broken(
    session: Session, *, lot_id: int, quantity: Decimal, paper: Paper, actor: Actor, now: datetime
) -> None:
    """Note that so many pieces, whole until now, are broken."""
    row = _open_row(session, lot_id, quantity)
    _done(
        row, MovementKind.ADJUST, Delta(broken=quantity), occasion("stock.broken", paper, actor, now), session
    )


def write_off(
    session: Session, *, lot_id: int, quantity: Decimal, paper: Paper, actor: Actor, now: datetime
) -> None:
    """Strike a quantity off by a decision, the broken pieces first; raises PeopleNotGoodsError."""
    row = _open_row(session, lot_id, quantity)
    check_written_off(get_type(session, row.type_code).category)
    broken = min(quantity, row.broken)
    _done(
        row,
        MovementKind.WRITE_OFF,
        Delta(on_hand=-quantity, broken=-broken),
        occasion("stock.write_off", paper, actor, now),
        session,
    )


def move(
    session: Session,
    *,
    lot_id: int,
    quantity: Decimal,
    holder_id: int | None,
    place: str,
    paper: Paper,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the row that holds the things after they went to another place or keeper of the same commune.

    The whole row keeps its number (and its printed label) unless the other place has a row of these things already.
    """
    seen = session.get(LotRow, lot_id)
    met = seen and _same_things(session, seen, holder_id or seen.holder_id, place)
    lock_lots(session, [lot_id, *([met.id] if met else [])])  # both in order, before the holder
    row = _open_row(session, lot_id, quantity)
    holder = chosen_holder(session, row.commune_code, holder_id or row.holder_id)
    target = _same_things(session, row, holder.id, place)
    if target is not None and target.id == row.id:
        raise SamePlaceError
    came_from = tidy(f"{paper.reason} (từ {row.place or 'nơi cũ'} đến {tidy(place) or holder.name})")
    told = Paper(document=paper.document, reason=came_from)
    if target is None and quantity == row.on_hand:
        if row.reserved:
            raise CommittedError(committed=row.reserved + row.broken, on_hand=row.on_hand)
        row.holder_id, row.place, row.place_folded = holder.id, tidy(place), fold(place)
        _done(row, MovementKind.ADJUST, Delta(), occasion("stock.move", told, actor, now), session)
        return row.id
    when = occasion("stock.move", told, actor, now)
    to_id = hand_over(session, row=row, quantity=quantity, holder=holder, place=place, when=when)
    _keep_along(session, row.id, to_id, quantity, when)
    return to_id


def _keep_along(session: Session, from_id: int, to_id: int, moved: Decimal, when: Occasion) -> None:
    """Let what must stay in the commune go with the things moved within it, as far as the row they left has too few."""
    lots = lock_lots(session, [from_id, to_id])
    left = free_to_give(balance_of(lots[from_id]), to_own_commune=True)
    given, own = details_of(session, from_id), details_of(session, to_id)
    goes = {name: goes_along(cast(Decimal, given[name]), left=left, moved=moved) for name in KEPT}
    if own["keep_seasonal"] and any(own[month] != given[month] for month in SEASON):
        goes["keep_seasonal"] = ZERO  # a row has one season
    for lot_id, said, sign in ((from_id, given, -1), (to_id, own, 1)):
        values = {name: cast(Decimal, said[name]) + sign * goes[name] for name in KEPT}
        months = {month: given[month] if values["keep_seasonal"] else None for month in SEASON}
        edit_details(
            session,
            lot_id=lot_id,
            version=lots[lot_id].version,
            values=said | values | (months if goes["keep_seasonal"] else {}),
            actor=when.actor,
            now=when.at,
        )


def _same_things(session: Session, row: LotRow, holder_id: int, place: str) -> LotRow | None:
    """Return the row for the same things with another keeper or in another place of the commune."""
    return find_lot_row(
        session,
        commune_code=row.commune_code,
        type_code=row.type_code,
        holder_id=holder_id,
        place=place,
        mark=row.mark,
    )


def hand_over(
    session: Session, *, row: LotRow, quantity: Decimal, holder: HolderRow, place: str, when: Occasion
) -> int:
    """Return the row that received a whole, free quantity of a locked one; two lines in the ledger, equal and opposite."""
    check_free(session, row, quantity)
    target = open_lot(
        session,
        commune_code=holder.commune_code,
        type_code=row.type_code,
        holder=holder,
        place=place,
        mark=row.mark,
    )
    if target.version == 0:
        target.checked_on, target.checked_by = row.checked_on, row.checked_by
        target.ready_minutes = row.ready_minutes
    target.version += 1
    row.version += 1
    session.flush()
    empty = target.on_hand == ZERO
    carry_details(session, from_id=row.id, to_id=target.id, empty=empty, actor=when.actor)
    posts = [
        Post(lot_id=row.id, kind=MovementKind.TRANSFER_OUT, delta=Delta(on_hand=-quantity)),
        Post(lot_id=target.id, kind=MovementKind.TRANSFER_IN, delta=Delta(on_hand=quantity)),
    ]
    post(session, posts, when)
    return target.id


def check_free(session: Session, row: LotRow, quantity: Decimal) -> None:
    """Return where a quantity is whole and promised to nobody; raises NotEnoughError."""
    free = free_to_give(balance_of(row), to_own_commune=True)
    if quantity > free:
        kind = get_type(session, row.type_code)
        refusal = NotEnoughError if free > ZERO else NothingFreeError
        raise refusal(asked=quantity, free=free, resource=kind.name, unit=kind.unit)


def occasion(action: str, paper: Paper, actor: Actor, now: datetime) -> Occasion:
    """Return the occasion of an act on a row."""
    return Occasion(actor=actor, at=now, action=action, reason=paper.reason, document=paper.document)
