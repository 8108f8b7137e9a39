"""Lists in which each row is one vehicle or one thing of an owner: what shows that a table is one, and which things may be."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Column
from importers.rules.names.vocabulary import Role
from importers.rules.texts.words import fold_key
from inventory.rules.catalogue import Category, ResourceType

_NEVER_SINGLE = frozenset({Category.FORCES, Category.MATERIALS, Category.SUPPLIES})
_OF_ONE = frozenset(
    {
        Role.HOLDER,
        Role.PHONE,
        Role.PLATE,
        Role.DRIVER,
        Role.LOCATION,
        Role.YEAR,
        Role.IDENTITY,
        Role.CONDITION,
        Role.PLACE,
    }
)
ONE_EACH = "mỗi dòng một chiếc (không ghi số lượng)"
_OWNED = frozenset({Role.HOLDER, Role.PHONE, Role.PLATE, Role.DRIVER})
_POST = re.compile(r"chuc vu|chuc danh|cap bac|nam sinh|ngay sinh|sinh nam")


def has_vehicle_fields(columns: dict[int, Column]) -> bool:
    """Return whether columns describe single vehicles: plates, drivers, loads, or owners with telephones.

    People with a post or a year of birth beside their names are a board or a team, whatever they are given to do or wear.
    """
    roles = {column.role for column in columns.values()}
    posts = any(_POST.match(fold_key(column.leaf)) for column in columns.values())
    if (
        posts
        and not roles & {Role.PLATE, Role.CAPACITY}
        and max(column.vehicles for column in columns.values()) < 0.5
    ):
        return False
    return bool(roles & {Role.PLATE, Role.DRIVER, Role.CAPACITY}) or {Role.HOLDER, Role.PHONE} <= roles


def has_plates(columns: Mapping[int, Column]) -> bool:
    """Return whether plates are written beside most things: then each row is one of them."""
    return any(column.role is Role.PLATE and column.worded >= FIGURE_SHARE for column in columns.values())


def counted_by_another_name(columns: dict[int, Column]) -> int | None:
    """Return the only column of numbers beside units of things, headed like loads or plates ("Số đăng ký huy động"), or None.

    Where plates are written in words, each row is a vehicle, whatever unit stands beside it.
    """
    if not any(column.role is Role.UNIT and column.filled for column in columns.values()):
        return None
    told = [
        column
        for column in columns.values()
        if column.role in {Role.PLATE, Role.CAPACITY, Role.CONDITION} and column.filled
    ]
    figures = [column.number for column in told if column.figures >= FIGURE_SHARE]
    return figures[0] if len(figures) == 1 and not has_plates(columns) else None


def unsure_as_single(kind: ResourceType | None, columns: Mapping[int, Column]) -> str:
    """Return what to ask where rows of vehicles tell only loads and sizes: of how many, none of their columns says.

    A plate, an owner, a driver, where it stands, its year or its state is one vehicle's own; a building is itself one.
    """
    if kind is not None and kind.category is Category.WORKS:
        return ""
    own = any(column.role in _OF_ONE and column.filled for column in columns.values())
    return "" if own else ONE_EACH


def may_be_single(category: Category, told: Container[Role]) -> bool:
    """Return whether a row without a figure may be one thing of a part of the catalogue, by what else it tells.

    Forces and goods are none, and no equipment that nobody is said to own: how many there are is not said.
    """
    if category is Category.EQUIPMENT:
        return any(role in told for role in _OWNED)
    return category not in _NEVER_SINGLE
