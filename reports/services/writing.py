"""Write reports in words: a first text from the register, then every saving kept with its person and moment."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.accounts.last_words import facts_of, last_word
from core.accounts.rules.roles import Actor
from core.audit.services import SYSTEM, note
from core.clock import day_of, local
from core.communes.queries import get_commune
from core.db import insert_once
from core.documents.paper import Paper
from core.errors import StaleError
from core.text import masked
from mobilization.queries.incidents import commune_of_incident, get_incident
from mobilization.rules.papers.facts import IssuerLevel, IssuingBody
from mobilization.services.incidents import stream_of
from reports.models import PaperRow, PaperVersionRow
from reports.queries.stories import StoryWords, incident_story, year_story
from reports.queries.written import Written, get_written
from reports.rules.first_texts import incident_texts, year_texts
from reports.rules.report_papers import ReportFacts, report_paper
from reports.rules.written import PaperKind, check_time, incident_slot, keys_of, year_slot
from reports.rules.year import check_year
from reports.services.annual import period_of


def start_incident_report(
    session: Session, *, incident_id: int, kind: PaperKind, words: StoryWords, actor: Actor, now: datetime
) -> int:
    """Return the number of an incident's report of this kind: a new one filled from the data, or the one that is there.

    Raises NotFoundError, and NotYetError for a daily report of what is over or a review of what goes on.
    """
    incident = get_incident(session, incident_id)
    check_time(kind, closed_at=incident.closed_at)
    day = day_of(now)
    return _start(
        session,
        slot=incident_slot(kind, incident_id, day),
        kind=kind,
        incident_id=incident_id,
        year=day.year,
        commune_code=commune_of_incident(session, incident_id=incident_id),
        on_day=day,
        texts=incident_texts(kind, incident_story(session, incident, words, now=now)),
        actor=actor,
        now=now,
    )


def start_year_report(
    session: Session, *, year: int, commune_code: str, words: StoryWords, actor: Actor, now: datetime
) -> int:
    """Return the number of the yearly report of a commune or ("") the province; raises YearError, NotFoundError."""
    check_year(year, this_year=local(now).year)
    if commune_code:
        get_commune(session, commune_code)
    story = year_story(session, period_of(year, commune_code), words, year=year, now=now)
    return _start(
        session,
        slot=year_slot(year, commune_code),
        kind=PaperKind.YEARLY,
        incident_id=None,
        year=year,
        commune_code=commune_code,
        on_day=day_of(now),
        texts=year_texts(story),
        actor=actor,
        now=now,
    )


def _start(
    session: Session,
    *,
    slot: str,
    kind: PaperKind,
    incident_id: int | None,
    year: int,
    commune_code: str,
    on_day: date,
    texts: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> int:
    values: dict[str, object] = {
        "slot": slot,
        "kind": kind.value,
        "incident_id": incident_id,
        "year": year,
        "commune_code": commune_code,
        "on_day": on_day,
        "made_at": now,
        "made_by": actor.name,
        "version": 1,
    }
    # Two who open the same report at once get the same one.
    made = session.connection().execute(insert_once(session, PaperRow.__table__, values)).rowcount
    report_id = session.scalars(select(PaperRow.id).where(PaperRow.slot == slot)).one()
    if made:
        _keep(session, report_id, 1, texts, actor, now)
        _note(session, incident_id, "report.start", report_id, texts, actor, now)
    return report_id


def save_report(
    session: Session, *, report_id: int, version: int, texts: Mapping[str, str], actor: Actor, now: datetime
) -> None:
    """Keep a report's text as its next version; raises NotFoundError, or StaleError with both texts."""
    held = get_written(session, report_id)
    body = {key: texts.get(key, "").strip() for key in keys_of(held.kind)}
    changed = session.connection().execute(
        update(PaperRow)
        .where(PaperRow.id == report_id, PaperRow.version == version)
        .values(version=version + 1)
    )
    if changed.rowcount == 0:
        theirs = get_written(session, report_id)
        differ = [key for key, text in body.items() if theirs.body.get(key, "") != text]
        raise StaleError(
            yours={key: body[key] for key in differ},
            theirs={key: theirs.body.get(key, "") for key in differ},
            **facts_of(last_word(session, _stream(held.incident_id), f"BC-{report_id}", "report.save")),
        )
    _keep(session, report_id, version + 1, body, actor, now)
    _note(session, held.incident_id, "report.save", report_id, body, actor, now)


def _keep(
    session: Session, report_id: int, version: int, body: Mapping[str, str], actor: Actor, now: datetime
) -> None:
    text = json.dumps(dict(body), ensure_ascii=False, sort_keys=True)
    session.add(
        PaperVersionRow(report_id=report_id, version=version, body=text, saved_at=now, saved_by=actor.name)
    )
    session.flush()


def _stream(incident_id: int | None) -> str:
    return SYSTEM if incident_id is None else stream_of(incident_id)


def _note(
    session: Session,
    incident_id: int | None,
    action: str,
    report_id: int,
    body: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> None:
    digest = hashlib.sha256(json.dumps(dict(body), sort_keys=True).encode()).hexdigest()
    note(
        session,
        stream=_stream(incident_id),
        at=now,
        actor=actor.login,
        action=action,
        subject=f"BC-{report_id}",
        text=digest,
    )


def fresh_texts(session: Session, report: Written, words: StoryWords, *, now: datetime) -> dict[str, str]:
    """Return what the register would write into a report's parts now."""
    if report.about is None:
        period = period_of(report.year, report.commune_code)
        return year_texts(year_story(session, period, words, year=report.year, now=now))
    return incident_texts(report.kind, incident_story(session, report.about, words, now=now))


def paper_of(session: Session, report: Written, *, province: str) -> Paper:
    """Return a report's paper."""
    about, drill = "", False
    if report.about is not None:
        about = f"{_lower(masked(report.about.title))} tại {_lower(report.about.commune)}"
        drill = report.about.drill
    return report_paper(
        ReportFacts(
            kind=report.kind,
            body=report.body,
            issuer=_issuer(session, report.commune_code, province),
            about=about,
            year=report.year,
            on_day=report.on_day,
            drill=drill,
            saved_at=report.saved_at,
        )
    )


def _issuer(session: Session, commune_code: str, province: str) -> IssuingBody:
    area = f"tỉnh {province}"
    if not commune_code:
        return IssuingBody(level=IssuerLevel.PROVINCE, area=area, place=province, province=area)
    commune = get_commune(session, commune_code)
    return IssuingBody(
        level=IssuerLevel.COMMUNE, area=_lower(commune.title), place=commune.name, province=area
    )


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]
