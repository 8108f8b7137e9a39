"""A requisition by word of mouth: its number is noted with the confirmation in writing, which stops the 48 hours."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from core.clock import day_of, local, now
from inventory.rules.catalogue import LegalForm
from mobilization.queries.settlement import running_orders
from mobilization.rules.clocks import Clock, deadlines_of
from mobilization.services.orders import OrderTerms, approve, draft_order
from tests.web.making import actor_of, database_of, send, sign_in
from tests.web.mobilization.test_proposals import held

POST, CHAIR, DIGGERS = "thuongtruc.tinh", "lanhdao.tinh", "PT-020"


def test_the_number_of_an_oral_requisition_is_noted_with_its_confirmation(demo: Flask) -> None:
    incident_id, dispatch_id = held(demo, DIGGERS, POST)
    moment = now()
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
    with database_of(demo).transaction() as session:
        order_id = draft_order(
            session,
            incident_id=incident_id,
            dispatch_ids=[dispatch_id],
            terms=terms,
            actor=actor_of(demo, POST),
            now=moment,
        )
    client, page = sign_in(demo, POST), f"/lenh/{order_id}"
    assert "phải duyệt, xác nhận bằng văn bản và gửi chủ tài sản trước" in client.get(page).text
    with database_of(demo).transaction() as session:
        (due,) = [
            one for one in running_orders(scope=None, limit=99).ask(session) if one.order_id == order_id
        ]
        assert [item.clock for item in deadlines_of(due.times)] == [
            Clock.CONFIRM
        ]  # while it is a draft still
        approve(session, order_id=order_id, actor=actor_of(demo, CHAIR), now=moment)
    text = client.get(page).text
    assert f'action="{page}/xac-nhan"' in text
    assert f'action="{page}/so"' not in text
    confirmed = {"number": "512/QĐ-UBND", "dated": day_of(moment).isoformat()}
    assert send(client, f"{page}/xac-nhan", confirmed, page).status_code == 303
    text = client.get(page).text
    assert f'action="{page}/so"' in text
    assert "512/QĐ-UBND" in text
    longer = local(moment + timedelta(days=15)).strftime("%Y-%m-%dT%H:%M")
    told = {"until": longer, "text": "còn người mất tích"}
    assert send(sign_in(demo, CHAIR), f"{page}/gia-han", told, page).status_code == 303
    assert "đã gia hạn (trước là" in client.get(page).text
