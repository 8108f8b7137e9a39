"""What goes beyond an incident: cases sent up, offers from outside, telegrams."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from core.communes.models import CommuneRow
from core.communes.rules import KIND_TITLES
from core.errors import NotFoundError
from core.together import Question
from core.values import frozen
from inventory.models import LotRow, ResourceTypeRow
from mobilization.models import IncidentRow, OfferRow, ShortfallRow, TelegramRow
from mobilization.queries.incidents import Incident
from mobilization.rules.offers import CAME, OfferState
from mobilization.rules.shortfall import CaseState, ShortNeed


@frozen
class Case:
    """A case "vượt quá khả năng" of an incident."""

    id: int
    incident_id: int
    incident: str
    commune: str
    run_by: str
    plan_id: int
    needs: tuple[ShortNeed, ...]
    state: CaseState
    made_by: str
    made_at: datetime
    sent_by: str
    sent_at: datetime | None
    taken_by: str
    taken_at: datetime | None
    taken_incident_id: int | None
    number: str
    dated: date | None


def _cases(rows: Iterable[Any]) -> list[Case]:
    return [
        Case(
            id=row.id,
            incident_id=row.incident_id,
            incident=incident.title,
            commune=f"{KIND_TITLES[commune.kind]} {commune.name}",
            run_by=incident.run_by,
            plan_id=row.plan_id,
            needs=tuple(ShortNeed(**item) for item in json.loads(row.content)),
            state=CaseState(row.state),
            made_by=row.made_by,
            made_at=row.made_at,
            sent_by=row.sent_by,
            sent_at=row.sent_at,
            taken_by=row.taken_by,
            taken_at=row.taken_at,
            taken_incident_id=row.taken_incident_id,
            number=row.number,
            dated=row.dated,
        )
        for row, incident, commune in rows
    ]


def _case_query(*where: ColumnElement[bool]) -> Select[ShortfallRow, IncidentRow, CommuneRow]:
    return (
        select(ShortfallRow, IncidentRow, CommuneRow)
        .join(IncidentRow, IncidentRow.id == ShortfallRow.incident_id)
        .join(CommuneRow, CommuneRow.code == IncidentRow.commune_code)
        .where(*where)
        .order_by(ShortfallRow.id.desc())
    )


def find_case(session: Session, incident_id: int) -> Case | None:
    """Return an incident's newest case, or None."""
    found = _cases(session.execute(_case_query(ShortfallRow.incident_id == incident_id).limit(1)))
    return found[0] if found else None


def sent_cases() -> Question[list[Case]]:
    """Return the question for cases of communes that wait for the province, newest first."""
    waiting = (ShortfallRow.state == CaseState.SENT.value, IncidentRow.run_by == "commune")
    return Question(_case_query(*waiting), _cases)


def types_of_lots(session: Session, lot_ids: Iterable[int]) -> dict[int, str]:
    """Return the type of each lot."""
    found: dict[int, str] = {}
    ids = sorted(set(lot_ids))
    for start in range(0, len(ids), 10_000):  # well under what one statement may hold
        query = select(LotRow.id, LotRow.type_code).where(LotRow.id.in_(ids[start : start + 10_000]))
        found |= {row[0]: row[1] for row in session.execute(query)}
    return found


@frozen
class Offer:
    """Help offered from outside."""

    id: int
    incident_id: int
    need_id: int | None
    giver: str
    giver_kind: str
    contact: str
    type_code: str
    resource: str
    unit: str
    quantity: Decimal
    came: Decimal | None
    arrives_at: datetime
    until: datetime | None
    note: str
    state: str
    thanked_at: datetime | None
    thanks_number: str
    thanks_dated: date | None
    decided_by: str
    made_by: str
    made_at: datetime
    version: int

    @property
    def given(self) -> Decimal:
        """What came, or where nobody said so what was offered."""
        return self.quantity if self.came is None else self.came


def list_offers(session: Session, incident_id: int) -> list[Offer]:
    """Return an incident's offers, newest first."""
    return offers_of(incident_id).ask(session)


def offers_of(incident_id: int, *, arrived: bool = False) -> Question[list[Offer]]:
    """Return the question for an incident's offers, newest first; only what has arrived where asked so."""
    query = (
        select(OfferRow, ResourceTypeRow.name, ResourceTypeRow.unit)
        .join(ResourceTypeRow, ResourceTypeRow.code == OfferRow.type_code)
        .where(OfferRow.incident_id == incident_id)
        .order_by(OfferRow.id.desc())
    )
    if arrived:
        query = query.where(OfferRow.state.in_(CAME))
    names = tuple(name for name in Offer.__dataclass_fields__ if name not in {"resource", "unit"})
    return Question(
        query,
        lambda rows: [
            Offer(resource=resource, unit=unit, **{name: getattr(row, name) for name in names})
            for row, resource, unit in rows
        ],
    )


@frozen
class Coming:
    """Help from outside that was accepted and is not there yet; `arrives_at` is when its giver said it would be."""

    id: int
    incident_id: int
    giver: str
    resource: str
    unit: str
    quantity: Decimal
    arrives_at: datetime


def offers_coming(incident_ids: Iterable[int]) -> Question[list[Coming]]:
    """Return the question for the help from outside that is on its way to some incidents, the next to arrive first."""
    query = (
        select(
            OfferRow.id,
            OfferRow.incident_id,
            OfferRow.giver,
            ResourceTypeRow.name,
            ResourceTypeRow.unit,
            OfferRow.quantity,
            OfferRow.arrives_at,
        )
        .join(ResourceTypeRow, ResourceTypeRow.code == OfferRow.type_code)
        .where(OfferRow.incident_id.in_(incident_ids), OfferRow.state == OfferState.ACCEPTED.value)
        .order_by(OfferRow.arrives_at, OfferRow.id)
    )
    names = tuple(Coming.__dataclass_fields__)
    return Question(query, lambda rows: [Coming(**dict(zip(names, row, strict=True))) for row in rows])


@frozen
class KeptTelegram:
    """A công điện as drafted."""

    id: int
    urgency: str
    addressees: Sequence[str]
    situation: str
    orders: Sequence[str]
    report_by: datetime
    made_by: str
    made_at: datetime
    number: str
    dated: date | None


def list_telegrams(session: Session, incident_id: int) -> list[KeptTelegram]:
    """Return an incident's telegrams, newest first."""
    query = select(TelegramRow).where(TelegramRow.incident_id == incident_id).order_by(TelegramRow.id.desc())
    return [
        KeptTelegram(
            id=row.id,
            urgency=row.urgency,
            addressees=row.addressees.splitlines(),
            situation=row.situation,
            orders=row.orders.splitlines(),
            report_by=row.report_by,
            made_by=row.made_by,
            made_at=row.made_at,
            number=row.number,
            dated=row.dated,
        )
        for row in session.scalars(query)
    ]


def get_offer(session: Session, incident_id: int, offer_id: int) -> Offer:
    """Return one offer to an incident; raises NotFoundError."""
    found = next((offer for offer in list_offers(session, incident_id) if offer.id == offer_id), None)
    if found is None:
        raise NotFoundError(what=offer_id)
    return found


def list_receiving(session: Session, incident: Incident) -> list[tuple[int, str, bool]]:
    """Return the province's running incidents where a commune's needs may go: id, title, whether it is of the same kind.

    Those of the same kind stand first, the newest of each before older ones.
    """
    alike = IncidentRow.hazard == incident.hazard
    query = (
        select(IncidentRow.id, IncidentRow.title, alike.label("alike"))
        .where(
            IncidentRow.run_by == "province",
            IncidentRow.commune_code == incident.commune_code,
            IncidentRow.closed_at.is_(None),
            IncidentRow.drill.is_(incident.drill),
        )
        .order_by(alike.desc(), IncidentRow.id.desc())
    )
    return [(row.id, row.title, bool(row.alike)) for row in session.execute(query)]
