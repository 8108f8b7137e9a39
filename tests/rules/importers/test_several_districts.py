"""Headings that name several former districts: a name that more than one of them had is asked about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

# A title, the name of a former commune -> where it is today, None where it is asked.
CASES = {
    ("THÀNH PHỐ QUẢNG NGÃI VÀ THÀNH PHỐ KON TUM NĂM 2023", "Phường Trần Hưng Đạo"): None,
    ("THÀNH PHỐ KON TUM VÀ THÀNH PHỐ QUẢNG NGÃI NĂM 2023", "Phường Trần Hưng Đạo"): None,
    ("THÀNH PHỐ QUẢNG NGÃI NĂM 2023", "Phường Trần Hưng Đạo"): "21025",
    ("THÀNH PHỐ KON TUM NĂM 2023", "Phường Trần Hưng Đạo"): "23302",
    ("HUYỆN ĐẮK GLEI VÀ HUYỆN ĐẮK HÀ NĂM 2023", "Xã Đăk Long"): None,
    ("HUYỆN ĐẮK GLEI, ĐẮK HÀ NĂM 2023", "Xã Đăk Long"): None,
    ("HUYỆN ĐẮK HÀ NĂM 2023", "Xã Đăk Long"): "23504",
    ("HUYỆN ĐẮK HÀ, TỈNH KON TUM NĂM 2023", "Xã Đăk Long"): "23504",
    ("THÀNH PHỐ QUẢNG NGÃI, THỊ XÃ ĐỨC PHỔ NĂM 2023", "Phường Nguyễn Nghiêm"): None,
    ("HUYỆN BA TƠ VÀ THỊ XÃ ĐỨC PHỔ NĂM 2023", "Phường Nguyễn Nghiêm"): "21439",
}


@pytest.mark.parametrize("case", CASES)
def test_a_name_of_two_districts(case: tuple[str, str], read: Callable[..., Recognition]) -> None:
    title, name = case
    (row,) = read([[f"KIỂM KÊ ÁO PHAO {title}"], ["TT", "Xã, phường", "Áo phao (cái)"], [1, name, 38]]).rows
    assert (row.commune_code if row.status is RowStatus.ACCEPTED else None) == CASES[case]
