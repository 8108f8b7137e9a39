"""What a person does with a request or a release of another system: the same use cases as for our own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.errors import NotFoundError
from core.text import tidy
from core.values import frozen
from mobilization.models import ExchangeMessageRow
from mobilization.queries.dispatches import Dispatch, list_dispatches
from mobilization.rules.exchange.edxl import Line, Message, our_dispatch
from mobilization.rules.exchange.edxl_read import read_message
from mobilization.rules.exchange.inbox import EFFECTS, Effect, MessageState, NothingTakenError
from mobilization.rules.hazards import Hazard
from mobilization.rules.states import MOVES, State
from mobilization.services.dispatches import hold, mark
from mobilization.services.exchange.keeping import close_message, lock_waiting
from mobilization.services.incidents import lock_open_incident, open_incident
from mobilization.services.needs import add_need

MOST_MINUTES = 20160  # two weeks: what a need may ask for


@frozen
class Opening:
    """The incident to open for a request."""

    title: str
    hazard: Hazard
    commune_code: str
    place: str = ""
    drill: bool = False


@frozen
class TakenLine:
    """A line of a request that is taken: as which type, how much."""

    line_id: str
    type_code: str
    quantity: Decimal


def take_request(
    session: Session,
    *,
    message_id: int,
    into: int | Opening,
    lines: Sequence[TakenLine],
    actor: Actor,
    now: datetime,
) -> int:
    """Return the incident that now carries what another system asks for: a running one, or one opened for it.

    Raises NothingTakenError where no line of the message is taken.
    """
    row = lock_waiting(session, message_id)
    message = _of(row, Effect.NEEDS)
    asked = {line.id: line for line in message.lines}
    chosen = [line for line in lines if line.line_id in asked]
    if not chosen:
        raise NothingTakenError
    if isinstance(into, Opening):
        incident_id = open_incident(
            session,
            title=into.title,
            hazard=into.hazard,
            commune_code=into.commune_code,
            place=into.place,
            ptds_level=None,
            risk_level=None,
            drill=into.drill,
            actor=actor,
            now=now,
        )
    else:
        incident_id = lock_open_incident(session, into).id
    became: dict[str, dict[str, object]] = {}
    for line in chosen:
        number = add_need(
            session,
            incident_id=incident_id,
            type_code=line.type_code,
            quantity=line.quantity,
            commune_code="",
            priority=1,
            within_minutes=within(asked[line.line_id], now),
            note_text=tidy(f"Theo yêu cầu {message.id} của {row.sender}")[:300],
            actor=actor,
            now=now,
        )
        became[line.line_id] = {"need": number}
    row.incident_id = incident_id
    row.answer = json.dumps(became)
    close_message(session, row, MessageState.TAKEN, by=actor.name, actor=actor, now=now)
    return incident_id


def within(line: Line, now: datetime) -> int | None:
    """Return in how many minutes a line is wanted, or None where it names no time or one that is over."""
    wanted = line.at("RequestedArrival", "EstimatedArrival", "ReportTo")
    if wanted is None or wanted <= now:
        return None
    return min(MOST_MINUTES, max(1, round((wanted - now).total_seconds() / 60)))


@frozen
class Going:
    """A line of a release or of a request to give back: which resource of ours it is, and why it may not go."""

    line: Line
    dispatch: Dispatch | None
    why: str  # empty where it may be released now


def list_going(session: Session, message: Message, system: str) -> list[Going]:
    """Return what a release or a request to give back would release, line by line."""
    numbers = {line.id: our_dispatch(line.resource_id, system) for line in message.lines}
    known = {
        item.id: item
        for item in list_dispatches(session, ids=[number for number in numbers.values() if number])
    }
    return [_going(line, known.get(numbers[line.id] or 0)) for line in message.lines]


def _going(line: Line, item: Dispatch | None) -> Going:
    if item is None:
        return Going(line=line, dispatch=None, why="resource_unknown")
    if State.RELEASED not in {move.to for move in MOVES[item.state]}:
        return Going(line=line, dispatch=item, why="state")
    if line.quantity is not None and line.quantity != item.quantity:
        return Going(line=line, dispatch=item, why="quantity")
    return Going(line=line, dispatch=item, why="")


def take_release(session: Session, *, message_id: int, system: str, actor: Actor, now: datetime) -> int:
    """Return how many resources were released as another system says; each step is the command post's own.

    A line that names no resource of ours, another quantity, or one that cannot be released now is left as it is.
    Raises NothingTakenError where nothing may be released, ForbiddenError where it is another post's.
    """
    row = lock_waiting(session, message_id)
    message = _of(row, Effect.RELEASE)
    became: dict[str, dict[str, object]] = {}
    incidents = set()
    lines = list_going(session, message, system)
    hold(session, [going.dispatch.id for going in lines if going.dispatch is not None])
    for going in lines:
        if going.dispatch is None or going.why:
            became[going.line.id] = {"why": going.why}
            continue
        mark(
            session,
            dispatch_id=going.dispatch.id,
            to=State.RELEASED,
            happened_at=now,
            text=tidy(f"Theo bản tin {message.id} của {row.sender}")[:300],
            came=None,
            actor=actor,
            now=now,
        )
        became[going.line.id] = {"dispatch": going.dispatch.id}
        incidents.add(going.dispatch.incident_id)
    released = sum("dispatch" in told for told in became.values())
    if not released:
        raise NothingTakenError
    row.incident_id = min(incidents)
    row.answer = json.dumps(became)
    close_message(session, row, MessageState.TAKEN, by=actor.name, actor=actor, now=now)
    return released


def _of(row: ExchangeMessageRow, effect: Effect) -> Message:
    """Return the message of a row; raises NotFoundError where taking it does something else."""
    if EFFECTS[row.kind] is not effect:
        raise NotFoundError(what=row.id)
    return read_message(row.content)
