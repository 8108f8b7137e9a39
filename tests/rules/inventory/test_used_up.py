"""What may be handed out or struck off: a table of categories."""

from __future__ import annotations

import pytest

from core.errors import DomainError
from inventory.rules.catalogue import Category
from inventory.rules.used_up import (
    PeopleNotGoodsError,
    WorksNotGoodsError,
    check_handed_out,
    check_written_off,
)

REFUSED: dict[Category, tuple[type[DomainError] | None, type[DomainError] | None]] = {
    Category.FORCES: (PeopleNotGoodsError, PeopleNotGoodsError),
    Category.WORKS: (WorksNotGoodsError, None),  # a building falls down and is struck off, it is not used up
}


@pytest.mark.parametrize("category", Category)
def test_what_is_handed_out_and_what_is_struck_off(category: Category) -> None:
    for check, error in zip(
        (check_handed_out, check_written_off), REFUSED.get(category, (None, None)), strict=True
    ):
        if error is None:
            check(category)
            continue
        with pytest.raises(error):
            check(category)
