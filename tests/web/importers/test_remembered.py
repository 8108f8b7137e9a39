"""Remembered answers: changed in place, with every open and later file reading by the new one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.clock import now
from importers.models import ImportAnswerRow
from tests.web.importers.walking import book_of, made, upload, words_of
from tests.web.making import database_of, send, sign_in

pytestmark = pytest.mark.usefixtures("reads_here")

LIST = "/nhap-lieu/cau-tra-loi"
ROWS = (
    (1, "xã Bình Minh", "Phao", "cái", 12),
    (2, "xã Trà Giang", "Rọ thép", "cái", 40),
    (3, "xã Bình Minh", "Mì tôm", "thùng", 5),
)


@pytest.fixture
def address(demo: Flask) -> str:
    """Return the upload whose three questions (type, commune, unit) were answered."""
    client = sign_in(demo, "vanphong.tinh")
    uploaded = upload(client, made(*ROWS)).location
    page = client.get(f"{uploaded}/cau-hoi").text
    keys = dict(re.findall(r'name="key-(\d)"\s+value="([^"]+)"', page))
    words = {"item": "Phao tròn cứu sinh", "place": "Xã Trà Giang", "unit": "30"}
    form = {
        name: text
        for number, key in keys.items()
        for name, text in ((f"key-{number}", key), (f"other-{number}", words[key.split(":")[0]]))
    }
    assert send(client, f"{uploaded}/cau-hoi", form, f"{uploaded}/cau-hoi").status_code == 303
    return str(uploaded)


def change(client: FlaskClient, raw: str, **form: str) -> tuple[int, str]:
    """Return status and text after another answer was sent for what was written as `raw`."""
    page = client.get(LIST).text
    found = re.search(rf"“{raw}” →.*?({LIST}/\d+/sua)", page, re.DOTALL)
    assert found, page
    answer = send(client, found.group(1), form, LIST)
    return answer.status_code, client.get(LIST).text if answer.status_code == 303 else answer.text


def test_each_kind_is_changed_in_place(demo: Flask, address: str) -> None:
    client = sign_in(demo, "vanphong.tinh")
    assert change(client, "Phao", other="ao phao cuu sinh")[0] == 303
    assert change(client, "thùng", other="24,5")[0] == 303
    status, again = change(client, "Phao", other="phao gì đó")
    assert status == 422
    assert 'value="phao gì đó"' in again, "what was typed stays"
    assert change(client, "Phao", other="áo phao")[0] == 303, "another name of the type"
    status, text = change(client, "xã Trà Giang", other="Xã Bình Minh")
    assert status == 303
    assert "“Phao” → Áo phao cứu sinh" in text
    assert "→ 24,5 gói" in text
    assert "“xã Trà Giang” → Xã Bình Minh" in text
    rows = client.get(f"{address}/doi-chieu").text
    assert "Áo phao" in rows
    assert "Phao tròn" not in rows
    assert "Xã Trà Giang" not in rows
    status, text = change(client, "Phao", other="", skip="1")
    assert "“Phao” → Bỏ qua" in text
    assert "người nhập chọn bỏ qua" in client.get(f"{address}/doi-chieu?status=refused").text


def test_whether_a_list_is_stock_is_answered_the_other_way(demo: Flask) -> None:
    client = sign_in(demo, "vanphong.tinh")
    address = upload(
        client, made((1, "xã Bình Minh", "Ống nhòm", "cái", 7), first="DANH SÁCH ỦNG HỘ")
    ).location
    (key,) = re.findall(r'name="key-0"\s+value="([^"]+)"', client.get(f"{address}/cau-hoi").text)
    send(client, f"{address}/cau-hoi", {"key-0": key, "choice-0": "skip"}, f"{address}/cau-hoi")
    title = "DANH SÁCH ỦNG HỘ / Số lượng"
    assert f"“{title}” → Bỏ qua" in client.get(LIST).text
    assert change(client, title)[0] == 303
    assert "Ống nhòm" in client.get(f"{address}/doi-chieu?status=new").text
    status, text = change(client, title, skip="1")
    assert status == 303
    assert f"“{title}” → Bỏ qua" in text


SHIFTS: list[list[Any]] = [
    ["PHƯƠNG TIỆN HIỆN CÓ NĂM 2026 - XÃ BÌNH MINH"],
    ["TT", "Tên", "ĐVT", "Ban ngày", "Ban đêm"],
    [1, "Phao bè", "cái", 6, 7],
]


def test_which_of_several_columns_it_is_is_answered_otherwise(demo: Flask) -> None:
    client = sign_in(demo, "vanphong.tinh")
    address = upload(client, book_of({"Sheet": SHIFTS})).location
    page = client.get(f"{address}/cau-hoi").text
    (key,) = re.findall(r'name="key-0"\s+value="([^"]+)"', page)
    send(client, f"{address}/cau-hoi", {"key-0": key, "choice-0": "Ban đêm"}, f"{address}/cau-hoi")
    heads = re.escape("Ban ngày | Ban đêm")
    assert "Cột “Ban ngày”" in client.get(LIST).text
    assert change(client, heads, choice="Ban chiều")[0] == 422
    assert change(client, heads, choice="")[0] == 422
    assert change(client, heads, other="Ban ngày")[0] == 422
    assert change(client, heads, choice="Ban ngày")[0] == 303
    assert "6 cái" in words_of(client.get(f"{address}/doi-chieu").text)
    assert change(client, heads, choice="import")[0] == 303
    assert "13 cái" in words_of(client.get(f"{address}/doi-chieu").text)
    assert change(client, heads, choice="skip")[0] == 303
    assert f"“{'Ban ngày | Ban đêm'}” → Bỏ qua" in client.get(LIST).text


def test_an_answer_of_before_that_does_not_know_what_was_offered_can_be_forgotten(demo: Flask) -> None:
    client = sign_in(demo, "vanphong.tinh")
    with database_of(demo).transaction() as session:
        said = {"key": "series:ban ngay | ban dem", "kind": "column", "raw": "Ban ngày | Ban đêm"}
        said |= {"office": "", "sha256": "", "about": "", "value": "Ban đêm", "answered_by": "Lê Văn A"}
        session.add(ImportAnswerRow(**said, answered_at=now()))
    text = client.get(LIST).text
    assert "“Ban ngày | Ban đêm” → Ban đêm" in text
    assert "Xóa, lần sau hỏi lại" in text
    assert "Lưu câu trả lời" not in text


def test_what_does_not_fit_changes_nothing(demo: Flask, address: str) -> None:
    client = sign_in(demo, "vanphong.tinh")
    before = re.findall("→[^<]*", client.get(LIST).text)
    for raw, typed in (("Phao", "thuyền rồng"), ("thùng", "0"), ("thùng", "nhiều"), ("Phao", "")):
        status, text = change(client, raw, other=typed)
        assert status == 422, typed
        assert "chưa dùng được" in text
        assert re.findall("→[^<]*", text) == before


def test_a_wrong_answer_about_one_file_is_taken_back_before_it_is_written(demo: Flask) -> None:
    client = sign_in(demo, "vanphong.tinh")
    file = made((1, "xã Bình Minh", "Gạo", "tấn", "1.200"))
    address = upload(client, file).location
    asked = client.get(f"{address}/cau-hoi").text
    (key,) = re.findall(r'name="key-0"\s+value="([^"]+)"', asked)
    form = {"key-0": key, "choice-0": "thousands"}
    send(client, f"{address}/cau-hoi", form, f"{address}/cau-hoi")
    assert "1.200.000" in client.get(f"{address}/doi-chieu").text
    assert f"{address}/cau-tra-loi" in client.get(address).text
    given = client.get(f"{address}/cau-tra-loi").text
    assert "“1.200” → dấu ngăn cách hàng nghìn" in given
    assert "“1.200”" not in client.get(LIST).text, "it serves no later file"
    (again,) = re.findall(rf'action="({address}/cau-tra-loi/\d+/hoi-lai)"', given)
    stranger = sign_in(demo, "canbo.binhminh")
    assert stranger.get(f"{address}/cau-tra-loi").status_code in {403, 404}
    assert send(stranger, again, {}, LIST).status_code in {403, 404}
    assert send(client, again, {}, f"{address}/cau-tra-loi").status_code == 303
    assert "1.200 tấn" in client.get(f"{address}/cau-hoi").text


def test_an_answer_of_another_file_is_not_forgotten_under_this_one(demo: Flask, address: str) -> None:
    client = sign_in(demo, "vanphong.tinh")
    (answer, *_) = re.findall(rf"{LIST}/(\d+)/xoa", client.get(LIST).text)
    assert send(client, f"{address}/cau-tra-loi/{answer}/hoi-lai", {}, address).status_code == 404
    assert f"{LIST}/{answer}/xoa" in client.get(LIST).text
