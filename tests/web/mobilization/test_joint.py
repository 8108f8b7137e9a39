"""Plans made together: accepted together from any of them; one that is refused is made anew alone, at one press."""

from __future__ import annotations

import re

from flask import Flask

from core.clock import now
from mobilization.queries.dispatches import find_newest_plan
from mobilization.services.choices import forbid
from tests.web.making import OTHER, actor_of, database_of, send, sign_in

POST = "thuongtruc.tinh"


def test_a_plan_made_together_is_accepted_with_the_others_or_made_anew_alone(demo: Flask) -> None:
    client = sign_in(demo, POST)
    report = {"title": "Sạt lở", "hazard": "sat_lo", "commune_code": OTHER, "place": "thôn 3"}
    room = send(client, "/su-co/moi", report, "/su-co/moi").location
    assert "chưa ghi nhu cầu nào" in client.get("/su-co/chung/").text
    for place in (room, "/su-co/2"):
        need = {"type_code": "TB-001", "quantity": "3", "priority": "1"}
        assert send(client, f"{place}/nhu-cau", need, place).status_code == 303
    assert send(client, "/su-co/chung/", {}, "/su-co/chung/").status_code == 303
    page = f"{room}/phuong-an"
    text = client.get(page).text
    assert "Chấp nhận cả 2 sự cố" in text
    together = re.findall(r'name="plan_id" value="(\d+)"', text)
    incident_id = int(room.rpartition("/")[2])
    with database_of(demo).transaction() as session:
        plan = find_newest_plan(session, incident_id)
        assert plan is not None
        lot_id = plan.result["lines"][0][1]
        said = {"need_id": None, "whole_holder": False, "reason": "xe hỏng", "actor": actor_of(demo, POST)}
        forbid(session, incident_id=incident_id, lot_id=lot_id, now=now(), **said)  # type: ignore[arg-type]
    both = send(client, "/su-co/chung/chap-nhan", {"plan_id": together}, "/su-co/chung/")
    assert (both.status_code, "Lập lại phương án chung cho phần còn thiếu" in both.text) == (409, True)
    alone = send(client, f"{page}/{plan.id}/chap-nhan", {}, page)
    assert (alone.status_code, "Lập lại chỉ phương án của sự cố này" in alone.text) == (409, True)
    assert send(client, page, {}, page).status_code == 303
    assert "Chấp nhận cả" not in client.get(page).text  # made anew it stands alone
    with database_of(demo).reading() as session:
        plan = find_newest_plan(session, incident_id)
        assert plan is not None
    assert send(client, f"{page}/{plan.id}/chap-nhan", {}, page).status_code == 303
    assert "mọi nhu cầu đã đủ" in client.get("/su-co/chung/").text
