"""Transfers between communes: with both sides' consent, or by the province's decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.clock import day_of
from core.communes.queries import get_commune
from core.errors import NotFoundError
from core.locking import locked
from core.numbers import number_text
from core.text import tidy
from core.values import frozen
from inventory.models import LotRow, LotTransferRow
from inventory.queries.catalogue import get_type
from inventory.queries.lots import get_lot
from inventory.queries.story import stream_of
from inventory.queries.transfers import places_for
from inventory.rules.details import UnderWarning, keep_under_warning
from inventory.rules.stock import check_quantity, free_to_give
from inventory.rules.transfer_requests import check_goods
from inventory.rules.transfers import (
    TransferAnswerError,
    TransferState,
    check_in_date,
    check_kept,
    check_open,
    check_public,
    check_received,
    check_two_communes,
    place_of_goods,
)
from inventory.services.keeping import commune_holder, find_lot_row
from inventory.services.ledger import lock_lots
from inventory.services.row_acts import Paper, check_free, hand_over, occasion

# What tells the warning a commune's rows are under at a moment; None is none.
Warned = Callable[[Session, str, datetime], UnderWarning | None]


def propose(
    session: Session,
    *,
    lot_id: int,
    to_code: str,
    quantity: Decimal,
    paper: Paper,
    warned: Warned,
    actor: Actor,
    now: datetime,
    request_id: int | None = None,
) -> int:
    """Return the id of a transfer that the receiving commune is asked to take; nothing moves yet.

    By consent a commune gives no more than what it need not keep, by season and under the warning in force (KeptError);
    the province may decide otherwise. Goods past their last day go nowhere (ExpiredTransferError), an owner's are
    nobody's to give (PrivateGoodsError).
    """
    lot = _giving(session, lot_id, to_code, quantity, now)
    _check_kept(session, lot, quantity, warned, now)
    row = _new(lot, to_code, quantity, paper, actor, now)
    row.request_id = request_id
    session.add(row)
    session.flush()
    _note(session, row, "transfer.propose", actor, now)
    return row.id


def order(
    session: Session,
    *,
    lot_id: int,
    to_code: str,
    quantity: Decimal,
    place: str,
    paper: Paper,
    actor: Actor,
    now: datetime,
    request_id: int | None = None,
) -> int:
    """Return the id of a transfer by the province's decision: it moves at once, whatever the two sides say.

    Without a place the goods join what the receiving committee has of them, as in `receive`.
    """
    target = _target(session, lot_id, to_code, place)
    lot = _giving(session, lot_id, to_code, quantity, now, target)
    row = _new(lot, to_code, quantity, paper, actor, now)
    row.request_id = request_id
    session.add(row)
    session.flush()
    _hand_over(session, row, lot, quantity, target.place, TransferState.ORDERED, actor, now)
    _note(session, row, "transfer.order", actor, now)
    return row.id


def receive(
    session: Session,
    *,
    transfer_id: int,
    place: str,
    warned: Warned,
    actor: Actor,
    now: datetime,
    quantity: Decimal | None = None,
    answer: str = "",
) -> int:
    """Return the receiving commune's row; `quantity` is what really came (None: all), the rest stays the giver's.

    Without a place the goods join what the commune's own committee has of them, where that is one row.

    Raises NotEnoughError or KeptError where the giver no longer has it to give, TransferMoreError,
    TransferAnswerError.
    """
    row = _lock(session, transfer_id)
    check_open(row.state)
    goes = _target(session, row.lot_id, row.to_code, place)
    lot = lock_lots(session, goes.with_giver(row.lot_id))[row.lot_id]
    unit = get_type(session, lot.type_code).unit
    received = row.quantity if quantity is None else check_quantity(quantity, unit)
    row.answer = tidy(answer)
    check_received(offered=row.quantity, received=received, answer=row.answer, unit=unit)
    _check_goes(session, lot.id, now)
    check_free(session, lot, received)
    _check_kept(session, lot, received, warned, now)
    target = _hand_over(session, row, lot, received, goes.place, TransferState.RECEIVED, actor, now)
    _note(session, row, "transfer.receive", actor, now)
    return target


def settle(
    session: Session,
    *,
    transfer_id: int,
    state: TransferState,
    actor: Actor,
    now: datetime,
    answer: str = "",
) -> None:
    """End a waiting transfer without moving anything: declined by the receiver, who says why, or withdrawn."""
    row = _lock(session, transfer_id)
    check_open(row.state)
    row.answer = tidy(answer)
    if state is TransferState.DECLINED and not row.answer:
        raise TransferAnswerError
    _settled(row, state, actor, now)
    _note(session, row, f"transfer.{state}", actor, now)


@frozen
class _Target:
    """Where goods will lie, and the row there that they join, where there is one."""

    place: str
    lot_id: int | None

    def with_giver(self, lot_id: int) -> list[int]:
        """The rows that change, to be locked together: whoever sends goods the other way takes them in the same order."""
        return [lot_id, *([self.lot_id] if self.lot_id else [])]


def _target(session: Session, lot_id: int, to_code: str, place: str) -> _Target:
    lot = get_lot(session, lot_id)
    get_commune(session, to_code)
    place = place_of_goods(tidy(place), places_for(session, [(to_code, lot)])[0])
    met = find_lot_row(
        session,
        commune_code=to_code,
        type_code=lot.type_code,
        holder_id=commune_holder(session, to_code).id,
        place=place,
        mark=lot.mark,
    )
    return _Target(place=place, lot_id=met.id if met else None)


def _giving(
    session: Session,
    lot_id: int,
    to_code: str,
    quantity: Decimal,
    now: datetime,
    target: _Target | None = None,
) -> LotRow:
    lot = lock_lots(session, target.with_giver(lot_id) if target else [lot_id])[lot_id]
    if lot.closed:
        raise NotFoundError(what=lot_id)
    kind = get_type(session, lot.type_code)
    check_goods(kind.category)
    check_quantity(quantity, kind.unit)
    check_two_communes(lot.commune_code, get_commune(session, to_code).code)
    _check_goes(session, lot_id, now)
    check_free(session, lot, quantity)
    return lot


def _check_goes(session: Session, lot_id: int, now: datetime) -> None:
    """Return where a row's things may go to another commune at all: the public's, and in date."""
    seen = get_lot(session, lot_id)
    check_public(seen.holder_kind)
    check_in_date(seen.expires_on, day_of(now))


def _check_kept(session: Session, lot: LotRow, quantity: Decimal, warned: Warned, now: datetime) -> None:
    seen = get_lot(session, lot.id)
    free = free_to_give(seen.balance, to_own_commune=True)
    warning = warned(session, lot.commune_code, now)
    kept = keep_under_warning(seen.keep_on(day_of(now)), seen.balance.on_hand, warning, unit=seen.unit)
    check_kept(quantity=quantity, free=free, kept=kept, unit=seen.unit)


def _new(
    lot: LotRow, to_code: str, quantity: Decimal, paper: Paper, actor: Actor, now: datetime
) -> LotTransferRow:
    return LotTransferRow(
        lot_id=lot.id,
        from_code=lot.commune_code,
        to_code=to_code,
        quantity=quantity,
        state=TransferState.PROPOSED.value,
        document=paper.document,
        reason=paper.reason,
        proposed_at=now,
        proposed_by=actor.name,
        settled_at=None,
        settled_by="",
        to_lot_id=None,
        received=None,
        answer="",
        version=1,
    )


def _lock(session: Session, transfer_id: int) -> LotTransferRow:
    row = session.scalars(
        locked(select(LotTransferRow).where(LotTransferRow.id == transfer_id))
    ).one_or_none()
    if row is None:
        raise NotFoundError(what=transfer_id)
    return row


def _hand_over(
    session: Session,
    row: LotTransferRow,
    lot: LotRow,
    received: Decimal,
    place: str,
    state: TransferState,
    actor: Actor,
    now: datetime,
) -> int:
    less = f"nhận {number_text(received)} trong {number_text(row.quantity)}: {row.answer}"
    short = less if received < row.quantity else ""
    giver, taker = (get_commune(session, code).title for code in (row.from_code, row.to_code))
    told = "; ".join(filter(None, (row.reason, f"{giver} giao {taker}", short)))
    paper = Paper(document=row.document, reason=told[:600])
    row.received = received
    row.to_lot_id = hand_over(
        session,
        row=lot,
        quantity=received,
        holder=commune_holder(session, row.to_code),
        place=place,
        when=occasion("stock.transfer", paper, actor, now),
    )
    _settled(row, state, actor, now)
    return row.to_lot_id


def _settled(row: LotTransferRow, state: TransferState, actor: Actor, now: datetime) -> None:
    row.state, row.settled_at, row.settled_by = state.value, now, actor.name
    row.version += 1


def _note(session: Session, row: LotTransferRow, action: str, actor: Actor, now: datetime) -> None:
    for code in (row.from_code, row.to_code):
        note(
            session,
            stream=stream_of(code),
            at=now,
            actor=actor.login,
            action=action,
            subject=f"transfer:{row.id}",
            lot=row.lot_id,
            quantity=str(row.quantity),
            document=row.document,
            **({"answer": row.answer} if row.answer else {}),
        )
