"""What takes a figure back is heeded in whichever column of words it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import process_time

import pytest

from importers.rules.layout.remark_columns import ORIGIN
from importers.rules.reasons import Reason
from importers.rules.results import Recognition, RowStatus

Read = Callable[..., Recognition]
GONE = "Đã thanh lý năm 2025"


def _list(read: Read, heads: Sequence[str], words: Sequence[str | None]) -> Recognition:
    head = ["TT", "Tên trang bị", "ĐVT", "Số lượng", *heads]
    usual = ["Tỉnh cấp"] * len(heads)
    rows = [[1, "Áo phao", "cái", 85, *usual], [2, "Phao tròn", "cái", 30, *usual]]
    return read([["UBND XÃ BA VÌ"], ["TRANG BỊ HIỆN CÓ"], head, *rows, [3, "Ca nô", "chiếc", 2, *words]])


@pytest.mark.parametrize(
    ("heads", "words"),
    [
        (["Ghi chú"], [GONE]),
        (["Nguồn gốc", "Ghi chú"], ["Tỉnh cấp", GONE]),  # both are columns of notes
        (["Ghi chú", "Nguồn gốc"], [None, GONE]),
        (["Chú ý"], [GONE]),
        (["Chú thích"], [GONE]),
        (["Diễn giải"], [GONE]),  # names a thing where it stands before the figures
        (["Kết quả rà soát"], [GONE]),  # words nobody knows
        (["Chất lượng", "Hiện trạng"], ["Tốt", GONE]),
        (["Đơn vị cấp", "Xác nhận của xã", "Ghi chú"], ["Tỉnh cấp", GONE, "Mua năm 2021"]),
    ],
)
def test_what_takes_a_figure_back_is_asked_about(
    heads: Sequence[str], words: Sequence[str | None], read: Read
) -> None:
    found = _list(read, heads, words)
    assert [line.status for line in found.rows[:2]] == [RowStatus.ACCEPTED] * 2
    assert found.rows[2].status is RowStatus.REVIEW
    assert Reason.NOTE_TAKES_BACK in found.rows[2].reasons
    assert [question.raw for question in found.questions] == [GONE]


def test_harmless_words_of_several_columns_are_one_note(read: Read) -> None:
    found = _list(read, ["Nguồn gốc", "Ghi chú"], ["Tỉnh cấp", "Mua năm 2021"])
    assert found.rows[2].status is RowStatus.ACCEPTED
    assert found.rows[2].note == "Tỉnh cấp; Mua năm 2021"


@pytest.mark.parametrize("words", [["Tỉnh cấp", "Không rõ ở đâu"], ["Không rõ ở đâu", "Mua năm 2021"]])
def test_each_column_is_heard_by_itself(words: Sequence[str], read: Read) -> None:
    found = _list(read, ["Nguồn gốc", "Ghi chú"], words)
    assert [question.raw for question in found.questions] == ["Không rõ ở đâu"]


def test_where_a_row_of_our_list_comes_from_is_no_remark(read: Read) -> None:
    found = _list(
        read, ["Ghi chú", *ORIGIN], ["Mua năm 2021", "Sheet1", "E5", "Số ước chừng, chưa rõ số lượng"]
    )
    assert (found.rows[2].status, found.rows[2].note) == (RowStatus.ACCEPTED, "Mua năm 2021")


# Columns of sizes beside a quantity, with what they say of one row -> its size, and what else is told of it.
SIZES: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, str]] = {
    (("Số phòng",), ("12",)): ("12", ""),
    (("Số phòng", "Số tầng"), ("12", "2")): ("12", "Số tầng: 2"),
    (("Số phòng", "Sức chứa", "Số tầng"), ("12", "200", "2")): ("12", "Sức chứa: 200; Số tầng: 2"),
}


@pytest.mark.parametrize("columns", SIZES)
def test_every_column_of_sizes_is_kept(columns: tuple[tuple[str, ...], tuple[str, ...]], read: Read) -> None:
    heads, told = columns
    found = read([["UBND XÃ BA VÌ"], ["NƠI SƠ TÁN NĂM 2026"], ["TT", "Tên", "ĐVT", "Số lượng", *heads], [1, "Trường học", "điểm", 3, *told], [2, "Nhà văn hóa thôn", "nhà", 4, *told]])  # fmt: skip
    row = found.rows[0]
    assert (row.status, row.quantity) == (RowStatus.ACCEPTED, 3)
    assert (row.capacity, row.note) == SIZES[columns]


@pytest.mark.parametrize("words", ["đi về ", "gửi kho ", "không ", "áo phao "])
def test_a_cell_full_of_words_takes_no_minutes(words: str, read: Read) -> None:
    """The longest text a cell can hold took up to three minutes: names and remarks are looked for in so many letters only."""
    began = process_time()
    found = _list(read, ["Ghi chú"], [(words * 8000)[:32_000]])
    assert process_time() - began < 20
    assert [line.quantity for line in found.rows] == [85, 30, 2]
