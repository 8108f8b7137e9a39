"""The demo's database to copy from, made once in a process; people signed in to it; small files they upload."""

from __future__ import annotations

import functools
import re
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from openpyxl import Workbook
from PIL import Image
from werkzeug.test import TestResponse

from core.accounts.demo import DEMO_COMMUNE, DEMO_PASSWORD
from core.accounts.queries import find_account_by_login
from core.accounts.rules.roles import Actor, Role
from core.accounts.services import add_user
from core.clock import now
from core.db import Database
from tests.conftest import make_app, make_settings, upgrade
from tests.postgres import Postgres, one_at_a_time

OWN, OTHER = DEMO_COMMUNE, "21025"
# People of another commune, beside the demo's own.
MORE_PEOPLE = (
    ("canbo.khac", "Lâm Thị Hiền", Role.CAN_BO_XA),
    ("thuongtruc.khac", "Đinh Văn Rân", Role.THUONG_TRUC_XA),
)


def application(url: str, folder: Path, **changed: Any) -> Flask:
    """Return an application over a database, with some settings changed."""
    return make_app(replace(make_settings(url, folder), **changed))


def database_of(app: Flask) -> Database:
    """Return an application's database."""
    held: Database = app.extensions["database"]
    return held


def actor_of(app: Flask, login: str) -> Actor:
    """Return the person with this sign-in name."""
    with database_of(app).reading() as session:
        account = find_account_by_login(session, login)
    assert account is not None
    return account.actor()


def load_demo(url: str, folder: Path) -> None:
    """Bring an empty database to the demo's data and the people of another commune."""
    upgrade(url, folder)
    app = application(url, folder)
    done = app.test_cli_runner().invoke(args=["demo", "load"])
    assert done.exit_code == 0, done.output
    with database_of(app).transaction() as session:
        for login, name, role in MORE_PEOPLE:
            add_user(
                session,
                login=login,
                name=name,
                role=role,
                commune_code=OTHER,
                password=DEMO_PASSWORD,
                now=now(),
                by="tests",
            )
    database_of(app).dispose()


@functools.cache
def demo_file() -> Path:
    """Return a SQLite file with the demo's data, to copy from; the first worker that asks makes it for all."""
    with one_at_a_time("demo") as folder:
        path, half = folder / "demo.sqlite3", folder / "half.sqlite3"
        if not path.exists():
            load_demo(f"sqlite:///{half}", folder)
            half.rename(path)
    return path


def demo_template(postgres: Postgres) -> str:
    """Return the name of a PostgreSQL database with the demo's data, moved there as an office moves its own."""
    return postgres.template("template_demo", _move_demo)


def _move_demo(url: str) -> None:
    app = application(f"sqlite:///{demo_file()}", Path(tempfile.mkdtemp()))
    with app.app_context():
        done = app.test_cli_runner().invoke(
            args=["move", url.replace("postgresql+psycopg://", "postgresql://")]
        )
    assert done.exit_code == 0, done.output
    database_of(app).dispose()


def demo_copy(folder: Path, **changed: Any) -> Flask:
    """Return an application over a copy of the demo's database, with some settings changed."""
    path = folder / "copy.sqlite3"
    shutil.copy(demo_file(), path)
    return application(f"sqlite:///{path}", folder, **changed)


def token(page: TestResponse) -> str:
    """Return the form token of a page."""
    return token_in(page.text)


def token_in(text: str) -> str:
    """Return the form token in a page's text."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', text)
    assert found, text[:500]
    return found.group(1)


def sign_in(app: Flask, login: str, password: str = DEMO_PASSWORD) -> FlaskClient:
    """Return a client signed in as one of the demo's people."""
    client = app.test_client()
    form = {"login": login, "password": password, "csrf_token": form_token(client)}
    answer = client.post("/dang-nhap", data=form)
    assert answer.status_code == 303, answer.text
    return client


def form_token(client: FlaskClient) -> str:
    """Return the form token of a client's session without drawing a page for it."""
    with client.session_transaction() as session:
        kept = session.setdefault("csrf_token", secrets.token_hex(20))
    return str(URLSafeTimedSerializer(client.application.secret_key or "", salt="wtf-csrf-token").dumps(kept))


def send(client: FlaskClient, address: str, form: Mapping[str, object], page: str = "") -> TestResponse:
    """Return the answer to a form sent with the token of `page`, or as from any page."""
    given = token(client.get(page)) if page else form_token(client)
    return client.post(address, data={"csrf_token": given, **form})


def as_read(client: FlaskClient, page: str) -> dict[str, str]:
    """Return what a page's form says of how the thing stood when the page was opened."""
    found = re.search(r'name="seen" value="([^"]+)"', client.get(page).text)
    assert found, page
    return {"seen": found.group(1)}


def workbook(commune: str = "xã Bình Minh") -> BytesIO:
    """Return a small list as an office keeps it: two clear rows and one that must be asked."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows: tuple[tuple[str | int, ...], ...] = (
        (f"DANH MỤC PHƯƠNG TIỆN, VẬT TƯ {commune.upper()}",),
        (),
        ("TT", "Xã, phường", "Tên phương tiện, vật tư", "ĐVT", "Số lượng"),
        (1, commune, "Áo phao", "Cái", 131),
        (2, commune, "Máy phát điện 5 kVA", "Cái", 3),
        (3, commune, "Phao", "Cái", 12),
    )
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def picture(side: int = 60, colour: str = "steelblue", ending: str = "JPEG") -> bytes:
    """Return a small picture as a telephone sends it, with a note of where it was taken."""
    image = Image.new("RGB", (side, side // 2), colour)
    notes = Image.Exif()
    notes[0x010E] = "nhà ông Năm"
    file = BytesIO()
    image.save(file, ending, exif=notes)
    return file.getvalue()
