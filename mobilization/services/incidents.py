"""Report an incident, state what it needs, close it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.communes.queries import get_commune
from core.errors import DomainError, ForbiddenError, NotFoundError, StaleError
from inventory.queries.catalogue import standing_type
from mobilization.models import DispatchRow, IncidentRow, NeedRow, OfferRow, PlanRow
from mobilization.queries.incidents import get_need, mark_of
from mobilization.rules.abilities import Ability, check_least_each
from mobilization.rules.hazards import Hazard
from mobilization.rules.offers import ACCEPTED
from mobilization.rules.states import OPEN_STATES

MOST_OF_A_NEED = 1_000_000


class IncidentClosedError(DomainError):
    """The incident is closed; nothing more can be done in it."""

    code = "incident_closed"
    status = 409


class StillOutError(DomainError):
    """Resources of the incident are not all settled. Fact: `count`."""

    code = "resources_still_out"
    status = 409


class NeedQuantityError(DomainError):
    """A need is a whole number from 1 to a million. Fact: `most`."""

    code = "need_quantity"


class NeedInUseError(DomainError):
    """Something is promised to this need already."""

    code = "need_in_use"
    status = 409


class NeedPromisedError(DomainError):
    """More is promised to this need than it would ask for. Fact: `promised`."""

    code = "need_promised"
    status = 409


def check_quantity(quantity: Decimal) -> None:
    """Return where a need may ask for so much; raises NeedQuantityError."""
    if quantity != int(quantity) or not 1 <= quantity <= MOST_OF_A_NEED:
        raise NeedQuantityError(most=Decimal(MOST_OF_A_NEED))


def stream_of(incident_id: int) -> str:
    """Return the audit chain of an incident."""
    return f"incident:{incident_id}"


def open_incident(
    session: Session,
    *,
    title: str,
    hazard: Hazard,
    commune_code: str,
    place: str,
    ptds_level: int | None,
    risk_level: int | None,
    actor: Actor,
    now: datetime,
    drill: bool = False,
) -> int:
    """Return the id of a new incident, run by the actor's own level; a drill stays one for ever."""
    get_commune(session, commune_code)
    run_by = "province" if actor.is_provincial else "commune"
    if run_by == "commune" and commune_code != actor.commune_code:
        raise ForbiddenError
    row = IncidentRow(
        title=title.strip(),
        hazard=hazard.value,
        commune_code=commune_code,
        place=place.strip(),
        run_by=run_by,
        ptds_level=ptds_level,
        risk_level=risk_level,
        drill=drill,
        opened_at=now,
        opened_by=actor.name,
        closed_at=None,
        version=1,
    )
    session.add(row)
    session.flush()
    note(
        session,
        stream=stream_of(row.id),
        at=now,
        actor=actor.login,
        action="drill.open" if drill else "incident.open",
        title=row.title,
    )
    return row.id


def lock_open_incident(session: Session, incident_id: int) -> IncidentRow:
    """Return a running incident, locked; raises IncidentClosedError."""
    row = session.scalars(
        select(IncidentRow).where(IncidentRow.id == incident_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFoundError(what=incident_id)
    if row.closed_at is not None:
        raise IncidentClosedError
    return row


def lock_running(session: Session) -> None:
    """Lock the incidents that share the province's stock, in the order of their ids."""
    query = select(IncidentRow.id).where(
        IncidentRow.closed_at.is_(None), IncidentRow.run_by == "province", IncidentRow.drill.is_(False)
    )
    session.execute(query.order_by(IncidentRow.id).with_for_update())


def add_need(
    session: Session,
    *,
    incident_id: int,
    type_code: str | None,
    quantity: Decimal,
    commune_code: str,
    priority: int,
    within_minutes: int | None,
    note_text: str,
    actor: Actor,
    now: datetime,
    ability: Ability | None = None,
    least_each: Decimal | None = None,
) -> int:
    """Return the id of a new need of a running incident: of a type, or of an ability where no type is given.

    `least_each` is what every piece must be able to do; the quantity then counts pieces.
    """
    incident = lock_open_incident(session, incident_id)
    check_least_each(ability, least_each)
    if ability is None:
        type_code = standing_type(session, type_code or "")
    check_quantity(quantity)
    row = NeedRow(
        incident_id=incident.id,
        commune_code=commune_code or incident.commune_code,
        type_code=None if ability else type_code,
        ability=ability.value if ability else None,
        least_each=least_each,
        quantity=quantity,
        priority=priority,
        within_minutes=within_minutes,
        note=note_text,
    )
    get_commune(session, row.commune_code)
    session.add(row)
    session.flush()
    note(
        session,
        stream=stream_of(incident.id),
        at=now,
        actor=actor.login,
        action="need.add",
        subject=(ability.value if ability else type_code) or "",
        quantity=str(quantity),
        **({"least_each": str(least_each)} if least_each is not None else {}),
    )
    return row.id


def _as_seen(
    session: Session, *, incident_id: int, need_id: int, seen: str, yours: Mapping[str, Any]
) -> NeedRow:
    """Return a need of a running incident as the caller saw it; raises StaleError with both sides' words."""
    lock_open_incident(session, incident_id)
    row = session.get(NeedRow, need_id, populate_existing=True)
    if row is None or row.incident_id != incident_id:
        raise NotFoundError(what=need_id)
    if seen and mark_of(row) != seen:
        theirs = {name: getattr(row, name) for name in yours}
        differ = {name for name in yours if yours[name] != theirs[name]} or set(yours)
        raise StaleError(
            yours={name: yours[name] for name in sorted(differ)},
            theirs={name: theirs[name] for name in sorted(differ)},
            version=mark_of(row),
        )
    return row


def _other_plans_pass(session: Session, incident_id: int) -> None:
    """Leave no proposal to be accepted that was made from other needs."""
    proposed = update(PlanRow).where(PlanRow.incident_id == incident_id, PlanRow.state == "proposed")
    session.execute(proposed.values(state="replaced"))


def change_need(
    session: Session,
    *,
    incident_id: int,
    need_id: int,
    seen: str,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> None:
    """Change quantity, priority, time limit or note of a need that is as the caller saw it (`mark_of`).

    A plan made with the need as it was can no longer be accepted. Raises NeedPromisedError below what is promised.
    """
    row = _as_seen(session, incident_id=incident_id, need_id=need_id, seen=seen, yours=values)
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return
    if "quantity" in changed:
        check_quantity(changed["quantity"])
        promised = get_need(session, incident_id, need_id).promised
        if changed["quantity"] < promised:
            raise NeedPromisedError(promised=promised)
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    _other_plans_pass(session, incident_id)
    note(
        session,
        stream=stream_of(incident_id),
        at=now,
        actor=actor.login,
        action="need.change",
        subject=row.type_code or row.ability or "",
        **{f"old_{name}": str(value) for name, value in before.items()},
        **{f"new_{name}": str(value) for name, value in changed.items()},
    )


def remove_need(
    session: Session, *, incident_id: int, need_id: int, actor: Actor, now: datetime, seen: str = ""
) -> None:
    """Take back a need nothing was ever promised to; a plan made with it can no longer be accepted.

    With `seen` only as the caller saw it.
    """
    row = _as_seen(session, incident_id=incident_id, need_id=need_id, seen=seen, yours={})
    dispatched = select(DispatchRow.id).where(DispatchRow.need_id == need_id).limit(1)
    accepted = select(OfferRow.id).where(OfferRow.need_id == need_id, OfferRow.state.in_(ACCEPTED)).limit(1)
    if any(session.scalars(query).first() is not None for query in (dispatched, accepted)):
        raise NeedInUseError
    _other_plans_pass(session, incident_id)
    session.delete(row)
    note(
        session,
        stream=stream_of(incident_id),
        at=now,
        actor=actor.login,
        action="need.remove",
        subject=row.type_code or row.ability or "",
    )


def close_incident(session: Session, *, incident_id: int, actor: Actor, now: datetime) -> None:
    """Close an incident once every resource is returned, refused or cancelled; a drill at any time.

    What a drill still has out stays as it stood at its end: that is what it is scored by.
    """
    row = lock_open_incident(session, incident_id)
    states = [state.value for state in OPEN_STATES]
    out = len(
        session.scalars(
            select(DispatchRow.id).where(
                DispatchRow.incident_id == incident_id, DispatchRow.state.in_(states)
            )
        ).all()
    )
    if out and not row.drill:
        raise StillOutError(count=out)
    row.closed_at = now
    row.version += 1
    note(session, stream=stream_of(incident_id), at=now, actor=actor.login, action="incident.close")
