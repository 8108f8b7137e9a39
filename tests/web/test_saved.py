"""Filters kept under a name: one's own, replaced by the same name, never a way out of the site."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.web.making import send, sign_in

LIST = "/kho/danh-sach"
STALE = f"{LIST}?tuoi=stale&pillar=means"


def test_a_filter_is_kept_opened_replaced_and_dropped(demo: Flask) -> None:
    office = sign_in(demo, "vanphong.tinh")
    assert "Giữ bộ lọc này" not in office.get(LIST).text, "nothing is narrowed yet"
    page = office.get(STALE).text
    here = re.search(r'name="location" value="([^"]+)"', page)
    assert here
    form = {"name": "Quá hạn kiểm tra", "location": here[1].replace("&amp;", "&")}
    assert send(office, "/bo-loc/", form, STALE).status_code == 303
    found = re.search(r'<a href="([^"]+)">Quá hạn kiểm tra</a>', office.get(LIST).text)
    assert found
    assert "Đang lọc" in office.get(found[1].replace("&amp;", "&")).text
    send(office, "/bo-loc/", form | {"location": f"{LIST}?tuoi=never"}, LIST)
    page = office.get(LIST).text
    assert page.count(">Quá hạn kiểm tra</a>") == 1
    assert "tuoi=never" in page
    row = re.search(r'name="row_id" value="(\d+)"', page)
    assert row
    other = sign_in(demo, "thuongtruc.tinh")
    assert "Quá hạn kiểm tra" not in other.get(LIST).text
    assert send(other, "/bo-loc/bo", {"row_id": row[1]}).status_code == 404
    assert send(office, "/bo-loc/bo", {"row_id": row[1]}).status_code == 303
    assert "Quá hạn kiểm tra</a>" not in office.get(LIST).text


@pytest.mark.parametrize("location", ["https://example.vn/?a=1", "//example.vn/?a=1", LIST, f"{LIST}?"])
def test_only_a_narrowed_list_of_this_site_is_kept(demo: Flask, location: str) -> None:
    office = sign_in(demo, "vanphong.tinh")
    assert send(office, "/bo-loc/", {"name": "x", "location": location}, LIST).status_code == 404


def test_there_is_an_end_to_them(demo: Flask) -> None:
    office = sign_in(demo, "vanphong.tinh")
    answers = [
        send(office, "/bo-loc/", {"name": f"bộ {number}", "location": f"{LIST}?q={number}"}, LIST).status_code
        for number in range(21)
    ]
    assert answers == [303] * 20 + [409]
