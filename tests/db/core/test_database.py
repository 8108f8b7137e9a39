"""One way to write: all or nothing, a refusal by its name, an answer in time, ledgers that only grow."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import Session

from core.accounts.models import User
from core.accounts.rules.roles import Role
from core.accounts.services import add_user
from core.audit.models import AuditEntry
from core.communes.models import CommuneRow
from core.db import BusyError, ConstraintError, Database, insert_once
from core.web.commands import trouble_of
from core.web.models import DoneRequest
from inventory.models import HolderRow, LotRow, MovementRow
from tests.db.inventory.register import HOME, JACKETS, NOW, audit_findings, load_register, numbers_of, stock


class StoppedError(Exception):
    """Something went wrong half way."""


def count(session: Session, table: type[MovementRow | LotRow | AuditEntry]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_transaction_that_fails_leaves_nothing_behind(app: Flask, database: Database) -> None:
    with database.transaction() as session:
        load_register(session)

    def half() -> None:
        with database.transaction() as session:
            stock(session, 100)
            session.flush()
            raise StoppedError

    with pytest.raises(StoppedError):
        half()
    with database.reading() as session:
        assert [count(session, table) for table in (LotRow, MovementRow, AuditEntry)] == [0, 0, 0]
    with database.transaction() as session:
        stock(session, 100)
    with database.reading() as session:
        assert [count(session, table) for table in (LotRow, MovementRow)] == [1, 1]
    assert audit_findings(app) == ()


def test_what_cannot_be_sealed_is_not_kept(database: Database) -> None:
    def refuse(_session: Session) -> None:
        raise StoppedError

    with database.transaction() as session:
        load_register(session)
    database.before_commit.append(refuse)
    with pytest.raises(StoppedError), database.transaction() as session:
        stock(session, 100)
    with database.reading() as session:
        assert [count(session, table) for table in (LotRow, MovementRow, AuditEntry)] == [0, 0, 0]


def test_reading_keeps_no_change(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
    with database.reading() as session:
        session.execute(update(CommuneRow).values(name="x"))
    with database.reading() as session:
        assert "x" not in session.scalars(select(CommuneRow.name)).all()


def _user(session: Session) -> None:
    add_user(
        session,
        login="x",
        name="X",
        role=Role.KIEM_TOAN,
        commune_code="",
        password="0123456789",
        now=NOW,
        by="t",
    )
    values = {
        column.name: getattr(session.scalars(select(User)).one(), column.name) for column in User.__table__.c
    }
    session.execute(insert(User).values({**values, "id": 99}))


def _holder(session: Session) -> None:
    row = session.scalars(select(HolderRow).limit(1)).one()
    values = {"commune_code": row.commune_code, "folded": row.folded, "kind": "x", "name": "x"}
    session.execute(insert(HolderRow).values({**values, "phone": "", "address": ""}))


def _lot(change: dict[str, object]) -> Callable[[Session], None]:
    def act(session: Session) -> None:
        session.execute(update(LotRow).values(change))

    return act


def _same_lot(session: Session) -> None:
    row = session.scalars(select(LotRow)).one()
    values = {column.name: getattr(row, column.name) for column in LotRow.__table__.columns}
    session.execute(insert(LotRow).values({**values, "id": row.id + 1}))


def _same_commune(session: Session) -> None:
    row = session.scalars(select(CommuneRow).limit(1)).one()
    values = {column.name: getattr(row, column.name) for column in CommuneRow.__table__.columns}
    session.execute(insert(CommuneRow).values(values))


BREACHES: tuple[tuple[Callable[[Session], None], str], ...] = (
    (_user, "uq_user_account_login"),
    (_holder, "uq_holder_commune_code_folded"),
    (_same_lot, "uq_lot_identity"),
    (_same_commune, "pk_commune"),
    # Whatever breaks `reserved_within` breaks a second rule too; which of them speaks is the database's choice.
    (_lot({"reserved": Decimal(11)}), "ck_lot_(reserved|broken)_within"),
    (_lot({"reserved": Decimal(-1)}), "ck_lot_(reserved|away)_within"),
    (_lot({"reserved": Decimal(2), "away": Decimal(3)}), "ck_lot_away_within"),
    (_lot({"reserved": Decimal(6), "broken": Decimal(5)}), "ck_lot_broken_within"),
    (_lot({"broken": Decimal(-1)}), "ck_lot_broken_within"),
    (_lot({"keep": Decimal(-1)}), "ck_lot_keep_positive"),
)


def test_the_database_has_the_last_word_and_it_has_a_name(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 10)
    for act, name in BREACHES:
        with pytest.raises(ConstraintError) as caught, database.transaction() as session:
            act(session)
        assert re.fullmatch(name, str(caught.value.facts["constraint"])), caught.value
    with database.reading() as session:
        assert numbers_of(session, lot_id) == (10, 0, 0, 0)


def test_a_ledger_line_can_neither_be_changed_nor_deleted(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        stock(session, 10)
    verbs = ["UPDATE {0} SET act = 'x'", "DELETE FROM {0}"]
    if not database.is_sqlite:
        verbs.append("TRUNCATE {0}")
    for table in ("movement", "audit_entry"):
        for verb in verbs:
            with (
                pytest.raises((ConstraintError, DBAPIError)) as caught,
                database.transaction() as session,
            ):
                session.execute(text(verb.format(table)))
            assert "append only" in str(caught.value.__cause__ or caught.value)
    with database.reading() as session:
        assert [count(session, table) for table in (MovementRow, AuditEntry)] == [1, 2]


def test_who_waits_too_long_is_told_so_and_changes_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 10)
    monkeypatch.setattr("core.db.BUSY_SECONDS", 0.3)
    other = Database(database.url)

    def reserve(number: int) -> None:
        with other.transaction() as session:
            session.execute(update(LotRow).values(reserved=Decimal(number)))

    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as session:
            session.execute(update(LotRow).values(reserved=Decimal(1)))
            waiting = pool.submit(reserve, 5)
            assert isinstance(waiting.exception(timeout=5), BusyError)
        reserve(2)
    other.dispose()
    with database.reading() as session:
        assert numbers_of(session, lot_id)[:2] == (10, 2)


def test_who_reads_before_writing_waits_for_the_other_process(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 10)
    other = Database(database.url)

    def add(held: Database, pause: float) -> None:
        with held.transaction() as session:
            session.scalars(select(LotRow.id)).all()
            time.sleep(pause)
            session.execute(update(LotRow).values(reserved=LotRow.reserved + 1))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(add, (database, other), (0.2, 0.1)))
    other.dispose()
    with database.reading() as session:
        assert numbers_of(session, lot_id)[1] == 2


def test_of_two_who_write_one_key_at_once_the_second_waits_and_sees_the_first(database: Database) -> None:
    def values(message: str) -> dict[str, object]:
        row = {"key": "1:k", "user_id": 1, "digest": "d", "location": "/", "message": message, "at": NOW}
        return dict(row)

    def second() -> tuple[int, str]:
        with database.transaction() as session:
            done = session.connection().execute(insert_once(session, DoneRequest.__table__, values("second")))
            return done.rowcount, session.get_one(DoneRequest, "1:k").message

    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as session:
            session.execute(insert_once(session, DoneRequest.__table__, values("first")))
            waiting = pool.submit(second)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.2)
        assert waiting.result(timeout=5) == (0, "first")


def test_a_snapshot_sees_one_state_to_its_end(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.transaction() as session:
        load_register(session)
        stock(session, 10)
    monkeypatch.setattr("core.db.BUSY_SECONDS", 0.3)
    other = Database(database.url)
    with database.snapshot() as seen:
        before = count(seen, LotRow)
        try:
            with other.transaction() as session:
                session.execute(update(LotRow).values(note="later"))
        except BusyError:
            assert database.is_sqlite  # without WAL the writer waits for the reader
        assert before == 1
        assert seen.scalars(select(LotRow.note)).one() == ""
    other.dispose()


def test_quantities_and_times_come_back_as_they_went(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 0, type_code="HC-001")
        session.execute(update(LotRow).values(on_hand=Decimal("12.345"), keep=Decimal("0.001")))
    with database.reading() as session:
        row = session.get_one(LotRow, lot_id)
        assert (row.on_hand, row.keep) == (Decimal("12.345"), Decimal("0.001"))
        assert session.scalar(select(func.sum(LotRow.on_hand))) == Decimal("12.345")
        assert session.scalar(select(LotRow.on_hand - LotRow.keep - 12)) == Decimal("0.344")
        for bound, found in ((12, 1), (13, 0), (Decimal("12.344"), 1), (Decimal("12.345"), 0)):
            left = LotRow.on_hand - LotRow.keep
            assert len(session.scalars(select(LotRow.id).where(left >= bound)).all()) == found
        assert session.scalars(select(MovementRow.at)).one() == NOW
    with pytest.raises(StatementError, match="three decimals"), database.transaction() as session:
        session.execute(update(LotRow).values(on_hand=Decimal("0.0001")))


def test_a_time_without_its_zone_is_refused_and_any_zone_is_the_same_moment(database: Database) -> None:
    abroad = NOW.astimezone(timezone(timedelta(hours=7)))
    row = {"key": "k", "user_id": 1, "digest": "", "location": "", "message": ""}
    with database.transaction() as session:
        session.execute(insert(DoneRequest).values({**row, "at": abroad}))
    with database.reading() as session:
        kept = session.scalars(select(DoneRequest.at)).one()
    assert (kept, kept.tzinfo) == (NOW, UTC)
    naive = datetime(2026, 1, 1)  # noqa: DTZ001
    with pytest.raises(StatementError, match="time zone"), database.transaction() as session:
        session.execute(insert(DoneRequest).values({**row, "key": "n", "at": naive}))


def test_what_points_to_nothing_is_refused(database: Database) -> None:
    with database.transaction() as session:
        load_register(session)
        lot_id = stock(session, 1, commune=HOME, type_code=JACKETS)
    with pytest.raises(ConstraintError), database.transaction() as session:
        session.execute(update(LotRow).where(LotRow.id == lot_id).values(commune_code="99999"))


@pytest.mark.parametrize(
    "statement",
    ["SELECT id FROM no_such_table", "SELECT missing FROM lot", "INSERT INTO lot (missing) VALUES (1)"],
)
def test_tables_of_an_older_version_are_known_as_such(database: Database, statement: str) -> None:
    with database.engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(text(statement))
    assert trouble_of(caught.value) == "no_tables"
