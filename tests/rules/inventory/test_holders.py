"""How holders are named beside what they keep."""

from __future__ import annotations

import pytest

from inventory.rules.holders import whereabouts, with_number


@pytest.mark.parametrize(
    ("place", "holder", "kind", "where"),
    [
        ("Kho xã", "UBND xã Bình Minh", "commune", "Kho xã"),
        ("", "UBND xã Bình Minh", "commune", "UBND xã Bình Minh"),
        ("Thôn 3", "Hộ ông Xôi", "household", "Thôn 3 · Hộ ông Xôi"),
        ("", "Hộ ông Xôi", "household", "Hộ ông Xôi"),
        ("Sân Trường Tiểu học A", "trường tiểu học A", "agency", "Sân Trường Tiểu học A"),
        ("Thôn 3", "", "household", "Thôn 3"),
    ],
)
def test_where_things_are_names_the_owner_unless_it_is_plain(
    place: str, holder: str, kind: str, where: str
) -> None:
    assert whereabouts(place, holder, kind) == where


@pytest.mark.parametrize(
    ("held", "told", "both"),
    [
        ("", "0905 111 222", "0905 111 222"),
        ("0905111222", "", "0905111222"),
        ("0905111222", "+84 905 111 222", "0905111222"),
        ("0905111222", "0905333444", "0905111222; 0905333444"),
        ("0905111222; 0905333444", "0905 333 444", "0905111222; 0905333444"),
        ("0905111222", "chưa có", "0905111222"),
        (
            "0905111222; 0905333444; 0905555666; 0905777888; 0905999111",
            "0905999000",
            "0905111222; 0905333444; 0905555666; 0905777888; 0905999111",
        ),
    ],
)
def test_a_number_told_of_a_holder_stands_beside_the_one_it_has(held: str, told: str, both: str) -> None:
    assert with_number(held, told) == both
