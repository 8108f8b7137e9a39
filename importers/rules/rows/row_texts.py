"""The words beside the name and the figures of a row: by role, with those of the rows that continue it."""

from __future__ import annotations

from collections.abc import Container, Mapping

from importers.rules.layout.body_row import BodyRow
from importers.rules.layout.columns import Plan
from importers.rules.layout.drafts import REMARKS_BETWEEN, Draft
from importers.rules.layout.grid import Grid
from importers.rules.names.vocabulary import Role, is_ditto
from importers.rules.rows.entries import Entry
from importers.rules.rows.row_items import capacity_of, sizes_beside
from importers.rules.rows.village_rows import is_village
from importers.rules.texts.fields import OWN_LOT
from importers.rules.texts.notes import opens_with_broken
from importers.rules.texts.sizes import with_size_unit
from inventory.rules.catalogue import TypeCode

_OWNED = frozenset({Role.HOLDER, Role.PHONE, Role.LOCATION})
_NONE: frozenset[int] = frozenset()
_TOLD_OF_COLUMNS = frozenset({Role.LOCATION, Role.HOLDER, Role.PHONE, Role.CONDITION, Role.NOTE})


def texts_of(
    entry: Entry, plan: Plan, grid: Grid, kinds: Container[TypeCode], memory: dict[int, str]
) -> dict[Role, str]:
    """Return what the other columns of a row say; "nt" repeats what `memory` has of the column."""
    texts: dict[Role, str] = {}
    owned = _owners_of_rows(plan)
    for role, col in plan.fields.items():
        text = grid.text(entry.row.number, col)
        if col in owned:
            text = _of_owner(text, col, entry, plan, memory)
        if entry.parts:
            more = (part.cells[col].text for part in entry.parts if col in part.cells)
            text = " ".join(word for word in (text, *more) if word)
        if is_ditto(text):
            text = memory.get(col, "")
        elif text:
            memory[col] = text
        if text:
            texts[role] = with_size_unit(text, plan.columns[col].leaf) if role is Role.CAPACITY else text
    _add_remarks(texts, entry.row, plan, grid, memory)
    if Role.CONDITION not in texts and opens_with_broken(texts.get(Role.CAPACITY, "")):
        texts[Role.CONDITION] = texts.pop(Role.CAPACITY)  # "Áo phao | Hỏng": no kind of it
    if told := capacity_of(entry, plan, grid, kinds):
        texts[Role.CAPACITY] = told
        if sizes := sizes_beside(entry, plan, grid, told):
            texts[Role.NOTE] = REMARKS_BETWEEN.join(filter(None, (texts.get(Role.NOTE), sizes)))
    return texts


def _owners_of_rows(plan: Plan) -> frozenset[int]:
    """Return the columns of an owner, with telephone and address, where each record begins with its owner."""
    first = frozenset(col for role, col in plan.fields.items() if role in _OWNED and col < (plan.label or 0))
    return first if plan.fields.get(Role.HOLDER) in first else _NONE


def _of_owner(text: str, col: int, entry: Entry, plan: Plan, memory: dict[int, str]) -> str:
    """Return what a row says of its owner; one without a number that names none is the next thing of the owner above it."""
    owner = plan.fields[Role.HOLDER]
    if entry.row.order or owner in entry.row.cells:
        memory[-col] = text
        return text
    return text or memory.get(-col, "")


def words_beside(row: BodyRow, plan: Plan, grid: Grid, memory: dict[int, str]) -> dict[Role, str]:
    """Return what the other columns of a row of places say; "nt" repeats what `memory` has of the column."""
    texts: dict[Role, str] = {}
    for role, col in plan.fields.items():
        text = grid.text(row.number, col)
        text = memory.get(col, "") if is_ditto(text) else text
        if text:
            texts[role] = memory[col] = text
    _add_remarks(texts, row, plan, grid, memory)
    return texts


def _add_remarks(
    texts: dict[Role, str], row: BodyRow, plan: Plan, grid: Grid, memory: dict[int, str]
) -> None:
    """Put what the other columns of words say behind the note; lists of our own have all they tell in fields."""
    said = {col: grid.text(row.number, col) for col in plan.remarks}
    if any(map(OWN_LOT.fullmatch, said.values())):
        return
    for col, words in said.items():
        text = memory.get(col, "") if is_ditto(words) else words
        if text:
            memory[col] = text
            texts[Role.NOTE] = REMARKS_BETWEEN.join((texts[Role.NOTE], text)) if Role.NOTE in texts else text


def tells_of_columns(said: Role, row: BodyRow, plan: Plan) -> bool:
    """Return whether a row of a list that lies on its side tells in words where the things of its columns are, or who has them."""
    words = [cell.text for col, cell in row.cells.items() if col in plan.quantities]
    bare = said in _TOLD_OF_COLUMNS and not row.has_figures and not is_village(row.label)
    return bare and len(words) > 1 and all(any(map(str.isalpha, text)) for text in words)


def told_beside(draft: Draft, told: Mapping[Role, BodyRow]) -> Draft:
    """Return a figure of a list that lies on its side with what other rows tell of its column."""
    texts = {
        role: cell.text for role, row in told.items() if (cell := row.cells.get(draft.cell.col)) is not None
    }
    return draft._replace(texts={**draft.texts, **texts})


def unit_of(entry: Entry, plan: Plan, grid: Grid, memory: dict[int, str]) -> str:
    """Return the unit of a row, "" where none is written."""
    if plan.unit is None:
        return ""
    text = grid.text(entry.row.number, plan.unit)
    if is_ditto(text):
        return memory.get(plan.unit, "")
    if text:
        memory[plan.unit] = text
    return text
