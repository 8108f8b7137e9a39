"""What an incident needs: state it, change it, withdraw it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.communes.queries import get_commune
from core.errors import DomainError, NotFoundError, StaleError
from inventory.queries.catalogue import standing_type
from mobilization.models import NeedRow, PlanRow
from mobilization.queries.needs import get_need, mark_of
from mobilization.queries.serving import covered_there
from mobilization.rules.abilities import Ability, check_least_each
from mobilization.rules.journal import Entry
from mobilization.services.incidents import lock_open_incident, stream_of
from mobilization.services.journal import enter, tell_above

MOST_OF_A_NEED = 1_000_000


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


class NeedPlaceError(DomainError):
    """What is promised to this need goes to the place it names; it cannot move. Fact: `promised`."""

    code = "need_place"
    status = 409


class NeedWithdrawnError(DomainError):
    """Somebody withdrew the need. Fact: `who`."""

    code = "need_withdrawn"
    status = 409


def check_quantity(quantity: Decimal) -> None:
    """Return where a need may ask for so much; raises NeedQuantityError."""
    if quantity != int(quantity) or not 1 <= quantity <= MOST_OF_A_NEED:
        raise NeedQuantityError(most=Decimal(MOST_OF_A_NEED))


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
    for_need_id: int | None = None,
) -> int:
    """Return the id of a new need of a running incident: of a type, or of an ability where no type is given.

    `least_each` is what every piece must be able to do; the quantity then counts pieces. `for_need_id` is the need of
    a commune's incident it takes over.
    """
    incident = lock_open_incident(session, incident_id)
    check_least_each(ability, least_each)
    if ability is None:
        type_code = standing_type(session, type_code or "")
    check_quantity(quantity)
    row = NeedRow(
        incident_id=incident.id,
        for_need_id=for_need_id,
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
    enter(session, incident_id, Entry.NEED_ADDED, need=row, actor=actor, now=now)
    return row.id


def _as_seen(
    session: Session, *, incident_id: int, need_id: int, seen: str, yours: Mapping[str, Any]
) -> NeedRow:
    """Return a need of a running incident as the caller saw it; raises StaleError with both sides' words."""
    lock_open_incident(session, incident_id)
    row = session.get(NeedRow, need_id, populate_existing=True)
    if row is None or row.incident_id != incident_id:
        raise NotFoundError(what=need_id)
    if row.withdrawn_at is not None:
        raise NeedWithdrawnError(who=row.withdrawn_by)
    if seen and mark_of(row) != seen:
        theirs = {name: getattr(row, name) for name in yours}
        differ = {name for name in yours if yours[name] != theirs[name]} or set(yours)
        raise StaleError(
            yours={name: yours[name] for name in sorted(differ)},
            theirs={name: theirs[name] for name in sorted(differ)},
            version=mark_of(row),
            **facts_of(last_word(session, stream_of(incident_id), None, "need.change", need=need_id)),
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
) -> bool:
    """Change quantity, place, priority, time limit or note of a need that is as the caller saw it (`mark_of`).

    Returns whether anything changed: a plan made with the need as it was can then no longer be accepted. Raises
    NeedPromisedError below what is promised, NeedPlaceError where that would have to go elsewhere.
    """
    row = _as_seen(session, incident_id=incident_id, need_id=need_id, seen=seen, yours=values)
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return False
    if "quantity" in changed:
        check_quantity(changed["quantity"])
    if changed.keys() & {"quantity", "commune_code"}:
        promised = get_need(session, incident_id, need_id).promised
        if changed.get("quantity", promised) < promised:
            raise NeedPromisedError(promised=promised)
        if "commune_code" in changed:
            get_commune(session, changed["commune_code"])
            drawn = promised or covered_there(session, need_id)
            if drawn:
                raise NeedPlaceError(promised=drawn)
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    _other_plans_pass(session, incident_id)
    told = [name for name in changed if name != "note"]  # a note may name a person: the chain cannot forget
    note(
        session,
        stream=stream_of(incident_id),
        at=now,
        actor=actor.login,
        action="need.change",
        subject=row.type_code or row.ability or "",
        need=need_id,
        changed=sorted(changed),
        **{f"old_{name}": str(before[name]) for name in told},
        **{f"new_{name}": str(changed[name]) for name in told},
    )
    was = before.get("quantity")
    enter(session, incident_id, Entry.NEED_CHANGED, need=row, was=was, actor=actor, now=now)
    tell_above(session, Entry.BELOW_CHANGED, row, was=was, actor=actor, now=now)
    return True


def remove_need(
    session: Session,
    *,
    incident_id: int,
    need_id: int,
    actor: Actor,
    now: datetime,
    seen: str = "",
    reason: str = "",
) -> None:
    """Withdraw a need which nothing serves and for which nothing is out; a plan made with it can no longer be accepted.

    With `seen` only as the caller saw it. It stays on record, with who withdrew it and why.
    """
    row = _as_seen(session, incident_id=incident_id, need_id=need_id, seen=seen, yours={})
    if get_need(session, incident_id, need_id).promised or covered_there(session, need_id):
        raise NeedInUseError
    _other_plans_pass(session, incident_id)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = now, actor.name, reason
    note(
        session,
        stream=stream_of(incident_id),
        at=now,
        actor=actor.login,
        action="need.remove",
        subject=row.type_code or row.ability or "",
        need=need_id,
    )
    enter(session, incident_id, Entry.NEED_WITHDRAWN, need=row, text=reason, actor=actor, now=now)
    tell_above(session, Entry.BELOW_WITHDRAWN, row, text=reason, actor=actor, now=now)
