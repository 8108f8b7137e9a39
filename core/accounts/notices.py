"""What each person chose about being told; kept apart from the account, since it is theirs to change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.accounts.models import NoticeChoice, NoticeCount, User
from core.accounts.rules.notices import Digest, Waiting
from core.db import insert_once
from core.values import frozen


@frozen
class Choice:
    """One person's choice; `address` is a mail address, empty where nothing is sent."""

    user_id: int
    digest: Digest = Digest.OFF
    address: str = ""
    language: str = "vi"
    last_sent_on: date | None = None
    muted: frozenset[str] = frozenset()


def _choice(row: NoticeChoice) -> Choice:
    return Choice(
        user_id=row.user_id,
        digest=Digest(row.digest),
        address=row.address,
        language=row.language,
        last_sent_on=row.last_sent_on,
        muted=kinds_of(row.muted),
    )


def kinds_of(kept: str) -> frozenset[str]:
    """Return the kinds of notices a person turned off, from what is kept of them."""
    return frozenset(kept.split())


def get_choice(session: Session, user_id: int) -> Choice:
    """Return what a person chose; nothing is sent to somebody who never chose."""
    row = session.get(NoticeChoice, user_id)
    return _choice(row) if row else Choice(user_id=user_id)


def list_wanting(session: Session) -> list[Choice]:
    """Return the choices of the open accounts that want a digest, by account."""
    query = (
        select(NoticeChoice)
        .join(User, User.id == NoticeChoice.user_id)
        .where(User.active, NoticeChoice.digest != Digest.OFF.value, NoticeChoice.address != "")
        .order_by(NoticeChoice.user_id)
    )
    return [_choice(row) for row in session.scalars(query)]


def keep_choice(
    session: Session, *, user_id: int, digest: Digest, address: str, language: str, muted: Iterable[str]
) -> None:
    """Keep what a person chose; somebody who wants nothing sent leaves no address behind."""
    row = session.get(NoticeChoice, user_id)
    if row is None:
        row = NoticeChoice(user_id=user_id, last_sent_on=None)
        session.add(row)
    row.digest, row.language = digest.value, language
    row.address = "" if digest is Digest.OFF else address
    row.muted = " ".join(sorted(muted))


def keep_count(session: Session, *, user_id: int, waiting: Waiting) -> None:
    """Keep how many things wait for a person."""
    seen = {"late": waiting.late, "due": waiting.due, "counted_at": waiting.counted_at}
    new = insert_once(session, NoticeCount.__table__, {"user_id": user_id, **seen})
    if session.connection().execute(new).rowcount == 0:
        session.execute(update(NoticeCount).where(NoticeCount.user_id == user_id).values(seen))


def note_sent(session: Session, *, user_id: int, today: date) -> None:
    """Remember that today's digest went out."""
    session.get_one(NoticeChoice, user_id).last_sent_on = today
