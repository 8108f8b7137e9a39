"""Decisions that declared or lifted an incident's civil-defence level, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mobilization.models import LevelDecisionRow
from mobilization.rules.levels import LevelAct


@dataclass(frozen=True, kw_only=True, slots=True)
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


def list_level_decisions(session: Session, incident_id: int) -> list[LevelDecision]:
    """Return an incident's decisions, the newest first."""
    rows = session.scalars(
        select(LevelDecisionRow)
        .where(LevelDecisionRow.incident_id == incident_id)
        .order_by(LevelDecisionRow.since.desc(), LevelDecisionRow.id.desc())
    )
    return [
        LevelDecision(
            act=LevelAct(row.act),
            level=row.level,
            number=row.number,
            dated=row.dated,
            signer=row.signer,
            since=row.since,
            noted_by=row.noted_by,
            noted_at=row.noted_at,
        )
        for row in rows
    ]
