"""This year beside the last on a page and as Excel; what nobody typed in as a formula stays text."""

from __future__ import annotations

from io import BytesIO

from flask.testing import FlaskClient
from openpyxl import load_workbook


def test_the_page_and_its_file_say_the_same(official: FlaskClient) -> None:
    page = official.get("/kho/so-sanh?type=TB-001&tu=2026-06-30")
    assert page.status_code == 200
    assert "Xã Bình Minh" in page.text
    assert "Mọi xã" not in page.text  # an official's reach is the own commune
    answer = official.get("/kho/so-sanh.xlsx?type=TB-001&tu=2026-06-30")
    sheet = load_workbook(BytesIO(answer.data)).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[2] == "TB-001"]
    assert [row[1] for row in rows] == ["Xã Bình Minh"]
    then, now, change = (int(str(value)) for value in rows[0][5:8])
    assert change == now - then
    assert f"<b>{now:n}</b>" in page.text
    assert official.get("/kho/so-sanh?tu=khong-phai-ngay&den=9999-12-31").status_code == 200
