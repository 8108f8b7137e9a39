"""What waits on a machine: whose it is, in which order it goes, what each answer makes of it; what is typed and kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, expect

from tests.browser.desk import Answer, Desk, desk
from tests.browser.test_offline import until

WHO = "async who => await self.queue.said('who') === who"
FORM = '<form method="post" action="/luu">{}<button type="submit">Lưu</button></form>'
WHEN = """<input type="hidden" name="_label" value="x"/><input type="hidden" name="_once" value="k"/>
<input type="datetime-local" name="happened_at" value="2026-07-01T08:00"/>"""
TAKEN: Answer = (200, {"receipt": "ABC-234", "message": "Đã lưu."})
STALE: Answer = (409, {"code": "stale", "message": "đã đổi", "theirs": {"on_hand": "7"}, "version": 4})
OWN: Answer = (409, {"code": "stale", "message": "đã đổi", "theirs": {"on_hand": "5"}, "version": 4})
SENT_BEFORE: Answer = (409, {"code": "form_sent_before", "message": "đã gửi"})
WRONG: Answer = (422, {"code": "input_invalid", "message": "sai"})
SILENT: Answer = (503, {})


@pytest.fixture
def place(chromium: Browser) -> Iterator[Desk]:
    """A machine with nothing on it."""
    with desk(chromium) as held:
        yield held


@pytest.mark.parametrize(
    ("who", "answers", "sent", "left"),
    [
        ("an", [], ["/1", "/2", "/3"], []),
        ("binh", [], [], ["waiting"] * 3),  # another person has signed in on this machine
        ("", [], [], ["waiting"] * 3),
        ("an", [SILENT], ["/1"], ["waiting"] * 3),  # the later ones rest on the first
        ("an", [(429, {})], ["/1"], ["waiting"] * 3),
        ("an", [(401, {})], ["/1"], ["waiting"] * 3),
        ("an", [TAKEN, SILENT], ["/1", "/2"], ["waiting"] * 2),
        ("an", [WRONG], ["/1", "/2", "/3"], ["refused"]),
        ("an", [STALE], ["/1", "/2", "/3"], ["conflict"]),
        ("an", [SENT_BEFORE], ["/1", "/1", "/2", "/3"], []),
        ("an", [SENT_BEFORE, SENT_BEFORE], ["/1", "/1", "/2", "/3"], ["refused"]),
    ],
)
def test_what_waits_goes_in_order_under_its_own_name(
    place: Desk, who: str, answers: list[Answer], sent: list[str], left: list[str]
) -> None:
    place.open("/")
    place.who, place.answers = who, list(answers)
    for path in ("/1", "/2", "/3"):
        place.keep(path, _once=f"khoa-{path}", on_hand="5")
    place.send()
    assert [path for path, _, _ in place.sent] == sent
    assert [state for _, state in place.waits()] == left
    expect(place.page.locator("#line-sign-in")).to_be_visible(
        visible=who != "an" or answers[:1] == [(401, {})]
    )


@pytest.mark.parametrize(
    ("theirs", "versions", "left"), [(OWN, ["1", "1", "4"], []), (STALE, ["1", "1"], ["conflict"])]
)
def test_one_s_own_word_is_no_quarrel_and_another_s_is(
    place: Desk, theirs: Answer, versions: list[str], left: list[str]
) -> None:
    """A row changed twice while the line was down: the second meets the first's figure, or somebody else's."""
    place.open("/")
    place.answers = [TAKEN, theirs]
    for number in ("5", "6"):
        place.keep("/kho/1/kiem-dem", _once=number, version="1", on_hand=number)
    place.send()
    assert [fields["version"] for _, fields, _ in place.sent] == versions
    assert [state for _, state in place.waits()] == left
    assert len({fields["_once"] for _, fields, _ in place.sent}) == len(versions)


def test_what_another_person_typed_waits_for_that_person(place: Desk) -> None:
    place.open("/")
    place.keep("/cua-binh", who="binh", _once="b")
    place.keep("/cua-an", _once="a")
    place.send()
    assert [path for path, _, _ in place.sent] == ["/cua-an"]
    assert place.waits() == [("/cua-binh", "waiting")]
    expect(place.page.locator("#line-waiting")).to_be_hidden()


def test_a_form_goes_out_with_the_key_it_was_drawn_with(place: Desk) -> None:
    """Had the server got it after all, it is not done twice; drawn once and sent twice, it is two changes."""
    place.open("/")
    at = "2026-07-01T05:00:00.000Z"
    place.keep("/1", at=at, _once="ve-mot-lan", on_hand="5", csrf_token="old")
    place.keep("/1", at=at, _once="ve-mot-lan", on_hand="5")  # taken up twice by two pages
    place.keep("/1", at="2026-07-01T05:01:00.000Z", _once="ve-mot-lan", on_hand="6")
    place.send()
    (_, first, typed_at), (_, second, _) = place.sent
    assert (first["_once"], typed_at, first["csrf_token"]) == ("ve-mot-lan", at, "fresh")
    assert second["_once"] not in ("", "ve-mot-lan")


def test_a_time_is_told_by_vietnam_s_clock(chromium: Browser) -> None:
    """A telephone set to another zone writes the same hour as its neighbours."""
    with desk(chromium, "America/New_York") as place:
        place.page.clock.set_fixed_time("2026-07-01T20:30:00Z")
        box = '<input type="hidden" name="_label" value="x"/><input type="hidden" name="_once" value="k"/><input type="datetime-local" name="happened_at" value="2026-07-01T08:00"/>'
        place.open("/", main=FORM.format(box))
        place.cut()
        place.page.get_by_role("button", name="Lưu").click()
        expect(place.page.locator("#line-held")).to_be_visible()
        fields = dict(place.page.evaluate("self.queue.all()")[0]["fields"])
    assert fields["happened_at"] == "2026-07-02T03:30"


@pytest.mark.parametrize(
    ("kind", "next_person", "kept", "offered"),
    [("text", "an", True, True), ("text", "binh", False, False), ("password", "an", False, False)],
)
def test_what_is_typed_is_offered_to_nobody_else_and_no_password_is_kept(
    place: Desk, kind: str, next_person: str, kept: bool, offered: bool
) -> None:
    form = FORM.format(f'<input type="{kind}" name="ten" aria-label="Tên"/><input name="khac"/>')
    place.open("/", main=form)
    place.page.get_by_label("Tên").fill("bí mật 123")
    place.open("/", main=form, who=next_person)
    assert ("bí mật 123" in place.page.evaluate("JSON.stringify(localStorage)")) is kept
    asks = place.page.locator("#line-draft")
    if offered:
        expect(asks).to_be_visible()
    elif next_person != "an":
        expect(asks).to_be_hidden()


@pytest.mark.parametrize(("next_person", "left"), [("an", True), ("binh", False), ("", True)])
def test_pages_kept_for_one_person_go_when_another_signs_in(
    place: Desk, next_person: str, left: bool
) -> None:
    """A page of nobody (the one shown without a line) is no other person."""
    place.open("/")
    until(place.page, WHO, "an")
    place.page.evaluate("async () => { await caches.open('pages'); }")
    place.open("/", who=next_person)
    until(place.page, WHO, next_person or "an")
    until(place.page, "async left => await caches.has('pages') === left", left)


def test_who_signs_out_is_asked_about_what_waits(place: Desk) -> None:
    place.open("/", main='<form method="post" action="/dang-xuat"><button>Đăng xuất</button></form>')
    place.page.evaluate("localStorage.setItem('recent', '{}')")
    place.keep("/1", _once="k")
    place.page.evaluate("self.line.draw()")
    asked: list[str] = []

    def stays(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    place.page.on("dialog", stays)
    place.page.get_by_role("button", name="Đăng xuất").click()
    assert len(asked) == 1
    assert "Còn 1 thay đổi" in asked[0]
    assert not place.sent
    assert place.page.evaluate("localStorage.getItem('recent')") == "{}"


TABLE = """<form id="bulk" data-rows-wait method="post" action="/luu"><table><tbody>{}</tbody></table>
<p id="bulk-bad">{{n}}</p><p id="bulk-count">{{n}}</p><p id="bulk-more">{{n}}</p>
<input name="reason" value="kiểm tra"/><button type="submit">Lưu</button></form>"""
ROW = """<tr id="lot-{0}"><th>Áo phao</th><td><input type="hidden" name="version-{0}" value="3"/><input type="hidden" name="old-{0}" value="10 0"/>
<input name="on_hand-{0}" value="10" aria-label="có {0}"/></td><td><input name="broken-{0}" value="0"/></td><td class="diff"></td></tr>"""


def test_only_changed_rows_of_the_quick_table_wait_each_with_its_version(place: Desk) -> None:
    """A row nobody touched was not looked at; without a version it would overwrite what was counted meanwhile."""
    place.open("/", main=TABLE.format(ROW.format(1) + ROW.format(2)), scripts=("offline-bulk.js",))
    place.page.get_by_label("có 2").fill("12")
    place.cut()
    place.page.get_by_role("button", name="Lưu").click()
    expect(place.page.locator("#line-waiting")).to_be_visible()
    (entry,) = place.page.evaluate("self.queue.all()")
    fields = dict(entry["fields"])
    assert (entry["path"], fields["version"], fields["on_hand"], fields["reason"]) == (
        "/kho/2/kiem-dem",
        "3",
        "12",
        "kiểm tra",
    )


ROOM = """<p id="live-state" data-changes="/su-co/1/dien-bien" data-fresh="Lúc %s" data-lost="Mất từ %s" data-out="Đã hết phiên">
<span>Lúc 08:00</span><span></span></p><div id="live-log" data-live>cũ</div>"""
ASK = "window.dispatchEvent(new Event('online'))"


def test_the_room_tells_how_old_its_figures_are_and_when_it_is_signed_out(place: Desk) -> None:
    place.room = [
        (200, {"ETag": '"a1"', "X-As-Of": "08:10"}, '<div id="live-log" data-live>mới</div>'),
        (304, {"X-As-Of": "08:20"}, ""),
        (500, {"X-As-Of": "08:30"}, ""),
        (302, {"Location": "/dang-nhap"}, ""),
    ]
    place.open("/", main=ROOM, scripts=("room.js",))
    state, log = place.page.locator("#live-state"), place.page.locator("#live-log")
    for fresh, trouble in (
        ("Lúc 08:10", ""),
        ("Lúc 08:20", ""),
        ("Lúc 08:20", "Mất từ"),
        ("Lúc 08:20", "Đã hết phiên"),
    ):
        place.page.evaluate(ASK)
        expect(state.locator("span").nth(0)).to_have_text(fresh)
        expect(state.locator("span").nth(1)).to_contain_text(trouble)
        expect(log).to_have_text("mới")
    assert [asked.headers.get("if-none-match") for asked in place.asked] == [None, '"a1"', '"a1"', '"a1"']


@pytest.mark.parametrize(("next_person", "shown"), [("an", True), ("binh", False), ("", False)])
def test_what_one_person_opened_lately_is_shown_to_nobody_else(
    place: Desk, next_person: str, shown: bool
) -> None:
    place.open("/kho/1", main="<h1>Kho của An</h1>", scripts=("palette.js",))
    lately = '<div id="recent" hidden><ul></ul></div>'
    place.open("/", main=lately, who=next_person, scripts=("palette.js",))
    expect(place.page.locator("#recent")).to_be_visible(visible=shown)
    assert ("Kho của An" in place.page.content()) is shown


def test_a_form_is_sent_once_however_often_it_is_pressed(place: Desk) -> None:
    place.open("/", main=FORM.format(""), scripts=("app.js",))
    pressed = """() => {
      const stopped = [];
      window.addEventListener("submit", event => { stopped.push(event.defaultPrevented); event.preventDefault(); });
      for (let times = 0; times < 3; times++) document.forms[0].requestSubmit();
      return stopped;
    }"""
    assert place.page.evaluate(pressed) == [False, True, True]
