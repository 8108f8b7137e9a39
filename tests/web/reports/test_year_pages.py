"""Duties, plans, frozen years and what may be published, as their readers meet them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import text

from core.backup import FILES_DIR
from core.clock import day_of, now
from tests.web.making import OWN, database_of, send, sign_in

YEAR = str(day_of(now()).year - 1)


def test_duties_are_listed_late_first_and_by_commune(demo: Flask) -> None:
    client = sign_in(demo, "vanphong.tinh")
    page = client.get("/bao-cao/viec-phai-lam").text
    assert "Chưa ghi kế hoạch, phương án nào" in page
    assert page.index("quá hạn hoặc còn thiếu") < page.index("</main>")
    with database_of(demo).engine.begin() as connection:
        having = set(connection.scalars(text("SELECT commune_code FROM response_plan")))
        lacking = set(connection.scalars(text("SELECT code FROM commune"))) - having
        old = "UPDATE incident SET opened_at = '2020-05-04 01:00:00', closed_at = '2020-05-04 09:00:00'"
        connection.execute(text(f"{old}, title = 'Diễn tập sơ tán' WHERE drill"))
    drills = client.get("/bao-cao/viec-phai-lam?viec=drill").text
    assert "Chưa ghi cuộc diễn tập nào" in drills
    assert "Lần gần nhất: 04/05/2020, Diễn tập sơ tán" in drills
    assert len(lacking) == 8
    for code, times in ((min(lacking), 1), (OWN, 0)):
        mine = client.get(f"/bao-cao/viec-phai-lam?xa={code}&viec=plan").text
        assert mine.count("Chưa ghi kế hoạch, phương án nào") == times
    book = load_workbook(BytesIO(client.get("/bao-cao/viec-phai-lam.xlsx").data), read_only=True)
    rows = [row for row in book["Việc phải làm"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert sum(row[2] == "Kế hoạch, phương án 5 năm" for row in rows) == 97
    assert sign_in(demo, "canbo.binhminh").get("/bao-cao/viec-phai-lam?xa=21025").status_code == 403


def test_a_plan_is_registered_for_the_own_commune_and_comes_due(demo: Flask) -> None:
    client = sign_in(demo, "canbo.binhminh")
    form = {"title": "Kế hoạch phòng thủ dân sự", "document": "15/KH-UBND", "approved_on": "2020-03-01"}
    answer = send(client, "/bao-cao/phuong-an", {**form, "commune_code": "21025"}, "/bao-cao/phuong-an")
    assert answer.status_code == 303
    page = client.get("/bao-cao/phuong-an").text
    assert "quá hạn làm lại" in page
    assert "01/03/2025" in page
    ahead = send(client, "/bao-cao/phuong-an", {**form, "approved_on": "2099-01-01"}, "/bao-cao/phuong-an")
    assert ahead.status_code == 422
    assert "Ngày phê duyệt còn ở phía trước" in ahead.text
    change = {**form, "version": "1", "replaced": "1"}
    with database_of(demo).engine.begin() as connection:
        number = connection.scalar(text("SELECT max(id) FROM response_plan"))
    assert send(client, f"/bao-cao/phuong-an/{number}", change, "/bao-cao/phuong-an").status_code == 303
    assert send(client, f"/bao-cao/phuong-an/{number}", change, "/bao-cao/phuong-an").status_code == 409


def test_a_frozen_year_is_kept_whatever_happens_to_the_past(demo: Flask) -> None:
    client = sign_in(demo, "vanphong.tinh")
    area = "Huyện Bình Sơn"
    form = {"year": YEAR, "scope": area}
    assert (
        send(client, "/bao-cao/da-chot/", {"year": str(day_of(now()).year), "scope": ""}).status_code == 409
    )
    assert send(client, "/bao-cao/da-chot/", form).status_code == 303
    assert send(client, "/bao-cao/da-chot/", form).status_code == 409
    assert area in client.get("/bao-cao/da-chot/").text
    assert area not in sign_in(demo, "canbo.binhminh").get("/bao-cao/da-chot/").text
    kept = client.get("/bao-cao/da-chot/1.xlsx").data
    assert "giống hệt tệp đã chốt" in client.get("/bao-cao/da-chot/1/doi-chieu").text
    with database_of(demo).engine.begin() as connection:
        connection.execute(text("UPDATE lot SET place = 'nơi khác'"))
    compared = client.get("/bao-cao/da-chot/1/doi-chieu").text
    assert "số liệu quá khứ đã bị sửa" in compared
    address = f"/bao-cao/nam/{YEAR}/khu-vuc/{area}.xlsx"
    assert client.get(address).data == client.get("/bao-cao/da-chot/1.xlsx").data == kept
    folder: Path = demo.extensions["settings"].data_dir / FILES_DIR
    for path in folder.iterdir():
        path.write_bytes(b"other")
    assert client.get(address).status_code == 500  # a file that is not the frozen one is never handed out


def test_what_is_published_names_nobody(demo: Flask) -> None:
    client = sign_in(demo, "kiemtoan")
    page = client.get("/bao-cao/cong-khai/").text
    assert "Theo chủ sở hữu" in page
    with database_of(demo).reading() as session:
        names = set(session.scalars(text("SELECT name FROM holder WHERE kind = 'household'")))
        phones = set(session.scalars(text("SELECT phone FROM holder WHERE phone <> ''")))
    book = load_workbook(BytesIO(client.get("/bao-cao/cong-khai/so-lieu.xlsx").data), read_only=True)
    cells = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    drawing = client.get("/bao-cao/cong-khai/bieu-do.svg").text
    assert drawing.startswith("<svg")
    assert names
    assert phones
    assert not [found for found in names | phones if found in page or found in cells or found in drawing]
