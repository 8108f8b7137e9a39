"""The numbers and days the clerk gave to papers that follow an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mobilization.models import OrderPaperRow


@dataclass(frozen=True, kw_only=True, slots=True)
class NotedPaper:
    """A paper by its name in the address; amendments are counted from 1."""

    kind: str
    count: int
    number: str
    dated: date
    noted_at: datetime


def list_noted_papers(session: Session, order_id: int) -> list[NotedPaper]:
    """Return the numbered papers of an order, by kind and count."""
    rows = session.scalars(
        select(OrderPaperRow)
        .where(OrderPaperRow.order_id == order_id)
        .order_by(OrderPaperRow.kind, OrderPaperRow.count, OrderPaperRow.id)
    )
    return [
        NotedPaper(kind=row.kind, count=row.count, number=row.number, dated=row.dated, noted_at=row.noted_at)
        for row in rows
    ]
