"""The role of a column: by its header, unless what stands below it or beside it shows that the words mean something else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from importers.rules.names.facilities import facility_type, match_facility
from importers.rules.names.items import Certainty, ItemIndex, ItemMatch
from importers.rules.names.vocabulary import PRESENT, Role, role_of
from importers.rules.texts.header_units import unit_of_header
from importers.rules.texts.units import is_unit
from importers.rules.texts.words import fold_key, without_punctuation

FIGURE_SHARE = 0.5
MOST_UNITS = 0.6
# Words that often stand within a longer header, and so within the name of a thing too: "Điện thoại vệ tinh", "Xe chỉ huy".
_WITHIN = frozenset({Role.PHONE, Role.DRIVER, Role.LOCATION, Role.HOLDER, Role.DATE, Role.CAPACITY, Role.AGREEMENT})  # fmt: skip
_OF_WORDS = frozenset({Role.NOTE, Role.CONDITION, Role.PHONE, Role.DATE, Role.EXPIRY})
_COMMUNES_OWN = frozenset({"xa", "phuong", "dia phuong"})  # below "Dự trữ": what the commune keeps
_NOTHING_NAMED = frozenset({Certainty.UNKNOWN, Certainty.SIMILAR})
_ANY_FACILITY = re.compile(r"\b(?:cong trinh|tranh tru|tru an|so tan|co so|diem|nha)\b")
_OF_VEHICLES = re.compile(r"^so (?:xe|tau|ghe|thuyen|phuong tien|may)$")
# "Tiền mặt (đồng)": no word of a stock list, so it opens no table.
_IN_MONEY = re.compile(r"\((?:dvt\s*:?\s*)?(?:(?:1\.?000 |nghin |ngan |trieu |ty )?(?:dong|d)|vnd)\)$")
# Words say who or where: figures below a header that states their unit count those ("Người quản lý đê (người)").
_OF_SOMEONE = frozenset({Role.DRIVER, Role.HOLDER, Role.LOCATION})
# "76C-062.82", "QNg-47859TS".
_PLATE = re.compile(r"^(?:\d{2}\s?-?[A-ZĐ]{1,2}\d?|[A-ZĐ][A-Za-zđ]{1,2})[\s.-]*\d{3}")
# Says of the header above when it was so: "Hiện có" over "(thời điểm báo cáo)", "Số lượng" over "tính đến ngày 31/8".
_WHEN = re.compile(r"^(?:\(.*\)|(?:tinh )?(?:den|tai|vao)\b.*)$")
_MEN, _WOMEN = frozenset({"nam", "so nam", "nam gioi"}), frozenset({"nu", "so nu", "nu gioi"})

# What some of the people are, whom another column counts all.
_TRAITS = frozenset(
    {"dang vien", "so dang vien", "dan toc thieu so", "nguoi dan toc thieu so", "dtts", "ton giao", "co dao"}
)

# What there is, where needs stand beside it.
_AS_IT_STANDS = re.compile(
    r"(?:so luong |so lieu )?hien trang(?: (?:hien co|hien nay|nam 20\d\d|(?:tai|cua|o|den) .+))?"
)


class _Headed(Protocol):
    """A column as far as its header, role and share of figures tell."""

    @property
    def path(self) -> tuple[str, ...]: ...
    @property
    def role(self) -> Role | None: ...
    @property
    def figures(self) -> float: ...


def role_of_column(
    path: tuple[str, ...], figures: float, item: ItemMatch, item_text: str, place: str
) -> Role | None:
    """Return the role of a column of which a share are figures, whose header names an item or a place or neither."""
    role = _role(path)
    counted = figures >= FIGURE_SHARE
    is_name = item.certainty is Certainty.EXACT and " " in item_text
    if role in _WITHIN and counted and is_name and role_of(item_text) is role:
        return None
    if counted and role in _OF_WORDS and role_of(path[-1]) is None:
        role = None  # said of the group above alone: "Nguồn dự trữ" over "UBND xã" and "Hộ dân"
    if counted and role in _OF_SOMEONE and unit_of_header(path[-1:]):
        return None
    above = _role(path[:-1])
    keeping = role is Role.HOLDER or (role is Role.PLACE and fold_key(path[-1]).strip() in _COMMUNES_OWN)
    if counted and (role is Role.AGREEMENT or (keeping and above is Role.QUANTITY)):
        # Figures below "Huy động trong dân" count things, whatever stands above it; words there tell what was agreed.
        role = None if above in _OF_WORDS else above
    named = bool(place) or item.certainty not in _NOTHING_NAMED
    if role is None and counted and path and not named and PRESENT.search(fold_key(path[-1])):
        return Role.QUANTITY  # "Trữ lượng hiện có", whatever the word before it
    return role


def _role(path: tuple[str, ...]) -> Role | None:
    """Return the role of the lowest level that has one; a need or price above makes the whole group that."""
    roles = [Role.PRICE if _IN_MONEY.search(fold_key(text)) else role_of(text) for text in path]
    if roles[-2:] == [Role.QUANTITY, Role.DATE] and _WHEN.match(fold_key(path[-1]).strip()):
        roles.pop()
    for special in (Role.NEED, Role.PRICE):
        if special in roles:
            return special
    lowest = roles[-1] if roles else None
    found = [role for role in reversed(roles) if role is not None and role is not Role.STRENGTH]
    return lowest or (found[0] if found else None)


def lists_facilities(
    path: tuple[str, ...], words: Sequence[str], figures: float, items: ItemIndex
) -> Role | None:
    """Return the role of items where words stand below a header that names a kind of facility ("Tên trường học").

    "Tên công trình", "Điểm tránh trú" name every kind: then most of what stands below begins with its own.
    """
    if not path or not words or figures:
        return None
    if facility_type(items, path[-1]):
        return Role.ITEM
    told = sum(match_facility(items, text, None) is not None for text in words)
    return Role.ITEM if _ANY_FACILITY.search(fold_key(path[-1])) and told > len(words) / 2 else None


def writes_plates(path: tuple[str, ...], words: Sequence[str]) -> Role | None:
    """Return the role of plates where most words below "Số xe" are plates: they name vehicles and count none."""
    if not path or not words or not _OF_VEHICLES.match(fold_key(path[-1])):
        return None
    return Role.PLATE if sum(bool(_PLATE.match(text)) for text in words) * 2 >= len(words) else None


def writes_units(path: tuple[str, ...], words: Sequence[str], figures: float) -> Role | None:
    """Return the role of units where these stand below "Đơn vị" beside "Số lượng" under one heading, which counts nothing there."""
    if len(path) < 2 or not words or figures >= FIGURE_SHARE or role_of(path[-1]) is not None:
        return None
    return Role.UNIT if sum(map(is_unit, words)) >= MOST_UNITS * len(words) else None


def columns_of_men_and_women(paths: dict[int, tuple[str, ...]]) -> frozenset[int]:
    """Return the columns headed "Nam" and "Nữ" below the same heading; "Nam" alone may be a year typed without accents.

    So are the party's members among those counted, where the heading says that they are a part ("Trong đó").
    """
    leaves = {
        col: without_punctuation(fold_key(path[-1])).removeprefix("trong do ")
        for col, path in paths.items()
        if path
    }
    women = {col for col, leaf in leaves.items() if leaf in _WOMEN}
    men = {
        col
        for col, leaf in leaves.items()
        if leaf in _MEN
        and any(other in women and paths[other][:-1] == paths[col][:-1] for other in (col - 1, col + 1))
    }
    traits = {
        col
        for col, leaf in leaves.items()
        if leaf in _TRAITS and any(fold_key(text).startswith("trong do") for text in paths[col])
    }
    return frozenset(men | women | traits)


def stands_beside_needs(columns: Mapping[int, _Headed]) -> list[int]:
    """Return the columns of figures headed "Hiện trạng" that stand beside needs, norms or shortages: how many there are.

    Where another column says that, the figures tell of what quality the things are.
    """
    counted = [column for column in columns.values() if column.figures >= FIGURE_SHARE]
    needs = {column.path[:-1] for column in counted if column.role is Role.NEED}
    stated = {column.path[:-1] for column in counted if column.role in {Role.QUANTITY, Role.TOTAL}}
    return [
        col
        for col, column in columns.items()
        if column.role is Role.CONDITION and column.figures >= FIGURE_SHARE
        and column.path[:-1] in needs - stated and _AS_IT_STANDS.fullmatch(without_punctuation(fold_key(column.path[-1])))
    ]  # fmt: skip
