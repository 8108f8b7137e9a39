"""Workbooks made on the spot and the steps of a file through the pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from openpyxl import Workbook
from werkzeug.test import TestResponse

from tests.web.making import token

HEAD = ("TT", "Xã, phường", "Tên phương tiện, vật tư", "ĐVT", "Số lượng")


def made(*rows: tuple[str | int, ...], first: str = "TỔNG HỢP VẬT TƯ") -> BytesIO:
    """Return a workbook of some rows under a title."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ((first,), (), HEAD, *rows):
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def book_of(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> BytesIO:
    """Return a workbook of sheets by name."""
    book = Workbook()
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = book.create_sheet(name, number)
        for row in rows:
            sheet.append(list(row))
    book.remove(book.worksheets[-1])
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def words_of(page: str) -> str:
    """Return the words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def upload(
    client: FlaskClient, file: BytesIO, name: str = "Danh mục xã.xlsx", mode: str = "replace"
) -> TestResponse:
    """Return the answer to an upload."""
    form = {"csrf_token": token(client.get("/nhap-lieu/")), "mode": mode, "file": (file, name)}
    return client.post("/nhap-lieu/", data=form, content_type="multipart/form-data")


def digest_of(page: TestResponse) -> str:
    """Return the digest of the preview a page shows."""
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', page.text)
    assert found
    return found.group(1)
