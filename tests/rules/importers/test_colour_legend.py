"""Colours of cells: only where a legend says what they mean, and what it says speaks against the figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.excel.book import Sheet
from importers.rules.results import Recognition
from importers.rules.rows.colour_legend import colours_of, legends_in

# A line beside a table -> the colours whose figures are asked about; None where it is no such legend.
LEGENDS: dict[str, set[str] | None] = {
    "Ô màu vàng: số ước, chưa kiểm đếm, sẽ báo lại": {"yellow"},
    "Ghi chú: các ô tô màu vàng là số tạm tính": {"yellow"},
    "Dòng màu đỏ: đã hỏng": {"red"},
    "Màu xanh: đề nghị cấp": {"green", "blue"},
    "Số liệu tô màu xanh lá - chưa thống kê": {"green"},
    "O mau vang: so uoc": {"yellow"},
    "Ô tô màu: chưa kiểm đếm": set(),
    "Ô màu vàng: số đã kiểm đếm": None,
    "Ô màu vàng: kho xã": None,
    "Ghi chú: số ước, chưa kiểm đếm": None,
    "Đèn pin màu vàng": None,
    "Áo mưa màu cam: 20 cái": None,
    "Bạt màu xanh - loại dày, chưa cấp": None,
    "Ô màu nâu: đã hỏng": None,
    "Ô màu vàng: " + "số liệu của các thôn báo cáo về xã trong tháng 9, " * 3 + "chưa kiểm đếm": None,
}


@pytest.mark.parametrize("text", LEGENDS)
def test_legends(text: str) -> None:
    found = [set(legend.colours) for legend in legends_in([text])]
    assert found == ([] if LEGENDS[text] is None else [LEGENDS[text]])


# A fill -> what the colour is called.
FILLS: dict[str, str] = {
    "FFFFFF00": "yellow", "FFFF99": "yellow", "FFFFC000": "orange yellow", "FFFF0000": "red", "FFFFC7CE": "red pink", "FF92D050": "green",
    "FF00B0F0": "blue", "FFC6EFCE": "green", "FFD9D9D9": "grey", "FF7030A0": "purple", "FFFFFFFF": "", "FF000000": "", "theme7": "yellow orange", "theme0": "", "": "", "FFFF": "", "yellow": "",
}  # fmt: skip


@pytest.mark.parametrize("fill", FILLS)
def test_colours(fill: str) -> None:
    assert colours_of(fill) == set(FILLS[fill].split())


YELLOW, GREEN = "FFFFFF00", "FF92D050"
NAME, FIGURE, OTHER = (3, 2), (3, 4), (3, 1)
LEGEND = ["Ô màu vàng: số ước, chưa kiểm đếm"]
# The colours of cells, and a line below the table -> whether the first figure is asked about.
COLOURED: list[tuple[dict[tuple[int, int], str], list[str | int | None], bool]] = [
    ({FIGURE: YELLOW}, [*LEGEND], True),
    ({NAME: YELLOW}, [*LEGEND], True),
    ({OTHER: YELLOW}, [*LEGEND], False),
    ({FIGURE: GREEN}, [*LEGEND], False),
    ({}, [*LEGEND], False),
    ({FIGURE: GREEN}, ["Ô tô màu: chưa kiểm đếm"], True),
    ({NAME: GREEN}, ["Ô tô màu: chưa kiểm đếm"], True),
    ({(4, 4): GREEN}, ["Ô tô màu: chưa kiểm đếm"], False),
    ({FIGURE: YELLOW}, ["Ô màu vàng: kho xã"], False),
    ({FIGURE: YELLOW}, [3, "Bao cát", "cái", 500, *LEGEND], False),
]


@pytest.mark.parametrize(("fills", "line", "asked"), COLOURED)
def test_figures_of_a_colour_that_a_legend_speaks_against(
    read: Callable[..., Recognition],
    sheet: Callable[..., Sheet],
    fills: dict[tuple[int, int], str],
    line: list[str | int | None],
    asked: bool,
) -> None:
    made = sheet(
        "Biểu",
        [
            ["XÃ BA VÌ 2026"],
            ["TT", "Danh mục", "ĐVT", "Số lượng", "Ghi chú"],
            [1, "Áo phao", "cái", 20],
            [2, "Phao tròn", "cái", 10],
            line,
        ],
    )
    found = read(replace(made, fills=fills))
    assert bool(found.rows[0].questions) is asked


def test_what_was_asked_of_a_figure_before_stands(
    read: Callable[..., Recognition], sheet: Callable[..., Sheet]
) -> None:
    rows = [["XÃ BA VÌ 2026"], ["TT", "Danh mục", "ĐVT", "Đợt rồi"], [1, "Áo phao", "cái", 20], [2, "Phao tròn", "cái", 7], LEGEND]  # fmt: skip
    found = read(replace(sheet("Biểu", rows), fills={(3, 4): YELLOW}))
    assert [question.raw for question in found.questions] == ["Đợt rồi"]
