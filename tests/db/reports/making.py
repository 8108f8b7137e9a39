"""A year made through the register's own services, and how the tests read it."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Role
from core.clock import VIETNAM
from core.db import Database
from inventory.services.keeping import add_lot, correct, ensure_holder
from reports.rules.year import YearFacts
from reports.services.annual import read_year

ACTOR = Actor(user_id=0, login="canbo", name="Nguyễn Văn A", role=Role.VAN_PHONG_PCTT, commune_code="")
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
BINH_MINH, CAM_THANH = "21085", "21025"


def add(session: Session, code: str, type_code: str, quantity: str, at: datetime, **more: Any) -> int:
    holder = ensure_holder(
        session, commune_code=code, name=more.get("holder", ""), kind="household", phone=more.get("phone", "")
    )
    return add_lot(
        session,
        commune_code=code,
        type_code=type_code,
        holder_id=holder.id,
        place=more.get("place", ""),
        mark="",
        on_hand=Decimal(quantity),
        broken=Decimal(0),
        keep=Decimal(0),
        ready_minutes=0,
        note="",
        actor=ACTOR,
        now=at,
    )


def count(session: Session, lot_id: int, version: int, on_hand: int, at: datetime) -> None:
    correct(
        session,
        lot_id=lot_id,
        version=version,
        on_hand=Decimal(on_hand),
        broken=Decimal(0),
        reason="kiểm kho",
        actor=ACTOR,
        now=at,
    )


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=VIETNAM)  # type: ignore[arg-type, misc]


def read(database: Database, year: int = 2026, commune_code: str = "") -> YearFacts:
    with database.snapshot() as session:
        return read_year(
            session,
            year=year,
            commune_code=commune_code,
            province="Quảng Ngãi",
            by="Trần Thị B",
            now=NOW,
            key=b"key",
        )
