"""A commune asks the province to requisition: a paper to print, nothing ordered, and refused where the law refuses."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

from flask import Flask
from sqlalchemy import func, select

from core.accounts.demo import DEMO_PASSWORD
from core.accounts.rules.roles import Role
from core.accounts.services import add_user
from core.clock import day_of, local, now
from mobilization.models import OrderRow
from mobilization.queries.dispatches import find_newest_plan, list_dispatches
from mobilization.rules.hazards import Hazard
from mobilization.services.accepting import accept
from mobilization.services.incidents import open_incident
from mobilization.services.needs import add_need
from mobilization.services.planning import propose
from tests.web.extras import add_photo
from tests.web.making import OTHER, OWN, actor_of, as_read, database_of, send, sign_in
from tests.web.mobilization.test_beyond import check_number, words

COMMANDER = "thuongtruc.binhminh"


def pictures(content: bytes) -> int:
    """Return how many pictures a Word file holds."""
    with zipfile.ZipFile(BytesIO(content)) as held:
        return sum(name.startswith("word/media/") for name in held.namelist())


def held(demo: Flask, type_code: str, login: str = COMMANDER, *, drill: bool = False) -> tuple[int, int]:
    """Return a new incident run by this person's level and what it holds of one type."""
    actor, moment = actor_of(demo, login), now()
    with database_of(demo).transaction() as session:
        incident_id = open_incident(
            session,
            title="Sạt lở thôn Tây",
            hazard=Hazard.SAT_LO,
            commune_code=OWN,
            place="thôn Tây",
            ptds_level=None,
            risk_level=None,
            drill=drill,
            actor=actor,
            now=moment,
        )
        add_need(
            session,
            incident_id=incident_id,
            type_code=type_code,
            quantity=Decimal(1),
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
    with database_of(demo).reading() as session:
        return incident_id, list_dispatches(session, incident_id=incident_id)[0].id


def form(dispatch_id: int, **more: str) -> dict[str, str]:
    hour = local(now() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    day = local(now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    said = {
        "dispatch": str(dispatch_id),
        "form": "huy_dong",
        "asks": "trung_dung",
        "destination": "thôn Tây",
        "purpose": "đào tìm người bị vùi lấp",
        "arrive_by": hour,
        "until": day,
        "failed_ways": "chủ xe không đồng ý cho thuê",
        "assigned_to": "Ban CHQS xã Bình Minh",
        "assigned_address": "thôn Trung",
        "handover_at": hour,
        "handover_place": "thôn Tây",
    }
    return said | more


def orders(demo: Flask) -> int:
    with database_of(demo).reading() as session:
        return session.scalar(select(func.count()).select_from(OrderRow)) or 0


def test_a_commune_prints_its_request_to_the_province_and_orders_nothing(demo: Flask) -> None:
    incident_id, dispatch_id = held(demo, "HC-002")
    client = sign_in(demo, COMMANDER)
    page = f"/su-co/{incident_id}/ra-lenh"
    assert "Trình tỉnh" in client.get(page).text
    before = orders(demo)
    address = f"/su-co/{incident_id}/to-trinh"
    consumed = send(client, address, form(dispatch_id), page)  # food is bought, never requisitioned
    assert consumed.status_code in {409, 422}
    assert "với: Mì ăn liền. Hãy bỏ chọn các nguồn lực đó" in consumed.text
    assert "đào tìm người bị vùi lấp" in consumed.text
    bought = {
        "asks": "trung_mua",
        "pay_by": form(0)["until"],
        "pay_method": "chuyển khoản",
        "pay_place": "UBND xã",
        "until": "",  # what is bought has no end, and nobody is asked for one
    }
    endless = send(client, page, form(dispatch_id, until=""), page)
    assert endless.status_code == 422
    assert "Hãy điền ô này." in endless.text.partition('class="ending"')[2][:900]
    lacking = send(client, address, form(dispatch_id, **bought, assigned_to=""), page)
    assert lacking.status_code in {409, 422}
    assert "luật yêu cầu: đơn vị được giao sử dụng;" in lacking.text
    assert lacking.text.count("Luật yêu cầu văn bản có nội dung này.") == 2  # its name and its address
    assert orders(demo) == before
    for asks in ("huy_dong", ""):
        unsaid = send(client, address, form(dispatch_id, asks=asks), page)
        assert unsaid.status_code == 422
        assert "Hãy chọn một mục trong danh sách." in unsaid.text.partition('<details class="mb-3" open>')[2]
    asked = send(client, address, form(dispatch_id, **bought, **{f"price-{dispatch_id}": "12.500"}), page)
    assert asked.status_code == 303, asked.text[:900]
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = client.get(f"{asked.location}/van-ban.{ending}")
        assert (answer.status_code, answer.data[: len(start)]) == (200, start)
        assert "du-thao-to-trinh" in answer.headers["Content-Disposition"]
    assert "12.500" in words(client.get(f"{asked.location}/van-ban.docx").data)
    assert send(client, address, form(dispatch_id, **bought), page).status_code == 409  # it waits already
    assert send(client, page, form(dispatch_id), page).status_code == 409
    chair = sign_in(demo, "chutich.binhminh")
    assert send(chair, f"{asked.location}/duyet", {}, asked.location).status_code == 409  # it orders nothing
    assert send(client, f"{asked.location}/rut", {}, asked.location).status_code == 303
    withdrawn = client.get(asked.location).text
    assert "xã đã rút" in withdrawn
    assert "Có mặt trước" in withdrawn
    assert "Đến hết" not in withdrawn  # what is bought has no end
    assert "Tờ trình trưng mua đã rút (" in client.get("/").text
    assert "1 nguồn lực vẫn giữ mà chưa có lệnh" in client.get("/").text
    assert 'name="dispatch" value="' in client.get(page).text


def test_a_request_waits_for_the_province_until_it_is_decided(demo: Flask) -> None:
    incident_id, dispatch_id = held(demo, "PT-012")
    commune, room = sign_in(demo, COMMANDER), f"/su-co/{incident_id}"
    asked = send(commune, f"{room}/to-trinh", form(dispatch_id), f"{room}/ra-lenh").location
    post, chair = sign_in(demo, "thuongtruc.tinh"), sign_in(demo, "lanhdao.tinh")
    for client in (post, chair):
        assert f'href="{asked}"' in client.get("/").text  # what waits
        due = client.get("/viec-theo-han").text
        assert f'href="{asked}"' in due
        assert "Tỉnh quyết định trên tờ trình" in due
        assert "chờ tỉnh quyết định đã 0 phút" in client.get(room).text
    assert f'href="{asked}"' not in sign_in(demo, "thuongtruc.khac").get("/").text
    check_number(commune, asked, f"{asked}/so", f"{asked}/van-ban.docx")
    drafting = f"{room}/ra-lenh?to_trinh={asked.rsplit('/', 1)[1]}"
    offered = post.get(drafting).text
    assert "chủ xe không đồng ý cho thuê" in offered
    decision = form(dispatch_id, form="trung_dung", to_trinh=asked.rsplit("/", 1)[1])
    drafted = send(post, f"{room}/ra-lenh", decision, drafting)
    assert drafted.status_code == 303, drafted.text[:900]
    assert f'href="{asked}"' not in post.get("/").text
    assert "Tờ trình số 713/TTr-UBND" in words(post.get(f"{drafted.location}/van-ban.docx").data)
    assert send(post, f"{drafted.location}/rut", {}, drafted.location).status_code == 303
    to_do = post.get("/").text
    assert f'href="{asked}"' in to_do  # withdrawn, the request waits again
    assert "Dự thảo lệnh gửi Xã Bình Minh đã rút (" in to_do
    assert "Nguồn lực trong dự thảo" in post.get(drafted.location).text
    again = send(post, f"{room}/ra-lenh", decision, drafting).location
    with database_of(demo).reading() as session:
        lot_id = list_dispatches(session, ids=[dispatch_id])[0].lot_id
    before = post.get(f"{again}/van-ban.docx").data
    add_photo(demo, lot_id, OWN)
    shown = post.get(f"{again}/van-ban.docx").data  # the annex shows in what condition the thing is taken
    assert (pictures(before), pictures(shown)) == (0, 1)
    assert send(chair, f"{again}/duyet", as_read(chair, again), again).status_code == 303
    seen = commune.get(asked).text
    assert f'href="{again}"' in seen
    assert "713/TTr-UBND" in words(commune.get(f"{asked}/van-ban.docx").data)  # the paper stays as it was
    assert send(chair, f"{asked}/khong-chap-thuan", {"reason": "đã có xe"}, asked).status_code == 409


def test_the_province_declines_a_request_and_says_why(demo: Flask) -> None:
    incident_id, dispatch_id = held(demo, "PT-012")
    commune, room = sign_in(demo, COMMANDER), f"/su-co/{incident_id}"
    asked = send(commune, f"{room}/to-trinh", form(dispatch_id), f"{room}/ra-lenh").location
    chair = sign_in(demo, "lanhdao.tinh")
    refusing, said = f"{asked}/khong-chap-thuan", {"reason": "tỉnh điều xe của Sở Xây dựng"}
    assert send(commune, refusing, said, asked).status_code == 403
    assert send(chair, refusing, {"reason": ""}, asked).status_code == 422
    assert send(chair, refusing, said, asked).status_code == 303
    assert f'href="{asked}"' not in chair.get("/").text
    assert "tỉnh điều xe của Sở Xây dựng" in commune.get(asked).text
    to_do = commune.get("/").text
    assert "Tỉnh không chấp thuận tờ trình trưng dụng: “tỉnh điều xe của Sở Xây dựng” (" in to_do
    assert f"du_thao={asked.rsplit('/', 1)[1]}" in to_do
    assert f'value="{dispatch_id}"' in commune.get(f"{room}/ra-lenh").text  # free for another way


def test_the_province_decides_and_needs_no_request(demo: Flask) -> None:
    client, page = sign_in(demo, "thuongtruc.tinh"), "/su-co/2/ra-lenh"
    text = client.get(page).text
    assert "Trình tỉnh" not in text
    chosen = int(text.split('name="dispatch" value="')[1].split('"')[0])
    for asks in ("trung_dung", "trung_mua"):
        refused = send(client, "/su-co/2/to-trinh", form(chosen, asks=asks), page)
        assert refused.status_code == 409
        assert "không lập tờ trình gửi tỉnh" in refused.text
        assert "đào tìm người bị vùi lấp" in refused.text  # what was typed stays


def test_the_province_requisitions_in_a_communes_incident_what_the_commune_asked_for(demo: Flask) -> None:
    incident_id, dispatch_id = held(demo, "PT-012")
    post, page = sign_in(demo, "thuongtruc.tinh"), f"/su-co/{incident_id}/ra-lenh"
    text = post.get(page).text
    assert "Trình tỉnh" not in text
    assert "Được: huy động, trưng dụng" in " ".join(text.split())
    asked = form(dispatch_id, form="trung_dung", commune=OWN)
    lacking = send(post, page, asked | {"failed_ways": "", "handover_at": ""}, page)
    assert lacking.status_code == 422
    assert "thời điểm giao tài sản; vì sao các hình thức" in lacking.text
    nowhere = send(post, page, asked | {"dispatch": "9" * 30, "price-1": "9" * 5000}, page)
    assert nowhere.status_code == 422
    assert send(post, page, asked | {"dispatch": "9" * 30}, page).status_code in {409, 422}
    drafted = send(post, page, asked, page)
    assert drafted.status_code == 303, drafted.text[:900]
    order = drafted.location
    refused = send(sign_in(demo, "chutich.binhminh"), f"{order}/duyet", {}, order)
    assert refused.status_code == 403  # the commune's chair may not decide what is the province's
    chair = sign_in(demo, "lanhdao.tinh")
    unread = send(chair, f"{order}/duyet", {"seen": "1_0123456789ab"}, order)
    assert (unread.status_code, "vui lòng đọc lại rồi duyệt" in unread.text) == (409, True)
    assert send(chair, f"{order}/duyet", as_read(chair, order), order).status_code == 303
    with database_of(demo).reading() as session:
        row = session.get_one(OrderRow, int(order.rsplit("/", 1)[1]))
        assert (row.issuer, row.issuer_code, row.state) == ("province", "", "approved")
    assert send(sign_in(demo, COMMANDER), page, form(dispatch_id, form="trung_dung"), page).status_code != 303


def test_another_commune_touches_neither_the_incident_nor_the_order(demo: Flask) -> None:
    incident_id, dispatch_id = held(demo, "HC-002")
    own, other = sign_in(demo, COMMANDER), sign_in(demo, "thuongtruc.khac")
    with database_of(demo).transaction() as session:
        post = {"login": "chutich.khac", "name": "Phạm Thị Xuân", "role": Role.CHU_TICH_XA}
        add_user(session, commune_code=OTHER, password=DEMO_PASSWORD, now=now(), by="tests", **post)  # type: ignore[arg-type]
    chair = sign_in(demo, "chutich.khac")
    room, before = f"/su-co/{incident_id}", orders(demo)
    for act in ("ra-lenh", "to-trinh"):
        refused = send(other, f"{room}/{act}", form(dispatch_id))
        assert (refused.status_code, "thuộc đơn vị khác" in refused.text) == (403, True), act
    assert orders(demo) == before
    drafted = send(own, f"{room}/ra-lenh", form(dispatch_id), f"{room}/ra-lenh")
    assert drafted.status_code == 303, drafted.text[:900]
    with database_of(demo).reading() as session:
        order_id = session.scalars(select(OrderRow.id).order_by(OrderRow.id.desc())).first()
    page = f"/lenh/{order_id}"
    assert own.get(page).status_code == 200
    assert other.get(page).status_code == 403
    assert other.get(f"{page}/pdf").status_code == 403
    dated = {"number": "12/QĐ-UBND", "dated": day_of(now()).isoformat()}
    for act, said in (("duyet", {}), ("rut", {}), ("so", dated)):
        refused = send(other, f"{page}/{act}", said)
        assert refused.status_code == 403, act
        assert ("thuộc đơn vị khác" in refused.text) is (act != "duyet"), (
            act
        )  # a standing officer signs nowhere
    for path in (f"{page}/duyet", f"{page}/gia-han"):
        refused = send(chair, path, {"until": dated["dated"], "text": "nước chưa rút"})
        assert (refused.status_code, "thuộc đơn vị khác" in refused.text) == (403, True), path
    with database_of(demo).reading() as session:
        order = session.get_one(OrderRow, order_id)
        assert (order.state, order.number) == ("draft", "")
