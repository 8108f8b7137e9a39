"""Headers on every kind of answer, cookies, forged forms, guessed passwords, closed accounts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.accounts.demo import DEMO_PASSWORD
from core.accounts.services import disable_user
from core.clock import now
from tests.web.making import database_of, demo_copy, send, sign_in, token

SIGN_IN = "/dang-nhap"


def policy_of(text: str) -> dict[str, str]:
    """Return the directives of a content security policy."""
    parts = (part.strip().split(" ", 1) for part in text.split(";") if part.strip())
    return {name: rest[0] if rest else "" for name, *rest in parts}


ANSWERS = [
    (SIGN_IN, "GET", 200),
    ("/", "GET", 200),
    ("/kho/xa/21085", "GET", 200),
    ("/lenh/4/van-ban.docx", "GET", 200),
    ("/static/app.css", "GET", 200),
    ("/bootstrap/static/css/bootstrap.min.css", "GET", 200),
    ("/api/v1/communes", "GET", 200),
    ("/healthz", "GET", 200),
    ("/kho/xa/21025", "GET", 403),
    ("/khong-co", "GET", 404),
    ("/api/khong-co", "GET", 404),
    ("/kho/", "DELETE", 405),
    ("/dang-xuat", "POST", 400),
]


def test_every_answer_carries_the_headers(official: FlaskClient) -> None:
    for path, method, status in ANSWERS:
        client = official.application.test_client() if path == SIGN_IN else official
        answer = client.open(path, method=method, buffered=True)
        assert (path, answer.status_code) == (path, status)
        policy = policy_of(answer.headers["Content-Security-Policy"])
        assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
        assert policy["object-src"] == policy["frame-ancestors"] == "'none'"
        assert policy["base-uri"] == policy["form-action"] == "'self'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        if status < 404:
            assert ("no-store" in answer.headers["Cache-Control"]) is ("static" not in path), path


def test_no_template_holds_a_script_or_a_style() -> None:
    """The policy forbids them, so a browser would silently drop them."""
    for path in (Path(__file__).parents[2] / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", text), path


def test_the_cookie_is_for_us_alone(tmp_path: Path) -> None:
    for secure in (False, True):
        app = demo_copy(tmp_path, cookie_secure=secure)
        page = app.test_client().get(SIGN_IN, base_url="https://localhost")
        cookie = page.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert ("Secure" in cookie) is secure
        assert ("Strict-Transport-Security" in page.headers) is secure
        database_of(app).dispose()


@pytest.mark.parametrize("forged", [None, "", "abc"])
def test_a_form_without_its_token_changes_nothing(official: FlaskClient, forged: str | None) -> None:
    form = {"responsible": "1"} if forged is None else {"responsible": "1", "csrf_token": forged}
    answer = official.post("/kho/xa/21085/xac-nhan", data=form)
    assert answer.status_code == 400
    assert "Biểu mẫu đã quá hạn hoặc không hợp lệ" in answer.text
    assert "csrf" not in re.sub(r'name="csrf_token"', "", answer.text.lower())


def test_another_persons_token_is_no_use(demo: Flask, official: FlaskClient) -> None:
    stolen = token(sign_in(demo, "thuongtruc.binhminh").get("/"))
    answer = official.post("/kho/xa/21085/xac-nhan", data={"responsible": "1", "csrf_token": stolen})
    assert answer.status_code == 400


def test_a_session_begun_before_signing_in_is_not_carried_on(demo: Flask) -> None:
    client = demo.test_client()
    before = token(client.get(SIGN_IN))
    with client.session_transaction() as session:
        session["planted"] = "by a stranger"
    form = {"login": "canbo.binhminh", "password": DEMO_PASSWORD, "csrf_token": before}
    assert client.post(SIGN_IN, data=form).status_code == 303
    with client.session_transaction() as session:
        assert "planted" not in session
    assert client.post("/dang-xuat", data={"csrf_token": before}).status_code == 400


def test_only_an_opened_page_renews_the_session_and_only_once_an_hour(official: FlaskClient) -> None:
    """An answer begun before a change of language, or before signing out, must not put the old session back."""
    call = {"Sec-Fetch-Mode": "same-origin"}
    official.get("/")  # the form token is in the session from here on
    assert "Set-Cookie" not in official.get("/").headers
    with official.session_transaction() as session:
        session["renewed"] -= 3601
    assert "Set-Cookie" not in official.get("/", headers=call).headers
    assert "Set-Cookie" in official.get("/").headers
    assert "Set-Cookie" not in official.get("/").headers


def test_a_telephone_that_changes_its_network_stays_signed_in(official: FlaskClient) -> None:
    for address in ("203.0.113.7", "198.51.100.9"):
        assert official.get("/", environ_overrides={"REMOTE_ADDR": address}).status_code == 200


def test_signing_out_ends_the_session(official: FlaskClient) -> None:
    assert send(official, "/dang-xuat", {}).status_code == 303
    assert official.get("/").status_code == 302


def test_a_closed_account_is_out_at_its_next_request(demo: Flask, official: FlaskClient) -> None:
    assert official.get("/kho/xa/21085").status_code == 200
    with database_of(demo).transaction() as session:
        disable_user(session, login="canbo.binhminh", now=now(), by="tests")
    assert official.get("/kho/xa/21085").status_code == 302
    page = official.get(SIGN_IN)
    form = {"login": "canbo.binhminh", "password": DEMO_PASSWORD, "csrf_token": token(page)}
    refused = official.post(SIGN_IN, data=form)
    assert refused.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in refused.text


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/kho/", "/kho/"),
        ("", "/"),
        ("https://example.org/", "/"),
        ("//example.org/", "/"),
        ("/\\example.org/", "/"),
        ("/\t/example.org/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_signing_in_leads_to_no_other_site(demo: Flask, asked: str, led: str) -> None:
    client = demo.test_client()
    said = {"login": "canbo.binhminh", "password": DEMO_PASSWORD, "next": asked}
    done = client.post(SIGN_IN, data={**said, "csrf_token": token(client.get(SIGN_IN))})
    assert (done.status_code, done.location) == (303, led)


def test_a_wrong_name_and_a_wrong_password_sound_alike(demo: Flask) -> None:
    client = demo.test_client()
    pages = [
        client.post(
            SIGN_IN, data={"login": login, "password": "sai", "csrf_token": token(client.get(SIGN_IN))}
        )
        for login in ("canbo.binhminh", "khong.co")
    ]
    assert [page.status_code for page in pages] == [401, 401]
    texts = [re.search(r'role="alert"[^>]*>([^<]+)<', page.text) for page in pages]
    assert texts[0]
    assert texts[1]
    assert texts[0][1] == texts[1][1]
    assert 'value="canbo.binhminh"' in pages[0].text  # what was typed stays, the password does not
    assert 'value="sai"' not in pages[0].text


def tries(app: Flask, names: list[str], addresses: list[str]) -> list[int]:
    """Return the answers to wrong passwords, each from its address."""
    app.config["WTF_CSRF_ENABLED"] = False
    return [
        app.test_client()
        .post(SIGN_IN, data={"login": name, "password": "sai"}, environ_base={"REMOTE_ADDR": place})
        .status_code
        for name, place in zip(names, addresses, strict=True)
    ]


def test_guessing_is_stopped_for_an_address_and_for_a_name(tmp_path: Path) -> None:
    here, there = "192.0.2.1", [f"198.51.100.{number}" for number in range(5)]
    app = demo_copy(tmp_path, login_limit="3 per minute")
    assert tries(app, [f"ten{number}" for number in range(4)], [here] * 4) == [401, 401, 401, 429]
    assert tries(app, ["canbo.binhminh"] * 3 + ["CANBO.binhminh "], there[:4]) == [401, 401, 401, 429]
    assert tries(app, ["kiemtoan"], there[4:]) == [401], "another name from elsewhere is not held back"
    page = app.test_client().post(SIGN_IN, data={"login": "ten9"}, environ_base={"REMOTE_ADDR": here})
    assert "Đã thử quá nhiều lần" in page.text
    assert "per 1 minute" not in page.text
    assert int(page.headers["Retry-After"]) == 60
    database_of(app).dispose()
