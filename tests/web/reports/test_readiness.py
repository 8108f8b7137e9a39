"""Readiness, gaps, budget and what-if on the demonstration's data, and who may see and change what."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree

from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.web.making import OTHER, OWN, send, sign_in


def test_the_province_reads_decides_and_tries(demo: Flask) -> None:
    office = sign_in(demo, "vanphong.tinh")
    table = office.get("/bao-cao/san-sang/").text
    assert table.count("/bao-cao/san-sang/xa/") == 96
    assert "thiếu nhiều" in table
    for narrow, points in (("", 6 * 96), ("?hep=1", 5 * 96)):
        map_of = office.get(f"/bao-cao/san-sang/ban-do.svg{narrow}")
        drawn = ElementTree.fromstring(map_of.data)
        marks = [one for one in drawn.iter() if one.tag.endswith(("rect", "circle", "path"))]
        assert len(marks) == 1 + 4 + points  # the ground and the legend beside the points
    few = office.get("/bao-cao/san-sang/?muc=little&sap=xa").text
    assert 0 < few.count("/bao-cao/san-sang/xa/") < 96
    sea = office.get("/bao-cao/san-sang/?loai=tau_thuyen&cap=3").text
    assert "không đòi hỏi" in sea
    same = office.get("/bao-cao/neu-nhu/").text
    assert "Không xã nào thay đổi" in same
    assert "Không xã nào thay đổi" not in office.get("/bao-cao/neu-nhu/?cap2=4").text
    gaps = office.get("/bao-cao/thieu/").text
    assert "xã lân cận chia sẻ phần dư" in gaps
    _budget(office)
    _price(office)


def _budget(office: FlaskClient) -> None:
    page = office.get("/bao-cao/thieu/ngan-sach?dong=500.000.000").text
    assert "trên 500.000.000 đồng" in page
    file = office.get("/bao-cao/thieu/ngan-sach.xlsx?dong=500000000")
    sheet = load_workbook(BytesIO(file.data)).active
    assert sheet is not None
    rows = [row for row in sheet.iter_rows(min_row=6, values_only=True) if isinstance(row[0], int)]
    assert 0 < sum(int(str(row[5])) * int(str(row[6])) for row in rows) <= 500_000_000
    assert {row[8] for row in rows} <= {1, 2, 3}
    assert office.get("/bao-cao/thieu/ngan-sach?dong=xyz").status_code == 200
    office.get("/ngon-ngu/en")
    assert (
        'value="500000000"' in office.get("/bao-cao/thieu/ngan-sach?dong=500000000").text
    )  # can be sent again
    office.get("/ngon-ngu/vi")


def _price(office: FlaskClient) -> None:
    form = {"price_vnd": "250.000", "repair_percent": "30", "source": "Báo giá 12", "priced_on": "2026-11-01"}
    assert send(office, "/bao-cao/don-gia/TB-001", {**form, "version": "1"}).status_code == 303
    assert "<b>250.000</b>" in office.get("/bao-cao/don-gia/").text
    assert send(office, "/bao-cao/don-gia/TB-001", {**form, "version": "1"}).status_code == 409
    for typed in ("không", "10,5"):
        wrong = send(office, "/bao-cao/don-gia/TB-001", {**form, "version": "2", "price_vnd": typed})
        assert wrong.status_code == 422
    land = {"version": "0", "remote": "1", "source": "Quyết định"}
    assert send(office, f"/bao-cao/dia-ban/{OTHER}", land).status_code == 303


def test_a_commune_sees_its_own_only(official: FlaskClient) -> None:
    own = official.get("/bao-cao/san-sang/", follow_redirects=True)
    assert own.request.path == f"/bao-cao/san-sang/xa/{OWN}"
    assert "Ban chỉ huy đủ chức danh" in own.text
    assert f"/kho/xa/{OWN}?q=" in own.text
    assert official.get(f"/bao-cao/san-sang/xa/{OTHER}").status_code == 403
    assert official.get(f"/bao-cao/thieu/?xa={OTHER}").status_code == 403
    assert official.get("/bao-cao/thieu/").status_code == 200
    for address in ("/bao-cao/neu-nhu/", "/bao-cao/thieu/ngan-sach", "/bao-cao/don-gia/TB-001"):
        assert official.get(address).status_code == 403


def test_a_communes_readiness_prints_on_one_page(official: FlaskClient) -> None:
    assert f"/bao-cao/san-sang/xa/{OWN}/phieu.pdf" in official.get(f"/bao-cao/san-sang/xa/{OWN}").text
    file = official.get(f"/bao-cao/san-sang/xa/{OWN}/phieu.pdf?loai=bao&cap=3")
    assert (file.status_code, file.data[:4]) == (200, b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", file.data)) == 1
    assert official.get(f"/bao-cao/san-sang/xa/{OWN}/phieu.docx").data[:2] == b"PK"
    assert official.get(f"/bao-cao/san-sang/xa/{OTHER}/phieu.pdf").status_code == 403


def test_other_programs_read_readiness_and_gaps_within_their_reach(
    demo: Flask, official: FlaskClient
) -> None:
    office = sign_in(demo, "vanphong.tinh")
    asked = "hazard=bao&level=3"
    every = office.get(f"/api/v1/readiness?{asked}").get_json()
    assert len(every) == 96
    for one in every:
        shares = [score["share"] for score in one["pillars"].values() if score["share"] is not None]
        assert one["share"] == min(shares)  # the worst pillar governs
    (mine,) = official.get(f"/api/v1/readiness?{asked}").get_json()
    lines = office.get(f"/api/v1/communes/{OWN}/readiness?{asked}").get_json().pop("lines")
    assert mine == next(one for one in every if one["commune_code"] == OWN)
    gaps = official.get(f"/api/v1/gaps?{asked}").get_json()
    assert gaps == office.get(f"/api/v1/communes/{OWN}/gaps?{asked}").get_json()
    assert {gap["type_code"]: gap["missing"] for gap in gaps} == {
        line["type_code"]: line["missing"] for line in lines if line["missing"]
    }
    assert all(sum(step["quantity"] for step in gap["steps"]) == gap["missing"] for gap in gaps)
    for path in (f"/api/v1/communes/{OTHER}/readiness", f"/api/v1/communes/{OTHER}/gaps"):
        assert official.get(path).status_code == 403
    assert office.get("/api/v1/communes/99999/readiness").status_code == 404
    assert office.get("/api/v1/readiness?level=6").status_code == 422
