"""A person's own receipts: every form carried out once has a number one can read out on the telephone."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.values import frozen
from core.web.models import DoneRequest

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, no 1/I: read out in the rain without mistakes
MOST = 60


@frozen
class Receipt:
    """One form carried out: its number, what was said, when it was typed (None: at once) and when it came in."""

    number: str
    message: str
    location: str
    entered_at: datetime | None
    at: datetime


def receipt_number(key: str) -> str:
    """Return the short form of a form's key, such as K7M-2QX."""
    digest = hashlib.sha256(key.encode()).digest()
    letters = "".join(ALPHABET[byte % 32] for byte in digest[:6])
    return f"{letters[:3]}-{letters[3:]}"


def list_receipts(session: Session, user_id: int) -> list[Receipt]:
    """Return a person's newest receipts, newest first."""
    rows = session.scalars(
        select(DoneRequest)
        .where(
            DoneRequest.user_id == user_id, DoneRequest.location.startswith("/"), DoneRequest.message != ""
        )
        .order_by(DoneRequest.at.desc())
        .limit(MOST)
    )
    return [
        Receipt(
            number=receipt_number(row.key),
            message=row.message,
            location=row.location,
            entered_at=row.entered_at,
            at=row.at,
        )
        for row in rows
    ]
