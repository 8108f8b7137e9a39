"""Columns of people: of a force, whose teams are not counted; and of those whom shelters and vehicles hold, who are no number of these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from importers.rules.layout.columns import Column
from importers.rules.names.vocabulary import Role
from importers.rules.texts.words import fold_key, without_punctuation

_FORCES = "LL-"
# Soldiers, border guards, fire police: their strength is not kept here.
_ARMED = frozenset({"LL-011", "LL-012", "LL-013", "LL-030"})
_ALIKE = 0.85  # how near the words above the rows have to come to a force's name, to be asked about
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
    if not ours and len(strength) == 1:
        return dict(columns) | _strength_of_rows(columns, strength[0])
    return dict(columns) | {col: replace(columns[col], role=Role.QUANTITY) for col in strength if ours}


def _strength_of_rows(columns: Mapping[int, Column], strength: int) -> dict[int, Column]:
    """Return "Quân số" as what counts the people of the one force that the header of the rows names, if any does.

    "Đội xung kích" above the rows is that force; "Đội xung kích thôn" only sounds like it, and is asked about.
    """
    people = columns[strength]
    if len(people.path) > 1 or not _says(_MEMBERS, people):
        return {}
    heads = [
        column
        for col, column in columns.items()
        if col < strength and not column.figures and _heads_force(column)
    ]
    if len(heads) != 1:
        return {}
    item, text = heads[0].item, heads[0].item_text
    return {strength: replace(people, role=Role.QUANTITY, item=item, item_text=text)}


def _heads_force(column: Column) -> bool:
    """Return whether a header names a force of ours, or comes near to the name of one."""
    if column.role not in {None, Role.HOLDER}:
        return False
    near = [code for code, score in column.item.candidates[:1] if score >= _ALIKE]
    code = str(column.item.code if column.item.certain else next(iter(near), ""))
    return code.startswith(_FORCES) and code not in _ARMED


def _says(words: re.Pattern[str], column: Column) -> bool:
    return words.fullmatch(without_punctuation(fold_key(column.leaf))) is not None
