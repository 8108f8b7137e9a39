"""A bad line in a real browser: nothing typed is lost, nothing is done twice, nobody's number is overwritten."""

from __future__ import annotations

import re
import time

from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.person import Person, Site
from tests.browser.server import Server
from tests.web.making import sign_in, token_in

LIST = "/kho/xa/21085"
ROW, OTHER_ROW = 312, 313
OFFICIAL, CHIEF = "canbo.binhminh", "thuongtruc.binhminh"


def installed(site: Site, *rows: int) -> Person:
    """Return the official whose machine has kept the program and these rows."""
    person = site.person(OFFICIAL, width=360)
    until(person.page, "() => navigator.serviceWorker.controller !== null", None)
    for row in rows:
        person.go(f"{LIST}?open={row}")
        kept(person.page, f"open={row}")
    return person


def until(page: Page, question: str, given: object, seconds: float = 10) -> None:
    """Wait until the page answers yes; asked from outside, since its policy lets no text be run."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(question, given):
        assert time.monotonic() < deadline, question
        page.wait_for_timeout(30)


def kept(page: Page, *parts: str) -> None:
    """Wait until the machine has kept a page whose address holds each part."""
    held = "async parts => (await (await caches.open('pages')).keys()).some(k => parts.every(p => k.url.includes(p)))"
    until(page, held, parts)


def story(app: Flask, row: int) -> str:
    """Return a row's story as its official reads it."""
    return sign_in(app, OFFICIAL).get(f"/kho/{row}").text


def trusts_the_network(person: Person) -> None:
    """Let the browser believe that there is a network, as it does before a line that leads nowhere."""
    person.page.evaluate("() => Object.defineProperty(navigator, 'onLine', { get: () => true })")


def changed(text: str, number: int) -> int:
    """Return how often a row's story tells that it was counted to this number while the line was down."""
    return len(re.findall(r"nhập lúc [^<]{16}, gửi khi có mạng", text)) if f"{number}" in text else 0


def correct(person: Person, number: int) -> None:
    """Type a number into the row that stands open and send it."""
    person.page.locator("input[name=on_hand]").fill(str(number))
    person.press("Lưu, đã kiểm tra hôm nay")


def test_changes_wait_and_are_done_once(server: Server, field_site: Site) -> None:
    person = installed(field_site, ROW, OTHER_ROW)
    person.page.context.set_offline(True)
    server.stop()  # the browser's switch does not reach a worker that has only just been woken
    # The kept page of a row is opened twice: drawn with one key, it is two changes all the same.
    for row, number in ((ROW, 90), (ROW, 91), (OTHER_ROW, 17)):
        person.go(f"{LIST}?open={row}")
        expect(person.page.locator("#line-saved")).to_contain_text("Trang lưu trên máy lúc")
        correct(person, number)
        expect(person.page.locator("#line-held")).to_be_visible()
        expect(person.page.locator("#line-held")).to_contain_text("Đã giữ trên máy")
    expect(person.page.locator("#line-waiting")).to_contain_text("3 thay đổi chờ gửi")
    person.page.close()  # the tab dies
    server.start()
    person.page = person.page.context.new_page()
    person.page.context.set_offline(False)
    person.go("/so-gui")
    # The server has only just come back: what waits is sent when it answers, on a busy machine a while later.
    sent = person.page.locator("#sent .row-item")
    expect(sent).to_have_count(3, timeout=30_000)  # each appears without the page being asked for again
    expect(sent.first).to_contain_text("khi mất mạng")
    expect(person.page.locator("#line-sent")).to_be_visible()
    expect(person.page.locator("#line-waiting")).to_be_hidden()
    receipt = person.page.locator(".row-item .qty b").first.inner_text()
    assert re.fullmatch(r"[2-9A-Z]{3}-[2-9A-Z]{3}", receipt)
    for row, number, times in ((ROW, 91, 2), (OTHER_ROW, 17, 1)):
        assert changed(story(server.app, row), number) == times


def test_what_is_typed_outlives_a_page_left_at_once(server: Server, field_site: Site) -> None:
    """Nobody waits for the word that it is kept: the next page takes up what the last one had no time to store."""
    person = installed(field_site, ROW, OTHER_ROW)
    person.page.context.set_offline(True)
    server.stop()
    person.go(f"{LIST}?open={ROW}")
    expect(person.page.locator("#line-saved")).to_be_visible()
    person.page.evaluate(
        "() => { self.queue.keep = () => new Promise(() => {}); }"
    )  # the store never answers
    correct(person, 93)
    person.go(f"{LIST}?open={OTHER_ROW}")
    expect(person.page.locator("#line-waiting")).to_contain_text("1 thay đổi chờ gửi")
    server.start()
    person.page.context.set_offline(False)
    person.go("/so-gui")
    until(person.page, "async () => (await self.queue.all()).length === 0", None, seconds=30)
    expect(person.page.locator("#line-waiting")).to_be_hidden()
    assert changed(story(server.app, ROW), 93) == 1


def test_a_line_cut_under_way_is_taken_up_again(server: Server, field_site: Site) -> None:
    """The browser believes in the network, the server is gone: the worker keeps the form with its key."""
    person = installed(field_site, ROW)
    trusts_the_network(person)
    server.stop()
    correct(person, 77)
    expect(person.page.locator("h1")).to_have_text("Đang không có mạng")
    expect(person.page.locator("#queue-list")).to_contain_text("hiện có 77")
    person.page.wait_for_timeout(100)
    server.start()
    person.press("Gửi ngay")
    expect(person.page.locator("#queue-none")).to_be_visible()
    assert changed(story(server.app, ROW), 77) == 1


def test_somebody_elses_number_is_never_overwritten(server: Server, field_site: Site) -> None:
    person = installed(field_site, ROW)
    person.page.context.set_offline(True)
    correct(person, 55)
    expect(person.page.locator("#line-waiting")).to_contain_text("1 thay đổi chờ gửi")
    chief = sign_in(server.app, CHIEF)
    page = chief.get(f"{LIST}?open={ROW}").text
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    form = {"csrf_token": token_in(page), "version": version, "on_hand": "60", "broken": "0"}
    assert chief.post(f"/kho/{ROW}/kiem-dem", data=form).status_code == 303
    person.page.context.set_offline(False)
    person.go("/so-gui")
    asked = person.page.locator("#queue-list")
    expect(asked).to_contain_text("hiện có 60")
    expect(asked).to_contain_text("hiện có 55")
    assert changed(story(server.app, ROW), 55) == 0
    person.press("Dùng số của tôi")
    expect(person.page.locator("#queue-none")).to_be_visible()
    assert changed(story(server.app, ROW), 55) == 1


def test_a_new_row_waits_and_is_added_once(server: Server, field_site: Site) -> None:
    person = installed(field_site)
    person.go(f"{LIST}/them")
    person.page.context.set_offline(True)
    expect(person.page.locator("#line-off")).to_be_visible()
    person.page.get_by_label("Loại nguồn lực").select_option("TB-001")
    person.page.get_by_label("Hiện có").fill("23")
    person.page.get_by_label("Đơn vị quản lý").select_option(index=1)
    person.page.get_by_label("Địa điểm để").fill("kho tạm bờ sông")
    person.press("Thêm vào danh sách")
    expect(person.page.locator("#line-held")).to_contain_text("Áo phao")
    expect(person.page.get_by_label("Hiện có")).to_have_value("")
    until(person.page, "() => !Object.keys(localStorage).some(key => key.startsWith('draft:'))", None)
    person.page.context.set_offline(False)
    person.go("/so-gui")
    expect(person.page.locator("#queue-none")).to_be_visible(timeout=30_000)
    person.go(f"{LIST}?q=kho tạm bờ sông")
    expect(person.page.get_by_text("kho tạm bờ sông")).to_have_count(1)


def test_a_form_that_cannot_wait_says_so_and_keeps_what_was_typed(server: Server, field_site: Site) -> None:
    """A handing-over is never queued: the page says so, by the browser's word and by a server that does not answer."""
    person, form = installed(field_site), "/luc-luong/xa/21085/them"
    person.go(form)
    box = person.page.get_by_label("Tên đội")
    person.page.get_by_label("Loại lực lượng").select_option(index=1)
    person.page.get_by_label("Quân số (người)").fill("12")
    box.fill("Đội xung kích thôn 9")
    person.page.context.set_offline(True)
    expect(person.page.locator("#line-later")).to_be_visible()
    expect(person.page.locator("#line > p:visible")).to_have_count(1)
    box.press("Enter")
    expect(person.page.locator("#line-unsent")).to_be_visible()
    expect(box).to_have_value("Đội xung kích thôn 9")
    person.page.context.set_offline(False)
    expect(person.page.locator("#line-unsent")).to_be_hidden()
    trusts_the_network(person)
    server.stop()
    box.press("Enter")
    expect(person.page.locator("#unsent")).to_be_visible()
    server.start()
    correct_elsewhere(person)
    person.go(form)
    person.page.locator("#line-draft").get_by_role("button", name="Khôi phục").click()
    expect(box).to_have_value("Đội xung kích thôn 9")


def correct_elsewhere(person: Person) -> None:
    """Save another form well, which says nothing of the one that failed before."""
    person.go(f"{LIST}?open={ROW}")
    correct(person, 66)
    expect(person.page.locator("main .alert-success")).to_be_visible()


def test_signing_out_leaves_nothing_behind_but_what_waits(server: Server, field_site: Site) -> None:
    person = installed(field_site, ROW)
    person.go("/kho/xa/21085/them")
    person.page.locator("main input[name=place]").fill("nhà văn hóa thôn 3")
    person.go("/kho/xa/21085/them")
    person.page.locator("#line-draft").get_by_role("button", name="Khôi phục").click()
    expect(person.page.locator("main input[name=place]")).to_have_value("nhà văn hóa thôn 3")
    kept(person.page, LIST)
    # The session ends on the server: what waits stays, and asks for a sign-in.
    person.go(f"{LIST}?open={ROW}")
    person.page.context.set_offline(True)
    correct(person, 44)
    expect(person.page.locator("#line-waiting")).to_contain_text("1 thay đổi")
    person.page.context.clear_cookies()
    person.page.context.set_offline(False)
    expect(person.page.locator("#line-sign-in")).to_contain_text("Đăng nhập lại để gửi")
    expect(person.page.locator("#line-waiting")).to_contain_text("1 thay đổi")
    person.page.locator("#line-sign-in a").click()
    person.page.get_by_label("Tên đăng nhập").fill(OFFICIAL)
    person.page.get_by_label("Mật khẩu").fill("bontaicho-2026")
    person.press("Đăng nhập")
    expect(person.page.locator("#queue-none")).to_be_visible()
    assert changed(story(server.app, ROW), 44) == 1
    kept(person.page, "/so-gui")
    person.page.locator(".tools .menu summary").click()
    person.press("Đăng xuất")
    expect(person.page.get_by_label("Mật khẩu")).to_be_visible()
    left = """async () => !(await caches.keys()).includes('pages')
        && !Object.keys(localStorage).some(key => key.startsWith('draft:'))"""
    until(person.page, left, None)


def test_a_machine_without_any_network_asks_its_server(server: Server, field_site: Site) -> None:
    """A browser says "offline" there whether its server answers or not, and tells no change: the server is asked."""
    official = field_site.person(OFFICIAL)
    until(official.page, "() => navigator.serviceWorker.controller !== null", None)
    official.page.context.add_init_script("Object.defineProperty(navigator, 'onLine', { get: () => false })")
    official.go(f"{LIST}?open={ROW}")
    expect(official.page.locator("#line-off")).to_be_hidden()
    correct(official, 77)
    official.reads("kiểm tra hôm nay")
    expect(official.page.locator(f"#lot-{ROW}")).to_contain_text("77")
    official.go(f"{LIST}?open={ROW}")
    server.stop()
    official.page.evaluate(
        "document.dispatchEvent(new Event('visibilitychange'))"
    )  # sooner than its next look
    expect(official.page.locator("#line-off")).to_be_visible()
    correct(official, 78)
    expect(official.page.locator("#line-held")).to_contain_text("Đã giữ trên máy")
    server.start()
    expect(official.page.locator("#line-sent")).to_contain_text("Biên nhận")
    expect(official.page.locator("#line-off")).to_be_hidden()
    for _look in range(100):  # the receipt that is shown may still be the first correction's
        if changed(story(server.app, ROW), 78):
            break
        official.page.wait_for_timeout(100)
    assert changed(story(server.app, ROW), 78) == 1
