"""Columns of people: of a force, whose teams are not counted; and of those whom shelters and vehicles hold, who are no number of these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from importers.rules.layout.columns import Column
from importers.rules.names.vocabulary import Role
from importers.rules.texts.words import fold_key, without_punctuation

_FORCES = "LL-"
_TEAMS = re.compile(
    r"(?:tong )?(?:so(?: luong)?|sl) (?:to doi|tieu doi|trung doi|dai doi|phan doi|to|doi|nhom|chi doan|chi hoi|cau lac bo|clb)(?! vien)(?: .*)?"
)
_HELD = re.compile(
    r"(?:tong )?(?:so(?: luong)?|sl)? ?(?:nguoi|dan|ho|ho dan|khau|nhan khau|hoc sinh)(?: .*)?"
)
_MEMBERS = re.compile(
    r"(?:tong )?(?:so(?: luong)?|sl|quan so) (?:nguoi|can bo|chien s[iy]|dan quan|(?:doi|to|nhom|doan|hoi|thanh) vien)(?: .*)?|(?:tong )?quan so(?: .*)?|so nguoi"
)


def counts_teams(column: Column) -> bool:
    """Return whether a column counts the teams of a force, not its people: "Số tiểu đội", not "Số đội viên"."""
    return str(column.item.code).startswith(_FORCES) and _says(_TEAMS, column)


def holds_people(column: Column) -> bool:
    """Return whether a column tells of people where the things are no people: "Số lượng người" below "Trường học"."""
    return column.item.certain and not str(column.item.code).startswith(_FORCES) and _says(_HELD, column)


def counts_members(column: Column) -> bool:
    """Return whether a column counts people by its own words: "Quân số", "Số người", "Số đội viên"."""
    return _says(_MEMBERS, column)


def people_of_teams(columns: Mapping[int, Column]) -> dict[int, Column]:
    """Return the columns where those of teams are set aside whose people stand below the same heading, whatever word heads these.

    So are the people below a heading that names things: "Trường học" over "Số lượng" and "Số người".
    """
    found = _strength_of_forces(columns)
    for col, column in columns.items():
        if len(column.path) > 1 and column.role is Role.QUANTITY and holds_people(column):
            found[col] = replace(column, role=Role.CAPACITY)
    for col, teams in columns.items():
        if len(teams.path) < 2 or not counts_teams(teams):
            continue
        beside = (
            other
            for other, column in columns.items()
            if column.path[:-1] == teams.path[:-1] and _says(_MEMBERS, column)
        )
        if (people := next(beside, None)) is not None:
            found[col] = replace(teams, role=Role.CAPACITY)
            found[people] = replace(
                columns[people], role=Role.QUANTITY, item=teams.item, item_text=teams.item_text
            )
    return found


def _strength_of_forces(columns: Mapping[int, Column]) -> dict[int, Column]:
    """Return the columns where "Quân số" below a force of ours counts its people: only beside ranks it is a unit's strength."""
    strength = [col for col, column in columns.items() if column.role is Role.STRENGTH]
    ours = strength and all(
        len(columns[col].path) > 1
        and str(columns[col].item.code).startswith(_FORCES)
        and _says(_MEMBERS, columns[col])
        for col in strength
    )
    return dict(columns) | {col: replace(columns[col], role=Role.QUANTITY) for col in strength if ours}


def _says(words: re.Pattern[str], column: Column) -> bool:
    return words.fullmatch(without_punctuation(fold_key(column.leaf))) is not None
