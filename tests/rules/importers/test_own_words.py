"""Headers in an office's own words, and forms that once were read wrongly or not at all: a small sheet for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from importers.rules.names.vocabulary import Role, role_of
from importers.rules.results import IMPORT, SKIP, Recognition, RowStatus
from importers.rules.texts.units import convert, packing_in, read_unit
from inventory.rules.catalogue import ResourceType

VI = "21529"  # xã Ba Vì
BOATS = [[1, "Ca nô", "chiếc", 4], [2, "Xuồng máy", "chiếc", 6]]


@dataclass(frozen=True, kw_only=True)
class Form:
    """A sheet, and what must be taken of it: all of it and nothing else."""

    rows: list[list[Any]]
    taken: dict[str, tuple[str, str, Any]]
    unread: dict[str, str] = field(default_factory=dict)
    checks: dict[str, bool | None] = field(default_factory=dict)
    merges: tuple[str, ...] = ()


FORMS: dict[str, Form] = {
    "plan beside what was done": Form(
        rows=[["XÃ BA VÌ 2026"], ["Số TT", "Danh mục trang bị", "ĐVT", "Kế hoạch", "Thực hiện", "Đạt (%)"], [1, "Ca nô", "chiếc", 9, 4, 44], [2, "Rọ thép", "cái", 8, 6, 75]],
        taken={"E3": (VI, "PT-005", 4), "E4": (VI, "VT-002", 6)},
        unread={"D3": "need_not_stock", "F3": "not_stock_column"},
    ),
    "plan over the same items as what was done": Form(
        rows=[["NĂM 2026"], ["TT", "Đơn vị", "Kế hoạch giao", None, "Thực hiện", None], [None, None, "Ca nô", "Áo phao", "Ca nô", "Áo phao"], [1, "Xã Ba Vì", 9, 8, 4, 6]],
        merges=("A2:A3", "B2:B3", "C2:D2", "E2:F2"),
        taken={"E4": (VI, "PT-005", 4), "F4": (VI, "TB-001", 6)},
        unread={"C4": "need_not_stock", "D4": "need_not_stock"},
    ),
    "what is laid down, held and missing": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Trang bị", "ĐVT", "Theo quy định", "Đã có", "Chưa có"], [1, "Ca nô", "chiếc", 9, 4, 5]],
        taken={"E3": (VI, "PT-005", 4)},
        unread={"D3": "need_not_stock", "F3": "need_not_stock"},
    ),
    "most headers are the office's own words": Form(
        rows=[["XÃ BA VÌ 2026"], ["STT", "Tên, quy cách", "Lượng", "Nơi cất giữ", "Cán bộ trực", "Mức sẵn sàng"], [1, "Ca nô (chiếc)", 4, "Kho xã", "Ông A", "cao"], [2, "Rọ thép (cái)", 6, "Kho xã", "Ông B", "cao"]],
        taken={"C3": (VI, "PT-005", 4), "C4": (VI, "VT-002", 6)},
    ),
    "units in a row of their own below the goods": Form(
        rows=[["NĂM 2026"], ["Đơn vị", "Ca nô", "Gạo", "Áo phao"], ["ĐVT", "chiếc", "kg", "cái"], ["Xã Ba Vì", 4, 500, 6], ["Xã Ba Xa", 1, 200, 7]],
        taken={"B4": (VI, "PT-005", 4), "C4": (VI, "HC-001", 500), "D4": (VI, "TB-001", 6), "B5": ("21538", "PT-005", 1), "C5": ("21538", "HC-001", 200), "D5": ("21538", "TB-001", 7)},
    ),
    "starred communes above dashed goods": Form(
        rows=[["NĂM 2026"], ["Tên vật tư", "ĐVT", "Lượng có"], ["* Xã Ba Vì:"], ["- Ca nô", "chiếc", 4], ["* Xã Ba Xa:"], ["- Ca nô", "chiếc", 6]],
        taken={"C4": (VI, "PT-005", 4), "C6": ("21538", "PT-005", 6)},
    ),
    "two tables side by side, a commune above each": Form(
        rows=[["XÃ BA VÌ", None, None, None, None, "XÃ BA XA"], ["TT", "Tên vật tư", "ĐVT", "Số lượng", None, "TT", "Tên vật tư", "ĐVT", "Số lượng"], [1, "Ca nô", "chiếc", 4, None, 1, "Rọ thép", "cái", 6]],
        taken={"D3": (VI, "PT-005", 4), "I3": ("21538", "VT-002", 6)},
    ),
    "goods pledged by shops": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Tên cơ sở, hộ kinh doanh", "Mặt hàng", "ĐVT", "Khối lượng cam kết", "Số ĐT"], [1, "Đại lý Phúc Lộc", "Gạo", "kg", 101, "0905123456"]],
        taken={"E3": (VI, "HC-001", 101)},
    ),
    "the total in two letters": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Tên vật tư", "ĐVT", "Số lượng"], *BOATS, [None, "TC", None, 10]],
        taken={"D3": (VI, "PT-005", 4), "D4": (VI, "PT-006", 6)},
        checks={"D5": True},
    ),
    "a unit that says how much it holds": Form(
        rows=[["XÃ BA VÌ 2026"], ["TT", "Mặt hàng", "ĐVT", "Số lượng"], [1, "Mì tôm", "Thùng (30 gói)", 4], [2, "Nước uống", "Thùng (24 chai 500ml)", 2]],
        taken={"D3": (VI, "HC-002", 120), "D4": (VI, "HC-004", 24)},
    ),
    "goods told in a sentence above the table": Form(
        rows=[["XÃ BA VÌ 2026"], ["Áo phao: 20 cái; phao tròn: 15 cái"], ["TT", "Tên vật tư", "ĐVT", "Số lượng"], *BOATS],
        taken={"D4": (VI, "PT-005", 4), "D5": (VI, "PT-006", 6)},
        unread={"A2": "outside_table"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("trap", FORMS)
def test_a_form_is_read_right_and_wholly(trap: str, read: Callable[..., Recognition]) -> None:
    form = FORMS[trap]
    found = read(form.rows, merges=form.merges)
    assert {row.cell: (row.commune_code, row.resource_code, row.quantity) for row in found.rows} == form.taken
    assert {row.status for row in found.rows} == {RowStatus.ACCEPTED}
    assert {check.cell: check.ok for check in found.checks} == form.checks
    unread = {cell.cell: cell.reason for cell in found.unread}
    assert {cell: unread.get(cell) for cell in form.unread} == form.unread


WORDS: dict[str, Role] = {
    "Số lượng dự kiến": Role.NEED,
    "Số lượng theo kế hoạch": Role.NEED,
    "Số lượng cần": Role.NEED,
    "KH năm 2026": Role.NEED,
    "Số lượng thực tế": Role.QUANTITY,
    "Tồn 31/12": Role.QUANTITY,
    "Khối lượng cam kết": Role.QUANTITY,
    "Mặt hàng": Role.ITEM,
    "Tên, chủng loại": Role.ITEM,
    "Mất": Role.BROKEN,
    "% đạt": Role.FLOW,
}


@pytest.mark.parametrize("words", WORDS)
def test_the_words_of_a_header_tell_what_its_column_holds(words: str) -> None:
    assert role_of(words) is WORDS[words]


def test_figures_under_words_nobody_knows_are_asked_about_once(read: Callable[..., Recognition]) -> None:
    rows = [["XÃ BA VÌ 2026"], ["TT", "Tên vật tư", "ĐVT", "Hệ số", "Ghi chú"], *BOATS]
    found = read(rows)
    assert [(row.status, row.reasons[-1]) for row in found.rows] == [(RowStatus.REVIEW, "column_unsure")] * 2
    [question] = found.questions
    assert question.cells == 2
    taken = read(rows, answers={question.key: IMPORT})
    assert [row.status for row in taken.rows] == [RowStatus.ACCEPTED] * 2
    left = read(rows, answers={question.key: SKIP})
    assert [row.status for row in left.rows] == [RowStatus.REJECTED] * 2


def test_more_broken_than_there_are_is_asked(read: Callable[..., Recognition]) -> None:
    rows = [["XÃ BA VÌ 2026"], ["TT", "Tên vật tư", "ĐVT", "Số lượng", "Hỏng"], [1, "Ca nô", "chiếc", 3, 4]]
    found = read(rows)
    assert [row.status for row in found.rows] == [RowStatus.REVIEW]
    [question] = found.questions
    assert [candidate.value for candidate in question.candidates] == ["3", "7"]
    for answer, broken in (("7", Decimal(4)), ("3", None)):
        [row] = read(rows, answers={question.key: answer}).rows
        assert (row.status, row.quantity, row.broken_quantity) == (
            RowStatus.ACCEPTED,
            Decimal(answer),
            broken,
        )
        assert ("broken_more_than_on_hand" in row.reasons) is (broken is None)


@pytest.mark.parametrize(
    ("unit", "code", "factor"),
    [
        ("thùng/30 gói", "HC-002", Decimal(30)),
        ("bao 50 kg", "HC-001", Decimal(50)),
        ("Bao (50kg)", "VT-001", None),  # so much sand, not so many bags
        ("thùng", "HC-002", None),
    ],
)
def test_packings_in_the_words_of_a_unit(
    unit: str, code: str, factor: Decimal | None, catalogue: tuple[ResourceType, ...]
) -> None:
    kind = next(kind for kind in catalogue if kind.code == code)
    assert convert(read_unit(unit), unit, kind, ()).factor == factor
    assert (packing_in(unit) is None) is (unit == "thùng")
