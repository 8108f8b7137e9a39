"""What the columns of a table show of themselves: items, places, holders, totals."""

from __future__ import annotations

import re

from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Column
from importers.rules.names.items import Certainty
from importers.rules.names.keepers import names_keeper
from importers.rules.names.vocabulary import Role
from importers.rules.texts.words import accent_key, fold_key

_WHERE_TO = re.compile(
    r"\bso tan\b|\bdi doi\b|\b(?:noi|dia diem|diem) (?:chuyen )?(?:den|tap trung|tiep nhan|o tam)\b"
)
# Above columns of bare names: each is a village of the commune ("Số lượng tại các thôn" over "Phước Sơn").
_VILLAGES = re.compile(
    r"(?<!\w)(?:thôn|tdp|tổ dân phố|khu dân cư|khu phố|xóm|làng|bản|thon|to dan pho)(?!\w)"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(20\d\d)(?!\d)")
_NEVER = (0, 0, 0)
_OTHER_WORDS = frozenset({Role.ORDER, Role.UNIT, Role.PHONE, Role.NOTE, Role.PLATE, Role.LOCATION, Role.CONDITION, Role.IDENTITY})  # fmt: skip
# What there was when the time began that the table tells of, or before it: "Tồn kho đầu năm", "Số lượng cũ".
_OPENING = re.compile(
    r"\bdau (?:ky|nam|thang|quy|vu|mua)\b|^(?:so luong|sl|so|so lieu|hien co|co|ton) (?:cu|truoc day|(?:cua )?(?:ky|nam|quy|thang) truoc)$"
)


def latest(columns: dict[int, Column], cols: tuple[int, ...]) -> tuple[int, ...]:
    """Return the columns without those of older years, where the headers name years."""
    times = {col: _time_of(columns[col].header) for col in cols}
    newest = max(times.values(), default=_NEVER)
    return tuple(col for col in cols if times[col] in (_NEVER, newest))


def _time_of(header: str) -> tuple[int, int, int]:
    """Return the latest (year, month, day) a header names; zeros where it names none."""
    days = [(int(year), int(month), int(day)) for day, month, year in _DAY.findall(header)]
    return max(days, default=(max((int(year) for year in _YEAR.findall(header)), default=0), 0, 0))


def keeps_stock(column: Column) -> bool:
    """Return whether a column of figures is one of those who keep the goods, or the source they came from."""
    if column.role in {Role.AGREEMENT, Role.HOLDER, Role.LOCATION, Role.PLACE, Role.QUANTITY}:
        return True
    if column.role is not None:
        return False
    return column.is_place or names_keeper(column.leaf) or stands_in_village(column)


def stands_in_village(column: Column) -> bool:
    """Return whether the heading above a bare name says that it is a village's, and not how many villages there are."""
    return len(column.path) > 1 and _VILLAGES.search(accent_key(column.path[-2])) is not None


def count(columns: dict[int, Column], role: Role) -> int:
    """Return how many columns have a role."""
    return sum(column.role is role for column in columns.values())


def counts_stock(columns: dict[int, Column]) -> bool:
    """Return whether a column of figures names something of the catalogue beyond doubt: itself, or a kind of shelter in the
    heading above "Số lượng (cơ sở)"; vehicles counted like that are what a plan uses."""
    return any(
        column.item.certain
        and (column.role is None or (column.role is Role.QUANTITY and names_facility(column)))
        and column.filled
        and column.figures >= FIGURE_SHARE
        for column in columns.values()
    )


def names_facility(column: Column) -> bool:
    """Return whether a column counts a kind of building or place."""
    return str(column.item.code).startswith("CT-")


def moves_people(columns: dict[int, Column]) -> bool:
    """Return whether a table counts people to be brought to safety: households and heads, and no stock or where they go.

    What stands beside that ("Xe khách") is what the plan uses, and not what there is.
    """
    if count(columns, Role.PEOPLE) < 2:
        return False
    return not counts_stock(columns) or any(
        _WHERE_TO.search(fold_key(column.leaf))
        for column in columns.values()
        if column.role is not Role.PEOPLE  # "Người phải sơ tán" says how many, not where to
    )


def may_be_figures(column: Column) -> bool:
    """Return whether a column holds quantities: figures, or marks where its header counts or names something."""
    if column.figures >= FIGURE_SHARE or column.role is Role.QUANTITY:
        return True
    named = column.role is None and bool(column.path)
    known = column.item.certainty not in {Certainty.UNKNOWN, Certainty.SIMILAR} or column.is_place
    return named and (column.filled == 0 or (known and column.figures + column.marks >= FIGURE_SHARE))


def named_like_commune(column: Column) -> bool:
    """Return whether a header begins as the name of a commune does."""
    head = column.leaf.casefold()
    return head.startswith(("xã", "phường", "p.", "x.", "tt", "thị trấn", "đặc khu", "xa ", "phuong"))


def women_among(columns: dict[int, Column], col: int) -> tuple[int, ...]:
    """Return the columns of men or women under the same heading as a column, where nothing else stands there."""
    path = columns[col].path
    if len(path) < 2 or columns[col].role is Role.GENDER:
        return ()
    beside = tuple(
        other for other, column in columns.items() if other != col and column.path[:-1] == path[:-1]
    )
    return beside if all(columns[other].role is Role.GENDER for other in beside) else ()


def among_counted(columns: dict[int, Column], col: int) -> bool:
    """Return whether a column tells how many women there are among those that others of its group count by kinds."""
    path = columns[col].path
    return columns[col].role is Role.GENDER and any(
        other.role is None and other.item.certain and len(path) > 1 and other.path[:1] == path[:1]
        for other in columns.values()
    )


def item_column(columns: dict[int, Column], figures: tuple[int, ...]) -> int | None:
    """Return the column whose cells name items: by content first, the header decides between equals.

    A word that is only like an item's name ("Đạt") counts half. A column headed otherwise ("Loại hàng, địa điểm") names them
    only where no other does, and things stand in half of it.
    """
    scores = {
        col: (column.items + column.named) / 2 + (0.4 if column.role is Role.ITEM else 0.0) - column.places
        for col, column in columns.items()
        if col not in figures and column.filled and column.role not in _OTHER_WORDS
        and (column.units < 0.6 or column.role is Role.ITEM)
    }  # fmt: skip
    # Owners are named after what they sell or drive ("Đại lý gạo"): a column of goods beside them goes first.
    best = max(
        scores,
        key=lambda col: (scores[col] - (0.4 if columns[col].role is Role.HOLDER else 0.0), -col),
        default=None,
    )
    if best is not None and scores[best] >= 0.4:
        return best
    if counts_stock(columns):
        return None  # the headers name the items
    goods = (
        col
        for col, column in columns.items()
        if column.role is not Role.ORDER and column.goods >= FIGURE_SHARE and col not in figures
    )
    return next(goods, None)


def is_wide(columns: dict[int, Column], figures: tuple[int, ...], item: int, place: int | None) -> bool:
    """Return whether the headers rather than the rows name the items."""
    named = sum(columns[col].item.certainty not in {Certainty.UNKNOWN, Certainty.SIMILAR} for col in figures)
    stated = any(columns[col].role is Role.QUANTITY for col in figures)
    return (
        named >= 2
        and not stated
        and (place is not None or columns[item].role is not Role.ITEM or columns[item].named < 0.5)
    )


def first_words(columns: dict[int, Column], figures: tuple[int, ...], order: int | None) -> int | None:
    """Return the first column of words."""
    return next(
        (
            col
            for col, column in columns.items()
            if col not in figures and col != order and column.filled and column.figures < FIGURE_SHARE
        ),
        None,
    )


def is_part(column: Column) -> bool:
    """Return whether a column tells only how much of the quantity beside it is good, broken or otherwise ("Trong đó trẻ em")."""
    return says_of_which(column) or column.role in {Role.GOOD, Role.BROKEN, Role.GENDER}


def says_of_which(column: Column) -> bool:
    """Return whether a column tells of some of what stands beside it ("Trong đó: huy động được") and names no thing of its own."""
    own = column.item.certain and fold_key(column.item_text) in fold_key(column.leaf)
    return fold_key(column.leaf).startswith("trong do") and not own


def tells_no_own(column: Column) -> bool:
    """Return whether a column beside a total tells nobody's own stock, but some of it or nothing known ("Hết hạn")."""
    return says_of_which(column) or not keeps_stock(column)


def tells_of_part_beside(columns: dict[int, Column], col: int) -> bool:
    """Return whether a column with a heading of its own tells a part of the one left of it ("Trong đó nữ")."""
    left = columns.get(col - 1)
    own = len(columns[col].path) == 1 and fold_key(columns[col].leaf).startswith("trong do")
    return own and left is not None and left.item.certain


def without_moments(columns: dict[int, Column], figures: tuple[int, ...]) -> tuple[int, ...]:
    """Return the figures without the months and the counts before a storm beside which a column says what there is."""
    stated = {columns[col].path[:-1] for col in figures if columns[col].role is Role.QUANTITY}
    return tuple(
        col for col in figures if columns[col].role is not Role.PHASE or columns[col].path[:-1] not in stated
    )


def without_openings(columns: dict[int, Column], figures: tuple[int, ...]) -> tuple[int, ...]:
    """Return the figures without the stock a year or month began with, where a column of the same heading tells of its end."""

    def of_same(col: int) -> set[bool]:
        path = columns[col].path[:-1]
        return {opens(columns[other]) for other in figures if columns[other].path[:-1] == path}

    return tuple(col for col in figures if not opens(columns[col]) or False not in of_same(col))


def opens(column: Column) -> bool:
    """Return whether a column tells what there was before or when the time began."""
    return _OPENING.search(fold_key(column.leaf)) is not None


def without_parts(columns: dict[int, Column], figures: tuple[int, ...]) -> tuple[int, ...]:
    """Return the columns without those that are part of a quantity below the same heading."""
    whole = {columns[col].path[:-1] for col in figures if columns[col].role is Role.QUANTITY}
    return tuple(
        col
        for col in figures
        if not (is_part(columns[col]) or columns[col].role is Role.CONDITION)
        or len(columns[col].path) < 2
        or columns[col].path[:-1] not in whole
    )


def beside_no_part(columns: dict[int, Column], figures: tuple[int, ...]) -> tuple[int, ...]:
    """Return the columns without those that divide a sum together with the good or broken ones: "Đang sử dụng", "Dự phòng"."""
    parted = {column.path[:-1] for column in columns.values() if len(column.path) > 1 and is_part(column)}
    return tuple(col for col in figures if columns[col].path[:-1] not in parted)


def parts_by_condition(columns: dict[int, Column]) -> tuple[int, ...]:
    """Return the columns side by side that divide what there is into good, middling and broken, where none tells the whole."""
    parts = [col for col, column in columns.items() if column.role in {Role.GOOD, Role.BROKEN} and column.figures >= FIGURE_SHARE]  # fmt: skip
    others = [column for col, column in columns.items() if col not in parts and column.figures >= FIGURE_SHARE and column.role not in {Role.ORDER, Role.YEAR}]  # fmt: skip
    good = any(columns[col].role is Role.GOOD for col in parts)
    same = len({columns[col].path[:-1] for col in parts}) == 1
    return tuple(parts) if good and same and len(parts) > 1 and not others else ()


def good_ones_alone(columns: dict[int, Column]) -> tuple[int, ...]:
    """Return the column of good ones ("Đang sử dụng") where no other figures tell how many there are."""
    figures = [col for col, column in columns.items() if column.figures >= FIGURE_SHARE and column.role not in {Role.ORDER, Role.YEAR, Role.NEED, Role.PRICE}]  # fmt: skip
    return tuple(figures) if len(figures) == 1 and columns[figures[0]].role is Role.GOOD else ()


def broken_beside(columns: dict[int, Column], quantities: tuple[int, ...], *, alone: bool) -> dict[int, int]:
    """Return by column of quantities the one of its broken part: below the same heading, right of it where its header
    says "Trong đó", or any where the quantity is `alone`. Beside a column of good ones the broken are no part of these.
    """
    broken = [col for col, column in columns.items() if column.role is Role.BROKEN]
    if alone and len(quantities) == 1 and broken:
        return {quantities[0]: broken[0]}
    divided = {columns[col].path[:-1] for col in quantities if columns[col].role is Role.GOOD}
    wholes = [col for col in quantities if columns[col].path[:-1] not in divided]
    return {
        col: part
        for col in wholes
        for part in reversed(broken)
        if _same_heading(columns[col], columns[part])
        or (part == col + 1 and fold_key(columns[part].leaf).startswith("trong do"))
    }


def _same_heading(one: Column, other: Column) -> bool:
    return len(one.path) > 1 and one.path[:-1] == other.path[:-1]


def counts_people(column: Column) -> bool:
    """Return whether a column counts the people of the force its row names ("Quân số")."""
    return (
        column.role is Role.STRENGTH and column.figures >= FIGURE_SHARE and "quan so" in fold_key(column.leaf)
    )


def was_given(column: Column) -> bool:
    """Return whether a column states what was handed out to keep, where nothing says what is left."""
    given = column.role is Role.FLOW and column.figures >= FIGURE_SHARE
    return given and re.search(r"\bcap\b", fold_key(column.leaf)) is not None
