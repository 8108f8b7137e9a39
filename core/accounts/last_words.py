"""Who changed a thing last, with their office, and when: what the second of two people is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from core.accounts.models import User
from core.audit.models import AuditEntry
from core.audit.rules import canonical
from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.values import frozen


@frozen
class Person:
    """A person's name, post (a code of the table of roles) and commune; the last two are empty where not known."""

    name: str
    role: str = ""
    unit: str = ""

    def __str__(self) -> str:
        return self.name


@frozen
class LastWord:
    """Who changed a thing, and when."""

    by: Person
    at: datetime


def told(at: Any, name: Any, *, login: Any = None, number: Any = None) -> Select[Any]:
    """Return a query of moments and names with what the account says, found by its login or its number."""
    account = User.login == login if login is not None else User.id == number
    query = select(at, name, User.name, User.role, CommuneRow.kind, CommuneRow.name)
    return query.outerjoin(User, account).outerjoin(CommuneRow, CommuneRow.code == User.commune_code)


def read_last_word(session: Session, query: Select[Any]) -> LastWord | None:
    """Return the first row of a `told` query."""
    row = session.execute(query.limit(1)).one_or_none()
    if row is None:
        return None
    at, written, name, role, kind, commune = row
    unit = f"{KIND_TITLES[kind]} {commune}" if kind else ""
    return LastWord(by=Person(name=name or written, role=role or "", unit=unit), at=at)


def last_word(
    session: Session, stream: str, subject: str | None, *actions: str, **facts: object
) -> LastWord | None:
    """Return who did the newest act of a stream: on a subject, of some actions ("order.%": all that begin so), with these
    facts noted of it; each only where it is named."""
    entry = AuditEntry
    query = told(entry.at, entry.actor, login=entry.actor).where(entry.stream == stream)
    if subject is not None:
        query = query.where(entry.subject == subject)
    if actions:
        query = query.where(or_(*(entry.action.like(action) for action in actions)))
    for name, value in facts.items():
        said = canonical({name: value})[1:-1]
        query = query.where(or_(*(entry.facts.contains(said + end, autoescape=True) for end in ",}")))
    return read_last_word(session, query.order_by(entry.seq.desc()))


def facts_of(word: LastWord | None) -> dict[str, object]:
    """Return what a refusal says of it; nothing where nobody is known."""
    return {} if word is None else {"by": word.by, "at": word.at}
