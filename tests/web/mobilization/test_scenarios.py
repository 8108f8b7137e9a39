"""From a scenario to the incident's needs, through the pages."""

from __future__ import annotations

from flask import Flask

from mobilization.queries.needs import list_needs
from tests.web.making import database_of, sign_in, token


def test_needs_are_worked_out_edited_and_added_once(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    assert "kich-ban" in client.get("/su-co/2").text
    shown = client.get("/su-co/2/kich-ban?hazard=so_tan&tinh=1&people=500&days=3")
    assert "500 người × 3 ngày × 0,5 kg/người/ngày = 750 kg" in shown.text
    form = {"csrf_token": token(shown), "_once": "k", "hazard": "so_tan", "people": "500", "days": "3",
            "take": ["HC-001", "PT-016"], "q-HC-001": "700", "q-PT-016": "4"}  # fmt: skip
    with database_of(demo).reading() as session:
        before = len(list_needs(session, 2))
    for _time in range(2):
        assert client.post("/su-co/2/kich-ban", data=form).status_code == 303
    with database_of(demo).reading() as session:
        needs = list_needs(session, 2)
    added = {need.type_code: need for need in needs if "Định mức" in need.note}
    assert len(needs) == before + 2
    assert int(added["HC-001"].quantity) == 700
    assert "đã sửa số lượng" in added["HC-001"].note
    assert "nguồn: Số chỗ của xe" in added["PT-016"].note


def test_numbers_follow_the_reader_s_language(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    worked_out, norms = "/su-co/2/kich-ban?hazard=so_tan&tinh=1&people=500&days=3", "/su-co/dinh-muc"
    assert "<b>22.500</b>" in client.get(worked_out).text
    assert "<b>0,5</b> kg" in client.get(norms).text
    client.get("/ngon-ngu/en")
    assert "<b>22,500</b>" in client.get(worked_out).text
    assert "<b>0.5</b> kg" in client.get(norms).text


def test_what_cannot_be_used_is_told_and_kept(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    assert "từ 1 đến 30" in client.get("/su-co/2/kich-ban?hazard=so_tan&tinh=1&days=99").text
    wrong = client.get(
        "/su-co/2/kich-ban?hazard=chay_rung&tinh=1&burning_ha=1.5&water_km=x&fire_danger=9"
    ).text
    assert wrong.count("Hãy nhập số nguyên không âm") == 2
    assert "phải từ 1 đến 5" in wrong
    assert 'value="1.5"' in wrong
    assert "Nhu cầu tính được" not in wrong
    shown = client.get("/su-co/2/kich-ban?hazard=so_tan&tinh=1&people=500")
    form = {
        "csrf_token": token(shown),
        "hazard": "so_tan",
        "tinh": "1",
        "people": "500",
        "take": "HC-001",
        "q-HC-001": "nhiều",
    }
    answer = client.post("/su-co/2/kich-ban", data=form)
    assert (answer.status_code, "nhiều" in answer.text) == (422, True)
    form = {"csrf_token": token(shown), "hazard": "so_tan", "tinh": "1", "people": "500"}
    assert client.post("/su-co/2/kich-ban", data=form).status_code == 422


def test_what_has_happened_is_always_typed(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    page = client.get("/su-co/2/kich-ban?hazard=sat_lo").text
    assert 'name="buried" type="text" value=""' in " ".join(page.split()), (
        "nobody is told that five are buried"
    )
    assert 'name="hours" type="text" value="6"' in " ".join(page.split()), "how one plans stands there"
    untold = client.get("/su-co/2/kich-ban?hazard=chay_rung&tinh=1&burning_ha=2&water_km=1").text
    assert untold.count("Hãy chọn một mục trong danh sách.") == 2, "how dry, how steep"
    untold = client.get(
        "/su-co/2/kich-ban?hazard=sat_lo&tinh=1&debris_m3=100&blocked_m=0&cut_off_hamlets=0"
    ).text
    assert untold.count("Hãy ghi số này; chưa rõ thì ghi ước tính.") == 1
    assert "Nhu cầu tính được" not in untold
    emptied = client.get("/su-co/2/kich-ban?hazard=so_tan&tinh=1&people=500&hours=").text
    assert emptied.count("Hãy ghi số này; chưa rõ thì ghi ước tính.") == 1, (
        "what was emptied is asked, not put back"
    )
    assert "Nhu cầu tính được" not in emptied
    told = client.get(
        "/su-co/2/kich-ban?hazard=sat_lo&tinh=1&debris_m3=100&blocked_m=0&cut_off_hamlets=0&buried=0"
    )
    assert "Nhu cầu tính được" in told.text
    form = {"csrf_token": token(told), "hazard": "so_tan", "tinh": "1", "take": "HC-001", "q-HC-001": "700"}
    assert client.post("/su-co/2/kich-ban", data=form).status_code == 422


def test_every_norm_stands_with_its_source(demo: Flask) -> None:
    page = sign_in(demo, "kiemtoan").get("/su-co/dinh-muc").text
    assert "Cứu trợ quốc gia 15 kg/người/tháng" in page
    assert "giả định lập kế hoạch" in page


def test_a_norm_is_changed_seen_and_taken_back(demo: Flask) -> None:
    client, address = sign_in(demo, "thuongtruc.tinh"), "/su-co/dinh-muc/sua?khoa=rice"
    assert "dinh-muc/sua?khoa=rice" in client.get("/su-co/dinh-muc").text
    form = {"csrf_token": token(client.get(address)), "seen": "0", "value": "0,4", "valid_from": "2020-01-01",
            "source": "QĐ 12/QĐ-UBND", "reason": "theo kho dự trữ"}  # fmt: skip
    assert client.post(address, data=form).status_code == 303
    shown = client.get("/su-co/2/kich-ban?hazard=so_tan&tinh=1&people=500&days=3").text
    assert "500 người × 3 ngày × 0,4 kg/người/ngày = 600 kg" in shown
    late = client.post(address, data={**form, "value": "0,6"})
    assert late.status_code == 409
    assert "Người khác vừa ghi" in late.text
    assert "<b>0,4</b>" in late.text
    assert "<b>0,6</b>" in late.text
    back = {"csrf_token": form["csrf_token"], "seen": "1", "act": "reset", "reason": "hết đợt"}
    assert client.post(address, data=back).status_code == 303
    assert "QĐ 12/QĐ-UBND" in client.get(address).text
    assert "định mức của tỉnh" not in client.get("/su-co/dinh-muc").text
    later = {**form, "seen": "2", "value": "0,7", "valid_from": "2099-01-01"}
    assert client.post(address, data=later).status_code == 303
    assert "từ 01/01/2099: 0,7 kg/người/ngày" in client.get("/su-co/dinh-muc").text


def test_only_the_provinces_posts_change_norms(demo: Flask) -> None:
    client = sign_in(demo, "kiemtoan")
    assert "dinh-muc/sua" not in client.get("/su-co/dinh-muc").text
    assert client.get("/su-co/dinh-muc/sua?khoa=rice").status_code == 403
    assert sign_in(demo, "thuongtruc.tinh").get("/su-co/dinh-muc/sua?khoa=nothing").status_code == 404


def test_another_type_may_be_taken_instead_and_a_specialists_part_is_named(demo: Flask) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    shown = client.get("/su-co/2/kich-ban?hazard=buc_xa&tinh=1&people=500")
    assert "Do cơ quan chuyên môn quyết định số lượng" in shown.text
    form = {"csrf_token": token(shown), "_once": "other", "hazard": "so_tan", "people": "500",
            "take": "PT-016", "q-PT-016": "4", "k-PT-016": "PT-017"}  # fmt: skip
    assert client.post("/su-co/2/kich-ban", data=form).status_code == 303
    with database_of(demo).reading() as session:
        kinds = {need.type_code: need for need in list_needs(session, 2)}
    assert int(kinds["PT-017"].quantity) == 11
