"""One answer settles all cells that ask the same; answers turn review into accepted or rejected, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.excel.book import Sheet
from importers.rules.files.as_json import as_json
from importers.rules.results import IMPORT, INSTEAD, SKIP, Answers, QuestionKind, Recognition

Read = Callable[..., Recognition]
HEAD = [["UBND XÃ ĐÔNG SƠN"], ["DANH MỤC NĂM 2026"], ["TT", "Danh mục", "ĐVT", "Số lượng"]]


def test_one_answer_settles_every_cell_of_an_item(read: Read) -> None:
    rows = [["2026"], ["TT", "Đơn vị", "Xe tải (xe)"], [1, "Xã Ba Tô", 2], [2, "Xã Ba Vì", 3]]
    (question,) = read(rows).questions
    assert (question.kind, question.cells, question.raw) == (QuestionKind.ITEM, 2, "Xe tải (xe)")
    assert "PT-012" in [candidate.value for candidate in question.candidates]
    answered = read(rows, answers={question.key: "PT-013"})
    assert [(row.resource_code, row.status) for row in answered.rows] == [("PT-013", "accepted")] * 2
    assert answered.questions == ()
    skipped = read(rows, answers={question.key: SKIP})
    assert [row.status for row in skipped.rows] == ["rejected"] * 2


def test_what_an_office_answered_before_beats_what_the_catalogue_assumes(read: Read) -> None:
    rows = [*HEAD, [1, "MPĐ", "cái", 2]]
    assert [row.resource_code for row in read(rows).rows] == ["TB-010"]
    assert [row.resource_code for row in read(rows, answers={"item:mpd": "TB-011"}).rows] == ["TB-011"]


@pytest.mark.parametrize(
    ("line", "kind", "answer", "quantity"),
    [
        (["Mì tôm", "thùng", 50], QuestionKind.UNIT, "30", 1500),
        (["Xăng", "lít", "1.200"], QuestionKind.NUMBER_FORM, "thousands", 1200),
        (["Áo phao", "cái", "khoảng 50"], QuestionKind.QUANTITY, "48", 48),
        (["Áo phao", "cái", "20+5"], QuestionKind.QUANTITY, "25", 25),
    ],
)
def test_answers_about_amounts(
    read: Read, line: list[Any], kind: QuestionKind, answer: str, quantity: int
) -> None:
    rows = [*HEAD, [1, *line]]
    (question,) = read(rows).questions
    assert question.kind is kind
    (row,) = read(rows, answers={question.key: answer}).rows
    assert (row.status, row.quantity) == ("accepted", quantity)


def test_a_place_is_asked_with_its_candidates(read: Read) -> None:
    rows = [
        ["TỔNG HỢP 2022"],
        ["TT", "Đơn vị", "Áo phao", "Ca nô"],
        [1, "Phường Nguyễn Nghiêm", 5, 1],
        [2, "Xã Trà Bùi", 3, 1],
    ]
    questions = {question.raw: question for question in read(rows).questions}
    assert {candidate.value for candidate in questions["Phường Nguyễn Nghiêm"].candidates} == {
        "21025",
        "21439",
    }
    assert {candidate.value for candidate in questions["Xã Trà Bùi"].candidates} == {"21136", "21157"}
    key = questions["Phường Nguyễn Nghiêm"].key
    settled = [
        row for row in read(rows, answers={key: "21439"}).rows if row.commune_raw == "Phường Nguyễn Nghiêm"
    ]
    assert [(row.status, row.commune_code, row.old_commune) for row in settled] == [
        ("accepted", "21439", "Phường Nguyễn Nghiêm")
    ] * 2


def test_one_answer_settles_a_commune_with_and_without_its_kind(read: Read) -> None:
    names = ("Trà Bùi", "Xã Trà Bùi", "X. TRÀ BÙI", "Nguyễn Nghiêm", "P. Nguyễn Nghiêm")
    rows = [
        ["TỔNG HỢP"],
        ["TT", "Đơn vị", "Áo phao"],
        *([n, name, n] for n, name in enumerate(names, start=1)),
    ]
    questions = read(rows).questions
    # "Nguyễn Nghiêm" alone may be the xã of today, with its kind it may not: these are two questions.
    assert [(question.raw, question.cells) for question in questions] == [
        ("Trà Bùi", 3),
        ("Nguyễn Nghiêm", 1),
        ("P. Nguyễn Nghiêm", 1),
    ]
    answered = read(rows, answers={questions[0].key: "21136"})
    assert [row.commune_code for row in answered.rows] == ["21136", "21136", "21136", None, None]
    assert [row.old_commune for row in answered.rows[:2]] == ["Trà Bùi", "Xã Trà Bùi"]
    before = read(rows, answers={"place:xã trà bùi|": "21157"})  # kept before the two were one question
    assert [row.commune_code for row in before.rows[:3]] == [None, "21157", "21157"]


def test_one_question_for_a_former_ward_however_it_is_written(read: Read) -> None:
    names = ("P. Nguyễn Nghiêm", "Nguyễn Nghiêm", "Phường Nguyễn Nghiêm", "NGUYỄN NGHIÊM")

    def of(title: str, **given: Any) -> Recognition:
        rows = [[title], ["TT", "Đơn vị", "Áo phao"], *([n, name, n] for n, name in enumerate(names, 1))]
        return read(rows, **given)

    (question,) = of("TỔNG HỢP NĂM 2023").questions
    assert (question.cells, [candidate.value for candidate in question.candidates]) == (4, ["21025", "21439"])
    answered = of("TỔNG HỢP NĂM 2023", answers={question.key: "21439"})
    assert {row.commune_code for row in answered.rows} == {"21439"}
    # Without a year the bare name may be the xã of today: what is answered there says nothing of the ward.
    assert sorted(question.cells for question in of("TỔNG HỢP").questions) == [2, 2]
    bare = "place:nguyễn nghiêm|"
    assert [row.commune_code for row in of("TỔNG HỢP NĂM 2023", answers={bare: "21457"}).rows] == [None] * 4
    kept = of("TỔNG HỢP NĂM 2023", answers={bare: "21025"})  # given before they were one question
    assert [row.commune_code for row in kept.rows] == [None, "21025", None, "21025"]


def test_a_sheet_that_names_no_commune_asks_once_or_takes_the_officials_own(read: Read) -> None:
    rows = [["TT", "Danh mục", "ĐVT", "Số lượng"], [1, "Áo phao", "cái", 5], [2, "Phao tròn", "cái", 5]]
    (question,) = read(rows).questions
    assert (question.kind, question.cells) == (QuestionKind.PLACE, 2)
    assert {row.commune_code for row in read(rows, home="21109").rows} == {"21109"}
    assert {row.status for row in read(rows, answers={question.key: "21109"}).rows} == {"accepted"}
    named = read(rows, file_name="Xa_Dong_Son.xlsx").questions
    assert [candidate.value for candidate in named[0].candidates] == ["21109"]


def test_an_older_copy_of_a_sheet_is_left_out_unless_wanted(read: Read, sheet: Callable[..., Sheet]) -> None:
    def district(name: str, year: int, add: int) -> Sheet:
        head = [
            ["UBND HUYỆN BÌNH SƠN"],
            [f"SỐ LIỆU NĂM {year}"],
            ["TT", "Đơn vị", "Áo phao (cái)", "Ca nô (chiếc)"],
        ]
        return sheet(
            name,
            [
                *head,
                [1, "Xã Bình Minh", 1 + add, 2],
                [2, "Xã Bình Châu", 3 + add, 4],
                [None, "Cộng", 4 + 2 * add, 6],
            ],
        )

    book = (district("BS", 2023, 0), district("BS (2)", 2021, 5))
    found = read(*book)
    assert [(result.decision, result.reason) for result in found.sheets] == [
        ("imported", ""),
        ("skipped", "sheet_repeated"),
    ]
    assert {row.sheet for row in found.rows} == {"BS"}
    assert len([cell for cell in found.unread if cell.reason == "sheet_repeated"]) == 4
    assert [check.ok for check in found.checks] == [True] * 4
    (question,) = found.questions
    assert [candidate.value for candidate in question.candidates] == [SKIP, IMPORT, INSTEAD]
    assert {row.sheet for row in read(*book, answers={question.key: IMPORT}).rows} == {"BS", "BS (2)"}
    instead = read(*book, answers={question.key: INSTEAD})
    assert [(row.sheet, row.stated_quantity) for row in instead.rows if row.quantity_raw != "2"][:1] == [
        ("BS (2)", 6)
    ]
    assert {row.sheet for row in instead.rows} == {"BS (2)"}
    assert [result.decision for result in instead.sheets] == ["skipped", "imported"]


def test_sums_of_districts_are_compared_with_their_sheets(read: Read, sheet: Callable[..., Sheet]) -> None:
    head = ["TT", "Đơn vị", "Áo phao (cái)"]
    district = sheet(
        "H. BÌNH SƠN", [["UBND HUYỆN BÌNH SƠN 2023"], head, [1, "Xã Bình Minh", 5], [2, "Xã Bình Châu", 3]]
    )
    summary = sheet(
        "Tong hop",
        [["TOÀN TỈNH 2023"], ["TT", "Huyện", "Áo phao (cái)"], [1, "Huyện Bình Sơn", 9], [None, "Cộng", 9]],
    )
    found = read(district, summary)
    assert {row.sheet for row in found.rows} == {"H. BÌNH SƠN"}
    assert [(check.cell, check.stated, check.computed, check.ok) for check in found.checks] == [
        ("C4", 9, 9, True),
        ("C3", 9, 8, False),
    ]
    assert found.sheets[1].reason == "district_sum"


def test_old_communes_that_became_one_keep_their_own_rows(read: Read) -> None:
    rows = [
        ["UBND HUYỆN BÌNH SƠN NĂM 2023"],
        ["TT", "Đơn vị", "Áo phao", "Ca nô"],
        [1, "Thị trấn Châu Ổ", 5, 1],
        [2, "Xã Bình Thạnh", 3, 1],
    ]
    found = [row for row in read(rows).rows if row.resource_code == "TB-001"]
    assert [(row.commune_code, row.old_commune, row.quantity) for row in found] == [
        ("21040", "Thị trấn Châu Ổ", 5),
        ("21040", "Xã Bình Thạnh", 3),
    ]


def test_the_json_has_its_fixed_shape(read: Read) -> None:
    found = as_json(read([*HEAD, [1, "Gạo", "tấn", "5,5"], [None, "Cộng", None, "5,5"]]))
    assert list(found) == ["file", "sheets", "rows", "checks", "unread"]
    (row,) = found["rows"]
    assert list(row) == [
        "sheet", "cell", "commune_code", "commune_raw", "resource_code", "resource_raw", "quantity", "unit", "unit_raw", "quantity_raw",
        "status", "confidence", "reasons", "holder", "contact_phone", "location", "condition",
    ]  # fmt: skip
    assert (row["quantity"], row["unit"], row["cell"]) == (5500, "kg", "D4")
    assert found["checks"] == [{"sheet": "Sheet1", "cell": "D5", "stated": 5.5, "computed": 5.5, "ok": True}]


def test_answers_are_plain_json() -> None:
    given = {"unit:HC-002:thùng": "30", "item:mpd": "TB-010"}
    assert Answers(values=Answers(values=given).as_json()).as_json() == given
