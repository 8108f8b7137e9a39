"""The year's arithmetic by tables of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.excel.writing import column_name
from core.text import masked
from inventory.rules.stock import Balance
from reports.rules.activity import batch_title, late_days, pay_by, pay_late_days
from reports.rules.changes import Change, changes
from reports.rules.year import (
    Flow,
    LotYear,
    Problem,
    YearError,
    YearFacts,
    by_cell,
    check_year,
    imbalances,
    types_used,
)


@pytest.mark.parametrize("year", [2000, 2025, 2026])
def test_years_up_to_this_one_can_be_reported_on(year: int) -> None:
    assert check_year(year, this_year=2026) == year


@pytest.mark.parametrize("year", [0, 1999, 2027, 99999])
def test_other_years_are_refused_with_the_range(year: int) -> None:
    with pytest.raises(YearError) as refused:
        check_year(year, this_year=2026)
    assert refused.value.facts == {"year": year, "first": 2000, "last": 2026}


def test_what_balances_is_not_listed(facts: YearFacts) -> None:
    assert imbalances(facts.lots) == []


FLOW = Flow(opening=Decimal(90), inflow=Decimal(5), outflow=Decimal(7), closing=Decimal(88))


@pytest.mark.parametrize(
    ("change", "problem", "computed", "stated"),
    [
        ({"flow": replace(FLOW, closing=Decimal(87))}, Problem.DOES_NOT_ADD_UP, 88, 87),
        ({"flow": Flow(opening=Decimal(-3), inflow=Decimal(3))}, Problem.OPENING_NEGATIVE, 0, -3),
        ({"flow": Flow(outflow=Decimal(4), closing=Decimal(-4))}, Problem.CLOSING_NEGATIVE, 0, -4),
        ({"balance": Balance(on_hand=Decimal(89))}, Problem.LEDGER_DIFFERS, 88, 89),
        ({"balance": Balance(on_hand=Decimal(88), reserved=Decimal(2))}, Problem.RESERVED_DIFFERS, 0, 2),
        ({"balance": Balance(on_hand=Decimal(88), away=Decimal(1))}, Problem.AWAY_DIFFERS, 0, 1),
        ({"balance": Balance(on_hand=Decimal(88), broken=Decimal(5))}, Problem.BROKEN_DIFFERS, 0, 5),
    ],
)
def test_each_thing_that_does_not_fit_is_named_with_both_figures(
    facts: YearFacts, change: dict[str, Flow], problem: Problem, computed: int, stated: int
) -> None:
    sound = replace(
        facts.lots[0], flow=FLOW, ledger=Balance(on_hand=Decimal(88)), balance=Balance(on_hand=Decimal(88))
    )
    (found,) = imbalances([sound, replace(sound, **change)])  # type: ignore[arg-type]
    assert found.problem is problem
    assert (found.computed, found.stated) == (Decimal(computed), Decimal(stated))


def test_rows_of_one_commune_and_type_add_up_and_an_unrecorded_one_is_no_nought(facts: YearFacts) -> None:
    one: LotYear = facts.lots[0]
    later = replace(one, lot_id=9, type_code="TB-002", recorded=False)
    cells = by_cell([one, replace(one, lot_id=8), later])
    assert cells == {(one.commune_code, "TB-001"): one.flow + one.flow}
    assert [kind.code for kind in types_used(facts.types, cells)] == ["TB-001"]


@pytest.mark.parametrize(
    ("closed", "closing", "recorded", "listed"),
    [(False, 0, True, True), (True, 0, True, False), (True, 4, True, True), (False, 4, False, False)],
)
def test_a_row_is_listed_while_it_stands(
    facts: YearFacts, closed: bool, closing: int, recorded: bool, listed: bool
) -> None:
    row = replace(facts.lots[0], closed=closed, recorded=recorded, flow=Flow(closing=Decimal(closing)))
    assert row.listed is listed


@pytest.mark.parametrize(
    ("opening", "closing", "percent"),
    [
        (0, 5, None),
        (90, 88, "-2.2"),
        (200, 201, "0.5"),
        (8, 9, "12.5"),
        (2000, 2001, "0.1"),
        (2000, 1999, "-0.1"),
    ],
)
def test_percent_of_change(opening: int, closing: int, percent: str | None) -> None:
    change = Change(opening=Decimal(opening), closing=Decimal(closing), grew=0, shrank=0)
    assert change.percent == (None if percent is None else Decimal(percent))


def test_change_counts_who_grew_and_who_shrank() -> None:
    grown, shrunk = Flow(opening=Decimal(1), closing=Decimal(4)), Flow(opening=Decimal(5), closing=Decimal(3))
    found = changes({("a", "TB-001"): grown, ("b", "TB-001"): shrunk, ("c", "TB-001"): Flow()})
    assert found == {"TB-001": Change(opening=Decimal(6), closing=Decimal(7), grew=1, shrank=1)}


@pytest.mark.parametrize(
    ("state", "until", "returned", "days"),
    [
        ("returned", date(2026, 10, 20), date(2026, 10, 23), 3),
        ("returned", date(2026, 10, 20), date(2026, 10, 18), 0),
        ("working", date(2026, 10, 20), None, 34),
        ("working", date(2026, 12, 1), None, 0),
        ("ordered", date(2026, 10, 20), None, None),
        ("returned", None, date(2026, 10, 23), None),
    ],
)
def test_late_days(
    facts: YearFacts, state: str, until: date | None, returned: date | None, days: int | None
) -> None:
    item = replace(facts.mobilized[0], state=state, until=until, returned_on=returned)
    assert late_days(item, date(2026, 11, 23)) == days


@pytest.mark.parametrize(
    ("form", "lost", "damaged", "returned", "due"),
    [
        ("trung_dung", 2, 1, date(2026, 10, 23), date(2026, 11, 22)),
        ("trung_dung", 0, 0, date(2026, 10, 23), None),
        ("trung_dung", 2, 0, None, None),
        ("huy_dong", 2, 1, date(2026, 10, 23), None),
    ],
)
def test_last_day_to_pay(
    facts: YearFacts, form: str, lost: int, damaged: int, returned: date | None, due: date | None
) -> None:
    item = replace(
        facts.mobilized[0], form=form, lost=Decimal(lost), damaged=Decimal(damaged), returned_on=returned
    )
    assert pay_by(item) == due


def test_what_was_bought_is_paid_by_the_day_of_its_decision(facts: YearFacts) -> None:
    sold = replace(facts.mobilized[0], form="trung_mua", bought_pay_by=date(2026, 11, 20), due_dong=500)
    assert (pay_by(sold), pay_late_days(sold, date(2026, 12, 1))) == (date(2026, 11, 20), 11)
    paid = replace(sold, paid_dong=500, paid_on=date(2026, 11, 18))
    assert pay_late_days(paid, date(2026, 12, 1)) == 0
    assert pay_by(replace(sold, due_dong=None)) is None  # nothing was handed over


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ông A 0905.123.456", "Ông A 090•••••••"),
        ("0914 222 333; 0905123456", "091•••••••; 090•••••••"),
        ("+84 905 123 456", "849•••••••"),
        ("905123456", "905•••••••"),
        ("xe 76C-012.34, kho 2", "xe 76C-012.34, kho 2"),
        ("36/KH-UBND ngày 07/05/2026", "36/KH-UBND ngày 07/05/2026"),
        ("tệp.xlsx!Bảng 1!C105", "tệp.xlsx!Bảng 1!C105"),
        ("", ""),
    ],
)
def test_telephone_numbers_are_hidden_and_nothing_else(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    ("batch", "title"),
    [("", "ghi tay"), ("incident:3", "sự cố số 3"), ("import:12", "đợt nhập số 12"), ("B7", "B7")],
)
def test_a_batch_has_a_name(batch: str, title: str) -> None:
    assert batch_title(batch) == title


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letters(index: int, name: str) -> None:
    assert column_name(index) == name


@pytest.mark.parametrize(
    ("due", "paid", "paid_on", "longer", "late"),
    [
        (500, 500, date(2026, 11, 20), False, 0),
        (500, 500, date(2026, 11, 25), False, 3),
        (500, 500, date(2026, 12, 22), True, 0),  # extended once by thirty days
        (500, 200, date(2026, 11, 20), False, 9),  # half a payment is not a payment
        (None, None, None, False, 9),  # harmed, and nobody has said how much
        (0, 0, None, False, 9),  # its user is to repair it, and has not yet
        (0, 0, date(2026, 11, 25), False, None),  # repaired, or its owner asked for nothing
    ],
)
def test_late_payment(
    facts: YearFacts, due: int | None, paid: int | None, paid_on: date | None, longer: bool, late: int | None
) -> None:
    item = replace(facts.mobilized[0], due_dong=due, paid_dong=paid, paid_on=paid_on, pay_longer=longer)
    assert pay_late_days(item, date(2026, 12, 1)) == late
