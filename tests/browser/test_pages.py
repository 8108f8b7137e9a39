"""Every page of the walk as a browser sees it: readable by all, nothing sticking out, light on a bad network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Response

from tests.browser.conftest import serve
from tests.browser.looking import Looker, faults
from tests.browser.person import Person, Site
from tests.web.every_page import prepare
from tests.web.making import demo_copy


def by_kind(paths: tuple[str, ...], seen: set[str]) -> tuple[list[str], list[str]]:
    """Return the pages that are the first of their kind, and those that differ by a number or a filter alone."""
    first: list[str] = []
    again: list[str] = []
    for path in paths:
        kind = re.sub(r"\d+", "N", path.partition("?")[0])
        (again if kind in seen else first).append(path)
        seen.add(kind)
    return first, again


@pytest.fixture
def every_page(chromium: Browser, tmp_path: Path) -> Iterator[tuple[Site, Mapping[str, tuple[str, ...]]]]:
    """The demo with something on every page, served, and the pages."""
    app = demo_copy(tmp_path)
    pages = prepare(app)
    for site in serve(app, chromium):
        site.keeps = False
        yield site, pages


def test_everybody_can_read_the_pages(every_page: tuple[Site, Mapping[str, tuple[str, ...]]]) -> None:
    """Each kind of page in Vietnamese, further ones of a kind in English, by day on a phone and by night on a desk."""
    site, pages = every_page
    looker = Looker(Axe())
    wrong = []
    stranger = Person(page=site.browser.new_page(service_workers="block"), base=site.base)
    stranger.go("/dang-nhap")
    wrong += faults(stranger, looker.axe)
    stranger.page.close()
    seen: set[str] = set()
    for login, paths in pages.items():
        person = site.person(login, width=360)
        looker.sit_before(person)
        for language, some in zip(("vi", "en"), by_kind(paths, seen), strict=True):
            person.go(f"/ngon-ngu/{language}")
            for path in some:
                person.go(path)
                assert unquote(person.page.url) == site.base + path, f"{login} was sent away from {path}"
                assert person.page.locator("html").get_attribute("lang") == language
                wrong += looker.faults(person)
    assert not wrong, "\n".join(wrong)
    assert site.complaints() == []


def test_a_colour_that_cannot_be_read_is_found_beside_what_has_passed(site: Site) -> None:
    official = site.person("canbo.binhminh", width=360)
    looker = Looker(Axe())
    looker.sit_before(official)
    official.go("/mat-khau")
    assert looker.faults(official) == []
    official.go("/mat-khau")
    official.page.evaluate(
        "Object.assign(document.querySelector('h1').style, { color: '#ddd', backgroundColor: '#fff' })"
    )
    found = looker.faults(official)
    assert {"by night" in one for one in found} == {True, False}
    assert all("color-contrast" in one for one in found)
    # The same link where little stands beside it, which axe leaves out, and in a sentence that hides it.
    for sentence, hidden in (("Bấm: ", False), ("Câu này dài hơn chữ của chỗ bấm ở cuối câu: ", True)):
        official.go("/mat-khau")
        official.page.evaluate(
            """sentence => {
                const said = document.createElement('p');
                said.innerHTML = `${sentence}<a href="/">xem toàn bộ</a>`;
                Object.assign(said.style, { color: '#222', backgroundColor: '#fff' });
                Object.assign(said.lastElementChild.style, { color: '#555', textDecoration: 'none' });
                document.querySelector('main').append(said);
            }""",
            sentence,
        )
        found = looker.faults(official)
        assert {"by night" in one for one in found} == ({True, False} if hidden else set())
        assert all("link-in-text-block" in one for one in found)
    # And what is no matter of colours: a box without a name.
    official.go("/mat-khau")
    official.page.evaluate("document.querySelector('main').append(document.createElement('select'))")
    (found_once,) = looker.faults(official)
    assert "select-name" in found_once


def test_a_refusal_can_be_read(site: Site) -> None:
    official = site.person("canbo.binhminh", width=360)
    official.go("/kho/xa/21025")
    official.reads("Không có quyền")
    assert faults(official, Axe()) == []


def weigh(person: Person, *paths: str) -> int:
    """Return how many bytes came over the wire, headers and all, for these pages in a row."""
    answers: list[Response] = []
    person.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  a list's method cannot listen
    for path in paths:
        person.go(path)
        person.page.wait_for_load_state("networkidle")
    sizes = [answer.request.sizes() for answer in answers]
    return sum(size["responseHeadersSize"] + size["responseBodySize"] for size in sizes)


def test_a_first_visit_is_light(site: Site) -> None:
    context = site.browser.new_context(viewport={"width": 360, "height": 740})
    stranger = Person(page=context.new_page(), base=site.base)
    assert weigh(stranger, "/dang-nhap") < 150_000
    context.close()


def test_a_list_after_signing_in_is_light(site: Site) -> None:
    official = site.person("canbo.binhminh", width=360)
    assert weigh(official, "/kho/xa/21085", "/kho/xa/21085?open=312") < 30_000


def test_plus_and_minus_step_the_number(site: Site) -> None:
    official = site.person("canbo.binhminh", width=360)
    official.go("/kho/xa/21085?open=312")
    box = official.page.locator("input[name=on_hand]")
    before = int(box.input_value().replace(".", ""))
    official.page.get_by_role("button", name="Thêm một").click(click_count=2)
    assert int(box.input_value().replace(".", "")) == before + 2
    official.page.get_by_role("button", name="Bớt một").click()
    assert int(box.input_value().replace(".", "")) == before + 1
