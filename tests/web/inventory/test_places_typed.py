"""Where communes are too many for a list, their name is typed and those it means are offered; no script is needed."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.web.making import sign_in

OPTION = re.compile(r'<option value="(\d{5})"( selected)?')
ROW = re.compile(r'href="/kho/(\d+)"')
PAGES = ("/kho/danh-sach", "/kho/so-sanh", "/kho/ban-do/")


@pytest.mark.parametrize("address", PAGES)
def test_a_commune_is_found_by_typing(demo: Flask, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr("inventory.doors.asking.MOST_OPTIONS", 20)
    client = sign_in(demo, "vanphong.tinh")

    def offered(**asked: str) -> tuple[list[tuple[str, str]], str]:
        page = client.get(address, query_string=asked).text
        return OPTION.findall(page), page

    assert offered()[0] == []
    several, page = offered(noi="binh")
    assert {"21085", "21040"} <= {code for code, _chosen in several}
    assert len(several) < 40
    assert f"{len(several)} nơi có tên như vậy; hãy chọn." in page
    assert not any(chosen for _code, chosen in several)
    assert offered(noi="Bình Minh")[0] == [("21085", " selected")]
    assert offered(xa="21085")[0] == [("21085", " selected")]
    assert ("21085", " selected") not in offered(xa="21085", noi="son")[0], "what was typed last is meant"
    assert "Không có nơi nào tên như vậy." in offered(noi="khong co")[1]
    monkeypatch.setattr("inventory.doors.asking.MOST_FOUND", 3)
    few, page = offered(noi="binh")
    assert (len(few), f"{len(several)} nơi có tên như vậy; hãy gõ thêm." in page) == (3, True)


def test_a_typed_commune_narrows_the_list(demo: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inventory.doors.asking.MOST_OPTIONS", 20)
    client = sign_in(demo, "vanphong.tinh")
    typed, chosen = (client.get(f"/kho/danh-sach?{asked}").text for asked in ("noi=binh+minh", "xa=21085"))
    assert ROW.findall(typed) == ROW.findall(chosen) != []
