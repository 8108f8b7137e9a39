"""Enter who may order and what a day is paid from a day on; enter and take back days of people called out."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.errors import DomainError, NotFoundError
from mobilization.models import CompetenceRow, DayPayRow, DayRateRow
from mobilization.queries.terms import list_rates, list_served, lock_commune
from mobilization.rules.authority import Competence, Issuer
from mobilization.rules.compensation import Budget
from mobilization.rules.day_pay import DayKind, Served, check_not_paid, pay_of, rate_on
from mobilization.services.settlement import lock_approved, note_order

STREAM = "authority"


class NobodyCompetentError(DomainError):
    """At least one level may order in a form."""

    code = "nobody_competent"


def set_competence(session: Session, row: Competence, *, actor: Actor, now: datetime) -> None:
    """Enter who may order in a form from a day on. Rows are never changed: a new one takes over."""
    if not row.issuers:
        raise NobodyCompetentError
    told = {
        "militia": row.militia,
        "signer": row.signer.value,
        "situation": row.situation.value,
        "consent_commune": row.consent_commune,
        "consent_province": row.consent_province,
        "doubt": row.doubt,
        "commune": Issuer.COMMUNE in row.issuers,
        "province": Issuer.PROVINCE in row.issuers,
        "basis": row.basis,
    }
    session.add(CompetenceRow(form=row.form.value, since=row.since, made_by=actor.name, made_at=now, **told))
    note(
        session,
        stream=STREAM,
        at=now,
        actor=actor.login,
        action="competence.set",
        subject=row.form.value,
        since=row.since.isoformat(),
        **told,
    )


def set_rate(
    session: Session, *, kind: DayKind, since: date, dong: int, basis: str, actor: Actor, now: datetime
) -> None:
    """Enter what a day of a kind is paid from a day on; what was paid before keeps its amount."""
    session.add(
        DayRateRow(kind=kind.value, since=since, dong=dong, basis=basis, made_by=actor.name, made_at=now)
    )
    note(
        session,
        stream=STREAM,
        at=now,
        actor=actor.login,
        action="rate.set",
        subject=kind.value,
        dong=dong,
        since=since.isoformat(),
        basis=basis,
    )


def add_days(
    session: Session,
    *,
    order_id: int,
    kind: DayKind,
    group_name: str,
    worked_on: date,
    people: int,
    days: int,
    nights: int,
    budget: Budget,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the amount of days and nights entered for a group called out by an approved order.

    Raises PaidDayError, PaidNightError where the group of that commune has one of them already, by whatever order.
    """
    order, _timed = lock_approved(session, order_id)
    lock_commune(session, order.commune_code)
    check_not_paid(
        Served(group=group_name, first=worked_on, days=days, nights=nights), list_served(session, order_id)
    )
    rates = list_rates(session)
    amount = pay_of(rates, kind, first=worked_on, people=people, days=days, nights=nights)
    session.add(
        DayPayRow(
            order_id=order_id,
            kind=kind.value,
            group_name=group_name,
            worked_on=worked_on,
            people=people,
            days=days,
            nights=nights,
            rate_dong=rate_on(rates, kind, worked_on),
            amount_dong=amount,
            budget=budget.value,
            made_by=actor.name,
            made_at=now,
        )
    )
    note_order(session, order, "day_pay.add", actor, now, group=group_name, amount_dong=amount)
    return amount


def remove_days(session: Session, *, order_id: int, day_pay_id: int, actor: Actor, now: datetime) -> None:
    """Take an entry back; what it said stays in the audit chain."""
    order, _timed = lock_approved(session, order_id)
    row = session.get(DayPayRow, day_pay_id)
    if row is None or row.order_id != order_id:
        raise NotFoundError(what=day_pay_id)
    session.delete(row)
    note_order(
        session, order, "day_pay.remove", actor, now, group=row.group_name, amount_dong=row.amount_dong
    )
