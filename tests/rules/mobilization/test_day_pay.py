"""Day pay at the rates in force: ordinary days, nights double, a rate that changes in between."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.errors import DomainError
from inventory.rules.catalogue import LegalForm
from mobilization.rules.authority import COMPETENCES, Competence, Issuer, in_force
from mobilization.rules.day_pay import (
    FIRST_RATES,
    MOST_DAYS,
    DayKind,
    DayRate,
    NoDaysError,
    NoRateError,
    PaidDayError,
    PaidNightError,
    Served,
    check_not_paid,
    pay_of,
)

NEWER = (*FIRST_RATES, DayRate(kind=DayKind.DUTY, since=date(2026, 7, 2), dong=200_000, basis="mới"))


@pytest.mark.parametrize(
    ("first", "people", "days", "nights", "dong"),
    [
        (date(2026, 1, 1), 1, 1, 0, 119_200),
        (date(2026, 1, 1), 10, 2, 0, 2_384_000),
        (date(2026, 1, 1), 1, 0, 1, 238_400),
        (date(2026, 7, 1), 1, 2, 0, 319_200),
        (date(2026, 7, 1), 2, 1, 2, 2 * (119_200 + 2 * 319_200)),
    ],
)
def test_each_day_has_its_own_rate(first: date, people: int, days: int, nights: int, dong: int) -> None:
    assert pay_of(NEWER, DayKind.DUTY, first=first, people=people, days=days, nights=nights) == dong


def test_training_is_paid_half() -> None:
    paid = pay_of(FIRST_RATES, DayKind.TRAINING, first=date(2026, 1, 1), people=1, days=1, nights=0)
    assert paid == 59_600


@pytest.mark.parametrize(("days", "nights"), [(0, 0), (MOST_DAYS + 1, 0), (0, MOST_DAYS + 1)])
def test_nothing_and_too_much_are_refused(days: int, nights: int) -> None:
    with pytest.raises(NoDaysError):
        pay_of(FIRST_RATES, DayKind.DUTY, first=date(2026, 1, 1), people=1, days=days, nights=nights)


def test_a_day_before_every_rate_is_refused() -> None:
    with pytest.raises(NoRateError):
        pay_of(FIRST_RATES, DayKind.DUTY, first=date(2020, 1, 1), people=1, days=1, nights=0)


def test_a_later_row_of_the_authority_table_rules_from_its_day_on() -> None:
    both = Competence(form=LegalForm.TRUNG_DUNG, issuers=frozenset(Issuer), since=date(2027, 1, 1), basis="x")
    table = (*COMPETENCES, both)
    found = [in_force(LegalForm.TRUNG_DUNG, day, table) for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert [Issuer.COMMUNE in row.issuers for row in found if row] == [False, True]
    assert in_force(LegalForm.TRUNG_DUNG, date(2000, 1, 1), table) is None


def test_of_two_rows_begun_on_one_day_the_one_entered_last_holds() -> None:
    again = DayRate(kind=DayKind.DUTY, since=date(2026, 7, 2), dong=210_000, basis="đính chính")
    one: dict[str, Any] = {"first": date(2026, 7, 2), "people": 1, "days": 1, "nights": 0}
    assert pay_of((*NEWER, again), DayKind.DUTY, **one) == 210_000
    rows = [
        Competence(form=LegalForm.TRUNG_DUNG, issuers=frozenset(), since=date(2027, 1, 1), basis=basis)
        for basis in ("x", "đính chính")
    ]
    found = in_force(LegalForm.TRUNG_DUNG, date(2027, 1, 1), (*COMPETENCES, *rows))
    assert found is rows[1]


@pytest.mark.parametrize(
    ("group", "first", "days", "nights", "error"),
    [
        ("Dân quân thôn 2", date(2026, 11, 20), 3, 0, PaidDayError),  # the same once more
        (
            "dan quan  Thôn 2",
            date(2026, 11, 22),
            1,
            0,
            PaidDayError,
        ),  # the last of three days, written otherwise
        ("Dân quân thôn 2", date(2026, 11, 23), 5, 0, None),
        ("Dân quân thôn 2", date(2026, 11, 18), 2, 0, None),
        ("Dân quân thôn 2", date(2026, 11, 20), 0, 1, PaidNightError),
        ("Dân quân thôn 2", date(2026, 11, 21), 0, 3, None),  # nights apart: one was paid so far
        ("Dân quân thôn 3", date(2026, 11, 20), 3, 1, None),
    ],
)
def test_one_person_is_paid_once_a_day_and_once_a_night(
    group: str, first: date, days: int, nights: int, error: type[DomainError] | None
) -> None:
    before = Served(group="Dân quân thôn 2", first=date(2026, 11, 20), days=3, nights=1, number="15")
    mine = Served(group=group, first=first, days=days, nights=nights)
    if error is None:
        check_not_paid(mine, [before])
    else:
        with pytest.raises(error) as raised:
            check_not_paid(mine, [before])
        assert raised.value.facts["number"] == "15"
