"""Use cases on accounts."""

from __future__ import annotations

from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.models import User
from core.accounts.queries import Account, find_account_by_login
from core.accounts.rules.roles import COMMUNE_ROLES, Role
from core.audit.services import SYSTEM, note
from core.errors import DomainError, NotFoundError
from core.locking import locked

MIN_PASSWORD_LENGTH = 10
_hasher = PasswordHasher()
# Checked when no account matches, so that the answer takes as long as for a wrong password.
_NOBODY = "$argon2id$v=19$m={},t={},p={}${}${}".format(
    _hasher.memory_cost, _hasher.time_cost, _hasher.parallelism, "A" * 22, "A" * 43
)  # a salt and a hash of noughts alone: no password is known to lead there, and none is hashed to load this module


class SignInError(DomainError):
    """The name or the password is wrong, or the account is closed; which of them is not told."""

    code = "sign_in_failed"
    status = 401


class AccountError(DomainError):
    """An account cannot be made as asked. Fact: `why`."""

    code = "account_refused"


class WeakPasswordError(AccountError):
    """The password is too short. Fact: `least`, the number of characters needed."""

    code = "password_too_short"


class WrongPasswordError(AccountError):
    """The present password, asked again before it is changed, is another."""

    code = "password_wrong"


class LoginTakenError(AccountError):
    """Another account has this sign-in name. Fact: `login`."""

    code = "login_taken"


class RoleNeedsCommuneError(AccountError):
    """A commune post needs its commune, a provincial post must not have one."""

    code = "role_needs_commune"


def authenticate(session: Session, *, login: str, password: str) -> Account:
    """Return the account these words open; raises SignInError otherwise."""
    account = find_account_by_login(session, login)
    stored = account.password_hash if account else _NOBODY
    try:
        _hasher.verify(stored, password)
    except (VerifyMismatchError, InvalidHashError) as error:
        raise SignInError from error
    if account is None or not account.active:
        raise SignInError
    return account


def add_user(
    session: Session,
    *,
    login: str,
    name: str,
    role: Role,
    commune_code: str,
    password: str,
    now: datetime,
    by: str,
) -> int:
    """Return the id of a new account."""
    login = login.strip().lower()
    _check_strength(password)
    if (role in COMMUNE_ROLES) != bool(commune_code):
        raise RoleNeedsCommuneError
    if session.scalars(select(User.id).where(User.login == login)).first() is not None:
        raise LoginTakenError(login=login)
    user = User(
        login=login,
        name=name.strip(),
        role=role.value,
        commune_code=commune_code or None,
        password_hash=_hasher.hash(password),
        active=True,
        session_no=1,
        created_at=now,
    )
    session.add(user)
    session.flush()
    note(session, stream=SYSTEM, at=now, actor=by, action="user.add", subject=login, role=role.value)
    return user.id


def _check_strength(password: str) -> None:
    if len(password) < MIN_PASSWORD_LENGTH:
        raise WeakPasswordError(least=MIN_PASSWORD_LENGTH)


def _lock_user(session: Session, login: str) -> User:
    query = locked(select(User).where(User.login == login.strip().lower()))
    user = session.scalars(query).one_or_none()
    if user is None:
        raise NotFoundError(what=login)
    return user


def change_password(session: Session, *, login: str, old: str, new: str, now: datetime) -> None:
    """Give an account the password its owner chose; raises WrongPasswordError or WeakPasswordError.

    Every open session of the account ends at its next request.
    """
    try:
        _hasher.verify(_lock_user(session, login).password_hash, old)
    except (VerifyMismatchError, InvalidHashError) as error:
        raise WrongPasswordError from error
    set_password(session, login=login, password=new, now=now, by=login)


def set_password(session: Session, *, login: str, password: str, now: datetime, by: str) -> None:
    """Give an account another password, where its owner forgot it; its open sessions end. Raises WeakPasswordError."""
    _check_strength(password)
    user = _lock_user(session, login)
    user.password_hash = _hasher.hash(password)
    user.session_no += 1
    note(session, stream=SYSTEM, at=now, actor=by, action="user.password", subject=user.login)


def disable_user(session: Session, *, login: str, now: datetime, by: str) -> None:
    """Close an account; open sessions of it end at their next request."""
    user = _lock_user(session, login)
    user.active = False
    user.session_no += 1
    note(session, stream=SYSTEM, at=now, actor=by, action="user.disable", subject=user.login)
