"""The numbers and days the clerk gave to papers that follow an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mobilization.models import DispatchEventRow, DispatchRow, OrderPaperRow
from mobilization.rules.states import GIVEN_UP


@dataclass(frozen=True, kw_only=True, slots=True)
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
    given_up = (
        select(DispatchEventRow.id)
        .join(DispatchRow, DispatchRow.id == DispatchEventRow.dispatch_id)
        .where(
            DispatchRow.order_id == order_id,
            DispatchEventRow.state.in_([state.value for state in GIVEN_UP]),
            DispatchEventRow.entered_at > OrderPaperRow.noted_at,
        )
        .correlate(OrderPaperRow)
        .exists()
    )
    rows = session.execute(
        select(OrderPaperRow, given_up)
        .where(OrderPaperRow.order_id == order_id)
        .order_by(OrderPaperRow.kind, OrderPaperRow.count, OrderPaperRow.id)
    )
    return [
        NotedPaper(
            kind=row.kind,
            count=row.count,
            number=row.number,
            dated=row.dated,
            noted_at=row.noted_at,
            overtaken=overtaken,
        )
        for row, overtaken in rows
    ]
