"""With the nation's 3,321 communes no page carries them all: names are typed, tables are turned page by page."""

from __future__ import annotations

import re

from flask import Flask

from tests.web.extras import keep_message
from tests.web.making import send, sign_in
from tests.web.nation import COMMUNES, make_nation

OF_COMMUNE, OF_PROVINCE = 50_000, 150_000  # bytes of HTML
OPTION = re.compile(r'<option value="(\d{5})"( selected)?')
# Forms that send a commune: the page, who opens it, the box that is sent.
FORMS = {
    "/su-co/moi?dien-tap=1&": ("thuongtruc.tinh", "commune_code"),
    "/su-co/2/sua?": ("thuongtruc.tinh", "commune_code"),
    "/su-co/dien-tap?": ("thuongtruc.tinh", "commune_code"),
    "/duong/?": ("thuongtruc.tinh", "xa"),
    "/kho/330/lenh-dieu-chuyen?": ("vanphong.tinh", "to_code"),
    "/bao-cao/?": ("kiemtoan", "xa"),
    "/bao-cao/thieu/?": ("kiemtoan", "xa"),
}


# Where the communes of a province stand whole, in a table or a list to choose from.
PAGES = {
    "canbo.binhminh": ("/kho/ban-do/", "/kho/330/dieu-chuyen", "/kho/danh-sach?pillar=means", "/kho/so-sanh"),
    "thuongtruc.tinh": (
        "/kho/ban-do/?chon=1&lop=kho&lop=chu&lop=tru-an&lop=su-co&lop=duong&type=TB-001&xa=21085",
        *("/kho/", "/chi-huy/", "/su-co/2/sua", "/su-co/moi", "/su-co/dien-tap", "/duong/?xa=21085"),
        *("/su-co/2/nhu-cau/5", "/ban-tin/1"),
    ),
    "kiemtoan": (
        "/bao-cao/?xa=21085",
        "/bao-cao/?huyen=Huyện+Bình+Sơn",
        "/bao-cao/dia-ban/",
        "/bao-cao/thieu/",
    ),
    "vanphong.tinh": ("/ra-soat/1", "/kho/330/lenh-dieu-chuyen", "/bao-cao/san-sang/"),
}


def test_every_page_stays_light_and_every_commune_can_be_named(demo: Flask) -> None:
    assert keep_message(demo, "thuongtruc.tinh") == 1
    make_nation(demo)
    people = {login: sign_in(demo, login) for login in PAGES}
    heavy = {}
    for login, paths in PAGES.items():
        most = OF_COMMUNE if login.endswith("binhminh") else OF_PROVINCE
        for path in paths:
            answer = people[login].get(path)
            assert answer.status_code == 200, path
            if len(answer.data) > most:
                heavy[path] = len(answer.data)
    assert heavy == {}
    for address, (login, box) in FORMS.items():
        client = people[login]
        assert len(OPTION.findall(client.get(address).text)) <= 1, address
        found = client.get(f"{address}noi=xa+binh+minh").text
        sent = found.partition(f'name="{box}"')[2].partition("</select>")[0]
        assert "40005" in dict(OPTION.findall(sent)), address
        assert "Tỉnh 7" in sent, address  # a name many communes bear is told apart by the former province
    again = send(
        people["thuongtruc.tinh"], "/su-co/moi", {"commune_code": "40005", "hazard": "bao"}, "/su-co/moi"
    )
    assert ("40005", " selected") in OPTION.findall(again.text)  # a refused form keeps the place
    office = people["vanphong.tinh"]
    for address in ("/kho/", "/chi-huy/", "/ra-soat/1", "/bao-cao/dia-ban/", "/kho/ban-do/"):
        first, second = (office.get(address, query_string={"page": page}).text for page in (1, 2))
        assert ("page=2" in first, first == second) == (True, False), address
    points = office.get("/kho/ban-do/du-lieu.json").get_json()["points"]
    assert len(points) == COMMUNES  # the drawing holds them all
