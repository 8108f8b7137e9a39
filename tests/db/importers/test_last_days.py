"""The last day of goods from a file: onto the lot, back by an undo, and nothing anew from the same file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from sqlalchemy import select

from core.audit.rules import key_from
from core.audit.services import verify
from importers.rules.stock.lines import LineStatus, Mode
from importers.rules.stock.undo import Outcome
from inventory.models import LotDetailRow
from inventory.queries.detail_changes import list_detail_changes
from inventory.queries.details import details_of
from inventory.queries.lot_values import Lot
from inventory.queries.lots import list_lot_ids, list_lots_by_ids
from inventory.queries.story import ledger_lines
from inventory.services.details import edit_details
from tests.conftest import SECRET
from tests.db.importers.conftest import NOW, TINH, XA, Desk

A, B, C = date(2027, 6, 30), date(2027, 8, 31), date(2028, 1, 31)


def goods(folder: Path, name: str, *lines: tuple[Any, ...]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("KIỂM KÊ HÀNG DỰ TRỮ XÃ BÌNH MINH, NGÀY 20/8/2026",))
    sheet.append(("TT", "Tên hàng", "ĐVT", "Số lượng", "Hạn dùng"))
    for number, line in enumerate(lines, start=1):
        sheet.append((number, *line))
    book.save(path := folder / f"{name}.xlsx")
    return path


def held(desk: Desk) -> list[tuple[str, int, str, date | None]]:
    return sorted((lot.type_code, int(lot.balance.on_hand), lot.mark, lot.expires_on) for lot in lots(desk))


def lots(desk: Desk) -> list[Lot]:
    with desk.database.reading() as session:
        return list(list_lots_by_ids(session, list_lot_ids(session, XA)).values())


def statuses(desk: Desk, path: Path, mode: Mode = Mode.REPLACE) -> list[LineStatus]:
    return [line.status for line in desk.preview(desk.upload(path, mode)).lines]


def test_goods_of_two_days_are_two_lots_and_the_same_file_changes_nothing(desk: Desk) -> None:
    path = goods(
        desk.folder,
        "a",
        ("Gạo", "kg", 500, "06/2027"),
        ("Gạo", "kg", 300, "31/8/2027"),
        ("Lương khô", "kg", 60),
    )
    desk.commit(first := desk.upload(path))
    there = [
        ("HC-001", 300, "HSD 31/08/2027", B),
        ("HC-001", 500, "HSD 30/06/2027", A),
        ("HC-003", 60, "", None),
    ]
    found = held(desk)
    assert found[:2] == there[:2]
    assert found[2][1:] == there[2][1:]
    assert statuses(desk, path) == [LineStatus.SAME] * 3
    with desk.database.reading() as session:
        lot = next(lot for lot in lots(desk) if lot.expires_on == A)
        (change,) = list_detail_changes(session, lot.id, XA)
        assert change.fields == {"expires_on": ("", "2027-06-30")}
        assert verify(session, key=key_from(SECRET), ledgers=[ledger_lines]).findings == ()
    assert desk.undo(first)[Outcome.REVERSED] == 3
    assert held(desk) == []
    desk.commit(desk.upload(goods(desk.folder, "b", ("Gạo", "kg", 200))))
    assert held(desk) == [("HC-001", 200, "", None)]


def test_a_new_day_is_written_and_undone(desk: Desk) -> None:
    desk.commit(desk.upload(goods(desk.folder, "a", ("Gạo", "kg", 500, "06/2027"), ("Lương khô", "kg", 60))))
    batch = desk.upload(
        goods(desk.folder, "b", ("Gạo", "kg", 500, "31/01/2028"), ("Lương khô", "kg", 60, "8/2027"))
    )
    desk.commit(batch)
    assert [row[1:] for row in held(desk)] == [(500, "", C), (60, "", B)]
    assert (
        statuses(desk, goods(desk.folder, "c", ("Gạo", "kg", 500), ("Lương khô", "kg", 60)))
        == [LineStatus.SAME] * 2
    )
    assert desk.undo(batch)[Outcome.REVERSED] == 2
    assert [row[1:] for row in held(desk)] == [(500, "", A), (60, "", None)]


def test_a_day_that_a_person_set_since_stays(desk: Desk) -> None:
    desk.commit(batch := desk.upload(goods(desk.folder, "a", ("Gạo", "kg", 500, "06/2027"))))
    (lot,) = lots(desk)
    with desk.database.transaction() as session:
        values = details_of(session, lot.id) | {"expires_on": C}
        edit_details(session, lot_id=lot.id, version=lot.version, values=values, actor=TINH, now=NOW)
    assert desk.undo(batch)[Outcome.KEPT_EDITED] == 1
    assert held(desk) == [("HC-001", 500, "", C)]


def test_what_comes_on_top_with_another_day_stays_apart(desk: Desk) -> None:
    desk.commit(desk.upload(goods(desk.folder, "a", ("Gạo", "kg", 500, "06/2027"))))
    more = goods(desk.folder, "b", ("Gạo", "kg", 300, "31/8/2027"))
    desk.commit(desk.upload(more, Mode.ADD))
    both = [("HC-001", 300, "HSD 31/08/2027", B), ("HC-001", 500, "", A)]
    assert held(desk) == both
    assert statuses(desk, more, Mode.ADD) == [LineStatus.SAME]
    desk.commit(desk.upload(goods(desk.folder, "c", ("Gạo", "kg", 50, "8/2027")), Mode.ADD))
    assert held(desk) == [("HC-001", 350, "HSD 31/08/2027", B), both[1]]


def test_a_row_that_comes_back_forgets_its_old_day_and_undo_brings_it_back(desk: Desk) -> None:
    desk.commit(first := desk.upload(goods(desk.folder, "a", ("Gạo", "kg", 500, "06/2027"))))
    desk.undo(first)
    with desk.database.transaction() as session:
        (detail,) = session.scalars(select(LotDetailRow))
        detail.expires_on = B
    desk.commit(again := desk.upload(goods(desk.folder, "b", ("Gạo", "kg", 40))))
    assert held(desk) == [("HC-001", 40, "", None)]
    desk.undo(again)
    with desk.database.reading() as session:
        assert session.scalars(select(LotDetailRow.expires_on)).all() == [B]
