"""The list of rows not taken: loaded back unchanged it asks and refuses the same again and takes nothing more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from core.communes.rules import Gazetteer
from importers.rules.results import Recognition, Row, RowStatus
from importers.rules.stock.leftovers import COLUMNS, Leftover, leftover_sheet, problems_of, rows_of_others
from inventory.rules.catalogue import ResourceType

HEAD = ("TT", "Xã, phường", "Tên phương tiện, vật tư", "ĐVT", "Số lượng", "Đơn vị quản lý", "Nơi để")
# A figure, a name, a unit or a commune in doubt; the last three are read without doubt.
DOUBTFUL = (
    (1, "xã Bình Minh", "Phao", "cái", 12, "Ông Nguyễn Văn Hùng 0905123456", "Thôn 2"),
    (2, "xã Bình Minh", "Áo phao", "cái", "khoảng 50"),
    (3, "xã Bình Minh", "Áo phao", "cái", "03-05"),
    (4, "xã Bình Minh", "Mì tôm", "thùng", 30),
    (5, "xã Bình Minh", "Thuyền rồng vàng", "chiếc", 2),
    (6, "xã Không Có", "Áo phao", "cái", 9),
    (7, "xã Trà Giang", "Áo phao", "cái", 8),
    (8, None, "Nhà bạt", "bộ", 4),
    (9, "xã Bình Minh", "Áo phao", "cái", -5),
    (10, "xã Bình Minh", "Áo phao", "cái", "02 cái (hỏng 01)"),
    (11, "xã Bình Minh", "Gạo", "tấn", "5,5"),
    (12, "xã Bình Minh", "Muối", "tấn", "02 tấn (hỏng 01)"),
)  # fmt: skip

Read = Callable[..., Recognition]


def leftovers(found: Recognition, places: Gazetteer, catalogue: tuple[ResourceType, ...]) -> list[Leftover]:
    """Return every row of a recognition as if it had not been taken."""
    titles = {commune.code: commune.title for commune in places.communes}
    names: dict[str, str] = {kind.code: kind.name for kind in catalogue}
    return [
        Leftover(
            row=row,
            commune=titles[row.commune_code] if row.commune_code else "",
            thing=names[row.resource_code] if row.resource_code else "",
            place=row.location,
            problem="Chỉ có tên gần giống trong danh mục (Áo phao, Phao tròn?); xã Bình Minh ghi 12 cái",
        )
        for row in found.rows
    ]


def read_back(read: Read, left: list[Leftover]) -> Recognition:
    """Return what the importer makes of the list."""
    sheet = leftover_sheet(left, receipt="NK-000012", mode="Thay số", today=date(2026, 11, 23))
    rows = [[span.text for span in line] for line in sheet.top]
    rows.append([column.title for column in COLUMNS])
    plain = [
        [float(value) if isinstance(value, Decimal) else value or None for value in line]
        for line in sheet.rows
    ]
    return read([*rows, *plain], file_name="NK-000012 dòng chưa nhập.xlsx", name=sheet.name)


def said(row: Row) -> tuple[object, ...]:
    """Return what a row would become."""
    amounts = (row.quantity, row.unit, row.broken_quantity)
    keeper = (row.holder, row.contact_phones, row.location, row.mark)
    return row.status, row.commune_code, row.resource_code, *amounts, *keeper


def test_what_was_in_doubt_stays_in_doubt(
    read: Read, gazetteer: Gazetteer, catalogue: tuple[ResourceType, ...]
) -> None:
    found = read([("TỔNG HỢP VẬT TƯ",), (), HEAD, *DOUBTFUL])
    statuses = [row.status for row in found.rows]
    assert statuses[-3:] == [RowStatus.ACCEPTED] * 3
    assert RowStatus.ACCEPTED not in statuses[:-3]
    again = read_back(read, leftovers(found, gazetteer, catalogue))
    assert [said(row) for row in again.rows] == [said(row) for row in found.rows]
    assert not again.unread


def test_a_row_by_itself_is_still_a_table(
    read: Read, gazetteer: Gazetteer, catalogue: tuple[ResourceType, ...]
) -> None:
    found = read([("TỔNG HỢP VẬT TƯ",), (), HEAD, *DOUBTFUL])
    for left in leftovers(found, gazetteer, catalogue):
        again = read_back(read, [left])
        assert [said(row) for row in again.rows] == [said(left.row)], left.row.cell


def test_sheets_named_like_communes_do_not_become_the_place(read: Read) -> None:
    head = (*HEAD, "Trang tính", "Ô", "Vướng mắc")
    rows = [
        (number, "xã Không Có (?)", "Phao lạ", "cái", number, "", "", "Xã Sơn Hạ", "E5", "Áo phao 12 cái")
        for number in range(1, 4)
    ]
    found = read([("TỔNG HỢP VẬT TƯ",), (), head, *rows])
    assert {(row.commune_code, row.resource_code) for row in found.rows} == {(None, None)}


def test_every_name_of_today_and_of_the_catalogue_is_read_for_sure(
    read: Read, gazetteer: Gazetteer, catalogue: tuple[ResourceType, ...]
) -> None:
    found = read([("LẬP NGÀY 23/11/2026",), (), HEAD[:5], (1, "xã Bình Minh", "Áo phao", "cái", 1)])
    left = leftovers(found, gazetteer, catalogue)[0]
    communes = gazetteer.communes
    listed = [
        Leftover(
            row=left.row,
            commune=communes[n % len(communes)].title,
            thing=kind.name,
            place=f"kho {n}",
            problem="x",
        )
        for n, kind in enumerate(catalogue)
    ]
    again = read_back(read, listed)
    for row, kind in zip(again.rows, catalogue, strict=True):
        assert row.resource_code == kind.code
    assert [row.commune_code for row in again.rows] == [
        communes[n % len(communes)].code for n in range(len(catalogue))
    ]


@pytest.mark.parametrize(("office", "others"), [("21085", 1), ("99999", 2), ("", 0), (None, 0)])
def test_the_province_s_file_has_no_rows_of_others(read: Read, office: str | None, others: int) -> None:
    """What has no commune yet is nobody else's."""
    rows = [(1, "xã Bình Minh", "Áo phao", "cái", 1), (2, "xã Bình Sơn", "Áo phao", "cái", 1)]
    rows.append((3, "xã Không Có", "Áo phao", "cái", 1))
    found = read([("LẬP NGÀY 23/11/2026",), (), HEAD[:5], *rows])
    assert [row.commune_code for row in found.rows].count(None) == 1
    assert len(rows_of_others(found.rows, office)) == others


def test_how_a_row_was_read_is_no_problem() -> None:
    assert problems_of(("exact_name", "place_from_heading", "number_range", "number_range")) == (
        "number_range",
    )
