"""Short codes that find a slip of the tongue, and messages as people really write them."""

from __future__ import annotations

import string
from datetime import datetime

import pytest

from core.clock import VIETNAM
from mobilization.rules.short_codes import (
    CodeError,
    MessageError,
    MessageTimeError,
    read_messages,
    short_code,
)
from mobilization.rules.states import State

PRESENT = datetime(2026, 11, 23, 16, 0, tzinfo=VIETNAM)
CODE = short_code("Xã Bình Minh", 15)
SHORT = CODE.replace("-", "")


def at(hour: int, minute: int, day: int = 23) -> datetime:
    """Return a moment of that month."""
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


def test_codes_are_short_and_say_where_from() -> None:
    assert CODE.startswith("BM-15-")
    assert short_code("Đặc khu Lý Sơn", 8).startswith("LS-8-")
    assert short_code("Xã Đặng Thùy Trâm", 7).startswith("DTT-7-")


@pytest.mark.parametrize(
    ("line", "to", "moment"),
    [
        (f"{SHORT} DI 1405", State.DEPARTED, at(14, 5)),
        (f"{CODE} đến 15:30", State.ARRIVED, at(15, 30)),
        (f"  {SHORT.lower()}   Đi   9h05 ", State.DEPARTED, at(9, 5)),
        (f"{CODE.replace('-', ' ')} nhận", State.ACKNOWLEDGED, None),
        (f"{SHORT} DEN 2350", State.ARRIVED, at(23, 50, 22)),
        (f"{SHORT} LAM", State.WORKING, None),
        (f"BM15-{CODE[-1]} DI 6h", State.DEPARTED, at(6, 0)),
        (f"BM-15{CODE[-1]} DI 6g40", State.DEPARTED, at(6, 40)),
        (f"bm-15 {CODE[-1]} di lúc 6 giờ 40", State.DEPARTED, at(6, 40)),
        (f"BM 15-{CODE[-1]} ĐI 6 giờ 40 phút", State.DEPARTED, at(6, 40)),
    ],
)
def test_messages_are_understood(line: str, to: State, moment: datetime | None) -> None:
    (told,) = read_messages(line, PRESENT)
    assert (told.code, told.dispatch_id, told.to, told.happened_at) == (CODE, 15, to, moment)


def test_a_line_without_a_code_speaks_of_the_one_before() -> None:
    first, second, third = read_messages(f"{SHORT} DI 1405\n\nDEN 1530\nLam 1545", PRESENT)
    assert {first.dispatch_id, second.dispatch_id, third.dispatch_id} == {15}
    assert (second.to, second.happened_at) == (State.ARRIVED, at(15, 30))
    assert (third.to, third.happened_at) == (State.WORKING, at(15, 45))


def test_a_commune_beginning_with_d_is_typed_with_its_own_letter() -> None:
    code = short_code("Xã Đặng Thùy Trâm", 7)
    (told,) = read_messages(f"Đ{code[1:]} DI", PRESENT)
    assert (told.code, told.dispatch_id) == (code, 7)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("DEN 1530", MessageError),
        (SHORT, MessageError),
        (f"{SHORT} BAY 1405", MessageError),
        (f"{SHORT} DI 1405 1406", MessageError),
        (f"{SHORT} DI 2560", MessageTimeError),
        (f"{SHORT} DI luc", MessageTimeError),
        (f"{SHORT} DI 8", MessageTimeError),
        (f"{SHORT} DI 80 cai", MessageTimeError),
        (f"{SHORT} NHAN nhung khong di duoc", MessageTimeError),
        (f"{SHORT} DI 25h", MessageTimeError),
    ],
)
def test_what_is_not_clear_is_not_guessed(line: str, error: type[MessageError]) -> None:
    with pytest.raises(error):
        read_messages(line, PRESENT)


def test_any_one_wrong_digit_is_found() -> None:
    for place, sign in enumerate(SHORT):
        for other in string.digits.replace(sign, "") if sign.isdigit() else "":
            wrong = SHORT[:place] + other + SHORT[place + 1 :]
            with pytest.raises(CodeError):
                read_messages(f"{wrong} DI", PRESENT)
