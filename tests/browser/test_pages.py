"""Every page of the walk as a browser sees it: readable by all, nothing sticking out, light on a bad network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Response, ViewportSize

from tests.browser.conftest import serve
from tests.browser.person import Person, Site
from tests.web.every_page import prepare
from tests.web.making import demo_copy

# By night the same page has other colours and nothing else.
OF_COLOURS = ("color-contrast", "link-in-text-block")
# WCAG 2.2 AA asks for targets of 24 px; axe looks for it only when told to.
ALL_RULES = {"rules": {"target-size": {"enabled": True}}}
# Everything unfolded; the navigation at a phone's foot and the unfolded menu of the head cover whatever happens to lie
# there, which scrolling and folding mend.
AS_A_WHOLE = """() => {
    document.querySelectorAll('details').forEach(element => { element.open = true; });
    document.querySelectorAll('.main-nav, .menu > div').forEach(element => { element.style.position = 'static'; });
}"""
# A list's rows are alike: some of them stand for all, which keeps the looking short.
SOME_ROWS = """() => document.querySelectorAll('main tbody, main ul, main ol').forEach(
    list => [...list.children].slice(12).forEach(row => row.remove()))"""
OPTIONS = {"resultTypes": ["violations"], "preload": False}
DESK: ViewportSize = {"width": 1366, "height": 768}
NARROW = 320  # CSS px: WCAG 2.2, 1.4.10, the same as 1280 px at 400 %


def faults(person: Person, axe: Axe) -> list[str]:
    """Return what axe finds in the page as it stands, and whether it is too wide."""
    page = person.page
    page.evaluate(AS_A_WHOLE)
    told = [] if person.fits() else [f"{page.url} is wider than the screen"]
    page.evaluate(SOME_ROWS)
    return told + _named(person, axe.run(page, options=OPTIONS | ALL_RULES).response)


def faults_by_night(person: Person) -> list[str]:
    """Return what axe, which is in the page by now, finds in its colours on a desk's dark screen."""
    page = person.page
    page.set_viewport_size(DESK)
    page.emulate_media(
        color_scheme="dark"
    )  # what the button in the frame chooses, without asking for the page again
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    found = page.evaluate("options => axe.run(options)", OPTIONS | {"runOnly": list(OF_COLOURS)})
    page.emulate_media(color_scheme="light")
    return _named(person, found, "by night ")


def _named(person: Person, response: dict[str, Any], when: str = "") -> list[str]:
    return [
        f"{person.page.url} {when}{item['impact']} {item['id']}: {item['nodes'][0]['html'][:160]}"
        for item in response["violations"]
    ]


def faults_of_size(person: Person) -> list[str]:
    """Return whether the page sticks out of a narrow phone, or of a desk's screen in letters twice as large."""
    page, size = person.page, person.page.viewport_size
    assert size is not None
    page.evaluate(AS_A_WHOLE)
    page.set_viewport_size({"width": NARROW, "height": size["height"]})
    told = [] if person.fits() else [f"{page.url} sticks out at {NARROW} px"]
    page.set_viewport_size(DESK)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if not person.fits():
        told.append(f"{page.url} sticks out at 200 %")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(size)
    return told


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
    """Each kind of page in Vietnamese, by day on a phone and by night on a desk; further ones of a kind in English."""
    site, pages = every_page
    axe = Axe()
    wrong = []
    stranger = Person(page=site.browser.new_page(service_workers="block"), base=site.base)
    stranger.go("/dang-nhap")
    wrong += faults(stranger, axe)
    stranger.page.close()
    seen: set[str] = set()
    for login, paths in pages.items():
        person = site.person(login, width=360)
        person.page.emulate_media(reduced_motion="reduce")  # colours change at once
        for language, some in zip(("vi", "en"), by_kind(paths, seen), strict=True):
            person.go(f"/ngon-ngu/{language}")
            for path in some:
                person.go(path)
                assert unquote(person.page.url) == site.base + path, f"{login} was sent away from {path}"
                assert person.page.locator("html").get_attribute("lang") == language
                size = person.page.viewport_size
                assert size is not None
                wrong += faults_of_size(person) + faults(person, axe)
                if language == "vi":
                    wrong += faults_by_night(person)
                    person.page.set_viewport_size(size)
    assert not wrong, "\n".join(wrong)
    assert site.complaints() == []


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
