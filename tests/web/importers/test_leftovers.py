"""The rows that were not taken, downloaded, corrected in a spreadsheet and loaded back."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook

from tests.web.importers.walking import digest_of, made, upload
from tests.web.making import OWN, send, sign_in

pytestmark = pytest.mark.usefixtures("reads_here")

ROWS = (
    (1, "xã Bình Minh", "Máy phát điện 5 kVA", "cái", 3),
    (2, "xã Bình Minh", "Phao tròn", "cái", "khoảng 50"),
    (3, "phường Cẩm Thành", "Áo phao", "cái", 88),
)


def downloaded(client: FlaskClient, address: str) -> tuple[Workbook, list[list[object]]]:
    """Return the workbook of rows not taken, and its rows below the header."""
    answer = client.get(f"{address}/chua-nhap")
    assert answer.status_code == 200
    book = load_workbook(BytesIO(answer.data))
    sheet = book.worksheets[0]
    return book, [[cell.value for cell in line] for line in sheet.iter_rows(min_row=5)]


def commit(client: FlaskClient, address: str) -> None:
    """Write what the preview shows."""
    form = {"digest": digest_of(client.get(address))}
    assert send(client, f"{address}/ghi", form, address).status_code == 303


def test_of_rows_of_others_alone_none_is_to_be_corrected(demo: Flask) -> None:
    client = sign_in(demo, "canbo.binhminh")
    page = client.get(upload(client, made((1, "phường Cẩm Thành", "Áo phao", "cái", 77))).location).text
    assert "Tải 1 dòng chưa nhập (.xlsx)" in page
    assert "nhờ Thường trực tỉnh nhập" in page
    assert "Sửa xong, tải tệp đó lên lại" not in page


def test_corrected_rows_are_loaded_back(demo: Flask) -> None:
    client = sign_in(demo, "canbo.binhminh")
    address = upload(client, made(*ROWS)).location
    page = client.get(address).text
    assert "Tải 2 dòng chưa nhập về sửa" in page
    assert "1 dòng của xã khác không sửa để nhập ở đây được" in page
    before, _ = downloaded(client, address)
    commit(client, address)
    book, rows = downloaded(client, address)
    assert [row[1:5] for row in rows] == [
        ["Xã Bình Minh", "Phao tròn cứu sinh", "cái", "khoảng 50"],
        ["Phường Cẩm Thành", "Áo phao cứu sinh", "cái", 88],
    ]
    assert [row[13:15] for row in rows] == [["Sheet", "E5"], ["Sheet", "E6"]]
    assert str(rows[0][15]).startswith("Số ước chừng")
    assert "thuộc xã khác" in str(rows[1][15]).casefold()
    assert before.worksheets[0]["P5"].value == rows[0][15], "before the commit and after it alike"
    sheet = book.worksheets[0]
    sheet["E5"], sheet["J5"], sheet["J6"] = 52, "Nhà kho số 7", "Nhà kho số 7"
    sheet["B6"], sheet["C6"], sheet["E6"] = "Xã Bình Minh", "Rọ thép", 9
    file = BytesIO()
    book.save(file)
    file.seek(0)
    again = upload(client, file, "NK dòng chưa nhập.xlsx").location
    assert "dòng chưa nhập về sửa" not in client.get(again).text
    commit(client, again)
    assert "52" in client.get(f"/kho/xa/{OWN}?q=phao+tron").text
    assert "NK dòng chưa nhập.xlsx" in client.get("/nhap-lieu/").text


def test_rows_of_a_file_that_adds_say_that_they_are_to_be_added(demo: Flask) -> None:
    client = sign_in(demo, "canbo.binhminh")
    address = upload(client, made(*ROWS), mode="add").location
    book, _ = downloaded(client, address)
    assert "chọn “Cộng thêm” như lần nhập đó" in str(book.worksheets[0]["A2"].value)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    again = client.get(upload(client, file, "NK dòng chưa nhập.xlsx", mode="add").location).text
    assert "2 ô số liệu" in again, "its advice is read as no heading against its figures"


def test_text_of_a_file_never_becomes_a_formula(demo: Flask) -> None:
    client = sign_in(demo, "vanphong.tinh")
    harm = (1, "xã Bình Minh", "=cmd|' /C calc'!A0 phao", "cái", 7)
    book, rows = downloaded(client, upload(client, made(harm)).location)
    assert all(cell.data_type != "f" for line in book.worksheets[0].iter_rows() for cell in line)
    assert len(rows) <= 1


def test_the_list_is_for_the_office_alone(demo: Flask) -> None:
    address = upload(sign_in(demo, "canbo.binhminh"), made(*ROWS)).location
    assert sign_in(demo, "canbo.khac").get(f"{address}/chua-nhap").status_code == 403
