"""Incidents, their needs and what was offered from outside come through the later migrations, both ways."""

from __future__ import annotations

from decimal import Decimal

from alembic import command
from flask import Flask
from sqlalchemy import select

from core.db import Database
from core.web.commands import alembic_config
from mobilization.models import NeedRow, OfferRow, ShortfallRow
from mobilization.queries.needs import list_needs
from tests.db.inventory.register import JACKETS, NOW, load_register, stock
from tests.db.mobilization.command_post import need as need_in
from tests.db.mobilization.test_above import beyond


def test_what_the_province_took_over_before_is_not_sought_twice(app: Flask) -> None:
    database: Database = app.extensions["database"]
    with database.transaction() as session:
        load_register(session)
        stock(session, 30)
        own, above = beyond(session)
        need_in(session, above, JACKETS, 5)  # one of the province's own stays its own
        (need_id,) = [need.id for need in list_needs(session, own)]
    for _again in range(2):
        command.downgrade(alembic_config(), "0050")
        command.upgrade(alembic_config(), "head")
        with database.reading() as session:
            assert [(int(need.above), need.above_in) for need in list_needs(session, own)] == [(20, above)]
            rows = session.scalars(select(NeedRow).where(NeedRow.incident_id == above).order_by(NeedRow.id))
            assert [row.for_need_id is None for row in rows] == [False, True]
    command.downgrade(alembic_config(), "0050")
    with database.transaction() as session:  # as where the need was taken back before such were kept
        case = session.scalars(select(ShortfallRow)).one()
        case.content = case.content.replace(f'"need_id": {need_id}', '"need_id": 999999')
    command.upgrade(alembic_config(), "head")
    with database.reading() as session:
        assert (
            session.scalars(select(NeedRow.for_need_id).where(NeedRow.for_need_id.is_not(None))).all() == []
        )


def test_help_that_came_before_is_taken_to_be_all_of_it(app: Flask) -> None:
    database: Database = app.extensions["database"]
    said = {"giver_kind": "enterprise", "contact": "", "type_code": JACKETS, "arrives_at": NOW, "note": ""}
    said |= {"decided_by": "", "made_by": "", "made_at": NOW, "version": 1, "quantity": Decimal(9)}
    with database.transaction() as session:
        load_register(session)
        stock(session, 30)
        own, _above = beyond(session)
        (need,) = list_needs(session, own)
        for state in ("accepted", "arrived", "done", "left"):
            row = OfferRow(incident_id=own, need_id=need.id, giver=state, state=state, **said)
            row.came = None if state == "accepted" else Decimal(7)
            session.add(row)
    command.downgrade(alembic_config(), "0052")
    command.upgrade(alembic_config(), "head")
    with database.reading() as session:
        rows = {row.giver: row for row in session.scalars(select(OfferRow))}
        assert {row.giver: row.state for row in rows.values()} == {
            **dict.fromkeys(("arrived", "done", "left"), "arrived"),
            "accepted": "accepted",
        }
        assert [rows[giver].came for giver in ("accepted", "arrived", "left")] == [None, 9, 9]
        assert (rows["left"].need_id, rows["done"].need_id) == (None, need.id)
