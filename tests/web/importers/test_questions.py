"""Questions answered over the pages: a note on rows of several figures, rows of the register, a sheet that repeats another."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.importers.walking import book_of, digest_of, made, upload, words_of
from tests.web.making import OWN, send, sign_in

pytestmark = pytest.mark.usefixtures("reads_here")


@pytest.fixture
def province(demo: Flask) -> FlaskClient:
    return sign_in(demo, "vanphong.tinh")


def answer(client: FlaskClient, address: str, **choices: str) -> None:
    """Answer the questions by the kind their key begins with."""
    page = client.get(f"{address}/cau-hoi").text
    keys = dict(re.findall(r'name="key-(\d)"\s+value="([^"]+)"', page))
    form = {f"key-{number}": key for number, key in keys.items()}
    form |= {f"choice-{number}": choices[key.split(":")[0]] for number, key in keys.items()}
    assert send(client, f"{address}/cau-hoi", form, f"{address}/cau-hoi").status_code == 303


NOTED: list[list[Any]] = [
    ["TỔNG HỢP VẬT TƯ NĂM 2026"],
    ["TT", "Xã, phường", "Phao bè (cái)", "Xe rùa (cái)", "Ghi chú"],
    [1, "Xã Bình Minh", 14, 6, "hỏng hết"],
    [2, "Xã Bình Sơn", 3, 1, "mua năm 2020"],
]


def test_a_note_on_a_row_of_several_figures_is_answered_with_its_broken_count(province: FlaskClient) -> None:
    address = upload(province, book_of({"Sheet": NOTED})).location
    asked = province.get(f"{address}/cau-hoi").text
    assert "Ghi chú “hỏng hết” (2 ô)" in asked
    assert "Còn đó nhưng hỏng: số trong ô cũng là số hỏng" in asked
    answer(province, address, note="broken", several_rows="skip", part_row="skip")
    given = province.get(f"{address}/cau-tra-loi").text
    assert "Còn đó nhưng hỏng" in given
    done = send(province, f"{address}/ghi", {"digest": digest_of(province.get(address))}, address)
    assert "Biên nhận NK-" in province.get(done.location).text
    assert "hỏng 14" in province.get(f"/kho/xa/{OWN}?q=phao+be").text


def test_the_question_about_several_rows_names_their_communes(province: FlaskClient) -> None:
    head = ("TT", "Xã, phường", "Tên phương tiện, vật tư", "ĐVT", "Số lượng", "Nơi để")
    there = [("Xã Bình Sơn", "Thôn 1", 11), ("Xã Bình Sơn", "Thôn 2", 12)]
    rows = [head, *((n, xa, "Xe rùa", "cái", so, noi) for n, (xa, noi, so) in enumerate(there, 1))]
    first = upload(province, book_of({"Sheet": rows}), "mot.xlsx").location
    send(province, f"{first}/ghi", {"digest": digest_of(province.get(first))}, first)
    second = upload(province, made((1, "Xã Bình Sơn", "Xe rùa", "cái", 30)), "hai.xlsx").location
    asked = province.get(f"{second}/cau-hoi").text
    assert "kho đang có: Xã Bình Sơn, Thôn 1: 11; Xã Bình Sơn, Thôn 2: 12" in asked
    assert "<td>Xã Bình Sơn</td>" in asked


def test_rows_of_former_communes_are_asked_about_beside_the_whole_commune(province: FlaskClient) -> None:
    whole = made((1, "Xã Khánh Cường", "Xe rùa", "cái", 30), first="TỔNG HỢP NĂM 2026")
    first = upload(province, whole, "nay.xlsx").location
    send(province, f"{first}/ghi", {"digest": digest_of(province.get(first))}, first)
    old = made(
        (1, "Xã Phổ Cường", "Xe rùa", "cái", 12),
        (2, "Xã Phổ Khánh", "Xe rùa", "cái", 18),
        first="SỐ LIỆU NĂM 2023",
    )
    second = upload(province, old, "cu.xlsx").location
    asked = province.get(f"{second}/cau-hoi").text
    assert "2 dòng ghi theo xã cũ (như “Xã Phổ Cường”)" in asked
    assert "kho đang có: Xã Khánh Cường: 30" in asked
    answer(province, second, part_row="skip")
    rows = province.get(f"{second}/doi-chieu").text
    assert "ghi theo xã cũ, trong khi kho có dòng cùng loại của cả xã mới" in rows


def test_what_nobody_wrote_is_asked_in_words(province: FlaskClient) -> None:
    rows: list[list[Any]] = [["BẢNG VẬT TƯ"], ["TT", "Vật tư", "SL"], [1, "Rọ thép", 5], [2, "Gạo", 6]]
    address = upload(province, book_of({"Biểu 1": rows})).location
    asked = province.get(f"{address}/cau-hoi").text
    assert "Trang “Biểu 1” không ghi số liệu của xã nào (2 ô)" in asked
    assert "“Gạo” có số mà không ghi đơn vị tính (1 ô). 1 đơn vị ở đó là bao nhiêu kg?" in asked
    assert "“”" not in asked
    answer(province, address, place="skip", unit="skip")
    remembered = province.get("/nhap-lieu/cau-tra-loi").text
    assert "“không ghi đơn vị tính” → Bỏ qua" in remembered


def test_a_sheet_that_repeats_another_names_it(province: FlaskClient) -> None:
    asked = upload(province, book_of({"Tháng 6": NOTED[:4], "Tháng 6 (2)": NOTED[:4]})).location
    assert "Trang “Tháng 6 (2)” lặp lại trang “Tháng 6”" in province.get(f"{asked}/cau-hoi").text


SHIFTS: list[list[Any]] = [
    ["PHƯƠNG TIỆN HIỆN CÓ NĂM 2026 - XÃ BÌNH MINH"],
    ["TT", "Tên", "ĐVT", "Ban ngày", "Ban đêm"],
    [1, "Xe rùa", "cái", 4, 5],
    [2, "Phao bè", "cái", 6, 7],
]


@pytest.mark.parametrize(
    ("choice", "meaning", "held"),
    [
        ("Ban đêm", "Ban đêm", "7 cái"),
        ("import", "Tất cả, cộng lại", "13 cái"),
        ("skip", "Bỏ qua, không nhập", ""),
    ],
)
def test_columns_of_day_and_night_are_one_question(
    choice: str, meaning: str, held: str, province: FlaskClient
) -> None:
    address = upload(province, book_of({"Sheet": SHIFTS})).location
    asked = province.get(f"{address}/cau-hoi").text
    assert "các cột “Ban ngày | Ban đêm” (4 ô)" in asked
    for said in ("Cột “Ban ngày”", "Cột “Ban đêm”", "Tất cả, cộng lại", "Bỏ qua, không nhập các ô này"):
        assert said in asked
    answer(province, address, series=choice)
    given = province.get("/nhap-lieu/cau-tra-loi").text
    assert "Ban ngày | Ban đêm" in given
    assert meaning in given
    offered = dict(re.findall(r'name="choice"\s+value="([^"]+)"\s+(checked)?', given))
    assert offered == {**dict.fromkeys(("Ban ngày", "Ban đêm", "import", "skip"), ""), choice: "checked"}
    page = province.get(address)
    if not held:
        assert "4 không nhận" in words_of(page.text)
        return
    send(province, f"{address}/ghi", {"digest": digest_of(page)}, address)
    assert held in words_of(province.get(f"/kho/xa/{OWN}?q=phao+be").text)


@pytest.mark.parametrize(("choice", "held"), [("once", "6 cái"), ("sum", "12 cái"), ("skip", "")])
def test_the_same_row_twice_is_taken_once_or_twice_or_not(
    choice: str, held: str, province: FlaskClient
) -> None:
    head = ["TT", "Xã, phường", "Tên phương tiện, vật tư", "ĐVT", "Số lượng"]
    rows: list[list[Any]] = [head, [1, "Xã Bình Minh", "Phao bè", "cái", 6], [2, "Xã Bình Sơn", "Xe rùa", "cái", 4], [3, "Xã Bình Minh", "Phao bè", "cái", 6]]  # fmt: skip
    address = upload(province, book_of({"Sheet": rows})).location
    asked = province.get(f"{address}/cau-hoi").text
    for said in ("Chỉ lấy một lần: các dòng này là một", "Cộng lại thành một dòng", "Bỏ qua, không nhập"):
        assert said in asked
    answer(province, address, same_row=choice)
    assert "Phao bè" in province.get(f"{address}/cau-tra-loi").text
    page = province.get(address)
    send(province, f"{address}/ghi", {"digest": digest_of(page)}, address)
    stock = f"/kho/xa/{OWN}?q=phao+be"
    assert (held in words_of(province.get(stock).text)) if held else "không nhận" in words_of(page.text)
    send(province, f"{address}/hoan-tac", {}, address)
    assert not held or held not in words_of(province.get(stock).text)


PUMPS: list[list[Any]] = [
    ["TRANG BỊ HIỆN CÓ NĂM 2026 - XÃ BÌNH MINH"],
    ["TT", "Nội dung", "ĐVT", "Số lượng"],
    [1, "Phao bè", "cái", 9],
    ["1.1", "Phao bè loại lớn", "cái", 2],
    ["1.2", "Phao bè loại nhỏ", "cái", 5],
    [2, "Xe rùa", "cái", 4],
]


@pytest.mark.parametrize(
    ("choice", "held"),
    [("Phao bè: 9", "9 cái"), ("Phao bè loại lớn: 2; Phao bè loại nhỏ: 5", "7 cái"), ("import", "16 cái")],
)
def test_a_row_and_its_lines_are_chosen_from(choice: str, held: str, province: FlaskClient) -> None:
    address = upload(province, book_of({"Sheet": PUMPS})).location
    asked = province.get(f"{address}/cau-hoi").text
    assert "Dòng “Phao bè: 9” có các dòng con “Phao bè loại lớn: 2; Phao bè loại nhỏ: 5”" in asked
    assert "Tất cả các dòng này" in asked
    answer(province, address, row=choice, same_row="sum")
    assert choice == "import" or choice in province.get(f"{address}/cau-tra-loi").text
    send(province, f"{address}/ghi", {"digest": digest_of(province.get(address))}, address)
    assert held in words_of(province.get(f"/kho/xa/{OWN}?q=phao+be").text)
