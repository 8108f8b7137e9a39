"""Nobody signed in: pages lead to the sign-in page, everything else is refused in our own words."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask import Flask

from core.web.access import FILES, access_of
from core.web.language import safe_next
from tests.web.making import sign_in
from tests.web.staging import Scene
from tests.web.test_permissions import addresses

ANYTHING = Scene(**{name: "21085" if name in {"commune_code", "run_by"} else 1 for name in Scene.__slots__})  # type: ignore[arg-type]


def test_every_address_but_the_public_ones_asks_who_comes(demo: Flask) -> None:
    demo.config["WTF_CSRF_ENABLED"] = False
    wrong, public = [], set()
    for rule, method, target in addresses(demo, ANYTHING):
        access = access_of(demo, rule.endpoint)
        assert access is not None
        if access.permission is None:
            public.add(rule.endpoint)
            continue
        answer = demo.test_client().open(target, method=method)
        if target.startswith("/api/"):
            fits = answer.status_code == 401 and answer.get_json()["error"]["code"] == "sign_in_needed"
        elif method == "GET":
            to = urlsplit(answer.location or "")
            fits = (
                answer.status_code == 302
                and to.path == "/dang-nhap"
                and [unquote(back) for back in parse_qs(to.query)["next"]] == [unquote(target)]
            )
        else:
            fits = answer.status_code == 401 and "Phiên làm việc đã hết" in answer.text
        if not fits:
            wrong.append(f"{method} {target}: {answer.status_code}")
    assert wrong == []
    assert public == {
        "home.alive",
        "home.ready",
        "watch.metrics",
        "language.choose",
        "look.choose",
        "help.show",
        "help.glossary",
        "help.guide",
        "help.guide_file",
        "help.quick_start",
        "offline.manifest",
        "offline.session_now",
        "offline.show",
        "offline.worker",
        "sign_in.show",
        "sign_in.enter",
        "sign_in.leave",
    }


def test_only_these_folders_of_files_are_open() -> None:
    assert {"static", "bootstrap.static", "leaflet.static"} == FILES


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/kho/xa/21085?open=3", "/kho/xa/21085?open=3"),
        ("/kho/danh-sach?q=https://example.org", "/kho/danh-sach?q=https://example.org"),
        ("https://example.org/", "/"),
        ("//example.org/", "/"),
        ("/\\example.org", "/"),
        ("\\\\example.org", "/"),
        ("/\t/example.org", "/"),
        ("/\n/example.org", "/"),
        ("javascript:alert(1)", "/"),
        ("kho", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_the_next_page_is_always_ours(asked: str | None, kept: str) -> None:
    assert safe_next(asked, "/") == kept


def test_signing_in_goes_on_to_the_page_asked_for_and_never_elsewhere(demo: Flask) -> None:
    demo.config["WTF_CSRF_ENABLED"] = False
    form = {"login": "canbo.binhminh", "password": "bontaicho-2026"}
    for asked, location in (("/kho/xa/21085", "/kho/xa/21085"), ("//example.org/", "/")):
        answer = demo.test_client().post("/dang-nhap", data={**form, "next": asked})
        assert (answer.status_code, answer.location) == (303, location)


def test_the_choice_of_language_goes_back_to_a_page_of_ours(demo: Flask) -> None:
    client = sign_in(demo, "canbo.binhminh")
    assert client.get("/ngon-ngu/en?next=/kho/").location == "/kho/"
    assert client.get("/ngon-ngu/en?next=https://example.org").location == "/"
    assert 'lang="en"' in client.get("/").text
    client.get("/ngon-ngu/xx")
    assert 'lang="en"' in client.get("/").text
