"""Notes that take a quantity back: asked about, or the whole quantity broken; ordinary notes change nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from importers.rules.results import ALL_BROKEN, IMPORT, SKIP, QuestionKind, Recognition
from importers.rules.texts.notes import Fate, read_fate

Read = Callable[..., Recognition]

GONE = [
    "đã thanh lý", "Đã thanh lí năm 2024", "ĐÃ THANH LÝ THEO QĐ 12/QĐ-UBND", "chờ thanh lý", "da thanh ly", "không còn", "khong con", "Hiện không còn ở kho",
    "đã mất", "bị mất", "Mất", "mất cắp", "thất lạc", "bị lũ cuốn trôi", "đã trả", "đã trả tỉnh", "đã hoàn trả Ban CHQS", "trả lại năm 2023", "da tra",
    "đang cho mượn", "cho xã Ba Vì mượn, đã trả", "đã dùng hết", "đã cấp phát hết", "hết", "đã bán",
    "đã xuất cấp cho dân", "đã cấp cho các hộ dân", "xuất cho dân mùa lũ 2025", "da phat cho dan", "cấp cho dân năm 2025", "tỉnh thu hồi", "huyện đã thu hồi", "Sở NN thu hồi năm 2025",
    "đã điều đi Ba Vì", "đã chuyển nhượng", "cháy", "chìm", "bị chìm", "đang niêm phong", "tang vật vụ án", "ngừng hoạt động", "đã điều chuyển xã Ba Tơ", "hỏng hết, đã thanh lý", "đã thanh lý 2024",
]  # fmt: skip
BROKEN = [
    "đã hỏng hết", "hỏng hết", "Hỏng toàn bộ", "hư hỏng toàn bộ", "hư hết", "hong het", "đã hỏng hoàn toàn", "toàn bộ đã hỏng", "tất cả đều hỏng", "hỏng tất cả",
    "hỏng", "đã hỏng", "không sử dụng được", "không còn sử dụng được", "không còn hoạt động",
]  # fmt: skip
REPLACED = [
    "hỏng hết, đã mua mới",
    "hỏng toàn bộ, chờ sửa chữa",
    "hư hỏng không sửa được",
    "hong khong sua duoc",
]
PARTS = [
    ("đã thanh lý 02 cái", 2),
    ("mất 1", 1),
    ("02 cái đã thanh lý", 2),
    ("cho mượn 3", 3),
    ("đã trả 5", 5),
    ("01 bị mất", 1),
]
ORDINARY = [
    "", "chống cháy", "cháy rừng", "hoạt động bình thường", "chưa chuyển nhượng", "mua năm 2020", "đã bảo dưỡng", "hỏng 01", "02 cái hỏng", "hỏng 1, chờ sửa", "cũ, chưa phân loại", "như trên", "chưa có số liệu", "chưa thanh lý", "không hỏng",
    "đã trả tiền", "đã trả lời", "hết hạn 2026", "đã hết hạn", "có mặt tại kho", "xã Trà Bùi", "Trà Bồng", "kho Trả Lưa", "còn tốt", "không còn mới", "muộn", "mượn", "chưa mất",
    "mượn của xã Ba Tơ", "Máy phát mượn của trạm y tế", "muon cua xa ben",
    "chưa cấp cho dân", "cấp cho xã năm 2025", "tỉnh cấp cho dân quân", "để cấp cho dân khi có lũ", "để cấp cho dân mùa lũ", "thu hồi từ dự án",
    "cho mượn khi cần", "mua thay số đã thanh lý năm 2024", "mất điện", "đã bàn giao cho xã 2023", "tỉnh cấp", "huyện cấp năm 2019", "mặt bằng", "hợp đồng nguyên tắc", "da bao duong", "sẵn sàng", "chưa hỏng hết", "hỏng hết 02 cái",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        *((text, Fate.GONE) for text in GONE),
        *((text, Fate.BROKEN) for text in BROKEN),
        *((text, Fate.REPLACED) for text in REPLACED),
        *((text, None) for text in ORDINARY),
    ],
)
def test_what_a_note_says(text: str, fate: Fate | None) -> None:
    said = read_fate(text)
    assert (said.fate if said else None, said.part if said else None) == (fate, None)


@pytest.mark.parametrize(("text", "number"), PARTS)
def test_a_note_may_speak_of_a_part(text: str, number: int) -> None:
    assert read_fate(text) == (Fate.GONE, Decimal(number))


LIST = [["UBND XÃ ĐÔNG SƠN"], ["NĂM 2026"], ["TT", "Danh mục", "ĐVT", "Số lượng", "Tình trạng", "Ghi chú"]]


def test_one_answer_per_alike_note_settles_what_is_no_longer_there(read: Read) -> None:
    rows = [
        *LIST,
        [1, "Áo phao", "cái", 10, None, "Đã thanh lý"],
        [2, "Phao tròn", "cái", 5, "tốt", "mua năm 2020"],
        [3, "Bao cát", "cái", 200, None, "đã thanh lý"],
        [4, "Ca nô", "chiếc", 0, None, "đã thanh lý"],
        [5, "Xuồng", "chiếc", 2, "đã thanh lý", None],
    ]
    found = read(rows)
    (question,) = found.questions
    assert (question.kind, question.cells, question.raw) == (QuestionKind.NOTE, 3, "Đã thanh lý")
    assert [row.status for row in found.rows] == ["review", "accepted", "review", "accepted", "review"]
    taken = read(rows, answers={question.key: IMPORT})
    assert [row.quantity for row in taken.rows if row.status == "accepted"] == [10, 5, 200, 0, 2]
    skipped = read(rows, answers={question.key: SKIP})
    assert [row.quantity for row in skipped.rows if row.status == "accepted"] == [5, 0]


def test_a_note_with_the_number_of_broken_ones_breaks_that_many(read: Read) -> None:
    (row,) = read([*LIST, [1, "Áo phao", "cái", 10, None, "hỏng hết 02 cái"]]).rows
    assert (row.status, row.broken_quantity) == ("accepted", 2)


@pytest.mark.parametrize("place", [4, 5])
def test_a_note_that_all_is_broken_breaks_all(read: Read, place: int) -> None:
    line: list[Any] = [1, "Áo phao", "cái", 10, None, None]
    line[place] = "đã hỏng hết"
    (row,) = read([*LIST, line]).rows
    assert (row.status, row.quantity, row.broken_quantity) == ("accepted", 10, 10)
    assert "all_broken" in row.reasons


def test_beside_several_figures_a_note_is_asked_about(read: Read) -> None:
    head = [["NĂM 2026"], ["TT", "Xã", "Áo phao (cái)", "Ca nô (chiếc)", "Ghi chú"]]
    found = read([*head, [1, "Xã Ba Tô", 5, 2, "hỏng hết"], [2, "Xã Bình Minh", 3, 1, "mua năm 2020"]])
    assert [(question.kind, question.cells) for question in found.questions] == [(QuestionKind.NOTE, 2)]
    assert [row.broken_quantity for row in found.rows] == [None] * 4
    (question,) = found.questions
    assert [candidate.value for candidate in question.candidates] == [IMPORT, ALL_BROKEN, SKIP]


@pytest.mark.parametrize(
    ("answer", "taken"),
    [
        (ALL_BROKEN, [(5, 5), (2, 2), (3, None), (1, None)]),
        (IMPORT, [(5, None), (2, None), (3, None), (1, None)]),
        (SKIP, [(3, None), (1, None)]),
    ],
)
def test_the_answer_to_a_note_that_all_is_broken_keeps_the_broken_count(
    read: Read, answer: str, taken: list[Any]
) -> None:
    head = [["NĂM 2026"], ["TT", "Xã", "Áo phao (cái)", "Ca nô (chiếc)", "Ghi chú"]]
    rows = [*head, [1, "Xã Ba Tô", 5, 2, "hỏng hết"], [2, "Xã Bình Minh", 3, 1, "mua năm 2020"]]
    (question,) = read(rows).questions
    found = read(rows, answers={question.key: answer})
    assert [(row.quantity, row.broken_quantity) for row in found.rows if row.status == "accepted"] == taken


def test_a_note_that_all_is_gone_offers_no_broken_ones(read: Read) -> None:
    (question,) = read([*LIST, [1, "Áo phao", "cái", 10, None, "Đã thanh lý"]]).questions
    assert [candidate.value for candidate in question.candidates] == [IMPORT, SKIP]


def test_beside_several_figures_a_note_on_one_thing_says_nothing_of_the_others(read: Read) -> None:
    head = [["NĂM 2026"], ["TT", "Xã", "Áo phao (cái)", "Ca nô (chiếc)", "Ghi chú"]]
    found = read(
        [*head, [1, "Xã Ba Tô", 5, 2, "Máy phát đã thanh lý"], [2, "Xã Bình Minh", 3, 1, "đã thanh lý"]]
    )
    assert [row.status for row in found.rows] == ["accepted", "accepted", "review", "review"]


def test_a_part_no_longer_there_asks_for_the_number(read: Read) -> None:
    rows = [*LIST, [1, "Áo phao", "cái", 10, None, "đã thanh lý 02 cái"]]
    (question,) = read(rows).questions
    assert (question.kind, [candidate.value for candidate in question.candidates]) == (
        QuestionKind.QUANTITY,
        ["10", "8"],
    )
    (row,) = read(rows, answers={question.key: "8"}).rows
    assert (row.status, row.quantity, row.broken_quantity) == ("accepted", 8, None)


def test_a_qualifier_and_a_quantity_cell_say_it_as_well(read: Read) -> None:
    rows = [*LIST, [1, "Áo phao (đã thanh lý)", "cái", 10], [2, "Phao tròn", "cái", "02 cái (đã thanh lý)"]]
    assert [row.status for row in read(rows).rows] == ["review", "review"]


@pytest.mark.parametrize(("condition", "note"), [("Hỏng", "Đã thanh lý cả 05 cái theo QĐ số 77"), ("Hỏng", "đã tiêu hủy theo biên bản 12"), ("Tốt", "đã trả")])  # fmt: skip
def test_what_is_gone_is_not_there_broken(condition: str, note: str, read: Read) -> None:
    head = ["TT", "Tên", "ĐVT", "Số lượng", "Tình trạng", "Ghi chú"]
    found = read([["VẬT TƯ XÃ BA VÌ NĂM 2026"], head, [1, "Máy cưa xích", "cái", 5, condition, note]])
    assert [question.kind for question in found.questions] == [QuestionKind.NOTE]
