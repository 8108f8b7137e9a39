"""Colours of cells: only where a legend says what they mean, and what it says speaks against the figures."""

from __future__ import annotations

import pytest

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
}


@pytest.mark.parametrize("text", LEGENDS)
def test_legends(text: str) -> None:
    found = [set(legend.colours) for legend in legends_in([text])]
    assert found == ([] if LEGENDS[text] is None else [LEGENDS[text]])


# A fill -> what the colour is called.
FILLS: dict[str, str] = {
    "FFFFFF00": "yellow", "FFFF99": "yellow", "FFFFC000": "orange yellow", "FFFF0000": "red", "FFFFC7CE": "red pink", "FF92D050": "green",
    "FF00B0F0": "blue", "FFC6EFCE": "green", "FFD9D9D9": "grey", "FF7030A0": "purple", "FFFFFFFF": "", "FF000000": "", "theme7": "yellow orange", "theme0": "", "": "",
}  # fmt: skip


@pytest.mark.parametrize("fill", FILLS)
def test_colours(fill: str) -> None:
    assert colours_of(fill) == set(FILLS[fill].split())
