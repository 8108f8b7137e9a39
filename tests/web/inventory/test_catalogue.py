"""The province keeps the catalogue: names lead to one type only, units do not change under a ledger."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from core.web.commands import verdict_of
from tests.web.making import database_of, send, sign_in

NEW = {
    "name": "Thuyền kayak cứu hộ",
    "gloss": "rescue kayak",
    "unit": "chiếc",
    "category": "PT",
    "pillar": "means",
    "form": "trung_dung",
    "dual_use": "yes",
}


def tell(client: FlaskClient, path: str, **form: object) -> tuple[int, str]:
    """Return the status and the page that follow from a form on the catalogue's pages."""
    answer = send(client, f"/kho/danh-muc/{path}", form, page="/kho/danh-muc/")
    page = client.get(answer.headers["Location"]).text if answer.status_code == 303 else answer.text
    return answer.status_code, page


def test_a_type_is_added_named_packed_replaced_and_retired(demo: Flask) -> None:
    office = sign_in(demo, "vanphong.tinh")
    answer = send(office, "/kho/danh-muc/", NEW)
    found = re.search(r"PT-\d{3}", answer.headers["Location"])
    assert found
    code = found[0]
    assert tell(office, f"{code}/ten", name="Xuồng kay-ắc")[0] == 303
    assert code in office.get("/kho/danh-muc/?q=xuong+kay-ac").text
    assert "1 bộ đôi = 2 chiếc" in tell(office, f"{code}/he-so", unit="bộ đôi", factor="2")[1]
    assert "1,5" in tell(office, f"{code}/thay-the", given="PT-005", ratio="1,5", why="thử")[1]
    assert tell(office, f"{code}/thay-the", given=code, ratio="1")[0] == 422
    status, page = tell(office, code, name="Thuyền kayak", unit="cái", version=1)
    assert (status, "Thuyền kayak" in page) == (303, True)
    assert (
        tell(office, code, name="Thuyền khác", unit="cái", version=1)[0] == 409
    )  # somebody changed it since
    offered = f'<option value="{code}"'
    assert offered in office.get("/kho/danh-muc/TB-001").text
    assert "Ngừng dùng từ" in tell(office, f"{code}/ngung")[1]
    assert offered not in office.get("/kho/danh-muc/TB-001").text  # nothing is replaced by what is out of use
    row = {"type_code": code, "on_hand": "3", "place": "bến"}
    refused = send(office, "/kho/xa/21085/them", row)
    assert (refused.status_code, "đã ngừng dùng" in refused.text) == (409, True)
    assert "Ngừng dùng từ" not in tell(office, f"{code}/dung-lai")[1]
    assert send(office, "/kho/xa/21085/them", row).status_code == 303
    with demo.app_context():
        assert verdict_of(database_of(demo))[0] == []


def test_a_name_leads_to_one_type_and_a_unit_in_use_stays(demo: Flask) -> None:
    office = sign_in(demo, "vanphong.tinh")
    status, page = tell(office, "PT-005/ten", name="ÁO PHAO CỨU SINH")
    typed, kept = (page.count(f'value="{words}"') for words in ("ÁO PHAO CỨU SINH", "Ca nô"))
    assert (status, typed, kept) == (409, 1, 1)  # what was typed stays in its own box only
    assert send(office, "/kho/danh-muc/", NEW | {"name": "Ca nô"}).status_code == 409
    status, page = tell(office, "TB-001", name="Áo phao cứu sinh", unit="bộ", version=1)
    assert (status, "đổi đơn vị tính sẽ làm sai sổ" in page) == (409, True)
    listed = office.get("/kho/danh-muc/TB-001").text
    name_id = re.search(r'bo-ten".*?name="row_id" value="(\d+)"', listed, re.DOTALL)
    assert name_id
    assert tell(office, "PT-005/bo-ten", row_id=name_id[1])[0] == 404  # another type's name
    assert tell(office, "TB-001/bo-ten", row_id=name_id[1])[0] == 303


def test_only_the_office_changes_the_catalogue(demo: Flask) -> None:
    official = sign_in(demo, "canbo.binhminh")
    assert "Thêm loại mới" not in official.get("/kho/danh-muc/").text
    assert "Ngừng dùng loại này" not in official.get("/kho/danh-muc/TB-001").text
    assert send(official, "/kho/danh-muc/", NEW).status_code == 403


def test_a_list_shows_a_type_renamed_a_moment_ago(demo: Flask) -> None:
    office = sign_in(demo, "vanphong.tinh")
    assert "Áo phao cứu hộ mới" not in office.get("/kho/danh-sach").text  # the names are kept from here on
    assert tell(office, "TB-001", name="Áo phao cứu hộ mới", unit="cái", version=1)[0] == 303
    assert "Áo phao cứu hộ mới" in office.get("/kho/danh-sach?type=TB-001").text
