"""The quick table keeps all rows or none; the sheet for the dark names every row."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from urllib.parse import parse_qs, unquote, urlsplit

import segno
from flask import Flask
from openpyxl import load_workbook

from core.clock import day_of, now
from core.text import fold
from inventory.models import LotRow
from inventory.queries.lots import list_lots
from tests.web.making import OTHER, OWN, database_of, send, sign_in

TABLE = "/kho/xa/21085/nhap-nhanh"


def boxes(page: str) -> dict[str, str]:
    """Return the table's form as it stands."""
    return dict(re.findall(r'name="((?:on_hand|broken|old|version)-\d+)"[^>]*?value="([^"]*)"', page))


def test_changed_rows_are_kept_together_or_not_at_all(demo: Flask) -> None:
    official, chief = sign_in(demo, "canbo.binhminh"), sign_in(demo, "thuongtruc.binhminh")
    page = official.get(TABLE).text
    assert (
        '<form id="bulk" data-rows-wait method="post"' in page
    )  # its rows wait one by one where the line is down
    form = boxes(page)
    first, second, third = [name for name in form if name.startswith("on_hand-")][:3]
    assert send(official, TABLE, {**form, first: "501", second: "502"}, TABLE).status_code == 303
    now = boxes(official.get(TABLE).text)
    assert (now[first], now[second], now[third]) == ("501", "502", form[third])
    untouched = third.removeprefix("on_hand-")
    assert now[f"version-{untouched}"] == form[f"version-{untouched}"]

    assert send(chief, TABLE, {**now, second: "610"}, TABLE).status_code == 303
    answer = send(official, TABLE, {**now, first: "701", second: "702"}, TABLE)
    assert answer.status_code == 409
    assert "Võ Văn Dũng (Thường trực Ban Chỉ huy cấp xã, Xã Bình Minh) đã ghi lúc" in answer.text
    typed = boxes(answer.text)
    assert (typed[first], typed[second]) == ("701", "702")  # nothing typed is lost
    assert boxes(official.get(TABLE).text)[first] == "501"  # and no half was kept
    assert send(official, TABLE, typed, TABLE).status_code == 303
    assert boxes(official.get(TABLE).text)[second] == "702"


def test_what_cannot_be_read_is_told_beside_its_row(demo: Flask) -> None:
    client = sign_in(demo, "canbo.binhminh")
    form = boxes(client.get(TABLE).text)
    first = next(name for name in form if name.startswith("on_hand-"))
    answer = send(client, TABLE, {**form, first: "1,250"}, TABLE)
    assert answer.status_code == 422
    assert "hai cách" in answer.text
    other = {"old-99999999": "1 0", "on_hand-99999999": "2", "broken-99999999": "0", "version-99999999": "1"}
    assert send(client, TABLE, other, TABLE).status_code == 404


def test_the_sheet_names_every_row_and_leads_back(demo_everywhere: Flask) -> None:
    page = sign_in(demo_everywhere, "canbo.binhminh").get("/kho/xa/21085/to-in").text
    assert page.count('<th scope="row">') > 30
    assert "/kho/xa/21085" in page


def test_a_code_is_black_on_white_by_night_too(demo: Flask) -> None:
    """On a dark page a code without a ground of its own cannot be scanned."""
    client = sign_in(demo, "canbo.binhminh")
    inside = re.findall(r'src="data:image/svg\+xml[^,]*,([^"]+)"', client.get("/kho/xa/21085/to-in").text)
    for drawing in (unquote(inside[0]), client.get("/kho/312/ma-qr.svg").text):
        assert re.search(r"""<path fill=["']#fff["'] d=["']M0 0h""", drawing), drawing[:300]


def test_a_label_leads_to_its_own_row(demo: Flask) -> None:
    """What is glued on a boat cannot be taken back: the code is drawn anew here, from the address it must lead to."""
    client = sign_in(demo, "canbo.binhminh")
    made, held = segno.make("http://localhost/kho/312", error="m", micro=False), BytesIO()
    made.save(held, kind="svg", scale=4, light="white", xmldecl=False)
    assert client.get("/kho/312/ma-qr.svg").data == held.getvalue()
    assert client.get("/kho/312").status_code == 200


def test_the_code_on_a_store_s_door_leads_to_all_that_lies_in_it(demo: Flask) -> None:
    """Its sheet begins with it; the list, its file and what is saved stay with the store, written with accents or not."""
    client, place = sign_in(demo, "canbo.binhminh"), "Kho UBND xã Bình Minh"
    sheet = client.get(f"/kho/xa/{OWN}/nhan", query_string={"kho": place}).text
    [door] = re.findall(rf'src="(/kho/xa/{OWN}/ma-qr\.svg[^"]+)"', sheet)
    address = f"/kho/xa/{OWN}?kho=kho+ubnd+xa+binh+minh"
    made, held = segno.make(f"http://localhost{address}", error="m", micro=False), BytesIO()
    made.save(held, kind="svg", scale=4, light="white", xmldecl=False)
    assert client.get(door).data == held.getvalue()
    there = set(re.findall(r"/kho/(\d+)/ma-qr", sheet))
    listed = client.get(address).text
    assert set(re.findall(r'id="lot-(\d+)"', listed)) == there
    assert f"Chỉ những gì để ở: {place}." in listed
    assert "chịu trách nhiệm" not in listed, "nobody confirms a whole list whose part is seen"
    [file] = re.findall(rf'href="(/kho/xa/{OWN}/danh-sach\.xlsx[^"]+)"', listed)
    sheet_of_store = load_workbook(BytesIO(client.get(unescape(file)).data))["Danh sách"]
    assert sum(isinstance(row[0], int) for row in sheet_of_store.iter_rows(values_only=True)) == len(there)
    lot_id = min(there)
    opened = client.get(f"{address}&open={lot_id}").text
    [saved_to] = re.findall(rf'action="(/kho/{lot_id}/kiem-dem[^"]*)"', opened)
    assert parse_qs(urlsplit(unescape(saved_to)).query)["kho"] == [place]
    assert "Không có dòng nào khớp" in client.get(f"/kho/xa/{OWN}?kho=kho+la").text


def test_a_past_day_is_told_to_its_end(demo: Flask) -> None:
    """What was written this morning stands on today's list, and not on yesterday's."""
    client = sign_in(demo, "canbo.binhminh")
    form = boxes(client.get(TABLE).text)
    first = next(name for name in form if name.startswith("on_hand-"))
    assert send(client, TABLE, {**form, first: "7531"}, TABLE).status_code == 303
    today = day_of(now())
    lists = [
        client.get(f"/kho/xa/{OWN}/tinh-den?ngay={day}").text
        for day in (today - timedelta(days=1), today, "")
    ]
    assert ["7.531" in page for page in lists] == [False, True, True]


def test_labels_are_of_the_commune_s_own_rows_on_the_list(demo: Flask) -> None:
    client, place = sign_in(demo, "canbo.binhminh"), "Kho dán nhãn"
    with database_of(demo).transaction() as session:
        own, closed = [lot.id for lot in list_lots(session, scope=OWN)[0]][:2]
        other = list_lots(session, scope=OTHER)[0][0].id
        for lot_id in (own, closed, other):
            row = session.get_one(LotRow, lot_id)
            row.place, row.place_folded, row.closed = place, fold(place), lot_id == closed
    page = client.get(f"/kho/xa/{OWN}/nhan?kho={place}").text
    assert re.findall(r"/kho/(\d+)/ma-qr", page) == [str(own)]


def test_a_save_is_taken_back_once_and_rows_changed_since_stay(demo: Flask) -> None:
    official, chief = sign_in(demo, "canbo.binhminh"), sign_in(demo, "thuongtruc.binhminh")
    form = boxes(official.get(TABLE).text)
    first, second = [name for name in form if name.startswith("on_hand-")][:2]
    assert send(official, TABLE, {**form, first: "811", second: "812"}, TABLE).status_code == 303
    found = re.search(r'action="(/kho/xa/21085/lan-luu\?lan=\w+)"', official.get(TABLE).text)
    assert found
    address = found[1]
    assert send(chief, TABLE, {**boxes(chief.get(TABLE).text), second: "900"}, TABLE).status_code == 303

    assert official.get(address.replace("21085", "21025", 1)).status_code == 403
    assert send(official, address, {}, TABLE).status_code == 303
    told = official.get(address).text
    assert "đã hoàn tác" in told
    assert "đã có người đổi" in told
    now = boxes(official.get(TABLE).text)
    assert (now[first], now[second]) == (form[first], "900")
    assert int(now[f"version-{first.removeprefix('on_hand-')}"]) > 2
    again = send(official, address, {}, TABLE)
    assert again.status_code == 409
    assert boxes(official.get(TABLE).text)[first] == form[first]
    assert official.get(address + "x").status_code == 404
