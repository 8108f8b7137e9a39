"""Columns beside the figures whose words no list of what there is has: of money, of when and what for, of who is to get it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from importers.rules.layout.closing_words import closing_against
from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Column, Layout, Plan
from importers.rules.layout.drafts import Draft
from importers.rules.layout.grid import Grid
from importers.rules.layout.headers import LONGEST_HEADING, Indexes
from importers.rules.layout.title_words import is_titled, names_known
from importers.rules.names.keepers import names_keeper
from importers.rules.names.known_words import heads_side
from importers.rules.names.vocabulary import Role, role_of
from importers.rules.texts.words import accent_key, fold_key

# What a thing cost once, or is worth now: of things one has. Any other sum is of what is bought, lost or paid.
_WORTH_ALONE = "gia tri"  # of the things that are there; what is bought has its price
_WORTH = re.compile(
    r"\b(?:nguyen gia|gia tri (?:con lai|tai san|hien tai)|khau hao|bao duong|bao tri|sua chua|van hanh)\b"
)
# Days and spans that a list of what there is may tell.
_DAYS_OF_THINGS = re.compile(
    r"\b(?:han (?:su )?dung|han bao hanh|kiem tra|kiem dinh|dang kiem|kiem ke|co mat|cap nhat|san xuat|trang bi|nhap|mua|duoc cap|"
    r"bao duong|bao tri|huy dong|san sang|chuan bi|ung truc|hop dong|cam ket|ky|het han|sinh|su dung|thoi diem|thong ke|ra soat|di chuyen|co dong|trien khai|tap trung)\b|^(?:ngay|thoi gian|ngay cap)$"
    r"|^dau thoi gian$|^(?:ngay|thoi gian|thoi diem)(?: gio)? (?:(?:gui |nop )?bao cao|lap(?: bieu| phieu)?|tong hop|ghi nhan)$"
)
# Until when something pledged holds; of other things it is when they are to be given back.
_TERM = re.compile(r"^(?:thoi han|hieu luc)(?: (?:cam ket|hop dong|thoa thuan|cung ung|hieu luc))?$")
_PLEDGED = re.compile(r"\b(?:cam ket|hop dong|thoa thuan|ky ket|cung ung|nguyen tac)\b")
_OFFERED = re.compile(
    r"\b(?:cam ket (?:cung ung|ban|du tru|huy dong)|(?:so luong|sl|luong) (?:da )?cam ket)\b"
)
_ASKED = frozenset({None, Role.ITEM, Role.PLACE})
# With accents: "phương tiện" is none of "tiền".
_MONEY = re.compile(
    r"(?<!\w)(?:(?<!đánh )(?:đơn )?giá(?! (?:đỡ|treo|để))|tiền|kinh phí|mức chi|tổng mức|vốn)(?!\w)"
)
# What one of a thing costs; beside a sum of money it is part of a bill.
_PRICE_OF_ONE = re.compile(
    r"(?:don )?gia(?: (?:ban|ban le|tham khao|thi truong|thoi diem|binh on|hien tai))?(?: \(.*\))?$"
)
_SOURCE = re.compile(r"nguon (?:kinh phi|von|ngan sach|tien|cap)\b")  # in words: who paid for what is there
# A note that says that its row is bought, asked for or replaced; what was bought already is there.
_WANTED_NOTE = re.compile(
    r"^(?:se |can |du kien |dang )?(?:mua (?:moi|them|sam|bo sung|thay the)|de nghi|de xuat|kien nghi|xin|cap (?:moi|them|bo sung)|bo sung|"
    r"trang bi (?:moi|them)|thay the|thay moi|dang ky mua|(?:con )?thieu|chua (?:co|du))\b(?!.*\b(?:da|duoc|kiem tra|sua chua|thanh ly|sap xep)\b)"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
FEWEST_NOTES = 2
# Where the title is that of a list of stock, other words of the office's own only tell more of it; these tell of another paper.
_OTHER_PAPER = re.compile(
    r"\b(?:ly do|muc dich(?! su dung)|(?:nguoi|don vi|ben|noi|ngay|ky|da|nhan) nhan|(?<!duoc )giao(?! thong)|trao|tai tro|ung ho|nha thau|trung thau|bao hanh|"
    r"(?<!da )thuc hien|hoan thanh|dau tu|phan ky|tien do|lo trinh|de nghi|de xuat|kien nghi|thiet hai|bi nan|nguoi mua|thu huong|yeu cau|bien phap|giai phap|nguyen nhan|bi anh huong|nguy co)\b"
)
# A title that says that the things are there, whatever else the paper tells of them.
_KEPT = re.compile(
    r"\b(?:hien co|con lai|hien con|hien trang|thuc trang|kiem ke|ton kho|thuc co|san co|dang (?:quan ly|luu kho)|co the huy dong|san sang (?:huy dong|tham gia|ung cuu|ho tro))\b"
)


def other_paper(
    grid: Grid, plan: Plan, drafts: Sequence[Draft], titles: Sequence[str], end: int, indexes: Indexes
) -> str:
    """Return the words beside or below the figures of a table that no list of what there is has, "" where there are none.

    What stands below it is looked for up to the row `end`.
    """
    if not drafts or any(_KEPT.search(fold_key(title)) for title in titles):
        return ""
    last = max(draft.cell.row for draft in drafts)
    titled = is_titled(titles, indexes)
    offered = any(_OFFERED.search(fold_key(title)) for title in titles)
    beside = strange_column(plan, names_known(indexes), titled=titled, offered=offered) or _wanted_notes(
        drafts, titles
    )
    return beside or closing_against(grid, last, end)


def _wanted_notes(drafts: Sequence[Draft], titles: Sequence[str]) -> str:
    """Return the first note, where those of most rows say that these are wanted; a year that the titles have reached is past."""
    now = max((int(year) for title in titles for year in _YEAR.findall(title)), default=0)
    notes = [draft.texts.get(Role.NOTE, "") for draft in drafts]
    wanted = [note for note in notes if note and _is_wanted_note(note, now)]
    return wanted[0] if len(wanted) >= max(FEWEST_NOTES, len(drafts) / 2) else ""


def _is_wanted_note(note: str, now: int) -> bool:
    years = [int(year) for year in _YEAR.findall(note)]
    return _WANTED_NOTE.search(fold_key(note)) is not None and (not years or max(years) > now > 0)


def strange_column(plan: Plan, is_name: Callable[[str], bool], *, titled: bool, offered: bool = False) -> str:
    """Return the header of a filled column beside the figures that speaks of another kind of paper, or "".

    Where no title says that the table is a list of stock, any header whose words such lists do not have does. What shops
    pledge to supply has its price too, where the title or the figures' header says that it is `offered`.
    """
    figures = {*plan.quantities, *plan.totals, *plan.broken.values()}
    # Below the title of a list, what a thing costs beside where it is: of things one has.
    offered = offered or any(_OFFERED.search(fold_key(plan.columns[col].header)) for col in plan.quantities)
    priced = offered or (titled and any(map(_says_where, plan.columns.values())))
    each = titled and _kept_by_several(plan)
    pledged = any(_PLEDGED.search(fold_key(column.leaf)) for column in plan.columns.values())
    beside = (
        column
        for col, column in plan.columns.items()
        if col not in figures
        and not (pledged and _TERM.match(fold_key(column.leaf)))
        and not (priced and column.role is Role.PRICE)
        and not (each and _PRICE_OF_ONE.match(fold_key(column.leaf)))
    )
    return next(
        (column.leaf for column in beside if column.filled and _is_strange(column, is_name, titled=titled)),
        "",
    )


def _kept_by_several(plan: Plan) -> bool:
    """Return whether several columns of figures say who keeps the things: that tells where they are."""
    keepers = [col for col in plan.quantities if names_keeper(plan.columns[col].keeper)]
    return plan.layout is Layout.HOLDERS and len(keepers) > 1 and len(keepers) == len(plan.quantities)


def _says_where(column: Column) -> bool:
    """Return whether a column tells in words where each thing is, and not where it is to be handed over."""
    worded = column.role is Role.LOCATION and column.worded >= FIGURE_SHARE
    return worded and not _OTHER_PAPER.search(fold_key(column.leaf))


def _is_strange(column: Column, is_name: Callable[[str], bool], *, titled: bool) -> bool:
    role, plain = role_of(column.leaf), fold_key(column.leaf).replace("_", " ")
    if not plain or len(plain) > LONGEST_HEADING:
        return False
    if role is Role.PRICE or _MONEY.search(accent_key(column.leaf)):
        source = _SOURCE.match(plain) is not None and column.figures < FIGURE_SHARE
        return not (source or plain == _WORTH_ALONE or _WORTH.search(plain))
    if role is Role.DATE:
        return _DAYS_OF_THINGS.search(plain) is None
    # Figures of another name are left where they stand, and said: parts, norms, what the books say.
    if role not in _ASKED or column.figures >= FIGURE_SHARE:
        return False
    return _OTHER_PAPER.search(plain) is not None if titled else not heads_side(column.leaf, is_name)
