"""Rows that stand over the places below them, and the former district a row is read in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from importers.rules.layout.bodies import adds_up
from importers.rules.layout.body_row import BodyRow
from importers.rules.layout.columns import Plan
from importers.rules.layout.drafts import GROUPS_BETWEEN, Claim, Walked
from importers.rules.layout.grid import Grid
from importers.rules.layout.headers import Indexes
from importers.rules.names.places import PlaceIndex
from importers.rules.names.vocabulary import is_ditto
from importers.rules.reasons import Reason
from importers.rules.rows.village_rows import tells_of_commune
from importers.rules.texts.words import accent_key, is_list_mark, numbering_of, without_numbering

ROMAN = re.compile(r"[IVX]{1,5}|[A-H]")
UNNUMBERED = 9
_LETTERED = re.compile(r"[A-H]\s*[.)]\s")


@dataclass(kw_only=True, slots=True)
class Group:
    """A row that heads others, the rows below it, and how deep it stands: letters above Roman above other numbers."""

    head: BodyRow
    depth: int
    members: list[BodyRow] = field(default_factory=list)


def depth_of_group(row: BodyRow) -> int:
    """Return how deep a row that heads others stands."""
    order = row.numbering.strip("().: ")
    if re.fullmatch(r"[A-H]", order):
        return 0
    if ROMAN.fullmatch(order.upper()):
        return 1
    if not order and _LETTERED.match(row.label):
        return 0
    return 2 + order.count(".") if order else UNNUMBERED


@dataclass(kw_only=True, slots=True)
class Groups:
    """The rows that head others: all of them, those whose rows are being walked, and the words across the table above these."""

    all: list[Group] = field(default_factory=list)
    open: list[Group] = field(default_factory=list)
    titled: str = ""

    def begin(self, row: BodyRow, *, commune: bool) -> None:
        """Open the group that a row heads, which ends those as deep. "X." before a commune's name is no Roman number."""
        group = Group(head=row, depth=depth_of_group(replace(row, label="") if commune else row))
        while self.open and self.open[-1].depth >= group.depth:
            self.open.pop()
        self.all.append(group)
        self.open.append(group)
        if group.depth == UNNUMBERED and row.only_text:
            self.titled = row.only_text

    def words(self, places: PlaceIndex) -> str:
        """Return what the heads of the open groups say, the outermost first; names of places say nothing.

        "B. NHU CẦU BỔ SUNG" speaks against the communes below it, "HUYỆN BÌNH SƠN" does not.
        """
        heads = (
            without_numbering(head) for head in (self.titled, *(group.head.label for group in self.open))
        )
        told = (
            head for head in heads if head and not places.is_place(head) and not places.find_district(head)
        )
        return GROUPS_BETWEEN.join(dict.fromkeys(map(accent_key, told)))


def sums_numbered(rows: Sequence[BodyRow], plan: Plan) -> bool:
    """Return whether the first of some rows states what the numbered ones right below it come to, or was calculated.

    A line of the commune above it ("- Nhân dân") may by chance have the figures of the next one.
    """
    head, *below = rows
    members = list(takewhile(lambda row: bool(row.order), below))
    calculated = any(cell.formula for cell in head.cells.values())
    if is_list_mark(numbering_of(head.label)) or (len(members) == 1 and tells_of_commune(head)):
        return False
    figures = [
        {col: row.cells[col].exact for col in plan.quantities if col in row.cells} for row in (head, *members)
    ]
    same = len(members) == 1 and figures[0] == figures[1]
    return calculated or same or adds_up(head, members, plan)


def leave_row(found: Walked, row: BodyRow, plan: Plan, reason: Reason | None) -> None:
    """Keep account of a row that tells of need, prices or broken ones, or in words (no reason) more of its columns."""
    for col in row.cells:
        at = (row.number, col)
        if reason is not None and (col in plan.quantities or col in plan.totals):
            found.unread[at] = reason
        else:
            found.labels.add(at)


def claim_groups(found: Walked, plan: Plan, groups: list[Group], places: PlaceIndex) -> None:
    """A district's row states the sum of the communes below it; alone, it only repeats sums kept elsewhere."""
    for group in groups:
        head, members = group.head, group.members
        for col in (*plan.quantities, *plan.totals):
            cell = head.cells.get(col)
            if cell is None:
                continue
            columns = (col,) if col in plan.quantities else plan.quantities
            cells = tuple((row.number, other) for row in members for other in columns if other in row.cells)
            if members:
                found.claims.append(Claim(cell=cell, options=(cells,), vote=f"group{head.number}"))
            else:
                district = places.find_district(without_numbering(head.label))
                found.unread[cell.row, cell.col] = Reason.DISTRICT_SUM
                found.districts.append((cell, district, accent_key(plan.columns[col].header)))


def district_in(grid: Grid, col: int, row: int, indexes: Indexes, memory: dict[int, str]) -> str:
    """Return the former district that a column names for a row; a blank repeats the one above."""
    text = grid.text(row, col)
    if text and not is_ditto(text):
        memory[col] = indexes.places.find_district(text)
    return memory.get(col, "")


def places_down(rows: Sequence[BodyRow], plan: Plan) -> list[str]:
    """Return what may name communes beside or above the rows of a list of items, each once."""
    if plan.place is not None:
        beside = (row.cells[plan.place].text for row in rows if plan.place in row.cells)
        return list(dict.fromkeys(beside))
    return list(dict.fromkeys(row.label for row in rows if row.label and not row.has_figures))
