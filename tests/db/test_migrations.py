"""Every migration up, down and up again, on both databases, with rows in whatever tables stay."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import MetaData, Table, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import create_app
from core.db import Database
from core.web.commands import alembic_config
from importers.models import ImportAnswerRow
from inventory.models import LotTransferRow, ResourceTypeRow
from inventory.rules.catalogue import LegalForm
from inventory.services.requesting import Share, ask, give
from inventory.services.row_acts import Paper
from inventory.services.transferring import propose, receive
from mobilization.models import CompetenceRow, DispatchRow, NeedRow, ProposalLineRow
from mobilization.rules.authority import Competence, Issuer, Signer
from mobilization.rules.states import State
from mobilization.services.proposals import decline
from mobilization.services.terms import set_competence
from tests.conftest import make_settings
from tests.db.inventory.register import (
    CHAIRMAN,
    DUTY,
    HOME,
    HOME_OFFICIAL,
    JACKETS,
    NEIGHBOUR,
    NEIGHBOUR_OFFICIAL,
    NOW,
    SAWS,
    load_register,
    stock,
    unwarned,
)
from tests.db.mobilization.command_post import begin, hold, order, step
from tests.db.mobilization.test_proposals import ask as propose_again
from tests.db.mobilization.test_proposals import held
from tests.db.standing import columns, content, shape
from tests.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application over a database without any table."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'bare.sqlite3'}"
    else:
        held: Postgres = request.getfixturevalue("postgres")
        url = held.make()
    app = create_app(make_settings(url, tmp_path))
    with app.app_context():
        yield app
    database: Database = app.extensions["database"]
    database.dispose()


@pytest.fixture(autouse=True)
def scripts_read_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep alembic from loading every script again for each of a hundred steps."""
    request.getfixturevalue("bare" if "bare" in request.fixturenames else "app")  # settings come with it
    held = ScriptDirectory.from_config(alembic_config())
    monkeypatch.setattr(ScriptDirectory, "from_config", lambda _config: held)


def revisions() -> list[str]:
    """Return the names of all revisions, oldest first."""
    return [script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()][
        ::-1
    ]


def test_revisions_follow_each_other_by_number(bare: Flask) -> None:
    assert revisions() == [f"{number:04}" for number in range(1, len(revisions()) + 1)]


def test_every_step_goes_up_down_and_up_with_rows_in_place(bare: Flask) -> None:
    database: Database = bare.extensions["database"]
    steps = revisions()
    known: dict[tuple[str, ...], object] = {}
    shapes: list[dict[str, object]] = [shape(database, known)]
    held = [columns(database)]
    for revision in steps:
        command.upgrade(alembic_config(), revision)
        shapes.append(shape(database, known))
        held.append(columns(database))
    with database.transaction() as session:
        load_register(session)
        stock(session, 30)
        incident_id = begin(session, [(JACKETS, 5)])
        order(session, incident_id, [item.id for item in hold(session, incident_id)])
    for number in range(len(steps) - 1, -1, -1):
        before = content(database, held[number])
        command.downgrade(alembic_config(), "-1")
        assert {
            name: shape_ for name, shape_ in shape(database, known).items() if name != "alembic_version"
        } == {name: shape_ for name, shape_ in shapes[number].items() if name != "alembic_version"}
        after = content(database)
        assert after == before
        command.upgrade(alembic_config(), steps[number])
        assert shape(database, known) == shapes[number + 1]
        assert content(database, held[number]) == after
        command.downgrade(alembic_config(), "-1")
    assert content(database) == {}
    command.upgrade(alembic_config(), "head")
    assert shape(database, known) == shapes[-1]


def test_a_ledger_that_came_again_is_guarded_again(bare: Flask) -> None:
    database: Database = bare.extensions["database"]
    for to in ("head", "base", "head"):
        (command.downgrade if to == "base" else command.upgrade)(alembic_config(), to)
    with database.transaction() as session:
        load_register(session)
        stock(session, 30)
    ledger = Table("movement", MetaData(), autoload_with=database.engine)
    with database.engine.connect() as connection:
        assert connection.execute(select(ledger)).all()
        with pytest.raises(DBAPIError, match="append only"):
            connection.execute(text("DELETE FROM movement"))


def test_what_was_received_before_counts_as_received_whole(app: Flask) -> None:
    database: Database = app.extensions["database"]
    with database.transaction() as session:
        load_register(session)
        offer: dict[str, Any] = {
            "lot_id": stock(session, 30),
            "to_code": NEIGHBOUR,
            "quantity": Decimal(7),
            "paper": Paper(document="12/CV", reason=""),
            "actor": HOME_OFFICIAL,
            "now": NOW,
        }
        propose(session, warned=unwarned, **offer)
        receive(
            session,
            warned=unwarned,
            transfer_id=propose(session, warned=unwarned, **offer),
            place="",
            actor=NEIGHBOUR_OFFICIAL,
            now=NOW,
        )
        asked = ask(
            session,
            asker_code=NEIGHBOUR,
            giver_code=HOME,
            type_code=JACKETS,
            quantity=Decimal(7),
            reason="lũ",
            near=lambda _session, _code: {},
            warned=unwarned,
            actor=NEIGHBOUR_OFFICIAL,
            now=NOW,
        )
        give(
            session,
            request_id=asked,
            shares=[Share(lot_id=offer["lot_id"], quantity=Decimal(7))],
            answer="",
            document="13/CV",
            warned=unwarned,
            actor=HOME_OFFICIAL,
            now=NOW,
        )
    command.downgrade(alembic_config(), "0035")
    command.upgrade(alembic_config(), "head")
    with database.reading() as session:
        found = session.scalars(select(LotTransferRow).order_by(LotTransferRow.id))
        assert [(row.state, row.received, row.answer, row.request_id) for row in found] == [
            ("proposed", None, "", None),
            ("received", 7, "", None),
            ("proposed", None, "", None),
        ]


def _as_it_stood(session: Session) -> tuple[list[object], ...]:
    questions = (
        select(DispatchRow.state, DispatchRow.released_from).order_by(DispatchRow.id),
        select(NeedRow.type_code, NeedRow.quantity, NeedRow.withdrawn_at).order_by(NeedRow.id),
        select(CompetenceRow.form, CompetenceRow.signer).order_by(CompetenceRow.id),
        select(ResourceTypeRow.forms).where(ResourceTypeRow.code == "PT-019"),
    )
    return tuple([tuple(row) for row in session.execute(asked)] for asked in questions)


def test_what_stood_before_an_older_version_stands_after_it(app: Flask) -> None:
    database: Database = app.extensions["database"]
    rules = ((LegalForm.DIEU_DONG, Signer.COMMAND), (LegalForm.HUY_DONG, Signer.CHAIR))
    with database.transaction() as session:
        load_register(session)
        stock(session, 30)
        incidents = [begin(session, [(JACKETS, number), (SAWS, 2)]) for number in (3, 4)]
        lines = [line for incident_id in incidents for line in hold(session, incident_id)]
        for line in lines:
            order(session, line.incident_id, [line.id])
        for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED):
            step(session, lines[0].id, to)
        for to in (State.ACKNOWLEDGED, State.DEPARTED):
            step(session, lines[1].id, to)
        for line in lines:  # the last step of all before the first one's release is another's
            step(session, line.id, State.RELEASED)
        for form, signer in rules:
            rule = Competence(
                form=form, issuers=frozenset(Issuer), since=NOW.date(), basis="1", signer=signer
            )
            set_competence(session, rule, actor=DUTY, now=NOW)
        session.get_one(ResourceTypeRow, "PT-019").forms = "huy_dong,trung_mua"
    with database.reading() as session:
        before = _as_it_stood(session)
    assert before[0] == [("released", "arrived"), ("released", "departed")]
    assert len(before[1]) == 4, "two of them nobody has served"
    command.downgrade(alembic_config(), "0026")
    command.upgrade(alembic_config(), "head")
    with database.reading() as session:
        assert _as_it_stood(session) == before


def test_a_request_of_before_keeps_what_it_asked_for(app: Flask) -> None:
    database: Database = app.extensions["database"]
    with database.transaction() as session:
        load_register(session)
        incident_id, dispatch_id = held(session)
        asked = propose_again(session, incident_id, dispatch_id)
        decline(session, order_id=asked, reason="đã có xuồng", actor=CHAIRMAN, now=NOW)
    for _again in range(2):
        command.downgrade(alembic_config(), "0044")
        command.upgrade(alembic_config(), "head")
        with database.reading() as session:
            row = session.scalars(select(ProposalLineRow)).one()
            assert (row.order_id, row.dispatch_id, row.quantity, row.price_dong) == (
                asked,
                dispatch_id,
                3,
                None,
            )
            assert session.get_one(DispatchRow, dispatch_id).proposal_id is None


def test_a_long_answer_is_cut_on_the_way_back_and_asked_for_again(app: Flask) -> None:
    database: Database = app.extensions["database"]
    long = "Phương tiện, vật tư năm 2026 (bản cũ)"
    given = dict.fromkeys(("office", "sha256", "kind", "raw", "answered_by"), "")
    with database.transaction() as session:
        session.add(ImportAnswerRow(**given, key="sheet:1", about=long, value=long * 4, answered_at=NOW))
    command.downgrade(alembic_config(), "0045")
    command.upgrade(alembic_config(), "head")
    with database.reading() as session:
        row = session.scalars(select(ImportAnswerRow)).one()
        assert (row.about, row.value) == (long[:10], (long * 4)[:120])
