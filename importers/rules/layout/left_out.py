"""Which cells of a table's body only label their row, and why the figures of other columns are left out."""

from __future__ import annotations

import re

from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Column, Layout, Plan
from importers.rules.layout.grid import GridCell
from importers.rules.names.vocabulary import Role, is_ditto
from importers.rules.reasons import Reason
from importers.rules.texts.numbers import FigureKind, read_figure
from importers.rules.texts.words import is_list_mark

_LEFT_OUT: dict[Role, Reason] = {
    Role.NEED: Reason.NEED_NOT_STOCK,
    Role.PRICE: Reason.PRICE,
    Role.BROKEN: Reason.BROKEN_PART,
    Role.GOOD: Reason.CONDITION_PART,
    Role.GENDER: Reason.PART_OF_TOTAL,
    Role.PERIOD: Reason.OTHER_PERIOD,
    Role.PHASE: Reason.OTHER_PERIOD,
    Role.PEOPLE: Reason.NOT_STOCK_COLUMN,
    Role.STRENGTH: Reason.MILITARY_STRENGTH,
    Role.QUANTITY: Reason.NOT_STOCK_COLUMN,
    Role.FLOW: Reason.NOT_STOCK_COLUMN,
    Role.CAPACITY: Reason.NOT_STOCK_COLUMN,
    Role.TOTAL: Reason.NOT_STOCK_COLUMN,
}
# What tells of its row in words: bare figures there count something that the header does not say.
IN_WORDS = frozenset({Role.NOTE, Role.CONDITION, Role.HOLDER, Role.LOCATION, Role.AGREEMENT})
# What a cell below these holds; any other figure is none of it ("Số máy" above 3 and 5).
_FITTING: dict[Role, re.Pattern[str]] = {
    Role.PHONE: re.compile(r"(?:\d\D*){6}"),
    Role.YEAR: re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"),
    Role.DATE: re.compile(r"\d{4}"),
    Role.EXPIRY: re.compile(r"\d{4}"),
}
_COUNT = re.compile(r"[\d., ]+")
_WORD_ROLES = {Role.ORDER, Role.PHONE, Role.YEAR, Role.CAPACITY, Role.DATE, Role.EXPIRY, Role.PLATE, Role.NOTE, Role.UNIT, Role.IDENTITY}  # fmt: skip
FIGURES = {FigureKind.EXACT, FigureKind.AMBIGUOUS, FigureKind.ESTIMATE, FigureKind.RANGE, FigureKind.PAIR, FigureKind.SUM, FigureKind.DATE, FigureKind.NEGATIVE, FigureKind.NO_RESULT}  # fmt: skip


def reason_of_part(role: Role | None) -> Reason:
    """Return why a row that tells a part of the one above is left out: how good that part is, or that it is one at all."""
    return _LEFT_OUT[role] if role in {Role.BROKEN, Role.GOOD} else Reason.PART_OF_TOTAL


def columns_of_words(plan: Plan) -> set[int | None]:
    """Return the columns whose cells only label their row, whatever is in them."""
    roles = _WORD_ROLES - {Role.CAPACITY} if plan.layout is Layout.WIDE else _WORD_ROLES
    words = {col for col, column in plan.columns.items() if column.role in roles}
    told = {col for col in (*plan.fields.values(), *words) if not counts_unsaid(plan.columns[col])}
    return {plan.label, plan.order, plan.place, plan.unit, *told}


def counts_unsaid(column: Column) -> bool:
    """Return whether figures stand where words are expected: drivers' names, a note, an owner. What they count is not
    read, but it is said."""
    if column.figures < FIGURE_SHARE:
        return False
    return column.role is Role.DRIVER or (column.role in IN_WORDS and column.worded < FIGURE_SHARE)


def is_fitting(cell: GridCell, column: Column | None) -> bool:
    """Return whether a cell of a column that only labels rows holds what its header says; of words it always does."""
    fitting = _FITTING.get(column.role) if column is not None and column.role is not None else None
    return fitting is None or _COUNT.fullmatch(cell.text) is None or fitting.search(cell.text) is not None


def reason_to_leave(cell: GridCell, column: Column | None, plan: Plan) -> Reason | None:
    """Return why the figure of a column that is no quantity is left out, or None where it only labels its row."""
    if column is None or is_ditto(cell.text):
        return None
    if cell.col < (plan.label or 0) and is_list_mark(cell.text):
        return None
    figure = read_figure(cell.value, formula=cell.formula)
    if figure is None or figure.kind not in FIGURES:
        return None
    if cell.col in plan.quantities:
        return Reason.NO_LABEL
    return _LEFT_OUT.get(column.role, Reason.NOT_STOCK_COLUMN) if column.role else Reason.NOT_STOCK_COLUMN
