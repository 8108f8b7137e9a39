"""Columns that state what other columns of their row come to: by the words "Tổng", "Cộng" and what stands beside them."""

from __future__ import annotations

import re

from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Column
from importers.rules.names.keepers import names_keeper
from importers.rules.names.vocabulary import Role, is_total_label
from importers.rules.texts.header_units import UNIT_BRACKET
from importers.rules.texts.words import accent_key, fold_key, without_punctuation

_SUM_OF = re.compile(r"(?:tong cong|tong so|tong|cong) (.+)")
# What all who keep the goods come to: "Tổng khả năng" beside "UBND xã", "Hộ dân".
_OF_KEEPERS = re.compile(
    r"tong (?:cong |so )?(?:cac )?(?:kha nang|nang luc|nguon luc|nguon)(?: (?:huy dong|dap ung|cung ung|tai cho))*"
)
_NO_SUM = re.compile(r"công\b")  # folded, "Công an" reads like "Cộng ..."
_ADDS_UP = re.compile(r"(?:tổng )?cộng (?!tác|đồng|hòa|hoà|sự|hưởng)")


def is_total(column: Column) -> bool:
    """Return whether a column states sums: by its lowest header, or by the one above "Hiện có" or a year."""
    if column.role is Role.TOTAL or any(is_total_label(text) for text in column.path[-1:]):
        return True
    if column.role is None and _ADDS_UP.match(accent_key(column.leaf)) and not column.item.certain:
        return True  # "Cộng phương tiện thủy"
    below = column.role in {Role.QUANTITY, Role.NEED, Role.PERIOD} and len(column.path) > 1
    return below and any(is_total_label(text) for text in column.path[:-1])


def parts_of(columns: dict[int, Column], col: int) -> tuple[int, ...]:
    """Return the columns that one states the sum of: headed "Trong đó" right of it, or named in its header; or none.

    "Tổng số xuồng" before "Trong đó"; "Cộng phao" beside "Áo phao" and "Phao tròn".
    """
    column, parts = columns[col], []
    if len(column.path) != 1 or not fold_key(column.leaf).startswith(("tong ", "tong so", "cong ")):
        return ()
    for right in range(col + 1, max(columns) + 1):
        beside = columns.get(right)
        if beside is None or len(beside.path) < 2 or not fold_key(beside.path[0]).startswith("trong do"):
            break
        parts.append(right)
    return tuple(parts) or _named_parts(columns, col) or _kept_parts(columns, col)


def _kept_parts(columns: dict[int, Column], col: int) -> tuple[int, ...]:
    """Return the columns of those who keep the goods where a column says what all of them can give, if there are several."""
    if not _OF_KEEPERS.fullmatch(without_punctuation(fold_key(UNIT_BRACKET.sub("", columns[col].leaf)))):
        return ()
    parts = tuple(
        other
        for other, column in columns.items()
        if other != col
        and column.figures >= FIGURE_SHARE
        and column.role is None
        and names_keeper(column.leaf)
    )
    return parts if len(parts) > 1 else ()


def _named_parts(columns: dict[int, Column], col: int) -> tuple[int, ...]:
    """Return the columns of things in whose names the words stand that a column says it adds up, if there are several."""
    head = UNIT_BRACKET.sub("", columns[col].leaf).strip()
    said = _SUM_OF.fullmatch(fold_key(head))
    if said is None or columns[col].role is not None or _NO_SUM.match(accent_key(head)):
        return ()
    words = f" {said.group(1)} "
    parts = tuple(
        other
        for other, column in columns.items()
        if other != col
        and column.figures >= FIGURE_SHARE
        and column.item.certain
        and any(words in f" {without_punctuation(fold_key(text))} " for text in column.path)
    )
    return parts if len(parts) > 1 else ()


def sums_its_row(column: Column) -> bool:
    """Return whether a column beside columns of items says how many there are of all ("Tổng số lượng")."""
    whole = column.role is Role.QUANTITY and len(column.path) == 1
    return whole and fold_key(column.leaf).startswith(("tong ", "cong "))
