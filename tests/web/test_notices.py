"""Being told what is due: the person's own choice, and what leaves the house."""

from __future__ import annotations

import pytest
from flask import Flask

from core.accounts.queries import list_accounts
from tests.web.making import database_of, demo_copy, send, sign_in

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
