"""Rows that tell of an earlier year or day than others of their name do, or of their sum: "Xã Ba Vì | 2025" above "Xã Ba Vì | 2026"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Layout, Plan
from importers.rules.layout.drafts import Walked
from importers.rules.names.vocabulary import Role, is_total_label
from importers.rules.texts.words import fold_key

Moment = tuple[int, ...]  # year, month, day, hour, minute, second; noughts where not told
# When the figures of a row were so; of a year things were made or bought in, nothing is said here.
_OF_FIGURES = re.compile(
    r"dau thoi gian|timestamp|(?:so lieu )?(?:nam|thoi diem|ngay|thoi gian|ky)(?: (?:(?:gui |nop )?bao cao|so lieu|thong ke|tong hop|kiem ke|kiem tra|ra soat|cap nhat|danh gia))?"
)
_YEAR = re.compile(r"(?:(?:so lieu|hien co|thuc luc|cuoi|den het|den)? ?nam )?(20\d\d)")
_DAY = re.compile(r"(?:(?:tinh )?den )?(?:ngay )?(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)(?:[ ,t]+(.*))?")
_ISO = re.compile(r"(20\d\d)-(\d{1,2})-(\d{1,2})(?:[ t](.*))?")
_HOUR = re.compile(r"(\d{1,2})[:hg](\d{2})(?::(\d{2}))?")
_MONTH = re.compile(r"(?:(?:tinh )?den )?(?:thang )?(\d{1,2})[/.-](20\d\d)")


def moment_of(text: str) -> Moment | None:
    """Return the year, the month, or the day with its hour, that a cell is, or None."""
    plain = fold_key(text).strip(" .:()")
    if found := _YEAR.fullmatch(plain):
        return int(found.group(1)), 0, 0, 0, 0, 0
    if found := _MONTH.fullmatch(plain):
        return int(found.group(2)), int(found.group(1)), 0, 0, 0, 0
    if found := _ISO.fullmatch(plain):
        year, month, day, rest = found.groups()
    elif found := _DAY.fullmatch(plain):
        day, month, year, rest = found.groups()
    else:
        return None
    hour = _HOUR.match(rest or "")
    return int(year), int(month), int(day), *(int(part or 0) for part in (hour.groups() if hour else "000"))


def earlier_rows(moments: Mapping[int, tuple[str, Moment]], *, of_table: bool = True) -> frozenset[int]:
    """Return of rows (number -> name, moment) those of an earlier moment than another of that name; of years alone, than any.

    Where the rows are things and not communes, none but those of one name are held against each other (`of_table` is false).
    """
    newest: dict[str, Moment] = {}
    for name, moment in moments.values():
        newest[name] = max(newest.get(name, moment), moment)
    last = max((moment[0] for _, moment in moments.values()), default=0)
    years = of_table and all(not any(moment[1:]) for _, moment in moments.values())
    return frozenset(
        row
        for row, (name, moment) in moments.items()
        if moment < newest[name] or (years and moment[0] < last)
    )


def ask_about_earlier(walked: Walked, rows: Sequence[BodyRow], plan: Plan) -> None:
    """Ask about the rows that a column beside the names says are of an earlier year or day, or the sum of those of their name."""
    if plan.layout not in {Layout.WIDE, Layout.LIST}:
        return
    used = {*plan.quantities, *plan.totals, plan.label, plan.order, plan.unit, plan.place}
    data = [row for row in rows if row.kind is RowKind.DATA]
    names = _names_of(data, walked, plan)
    said: dict[int, str] = {}
    for col, column in plan.columns.items():
        if col in used:
            continue
        told = {row.number: row.cells[col].text for row in data if col in row.cells}
        if _OF_FIGURES.fullmatch(fold_key(column.leaf).strip(" .:")):
            moments = {
                row: (names[row], moment)
                for row, text in told.items()
                if (moment := moment_of(text)) is not None
            }
            earlier = earlier_rows(moments, of_table=plan.layout is Layout.WIDE)
            said.update((row, f"{column.leaf} {told[row]}") for row in earlier)
        elif plan.layout is Layout.WIDE and column.figures < FIGURE_SHARE:
            several = Counter(names[row] for row in told)
            said.update(
                (row, text) for row, text in told.items() if is_total_label(text) and several[names[row]] > 1
            )
    if said:
        walked.ask(lambda draft: said.get(draft.cell.row), of_row=True)


def _names_of(data: Sequence[BodyRow], walked: Walked, plan: Plan) -> dict[int, str]:
    """Return number of a row -> what it tells of: a commune, written once above its rows; or a thing, whose and where it is."""
    beside: dict[int, str] = {}
    if plan.layout is Layout.LIST:
        for draft in walked.drafts:
            own = (
                draft.texts.get(role, "")
                for role in (Role.HOLDER, Role.LOCATION, Role.PLATE, Role.CAPACITY, Role.CONDITION)
            )
            beside[draft.cell.row] = "|".join((str(draft.place.match.code), draft.unit, *own))
    names: dict[int, str] = {}
    last = ""
    for row in data:
        last = row.label or last
        names[row.number] = f"{last}|{beside.get(row.number, '')}"
    return names
