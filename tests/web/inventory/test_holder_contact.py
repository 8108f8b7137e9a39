"""A household with a boat is written down by hand, and whom to call is set right, with nobody's number shown."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from inventory.models import HolderRow, LotRow
from tests.web.making import OTHER, OWN, database_of, send, sign_in
from tests.web.test_api import call, new_token

NEW = f"/kho/xa/{OWN}/don-vi/them"
HOUSE = {"name": "Hộ ông Võ Văn Mới", "kind": "household", "phone": "0905111222", "address": "Thôn 2"}


def holder(demo: Flask, name: str) -> HolderRow:
    with database_of(demo).reading() as session:
        return session.scalars(select(HolderRow).where(HolderRow.name == name)).one()


def test_a_household_and_its_boat_are_added_by_hand(demo: Flask, official: FlaskClient) -> None:
    assert NEW in official.get(f"/kho/xa/{OWN}/them").text
    made = send(official, NEW, HOUSE)
    here = holder(demo, HOUSE["name"])
    assert (made.status_code, made.location) == (303, f"/kho/xa/{OWN}/them?chu={here.id}")
    assert f'value="{here.id}" selected' in official.get(made.location).text
    boat = {"type_code": "PT-005", "on_hand": "1", "holder_id": str(here.id), "place": "Bến thôn 2"}
    assert send(official, f"/kho/xa/{OWN}/them", boat).status_code == 303
    with database_of(demo).reading() as session:
        assert session.scalars(select(LotRow.on_hand).where(LotRow.holder_id == here.id)).one() == 1
    again = send(official, NEW, {**HOUSE, "name": "hộ ông vo van moi", "phone": "0905999888"})
    assert again.status_code == 409
    assert "0905999888" in again.text, "what was typed stays"
    assert send(official, NEW, {**HOUSE, "name": "UBND xã"}).status_code == 409
    assert send(official, NEW, {**HOUSE, "kind": "commune"}).status_code == 422
    assert send(official, f"/kho/xa/{OTHER}/don-vi/them", HOUSE).status_code == 403


def test_whom_to_call_is_set_right(demo: Flask, official: FlaskClient) -> None:
    send(official, NEW, HOUSE)
    here = holder(demo, HOUSE["name"])
    page, contact = f"/kho/don-vi/{here.id}/sua", f"/kho/don-vi/{here.id}/lien-lac"

    def seen() -> str:
        shown = official.get(page).text
        assert "0905111222" not in shown
        return shown.split('name="seen" value="')[2][:16]

    mark = seen()
    kept = {"phone": "", "address": "Thôn 3", "seen": mark}
    assert send(official, contact, kept).status_code == 303
    assert (holder(demo, HOUSE["name"]).phone, holder(demo, HOUSE["name"]).address) == (
        "0905111222",
        "Thôn 3",
    )
    late = send(official, contact, {**kept, "phone": "0905000000"})
    assert late.status_code == 409
    assert holder(demo, HOUSE["name"]).phone == "0905111222"
    assert send(official, contact, {**kept, "phone": "0905333444", "seen": seen()}).status_code == 303
    assert holder(demo, HOUSE["name"]).phone == "0905333444"
    assert send(official, contact, {**kept, "forget": "1", "seen": seen()}).status_code == 303
    assert holder(demo, HOUSE["name"]).phone == ""
    own = official.get("/kho/don-vi/6/sua").text  # the commune's own committee has a number too
    assert "Lưu liên lạc" in own
    assert 'name="kind"' not in own
    assert send(sign_in(demo, "kiemtoan"), contact, kept).status_code == 403


def test_a_program_sets_the_number_right(demo: Flask) -> None:
    secret = new_token(demo, "canbo.binhminh")
    done = call(demo, secret, "POST", "/api/v1/holders/6/contact", {"phone": "0905333444"})
    assert done.status_code == 200, done.text
    assert "0905333444" not in done.text
    masked = call(demo, secret, "POST", "/api/v1/holders/6/contact", {"phone": "090•••••••"})
    assert masked.status_code == 422
    with database_of(demo).reading() as session:
        assert session.get_one(HolderRow, 6).phone == "0905333444"
