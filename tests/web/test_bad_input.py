"""What a form may not do: each a clear answer with what was typed, nothing changed. Both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.accounts.demo import DEMO_PASSWORD
from core.accounts.rules.roles import Actor, Role
from core.accounts.services import add_user
from core.clock import day_of, now
from core.communes.queries import store_tables
from core.communes.tables import read_tables
from core.web.doors import entered_at
from core.web.models import DoneRequest
from core.web.receipts import receipt_number
from inventory.queries.lot_values import Lot
from inventory.queries.lots import get_lot, list_lots
from inventory.queries.story import list_movements
from inventory.rules.catalogue import read_catalogue
from inventory.services.catalogue import store_catalogue, store_commune_holders
from inventory.services.keeping import add_lot
from tests.web.making import OTHER, OWN, actor_of, database_of, send, sign_in, token
from tests.web.test_refusals import RAW, text_of

NOW = datetime(2026, 2, 1, 3, 0, tzinfo=UTC)
PEOPLE = (
    ("xa1", "Phạm Thị Ngọc", Role.CAN_BO_XA, OWN),
    ("xa2", "Võ Văn Dũng", Role.THUONG_TRUC_XA, OWN),
    ("tinh1", "Nguyễn Văn Thành", Role.THUONG_TRUC_TINH, ""),
)


@pytest.fixture
def jackets(site: Flask) -> int:
    """The number of a lot of 118 life jackets, 5 of them torn, in the own commune."""
    tables = read_tables()
    with database_of(site).transaction() as session:
        store_tables(session, tables)
        store_catalogue(session, read_catalogue())
        store_commune_holders(session, tables.gazetteer.communes)
        for login, name, role, code in PEOPLE:
            add_user(
                session,
                login=login,
                name=name,
                role=role,
                commune_code=code,
                password=DEMO_PASSWORD,
                now=NOW,
                by="tests",
            )
    actor = actor_of(site, "xa1")
    with database_of(site).transaction() as session:
        return add_lot(session, commune_code=OWN, actor=actor, now=NOW, **facts())


def facts() -> dict[str, Any]:
    """Return what a new row says."""
    return {
        "type_code": "TB-001",
        "holder_id": None,
        "place": "Kho xã",
        "mark": "",
        "on_hand": Decimal(118),
        "broken": Decimal(5),
        "keep": Decimal(0),
        "ready_minutes": 15,
        "note": "",
    }


def lot_of(site: Flask, lot_id: int) -> tuple[Lot, int]:
    """Return a lot and how many movements it has."""
    with database_of(site).reading() as session:
        return get_lot(session, lot_id), len(list_movements(session, lot_id))


def count(client: FlaskClient, lot_id: int, **form: str) -> TestResponse:
    """Return the answer to a correction of a row."""
    return send(client, f"/kho/{lot_id}/kiem-dem", {"version": "1", "broken": "5", **form})


IMPOSSIBLE = [
    ({"on_hand": "-3"}, "Hãy nhập số không âm"),
    ({"on_hand": "abc"}, "Hãy nhập số không âm"),
    ({"on_hand": "1e9"}, "Hãy nhập số không âm"),
    ({"on_hand": ""}, "xem lời nhắc"),
    ({"on_hand": "1,250"}, "“1,250” có thể hiểu hai cách: hãy viết 1250"),
    ({"on_hand": "12,5"}, "Đơn vị “cái” đếm theo số nguyên; 12,5 không phải số nguyên"),
    ({"on_hand": "999999999999"}, "Số lượng phải từ 0 đến"),
    ({"on_hand": "4"}, "Số hỏng, vắng (5) lớn hơn số hiện có (4)"),
    ({"on_hand": "120", "broken": "-1"}, "Hãy nhập số không âm"),
    ({"on_hand": "120", "reason": "x" * 301}, "xem lời nhắc"),
    ({"on_hand": "120", "version": "abc"}, "xem lời nhắc"),
]


def test_a_figure_that_cannot_be(site: Flask, jackets: int) -> None:
    client = sign_in(site, "xa1")
    for form, words in IMPOSSIBLE:
        answer = count(client, jackets, **form)
        assert (form, answer.status_code) == (form, 422)
        assert words in text_of(answer.text)
        assert f'value="{form["on_hand"]}"' in answer.text, "what was typed stays"
    lot, movements = lot_of(site, jackets)
    assert (lot.balance.on_hand, lot.version, movements) == (Decimal(118), 1, 1)


def test_the_ways_a_thousand_is_written(site: Flask, jackets: int) -> None:
    client = sign_in(site, "xa1")
    for version, typed in enumerate(("1250", "1.250", "1 250"), start=1):
        assert count(client, jackets, on_hand=typed, version=str(version)).status_code == 303
        assert lot_of(site, jackets)[0].balance.on_hand == Decimal(1250)


def test_the_second_of_two_officials_sees_both_figures(site: Flask, jackets: int) -> None:
    first, second = sign_in(site, "xa1"), sign_in(site, "xa2")
    assert count(first, jackets, on_hand="110", broken="2").status_code == 303
    late = count(second, jackets, on_hand="130", broken="7")
    assert late.status_code == 409
    text = text_of(late.text)
    assert "Phạm Thị Ngọc (Cán bộ cấp xã, Xã Bình Minh) đã sửa dòng này lúc" in text
    assert "Số mới: hiện có 110, hỏng 2" in text
    assert "Số đồng chí nhập: hiện có 130, hỏng 7" in text
    assert lot_of(site, jackets)[0].balance.on_hand == Decimal(110)
    assert 'name="version" value="2"' in late.text
    assert count(second, jackets, on_hand="130", broken="7", version="2").status_code == 303
    lot, movements = lot_of(site, jackets)
    assert (lot.balance.on_hand, lot.balance.broken, movements) == (Decimal(130), Decimal(7), 3)


def test_a_form_sent_twice_does_the_thing_once(site: Flask, jackets: int) -> None:
    client = sign_in(site, "xa1")
    form = {"type_code": "TB-002", "on_hand": "12", "expires_on": "2027-05-01", "_once": "k" * 20}
    path = f"/kho/xa/{OWN}/them"
    answers = [send(client, path, form) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert len({answer.location for answer in answers}) == 1
    other = send(client, path, {**form, "on_hand": "13"})
    assert other.status_code == 409
    assert "đã được gửi một lần với nội dung khác" in text_of(other.text)
    with database_of(site).reading() as session:
        lots, _more = list_lots(session, scope=OWN, type_code="TB-002")
    assert [(lot.balance.on_hand, lot.expires_on) for lot in lots] == [(Decimal(12), date(2027, 5, 1))]
    wrong = send(client, path, {"type_code": "TB-003", "on_hand": "12", "expires_on": "2027-13-01"})
    assert (wrong.status_code, 'value="2027-13-01"' in wrong.text) == (422, True)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("2026-07-01T05:00:00.000Z", datetime(2026, 7, 1, 5, tzinfo=UTC)),
        ("2026-07-01T12:00:00+07:00", datetime(2026, 7, 1, 5, tzinfo=UTC)),
        ("2026-07-01T05:00:00", datetime(2026, 7, 1, 5, tzinfo=UTC)),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_when_a_waiting_change_was_typed(site: Flask, told: str, meant: datetime | None) -> None:
    with site.test_request_context(headers={"X-Entered-At": told}):
        assert entered_at() == meant


def test_a_telephones_clock_that_runs_ahead_makes_no_future(site: Flask, jackets: int) -> None:
    client = sign_in(site, "xa1")
    form = {
        "on_hand": "120",
        "broken": "0",
        "version": "1",
        "_once": "k" * 20,
        "csrf_token": token(client.get("/")),
    }
    ahead = {"X-Entered-At": (now() + timedelta(days=400)).isoformat()}
    answer = client.post(f"/kho/{jackets}/kiem-dem", data=form, headers=ahead)
    assert answer.status_code == 200, answer.text
    assert "gửi khi có mạng" in client.get(f"/kho/{jackets}").text
    with database_of(site).reading() as session:
        kept = session.scalars(select(DoneRequest)).one()
    assert kept.entered_at is not None
    assert kept.entered_at <= now()
    next_year = f"/{day_of(now()).year + 1} "
    assert next_year not in client.get(f"/kho/{jackets}").text
    assert next_year not in client.get("/so-gui").text


def test_a_key_is_one_persons_own(site: Flask, jackets: int) -> None:
    form = {"on_hand": "120", "_once": "k" * 20}
    assert count(sign_in(site, "xa1"), jackets, **form).status_code == 303
    assert count(sign_in(site, "xa2"), jackets, **form).status_code == 409, "carried out, and found stale"


def test_what_one_person_sent_stands_in_nobody_elses_list(site: Flask, jackets: int) -> None:
    mine, theirs = sign_in(site, "xa1"), sign_in(site, "xa2")
    assert count(mine, jackets, on_hand="120", _once="k" * 20).status_code == 303
    number = receipt_number(f"{actor_of(site, 'xa1').user_id}:{'k' * 20}")
    assert number in mine.get("/so-gui").text
    assert number not in theirs.get("/so-gui").text


def test_another_communes_row_stays_shut(site: Flask, jackets: int) -> None:
    tinh = Actor(user_id=3, login="tinh1", name="", role=Role.THUONG_TRUC_TINH, commune_code="")
    with database_of(site).transaction() as session:
        theirs = add_lot(session, commune_code=OTHER, actor=tinh, now=NOW, **facts())
    client = sign_in(site, "xa1")
    for answer in (client.get(f"/kho/{theirs}"), count(client, theirs, on_hand="1")):
        assert answer.status_code == 403
        assert "thuộc đơn vị khác" in text_of(answer.text)
    peeked = client.get(f"/kho/xa/{OWN}?open={theirs}")
    assert peeked.status_code == 200
    assert f"/kho/{theirs}/kiem-dem" not in peeked.text
    assert f"/kho/{theirs}" not in client.get(f"/kho/danh-sach?q=ao phao&type=TB-001&commune={OTHER}").text
    assert lot_of(site, theirs)[0].balance.on_hand == Decimal(118)


def test_a_list_is_confirmed_only_with_the_sentence_of_responsibility(site: Flask, jackets: int) -> None:
    client = sign_in(site, "xa1")
    path = f"/kho/xa/{OWN}/xac-nhan"
    bare = send(client, path, {})
    assert bare.status_code == 422
    assert "đánh dấu câu cam kết" in text_of(bare.text)
    looked = now()
    assert send(client, path, {"responsible": "1"}).status_code == 422
    assert send(client, path, {"responsible": "1", "seen": looked.isoformat()}).status_code == 303
    lot, movements = lot_of(site, jackets)
    assert (lot.checked_by, movements) == ("Phạm Thị Ngọc", 2)
    assert lot.checked_on is not None
    assert lot.checked_on > date(2026, 2, 1)


def test_who_confirms_a_list_does_not_answer_for_what_moved_since(site: Flask, jackets: int) -> None:
    client, colleague = sign_in(site, "xa1"), sign_in(site, "xa1")
    page = client.get(f"/kho/xa/{OWN}").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert count(colleague, jackets, on_hand="90", broken="5").status_code == 303
    answer = send(client, f"/kho/xa/{OWN}/xac-nhan", {"responsible": "1", "seen": seen})
    assert "1 dòng có số thay đổi sau lúc đồng chí xem" in client.get(answer.location).text
    assert lot_of(site, jackets)[1] == 2  # received and counted; the confirmation left it alone


def test_an_address_typed_by_hand_breaks_nothing(site: Flask, jackets: int) -> None:
    client = sign_in(site, "xa1")
    huge = "9" * 25
    for asked in (f"open={huge}", "open=abc", "open=-1", "page=0", "page=99", "q=%25_%27%22", "pillar=xyz"):
        assert client.get(f"/kho/xa/{OWN}?{asked}").status_code == 200
    for path in (
        f"/kho/{huge}",
        f"/su-co/{huge}",
        f"/lenh/{huge}",
        f"/dieu-dong/{huge}",
        f"/nhap-lieu/{huge}",
    ):
        assert (path, client.get(path).status_code) == (path, 404)


NO_NEEDS = [
    ({"quantity": "0"}, "Nhu cầu phải là số nguyên từ 1"),
    ({"quantity": "2,5"}, "Nhu cầu phải là số nguyên từ 1"),
    ({"quantity": "99999999"}, "Nhu cầu phải là số nguyên từ 1"),
    ({"quantity": "-1"}, "Hãy nhập số không âm"),
    ({"type_code": ""}, "xem lời nhắc"),
    ({"priority": ""}, "Hãy điền ô này."),
    ({"within_minutes": "0"}, "xem lời nhắc"),
    ({"within_minutes": "abc"}, "xem lời nhắc"),
]


def test_a_need_that_cannot_be(site: Flask, jackets: int) -> None:
    client = sign_in(site, "tinh1")
    incident = {"title": "Ngập lụt", "hazard": "ngap_lut", "commune_code": OWN}
    opened = send(client, "/su-co/moi", incident)
    assert opened.status_code == 303, text_of(opened.text)
    for form, words in NO_NEEDS:
        answer = send(
            client,
            f"{opened.location}/nhu-cau",
            {"type_code": "TB-001", "quantity": "5", "priority": "2", **form},
        )
        assert (form, answer.status_code) == (form, 422)
        assert words in text_of(answer.text)
        assert not RAW.search(text_of(answer.text)), text_of(answer.text)
