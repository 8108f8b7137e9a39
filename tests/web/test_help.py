"""Every page says what it is for; the legal words name their source; each post has one page to print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from core.accounts.rules.roles import REACH, Role
from core.web.access import FILES
from core.web.finding import fits
from core.web.glossary import TERMS
from core.web.guide_texts import GUIDE
from core.web.help import POSTS
from core.web.help_texts import HELP
from core.web.home import navigation
from core.web.quick_start import STEPS
from tests.web.making import actor_of, application, send, sign_in


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application whose pages of help need no data."""
    return application("sqlite://", tmp_path_factory.mktemp("help"))


# What answers with a file, with figures for machines, or with help itself.
NO_PAGES = frozenset(
    [
        "command.workbook",
        "map.data",
        "map.outline",
        "notices.count",
        "room_map.data",
        "stock.commune_file",
        "stock.compare_file",
        "stock.dual_use_file",
        "stock.province_file",
        "stock.sums_file",
        "stock.table_file",
        "stock.works_file",
        "stock.past_file",
        "stock.transfers_file",
        "stock.requests_file",
        "stock.holders_file",
        "stock.catalogue_file",
        "stock.looks_file",
        "stock.roster_file",
        "forces.squads_file",
        "forces.members_file",
        "command.boards_file",
        "reviews.campaigns_file",
        "map.map_file",
        "incidents.incidents_file",
        "incidents.needs_file",
        "incidents.resources_file",
        "incidents.orders_file",
        "incidents.log_file",
        "offers.offers_file",
        "offers.telegrams_file",
        "papers.incidents_file",
        "papers.written_file",
        "frozen.frozen_file",
        "drills.drills_file",
        "scenarios.norms_file",
        "terms.authority_file",
        "terms.rates_file",
        "roads.roads_file",
        "settlement.terms_file",
        "exchange.messages_file",
        "imports.imports_file",
        "imports.answers_file",
        "readiness.readiness_file",
        "gaps.gaps_file",
        "prices.prices_file",
        "lands.lands_file",
        "stock.counts_file",
        "counts.minutes",
        "exchange.answer",
        "exchange.ordered",
        "exchange.wanted",
        "help.glossary",
        "help.guide",
        "help.guide_file",
        "help.quick_start",
        "help.show",
        "declarations.paper",
        "home.alive",
        "home.ready",
        "imports.leftovers",
        "imports.original",
        "incidents.changes",
        "language.choose",
        "offline.manifest",
        "offline.session_now",
        "offline.show",
        "offline.worker",
        "openapi",
        "offers.telegram",
        "offers.thanks",
        "orders.paper",
        "shortfalls.paper",
        "terms.workbook",
        "owed.workbook",
        "photos.show",
        "photos.small",
        "reports.commune_workbook",
        "reports.province_workbook",
        "reports.area_workbook",
        "papers.paper",
        "readiness_sheet.sheet",
        "duties_page.workbook",
        "open_year.workbook",
        "open_year.chart",
        "readiness_map.drawing",
        "moves.drawing",
        "frozen.file",
        "gaps.procurement",
        "reviews.workbook",
        "sign_in.show",
        "stock.code",
        "stock.store_code",
        "stock.search",
        "watch.metrics",
    ]
)


def test_every_page_has_its_two_sentences(shown: Flask) -> None:
    pages = (
        {rule.endpoint for rule in shown.url_map.iter_rules() if "GET" in (rule.methods or ())}
        - FILES
        - NO_PAGES
    )
    assert {page for page in pages if not page.startswith("api")} - set(HELP) == set()
    assert {endpoint for endpoint, said in HELP.items() if str(said).count(". ") != 1} == set()


def test_the_main_parts_say_what_they_are_for(demo: Flask) -> None:
    parts = {
        part.endpoint
        for login in ("vanphong.tinh", "canbo.binhminh")
        for part in navigation(actor_of(demo, login))
    }
    known = {rule.endpoint for rule in demo.url_map.iter_rules()} - FILES
    assert set(HELP) <= known
    assert {"home.show", "stock.show", "incidents.show", "imports.show", "reports.show"} <= parts & set(HELP)
    page = sign_in(demo, "canbo.binhminh").get("/kho/xa/21085").text
    assert "Trang này để làm gì?" in page
    assert str(HELP["stock.commune"]) in page


def test_the_legal_words_name_their_source(shown: Flask) -> None:
    page = shown.test_client().get("/giup-do/tu-ngu").text
    assert all(term.word in page for term in TERMS)
    assert "15/2008/QH12, Điều 2, Điều 23, Điều 24" in page
    assert len({term.word for term in TERMS}) == len(TERMS)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_post_has_one_page_to_print(shown: Flask, language: str) -> None:
    assert set(STEPS) == set(Role) == set(REACH) == set(POSTS.values())
    client = shown.test_client()
    client.get(f"/ngon-ngu/{language}")
    for post in POSTS:
        answer = client.get(f"/giup-do/nhanh/{post}.pdf")
        assert answer.mimetype == "application/pdf"
        assert re.findall(rb"/Type ?/Pages.{0,40}?/Count (\d+)", answer.data, re.DOTALL) == [b"1"], post
    assert client.get("/giup-do/nhanh/khong-co.pdf").status_code == 404


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_post_has_its_guide_with_pictures(shown: Flask, language: str) -> None:
    assert set(GUIDE) == set(Role)
    client = shown.test_client()
    client.get(f"/ngon-ngu/{language}")
    for post, role in POSTS.items():
        page = client.get(f"/giup-do/huong-dan/{post}").text
        assert all(str(step) in page for chapter in GUIDE[role] for step in chapter.steps if language == "vi")
        pictures = re.findall(r'<img src="/static/(guide/[^?"]+)', page)
        assert len(pictures) == len(GUIDE[role])
        assert max(Path(shown.static_folder or "", name).stat().st_size for name in pictures) < 40_000, post
    assert client.get("/giup-do/huong-dan/can-bo-xa.pdf").data.startswith(b"%PDF-")
    assert client.get("/giup-do/huong-dan/khong-co").status_code == 404


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("ao ph", "Áo phao cứu sinh", True),
        ("dang thuy", "Xã Đặng Thùy Trâm", True),
        ("sinh ao", "Áo phao cứu sinh", True),
        ("hao", "Áo phao cứu sinh", False),
        ("ly-son", "Đặc khu Lý Sơn", True),
    ],
)
def test_words_are_found_without_accents(words: str, text: str, found: bool) -> None:
    assert fits(words, text) is found


def test_one_finds_only_what_one_may_open(demo: Flask) -> None:
    def texts(login: str, words: str) -> list[str]:
        answer = sign_in(demo, login).get(f"/tim?q={words}", headers={"Accept": "application/json"})
        return [item["text"] for item in answer.get_json()["found"]]

    assert "Xã Bình Minh" in texts("vanphong.tinh", "binh minh")
    assert "Xã Bình Sơn" in texts("vanphong.tinh", "binh son")
    assert "Xã Bình Sơn" not in texts("canbo.binhminh", "binh son")
    assert "Áo phao cứu sinh" in texts("canbo.binhminh", "ao phao")
    assert "Áo phao cứu sinh" not in texts("quantri", "ao phao")


def test_the_theme_is_kept_and_leads_back_here_only(demo: Flask) -> None:
    client = sign_in(demo, "canbo.binhminh")
    answer = send(client, "/giao-dien", {"theme": "dark", "next": "/kho/"})
    assert (answer.status_code, answer.location) == (303, "/kho/")
    assert 'data-bs-theme="dark"' in client.get("/").text
    assert send(client, "/giao-dien", {"theme": "<b>", "next": "//example.org"}).location == "/"
    assert 'data-bs-theme="dark"' in client.get("/").text
