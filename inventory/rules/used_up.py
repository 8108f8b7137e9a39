"""What can be handed out and used up, or struck off by a decision: goods, never people."""

from __future__ import annotations

from core.errors import DomainError
from inventory.rules.catalogue import Category


class PeopleNotGoodsError(DomainError):
    """People are called out by an order and counted; nobody hands them out or strikes them off."""

    code = "people_not_goods"


class WorksNotGoodsError(DomainError):
    """A building is not used up by being used."""

    code = "works_not_goods"


def check_handed_out(category: str) -> None:
    """Return where things of a category may be handed out; raises PeopleNotGoodsError or WorksNotGoodsError."""
    check_written_off(category)
    if category == Category.WORKS:
        raise WorksNotGoodsError


def check_written_off(category: str) -> None:
    """Return where things of a category may be struck off by a decision; raises PeopleNotGoodsError."""
    if category == Category.FORCES:
        raise PeopleNotGoodsError
