"""A stated whole that its own parts speak against: 45 beside 29 good, 5 middling and 6 broken, where every other row adds up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Layout, Plan
from importers.rules.layout.drafts import At, Walked
from importers.rules.layout.grid import GridCell
from importers.rules.names.vocabulary import Role
from importers.rules.reasons import Reason
from importers.rules.rows.expired import is_own_list

MOST_PARTS = 6
FEWEST_SUMS = 2  # rows of which the parts add up: of one row they may do so by chance
# Figures that are no part of what there is.
_NO_PARTS = frozenset({Role.ORDER, Role.NEED, Role.PRICE, Role.YEAR, Role.PHONE, Role.DATE, Role.EXPIRY, Role.CAPACITY, Role.IDENTITY, Role.PLATE})  # fmt: skip

_GOOD_AND_BROKEN = {Role.GOOD, Role.BROKEN}
_TOLD = frozenset({Reason.CONDITION_PART, Reason.BROKEN_PART})

Amounts = Mapping[int, Decimal | None]


def contradicted(rows: Mapping[int, Amounts], whole: int, parts: Sequence[int]) -> tuple[int, frozenset[int]]:
    """Return in how many rows the parts add up to the whole, and the rows where they do not though most show that they should.

    `rows` holds by row the amounts by column, None where a cell is not plainly a figure. A row without parts says nothing.
    """
    agree, against = 0, set[int]()
    for number, amounts in rows.items():
        total, stated = _sum(amounts, parts), amounts.get(whole)
        if not total or stated is None:
            continue
        if total == stated:
            agree += 1
        else:
            against.add(number)
    sure = agree >= max(FEWEST_SUMS, 2 * len(against))
    return agree, frozenset(against if sure else ())


def exceeded(rows: Mapping[int, Amounts], whole: int, parts: Sequence[int]) -> frozenset[int]:
    """Return the rows whose good and broken ones are more than all of them: so they are wrong whatever others show."""
    return frozenset(
        number
        for number, amounts in rows.items()
        if (stated := amounts.get(whole)) is not None and (_sum(amounts, parts) or 0) > stated
    )


def ask_against_parts(walked: Walked, rows: Sequence[BodyRow], plan: Plan) -> None:
    """Ask about the figures that the parts beside them, or in rows of their own below them, contradict.

    A list of our own says how many are held, away and broken: those are no parts that come to a sum.
    """
    if is_own_list(plan.columns.values()):
        return
    data = [row for row in rows if row.kind is RowKind.DATA]
    walked.ask_cells(
        {
            **_against_rows_below(walked, data, plan),
            **_against_columns(data, plan),
            **_sums_of_one(data, plan),
        }
    )


def _against_columns(data: Sequence[BodyRow], plan: Plan) -> dict[At, str]:
    options = {col: found for col in plan.quantities if (found := tuple(_parts_beside(plan, col)))}
    if not options:
        return {}
    cells = {row.number: row.cells for row in data}
    read = {number: {col: cell.exact for col, cell in row.items()} for number, row in cells.items()}
    said: dict[At, str] = {}
    for whole, beside in options.items():
        told = {parts: contradicted(read, whole, parts) for parts in beside}
        parts = max(told, key=lambda parts: told[parts][0])
        against = dict.fromkeys(told[parts][1], parts)
        for pair in beside:
            if {plan.columns[col].role for col in pair} == _GOOD_AND_BROKEN and len(pair) == 2:
                against = dict.fromkeys(exceeded(read, whole, pair), pair) | against
        for row, cols in against.items():
            said[row, whole] = " + ".join(cells[row][col].text for col in cols if col in cells[row])
    return said


def _sums_of_one(data: Sequence[BodyRow], plan: Plan) -> dict[At, str]:
    """Return what to ask about the figure that alone stands beside a total and is another: of one there is no sum."""
    said: dict[At, str] = {}
    for total in plan.totals:
        beside = _counting_beside(plan, total)
        for row in data if len(beside) == 1 and _counts_same(plan, total, beside[0]) else ():
            stated, figure = row.cells.get(total), row.cells.get(beside[0])
            if stated and figure and stated.exact is not None and stated.exact != figure.exact:
                said[row.number, beside[0]] = f"{plan.columns[total].leaf} {stated.text}"
    return said


def _counting_beside(plan: Plan, total: int) -> list[int]:
    """Return the other columns of figures below the heading of a total, or beside it where none has one."""
    path = plan.columns[total].path[:-1]
    return [
        col
        for col, column in plan.columns.items()
        if col not in {total, plan.order, plan.label} and column.path[:-1] == path
        and column.figures >= FIGURE_SHARE and column.role not in _NO_PARTS
    ]  # fmt: skip


def _counts_same(plan: Plan, total: int, col: int) -> bool:
    """Return whether a total and a column of quantities count one thing of one commune, or both what each row names."""
    one, other = plan.columns[total], plan.columns[col]
    if col not in plan.quantities or total in plan.sums:
        return False
    if plan.layout in {Layout.WIDE, Layout.MATRIX}:
        return len(one.path) > 1 and (one.place_text, one.item.code) == (other.place_text, other.item.code)
    return plan.layout is Layout.HOLDERS


def _against_rows_below(walked: Walked, data: Sequence[BodyRow], plan: Plan) -> dict[At, str]:
    """Heed "- Tốt 29" and "- Hỏng 6" below a thing as the columns beside it are."""
    if not any(reason in _TOLD for reason in walked.unread.values()):
        return {}
    drafted = {(draft.cell.row, draft.cell.col) for draft in walked.drafts}
    said: dict[At, str] = {}
    for col in plan.quantities:
        parts: dict[int, dict[int, GridCell]] = {}
        whole = 0
        for row in data:
            if (row.number, col) in drafted:
                whole = row.number
                parts[whole] = {0: row.cells[col]}
            elif whole and walked.unread.get((row.number, col)) in _TOLD:
                parts[whole][len(parts[whole])] = row.cells[col]
        read = {row: {at: cell.exact for at, cell in cells.items()} for row, cells in parts.items()}
        below = range(1, max(map(len, parts.values()), default=1))
        for number in contradicted(read, 0, below)[1] | exceeded(read, 0, below):
            said[number, col] = " + ".join(cell.text for at, cell in parts[number].items() if at)
    return said


def _sum(amounts: Amounts, parts: Sequence[int]) -> Decimal | None:
    """Return the sum of the parts a row tells, None where it tells none or one is not plainly a figure."""
    told = [amounts[col] for col in parts if col in amounts]
    known = [amount for amount in told if amount is not None]
    return sum(known, Decimal(0)) if told and len(known) == len(told) else None


def _parts_beside(plan: Plan, whole: int) -> Iterator[tuple[int, ...]]:
    """Yield the columns that may divide a whole: those under its heading, those right of it and left of it, the most first."""
    columns, taken = plan.columns, {*plan.quantities, *plan.totals, plan.order, plan.label}
    free = {
        col
        for col, column in columns.items()
        if col not in taken and column.figures >= FIGURE_SHARE and column.role not in _NO_PARTS
    }
    path = columns[whole].path
    # What stands under the heading of another whole divides that one.
    others = {columns[col].path[:1] for col in plan.quantities if len(columns[col].path) > 1} - {path[:1]}
    free = {col for col in free if columns[col].path[:1] not in others}
    below = tuple(col for col in sorted(free) if len(path) > 1 and columns[col].path[:-1] == path[:-1])
    right = tuple(_run(free, range(whole + 1, whole + 1 + MOST_PARTS)))
    left = tuple(_run(free, range(whole - 1, whole - 1 - MOST_PARTS, -1)))
    for run in (below, right, left):
        for length in range(min(len(run), MOST_PARTS), 1, -1):
            yield run[:length]


def _run(free: set[int], cols: range) -> Iterator[int]:
    for col in cols:
        if col not in free:
            return
        yield col
