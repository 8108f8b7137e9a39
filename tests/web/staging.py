"""A scene for the matrix of permissions: in two communes and in the province an incident, an upload, an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.accounts.rules.roles import Actor
from core.clock import day_of, now
from importers.models import ImportAnswerRow
from inventory.queries.command import list_seats, list_watches
from inventory.queries.count_lines import list_lines
from inventory.queries.forces import list_members, list_squads
from inventory.queries.lots import list_lots
from inventory.rules.catalogue import LegalForm
from inventory.rules.holders import PRIVATE
from inventory.services.keeping import ensure_holder
from inventory.services.merging import merge_holders
from inventory.services.opening_counts import open_count
from inventory.services.row_acts import Paper
from inventory.services.transferring import propose as propose_transfer
from mobilization.queries.dispatches import find_newest_plan, list_dispatches
from mobilization.queries.incidents import list_incidents
from mobilization.rules.hazards import Hazard
from mobilization.services.accepting import accept
from mobilization.services.incidents import open_incident
from mobilization.services.needs import add_need
from mobilization.services.orders import OrderTerms, draft_order
from mobilization.services.planning import propose
from reports.rules.written import PaperKind
from reports.rules.year import FIRST_YEAR
from reports.sentences import story_words, workbook_words
from reports.services.annual import Maker
from reports.services.freezing import freeze
from reports.services.plans import add_plan
from reports.services.writing import start_incident_report
from tests.db.inventory.register import unwarned
from tests.web.extras import add_photo, asked_for, keep_message, promised_and_owed
from tests.web.making import OTHER, OWN, actor_of, database_of, send, sign_in, workbook

PLACES = {OWN: "xã Bình Minh", OTHER: "phường Cẩm Thành"}
CHIEFS = {OWN: "thuongtruc.binhminh", OTHER: "thuongtruc.khac"}
READERS = {"own": "canbo.binhminh", "other": "canbo.khac", "province": "vanphong.tinh"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """What the addresses name: a lot, an incident with need, plan, order and dispatch, an upload, an answer.

    `commune_code` is where the incident happens and where the lot, the order and the dispatch come from;
    `run_by` is whose incident and whose upload it is, empty for the province.
    """

    commune_code: str
    run_by: str
    lot_id: int
    incident_id: int
    need_id: int
    plan_id: int
    order_id: int
    dispatch_id: int
    batch_id: int
    answer_id: int
    count_id: int
    line_id: int
    campaign_id: int
    photo_id: int = 0
    transfer_id: int = 0
    request_id: int = 0
    seat_id: int
    watch_id: int
    squad_id: int
    member_id: int
    place_code: str
    report_id: int = 0
    response_plan_id: int = 0
    frozen_id: int = 0
    holder_id: int = 0
    merge_id: int = 0
    message_id: int = 0
    offer_id: int = 0
    loss_id: int = 0


def _incident(app: Flask, actor: Actor) -> None:
    moment, code = now() - timedelta(hours=1), actor.commune_code
    with database_of(app).transaction() as session:
        lots, _more = list_lots(session, scope=code, pillar="means")
        free = [lot.type_code for lot in lots if lot.usable - lot.balance.reserved >= 4]
        incident_id = open_incident(
            session,
            title="Cây đổ chắn đường liên thôn",
            hazard=Hazard.BAO,
            commune_code=code,
            place="trước trường học",
            ptds_level=1,
            risk_level=3,
            actor=actor,
            now=moment,
        )
        for type_code in list(dict.fromkeys(free))[-2:]:
            add_need(
                session,
                incident_id=incident_id,
                type_code=type_code,
                quantity=Decimal(2),
                commune_code="",
                priority=1,
                within_minutes=None,
                note_text="",
                actor=actor,
                now=moment,
            )
        propose(session, incident_id=incident_id, actor=actor, now=moment)
        plan = find_newest_plan(session, incident_id)
        assert plan is not None
        accept(session, incident_id=incident_id, plan_id=plan.id, actor=actor, now=moment)
        line = list_dispatches(session, incident_id=incident_id)[0]
        terms = OrderTerms(
            form=LegalForm.HUY_DONG,
            destination="UBND xã",
            purpose="Dọn cây đổ",
            commander="",
            arrive_by=now() + timedelta(hours=2),
            until=now() + timedelta(days=1),
        )
        draft_order(
            session, incident_id=incident_id, dispatch_ids=[line.id], terms=terms, actor=actor, now=moment
        )


def _upload(app: Flask, login: str, place: str) -> tuple[int, int]:
    """Return the ids of a new upload and of an answer given to it."""
    client = sign_in(app, login)
    form = {"mode": "replace", "file": (workbook(place), "danh-muc.xlsx")}
    answer = send(client, "/nhap-lieu/", form, "/nhap-lieu/")
    assert answer.status_code == 303, answer.text
    batch_id = int(answer.location.rsplit("/", 1)[1])
    asking = f"/nhap-lieu/{batch_id}/cau-hoi"
    page = client.get(asking).text
    key, choice = (re.findall(rf'name="{name}-0"\s[^>]*?value="([^"]+)"', page) for name in ("key", "choice"))
    settled = send(client, asking, {"key-0": key[0], "choice-0": choice[0]}, asking)
    assert settled.status_code == 303, settled.text
    with database_of(app).reading() as session:
        newest = select(ImportAnswerRow.id).order_by(ImportAnswerRow.id.desc()).limit(1)
        return batch_id, session.scalars(newest).one()


def _count(app: Flask, code: str) -> tuple[int, int]:
    """Return the ids of a stocktake opened in a commune and of one of its lines."""
    actor = actor_of(app, CHIEFS[code])
    with database_of(app).transaction() as session:
        opened = open_count(
            session, commune_code=code, pillar="means", place="", blind=False, actor=actor, now=now()
        )
        lines, _more = list_lines(session, opened.count_id)
        return opened.count_id, lines[0].id


def _watch_id(session: Session, commune_code: str) -> int:
    """Return the newest watch of a commune's roster."""
    span = {"since": now() - timedelta(days=30), "until": now() + timedelta(days=30)}
    return list_watches(session, commune_code, **span)[-1].id


def stage(app: Flask) -> dict[str, Scene]:
    """Add the scenes to a demo and return them: the own commune's, another commune's, the province's."""
    for login in CHIEFS.values():
        _incident(app, actor_of(app, login))
    uploads = {
        name: _upload(app, login, PLACES[OTHER if name == "other" else OWN])
        for name, login in READERS.items()
    }
    counts = {code: _count(app, code) for code in (OWN, OTHER)}
    found = {}
    with database_of(app).reading() as session:
        for item in list_incidents(session, scope=None):
            if item.closed_at is not None:
                continue
            name = "province" if item.run_by == "province" else "own" if item.commune_code == OWN else "other"
            line = next(
                line
                for line in list_dispatches(session, incident_id=item.id)
                if line.commune_code == item.commune_code and line.order_id
            )
            plan = find_newest_plan(session, item.id)
            lots, _more = list_lots(session, scope=item.commune_code)
            assert plan is not None
            assert line.order_id is not None
            found[name] = Scene(
                commune_code=item.commune_code,
                run_by=item.commune_code if item.run_by == "commune" else "",
                lot_id=lots[0].id,
                incident_id=item.id,
                need_id=line.need_id,
                plan_id=plan.id,
                order_id=line.order_id,
                dispatch_id=line.id,
                batch_id=uploads[name][0],
                answer_id=uploads[name][1],
                count_id=counts[item.commune_code][0],
                line_id=counts[item.commune_code][1],
                campaign_id=1,
                seat_id=list_seats(session, item.commune_code)[0][0].id,
                watch_id=_watch_id(session, item.commune_code),
                squad_id=list_squads(session, item.commune_code)[0].id,
                member_id=list_members(session, item.commune_code)[0].id,
                place_code=item.commune_code,
            )
    return {
        name: replace(
            scene,
            photo_id=add_photo(app, scene.lot_id, scene.commune_code),
            transfer_id=_transfer(app, scene),
            request_id=asked_for(app, OTHER if scene.commune_code == OWN else OWN, scene.commune_code),
            **papers_of(app, incident_id=scene.incident_id, run_by=scene.run_by)  # type: ignore[arg-type]
            | promised_and_owed(app, scene.incident_id, scene.order_id, scene.dispatch_id)
            | _merged(app, scene),
        )
        for name, scene in found.items()
    }


def papers_of(app: Flask, *, incident_id: int, run_by: str) -> dict[str, int]:
    """Return the ids of an incident's quick report, of a response plan, a frozen year, a message of whoever runs it."""
    actor, moment, held = actor_of(app, "vanphong.tinh"), now(), app.extensions["settings"]
    with app.app_context(), database_of(app).transaction() as session:
        report_id = start_incident_report(
            session,
            incident_id=incident_id,
            kind=PaperKind.QUICK,
            words=story_words(),
            actor=actor,
            now=moment,
        )
        plan_id = add_plan(
            session,
            commune_code=run_by,
            title="Kế hoạch phòng thủ dân sự",
            document="15/KH-UBND",
            approved_on=day_of(moment),
            actor=actor,
            now=moment,
        )
        frozen_id = freeze(
            session,
            year=FIRST_YEAR,
            scope=run_by,
            maker=Maker(province=held.province_name, by=actor.name, key=b"key", words=workbook_words()),
            data_dir=held.data_dir,
            actor=actor,
            now=moment,
        )
    message_id = keep_message(app, CHIEFS.get(run_by, "vanphong.tinh"))
    return {
        "report_id": report_id,
        "response_plan_id": plan_id,
        "frozen_id": frozen_id,
        "message_id": message_id,
    }


def _merged(app: Flask, scene: Scene) -> dict[str, int]:
    """Return the id of a new holder of a scene's commune and of a merge of another one into it."""
    actor = actor_of(app, "vanphong.tinh")
    with database_of(app).transaction() as session:
        source, target = (
            ensure_holder(session, commune_code=scene.commune_code, name=name, kind="agency", phone="").id
            for name in (f"Trạm Y tế, {scene.run_by or 'tỉnh'}", f"Trạm Y tế xã, {scene.run_by or 'tỉnh'}")
        )
        merge_id = merge_holders(session, source=source, target=target, reason="", actor=actor, now=now())
        return {"holder_id": target, "merge_id": merge_id}


def _transfer(app: Flask, scene: Scene) -> int:
    """Return the id of a transfer that waits: from a scene's commune to the own one, or from there to another."""
    with database_of(app).transaction() as session:
        lots, _more = list_lots(session, scope=scene.commune_code, pillar="means")
        public = (lot for lot in lots if lot.holder_kind not in PRIVATE)
        lot = next(lot for lot in public if lot.usable - lot.balance.reserved >= 1)
        return propose_transfer(
            session,
            warned=unwarned,
            lot_id=lot.id,
            to_code=OTHER if scene.commune_code == OWN else OWN,
            quantity=Decimal(1),
            paper=Paper(document="12/CV-UBND", reason=""),
            actor=actor_of(app, "vanphong.tinh"),
            now=now(),
        )
