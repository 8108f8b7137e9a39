"""Goods with different last days are different lots: neither added up nor written over each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from importers.rules.stock.lines import Identity, Line, LineStatus, Mode, Standing
from importers.rules.stock.lots_by_day import apart_by_last_day, day_after
from tests.rules.importers.compared import OWN, ROW, against, held

A, B, C = date(2027, 6, 30), date(2027, 8, 31), date(2028, 1, 31)
HSD_A, HSD_B, HSD_C = (f"HSD {day:%d/%m/%Y}" for day in (A, B, C))


def line(day: date | None, mark: str = "", own: int | None = None, place: str = "") -> Line:
    row = ROW._replace(own_lot=own, last_day=day)
    identity = OWN._replace(mark=mark, place=place)
    return Line(row=row, status=LineStatus.SAME, reasons=(), identity=identity, mark=mark, last_day=day)


def kept(*lots: tuple[str, date | None], place: str = "") -> dict[Identity, Standing]:
    return {
        OWN._replace(mark=mark, place=place): replace(held(lot_id), last_day=day)
        for lot_id, (mark, day) in enumerate(lots, start=1)
    }


# The days of the file's rows, the register's lots (mark, day), the mode, and the marks the rows go to.
CASES = (
    ((A,), (), Mode.REPLACE, [""]),
    ((A, B), (), Mode.REPLACE, [HSD_A, HSD_B]),
    ((A, A, B), (), Mode.REPLACE, [HSD_A, HSD_A, HSD_B]),
    ((A, None), (), Mode.REPLACE, ["", ""]),  # asked, as before
    ((A, A), (), Mode.REPLACE, ["", ""]),
    ((A, B), (("", None),), Mode.REPLACE, ["", HSD_B]),  # what is there is the first of them
    ((A, A, B), (("", None),), Mode.REPLACE, ["", "", HSD_B]),
    ((B, A), (("", A),), Mode.REPLACE, [HSD_B, ""]),
    ((B, C), (("", A),), Mode.REPLACE, ["", HSD_C]),
    ((A, B), (("", A), (HSD_B, B)), Mode.REPLACE, ["", HSD_B]),
    ((A, B), ((HSD_A, A), (HSD_B, B)), Mode.REPLACE, [HSD_A, HSD_B]),
    ((B,), (("", A), (HSD_B, B)), Mode.REPLACE, [HSD_B]),
    ((C,), (("", A),), Mode.REPLACE, [""]),  # what there is now, with its day
    ((C,), (("", A), (HSD_B, B)), Mode.REPLACE, [HSD_C]),  # no one of two is meant
    ((None,), (("", A),), Mode.REPLACE, [""]),
    ((B,), (("", A),), Mode.ADD, [HSD_B]),  # comes on top of goods with another day
    ((B,), (("", None),), Mode.ADD, [HSD_B]),
    ((A,), (("", A),), Mode.ADD, [""]),
    ((A,), (), Mode.ADD, [""]),
    ((A, B), (), Mode.ADD, [HSD_A, HSD_B]),
    ((A, B), (("", None),), Mode.FILL, ["", ""]),
    ((A, B), (), Mode.FILL, [HSD_A, HSD_B]),
    ((A,), (("Lô 7", A),), Mode.REPLACE, [""]),  # a mark of the register's own is no day
)


@pytest.mark.parametrize(("days", "lots", "mode", "marks"), CASES)
def test_each_last_day_is_a_lot(
    days: tuple[date | None, ...], lots: tuple[tuple[str, date | None], ...], mode: Mode, marks: list[str]
) -> None:
    found = apart_by_last_day([line(day) for day in days], kept(*lots), mode)
    assert [one.identity.mark for one in found if one.identity] == marks
    assert [one.mark for one in found] == marks


def test_a_mark_of_the_file_and_a_lot_of_our_own_list_stay() -> None:
    lines = [line(A, "77C-1"), line(B, "77C-2"), line(C, own=1), line(A, own=9)]
    found = apart_by_last_day(lines, kept(("", A), (HSD_B, B)), Mode.REPLACE)
    assert [one.mark for one in found] == ["77C-1", "77C-2", "", ""]


def test_a_file_without_places_means_the_lot_of_its_day() -> None:
    stock = kept(("", A), (HSD_B, B), place="kho xa")
    found = apart_by_last_day([line(B), line(A)], stock, Mode.REPLACE)
    assert [one.identity for one in found] == [*reversed(stock)]


def test_the_day_of_a_lot_after_a_file() -> None:
    assert [day_after(A, None, Mode.REPLACE), day_after(None, B, Mode.REPLACE)] == [A, B]
    assert [day_after(A, B, Mode.REPLACE), day_after(B, A, Mode.ADD), day_after(A, B, Mode.ADD)] == [B, A, A]


def test_a_new_day_is_a_change_and_no_day_says_nothing() -> None:
    stock = {OWN: replace(held(on_hand=120), last_day=A)}
    for day, status, after in (
        (B, LineStatus.CHANGED, B),
        (A, LineStatus.SAME, A),
        (None, LineStatus.SAME, A),
    ):
        (found,) = against(ROW._replace(last_day=day), stock=stock).lines
        assert (found.status, found.last_day, found.old_last_day) == (status, after, A)


def test_a_row_that_was_closed_forgets_its_day() -> None:
    stock = {OWN: replace(held(closed=True), last_day=A)}
    (found,) = against(ROW, stock=stock).lines
    assert (found.status, found.last_day, found.old_last_day) == (LineStatus.NEW, None, A)


def test_rows_added_up_have_the_earliest_day() -> None:
    rows = (ROW._replace(last_day=B), ROW._replace(cell="D6"), ROW._replace(cell="D7", last_day=A))
    assert [one.status for one in against(*rows).lines] == [LineStatus.ASK] * 3
    found = against(*rows, answers={"same_row:TB-001": "sum"}).lines[0]
    assert (found.last_day, found.mark) == (A, "")


def test_another_day_is_another_preview() -> None:
    stock = {OWN: replace(held(on_hand=120), last_day=A)}
    assert (
        against(ROW._replace(last_day=B), stock=stock).digest
        != against(ROW._replace(last_day=C), stock=stock).digest
    )
