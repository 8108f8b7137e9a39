"""Forms that go on while the line is down: a review row by row, a line of an incident's log."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.person import Site
from tests.browser.server import Server
from tests.browser.test_offline import CHIEF, installed, kept, until


def test_a_review_goes_on_while_the_line_is_down(server: Server, field_site: Site) -> None:
    """Row by row, then the sentence of responsibility: each waits, is counted, and is sent in order when the line is back."""
    person, review = installed(field_site), "/ra-soat/1/xa/21085"
    person.go(review)
    kept(person.page, review)
    rows = person.page.locator(".duty")
    before = rows.count()
    person.page.context.set_offline(True)
    server.stop()
    person.go(review)
    rows.nth(0).get_by_role("button", name="Đúng").click()
    expect(person.page.locator("#line-waiting")).to_contain_text("1 thay đổi chờ gửi")
    expect(rows.nth(0)).to_have_class("duty held")
    person.open("Không thay đổi")
    person.page.locator("#responsible").check()
    person.press("Xác nhận không thay đổi")
    expect(person.page.locator("#line-waiting")).to_contain_text("2 thay đổi chờ gửi")
    server.start()
    person.page.context.set_offline(False)
    person.go("/so-gui")
    expect(person.page.locator("#queue-none")).to_be_visible(timeout=30_000)
    until(person.page, "async () => (await self.queue.all()).length === 0", None)
    person.go(review)
    assert before > 1
    expect(rows).to_have_count(0)
    person.go("/so-gui")
    person.reads("Đã xác nhận", "khi mất mạng")


def test_a_line_of_the_log_waits_and_tells_when_it_was_written(server: Server, field_site: Site) -> None:
    person = field_site.person(CHIEF, width=360)
    until(person.page, "() => navigator.serviceWorker.controller !== null", None)
    person.go("/su-co/moi")
    person.page.locator("[name=title]").fill("Sạt lở đường thôn 3")
    person.page.locator("[name=hazard]").select_option("sat_lo")
    person.press("Mở sự cố")
    log = person.page.url.split("?")[0].partition("/su-co/")[2]
    log = f"/su-co/{log}/nhat-ky"
    person.go(log)
    kept(person.page, log)
    person.page.context.set_offline(True)
    server.stop()
    person.go(log)
    person.page.locator("[name=text]").fill("Đã sơ tán 12 hộ ven suối, ông Bình báo")
    person.press("Ghi vào nhật ký")
    expect(person.page.locator("#line-waiting")).to_contain_text("1 thay đổi chờ gửi")
    server.start()
    person.page.context.set_offline(False)
    person.go("/so-gui")
    expect(person.page.locator("#queue-none")).to_be_visible(timeout=30_000)
    until(person.page, "async () => (await self.queue.all()).length === 0", None)
    person.go(log)
    person.reads("Đã sơ tán 12 hộ ven suối, ông Bình báo")
    expect(person.page.get_by_text("Đã sơ tán 12 hộ ven suối")).to_have_count(1)
