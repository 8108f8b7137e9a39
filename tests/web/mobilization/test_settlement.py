"""After an order, on the pages: what is due, the minutes, a loss and its payment."""

from __future__ import annotations

from flask import Flask

from tests.web.making import send, sign_in

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
    assert send(client, money, loss, money).status_code == 303
    text = client.get(money).text
    assert "400.000" in text
    owners, budgets = text.split("<h3>Theo chủ tài sản</h3>")[1].split("<h3>Theo nguồn kinh phí</h3>")
    assert "ngân sách tỉnh" not in owners
    assert "ngân sách tỉnh" in budgets.split("</dl>")[0]
    order = client.get(f"/lenh/{number}").text
    assert f"/lenh/{number}/quyet-dinh-hoan-tra" not in order  # it is back, and it was no trưng dụng
    answer = send(client, f"/lenh/{number}/quyet-dinh-hoan-tra", {"number": "9"}, f"/lenh/{number}")
    assert answer.status_code == 409
    assert client.get(f"/lenh/{number}/chi-tra.pdf").status_code == 200
    assert client.get(f"/lenh/{number}/thiet-hai.docx").status_code == 200
