"""What one commune may ask of another, and how an answer holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.errors import DomainError
from inventory.rules.transfer_requests import (
    NobodyNearError,
    NothingGivenError,
    RequestAnswerError,
    RequestMoreError,
    RequestSettledError,
    check_given,
    check_goods,
    check_waiting,
    filled,
    nearest_giver,
)


@pytest.mark.parametrize(
    ("given", "answer", "refusal"),
    [
        (20, "", None),
        (12, "chỉ còn ngần ấy", None),
        (12, "", RequestAnswerError),
        (21, "thêm", RequestMoreError),
        (0, "không có", NothingGivenError),
    ],
)
def test_an_answer_gives_something_no_more_and_less_only_with_a_reason(
    given: int, answer: str, refusal: type[DomainError] | None
) -> None:
    if refusal is None:
        check_given(asked=Decimal(20), given=Decimal(given), answer=answer, unit="cái")
        return
    with pytest.raises(refusal):
        check_given(asked=Decimal(20), given=Decimal(given), answer=answer, unit="cái")


def test_people_and_works_are_not_asked_for() -> None:
    for category in ("PT", "TB", "VT", "HC"):
        check_goods(category)
    for category in ("LL", "CT"):
        with pytest.raises(DomainError):
            check_goods(category)


def test_what_was_answered_waits_no_more() -> None:
    check_waiting("asked")
    for state in ("given", "declined", "withdrawn", "ordered"):
        with pytest.raises(RequestSettledError):
            check_waiting(state)


def test_the_nearest_that_can_spare_it_is_asked_and_no_other_is_looked_at() -> None:
    spare, looked = {"A": Decimal(5), "B": Decimal(20), "C": Decimal(90)}, []

    def spare_of(code: str) -> Decimal:
        looked.append(code)
        return spare[code]

    minutes = {"C": 40, "B": 25, "A": 10}
    assert nearest_giver(minutes, set(), spare_of, asked=Decimal(20), unit="cái") == "B"
    assert looked == ["A", "B"]
    assert nearest_giver(minutes, {"B"}, spare_of, asked=Decimal(20), unit="cái") == "C"
    with pytest.raises(NobodyNearError):
        nearest_giver(minutes, set(), spare_of, asked=Decimal(91), unit="cái")


def test_the_first_rows_are_filled_first() -> None:
    assert filled(Decimal(12), [Decimal(5), Decimal(0), Decimal(9), Decimal(4)]) == [5, 0, 7, 0]
    assert filled(Decimal(50), [Decimal(5), Decimal(9)]) == [5, 9]
