"""An installation is set up from an office's own tables, moved to PostgreSQL, and its backups are tried out."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from core.audit.models import AuditEntry
from core.communes.queries import list_communes
from core.communes.tables import DATA
from core.db import Database
from core.web.commands import verdict_of
from core.web.keeping import MOST_QUICK, keep
from tests.db.inventory.register import load_register, stock
from tests.postgres import Postgres


def run(app: Flask, *words: str) -> tuple[int, str]:
    """Return a command's exit status and everything it said."""
    done = app.test_cli_runner().invoke(args=list(words))
    return done.exit_code, done.output


@pytest.fixture
def office(app: Flask, database: Database) -> Flask:
    """Some stock to lose."""
    with database.transaction() as session:
        load_register(session)
        stock(session, 30)
    return app


def test_a_province_comes_from_its_tables_once(app: Flask, database: Database) -> None:
    status, told = run(app, "province", "check", str(DATA))
    assert (status, told.split(",")[:2]) == (0, ["Dùng được: 96 xã", " 273 xã cũ"])
    with database.reading() as session:
        assert list_communes(session) == []
    assert run(app, "province", "load", str(DATA))[0] == 0
    with database.reading() as session:
        assert len(list_communes(session)) == 96
        assert session.scalars(
            select(AuditEntry.actor).where(AuditEntry.action == "province.load")
        ).all() == ["cli"]
    status, told = run(app, "province", "load", str(DATA))
    assert status == 1
    assert "chỉ nạp vào nơi trống" in told


def test_wrong_tables_load_nothing(app: Flask, database: Database, tmp_path: Path) -> None:
    (tmp_path / "communes.csv").write_text("code,name\n1,An\n", encoding="utf-8")
    status, told = run(app, "province", "load", str(tmp_path))
    assert status == 1
    assert "thiếu cột type" in told
    assert "crosswalk.csv: thiếu tệp này" in told
    with database.reading() as session:
        assert list_communes(session) == []


def test_a_backup_is_tried_out_without_touching_anything(
    office: Flask, database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "sao-luu.zip"
    assert run(office, "backup", str(file))[0] == 0
    before = [path for path in tmp_path.rglob("*") if path != file]
    status, told = run(office, "check-backup", str(file))
    assert status == 0, told
    assert "Bản sao lưu dùng được" in told
    assert [path for path in tmp_path.rglob("*") if path != file] == before
    file.write_bytes(file.read_bytes()[:-70] + b"x" + file.read_bytes()[-69:])
    status, told = run(office, "check-backup", str(file))
    assert status == 1
    assert "Bản sao lưu dùng được" not in told


def test_a_backup_of_a_changed_ledger_is_found_out(office: Flask, database: Database, tmp_path: Path) -> None:
    with database.engine.connect() as connection:
        connection.execute(text("UPDATE lot SET on_hand = on_hand + 1000"))
        connection.commit()
    file = tmp_path / "sao-luu.zip"
    assert run(office, "backup", str(file))[0] == 0
    status, told = run(office, "check-backup", str(file))
    assert status == 1
    assert "KHÔNG nguyên vẹn" in told
    status, told = run(office, "move", f"sqlite:///{tmp_path / 'moved.sqlite3'}")
    assert (status, "tiếp tục dùng cơ sở dữ liệu cũ" in told, "Đã chuyển" in told) == (1, True, False)


def test_a_database_not_yet_upgraded_is_said_to_be_so_and_not_moved(
    office: Flask, database: Database, postgres: Postgres
) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE lot RENAME COLUMN note TO older"))
    status, told = run(office, "move", postgres.make())
    assert status == 1
    assert "flask db upgrade" in told


def test_everything_moves_to_postgresql(office: Flask, database: Database, postgres: Postgres) -> None:
    url = postgres.make()
    address = url.replace("postgresql+psycopg://", "postgresql://")
    status, told = run(office, "move", address)
    assert status == 0, told
    target = Database(url)
    with database.reading() as old, target.reading() as new:
        for table in ("lot", "movement", "audit_entry"):
            count = text(f"SELECT count(*) FROM {table}")
            assert new.execute(count).scalar_one() == old.execute(count).scalar_one() > 0
    with office.app_context():
        assert verdict_of(target)[0] == []
    with target.transaction() as session:
        stock(session, 5, place="kho mới")  # numbering goes on after the moved rows
    target.dispose()
    status, told = run(office, "move", address)
    assert status == 1
    assert "chỉ khôi phục vào nơi trống" in told


def test_the_demo_whose_passwords_all_know_serves_its_own_machine_alone(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[str] = []
    monkeypatch.setattr("core.web.upkeep.keep_what_stays", lambda _searches: None)
    monkeypatch.setattr("core.web.upkeep.serve_app", lambda _app, *, host, port: served.append(host))
    status, told = run(app, "serve", "--host", "0.0.0.0")
    assert (status, "passwords are known" in told, served) == (1, True, [])


def test_a_server_brings_its_tables_up_before_it_serves(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    monkeypatch.setattr("core.web.upkeep.upgrade_tables", done.append)
    monkeypatch.setattr("core.web.upkeep.serve_app", lambda _app, *, host, port: done.append((host, port)))
    monkeypatch.setattr("core.web.upkeep.keep_what_stays", lambda _sweeps: None)
    for more in ([], ["--upgrade"]):
        assert app.test_cli_runner().invoke(args=["serve", "--port", "8111", *more]).exit_code == 0
    served = ("127.0.0.1", 8111)
    assert done == [served, app.extensions["settings"].database_url, served]


def test_a_process_that_cannot_be_kept_alive_is_left_to_whoever_started_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    born = iter(range(2, 2 + MOST_QUICK))
    monkeypatch.setattr("core.web.keeping.os.fork", lambda: next(born))
    monkeypatch.setattr("core.web.keeping.os.waitpid", lambda child, _how: (child, 9))
    monkeypatch.setattr("core.web.keeping.signal.signal", lambda _signal, _work: None)
    monkeypatch.setattr("core.web.keeping.time.sleep", lambda _seconds: None)
    with pytest.raises(SystemExit) as ended:
        keep(lambda: None, [])
    assert ended.value.code == 1
    assert len(caplog.records) == MOST_QUICK
    assert "-9" in caplog.text
