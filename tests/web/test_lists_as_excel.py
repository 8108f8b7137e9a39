"""Every page that lists something leads to its file, and the file says what the page says, narrowed alike."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

from flask import Flask
from openpyxl import load_workbook

from tests.web.extras import keep_message, promised_and_owed
from tests.web.making import OTHER, OWN, sign_in

OFFICE, POST = "vanphong.tinh", "thuongtruc.tinh"
# By page: who reads it and the file it leads to.
LISTS = {
    "/kho/?loc=cu&sx=ten": (OFFICE, "/kho/toan-tinh.xlsx?loc=cu&sx=ten"),
    "/kho/danh-sach?pillar=means&chu=household&xem=tong": (
        OFFICE,
        "/kho/tong.xlsx?pillar=means&chu=household",
    ),
    f"/luc-luong/xa/{OWN}": ("canbo.binhminh", f"/luc-luong/xa/{OWN}.xlsx"),
    "/luc-luong/16": ("canbo.binhminh", "/luc-luong/16.xlsx"),
    "/chi-huy/": (OFFICE, "/chi-huy/toan-tinh.xlsx"),
    "/ra-soat/": (OFFICE, "/ra-soat/danh-sach.xlsx"),
    "/ra-soat/1?tt=not_started&sx=tl": (OFFICE, "/ra-soat/1/tong-hop.xlsx?tt=not_started&sx=tl"),
    "/kho/ban-do/?type=TB-001": (OFFICE, "/kho/ban-do/danh-sach.xlsx?type=TB-001"),
    "/su-co/": (POST, "/su-co/danh-sach.xlsx"),
    "/su-co/?xem=da-dong": (POST, "/su-co/danh-sach.xlsx?xem=da-dong"),
    "/su-co/2": (POST, "/su-co/2/nhu-cau.xlsx"),
    "/su-co/2/the": (POST, "/su-co/2/nguon-luc.xlsx"),
    "/su-co/2/nhat-ky": (POST, "/su-co/2/nhat-ky.xlsx"),
    "/su-co/2/ho-tro": (POST, "/su-co/2/ho-tro.xlsx"),
    "/su-co/dien-tap": (POST, "/su-co/dien-tap.xlsx"),
    "/su-co/dinh-muc": (POST, "/su-co/dinh-muc.xlsx"),
    "/tham-quyen": (POST, "/tham-quyen.xlsx"),
    "/viec-theo-han": (POST, "/viec-theo-han.xlsx"),
    "/boi-thuong": (POST, "/boi-thuong.xlsx"),
    "/ban-tin/": (POST, "/ban-tin/danh-sach.xlsx"),
    "/su-co/2/cong-dien": (POST, "/su-co/2/cong-dien.xlsx"),
    "/bao-cao/su-co/": ("kiemtoan", "/bao-cao/su-co/danh-sach.xlsx"),
    "/bao-cao/su-co/1": ("kiemtoan", "/bao-cao/su-co/1/van-ban.xlsx"),
    "/bao-cao/san-sang/?loai=ngap_lut&cap=3&sap=xa": (
        "kiemtoan",
        "/bao-cao/san-sang/danh-sach.xlsx?sap=xa&loai=ngap_lut&cap=3",
    ),
    f"/bao-cao/thieu/?xa={OWN}": ("kiemtoan", f"/bao-cao/thieu/danh-sach.xlsx?xa={OWN}&loai=bao&cap=2"),
    "/bao-cao/don-gia/": ("kiemtoan", "/bao-cao/don-gia/danh-sach.xlsx"),
    "/bao-cao/dia-ban/": ("kiemtoan", "/bao-cao/dia-ban/danh-sach.xlsx"),
}
NAMED = re.compile(
    r'(?:<span class="name[^"]*"[^>]*>|<td class="what">|<th scope="row"[^>]*>)\s*(?:<a [^>]*>)?\s*'
    r"(?:<strong.*?</strong>)?\s*([^<]+?)\s*<"
)
# These lead to more than one file, or write their lines otherwise.
OTHERWISE = {"/bao-cao/su-co/1", "/su-co/2", "/su-co/2/the", "/su-co/2/nhat-ky", "/tham-quyen"}


def rows_of(body: bytes) -> list[tuple[object, ...]]:
    """Return the rows of a file's sheet."""
    sheet = load_workbook(BytesIO(body), read_only=True).worksheets[0]
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_a_file_holds_every_line_of_its_page(demo: Flask) -> None:
    keep_message(demo, POST)
    promised_and_owed(demo, 2, 4, 15)
    people = {login: sign_in(demo, login) for login, _file in LISTS.values()}
    untold = {}
    for page, (login, file) in LISTS.items():
        shown = unescape(people[login].get(page).text)
        assert f'href="{file}"' in shown, page
        answer = people[login].get(file)
        assert answer.status_code == 200, file
        said = "\n".join(str(cell) for row in rows_of(answer.data) for cell in row).casefold()
        names = {part for found in NAMED.findall(shown) for part in " ".join(found.split()).split(": ")}
        if page not in OTHERWISE and (not names or any(name.casefold() not in said for name in names)):
            untold[page] = {name for name in names if name.casefold() not in said}
    assert untold == {}


def test_a_file_is_narrowed_and_ordered_as_its_page(demo: Flask) -> None:
    office, post = sign_in(demo, OFFICE), sign_in(demo, POST)
    everything = rows_of(office.get("/ra-soat/1/tong-hop.xlsx").data)
    narrowed = rows_of(office.get("/ra-soat/1/tong-hop.xlsx?tt=not_started").data)
    assert 5 < len(narrowed) < len(everything)
    assert not any("Đã chốt" in str(cell) for row in narrowed for cell in row)
    running = str(rows_of(post.get("/su-co/danh-sach.xlsx").data))
    closed = str(rows_of(post.get("/su-co/danh-sach.xlsx?xem=da-dong").data))
    assert running != closed
    by_name = rows_of(sign_in(demo, "kiemtoan").get("/bao-cao/san-sang/danh-sach.xlsx?sap=xa").data)
    assert next(row for row in by_name if row[0] == 1)[1] == "Đặc khu Lý Sơn"


def test_the_figures_of_a_file_are_those_of_its_page(demo: Flask) -> None:
    """Sums are compared figure by figure: by type over what is narrowed, and by commune over all."""
    office = sign_in(demo, OFFICE)
    line = re.compile(r"<tr>\s*<t[dh].*?</tr>", re.DOTALL)
    for page, file, first in (
        (
            "/kho/danh-sach?pillar=means&chu=household&xem=tong",
            "/kho/tong.xlsx?pillar=means&chu=household",
            4,
        ),
        ("/kho/?sx=cu", "/kho/toan-tinh.xlsx?sx=cu", 3),
    ):
        shown = [
            [
                int(figure.replace(".", ""))
                for figure in re.findall(r"\d[\d.]*", re.sub(r"<[^>]+>", " ", cells))
            ]
            for cells in (
                found.group(0).partition("</t")[2] for found in line.finditer(office.get(page).text)
            )
        ]
        told = [
            [int(str(figure)) for figure in row[first:] if figure is not None]
            for row in rows_of(office.get(file).data)
            if isinstance(row[0], int)
        ]
        if "toan-tinh" in file:  # the page leaves out nothing to be checked of a pillar
            told = [
                [one for place, one in enumerate(row) if one or place % 2 == 0 or place > 7] for row in told
            ]
        assert len(told) > 4, page
        assert [row for row in shown if row] == told, page


def test_a_file_is_for_whom_its_page_is(demo: Flask) -> None:
    official = sign_in(demo, "canbo.binhminh")
    for file in (
        f"/luc-luong/xa/{OTHER}.xlsx",
        "/chi-huy/toan-tinh.xlsx",
        "/kho/toan-tinh.xlsx",
        "/bao-cao/san-sang/danh-sach.xlsx",
        f"/bao-cao/thieu/danh-sach.xlsx?xa={OTHER}",
    ):
        assert official.get(file).status_code == 403, file
    for login, file in (("kiemtoan", "/nhap-lieu/danh-sach.xlsx"), ("quantri", "/su-co/2/nhat-ky.xlsx")):
        assert sign_in(demo, login).get(file).status_code == 403, file
