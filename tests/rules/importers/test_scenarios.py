"""One form for several scenarios: the same men and things stand in each table or sheet, and are never counted twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.results import Recognition, RowStatus
from importers.rules.rows.scenarios import scenario_of

Read = Callable[..., Recognition]

SCENARIOS = {
    "1. BÃO CẤP 10-11 - XÃ BA VÌ": "bao cap 10-11",
    "SIÊU BÃO": "sieu bao",
    "Lũ BĐ3 + 1m": "bd3 + 1m",
    "Cấp độ rủi ro thiên tai cấp 3": "cap do rui ro thien tai cap 3",
    "Kịch bản 2": "kich ban 2",
    "ỨNG PHÓ BÃO MẠNH, SIÊU BÃO": "",
    "PHƯƠNG TIỆN ỨNG PHÓ BÃO, LŨ": "",
    "VẬT TƯ CẤP XÃ NĂM 2026": "",
}


@pytest.mark.parametrize("title", SCENARIOS)
def test_scenarios(title: str) -> None:
    assert scenario_of([title]) == SCENARIOS[title]


def form(title: str, *figures: int) -> list[list[Any]]:
    """Return a list of three things below a title."""
    return [
        [title],
        ["TT", "Tên", "ĐVT", "Số lượng"],
        [1, "Xe ben", "xe", figures[0]],
        [2, "Xe múc", "xe", figures[1]],
        [3, "Áo phao", "cái", figures[2]],
    ]


# Titles of two tables -> whether they are taken.
TABLES = {
    ("1. BÃO CẤP 10-11 - XÃ BA VÌ", "2. SIÊU BÃO"): False,
    ("KỊCH BẢN 1 - XÃ BA VÌ", "KỊCH BẢN 2"): False,
    ("1. KHO XÃ - XÃ BA VÌ", "2. CÁC THÔN QUẢN LÝ"): True,
    ("1. ỨNG PHÓ SIÊU BÃO, KHO XÃ BA VÌ", "2. ỨNG PHÓ SIÊU BÃO, CÁC THÔN QUẢN LÝ"): True,
}


@pytest.mark.parametrize("titles", TABLES)
def test_two_tables_of_a_sheet(titles: tuple[str, str], read: Read) -> None:
    rows = read([*form(titles[0], 5, 3, 12), [None], *form(titles[1], 7, 6, 20)]).rows
    assert len(rows) == 6
    assert {row.status for row in rows} == {RowStatus.ACCEPTED if TABLES[titles] else RowStatus.REVIEW}


def test_two_sheets(read: Read, sheet: Callable[..., Sheet]) -> None:
    both = read(
        sheet("Bão cấp 10", form("PHƯƠNG TIỆN XÃ BA VÌ", 5, 3, 12)),
        sheet("Siêu bão", form("PHƯƠNG TIỆN XÃ BA VÌ", 7, 6, 20)),
    )
    assert {row.status for row in both.rows} == {RowStatus.REVIEW}
    other = read(
        sheet("Bão cấp 10", form("PHƯƠNG TIỆN XÃ BA VÌ", 5, 3, 12)),
        sheet("Siêu bão", form("PHƯƠNG TIỆN XÃ BA GIA", 7, 6, 20)),
    )
    assert {row.status for row in other.rows} == {RowStatus.ACCEPTED}
    alone = read(sheet("Siêu bão", form("PHƯƠNG TIỆN XÃ BA VÌ", 5, 3, 12)))
    assert {row.status for row in alone.rows} == {RowStatus.ACCEPTED}
