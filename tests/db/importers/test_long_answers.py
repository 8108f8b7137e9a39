"""What an answer is about, and the answer itself, may be as long as sheets write their names and headings."""

from __future__ import annotations

from openpyxl import Workbook

from importers.rules.results import QuestionKind
from tests.db.importers.conftest import HEAD, Desk

NAMES = ("Phương tiện, vật tư năm 2026", "Phương tiện (bản cũ)")


def test_a_sheet_that_repeats_one_of_a_long_name_is_answered(desk: Desk) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, count in zip(NAMES, (12, 15), strict=True):
        sheet = book.create_sheet(name)
        sheet.append(("TỔNG HỢP PHƯƠNG TIỆN, VẬT TƯ",))
        sheet.append(HEAD)
        for number, item in enumerate(("Áo phao", "Phao tròn cứu sinh", "Nhà bạt 24,5 m2"), start=1):
            sheet.append((number, "xã Bình Minh", item, "cái", count))
    path = desk.folder / "hai trang.xlsx"
    book.save(path)
    batch_id = desk.upload(path)
    (question,) = desk.preview(batch_id).questions
    assert question.kind is QuestionKind.SHEET
    assert {question.raw, question.about} == set(NAMES)
    assert desk.answer(batch_id, lambda asked: "skip") == 1
    assert desk.preview(batch_id).questions == ()
