"""Which years date a sheet, and a tab that names another commune than the letterhead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.results import Recognition
from importers.rules.rows.headings import years_of

YEARS = {
    "THỐNG KÊ TRANG BỊ PCTT NĂM 2026": [2026],
    "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/3/2024)": [2024],
    "Tính đến ngày 30/6/2024, theo Công văn số 12/CV-UBND": [2024],
    "SỐ LIỆU CÁC NĂM 2023, 2024": [2023, 2024],
    "Bảng 1. Trang bị cấp từ năm 2020": [],
    "Phương tiện mua năm 2021": [],
    "Trang bị trước năm 2020, thống kê ngày 01/3/2026": [2026],
    "Vật tư cấp từ năm 2021 đến 2023": [],
    "(theo Quyết định số 12/QĐ-UBND ngày 05/3/2021)": [],
    "Căn cứ Nghị định số 78/2021/NĐ-CP; số liệu tháng 6/2026": [2026],
    "Số 15/2022/TT-BQP": [],
}


@pytest.mark.parametrize("text", YEARS)
def test_years_that_date_a_sheet(text: str) -> None:
    assert years_of(text) == YEARS[text]


def _list(name: str, *heads: str, sheet: Callable[..., Sheet]) -> Sheet:
    goods = [[1, "Áo phao", "cái", 58], [2, "Phao tròn", "cái", 20], [3, "Xe rùa", "cái", 14]]
    return sheet(name, [*([head] for head in heads), ["TT", "Tên trang bị", "ĐVT", "Số lượng"], *goods])


def test_the_year_of_a_grant_makes_no_former_commune(
    read: Callable[..., Recognition], sheet: Callable[..., Sheet]
) -> None:
    granted = read(_list("Trang1", "UBND XÃ TRÀ GIANG", "Trang bị cấp từ năm 2020", sheet=sheet))
    assert {row.status for row in granted.rows} == {"review"}
    dated = read(_list("Trang1", "UBND XÃ TRÀ GIANG", "Trang bị năm 2026", sheet=sheet))
    assert {row.commune_code for row in dated.rows} == {"21244"}


def test_a_tab_of_another_commune_than_the_letterhead_is_asked_about(
    read: Callable[..., Recognition], sheet: Callable[..., Sheet]
) -> None:
    heads = ("UBND XÃ SƠN KỲ", "THỐNG KÊ TRANG BỊ PCTT NĂM 2026")
    found = read(_list("Sơn Kỳ", *heads, sheet=sheet), _list("Sơn Linh", *heads, sheet=sheet))
    told: dict[str, Any] = {row.sheet: (row.status, row.commune_code) for row in found.rows}
    assert told["Sơn Kỳ"] == ("accepted", "21325")
    assert told["Sơn Linh"][0] == "review"
    assert {row.status for row in read(_list("PL1", *heads, sheet=sheet)).rows} == {"accepted"}


# A day within a header says when so much was there, or is what stands below.
OF_A_DAY = {
    "Hiện có đến ngày 31/8": Role.QUANTITY,
    "Có đến ngày báo cáo": Role.QUANTITY,
    "Số lượng tại thời điểm kiểm kê": Role.QUANTITY,
    "Tồn kho tính đến ngày 30/6": Role.QUANTITY,
    "Ngày kiểm tra": Role.DATE,
    "Thời gian có mặt": Role.DATE,
    "Có hiệu lực đến ngày": Role.DATE,
    "Thời điểm kiểm kê": Role.DATE,
}


@pytest.mark.parametrize("text", OF_A_DAY)
def test_a_header_with_a_day_in_it(text: str) -> None:
    assert role_of(text) is OF_A_DAY[text]


@pytest.mark.parametrize(
    ("lower", "below", "taken"),
    [
        ("(thời điểm báo cáo)", (58, "20", 14, "đủ dùng"), [58, 20, 14]),
        ("(ngày kiểm kê)", (58, "20", 14, "đủ dùng"), [58, 20, 14]),
        ("tính đến ngày 31/8", (58, 20, 14, 7), [58, 20, 14, 7]),
        ("Ngày cấp", ("12/3/2024", "5/2024", "đầu năm", "sau bão"), []),
    ],
)
def test_a_day_below_the_header_of_figures(
    lower: str,
    below: tuple[int | str, ...],
    taken: list[int],
    read: Callable[..., Recognition],
    sheet: Callable[..., Sheet],
) -> None:
    names = ("Áo phao", "Phao tròn", "Xe rùa", "Cuốc")
    goods = [
        [number, name, "cái", cell] for number, (name, cell) in enumerate(zip(names, below, strict=True), 1)
    ]
    heads = [["TT", "Tên trang bị", "Đơn vị", "Hiện có"], [None, None, "tính", lower]]
    found = read(sheet("xa", [["UBND XÃ THIỆN TÍN"], *heads, *goods], ("A2:A3", "B2:B3")))
    assert [row.quantity for row in found.rows if row.quantity is not None] == taken
