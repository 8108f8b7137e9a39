"""Rows with figures of their own above rows of other things: "2) Phao tròn 10" above "- Rọ thép 25" is no sum of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.columns import Plan
from importers.rules.names.items import ItemIndex
from importers.rules.rows.entries import Entry
from importers.rules.texts.numbers import read_figure
from importers.rules.texts.words import without_numbering
from inventory.rules.catalogue import Category, TypeCode


def free_from_parts(entries: Sequence[Entry], rows: Sequence[BodyRow], plan: Plan, items: ItemIndex) -> None:
    """Make rows that are not the sum of the rows below them items beside these, whatever marks stand before them.

    A total of the table says so, which counts them in; or they and the rows below name different types for certain, and
    one of those alone is more than they state. Forces are left: of a company somebody may be counted in two platoons.
    What stands above one other thing alone is no sum either; whether it counts that in is asked where both are of one part
    of the catalogue, or as many.
    """
    parents = [entry for entry in entries if entry.children and entry.has_figures]
    wrong = [entry for entry in parents if not _adds_up(entry, plan)]
    equal = [
        entry
        for entry in parents
        if len(entry.children) == 1 and _adds_up(entry, plan) and _heads_other_things(entry, items)
    ]
    counted_in = bool(wrong) and _counted_in(wrong, entries, rows, plan)
    others = [entry for entry in wrong if _heads_other_things(entry, items)]
    no_parts = any(_exceeded(entry, plan) for entry in others)  # the marks of this list say nothing
    alone = [entry for entry in others if len(entry.children) == 1]
    as_many = set(map(id, equal))
    for entry in reversed([*(wrong if counted_in else others if no_parts else alone), *equal]):
        if _type_of(entry, items) is None:
            continue
        if id(entry) in as_many or (not (counted_in or no_parts) and _of_one_part(entry, items)):
            entry.unsure = f"{entry.label} ({without_numbering(entry.children[0].label)})"
        for child in entry.children:
            child.parent = entry.parent
        if entry.parent is not None:
            entry.parent.children.extend(entry.children)
        entry.children = []


def _heads_other_things(entry: Entry, items: ItemIndex) -> bool:
    own, below = _type_of(entry, items), [_type_of(child, items) for child in entry.children]
    if own is None or items.kinds[own].category is Category.FORCES:
        return False
    return None not in below and own not in below


def _of_one_part(entry: Entry, items: ItemIndex) -> bool:
    """Return whether an entry and the one below it are of one part of the catalogue: boats above a boat."""
    codes = [_type_of(entry, items), _type_of(entry.children[0], items)]
    return len({items.kinds[code].category for code in codes if code is not None}) == 1


def _type_of(entry: Entry, items: ItemIndex) -> TypeCode | None:
    match = items.match(without_numbering(entry.label))
    return match.code if match.certain else None


def _counted_in(
    wrong: Sequence[Entry], entries: Sequence[Entry], rows: Sequence[BodyRow], plan: Plan
) -> bool:
    """Return whether a total of the table is the sum of all its rows with these among them."""
    leaves = [entry.row for entry in entries if not entry.children and not entry.detail]
    counted = [*leaves, *(entry.row for entry in wrong)]
    return any(
        stated is not None and stated == _sum(counted, col) != _sum(leaves, col)
        for row in rows
        if row.kind is RowKind.TOTAL
        for col in plan.quantities
        if (stated := _amount(row, col)) is not None
    )


def _adds_up(entry: Entry, plan: Plan) -> bool:
    below = [leaf.row for leaf in entry.leaves()]
    return any(
        _amount(entry.row, col) == _sum(below, col) for col in plan.quantities if col in entry.row.cells
    )


def _exceeded(entry: Entry, plan: Plan) -> bool:
    """Return whether one of the rows below an entry states more than it does."""
    return any(
        (part := _amount(child.row, col)) is not None and part > own
        for col in plan.quantities
        if (own := _amount(entry.row, col)) is not None
        for child in entry.children
    )


def _sum(rows: Sequence[BodyRow], col: int) -> Decimal:
    return sum((amount for row in rows if (amount := _amount(row, col)) is not None), Decimal(0))


def _amount(row: BodyRow, col: int) -> Decimal | None:
    cell = row.cells.get(col)
    figure = read_figure(cell.value) if cell is not None else None
    return figure.amount if figure is not None else None
