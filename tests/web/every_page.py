"""Every page as somebody opens it: what the tests of weight, of access and the table of `make bench` go through.

A page that is not among them is red (`tests/web/test_weight.py`), so a new one is watched from its first day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import Flask

from inventory.queries.command import list_seats
from mobilization.queries.needs import list_needs
from tests.web.extras import asked_for
from tests.web.making import OTHER, OWN, database_of, send, sign_in, workbook
from tests.web.staging import papers_of

# Incident 2 runs, 1 is closed, 3 was a drill; orders 4 to 6 are the running one's papers. What is in braces, and what
# `prepare` makes, stands nowhere in the demo: an upload with its question, a report, a frozen year, a save.
PAGES: Mapping[str, tuple[str, ...]] = {
    "canbo.binhminh": (
        "/",
        "/kho/xa/21085",
        "/chi-huy/noi/21085",
        "/truc-ban/21085",
        "/luc-luong/xa/21085",
        "/kho/xa/21085?open=312",
        "/kho/xa/21085/nhap-nhanh",
        "/kho/xa/21085/to-in",
        "/so-gui",
        "/thong-bao",
        "/mat-khau",
        "/kho/xa/21085?pillar=means&q=ao+phao",
        "/kho/xa/21085/them",
        "/kho/danh-sach?q=ao+phao",
        "/kho/danh-sach?pillar=means",
        "/kho/so-sanh",
        "/kho/so-sanh?type=TB-001",
        "/kho/ban-do/",
        "/kho/ban-do/?type=TB-001&xa=21085",
        "/kho/danh-muc/TB-001",
        "/kho/312",
        "/kho/312?ngay=2026-06-01",
        "/kho/312/thong-tin",
        "/kho/312/viec/thanh-ly",
        "/kho/330/dieu-chuyen",
        "/kho/xa/21085/tinh-den?ngay=2026-06-01",
        "/kho/xa/21085/nhan?kho=Kho+UBND+xã+Bình+Minh",
        "/kho/xa/21085/don-vi",
        "/kho/xa/21085/don-vi/them",
        "/kho/don-vi/190/gop?vao=189",
        "/kho/don-vi/190/sua",
        "/kho/luong-dung",
        "/kho/cong-trinh",
        "/kho/dieu-chuyen",
        "/kho/dieu-chuyen/de-nghi",
        "/kho/dieu-chuyen/de-nghi/1",
        "/kho/xa/21085/de-nghi?type=TB-001",
        "/lenh/4",
        "/dieu-dong/15",
        "/nhap-lieu/",
        "/bao-cao/",
        "/bao-cao/viec-phai-lam",
        "/bao-cao/su-co/2",
        "/bao-cao/san-sang/xa/21085",
        "/bao-cao/thieu/?cap=3",
        "/giup-do/",
        "/giup-do/huong-dan/can-bo-xa",
        "/giup-do/tu-ngu",
        "/tim?q=ao+phao",
        "/kho/xa/21085/tinh-den",
        "/kho/312/nhan",
        "/chi-huy/noi/21085/bo-nhiem",
        "/chi-huy/{seat}/sua",
        "/kiem-ke/xa/21085",
        "/kiem-ke/1",
        "/kiem-ke/1/them",
        "/luc-luong/xa/21085/them",
        "/luc-luong/16",
        "/ra-soat/1/xa/21085",
    ),
    "thuongtruc.binhminh": (
        "/",
        "/su-co/",
        "/su-co/2",
        "/su-co/moi",
    ),
    "thuongtruc.tinh": (
        "/ban-tin/",
        "/ban-tin/1",
        "/bao-cao/san-sang/",
        "/bao-cao/thieu/ngan-sach",
        "/bao-cao/neu-nhu/",
        "/kho/ban-do/?chon=1&lop=kho&lop=chu&lop=tru-an&lop=su-co&lop=duong&type=TB-001&xa=21085",
        "/",
        "/kho/",
        "/chi-huy/",
        "/su-co/1",
        "/su-co/2?them=1",
        "/su-co/2/man-hinh",
        "/su-co/2/nhat-ky",
        "/su-co/2/the",
        "/su-co/2/sua",
        "/su-co/2/nhu-cau/{need}",
        "/su-co/2/ban-do",
        "/su-co/3/ket-qua",
        "/su-co/dien-tap",
        "/su-co/2/phuong-an",
        "/su-co/dinh-muc",
        "/su-co/dinh-muc/sua?khoa=rice",
        "/su-co/2/kich-ban?hazard=hoa_chat&tinh=1&people=500",
        "/su-co/chung/",
        "/duong/?xa=21085",
        "/tin-nhan",
        "/su-co/2/ra-lenh",
        "/dieu-dong/1",
        "/viec-theo-han",
        "/boi-thuong",
        "/lenh/1/giao-nhan",
        "/lenh/1/hoan-tra",
        "/lenh/1/boi-thuong",
        "/lenh/1/ngay-cong",
        "/su-co/2/vuot-kha-nang",
        "/su-co/2/dong",
        "/su-co/2/so-van-ban",
        "/dieu-dong/xa/21085",
        "/su-co/2/ho-tro",
        "/su-co/2/cong-dien",
        "/su-co/2/cap-do",
        "/tham-quyen",
        "/lenh/1",
    ),
    "lanhdao.tinh": (
        "/",
        "/su-co/2/duyet",
        "/lenh/6",
    ),
    "kiemtoan": (
        "/",
        "/so-dien-thoai/nhat-ky",
        "/bao-cao/?xa=21085",
        "/bao-cao/nam/2026/21085/TB-001",
        "/bao-cao/?huyen=Huyện+Bình+Sơn",
        "/bao-cao/su-co/",
        "/bao-cao/su-co/1",
        "/bao-cao/phuong-an",
        "/bao-cao/da-chot/",
        "/bao-cao/cong-khai/",
        "/bao-cao/nam/2026/ban-thuong-vu",
        "/bao-cao/thieu/",
        "/bao-cao/thieu/?xa=21085",
        "/bao-cao/neu-nhu/?cap2=3",
        "/bao-cao/don-gia/",
        "/bao-cao/dia-ban/",
    ),
    "vanphong.tinh": (
        "/",
        "/kho/danh-sach?type=TB-001&sx=xa",
        "/kho/danh-sach?xem=tong",
        "/kho/danh-muc/?q=ao+phao",
        "/kho/danh-muc/TB-001/gop?vao=TB-002",
        "/nhap-lieu/1",
        "/nhap-lieu/1/cau-hoi",
        "/nhap-lieu/1/doi-chieu",
        "/nhap-lieu/1/khong-dung",
        "/nhap-lieu/1/cau-tra-loi",
        "/nhap-lieu/cau-tra-loi",
        "/ra-soat/",
        "/ra-soat/1",
        "/bao-cao/dia-ban/21085",
        "/bao-cao/don-gia/TB-001",
        "/bao-cao/da-chot/1/doi-chieu",
        "/bao-cao/van-ban/1",
        "/bao-cao/nam/2026/21085/ban-thuong-vu",
        "/kho/330/lenh-dieu-chuyen",
        "/kho/dieu-chuyen/de-nghi/1/quyet-dinh",
        "/kho/xa/21085/lan-luu?lan={save}",
    ),
    "chutich.binhminh": ("/",),
    "quantri": ("/",),
}
TABLE = f"/kho/xa/{OWN}/nhap-nhanh"
YEAR = "/bao-cao/nam/2026/ban-thuong-vu"
# As offices name them: one word, wider than a phone.
LONG_NAME = "01_tong_hop_phuong_tien_vat_tu_cac_xa_nam_2026.xlsx"


def prepare(app: Flask) -> Mapping[str, tuple[str, ...]]:
    """Add what the pages need to a copy of the demo; returns the pages with their whole addresses."""
    office, official = sign_in(app, "vanphong.tinh"), sign_in(app, "canbo.binhminh")
    form = {"mode": "replace", "file": (workbook(), LONG_NAME)}
    assert send(office, "/nhap-lieu/", form, "/nhap-lieu/").location.endswith("/1")
    papers_of(app, incident_id=2, run_by="")
    assert asked_for(app, OTHER, OWN) == 1
    assert send(office, YEAR, {}, YEAR).status_code == 303
    boxes = dict(
        re.findall(
            r'name="((?:on_hand|broken|old|version)-\d+)"[^>]*?value="([^"]*)"', official.get(TABLE).text
        )
    )
    first = next(name for name in boxes if name.startswith("on_hand-"))
    assert send(official, TABLE, {**boxes, first: "501"}, TABLE).status_code == 303
    save = re.findall(r"lan-luu\?lan=([^\"&]+)", official.get(TABLE).text)[0]
    with database_of(app).reading() as session:
        seat = list_seats(session, OWN)[0][0].id
        need = list_needs(session, 2)[0].id
    return {
        who: tuple(
            path.replace("{save}", save).replace("{seat}", str(seat)).replace("{need}", str(need))
            for path in paths
        )
        for who, paths in PAGES.items()
    }
