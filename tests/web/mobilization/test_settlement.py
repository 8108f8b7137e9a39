"""After an order, on the pages: what is due, the minutes, a loss and its payment."""

from __future__ import annotations

from flask import Flask

from core.clock import now
from mobilization.queries.dispatches import list_dispatches
from mobilization.queries.orders import list_orders
from mobilization.rules.states import HOME_AGAIN, State
from mobilization.services.dispatches import mark
from tests.web.making import actor_of, database_of, send, sign_in
from tests.web.mobilization.test_beyond import words

POST = "thuongtruc.tinh"


def test_minutes_and_payment_of_a_returned_order(demo: Flask) -> None:
    client = sign_in(demo, POST)
    assert client.get("/viec-theo-han").status_code == 200
    number = next(
        order for order in range(1, 4) if "Áo phao" in client.get(f"/lenh/{order}").text or order == 3
    )
    page = f"/lenh/{number}/hoan-tra"
    text = client.get(page).text
    lines = [part.split('"')[0] for part in text.split('name="condition-')[1:]]
    form = {
        "at": "2026-01-05T08:00",
        "place": "UBND xã",
        "owner_delegate": "Nguyễn Văn A",
        "user_name": "Ban Chỉ huy",
        "user_delegate": "Trần Văn B",
        "version": "0",
        **{f"condition-{line}": "tốt" for line in lines},
    }
    assert send(client, page, form, page).status_code == 303
    assert send(client, page, form, page).status_code in {303, 409}
    for ending in ("docx", "pdf"):
        assert client.get(f"/lenh/{number}/hoan-tra.{ending}").status_code == 200
    money = f"/lenh/{number}/boi-thuong"
    loss = {
        "dispatch_id": lines[0],
        "loss": "income:rent",
        "quantity": "1",
        "unit_dong": "200000",
        "days": "2",
        "payer": "Sở Tài chính",
        "budget": "province",
    }
    assert send(client, money, loss | {"unit_dong": "12,5"}, money).status_code == 422  # not 12 đồng
    assert send(client, money, loss, money).status_code == 303
    text = client.get(money).text
    assert "400.000" in text
    owners, budgets = text.split(">Phải chi cho từng chủ tài sản</h3>")[1].split(
        ">Phải chi từ từng nguồn kinh phí</h3>"
    )
    assert "ngân sách tỉnh" not in owners
    assert "ngân sách tỉnh" in budgets.split("</dl>")[0]
    order = client.get(f"/lenh/{number}").text
    assert f"/lenh/{number}/quyet-dinh-hoan-tra" not in order  # it is back, and it was no trưng dụng
    answer = send(client, f"/lenh/{number}/quyet-dinh-hoan-tra", {"number": "9"}, f"/lenh/{number}")
    assert answer.status_code == 409
    assert client.get(f"/lenh/{number}/chi-tra.pdf").status_code == 200
    assert client.get(f"/lenh/{number}/thiet-hai.docx").status_code == 200


def test_a_closed_file_takes_no_more_claims_and_says_so(demo: Flask) -> None:
    client = sign_in(demo, POST)
    with database_of(demo).reading() as session:
        all_lines = list_dispatches(session, order_id=1)
    lines = [line for line in all_lines if line.state in HOME_AGAIN and line.category != "LL"]
    whole = next(line.id for line in lines if not line.lost + line.damaged)
    page, money = f"/dieu-dong/{whole}", "/lenh/1/boi-thuong"
    assert f'<option value="{whole}"' in client.get(money).text
    assert send(client, f"{page}/chi-huy/settled", {}, page).status_code == 303
    assert f'<option value="{whole}"' not in client.get(money).text
    loss = {
        "dispatch_id": str(whole),
        "loss": "income:rent",
        "quantity": "1",
        "unit_dong": "200000",
        "days": "2",
        "payer": "Sở Tài chính",
        "budget": "province",
    }
    answer = send(client, money, loss, money)
    assert answer.status_code == 409
    assert "Hồ sơ của nguồn lực này đã kết thúc, không ghi thêm khoản nào." in answer.text


def test_people_come_home_in_words_for_people(demo: Flask) -> None:
    client, actor = sign_in(demo, POST), actor_of(demo, POST)
    with database_of(demo).transaction() as session:
        lines = list_dispatches(session, incident_id=2)
        called = next(line for line in lines if line.category == "LL" and line.state is State.ORDERED)
        for to in (State.ACKNOWLEDGED, State.DEPARTED, State.ARRIVED, State.RELEASED):
            mark(
                session, dispatch_id=called.id, to=to, happened_at=now(), text="", came=None, actor=actor, now=now()
            )  # fmt: skip
    page = f"/dieu-dong/{called.id}"
    commune = client.get(f"/dieu-dong/xa/{called.commune_code}").text
    for text in (
        client.get(page).text,
        commune[commune.index(called.resource) :].split("</div>\n        </div>")[0],
    ):
        assert "Bị thương, ốm (người)" in text
        assert not [word for word in ("Đã dùng hết (người)", "Hỏng (người)", "Mất (người)") if word in text]
    said = {"back": "55", "lost": "1", "damaged": "3", "used": "1"}
    assert send(client, f"{page}/don-vi/returned", said, page).status_code == 422
    said = {"back": "56", "lost": "1", "damaged": "3"}
    assert send(client, f"{page}/don-vi/returned", said, page).status_code == 303
    text = client.get(page).text
    assert "Đã về đơn vị" in text
    assert f'<option value="{called.id}"' not in client.get(f"/lenh/{called.order_id}/boi-thuong").text


def test_a_return_decision_says_when_and_where_things_go_back(demo: Flask) -> None:
    client = sign_in(demo, POST)
    with database_of(demo).reading() as session:
        number = next(order.id for order in list_orders(session, 2) if order.state == "approved")
    page = f"/lenh/{number}"
    said = {"back_at": "2026-12-05T09:30", "back_place": "Nhà văn hóa thôn 2"}
    assert send(client, f"{page}/quyet-dinh-hoan-tra", said | {"back_at": "mai"}, page).status_code == 422
    assert send(client, f"{page}/quyet-dinh-hoan-tra", said, page).status_code == 303
    paper = words(client.get(f"{page}/quyet-dinh-hoan-tra.docx").data)
    assert "hoàn trả: 09 giờ 30 phút, ngày 05 tháng 12 năm 2026; tại Nhà văn hóa thôn 2." in paper


def loss_on_page(text: str) -> dict[str, str]:
    """Return what the form of the last loss on the page sends with a payment."""
    form = text.rpartition('boi-thuong/tra"')[2].partition("</form>")[0]
    return {
        name: form.split(f'name="{name}" value="')[1].split('"')[0]
        for name in ("loss_id", "version", "shown")
    }


def test_a_loss_another_changed_is_not_paid_or_taken_back_unseen(demo: Flask) -> None:
    client, colleague = sign_in(demo, POST), sign_in(demo, POST)
    number = next(
        one for one in range(1, 9) if "boi-thuong/tra" in client.get(f"/lenh/{one}/boi-thuong").text
    )
    money = f"/lenh/{number}/boi-thuong"
    seen = loss_on_page(client.get(money).text)
    dearer = {
        "loss_id": seen["loss_id"],
        "version": seen["version"],
        "loss": "damaged:repair_cost",
        "quantity": "1",
        "unit_dong": "777000",
        "payer": "Sở Tài chính",
        "budget": "province",
    }
    assert send(colleague, f"{money}/sua", dearer, money).status_code == 303
    paid = send(client, f"{money}/tra", {**seen, "paid_on": "2026-01-05", "document": "UNC 1"}, money)
    back = send(client, f"{money}/bo", seen, money)
    for answer in (paid, back):
        assert answer.status_code == 409
        row = answer.text.split("<tbody>")[1].split("</tbody>")[0]
        assert "777.000" in row
        assert f"{int(seen['shown']):,}".replace(",", ".") in row
    assert "Chưa chi trả" in client.get(money).text
    seen = loss_on_page(client.get(money).text)
    assert (
        send(
            client, f"{money}/tra", {**seen, "paid_on": "2026-01-05", "document": "UNC 1"}, money
        ).status_code
        == 303
    )
