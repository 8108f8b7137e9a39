"""Draft an order, approve it with a second hand, note the clerk's number."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.clock import day_of
from core.errors import DomainError
from core.locking import locked
from core.values import frozen
from inventory.queries.lot_values import Lot
from inventory.queries.lots import list_lots_by_ids
from inventory.rules.catalogue import Category, LegalForm
from mobilization.models import DispatchRow, IncidentRow, OrderRow
from mobilization.queries.terms import list_competences
from mobilization.rules.authority import (
    MILITIA,
    Issuer,
    Wanted,
    check_can_order,
    check_two_hands,
    issuer_of,
)
from mobilization.rules.clocks import has_term
from mobilization.rules.hazards import FIELDS, Hazard
from mobilization.rules.papers.facts import LegalField
from mobilization.rules.papers.numbering import clerks
from mobilization.rules.proposals import PROPOSALS, WITHDRAWN, ProposalState
from mobilization.rules.states import Mover, State, check_move
from mobilization.services.accepting import event
from mobilization.services.asked_for import give_back, lock_proposals, take_up, turn_down
from mobilization.services.incidents import lock_incident_of, lock_open_incident, stream_of
from mobilization.services.order_seen import DraftChangedError, lock_order, mark_of


class NothingChosenError(DomainError):
    """No reserved resource was chosen for the order."""

    code = "nothing_chosen"


class ManyDonorsError(DomainError):
    """One order calls on one commune; choose lines of one commune."""

    code = "one_commune_an_order"


class OrderPassedError(DomainError):
    """The order is not a draft any more, or its lines are held by another order."""

    code = "order_passed"
    status = 409


class EndBeforeStartError(DomainError):
    """The order would end before it begins."""

    code = "end_before_start"


class OralError(DomainError):
    """Only trưng dụng may be decided by word of mouth, and only what was decided already is noted (điều 6, 26)."""

    code = "oral_only_requisition"


@frozen
class OrderTerms:
    """What the drafter writes; the fields from `failed_ways` on only a requisition needs, and no purchase `until`.

    `prices`: đồng for one unit as agreed with the owner, by dispatch, of a compulsory purchase (điều 15.1 đ, e).
    """

    form: LegalForm
    destination: str
    purpose: str
    commander: str
    arrive_by: datetime
    until: datetime | None = None
    failed_ways: str = ""
    assigned_to: str = ""
    assigned_address: str = ""
    handover_at: datetime | None = None
    handover_place: str = ""
    oral_at: datetime | None = None
    oral_place: str = ""
    pay_by: datetime | None = None
    pay_method: str = ""
    pay_place: str = ""
    prices: Mapping[int, int] = field(default_factory=dict)


def is_disaster(hazard: str, ptds_level: int | None) -> bool:
    """Return whether an incident is a natural disaster, or a civil-defence level is declared."""
    return FIELDS[Hazard(hazard)] is LegalField.NATURAL_DISASTER or ptds_level is not None


def wanted_of(lot: Lot) -> Wanted:
    """Return a lot as the rules of competence look at it."""
    return Wanted(
        resource=lot.resource,
        category=Category(lot.category),
        forms=tuple(LegalForm(form) for form in lot.forms),
        holder_kind=lot.holder_kind,
        commune_code=lot.commune_code,
        place=lot.commune,
        militia=lot.type_code in MILITIA,
    )


def draft_order(
    session: Session,
    *,
    incident_id: int,
    dispatch_ids: Sequence[int],
    terms: OrderTerms,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a draft over reserved resources of one commune; raises the rule's error where unlawful.

    What waits on a tờ trình only the province's order takes up.
    """
    incident = lock_open_incident(session, incident_id)
    asked = lock_proposals(session, dispatch_ids)
    rows = _lock_chosen(session, incident_id, dispatch_ids, asked)
    communes = {row.commune_code for row in rows}
    if len(communes) > 1:
        raise ManyDonorsError
    if has_term(terms.form) and (terms.until is None or terms.until <= terms.arrive_by):
        raise EndBeforeStartError
    if terms.oral_at is not None and (terms.form is not LegalForm.TRUNG_DUNG or terms.oral_at > now):
        raise OralError
    table = list_competences(session)
    issuer = issuer_of(
        terms.form, Issuer(incident.run_by), provincial=actor.is_provincial, on=day_of(now), table=table
    )
    if issuer is not Issuer.PROVINCE and any(row.order_id is not None for row in rows):
        raise OrderPassedError  # what waits for the province goes into no other order meanwhile
    issuer_code = incident.commune_code if issuer is Issuer.COMMUNE else ""
    lots = list_lots_by_ids(session, [row.lot_id for row in rows])
    check_can_order(
        terms.form,
        issuer=issuer,
        issuer_code=issuer_code,
        wanted=[wanted_of(lot) for lot in lots.values()],
        on=day_of(now),
        disaster=is_disaster(incident.hazard, incident.ptds_level),
        table=table,
    )
    order = new_order(incident, terms, donor=communes.pop(), issuer_code=issuer_code, actor=actor, now=now)
    session.add(order)
    session.flush()
    for row in rows:
        row.order_id = order.id
        row.price_dong = terms.prices.get(row.id) if terms.form is LegalForm.TRUNG_MUA else None
        row.version += 1
    take_up(session, asked.values())
    _note(session, order, actor, now, "order.draft")
    return order.id


def _lock_chosen(
    session: Session, incident_id: int, ids: Sequence[int], asked: Collection[int]
) -> Sequence[DispatchRow]:
    """Return the reserved resources chosen, locked, none of them in another paper than what is `asked` for in a tờ trình."""
    chosen = select(DispatchRow).where(
        DispatchRow.incident_id == incident_id, DispatchRow.id.in_(sorted(set(ids)))
    )
    rows = session.scalars(locked(chosen.order_by(DispatchRow.id))).all()
    if not rows:
        raise NothingChosenError
    if any(row.order_id not in {None, *asked} or row.state != State.RESERVED.value for row in rows):
        raise OrderPassedError
    return rows


def new_order(
    incident: IncidentRow, terms: OrderTerms, *, donor: str, issuer_code: str, actor: Actor, now: datetime
) -> OrderRow:
    """Return a new draft, kept by nobody yet; `issuer_code` is empty for an order of the province."""
    return OrderRow(
        incident_id=incident.id,
        form=terms.form.value,
        issuer=(Issuer.COMMUNE if issuer_code else Issuer.PROVINCE).value,
        issuer_code=issuer_code,
        commune_code=donor,
        state="draft",
        destination=terms.destination,
        purpose=terms.purpose,
        commander=terms.commander,
        arrive_by=terms.arrive_by,
        until=terms.until if has_term(terms.form) and terms.until else terms.arrive_by,
        failed_ways=terms.failed_ways,
        assigned_to=terms.assigned_to,
        assigned_address=terms.assigned_address,
        handover_at=terms.handover_at,
        handover_place=terms.handover_place,
        oral_at=terms.oral_at,
        oral_place=terms.oral_place,
        pay_by=terms.pay_by,
        pay_method=terms.pay_method,
        pay_place=terms.pay_place,
        drafted_by_id=actor.user_id,
        drafted_by=actor.name,
        drafted_at=now,
        approved_by="",
        approved_at=None,
        number="",
        dated=None,
        version=1,
    )


def _note(session: Session, order: OrderRow, actor: Actor, now: datetime, action: str) -> None:
    note(
        session,
        stream=stream_of(order.incident_id),
        at=now,
        actor=actor.login,
        action=action,
        subject=str(order.id),
        form=order.form,
        number=order.number,
        dated=order.dated.isoformat() if order.dated else "",
    )


def _lock_in(session: Session, order_id: int, *states: str) -> OrderRow:
    order = lock_order(session, order_id)
    if order.state not in states:
        raise OrderPassedError
    return order


def approve(session: Session, *, order_id: int, actor: Actor, now: datetime, seen: str | None = None) -> int:
    """Approve a draft as its issuer's chairman; its resources are then ordered. Returns how many.

    The drafter can never approve the same paper; with `seen` DraftChangedError where it is not as its reader saw it.
    """
    lock_incident_of(session, order_id)
    order = _lock_in(session, order_id, "draft")
    check_two_hands(order.drafted_by_id, actor.user_id)
    rows = session.scalars(
        locked(select(DispatchRow).where(DispatchRow.order_id == order_id).order_by(DispatchRow.id))
    ).all()
    if not rows:
        raise NothingChosenError
    if seen not in (None, mark_of(order, rows)):
        raise DraftChangedError
    for row in rows:
        move = check_move(State(row.state), State.ORDERED)
        assert move.mover is Mover.APPROVAL
        row.state, row.state_at = State.ORDERED.value, now
        row.version += 1
        session.add(event(row, now=now, happened_at=now, actor=actor, text=""))
    order.state, order.approved_by, order.approved_at = "approved", actor.name, now
    order.version += 1
    _note(session, order, actor, now, "order.approve")
    return len(rows)


def withdraw(session: Session, *, order_id: int, actor: Actor, now: datetime) -> None:
    """Withdraw a draft, or a tờ trình nobody has decided on; its resources stay reserved and can be put into another."""
    lock_incident_of(session, order_id)
    order = _lock_in(session, order_id, "draft", ProposalState.PROPOSED)
    rows = session.scalars(
        locked(select(DispatchRow).where(DispatchRow.order_id == order_id).order_by(DispatchRow.id))
    ).all()
    state = WITHDRAWN if order.state == "draft" else ProposalState.RECALLED.value
    turn_down(session, order, rows, state, reason="", actor=actor, now=now)
    give_back(session, rows)
    _note(session, order, actor, now, "order.withdraw")


def note_number(
    session: Session, *, order_id: int, number: str, dated: date, actor: Actor, now: datetime
) -> None:
    """Note the number and the day the clerk gave to the signed paper."""
    order = _lock_in(session, order_id, "approved", *PROPOSALS)
    register(order, number=number, dated=dated, now=now)
    _note(session, order, actor, now, "order.number")


def register(order: OrderRow, *, number: str, dated: date, now: datetime) -> None:
    """Write the clerk's number and day on an order; raises PaperDateError for a day before it or to come."""
    order.number, order.dated = clerks(
        number, dated, begun=day_of(min(order.drafted_at, order.oral_at or now)), today=day_of(now)
    )
    order.version += 1
