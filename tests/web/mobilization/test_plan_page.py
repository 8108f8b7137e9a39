"""A plan's page: what needs eyes stands open and first, and each word stands under who said it."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask

from core.clock import now
from mobilization.queries.dispatches import find_newest_plan, list_dispatches
from mobilization.rules.states import State
from mobilization.services.choices import forbid
from mobilization.services.dispatches import mark
from tests.web.making import actor_of, database_of, send, sign_in

PAGE = "/su-co/2/phuong-an"


def test_what_lacks_something_stands_first_with_its_way_up_and_the_rest_folds(demo: Flask) -> None:
    post = sign_in(demo, "thuongtruc.tinh")
    need = {"type_code": "PT-005", "quantity": "900", "priority": "3"}
    assert send(post, "/su-co/2/nhu-cau", need).status_code == 303
    more = {"type_code": "TB-001", "quantity": "900", "priority": "1"}
    assert send(post, "/su-co/2/nhu-cau", more).status_code == 303
    assert send(post, PAGE, {}).status_code == 303
    page = post.get(PAGE).text
    with database_of(demo).reading() as session:
        plan = find_newest_plan(session, 2)
    assert plan is not None
    assert len(plan.result["lines"]) > 8
    headings = re.findall(r"<section>\s*<h2>\s*([^<:]+):", page)
    assert headings[0] == "Ca nô"
    first = page.partition("<section>")[2].partition("</section>")[0]
    short, _, below = first.partition("</p>")
    assert 'href="/su-co/2/vuot-kha-nang"' in short
    assert '<details class="fold"' not in short
    fold = below.partition('<details class="fold"')[2].partition("</summary>")[0]
    assert re.search(r"\d+ nguồn, muộn nhất sau \d+ (phút|giờ)", fold)


def test_a_holders_refusal_is_no_word_of_the_commander(demo: Flask) -> None:
    post, actor = sign_in(demo, "thuongtruc.tinh"), actor_of(demo, "thuongtruc.tinh")
    with database_of(demo).transaction() as session:
        items = list_dispatches(session, incident_id=2)
        gone = next(item for item in items if item.state is State.ORDERED)
        kept = next(item for item in items if item.lot_id != gone.lot_id)
        moment = now()
        said: dict[str, Any] = {"actor": actor, "now": moment}
        mark(
            session,
            dispatch_id=gone.id,
            to=State.REFUSED,
            happened_at=moment,
            text="máy hỏng",
            came=None,
            **said,
        )
        ban: dict[str, Any] = {
            "need_id": None,
            "whole_holder": False,
            "reason": "đường hẹp",
            "actor": actor,
            "now": now(),
        }
        forbid(session, incident_id=2, lot_id=kept.lot_id, **ban)
    to_do = post.get("/").text
    assert "bị từ chối, chưa có nguồn thay: “máy hỏng”" in to_do
    assert f'href="{PAGE}"' in to_do
    assert "máy hỏng" not in sign_in(demo, "canbo.binhminh").get("/").text
    page = post.get(PAGE).text
    commander = page.partition("<h2>Chỉ định của chỉ huy</h2>")[2].partition("<h2>")[0]
    holders = page.partition("<h2>Đơn vị đã từ chối, không hỏi lại</h2>")[2].partition("<h2>")[0]
    assert ("đường hẹp" in commander, "máy hỏng" in commander, "Bỏ chỉ định" in commander) == (
        True,
        False,
        True,
    )
    assert ("đường hẹp" in holders, "máy hỏng" in holders, "Hỏi lại nguồn này" in holders) == (
        False,
        True,
        True,
    )
    choice = re.search(r'name="choice_id" value="(\d+)"', holders)
    assert choice
    done = send(post, f"{PAGE}/bo-chi-dinh", {"choice_id": choice[1]})
    assert done.status_code == 303
    after = post.get(PAGE).text
    assert "Sẽ hỏi lại nguồn này." in after
    assert "Đơn vị đã từ chối, không hỏi lại" not in after
