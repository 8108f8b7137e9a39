"""Rows that were put together: which one holds a row's things now, and whose things a row holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session, aliased

from core.together import Question
from core.values import frozen
from inventory.models import MergeLineRow, MergeRow

MERGES_FOLLOWED = 50  # of one row, one after another


def went_into(session: Session, lot_id: int) -> int | None:
    """Return the row that holds the things of a merged row now, through later merges too, or None."""
    line, later = aliased(MergeLineRow), aliased(MergeLineRow)
    newest = (
        select(func.max(later.id))
        .join(MergeRow, MergeRow.id == later.merge_id)
        .where(later.lot_id == line.lot_id, later.into_lot_id.is_not(None), MergeRow.undone_at.is_(None))
        .correlate(line)
        .scalar_subquery()
    )
    first = select(line.into_lot_id.label("now_in"), literal(1).label("step"))
    path = first.where(line.id == newest, line.lot_id == lot_id).cte("path", recursive=True)
    further = select(line.into_lot_id, path.c.step + 1).join(path, path.c.now_in == line.lot_id)
    path = path.union_all(further.where(line.id == newest, path.c.step < MERGES_FOLLOWED))
    return session.scalar(select(path.c.now_in).order_by(path.c.step.desc()).limit(1))


@frozen
class Absorbed:
    """A row whose things are part of another one now."""

    lot_id: int
    name: str
    at: datetime


def absorbed(lot_id: int) -> Question[list[Absorbed]]:
    """Return the question for the rows that were put together with one, theirs too, newest first."""
    line = MergeLineRow
    step = (
        select(line.id.label("line_id"), line.lot_id, MergeRow.source_name, MergeRow.made_at)
        .join(MergeRow, MergeRow.id == line.merge_id)
        .where(MergeRow.undone_at.is_(None))
    )
    met = step.where(line.into_lot_id == lot_id).cte("absorbed", recursive=True)
    met = met.union(step.join(met, met.c.lot_id == line.into_lot_id))
    query = select(met.c.lot_id, met.c.source_name, met.c.made_at).where(met.c.lot_id != lot_id)
    return Question(query.order_by(met.c.line_id.desc()), lambda rows: _absorbed(rows.all()))


def _absorbed(rows: Sequence[Any]) -> list[Absorbed]:
    """Return each row once, as it was put together last."""
    found: dict[int, Absorbed] = {}
    for lot_id, name, at in rows:
        found.setdefault(lot_id, Absorbed(lot_id=lot_id, name=name, at=at))
    return list(found.values())
