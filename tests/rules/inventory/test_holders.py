"""How holders are named beside what they keep."""

from __future__ import annotations

import pytest

from inventory.rules.holders import whereabouts


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
