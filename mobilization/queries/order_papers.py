"""The numbers and days the clerk gave to papers that follow an order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from core.together import Question
from core.values import frozen
from mobilization.models import DispatchEventRow, DispatchRow, OrderPaperRow, OrderRow
from mobilization.rules.states import GIVEN_UP


@frozen
class NotedPaper:
    """A paper by its name in the address; amendments are counted from 1.

    `overtaken`: something of the order was given up after the number was noted.
    """

    kind: str
    count: int
    number: str
    dated: date
    noted_at: datetime
    overtaken: bool


def list_noted_papers(session: Session, order_id: int) -> list[NotedPaper]:
    """Return the numbered papers of an order, by kind and count."""
    return [
        _paper(row, overtaken)
        for row, overtaken in session.execute(_query(OrderPaperRow.order_id == order_id))
    ]


def noted_papers_of(incident_id: int) -> Question[dict[int, list[NotedPaper]]]:
    """Return the question for the numbered papers of an incident's orders by order, by kind and count."""
    orders = select(OrderRow.id).where(OrderRow.incident_id == incident_id)
    return Question(_query(OrderPaperRow.order_id.in_(orders)), _by_order)


def _query(*where: ColumnElement[bool]) -> Select[OrderPaperRow, bool]:
    given_up = (
        select(DispatchEventRow.id)
        .join(DispatchRow, DispatchRow.id == DispatchEventRow.dispatch_id)
        .where(
            DispatchRow.order_id == OrderPaperRow.order_id,
            DispatchEventRow.state.in_([state.value for state in GIVEN_UP]),
            DispatchEventRow.entered_at > OrderPaperRow.noted_at,
        )
        .correlate(OrderPaperRow)
        .exists()
    )
    return (
        select(OrderPaperRow, given_up.label("overtaken"))
        .where(*where)
        .order_by(OrderPaperRow.kind, OrderPaperRow.count, OrderPaperRow.id)
    )


def _by_order(rows: Iterable[Any]) -> dict[int, list[NotedPaper]]:
    found: dict[int, list[NotedPaper]] = {}
    for row, overtaken in rows:
        found.setdefault(row.order_id, []).append(_paper(row, overtaken))
    return found


def _paper(row: OrderPaperRow, overtaken: bool) -> NotedPaper:
    return NotedPaper(
        kind=row.kind,
        count=row.count,
        number=row.number,
        dated=row.dated,
        noted_at=row.noted_at,
        overtaken=overtaken,
    )
