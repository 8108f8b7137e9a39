"""Sheets typed in an old encoding without its font: mixed with Unicode, or not certain."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.excel.legacy import Encoding, to_unicode
from importers.rules.files.as_stored import as_stored
from importers.rules.files.stored import pack, unpack
from importers.rules.results import Recognition, RowStatus
from tests.rules.importers.conftest import make_sheet
from tests.rules.importers.made import typed_in

Read = Callable[..., Recognition]
Rows = list[list[object]]


OLD_ROWS: Rows = [["TT", "Xã, phường", "Danh mục", "ĐVT", "Số lượng", "Ghi chú"], [1, "Xã Bình Minh", "Áo phao", "Cái", 12, "Kho xã"], [2, "Phường Sa Huỳnh", "Máy phát điện", "Cái", 3, "Đang dùng"], [3, "Xã Bình Minh", "Nhà bạt 24,5m2", "Bộ", 5, "Tốt"]]  # fmt: skip
PASTED_ROWS: Rows = [[4, "Xã Bình Minh", "Phao tròn", "Cái", 2, "Bình thường"], [5, "Phường Sa Huỳnh", "Xuồng máy", "Cái", 1, "Tốt"]]  # fmt: skip


def _typed(rows: Rows, encoding: Encoding) -> Rows:
    return [[typed_in(cell, encoding) if isinstance(cell, str) else cell for cell in row] for row in rows]


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
@pytest.mark.parametrize("old_first", [True, False], ids=["unicode pasted in", "old rows pasted in"])
def test_rows_pasted_from_a_file_in_another_encoding_are_read_by_their_own_words(
    read: Read, encoding: Encoding, *, old_first: bool
) -> None:
    rows: Rows
    title: Rows = [["Bảng tổng hợp phương tiện, vật tư phục vụ phòng chống thiên tai"]]
    if old_first:
        rows = [*_typed([*title, *OLD_ROWS], encoding), *PASTED_ROWS]
    else:
        more: Rows = [
            [n, "Xã Đặng Thùy Trâm", "Rọ thép", "Chiếc", n, "Xã Nguyễn Nghiêm cũ"] for n in range(6, 12)
        ]
        rows = [*title, OLD_ROWS[0], *more, *PASTED_ROWS, *_typed(OLD_ROWS[1:], encoding)]
    found = read(rows)
    assert not found.questions
    named = {(row.commune_raw, row.resource_raw.casefold(), row.unit_raw) for row in found.rows}
    assert {(row[1], str(row[2]).casefold(), row[3]) for row in (*OLD_ROWS[1:], *PASTED_ROWS)} <= named


def test_a_unicode_sheet_with_names_of_few_accents_is_never_converted(read: Read) -> None:
    names: list[object] = ["Hùng", "Trí", "Zoë Müller", "Tú", "Kiên Sơn", "Bé Ba", "Café Tràm", "Chí Dũng"]
    rows: Rows = [["TT", "Chủ phương tiện", "Loại phương tiện", "Số lượng"], *([n, name, "Xe tải", 1] for n, name in enumerate(names, 1))]  # fmt: skip
    found = read(rows, home="21085")
    assert [row.holder for row in found.rows] == names
    assert found.sheets[0].encoding == "unicode"
    few = read([*rows, [20, "B¸o", "Xe tải", 1], [21, "X· ¸o", "Xe tải", 1]], home="21085")
    assert [row.holder for row in few.rows[-2:]] == ["B¸o", "X· ¸o"], "two words are no evidence"


def test_a_sheet_whose_encoding_is_open_asks_nothing_else_and_its_answer_serves_the_next_file_of_the_form(
    read: Read,
) -> None:
    rows: Rows = [*OLD_ROWS, [4, "Xã Bình Minh", "Thứ không có", "thùng", 2, ""]]
    asked = read(_typed(rows, Encoding.VPS)).questions
    assert [question.kind for question in asked] == ["encoding"]
    assert asked[0].candidates[0].value == "vps", "what is thought comes first"
    answers = {asked[0].key: "vps"}
    later = _typed([rows[0], [1, "Xã Bình Minh", "Áo phao", "Cái", 7, ""]], Encoding.VPS)
    assert not read(later, answers=answers, name="Tháng 12").questions
    other = _typed([["TT", "Tên vật tư", "Số lượng"], [1, "Áo phao", 7], [2, "Nhà bạt", 1]], Encoding.VPS)
    assert "encoding" in {question.kind for question in read(other, answers=answers).questions}


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
def test_marks_of_a_file_of_bytes_are_those_that_were_seen(read: Read, encoding: Encoding) -> None:
    rows: Rows = [*OLD_ROWS, [4, "Xã Bình Minh", "Rọ thép", "Cái", "\x96", "Kho \x93A\x94"]]
    found = read(_typed(rows, encoding)).rows[-1]
    assert (found.quantity, found.status.value, found.note) == (0, "accepted", "Kho “A”")


STORED = {"Xuồng máy": "Xuång m¸y", "máy": "m¸y", "cái": "c¸i", "Nhà bạt": "Nhµ b¹t"}


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Xuồng máy", "Xuång m¸y"),
        ("Xuồng máy / ST 450", "Xuång m¸y / ST 450"),
        ("Nhà bạt 24,5 m2 (cái)", "Nhµ b¹t 24,5 m2 (c¸i)"),
        ("cáixyz", ""),
        ("xcái", ""),
        ("Gạo", ""),
        ("", ""),
    ],
)
def test_a_text_put_together_of_cells_is_told_as_they_stand_in_the_file(text: str, stored: str) -> None:
    assert as_stored(text, STORED) == stored


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
def test_how_the_file_has_each_converted_text_is_kept(read: Read, encoding: Encoding) -> None:
    title: Rows = [["Bảng tổng hợp phương tiện, vật tư phục vụ phòng chống thiên tai"]]
    found = unpack(pack(read(_typed([*title, *OLD_ROWS], encoding))))
    [(name, stored)] = found.stored.items()
    assert name == found.sheets[0].name
    assert stored["Máy phát điện"] == typed_in("Máy phát điện", encoding)
    assert "12" not in stored
    assert read([*title, *OLD_ROWS]).stored == {}


# Texts in a VNI font -> whether they are VNI: no mark stands behind a consonant or an "i".
IN_VNI: dict[str, str] = {
    "Xaõ Ba Tô": "Xã Ba Tơ",
    "Xaõ Ba Toâ": "Xã Ba Tô",
    "Xã Ba Tô": "Xã Ba Tô",
    "XÃ BA TÔ": "XÃ BA TÔ",
    "Biên phòng": "Biên phòng",
    "Theùp Ø10": "Thép Ø10",
    "Ñaëc khu Lyù Sôn": "Đặc khu Lý Sơn",
}


@pytest.mark.parametrize("text", IN_VNI)
def test_what_cannot_be_vni_stays_as_it_is(text: str) -> None:
    assert to_unicode(text, Encoding.VNI) == IN_VNI[text]


@pytest.mark.parametrize("font", ["VNI-Times", ".VnTime", "Arial"])
@pytest.mark.parametrize("kind", ["Xã ", ""])
def test_unicode_in_an_old_font_is_never_another_commune(read: Read, font: str, kind: str) -> None:
    """In VNI "Ba Tô" would be Ba Tơ, another commune: Unicode's own letters beside it in the same font decide."""
    rows: Rows = [
        ["TỔNG HỢP TRANG BỊ"],
        ["TT", "Đơn vị", "Áo phao (cái)"],
        *([number, f"{kind}{name}", number] for number, name in enumerate(["Ba Tơ", "Ba Tô", "Ba Vì"], 1)),
    ]
    found = read(make_sheet("Sheet1", rows, font=font))
    assert [str(row.commune_code) for row in found.rows if row.status is RowStatus.ACCEPTED] == [
        "21484",
        "21523",
        "21529",
    ]
    assert found.sheets[0].encoding == "unicode"
