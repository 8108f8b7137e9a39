"""Who may order and what a day is paid, as set in the program and by the province; days paid by an order."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from core.communes.models import CommuneRow
from core.locking import locked
from core.values import frozen
from inventory.rules.catalogue import LegalForm
from mobilization.models import CompetenceRow, DayPayRow, DayRateRow, IncidentRow, OrderRow
from mobilization.rules.authority import COMPETENCES, Competence, Issuer, Signer, Situation
from mobilization.rules.day_pay import FIRST_RATES, DayKind, DayRate, Served


def list_competences(session: Session) -> list[Competence]:
    """Return who may order in which form from when on: the program's table, then what the province entered."""
    rows = session.scalars(select(CompetenceRow).order_by(CompetenceRow.id))
    return [
        *COMPETENCES,
        *(
            Competence(
                form=LegalForm(row.form),
                issuers=frozenset(
                    issuer
                    for issuer, may in ((Issuer.COMMUNE, row.commune), (Issuer.PROVINCE, row.province))
                    if may
                ),
                since=row.since,
                basis=row.basis,
                signer=Signer(row.signer),
                militia=row.militia,
                situation=Situation(row.situation),
                consent_commune=row.consent_commune,
                consent_province=row.consent_province,
                doubt=row.doubt,
                made_by=row.made_by,
            )
            for row in rows
        ),
    ]


def list_rates(session: Session) -> list[DayRate]:
    """Return the rates of day pay: the program's first ones, then what the province entered."""
    rows = session.scalars(select(DayRateRow).order_by(DayRateRow.id))
    return [
        *FIRST_RATES,
        *(DayRate(kind=DayKind(row.kind), since=row.since, dong=row.dong, basis=row.basis) for row in rows),
    ]


@frozen
class DayPay:
    """Days and nights of one group, and what they come to."""

    id: int
    kind: str
    group_name: str
    worked_on: date
    people: int
    days: int
    nights: int
    rate_dong: int
    amount_dong: int
    budget: str


def list_day_pay(session: Session, order_id: int) -> list[DayPay]:
    """Return the days paid for an order, in the order they were entered."""
    rows = session.scalars(select(DayPayRow).where(DayPayRow.order_id == order_id).order_by(DayPayRow.id))
    return [day_pay_of(row) for row in rows]


def day_pay_of(row: DayPayRow) -> DayPay:
    """Return kept days and nights as a plain value."""
    return DayPay(**{name: getattr(row, name) for name in DayPay.__dataclass_fields__})


def lock_commune(session: Session, code: str) -> None:
    """Let one entry at a time be made for a commune's people."""
    query = select(CommuneRow.code).where(CommuneRow.code == code)
    session.execute(locked(query, key_share=True))  # rows that name the commune are not held up


def list_served(session: Session, order_id: int) -> list[Served]:
    """Return the days and nights paid to people of the commune of an order by all orders, drills by drills."""
    own, other = aliased(OrderRow), aliased(OrderRow)
    own_case, case = aliased(IncidentRow), aliased(IncidentRow)
    rows = session.execute(
        select(DayPayRow, other.id, other.number)
        .join(other, other.id == DayPayRow.order_id)
        .join(case, case.id == other.incident_id)
        .join(own, own.commune_code == other.commune_code)
        .join(own_case, (own_case.id == own.incident_id) & (own_case.drill == case.drill))
        .where(own.id == order_id)
        .order_by(DayPayRow.id)
    )
    return [
        Served(
            group=row.group_name,
            first=row.worked_on,
            days=row.days,
            nights=row.nights,
            number=number or str(other_id),
        )
        for row, other_id, number in rows
    ]
