"""A person changes the password; whoever else sits at the account is put out."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from core.accounts.demo import DEMO_PASSWORD
from core.audit.models import AuditEntry
from tests.web.making import database_of, demo_copy, send, sign_in

LOGIN, PAGE, FRESH = "canbo.binhminh", "/mat-khau", "bốn tại chỗ ở xã"


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("không phải", FRESH, FRESH, "Mật khẩu hiện tại chưa đúng"),
        (DEMO_PASSWORD, "ngắn", "ngắn", "ít nhất 10 ký tự"),
        (DEMO_PASSWORD, FRESH, FRESH + "!", "khác nhau"),
        ("", "", "", "ít nhất 10 ký tự"),
    ],
)
def test_what_does_not_fit_changes_nothing(demo: Flask, old: str, new: str, again: str, said: str) -> None:
    official = sign_in(demo, LOGIN)
    answer = send(official, PAGE, {"old": old, "new": new, "again": again}, PAGE)
    assert answer.status_code == 422
    assert said.casefold() in answer.text.casefold() or "Mật khẩu hiện tại chưa đúng" in answer.text
    assert f'value="{new}"' not in answer.text or not new  # a password is never sent back
    sign_in(demo, LOGIN)


def test_the_other_sessions_end_and_this_one_goes_on(demo: Flask) -> None:
    official, elsewhere = sign_in(demo, LOGIN), sign_in(demo, LOGIN)
    done = send(official, PAGE, {"old": DEMO_PASSWORD, "new": FRESH, "again": FRESH}, PAGE)
    assert done.status_code == 303
    assert official.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert demo.test_client().post("/dang-nhap", data={}).status_code in {400, 401}
    sign_in(demo, LOGIN, FRESH)
    with pytest.raises(AssertionError, match="chưa đúng"):
        sign_in(demo, LOGIN, DEMO_PASSWORD)
    with database_of(demo).reading() as session:
        told = session.scalars(select(AuditEntry).where(AuditEntry.action == "user.password")).one()
    assert (told.actor, told.subject) == (LOGIN, LOGIN)
    assert FRESH not in told.facts


def test_who_sits_at_another_s_screen_does_not_guess_for_long(tmp_path: Path) -> None:
    app = demo_copy(tmp_path, login_limit="2 per minute")
    official = sign_in(app, LOGIN)
    form = {"old": "không phải", "new": FRESH, "again": FRESH}
    assert [send(official, PAGE, form).status_code for _ in range(3)] == [422, 422, 429]
    database_of(app).dispose()


def test_the_administrator_sets_a_forgotten_one(demo: Flask) -> None:
    official = sign_in(demo, LOGIN)
    runner = demo.test_cli_runner()
    assert runner.invoke(args=["user", "password", LOGIN, "--password", "ngắn"]).exit_code == 1
    assert official.get("/").status_code == 200
    done = runner.invoke(args=["user", "password", LOGIN, "--password", FRESH])
    assert done.exit_code == 0, done.output
    assert official.get("/").status_code == 302
    sign_in(demo, LOGIN, FRESH)
    assert runner.invoke(args=["user", "password", "khong.co", "--password", FRESH]).exit_code == 1
