"""The demonstration's stock in the database: through the ledger, covered by the audit chain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from core.accounts.rules.roles import Actor, Role
from core.audit.rules import key_from
from core.audit.services import verify
from core.clock import start_of_year
from core.communes.queries import store_tables
from core.communes.rules import Gazetteer
from core.communes.tables import Tables, read_tables
from core.config import Settings
from core.db import Database
from inventory.models import HolderRow, LotRow, MovementRow
from inventory.queries.story import ledger_lines
from inventory.rules.catalogue import read_catalogue
from inventory.rules.demo_lots import list_of
from inventory.services.catalogue import store_catalogue, store_commune_holders
from inventory.services.demo_stock import DemoCounts, load_demo_stock

# An island, a coast, a coastal ward, a town, a delta, a mountain and a highland commune.
CODES = {"21548", "21109", "21478", "21025", "21364", "21484", "23455"}
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
ACTOR = Actor(user_id=0, login="demo", name="Dữ liệu mẫu", role=Role.VAN_PHONG_PCTT, commune_code="")


def few_communes() -> Tables:
    whole = read_tables()
    communes = tuple(commune for commune in whole.gazetteer.communes if commune.code in CODES)
    old = tuple(item for item in whole.gazetteer.old_communes if item.new_code in CODES)
    links = tuple(link for link in whole.links if {link.a, link.b} <= CODES)
    return Tables(
        gazetteer=Gazetteer(communes=communes, old_communes=old, aliases=whole.gazetteer.aliases), links=links
    )


@pytest.fixture(scope="session")
def template_sqlite(empty_sqlite: Path) -> Path:
    """Nothing: the demo brings its own register."""
    return empty_sqlite


@pytest.fixture(scope="session")
def template_postgres(empty_postgres: str) -> str:
    """The same on PostgreSQL."""
    return empty_postgres


@pytest.fixture
def counts(database: Database) -> DemoCounts:
    tables = few_communes()
    with database.transaction() as session:
        store_tables(session, tables)
        store_catalogue(session, read_catalogue())
        store_commune_holders(session, tables.gazetteer.communes)
        return load_demo_stock(session, actor=ACTOR, now=NOW)


def test_what_is_stored_is_what_was_planned(database: Database, counts: DemoCounts) -> None:
    with database.reading() as session:
        assert counts == DemoCounts(
            communes=len(CODES),
            holders=session.scalar(select(func.count()).select_from(HolderRow)) or 0,
            lots=session.scalar(select(func.count()).select_from(LotRow)) or 0,
            movements=session.scalar(select(func.count()).select_from(MovementRow)) or 0,
        )
        for commune in few_communes().gazetteer.communes:
            planned = list_of(commune, year=2026)
            rows = session.execute(
                select(LotRow, HolderRow)
                .join(HolderRow, HolderRow.id == LotRow.holder_id)
                .where(LotRow.commune_code == commune.code)
                .order_by(LotRow.id)
            ).all()
            assert [
                (
                    lot.type_code,
                    holder.name,
                    holder.phone,
                    lot.place,
                    lot.mark,
                    int(lot.on_hand),
                    int(lot.broken),
                )
                for lot, holder in rows
            ] == [
                (lot.code, holder.name, holder.phone, lot.place, lot.mark, lot.on_hand, lot.broken)
                for lot in planned.lots
                for holder in [planned.holders[lot.holder]]
            ]


def test_every_balance_is_the_sum_of_its_movements(database: Database, counts: DemoCounts) -> None:
    sums = (
        select(
            MovementRow.lot_id,
            func.sum(MovementRow.on_hand).label("on_hand"),
            func.sum(MovementRow.broken).label("broken"),
        )
        .group_by(MovementRow.lot_id)
        .subquery()
    )
    with database.reading() as session:
        rows = session.execute(
            select(LotRow.on_hand, LotRow.broken, sums.c.on_hand, sums.c.broken).join(
                sums, sums.c.lot_id == LotRow.id
            )
        ).all()
    assert len(rows) == counts.lots
    assert all((on_hand, broken) == (total, bad) for on_hand, broken, total, bad in rows)


def test_the_ledger_runs_forward_to_now_and_the_chain_is_sound(
    app: Flask, database: Database, counts: DemoCounts
) -> None:
    settings: Settings = app.extensions["settings"]
    with database.reading() as session:
        moments = session.execute(
            select(MovementRow.lot_id, MovementRow.at).order_by(MovementRow.lot_id, MovementRow.id)
        ).all()
        verdict = verify(session, key=key_from(settings.secret_key), ledgers=[ledger_lines])
    assert [tuple(item) for item in moments] == sorted(tuple(item) for item in moments)
    assert all(at <= NOW for _, at in moments)
    assert len(moments) == counts.movements
    before = sum(1 for _, at in moments if at < start_of_year(2026))
    assert 0.8 * counts.lots < before < counts.lots
    assert verdict.findings == ()
    assert verdict.streams == len(CODES) + 1  # each commune, and the system that opened them


def test_a_load_in_the_first_hour_of_a_year_dates_nothing_after_itself(database: Database) -> None:
    tables = few_communes()
    moment = start_of_year(2027) + timedelta(minutes=10)
    with database.transaction() as session:
        store_tables(session, tables)
        store_catalogue(session, read_catalogue())
        store_commune_holders(session, tables.gazetteer.communes)
        load_demo_stock(session, actor=ACTOR, now=moment)
        latest = session.scalar(select(func.max(MovementRow.at)))
    assert latest is not None
    assert timedelta() < moment - latest < timedelta(days=1)
