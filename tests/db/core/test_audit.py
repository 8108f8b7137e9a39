"""The audit chain finds whatever was changed behind the program's back, and says where."""

from __future__ import annotations

import os
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Role
from core.accounts.services import add_user
from core.audit.models import AuditEntry, AuditStream
from core.audit.rules import key_from
from core.audit.services import SYSTEM, Finding, current_root, evidence, note, seal, verify
from core.config import Settings
from core.db import Database
from inventory.queries.story import ledger_lines
from inventory.services.keeping import correct
from inventory.services.promising import Ask, issue, release, reserve, take_back
from tests.db.core.tampers import TAMPERS, delete_stream
from tests.db.inventory.register import (
    FAR,
    HOME,
    HOME_OFFICIAL,
    NEIGHBOUR,
    NOW,
    audit_findings,
    load_register,
    occasion,
    stock,
)


@pytest.fixture
def history(database: Database) -> Database:
    """Some thirty acts in seven chains."""
    with database.transaction() as session:
        load_register(session)
        lots = [stock(session, 50, commune=code) for code in (HOME, NEIGHBOUR, FAR)]
        lots.append(stock(session, 7, place="kho thôn 2"))
    for turn, lot_id in enumerate([*lots, *lots]):
        with database.transaction() as session:
            reserve(session, [Ask(lot_id=lot_id, quantity=Decimal(3), to_own_commune=True)], occasion())
            note(session, stream=f"incident:{turn % 3}", at=NOW, actor="duty", action="plan.accept", lines=1)
        with database.transaction() as session:
            release(session, lot_id=lot_id, quantity=Decimal(1), occasion=occasion())
            issue(session, lot_id=lot_id, quantity=Decimal(2), occasion=occasion())
        with database.transaction() as session:
            parts = {"sent": Decimal(2), "back": Decimal(1), "used": Decimal(0), "damaged": Decimal(0)}
            take_back(session, lot_id=lot_id, lost=Decimal(1), occasion=occasion(), **parts)
    with database.transaction() as session:
        correct(
            session, lot_id=lots[0], version=1, on_hand=Decimal(60), broken=Decimal(0), reason="kiểm đếm",
            actor=HOME_OFFICIAL, now=NOW + timedelta(hours=1),
        )  # fmt: skip
        add_user(
            session, login="kt", name="KT", role=Role.KIEM_TOAN, commune_code="", password="0123456789",
            now=NOW, by="cli",
        )  # fmt: skip
    return database


# More, and others, are tried by hand: TAMPERS=1000 TAMPER_SEED=7 pytest tests/db/core/test_audit.py -k tamper
TURNS, SEED = int(os.environ.get("TAMPERS", "210")), int(os.environ.get("TAMPER_SEED", "20261028"))


def drop_triggers(database: Database) -> None:
    with database.transaction() as session:
        for table in ("movement", "audit_entry"):
            if database.is_sqlite:
                session.execute(text(f"DROP TRIGGER {table}_no_update"))
                session.execute(text(f"DROP TRIGGER {table}_no_delete"))
            else:
                session.execute(text(f"DROP TRIGGER {table}_append_only ON {table}"))


def findings_after(app: Flask, session: Session) -> tuple[Finding, ...]:
    settings: Settings = app.extensions["settings"]
    session.expire_all()
    return verify(session, key=key_from(settings.secret_key), ledgers=[ledger_lines]).findings


def test_every_tamper_is_found_and_located(app: Flask, history: Database) -> None:
    drop_triggers(history)
    chance = random.Random(SEED)
    for turn in range(TURNS):
        tamper = TAMPERS[turn % len(TAMPERS)]
        with history.reading() as session:
            stream, seq = tamper(session, chance)
            found = findings_after(app, session)
        places = {(finding.stream, finding.seq) for finding in found}
        if tamper is delete_stream:
            assert stream in {finding.stream for finding in found}, (tamper.__name__, found)
        else:
            assert (stream, seq) in places, (turn, tamper.__name__, stream, seq, found)
    assert audit_findings(app) == ()


def test_an_untouched_history_is_sound_in_every_chain_and_under_its_own_key_only(
    app: Flask, history: Database
) -> None:
    settings: Settings = app.extensions["settings"]
    key = key_from(settings.secret_key)
    with history.snapshot() as session:
        verdict = verify(session, key=key, ledgers=[ledger_lines])
        assert verdict.findings == ()
        assert verdict.root == current_root(session, key=key)
        names = set(session.scalars(select(AuditStream.name)))
        entries = session.scalar(select(func.count()).select_from(AuditEntry))
        forged = verify(session, key=key_from("another secret"), ledgers=[ledger_lines])
    assert {finding.problem for finding in forged.findings} == {"changed", "head_changed"}
    communes = {f"commune:{code}" for code in (HOME, NEIGHBOUR, FAR)}
    assert names == communes | {"incident:0", "incident:1", "incident:2", SYSTEM}
    assert (verdict.streams, verdict.entries) == (len(names), entries)


def test_stock_cannot_move_without_an_act_in_the_chain(database: Database) -> None:
    with pytest.raises(AssertionError, match="without an act"), database.transaction() as session:
        evidence(session, stream=f"commune:{HOME}", line="a movement nobody answers for")


def test_two_who_write_one_chain_at_once_both_stand_in_it(app: Flask, history: Database) -> None:
    key, stream = key_from(app.extensions["settings"].secret_key), f"commune:{HOME}"

    def second() -> None:
        with history.transaction() as session:
            note(session, stream=stream, at=NOW, actor="b", action="second")

    with ThreadPoolExecutor(1) as pool:
        with history.transaction() as session:
            note(session, stream=stream, at=NOW, actor="a", action="first")
            seal(session, key=key)
            waiting = pool.submit(second)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.2)
        waiting.result(timeout=5)
    with history.reading() as session:
        newest = select(AuditEntry.action).where(AuditEntry.stream == stream).order_by(AuditEntry.seq.desc())
        assert session.scalars(newest.limit(2)).all() == ["second", "first"]
    assert audit_findings(app) == ()
