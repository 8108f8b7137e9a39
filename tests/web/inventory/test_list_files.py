"""Every list beside the stock comes as Excel too: what its page shows, for whom its page is, with numbers masked."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from core.clock import day_of, now
from inventory.models import DutyWatchRow, HolderRow, PhoneLookRow, StockCountRow
from tests.web.making import OTHER, OWN, database_of, sign_in

PHONE = "0912345678"
# By page: who reads it, the file its link leads to, a text of the file, one that must not stand in it, who may not read
# it ("" where the reader may not read another commune's).
LISTS = {
    f"/kho/xa/{OWN}/don-vi": ("canbo.binhminh", "don-vi.xlsx", "Hộ ông Sáu", "của xã khác", ""),
    "/kho/danh-muc/?q=ao+phao": ("canbo.binhminh", "danh-muc.xlsx?q=ao", "áo phao", "gạo", "quantri"),
    "/so-dien-thoai/nhat-ky": (
        "chutich.binhminh",
        "nhat-ky-xem-so.xlsx",
        "Ông Bảy",
        "của xã khác",
        "canbo.binhminh",
    ),
    f"/truc-ban/{OWN}": ("canbo.binhminh", f"{OWN}.xlsx?ngay=", "Ông Tám", "của xã khác", ""),
    f"/kiem-ke/xa/{OWN}": ("canbo.binhminh", "kiem-ke.xlsx", "Kho cạnh đình", "của xã khác", ""),
}


@pytest.fixture
def with_people(demo: Flask) -> Flask:
    """A household, a look, a watch and a stocktake of one's own commune, and the like of another's."""
    at = now()
    with database_of(demo).transaction() as session:
        for code, holder, whose, watch, place in (
            (OWN, "Hộ ông Sáu 0912345678", "Ông Bảy 0912345678", "Ông Tám", "Kho cạnh đình 0912345678"),
            (OTHER, "Hộ của xã khác", "Bà của xã khác", "Người của xã khác", "Kho của xã khác"),
        ):
            session.add(
                HolderRow(
                    commune_code=code,
                    kind="household",
                    name=holder,
                    folded=holder.lower(),
                    phone=PHONE,
                    address=f"Thôn 3, {PHONE}",
                )
            )
            session.add(
                PhoneLookRow(
                    at=at,
                    actor_id=1,
                    actor="Lê Văn A",
                    commune_code=code,
                    kind="holder",
                    row_id=1,
                    whose=whose,
                    page=f"/tim?q={PHONE}",
                )
            )
            session.add(
                DutyWatchRow(
                    commune_code=code,
                    kind="desk",
                    name=watch,
                    folded=watch.lower(),
                    unit="",
                    phone=PHONE,
                    starts_at=at,
                    ends_at=at + timedelta(hours=8),
                    version=1,
                )
            )
            session.add(
                StockCountRow(
                    commune_code=code,
                    pillar="",
                    place=place,
                    blind=True,
                    state="counting",
                    opened_at=at,
                    opened_by="Lê Văn A",
                    closed_by="",
                    number="",
                    version=1,
                )
            )
    return demo


@pytest.mark.parametrize("page", LISTS)
def test_a_list_s_file_says_what_its_page_says(with_people: Flask, page: str) -> None:
    login, file, told, untold, stranger = LISTS[page]
    client = sign_in(with_people, login)
    shown = unescape(client.get(page).text)
    links = [part.partition('"')[0] for part in shown.split('href="')[1:] if file in part.partition('"')[0]]
    assert len(links) == 1, page
    answer = client.get(links[0])
    assert answer.status_code == 200
    cells = [
        str(cell.value)
        for sheet in load_workbook(BytesIO(answer.data))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    text = "\n".join(cells)
    assert told.casefold() in text.casefold()
    assert untold not in text.casefold()
    assert PHONE not in text
    refused = (
        sign_in(with_people, stranger).get(links[0]) if stranger else client.get(links[0].replace(OWN, OTHER))
    )
    assert refused.status_code == 403


def test_a_week_of_the_roster_and_a_blind_count_stay_what_they_are(with_people: Flask) -> None:
    client = sign_in(with_people, "canbo.binhminh")
    empty = load_workbook(BytesIO(client.get(f"/kho/truc-ban/{OWN}.xlsx?ngay=2021-03-02").data)).active
    assert empty is not None
    said = "\n".join(str(cell) for row in empty.iter_rows(values_only=True) for cell in row if cell)
    assert "Ông Tám" not in said
    assert "01/03/2021" in said
    counts = load_workbook(BytesIO(client.get(f"/kho/xa/{OWN}/kiem-ke.xlsx").data)).active
    assert counts is not None
    rows = list(counts.iter_rows(values_only=True))
    head = next(row for row in rows if "Chênh lệch" in row)
    blind = next(row for row in rows if any("Kho cạnh đình" in str(cell) for cell in row))
    assert blind[head.index("Số dòng")] == 0
    assert blind[head.index("Chênh lệch")] is None


def test_a_day_to_come_is_not_told_of(demo: Flask) -> None:
    today, to_come = f"{day_of(now()):%d/%m/%Y}", "2100-01-01"
    official = sign_in(demo, "canbo.binhminh")
    for page in (f"/kho/xa/{OWN}/tinh-den?ngay={to_come}", f"/kho/312?ngay={to_come}"):
        told = official.get(page).text
        assert f"uối ngày {today}" in told
        assert "01/01/2100" not in told
