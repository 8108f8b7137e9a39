"""Columns that divide what there is, in whatever words, and the one beside them that states the whole."""

from __future__ import annotations

import re

from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Column, Plan
from importers.rules.layout.evidence import beside_no_part, is_part, keeps_stock
from importers.rules.names.items import Certainty
from importers.rules.names.keepers import names_keeper
from importers.rules.names.vocabulary import PRESENT, Role, is_total_label, role_of
from importers.rules.texts.words import fold_key

_DIVIDING = frozenset({None, Role.QUANTITY, Role.GOOD, Role.CONDITION, Role.FLOW, Role.PLACE, Role.HOLDER, Role.LOCATION, Role.AGREEMENT})  # fmt: skip

# How far what there is is used: with what is kept beside it that makes up the stock.
_IN_USE = re.compile(
    r"(?:(?:so luong|sl|so) )?(?:(?:hien )?dang (?:dung|su dung|sd|hoat dong|khai thac|truc)|(?:de )?(?:du phong|du bi|thuong truc|san sang|niem cat)|(?:de )?cat giu|luu kho|cat kho)"
)

_PROMISED = re.compile(r"\b(?:cam ket|hop dong|cung ung|tu du tru|tu chuan bi)\b")
# A column of its own beside "Hiện có": what can be called on besides.
_PLEDGE = re.compile(
    r"(?:(?:so luong|sl|so|khoi luong|luc luong) )?(?:da |dang |ky )?(?:cam ket|hiep dong|hop dong|ky ket|(?:kha nang |co the |dang ky )?huy dong (?:them|bo sung))\b"
)
_HANDED_ON = re.compile(r"\b(?:cap|giao|muon|thue|tra|da nhan|tiep nhan|xa ban|xa khac)\b")


def totals_of_parts(plan: Plan, columns: dict[int, Column]) -> tuple[int, ...]:
    """Return the total columns under a heading whose other columns only tell how many are good, broken or otherwise.

    Below the name of a thing those may be told in any words that name no other.
    """
    found = []
    for col in plan.totals:
        path = columns[col].path
        below = [other for other, column in columns.items() if other != col and column.path[:1] == path[:1]]
        parts = [other for other in below if is_part(columns[other])]
        if len(path) > 1 and parts and all(other in parts or is_share(columns, other) for other in below):
            found.append(col)
        elif (
            len(path) > 1
            and columns[col].item.certain
            and below
            and all(_is_trait(columns[other]) for other in below)
        ):
            found.append(
                col
            )  # "Tổng số | Đã tập huấn | Đảng viên": whatever they tell, they name nothing of their own
    return tuple(found)


def only_figures(plan: Plan, columns: dict[int, Column], figures: tuple[int, ...]) -> tuple[int, ...]:
    """Return the one column of figures that stands beside a column of units, whatever word heads it, or below no header at all."""
    units = any((one.role is Role.UNIT and one.filled) or one.units >= 0.6 for one in columns.values())
    alone = (units or not any(one.path for one in columns.values())) and not plan.totals and len(figures) == 1
    return (
        figures if alone and columns[figures[0]].role is None and not keeps_stock(columns[figures[0]]) else ()
    )


def of_totals(plan: Plan) -> tuple[tuple[int, ...], str]:
    """Return the total that says what there is where nothing else does, and what to ask about it, or "".

    Below "Tổng số" every column is one of totals: then the one that says so itself; where none does, one is asked about.
    """
    own = tuple(col for col in plan.totals if is_total_label(plan.columns[col].leaf))
    if own or len(plan.totals) < 2:
        return (own or plan.totals)[:1], plan.unsure
    return plan.totals[:1], plan.columns[plan.totals[0]].leaf


def is_share(columns: dict[int, Column], col: int) -> bool:
    """Return whether words nobody knows ("Chờ thanh lý") head figures below one heading with good or broken ones.

    Such a column tells of a share of the same whole, and never what there is.
    """
    column = columns[col]
    if len(column.path) < 2 or column.figures < FIGURE_SHARE or is_part(column) or not _says_nothing(column):
        return False
    return any(is_part(other) and other.path[:-1] == column.path[:-1] for other in columns.values())


def parts_of_use(columns: dict[int, Column]) -> tuple[int, ...]:
    """Return the good ones with the shares in words nobody knows below the same heading ("Sử dụng được | Niêm cất"), where no sum is."""
    shares = [col for col in columns if is_share(columns, col)]
    headings = {columns[col].path[:-1] for col in shares}
    good = [
        col for col, column in columns.items() if column.role is Role.GOOD and column.path[:-1] in headings
    ]
    return tuple(sorted((*good, *shares))) if good and len(headings) == 1 else ()


def _is_trait(column: Column) -> bool:
    return column.role is None and column.figures >= FIGURE_SHARE and _says_nothing(column)


def without_traits(columns: dict[int, Column], cols: tuple[int, ...]) -> tuple[int, ...]:
    """Return the columns without those that tell of some of what another counts below the same thing ("Quân số | Biết bơi")."""
    counted = {
        columns[col].path[:-1]
        for col in cols
        if columns[col].item.certain and columns[col].role in {Role.QUANTITY, Role.TOTAL}
    }
    return tuple(
        col for col in cols if columns[col].path[:-1] not in counted - {()} or not _is_trait(columns[col])
    )


def tells_use(column: Column) -> bool:
    """Return whether a column of figures tells how many are in use or kept back ("Đang dùng", "Dự phòng")."""
    told = column.role in {None, Role.GOOD} and column.figures >= FIGURE_SHARE
    return told and _IN_USE.fullmatch(fold_key(column.leaf)) is not None


def beside_total(columns: dict[int, Column], figures: tuple[int, ...]) -> tuple[int, ...]:
    """Return the columns a total is the sum of: none where all only tell how the things are used or how good they are."""
    found = beside_no_part(columns, figures)
    return () if all(tells_use(columns[col]) for col in found) else found


def kept_or_used(
    columns: dict[int, Column], figures: tuple[int, ...], totals: tuple[int, ...]
) -> tuple[int, ...]:
    """Return the columns of those who keep the goods, or of a series ("Mới | Cũ"); where no total is, with those in use beside.

    These divide the stock: one of them is no stock of its own.
    """
    if totals:
        return figures
    kept = [col for col in figures if keeps_stock(columns[col]) or columns[col].series]
    used = [col for col, column in columns.items() if col not in kept and tells_use(column)]
    return tuple(sorted((*kept, *used))) if kept or len(used) > 1 else ()


def _says_nothing(column: Column) -> bool:
    """Return whether the lowest header of a column names no thing, place, keeper or use of figures."""
    known = column.item.certainty not in {Certainty.UNKNOWN, Certainty.SIMILAR}
    return not (known or column.is_place or role_of(column.leaf) is not None or names_keeper(column.leaf))


def kept_beside(plan: Plan, stated: tuple[int, ...], figures: tuple[int, ...]) -> tuple[int, ...]:
    """Return the columns that "Cộng" sums up where one says what there is and the others who else keeps or promised some.

    "Hiện có tại xã | Hộ dân | Cửa hàng cam kết | Cộng": of the one that says so the others are no part.
    """
    says = len(stated) == 1 and PRESENT.search(fold_key(plan.columns[stated[0]].leaf)) is not None
    for total in plan.totals if says else ():
        path = plan.columns[total].path[:-1]
        beside = [col for col in sorted({*figures, *stated}) if plan.columns[col].path[:-1] == path]
        others = [plan.columns[col] for col in beside if col not in stated]
        if others and set(stated) < set(beside) and all(map(_is_kept_by_others, others)):
            return tuple(beside)
    return ()


def pledged_beside(columns: dict[int, Column], stated: tuple[int, ...]) -> tuple[int, ...]:
    """Return the columns of what others promised beside the one that says what there is ("Hiện có | Cam kết"): to be asked about."""
    said = fold_key(columns[stated[0]].leaf) if len(stated) == 1 else ""
    if not PRESENT.search(said) and not said.startswith("hien trang"):
        return ()
    path = columns[stated[0]].path[:-1]
    return tuple(
        col
        for col, column in columns.items()
        if col not in stated and column.path[:-1] == path and column.figures >= FIGURE_SHARE
        and column.role in {None, Role.AGREEMENT, Role.QUANTITY} and _PLEDGE.match(fold_key(column.leaf))
    )  # fmt: skip


def _is_kept_by_others(column: Column) -> bool:
    plain = fold_key(column.leaf)
    if column.role is Role.QUANTITY or PRESENT.search(plain) or _HANDED_ON.search(plain):
        return False
    return keeps_stock(column) or _PROMISED.search(plain) is not None


def rather_wholes(plan: Plan, quantities: tuple[int, ...]) -> tuple[int, ...]:
    """Return the quantities with the total in place of those that are only some of what it sums up.

    What says itself how much there is ("Còn lại") is no share of a sum; where some of it was handed out, all is asked about.
    """
    for total in plan.totals:
        beside = _beside(plan.columns, total)
        some = [col for col in beside if col in quantities]
        if (
            not some
            or len(some) == len(beside)
            or any(map(_says_what_is, (plan.columns[col] for col in some)))
        ):
            continue
        if any(plan.columns[col].role is Role.FLOW for col in beside):
            plan.unsure = plan.columns[some[0]].leaf
            continue
        quantities = tuple(sorted({*quantities, total}.difference(some)))
        plan.totals = tuple(col for col in plan.totals if col != total)
    return quantities


def _says_what_is(column: Column) -> bool:
    return PRESENT.search(fold_key(column.leaf)) is not None or role_of(column.leaf) is Role.QUANTITY


def _beside(columns: dict[int, Column], total: int) -> tuple[int, ...]:
    """Return the columns that divide a total: below the same heading; without one, those that follow it or come before."""
    path = columns[total].path
    if not is_total_label(columns[total].leaf):
        return ()
    if len(path) > 1:
        return tuple(
            col
            for col in columns
            if col != total and columns[col].path[:-1] == path[:-1] and _divides(columns[col])
        )
    for step in (1, -1):
        run, col = [], total + step
        while col in columns and len(columns[col].path) == 1 and _divides(columns[col]):
            run.append(col)
            col += step
        if run:
            return tuple(run)
    return ()


def _divides(column: Column) -> bool:
    return (
        column.figures >= FIGURE_SHARE
        and column.role in _DIVIDING
        and column.place_text != column.leaf
        and not column.item.certain
    )
