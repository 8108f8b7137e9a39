"""A stocktake and a review as their users meet them: line by line, both values on a clash, then the last word."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Flask

from core.clock import day_of, now
from tests.web.making import send, sign_in, token_in

COUNT, REVIEW = "/kiem-ke/1", "/ra-soat/1"
HERE = f"{REVIEW}/xa/21085"
WAITED = "nhập lúc [^<]{16}, gửi khi có mạng"


def test_a_stocktake_from_the_next_line_to_the_ledger(demo: Flask) -> None:
    official = sign_in(demo, "canbo.binhminh")
    assert "Kiểm kê KK-1 đang mở" in official.get("/").text
    found = re.search(r"mo=(\d+)", official.get(f"{COUNT}?xem=chua").text)
    assert found
    line = f"/kiem-ke/dong/{found.group(1)}"
    saved = send(official, line, {"version": "1", "present": "3", "reason": "đếm lại"})
    assert saved.status_code == 303
    assert f"{COUNT}?mo=" in saved.location
    other = send(sign_in(demo, "thuongtruc.binhminh"), line, {"version": "1", "present": "4"})
    assert other.status_code == 409
    assert "Số mới: tại chỗ 3" in other.text
    form = {"type_code": "HC-001", "present": "40", "mark": "L2", "expires_on": "2028-05-01"}
    added = send(official, f"{COUNT}/them", form)
    assert added.status_code == 303, added.text
    assert "hạn dùng 01/05/2028" in official.get(f"{COUNT}?q=gạo").text
    unsaid = saved.location.rpartition("#l-")[2]
    send(
        official, f"/kiem-ke/dong/{unsaid}", {"version": "1", "present": "4"}
    )  # differs, and nobody said why
    finished = send(official, f"{COUNT}/dem-xong", {})
    assert finished.location == f"{COUNT}?mo={unsaid}&xem=lech#l-{unsaid}"  # the first to explain stands open
    assert "Kiểm kê KK-1 đã đếm xong, chờ giải thích" in official.get("/").text
    uncounted = send(official, f"{COUNT}/chot", {}).text
    assert uncounted.index("Chốt đợt kiểm kê") < uncounted.index(
        "alert-danger"
    )  # said where the box to tick is
    refused = send(official, f"{COUNT}/chot", {"leave_uncounted": "1"})
    assert refused.status_code == 422
    why = f"/kiem-ke/dong/{unsaid}/ly-do"
    assert (
        refused.text.index(f'id="l-{unsaid}"') < refused.text.index("alert-danger") < refused.text.index(why)
    )
    assert send(official, f"{why}?xem=lech", {"version": "2", "reason": "cho trường mượn"}).location.endswith(
        f"#l-{unsaid}"
    )
    closed = send(official, f"{COUNT}/chot", {"leave_uncounted": "1", "number": "05/BB"})
    assert closed.status_code == 303
    assert "đã chốt" in official.get(COUNT).text
    for kind in ("van-ban.docx", "van-ban.pdf", "bang.xlsx"):
        assert official.get(f"{COUNT}/bien-ban/{kind}").status_code == 200


def test_a_review_to_come_asks_nothing_yet(demo: Flask) -> None:
    office, official = sign_in(demo, "vanphong.tinh"), sign_in(demo, "canbo.binhminh")
    start = day_of(now()) + timedelta(days=9)
    form = {"title": "Rà soát cuối năm", "starts_on": start.isoformat(), "due_on": start.isoformat()}
    over = {**form, "starts_on": "2020-01-01", "due_on": "2020-02-01"}
    assert "mọi xã trễ hạn ngay" in send(office, "/ra-soat/", over).text
    made = send(office, "/ra-soat/", form).location
    assert "các xã thấy từ" in office.get(made).text
    assert "/nhac" in office.get(REVIEW).text
    assert "Nhắc mọi xã" not in office.get(made).text
    assert "Rà soát cuối năm bắt đầu từ" in office.get("/").text
    assert "Rà soát cuối năm" not in official.get("/").text
    page = official.get(f"{made}/xa/21085").text
    assert "kiểm tra trước ngày đó chưa được tính" in page
    assert "/dung/" not in page
    lot = {"version": "1", "on_hand": "80", "broken": "0"}
    assert send(official, f"{made}/xa/21085/dung/325", lot).status_code == 409


def test_a_clash_keeps_the_reason_typed_and_tells_both_sides_whole(demo: Flask) -> None:
    official, other = sign_in(demo, "canbo.binhminh"), sign_in(demo, "thuongtruc.binhminh")
    send(official, "/kiem-ke/xa/21085", {"pillar": "forces", "blind": "1"})
    sheet = official.get("/kiem-ke/2?xem=chua").text
    assert "Số sổ sách được giấu cho đến khi đếm xong." in sheet
    line = re.search(r"mo=(\d+)", sheet)
    assert line
    address = f"/kiem-ke/dong/{line.group(1)}"
    send(official, address, {"version": "1", "present": "30", "broken": "2", "reason": "hai người đi vắng"})
    late = send(
        other, address, {"version": "1", "present": "28", "broken": "1", "reason": "đếm ở nhà văn hoá"}
    )
    assert late.status_code == 409
    assert "Số mới: tại chỗ 30, vắng 2." in late.text
    assert "Lý do: hai người đi vắng." in late.text
    assert "tại chỗ 28, vắng 1. Lưu lại" in late.text
    assert 'value="đếm ở nhà văn hoá"' in late.text
    # While differences are explained the reason comes first; counting again takes the book of now, so it is a choice.
    send(official, "/kiem-ke/2/dem-xong", {})
    page = official.get(f"/kiem-ke/2?mo={line.group(1)}").text
    assert page.index("Lưu lý do") < page.index("Đếm lại dòng này") < page.index("Lưu số đếm")
    assert "Đã đếm 30, vắng 2." in page
    refused = official.post(
        address, data={"csrf_token": token_in(page), "version": "2", "present": "3", "broken": "9"}
    )
    assert "Đếm lại dòng này" not in refused.text


def test_a_refused_opening_keeps_what_was_chosen(demo: Flask) -> None:
    official = sign_in(demo, "canbo.binhminh")
    refused = send(official, "/kiem-ke/xa/21085", {"pillar": "logistics", "blind": "1"})
    assert refused.status_code == 422
    assert 'value="logistics" selected=""' in refused.text
    assert 'value="1" checked=""' in refused.text


def first_row(page: str) -> tuple[str, dict[str, str]]:
    """Return where the first row of a review is confirmed, and with what."""
    form = re.search(rf'action="({HERE}/dung/\d+)".*?</form>', page, re.DOTALL)
    assert form
    return form[1], dict(re.findall(r'name="(version|on_hand|broken|_once|_label)" value="([^"]*)"', form[0]))


def test_a_confirmation_that_waited_for_the_line_is_done_once_and_overwrites_nobody(demo: Flask) -> None:
    official, other = sign_in(demo, "canbo.binhminh"), sign_in(demo, "thuongtruc.binhminh")
    waited = {"X-Entered-At": "2026-10-24T01:00:00Z"}
    address, seen = first_row(official.get(HERE).text)
    assert seen["_label"]
    token = token_in(official.get(HERE).text)
    answers = [official.post(address, data={**seen, "csrf_token": token}, headers=waited) for _ in range(2)]
    assert answers[0].status_code == 200
    assert answers[0].json == answers[1].json
    assert answers[0].json
    assert answers[0].json["receipt"]
    lot = address.rsplit("/", 1)[1]
    assert len(re.findall(WAITED, official.get(f"/kho/{lot}").text)) == 1

    address, seen = first_row(official.get(HERE).text)
    lot = address.rsplit("/", 1)[1]
    form = {"version": seen["version"], "on_hand": "9", "broken": "0"}
    assert send(other, f"/kho/{lot}/kiem-dem", form).status_code == 303
    refused = official.post(address, data={**seen, "csrf_token": token}, headers=waited)
    assert refused.status_code == 409
    assert refused.json
    assert (refused.json["code"], refused.json["theirs"]["on_hand"]) == ("stale", "9")
    mine = {**seen, "version": refused.json["version"], "csrf_token": token, "_once": "mine-after-all"}
    assert official.post(address, data=mine, headers=waited).status_code == 200
    assert len(re.findall(WAITED, official.get(f"/kho/{lot}").text)) == 1


def test_a_review_row_by_row_then_all_then_the_chairman(demo: Flask) -> None:
    official, chairman = sign_in(demo, "canbo.binhminh"), sign_in(demo, "chutich.binhminh")
    assert "Tỉnh nhắc lần 2." in official.get("/").text
    assert send(chairman, f"{HERE}/chot", {}).status_code == 409
    address, seen = first_row(official.get(HERE).text)
    for _ in range(2):  # a second tap does no harm
        assert send(official, address, seen).status_code == 303
    when = {"seen": now().isoformat()}
    refused = send(official, f"{HERE}/khong-doi", when)
    assert refused.status_code == 422
    assert (
        refused.text.index('id="tat-ca"') < refused.text.index("cam kết") < refused.text.index("responsible")
    )
    assert send(official, f"{HERE}/khong-doi", {"responsible": "1"}).status_code == 422
    assert send(official, f"{HERE}/khong-doi", {"responsible": "1", **when}).status_code == 303
    assert send(official, f"{HERE}/chot", {}).status_code == 403
    assert send(chairman, f"{HERE}/chot", {}).status_code == 303
    office = sign_in(demo, "vanphong.tinh")
    assert "đã quá hạn" in office.get("/").text
    assert "Huỳnh Tấn Lộc" in office.get(f"{REVIEW}?tt=signed").text
    assert "Nhắc mọi xã chưa xong (" in office.get(REVIEW).text
    assert send(office, f"{REVIEW}/nhac", {}).status_code == 303
    reminded = office.get(REVIEW).text
    assert "Nhắc mọi xã chưa xong (" not in reminded
    assert "Hôm nay đã nhắc mọi xã chưa xong." in reminded
    assert office.get(f"{REVIEW}/tong-hop.xlsx").status_code == 200


def test_each_keeps_to_what_is_theirs(demo: Flask) -> None:
    stranger, auditor = sign_in(demo, "canbo.khac"), sign_in(demo, "kiemtoan")
    for path in (COUNT, REVIEW, HERE, f"{COUNT}/bien-ban/bang.xlsx", "/kiem-ke/xa/21085"):
        assert stranger.get(path).status_code == 403
        assert auditor.get(path).status_code == 200
    assert send(auditor, f"{REVIEW}/nhac", {}).status_code == 403
    assert send(auditor, f"{COUNT}/huy", {"reason": "thử thôi"}).status_code == 403
