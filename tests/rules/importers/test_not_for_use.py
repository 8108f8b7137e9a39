"""Notes that say a figure is of no use to the commune: expired, still to come, shared, left there by others, called when needed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.rules.results import Recognition, RowStatus
from importers.rules.rows.expired import counted_in, day_is_past, months_in, says_expired

Read = Callable[..., Recognition]
AUGUST = (2026, 8)

# A note, and the month of the count -> whether it says that the goods are past their last day.
EXPIRED: dict[tuple[str, tuple[int, int]], bool] = {
    ("đã hết hạn, chờ hủy", AUGUST): True,
    ("hết hạn 5/2026", AUGUST): True,
    ("hết hạn sử dụng 30/6/2026", AUGUST): True,
    ("quá hạn dùng", AUGUST): True,
    ("hết HSD", AUGUST): True,
    ("hết hạn 5/2026", (0, 0)): True,
    ("hết hạn 5/2027", AUGUST): False,
    ("chưa hết hạn", AUGUST): False,
    ("sắp hết hạn", AUGUST): False,
    ("hết hạn bảo hành", AUGUST): False,
    ("hết hạn đăng kiểm 5/2026", AUGUST): False,
    ("hạn dùng 12/2027", AUGUST): False,
    ("còn hạn", AUGUST): False,
}


@pytest.mark.parametrize("said", EXPIRED)
def test_notes_of_expired_goods(said: tuple[str, tuple[int, int]]) -> None:
    assert says_expired(*said) is EXPIRED[said]


# What a column of last days says -> whether it lies before August 2026.
LAST_DAYS: dict[str, bool] = {"02/2026": True, "2026-06-30 00:00:00": True, "31/7/2026": True, "8/2026": False, "30/6/2027": False, "2025": False, "24 tháng": False, "": False}  # fmt: skip


@pytest.mark.parametrize("last_day", LAST_DAYS)
def test_last_days_before_the_count(last_day: str) -> None:
    assert day_is_past(last_day, AUGUST) is LAST_DAYS[last_day]
    assert not day_is_past(last_day, (0, 0))


def test_when_a_list_was_counted() -> None:
    assert counted_in(["KIỂM KÊ THUỐC", "Ngày kiểm kê: 20/8/2026"]) == (2026, 8)
    assert counted_in(["THUỐC NĂM 2026"]) == (2026, 1)
    assert counted_in(["(tháng 9 năm 2026)", "NĂM 2025"]) == (2026, 9)
    assert counted_in(["DANH MỤC"]) == (0, 0)
    assert months_in("13/2026") == ()


# A note beside a figure of the commune of Ba Vì, counted in August 2026 -> whether it is taken.
NOTES: dict[str, bool] = {
    "định mức 1 bộ/người, chưa mua": False,
    "theo định mức, chưa được cấp": False,
    "đang đề nghị cấp": False,
    "đang đề nghị cấp trên": False,
    "đã hết hạn, chờ hủy": False,
    "dùng chung với xã Ba Dinh": False,
    "dùng chung với Ba Dinh": False,
    "chung 03 xã Ba Tô, Ba Vì, Ba Xa": False,
    "sử dụng chung các xã lân cận": False,
    "hàng dự trữ của tỉnh gửi, không thuộc xã": False,
    "không phải tài sản của xã": False,
    "của Hải đội 2 gửi sửa chữa": False,
    "giữ hộ hạt kiểm lâm": False,
    "mượn của xã Hòa Khương": False,
    "từ phường Hòa Khánh": False,
    "đặt tại xã Mộ Đức, gọi khi cần": False,
    "Đã ký hợp đồng mua, chưa giao hàng": False,
    "chưa nhận về kho": False,
    "đang đặt mua": False,
    "Dự kiến mua quý IV/2026": False,
    "Đã ký HĐ mua, tháng 12 giao": False,
    "Đơn vị thi công giữ, chưa giao": False,
    "đã ký hợp đồng mua, đã giao đủ": True,
    "đã đặt mua thêm 20 cái": True,
    "Dự kiến mua thêm 20 cái": True,
    "chưa giao cho thôn nào": True,
    "giao tháng 12/2025": True,
    "cho mượn khi cần": True,
    "mua bổ sung thay số đã thanh lý năm 2024": True,
    "dùng chung các thôn": True,
    "dùng chung toàn xã": True,
    "dùng chung với xã đội": True,
    "chung kho với xã Ba Vì": True,
    "đặt tại xã Mộ Đức": True,
    "đặt tại xã Ba Vì, gọi khi cần": True,
    "của xã gửi nhà dân": True,
    "gửi tại nhà văn hóa thôn": True,
    "hộ dân giữ hộ xã": True,
    "hỏng 2, đề nghị cấp mới": True,
    "đủ theo định mức": True,
    "cấp theo định mức 1 bộ/người": True,
    "chưa hết hạn": True,
    "tốt, chưa cấp phát cho thôn": True,
    "hạn dùng 12/2027": True,
}


@pytest.mark.parametrize("note", NOTES)
def test_notes_of_what_is_of_no_use(note: str, read: Read) -> None:
    title = ["DANH MỤC TRANG BỊ XÃ BA VÌ, THÁNG 8 NĂM 2026"]
    found = read([title, ["TT", "Danh mục", "ĐVT", "Số lượng", "Ghi chú"], [1, "Áo phao", "cái", 20, note], [2, "Rựa", "cái", 30]])  # fmt: skip
    noted, other = found.rows
    assert (noted.status is RowStatus.ACCEPTED) is NOTES[note]
    assert other.status is RowStatus.ACCEPTED
    assert len(found.questions) == (not NOTES[note])


def test_goods_past_the_last_day_of_their_column(read: Read) -> None:
    found = read(
        [
            ["KIỂM KÊ HÀNG DỰ TRỮ XÃ BA VÌ, NGÀY 20/8/2026"],
            ["TT", "Tên hàng", "ĐVT", "Hạn dùng", "Số lượng"],
            [1, "Mì gói", "gói", "02/2026", 500],
            [2, "Lương khô", "kg", "02/2027", 60],
        ]
    )
    assert [row.status for row in found.rows] == [RowStatus.REVIEW, RowStatus.ACCEPTED]
    assert [question.raw for question in found.questions] == ["Hạn dùng 02/2026"]


def test_our_own_list_comes_back_with_goods_past_their_last_day(read: Read) -> None:
    head = ["TT", "Nguồn lực", "ĐVT", "Hiện có", "Phải giữ lại cho xã", "Hạn dùng", "Ghi chú", "Xem"]
    row = [1, "Mì gói", "gói", 500, 0, "02/2026", "hết hạn", "/kho/12"]
    for columns in (8, 7):
        found = read([["NGUỒN LỰC XÃ BA VÌ, NGÀY 20/8/2026"], head[:columns], row[:columns]])
        asked = [question.raw for question in found.questions]
        assert asked == ([] if columns == len(head) else ["hết hạn"])


def test_a_health_centre_of_several_communes_keeps_its_car_elsewhere(read: Read) -> None:
    found = read(
        [
            ["PHƯƠNG TIỆN XÃ LONG PHỤNG NĂM 2026"],
            ["TT", "Phương tiện", "ĐVT", "Số lượng", "Chủ phương tiện", "Ghi chú"],
            [1, "Xe cứu thương", "xe", 1, "TTYT khu vực Mộ Đức", "đặt tại xã Mộ Đức"],
            [2, "Xe ben", "xe", 4, "hộ dân", "đậu tại xã Mộ Đức"],
        ]
    )
    assert [row.status for row in found.rows] == [RowStatus.REVIEW, RowStatus.ACCEPTED]
