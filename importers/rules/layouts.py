"""Decide the layout of a table from the evidence of its columns."""

from __future__ import annotations

import re

from importers.rules.columns import Column, Layout, Plan
from importers.rules.items import Certainty
from importers.rules.vocabulary import Role, is_total_label
from importers.rules.words import fold_key

# Columns of figures that are never stock, whatever else their header says.
NEVER_STOCK = frozenset({Role.ORDER, Role.PHONE, Role.YEAR, Role.PRICE, Role.NEED, Role.CAPACITY, Role.DATE, Role.PEOPLE, Role.STRENGTH, Role.BROKEN, Role.PLATE, Role.NOTE, Role.PERIOD})  # fmt: skip
_FIELDS = (
    Role.HOLDER,
    Role.PHONE,
    Role.LOCATION,
    Role.CONDITION,
    Role.NOTE,
    Role.PLATE,
    Role.CAPACITY,
    Role.DRIVER,
    Role.AGREEMENT,
)
_MAY_BE_ITEM = frozenset({None, Role.ITEM, Role.QUANTITY, Role.AGREEMENT})
FIGURE_SHARE = 0.5
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PRESENT = re.compile(r"\b(?:hien co|thuc co|hien tai|ton kho)\b")


def plan_table(columns: dict[int, Column]) -> Plan:
    """Return the layout of a table and the use of its columns."""
    plan = Plan(layout=Layout.NONE, columns=columns)
    plan.order = next((col for col, column in columns.items() if column.role is Role.ORDER), None)
    plan.totals = tuple(
        col for col, column in columns.items() if _is_total(column) and column.figures >= FIGURE_SHARE
    )
    if _count(columns, Role.PEOPLE) >= 2 and not _counts_stock(columns):
        plan.layout = Layout.EVACUATION
        return plan
    communes = tuple(col for col, column in columns.items() if column.is_place and _may_be_figures(column))
    figures = tuple(
        col for col, column in columns.items()
        if col not in plan.totals and col != plan.order and _may_be_figures(column) and column.role not in NEVER_STOCK
    )  # fmt: skip
    item = _item_column(columns, figures)
    place = _place_column(columns, figures)
    if _count(columns, Role.STRENGTH) >= 2:
        _plan_places_down(plan, columns, figures, place)
    elif len(communes) >= 2 and item is not None:
        _use(
            plan,
            Layout.MATRIX,
            item,
            tuple(col for col in figures if columns[col].is_place or _named_like_commune(columns[col])),
        )
    elif item is not None and not _is_wide(columns, figures, item, place):
        _plan_items_down(plan, columns, figures, item, place)
    else:
        _plan_places_down(plan, columns, figures, place)
    return plan


def _plan_items_down(
    plan: Plan, columns: dict[int, Column], figures: tuple[int, ...], item: int, place: int | None
) -> None:
    whole = _totals_of_parts(plan, columns)
    plan.totals = tuple(col for col in plan.totals if col not in whole)
    stated = whole or tuple(col for col in figures if columns[col].role is Role.QUANTITY)
    if not stated:
        stated = _latest(
            columns,
            tuple(
                col
                for col, column in columns.items()
                if column.role is Role.PERIOD and column.figures >= FIGURE_SHARE
            ),
        )
    figures = tuple(col for col in figures if columns[col].role is not Role.GOOD)
    plan.place = place if place != item else None
    if stated or (not figures and plan.totals):
        chosen = _chosen_quantities(plan, columns, stated)
        _use(plan, Layout.LIST, item, chosen)
    elif any(_is_holder_figure(columns[col]) for col in figures):
        _use(plan, Layout.HOLDERS, item, figures)
    elif _has_vehicle_fields(columns) and not any(
        columns[col].filled and columns[col].role is None for col in figures
    ):
        _use(plan, Layout.VEHICLES, item, ())
    elif len(figures) == 1:
        _use(plan, Layout.LIST, item, figures)
    elif figures:
        _use(plan, Layout.HOLDERS, item, figures)


def _chosen_quantities(plan: Plan, columns: dict[int, Column], stated: tuple[int, ...]) -> tuple[int, ...]:
    """Return the columns of quantities; of several the latest year, and what there is rather than what was."""
    if not stated:
        chosen, plan.totals = plan.totals[:1], plan.totals[1:]
        return chosen
    recent = _latest(columns, stated)
    present = tuple(col for col in recent if _PRESENT.search(fold_key(columns[col].header)))
    return present if present and len(recent) > 1 else recent


def _latest(columns: dict[int, Column], cols: tuple[int, ...]) -> tuple[int, ...]:
    """Return the columns without those of older years, where the headers name years."""
    years = {col: max((int(year) for year in _YEAR.findall(columns[col].header)), default=0) for col in cols}
    newest = max(years.values(), default=0)
    return tuple(col for col in cols if years[col] in (0, newest))


def _plan_places_down(
    plan: Plan, columns: dict[int, Column], figures: tuple[int, ...], place: int | None
) -> None:
    named = tuple(
        col
        for col in figures
        if columns[col].item.certainty is not Certainty.UNKNOWN or columns[col].role in _MAY_BE_ITEM
    )
    strength = _count(columns, Role.STRENGTH)
    if strength < 2 and not any(columns[col].item.certainty is not Certainty.UNKNOWN for col in named):
        return
    label = place if place is not None else _first_words(columns, figures, plan.order)
    if label is None:
        return
    named += _totals_of_parts(plan, columns)
    plan.totals = tuple(col for col in plan.totals if col not in named)
    parts = {columns[col].path[0] for col in named if columns[col].role is Role.TOTAL}
    chosen = (col for col in named if columns[col].role is not Role.GOOD or columns[col].path[0] not in parts)
    _use(plan, Layout.WIDE, label, _latest(columns, tuple(sorted(chosen))))
    plan.place = place
    if strength >= 1:
        plan.layout = Layout.AGREEMENT


def _totals_of_parts(plan: Plan, columns: dict[int, Column]) -> tuple[int, ...]:
    """Return the total columns under an item whose other columns only tell how many are good or broken."""
    found = []
    for col in plan.totals:
        path = columns[col].path
        others = [column for other, column in columns.items() if other != col and column.path[:1] == path[:1]]
        if len(path) > 1 and others and all(column.role in {Role.GOOD, Role.BROKEN} for column in others):
            found.append(col)
    return tuple(found)


def _use(plan: Plan, layout: Layout, label: int, quantities: tuple[int, ...]) -> None:
    plan.layout, plan.label, plan.quantities = layout, label, quantities
    plan.unit = next((col for col, column in plan.columns.items() if column.role is Role.UNIT), None)
    if plan.unit is None and layout is not Layout.WIDE:
        plan.unit = next(
            (
                col
                for col, column in plan.columns.items()
                if column.units >= 0.6 and col not in {label, *quantities} and column.filled
            ),
            None,
        )
    for role in _FIELDS:
        for col, column in plan.columns.items():
            if column.role is role and col not in {label, plan.place, *quantities, *plan.totals}:
                plan.fields.setdefault(role, col)
    if plan.place in quantities or plan.place == label:
        plan.place = plan.place if layout is Layout.WIDE else None


def _count(columns: dict[int, Column], role: Role) -> int:
    return sum(column.role is role for column in columns.values())


def _counts_stock(columns: dict[int, Column]) -> bool:
    """Return whether a column of figures names something of the catalogue beyond doubt."""
    return any(
        column.item.certain and column.role is None and column.filled and column.figures >= FIGURE_SHARE
        for column in columns.values()
    )


def _is_total(column: Column) -> bool:
    return column.role is Role.TOTAL or any(is_total_label(text) for text in column.path[-1:])


def _may_be_figures(column: Column) -> bool:
    """Return whether a column holds quantities: figures, or marks where its header counts or names something."""
    if column.figures >= FIGURE_SHARE or column.role is Role.QUANTITY:
        return True
    named = column.role is None and bool(column.path)
    known = column.item.certainty not in {Certainty.UNKNOWN, Certainty.SIMILAR} or column.is_place
    return named and (column.filled == 0 or (known and column.figures + column.marks >= FIGURE_SHARE))


def _named_like_commune(column: Column) -> bool:
    head = column.leaf.casefold()
    return head.startswith(("xã", "phường", "p.", "x.", "tt", "thị trấn", "đặc khu", "xa ", "phuong"))


def _is_holder_figure(column: Column) -> bool:
    return column.role in {None, Role.AGREEMENT, Role.HOLDER, Role.LOCATION, Role.PLACE, Role.QUANTITY}


def _has_vehicle_fields(columns: dict[int, Column]) -> bool:
    roles = {column.role for column in columns.values()}
    return bool(roles & {Role.PLATE, Role.DRIVER, Role.CAPACITY}) or {Role.HOLDER, Role.PHONE} <= roles


def _item_column(columns: dict[int, Column], figures: tuple[int, ...]) -> int | None:
    """Return the column whose cells name items: by content first, the header decides between equals."""
    scores = {
        col: column.items + (0.4 if column.role is Role.ITEM else 0.0) - column.places
        for col, column in columns.items()
        if col not in figures and column.filled and column.role not in {Role.ORDER, Role.UNIT, Role.PHONE, Role.NOTE, Role.PLATE, Role.LOCATION, Role.CONDITION}
        and (column.units < 0.6 or column.role is Role.ITEM)
    }  # fmt: skip
    best = max(scores, key=lambda col: (scores[col], -col), default=None)
    return best if best is not None and scores[best] >= 0.4 else None


def _place_column(columns: dict[int, Column], figures: tuple[int, ...]) -> int | None:
    """Return the column whose cells name communes or districts."""
    scores = {
        col: column.places + (0.2 if column.role is Role.PLACE else 0.0)
        for col, column in columns.items()
        if col not in figures
        and column.filled
        and column.role not in {Role.ORDER, Role.UNIT, Role.PHONE, Role.NOTE, Role.LOCATION}
    }
    best = max(scores, key=lambda col: (scores[col], -col), default=None)
    return best if best is not None and scores[best] >= 0.5 else None


def _is_wide(columns: dict[int, Column], figures: tuple[int, ...], item: int, place: int | None) -> bool:
    """Return whether the headers rather than the rows name the items."""
    named = sum(columns[col].item.certainty not in {Certainty.UNKNOWN, Certainty.SIMILAR} for col in figures)
    stated = any(columns[col].role is Role.QUANTITY for col in figures)
    return (
        named >= 2
        and not stated
        and (place is not None or columns[item].role is not Role.ITEM or columns[item].items < 0.5)
    )


def _first_words(columns: dict[int, Column], figures: tuple[int, ...], order: int | None) -> int | None:
    return next(
        (
            col
            for col, column in columns.items()
            if col not in figures and col != order and column.filled and column.figures < FIGURE_SHARE
        ),
        None,
    )
