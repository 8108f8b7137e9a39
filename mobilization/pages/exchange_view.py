"""What the page of one message shows: its lines and what they would do, or the communes of an alert."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor, Permission
from core.clock import local
from core.text import masked
from inventory.doors.asking import known, place_offered
from inventory.queries.catalogue import list_types
from mobilization.queries.exchange import Kept, get_message
from mobilization.queries.incidents import open_incidents
from mobilization.rules.exchange.cap import KEEP_PERCENT, read_alert
from mobilization.rules.exchange.edxl import Message, system_name
from mobilization.rules.exchange.edxl_read import read_message
from mobilization.rules.exchange.inbox import ALERT, EFFECTS, Effect, MessageState
from mobilization.rules.exchange.matching import names_of_types, type_meant
from mobilization.sentences import HAZARDS
from mobilization.sentences.exchange import HOWS, MESSAGE_KINDS, MESSAGE_NOTES, MESSAGE_STATES
from mobilization.services.exchange.taking import list_going, within
from mobilization.services.exchange.warning import propose

ANSWERABLE = (Effect.NEEDS, Effect.RELEASE)


def message_view(
    session: Session, message_id: int, actor: Actor, *, province: str, now: datetime
) -> dict[str, Any]:
    """Return everything the page of a message draws."""
    kept = get_message(session, message_id)
    waits = kept.state is MessageState.RECEIVED
    communes = known(session).communes
    seen: dict[str, Any] = {
        "kept": kept,
        "effect": EFFECTS[kept.kind],
        "effects": Effect,
        "kinds": MESSAGE_KINDS,
        "states": MESSAGE_STATES,
        "notes": MESSAGE_NOTES,
        "titles": {code: commune.title for code, commune in communes.items()},
        "may_take": waits and actor.may(Permission.INCIDENT_RUN, kept.commune_code),
        "answerable": EFFECTS[kept.kind] in ANSWERABLE
        and kept.state in {MessageState.TAKEN, MessageState.DECLINED},
    }
    if kept.kind == ALERT:
        return seen | _alert(session, kept, province, now)
    told = read_message(kept.content)
    seen |= {
        "told": told,
        "contacts": [(contact, [masked(phone) for phone in contact.phones]) for contact in told.contacts],
        "went": {line.id: kept.answer.get(line.id, {}) for line in told.lines},
    }
    if EFFECTS[kept.kind] is Effect.NEEDS:
        seen |= _needs(session, told, actor, now)
    if EFFECTS[kept.kind] is Effect.RELEASE:
        seen["going"] = list_going(session, told, system_name(province))
    return seen


def _alert(session: Session, kept: Kept, province: str, now: datetime) -> dict[str, Any]:
    alert = read_alert(kept.content)
    proposal = propose(session, alert=alert, owner=kept.commune_code, province=province, now=now)
    ends = [one.until for one in proposal.warnings]
    return {
        "alert": alert,
        "proposal": proposal,
        "hows": HOWS,
        "level": max((one.level for one in proposal.warnings), default=alert.level),
        "keep": KEEP_PERCENT,
        "until": local(max(ends, default=now)).strftime("%Y-%m-%dT%H:%M"),
    }


def _needs(session: Session, told: Message, actor: Actor, now: datetime) -> dict[str, Any]:
    types, names_of_places = list_types(session), known(session)
    names = names_of_types((kind.code, (kind.name, *kind.synonyms)) for kind in types)
    by_code = {str(kind.code): kind for kind in types}
    lines = [(line, by_code.get(type_meant(line, names)), within(line, now)) for line in told.lines]
    scope = actor.scope(Permission.INCIDENT_RUN)
    running = [
        item
        for item in open_incidents(scope).ask(session)
        if actor.may(Permission.INCIDENT_RUN, item.commune_code if item.run_by == "commune" else "")
    ]
    return {
        "lines": lines,
        "types": types,
        "running": running,
        "hazards": HAZARDS,
        "offered": place_offered(
            names_of_places,
            request.form.get("commune_code", ""),
            among={code for code in names_of_places.communes if actor.may(Permission.INCIDENT_RUN, code)},
        ),
    }
