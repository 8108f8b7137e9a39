"""A backup holds everything, fits either database, and cannot be damaged unseen."""

from __future__ import annotations

import hashlib
import json
import random
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import Table, func, inspect, select, update
from sqlalchemy.orm import Session

from core import backup
from core.accounts.rules.roles import Role
from core.accounts.services import add_user
from core.backup import FILES_DIR, BackupError, make_backup, restore_backup
from core.config import Settings
from core.db import Base, BusyError, Database
from core.web.commands import alembic_config
from core.web.models import DoneRequest
from inventory.models import LotRow
from inventory.services.promising import Ask, reserve
from mobilization.rules.hazards import Hazard
from mobilization.services.incidents import open_incident
from mobilization.services.needs import add_need
from tests.db.inventory.register import (
    CANOES,
    DUTY,
    HOME,
    NOW,
    audit_findings,
    load_register,
    occasion,
    stock,
    unequal_balances,
)


def database_of(app: Flask) -> Database:
    held: Database = app.extensions["database"]
    return held


def folder_of(app: Flask) -> Path:
    settings: Settings = app.extensions["settings"]
    return settings.data_dir


def content(session: Session) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: [
            tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))
        ]
        for table in Base.metadata.sorted_tables
    }


@pytest.fixture
def office(app: Flask) -> Flask:
    """Stock, an incident, an account and kept files."""
    with database_of(app).transaction() as session:
        load_register(session)
        lot_id = stock(session, 120, broken=5, place='kho "A", thôn 2\nxã')
        stock(session, 0, type_code="HC-001")
        reserve(session, [Ask(lot_id=lot_id, quantity=Decimal(20), to_own_commune=True)], occasion())
        incident_id = open_incident(
            session, title="Bão số 9", hazard=Hazard.BAO, commune_code=HOME, place="", ptds_level=2,
            risk_level=4, actor=DUTY, now=NOW,
        )  # fmt: skip
        add_need(
            session, incident_id=incident_id, type_code=CANOES, quantity=Decimal(2), commune_code="",
            priority=1, within_minutes=None, note_text="", actor=DUTY, now=NOW,
        )  # fmt: skip
        add_user(
            session, login="kt", name="Đặng", role=Role.KIEM_TOAN, commune_code="", password="0123456789",
            now=NOW, by="cli",
        )  # fmt: skip
    kept = folder_of(app) / FILES_DIR
    kept.mkdir()
    (kept / ("a" * 64)).write_bytes(bytes(range(256)) * 5)
    (kept / ("b" * 64)).write_bytes(b"")
    return app


def test_what_is_restored_into_the_other_database_is_the_same_and_lives_on(
    office: Flask, empty_other: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "office.backup"
    made = make_backup(database_of(office), data_dir=folder_of(office), target=file)
    read = restore_backup(database_of(empty_other), data_dir=folder_of(empty_other), source=file)
    assert (read.rows, read.files, read.sha256) == (made.rows, made.files, made.sha256)
    with database_of(office).reading() as before, database_of(empty_other).reading() as after:
        assert content(before) == content(after)
        assert unequal_balances(after) == []
    assert audit_findings(empty_other) == ()
    for kept in (folder_of(office) / FILES_DIR).iterdir():
        assert (folder_of(empty_other) / FILES_DIR / kept.name).read_bytes() == kept.read_bytes()
    with database_of(empty_other).transaction() as session:
        newest = session.scalar(select(func.max(LotRow.id))) or 0
        assert stock(session, 3, type_code=CANOES) > newest
    assert audit_findings(empty_other) == ()


def test_a_backup_that_fails_leaves_nothing(office: Flask, tmp_path: Path) -> None:
    """Half a backup beside the whole ones would fill the disk, or be taken for one."""
    (folder_of(office) / FILES_DIR / "c").mkdir()  # cannot be read as a file
    place = tmp_path / "backups"
    place.mkdir()
    with pytest.raises(OSError, match="c"):
        make_backup(database_of(office), data_dir=folder_of(office), target=place / "office.backup")
    assert list(place.iterdir()) == []


def test_a_backup_shows_one_moment_though_others_write(
    office: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.db.BUSY_SECONDS", 0.3)
    other, lines = Database(database_of(office).url), backup._lines

    def lines_while_others_write(session: Session, table: Table) -> Iterator[bytes]:
        if table.name == LotRow.__tablename__:
            try:
                with other.transaction() as writer:
                    writer.execute(update(LotRow).values(note="later"))
            except BusyError:
                assert other.is_sqlite  # without WAL the writer waits for the reader
        return lines(session, table)

    monkeypatch.setattr(backup, "_lines", lines_while_others_write)
    file = tmp_path / "office.backup"
    make_backup(database_of(office), data_dir=folder_of(office), target=file)
    other.dispose()
    with zipfile.ZipFile(file) as archive:
        assert b"later" not in archive.read(f"tables/{LotRow.__tablename__}.jsonl")


def test_a_flipped_bit_anywhere_is_found_and_nothing_is_restored(
    office: Flask, empty_other: Flask, tmp_path: Path
) -> None:
    file, spoilt = tmp_path / "office.backup", tmp_path / "spoilt.backup"
    make_backup(database_of(office), data_dir=folder_of(office), target=file)
    whole = file.read_bytes()
    chance = random.Random(9)
    ends = [0, 1, len(whole) - 1, len(whole) - 65]
    for at in (*ends, *(chance.randrange(len(whole)) for _ in range(26))):
        damaged = bytearray(whole)
        damaged[at] ^= 1 << chance.randrange(8)
        spoilt.write_bytes(damaged)
        with pytest.raises(BackupError):
            restore_backup(database_of(empty_other), data_dir=folder_of(empty_other), source=spoilt)
    for cut in (0, 10, 64, len(whole) // 2, len(whole) - 1):
        spoilt.write_bytes(whole[:cut])
        with pytest.raises(BackupError):
            restore_backup(database_of(empty_other), data_dir=folder_of(empty_other), source=spoilt)
    with database_of(empty_other).reading() as session:
        assert not any(content(session).values())
    assert not (folder_of(empty_other) / FILES_DIR).exists()


def test_only_an_empty_database_takes_a_backup_and_no_backup_overwrites_another(
    office: Flask, empty_other: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "office.backup"
    make_backup(database_of(office), data_dir=folder_of(office), target=file)
    with pytest.raises(BackupError, match="exists"):
        make_backup(database_of(office), data_dir=folder_of(office), target=file)
    with database_of(empty_other).transaction() as session:
        row = DoneRequest(key="k", user_id=1, digest="", location="", message="", at=NOW)
        session.add(row)
    with pytest.raises(BackupError, match="done_request"):
        restore_backup(database_of(empty_other), data_dir=folder_of(empty_other), source=file)
    with database_of(empty_other).reading() as session:
        assert sum(map(len, content(session).values())) == 1
    text = tmp_path / "list.csv"
    text.write_text("STT,Tên\n" * 20)
    with pytest.raises(BackupError):
        restore_backup(database_of(empty_other), data_dir=folder_of(empty_other), source=text)


def as_of_old(file: Path, target: Path, *, revision: str, columns: dict[str, set[str]]) -> None:
    """Write a backup again as an older version would have: its revision, without the tables and columns since."""
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as packed:
        manifest = json.loads(source.read("manifest.json"))
        parts = manifest["parts"]
        for name in source.namelist():
            content, table = source.read(name), Path(name).stem
            if name == "manifest.json" or (name.startswith("tables/") and table not in columns):
                parts.pop(name, None)
                continue
            if name.startswith("tables/"):
                held = [at for at, one in enumerate(parts[name]["columns"]) if one in columns[table]]
                lines = [json.loads(line) for line in content.splitlines()]
                content = b"".join(json.dumps([line[at] for at in held]).encode() + b"\n" for line in lines)
                parts[name]["columns"] = [parts[name]["columns"][at] for at in held]
                parts[name]["sha256"] = hashlib.sha256(content).hexdigest()
            packed.writestr(name, content)
        packed.writestr("manifest.json", json.dumps({"revision": revision, "parts": parts}))


def test_a_backup_from_before_an_upgrade_is_restored_at_its_revision_and_then_upgraded(
    office: Flask, empty_other: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, old, other = tmp_path / "office.backup", tmp_path / "old.backup", database_of(empty_other)
    make_backup(database_of(office), data_dir=folder_of(office), target=file)
    with empty_other.app_context():
        command.downgrade(alembic_config(), "0016")
    with other.reading() as session:
        known = inspect(session.connection())
        columns = {name: {one["name"] for one in known.get_columns(name)} for name in known.get_table_names()}
    as_of_old(file, old, revision="0016", columns=columns)
    monkeypatch.setattr("core.backup._check_seal", lambda path: None)
    with pytest.raises(BackupError, match="flask db upgrade 0016"):
        restore_backup(database_of(office), data_dir=folder_of(office), source=old)
    restore_backup(other, data_dir=folder_of(empty_other), source=old)
    with empty_other.app_context():
        command.upgrade(alembic_config(), "head")
    at = [column.name for column in LotRow.__table__.columns].index("changed_at")  # younger than the backup
    with database_of(office).reading() as before, other.reading() as after:
        wanted, found = content(before), content(after)
    for held in (wanted, found):
        held["lot"] = [(*row[:at], *row[at + 1 :]) for row in held["lot"]]
        del held["incident_entry"]  # younger too
    assert found == wanted
    assert audit_findings(empty_other) == ()


def test_a_damaged_part_is_named_even_where_the_archive_was_packed_again(
    office: Flask, empty_other: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, packed = tmp_path / "office.backup", tmp_path / "packed.backup"
    make_backup(database_of(office), data_dir=folder_of(office), target=file)
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            held = source.read(name)
            target.writestr(name, held.replace(b'"120"', b'"999"') if "lot.jsonl" in name else held)
    with pytest.raises(BackupError, match="digest differs"):
        restore_backup(database_of(empty_other), data_dir=folder_of(empty_other), source=packed)
    monkeypatch.setattr("core.backup._check_seal", lambda path: None)
    with pytest.raises(BackupError, match=r"tables/lot\.jsonl"):
        restore_backup(database_of(empty_other), data_dir=folder_of(empty_other), source=packed)


def test_a_file_of_a_backup_lands_in_its_folder_whatever_it_is_called(
    office: Flask, empty_other: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever brings a backup, made whole and sealed, must not write over the program."""
    file, made = tmp_path / "office.backup", tmp_path / "made.backup"
    make_backup(database_of(office), data_dir=folder_of(office), target=file)
    name, content = "files/../outside", b"x"
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(made, "w") as packed:
        manifest = json.loads(source.read("manifest.json"))
        manifest["parts"][name] = {"sha256": hashlib.sha256(content).hexdigest()}
        for part in source.namelist():
            packed.writestr(part, json.dumps(manifest) if part == "manifest.json" else source.read(part))
        packed.writestr(name, content)
    monkeypatch.setattr("core.backup._check_seal", lambda path: None)
    restore_backup(database_of(empty_other), data_dir=folder_of(empty_other), source=made)
    assert not (folder_of(empty_other) / "outside").exists()
    assert (folder_of(empty_other) / FILES_DIR / "outside").read_bytes() == content
