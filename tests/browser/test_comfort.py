"""Large letters, a keyboard alone, a dark room, paper: what tired people and tired eyes need."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.looking import faults
from tests.browser.person import Person, Site

SAMPLE = (
    "/",
    "/kho/xa/21085?open=312",
    "/kho/312",
    "/lenh/4",
    "/nhap-lieu/",
    "/giup-do/",
    "/giup-do/tu-ngu",
    "/tim?q=binh",
)


def reach(person: Person, name: str, *, most: int = 80) -> None:
    """Press Tab until the thing of this name has the focus, and see that it shows."""
    for _ in range(most):
        person.page.keyboard.press("Tab")
        focused = person.page.locator(":focus")
        label = focused.evaluate("e => (e.labels && e.labels[0] ? e.labels[0] : e).textContent.trim()")
        if label.startswith(name):
            assert (
                focused.evaluate("e => getComputedStyle(e).outlineStyle + getComputedStyle(e).boxShadow")
                != "nonenone"
            )
            return
    raise AssertionError(f"{name} is out of the keyboard's reach")


def test_a_number_is_corrected_by_keyboard_alone(site: Site) -> None:
    official = site.person("canbo.binhminh")
    keys = official.page.keyboard
    official.go("/")
    reach(official, "Kho tại chỗ")
    keys.press("Enter")
    expect(official.page.locator("h1")).to_contain_text("Kho tại chỗ")
    official.go("/kho/xa/21085?open=312")
    reach(official, "Hiện có")
    keys.press("Control+a")
    keys.type("77")
    keys.press("Enter")
    official.reads("kiểm tra hôm nay")
    expect(official.page.locator("#lot-312")).to_contain_text("77")


def test_the_palette_finds_by_keyboard(site: Site) -> None:
    official = site.person("canbo.binhminh")
    official.go("/kho/312")
    official.page.keyboard.press("/")
    expect(official.page.get_by_role("option")).not_to_have_count(0)  # the page itself was opened lately
    official.page.keyboard.type("bao cao")
    expect(official.page.get_by_role("option", name="Báo cáo")).to_be_visible()
    official.page.keyboard.press("Enter")
    expect(official.page.locator("h1")).to_contain_text("Báo cáo")
    official.go("/")
    expect(official.page.locator("#recent")).to_be_visible()


def test_letters_twice_as_large_still_fit_a_phone(site: Site) -> None:
    official = site.person("canbo.binhminh", width=360)
    wide = []
    for path in SAMPLE:
        official.go(path)
        official.page.evaluate("document.documentElement.style.fontSize = '200%'")
        if not official.fits():
            wide.append(path)
    assert wide == []


def test_it_can_be_read_in_the_dark_without_a_script_and_on_paper(site: Site) -> None:
    official = site.person("canbo.binhminh", javascript=False, width=360)
    official.go("/")
    official.page.locator(".menu summary").click()
    official.press("Tối")
    expect(official.page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    person = site.person("canbo.binhminh")
    person.page.emulate_media(color_scheme="dark")
    person.go("/kho/xa/21085?open=312")
    assert person.page.evaluate(ground) == "rgb(18, 24, 29)", "nothing chosen: the machine's own look"
    assert faults(person, Axe()) == []
    person.page.emulate_media(media="print")
    assert person.page.evaluate(ground) in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    expect(person.page.locator(".main-nav")).to_be_hidden()


PASTE = """text => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_a_column_pasted_from_a_spreadsheet_is_shown_before_it_is_saved_and_taken_back(site: Site) -> None:
    official = site.person("canbo.binhminh")
    page = official.page
    official.go("/kho/xa/21085/nhap-nhanh")
    boxes = page.locator("tbody input[name^=on_hand]")
    count, before = boxes.count(), [box.input_value() for box in boxes.all()[:3]]
    boxes.first.focus()
    page.evaluate(PASTE, "12\r\nhai chục\r\n1.250\r\n")
    assert [box.input_value() for box in boxes.all()[:3]] == ["12", "hai chục", "1.250"]
    expect(page.locator("tbody tr").first.locator(".diff")).to_have_text(f"{before[0]} → 12")
    expect(page.locator("#bulk-count")).to_contain_text("3 dòng thay đổi")
    expect(page.locator("#bulk-bad")).to_contain_text("1 dòng")
    expect(boxes.nth(1)).to_have_class("form-control is-invalid")
    expect(page.locator("#bulk-more")).to_be_hidden()
    boxes.nth(count - 1).focus()
    page.evaluate(PASTE, f"{boxes.nth(count - 1).input_value()}\n7\n8\n")
    expect(page.locator("#bulk-more")).to_contain_text("thừa 2 dòng")
    boxes.nth(1).fill(before[1])
    expect(page.locator("#bulk-bad")).to_be_hidden()
    official.press("Lưu các dòng đã sửa")
    official.reads("Đã ghi 2 dòng")  # a page left at once takes the form it sent with it
    official.go("/kho/xa/21085/nhap-nhanh")
    assert [box.input_value() for box in boxes.all()[:3]] == ["12", before[1], "1250"]
    official.press("Hoàn tác lần lưu này")
    official.reads("Đã hoàn tác 2 dòng")
    official.go("/kho/xa/21085/nhap-nhanh")
    assert [box.input_value() for box in boxes.all()[:3]] == before
