"""Commands for the office's computer person: database, accounts, audit chain."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError, OperationalError

from core.accounts.queries import list_accounts
from core.accounts.rules.roles import Role
from core.accounts.services import add_user, disable_user, set_password
from core.accounts.tokens import MOST_DAYS, add_token, list_tokens, revoke_token
from core.audit.rules import key_from
from core.audit.services import Ledger, verify
from core.clock import day_of, now
from core.communes.queries import get_commune
from core.db import Database
from core.errors import DomainError
from core.web.doors import database, reading, settings, transaction
from core.web.sentences import sentence

if TYPE_CHECKING:
    from alembic.config import Config

ROOT = Path(__file__).parents[2]
PROBLEMS = {
    "gap": "thiếu một mục (an entry is missing)",
    "broken_link": "mục không nối với mục trước (does not follow the one before)",
    "changed": "mục đã bị sửa (entry was changed)",
    "head_changed": "đầu chuỗi đã bị sửa (head was changed)",
    "entries_missing": "mất các mục cuối (last entries are missing)",
    "head_missing": "mất đầu chuỗi (head is missing)",
    "rows_changed": "các biến động kho của mục này đã bị sửa (its stock movements were changed)",
    "rows_missing": "mất các biến động kho của mục này (its stock movements are missing)",
}


def fail(text: str, status: int = 1) -> None:
    """Print one sentence to the error stream and stop."""
    click.echo(text, err=True)
    sys.exit(status)


TROUBLES = {
    "no_tables": "Cơ sở dữ liệu chưa có bảng hoặc còn bảng của bản cũ: hãy chạy “flask db upgrade” rồi làm lại. "
    "(no tables yet, or an older version's)",
    "unreachable": "Không mở được cơ sở dữ liệu: hãy xem lại DATABASE_URL. (database cannot be reached)",
}


OLDER = ("no such table", "no such column", "has no column named")


def trouble_of(error: DBAPIError) -> str:
    """Return why a database cannot be asked: `no_tables` (none, or an older program's), `unreachable`, or an empty text."""
    if error.connection_invalidated or "unable to open database" in str(error.orig):
        return "unreachable"
    text = str(error.orig)
    if type(error.orig).__name__ in {"UndefinedTable", "UndefinedColumn"} or any(
        words in text for words in OLDER
    ):
        return "no_tables"
    return "unreachable" if isinstance(error, OperationalError) and "connection" in text else ""


def guard(group: click.Group) -> None:
    """Let every command of a group end in one sentence where the database cannot be asked."""

    def guarded(callback: Callable[..., object]) -> Callable[..., object]:
        @wraps(callback)
        def run(*args: object, **options: object) -> object:
            try:
                return callback(*args, **options)
            except DBAPIError as error:
                if text := TROUBLES.get(trouble_of(error)):
                    fail(text)
                raise

        return run

    for member in group.commands.values():
        if isinstance(member, click.Group):
            guard(member)
        elif member.callback is not None:
            member.callback = guarded(member.callback)


db_group = AppGroup("db", help="Create and change the database's tables (alembic).")
user_group = AppGroup("user", help="Accounts.")
token_group = AppGroup("token", help="Tokens by which other programs speak for an account (/api/v1).")
audit_group = AppGroup("audit", help="The chain of who did what.")


def alembic_config(url: str = "") -> Config:
    """Return alembic's settings for the database at `url`, or for this application's own."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = url or settings().database_url
    return config


def upgrade_tables(url: str, revision: str = "head") -> None:
    """Bring the tables of the database at `url` to a revision, the newest unless another is named."""
    from alembic import command

    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(alembic_config(url), revision)


@db_group.command("upgrade")
@click.argument("revision", default="head")
def db_upgrade(revision: str) -> None:
    """Bring the tables to REVISION (the newest)."""
    upgrade_tables(settings().database_url, revision)


@db_group.command("downgrade")
@click.argument("revision", default="-1")
def db_downgrade(revision: str) -> None:
    """Take the tables back to REVISION (one step)."""
    from alembic import command

    command.downgrade(alembic_config(), revision)


@db_group.command("current")
def db_current() -> None:
    """Show which revision the tables have."""
    from alembic import command

    command.current(alembic_config(), verbose=False)


@user_group.command("add")
@click.argument("login")
@click.option("--name", required=True, help="The person's full name.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--commune", default="", help="Code of the commune, for commune posts.")
@click.password_option()
def user_add(login: str, name: str, role: str, commune: str, password: str) -> None:
    """Make an account."""
    try:
        with transaction() as session:
            if commune:
                get_commune(session, commune)
            add_user(
                session,
                login=login,
                name=name,
                role=Role(role),
                commune_code=commune,
                password=password,
                now=now(),
                by="cli",
            )
    except DomainError as error:
        fail(sentence(error))
    click.echo(f"Đã tạo tài khoản {login} ({role}).")


@user_group.command("list")
def user_list() -> None:
    """List all accounts."""
    with reading() as session:
        for account in list_accounts(session):
            state = "" if account.active else "  (đã khóa)"
            click.echo(
                f"{account.login:24} {account.role.value:18} {account.commune_code or '-':7} {account.name}{state}"
            )


@user_group.command("password")
@click.argument("login")
@click.password_option()
def user_password(login: str, password: str) -> None:
    """Give an account another password; whoever is signed in with it is put out."""
    try:
        with transaction() as session:
            set_password(session, login=login, password=password, now=now(), by="cli")
    except DomainError as error:
        fail(sentence(error))
    click.echo(f"Đã đổi mật khẩu của {login}; các phiên đang mở đã kết thúc.")


@user_group.command("disable")
@click.argument("login")
def user_disable(login: str) -> None:
    """Close an account at once."""
    try:
        with transaction() as session:
            disable_user(session, login=login, now=now(), by="cli")
    except DomainError as error:
        fail(sentence(error))
    click.echo(f"Đã khóa tài khoản {login}.")


@token_group.command("add")
@click.argument("login")
@click.option("--name", required=True, help="Which program will use it, for example “phần mềm X”.")
@click.option("--days", type=click.IntRange(1, MOST_DAYS), help="How many days it is good for (no end).")
def token_add(login: str, name: str, days: int | None) -> None:
    """Make a token for an account and print it, this once only."""
    try:
        with transaction() as session:
            secret = add_token(session, login=login, name=name[:120], days=days, now=now(), by="cli")
    except DomainError as error:
        fail(sentence(error))
    click.echo(secret)
    click.echo("Hãy cất mã này ngay: hệ thống không hiện lại (shown once).", err=True)


@token_group.command("list")
def token_list() -> None:
    """List all tokens, never their secrets."""
    with reading() as session:
        for item in list_tokens(session):
            state = "" if item.is_open(day_of(now())) else "  (đã đóng)"
            click.echo(
                f"{item.id:5} {item.login:24} {item.made_at:%Y-%m-%d}  hạn {item.ends_on or '-'}  "
                f"dùng {item.last_used_on or '-'}  {item.name}{state}"
            )


@token_group.command("revoke")
@click.argument("token_id", type=int)
def token_revoke(token_id: int) -> None:
    """Close a token at once."""
    try:
        with transaction() as session:
            revoke_token(session, token_id=token_id, now=now(), by="cli")
    except DomainError as error:
        fail(sentence(error))
    click.echo(f"Đã thu hồi mã {token_id}.")


def verdict_of(held: Database) -> tuple[list[str], str]:
    """Return what does not fit in a database's chains and balances, a line each, and the sum of what was looked at."""
    ledgers: list[Ledger] = current_app.extensions["ledgers"]
    with held.snapshot() as session:
        verdict = verify(session, key=key_from(settings().secret_key), ledgers=ledgers)
        unequal = [pair for check in current_app.extensions["balance_checks"] for pair in check(session)]
    wrong = [f"{finding.stream} #{finding.seq}: {PROBLEMS[finding.problem]}" for finding in verdict.findings]
    wrong += [
        f"commune:{commune_code}: số dư của dòng kho {lot_id} không bằng sổ biến động (balance differs)"
        for commune_code, lot_id in unequal
    ]
    return wrong, f"{verdict.entries} mục, {verdict.streams} chuỗi, gốc (root) {verdict.root}"


@audit_group.command("verify")
def audit_verify() -> None:
    """Check every chain and every stock movement it covers; exit status 1 where something does not fit."""
    wrong, seen = verdict_of(database())
    for line in wrong:
        click.echo(line)
    click.echo(seen)
    if wrong:
        fail(f"Sổ KHÔNG nguyên vẹn: {len(wrong)} chỗ sai (not sound).")
    click.echo("Chuỗi nguyên vẹn, mọi số dư bằng sổ biến động (chain is sound, balances agree).")


def set_up(app: Flask) -> None:
    """Add the commands to `flask`."""
    for group in (db_group, user_group, token_group, audit_group):
        app.cli.add_command(group)
