"""What may come of an offered quantity, and what a giver must keep, as tables of cases."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from decimal import Decimal

import pytest

from core.errors import DomainError
from inventory.rules.transfers import (
    KeptError,
    TransferAnswerError,
    TransferMoreError,
    check_kept,
    check_received,
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
    ("quantity", "free", "kept", "error"),
    [(10, 30, 20, None), (11, 30, 20, KeptError), (30, 30, 0, None), (1, 5, 20, KeptError)],
)
def test_what_a_giver_keeps(quantity: int, free: int, kept: int, error: type[DomainError] | None) -> None:
    with refused(error) as told:
        check_kept(quantity=Decimal(quantity), free=Decimal(free), kept=Decimal(kept), unit="cái")
    if isinstance(told, pytest.ExceptionInfo):
        assert told.value.facts["free"] == max(free - kept, 0)


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
