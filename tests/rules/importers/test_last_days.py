"""The last day of goods: read where it can be nothing else, kept as words where it is in doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from importers.rules.files.stored import pack, unpack
from importers.rules.reasons import Reason
from importers.rules.results import Recognition, RowStatus
from importers.rules.texts.last_days import day_of_note, doubted_days, exact_day, read_last_day

Read = Callable[..., Recognition]

# What a file writes, and the day where it says one.
DAYS = {
    "30/06/2027": date(2027, 6, 30),
    "5/6/2027": date(2027, 6, 5),
    "05-06-2027": date(2027, 6, 5),
    "30.6.2027": date(2027, 6, 30),
    "HSD: 30/6/2027": date(2027, 6, 30),
    "đến ngày 30/6/2027": None,
    "Hạn dùng đến ngày 30/6/2027": date(2027, 6, 30),
    "ngày 30 tháng 6 năm 2027": date(2027, 6, 30),
    "2027-06-30": date(2027, 6, 30),
    "2027-06-30 00:00:00": date(2027, 6, 30),
    "2027-06-01 00:00:00": None,  # "06/2027", or the first
    "01/06/2027": date(2027, 6, 1),
    "06/2027": date(2027, 6, 30),
    "2/2028": date(2028, 2, 29),
    "tháng 6/2027": date(2027, 6, 30),
    "tháng 6 năm 2027": date(2027, 6, 30),
    "13/2027": None,
    "06/30/2027": None,
    "31/6/2027": None,
    "30/6/27": None,
    "06/27": None,
    "2027": None,
    "quý II/2027": None,
    "2 năm": None,
    "24 tháng": None,
    "6/2027 - 8/2027": None,
    "30/6/2027 và 30/8/2027": None,
    "còn hạn": None,
    "46203": None,
    "30/6/1927": None,
    "": None,
}


@pytest.mark.parametrize("text", DAYS)
def test_days_as_files_write_them(text: str) -> None:
    assert read_last_day(text) == DAYS[text]


def test_the_first_of_a_month_is_that_day_in_a_list_of_our_own() -> None:
    assert exact_day("2027-06-01 00:00:00") == date(2027, 6, 1)
    assert exact_day("06/2027") == date(2027, 6, 30)


# A sheet's days, and those that may have day and month the wrong way round.
DOUBTED: tuple[tuple[tuple[str, ...], set[str]], ...] = (
    (("05/06/2027", "30/06/2027"), set()),
    (("05/06/2027", "06/30/2027"), {"05/06/2027"}),
    (("2027-05-06 00:00:00", "30/06/2027"), {"2027-05-06 00:00:00"}),
    (("2027-05-06 00:00:00", "2027-06-30 00:00:00", "31/12/2027"), set()),
    (("2027-05-06 00:00:00", "05/06/2027"), set()),
    (("06/2027", "2 năm"), set()),
)


@pytest.mark.parametrize(("texts", "doubted"), DOUBTED)
def test_days_that_may_be_turned_round(texts: tuple[str, ...], doubted: set[str]) -> None:
    assert doubted_days(texts) == doubted


# A note, and the day it gives all that its row counts.
NOTES = {
    "HSD 6/2027": "6/2027",
    "Hàng dự trữ, hạn sử dụng đến 30/6/2027": "30/6/2027",
    "20 thùng HSD 6/2027, 30 thùng HSD 8/2027": "",
    "HSD 2 năm": "",
    "HSD 2027": "",
    "nhập ngày 30/6/2026": "",
}


@pytest.mark.parametrize("note", NOTES)
def test_days_in_notes(note: str) -> None:
    assert day_of_note(note) == NOTES[note]


HEAD = ["TT", "Tên hàng", "ĐVT", "Hạn dùng", "Số lượng", "Ghi chú"]


def test_a_row_has_its_last_day_or_the_words_for_it(read: Read) -> None:
    found = read(
        [
            ["KIỂM KÊ HÀNG DỰ TRỮ XÃ BA VÌ, NGÀY 20/8/2026"],
            HEAD,
            [1, "Mì gói", "gói", "06/2027", 500],
            [2, "Lương khô", "kg", datetime(2027, 9, 15), 60],  # noqa: DTZ001
            [3, "Gạo", "kg", "quý II/2027", 900, "kho xã"],
            [4, "Phao tròn", "cái", None, 40, "HSD 30/6/2027"],
            [5, "Áo phao", "cái", "-", 20],
        ]
    )
    assert {row.status for row in found.rows} == {RowStatus.ACCEPTED}
    days = [date(2027, 6, 30), date(2027, 9, 15), None, date(2027, 6, 30), None]
    assert [row.last_day for row in found.rows] == days
    assert [row.last_day_raw for row in found.rows][:3] == ["06/2027", "2027-09-15 00:00:00", "quý II/2027"]
    assert [row.note for row in found.rows] == ["", "", "kho xã; Hạn dùng: quý II/2027", "HSD 30/6/2027", ""]
    assert [Reason.LAST_DAY_UNREAD in row.reasons for row in found.rows] == [False, False, True, False, False]
    assert unpack(pack(found)).rows == found.rows


def test_days_beside_days_with_the_month_first_stay_words(read: Read) -> None:
    found = read(
        [
            ["KIỂM KÊ HÀNG DỰ TRỮ XÃ BA VÌ, NGÀY 20/8/2026"],
            HEAD,
            [1, "Mì gói", "gói", "05/06/2027", 500],
            [2, "Gạo", "kg", "06/30/2027", 60],
        ]
    )
    assert [row.last_day for row in found.rows] == [None, None]
    assert found.rows[0].note == "Hạn dùng: 05/06/2027"


def test_the_day_an_inspection_ends_is_no_last_day_of_goods(read: Read) -> None:
    found = read(
        [
            ["DANH SÁCH PHƯƠNG TIỆN XÃ BA VÌ, NGÀY 20/8/2026"],
            ["TT", "Tên phương tiện", "ĐVT", "Số lượng", "Ngày hết hạn đăng kiểm"],
            [1, "Xe cứu thương", "xe", 2, "30/6/2027"],
        ]
    )
    assert [row.last_day for row in found.rows] == [None]


def test_a_list_of_our_own_says_the_first_of_a_month(read: Read) -> None:
    head = ["TT", "Nguồn lực", "ĐVT", "Hiện có", "Phải giữ lại cho xã", "Hạn dùng", "Ghi chú", "Xem"]
    row = [1, "Mì gói", "gói", 500, 0, datetime(2027, 6, 1), "kho xã", "/kho/12"]  # noqa: DTZ001
    (found,) = read([["NGUỒN LỰC XÃ BA VÌ, NGÀY 20/8/2026"], head, row]).rows
    assert (found.last_day, found.note) == (date(2027, 6, 1), "kho xã")
    assert Reason.LAST_DAY_UNREAD not in found.reasons
