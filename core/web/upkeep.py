"""Commands that keep an installation alive: backup and its drill, restore, the move to another database, the server."""

from __future__ import annotations

import gc
import tempfile
import time
from pathlib import Path

import click
from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from core.accounts.demo import DEMO_LOGINS, DEMO_PASSWORD
from core.backup import BackupError, make_backup, restore_backup
from core.collecting import keep_what_stays
from core.config import database_address
from core.db import Database
from core.web.commands import fail, upgrade_tables, verdict_of
from core.web.doors import database, settings
from core.web.serving import serve_app
from core.web.watch import log_as_json

SETTLED = 4  # full searches for rubbish; by then what the first pages keep in memory is there
UPGRADE_FIRST = "Vui lòng chạy flask db upgrade rồi thử lại. (run flask db upgrade first)"


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write everything (tables and kept files) into FILE."""
    try:
        report = make_backup(database(), data_dir=settings().data_dir, target=file)
    except BackupError as error:
        fail(str(error))
    click.echo(f"Đã sao lưu {report.rows} dòng, {report.files} tệp vào {file} (sha256 {report.sha256}).")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
def restore(file: Path) -> None:
    """Put the content of FILE into an empty database."""
    try:
        report = restore_backup(database(), data_dir=settings().data_dir, source=file)
    except BackupError as error:
        fail(str(error))
    click.echo(f"Đã khôi phục {report.rows} dòng, {report.files} tệp từ {file}.")


@click.command("check-backup")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
def check_backup(file: Path) -> None:
    """Drill: restore FILE into a throw-away database and check its chains and balances; nothing here is touched."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="check-backup-") as name:
        url = f"sqlite:///{name}/drill.sqlite3"
        upgrade_tables(url)
        drill = Database(url)
        try:
            report = restore_backup(drill, data_dir=Path(name), source=file)
            wrong, seen = verdict_of(drill)
        except BackupError as error:
            fail(str(error))
        finally:
            drill.dispose()
    click.echo(
        f"Khôi phục thử {report.rows} dòng, {report.files} tệp trong {time.monotonic() - started:.1f} giây: {seen}."
    )
    if wrong:
        fail("\n".join([*wrong, "Bản sao lưu đọc được nhưng sổ trong đó KHÔNG nguyên vẹn (not sound)."]))
    click.echo("Bản sao lưu dùng được (the backup is good).")


@click.command("move")
@click.argument("url")
def move(url: str) -> None:
    """Copy everything into the empty database at URL, for instance from SQLite to PostgreSQL.

    The old database is left as it is; afterwards set DATABASE_URL to URL.
    """
    target_url = database_address(url)
    if target_url == settings().database_url:
        fail("Đây chính là cơ sở dữ liệu đang dùng. (same database)")
    target = Database(target_url)
    try:
        upgrade_tables(target_url)
        with tempfile.TemporaryDirectory(prefix="move-") as name:
            file = Path(name) / "all.zip"
            try:
                made = make_backup(database(), data_dir=settings().data_dir, target=file)
            except SQLAlchemyError as error:
                fail(f"Không đọc được cơ sở dữ liệu đang dùng: {error.__class__.__name__}. {UPGRADE_FIRST}")
            report = restore_backup(target, data_dir=settings().data_dir, source=file)
        wrong, seen = verdict_of(target)
    except BackupError as error:
        fail(str(error))
    except SQLAlchemyError as error:
        fail(
            f"Không mở được cơ sở dữ liệu mới: {error.__class__.__name__}. Vui lòng kiểm tra địa chỉ. (cannot open)"
        )
    finally:
        target.dispose()
    if wrong or report.rows != made.rows:
        fail("\n".join([*wrong, "Bản mới KHÔNG khớp; tiếp tục dùng cơ sở dữ liệu cũ. (copy differs)"]))
    click.echo(f"Đã chuyển {report.rows} dòng; {seen}.")
    click.echo("Hãy đặt DATABASE_URL sang địa chỉ mới rồi khởi động lại. (set DATABASE_URL and restart)")


@click.command("serve")
@click.option("--host", default="127.0.0.1")
@click.option("--port", default=8000)
@click.option(
    "--upgrade", is_flag=True, help="Bring the tables to the newest first: one start instead of two."
)
def serve(host: str, port: int, upgrade: bool) -> None:
    """Serve until SIGTERM; what was begun is answered first. Where the process that answers dies, another takes its place."""
    if settings().demo:
        if host not in {"127.0.0.1", "localhost", "::1"}:
            fail("The demo's passwords are known: it serves this machine only. Set DEMO=0 and SECRET_KEY.")
        click.echo(f"Bản thử (demo): http://{host}:{port}   mật khẩu chung (password): {DEMO_PASSWORD}")
        for login in DEMO_LOGINS:
            click.echo(f"  {login}")
    if upgrade:
        upgrade_tables(settings().database_url)
    if settings().log_requests:
        log_as_json()
    gc.freeze()  # what is loaded now stays: looking through it for rubbish would hold up one answer in some hundred
    keep_what_stays(SETTLED)
    serve_app(current_app._get_current_object(), host=host, port=port)  # type: ignore[attr-defined]


def set_up(app: Flask) -> None:
    """Add the commands to `flask`."""
    for one in (backup, check_backup, restore, move, serve):
        app.cli.add_command(one)
