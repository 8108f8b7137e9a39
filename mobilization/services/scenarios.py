"""Put what a scenario was worked out to need into an incident, with its working and norms beside each need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.errors import DomainError
from inventory.queries.catalogue import list_types
from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios.compute import compute
from mobilization.rules.scenarios.drivers import Driver
from mobilization.services.incidents import add_need


class NothingTakenError(DomainError):
    """No computed need was ticked."""

    code = "nothing_taken"


def add_scenario(
    session: Session,
    *,
    incident_id: int,
    hazard: Hazard,
    said: Mapping[Driver, int],
    wanted: Mapping[str, Decimal],
    actor: Actor,
    now: datetime,
) -> int:
    """Return how many needs were added: those of the scenario named in `wanted`, in the quantities given there."""
    kinds = {str(kind.code): kind for kind in list_types(session)}
    chosen = [need for need in compute(hazard, said).needs if need.type_code in wanted]
    if not chosen:
        raise NothingTakenError
    for need in chosen:
        kind = kinds[need.type_code]
        quantity = wanted[need.type_code]
        working = need.sentence(name=kind.name, unit=kind.unit)
        edited = "" if quantity == need.quantity else " Người chỉ huy đã sửa số lượng."
        sources = f" Định mức: {need.sources}." if need.norms else ""
        add_need(
            session,
            incident_id=incident_id,
            type_code=need.type_code,
            quantity=quantity,
            commune_code="",
            priority=need.priority,
            within_minutes=need.within_minutes,
            note_text=f"{working}.{edited}{sources}",
            actor=actor,
            now=now,
        )
    return len(chosen)
