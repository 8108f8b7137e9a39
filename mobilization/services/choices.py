"""The commander's word on a plan: pin so much of a lot to a need, ban a lot or a holder, take it back."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.errors import DomainError, NotFoundError
from inventory.models import LotRow
from inventory.queries.lots import get_lot
from mobilization.models import NeedRow, PlanChoiceRow
from mobilization.queries.needs import asked_of
from mobilization.queries.substitutes import list_substitutes
from mobilization.services.incidents import lock_open_incident, stream_of


class PinWrongError(DomainError):
    """A pin names a type that cannot stand for its need's, or no whole number of units."""

    code = "pin_wrong"


def _need(session: Session, incident_id: int, need_id: int) -> NeedRow:
    row = session.get(NeedRow, need_id)
    if row is None or row.incident_id != incident_id or row.withdrawn_at is not None:
        raise NotFoundError(what=need_id)
    return row


def pin(
    session: Session,
    *,
    incident_id: int,
    need_id: int,
    lot_id: int,
    quantity: Decimal,
    reason: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a pin: at least `quantity` of the lot go to the need. It replaces an earlier one of the pair."""
    lock_open_incident(session, incident_id)
    need, lot = _need(session, incident_id, need_id), get_lot(session, lot_id)
    fitting = asked_of(need).types(list_substitutes(session, [need.type_code] if need.type_code else []))
    if lot.type_code not in fitting or quantity < 1 or quantity != int(quantity):
        raise PinWrongError
    same = select(PlanChoiceRow).where(
        PlanChoiceRow.incident_id == incident_id,
        PlanChoiceRow.need_id == need_id,
        PlanChoiceRow.lot_id == lot_id,
        PlanChoiceRow.undone_at.is_(None),
    )
    for row in session.scalars(same):
        row.undone_at, row.undone_by = now, actor.name
    return _keep(
        session,
        PlanChoiceRow(
            incident_id=incident_id,
            need_id=need_id,
            lot_id=lot_id,
            holder_id=None,
            kind="pin",
            quantity=quantity,
            reason=reason,
        ),
        actor=actor,
        now=now,
    )


def forbid(
    session: Session,
    *,
    incident_id: int,
    lot_id: int,
    need_id: int | None,
    whole_holder: bool,
    reason: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a ban on a lot, or on everything of its holder; without a need for the whole incident."""
    lock_open_incident(session, incident_id)
    if need_id is not None:
        _need(session, incident_id, need_id)
    lot = session.get(LotRow, lot_id)
    if lot is None:
        raise NotFoundError(what=lot_id)
    row = PlanChoiceRow(
        incident_id=incident_id,
        need_id=need_id,
        lot_id=None if whole_holder else lot_id,
        holder_id=lot.holder_id if whole_holder else None,
        kind="forbid",
        quantity=None,
        reason=reason,
    )
    return _keep(session, row, actor=actor, now=now)


def ask_no_more(
    session: Session, incident_id: int, lot_id: int, *, reason: str, actor: Actor, now: datetime
) -> None:
    """Ban a lot whose holder refused from later plans of an incident, until the post takes that back.

    Without it the next plan would ask the nearest once more, and that is who has just refused.
    """
    standing = select(PlanChoiceRow.id).where(
        PlanChoiceRow.incident_id == incident_id,
        PlanChoiceRow.lot_id == lot_id,
        PlanChoiceRow.kind == "forbid",
        PlanChoiceRow.need_id.is_(None),
        PlanChoiceRow.undone_at.is_(None),
    )
    if session.scalar(standing.limit(1)) is not None:
        return
    row = PlanChoiceRow(
        incident_id=incident_id,
        need_id=None,
        lot_id=lot_id,
        holder_id=None,
        kind="forbid",
        quantity=None,
        reason=reason,
    )
    _keep(session, row, actor=actor, now=now)


def _keep(session: Session, row: PlanChoiceRow, *, actor: Actor, now: datetime) -> int:
    row.made_at, row.made_by, row.undone_at, row.undone_by = now, actor.name, None, ""
    session.add(row)
    session.flush()
    note(
        session,
        stream=stream_of(row.incident_id),
        at=now,
        actor=actor.login,
        action=f"plan.{row.kind}",
        subject=str(row.id),
        need=row.need_id,
        lot=row.lot_id,
        holder=row.holder_id,
        quantity=str(row.quantity or ""),
        reason=row.reason,
    )
    return row.id


def undo(session: Session, *, incident_id: int, choice_id: int, actor: Actor, now: datetime) -> None:
    """Take a pin or a ban back; doing it twice changes nothing."""
    lock_open_incident(session, incident_id)
    row = session.get(PlanChoiceRow, choice_id)
    if row is None or row.incident_id != incident_id:
        raise NotFoundError(what=choice_id)
    if row.undone_at is None:
        row.undone_at, row.undone_by = now, actor.name
        note(
            session,
            stream=stream_of(incident_id),
            at=now,
            actor=actor.login,
            action="plan.choice_undo",
            subject=str(choice_id),
        )
