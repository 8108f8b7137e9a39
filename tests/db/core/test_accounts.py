"""Who may come in: the right words only, closed accounts at once, no account made wrongly."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core.accounts import services
from core.accounts.models import User
from core.accounts.queries import find_account_by_login, list_accounts
from core.accounts.rules.roles import Role
from core.accounts.services import (
    AccountError,
    LoginTakenError,
    RoleNeedsCommuneError,
    SignInError,
    WeakPasswordError,
    add_user,
    authenticate,
    disable_user,
)
from core.accounts.tokens import add_token, list_tokens, revoke_token
from core.clock import day_of
from core.db import Database
from core.errors import NotFoundError
from tests.conftest import STRONG
from tests.db.inventory.register import HOME, NOW, load_register

PASSWORD = "mưa lũ 2026!"
GOOD: dict[str, Any] = {
    "login": "canbo.a",
    "name": " Phạm Thị A ",
    "role": Role.CAN_BO_XA,
    "commune_code": HOME,
    "password": PASSWORD,
}


@pytest.fixture
def office(database: Database) -> Database:
    with database.transaction() as session:
        load_register(session)
        add_user(session, now=NOW, by="cli", **GOOD)
    return database


def test_the_right_words_open_the_account_however_the_name_is_typed(office: Database) -> None:
    with office.reading() as session:
        typed = [authenticate(session, login=login, password=PASSWORD) for login in ("canbo.a", " CanBo.A ")]
    actor = typed[0].actor()
    assert typed[0] == typed[1]
    assert (actor.login, actor.name, actor.role, actor.commune_code) == (
        "canbo.a",
        "Phạm Thị A",
        Role.CAN_BO_XA,
        HOME,
    )


def test_wrong_words_closed_accounts_and_nobody_get_one_and_the_same_answer(office: Database) -> None:
    with office.transaction() as session:
        closed = {**GOOD, "login": "canbo.b"}
        add_user(session, now=NOW, by="cli", **closed)
        disable_user(session, login="CANBO.B", now=NOW, by="cli")
    with office.reading() as session:
        hashes = session.scalars(select(User.password_hash)).all()
    assert all(kept.startswith("$argon2id$") for kept in hashes)
    assert len(set(hashes)) == 2  # the same password, salted twice
    tries = [
        ("canbo.a", PASSWORD + " "),
        ("canbo.a", ""),
        ("canbo.b", PASSWORD),
        ("nobody", PASSWORD),
        ("nobody", "nobody has this password"),
        ("", ""),
    ]
    with office.reading() as session:
        for login, password in tries:
            with pytest.raises(SignInError) as refusal:
                authenticate(session, login=login, password=password)
            assert refusal.value.facts == {}
    assert not STRONG.check_needs_rehash(services._NOBODY)  # takes as long as any other hash


def test_a_password_is_dear_to_guess() -> None:
    """The library's own choice (RFC 9106, low memory) or more; tests alone run with less."""
    assert STRONG.memory_cost >= 65_536
    assert STRONG.time_cost >= 3


def test_closing_an_account_ends_its_sessions(office: Database) -> None:
    with office.transaction() as session:
        disable_user(session, login="canbo.a", now=NOW, by="cli")
        with pytest.raises(NotFoundError):
            disable_user(session, login="nobody", now=NOW, by="cli")
    with office.reading() as session:
        account = find_account_by_login(session, "canbo.a")
    assert account is not None
    assert (account.active, account.session_no) == (False, 2)
    for login in ("canbo.a", "nobody"):
        token: dict[str, Any] = {"login": login, "name": "phần mềm", "days": 30, "now": NOW, "by": "cli"}
        with pytest.raises(NotFoundError), office.transaction() as session:
            add_token(session, **token)


def test_an_account_that_cannot_be_is_refused_with_its_reason(office: Database) -> None:
    refused: list[tuple[dict[str, Any], type[AccountError]]] = [
        ({"password": "123456789"}, WeakPasswordError),
        ({"login": " CANBO.A "}, LoginTakenError),
        ({"login": "x", "commune_code": ""}, RoleNeedsCommuneError),
        ({"login": "x", "role": Role.LANH_DAO_TINH}, RoleNeedsCommuneError),
    ]
    for change, error in refused:
        with pytest.raises(error), office.transaction() as session:
            add_user(session, now=NOW, by="cli", **{**GOOD, **change})
    with office.reading() as session:
        assert [account.login for account in list_accounts(session)] == ["canbo.a"]


def test_a_token_closed_twice_was_closed_the_first_time(office: Database) -> None:
    with office.transaction() as session:
        add_token(session, login="canbo.a", name="phần mềm", days=30, now=NOW, by="cli")
        (token,) = list_tokens(session)
        for hours in (1, 2):
            revoke_token(session, token_id=token.id, now=NOW + timedelta(hours=hours), by="cli")
        (closed,) = list_tokens(session)
        assert (token.is_open(day_of(NOW)), closed.is_open(day_of(NOW))) == (True, False)
        assert closed.revoked_at == NOW + timedelta(hours=1)
