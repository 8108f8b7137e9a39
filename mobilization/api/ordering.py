"""Orders: draft them on what is held, approve with a second hand, and what is decided about them later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.web.access import current_actor
from core.web.api import NothingSchema, Written, reads, version_seen, write, writes
from core.web.doors import reading, settings
from inventory.schemas.api import AfterSchema
from mobilization.api.blueprint import bp, plain
from mobilization.queries.incidents import commune_of_incident, place_of_incident
from mobilization.queries.log import list_steps_after
from mobilization.queries.orders import (
    donor_of_order,
    get_order,
    issuer_of_order,
    linked_papers,
    list_lines,
    list_orders_after,
)
from mobilization.queries.settlement import find_timed, list_acts
from mobilization.rules.clocks import deadlines_of
from mobilization.schemas.api_ordering import (
    ExtensionWrittenSchema,
    OrderLifeSchema,
    OrderListSchema,
    OrdersAskedSchema,
    OrderWrittenSchema,
    PaperNotedSchema,
    PayLaterWrittenSchema,
    ReturnDecidedSchema,
    StepListSchema,
)
from mobilization.schemas.api_proposals import DeclinedSchema
from mobilization.services import settlement
from mobilization.services.order_seen import lock_order_as_seen, mark_of
from mobilization.services.orders import OrderTerms, approve, draft_order, note_number, withdraw
from mobilization.services.paper_numbers import decide_return_on_paper
from mobilization.services.papers import paper_of, ruling_of
from mobilization.services.sending_back import send_back


def life_of(session: Session, order_id: int) -> dict[str, object]:
    """Return an order with its lines, legal acts and terms, and the mark of its ETag."""
    order = get_order(session, order_id)
    lines = list_lines(session, order)
    timed = find_timed(session, order_id)
    row = ruling_of(session, order, (line.type_code for line in lines))
    moment = now()
    return plain(order) | {
        "mark": mark_of(order, lines),
        "signer": row.signer.value if row else "",
        "consent": row.consent(order.issuer) if row else "",
        "lines": [plain(line) for line in lines],
        "acts": sorted(list_acts(session, order_id).values(), key=lambda act: act.happened_at),
        "deadlines": [
            asdict(item) | {"standing": item.standing(moment)}
            for item in (deadlines_of(timed.times) if timed else ())
        ],
        "linked": linked_papers(order, lines),
        "needed_by": order.needed_by if order.asks else None,
    }


@reads(bp, "/orders", answer=OrderListSchema(), permission=Permission.ORDER_READ, query=OrdersAskedSchema)
def all_orders(after: int, limit: int, state: str) -> Mapping[str, object]:
    """Orders that a commune within reach gives to or issues, by number."""
    scope = current_actor().scope(Permission.ORDER_READ)
    with reading() as session:
        found, following = list_orders_after(session, scope=scope, after=after, limit=limit, state=state)
    return {"orders": [plain(one) for one in found], "next": following}


@reads(
    bp,
    "/orders/<int:order_id>",
    answer=OrderLifeSchema(),
    permission=Permission.ORDER_READ,
    commune_of=donor_of_order,
    version=lambda life: life["mark"],
)
def order(order_id: int) -> Mapping[str, object]:
    """One order with its lines, legal acts and terms; its ETag is what If-Match asks for."""
    with reading() as session:
        return life_of(session, order_id)


@reads(
    bp,
    "/orders/<int:order_id>/steps",
    answer=StepListSchema(),
    permission=Permission.ORDER_READ,
    commune_of=donor_of_order,
    query=AfterSchema,
)
def order_steps(order_id: int, after: int, limit: int) -> Mapping[str, object]:
    """The steps of an order's resources as they were entered: when each really happened, who said so."""
    with reading() as session:
        found, following = list_steps_after(session, order_id=order_id, after=after, limit=limit)
    return {"steps": found, "next": following}


@reads(
    bp,
    "/incidents/<int:incident_id>/steps",
    answer=StepListSchema(),
    permission=Permission.INCIDENT_READ,
    commune_of=place_of_incident,
    query=AfterSchema,
)
def incident_steps(incident_id: int, after: int, limit: int) -> Mapping[str, object]:
    """The steps of an incident's resources as they were entered."""
    with reading() as session:
        found, following = list_steps_after(session, incident_id=incident_id, after=after, limit=limit)
    return {"steps": found, "next": following}


def written(session: Session, order_id: int, status: int = 200) -> Written:
    """Return the answer to an act on an order: its whole life as it stands now."""
    session.flush()
    life = life_of(session, order_id)
    there = url_for("api_incidents.order", order_id=order_id) if status == 201 else ""
    return Written(
        content=life, schema=OrderLifeSchema(), status=status, version=life["mark"], location=there
    )


@writes(
    bp,
    "POST",
    "/incidents/<int:incident_id>/orders",
    answer=OrderLifeSchema(),
    body=OrderWrittenSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
    status=201,
)
def draft(body: dict[str, Any], incident_id: int) -> ResponseReturnValue:
    """Draft an order on held resources of one commune; another person's approval gives it force."""
    ids = body.pop("dispatch_ids")
    prices = {price["dispatch_id"]: price["unit_dong"] for price in body.pop("prices")}

    def work(session: Session, actor: Actor) -> Written:
        terms = OrderTerms(**body, prices=prices)
        made = draft_order(
            session, incident_id=incident_id, dispatch_ids=ids, terms=terms, actor=actor, now=now()
        )
        # The paper is checked for completeness before anything is kept.
        paper_of(session, get_order(session, made), province=settings().province_name)
        return written(session, made, 201)

    return write(work)


def _act(order_id: int, act: Callable[..., object], **said: Any) -> ResponseReturnValue:
    seen = version_seen()

    def work(session: Session, actor: Actor) -> Written:
        lock_order_as_seen(session, order_id=order_id, seen=seen)
        act(session, order_id=order_id, actor=actor, now=now(), **said)
        return written(session, order_id)

    return write(work)


@writes(
    bp,
    "POST",
    "/orders/<int:order_id>/approval",
    answer=OrderLifeSchema(),
    body=NothingSchema,
    permission=Permission.ORDER_APPROVE,
    commune_of=issuer_of_order,
    seen=True,
)
def approve_order(_body: dict[str, Any], order_id: int) -> ResponseReturnValue:
    """Approve a draft as its issuer's chairman, as it was read; never by the one who drafted it."""
    return _act(order_id, approve)


@writes(
    bp,
    "POST",
    "/orders/<int:order_id>/refusal",
    answer=OrderLifeSchema(),
    body=DeclinedSchema,
    permission=Permission.ORDER_APPROVE,
    commune_of=issuer_of_order,
    seen=True,
)
def send_back_order(body: dict[str, Any], order_id: int) -> ResponseReturnValue:
    """Send a draft back to be put right, as it was read, and say what; its resources stay held."""
    return _act(order_id, send_back, **body)


@writes(
    bp,
    "POST",
    "/orders/<int:order_id>/withdrawal",
    answer=OrderLifeSchema(),
    body=NothingSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=issuer_of_order,
    seen=True,
)
def withdraw_order(_body: dict[str, Any], order_id: int) -> ResponseReturnValue:
    """Withdraw a draft; its resources stay held."""
    return _act(order_id, withdraw)


@writes(
    bp,
    "POST",
    "/orders/<int:order_id>/number",
    answer=OrderLifeSchema(),
    body=PaperNotedSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=issuer_of_order,
    seen=True,
)
def number_order(body: dict[str, Any], order_id: int) -> ResponseReturnValue:
    """Note the number and the day the clerk gave to the signed paper."""
    return _act(order_id, note_number, **body)


@writes(
    bp,
    "POST",
    "/orders/<int:order_id>/confirmation",
    answer=OrderLifeSchema(),
    body=PaperNotedSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=issuer_of_order,
    seen=True,
)
def confirm_order(body: dict[str, Any], order_id: int) -> ResponseReturnValue:
    """Note the written confirmation of a requisition decided by word of mouth."""
    return _act(order_id, settlement.confirm, **body)


@writes(
    bp,
    "POST",
    "/orders/<int:order_id>/extension",
    answer=OrderLifeSchema(),
    body=ExtensionWrittenSchema,
    permission=Permission.ORDER_APPROVE,
    commune_of=issuer_of_order,
    seen=True,
)
def extend_order(body: dict[str, Any], order_id: int) -> ResponseReturnValue:
    """Extend the term as the issuer's chairman; what is at work is marked as extended."""
    return _act(order_id, settlement.extend, **body)


@writes(
    bp,
    "POST",
    "/orders/<int:order_id>/return-decision",
    answer=OrderLifeSchema(),
    body=ReturnDecidedSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=issuer_of_order,
    seen=True,
)
def decide_return(body: dict[str, Any], order_id: int) -> ResponseReturnValue:
    """Note the return decision."""
    return _act(order_id, decide_return_on_paper, **body)


@writes(
    bp,
    "POST",
    "/orders/<int:order_id>/payment-extension",
    answer=OrderLifeSchema(),
    body=PayLaterWrittenSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=issuer_of_order,
    seen=True,
)
def extend_payment(body: dict[str, Any], order_id: int) -> ResponseReturnValue:
    """Extend the term for payment once, for the reason told to the owner."""
    return _act(order_id, settlement.extend_payment, **body)
