"""Boards, rosters, forces and telephone numbers as their people use them."""

from __future__ import annotations

import re
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from core.clock import day_of, now
from core.text import fold
from inventory.models import HolderRow
from inventory.queries.command import Seat, list_seats
from inventory.queries.forces import get_squad, list_squads
from inventory.queries.personal import list_phone_looks
from tests.web.making import OTHER, OWN, database_of, send, sign_in

NUMBER = re.compile(r"095\d{7}")
PAGES = (
    *(f"/chi-huy/noi/{OWN}", f"/truc-ban/{OWN}", f"/luc-luong/xa/{OWN}", f"/kho/xa/{OWN}", "/kho/312"),
    *(f"/kho/xa/{OWN}/don-vi", "/kho/don-vi/194/sua"),
)


def looks(demo: Flask) -> list[tuple[str, str]]:
    with database_of(demo).reading() as session:
        return [(look.actor, look.whose) for look in list_phone_looks(session, scope=None)[0]]


def test_a_number_is_seen_only_by_an_act_that_is_noted(demo: Flask, official: FlaskClient) -> None:
    for path in PAGES:
        page = official.get(path)
        assert page.status_code == 200
        assert not NUMBER.search(page.text), path
    with database_of(demo).reading() as session:
        seat, squad = list_seats(session, OWN)[0][0], list_squads(session, OWN)[0]
    for form in (f"/chi-huy/{seat.id}/sua", f"/luc-luong/{squad.id}"):
        typed = official.get(form).text
        assert 'name="phone"' in typed
        assert not NUMBER.search(typed), "whoever corrects a row sees no number without a look that is noted"
    assert looks(demo) == []
    shown = send(official, f"/so-dien-thoai/chi-huy/{seat.id}", {"back": PAGES[0]})
    assert seat.phone in shown.text
    assert looks(demo) == [("Phạm Thị Ngọc", seat.name)]
    stranger = sign_in(demo, "kiemtoan")
    assert send(stranger, f"/so-dien-thoai/chi-huy/{seat.id}", {}).status_code == 403
    assert len(looks(demo)) == 1
    assert seat.name in stranger.get("/so-dien-thoai/nhat-ky").text
    assert official.get("/so-dien-thoai/nhat-ky").status_code == 403


def test_a_board_a_watch_and_a_squad_are_kept(demo: Flask, official: FlaskClient) -> None:
    board = f"/chi-huy/noi/{OWN}"
    form = {
        "post": "head",
        "name": "=Lê Văn Mới",
        "phone": "0950000009",
        "term_from": day_of(now()).isoformat(),
    }
    assert send(official, f"{board}/bo-nhiem", form).status_code == 303
    wrong = send(official, f"{board}/bo-nhiem", {**form, "term_from": "2026-02-30"})
    assert wrong.status_code == 422
    assert "=Lê Văn Mới" in wrong.text, "what was typed stays"
    page = official.get(board).text
    assert "=Lê Văn Mới" in page
    assert "Đã thôi giữ chức vụ" in page
    book = load_workbook(BytesIO(official.get(f"{board}.xlsx").data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value == "=Lê Văn Mới"} == {"s"}
    assert not any(NUMBER.search(str(cell.value)) for cell in cells)
    watch = {
        "kind": "desk",
        "name": "Võ Thị Trực",
        "starts_at": "2030-01-01T07:00",
        "ends_at": "2030-01-02T07:00",
    }
    kept = send(official, f"/truc-ban/{OWN}", watch)
    assert (kept.status_code, kept.location) == (303, f"/truc-ban/{OWN}?ngay=2030-01-01")
    old = {**watch, "starts_at": "2020-01-01T07:00", "ends_at": "2020-01-02T07:00"}
    assert "đã qua hơn một tháng" in send(official, f"/truc-ban/{OWN}", old).text
    again = send(official, f"/truc-ban/{OWN}", watch)
    assert again.status_code == 409
    assert "đã có ca trực" in again.text
    assert "Võ Thị Trực" in official.get(f"/truc-ban/{OWN}?ngay=2030-01-01").text


def test_a_post_keeps_its_number_until_another_is_typed_or_it_is_to_go(
    demo: Flask, official: FlaskClient
) -> None:
    def held() -> Seat:
        with database_of(demo).reading() as session:
            return list_seats(session, OWN)[0][0]

    seat = held()
    form = {"name": seat.name, "unit": "UBND xã", "term_from": seat.term_from.isoformat()}
    for said, phone in (({}, seat.phone), ({"phone": "0950000007"}, "0950000007"), ({"forget": "1"}, "")):
        typed = {**form, **said, "version": str(held().version)}
        assert send(official, f"/chi-huy/{seat.id}/sua", typed).status_code == 303
        assert held().phone == phone


def test_squads_are_typed_corrected_and_named(demo: Flask, official: FlaskClient) -> None:
    with database_of(demo).reading() as session:
        squad = list_squads(session, OWN)[0]
    page = f"/luc-luong/{squad.id}"
    bad = send(official, f"{page}/thanh-vien", {"version": squad.version, "people": "Ai đó"})
    assert bad.status_code == 422
    assert "Mỗi dòng ghi" in bad.text
    people = {"version": squad.version, "people": "Hồ Văn Mới; 1990; 0950000008\nHồ Văn Mới; 1990"}
    assert send(official, f"{page}/thanh-vien", people).status_code == 303
    told = official.get(page).text
    assert "Đã ghi thêm 1 người vào đội. Đã có tên trong đội từ trước: Hồ Văn Mới." in told
    form = {"type_code": squad.type_code, "name": squad.name, "strength": "70"}
    late = send(official, page, {**form, "version": squad.version})
    assert late.status_code == 409
    assert "Số đồng chí nhập: 70" in late.text
    for forget, phone in (("", squad.phone), ("1", "")):
        with database_of(demo).reading() as session:
            version = get_squad(session, squad.id).version
        assert send(official, page, {**form, "version": version, "forget": forget}).status_code == 303
        with database_of(demo).reading() as session:
            assert get_squad(session, squad.id).phone == phone
    new = send(
        official, f"/luc-luong/xa/{OWN}/them", {**form, "name": "Đội dân phòng", "type_code": "LL-010"}
    )
    assert new.status_code == 303
    assert "Trưởng Công an cấp xã" in official.get(new.location).text


def test_the_province_sees_who_is_on_duty_everywhere(demo: Flask) -> None:
    page = sign_in(demo, "thuongtruc.tinh").get("/chi-huy/").text
    assert page.count("<tr>") == 98
    assert "khuyết" in page
    assert "hết nhiệm kỳ" in page


def test_the_person_command_shows_first_and_erases_when_told(demo: Flask) -> None:
    with database_of(demo).reading() as session:
        seat = list_seats(session, OWN)[0][0]
    runner = demo.test_cli_runner()
    assert runner.invoke(args=["person", "export"]).exit_code == 1
    shown = runner.invoke(args=["person", "export", "--phone", seat.phone])
    assert seat.name in shown.output
    kept = runner.invoke(args=["person", "erase", "--phone", seat.phone, "--yes"])
    assert "Đã xóa ở 0 dòng" in kept.output
    assert "giữ lại: đang giữ chức vụ" in kept.output
    unsaid = runner.invoke(args=["person", "correct", "--phone", seat.phone, "--yes"])
    assert unsaid.exit_code == 1
    assert "họ tên đúng hoặc số điện thoại đúng" in unsaid.output
    nobody = runner.invoke(args=["person", "correct", "--name", "Không Có Ai"])
    assert "Không có dòng nào mang họ tên" in nobody.output
    fixed = runner.invoke(
        args=["person", "correct", "--phone", seat.phone, "--new-phone", "0950000007", "--yes"]
    )
    assert "Đã sửa 1 dòng" in fixed.output
    assert "giữ lại" not in fixed.output  # a serving seat is corrected; only an erasure must leave it
    with database_of(demo).reading() as session:
        assert list_seats(session, OWN)[0][0].phone == "0950000007"


def test_namesakes_are_neither_corrected_nor_erased_together(demo: Flask) -> None:
    with database_of(demo).transaction() as session:
        for code in (OWN, OTHER):
            name = "Phạm Thị Đặt Tên"
            session.add(
                HolderRow(
                    commune_code=code, kind="household", name=name, folded=fold(name), phone="", address=""
                )
            )
    runner = demo.test_cli_runner()
    whom = ["--name", "Phạm Thị Đặt Tên"]
    for act in (["correct", "--new-name", "Phạm Thị Khác"], ["erase"]):
        refused = runner.invoke(args=["person", *act, *whom, "--yes"])
        assert refused.exit_code == 1
        assert "nhiều người trùng tên" in refused.output
        assert refused.output.count("Phạm Thị Đặt Tên ·") == 2  # the rows are shown to choose from
    wrong = runner.invoke(
        args=["person", "correct", *whom, "--commune", OWN, "--new-phone", "gọi sau", "--yes"]
    )
    assert (wrong.exit_code, "phải có chữ số" in wrong.output) == (1, True)
    right = ["--new-phone", "0950000008", "--yes"]
    own = runner.invoke(args=["person", "correct", *whom, "--commune", OWN, *right])
    assert "Đã sửa 1 dòng" in own.output
    both = runner.invoke(args=["person", "correct", *whom, "--same", *right])
    assert "Đã sửa 2 dòng" in both.output
    for act in (["correct", "--new-name", "Phạm Thị Khác"], ["erase"]):  # without --yes they are only shown
        shown = runner.invoke(args=["person", *act, *whom, "--commune", OWN])
        assert (shown.exit_code, "Phạm Thị Đặt Tên ·" in shown.output) == (0, True)
    with database_of(demo).reading() as session:
        left = session.scalars(select(HolderRow.commune_code).where(HolderRow.name == "Phạm Thị Đặt Tên"))
        assert set(left) == {OWN, OTHER}
