"""A list of ours with another holder or place comes back: shown, written with the ledger, undone; or said why not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import text

from core.audit.rules import key_from
from core.audit.services import verify
from importers.rules.stock.lines import LineReason, LineStatus, Mode
from importers.rules.stock.undo import Outcome
from inventory.queries.lot_values import Lot
from inventory.queries.story import ledger_lines, list_movements
from inventory.services.keeping import correct, ensure_holder
from inventory.services.ledger import Occasion
from inventory.services.merging import merge_holders
from inventory.services.promising import Ask, reserve
from tests.conftest import SECRET
from tests.db.importers.conftest import CAN_BO, NOW, TINH, XA, Desk

HEAD = ("TT", "Xã, phường, đặc khu", "Nguồn lực", "ĐVT", "Hiện có", "Đơn vị, hộ quản lý", "Nơi để", "Xem")
SCHOOL, SHOP = "Trường THCS Bình Minh", "Cửa hàng Bảy Tấn"


@dataclass(frozen=True, kw_only=True)
class Said:
    """A row of our list as somebody left it."""

    lot_id: int
    holder: str = SCHOOL
    place: str = "Kho A"
    quantity: int = 7
    thing: str = "Áo phao cứu sinh"
    commune: str = "Xã Bình Minh"

    def values(self) -> tuple[Any, ...]:
        return (
            self.commune,
            self.thing,
            "cái",
            self.quantity,
            self.holder,
            self.place,
            f"/kho/{self.lot_id}",
        )


def _book(desk: Desk, *rows: Said) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Danh sách"
    sheet.append(("DANH SÁCH NGUỒN LỰC TẠI CHỖ",))
    sheet.append(HEAD)
    for number, row in enumerate(rows, start=1):
        sheet.append((number, *row.values()))
    path = desk.folder / f"danh-sach-{len(list(desk.folder.iterdir()))}.xlsx"
    book.save(path)
    return path


@pytest.fixture
def lot(desk: Desk) -> Lot:
    """Seven jackets of the school in Kho A."""
    desk.commit(desk.upload(desk.file(("xã Bình Minh", "Áo phao", "cái", 7, SCHOOL, "Kho A"))))
    return _row(desk)


def _row(desk: Desk) -> Lot:
    """Return the register's one row."""
    [lot] = desk.lots().values()
    return lot


def _preview(desk: Desk, *rows: Said, mode: Mode = Mode.REPLACE) -> list[tuple[LineStatus, str]]:
    lines = desk.preview(desk.upload(_book(desk, *rows), mode)).lines
    return [(line.status, line.reasons[0] if line.reasons else "") for line in lines]


def test_another_place_is_shown_written_and_undone(desk: Desk, lot: Lot) -> None:
    _check_day(desk, lot)
    batch_id = desk.upload(_book(desk, Said(lot_id=lot.id, place="Kho B, thôn 2")))
    [line] = desk.preview(batch_id).lines
    assert (line.status, line.lot_id, line.moved_from) == (
        LineStatus.CHANGED,
        lot.id,
        (SCHOOL, "Kho A", True),
    )
    desk.commit(batch_id)
    there = _row(desk)
    assert (there.id, there.place, there.holder, there.balance) == (
        lot.id,
        "Kho B, thôn 2",
        SCHOOL,
        lot.balance,
    )
    assert there.checked_on == NOW.date()  # where it is changed, not what was counted
    with desk.database.reading() as session:
        newest = list_movements(session, lot.id)[0]
        assert (newest.kind, newest.on_hand) == ("adjust", 0)
        assert (
            "từ “Trường THCS Bình Minh · Kho A” đến “Trường THCS Bình Minh · Kho B, thôn 2”" in newest.source
        )
        assert verify(session, key=key_from(SECRET), ledgers=[ledger_lines]).findings == ()
    # The same list once more changes nothing; undone, the row is back in its place with its day of checking.
    assert _preview(desk, Said(lot_id=lot.id, place="Kho B, thôn 2"))[0][0] is LineStatus.SAME
    assert desk.undo(batch_id)[Outcome.REVERSED] == 1
    back = _row(desk)
    assert (back.place, back.holder, back.balance, back.checked_on) == (
        "Kho A",
        SCHOOL,
        lot.balance,
        NOW.date(),
    )


def test_another_keeper_is_made_and_has_the_row(desk: Desk, lot: Lot) -> None:
    batch_id = desk.upload(_book(desk, Said(lot_id=lot.id, holder=SHOP, quantity=9)))
    desk.commit(batch_id)
    there = _row(desk)
    assert (there.id, there.holder, there.place, there.balance.on_hand) == (lot.id, SHOP, "Kho A", 9)
    with desk.database.reading() as session:
        assert list_movements(session, lot.id)[0].kind == "count"
    assert desk.undo(batch_id)[Outcome.REVERSED] == 1
    back = _row(desk)
    assert (back.holder_id, back.balance.on_hand) == (lot.holder_id, 7)


def test_the_commune_itself_may_take_a_row_over(desk: Desk, lot: Lot) -> None:
    desk.commit(desk.upload(_book(desk, Said(lot_id=lot.id, holder="UBND xã Bình Minh"))))
    with desk.database.reading() as session:
        query = "SELECT kind FROM holder JOIN lot ON holder_id = holder.id WHERE lot.id = :id"
        assert session.scalar(text(query), {"id": lot.id}) == "commune"


KEPT = {
    "an emptied place": (Said(lot_id=0, place=""), LineReason.WORDS_BLANK),
    "an emptied holder": (Said(lot_id=0, holder=""), LineReason.WORDS_BLANK),
    "a hidden number": (Said(lot_id=0, place="Kho B, 090•••••••"), LineReason.WORDS_MASKED),
}


@pytest.mark.parametrize("case", KEPT)
def test_words_that_cannot_be_written_are_said_and_the_figure_is_read(
    desk: Desk, lot: Lot, case: str
) -> None:
    said, reason = KEPT[case]
    row = Said(lot_id=lot.id, holder=said.holder, place=said.place, quantity=8)
    assert _preview(desk, row) == [(LineStatus.CHANGED, reason)]
    desk.commit(desk.upload(_book(desk, row)))
    there = _row(desk)
    assert (there.holder, there.place, there.balance.on_hand) == (SCHOOL, "Kho A", 8)


def test_what_an_incident_holds_stays_where_it_is(desk: Desk, lot: Lot) -> None:
    with desk.database.transaction() as session:
        occasion = Occasion(actor=TINH, at=NOW, action="x", batch="incident:1")
        reserve(session, [Ask(lot_id=lot.id, quantity=Decimal(2), to_own_commune=True)], occasion)
    assert _preview(desk, Said(lot_id=lot.id, place="Kho B")) == [
        (LineStatus.SAME, LineReason.WORDS_PROMISED)
    ]


def test_a_file_that_adds_or_fills_takes_no_row_elsewhere(desk: Desk, lot: Lot) -> None:
    said = Said(lot_id=lot.id, place="Kho B")
    assert _preview(desk, said, mode=Mode.ADD) == [(LineStatus.CHANGED, LineReason.WORDS_LEFT)]
    [(status, reason)] = _preview(desk, said, mode=Mode.FILL)
    assert (status, reason) == (LineStatus.SAME, LineReason.LEFT_ALONE)


def test_two_rows_never_become_one(desk: Desk, lot: Lot) -> None:
    desk.commit(desk.upload(desk.file(("xã Bình Minh", "Áo phao", "cái", 5, SCHOOL, "Kho B"))))
    with desk.database.reading() as session:
        other = session.scalar(text("SELECT max(id) FROM lot"))
    first, second = Said(lot_id=lot.id, place="Kho B"), Said(lot_id=other, place="Kho B", quantity=5)
    taken, same = (LineStatus.SAME, LineReason.WORDS_TAKEN), LineStatus.SAME
    found = _preview(desk, first, second)
    assert (found[0], found[1][0]) == (taken, same)
    third = _preview(desk, Said(lot_id=lot.id, place="Kho C"), Said(lot_id=other, place="Kho C", quantity=5))
    assert third == [taken, taken]
    # Exchanged, or the other row is not in the file: which of the two is meant?
    unclear = (LineStatus.REFUSED, LineReason.OWN_ROW_UNCLEAR)
    assert _preview(desk, first) == [unclear]
    assert _preview(desk, first, Said(lot_id=other, place="Kho A", quantity=5)) == [unclear, unclear]
    # A row that left the list still has its place.
    with desk.database.transaction() as session:
        session.execute(text("UPDATE lot SET closed = :yes WHERE id = :id"), {"yes": True, "id": other})
    assert _preview(desk, first) == [taken]


def test_a_row_that_names_its_lot_under_another_type_or_commune_is_no_new_row(desk: Desk, lot: Lot) -> None:
    other = (LineStatus.REFUSED, LineReason.OWN_ROW_OTHER)
    assert _preview(desk, Said(lot_id=lot.id, thing="Phao tròn cứu sinh")) == [other]
    batch_id = desk.upload(_book(desk, Said(lot_id=lot.id, thing="Phao tròn cứu sinh")))
    desk.commit(batch_id)
    assert _row(desk).id == lot.id  # and no second row beside it
    assert _preview(desk, Said(lot_id=lot.id, commune="Xã Bình Sơn")) == [other]
    # A number that names no row of this register is a stranger's: the row stands for itself.
    [(status, _)] = _preview(desk, Said(lot_id=lot.id + 1000, thing="Phao tròn cứu sinh"))
    assert status is LineStatus.NEW


def test_undo_leaves_a_row_whose_old_place_was_filled_since(desk: Desk, lot: Lot) -> None:
    batch_id = desk.upload(_book(desk, Said(lot_id=lot.id, place="Kho B")))
    desk.commit(batch_id)
    # Another seven jackets in the old place, whatever the first seven are.
    desk.commit(desk.upload(desk.file(("xã Bình Minh", "Áo phao", "cái", 7, SCHOOL, "Kho A"))))
    assert desk.undo(batch_id) == {Outcome.REVERSED: 0, Outcome.KEPT_EDITED: 1, Outcome.KEPT_RESERVED: 0}
    assert sorted(place for (place,) in _places(desk)) == ["Kho A", "Kho B"]


def test_undo_follows_a_holder_merged_since(desk: Desk, lot: Lot) -> None:
    batch_id = desk.upload(_book(desk, Said(lot_id=lot.id, holder=SHOP)))
    desk.commit(batch_id)
    with desk.database.transaction() as session:
        new = ensure_holder(session, commune_code=XA, name="Trường THCS số 2", kind="agency", phone="").id
        merge_holders(session, source=lot.holder_id, target=new, reason="", actor=TINH, now=NOW)
    assert desk.undo(batch_id)[Outcome.REVERSED] == 1
    assert _row(desk).holder_id == new


def test_undo_leaves_the_second_of_two_rows_that_would_be_one(desk: Desk, lot: Lot) -> None:
    """Both went elsewhere, and their holders of before were merged since."""
    desk.commit(desk.upload(desk.file(("xã Bình Minh", "Áo phao", "cái", 5, SHOP, "Kho A"))))
    [second] = [other for other in desk.lots().values() if other.id != lot.id]
    elsewhere = Said(lot_id=lot.id, holder="Trạm Y tế Bình Minh")
    batch_id = desk.upload(
        _book(desk, elsewhere, Said(lot_id=second.id, place="Kho C", holder=SHOP, quantity=5))
    )
    desk.commit(batch_id)
    with desk.database.transaction() as session:
        source, target = lot.holder_id, second.holder_id
        by: dict[str, Any] = {"actor": TINH, "now": NOW, "kinds_agreed": True}
        merge_holders(session, source=source, target=target, reason="", **by)
    assert desk.undo(batch_id) == {Outcome.REVERSED: 1, Outcome.KEPT_EDITED: 1, Outcome.KEPT_RESERVED: 0}
    assert sorted(place for (place,) in _places(desk)) == ["Kho A", "Kho C"]


def _places(desk: Desk) -> list[Any]:
    with desk.database.reading() as session:
        return list(session.execute(text("SELECT place FROM lot WHERE NOT closed")))


def _check_day(desk: Desk, lot: Lot) -> None:
    with desk.database.transaction() as session:
        correct(
            session,
            lot_id=lot.id,
            version=lot.version,
            on_hand=Decimal(7),
            broken=Decimal(0),
            reason="",
            actor=CAN_BO,
            now=NOW,
        )
