"""The room in a browser: fresh without reloading, nothing typed is lost, a bad line is said and survived."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.browser.person import Site

ASK = "window.dispatchEvent(new Event('online'))"


def test_the_room_is_fresh_and_survives_a_bad_line(site: Site) -> None:
    post, other = site.person("thuongtruc.tinh"), site.person("thuongtruc.tinh", width=1280)
    post.go("/su-co/2?them=1")
    page = post.page
    state, log = page.locator("#live-state"), page.locator("#live-log")
    page.fill("#f-note_text", "đang gõ dở")
    first = log.locator("ol li").first.inner_text()
    other.go("/su-co/2")
    other.page.locator("#live-road a").first.click()
    other.press("Đã đến nơi")
    other.reads("Đã đến nơi")
    page.evaluate(ASK)
    expect(log.locator("ol li").first).to_contain_text("Đã đến nơi")
    assert first not in log.locator("ol li").first.inner_text()
    expect(page.locator("#f-note_text")).to_have_value("đang gõ dở")
    expect(page.locator("#live-road")).to_contain_text("Không có nguồn lực nào đang trên đường")
    expect(page.locator("#live-parts")).to_contain_text("Trên đường 0")
    page.route("**/dien-bien", lambda route: route.abort())
    before = state.locator("span").inner_text()  # nothing newer can come now
    page.evaluate(ASK)
    expect(state).to_contain_text("Mất kết nối từ")
    assert state.locator("span").inner_text() == before  # the old figures keep their own "as of"
    page.unroute("**/dien-bien")
    page.evaluate(ASK)
    expect(state).not_to_contain_text("Mất kết nối")
    post.complaints.clear()  # the browser itself complains of the line we cut
    page.locator("h1").click()
    page.keyboard.press("3")
    expect(page.locator("#nhat-ky")).to_be_focused()


def test_on_a_telephone_the_room_is_short_and_what_was_unfolded_stays_so(site: Site) -> None:
    post, plain = (
        site.person("thuongtruc.tinh", width=360),
        site.person("lanhdao.tinh", width=360, javascript=False),
    )
    wide = site.person("thuongtruc.binhminh")
    for person in (post, plain, wide):
        person.go("/su-co/2")
    page = post.page
    expect(page.locator("#live-road")).to_contain_text("TRỄ")
    held = page.locator("#nguon-luc-held table")
    expect(held).to_be_hidden()
    expect(wide.page.locator("#nguon-luc-held table")).to_be_visible()
    page.emulate_media(media="print")
    expect(held).to_be_visible()
    page.emulate_media(media="screen")
    expect(held).to_be_hidden()
    plain.page.locator("#nguon-luc-held summary").click()
    expect(plain.page.locator("#nguon-luc-held table")).to_be_visible()
    page.locator("#nguon-luc-held summary").click()
    wide.page.locator("#nguon-luc-ordered a").first.click()
    wide.press("Đã nhận lệnh")
    wide.reads("Đã ghi")
    with page.expect_response("**/dien-bien"):
        page.evaluate(ASK)
    expect(page.locator("#live-resources")).to_contain_text("Đã nhận lệnh")
    expect(held).to_be_visible()
    assert post.fits()


def test_a_name_on_the_map_is_read_and_never_run(site: Site) -> None:
    post = site.person("thuongtruc.tinh", width=1280)
    page, name = post.page, "<img src=x onerror=alert(1)> Bến đò"

    def renamed(route: Route) -> None:
        answer = route.fetch()
        told = answer.json()
        for shown in (*told["points"], *told.get("marks", ()), *told.get("lines", ())):
            shown.update(name=name, said=name, sign=name)
        route.fulfill(response=answer, json=told)

    for address in ("**/ban-do/du-lieu.json*", "**/ban-do.json*"):
        page.route(address, renamed)
    for address in ("/kho/ban-do/", "/su-co/2/ban-do"):
        post.go(address)
        expect(page.locator(".map-label").first).to_have_text(name)
        page.locator("#map .leaflet-interactive").last.dispatch_event("click")
        expect(page.locator(".leaflet-popup b")).to_have_text(name)
        assert page.locator("#map img").count() == 0
