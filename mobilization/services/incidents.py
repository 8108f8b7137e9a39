"""Report an incident, set its facts right, write its log, close it.

Locks are taken in one order, so that no two acts wait for each other: another system's message or a case for help,
incidents, plans, orders, lots, dispatches, and last what hangs on them (minutes, losses, offers); of one kind by their
ids. Who changes a paper not yet approved holds its incident first; who takes several dispatches further holds all their
lots and then all of them (`hold`); a step in a drill keeps the drill from ending meanwhile. Incidents and orders are held so that rows which name them may still be written.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.communes.queries import get_commune
from core.errors import DomainError, ForbiddenError, NotFoundError, StaleError
from core.locking import locked
from core.values import frozen
from mobilization.models import DispatchRow, IncidentRow, OrderRow
from mobilization.queries.levels import level_decisions
from mobilization.rules.hazards import Hazard
from mobilization.rules.journal import Entry, check_moment
from mobilization.rules.states import OPEN_STATES
from mobilization.services.journal import enter, tell_above_of_closing


class IncidentClosedError(DomainError):
    """The incident is closed; nothing more can be done in it."""

    code = "incident_closed"
    status = 409


class LevelDecidedError(DomainError):
    """The civil-defence level stands by a signed decision; only another one changes it."""

    code = "level_decided"
    status = 409


class StillOutError(DomainError):
    """Resources of the incident are not all settled. Fact: `count`."""

    code = "resources_still_out"
    status = 409


@frozen
class Facts:
    """What an incident was reported as: what, where, on which levels of the two scales."""

    title: str
    hazard: Hazard
    commune_code: str
    place: str
    ptds_level: int | None
    risk_level: int | None


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
    enter(session, row.id, Entry.OPENED, actor=actor, now=now)
    return row.id


def lock_open_incident(session: Session, incident_id: int) -> IncidentRow:
    """Return a running incident, locked; raises IncidentClosedError."""
    return _running(session.scalars(_locked(), {"incident": incident_id}).one_or_none(), incident_id)


def lock_incident_of(session: Session, order_id: int, *, running: bool = True) -> IncidentRow:
    """Return the incident of an order, locked before the order is; raises IncidentClosedError where it must be `running`."""
    of = select(OrderRow.incident_id).where(OrderRow.id == order_id).scalar_subquery()
    row = session.scalars(_hold(select(IncidentRow).where(IncidentRow.id == of))).one_or_none()
    if row is not None and not running:
        return row
    return _running(row, order_id)


def lock_drills_of(session: Session, dispatch_ids: Collection[int]) -> None:
    """Keep the drills of these dispatches from ending until the transaction does; steps in one drill do not wait for each other.

    A real incident needs no lock for a step: it ends only once nothing of it is out.
    """
    of = select(DispatchRow.incident_id).where(DispatchRow.id.in_(dispatch_ids))
    drills = select(IncidentRow).where(IncidentRow.id.in_(of), IncidentRow.drill).order_by(IncidentRow.id)
    session.scalars(locked(drills, read=True)).all()


def _running(row: IncidentRow | None, what: int) -> IncidentRow:
    if row is None:
        raise NotFoundError(what=what)
    if row.closed_at is not None:
        raise IncidentClosedError
    return row


def _hold(query: Select[IncidentRow]) -> Select[IncidentRow]:
    return locked(query, key_share=True)


@cache
def _locked() -> Select[IncidentRow]:
    return _hold(select(IncidentRow).where(IncidentRow.id == bindparam("incident")))


def correct_incident(
    session: Session, *, incident_id: int, version: int, facts: Facts, actor: Actor, now: datetime
) -> None:
    """Set right what an incident was reported as; raises StaleError with both sides' facts.

    A commune's own incident stays in that commune, and a civil-defence level that was declared follows its decisions.
    """
    row = lock_open_incident(session, incident_id)
    yours = asdict(facts) | {"hazard": facts.hazard.value}
    if facts.ptds_level != row.ptds_level and level_decisions(incident_id).ask(session):
        raise LevelDecidedError
    theirs = {name: getattr(row, name) for name in yours}
    differ = {name for name in yours if yours[name] != theirs[name]}
    if row.version != version and differ:
        raise StaleError(
            yours={name: yours[name] for name in sorted(differ)},
            theirs={name: theirs[name] for name in sorted(differ)},
            version=row.version,
            **facts_of(last_word(session, stream_of(incident_id), None, "incident.correct")),
        )
    if not differ:
        return
    if row.run_by == "commune" and "commune_code" in differ:
        raise ForbiddenError
    get_commune(session, facts.commune_code)
    for name in differ:
        setattr(row, name, yours[name])
    row.version += 1
    told = sorted(differ - {"place"})  # a place may name a person: the chain cannot forget
    note(
        session,
        stream=stream_of(incident_id),
        at=now,
        actor=actor.login,
        action="incident.correct",
        subject=", ".join(sorted(differ)),
        **{f"old_{name}": str(theirs[name]) for name in told},
        **{f"new_{name}": str(yours[name]) for name in told},
    )
    enter(session, incident_id, Entry.CORRECTED, actor=actor, now=now)


def write_down(
    session: Session,
    *,
    incident_id: int,
    text: str,
    happened_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the id of a new line of a running incident's log: what somebody saw, was told or decided, now or a while ago.

    It is never changed afterwards: what was wrong is set right by another line. The audit chain keeps no word of it, which
    may name a person. Raises FutureError, LongBeforeError.
    """
    row = lock_open_incident(session, incident_id)
    check_moment(happened_at or now, opened_at=row.opened_at, now=now)
    line = enter(session, row.id, Entry.SAID, actor=actor, now=now, text=text, happened_at=happened_at)
    session.flush()
    note(
        session,
        stream=stream_of(incident_id),
        at=now,
        actor=actor.login,
        action="incident.say",
        subject=str(line.id),
        happened_at=line.happened_at.isoformat(),
    )
    return line.id


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
    enter(session, incident_id, Entry.CLOSED, actor=actor, now=now)
    tell_above_of_closing(session, row, actor=actor, now=now)
