"""NUL in a field, in a file's name or in an address reaches no database: PostgreSQL answered it with an error page."""

from __future__ import annotations

from io import BytesIO

from flask import Flask, request

from tests.web.making import sign_in


def test_fields_come_without_nul(site: Flask) -> None:
    form = {"name\x00": "Bình\x00 Minh", "file": (BytesIO(b"1\x002"), "kho\x00.xlsx")}
    with site.test_request_context("/?q=%00ao+phao&q=b", method="POST", data=form):
        assert request.args.to_dict(flat=False) == {"q": ["ao phao", "b"]}
        assert request.form.to_dict() == {"name": "Bình Minh"}
        assert request.files["file"].filename == "kho.xlsx"
        assert request.files["file"].read() == b"1\x002"


def test_an_address_with_nul_is_nobodys(demo: Flask) -> None:
    official = sign_in(demo, "canbo.binhminh")
    assert official.get("/kho/xa/21085%00").status_code == 404
    assert official.get("/kho/danh-sach?q=%00ao").status_code == 200


def test_a_day_nobody_means_breaks_no_page(demo: Flask) -> None:
    official = sign_in(demo, "canbo.binhminh")
    for day in ("0001-01-01", "9999-12-31"):
        for address in ("/kho/xa/21085/tinh-den", "/kho/310", "/kho/so-sanh", "/truc-ban/21085"):
            assert official.get(f"{address}?ngay={day}&tu={day}&den={day}").status_code == 200
