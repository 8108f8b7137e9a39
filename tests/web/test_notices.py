"""Being told what is due: the person's own choice, and what leaves the house."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.accounts.demo import DEMO_PASSWORD
from core.accounts.notices import list_wanting
from core.accounts.queries import list_accounts
from core.accounts.rules.roles import Role
from core.accounts.services import add_user, disable_user
from core.clock import now
from tests.web.making import database_of, demo_copy, send, sign_in
from tests.web.test_canaries import CANARY, plant
from tests.web.test_weight import count_queries

PAGE = "/thong-bao"


@pytest.fixture
def out(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What would have been sent."""
    sent: list[tuple[str, ...]] = []

    def deliver(*parts: str) -> bool:
        sent.append(parts)
        return "broken" not in parts[1]

    monkeypatch.setattr("core.web.notices.deliver", deliver)
    return sent


@pytest.fixture
def office(tmp_path: object) -> Flask:
    return demo_copy(tmp_path, notice_gateway="mailtos://relay?to={to}", public_url="https://kho.example")  # type: ignore[arg-type]


def test_a_person_chooses_and_takes_it_back(demo: Flask) -> None:
    official = sign_in(demo, "canbo.binhminh")
    assert send(official, PAGE, {"digest": "daily"}, PAGE).status_code == 422
    assert send(official, PAGE, {"digest": "daily", "address": "khong phai thu"}, PAGE).status_code == 422
    assert send(official, PAGE, {"digest": "daily", "address": "xa@example.vn"}, PAGE).status_code == 303
    assert "xa@example.vn" in official.get(PAGE).text
    assert "xa@example.vn" not in sign_in(demo, "thuongtruc.binhminh").get(PAGE).text
    assert send(official, PAGE, {"digest": "off", "address": "xa@example.vn"}, PAGE).status_code == 303
    assert "xa@example.vn" not in official.get(PAGE).text


def test_one_digest_a_day_with_nothing_personal_in_it(office: Flask, out: list[tuple[str, ...]]) -> None:
    for login in ("canbo.binhminh", "thuongtruc.tinh", "kiemtoan"):
        address = f"{login}@example.vn"
        assert (
            send(sign_in(office, login), PAGE, {"digest": "daily", "address": address}, PAGE).status_code
            == 303
        )
    with database_of(office).transaction() as session:
        disable_user(session, login="kiemtoan", now=now(), by="cli")
        assert {choice.address for choice in list_wanting(session)} == {
            "canbo.binhminh@example.vn",
            "thuongtruc.tinh@example.vn",
        }
    runner = office.test_cli_runner()
    assert "gửi" in runner.invoke(args=["notices", "send", "--dry-run"]).output
    assert out == []
    first = runner.invoke(args=["notices", "send"])
    assert first.exit_code == 0, first.output
    assert {parts[1] for parts in out} >= {"canbo.binhminh@example.vn", "thuongtruc.tinh@example.vn"}
    told = " ".join(parts[2] + parts[3] for parts in out)
    assert "https://kho.example/" in told
    with database_of(office).reading() as session:
        for account in list_accounts(session):
            assert account.name not in told
            assert account.login not in told
    count = len(out)
    assert runner.invoke(args=["notices", "send"]).exit_code == 0
    assert len(out) == count


def boxes(client: FlaskClient, *, without: str = "") -> list[str]:
    """Return the kinds a person may tick, but one."""
    return [
        kind
        for kind in re.findall(r'name="shown"[^>]*value="(\w+)"', client.get(PAGE).text)
        if kind != without
    ]


def badge_of(page: str) -> str:
    """Return the words of the number in the head, empty where none is shown."""
    link = re.search(r'<a id="waiting".*?</a>', page, re.DOTALL)
    assert link
    return (
        ""
        if re.search(r"\bhidden\b(?=[^<]*>\s*<span)", link[0])
        else re.sub("<[^>]*>| +", " ", link[0].split(">", 1)[1]).strip()
    )


def test_the_head_counts_what_the_first_page_lists(demo: Flask) -> None:
    for login in ("canbo.binhminh", "thuongtruc.binhminh", "thuongtruc.tinh"):
        client = sign_in(demo, login)
        page = client.get("/").text
        listed = len(re.findall(r'class="(?:urgent|duty duty-(?:late|due))', page))
        assert re.match(rf"{listed} việc", badge_of(page)), login
        assert badge_of(client.get("/kho/danh-sach").text) == badge_of(page)
        told = client.get(f"{PAGE}/so-viec").json
        assert told is not None
        assert badge_of(page).startswith(told["text"])


def test_the_number_costs_no_question_and_an_old_one_is_not_shown(
    demo: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(demo, "thuongtruc.binhminh")
    client.get("/")
    seen = count_queries(demo)
    client.get(PAGE)
    assert len(seen) == 2  # who asks, with the number, and what the person chose
    for minutes, shown, old in ((0, True, False), (2, True, True), (11, False, True)):
        monkeypatch.setattr(
            "core.web.notices.now", lambda minutes=minutes: now() + timedelta(minutes=minutes)
        )
        page = client.get(PAGE).text
        assert (badge_of(page) != "", "data-old" in page) == (shown, old), minutes
    assert 'id="waiting"' not in demo.test_client().get("/dang-nhap").text


def test_a_kind_turned_off_is_neither_counted_nor_sent_but_not_lost(
    office: Flask, out: list[tuple[str, ...]]
) -> None:
    client = sign_in(office, "thuongtruc.binhminh")
    before = client.get(f"{PAGE}/so-viec").json
    kinds = boxes(client, without="order")
    assert {"stale", "incident", "review"} <= set(kinds)
    form = {"digest": "daily", "address": "xa@example.vn", "listed": [*kinds, "order"], "shown": kinds}
    assert send(client, PAGE, form, PAGE).status_code == 303
    after = client.get(f"{PAGE}/so-viec").json
    assert before
    assert after
    assert after["late"] != before["late"]
    page = client.get("/").text
    assert "Có lệnh cần trả lời" in page.split('class="muted"')[1]
    assert "Có lệnh cần trả lời" not in page.split('class="muted"')[0]
    assert send(client, PAGE, {**form, "shown": []}, PAGE).status_code == 303
    assert client.get(f"{PAGE}/so-viec").json == {"late": "", "old": False, "text": ""}
    assert office.test_cli_runner().invoke(args=["notices", "send"]).exit_code == 0
    assert out == []
    assert (
        send(
            client, PAGE, {"digest": "off", "listed": [*kinds, "order"], "shown": [*kinds, "order"]}, PAGE
        ).status_code
        == 303
    )
    assert client.get(f"{PAGE}/so-viec").json == before


def test_no_telephone_number_typed_anywhere_is_in_a_notice_that_leaves(
    office: Flask, out: list[tuple[str, ...]]
) -> None:
    with database_of(office).engine.begin() as connection:
        plant(connection)
    for account in ("canbo.binhminh", "thuongtruc.tinh", "vanphong.tinh"):
        client = sign_in(office, account)
        form = {"digest": "daily", "address": f"{account}@example.vn"}
        assert send(client, PAGE, form, PAGE).status_code == 303
        assert not CANARY.search(client.get(f"{PAGE}/so-viec").text)
    assert office.test_cli_runner().invoke(args=["notices", "send"]).exit_code == 0
    assert out
    assert not CANARY.search(" ".join(part for parts in out for part in parts))


def test_what_the_gateway_refuses_is_tried_again(office: Flask, out: list[tuple[str, ...]]) -> None:
    form = {"digest": "daily", "address": "broken@example.vn"}
    send(sign_in(office, "thuongtruc.tinh"), PAGE, form, PAGE)
    runner = office.test_cli_runner()
    assert runner.invoke(args=["notices", "send"]).exit_code == 1
    assert runner.invoke(args=["notices", "send"]).exit_code == 1
    assert len(out) == 2


def test_without_a_gateway_nothing_is_sent(demo: Flask, out: list[tuple[str, ...]]) -> None:
    assert "NOTICE_GATEWAY" in demo.test_cli_runner().invoke(args=["notices", "send"]).output
    assert out == []


def test_an_order_to_answer_stands_before_every_duty_of_peacetime(demo: Flask) -> None:
    """At night in a flood the one big button is the order, whatever review is late."""
    page = sign_in(demo, "canbo.binhminh").get("/").text
    first = page.split('class="urgent')[1].split("</div>")[0]
    assert "Có lệnh cần trả lời" in first
    assert 'href="/lenh/' in first


def test_who_only_looks_on_is_given_no_duty_by_an_incident(demo: Flask) -> None:
    client = sign_in(demo, "kiemtoan")
    assert "Sự cố đang diễn ra" in client.get("/").text
    assert client.get(f"{PAGE}/so-viec").json == {"late": "", "old": False, "text": ""}


def test_an_empty_office_is_led_to_its_first_import_and_first_review(site: Flask) -> None:
    posts = {"vp": Role.VAN_PHONG_PCTT, "ld": Role.LANH_DAO_TINH, "qt": Role.QUAN_TRI, "xa": Role.CAN_BO_XA}
    assert site.test_cli_runner().invoke(args=["province", "load", "core/communes/data"]).exit_code == 0
    with database_of(site).transaction() as session:
        for login, role in posts.items():
            own = "21085" if login == "xa" else ""
            add_user(
                session, login=login, name=login, role=role, commune_code=own, password=DEMO_PASSWORD, now=now(), by="tests"
            )  # fmt: skip
    office = sign_in(site, "vp").get("/").text
    assert 'href="/nhap-lieu/"' in office.split('class="steps"')[1]
    assert 'href="/ra-soat/"' in office.split('class="steps"')[1]
    assert "Cảm ơn đồng chí" not in office
    assert "Toàn tỉnh chưa nhập dòng nào vào kho tại chỗ." in sign_in(site, "ld").get("/").text
    assert "đã được kiểm tra đầy đủ" not in sign_in(site, "xa").get("/").text
    assert 'href="/giup-do/huong-dan/quan-tri"' in sign_in(site, "qt").get("/").text
