"""A decision on a civil-defence level is kept with number, signer and moment, and sets the incident's level."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from core.clock import day_of
from core.db import Database
from mobilization.queries.incidents import get_incident
from mobilization.queries.levels import level_decisions
from mobilization.rules.levels import Decision, LevelAct, LevelNotDeclaredError, LevelNotOursError
from mobilization.services.levels import note_decision
from tests.db.inventory.register import DUTY, HOME_DUTY, NOW, audit_findings
from tests.db.mobilization.command_post import begin, refuse

pytestmark = pytest.mark.usefixtures("lots")


def decision(act: LevelAct, level: int, number: str) -> Decision:
    return Decision(
        act=act, level=level, number=number, dated=day_of(NOW), signer="Chủ tịch UBND xã Bình Minh", since=NOW
    )


def test_a_declaration_and_its_lifting_are_facts(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        incident_id = begin(session, [], actor=HOME_DUTY)
    up, down = decision(LevelAct.DECLARED, 1, "25/QĐ-UBND"), decision(LevelAct.LIFTED, 1, "31/QĐ-UBND")
    second = decision(LevelAct.DECLARED, 2, "901/QĐ-UBND")
    later = NOW + timedelta(hours=1)
    with database.transaction() as session:
        note_decision(session, incident_id=incident_id, decision=up, actor=HOME_DUTY, now=later)
    refuse(
        database,
        LevelNotOursError,
        lambda session: note_decision(
            session, incident_id=incident_id, decision=second, actor=HOME_DUTY, now=later
        ),
    )
    with database.transaction() as session:
        assert get_incident(session, incident_id).ptds_level == 1
        note_decision(session, incident_id=incident_id, decision=second, actor=DUTY, now=later)
        assert get_incident(session, incident_id).ptds_level == 2
    refuse(
        database,
        LevelNotDeclaredError,
        lambda session: note_decision(
            session, incident_id=incident_id, decision=down, actor=HOME_DUTY, now=later
        ),
    )
    with database.transaction() as session:
        lifted = decision(LevelAct.LIFTED, 2, "950/QĐ-UBND")
        note_decision(session, incident_id=incident_id, decision=lifted, actor=DUTY, now=later)
        assert get_incident(session, incident_id).ptds_level is None
        kept = [
            (item.act.value, item.level, item.number) for item in level_decisions(incident_id).ask(session)
        ]
    assert kept == [
        ("lifted", 2, "950/QĐ-UBND"),
        ("declared", 2, "901/QĐ-UBND"),
        ("declared", 1, "25/QĐ-UBND"),
    ]
    assert audit_findings(app) == ()
