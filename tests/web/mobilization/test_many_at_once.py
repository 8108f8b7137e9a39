"""What a plan calls on from many communes is drafted at one press, and an order's column is marked at one press."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from core.clock import day_of, now
from mobilization.queries.dispatches import Dispatch, list_dispatches
from mobilization.queries.orders import list_orders
from mobilization.rules.states import State
from tests.web.making import OWN, database_of, send, sign_in
from tests.web.mobilization.test_proposals import form

VERSION = re.compile(r'name="(version-\d+)" value="(\d+)"')


def check_numbers(demo: Flask, room: str, ids: list[int]) -> None:
    """Write the clerk's numbers of all papers into one table; a row that is wrong keeps what was typed."""
    clerk, page = sign_in(demo, "thuongtruc.tinh"), f"{room}/so-van-ban"
    assert f'href="{page}"' in clerk.get(room).text
    shown = clerk.get(page).text
    versions = dict(VERSION.findall(shown))
    assert sorted(versions) == sorted(f"version-{number}" for number in ids)
    rows = {f"number-{number}": f"{number}/QĐ-UBND" for number in ids}
    days = {f"dated-{number}": day_of(now()).isoformat() for number in ids}
    wrong = send(clerk, page, versions | rows | days | {f"dated-{ids[0]}": "hôm qua"}, page)
    assert wrong.status_code == 422
    early = send(clerk, page, versions | rows | days | {f"dated-{ids[0]}": "2020-01-01"}, page)
    assert (early.status_code, "Chưa ghi dòng nào: 1 dòng" in early.text) == (422, True)
    assert f'value="{ids[-1]}/QĐ-UBND"' in early.text
    assert "Chưa điền số nào" in send(clerk, page, versions, page).text
    for _again in range(2):
        said = versions | rows | days | {"_once": "mọi số"}
        assert send(clerk, page, said, page).location == page
    done = clerk.get(page).text
    assert f"Đã ghi số, ngày của {len(ids)} văn bản" in done
    assert "Mọi văn bản đã ký của sự cố đều có số và ngày" in done


def check_takes(plan: str, held: list[Dispatch]) -> None:
    """Check that a plan told, before it was accepted, what it would hold of whom and by which forms of law."""
    told = plan.partition("Sẽ giữ những gì, của ai")[2].partition("</ul>")[0]
    assert sorted(re.findall(r"<li><b>([^<]+)</b>", told)) == sorted({item.commune for item in held})
    assert [item.resource for item in held if f"{item.resource} " not in told] == []
    assert "(UBND cấp xã) · huy động, điều động" in plan


def check_return(demo: Flask, ids: list[int], order: str) -> None:
    """Note the return of all a commune sent in one table, with what was lost of one."""
    post, commune, page = (
        sign_in(demo, "thuongtruc.tinh"),
        sign_in(demo, "canbo.binhminh"),
        f"/dieu-dong/xa/{OWN}",
    )
    for number in ids:
        assert send(post, f"/dieu-dong/{number}/chi-huy/released", {}).status_code == 303
    assert f'href="{page}"' in commune.get(order).text
    ticked = {name: seen for name, seen in VERSION.findall(commune.get(page).text) if int(name[8:]) in ids}
    assert len(ticked) == len(ids)
    lost = {f"lost-{ids[0]}": "1"}
    assert send(commune, f"{page}/returned", ticked | {f"lost-{ids[0]}": "99.999"}, page).status_code == 422
    assert send(commune, f"{page}/returned", ticked | lost, page).location == page
    with database_of(demo).reading() as session:
        mine = {item.id: item for item in list_dispatches(session, ids=ids)}
    assert {item.state for item in mine.values()} == {State.RETURNED}
    assert (mine[ids[0]].lost, mine[ids[0]].back) == (1, mine[ids[0]].quantity - 1)
    assert send(commune, f"{page}/settled", ticked, page).status_code == 404


def _held(post: FlaskClient, report: dict[str, str], needs: dict[str, str]) -> tuple[str, str]:
    """Return the address of a new incident and the plan for its needs as it was shown; what it proposes is held."""
    room = send(post, "/su-co/moi", report, "/su-co/moi").location
    for code, quantity in needs.items():
        need = {"type_code": code, "quantity": quantity, "priority": "1"}
        assert send(post, f"{room}/nhu-cau", need, room).status_code == 303
    assert send(post, f"{room}/phuong-an", {}, room).status_code == 303
    page = post.get(f"{room}/phuong-an").text
    plan = page.split('/chap-nhan"')[0].rpartition("/")[2]
    assert send(post, f"{room}/phuong-an/{plan}/chap-nhan", {}, room).status_code == 303
    return room, page


def test_drafts_for_all_communes_leave_what_the_form_may_not_call(demo: Flask) -> None:
    post = sign_in(demo, "thuongtruc.tinh")
    report = {"title": "Cháy rừng Cao Muôn", "hazard": "chay_rung", "commune_code": OWN}
    room, _plan = _held(post, report, {"TB-001": "300", "HC-004": "20", "LL-001": "90"})
    with database_of(demo).reading() as session:
        held = list_dispatches(session, incident_id=int(room.rpartition("/")[2]))
    own = [str(item.id) for item in held if item.commune_code == OWN and item.type_code != "LL-001"]
    militia = [item for item in held if item.type_code == "LL-001"]
    assert {item.commune_code for item in militia} - {OWN}
    page = f"{room}/ra-lenh"
    drafted = send(post, page, form(0, commune=OWN, all="1") | {"dispatch": own}, page)
    assert (drafted.status_code, drafted.location) == (303, room)
    left = sum(item.commune_code != OWN for item in militia)
    assert f"{left} nguồn lực không gọi được bằng hình thức này" in post.get(room).text
    with database_of(demo).reading() as session:
        waiting = [
            item for item in list_dispatches(session, incident_id=held[0].incident_id) if not item.order_id
        ]
    assert {item.type_code for item in waiting} == {"LL-001"}


def test_a_draft_for_each_commune_and_one_word_for_a_whole_order(demo: Flask) -> None:
    post = sign_in(demo, "thuongtruc.tinh")
    report = {"title": "Lũ lớn", "hazard": "ngap_lut", "commune_code": OWN, "place": "thôn 3"}
    room, page = _held(post, report, {"TB-001": "300", "HC-002": "20", "HC-004": "20"})
    incident_id = int(room.rpartition("/")[2])
    with database_of(demo).reading() as session:
        held = list_dispatches(session, incident_id=incident_id)
    own = [item.id for item in held if item.commune_code == OWN]
    donors = {item.commune_code for item in held}
    check_takes(page, held)
    assert len(own) > 1
    assert len(donors) > 1
    page = f"{room}/ra-lenh"
    said = form(0, commune=OWN, all="1") | {"dispatch": [str(number) for number in own]}
    drafted = send(post, page, said, page)
    assert (drafted.status_code, drafted.location) == (303, room), drafted.text[:900]
    with database_of(demo).reading() as session:
        orders = list_orders(session, incident_id)
        left = [item for item in list_dispatches(session, incident_id=incident_id) if item.order_id is None]
    assert (sorted(order.commune_code for order in orders), left) == (sorted(donors), [])
    order = next(f"/lenh/{order.id}" for order in orders if order.commune_code == OWN)
    chair, signing = sign_in(demo, "lanhdao.tinh"), f"{room}/duyet"
    home = chair.get("/").text
    assert f"Duyệt {len(orders)} dự thảo lệnh: Lũ lớn" in home
    assert f'href="{order}"' not in home  # one thing to do, not one for each commune
    assert f'href="{signing}"' in chair.get(room).text
    page = chair.get(signing).text
    marks = re.findall(r'name="draft" value="([^"]+)"', page)
    assert len(marks) == len(orders)
    assert send(chair, signing, {}, signing).status_code == 422
    assert send(post, signing, {"draft": marks}, room).status_code == 403
    mine = next(mark for mark in marks if mark.startswith(f"{order.rpartition('/')[2]}:"))
    stale = f"{mine}x"
    kept = send(chair, signing, {"draft": [stale, *(mark for mark in marks if mark != mine)]}, signing)
    assert (kept.status_code, kept.location) == (303, signing)
    page = chair.get(signing).text
    assert f"Đã duyệt {len(orders) - 1} lệnh" in page
    assert "Chưa duyệt lệnh gửi Xã Bình Minh: vừa được sửa" in page
    said = {"draft": mine, "_once": "một lần"}
    for _again in range(2):
        assert send(chair, signing, said, signing).location == room
    assert "Không có dự thảo nào chờ đồng chí duyệt" in chair.get(signing).text
    check_numbers(demo, room, [order.id for order in orders])
    commune = sign_in(demo, "canbo.binhminh")
    for to in ("acknowledged", "departed", "arrived"):
        assert f'action="{order}/ca-lenh/{to}"' in commune.get(order).text
        assert send(commune, f"{order}/ca-lenh/{to}", {}, order).status_code == 303
        with database_of(demo).reading() as session:
            mine = [item for item in list_dispatches(session, incident_id=incident_id) if item.id in own]
        assert {item.state for item in mine} == {State(to)}
    assert "/ca-lenh/" not in commune.get(order).text
    check_return(demo, own, order)
    assert send(commune, f"{order}/ca-lenh/released", {}, order).status_code == 404
