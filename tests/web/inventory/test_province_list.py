"""One list over all communes: every row once whatever the order, sums that fit, files that hold no live formula."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import text

from core.clock import day_of, now
from core.web.ahead import SLOT, work_out
from inventory.rules.details import EXPIRING_DAYS
from tests.web.making import database_of, sign_in
from tests.web.test_weight import MOST_BYTES, MOST_QUERIES, count_queries

LOT = re.compile(r'href="/kho/(\d+)"')


def walk(app: Flask, address: str, pages: int) -> list[int]:
    """Return the rows of the first pages in a row, by their numbers."""
    client = sign_in(app, "vanphong.tinh")
    found: list[int] = []
    for _page in range(pages):
        page = client.get(address).text
        found += map(int, LOT.findall(page))
        more = re.search(r'href="([^"]*sau=[^"]*)"', page)
        if more is None:
            break
        address = more.group(1).replace("&amp;", "&")
    return found


def held(app: Flask, sql: str) -> list[tuple[object, ...]]:
    """Return what the database holds."""
    with database_of(app).reading() as session:
        return [tuple(row) for row in session.execute(text(sql))]


def test_every_order_shows_every_row_once(demo: Flask) -> None:
    wanted = {
        row[0]
        for row in held(
            demo,
            "SELECT l.id FROM lot l JOIN resource_type t ON t.code = l.type_code"
            " WHERE NOT l.closed AND t.pillar = 'means' AND l.commune_code IN"
            " (SELECT new_code FROM old_commune WHERE old_district = 'Huyện Bình Sơn')",
        )
    }
    assert len(wanted) > 100
    for order in ("ten", "xa", "kt"):
        rows = walk(
            demo, f"/kho/danh-sach?pillar=means&huyen=Huy%E1%BB%87n+B%C3%ACnh+S%C6%A1n&sx={order}", 20
        )
        assert len(rows) == len(set(rows)) == len(wanted), order
        assert set(rows) == wanted, order


def test_every_shelter_stands_on_one_page(demo: Flask) -> None:
    wanted = [
        row[0]
        for row in held(
            demo,
            "SELECT l.id FROM lot l JOIN resource_type t ON t.code = l.type_code WHERE NOT l.closed"
            " AND t.category = 'CT' ORDER BY l.commune_code, l.type_code, l.id",
        )
    ]
    assert len(wanted) > 80
    client, found = sign_in(demo, "vanphong.tinh"), list[int]()
    for page in range(1, len(wanted) // 40 + 3):
        found += map(int, LOT.findall(client.get(f"/kho/cong-trinh?page={page}").text))
    assert found == wanted


def test_the_list_costs_little_and_stays_in_the_persons_commune(demo: Flask) -> None:
    seen = count_queries(demo)
    for login, most in (("vanphong.tinh", 100_000), ("canbo.binhminh", MOST_BYTES)):
        client = sign_in(demo, login)
        for address in (
            "/kho/danh-sach?q=ao+phao&type=TB-001&xa=21025",
            "/kho/danh-sach",
            "/kho/danh-sach?tt=reserved",
        ):
            client.get(address)  # names and sums are read once after a start, for everybody
            seen.clear()
            answer = client.get(address)
            assert answer.status_code == 200
            assert len(seen) <= MOST_QUERIES, seen
            assert len(answer.data) < most, (login, address)
    own = {row[0] for row in held(demo, "SELECT id FROM lot WHERE commune_code = '21085'")}
    page = sign_in(demo, "canbo.binhminh").get("/kho/danh-sach?xa=21025").text
    assert not LOT.findall(page)
    assert set(map(int, LOT.findall(sign_in(demo, "canbo.binhminh").get("/kho/danh-sach").text))) <= own


def test_sums_are_those_of_the_rows(demo: Flask) -> None:
    (on_hand,) = held(demo, "SELECT sum(on_hand) / 1000 FROM lot WHERE type_code = 'TB-001' AND NOT closed")[
        0
    ]
    page = sign_in(demo, "vanphong.tinh").get("/kho/danh-sach?xem=tong&nhom=TB").text
    assert f"<b>{on_hand:,}</b>".replace(",", ".") in page


@pytest.mark.parametrize(
    ("state", "condition"), [("busy", "(reserved > 0 OR away > 0)"), ("empty", "on_hand = 0")]
)
def test_a_commune_s_rows_called_on_or_empty_are_counted_and_listed(
    demo: Flask, state: str, condition: str
) -> None:
    with database_of(demo).transaction() as session:
        emptied = "UPDATE lot SET on_hand = 0, broken = 0 WHERE commune_code = '21085' AND reserved = 0 AND away = 0"
        session.execute(text(f"{emptied} AND type_code LIKE 'TB-%'"))
    rows = {
        row[0]
        for row in held(
            demo, f"SELECT id FROM lot WHERE NOT closed AND commune_code = '21085' AND {condition}"
        )
    }
    table = sign_in(demo, "vanphong.tinh").get("/kho/").text
    assert rows
    assert f'<a href="/kho/danh-sach?xa=21085&amp;tt={state}">{len(rows)}</a>' in table
    assert table.count("<circle") == 96
    assert set(walk(demo, f"/kho/danh-sach?xa=21085&tt={state}", 3)) == rows
    own = sign_in(demo, "canbo.binhminh").get("/kho/xa/21085").text
    assert (f"{len(rows)} dòng đã hết" in own) is (state == "empty")


def test_tags_for_humanitarian_exchange_stand_below_the_header(demo: Flask) -> None:
    client = sign_in(demo, "canbo.binhminh")
    rows = {}
    for tagged in ("", "&hxl=1"):
        book = load_workbook(BytesIO(client.get(f"/kho/danh-sach.xlsx?pillar=means{tagged}").data))
        rows[tagged] = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    tags = next(row for row in rows["&hxl=1"] if row[0] == "#meta+no")
    assert all(str(tag).startswith("#") for tag in tags)
    assert "#indicator+onhand+num" in tags
    assert [row for row in rows["&hxl=1"] if row != tags][3:] == rows[""][3:]
    assert "hxl=1" in client.get("/kho/danh-sach").text


def test_a_broken_address_narrows_nothing(demo: Flask) -> None:
    client = sign_in(demo, "vanphong.tinh")
    for query in (
        "sau=x",
        "sau=a.b.2026-99-99.1",
        "sau=TB-001.21085.-.1",
        "tt=%27",
        "xa=0&huyen=0&sx=9&tuoi=z",
        "q=%25%5F",
    ):
        assert client.get(f"/kho/danh-sach?{query}").status_code == 200


def test_the_file_has_every_row_no_formula_and_no_whole_number(demo: Flask) -> None:
    with database_of(demo).transaction() as session:
        session.execute(text("UPDATE lot SET mark = '=1+1' WHERE id = 312"))
        session.execute(text("UPDATE holder SET phone = '0905124096'"))
    client = sign_in(demo, "canbo.binhminh")
    for address in ("/kho/xa/21085/danh-sach.xlsx", "/kho/danh-sach.xlsx?xa=21085"):
        answer = client.get(address)
        sheet = load_workbook(BytesIO(answer.data)).worksheets[0]
        cells = [cell for row in sheet.iter_rows() for cell in row]
        rows = held(demo, "SELECT count(*) FROM lot WHERE commune_code = '21085' AND NOT closed")[0][0]
        assert sheet.max_row == 4 + int(str(rows))
        assert all(cell.data_type != "f" for cell in cells)
        assert "=1+1" in {cell.value for cell in cells}
        assert not any("0905124096" in str(cell.value) for cell in cells)
        assert any("090•••••••" in str(cell.value) for cell in cells)
    assert client.get("/kho/xa/21025/danh-sach.xlsx").status_code == 403
    for address in ("/kho/luong-dung.xlsx?loc=none", "/kho/cong-trinh.xlsx"):
        assert client.get(address).data[:2] == b"PK"


def test_the_provinces_table_narrows_and_sorts(demo: Flask) -> None:
    client = sign_in(demo, "vanphong.tinh")
    page = client.get("/kho/?huyen=Huy%E1%BB%87n+B%C3%ACnh+S%C6%A1n&sx=cu").text
    rows = re.findall(r'<th scope="row"><a href="/kho/xa/(\d+)"', page)
    wanted = {
        row[0] for row in held(demo, "SELECT new_code FROM old_commune WHERE old_district = 'Huyện Bình Sơn'")
    }
    assert set(rows) == wanted
    assert len(re.findall(r'<th scope="row">', client.get("/kho/?sx=ten&loc=x").text)) == 96


def test_rows_are_found_by_what_one_piece_can_do(demo_everywhere: Flask) -> None:
    # At least twelve seats: single vehicles and counted boats alike, each with its figure.
    seated = held(
        demo_everywhere,
        "SELECT l.id FROM lot l JOIN lot_capability c ON c.lot_id = l.id"
        " WHERE NOT l.closed AND c.kind = 'seats' AND c.value >= 12000",
    )
    fewer = held(demo_everywhere, "SELECT lot_id FROM lot_capability WHERE kind = 'seats' AND value < 12000")
    assert len(seated) > 50
    assert fewer
    for order in ("ten", "kt"):
        assert set(walk(demo_everywhere, f"/kho/danh-sach?nl=seats&tu=12&sx={order}", 20)) == {
            row[0] for row in seated
        }
    office = sign_in(demo_everywhere, "vanphong.tinh")
    page = " ".join(office.get("/kho/danh-sach?nl=seats&tu=12").text.split())
    assert "Chỗ ngồi từ 12 chỗ" in page
    assert re.search(r"mỗi chiếc (1[2-9]|[2-9]\d) chỗ", page)
    assert "Chỉ gồm dòng đã ghi năng lực" in page
    nothing = office.get("/kho/danh-sach?nl=m3_per_hour&tu=500").text
    assert "Không có dòng nào khớp" in nothing
    assert "Lưu lượng từ 500 m³/h" in nothing
    book = load_workbook(BytesIO(office.get("/kho/danh-sach.xlsx?nl=seats&tu=12").data))
    assert book.active
    assert any(
        "Chỗ ngồi từ 12 chỗ" in str(cell.value) for row in book.active.iter_rows(max_row=8) for cell in row
    )


def test_goods_near_their_last_day_are_listed_and_asked_about(demo_everywhere: Flask) -> None:
    soon = held(
        demo_everywhere,
        "SELECT l.id FROM lot l JOIN lot_detail d ON d.lot_id = l.id WHERE NOT l.closed AND l.on_hand > 0"
        f" AND d.expires_on <= '{day_of(now()) + timedelta(days=EXPIRING_DAYS)}'",
    )
    assert set(walk(demo_everywhere, "/kho/danh-sach?han=sap", 20)) == {row[0] for row in soon}
    assert len(walk(demo_everywhere, "/kho/danh-sach?han=qua", 20)) < len(soon)
    official = sign_in(demo_everywhere, "canbo.binhminh")
    assert "dòng hàng đã quá hạn dùng hoặc hết hạn trong 60 ngày tới" in official.get("/").text
    assert "hạn dùng" in official.get("/kho/danh-sach?han=sap").text


ADDING_UP = (
    "/kho/",
    "/kho/danh-sach?xem=tong",
    "/kho/danh-sach?xem=tong&chu=household&tuoi=stale",
    "/kho/so-sanh",
)


def test_the_first_who_looks_adds_up_nothing_that_was_worked_out_ahead(
    demo: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    """After a start, and on a new day before anybody worked ahead; what fails ahead holds up nothing else."""
    demo.extensions[SLOT].insert(0, lambda _session: 1 / 0)
    work_out(demo)
    del demo.extensions[SLOT][0]
    assert "not worked out ahead" in caplog.text
    seen = count_queries(demo)
    client = sign_in(demo, "vanphong.tinh")
    for address in (*ADDING_UP, "/bao-cao/san-sang/"):
        assert client.get(address).status_code == 200
    with time_machine.travel(now() + timedelta(days=1)):
        client = sign_in(demo, "vanphong.tinh")
        for address in ADDING_UP:
            assert client.get(address).status_code == 200
    assert [statement for statement in seen if "sum(lot." in statement] == []
    with database_of(demo).transaction() as session:
        session.execute(text("UPDATE audit_stream SET head = 'moved' WHERE name LIKE 'commune:%'"))
    for address in ADDING_UP:
        sign_in(demo, "vanphong.tinh").get(address)
    assert (
        len([statement for statement in seen if "sum(lot." in statement]) == 3
    )  # else nothing was looked at
