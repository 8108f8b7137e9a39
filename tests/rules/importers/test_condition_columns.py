"""The good and the broken ones of one row of a file are one row of the register; other rows of one thing are asked about."""

from __future__ import annotations

from decimal import Decimal

from importers.rules.stock.lines import Line, LineReason, LineStatus
from tests.rules.importers.compared import ROW, against


def conditions(*said: str, cells: tuple[str, ...] = ("D5", "E5", "F5")) -> list[Line]:
    """Return the lines of rows of one thing, each with its condition and its cell."""
    amounts = (Decimal(100), Decimal(7), Decimal(5))
    rows = [
        ROW._replace(
            cell=cell, condition=word, quantity=amount, broken_quantity=amount if word == "hỏng" else None
        )
        for cell, word, amount in zip(cells, said, amounts, strict=False)
    ]
    return list(against(*rows).lines)


def test_the_good_and_the_broken_of_one_row_are_added_up() -> None:
    found = conditions("tốt", "trung bình", "hỏng")
    assert [line.status for line in found] == [LineStatus.NEW] * 3
    assert (found[0].on_hand, found[0].broken, found[1].into) == (112, 5, "PL1!D5")
    assert LineReason.CONDITIONS_SUMMED in found[2].reasons


def test_other_rows_of_one_thing_are_asked_about() -> None:
    for lines in (
        conditions("tốt", "tốt"),
        conditions("tốt", ""),
        conditions("tốt", "mới"),
        conditions("tốt", "hỏng", cells=("D5", "E6")),
    ):
        assert {line.status for line in lines} == {LineStatus.ASK}
