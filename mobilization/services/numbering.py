"""The clerk's numbers of many papers of one incident, noted from one table: each an act of its own, all of them or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor, Permission
from core.errors import ForbiddenError, NotFoundError, StaleError
from core.values import frozen
from mobilization.queries.order_papers import NotedPaper
from mobilization.queries.orders import Order
from mobilization.rules.papers.numbering import NothingNumberedError, NumberTwiceError, given_twice
from mobilization.rules.proposals import PROPOSALS
from mobilization.rules.rows import each
from mobilization.services.incidents import stream_of
from mobilization.services.order_seen import lock_order
from mobilization.services.orders import note_number
from mobilization.services.paper_numbers import AMENDMENT, EXTENSION, RETURN, amendment_missing, note_paper

# An order and which of its papers: "" is its own.
Key = tuple[int, str]
IN_TABLE = ("", AMENDMENT, EXTENSION, RETURN)


@frozen
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


@frozen
class Lacking:
    """A paper without number or day: the order's own, or the decision of a `kind` after it; amendments have a `count`."""

    order: Order
    kind: str = ""
    count: int = 0

    @property
    def key(self) -> Key:
        """Return what its row in the table is named by."""
        return self.order.id, self.kind


def lacking_papers(
    orders: Sequence[Order],
    *,
    amended: Collection[int],
    noted: Mapping[int, Sequence[NotedPaper]],
    actor: Actor,
) -> list[Lacking]:
    """Return the papers that this person writes number or day of, each order's own first, the oldest order first.

    `amended` are the orders of which something was given up, `noted` their numbered papers. Besides the orders these
    are the decisions that were taken since; minutes and what is paid go into no register before they are signed.
    """
    found = []
    for order in sorted(orders, key=lambda order: (order.approved_at or order.drafted_at, order.id)):
        if lacks_number(order, actor):
            found.append(Lacking(order=order))
        if order.state == "approved" and actor.may(Permission.INCIDENT_RUN, order.issuer_code):
            found += _decisions(order, amended=order.id in amended, noted=noted.get(order.id, ()))
    return found


def _decisions(order: Order, *, amended: bool, noted: Sequence[NotedPaper]) -> list[Lacking]:
    kinds = [paper.kind for paper in noted]
    found = []
    if amended and amendment_missing(noted):
        found.append(Lacking(order=order, kind=AMENDMENT, count=kinds.count(AMENDMENT) + 1))
    taken = {EXTENSION: order.extended_until, RETURN: order.return_decided_at}
    return found + [Lacking(order=order, kind=kind) for kind, at in taken.items() if at and kind not in kinds]


def note_numbers(
    session: Session, *, incident_id: int, given: Mapping[Key, Given], actor: Actor, now: datetime
) -> int:
    """Return of how many papers number and day were noted; raises RowsRefusedError with every row's own refusal."""
    if not given:
        raise NothingNumberedError
    twice = given_twice({key: row.number for key, row in given.items()})
    read: dict[int, int] = {}  # as each order stood before the first of its rows

    def note_one(key: Key, row: Given) -> None:
        order_id, kind = key
        if key in twice:
            raise NumberTwiceError
        order = lock_order(session, order_id)
        if order.incident_id != incident_id or kind not in IN_TABLE:
            raise NotFoundError(what=order_id)
        if not actor.may(Permission.INCIDENT_RUN, order.issuer_code):
            raise ForbiddenError
        if read.setdefault(order_id, order.version) != row.version:
            theirs = {"number": order.number}
            told = facts_of(last_word(session, stream_of(incident_id), str(order_id), "order.%"))
            raise StaleError(yours={"number": row.number}, theirs=theirs, version=order.version, **told)
        if kind:
            note_paper(
                session,
                order_id=order_id,
                kind=kind,
                number=row.number,
                dated=row.dated,
                actor=actor,
                now=now,
            )
        else:
            note_number(session, order_id=order_id, number=row.number, dated=row.dated, actor=actor, now=now)

    return each(given, note_one)
