"""Decisions that declared or lifted an incident's civil-defence level, as plain values."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from core.together import Question
from core.values import frozen
from mobilization.models import LevelDecisionRow
from mobilization.rules.levels import LevelAct


@frozen
class LevelDecision:
    """One noted decision."""

    act: LevelAct
    level: int
    number: str
    dated: date
    signer: str
    since: datetime
    noted_by: str
    noted_at: datetime


def level_decisions(incident_id: int) -> Question[list[LevelDecision]]:
    """Return the question for an incident's decisions, the newest first."""
    query = (
        select(LevelDecisionRow)
        .where(LevelDecisionRow.incident_id == incident_id)
        .order_by(LevelDecisionRow.since.desc(), LevelDecisionRow.id.desc())
    )
    return Question(query, lambda rows: [_decision(row) for row in rows.scalars()])


def _decision(row: LevelDecisionRow) -> LevelDecision:
    return LevelDecision(
        act=LevelAct(row.act),
        level=row.level,
        number=row.number,
        dated=row.dated,
        signer=row.signer,
        since=row.since,
        noted_by=row.noted_by,
        noted_at=row.noted_at,
    )
