"""A file of an older year is told from the newer figures that it would replace, whatever the order of loading."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from importers.rules.stock.lines import LineReason, Mode
from inventory.services.keeping import correct
from tests.db.importers.conftest import CAN_BO, NOW, Desk

ROW = ("xã Bình Minh", "Áo phao", "cái")


def load(desk: Desk, year: int, quantity: int) -> int:
    """Return the upload of one figure of a year, committed."""
    batch_id = desk.upload(desk.file((*ROW, quantity), title=f"TỔNG HỢP VẬT TƯ NĂM {year}"))
    desk.commit(batch_id)
    return batch_id


def newer(desk: Desk, title: str, mode: Mode = Mode.REPLACE) -> bool:
    """Return whether a file under this title is said to replace a newer figure."""
    batch_id = desk.upload(desk.file((*ROW, 33), title=title), mode)
    return any(LineReason.NEWER_THERE in line.reasons for line in desk.preview(batch_id).lines)


@pytest.mark.parametrize(
    ("title", "mode", "told"),
    [
        ("TỔNG HỢP VẬT TƯ NĂM 2018", Mode.REPLACE, True),
        ("TỔNG HỢP VẬT TƯ NĂM 2018", Mode.ADD, False),
        ("TỔNG HỢP VẬT TƯ NĂM 2018", Mode.FILL, False),
        ("TỔNG HỢP VẬT TƯ NĂM 2021", Mode.REPLACE, False),
        ("TỔNG HỢP VẬT TƯ NĂM 2022", Mode.REPLACE, False),
    ],
)
def test_a_file_against_the_figures_of_another(desk: Desk, title: str, mode: Mode, told: bool) -> None:
    load(desk, 2019, 12)
    load(desk, 2021, 20)
    assert newer(desk, title, mode) is told


def test_a_file_that_speaks_of_a_year_to_come_says_nothing_of_its_figures(desk: Desk) -> None:
    """A plan for next year, or a slip: no later list would be believed against it."""
    load(desk, NOW.year + 5, 20)
    assert not newer(desk, f"TỔNG HỢP VẬT TƯ NĂM {NOW.year}")
    assert newer(desk, f"TỔNG HỢP VẬT TƯ NĂM {NOW.year - 1}")


@pytest.mark.parametrize("number", [25, 20])
def test_what_was_entered_or_checked_by_hand_is_of_the_year_it_was(desk: Desk, number: int) -> None:
    load(desk, 2021, 20)
    (lot,) = desk.lots().values()
    with desk.database.transaction() as session:
        correct(
            session,
            lot_id=lot.id,
            version=lot.version,
            on_hand=Decimal(number),
            broken=Decimal(0),
            reason="",
            actor=CAN_BO,
            now=NOW,
        )
    assert newer(desk, "TỔNG HỢP VẬT TƯ NĂM 2022")


def test_a_file_without_a_year_is_of_the_year_on_the_wall_on_new_year_s_night(desk: Desk) -> None:
    night = replace(desk, now=datetime(NOW.year, 12, 31, 18, tzinfo=UTC))  # one o'clock here
    night.commit(night.upload(night.file((*ROW, 20))))
    assert newer(desk, f"TỔNG HỢP VẬT TƯ NĂM {NOW.year}")
    assert not newer(desk, f"TỔNG HỢP VẬT TƯ NĂM {NOW.year + 1}")


def test_what_an_undone_import_left_behind_says_nothing(desk: Desk) -> None:
    load(desk, 2019, 12)
    desk.undo(load(desk, 2021, 20))
    assert not newer(desk, "TỔNG HỢP VẬT TƯ NĂM 2020")
