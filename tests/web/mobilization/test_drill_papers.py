"""No paper of a drill can be taken for a real one: each says DIỄN TẬP, as Word and as PDF, whatever it is."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, timedelta
from decimal import Decimal

from flask import Flask
from flask.testing import FlaskClient

from core.clock import now
from inventory.rules.catalogue import LegalForm
from mobilization.queries.minutes import MinutesLine
from mobilization.rules.states import State
from mobilization.services.dispatches import Came, mark
from mobilization.services.orders import OrderTerms, approve, draft_order
from mobilization.services.paper_numbers import decide_return_on_paper
from mobilization.services.settlement import MinutesHead, extend, save_minutes
from tests.web.making import actor_of, database_of, send, sign_in
from tests.web.mobilization.test_proposals import held

POST, CHAIR, DIGGERS = "thuongtruc.tinh", "lanhdao.tinh", "PT-020"
MARK = "DIỄN TẬP"
SAID = {
    "urgency": "IMMEDIATE",
    "addressees": "UBND xã Bình Minh",
    "situation": "Mưa lớn, sạt lở thôn Tây",
    "orders": "Sơ tán dân thôn Tây",
    "report_by": "2030-01-01T08:00",
}
OFFER = {
    "giver": "Công ty Thiên Tân",
    "giver_kind": "enterprise",
    "type_code": DIGGERS,
    "quantity": "1",
    "arrives_at": "2030-01-01T08:00",
}


def requisitioned(demo: Flask) -> tuple[int, int]:
    """Return a drill and its requisition by word of mouth, used, extended, given back damaged."""
    incident_id, dispatch_id = held(demo, DIGGERS, POST, drill=True)
    moment, post, chair = now(), actor_of(demo, POST), actor_of(demo, CHAIR)
    terms = OrderTerms(
        form=LegalForm.TRUNG_DUNG,
        destination="thôn Tây",
        purpose="đào tìm người",
        commander="",
        arrive_by=moment + timedelta(hours=2),
        until=moment + timedelta(days=10),
        failed_ways="chủ xe không đồng ý cho thuê",
        assigned_to="Ban CHQS xã Bình Minh",
        assigned_address="thôn Trung",
        handover_at=moment + timedelta(hours=1),
        handover_place="thôn Tây",
        oral_at=moment - timedelta(minutes=20),
        oral_place="thôn Tây",
    )
    line = {dispatch_id: MinutesLine(condition="tốt", meter="120 giờ", fuel="đầy", papers="")}
    head = MinutesHead(at=moment, place="thôn Tây", user_name="Ban CHQS xã", owner_delegate="Ông Tám")

    def go(to: State, came: Came | None = None) -> None:
        said = {"happened_at": moment, "text": "", "actor": post, "now": moment}
        mark(session, dispatch_id=dispatch_id, to=to, came=came, **said)  # type: ignore[arg-type]

    with database_of(demo).transaction() as session:
        whose = {"incident_id": incident_id, "dispatch_ids": [dispatch_id]}
        order_id = draft_order(session, **whose, terms=terms, actor=post, now=moment)  # type: ignore[arg-type]
        approve(session, order_id=order_id, actor=chair, now=moment)
        for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED):
            go(to)
        minutes = {"order_id": order_id, "head": head, "lines": line, "version": 0, "actor": post}
        save_minutes(session, kind="handover", now=moment, **minutes)  # type: ignore[arg-type]
        longer = moment + timedelta(days=12)
        extend(session, order_id=order_id, until=longer, text="mưa", actor=chair, now=moment)
        decide_return_on_paper(session, order_id=order_id, number="9", actor=post, now=moment)
        go(State.RELEASED)
        go(State.RETURNED, Came(damaged=Decimal(1)))
        save_minutes(session, kind="return", now=moment, **minutes)  # type: ignore[arg-type]
    loss = {"dispatch_id": str(dispatch_id), "loss": "damaged:repair_cost", "quantity": "1"}
    paid = {"unit_dong": "500000", "payer": "Sở Tài chính", "budget": "province"}
    money = f"/lenh/{order_id}/boi-thuong"
    assert send(sign_in(demo, POST), money, loss | paid, money).status_code == 303
    return incident_id, order_id


def given_up(demo: Flask, moment: datetime) -> int:
    """Return another drill's order that was refused, so that it has to be amended."""
    incident_id, dispatch_id = held(demo, DIGGERS, POST, drill=True)
    later = moment + timedelta(days=2)
    terms = OrderTerms(
        form=LegalForm.HUY_DONG,
        destination="thôn",
        purpose="đào",
        commander="",
        arrive_by=moment,
        until=later,
    )
    with database_of(demo).transaction() as session:
        post, said = actor_of(demo, POST), {"now": moment}
        order_id = draft_order(
            session, incident_id=incident_id, dispatch_ids=[dispatch_id], terms=terms, actor=post, **said
        )
        approve(session, order_id=order_id, actor=actor_of(demo, CHAIR), now=moment)
        mark(
            session, dispatch_id=dispatch_id, to=State.REFUSED, happened_at=moment, text="hỏng", came=None,
            actor=post, now=moment,
        )  # fmt: skip
    return order_id


def words_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))


def test_every_paper_of_a_drill_is_marked(demo: Flask) -> None:
    incident_id, order_id = requisitioned(demo)
    amended, room = given_up(demo, now()), f"/su-co/{incident_id}"
    client = sign_in(demo, POST)
    assert send(client, f"{room}/cong-dien", SAID, f"{room}/cong-dien").status_code == 303
    assert send(client, f"{room}/ho-tro", OFFER, f"{room}/ho-tro").status_code == 303
    [offer] = set(re.findall(r'name="offer_id" value="(\d+)"', client.get(f"{room}/ho-tro").text))
    choices = client.get(f"{room}/ho-tro").text.split('name="need_id"')[1].split("</select>")[0]
    (need,) = re.findall(r'<option value="(\d+)"', choices)
    for version, to in enumerate(("accepted", "arrived"), 1):
        moved = {"offer_id": offer, "version": str(version), "to": to, "need_id": need}
        assert send(client, f"{room}/ho-tro/buoc", moved, f"{room}/ho-tro").status_code == 303, to
    thanked = send(client, f"{room}/ho-tro/cam-on", {"offer_id": offer}, f"{room}/ho-tro")
    assert thanked.status_code == 303
    report = send(client, f"/bao-cao{room}/nhanh", {}, f"/bao-cao{room}")
    assert report.status_code == 303, report.text[:400]
    kinds = [
        "van-ban",
        "giay-xac-nhan",
        "giao-nhan",
        "gia-han",
        "quyet-dinh-hoan-tra",
        "hoan-tra",
        "thiet-hai",
        "chi-tra",
    ]
    written = report.location.partition("?")[0]
    papers = [
        *(f"/lenh/{order_id}/{kind}.%s" for kind in kinds),
        f"/lenh/{amended}/sua-doi.%s",
        f"{room}/cong-dien/cong-dien.%s",
        f"{room}/ho-tro/cam-on.%s?so={offer}",
        f"{written}/bao-cao.%s",
    ]
    unmarked = [paper for paper in papers if MARK not in words_of(client, paper % "docx")]
    assert unmarked == []
    for paper in papers[::6]:  # both are written from one value, and every PDF of a drill is marked
        answer = client.get(paper % "pdf")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), paper
    lists = [
        f"{room}/{name}.xlsx" for name in ("nhu-cau", "nguon-luc", "lenh", "nhat-ky", "ho-tro", "cong-dien")
    ]
    books = [f"/lenh/{order_id}/chi-tra.xlsx", *lists]
    assert [book for book in books if MARK not in words_of(client, book)] == []
