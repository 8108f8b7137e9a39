"""Tokens: made once and shown once, they carry their account's own reach, and end with it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from core.accounts.models import ApiToken, User
from core.accounts.queries import Account, find_account, find_account_by_login
from core.audit.services import SYSTEM, note
from core.clock import day_of
from core.errors import NotFoundError
from core.values import frozen

PREFIX = "b4t_"  # so that a token left in a file is recognised for what it is
MOST_DAYS = 3650


@frozen
class Token:
    """A token as its administrator sees it: never the secret itself."""

    id: int
    login: str
    name: str
    made_at: datetime
    ends_on: date | None
    last_used_on: date | None
    revoked_at: datetime | None

    def is_open(self, today: date) -> bool:
        """Return whether the token still opens the door."""
        return self.revoked_at is None and (self.ends_on is None or self.ends_on >= today)


def _digest(secret: str) -> str:
    # 256 random bits need no slow hash: there is nothing to guess.
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def add_token(session: Session, *, login: str, name: str, days: int | None, now: datetime, by: str) -> str:
    """Return the new token of an account, the only time it is seen; raises NotFoundError for a closed account."""
    account = find_account_by_login(session, login)
    if account is None or not account.active:
        raise NotFoundError(what=login)
    secret = PREFIX + secrets.token_urlsafe(32)
    ends_on = day_of(now) + timedelta(days=days) if days else None
    row = ApiToken(user_id=account.id, name=name, digest=_digest(secret), made_at=now, ends_on=ends_on)
    session.add(row)
    session.flush()
    note(
        session,
        stream=SYSTEM,
        at=now,
        actor=by,
        action="token.add",
        subject=f"token:{row.id}",
        login=account.login,
        name=name,
        ends_on=str(ends_on or ""),
    )
    return secret


def list_tokens(session: Session) -> list[Token]:
    """Return all tokens by sign-in name and number."""
    query = select(ApiToken, User.login).join(User, User.id == ApiToken.user_id)
    return [
        Token(
            id=row.id,
            login=login,
            name=row.name,
            made_at=row.made_at,
            ends_on=row.ends_on,
            last_used_on=row.last_used_on,
            revoked_at=row.revoked_at,
        )
        for row, login in session.execute(query.order_by(User.login, ApiToken.id))
    ]


def revoke_token(session: Session, *, token_id: int, now: datetime, by: str) -> None:
    """Close a token at once; a token closed before stays closed."""
    row = session.get(ApiToken, token_id)
    if row is None:
        raise NotFoundError(what=token_id)
    if row.revoked_at is None:
        row.revoked_at = now
        note(session, stream=SYSTEM, at=now, actor=by, action="token.revoke", subject=f"token:{token_id}")


def find_account_by_token(session: Session, secret: str, *, today: date) -> tuple[Account, int, bool] | None:
    """Return the open account a token speaks for, the token's number, and whether today is its first use; or None."""
    row = session.scalars(
        select(ApiToken).where(
            ApiToken.digest == _digest(secret),
            ApiToken.revoked_at.is_(None),
            or_(ApiToken.ends_on.is_(None), ApiToken.ends_on >= today),
        )
    ).one_or_none()
    account = find_account(session, row.user_id) if row is not None else None
    if row is None or account is None or not account.active:
        return None
    return account, row.id, row.last_used_on != today


def note_use(session: Session, *, token_id: int, today: date) -> None:
    """Remember the day a token was used: once a day, so that reading does not write."""
    session.execute(update(ApiToken).where(ApiToken.id == token_id).values(last_used_on=today))
