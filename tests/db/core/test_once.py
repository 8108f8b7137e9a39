"""A form sent twice does its thing once, even when both arrive at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask, url_for
from sqlalchemy import func, select

from core.accounts.rules.roles import Role
from core.accounts.services import add_user
from core.db import Database
from core.web.models import DoneRequest
from mobilization.models import IncidentRow
from tests.db.inventory.register import HOME, NOW, audit_findings, load_register

PASSWORD = "0123456789 abc"
FORM = {"title": "Sạt lở", "hazard": "sat_lo", "commune_code": HOME, "place": "thôn 2", "_once": "key-1"}


@pytest.fixture
def office(app: Flask, database: Database) -> Flask:
    app.config["WTF_CSRF_ENABLED"] = False
    with database.transaction() as session:
        load_register(session)
        for login in ("duty.a", "duty.b"):
            add_user(
                session, login=login, name=login, role=Role.THUONG_TRUC_TINH, commune_code="",
                password=PASSWORD, now=NOW, by="test",
            )  # fmt: skip
    return app


def send(
    app: Flask, login: str, form: dict[str, str], times: int = 1, to: str = "incidents.report"
) -> list[tuple[int, str]]:
    """Return the answers to one form sent several times at once by one person."""
    with app.test_request_context():
        sign_in, address = url_for("sign_in.enter"), url_for(to)
    gate = Barrier(times)

    def post(_number: int) -> tuple[int, str]:
        client = app.test_client()
        assert client.post(sign_in, data={"login": login, "password": PASSWORD}).status_code == 303
        gate.wait()
        answer = client.post(address, data=form)
        return answer.status_code, answer.headers.get("Location", "")

    # In threads of their own, away from the test's application context, so that nobody shares a signed-in person.
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(post, range(times)))


def incidents(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(IncidentRow)) or 0


def test_a_form_sent_again_gets_the_first_answer_and_does_nothing(office: Flask, database: Database) -> None:
    [first] = send(office, "duty.a", FORM)
    assert first[0] == 303
    assert send(office, "duty.a", FORM) == [first]
    assert incidents(database) == 1
    assert audit_findings(office) == ()


def test_a_form_sent_eight_times_at_once_does_its_thing_once(office: Flask, database: Database) -> None:
    answers = send(office, "duty.a", FORM, times=8)
    assert len(set(answers)) == 1
    assert answers[0][0] == 303
    assert incidents(database) == 1


def test_a_key_is_one_persons_and_one_content(office: Flask, database: Database) -> None:
    send(office, "duty.a", FORM)
    [(status, _)] = send(office, "duty.a", {**FORM, "title": "Bão số 9"})
    assert (status, incidents(database)) == (409, 1)
    [(status, _)] = send(office, "duty.b", FORM)
    assert (status, incidents(database)) == (303, 2)


def test_a_key_is_one_address_s(office: Flask, database: Database) -> None:
    form = {**FORM, "name": "Bão", "location": "/kho/?q=phao"}
    send(office, "duty.a", form)
    [(status, _)] = send(office, "duty.a", form, to="saved.keep")
    assert status == 409, "never the answer of another form"


def test_without_a_key_a_form_sent_twice_is_two(office: Flask, database: Database) -> None:
    for _ in range(2):
        send(office, "duty.a", {**FORM, "_once": ""})
    assert incidents(database) == 2


def test_a_refused_form_can_be_put_right_and_sent_again(office: Flask, database: Database) -> None:
    [(status, _)] = send(office, "duty.a", {**FORM, "commune_code": "99999"})
    assert (status, incidents(database)) == (404, 0)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(DoneRequest)) == 0
    [(status, _)] = send(office, "duty.a", FORM)
    assert (status, incidents(database)) == (303, 1)
