"""Rows of a table of communes that tell of an earlier year or day than others do: "Xã Ba Vì | 2025" above "Xã Ba Vì | 2026"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from importers.rules.layout.body_row import BodyRow, RowKind
from importers.rules.layout.columns import Layout, Plan
from importers.rules.layout.drafts import Walked
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


def earlier_rows(moments: Mapping[int, tuple[str, Moment]]) -> frozenset[int]:
    """Return of rows (number -> name, moment) those of an earlier year than another, or of an earlier day than another of that name."""
    newest: dict[str, Moment] = {}
    for name, moment in moments.values():
        newest[name] = max(newest.get(name, moment), moment)
    last = max((moment[0] for _, moment in moments.values()), default=0)
    years = all(not any(moment[1:]) for _, moment in moments.values())
    return frozenset(
        row
        for row, (name, moment) in moments.items()
        if moment < newest[name] or (years and moment[0] < last)
    )


def ask_about_earlier(walked: Walked, rows: Sequence[BodyRow], plan: Plan) -> None:
    """Ask about the figures of rows that a column beside the communes' names says are of an earlier year or day."""
    if plan.layout is not Layout.WIDE:
        return
    used = {*plan.quantities, *plan.totals, plan.label, plan.order}
    data = [row for row in rows if row.kind is RowKind.DATA]
    names: dict[int, str] = {}
    for row in data:  # written once above the rows of its years
        names[row.number] = row.label or next(reversed(names.values()), "")
    for col, column in plan.columns.items():
        if col in used or not _OF_FIGURES.fullmatch(fold_key(column.leaf).strip(" .:")):
            continue
        told = {row.number: row.cells[col].text for row in data if col in row.cells}
        moments = {
            row.number: (names[row.number], moment)
            for row in data
            if (moment := moment_of(told.get(row.number, ""))) is not None
        }
        earlier = earlier_rows(moments)
        walked.drafts[:] = [
            draft._replace(unsure=f"{column.leaf} {told[draft.cell.row]}", of_row=True)
            if draft.cell.row in earlier and not draft.unsure
            else draft
            for draft in walked.drafts
        ]
