"""One commune asks another for goods, as each side and the province meet it on the pages and in the JSON interface."""

from __future__ import annotations

import re
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient

from core.clock import now
from inventory.queries.lot_values import Lot
from inventory.queries.lots import list_lots
from inventory.services.requesting import spare_of
from tests.web.making import OTHER, OWN, database_of, picture, send, sign_in
from tests.web.test_api import call, code_of, new_token

LIST = "/kho/dieu-chuyen/de-nghi"


def goods(app: Flask) -> Lot:
    """Return a row of goods of the demo's own commune of which twenty may be given away."""
    with database_of(app).reading() as session:
        lots, _more = list_lots(session, scope=OWN, pillar="means")
    return next(lot for lot in lots if spare_of(lot, None, now()) >= 20)


def ask(app: Flask, asker: FlaskClient, quantity: str = "20", **more: str) -> int:
    """Ask the demo's own commune for goods as the other one; returns the request's number."""
    form = {
        "type_code": goods(app).type_code,
        "quantity": quantity,
        "giver_code": OWN,
        "reason": "nước lên",
        **more,
    }
    sent = send(asker, f"/kho/xa/{OTHER}/de-nghi", form)
    assert sent.status_code == 303, sent.text
    return max(int(number) for number in re.findall(r"de-nghi/(\d+)/rut", asker.get(LIST).text))


def test_a_request_goes_from_the_asker_to_rows_of_the_giver(demo: Flask) -> None:
    asker, giver = sign_in(demo, "canbo.khac"), sign_in(demo, "canbo.binhminh")
    number = ask(demo, asker)
    first = giver.get("/").text
    before = first.partition("1 đề nghị chi viện của xã khác đang chờ xã trả lời")[0]
    assert before.rpartition("duty duty-")[2].startswith("late")  # somebody waits for goods, perhaps tonight
    assert (
        "1 đề nghị chi viện giữa các xã chưa được trả lời" in sign_in(demo, "thuongtruc.tinh").get("/").text
    )
    page = giver.get(f"{LIST}/{number}").text
    filled = dict(re.findall(r'name="(q-\d+)"[^>]*value="(\d+)"', page))
    assert sum(map(int, filled.values())) == 20
    # What was typed stays where it is refused.
    less = dict.fromkeys(filled, "1")
    refused = send(giver, f"{LIST}/{number}", {**less, "document": "12/CV-UBND"})
    assert refused.status_code == 422
    assert "bên đề nghị cần biết" in refused.text
    assert re.findall(r'name="q-\d+"[^>]*value="1"', refused.text)
    unread = send(giver, f"{LIST}/{number}", {next(iter(filled)): "hai", "document": "12/CV-UBND"})
    assert "Hãy nhập số không âm" in unread.text
    nowhere = send(giver, f"{LIST}/{number}", {"q-" + "9" * 30: "1", "document": "12/CV-UBND"})
    assert nowhere.status_code == 422
    shown = {"photo": (BytesIO(picture()), "anh.jpg")}
    given = send(giver, f"{LIST}/{number}", {**filled, "document": "12/CV-UBND", **shown})
    assert given.status_code == 303, given.text
    row = next(iter(filled)).removeprefix("q-")
    assert 'alt="12/CV-UBND"' in giver.get(f"/kho/{row}").text
    assert "đã đồng ý giao" in asker.get(LIST).text
    waiting = asker.get("/kho/dieu-chuyen").text
    assert "bên nhận đã đề nghị" in waiting
    assert len(re.findall(r"dieu-chuyen/(\d+)/nhan", waiting)) == len(filled)
    assert "đã được trả lời" in send(giver, f"{LIST}/{number}/tu-choi", {"answer": "muộn"}).text


def test_who_finds_nothing_is_shown_how_to_ask_others(demo: Flask) -> None:
    way = f"/kho/xa/{OWN}/de-nghi"
    assert way in sign_in(demo, "canbo.binhminh").get("/kho/danh-sach?q=xuồng hơi nhỏ").text
    assert "/de-nghi" not in sign_in(demo, "kiemtoan").get("/kho/danh-sach?q=không có gì như thế").text


def test_who_asks_sees_nothing_of_the_other_s_rows_but_the_answer(demo: Flask) -> None:
    asker, giver = sign_in(demo, "canbo.khac"), sign_in(demo, "canbo.binhminh")
    number = ask(demo, asker)
    assert asker.get(f"{LIST}/{number}").status_code == 403
    with database_of(demo).reading() as session:
        lots, _more = list_lots(session, scope=OWN, type_code=goods(demo).type_code)
    assert not any(f"/kho/{lot.id}" in asker.get(LIST).text for lot in lots)
    assert send(giver, f"{LIST}/{number}/tu-choi", {}).status_code == 422
    assert send(giver, f"{LIST}/{number}/tu-choi", {"answer": "đang cần ở thôn 3"}).status_code == 303
    assert "lý do của bên được hỏi: đang cần ở thôn 3" in asker.get(LIST).text
    assert "1 đề nghị chi viện của xã bị từ chối" in asker.get("/").text
    second = ask(demo, asker)
    assert send(asker, f"{LIST}/{second}/rut", {}).status_code == 303
    assert f"{LIST}/{second}/rut" not in asker.get(LIST).text


def test_the_province_decides_and_the_nearest_is_found(demo: Flask) -> None:
    asker, office = sign_in(demo, "canbo.khac"), sign_in(demo, "thuongtruc.tinh")
    number = ask(demo, asker)
    page = office.get(f"{LIST}/{number}/quyet-dinh").text
    filled = dict(re.findall(r'name="(q-\d+)"[^>]*value="(\d+)"', page))
    done = send(office, f"{LIST}/{number}/quyet-dinh", {**filled, "document": "9/QĐ-UBND"})
    assert done.status_code == 303, done.text
    assert "theo quyết định của tỉnh" in asker.get(LIST).text
    near = send(
        asker,
        f"/kho/xa/{OTHER}/de-nghi",
        {"type_code": goods(demo).type_code, "quantity": "1", "reason": "nước lên"},
    )
    assert near.status_code == 303
    assert "Đã gửi đề nghị tới" in asker.get(LIST).text
    nobody = send(
        asker,
        f"/kho/xa/{OTHER}/de-nghi",
        {"type_code": goods(demo).type_code, "quantity": "90000", "reason": "nước lên"},
    )
    assert (nobody.status_code, "Không xã nào đi được tới đây" in nobody.text) == (409, True)


def test_programs_ask_and_answer_too(demo: Flask) -> None:
    asker, giver = new_token(demo, "canbo.khac"), new_token(demo)
    body = {"type_code": goods(demo).type_code, "quantity": 3, "giver_code": OWN, "reason": "nước lên"}
    where = f"/api/v1/communes/{OTHER}/transfer-requests"
    assert code_of(call(demo, giver, "POST", where, body)) == (403, "other_commune")
    asked = [
        call(demo, asker, "POST", where, {**body, "giver_code": code}).get_json() for code in (OWN, OWN, OWN)
    ]
    given, declined, withdrawn = (f"/api/v1/transfer-requests/{item['id']}" for item in asked)
    share = {"shares": [{"lot_id": goods(demo).id, "quantity": 3}], "document": "12/CV"}
    assert code_of(call(demo, asker, "POST", f"{given}/transfers", share)) == (403, "other_commune")
    assert call(demo, giver, "POST", f"{given}/transfers", share).get_json()["given"] == 3
    assert code_of(call(demo, giver, "POST", f"{given}/transfers", share)) == (
        409,
        "transfer_request_settled",
    )
    assert call(demo, giver, "POST", f"{declined}/refusal", {"answer": "kho trống"}).status_code == 200
    assert call(demo, asker, "POST", f"{withdrawn}/withdrawal", {}).get_json()["state"] == "withdrawn"
    states = [
        row["state"] for row in call(demo, asker, "GET", "/api/v1/transfer-requests").get_json()["requests"]
    ]
    assert states == ["given", "declined", "withdrawn"]
    transfer = call(demo, asker, "GET", "/api/v1/transfers?state=proposed").get_json()["transfers"][-1]
    assert transfer["request_id"] == asked[0]["id"]
