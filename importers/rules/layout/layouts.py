"""Decide the layout of a table from the evidence of its columns."""

from __future__ import annotations

from dataclasses import replace

from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Column, Layout, Plan
from importers.rules.layout.evidence import (
    among_counted,
    broken_beside,
    count,
    counts_people,
    first_words,
    good_ones_alone,
    is_part,
    is_wide,
    item_column,
    latest,
    may_be_figures,
    moves_people,
    named_like_commune,
    parts_by_condition,
    tells_no_own,
    tells_of_part_beside,
    was_given,
    without_moments,
    without_openings,
    without_parts,
    women_among,
)
from importers.rules.layout.place_columns import numbers_places, place_columns, tells_where_alone
from importers.rules.layout.remark_columns import remark_columns
from importers.rules.layout.single_vehicles import counted_by_another_name, has_vehicle_fields
from importers.rules.layout.sum_columns import is_total, parts_of, sums_its_row
from importers.rules.layout.teams import people_of_teams
from importers.rules.layout.wholes import (
    beside_total,
    is_share,
    kept_beside,
    kept_or_used,
    of_totals,
    only_figures,
    parts_of_use,
    pledged_beside,
    rather_wholes,
    totals_of_parts,
    without_traits,
)
from importers.rules.names.items import Certainty
from importers.rules.names.keepers import names_keeper
from importers.rules.names.known_words import counts_in_known_words
from importers.rules.names.vocabulary import PRESENT, Role, names_kinds
from importers.rules.texts.words import fold_key

# Columns of figures that are never stock, whatever else their header says.
NEVER_STOCK = frozenset({Role.ORDER, Role.PHONE, Role.YEAR, Role.PRICE, Role.NEED, Role.CAPACITY, Role.DATE, Role.EXPIRY, Role.PEOPLE, Role.STRENGTH, Role.BROKEN, Role.PLATE, Role.NOTE, Role.PERIOD, Role.FLOW, Role.IDENTITY})  # fmt: skip
_FIELDS = (Role.HOLDER, Role.PHONE, Role.LOCATION, Role.CONDITION, Role.NOTE, Role.PLATE, Role.CAPACITY, Role.DRIVER, Role.AGREEMENT, Role.EXPIRY)  # fmt: skip
_NUMBER = "so"  # "Số" beside "ĐVT": how many
_VALUE = "gia tri"
_MAY_BE_ITEM = frozenset({None, Role.ITEM, Role.QUANTITY, Role.AGREEMENT})
_ITEMS_DOWN = frozenset({Layout.LIST, Layout.HOLDERS, Layout.MATRIX, Layout.VEHICLES})


def plan_table(columns: dict[int, Column]) -> Plan:
    """Return the layout of a table and the use of its columns."""
    columns = people_of_teams(_without_worth(columns))
    plan = Plan(layout=Layout.NONE, columns=columns)
    plan.order = next((col for col, column in columns.items() if column.role is Role.ORDER), None)
    if plan.order is None:
        counting = (col for col, column in columns.items() if column.role is None and column.counts_rows)
        plan.order = next(counting, None)  # "Mục", "Số", or no header at all
    plan.totals = tuple(
        col
        for col, column in columns.items()
        if column.figures >= FIGURE_SHARE
        and (is_total(column) or parts_of(columns, col))
        and not women_among(columns, col)
    )
    if moves_people(columns):
        plan.layout = Layout.EVACUATION
        return plan
    communes = tuple(col for col, column in columns.items() if column.is_place and may_be_figures(column))
    figures = tuple(
        col for col, column in columns.items()
        if col not in plan.totals and col != plan.order and may_be_figures(column) and column.role not in NEVER_STOCK
        and col not in {woman for other in columns for woman in women_among(columns, other)}
    )  # fmt: skip
    figures = without_moments(columns, without_parts(columns, figures + _newest_of_named(columns)))
    item = item_column(columns, figures)
    place, plan.district = place_columns(columns, figures)
    if count(columns, Role.STRENGTH) >= 2:
        _plan_places_down(plan, columns, figures, place)
    elif len(communes) >= 2 and item is not None:
        _plan_matrix(plan, columns, figures, item)
    elif item is not None and not is_wide(columns, figures, item, place):
        _plan_items_down(plan, columns, figures, item, place)
    else:
        _plan_places_down(plan, columns, figures, place)
    return plan


def _without_worth(columns: dict[int, Column]) -> dict[int, Column]:
    """Return the columns where "Giá trị", the only figures beside units of things, are no money: "Chỉ tiêu, ĐVT, Giá trị"."""
    figures = [
        column
        for column in columns.values()
        if column.figures >= FIGURE_SHARE and column.role is not Role.ORDER
    ]
    units = any(column.role is Role.UNIT and column.units >= FIGURE_SHARE for column in columns.values())
    if not units or len(figures) != 1 or fold_key(figures[0].leaf) != _VALUE:
        return columns
    return {**columns, figures[0].number: replace(figures[0], role=None)}


def _plan_matrix(plan: Plan, columns: dict[int, Column], figures: tuple[int, ...], item: int) -> None:
    """Plan a table of communes across; of one with a total, good and broken ones each, the total is what there is."""
    whole = tuple(col for col in totals_of_parts(plan, columns) if columns[col].is_place)
    plan.totals = tuple(col for col in plan.totals if col not in whole)
    parted = {columns[col].path[:-1] for col in whole}
    named = (col for col in figures if columns[col].is_place or named_like_commune(columns[col]))
    chosen = (*(col for col in named if columns[col].path[:-1] not in parted), *whole)
    summing = {col for col in figures if sums_its_row(columns[col])}
    plan.totals = tuple(sorted({*plan.totals, *summing}))
    use_columns(plan, Layout.MATRIX, item, tuple(sorted(chosen)))


def _newest_of_named(columns: dict[int, Column]) -> tuple[int, ...]:
    """Return the columns of the newest year where items or communes are headed by several ("Áo phao / 2025, 2026")."""
    named = tuple(
        col
        for col, column in columns.items()
        if column.role is Role.PERIOD
        and column.figures >= FIGURE_SHARE
        and len(column.path) > 1
        and (column.is_place or column.item.certainty is not Certainty.UNKNOWN)
    )
    return latest(columns, named)


def _plan_items_down(
    plan: Plan, columns: dict[int, Column], figures: tuple[int, ...], item: int, place: int | None
) -> None:
    whole = totals_of_parts(plan, columns)
    plan.totals = tuple(col for col in plan.totals if col not in whole)
    stated = whole or tuple(col for col in figures if columns[col].role is Role.QUANTITY)
    if stated and all(is_share(columns, col) for col in stated):
        stated = parts_of_use(columns)
    if not stated:
        by_unit = tuple(
            col
            for col in figures
            if columns[col].role is None
            and columns[col].path[-1:] == (columns[col].unit,)
            and not names_keeper(columns[col].leaf)  # "Dân" counts nobody beside "Xã" and "Đại lý"
        )
        stated = by_unit if len(by_unit) == 1 else ()
    if not stated:
        stated = latest(
            columns,
            tuple(
                col
                for col, column in columns.items()
                if column.role is Role.PERIOD and column.figures >= FIGURE_SHARE
            ),
        )
        stated = stated or tuple(col for col in figures if columns[col].role is Role.PHASE)
        stated = stated or tuple(
            col for col, column in columns.items() if counts_people(column) or was_given(column)
        )
    stated = stated or (() if plan.totals else parts_by_condition(columns))
    if not stated and not plan.totals and (stated := good_ones_alone(columns)):
        head = columns[stated[0]].leaf
        plan.unsure = "" if counts_in_known_words(head) else head
    sexes = frozenset({Role.GENDER} if stated or plan.totals else ())
    figures = tuple(col for col in figures if columns[col].role not in {Role.GOOD, *sexes})
    if plan.totals:
        figures = beside_total(columns, figures)
    if not stated and (stated := only_figures(plan, columns, figures)):
        head = columns[stated[0]].leaf
        plan.unsure = "" if fold_key(head) == _NUMBER or counts_in_known_words(head) else head
    plan.place = place if place != item else None
    if kept := kept_beside(plan, stated, figures):
        stated, figures = (), kept
    if plan.totals and len(figures) == 1 and tells_no_own(columns[figures[0]]):
        figures = ()  # one column is no sum: "Tổng số" and "Hết hạn"
    if stated or (plan.totals and not any(columns[col].filled for col in figures)):
        chosen = _chosen_quantities(plan, columns, stated)
        use_columns(plan, Layout.LIST, item, (*chosen, *pledged_beside(columns, chosen)))
    elif not plan.totals and tells_where_alone(columns, figures):
        _plan_where(plan, columns, figures, item)
    elif kept := kept_or_used(columns, figures, plan.totals):
        use_columns(plan, Layout.HOLDERS, item, kept)
    elif any(columns[col].filled and columns[col].role is None for col in figures):
        return
    elif (counted := counted_by_another_name(columns)) is not None:
        plan.unsure = columns[counted].leaf
        use_columns(plan, Layout.LIST, item, (counted,))
    elif has_vehicle_fields(columns):
        use_columns(plan, Layout.VEHICLES, item, ())


def _plan_where(plan: Plan, columns: dict[int, Column], figures: tuple[int, ...], item: int) -> None:
    """Plan a table whose only figures may say where each thing is: of vehicles, or asked about."""
    alone = () if has_vehicle_fields(columns) else figures
    plan.unsure = columns[alone[0]].leaf if alone else ""
    use_columns(plan, Layout.LIST if alone else Layout.VEHICLES, item, alone)


def _chosen_quantities(plan: Plan, columns: dict[int, Column], stated: tuple[int, ...]) -> tuple[int, ...]:
    """Return the columns of quantities; of several the latest year, and what there is rather than what was."""
    if not stated:
        stated, plan.unsure = of_totals(plan)
        plan.totals = tuple(col for col in plan.totals if col not in stated)
        return stated
    recent = without_openings(columns, latest(columns, stated))
    present = tuple(
        col for col in recent if PRESENT.search(fold_key(columns[col].header)) and not columns[col].series
    )  # "Mới cấp | Cũ còn lại": both are there
    return present if present and len(recent) > 1 else recent


def _plan_places_down(
    plan: Plan, columns: dict[int, Column], figures: tuple[int, ...], place: int | None
) -> None:
    named = tuple(
        col
        for col in figures
        if (columns[col].item.certainty is not Certainty.UNKNOWN or columns[col].role in _MAY_BE_ITEM)
        and not among_counted(columns, col)
    )
    named += totals_of_parts(plan, columns)
    strength = count(columns, Role.STRENGTH)
    if strength < 2 and not any(columns[col].item.certainty is not Certainty.UNKNOWN for col in named):
        return
    label = place if place is not None else first_words(columns, figures, plan.order)
    if label is None:
        label = next((col for col in figures if numbers_places(columns[col])), None)  # villages by number
        named = tuple(col for col in named if col != label)
    if label is None:
        return
    sums = tuple(col for col in named if sums_its_row(columns[col]))
    named = tuple(col for col in named if col not in sums)
    plan.totals = (*sums, *(col for col in plan.totals if col not in named))
    parts = {columns[col].path[0] for col in named if columns[col].role is Role.TOTAL}
    chosen = (
        col
        for col in named
        if not is_part(columns[col])
        or (columns[col].path[0] not in parts and not tells_of_part_beside(columns, col))
    )
    recent = without_openings(columns, latest(columns, tuple(sorted(chosen))))
    use_columns(plan, Layout.WIDE, label, without_traits(columns, recent))
    plan.place = place
    if strength >= 1:
        plan.layout = Layout.AGREEMENT


def _details_item(column: Column, plan: Plan) -> bool:
    """Return whether a column of sizes stands under the header of the item column, or under none, right of it."""
    used = {plan.unit, plan.place, plan.order, *plan.quantities, *plan.totals, *plan.fields.values()}
    same = column.path == plan.columns[column.number - 1].path
    fuller = (
        column.filled > plan.columns[column.number - 1].filled
    )  # the names are merged over several of them
    bare = (not column.path or names_kinds(column.leaf)) and (column.figures < FIGURE_SHARE or fuller)
    return (same or bare) and column.number not in used and bool(column.filled)


def use_columns(plan: Plan, layout: Layout, label: int, quantities: tuple[int, ...]) -> None:
    """Give a plan its layout and columns, with those that tell more of each row."""
    quantities = rather_wholes(plan, quantities)
    plan.layout, plan.label, plan.quantities = layout, label, quantities
    plan.broken = {col: col for col in quantities if plan.columns[col].role is Role.BROKEN} or broken_beside(
        plan.columns, quantities, alone=layout not in {Layout.WIDE, Layout.MATRIX}
    )
    plan.unit = next((col for col, column in plan.columns.items() if column.role is Role.UNIT), None)
    if plan.unit is None and layout is not Layout.WIDE:
        of_units = [col for col, column in plan.columns.items() if column.units >= 0.6 and col not in {label, *quantities} and column.filled]  # fmt: skip
        # "Quy cách | Đơn vị": below the first stands how much each holds, which begins with a unit too.
        plan.unit = next((col for col in of_units if plan.columns[col].role is not Role.CAPACITY), next(iter(of_units), None))  # fmt: skip
    for role in _FIELDS:
        if role is Role.CAPACITY and layout is Layout.WIDE:
            continue  # villages, storeys, areas of a place are no load or size of what its columns count
        for col, column in plan.columns.items():
            if column.role is role and col not in {label, plan.place, *quantities, *plan.totals}:
                plan.fields.setdefault(role, col)
    sized = [
        col
        for col, column in plan.columns.items()
        if column.role is Role.CAPACITY and col not in {label, *quantities}
    ]
    plan.capacities = tuple(sized) if layout in _ITEMS_DOWN and len(sized) > 1 else ()
    beside = plan.columns.get(label + 1)
    if layout in _ITEMS_DOWN and beside is not None and _details_item(beside, plan):
        plan.fields.setdefault(Role.CAPACITY, label + 1)
    if plan.place in quantities or plan.place == label:
        plan.place = plan.place if layout is Layout.WIDE else None
    plan.remarks = remark_columns(plan)
