"""The clerk's numbers of many papers of one incident, noted from one table: each an act of its own, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.errors import ForbiddenError, NotFoundError, StaleError
from mobilization.queries.orders import Order
from mobilization.rules.papers.numbering import NothingNumberedError, NumberTwiceError, given_twice
from mobilization.rules.proposals import PROPOSALS
from mobilization.rules.rows import each
from mobilization.services.order_seen import lock_order
from mobilization.services.orders import note_number


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """The number and the day the clerk gave a paper, and its version when the table was read."""

    number: str
    dated: date
    version: int


def lacks_number(order: Order, actor: Actor) -> bool:
    """Return whether this person writes the number or the day that a paper still lacks.

    A requisition by word of mouth gets both with its written confirmation.
    """
    if order.state not in {"approved", *PROPOSALS} or (order.number and order.dated):
        return False
    spoken = order.oral_at is not None and order.state == "approved"
    return not spoken and actor.may(Permission.INCIDENT_RUN, order.issuer_code)


def note_numbers(
    session: Session, *, incident_id: int, given: Mapping[int, Given], actor: Actor, now: datetime
) -> int:
    """Return of how many orders number and day were noted; raises RowsRefusedError with every row's own refusal."""
    if not given:
        raise NothingNumberedError
    twice = given_twice({order_id: row.number for order_id, row in given.items()})

    def note_one(order_id: int, row: Given) -> None:
        if order_id in twice:
            raise NumberTwiceError
        order = lock_order(session, order_id)
        if order.incident_id != incident_id:
            raise NotFoundError(what=order_id)
        if not actor.may(Permission.INCIDENT_RUN, order.issuer_code):
            raise ForbiddenError
        if order.version != row.version:
            theirs = {"number": order.number}
            raise StaleError(yours={"number": row.number}, theirs=theirs, version=order.version)
        note_number(session, order_id=order_id, number=row.number, dated=row.dated, actor=actor, now=now)

    return each(given, note_one)
