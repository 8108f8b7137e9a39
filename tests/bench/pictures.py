"""The pictures of the README and of the guide, taken anew from the demo, so that they show the pages as they are.

python -m tests.bench.pictures
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from core.web.guide_texts import GUIDE
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.person import Site
from tests.browser.server import Server
from tests.web.every_page import prepare
from tests.web.making import demo_copy

STATIC = Path(__file__).parents[2] / "static"
PHONE, DESK = (360, 640), (1024, 640)
COLOURS = 48  # calm pages need few; a picture stays within some tens of kilobytes

COMMUNE, STANDING, OFFICE = "canbo.binhminh", "thuongtruc.tinh", "vanphong.tinh"


def _open_row(page: Page) -> None:
    page.get_by_role("link", name="Áo phao cứu sinh").first.click()
    page.locator(".row-item.open").scroll_into_view_if_needed()


def _without_line(page: Page) -> None:
    page.context.set_offline(True)
    page.locator("#line-off").wait_for()


def _type_over(page: Page) -> None:
    box = page.locator("tbody input[name^=on_hand]").first
    box.fill(str(int(box.input_value().replace(".", "")) + 12))


def _palette(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("binh")
    page.get_by_role("option", name="Xã Bình Minh").wait_for()


def _down(selector: str) -> Callable[[Page], None]:
    def scroll(page: Page) -> None:
        page.locator(selector).first.evaluate(
            "e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 16)"
        )

    return scroll


# Name, who, address, size, what is done there first.
GUIDE_PICTURES: tuple[tuple[str, str, str, tuple[int, int], Callable[[Page], None] | None], ...] = (
    ("viec-can-lam", COMMUNE, "/", PHONE, None),
    ("sua-so", COMMUNE, "/kho/xa/21085", PHONE, _open_row),
    ("nhap-nhanh", COMMUNE, "/kho/xa/21085/nhap-nhanh", DESK, _type_over),
    ("to-in", COMMUNE, "/kho/xa/21085/to-in", DESK, None),
    ("tra-loi-lenh", COMMUNE, "/dieu-dong/15", PHONE, None),
    ("vi-sao", COMMUNE, "/kho/325", PHONE, None),
    ("ra-soat", "chutich.binhminh", "/ra-soat/1/xa/21085", PHONE, None),
    ("mat-mang", COMMUNE, "/kho/xa/21085", PHONE, _without_line),
    ("nhap-so-lieu", OFFICE, "/nhap-lieu/1", DESK, None),
    ("ban-do", STANDING, "/kho/ban-do/?type=TB-001&xa=21085", DESK, None),
    ("su-co-moi", STANDING, "/su-co/moi", DESK, None),
    ("phuong-an", STANDING, "/su-co/2/phuong-an", DESK, None),
    ("so-chi-huy", STANDING, "/su-co/2", DESK, None),
    ("lenh", "lanhdao.tinh", "/lenh/6", DESK, None),
    ("san-sang", "kiemtoan", "/bao-cao/san-sang/", DESK, None),
    ("bao-cao", "kiemtoan", "/bao-cao/", DESK, None),
    ("tim", OFFICE, "/", DESK, _palette),
    ("huong-dan", "quantri", "/giup-do/", DESK, None),
)
README_PICTURES = (
    ("commune-list", COMMUNE, "/kho/xa/21085", (360, 740), _open_row),
    ("plan", STANDING, "/su-co/2/phuong-an", (1366, 900), None),
    ("room", STANDING, "/su-co/2", (1366, 900), None),
)


@contextmanager
def _demo() -> Iterator[Site]:
    """The demo with something on every page, before a browser."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = demo_copy(Path(folder))
        prepare(app)
        server = Server(app)
        server.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield Site(browser=browser, base=f"http://127.0.0.1:{server.port}")
        finally:
            browser.close()
            server.stop()


def _keep(content: bytes, file: Path) -> None:
    """Keep a picture small: few colours, packed well."""
    with Image.open(BytesIO(content)) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def main() -> None:
    """Take every picture."""
    wanted = {chapter.picture for chapters in GUIDE.values() for chapter in chapters}
    assert wanted == {name for name, *_rest in GUIDE_PICTURES}, (
        "a chapter without its picture, or the other way round"
    )
    with _demo() as site:
        for folder, pictures in (("guide", GUIDE_PICTURES), ("screenshots", README_PICTURES)):
            (STATIC / folder).mkdir(exist_ok=True)
            for name, login, address, (width, height), first in pictures:
                person = site.person(login, width=width)
                person.page.set_viewport_size({"width": width, "height": height})
                person.go(address)
                person.page.wait_for_load_state("networkidle")
                if first:
                    first(person.page)
                _keep(person.page.screenshot(), STATIC / folder / f"{name}.png")
                person.page.context.set_offline(False)


if __name__ == "__main__":
    main()
