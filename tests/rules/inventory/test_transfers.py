"""What may come of an offered quantity, and what a giver must keep, as tables of cases."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.errors import DomainError
from inventory.rules.transfers import (
    AllKeptError,
    ExpiredTransferError,
    KeptError,
    TransferAnswerError,
    TransferMoreError,
    check_in_date,
    check_kept,
    check_received,
    may_go,
    place_of_goods,
)


def refused(error: type[DomainError] | None) -> AbstractContextManager[object]:
    return pytest.raises(error) if error else nullcontext()


@pytest.mark.parametrize(
    ("offered", "received", "answer", "error"),
    [
        (30, 30, "", None),
        (30, 28, "hai cái rách", None),
        (30, 28, "", TransferAnswerError),
        (30, 31, "", TransferMoreError),
        (30, 31, "đếm được thêm", TransferMoreError),
    ],
)
def test_a_receipt(offered: int, received: int, answer: str, error: type[DomainError] | None) -> None:
    with refused(error):
        check_received(offered=Decimal(offered), received=Decimal(received), answer=answer, unit="cái")


@pytest.mark.parametrize(
    ("quantity", "free", "kept", "unit", "error", "most"),
    [
        ("10", "30", "20", "cái", None, 10),
        ("11", "30", "20", "cái", KeptError, 10),
        ("30", "30", "0", "cái", None, 30),
        ("1", "5", "20", "cái", AllKeptError, 0),
        ("1", "20", "20", "cái", AllKeptError, 0),
        ("2", "3", "1.5", "cái", KeptError, 1),  # half a piece goes nowhere
        ("1", "3", "2.1", "cái", AllKeptError, 0),
        ("1", "3", "2.1", "kg", KeptError, Decimal("0.9")),
    ],
)
def test_what_a_giver_keeps(
    quantity: str, free: str, kept: str, unit: str, error: type[DomainError] | None, most: Decimal
) -> None:
    has: dict[str, Any] = {"free": Decimal(free), "kept": Decimal(kept), "unit": unit}
    assert may_go(**has) == most
    with refused(error) as told:
        check_kept(quantity=Decimal(quantity), **has)
    if isinstance(told, pytest.ExceptionInfo):
        said = {"left": Decimal(free)} if error is AllKeptError else {"free": most}
        assert (told.type, told.value.facts) == (error, {"kept": Decimal(kept), "unit": unit} | said)


@pytest.mark.parametrize(
    ("said", "known", "place"),
    [
        ("", ["kho xã"], "kho xã"),
        ("kho B", ["kho xã"], "kho B"),
        ("", ["kho xã", "kho B"], ""),
        ("", [], ""),
        ("", [""], ""),
    ],
)
def test_where_goods_that_came_will_lie(said: str, known: list[str], place: str) -> None:
    assert place_of_goods(said, known) == place


@pytest.mark.parametrize(
    ("expires_on", "error"),
    [(None, None), (date(2026, 10, 28), None), (date(2026, 10, 27), ExpiredTransferError)],
)
def test_goods_past_their_last_day_go_nowhere(
    expires_on: date | None, error: type[DomainError] | None
) -> None:
    with refused(error):
        check_in_date(expires_on, date(2026, 10, 28))
