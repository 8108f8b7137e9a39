"""What a page costs: bytes for a bad network, questions to the database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest
from flask import Flask
from sqlalchemy import event

from core.communes.queries import list_communes
from core.web.access import FILES
from tests.web.every_page import PAGES, prepare
from tests.web.making import database_of, demo_copy, sign_in
from tests.web.test_help import NO_PAGES

MOST_BYTES = 50_000
MOST_QUERIES = 6
MOST_QUERIES_OF_A_LIST = 3
COMMUNE_POSTS = {"canbo.binhminh", "thuongtruc.binhminh"}


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, Mapping[str, tuple[str, ...]]]:
    """A copy of the demo with something on every page, and the pages."""
    app = demo_copy(tmp_path_factory.mktemp("weight"))
    return app, prepare(app)


def count_queries(app: Flask) -> list[str]:
    """Return a list that grows with every statement sent; the frame of a transaction is no question."""
    seen: list[str] = []

    @event.listens_for(database_of(app).engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    return seen


@pytest.mark.parametrize("login", PAGES)
def test_pages_ask_the_database_little_and_are_light(
    watched: tuple[Flask, Mapping[str, tuple[str, ...]]], login: str
) -> None:
    app, pages = watched
    client = sign_in(app, login)
    seen = count_queries(app)
    heavy = []
    for path in pages[login]:
        # What is kept in memory (catalogue, sums, names) is read once after a start or a change, for everybody.
        if path.startswith(("/bao-cao/", "/kho/danh-sach")):
            client.get(path)
        seen.clear()
        answer = client.get(path)
        assert (path, answer.status_code) == (path, 200)
        if len(seen) > MOST_QUERIES:
            heavy.append(f"{path}: {len(seen)} queries")
        # The same statement again is a question for each row of something, or one whose answer was there already.
        heavy += [f"{path}: asked twice: {text[:60]}" for text in set(seen) if seen.count(text) > 1]
        if login in COMMUNE_POSTS and len(answer.data) > MOST_BYTES:
            heavy.append(f"{path}: {len(answer.data)} bytes")
        assert attribute_faults(answer.text) == [], path
        assert re.findall(r"\s·(?:</\w+>)?[^\s<]+", answer.text) == [], f"{path}: words that touch"
        assert chosen_by_nobody(answer.text) == [], path
    assert heavy == []


def test_pages_are_sent_without_the_indentation_of_their_templates(demo: Flask) -> None:
    page = sign_in(demo, "canbo.binhminh").get("/kho/xa/21085").text
    assert page.count("\n  ") < 9
    assert "đang giữ 2 · Ban CHQS xã Bình Minh" in re.sub(r"\s+", " ", page)  # the words stay apart


def test_no_page_goes_unwatched(demo: Flask) -> None:
    bound = demo.url_map.bind("localhost")
    opened = {
        bound.match(path.split("?")[0].replace("{seat}", "1").replace("{need}", "1"))[0]
        for paths in PAGES.values()
        for path in paths
    }
    pages = (
        {str(rule.endpoint) for rule in demo.url_map.iter_rules() if "GET" in (rule.methods or ())}
        - FILES
        - (NO_PAGES - {"help.show", "help.glossary", "help.guide"})
    )
    assert {page for page in pages if not page.startswith("api")} - opened == set()


def test_every_communes_list_is_light_and_costs_the_same(demo: Flask) -> None:
    client = sign_in(demo, "vanphong.tinh")
    with database_of(demo).reading() as session:
        codes = [commune.code for commune in list_communes(session)]
    seen = count_queries(demo)
    assert len(codes) == 96
    client.get(f"/kho/xa/{codes[0]}")  # the first look at a page reads the names once for all
    # The first look since a commune's book moved on adds up its rows; the next ones do not.
    for most in (MOST_QUERIES_OF_A_LIST + 1, MOST_QUERIES_OF_A_LIST):
        costs = set()
        for code in codes:
            seen.clear()
            answer = client.get(f"/kho/xa/{code}")
            costs.add(len(seen))
            assert len(answer.data) < MOST_BYTES, code
        assert max(costs) <= most


@pytest.mark.parametrize(
    "path",
    [
        "/kho/danh-sach",
        "/kho/danh-sach?pillar=means&huyen=Huyện Bình Sơn",
        "/kho/danh-sach?q=kho thon 1",
        "/kho/danh-sach?q=ao phao",
    ],
)
def test_long_lists_ask_three_questions(demo: Flask, path: str) -> None:
    client = sign_in(demo, "vanphong.tinh")
    client.get("/kho/danh-sach?q=ao")
    seen = count_queries(demo)
    assert client.get(path).status_code == 200
    assert len(seen) <= MOST_QUERIES_OF_A_LIST


HTML = """
accept action alt autofocus aria-labelledby aria-hidden aria-busy aria-current aria-describedby aria-label aria-live autocapitalize autocomplete charset checked
class colspan content data-afresh data-count data-for data-go data-old data-label data-minutes data-named data-next data-outline data-points data-print data-tiles data-palette data-step data-who data-bs-theme data-refused data-rows-wait data-saved-at data-live data-changes data-fresh data-lost data-out media hidden aria-pressed defer disabled enctype for formaction headers height href id inputmode label
lang list loading max maxlength minlength method min name open placeholder rel required role rows rowspan scope selected src srcset step tabindex
title type value width viewbox preserveaspectratio x cx cy r http-equiv
"""


class Attributes(HTMLParser):
    """Gathers attributes no element of HTML has: two glued together, or a value in the wrong place."""

    KNOWN = frozenset(HTML.split())

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is not known, and every id."""
        self.faults += [f"{tag}: {name}" for name, _value in attrs if name not in self.KNOWN]
        self.ids += [str(value) for name, value in attrs if name == "id"]


def attribute_faults(page: str) -> list[str]:
    """Return the attributes of a page that do not exist, and the ids that stand twice."""
    parser = Attributes()
    parser.feed(page)
    twice = {found for found in parser.ids if parser.ids.count(found) > 1}
    return parser.faults + [f"id {found} twice" for found in sorted(twice)]


def test_glued_attributes_are_found() -> None:
    assert attribute_faults('<input requiredmaxlength="3" id="a"><p id="a">') == [
        "input: requiredmaxlength",
        "id a twice",
    ]


def chosen_by_nobody(page: str) -> list[str]:
    """Return the names of lists in which something has to be chosen and the first stands chosen, of two or more, unsaid."""
    return [
        found[1]
        for found in re.finditer(
            r'<select[^>]*\sname="([^"]+)"[^>]*\srequired(?:="")?>(.*?)</select>', page, re.DOTALL
        )
        if " selected" not in found[2]
        and found[2].count("<option") > 1
        and '<option value="">' not in found[2]
    ]


def test_what_stands_first_in_a_list_is_not_a_choice() -> None:
    two = '<option value="BAO">Bão</option><option value="LU">Lũ</option>'
    assert chosen_by_nobody(f'<select id="h" name="hazard" required>{two}</select>') == ["hazard"]
    assert (
        chosen_by_nobody(f'<select name="hazard" required=""><option value="">Chọn</option>{two}</select>')
        == []
    )
    assert (
        chosen_by_nobody(f'<select name="hazard" required>{two.replace(">L", " selected>L")}</select>') == []
    )
    assert chosen_by_nobody('<select name="hazard" required><option value="BAO">Bão</option></select>') == []
    assert chosen_by_nobody(f'<select name="order">{two}</select>') == []
