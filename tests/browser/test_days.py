"""A day of the posts that the walk (`walk.py`) does not go through; each on a screen such as they have.

The walk is the day of the provincial office, of the province's standing body and its chairman, of the commune's
official and of the auditor. Here: the commune's chairman and its standing body, the administrator, and the official
once more on the worst of lines.
"""

from __future__ import annotations

import time

from playwright.sync_api import expect

from tests.browser.person import Site
from tests.browser.server import Server
from tests.browser.test_offline import LIST, OFFICIAL, changed, correct, story, until

# GPRS and its like, as the browsers' own tools name it.
TWO_G = {"offline": False, "latency": 300, "downloadThroughput": 250_000 / 8, "uploadThroughput": 50_000 / 8}


def test_the_chairman_confirms_signs_and_approves(site: Site) -> None:
    chairman, standing = site.person("chutich.binhminh", width=360), site.person("thuongtruc.binhminh")
    chairman.page.locator(".duty-late").get_by_role("link", name="Xác nhận").click()
    chairman.open("Không thay đổi: xác nhận tất cả cùng lúc")
    chairman.page.get_by_role("checkbox").check()
    chairman.press("Xác nhận không thay đổi")
    chairman.press("Chốt số liệu của xã")
    chairman.reads("Huỳnh Tấn Lộc đã chốt ngày")
    # The standing body serves an incident of the commune with what the commune has; the chairman approves.
    standing.part("Sự cố")
    standing.follow("Báo sự cố mới")
    standing.page.get_by_label("Sự cố gì").fill("Cây đổ chắn đường liên thôn")
    standing.page.get_by_label("Loại hình").select_option(label="Bão mạnh")
    standing.press("Mở sự cố")
    standing.page.get_by_label("Loại nguồn lực").select_option(label="Máy cưa xích (cái)")
    standing.page.get_by_label("Số lượng").fill("2")
    standing.page.get_by_label("Ưu tiên").select_option("2")
    standing.press("Thêm nhu cầu")
    standing.press("Lập phương án")
    standing.page.get_by_role("button", name="Chấp nhận: giữ").click()
    standing.follow("Soạn lệnh cho")
    standing.press("Tạo dự thảo")
    expect(standing.page.get_by_role("button", name="Duyệt lệnh")).to_have_count(0)
    chairman.go("/")
    chairman.reads("Duyệt lệnh gọi nguồn lực của Xã Bình Minh: Cây đổ chắn đường")
    chairman.go(standing.page.url.removeprefix(standing.base))
    chairman.press("Duyệt lệnh")
    chairman.reads("Đã duyệt. 1 nguồn lực chuyển sang đã ra lệnh")
    assert site.complaints() == []


def test_the_administrator_sees_no_stock_and_prints_the_guides(site: Site) -> None:
    keeper = site.person("quantri")
    expect(keeper.page.locator(".main-nav a")).to_have_count(1)
    keeper.page.locator(".menu summary").click()
    keeper.page.locator(".menu").get_by_role("link", name="Hướng dẫn", exact=True).click()
    keeper.follow("Hướng dẫn có hình: Quản trị hệ thống")
    keeper.reads("flask user add")
    picture = keeper.page.locator(".chapter img").first
    picture.scroll_into_view_if_needed()
    until(keeper.page, "() => document.querySelector('.chapter img').naturalWidth > 0", None)
    assert keeper.page.request.get(f"{keeper.base}/kho/").status == 403
    assert site.complaints() == []


def test_an_official_on_a_slow_line_whose_server_is_started_anew(server: Server, field_site: Site) -> None:
    person = field_site.person(OFFICIAL, width=360)
    until(person.page, "() => navigator.serviceWorker.controller !== null", None)
    line = person.page.context.new_cdp_session(person.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", TWO_G)
    begun = time.monotonic()
    person.part("Kho tại chỗ")
    expect(person.page.locator("h1")).to_contain_text("Kho tại chỗ")
    assert time.monotonic() - begun < 8, "a list over 250 kbit/s"
    person.go(f"{LIST}?open=329")
    # Half typed when the power goes at the office: the page is opened again and offers what was typed.
    person.page.get_by_label("Hiện có").fill("7")
    server.stop()
    person.page.reload()
    person.page.locator("#line-draft").get_by_role("button", name="Khôi phục").click()
    expect(person.page.get_by_label("Hiện có")).to_have_value("7")
    correct(person, 7)
    server.start()
    person.go("/so-gui")
    until(person.page, "async () => (await self.queue.all()).length === 0", None, seconds=30)
    expect(person.page.locator("#line-waiting")).to_be_hidden()
    assert changed(story(server.app, 329), 7) == 1
