"""What a preview tells beside the figures, so that nobody is misled by them."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from openpyxl.styles import Font

from core.clock import now
from inventory.queries.lots import get_lot
from inventory.services.keeping import correct
from tests.web.importers.walking import digest_of, made, upload
from tests.web.making import actor_of, database_of, send, sign_in

pytestmark = pytest.mark.usefixtures("reads_here")


@pytest.fixture
def province(demo: Flask) -> FlaskClient:
    return sign_in(demo, "vanphong.tinh")


def test_a_new_row_beside_others_of_the_commune_is_said(province: FlaskClient) -> None:
    head = ("TT", "Xã, phường", "Tên phương tiện, vật tư", "ĐVT", "Số lượng", "Nơi để")
    book = Workbook()
    assert book.active is not None
    for row in (head, (1, "Xã Bình Minh", "Áo phao", "cái", 50, "Nhà văn hóa thôn 1")):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    address = upload(province, file).location
    assert "1 dòng mới cùng xã, cùng loại" in province.get(address).text
    rows = province.get(f"{address}/doi-chieu?said=beside").text
    assert "cùng loại của xã ở dòng khác; tổng của xã sẽ gồm cả hai" in rows
    words = province.get(f"{address}/doi-chieu?said=words").text
    assert "Không có dòng nào khớp" in words


def test_a_figure_that_moved_since_the_last_look_stands_in_the_next(
    demo: Flask, province: FlaskClient
) -> None:
    first, second = (
        upload(province, made((1, "Xã Bình Minh", "Áo phao", "cái", count))).location for count in (131, 140)
    )
    digest = digest_of(province.get(first))
    assert send(province, f"{first}/ghi", {"digest": digest}).status_code == 303
    row = re.search(r'href="/kho/(\d+)"', province.get(f"{first}/doi-chieu").text)
    assert row
    assert "131 → <b>140</b>" in province.get(f"{second}/doi-chieu").text
    with database_of(demo).transaction() as session:
        lot = get_lot(session, int(row[1]))
        correct(
            session, lot_id=lot.id, version=lot.version, on_hand=Decimal(137), broken=lot.balance.broken,
            reason="", actor=actor_of(demo, "vanphong.tinh"), now=now(),
        )  # fmt: skip
    assert "137 → <b>140</b>" in province.get(f"{second}/doi-chieu").text


def test_beside_a_value_stands_what_the_file_says_with_its_own_unit_and_place(province: FlaskClient) -> None:
    file = made((1, "Phổ Cường cũ", "Gạo", "tấn", 2), first="TỔNG HỢP NĂM 2026")
    rows = province.get(f"{upload(province, file).location}/doi-chieu").text
    assert "Xã Khánh Cường" in rows
    assert "“Phổ Cường cũ | Gạo | 2 tấn”" in rows


def test_beside_words_of_an_old_font_stands_how_the_file_has_them(province: FlaskClient) -> None:
    """Of rows and of cells that were not used; a sheet in Unicode has nothing to add."""
    book = Workbook()
    assert book.active is not None
    rows = [
        ("tæng hîp vËt t\u00ad x· B×nh Minh",),
        ("TT", "Tªn ph\u00ad¬ng tiÖn", "§VT", "Sè l\u00adîng"),
        (1, "¸o phao cøu sinh", "c¸i", 20),
        (2, "Xuång m¸y", "chiÕc", "03 chiÕc (háng 01)"),
        (3, "Xe t¶i", "chiÕc", None, None, "ch\u00ada cã"),
    ]
    for row in rows:
        book.active.append(row)
    for cells in book.active.iter_rows():
        for cell in cells:
            cell.font = Font(name=".VnTime")
    file = BytesIO()
    book.save(file)
    file.seek(0)
    address = upload(province, file).location
    told = province.get(f"{address}/doi-chieu").text
    assert "“áo phao cứu sinh | 20”" in told
    assert "nguyên văn trong tệp (phông chữ cũ): “¸o phao cøu sinh | c¸i”" in told
    assert "“Xuồng máy | 03 chiếc (hỏng 01)”" in told
    assert "“Xuång m¸y | 03 chiÕc (háng 01) | chiÕc”" in told
    left = province.get(f"{address}/khong-dung").text
    assert "“chưa có”" in left
    assert "nguyên văn trong tệp (phông chữ cũ): “ch\u00ada cã”" in left
    modern = upload(province, made((1, "Xã Bình Minh", "Áo phao", "cái", 2))).location
    assert "nguyên văn trong tệp" not in province.get(f"{modern}/doi-chieu").text


def test_a_file_without_figures_says_so(province: FlaskClient) -> None:
    file = BytesIO()
    Workbook().save(file)
    file.seek(0)
    page = province.get(upload(province, file).location).text
    assert "Không tìm thấy số liệu nguồn lực nào" in page


def test_an_older_file_over_newer_figures_is_said_before_the_commit(province: FlaskClient) -> None:
    row = (1, "xã Bình Minh", "Áo phao", "cái")
    address = upload(province, made((*row, 77), first="TỔNG HỢP VẬT TƯ NĂM 2024")).location
    send(province, f"{address}/ghi", {"digest": digest_of(province.get(address))}, address)
    older = upload(province, made((*row, 66), first="TỔNG HỢP VẬT TƯ NĂM 2023"), "cu.xlsx").location
    page = province.get(older).text
    assert "1 dòng trong kho có số của năm sau năm 2023" in page
    assert "số trong kho là của năm sau năm của tệp" in province.get(f"{older}/doi-chieu?said=newer").text
    send(province, f"{older}/y-nghia", {"mode": "fill"}, older)
    assert "của năm sau năm" not in province.get(older).text
    send(province, f"{older}/y-nghia", {"mode": "replace"}, older)
    send(province, f"{older}/ghi", {"digest": digest_of(province.get(older))}, older)
    kept = province.get(f"{older}/doi-chieu").text
    assert "số trong kho là của năm sau năm của tệp" in kept, "the receipt keeps what the preview told"


def test_how_long_a_long_file_takes_to_write_is_said_before(
    province: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        (n, "xã Bình Minh", thing, "cái", n)
        for n, thing in enumerate(("Xe rùa", "Phao bè", "Máy cưa xích"), 1)
    ]
    address = upload(province, made(*rows)).location
    assert "chừng" not in province.get(address).text
    monkeypatch.setattr("importers.pages.uploads.ROWS_A_SECOND", 1)
    page = province.get(address)
    assert "Ghi mất chừng 3 giây." in page.text
    send(province, f"{address}/ghi", {"digest": digest_of(page)}, address)
    assert "Hoàn tác mất chừng 3 giây." in province.get(address).text
