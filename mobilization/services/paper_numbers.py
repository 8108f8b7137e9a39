"""Note the clerk's number and day of a paper that goes with an order: slip, minutes, extension, return, payment and more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import day_of
from core.errors import NotFoundError
from mobilization.models import OrderPaperRow
from mobilization.queries.dispatches import list_given_up
from mobilization.queries.order_papers import NotedPaper
from mobilization.queries.settlement import Timed
from mobilization.rules.papers.numbering import clerks
from mobilization.services.settlement import decide_return, lock_approved, note_order

EXTENSION, RETURN, LOSS, PAYMENT, AMENDMENT = (
    "gia-han",
    "quyet-dinh-hoan-tra",
    "thiet-hai",
    "chi-tra",
    "sua-doi",
)
SLIP, HANDED, GIVEN_BACK = "giay-xac-nhan", "giao-nhan", "hoan-tra"
# Each of these is one paper; amendments are counted.
NUMBERED = (SLIP, HANDED, EXTENSION, RETURN, GIVEN_BACK, LOSS, PAYMENT)


def numbered_kinds(timed: Timed, *, amended: bool) -> list[str]:
    """Return the papers of an order that exist and may carry a number of their own; `amended`: something was given up."""
    there = {
        SLIP: timed.times.oral_at is not None,
        HANDED: timed.handed,
        EXTENSION: timed.times.extended_until is not None,
        RETURN: timed.times.return_decided_at is not None,
        GIVEN_BACK: timed.given_back,
        LOSS: timed.claims > 0,
        PAYMENT: timed.payable > 0,
        AMENDMENT: amended,
    }
    return [kind for kind, is_there in there.items() if is_there]


def amendment_missing(noted: Sequence[NotedPaper]) -> bool:
    """Return whether something was given up of an order, where anything was, that no numbered amendment of it tells."""
    amendments = [paper for paper in noted if paper.kind == AMENDMENT]
    return not amendments or amendments[-1].overtaken


def decide_return_on_paper(
    session: Session,
    *,
    order_id: int,
    number: str,
    actor: Actor,
    now: datetime,
    dated: date | None = None,
    back_at: datetime | None = None,
    back_place: str = "",
) -> None:
    """Note the return decision, when and where the things go back and, where the clerk has given them, the number and day (today without one) of its paper."""
    decide_return(
        session,
        order_id=order_id,
        number=number,
        back_at=back_at,
        back_place=back_place,
        actor=actor,
        now=now,
    )
    if number.strip():
        note_paper(
            session,
            order_id=order_id,
            kind=RETURN,
            number=number,
            dated=dated or day_of(now),
            actor=actor,
            now=now,
        )


def note_paper(
    session: Session, *, order_id: int, kind: str, number: str, dated: date, actor: Actor, now: datetime
) -> None:
    """Keep a paper's number and day, or set them right; what was given up since makes the next amendment.

    `kind` with a count, such as "sua-doi-1", sets the number of that amendment right. Raises NotFoundError where
    there is no such paper, PaperDateError for a day before the order was drafted or to come.
    """
    order, timed = lock_approved(session, order_id)
    given_up = list_given_up(session, order_id).values()
    kind, which = _named(kind)
    if kind not in numbered_kinds(timed, amended=bool(given_up)):
        raise NotFoundError(what=kind)
    number, dated = clerks(
        number, dated, begun=day_of(min(order.drafted_at, order.oral_at or now)), today=day_of(now)
    )
    rows = list(
        session.scalars(
            select(OrderPaperRow)
            .where(OrderPaperRow.order_id == order_id, OrderPaperRow.kind == kind)
            .order_by(OrderPaperRow.count)
        )
    )
    fresh = kind == AMENDMENT and any(
        item.entered_at > row.noted_at for row in rows[-1:] for item in given_up
    )
    if which is not None and not 1 <= which <= len(rows):
        raise NotFoundError(what=kind)
    if which is not None or (rows and not fresh):
        held = rows[-1 if which is None else which - 1]
        held.number, held.dated, held.noted_by = number, dated, actor.name
    else:
        session.add(
            OrderPaperRow(
                order_id=order_id,
                kind=kind,
                count=len(rows) + 1,
                number=number,
                dated=dated,
                noted_by=actor.name,
                noted_at=now,
            )
        )
    order.version += 1
    note_order(session, order, "order.paper", actor, now, paper=kind, number=number, dated=dated.isoformat())


def _named(title: str) -> tuple[str, int | None]:
    """Return a paper's kind and, of an amendment named with its count, the count."""
    kind, _dash, count = title.rpartition("-")
    return (kind, int(count)) if kind == AMENDMENT and count.isdecimal() else (title, None)
