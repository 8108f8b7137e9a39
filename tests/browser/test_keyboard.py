"""The main job with the keyboard alone: everything within reach, the focus seen, nothing that holds it fast."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.browser.person import Person, Site

# What has the focus: its name, whether it shows, and whether something lies over it.
FOCUSED = """() => {
    const it = document.activeElement, label = it.labels && it.labels[0], look = getComputedStyle(it);
    const box = it.getBoundingClientRect(), inside = (at, most) => Math.min(Math.max(at, 1), most - 2);
    const above = document.elementFromPoint(
        inside(box.left + box.width / 2, innerWidth), inside(box.top + box.height / 2, innerHeight));
    return {
        name: (it.getAttribute('aria-label') || (label || it).textContent || '').trim().replace(/\\s+/g, ' '),
        tag: it.tagName,
        // the little calendar inside a box of date and time draws its own ring
        shown: look.outlineStyle !== 'none' || look.boxShadow !== 'none' || it.type === 'datetime-local',
        free: !above || [it, label].some(e => e && (e.contains(above) || above.contains(e))),
    };
}"""


@dataclass
class Keys:
    """One person who has no mouse."""

    person: Person
    most: int = 150

    def reach(self, name: str, *kinds: str) -> None:
        """Press Tab until what is called so (of one of these kinds) has the focus; it must show, uncovered."""
        for _ in range(self.most):
            self.person.page.keyboard.press("Tab")
            focused = self.person.page.evaluate(FOCUSED)
            if focused["tag"] == "BODY":
                continue
            assert focused["shown"], f"no focus is seen on {focused['name']}"
            assert focused["free"], f"{focused['name']} has the focus and is covered"
            if focused["name"].startswith(name) and focused["tag"] in (kinds or (focused["tag"],)):
                return
        raise AssertionError(f"{name} is out of the keyboard's reach on {self.person.page.url}")

    def press(self, name: str) -> None:
        """Reach a link or a button that leads to a page, and press Enter."""
        self.reach(name, "A", "BUTTON")
        self.enter()

    def enter(self) -> None:
        """Press Enter and wait for the page it leads to."""
        with self.person.page.expect_navigation():
            self.person.page.keyboard.press("Enter")

    def type(self, name: str, text: str) -> None:
        """Reach a box and type over what stands in it."""
        self.reach(name)
        self.person.page.keyboard.press("Control+a")
        self.person.page.keyboard.type(text)

    def choose(self, name: str, option: str) -> None:
        """Reach a choice and go down (or up) to an option with the arrows; the page must stay as it is."""
        self.reach(name)
        address = self.person.page.url
        steps = self.person.page.evaluate(
            """name => [...document.activeElement.options].findIndex(o => o.textContent.trim().startsWith(name))
                - document.activeElement.selectedIndex""",
            option,
        )
        for _ in range(abs(steps)):
            self.person.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        expect(self.person.page.locator(":focus option:checked")).to_contain_text(option)
        assert self.person.page.url == address, f"choosing {option} left the page"


def test_a_commune_corrects_a_number(site: Site) -> None:
    keys = Keys(site.person("canbo.binhminh", width=360))
    page = keys.person.page
    keys.press("Kho tại chỗ")
    expect(page.locator("h1")).to_contain_text("Kho tại chỗ")
    keys.reach("Đến nội dung chính")  # past the head, to the page itself
    page.keyboard.press("Enter")
    keys.press("Áo phao cứu sinh")
    row = page.url.rsplit("#", 1)[1]
    keys.type("Hiện có", "90")
    keys.enter()
    keys.person.reads("kiểm tra hôm nay")
    expect(page.locator(f"#{row}")).to_contain_text("90")
    # Round the whole page and back to its head: nothing holds the focus fast, nothing jumps the queue.
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    keys.reach("Trang này để làm gì?")
    keys.reach("Đến nội dung chính")


def test_from_the_report_to_the_return(site: Site) -> None:
    post, chief, official = (
        Keys(site.person(login)) for login in ("thuongtruc.tinh", "lanhdao.tinh", "canbo.binhminh")
    )
    post.press("Sự cố")
    post.press("Báo sự cố mới")
    post.type("Sự cố gì", "Vỡ bờ bao, ngập khu dân cư")
    post.choose("Loại hình", "Ngập lụt")
    post.choose("Xã, phường, đặc khu", "Xã Bình Minh")
    post.choose("Cấp độ phòng thủ dân sự", "cấp độ 2")
    post.choose("Cấp độ rủi ro thiên tai", "cấp 3")
    post.press("Mở sự cố")
    post.choose("Loại nguồn lực", "Bộ đàm cầm tay")
    post.type("Số lượng", "4")
    post.type("Cần có trong (phút)", "120")
    post.choose("Ưu tiên", "1 – cứu người")
    post.press("Thêm nhu cầu")
    post.press("Lập phương án")
    post.person.reads("đến kịp, gần nhất còn đủ")
    post.press("Chấp nhận: giữ")
    post.press("Soạn lệnh cho")
    post.choose("Nguồn lực của", "Xã Bình Minh")
    post.press("Chọn xã")
    post.press("Tạo dự thảo")
    post.person.reads("Dự thảo, chờ duyệt")
    order = post.person.page.url.removeprefix(post.person.base)
    chief.press("Xem và duyệt")
    chief.person.go(order)
    chief.press("Duyệt lệnh")
    chief.person.reads("Đã duyệt. 1 nguồn lực chuyển sang đã ra lệnh")
    official.person.go(order)
    official.press("Bộ đàm cầm tay")
    for step in ("Đã nhận lệnh", "Đã xuất phát", "Đã đến nơi"):
        official.press(step)
        official.person.reads(f"Đã ghi: {step}")
    post.person.go(official.person.page.url.removeprefix(official.person.base))
    post.reach("Cho về", "SUMMARY")
    post.person.page.keyboard.press("Enter")  # unfolds
    post.press("Cho về")
    post.person.reads("Đã ghi: Cho về")
    official.person.page.reload()
    official.type("Trả về (cái)", "4")
    official.press("Hoàn trả")
    official.person.reads("Đã ghi: Đã hoàn trả")
    assert site.complaints() == []


def test_a_layer_of_the_map_is_switched_off(site: Site) -> None:
    keys = Keys(site.person("thuongtruc.tinh"))
    page = keys.person.page
    keys.person.go("/kho/ban-do/?xa=21085")
    mark = page.locator(".map .sign-su-co")
    expect(mark).to_have_count(1)
    on_screen = page.locator("#map").evaluate("map => map.clientWidth")
    for moment, width in (
        ("beforeprint", 690),
        ("afterprint", on_screen),
    ):  # 183 mm of an A4 page, whatever the screen
        page.evaluate("moment => window.dispatchEvent(new Event(moment))", moment)
        assert abs(page.locator("#map").evaluate("map => map.clientWidth") - width) < 3
    mark.first.hover()
    expect(page.locator(".map-told")).to_contain_text(re.compile(r"0 km"))
    keys.reach("! Sự cố đang diễn ra")
    page.keyboard.press("Space")
    expect(mark).to_have_count(0)
    expect(page.locator("#map-tables")).not_to_contain_text("Sự cố đang diễn ra")
    expect(page.locator("#map-tables")).to_contain_text("Đường bị cắt")
    assert "lop=su-co" not in page.url
    page.reload()
    expect(page.locator("#map-tables")).not_to_contain_text("Sự cố đang diễn ra")
