"""People of a commune's forces on the way back to where the folded name alone told them apart. Both databases."""

from __future__ import annotations

from alembic import command
from flask import Flask
from sqlalchemy import select

from core.db import Database
from core.text import fold
from core.web.commands import alembic_config
from inventory.models import ForcePersonRow
from tests.db.inventory.register import HOME, load_register


def test_two_names_that_differ_in_accents_go_back_as_two_people(app: Flask) -> None:
    database: Database = app.extensions["database"]
    names = ["Lê Văn Hùng", "Lê Văn Hưng", "Lê Văn Tám"]
    with database.transaction() as session:
        load_register(session)
        session.add_all(
            ForcePersonRow(commune_code=HOME, name=name, folded=fold(name), birth_year=1990, phone="")
            for name in names
        )
    command.downgrade(alembic_config(), "0051")
    command.upgrade(alembic_config(), "head")
    with database.reading() as session:
        rows = session.scalars(select(ForcePersonRow).order_by(ForcePersonRow.id)).all()
        assert [row.name for row in rows] == names
        assert [row.folded for row in rows] == ["le van hung", f"le van hung {rows[1].id}", "le van tam"]
