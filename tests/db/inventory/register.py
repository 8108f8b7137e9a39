"""A small register for database tests: four communes, the whole catalogue, people, rows of stock."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Role
from core.audit.rules import key_from
from core.audit.services import Finding, verify
from core.communes.models import CommuneRow
from core.communes.queries import store_tables
from core.communes.rules import Gazetteer
from core.communes.tables import Tables, read_tables
from core.config import Settings
from core.db import Database
from inventory.models import LotRow, MovementRow
from inventory.queries.story import ledger_lines
from inventory.rules.catalogue import read_catalogue
from inventory.services.catalogue import store_catalogue, store_commune_holders
from inventory.services.keeping import add_lot, ensure_holder
from inventory.services.ledger import Occasion

HOME, NEIGHBOUR, THIRD, FAR = "21085", "21040", "21100", "21025"  # Bình Minh, Bình Sơn, Bình Chương, a town
CODES = {HOME, NEIGHBOUR, THIRD, FAR}
JACKETS, CANOES, SAWS, MILITIA, RICE, SHELTER = "TB-001", "PT-005", "TB-016", "LL-007", "HC-001", "CT-001"
NOW = datetime(2026, 10, 28, 2, 0, tzinfo=UTC)
NUMBERS = ("on_hand", "reserved", "away", "broken")

_WHOLE = read_tables()
_COMMUNES = tuple(commune for commune in _WHOLE.gazetteer.communes if commune.code in CODES)
_TABLES = Tables(
    gazetteer=Gazetteer(
        communes=_COMMUNES,
        old_communes=tuple(old for old in _WHOLE.gazetteer.old_communes if old.new_code in CODES),
        aliases=_WHOLE.gazetteer.aliases[:1],
    ),
    links=tuple(link for link in _WHOLE.links if {link.a, link.b} <= CODES),
)


def person(number: int, role: Role, commune_code: str = "") -> Actor:
    """Return somebody who acts."""
    return Actor(
        user_id=number, login=f"{role}.{number}", name=f"Người {number}", role=role, commune_code=commune_code
    )


DUTY = person(1, Role.THUONG_TRUC_TINH)
CHAIRMAN = person(2, Role.LANH_DAO_TINH)
HOME_OFFICIAL = person(3, Role.CAN_BO_XA, HOME)
HOME_DUTY = person(4, Role.THUONG_TRUC_XA, HOME)
HOME_CHAIRMAN = person(5, Role.CHU_TICH_XA, HOME)
NEIGHBOUR_OFFICIAL = person(6, Role.CAN_BO_XA, NEIGHBOUR)
FAR_OFFICIAL = person(7, Role.CAN_BO_XA, FAR)


def occasion(action: str = "test", actor: Actor = DUTY) -> Occasion:
    """Return an occasion to move stock."""
    return Occasion(actor=actor, at=NOW, action=action, reason="diễn biến thử")


def fill(url: str) -> None:
    """Write the register into a migrated database."""
    database = Database(url)
    with database.transaction() as session:
        load_register(session)
    database.dispose()


def load_register(session: Session) -> None:
    """Write communes, catalogue and the communes' own holders, unless the database began with them."""
    if session.get(CommuneRow, HOME) is not None:
        return
    store_tables(session, _TABLES)
    store_catalogue(session, read_catalogue())
    store_commune_holders(session, _COMMUNES)


def stock(
    session: Session,
    on_hand: int,
    *,
    commune: str = HOME,
    type_code: str = JACKETS,
    broken: int = 0,
    keep: int = 0,
    place: str = "",
    household: str = "",
) -> int:
    """Return the id of a new row of stock, of the commune itself or of a household."""
    holder_id = None
    if household:
        holder_id = ensure_holder(
            session, commune_code=commune, name=household, kind="household", phone="0905124096"
        ).id
    return add_lot(
        session,
        commune_code=commune,
        type_code=type_code,
        holder_id=holder_id,
        place=place,
        mark="",
        on_hand=Decimal(on_hand),
        broken=Decimal(broken),
        keep=Decimal(keep),
        ready_minutes=15,
        note="",
        actor=HOME_OFFICIAL,
        now=NOW,
    )


def numbers_of(session: Session, lot_id: int) -> tuple[Decimal | int, ...]:
    """Return a row's on hand, reserved, away and broken."""
    row = session.get_one(LotRow, lot_id, populate_existing=True)
    return tuple(getattr(row, name) for name in NUMBERS)


def unequal_balances(session: Session) -> list[int]:
    """Return the rows whose balance is not the sum of their movements."""
    columns = [func.coalesce(func.sum(getattr(MovementRow, name)), 0) for name in NUMBERS]
    sums = {
        lot_id: tuple(Decimal(value) for value in values)
        for lot_id, *values in session.execute(
            select(MovementRow.lot_id, *columns).group_by(MovementRow.lot_id)
        )
    }
    nothing = tuple(Decimal(0) for _ in NUMBERS)
    rows = session.scalars(select(LotRow).order_by(LotRow.id))
    return [
        row.id for row in rows if tuple(getattr(row, name) for name in NUMBERS) != sums.get(row.id, nothing)
    ]


def audit_findings(app: Flask) -> tuple[Finding, ...]:
    """Return what a check of the audit chains finds."""
    settings: Settings = app.extensions["settings"]
    database: Database = app.extensions["database"]
    with database.snapshot() as session:
        return verify(session, key=key_from(settings.secret_key), ledgers=[ledger_lines]).findings


def unwarned(_session: Session, _commune_code: str, _now: datetime) -> None:
    """Say that no commune is under warning."""
