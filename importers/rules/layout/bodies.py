"""The rows of a table's body, each with its kind, up to where the table really ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from importers.rules.layout.body_row import ORDINAL, BodyRow, RowKind, is_figure
from importers.rules.layout.columns import Layout, Plan
from importers.rules.layout.gaps import ends_table, goes_on
from importers.rules.layout.grid import Grid, GridCell
from importers.rules.layout.index_rows import is_index_row
from importers.rules.layout.tables import Table
from importers.rules.names.vocabulary import is_page_mark, is_total_label
from importers.rules.texts.numbers import read_figure
from importers.rules.texts.words import accent_key, fold_key

_NOTE = re.compile(
    r"^\W*(?:ghi chú|lưu ý|chú thích|chú ý|chú giải|ký hiệu|ghi chu|luu y)\s*[:.]", re.IGNORECASE
)
# The end of a paper: "./.", "Hết", "---".
_END = re.compile(r"\W+|\W*hết\W*", re.IGNORECASE)
# A line of a form that nobody filled in.
_DOTS = re.compile(r"[.…_\s]+")
# Lines below the things of a bill that count money alone.
_MONEY = re.compile(
    r"(?:thue (?:gtgt|vat|gia tri gia tang)|chiet khau|giam gia|(?:tong )?cong (?:tien|thanh tien|thanh toan|gia)|tong (?:tien|thanh toan|gia tri|kinh phi|so tien))\b"
)
_ROMAN = re.compile(r"^\(?(?:[IVX]{1,5}|[A-HĐ])[.)]?$")
# Words of a row that speak of all the rows above it.
_OF_ALL = re.compile(
    r"(?<!\w)(?:toàn (?:xã|phường|huyện|tỉnh|thôn|bộ|đơn vị|đặc khu)|tổng|(?<!công )cộng|tất cả|cả (?:xã|phường|thảy|tỉnh)|lũy kế|luỹ kế|như vậy|tính chung|gộp|chung|σ|∑|toan (?:xa|phuong|huyen|tinh|thon|bo)|tong|(?<!cong )cong|tat ca|nhu vay)(?!\w)"
)
# "Cộng trang thiết bị (3+4)": the numbers of the rows it adds up.
_LISTED = re.compile(r"^(?:tong|cong)\b[^()]*\(\s*(\d{1,3}(?:\s*[+,;]\s*\d{1,3})+)\s*\)$")
FEWEST_OF_GROUPS = 4  # rows that come to twice a sum: two groups of one row each
_NOTHING: frozenset[str] = frozenset()
_NO_ORDER = ("-",)  # no row has it


def body_rows(grid: Grid, table: Table, plan: Plan) -> tuple[list[BodyRow], int]:
    """Return the rows of the body and the number of its last row."""
    rows: list[BodyRow] = []
    last, gap = table.first_row - 1, 0
    header = {col: {accent_key(text) for text in path} for col, path in table.paths.items()}
    for number in range(table.first_row, table.last_row + 1):
        cells = {cell.col: cell for cell in grid.row_cells(number, table.left, table.right)}
        if not cells:
            gap += 1
            continue
        row = _body_row(grid, number, cells, plan, header)
        if ends_table(row, plan, gap, summed=bool(rows) and rows[-1].kind is RowKind.TOTAL):
            break
        if gap and row.kind is RowKind.DATA and not goes_on(grid, row, table, plan, rows):
            break
        rows.append(row)
        last, gap = number, 0
    while rows and rows[-1].kind is RowKind.TITLE:  # it heads what follows below the table, if anything
        rows.pop()
        last = rows[-1].number if rows else table.first_row - 1
    return _with_unnamed_totals(rows, plan), last


def _with_unnamed_totals(rows: list[BodyRow], plan: Plan) -> list[BodyRow]:
    """Return the rows with those as totals that name nothing and only state sums of the rows above them.

    A formula says that it is one; a typed figure does where it is the sum of two rows or more, or half of it where the groups
    state theirs. So is a row without a number whose words speak of all ("Như vậy toàn xã có"), where every figure of it is
    such a sum, and one that lists the numbers of the rows it adds up.
    """
    columns = {*plan.quantities, *plan.totals}
    unnumbered = [row for row in rows if row.kind is RowKind.DATA and not row.order]
    bare = {row.number for row in unnumbered if not row.label and columns.issuperset(row.cells)}
    of_all = {row.number for row in unnumbered if row.has_figures and _OF_ALL.search(accent_key(row.label))}
    orders = {row.order.strip("().") for row in rows}
    listed = {
        row.number
        for row in unnumbered
        if row.has_figures and orders.issuperset(listed_rows(row.label) or _NO_ORDER)
    }
    if not (bare or of_all or listed):
        return rows
    whole, section = _Sums(), _Sums()
    found: list[BodyRow] = []
    for row in rows:
        amounts = {col: _amount(row.cells[col]) for col in columns.intersection(row.cells)}
        states = row.number in bare and (
            all(cell.formula for cell in row.cells.values())
            or whole.agree(amounts)
            or section.agree(amounts)
            or whole.agree_twice(amounts)
        )
        states = (
            states
            or row.number in listed
            or (row.number in of_all and (whole.agree_all(amounts) or section.agree_all(amounts)))
        )
        found.append(replace(row, kind=RowKind.TOTAL) if states else row)
        if found[-1].kind is RowKind.TOTAL:
            section = _Sums()
        elif row.kind is RowKind.DATA:
            whole.add(amounts)
            section.add(amounts)
    return found


class _Sums(dict[int, tuple[int, Decimal]]):
    """Column -> (how many figures, their sum)."""

    def add(self, amounts: Mapping[int, Decimal | None]) -> None:
        """Add the figures of one row."""
        for col, amount in amounts.items():
            count, total = self.get(col, (0, Decimal(0)))
            self[col] = (count + 1, total + (amount or 0))

    def agree_all(self, amounts: Mapping[int, Decimal | None]) -> bool:
        """Return whether every figure of a row is the sum of two or more above it, but for noughts."""
        stated = {col: amount for col, amount in amounts.items() if amount}
        return bool(stated) and all(self.agree({col: amount}) for col, amount in stated.items())

    def agree_twice(self, amounts: Mapping[int, Decimal | None]) -> bool:
        """Return whether the figures above come to twice those of a row: once in their groups' rows, once in their own."""
        stated = {col: amount for col, amount in amounts.items() if amount}
        return bool(stated) and all(
            col in self and self[col][0] >= FEWEST_OF_GROUPS and self[col][1] == 2 * amount
            for col, amount in stated.items()
        )

    def agree(self, amounts: Mapping[int, Decimal | None]) -> bool:
        """Return whether any figure of a row is the sum of two or more above it."""
        return any(
            amount and col in self and self[col][0] >= 2 and self[col][1] == amount
            for col, amount in amounts.items()
        )


def listed_rows(label: str) -> tuple[str, ...]:
    """Return the numbers of the rows that a row of sums says it adds up, none where it lists none."""
    found = _LISTED.match(fold_key(label))
    return tuple(re.findall(r"\d+", found.group(1))) if found is not None else ()


def adds_up(row: BodyRow, others: Iterable[BodyRow], plan: Plan) -> bool:
    """Return whether any figure of a row is the sum of two or more figures of other rows."""
    sums = _Sums()
    for other in others:
        sums.add({col: _amount(cell) for col, cell in other.cells.items() if col in plan.quantities})
    return sums.agree({col: _amount(cell) for col, cell in row.cells.items() if col in plan.quantities})


def _amount(cell: GridCell) -> Decimal | None:
    figure = read_figure(cell.value, formula=cell.formula)
    return figure.amount if figure is not None else None


def _body_row(
    grid: Grid, number: int, cells: dict[int, GridCell], plan: Plan, header: dict[int, set[str]]
) -> BodyRow:
    order = grid.text(number, plan.order) if plan.order is not None else ""
    label_col = plan.label
    label = grid.text(number, label_col) if label_col is not None else ""
    ordinal = ORDINAL.match(order) is not None
    heads = False
    if not label and not ordinal:
        label = order  # a heading that begins in the column of numbers
    elif not label and plan.layout is Layout.VEHICLES and _ROMAN.match(order):
        others = [cell.text for col, cell in cells.items() if col != plan.order]
        heads = len(others) == 1
        label = others[0] if heads else ""  # "I. XÃ BÌNH SƠN" in the column of owners
    figure_cols = (*plan.quantities, *plan.totals)
    figures = any(col in cells and is_figure(cells[col]) for col in figure_cols)
    return BodyRow(
        number=number,
        kind=_kind(cells, (label, order), plan, header, figures=figures),
        order=order if ordinal else "",
        label=label,
        cells=cells,
        has_figures=figures or (plan.layout is Layout.VEHICLES and bool(label) and not heads),
    )


def _kind(
    cells: dict[int, GridCell],
    named: tuple[str, str],
    plan: Plan,
    header: dict[int, set[str]],
    *,
    figures: bool,
) -> RowKind:
    label, order = named
    texts = [cell.text for cell in cells.values()]
    if len(cells) >= 2 and _says_the_header(cells, header):
        return RowKind.REPEATED
    if is_index_row(texts) and (not label or ORDINAL.match(label)):
        return RowKind.REPEATED
    if _DOTS.fullmatch(label) and all(_DOTS.fullmatch(text) for text in texts if text != order):
        return RowKind.NOTE
    ends = len(cells) == 1 and _END.fullmatch(texts[0]) is not None
    if not figures and (
        ends or _NOTE.match(texts[0]) or _MONEY.match(fold_key(label)) or any(map(is_page_mark, texts))
    ):
        return RowKind.NOTE
    names = [text for text in (label, order, next(iter(texts), "")) if text]
    if any(is_total_label(text) for text in names) and (figures or not plan.quantities):
        return RowKind.TOTAL
    if any(is_total_label(text) for text in names[:1]):
        return RowKind.TOTAL
    if (
        len(cells) == 1
        and not figures
        and next(iter(cells)) not in {plan.label, plan.order}
        and plan.layout is not Layout.VEHICLES
    ):
        return RowKind.TITLE
    return RowKind.DATA


def _says_the_header(cells: dict[int, GridCell], header: dict[int, set[str]]) -> bool:
    """Return whether six in ten cells of a row say what the header says; most rows show soon that they do not."""
    others, most = 0, 0.4 * len(cells)
    for col, cell in cells.items():
        if accent_key(cell.text) not in header.get(col, _NOTHING):
            others += 1
            if others > most:
                return False
    return True
