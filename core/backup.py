"""A backup that carries its own proof: every table as JSON lines, every kept file, and a manifest of digests.

One format for both databases, so a backup of one can be restored into the other. The file is a ZIP archive whose
comment, its last 64 bytes, is the digest of all bytes before it: a single flipped bit anywhere is found.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Table, column, func, insert, inspect, select, text
from sqlalchemy import table as light_table
from sqlalchemy.orm import Session

from core.db import Base, Database
from core.values import frozen

FILES_DIR = "files"
CHUNK = 2000
SEAL_LENGTH = 64  # a SHA-256 in hexadecimal


class BackupError(Exception):
    """The backup cannot be made or used; the text says why and what to do."""


@frozen
class BackupReport:
    """What was written or read."""

    rows: int
    files: int
    sha256: str


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, Decimal):
        return {"n": str(value)}
    if isinstance(value, bytes):
        return {"b": value.hex()}
    return value


def _value(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, raw),) = value.items()
    read: dict[str, Callable[[str], Any]] = {
        "t": datetime.fromisoformat,
        "d": date.fromisoformat,
        "n": Decimal,
        "b": bytes.fromhex,
    }
    return read[kind](raw)


def _lines(session: Session, table: Table) -> Iterator[bytes]:
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=CHUNK)
    for row in session.execute(query):
        yield json.dumps([_plain(value) for value in row], ensure_ascii=False).encode() + b"\n"


def make_backup(database: Database, *, data_dir: Path, target: Path) -> BackupReport:
    """Write all tables as of one moment and all kept files into `target`; an existing file is not overwritten."""
    if target.exists():
        raise BackupError(f"{target} đã có; vui lòng chọn tên khác. (file exists)")
    manifest: dict[str, dict[str, object]] = {}
    rows = files = 0
    unfinished = target.with_name(target.name + ".part")
    try:
        with (
            zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive,
            database.snapshot() as session,
        ):
            revision = session.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
            for table in Base.metadata.sorted_tables:
                digest, count = hashlib.sha256(), 0
                with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as out:
                    for line in _lines(session, table):
                        out.write(line)
                        digest.update(line)
                        count += 1
                manifest[f"tables/{table.name}.jsonl"] = {
                    "sha256": digest.hexdigest(),
                    "rows": count,
                    "columns": [column.name for column in table.columns],
                }
                rows += count
            for path in sorted((data_dir / FILES_DIR).glob("*")):
                content = path.read_bytes()
                archive.writestr(f"files/{path.name}", content)
                manifest[f"files/{path.name}"] = {"sha256": hashlib.sha256(content).hexdigest()}
                files += 1
            archive.writestr("manifest.json", json.dumps({"revision": revision, "parts": manifest}, indent=1))
            archive.comment = b"0" * SEAL_LENGTH
        seal = _digest_of(unfinished, leave_out=SEAL_LENGTH)
        with unfinished.open("r+b") as file:
            file.seek(-SEAL_LENGTH, os.SEEK_END)
            file.write(seal.encode())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return BackupReport(rows=rows, files=files, sha256=_digest_of(target))


def _digest_of(path: Path, *, leave_out: int = 0) -> str:
    """Return the SHA-256 of a file without its last bytes."""
    digest = hashlib.sha256()
    left = max(0, path.stat().st_size - leave_out)
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(left, 1 << 20))):
            digest.update(chunk)
            left -= len(chunk)
    return digest.hexdigest()


def _check_seal(path: Path) -> None:
    """Return where the file is as it was written; raises BackupError."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - SEAL_LENGTH))
        seal = file.read()
    if seal != _digest_of(path, leave_out=SEAL_LENGTH).encode():
        raise BackupError(
            f"{path} đã hỏng hoặc không phải bản sao lưu đọc được; chưa khôi phục gì. (digest differs)"
        )


def _check(archive: zipfile.ZipFile, session: Session) -> dict[str, Any]:
    """Return the manifest after every part was compared with its digest; raises BackupError naming the bad part."""
    manifest = json.loads(archive.read("manifest.json"))
    revision = session.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if revision != manifest["revision"]:
        raise BackupError(
            f"Bản sao lưu thuộc phiên bản {manifest['revision']}, cơ sở dữ liệu đang ở {revision}: với một cơ sở dữ liệu "
            f"trống, chạy `flask db upgrade {manifest['revision']}`, khôi phục, rồi `flask db upgrade`. (revisions differ)"
        )
    for name, part in manifest["parts"].items():
        digest = hashlib.sha256()
        with archive.open(name) as source:
            while chunk := source.read(1 << 20):
                digest.update(chunk)
        if digest.hexdigest() != part["sha256"]:
            raise BackupError(f"Phần {name} của bản sao lưu đã hỏng; chưa khôi phục gì. (digest differs)")
    return dict(manifest["parts"])


def restore_backup(database: Database, *, data_dir: Path, source: Path) -> BackupReport:
    """Put a checked backup into an empty database of the same revision, which may be older than the program's: all or nothing."""
    _check_seal(source)
    rows = files = 0
    try:
        with zipfile.ZipFile(source) as archive, database.transaction() as session:
            parts = _check(archive, session)
            tables = _present(session)
            for table in tables:
                if session.execute(select(func.count()).select_from(table)).scalar_one():
                    raise BackupError(
                        f"Cơ sở dữ liệu đang có số liệu (bảng {table.name}); chỉ khôi phục vào nơi trống."
                    )
            for table in tables:
                part = parts[f"tables/{table.name}.jsonl"]
                with archive.open(f"tables/{table.name}.jsonl") as lines:
                    rows += _fill(session, table, part["columns"], iter(lines))
            (data_dir / FILES_DIR).mkdir(parents=True, exist_ok=True)
            for name in parts:
                if name.startswith("files/"):
                    (data_dir / FILES_DIR / Path(name).name).write_bytes(archive.read(name))
                    files += 1
            _continue_numbering(session, tables)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise BackupError(
            f"{source} không phải bản sao lưu đọc được; chưa khôi phục gì. ({error})"
        ) from error
    return BackupReport(rows=rows, files=files, sha256=_digest_of(source))


def _present(session: Session) -> list[Table]:
    """Return the tables that the database has: an older revision has fewer, none has one that is gone since."""
    names = set(inspect(session.connection()).get_table_names())
    return [table for table in Base.metadata.sorted_tables if table.name in names]


def _fill(session: Session, whole: Table, columns: list[str], lines: Iterator[bytes]) -> int:
    # The columns of then, without what a column of today would bring by itself.
    table = light_table(whole.name, *(column(name, whole.c[name].type) for name in columns))
    count = 0
    held: list[dict[str, Any]] = []
    for line in lines:
        held.append(dict(zip(columns, map(_value, json.loads(line)), strict=True)))
        if len(held) == CHUNK:
            session.execute(insert(table), held)
            count, held = count + len(held), []
    if held:
        session.execute(insert(table), held)
    return count + len(held)


def _continue_numbering(session: Session, tables: Iterable[Table]) -> None:
    """PostgreSQL counts row numbers apart from the rows: go on after the highest restored one."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in tables:
        number = table.autoincrement_column
        if number is not None:
            session.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{number.name}'), "  # noqa: S608
                    f"GREATEST((SELECT COALESCE(MAX({number.name}), 0) FROM {table.name}), 1))"
                )
            )
