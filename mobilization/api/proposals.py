"""A commune's tờ trình: sent to the province, read there, taken up by a decision or declined with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import now
from core.web.access import current_actor, for_province
from core.web.api import Written, reads, version_seen, write, writes
from core.web.doors import reading, settings
from mobilization.api.blueprint import bp, plain
from mobilization.api.ordering import written
from mobilization.queries.incidents import commune_of_incident
from mobilization.queries.orders import (
    get_order,
    list_proposals_after,
)
from mobilization.schemas.api_ordering import OrderLifeSchema
from mobilization.schemas.api_proposals import (
    DeclinedSchema,
    ProposalListSchema,
    ProposalsAskedSchema,
    ProposalWrittenSchema,
)
from mobilization.services.order_seen import lock_order_as_seen
from mobilization.services.orders import OrderTerms
from mobilization.services.papers import paper_of
from mobilization.services.proposals import decline, propose_taking


@reads(
    bp,
    "/proposals",
    answer=ProposalListSchema(),
    permission=Permission.ORDER_READ,
    query=ProposalsAskedSchema,
)
def all_proposals(after: int, limit: int, state: str) -> Mapping[str, object]:
    """Tờ trình of communes within reach, by number; `state=proposed`: those that wait. One is read, recalled, numbered as an order."""
    scope = current_actor().scope(Permission.ORDER_READ)
    with reading() as session:
        found, following = list_proposals_after(session, scope=scope, after=after, limit=limit, state=state)
    return {"proposals": [plain(one) | {"needed_by": one.needed_by} for one in found], "next": following}


@writes(
    bp,
    "POST",
    "/incidents/<int:incident_id>/proposals",
    answer=OrderLifeSchema(),
    body=ProposalWrittenSchema,
    permission=Permission.INCIDENT_RUN,
    commune_of=commune_of_incident,
    status=201,
)
def send_proposal(body: dict[str, Any], incident_id: int) -> ResponseReturnValue:
    """Ask the province to requisition or to buy what a commune holds; the province answers with an order on it."""
    ids = body.pop("dispatch_ids")
    prices = {price["dispatch_id"]: price["unit_dong"] for price in body.pop("prices")}

    def work(session: Session, actor: Actor) -> Written:
        terms = OrderTerms(**body, prices=prices)
        made = propose_taking(
            session, incident_id=incident_id, dispatch_ids=ids, terms=terms, actor=actor, now=now()
        )
        paper_of(session, get_order(session, made), province=settings().province_name)
        return written(session, made, 201)

    return write(work)


@writes(
    bp,
    "POST",
    "/proposals/<int:order_id>/refusal",
    answer=OrderLifeSchema(),
    body=DeclinedSchema,
    permission=Permission.ORDER_APPROVE,
    commune_of=for_province,
    seen=True,
)
def decline_proposal(body: dict[str, Any], order_id: int) -> ResponseReturnValue:
    """Decline a tờ trình as the province's chairman, as it was read, and say why; what it asked for is free again."""
    seen = version_seen()

    def work(session: Session, actor: Actor) -> Written:
        lock_order_as_seen(session, order_id=order_id, seen=seen)
        decline(session, order_id=order_id, actor=actor, now=now(), **body)
        return written(session, order_id)

    return write(work)
