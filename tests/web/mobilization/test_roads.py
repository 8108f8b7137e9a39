"""Roads and warnings on the pages: what a colleague said meanwhile is never overwritten unseen."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.clock import local, now
from mobilization.queries.roads import (
    find_warning,
    find_warning_of,
    list_link_states,
    list_warnings,
    warnings_of,
)
from mobilization.services.conditions import change_road, end_warning, restore_road, warn
from tests.web.making import OWN, actor_of, database_of, send, sign_in

NEAR, FREE = "21100", "21040"
PAGE = f"/duong/?xa={OWN}"


def seen(client: FlaskClient, name: str) -> dict[str, str]:
    """Return a hidden field of the page as it stands."""
    found = re.search(
        rf'name="{name}" value="(\d+)"', client.get(PAGE).text.split('<section class="edit"')[-1]
    )
    assert found, name
    return {name: found[1]}


def road(client: FlaskClient, minutes: str, mark: dict[str, str]) -> TestResponse:
    """Say a link's minutes, or cut it where there are none."""
    form = {"neighbour": NEAR, "passable": "1" if minutes else "0", "minutes": minutes, "text": "", **mark}
    return send(client, f"/duong/{OWN}/chinh", form, PAGE)


def test_a_link_cut_meanwhile_is_not_opened_or_corrected_unseen(demo: Flask) -> None:
    first, second = sign_in(demo, "thuongtruc.tinh"), sign_in(demo, "thuongtruc.tinh")
    before = seen(first, f"seen-{NEAR}")
    assert before == {f"seen-{NEAR}": "0"}
    assert road(second, "", before).status_code == 303
    late = road(first, "35", before)
    assert late.status_code == 409
    assert "chia cắt" in late.text.split("<tbody>")[1].split("</tbody>")[0]
    assert "35 phút" in late.text.split("<tbody>")[1].split("</tbody>")[0]
    cut = seen(first, f"seen-{NEAR}")
    assert road(second, "50", cut).status_code == 303
    opened = send(first, f"/duong/{OWN}/khoi-phuc", {"neighbour": NEAR, "seen": cut[f"seen-{NEAR}"]}, PAGE)
    assert opened.status_code == 409
    assert "50 phút" in opened.text.split("<tbody>")[1].split("</tbody>")[0]
    assert road(first, "20", {}).status_code == 422
    assert road(first, "20", seen(first, f"seen-{NEAR}")).status_code == 303


@pytest.mark.parametrize(
    ("hours", "after", "there"),
    [(None, 0, True), (None, 1000, True), (6, 0, True), (6, 5.9, True), (6, 6, False), (6, 7, False)],
)
def test_what_is_said_of_a_road_holds_until_its_moment(
    demo: Flask, hours: float | None, after: float, there: bool
) -> None:
    moment, actor = now(), actor_of(demo, "thuongtruc.tinh")
    with database_of(demo).transaction() as session:
        until = None if hours is None else moment + timedelta(hours=hours)
        said: dict[str, Any] = {"minutes": None, "until": until, "text": "", "actor": actor, "now": moment}
        made = change_road(session, commune_code=OWN, neighbour=NEAR, **said)
        states = list_link_states(session, moment + timedelta(hours=after))
        assert (made in [state.id for state in states]) is there
        restore_road(session, commune_code=OWN, neighbour=NEAR, actor=actor, now=moment)
        assert made not in [state.id for state in list_link_states(session, moment)]


@pytest.mark.parametrize(("after", "there"), [(0, True), (5.9, True), (6, False), (7, False)])
def test_a_warning_holds_until_its_moment_whoever_asks(demo: Flask, after: float, there: bool) -> None:
    moment, actor = now(), actor_of(demo, "thuongtruc.tinh")
    said: dict[str, Any] = {"level": 3, "keep_percent": 50, "until": moment + timedelta(hours=6), "text": ""}
    with database_of(demo).transaction() as session:
        warn(session, commune_code=FREE, actor=actor, now=moment, **said)
        at = moment + timedelta(hours=after)
        told = [
            [one for one in list_warnings(session, at) if one.commune_code == FREE],
            warnings_of(FREE, at).ask(session),
            find_warning(session, FREE, at),
            find_warning_of(session, FREE, at),
        ]
        assert [bool(one) for one in told] == [there] * 4
        end_warning(session, commune_code=FREE, actor=actor, now=moment)
        assert not warnings_of(FREE, moment).ask(session)


def links(client: FlaskClient) -> str:
    """Return the mark of all that is said of the commune's links, as the page stands."""
    found = re.search(r'name="links" value="(\w+)"', client.get(PAGE).text)
    assert found
    return found[1]


def test_a_commune_is_cut_off_and_connected_at_one_press(demo_everywhere: Flask) -> None:
    post, colleague = sign_in(demo_everywhere, "thuongtruc.tinh"), sign_in(demo_everywhere, "thuongtruc.tinh")
    whole = re.search(r"Cắt (\d+) đường còn lại", post.get(PAGE).text)
    assert whole
    old = links(post)
    assert road(colleague, "", seen(colleague, f"seen-{NEAR}")).status_code == 303
    cut = {"text": "sạt lở, nước dâng", "until": "", "all": "1"}
    late = send(post, f"/duong/{OWN}/co-lap", cut | {"links": old}, PAGE)
    assert (late.status_code, "sạt lở, nước dâng" in late.text) == (409, True)  # what was typed is kept
    past = f"{local(now() - timedelta(hours=1)):%Y-%m-%dT%H:%M}"
    assert (
        send(post, f"/duong/{OWN}/co-lap", cut | {"links": links(post), "until": past}, PAGE).status_code
        == 422
    )
    assert f"Cắt {int(whole[1]) - 1} đường còn lại" in post.get(PAGE).text  # nothing half done
    assert send(post, f"/duong/{OWN}/co-lap", cut | {"links": links(post)}, PAGE).status_code == 303
    page = post.get(PAGE).text
    assert f"Đã ghi thêm {int(whole[1]) - 1} đường bị chia cắt" in page
    assert "mọi đường bị chia cắt" in page
    assert page.count("sạt lở, nước dâng") == int(whole[1]) - 1  # what the colleague wrote of one stands
    assert send(colleague, f"/duong/{OWN}/het-co-lap", {"links": old}, PAGE).status_code == 409
    assert send(colleague, f"/duong/{OWN}/het-co-lap", {"links": links(colleague)}, PAGE).status_code == 303
    assert "Không có đường nào đang bị chia cắt" in post.get(PAGE).text
    assert road(post, "95", seen(post, f"seen-{NEAR}")).status_code == 303
    assert send(post, f"/duong/{OWN}/co-lap", cut | {"links": links(post)}, PAGE).status_code == 303
    assert road(post, "95", seen(post, f"seen-{NEAR}")).status_code == 303
    assert send(post, f"/duong/{OWN}/het-co-lap", {"links": links(post)}, PAGE).status_code == 303
    assert "95 phút" in post.get(PAGE).text.split('<section class="edit"')[0]  # what was measured stands
    assert (
        send(
            sign_in(demo_everywhere, "kiemtoan"), f"/duong/{OWN}/co-lap", cut | {"links": old}, "/"
        ).status_code
        == 403
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"minutes": ""}, "Vui lòng chọn: đường còn đi được hay bị chia cắt."),
        ({"minutes": "35"}, "Vui lòng chọn: đường còn đi được hay bị chia cắt."),
        ({"passable": "", "minutes": ""}, "Vui lòng chọn: đường còn đi được hay bị chia cắt."),
        ({"passable": "no", "minutes": ""}, "Vui lòng chọn: đường còn đi được hay bị chia cắt."),
        ({"passable": "1", "minutes": ""}, "Vui lòng nhập số phút thực tế"),
        ({"passable": "1", "minutes": "  "}, "số"),
        ({"passable": "0", "minutes": "35"}, "mà vẫn có số phút"),
    ],
)
def test_nothing_left_empty_cuts_a_road(demo: Flask, said: dict[str, str], told: str) -> None:
    client = sign_in(demo, "thuongtruc.tinh")
    page = client.get(PAGE).text
    assert not re.search(r'name="passable"[^>]*checked', page)
    mark = seen(client, f"seen-{NEAR}")
    answer = send(client, f"/duong/{OWN}/chinh", {"neighbour": NEAR, "text": "", **said, **mark}, PAGE)
    assert (answer.status_code, told in answer.text) == (422, True)
    assert seen(client, f"seen-{NEAR}") == mark  # nothing is said of the link


def test_a_warning_set_meanwhile_is_not_replaced_or_ended_unseen(demo: Flask) -> None:
    first, second = sign_in(demo, "thuongtruc.tinh"), sign_in(demo, "thuongtruc.tinh")
    until = local(now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    none = seen(first, "seen")

    def warn(client: FlaskClient, level: int, mark: dict[str, str]) -> TestResponse:
        form = {"level": level, "keep_percent": 40, "until": until, **mark}
        return send(client, f"/duong/{OWN}/canh-bao", form, PAGE)

    assert warn(second, 4, none).status_code == 303
    late = warn(first, 2, none)
    assert late.status_code == 409
    row = late.text.split("<tbody>")[1].split("</tbody>")[0]
    assert "cảnh báo cấp 4" in row
    assert "cảnh báo cấp 2" in row
    held = seen(first, "seen")
    assert warn(second, 5, held).status_code == 303
    assert send(first, f"/duong/{OWN}/het-canh-bao", held, PAGE).status_code == 409
    assert send(first, f"/duong/{OWN}/het-canh-bao", {}, PAGE).status_code == 422
    assert send(first, f"/duong/{OWN}/het-canh-bao", seen(first, "seen"), PAGE).status_code == 303


def test_the_commune_reads_on_its_first_page_that_it_is_under_warning(demo: Flask) -> None:
    chief, official = sign_in(demo, "thuongtruc.tinh"), sign_in(demo, "canbo.binhminh")
    neighbour = sign_in(demo, "canbo.khac")
    told = "Địa bàn đang được cảnh báo cấp 3"
    assert told not in official.get("/").text
    until = (local(now()) + timedelta(hours=6)).strftime("%Y-%m-%dT%H:%M")
    form = {"level": "3", "keep_percent": "50", "until": until, "note": "", "seen": "0"}
    assert send(chief, f"/duong/{OWN}/canh-bao", form, PAGE).status_code == 303
    page = official.get("/").text
    assert told in page
    assert "giữ thêm 50% số hiện có" in page
    assert told not in neighbour.get("/").text
    assert send(chief, f"/duong/{OWN}/het-canh-bao", seen(chief, "seen"), PAGE).status_code == 303
    assert told not in official.get("/").text
