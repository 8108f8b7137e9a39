"""Headings above things, across a table and down a list: what happened to them, or may happen, is no stock."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]

# A heading over "Ca nô" and "Áo phao" -> whether their figures are taken.
ACROSS = {
    "Phương tiện thủy (chiếc)": True, "Trang thiết bị cứu sinh": True, "Hiện có": True, "Phương tiện của dân": True, "Trang bị cho đội xung kích": True,
    "Sẵn sàng huy động": True, "Công cụ hỗ trợ": True, "Phương tiện tại chỗ": True, "UBND xã quản lý": True,
    "Thiệt hại": False, "Bị thiệt hại": False, "Phương tiện bị thiệt hại": False, "Bị chìm": False, "Cho mượn": False, "Đi thuê": False, "Đã điều động": False,
    "Tỉnh chi viện": False, "Quân đội hỗ trợ": False, "Xã bạn": False, "Của tỉnh": False, "Hết hạn": False, "Kém chất lượng": False, "Số hộ có": False, "Diễn tập": False,
    "Vi phạm": False, "Xử phạt": False, "Thu hồi": False, "Phương án 1": False, "Kịch bản bão": False, "Cấp độ 3": False, "Chờ kiểm định": False,
}  # fmt: skip


@pytest.mark.parametrize("head", ACROSS)
def test_a_heading_across_a_table(head: str, read: Read) -> None:
    rows = [
        ["BÁO CÁO TÌNH HÌNH CÁC XÃ"],
        ["TT", "Xã", head, None, "Loa tay (cái)"],
        [None, None, "Ca nô", "Áo phao", None],
    ]
    found = read(
        [*rows, [1, "Xã Ba Gia", 5, 3, 2], [2, "Xã Trà Giang", 4, 4, 2]],
        merges=["C2:D2", "A2:A3", "B2:B3", "E2:E3"],
    )
    taken = {row.cell[0] for row in found.rows if row.status is RowStatus.ACCEPTED}
    assert taken == ({"C", "D", "E"} if ACROSS[head] else {"E"})


# A group of a list -> whether what stands below it is taken.
DOWN = {
    "Phương tiện": True, "Trang thiết bị": True, "Hiện có": True, "Châu Thuận Biển": True, "Công ty TNHH Tân Mỹ": True, "Thôn 3": True, "Trang bị khác": True,
    "Thiệt hại": False, "Bị chìm": False, "Hư hại": False, "Mất mát": False, "Tiêu hao": False, "Dự kiến": False, "Đề nghị": False, "Đã điều động": False, "Phương án 1": False,
    "Kịch bản siêu bão": False, "Hết hạn": False, "Vi phạm": False, "Số hộ có": False, "Tồn đầu kỳ": False, "Của tỉnh": False,
}  # fmt: skip


@pytest.mark.parametrize("group", DOWN)
def test_a_group_of_a_list(group: str, read: Read) -> None:
    head = [["BÁO CÁO XÃ BA GIA"], ["TT", "Phương tiện", "ĐVT", "Số lượng"], ["I", group]]
    found = read(
        [
            *head,
            [1, "Ca nô", "chiếc", 5],
            [2, "Áo phao", "cái", 3],
            ["II", "Thông tin"],
            [1, "Loa tay", "cái", 4],
        ]
    )
    taken = {row.cell for row in found.rows if row.status is RowStatus.ACCEPTED}
    assert taken == ({"D4", "D5", "D7"} if DOWN[group] else {"D7"})
