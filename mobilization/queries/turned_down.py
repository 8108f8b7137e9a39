"""Papers that came to nothing while what they called on is still held, and what holders refused and nobody replaced."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select, union_all
from sqlalchemy.orm import aliased

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.together import Question
from core.values import frozen
from inventory.models import LotRow, ResourceTypeRow
from mobilization.models import (
    DispatchEventRow,
    DispatchRow,
    IncidentRow,
    NeedRow,
    OfferRow,
    OrderActRow,
    OrderRow,
    PlanRow,
    ProposalLineRow,
)
from mobilization.queries.serving import served
from mobilization.rules.offers import COVERING
from mobilization.rules.proposals import SENT_BACK, TURNED_DOWN
from mobilization.rules.states import State


@frozen
class TurnedDown:
    """A paper that was sent back, declined or withdrawn, by whom, when and why, and how many resources still wait.

    `asked_for` is the tờ trình that waits on a decision which was sent back or withdrawn.
    """

    order_id: int
    incident_id: int
    incident: str
    drill: bool
    form: str
    commune_code: str
    commune: str
    state: str
    reason: str
    by: str
    at: datetime
    waiting: int
    asked_for: int | None


def turned_down(
    *, issuer_code: str | None = None, incident_id: int | None = None
) -> Question[list[TurnedDown]]:
    """Return the question for the papers of one issuer ("" the province), or of one incident, whose resources still wait.

    A paper stands until each of its resources is in another paper, is given up, or was in a paper turned down since.
    """
    act, called = aliased(OrderActRow), _called_on(incident_id)
    query = (
        select(OrderRow, IncidentRow, CommuneRow, act, func.count(called.c.id), func.max(called.c.asked_for))
        .join(called, called.c.order_id == OrderRow.id)
        .join(act, and_(act.order_id == OrderRow.id, act.kind == OrderRow.state))
        .join(IncidentRow, IncidentRow.id == OrderRow.incident_id)
        .join(CommuneRow, CommuneRow.code == OrderRow.commune_code)
        .where(
            OrderRow.state.in_(TURNED_DOWN),
            IncidentRow.closed_at.is_(None),
            # A decision that went back leaves its things with the tờ trình it was on, which is older than it.
            or_(called.c.asked_for.is_(None), called.c.asked_for < OrderRow.id),
            ~_turned_down_since(act, called),
        )
        .group_by(OrderRow.id, IncidentRow.id, CommuneRow.code, act.id)
        .order_by(act.id.desc())
    )
    if issuer_code is not None:
        query = query.where(OrderRow.issuer_code == issuer_code)
    return Question(query, lambda rows: [_turned_down(*row) for row in rows])


def _called_on(incident_id: int | None) -> Subquery:
    """Return what is held and in no order, with the tờ trình it may wait on, by each paper that called on it.

    Of a draft that went back before its lines were kept: all that of its commune, unless a newer paper is there. Both
    begin with what is held, of which there is little at any time: papers and what they called on stay for ever.
    """
    held = (
        DispatchRow.state == State.RESERVED.value,
        or_(DispatchRow.order_id.is_(None), DispatchRow.order_id == DispatchRow.proposal_id),
        *(() if incident_id is None else (DispatchRow.incident_id == incident_id,)),
    )
    running = select(IncidentRow.id).where(IncidentRow.closed_at.is_(None))
    line, paper, newer = ProposalLineRow, aliased(OrderRow), aliased(OrderRow)
    asked_for = DispatchRow.order_id.label("asked_for")
    kept = (
        select(line.order_id, DispatchRow.id, asked_for)
        .join(DispatchRow, DispatchRow.id == line.dispatch_id)
        .where(*held)
    )
    there = (
        select(paper.id, DispatchRow.id, asked_for)
        .join(
            paper,
            and_(
                paper.incident_id == DispatchRow.incident_id, paper.commune_code == DispatchRow.commune_code
            ),
        )
        .where(
            *held,
            paper.state == SENT_BACK,
            paper.incident_id.in_(running),
            ~select(line.id).where(line.order_id == paper.id).exists(),
            ~select(newer.id)
            .where(
                newer.incident_id == paper.incident_id,
                newer.commune_code == paper.commune_code,
                newer.id > paper.id,
            )
            .exists(),
        )
    )
    return union_all(kept, there).subquery()


def _turned_down_since(act: type[OrderActRow], called: Subquery) -> ColumnElement[bool]:
    """Return whether a resource was in another paper that was turned down after this one."""
    later, other = aliased(OrderActRow), aliased(ProposalLineRow)
    return (
        select(later.id)
        .join(other, other.order_id == later.order_id)
        .where(other.dispatch_id == called.c.id, later.id > act.id)
        .correlate(act, called)
        .exists()
    )


def _turned_down(
    order: OrderRow,
    incident: IncidentRow,
    commune: CommuneRow,
    act: OrderActRow,
    waiting: int,
    asked_for: int | None,
) -> TurnedDown:
    return TurnedDown(
        order_id=order.id,
        incident_id=incident.id,
        incident=incident.title,
        drill=incident.drill,
        form=order.form,
        commune_code=order.commune_code,
        commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
        state=order.state,
        reason=act.text,
        by=act.actor,
        at=act.happened_at,
        waiting=waiting,
        asked_for=asked_for,
    )


@frozen
class Unreplaced:
    """A resource whose holder refused, for a need that lacks something since and has no newer plan; the reason given."""

    incident_id: int
    incident: str
    drill: bool
    resource: str
    commune: str
    reason: str


def unreplaced(*, run_for: str) -> Question[list[Unreplaced]]:
    """Return the question for what was refused in the running incidents of one post ("" the province), newest first."""
    mine = (
        and_(IncidentRow.run_by == "commune", IncidentRow.commune_code == run_for)
        if run_for
        else IncidentRow.run_by == "province"
    )
    gone = aliased(DispatchRow)
    newer = select(PlanRow.id).where(
        PlanRow.incident_id == IncidentRow.id, PlanRow.made_at > DispatchEventRow.entered_at
    )
    query: Select[IncidentRow, str, CommuneRow, str] = (
        select(IncidentRow, ResourceTypeRow.name, CommuneRow, DispatchEventRow.note)
        .join(gone, gone.id == DispatchEventRow.dispatch_id)
        .join(IncidentRow, IncidentRow.id == gone.incident_id)
        .join(NeedRow, NeedRow.id == gone.need_id)
        .join(LotRow, LotRow.id == gone.lot_id)
        .join(ResourceTypeRow, ResourceTypeRow.code == LotRow.type_code)
        .join(CommuneRow, CommuneRow.code == gone.commune_code)
        .where(
            mine,
            IncidentRow.closed_at.is_(None),
            gone.state == State.REFUSED.value,
            DispatchEventRow.state == State.REFUSED.value,
            NeedRow.withdrawn_at.is_(None),
            ~newer.correlate(IncidentRow, DispatchEventRow).exists(),
            NeedRow.quantity > _met(),
        )
        .order_by(DispatchEventRow.id.desc())
    )
    return Question(
        query,
        lambda rows: [
            Unreplaced(
                incident_id=incident.id,
                incident=incident.title,
                drill=incident.drill,
                resource=resource,
                commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
                reason=reason,
            )
            for incident, resource, commune, reason in rows
        ],
    )


def _met() -> ColumnElement[Decimal]:
    """Return what serves the need of a row: its dispatches, and what was accepted from outside."""
    kind = NeedRow.quantity.type
    own = (
        select(func.coalesce(func.sum(served(DispatchRow.covers), type_=kind), 0, type_=kind))
        .where(DispatchRow.need_id == NeedRow.id)
        .correlate(NeedRow, IncidentRow)
        .scalar_subquery()
    )
    given = (
        select(
            func.coalesce(
                func.sum(func.coalesce(OfferRow.covers, OfferRow.quantity), type_=kind), 0, type_=kind
            )
        )
        .where(OfferRow.need_id == NeedRow.id, OfferRow.state.in_(COVERING))
        .correlate(NeedRow)
        .scalar_subquery()
    )
    return own + given
