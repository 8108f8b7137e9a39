"""Put what a scenario was worked out to need into an incident, with its working and norms beside each need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import day_of
from core.errors import DomainError, NotFoundError
from inventory.queries.catalogue import list_types
from mobilization.queries.norms import norms_in_force
from mobilization.rules.hazards import Hazard
from mobilization.rules.scenarios.compute import compute
from mobilization.rules.scenarios.drivers import Driver
from mobilization.rules.scenarios.norms import number
from mobilization.services.needs import add_need


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
    instead: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> int:
    """Return how many needs were added: those of the scenario named in `wanted`, in the quantities given there.

    The norms are those in force today. `instead` names another type for a need, one of those that would do: its own
    computed number counts unless the quantity was edited.
    """
    kinds = {str(kind.code): kind for kind in list_types(session)}
    norms = norms_in_force(session, day_of(now))
    chosen = [need for need in compute(hazard, said, norms).needs if need.type_code in wanted]
    if not chosen:
        raise NothingTakenError
    for need in chosen:
        kind = kinds[need.type_code]
        working = need.sentence(name=kind.name, unit=kind.unit)
        code = instead.get(need.type_code, need.type_code)
        counts = {need.type_code: need.quantity, **dict(need.instead)}
        if code not in counts:
            raise NotFoundError(what=code)
        quantity = wanted[need.type_code]
        if code != need.type_code:
            quantity = Decimal(counts[code]) if quantity == need.quantity else quantity
            working += f"; chọn thay bằng {number(counts[code])} {kinds[code].unit} – {kinds[code].name}"
        edited = "" if quantity == counts[code] else " Người chỉ huy đã sửa số lượng."
        sources = f" Định mức: {need.sources}." if need.norms else ""
        add_need(
            session,
            incident_id=incident_id,
            type_code=code,
            quantity=quantity,
            commune_code="",
            priority=need.priority,
            within_minutes=need.within_minutes,
            note_text=f"{working}.{edited}{sources}",
            actor=actor,
            now=now,
        )
    return len(chosen)
