"""The paper that amends an approved order, from what was given up of it and what took its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sqlalchemy.orm import Session

from core.documents.paper import Paper
from core.errors import NotFoundError
from mobilization.queries.dispatches import Dispatch, GivenUp, list_dispatches, list_given_up
from mobilization.queries.order_papers import list_noted_papers
from mobilization.queries.orders import Order, list_orders
from mobilization.rules.papers.amendment import Amended, amendment
from mobilization.rules.papers.facts import OrderFacts
from mobilization.rules.papers.signing import named
from mobilization.rules.states import State
from mobilization.services.paper_numbers import AMENDMENT
from mobilization.services.papers import facts_of

# A paper's own words stay Vietnamese in every language of the pages.
_REASONS = {State.REFUSED: "đơn vị quản lý báo không thực hiện được", State.CANCELLED: "thôi huy động"}
_NONE = Decimal(0)


def amendment_of(
    session: Session, order: Order, facts: OrderFacts, lines: Sequence[Dispatch], *, province: str
) -> Paper:
    """Return the newest amendment of an order; raises NotFoundError while all it calls on stands.

    What an amendment that has its number told is not told again: what was given up since makes the next one.
    """
    noted = [paper for paper in list_noted_papers(session, order.id) if paper.kind == AMENDMENT]
    all_ = list_given_up(session, order.id) if order.state == "approved" else {}
    fresh = {key for key, gone in all_.items() if not noted or gone.entered_at > noted[-1].noted_at}
    told = noted if fresh else noted[:-1]
    since = told[-1].noted_at if told else None
    given_up = {key: gone for key, gone in all_.items() if since is None or gone.entered_at > since}
    paper = _amendment(session, order, facts, lines, given_up, province=province, count=len(told) + 1)
    return paper if fresh or not noted else replace(paper, number=noted[-1].number, dated=noted[-1].dated)


def _amendment(
    session: Session,
    order: Order,
    facts: OrderFacts,
    lines: Sequence[Dispatch],
    given_up: Mapping[int, GivenUp],
    *,
    province: str,
    count: int,
) -> Paper:
    changed = []
    for line, item in zip(facts.lines, lines, strict=True):
        gone = given_up.get(item.id)
        if gone is not None and item.state in _REASONS:
            reason = ": ".join(part for part in (_REASONS[gone.state], gone.note) if part)
            changed.append(Amended(line=line, before=item.quantity, after=_NONE, reason=reason, at=gone.at))
    if not changed:
        raise NotFoundError(what="sua-doi")
    needs = {item.need_id for item in lines if item.id in given_up}
    return amendment(facts, (*changed, *_instead(session, order, needs, province)), count=count)


def _instead(session: Session, order: Order, needs: set[int], province: str) -> list[Amended]:
    """Return what later approved orders of the incident call on for the same needs."""
    found = []
    for later in list_orders(session, order.incident_id):
        if later.state != "approved" or later.id <= order.id or later.approved_at is None:
            continue
        ids = {item.id for item in list_dispatches(session, order_id=later.id) if item.need_id in needs}
        if not ids:
            continue
        facts, lines = facts_of(session, later, province=province)
        found += [
            Amended(
                line=line,
                before=_NONE,
                after=item.quantity,
                reason=f"bổ sung theo {named(facts)}",
                at=later.approved_at,
            )
            for line, item in zip(facts.lines, lines, strict=True)
            if item.id in ids and item.state not in _REASONS
        ]
    return found
