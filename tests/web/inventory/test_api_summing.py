"""Sums, two days side by side and the log of looks as JSON: the same figures as on the pages, within the same reach."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from core.clock import day_of, now
from inventory.models import PhoneLookRow
from inventory.services.row_acts import Paper, receive_more
from tests.web.making import OTHER, OWN, actor_of, database_of, sign_in
from tests.web.test_api import LOT, call, code_of, new_token

JACKETS = "TB-001"
TOTALS = "/api/v1/totals"


@pytest.fixture
def demo(demo_everywhere: Flask) -> Flask:
    return demo_everywhere


def test_sums_are_those_of_the_rows_within_reach(demo: Flask) -> None:
    official, office = new_token(demo), new_token(demo, "vanphong.tinh")
    rows = call(demo, official, "GET", f"{LOT}?type_code={JACKETS}&limit=200").get_json()["lots"]
    [own] = call(demo, official, "GET", f"{TOTALS}/types?type_code={JACKETS}").get_json()["totals"]
    assert (own["rows"], own["communes"], own["unit"]) == (len(rows), 1, "cái")
    for name in ("on_hand", "reserved", "away", "broken"):
        assert own[name] == sum(row[name] for row in rows)
    # Of the province the same sum by commune, by former district, and over all.
    asked = f"{TOTALS}/communes?type_code={JACKETS}"
    by_commune = call(demo, office, "GET", asked).get_json()["totals"]
    assert {one["commune_code"] for one in by_commune} > {OWN, OTHER}
    [here] = [one for one in by_commune if one["commune_code"] == OWN]
    assert (here["rows"], here["on_hand"], here["usable"]) == (own["rows"], own["on_hand"], own["usable"])
    district = call(demo, office, "GET", f"{asked}&former_district=Huyện Bình Sơn").get_json()["totals"]
    assert here in district
    assert len(district) < len(by_commune)
    assert call(demo, official, "GET", f"{asked}&commune_code={OTHER}").get_json()["totals"] == []
    # Things of different kinds do not add up.
    mixed = call(demo, office, "GET", f"{TOTALS}/communes?pillar=means").get_json()["totals"]
    assert {one["on_hand"] for one in mixed} == {None}


def test_every_condition_narrows_or_is_refused(demo: Flask) -> None:
    office = new_token(demo, "vanphong.tinh")

    def rows(asked: str) -> int:
        found = call(demo, office, "GET", f"{TOTALS}/types?{asked}").get_json()["totals"]
        return sum(int(one["rows"]) for one in found)

    def listed(asked: str) -> int:
        found, after = 0, 0
        while after is not None:
            page = call(demo, office, "GET", f"/api/v1/lots?{asked}&limit=200&after={after}").get_json()
            found, after = found + len(page["lots"]), page["next"]
        return found

    everything = rows("")
    for asked in (
        "q=ao phao",
        "category=PT",
        "state=some_broken",
        "holder_kind=household",
        "checked=stale",
        "expiry=past",
        "dual_use=1",
        "able=seats&least=10",
    ):
        assert 0 < rows(asked) < everything, asked
        if rows(asked) < 2_000:  # the list is of the same rows as the sums
            assert listed(asked) == rows(asked), asked
    assert rows("expiry=past") < rows("expiry=soon")
    assert rows("able=seats&least=10") <= rows("able=seats")
    for asked in ("type_code=TB-999", "commune_code=99999", "former_district=Huyện Không Có"):
        assert call(demo, office, "GET", f"{TOTALS}/types?{asked}").status_code == 404, asked
    assert call(demo, office, "GET", f"{TOTALS}/types?state=lost").status_code == 422


def test_pillars_add_up_to_what_each_commune_has(demo: Flask) -> None:
    office = new_token(demo, "vanphong.tinh")
    pillars = call(demo, office, "GET", f"{TOTALS}/pillars").get_json()
    assert [one["pillar"] for one in pillars] == ["command", "forces", "means", "logistics"]
    summaries = call(demo, office, "GET", "/api/v1/summaries").get_json()
    for one in pillars:
        parts = [part for part in summaries if part["pillar"] == one["pillar"]]
        assert one["communes"] == len(parts)
        for name in ("rows", "stale", "empty", "expired"):
            assert one[name] == sum(part[name] for part in parts)
    here = call(demo, office, "GET", f"{TOTALS}/pillars?commune_code={OWN}").get_json()
    own = call(demo, new_token(demo), "GET", f"{TOTALS}/pillars").get_json()
    assert here == own
    assert {one["communes"] for one in own} <= {0, 1}


def test_two_days_side_by_side_tell_what_came(demo: Flask) -> None:
    official, office = new_token(demo), new_token(demo, "vanphong.tinh")
    today = day_of(now())
    lot = call(demo, official, "GET", f"{LOT}?type_code={JACKETS}").get_json()["lots"][0]
    with database_of(demo).transaction() as session:
        paper = Paper(document="12/PN", reason="")
        actor = actor_of(demo, "canbo.binhminh")
        receive_more(session, lot_id=lot["id"], quantity=Decimal(7), paper=paper, actor=actor, now=now())
    days = f"first={today - timedelta(days=1)}&second={today}&type_code={JACKETS}"
    told = call(demo, official, "GET", f"/api/v1/comparison?{days}").get_json()
    [line] = told["lines"]
    assert (line["key"], line["change"], line["rose"], line["fell"]) == (JACKETS, 7, 1, 0)
    assert line["now"] == line["then"] + 7
    changed = call(demo, office, "GET", f"/api/v1/comparison?{days}&by=commune&only_changed=1").get_json()
    assert [(one["key"], one["change"]) for one in changed["lines"]] == [(OWN, 7)]
    plain = call(demo, official, "GET", "/api/v1/comparison").get_json()
    assert (plain["first"], plain["second"]) == (f"{today.year - 1}-12-31", f"{today}")
    future = call(demo, official, "GET", "/api/v1/comparison?second=9999-12-31").get_json()
    assert future["second"] == f"{today}"
    for asked in ("by=commune", f"first={today}&second={today - timedelta(days=1)}"):
        assert call(demo, office, "GET", f"/api/v1/comparison?{asked}").status_code == 422


def check_looked(app: Flask, others: str) -> None:
    """Check that the province's looks at a commune's rows are that commune's to know of, one for each holder shown."""
    shown = call(app, new_token(app, "thuongtruc.tinh"), "GET", others).get_json()["lots"]
    with database_of(app).reading() as session:
        whose = PhoneLookRow.actor == actor_of(app, "thuongtruc.tinh").name
        noted = session.execute(select(PhoneLookRow.commune_code, PhoneLookRow.row_id).where(whose)).all()
    assert sorted(noted) == sorted({(OTHER, lot["holder_id"]) for lot in shown if lot["phone"]})
    assert noted
    official = new_token(app, "canbo.binhminh")
    assert code_of(call(app, official, "GET", others)) == (403, "other_commune")


def test_looks_at_numbers_are_told_to_those_who_watch_over_them(demo: Flask) -> None:
    official, auditor, chair = (
        new_token(demo, login) for login in ("canbo.binhminh", "kiemtoan", "chutich.binhminh")
    )
    others = f"/api/v1/communes/{OTHER}/lots?phones=1&limit=200"
    assert call(demo, new_token(demo, "canbo.khac"), "GET", others).status_code == 200
    check_looked(demo, others)
    before = now()
    lots = call(demo, official, "GET", f"{LOT}?phones=1&limit=200").get_json()["lots"]
    assert any(lot["phone"] for lot in lots)
    looks = call(demo, auditor, "GET", "/api/v1/phone-looks?limit=1").get_json()
    assert len(looks["looks"]) == 1
    assert looks["next"] == looks["looks"][0]["id"]
    rest = call(demo, auditor, "GET", f"/api/v1/phone-looks?after={looks['next']}&limit=200").get_json()
    assert rest["looks"][0]["id"] > looks["next"]
    last = [*looks["looks"], *rest["looks"]][-1]
    assert (last["actor"], last["commune_code"], last["kind"]) == (
        actor_of(demo, "canbo.binhminh").name,
        OWN,
        "holder",
    )
    assert last["page"] == LOT
    own = call(demo, chair, "GET", f"/api/v1/phone-looks?since={before.isoformat().replace('+', '%2B')}")
    assert {one["commune_code"] for one in own.get_json()["looks"]} == {OWN}
    assert call(demo, chair, "GET", f"/api/v1/phone-looks?commune_code={OTHER}").get_json()["looks"] == []
    # Who looks at numbers does not judge the looks: neither the official nor the office.
    for secret in (official, new_token(demo, "vanphong.tinh")):
        assert code_of(call(demo, secret, "GET", "/api/v1/phone-looks"))[0] == 403
    page, own_page = (
        sign_in(demo, login).get("/so-dien-thoai/nhat-ky").text for login in ("kiemtoan", "chutich.binhminh")
    )
    assert last["whose"] in page
    stranger = actor_of(demo, "canbo.khac").name
    assert (stranger in page, stranger in own_page) == (True, False)
