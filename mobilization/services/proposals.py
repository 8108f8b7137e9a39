"""The commune's tờ trình: what it may not take itself it asks the province to requisition or to buy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.communes.models import CommuneRow
from core.documents.paper import Paper
from inventory.queries.lots import list_lots_by_ids
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.orders import order_of
from mobilization.rules.authority import Issuer, NobodyAboveError, OtherAreaError, check_objects
from mobilization.rules.papers.requisition import proposal
from mobilization.rules.states import State
from mobilization.services.incidents import lock_open_incident, stream_of
from mobilization.services.orders import (
    ManyDonorsError,
    NothingChosenError,
    OrderPassedError,
    OrderTerms,
    new_order,
    wanted_of,
)
from mobilization.services.papers import facts_of


def propose_taking(
    session: Session,
    *,
    incident_id: int,
    dispatch_ids: Sequence[int],
    terms: OrderTerms,
    province: str,
    actor: Actor,
    now: datetime,
) -> Paper:
    """Return the tờ trình to the provincial chair on resources held for a commune's incident, and note that it was made.

    Luật 15/2008/QH12 điều 14, 24: only the province decides. Nothing is ordered by it and all stays held. Raises what
    the decision would raise where something lacks or may not be taken.
    """
    incident = lock_open_incident(session, incident_id)
    if incident.run_by != Issuer.COMMUNE:
        raise NobodyAboveError
    held = [
        item
        for item in list_dispatches(session, ids=sorted(set(dispatch_ids)))
        if item.incident_id == incident_id
    ]
    if not held:
        raise NothingChosenError
    if any(item.order_id is not None or item.state is not State.RESERVED for item in held):
        raise OrderPassedError
    donors = {item.commune_code for item in held}
    if len(donors) > 1:
        raise ManyDonorsError
    lots = list_lots_by_ids(session, [item.lot_id for item in held]).values()
    for lot in lots:
        if lot.commune_code != incident.commune_code:
            raise OtherAreaError(place=lot.commune)
    check_objects([wanted_of(lot) for lot in lots], terms.form)
    donor = donors.pop()
    row = new_order(incident, terms, donor=donor, issuer_code=incident.commune_code, actor=actor, now=now)
    order = order_of(row, incident, session.get_one(CommuneRow, donor), None, None)
    facts, _held = facts_of(session, order, province=province, dispatches=held)
    paper = proposal(facts)
    note(
        session,
        stream=stream_of(incident_id),
        at=now,
        actor=actor.login,
        action="order.propose",
        subject=",".join(str(item.id) for item in held),
        form=terms.form.value,
    )
    return paper
