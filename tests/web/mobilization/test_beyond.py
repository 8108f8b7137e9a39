"""Beyond a commune's means: the case goes up and is taken over; help from outside counts; a công điện is drafted."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient

from core.clock import day_of, local
from core.documents.paper import day_text
from mobilization.queries.needs import list_needs
from tests.web.making import database_of, send, sign_in

COMMUNE, PROVINCE = "thuongtruc.binhminh", "thuongtruc.tinh"


def words(content: bytes) -> str:
    """Return what a Word file says, in one line."""
    with zipfile.ZipFile(BytesIO(content)) as held:
        return re.sub(r"<[^>]+>", "", held.read("word/document.xml").decode())


def check_number(post: FlaskClient, page: str, noting: str, paper: str, **which: str) -> None:
    """Check that a paper is a draft with room for number and day until the clerk's are noted, and shows them then."""
    drafted = post.get(paper)
    assert "du-thao" in drafted.headers["Content-Disposition"]
    assert "DỰ THẢO" in words(drafted.data)
    today = day_of(datetime.now(UTC))
    said = {"number": "713", "dated": today.isoformat(), **which}
    refused = send(post, noting, {**said, "dated": "2020-01-05"}, page)
    assert (refused.status_code, 'value="2020-01-05"' in refused.text) == (422, True)
    if which:
        assert send(post, noting, {**said, **dict.fromkeys(which, "7777")}, page).status_code == 404
    assert send(post, noting, said, page).status_code == 303
    assert f"713 ngày {today:%d/%m/%Y}" in post.get(page).text
    signed = post.get(paper)
    assert "du-thao" not in signed.headers["Content-Disposition"]
    text = words(signed.data)
    assert "Số: 713/" in text
    assert day_text(today) in text
    assert "DỰ THẢO" not in text
    assert post.get(paper.replace(".docx", ".pdf")).data.startswith(b"%PDF")


OPEN_FORMS = re.compile(r"<details class=\"edit\" open>\s*<summary>Dự thảo quyết định ([^<]+)<")
OPTIONS = re.compile(r'<option value="(\d+)"')


def test_the_case_for_the_level_above_is_one_page(demo: Flask) -> None:
    post = sign_in(demo, COMMUNE)
    report = {
        "title": "Sạt lở đất vùi lấp 4 nhà",
        "hazard": "ngap_lut",
        "commune_code": "21085",
        "place": "thôn 3",
    }
    room = send(post, "/su-co/moi", report, "/su-co/moi").location
    for code in ("PT-005", "TB-001", "TB-044"):
        need = {"type_code": code, "quantity": "9000", "priority": "1"}
        assert send(post, f"{room}/nhu-cau", need, room).status_code == 303
    assert send(post, f"{room}/phuong-an", {}, room).status_code == 303
    case = f"{room}/vuot-kha-nang"
    assert send(post, case, {}, case).status_code == 303
    pages = re.findall(rb"/Type ?/Pages.{0,40}?/Count (\d+)", post.get(f"{case}/van-ban.pdf").data, re.DOTALL)
    assert pages == [b"1"]


def test_what_a_commune_lacks_becomes_the_provinces_need(demo: Flask) -> None:
    post = sign_in(demo, COMMUNE)
    report = {"title": "Vỡ bờ bao", "hazard": "ngap_lut", "commune_code": "21085", "place": "thôn 3"}
    room = send(post, "/su-co/moi", report, "/su-co/moi").location
    case = f"{room}/vuot-kha-nang"
    assert send(post, case, {}, case).status_code == 409
    need = {"type_code": "PT-005", "quantity": "90", "priority": "1"}
    assert send(post, f"{room}/nhu-cau", need, room).status_code == 303
    assert send(post, f"{room}/phuong-an", {}, room).status_code == 303
    assert case in post.get(f"{room}/phuong-an").text
    for address in (case, f"{case}/gui"):
        assert send(post, address, {}, case).status_code == 303
    assert send(post, f"{case}/gui", {}, case).status_code == 409
    assert post.get(f"{case}/van-ban.pdf").data.startswith(b"%PDF")
    check_number(post, case, f"{case}/so", f"{case}/van-ban.docx")
    assert send(post, f"{case}/tiep-nhan", {}, case).status_code == 403
    above = sign_in(demo, PROVINCE)
    assert case in above.get("/").text
    assert OPTIONS.findall(above.get(case).text) == ["2", "0"]
    taken = send(above, f"{case}/tiep-nhan", {}, case)
    assert (taken.status_code, taken.location) == (303, "/su-co/2")  # the province's own incident there
    with database_of(demo).reading() as session:
        assert [need.type_code for need in list_needs(session, 2) if "Chi viện" in need.note] == ["PT-005"]
    assert send(above, f"{case}/tiep-nhan", {}, case).status_code == 409
    assert case not in above.get("/").text
    answered = post.get(case).text
    assert "Đã tiếp nhận" in answered
    assert f'href="{taken.location}"' in answered  # the commune follows what the level above sends
    assert post.get(taken.location).status_code == 200
    own = post.get(room).text
    assert "tỉnh đang lo 9" in own  # or ninety, less what the commune holds
    assert f'href="{taken.location}"' in own
    assert "còn thiếu 0" in own
    assert "Mọi nhu cầu đã có nguồn" not in own
    assert "Tỉnh đang lo 1/1 nhu cầu, chưa đến đủ: Ca nô còn chờ" in own
    assert "Tỉnh đang lo" in post.get("/su-co/").text
    assert "đã đủ nguồn" not in own  # the province seeks it, nobody has found it yet
    assert "tỉnh đang lo" in post.get(f"{room}/man-hinh").text
    listed = above.get("/su-co/").text
    assert "xã chỉ huy" in listed
    assert "tỉnh chỉ huy" in listed
    check_fewer(post, above, room)


def check_fewer(post: FlaskClient, above: FlaskClient, room: str) -> None:
    """Check that the province reads at once that the commune needs less than it sought for it."""
    assert "nay chỉ còn thiếu" not in above.get("/su-co/2").text
    (need,) = set(re.findall(rf'"({room}/nhu-cau/\d+)"', post.get(room).text))
    page = post.get(need).text
    assert "Tỉnh được báo ngay" in page
    seen = re.findall(r'name="seen" value="(\w+)"', page)[0]
    less = {"seen": seen, "quantity": "12", "priority": "1", "commune_code": "21085", "note": ""}
    assert send(post, need, less, need).status_code == 303
    told = above.get("/su-co/2").text
    assert "Xã Bình Minh nay chỉ còn thiếu" in told
    assert f'href="{room}"' in told
    assert (
        f'href="{room}"' not in post.get("/su-co/2").text
    )  # one commune's room is not every other's to open
    assert "Xã đã sửa nhu cầu mà tỉnh đang lo" in told


def test_a_landslide_goes_into_a_flood_of_the_province_only_on_purpose(demo: Flask) -> None:
    post, above = sign_in(demo, COMMUNE), sign_in(demo, PROVINCE)
    report = {"title": "Sạt lở", "hazard": "sat_lo", "commune_code": "21085", "place": "thôn 3"}
    room = send(post, "/su-co/moi", report, "/su-co/moi").location
    case = f"{room}/vuot-kha-nang"
    send(post, f"{room}/nhu-cau", {"type_code": "PT-005", "quantity": "90", "priority": "1"}, room)
    for address in (f"{room}/phuong-an", case, f"{case}/gui"):
        assert send(post, address, {}, room).status_code == 303
    assert OPTIONS.findall(above.get(case).text) == ["0", "2"]  # the first is chosen: one of its own


def test_a_case_of_an_ability_tells_what_each_source_lacks(demo: Flask) -> None:
    post = sign_in(demo, PROVINCE)
    report = {"title": "Ngập sâu", "hazard": "ngap_lut", "commune_code": "21085", "place": "thôn 3"}
    room = send(post, "/su-co/moi", report, "/su-co/moi").location
    case = f"{room}/vuot-kha-nang"
    need = {"type_code": "kha-nang:pump", "least_each": "900000", "quantity": "2", "priority": "1"}
    for address, form in ((f"{room}/nhu-cau", need), (f"{room}/phuong-an", {}), (case, {})):
        assert send(post, address, form, room).status_code == 303
    shown = post.get(case)
    assert (shown.status_code, "năng lực mỗi chiếc" in shown.text) == (200, True)
    assert post.get(f"{case}/van-ban.pdf").data.startswith(b"%PDF")


def test_help_from_outside_covers_a_need_once_accepted(demo: Flask) -> None:
    post = sign_in(demo, PROVINCE)
    page = "/su-co/2/ho-tro"
    assert (
        send(
            post, "/su-co/2/nhu-cau", {"type_code": "PT-005", "quantity": "99", "priority": "1"}, "/su-co/2"
        ).status_code
        == 303
    )
    offer = {
        "giver": "Công ty Vận tải Sông Trà",
        "giver_kind": "enterprise",
        "type_code": "PT-005",
        "quantity": "99",
        "arrives_at": "2030-01-05T08:00",
    }
    assert send(post, page, offer, page).status_code == 303
    text = post.get(page).text
    number = re.findall(r'name="offer_id" value="(\d+)"', text)[0]
    need = re.findall(r'<option value="(\d+)">[^<]*: 99 ', text)[0]
    accept = {"offer_id": number, "version": "1", "to": "accepted"}
    step = f"{page}/buoc"
    assert send(post, step, accept, page).status_code == 422
    assert send(post, step, {**accept, "to": "arrived"}, page).status_code == 409
    assert send(post, step, {**accept, "need_id": need}, page).status_code == 303
    assert send(post, step, {**accept, "need_id": need}, page).status_code == 409
    asked = f"/su-co/2/nhu-cau/{need}"
    seen = re.findall(r'name="seen" value="(\w+)"', post.get(asked).text)[0]
    assert send(post, f"{asked}/rut", {"seen": seen, "reason": "đã đủ"}, asked).status_code == 409
    thanks = f"{page}/cam-on"
    assert thanks not in post.get(page).text
    assert post.get(f"{thanks}.docx?so={number}").status_code != 200  # "đã hỗ trợ" is said of what has come
    assert send(post, thanks, {"offer_id": number}, page).status_code == 409
    version = re.findall(r'name="version" value="(\d+)"', post.get(page).text)[0]
    assert "từ bên ngoài: Công ty Vận tải Sông Trà" in post.get("/su-co/2").text
    come = {"offer_id": number, "version": version, "to": "arrived", "came": "0"}
    nothing = send(post, step, come, page)
    assert (nothing.status_code, "Không đến được" in nothing.text) == (422, True)
    assert send(post, step, {**come, "came": "90"}, page).status_code == 303
    assert "đến thực tế 90" in post.get(page).text
    assert "Công ty Vận tải Sông Trà (Ca nô 90 chiếc)" in post.get("/su-co/2/dong").text
    check_number(post, page, f"{page}/so", f"{thanks}.docx?so={number}", offer_id=number)
    assert send(post, thanks, {"offer_id": number}, page).status_code == 303
    text = post.get(page).text
    assert "Đã cảm ơn" in text
    version = re.findall(r'name="version" value="(\d+)"', text)[0]
    gone = {"offer_id": number, "version": version, "to": "left"}
    assert send(post, step, gone, page).status_code == 303
    assert "Đã rời đi, vẫn còn cần" in post.get(page).text


def test_a_telegram_numbers_its_orders(demo: Flask) -> None:
    post, page = sign_in(demo, PROVINCE), "/su-co/2/cong-dien"
    said = {
        "urgency": "IMMEDIATE",
        "addressees": "Chủ tịch UBND xã Bình Minh\nGiám đốc Sở Công Thương",
        "situation": "Nước lên nhanh",
        "orders": "Sơ tán dân\nTrực 24/24 giờ",
        "report_by": "2030-01-05T08:00",
    }
    assert send(post, page, {**said, "orders": ""}, page).status_code == 422
    assert send(post, page, said, page).status_code == 303
    assert "Giám đốc Sở Công Thương" in post.get(page).text
    number = re.findall(r'name="telegram_id" value="(\d+)"', post.get(page).text)[0]
    check_number(post, page, f"{page}/so", f"{page}/cong-dien.docx?so={number}", telegram_id=number)
    assert post.get(f"{page}/cong-dien.docx?so=77").status_code == 302


def test_a_level_is_drafted_signed_and_noted(demo: Flask) -> None:
    post = sign_in(demo, COMMUNE)
    report = {"title": "Vỡ bờ bao", "hazard": "ngap_lut", "commune_code": "21085", "place": "thôn 3"}
    page = f"{send(post, '/su-co/moi', report, '/su-co/moi').location}/cap-do"
    assert "ban-bo.docx" in post.get(page).text
    said = "reason=Lũ+lớn&area=thôn+3&since=2030-01-05T08:00"
    assert post.get(f"{page}/ban-bo.pdf?{said}&forces=dân+quân&measures=0&measures=5").data.startswith(
        b"%PDF"
    )
    assert post.get(f"{page}/bai-bo.docx?{said}&number=25").status_code == 200
    for wrong in (said, f"{said}&forces=dân+quân", f"{said}&forces=dân+quân&measures=6", ""):
        assert post.get(f"{page}/ban-bo.docx?{wrong}").status_code == 422
    assert post.get(f"{page}/khac.docx?{said}").status_code == 302
    above = sign_in(demo, PROVINCE)
    text = above.get("/su-co/2/cap-do").text  # level 1 stands there, chosen when it was reported
    assert OPEN_FORMS.findall(text) == ["ban bố cấp độ 2"]
    assert '<option value="declared" selected' in text
    assert above.get(f"/su-co/2/cap-do/bai-bo.docx?{said}").status_code == 200
    today = day_of(datetime.now(UTC)).isoformat()
    signed = {
        "act": "declared",
        "level": "1",
        "number": "25/QĐ-UBND",
        "dated": today,
        "signer": "Chủ tịch UBND xã",
    }
    noted = {**signed, "since": local(datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M")}
    assert send(post, page, {**noted, "level": "2"}, page).status_code == 403
    assert send(post, page, {**noted, "since": "2030-01-05T08:00"}, page).status_code == 422
    assert send(post, page, noted, page).status_code == 303
    text = post.get(page).text
    assert "25/QĐ-UBND" in text
    assert OPEN_FORMS.findall(text) == ["bãi bỏ cấp độ 1"]
    assert '<option value="lifted" selected' in text
    assert "25/QĐ-UBND" in post.get(page.removesuffix("/cap-do")).text


def test_help_that_never_came_is_late_no_more_once_the_incident_is_closed(demo: Flask) -> None:
    post = sign_in(demo, PROVINCE)
    report = {"title": "Ngập sâu", "hazard": "ngap_lut", "commune_code": "21085", "place": "thôn 3"}
    room = send(post, "/su-co/moi", report, "/su-co/moi").location
    page = f"{room}/ho-tro"
    send(post, f"{room}/nhu-cau", {"type_code": "PT-005", "quantity": "9", "priority": "1"}, room)
    offer = {"giver": "Công ty Sông Trà", "giver_kind": "enterprise", "type_code": "PT-005", "quantity": "9"}
    assert send(post, page, {**offer, "arrives_at": "2020-01-05T08:00"}, page).status_code == 303
    text = post.get(page).text
    (number,) = re.findall(r'name="offer_id" value="(\d+)"', text)[:1]
    (need,) = re.findall(r'<option value="(\d+)">[^<]*: 9 ', text)
    accept = {"offer_id": number, "version": "1", "to": "accepted", "need_id": need}
    assert send(post, f"{page}/buoc", accept, page).status_code == 303
    assert "trễ hẹn" in post.get(room).text
    assert "trễ hẹn, hãy gọi hỏi" in post.get(page).text
    shown = post.get(f"{room}/dong").text
    seen = re.findall(r'name="seen" value="(\w+)"', shown)[0]
    assert send(post, f"{room}/dong", {"seen": seen}, f"{room}/dong").status_code == 303
    for address in (room, page, f"{room}/man-hinh"):
        closed = post.get(address).text
        assert "trễ hẹn" not in closed
        assert "TRỄ" not in closed
