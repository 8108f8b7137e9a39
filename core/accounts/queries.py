"""Every SELECT on accounts."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from core.accounts.models import NoticeChoice, NoticeCount, User
from core.accounts.notices import kinds_of
from core.accounts.rules.notices import Waiting
from core.accounts.rules.roles import Actor, Role
from core.audit.models import AuditStream
from core.audit.services import SYSTEM
from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.values import frozen


@frozen
class Account:
    """An account as its administrator sees it.

    `books` is the head of the system's audit chain when the account was looked up by its id: as long as it stays the
    same, nothing that only the system's stream records (catalogue, accounts, settings) has changed. `muted` and
    `waiting`, too, are known of an account looked up by its id: the kinds of notices turned off, and what waits.
    """

    id: int
    login: str
    name: str
    role: Role
    commune_code: str
    active: bool
    session_no: int
    password_hash: str
    unit: str = ""
    books: str = ""
    muted: frozenset[str] = frozenset()
    waiting: Waiting | None = None

    def actor(self) -> Actor:
        """Return the person as the one who acts."""
        return Actor(
            user_id=self.id,
            login=self.login,
            name=self.name,
            role=self.role,
            commune_code=self.commune_code,
            unit=self.unit,
        )


def _account(
    user: User,
    unit: str = "",
    books: str = "",
    muted: frozenset[str] = frozenset(),
    waiting: Waiting | None = None,
) -> Account:
    return Account(
        id=user.id,
        login=user.login,
        name=user.name,
        role=Role(user.role),
        commune_code=user.commune_code or "",
        active=user.active,
        session_no=user.session_no,
        password_hash=user.password_hash,
        unit=unit,
        books=books,
        muted=muted,
        waiting=waiting,
    )


# Asked with every page, so it is put together once.
_BY_ID = (
    select(
        User,
        CommuneRow,
        select(AuditStream.head).where(AuditStream.name == SYSTEM).scalar_subquery(),
        NoticeChoice.muted,
        NoticeCount.late,
        NoticeCount.due,
        NoticeCount.counted_at,
    )
    .outerjoin(CommuneRow, CommuneRow.code == User.commune_code)
    .outerjoin(NoticeChoice, NoticeChoice.user_id == User.id)
    .outerjoin(NoticeCount, NoticeCount.user_id == User.id)
    .where(User.id == bindparam("user_id"))
)


def find_account(session: Session, user_id: int) -> Account | None:
    """Return the account with this id, its unit named, or None."""
    found = session.execute(_BY_ID, {"user_id": user_id}).one_or_none()
    if found is None:
        return None
    user, commune, books, muted, late, due, counted_at = found
    return _account(
        user,
        f"{KIND_TITLES[commune.kind]} {commune.name}" if commune else "",
        books or "",
        kinds_of(muted or ""),
        None if counted_at is None else Waiting(late=late, due=due, counted_at=counted_at),
    )


def find_account_by_login(session: Session, login: str) -> Account | None:
    """Return the account with this sign-in name (case does not matter), or None."""
    user = session.scalars(select(User).where(User.login == login.strip().lower())).one_or_none()
    return _account(user) if user else None


def list_accounts(session: Session) -> list[Account]:
    """Return all accounts by sign-in name."""
    return [_account(user) for user in session.scalars(select(User).order_by(User.login, User.id))]


def names_by_id(session: Session) -> dict[int, str]:
    """Return every person's name by account id."""
    return {row.id: row.name for row in session.execute(select(User.id, User.name))}
