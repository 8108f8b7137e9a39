"""A commune asks another for goods; the other gives from its rows or declines, or the province decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.clock import day_of
from core.communes.queries import get_commune
from core.errors import NotFoundError
from core.locking import locked
from core.text import tidy
from core.values import frozen
from inventory.models import LotRow, TransferRequestRow
from inventory.queries.catalogue import get_type, is_retired, standing_type
from inventory.queries.lot_values import Lot
from inventory.queries.lots import list_lots_of_types
from inventory.queries.story import stream_of
from inventory.queries.transfer_requests import asked_of_late
from inventory.rules.details import UnderWarning, keep_under_warning
from inventory.rules.holders import PRIVATE
from inventory.rules.stock import ZERO, check_quantity, free_to_give
from inventory.rules.transfer_requests import (
    ASK_AGAIN_HOURS,
    RequestAnswerError,
    RequestState,
    check_given,
    check_goods,
    check_waiting,
    nearest_giver,
)
from inventory.rules.transfers import check_two_communes, may_go
from inventory.services.keeping import TypeRetiredError
from inventory.services.row_acts import Paper
from inventory.services.transferring import Warned, order, propose

# The minutes on the road to a commune from every other that has a way to it.
Near = Callable[[Session, str], Mapping[str, int]]


@frozen
class Share:
    """So much of one row."""

    lot_id: int
    quantity: Decimal


def spare_of(lot: Lot, warning: UnderWarning | None, now: datetime) -> Decimal:
    """Return how much of a row may go to another commune by consent, nothing of an owner's and of goods past their last day."""
    if lot.holder_kind in PRIVATE or lot.expired_on(day_of(now)):
        return ZERO
    kept = keep_under_warning(lot.keep_on(day_of(now)), lot.balance.on_hand, warning, unit=lot.unit)
    return may_go(free=free_to_give(lot.balance, to_own_commune=True), kept=kept, unit=lot.unit)


def ask(
    session: Session,
    *,
    asker_code: str,
    giver_code: str,
    type_code: str,
    quantity: Decimal,
    reason: str,
    near: Near,
    warned: Warned,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a request; without a giver it goes to the nearest commune that can spare it (NobodyNearError).

    Nothing is promised by asking: the asked commune sees what it has when it answers.
    """
    type_code = standing_type(session, type_code)
    kind = get_type(session, type_code)
    check_goods(kind.category)
    if is_retired(session, type_code):
        raise TypeRetiredError(resource=kind.name)
    check_quantity(quantity, kind.unit)
    giver_code = giver_code or _nearest(
        session, asker_code, type_code, quantity, kind.unit, near, warned, now
    )
    check_two_communes(get_commune(session, giver_code).code, get_commune(session, asker_code).code)
    row = TransferRequestRow(
        asker_code=asker_code,
        giver_code=giver_code,
        type_code=type_code,
        quantity=quantity,
        reason=tidy(reason),
        state=RequestState.ASKED.value,
        asked_at=now,
        asked_by=actor.name,
        given=None,
        answer="",
        settled_at=None,
        settled_by="",
    )
    session.add(row)
    session.flush()
    _note(session, row, "transfer_request.ask", actor, now)
    return row.id


def _nearest(
    session: Session,
    asker_code: str,
    type_code: str,
    quantity: Decimal,
    unit: str,
    near: Near,
    warned: Warned,
    now: datetime,
) -> str:
    by_commune: dict[str, list[Lot]] = {}
    for lot in list_lots_of_types(session, {type_code}):
        by_commune.setdefault(lot.commune_code, []).append(lot)

    def spare(code: str) -> Decimal:
        warning = warned(session, code, now)
        return sum((spare_of(lot, warning, now) for lot in by_commune[code]), ZERO)

    minutes = near(session, asker_code)
    passed = asked_of_late(session, asker_code, type_code, since=now - timedelta(hours=ASK_AGAIN_HOURS))
    return nearest_giver(
        {code: minutes[code] for code in by_commune if code in minutes and code != asker_code},
        passed,
        spare,
        asked=quantity,
        unit=unit,
    )


def give(
    session: Session,
    *,
    request_id: int,
    shares: Sequence[Share],
    answer: str,
    document: str,
    warned: Warned,
    actor: Actor,
    now: datetime,
) -> list[int]:
    """Return the transfers that the asked commune offers; from here on each goes like any other by consent."""
    row, paper = _answered(session, request_id, shares, answer, document)
    common: dict[str, Any] = {"to_code": row.asker_code, "paper": paper, "request_id": row.id}
    made = [
        propose(session, **_of(share), **common, warned=warned, actor=actor, now=now)
        for share in sorted(shares, key=lambda share: share.lot_id)
    ]
    _settled(session, row, RequestState.GIVEN, actor, now)
    return made


def decide(
    session: Session,
    *,
    request_id: int,
    shares: Sequence[Share],
    answer: str,
    document: str,
    actor: Actor,
    now: datetime,
) -> list[int]:
    """Return the transfers by the province's decision: they move at once, whatever the two sides say."""
    row, paper = _answered(session, request_id, shares, answer, document)
    common: dict[str, Any] = {"to_code": row.asker_code, "paper": paper, "request_id": row.id, "place": ""}
    made = [
        order(session, **_of(share), **common, actor=actor, now=now)
        for share in sorted(shares, key=lambda share: share.lot_id)
    ]
    _settled(session, row, RequestState.ORDERED, actor, now)
    return made


def settle_request(
    session: Session,
    *,
    request_id: int,
    state: RequestState,
    actor: Actor,
    now: datetime,
    answer: str = "",
) -> None:
    """End a waiting request without giving anything: declined by the asked commune, who says why, or withdrawn."""
    row = _lock(session, request_id)
    row.answer = tidy(answer)
    if state is RequestState.DECLINED and not row.answer:
        raise RequestAnswerError
    _settled(session, row, state, actor, now)


def _of(share: Share) -> dict[str, Any]:
    return {"lot_id": share.lot_id, "quantity": share.quantity}


def _answered(
    session: Session, request_id: int, shares: Sequence[Share], answer: str, document: str
) -> tuple[TransferRequestRow, Paper]:
    """Return the waiting request and the paper of its transfers; every row must be the giver's and of the asked type."""
    row = _lock(session, request_id)
    type_code = standing_type(session, row.type_code)
    row.given, row.answer = sum((share.quantity for share in shares), ZERO), tidy(answer)
    unit = get_type(session, type_code).unit
    check_given(asked=row.quantity, given=row.given, answer=row.answer, unit=unit)
    wanted = [share.lot_id for share in shares]
    fits = select(LotRow.id).where(
        LotRow.id.in_(wanted), LotRow.commune_code == row.giver_code, LotRow.type_code == type_code
    )
    for lot_id in set(wanted) - set(session.scalars(fits)):
        raise NotFoundError(what=lot_id)
    return row, Paper(document=document, reason=row.reason)


def _lock(session: Session, request_id: int) -> TransferRequestRow:
    query = select(TransferRequestRow).where(TransferRequestRow.id == request_id)
    row = session.scalars(locked(query)).one_or_none()
    if row is None:
        raise NotFoundError(what=request_id)
    check_waiting(row.state)
    return row


def _settled(
    session: Session, row: TransferRequestRow, state: RequestState, actor: Actor, now: datetime
) -> None:
    row.state, row.settled_at, row.settled_by = state.value, now, actor.name
    done = {RequestState.GIVEN: "give", RequestState.ORDERED: "order", RequestState.DECLINED: "decline"}
    _note(session, row, f"transfer_request.{done.get(state, 'withdraw')}", actor, now)


def _note(session: Session, row: TransferRequestRow, action: str, actor: Actor, now: datetime) -> None:
    given = {} if row.given is None else {"given": str(row.given)}
    for code in (row.giver_code, row.asker_code):
        note(
            session,
            stream=stream_of(code),
            at=now,
            actor=actor.login,
            action=action,
            subject=f"transfer_request:{row.id}",
            type=row.type_code,
            quantity=str(row.quantity),
            **given,
            **({"answer": row.answer} if row.answer else {}),
        )
