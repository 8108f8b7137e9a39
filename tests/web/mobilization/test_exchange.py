"""Messages with other systems, through the pages and the program's door: nothing takes effect without a person."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.clock import now
from inventory.models import LotRow, PhoneLookRow
from mobilization.models import ExchangeMessageRow, OfferRow
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.needs import list_needs
from mobilization.rules.exchange.edxl import Answer, Contact, Line, Message
from mobilization.rules.exchange.edxl_read import read_message
from mobilization.rules.exchange.edxl_table import MessageKind
from mobilization.rules.exchange.edxl_write import write_message
from tests.rules.mobilization.exchange.samples import REQUEST
from tests.web.making import OWN, database_of, send, sign_in
from tests.web.test_api import new_token

PROVINCE = "thuongtruc.tinh"
SYSTEM = "bontaicho.quang-ngai"


def upload(client: FlaskClient, content: str | bytes) -> TestResponse:
    """Return the answer to a message that a person uploads."""
    raw = content.encode() if isinstance(content, str) else content
    return send(client, "/ban-tin/", {"file": (BytesIO(raw), "ban-tin.xml")}, "/ban-tin/")


def post(app: Flask, secret: str, content: str | bytes) -> TestResponse:
    """Return the answer to a message that a program sends."""
    told = {"Authorization": f"Bearer {secret}", "Content-Type": "application/xml"}
    return app.test_client().post("/api/v1/messages", data=content, headers=told)


def get(app: Flask, secret: str, path: str) -> TestResponse:
    """Return the answer to a program's question."""
    return app.test_client().get(path, headers={"Authorization": f"Bearer {secret}"})


def test_a_request_becomes_needs_only_when_a_person_takes_it(demo: Flask) -> None:
    chief = sign_in(demo, PROVINCE)
    page = upload(chief, REQUEST).location
    assert upload(chief, REQUEST).location == page  # the same message is the same one
    with database_of(demo).reading() as session:
        before = len(list_needs(session, 2))
    text = chief.get(page).text
    assert "Ngập lụt hạ lưu sông Ba" in text
    assert "0901000123" not in text
    assert "hai chiếc nếu có" in text
    assert page in chief.get("/ban-tin/").text
    assert "/ban-tin/" in chief.get("/").text
    form = {"take": "1", "line-1": "001", "type_code-1": "TB-001", "quantity-1": "40"}
    assert send(chief, f"{page}/tiep-nhan", {"incident_id": "2"}, page).status_code == 422
    wrong = send(chief, f"{page}/tiep-nhan", {**form, "quantity-1": "", "incident_id": "2"}, page)
    assert wrong.status_code == 422
    assert (
        send(chief, f"{page}/tiep-nhan", form, page).status_code == 422
    )  # neither a running nor a new incident
    done = send(chief, f"{page}/tiep-nhan", {**form, "incident_id": "2"}, page)
    assert (done.status_code, done.location) == (303, "/su-co/2")
    with database_of(demo).reading() as session:
        needs = list_needs(session, 2)
    assert len(needs) == before + 1
    assert [need.quantity for need in needs if "2026-11-0017" in need.note] == [Decimal(40)]
    assert send(chief, f"{page}/tiep-nhan", {**form, "incident_id": "2"}, page).status_code == 409
    answer = read_message(chief.get(f"{page}/tra-loi.xml").data)
    assert answer.kind is MessageKind.RESPONSE
    assert answer.preceding == "gialai.gov.vn:2026-11-0017"
    assert [line.answer.kind for line in answer.lines if line.answer] == ["Provisional", "Decline"]


def test_a_request_may_open_an_incident_of_its_own_and_may_be_declined(demo: Flask) -> None:
    chief = sign_in(demo, PROVINCE)
    page = upload(chief, REQUEST).location
    form = {
        "take": "1",
        "line-1": "001",
        "type_code-1": "TB-001",
        "quantity-1": "40",
        "title": "Chi viện Gia Lai",
        "hazard": "ngap_lut",
        "commune_code": OWN,
    }
    room = send(chief, f"{page}/tiep-nhan", form, page).location
    assert "Chi viện Gia Lai" in chief.get(room).text
    other = upload(chief, REQUEST.replace("2026-11-0017", "2026-11-0018")).location
    assert send(chief, f"{other}/khong-nhan", {}, other).status_code == 303
    redacted = "không còn nguyên như khi nhận"
    assert redacted not in chief.get(other).text
    demo.test_cli_runner().invoke(args=["person", "erase", "--phone", "0901000123", "--yes"])
    assert redacted in chief.get(other).text
    declined = read_message(chief.get(f"{other}/tra-loi.xml").data)
    assert {line.answer.kind for line in declined.lines if line.answer} == {"Decline"}
    program = get(demo, new_token(demo, PROVINCE), f"/api/v1/messages/{other.rsplit('/', 1)[1]}/answer")
    assert (program.status_code, program.mimetype) == (200, "application/xml")
    assert read_message(program.data).lines == declined.lines
    assert read_message(program.data).preceding == "gialai.gov.vn:2026-11-0018"
    reused = upload(chief, REQUEST.replace("sông Ba", "sông Đà"))
    assert reused.status_code == 409
    assert "đã nhận trước đây với nội dung khác" in reused.text


def test_our_request_goes_out_and_the_answer_becomes_an_offer(demo: Flask) -> None:
    chief, secret = sign_in(demo, PROVINCE), new_token(demo, PROVINCE)
    need = {"type_code": "PT-005", "quantity": "99", "priority": "1"}
    assert send(chief, "/su-co/2/nhu-cau", need, "/su-co/2").status_code == 303
    asked = read_message(get(demo, secret, "/api/v1/incidents/2/edxl-rm").data)
    assert asked == read_message(chief.get("/su-co/2/yeu-cau.xml").data) or asked.id
    line = next(line for line in asked.lines if line.type_value == "PT-005")
    assert (line.quantity, asked.kind) == (Decimal(99), MessageKind.REQUEST)

    def answer(identifier: str, originating: str) -> bytes:
        return write_message(
            Message(
                kind=MessageKind.COMMIT,
                id=identifier,
                sent_at=now(),
                originating=originating,
                preceding=asked.id,
                contacts=(
                    Contact(role="RespondingOrg", organisation="Tỉnh Gia Lai", phones=("0901000123",)),
                ),
                lines=(
                    Line(id="1", answer=Answer(to=line.id, kind="Accept"), name="Xuồng", quantity=Decimal(9)),
                    Line(id="2", answer=Answer(to=line.id, kind="Decline")),
                    Line(id="3", answer=Answer(to="NC-99999", kind="Accept"), quantity=Decimal(1)),
                ),
            )
        )

    taken = post(demo, secret, answer("gl:1", asked.originating))
    assert taken.status_code == 201
    told = taken.get_json()
    assert told["state"] == "taken"
    assert {key: next(iter(value)) for key, value in told["answer"].items()} == {
        "1": "offer",
        "2": "why",
        "3": "why",
    }
    assert post(demo, secret, answer("gl:1", asked.originating)).status_code in {200, 409}
    with database_of(demo).reading() as session:
        offers = session.scalars(select(OfferRow).where(OfferRow.incident_id == 2)).all()
        assert [(one.quantity, one.state, one.giver) for one in offers] == [
            (Decimal(9), "received", "Tỉnh Gia Lai")
        ]
    assert "Tỉnh Gia Lai" in chief.get("/su-co/2/ho-tro").text
    stranger = post(demo, secret, answer("gl:2", "bontaicho.gia-lai:SC-2:x")).get_json()
    assert (stranger["state"], stranger["note"]) == ("received", "origin_unknown")
    # A commune's post cannot make offers in the province's incident.
    commune = new_token(demo, "thuongtruc.binhminh")
    beyond = post(demo, commune, answer("gl:3", asked.originating)).get_json()
    assert (beyond["state"], beyond["note"]) == ("received", "not_your_incident")


def test_an_order_as_messages_and_its_release_by_another_system(demo: Flask) -> None:
    chief, secret = sign_in(demo, PROVINCE), new_token(demo, PROVINCE)
    with database_of(demo).reading() as session:
        items = [item for item in list_dispatches(session, incident_id=2) if item.order_id]
        out = next(item for item in items if item.state.value in {"departed", "arrived", "working"})
        held = {row.id: (row.on_hand, row.reserved, row.away) for row in session.scalars(select(LotRow))}
    path = f"/api/v1/orders/{out.order_id}/edxl-rm?message="
    ordered = read_message(get(demo, secret, f"{path}RequisitionResource").data)
    assert f"{SYSTEM}:PD-{out.id}" in {line.resource_id for line in ordered.lines}
    assert not any(line.keeper for line in ordered.lines)
    promised = read_message(get(demo, secret, f"{path}CommitResource").data)
    assert (promised.originating, promised.preceding) == (ordered.id, ordered.id)
    asked_back = get(demo, secret, f"{path}RequestReturn")
    assert read_message(asked_back.data).kind is MessageKind.RETURN
    assert chief.get(f"/lenh/{out.order_id}/ban-tin/cam-ket.xml").status_code == 200
    assert get(demo, secret, f"{path}Unknown").status_code == 422
    seen = read_message(get(demo, secret, f"{path}RequisitionResource&phones=1").data)
    with database_of(demo).reading() as session:
        looks = len(session.scalars(select(PhoneLookRow)).all())
    assert looks == len({line.keeper.phones for line in seen.lines if line.keeper})

    def released(identifier: str, *lines: Line) -> bytes:
        contact = Contact(role="Sender", organisation="Tỉnh Gia Lai")
        kind = MessageKind.RELEASE
        return write_message(
            Message(
                kind=kind,
                id=identifier,
                sent_at=now(),
                originating=ordered.id,
                contacts=(contact,),
                lines=lines,
            )
        )

    ours = Line(id="1", resource_id=f"{SYSTEM}:PD-{out.id}", name=out.resource, quantity=out.quantity)
    unknown = Line(id="2", resource_id="khac:PD-1", name="Lạ", quantity=Decimal(1))
    less = Line(id="3", resource_id=f"{SYSTEM}:PD-{out.id}", name="x", quantity=out.quantity + 1)
    kept = post(demo, secret, released("gl:9", ours, unknown)).get_json()
    assert kept["state"] == "received"
    assert get(demo, secret, f"/api/v1/dispatches/{out.id}").get_json()["state"] == out.state.value
    page = f"/ban-tin/{kept['id']}"
    assert "Sẽ cho về" in chief.get(page).text
    assert send(chief, f"{page}/tiep-nhan", {}, page).status_code == 303
    assert get(demo, secret, f"/api/v1/dispatches/{out.id}").get_json()["state"] == "released"
    with database_of(demo).reading() as session:
        # A release is a step of the way home: the stock itself moves when the holder's side says what came back.
        assert held == {
            row.id: (row.on_hand, row.reserved, row.away) for row in session.scalars(select(LotRow))
        }
    again = post(demo, secret, released("gl:10", less)).get_json()
    assert send(chief, f"/ban-tin/{again['id']}/tiep-nhan", {}, page).status_code == 422


def test_a_message_taken_back_before_anybody_took_it_no_longer_waits(demo: Flask) -> None:
    secret = new_token(demo, PROVINCE)
    first = post(demo, secret, REQUEST).get_json()
    recall = (
        "<m:MessageRecall><c:RecallMessageID>gialai.gov.vn:2026-11-0017</c:RecallMessageID>"
        "<c:RecallType>Cancel</c:RecallType></m:MessageRecall><m:ContactInformation>"
    )
    later = REQUEST.replace(
        "<m:MessageID>gialai.gov.vn:2026-11-0017", "<m:MessageID>gialai.gov.vn:2026110019"
    )
    second = post(demo, secret, later.replace("<m:ContactInformation>", recall, 1)).get_json()
    assert second["state"] == "noted"
    # An identifier is nobody's telephone number, however it looks.
    found = get(demo, secret, f"/api/v1/messages/{second['id']}").get_json()
    assert found["message_id"] == "gialai.gov.vn:2026110019"
    told = get(demo, secret, f"/api/v1/messages/{first['id']}").get_json()
    assert told["state"] == "recalled"
    page = f"/ban-tin/{first['id']}"
    chief = sign_in(demo, PROVINCE)
    assert send(chief, f"{page}/khong-nhan", {}, page).status_code == 409
    with database_of(demo).reading() as session:
        assert len(session.scalars(select(ExchangeMessageRow)).all()) == 2


def test_what_is_no_message_gets_a_sentence_in_the_callers_language(demo: Flask) -> None:
    secret = new_token(demo, PROVINCE)
    for content in ("", "<a>", "<!DOCTYPE a><a/>", "<html/>", "<a>" * 200):
        answer = post(demo, secret, content)
        assert 400 <= answer.status_code < 500
        assert re.search(r"[à-ỹ]", answer.get_json()["error"]["message"])
