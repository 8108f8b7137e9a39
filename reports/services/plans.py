"""Keep the register of response plans: enter one that was approved, correct it, say that a newer one replaced it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.clock import day_of
from core.communes.queries import get_commune
from core.errors import NotFoundError, StaleError
from core.text import tidy
from reports.models import ResponsePlanRow
from reports.rules.duties import check_plan_day


def add_plan(
    session: Session,
    *,
    commune_code: str,
    title: str,
    document: str,
    approved_on: date,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the number of a newly registered plan; "" is the province's. Raises NotFoundError, ApprovedLaterError."""
    check_plan_day(approved_on, day_of(now))
    if commune_code:
        get_commune(session, commune_code)
    row = ResponsePlanRow(
        commune_code=commune_code,
        title=tidy(title),
        document=tidy(document),
        approved_on=approved_on,
        replaced=False,
        changed_at=now,
        changed_by=actor.name,
        version=1,
    )
    session.add(row)
    session.flush()
    _note(session, row, "plan.register", actor, now)
    return row.id


def change_plan(
    session: Session,
    *,
    response_plan_id: int,
    version: int,
    title: str,
    document: str,
    approved_on: date,
    replaced: bool,
    actor: Actor,
    now: datetime,
) -> None:
    """Correct a plan's row; raises NotFoundError, ApprovedLaterError, and StaleError with both values."""
    check_plan_day(approved_on, day_of(now))
    row = session.get(ResponsePlanRow, response_plan_id, with_for_update=True)
    if row is None:
        raise NotFoundError(what=response_plan_id)
    yours = {
        "title": tidy(title),
        "document": tidy(document),
        "approved_on": approved_on,
        "replaced": replaced,
    }
    if row.version != version:
        told = facts_of(last_word(session, SYSTEM, f"KH-{row.id}", "plan.%"))
        raise StaleError(yours=yours, theirs={name: getattr(row, name) for name in yours}, **told)
    for name, value in yours.items():
        setattr(row, name, value)
    row.changed_at, row.changed_by, row.version = now, actor.name, version + 1
    _note(session, row, "plan.correct", actor, now)


def _note(session: Session, row: ResponsePlanRow, action: str, actor: Actor, now: datetime) -> None:
    note(
        session,
        stream=SYSTEM,
        at=now,
        actor=actor.login,
        action=action,
        subject=f"KH-{row.id}",
        title=row.title,
        document=row.document,
        approved=row.approved_on.isoformat(),
        replaced=row.replaced,
    )
