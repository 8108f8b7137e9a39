"""Mark where a resource stands, from the order to its return."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor, Permission
from core.audit.services import note
from core.errors import DomainError, ForbiddenError, NotFoundError, StaleError
from core.locking import locked
from core.values import frozen
from inventory.queries.lots import list_lots_by_ids
from inventory.rules.stock import ZERO, returned
from inventory.rules.used_up import check_handed_out
from inventory.services.ledger import Occasion, lock_lots
from inventory.services.promising import issue, release, take_back
from mobilization.models import DispatchEventRow, DispatchRow, IncidentRow, OrderRow
from mobilization.rules.journal import FutureError
from mobilization.rules.rows import each
from mobilization.rules.states import Effect, Mover, State, check_move, may_move, parted
from mobilization.services.accepting import event
from mobilization.services.choices import ask_no_more
from mobilization.services.incidents import IncidentClosedError, lock_drills_of, stream_of
from mobilization.services.unpaid import check_paid


class NothingTickedError(DomainError):
    """No resource was ticked."""

    code = "nothing_ticked"


@frozen
class Came:
    """What came back of what was sent: back + used + lost + damaged = sent."""

    back: Decimal = ZERO
    used: Decimal = ZERO
    lost: Decimal = ZERO
    damaged: Decimal = ZERO


def mark(
    session: Session,
    *,
    dispatch_id: int,
    to: State,
    happened_at: datetime,
    text: str,
    came: Came | None,
    actor: Actor,
    now: datetime,
    version: int | None = None,
    part: Decimal | None = None,
) -> None:
    """Take a dispatch one lawful step further, with what the step does to the stock.

    With `part` only so much of it: that part becomes a dispatch of its own, the rest stays where it is.
    Raises MoveError for a step that is not lawful now, ForbiddenError for one that is another side's to make,
    ReturnError where a return does not add up, PartError for no such part; with `version` StaleError where it is no
    longer as the caller saw it.
    """
    row = _locked(session, dispatch_id)
    if version not in (None, row.version):
        told = facts_of(last_word(session, stream_of(row.incident_id), str(row.id), "dispatch.%"))
        raise StaleError(yours={"to": to.value}, theirs={"state": row.state}, version=row.version, **told)
    move = check_move(State(row.state), to)
    incident = session.get_one(IncidentRow, row.incident_id)
    check_mover(move.mover, row.commune_code, incident, actor)
    _check_time(incident, happened_at, now)
    if to is State.SETTLED:
        check_paid(session, row)
    _check_used(session, row, came)
    if part not in (None, row.quantity):
        row = _split(session, row, part, to)
    order = session.get(OrderRow, row.order_id) if row.order_id else None
    occasion = Occasion(
        actor=actor,
        at=now,
        action=f"dispatch.{to.value}",
        reason=incident.title,
        document=order.number if order else "",
        batch=f"incident:{row.incident_id}",
    )
    if incident.drill:
        _play(row, move.effect, came or Came())
    else:
        _carry_out(session, row, move.effect, came or Came(), occasion)
    _move(row, to, happened_at)
    session.add(event(row, now=now, happened_at=happened_at, actor=actor, text=text))
    if to is State.REFUSED:
        ask_no_more(session, row.incident_id, row.lot_id, reason=text, actor=actor, now=now)
    note(
        session,
        stream=stream_of(row.incident_id),
        at=now,
        actor=actor.login,
        action=f"dispatch.{to.value}",
        subject=str(row.id),
        happened_at=happened_at.isoformat(),
        **({} if row.id == dispatch_id else {"part_of": dispatch_id, "quantity": str(row.quantity)}),
    )


def _check_used(session: Session, row: DispatchRow, came: Came | None) -> None:
    """Return where what is told to be used up may be: people and works never are."""
    if came and came.used:
        check_handed_out(list_lots_by_ids(session, [row.lot_id])[row.lot_id].category)


def _check_time(incident: IncidentRow, happened_at: datetime, now: datetime) -> None:
    """Raise where a drill is over, or where a step is told before it happened."""
    if incident.drill and incident.closed_at is not None:
        raise IncidentClosedError
    if happened_at > now:
        raise FutureError


def mark_all(session: Session, *, order_id: int, to: State, actor: Actor, now: datetime) -> int:
    """Take the same step with everything of an order that may take it now; returns how many did."""
    mine = session.scalars(select(DispatchRow.id).where(DispatchRow.order_id == order_id)).all()
    going = [row.id for row in hold(session, mine) if may_move(State(row.state), to)]
    for dispatch_id in going:
        mark(
            session, dispatch_id=dispatch_id, to=to, happened_at=now, text="", came=None, actor=actor, now=now
        )
    return len(going)


@frozen
class Ticked:
    """A dispatch as it stood when it was ticked, and what of it did not come back whole."""

    version: int
    used: Decimal = ZERO
    lost: Decimal = ZERO
    damaged: Decimal = ZERO


def mark_ticked(
    session: Session,
    *,
    commune_code: str,
    ticked: Mapping[int, Ticked],
    to: State,
    actor: Actor,
    now: datetime,
) -> int:
    """Return how many dispatches of a commune took the same step; raises RowsRefusedError with each row's own refusal."""
    if not ticked:
        raise NothingTickedError
    rows = {row.id: row for row in hold(session, ticked.keys())}

    def mark_one(dispatch_id: int, said: Ticked) -> None:
        row = rows.get(dispatch_id)
        if row is None or row.commune_code != commune_code:
            raise NotFoundError(what=dispatch_id)
        gone = {"used": said.used, "lost": said.lost, "damaged": said.damaged}
        back = max(ZERO, row.quantity - sum(gone.values(), ZERO))
        came = Came(back=back, **gone) if to is State.RETURNED else None
        mark(
            session,
            dispatch_id=dispatch_id,
            to=to,
            happened_at=now,
            text="",
            came=came,
            actor=actor,
            now=now,
            version=said.version,
        )

    return each(ticked, mark_one)


def hold(session: Session, dispatch_ids: Collection[int]) -> Sequence[DispatchRow]:
    """Return dispatches that one act takes further, locked in the order of their ids, after their drills and lots."""
    lock_drills_of(session, dispatch_ids)
    mine = DispatchRow.id.in_(dispatch_ids)
    lock_lots(session, session.scalars(select(DispatchRow.lot_id).where(mine)).all())
    return session.scalars(locked(select(DispatchRow).where(mine).order_by(DispatchRow.id))).all()


def _move(row: DispatchRow, to: State, happened_at: datetime) -> None:
    if row.state == State.RESERVED:  # given up before its order was approved: the draft goes on without it
        row.order_id = row.price_dong = None
    if to is State.RELEASED:
        row.released_from = row.state
    row.state, row.state_at = to.value, happened_at
    row.version += 1


def _split(session: Session, row: DispatchRow, part: Decimal, to: State) -> DispatchRow:
    """Return a part of a dispatch as one of its own, with the way both went so far; the lot is as before."""
    covers, rest = parted(to, quantity=row.quantity, part=part, covers=row.covers)
    own = {"id", "part_of", "quantity", "covers", "version"}
    same = {
        column.key: getattr(row, column.key) for column in DispatchRow.__table__.c if column.key not in own
    }
    mine = DispatchRow(part_of=row.id, quantity=part, covers=covers, version=1, **same)
    row.quantity, row.covers = row.quantity - part, rest
    row.version += 1
    session.add(mine)
    session.flush()
    before = (
        select(DispatchEventRow).where(DispatchEventRow.dispatch_id == row.id).order_by(DispatchEventRow.id)
    )
    for step in session.scalars(before).all():
        told = {
            column.key: getattr(step, column.key)
            for column in DispatchEventRow.__table__.c
            if column.key not in ("id", "dispatch_id")
        }
        session.add(DispatchEventRow(dispatch_id=mine.id, **told))
        session.flush()
    return mine


def _carry_out(session: Session, row: DispatchRow, effect: Effect, came: Came, occasion: Occasion) -> None:
    """Do to the stock what a step means for it."""
    if effect is Effect.RELEASE:
        release(session, lot_id=row.lot_id, quantity=row.quantity, occasion=occasion)
    elif effect is Effect.ISSUE:
        issue(session, lot_id=row.lot_id, quantity=row.quantity, occasion=occasion)
    elif effect is Effect.RETURN:
        take_back(
            session,
            lot_id=row.lot_id,
            sent=row.quantity,
            back=came.back,
            used=came.used,
            lost=came.lost,
            damaged=came.damaged,
            occasion=occasion,
        )
        row.back, row.used, row.lost, row.damaged = came.back, came.used, came.lost, came.damaged


def _locked(session: Session, dispatch_id: int) -> DispatchRow:
    """Return a dispatch, locked after its drill and its lot; raises NotFoundError."""
    lock_drills_of(session, [dispatch_id])
    lot_id = session.scalar(select(DispatchRow.lot_id).where(DispatchRow.id == dispatch_id))
    if lot_id is None:
        raise NotFoundError(what=dispatch_id)
    lock_lots(session, [lot_id])
    return session.scalars(locked(select(DispatchRow).where(DispatchRow.id == dispatch_id))).one()


def _play(row: DispatchRow, effect: Effect, came: Came) -> None:
    """Note a drill's step in the drill alone: the lot is neither read nor written."""
    if effect is Effect.RETURN:
        returned(sent=row.quantity, back=came.back, used=came.used, lost=came.lost, damaged=came.damaged)
        row.back, row.used, row.lost, row.damaged = came.back, came.used, came.lost, came.damaged


def check_mover(mover: Mover, donor_code: str, incident: IncidentRow, actor: Actor) -> None:
    """Return where this person may make this step; raises ForbiddenError.

    The holder's side is the donor commune, or the province which marks by telephone for a holder without an account.
    """
    runs_it = actor.may(
        Permission.INCIDENT_RUN, incident.commune_code if incident.run_by == "commune" else ""
    )
    if mover is Mover.COMMAND:
        allowed = runs_it
    elif mover is Mover.HOLDER:
        allowed = actor.may(Permission.DISPATCH_MARK, donor_code)
    else:
        allowed = False
    if not allowed:
        raise ForbiddenError
