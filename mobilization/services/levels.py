"""Note a signed decision that declared or lifted an incident's civil-defence level."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.clock import day_of
from mobilization.models import LevelDecisionRow
from mobilization.queries.levels import level_decisions
from mobilization.rules.levels import Decision, check_decision, level_after
from mobilization.services.incidents import lock_open_incident, stream_of


def note_decision(
    session: Session, *, incident_id: int, decision: Decision, actor: Actor, now: datetime
) -> None:
    """Keep the decision and set the incident's level; raises the rule's error where it cannot follow the last."""
    incident = lock_open_incident(session, incident_id)
    past = level_decisions(incident_id).ask(session)
    check_decision(
        decision,
        provincial=actor.is_provincial,
        in_force=incident.ptds_level,
        last_since=past[0].since if past else None,
        since_day=day_of(decision.since),
        now=now,
    )
    session.add(
        LevelDecisionRow(
            incident_id=incident_id,
            noted_by=actor.name,
            noted_at=now,
            **(asdict(decision) | {"act": decision.act.value}),
        )
    )
    incident.ptds_level = level_after(decision)
    incident.version += 1
    note(
        session,
        stream=stream_of(incident_id),
        at=now,
        actor=actor.login,
        action=f"level.{decision.act.value}",
        subject=str(decision.level),
        number=decision.number,
        dated=decision.dated.isoformat(),
        signer=decision.signer,
        since=decision.since.isoformat(),
    )
