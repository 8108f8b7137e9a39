"""What the service worker keeps of the pages, for whom, and what it makes of a form that finds no line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import Desk, desk

SOURCE = Path(__file__).parents[2].joinpath("static/sw.js").read_text(encoding="utf-8")
# The worker in a page, with a network and a queue of the test's: acts are [what, path, …], each gives one answer back.
HARNESS = """async ([source, acts]) => {
  const on = {}, kept = [], told = [], line = {}; let later = null;
  const GIVEN = {version: 'v2', shell: ['/app.css'], fallback: '/ngoai-tuyen', queue: '/so-gui'};
  const queue = {say: async () => {}, said: async () => 'an', keep: async (path, pairs, who) => { kept.push([path, who]); }};
  const worker = {GIVEN, queue, skipWaiting() {}, clients: {claim() {}}, addEventListener: (name, work) => { on[name] = work; }};
  const fetched = async request => {
    const path = new URL(request.url || request, location.origin).pathname, answer = line[path];
    if (request.credentials) told.push(request.credentials);
    if (answer && answer.waits) await new Promise(go => { later = go; });
    if (!answer || answer.down) throw new TypeError('no line');
    const made = new Response(answer.body, {status: answer.status || 200, headers: {'content-type': answer.type || 'text/html'}});
    if (answer.redirected) { Object.defineProperty(made, 'redirected', {value: true}); made.clone = () => { const two = made; return two; }; }
    return made;
  };
  new Function('self', 'fetch', source)(worker, fetched);
  const event = more => { const waiting = []; return {waiting, waitUntil: one => waiting.push(one), respondWith(one) { this.answer = one; }, ...more}; };
  const finish = async one => { for (let n = 0; n < one.waiting.length; n++) await one.waiting[n]; };
  const said = async answer => answer ? answer.status + ' ' + (answer.headers.get('location') || await answer.text()) : 'nothing';
  const call = (path, method, fields) => {
    const form = new FormData(); (fields || []).forEach(pair => form.append(...pair));
    const request = {url: location.origin + path, method, mode: 'navigate', headers: new Headers({'content-type': fields ? 'application/x-www-form-urlencoded' : ''}), formData: async () => form};
    request.clone = () => request;
    const one = event({request}); on.fetch(one); return one;
  };
  const out = []; let open = null;
  for (const [what, path, more] of acts) {
    if (what === 'line') line[path] = more;
    if (what === 'get') { const one = call(path, 'GET'); const text = await said(await one.answer); await finish(one); out.push(text); }
    if (what === 'begin') { open = call(path, 'GET'); await new Promise(go => setTimeout(go, 20)); }
    if (what === 'arrive') { later(); await open.answer; await finish(open); }
    if (what === 'post') out.push(await said(await call(path, 'POST', more).answer));
    if (what === 'on') { const one = event(more ? {data: more} : {}); on[path](one); await finish(one); }
    if (what === 'cache') await (await caches.open(path)).put('/x', new Response('x'));
  }
  const held = (await (await caches.open('pages')).keys()).map(key => new URL(key.url).pathname);
  return {out, kept, told, held, caches: (await caches.keys()).sort()};
}"""
LIST, LOG = "/kho/xa/21085", "/su-co/2/nhat-ky"
PAGE = {"body": '<body class="a">tồn kho</body>'}
GONE = {"down": True}
LABELLED = [["_label", "Áo phao"], ["on_hand", "5"]]


@pytest.fixture(scope="module")
def place(chromium: Browser) -> Iterator[Desk]:
    """A browser with its own store of pages."""
    with desk(chromium) as held:
        yield held


def work(place: Desk, *acts: Any) -> dict[str, Any]:
    """Return what a new worker answers and keeps."""
    place.open("/")
    place.page.evaluate("async () => { for (const name of await caches.keys()) await caches.delete(name); }")
    found: dict[str, Any] = place.page.evaluate(HARNESS, [SOURCE, list(acts)])
    return found


@pytest.mark.parametrize(
    ("path", "answer", "held"),
    [
        (LIST, PAGE, True),
        (LOG, PAGE, True),
        ("/kho/312", PAGE, True),
        ("/so-dien-thoai/nhat-ky", PAGE, False),  # who looked at whose number is nothing to carry about
        ("/tai-khoan/", PAGE, False),
        (LIST, {**PAGE, "redirected": True}, False),  # the sign-in page is no list
        (LIST, {**PAGE, "status": 403}, False),
        (LIST, {**PAGE, "type": "application/json"}, False),
    ],
)
def test_only_pages_to_work_with_are_kept(place: Desk, path: str, answer: dict[str, Any], held: bool) -> None:
    assert work(place, ("line", path, answer), ("get", path))["held"] == [path] * held


@pytest.mark.parametrize(
    "answer", [GONE, {"body": "máy chủ bận", "status": 502}, {"body": "", "status": 503}]
)
def test_a_kept_page_tells_that_it_is_kept_and_of_no_success(place: Desk, answer: dict[str, Any]) -> None:
    """Shown again without the line, "saved" would be said of what was never sent."""
    saved = {"body": '<body class="a"><p class="alert alert-success" role="status">Đã lưu.</p>tồn kho</body>'}
    found = work(place, ("line", LIST, saved), ("get", LIST), ("line", LIST, answer), ("get", LIST))
    first, again = found["out"]
    assert "Đã lưu." in first
    assert "data-saved-at" not in first
    assert again.startswith('200 <body data-saved-at="2')
    assert "Đã lưu." not in again


def test_where_nothing_is_kept_the_server_s_own_words_are_shown(place: Desk) -> None:
    busy = {"body": "máy chủ bận", "status": 503}
    assert work(place, ("line", LIST, busy), ("get", LIST))["out"] == ["503 máy chủ bận"]


@pytest.mark.parametrize("way", ["/dang-xuat", "/dang-nhap"])
def test_nothing_of_one_person_is_left_for_the_next(place: Desk, way: str) -> None:
    """Not even a page that was still on its way when its reader signed out, nor without a line."""
    slow, gone = {**PAGE, "waits": True}, ("line", way, GONE)
    acts = [
        ("line", LIST, PAGE),
        ("get", LIST),
        ("line", LOG, slow),
        ("begin", LOG),
        gone,
        ("post", way),
        ("arrive",),
    ]
    assert work(place, *acts)["held"] == []


def test_the_oldest_pages_make_room(place: Desk) -> None:
    paths = [f"/kho/{number}" for number in range(1, 43)]
    acts = [act for path in paths for act in (("line", path, PAGE), ("get", path))]
    assert work(place, *acts)["held"] == paths[2:]


@pytest.mark.parametrize(
    ("path", "fields", "kept", "answer"),
    [
        ("/kho/1/kiem-dem", LABELLED, [["/kho/1/kiem-dem", "an"]], "/so-gui?giu=1"),
        ("/lenh/4/ky", [["note", "x"]], [], "/ngoai-tuyen?chua-gui=1"),  # signing is never done later, unseen
        ("/kho/1/anh", None, [], "/ngoai-tuyen?chua-gui=1"),  # with files
    ],
)
def test_a_form_without_a_line_waits_or_says_so(
    place: Desk, path: str, fields: Any, kept: list[list[str]], answer: str
) -> None:
    found = work(place, ("line", path, GONE), ("post", path, fields))
    assert (found["kept"], found["out"]) == (kept, [f"303 http://localhost:9{answer}"])


def test_what_the_office_shares_is_fetched_for_nobody_and_pages_outlive_a_new_version(place: Desk) -> None:
    acts = [
        ("line", LIST, PAGE),
        ("get", LIST),
        ("cache", "shell-v1"),
        ("line", "/app.css", {"body": ""}),
        ("on", "install"),
    ]
    found = work(place, *acts, ("on", "activate"))
    assert found["told"] == ["omit"]
    assert found["caches"] == ["pages", "shell-v2"]
    assert found["held"] == [LIST]
