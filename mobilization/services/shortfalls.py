"""A case "vượt quá khả năng": made from the newest plan, sent up, taken over by the province."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.audit.services import note
from core.clock import day_of
from core.documents.paper import Paper
from core.errors import NotFoundError
from core.locking import locked
from mobilization.models import IncidentRow, ShortfallRow
from mobilization.queries.dispatches import find_newest_plan
from mobilization.queries.incidents import get_incident
from mobilization.queries.needs import list_needs
from mobilization.queries.outside import find_case, list_receiving, types_of_lots
from mobilization.queries.refused import lots_refused, refused_of
from mobilization.rules.abilities import Ability
from mobilization.rules.hazards import Hazard
from mobilization.rules.papers.numbering import clerks
from mobilization.rules.papers.upward import shortfall_report
from mobilization.rules.passed import barred_of
from mobilization.rules.shortfall import CasePassedError, CaseState, NothingShortError, ShortNeed, unmet_of
from mobilization.services.incidents import lock_open_incident, open_incident, stream_of
from mobilization.services.needs import add_need
from mobilization.services.paper_heads import incident_facts, issuing_body


def make_case(session: Session, *, incident_id: int, actor: Actor, now: datetime) -> int:
    """Return the id of a case drafted from the newest plan; the same plan gives the same case.

    Raises NothingShortError where there is no plan or it lacks nothing that is still open.
    """
    lock_open_incident(session, incident_id)
    plan = find_newest_plan(session, incident_id)
    if plan is None:
        raise NothingShortError
    held = session.scalars(select(ShortfallRow).where(ShortfallRow.plan_id == plan.id)).one_or_none()
    if held is not None:
        return held.id
    types = types_of_lots(session, barred_of(plan.result))
    refused = lots_refused(refused_of(incident_id).ask(session))
    found = []
    for need in list_needs(session, incident_id):
        short, cause, used, tried = unmet_of(plan.result, need.id, need.asked.key, types, refused)
        lacking = min(short, int(need.missing))
        if lacking > 0:
            found.append(
                ShortNeed(
                    need_id=need.id,
                    type_code=need.type_code,
                    resource=need.resource,
                    unit=need.unit,
                    asked=int(need.quantity),
                    short=lacking,
                    priority=need.priority,
                    within_minutes=need.within_minutes,
                    cause=cause,
                    used=used,
                    tried=tried,
                    ability=need.ability,
                    least_each=f"{need.least_each:f}" if need.least_each is not None else None,
                )
            )
    if not found:
        raise NothingShortError
    row = ShortfallRow(
        incident_id=incident_id,
        plan_id=plan.id,
        content=json.dumps([asdict(item) for item in found], ensure_ascii=False),
        state=CaseState.DRAFT.value,
        made_by=actor.name,
        made_at=now,
        sent_by="",
        sent_at=None,
        taken_by="",
        taken_at=None,
        taken_incident_id=None,
    )
    session.add(row)
    session.flush()
    _note(session, row, "shortfall.make", actor, now, needs=len(found))
    return row.id


def send_up(session: Session, *, incident_id: int, actor: Actor, now: datetime) -> None:
    """Send the newest case to the level above; raises CasePassedError where it was sent already."""
    row = _lock_newest(session, incident_id)
    if row.state != CaseState.DRAFT.value:
        raise CasePassedError
    row.state, row.sent_by, row.sent_at = CaseState.SENT.value, actor.name, now
    _note(session, row, "shortfall.send", actor, now)


def take_over(
    session: Session, *, incident_id: int, actor: Actor, now: datetime, into: int | None = None
) -> int:
    """Return the id of the province's incident that now carries what a commune lacks.

    That is `into`, or (None) the newest running incident of the province of that kind in that commune; 0, or none of
    that kind: a new one, for a landslide is not led as part of a flood unasked. Raises CasePassedError where `into`
    does not run there any more.
    """
    row = _lock_newest(session, incident_id)
    asked_by = session.get_one(IncidentRow, incident_id)
    if row.state != CaseState.SENT.value or asked_by.run_by != "commune":
        raise CasePassedError
    running = {
        number: alike for number, _title, alike in list_receiving(session, get_incident(session, incident_id))
    }
    if into and into not in running:
        raise CasePassedError
    if into is None:
        into = next((number for number, alike in running.items() if alike), 0)
    target = into
    if not target:
        target = open_incident(
            session,
            title=asked_by.title,
            hazard=Hazard(asked_by.hazard),
            commune_code=asked_by.commune_code,
            place=asked_by.place,
            ptds_level=asked_by.ptds_level,
            risk_level=asked_by.risk_level,
            drill=asked_by.drill,
            actor=actor,
            now=now,
        )
    for item in json.loads(row.content):
        add_need(
            session,
            incident_id=target,
            type_code=item["type_code"],
            quantity=Decimal(item["short"]),
            commune_code=asked_by.commune_code,
            priority=item["priority"],
            within_minutes=item["within_minutes"],
            note_text=f"Chi viện theo báo cáo của cấp xã, sự cố SC-{incident_id}",
            actor=actor,
            now=now,
            ability=Ability(item["ability"]) if item.get("ability") else None,
            least_each=Decimal(item["least_each"]) if item.get("least_each") else None,
            for_need_id=item["need_id"],
        )
    row.state, row.taken_by, row.taken_at = CaseState.TAKEN.value, actor.name, now
    row.taken_incident_id = target
    _note(session, row, "shortfall.take", actor, now, into=target)
    return target


def note_case_number(
    session: Session, *, incident_id: int, number: str, dated: date, actor: Actor, now: datetime
) -> None:
    """Note the number and the day the clerk gave the report of the newest case."""
    row = _lock_newest(session, incident_id)
    row.number, row.dated = clerks(number, dated, begun=day_of(row.made_at), today=day_of(now))
    _note(session, row, "shortfall.number", actor, now, number=row.number, dated=dated.isoformat())


def report_paper(session: Session, incident_id: int, *, province: str) -> Paper:
    """Return the draft report to the level above; raises NotFoundError where no case was made."""
    case = find_case(session, incident_id)
    if case is None:
        raise NotFoundError(what=incident_id)
    incident = get_incident(session, incident_id)
    body = issuing_body(session, incident.run_by, incident.commune_code, province=province)
    paper = shortfall_report(body, incident_facts(incident), case.needs, at=case.made_at)
    return replace(paper, number=case.number, dated=case.dated)


def _lock_newest(session: Session, incident_id: int) -> ShortfallRow:
    row = session.scalars(
        locked(
            select(ShortfallRow)
            .where(ShortfallRow.incident_id == incident_id)
            .order_by(ShortfallRow.id.desc())
            .limit(1)
        )
    ).first()
    if row is None:
        raise NotFoundError(what=incident_id)
    return row


def _note(
    session: Session, row: ShortfallRow, action: str, actor: Actor, now: datetime, **facts: object
) -> None:
    note(
        session,
        stream=stream_of(row.incident_id),
        at=now,
        actor=actor.login,
        action=action,
        subject=str(row.id),
        **facts,
    )
