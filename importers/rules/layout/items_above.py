"""Tables of places, or of owners and plates, whose columns name no item: it stands in a row above, or in the title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from importers.rules.layout.body_row import BodyRow
from importers.rules.layout.column_roles import FIGURE_SHARE
from importers.rules.layout.columns import Column, Layout, Plan
from importers.rules.layout.evidence import latest
from importers.rules.layout.grid import Grid
from importers.rules.layout.headers import Indexes
from importers.rules.layout.layouts import use_columns
from importers.rules.layout.place_columns import place_columns
from importers.rules.names.items import Certainty, ItemIndex, ItemMatch
from importers.rules.names.vocabulary import Role, is_ditto
from importers.rules.texts.words import accent_key, without_numbering

LONGEST_NAME, LONGEST_TEXT = 7, 200
FARTHEST = 300  # rows that "nt" may look back: of a long list each row would look through all above it


class ItemAbove(NamedTuple):
    """What the figures of a table count, where their column does not say."""

    text: str
    item: ItemMatch
    unit: str = ""


def plan_items_above(columns: dict[int, Column]) -> Plan | None:
    """Return the plan of a table of places with one column of quantities that names nothing, else None."""
    stated = tuple(
        col
        for col, column in columns.items()
        if column.figures >= FIGURE_SHARE
        and column.role in {Role.QUANTITY, Role.PERIOD}
        and not column.item.certain
    )
    unsure = () if stated else _only_figures(columns)
    figures = latest(columns, stated or unsure)
    place, district = place_columns(columns, figures)
    if len(figures) != 1 or place is None:
        return None
    order = next((col for col, column in columns.items() if column.role is Role.ORDER), None)
    plan = Plan(layout=Layout.WIDE, columns=columns, order=order, district=district, items_above=True)
    use_columns(plan, Layout.WIDE, place, figures)
    plan.place = place
    plan.unsure = columns[unsure[0]].leaf if unsure else ""
    return plan


def _only_figures(columns: dict[int, Column]) -> tuple[int, ...]:
    """Return the one column of figures whose header is the office's own word ("Kiểm đếm")."""
    found = tuple(
        col
        for col, column in columns.items()
        if column.figures >= FIGURE_SHARE and column.role is None and column.path and not column.counts_rows
    )
    unknown = all(columns[col].item.certainty is Certainty.UNKNOWN for col in found)
    return found if len(found) == 1 and unknown else ()


def plan_owners(columns: dict[int, Column]) -> Plan | None:
    """Return the plan of a list of single vehicles that names owners and plates but no kind, else None."""
    plate, owner = (
        next((col for col, column in columns.items() if column.role is role and column.filled), None)
        for role in (Role.PLATE, Role.HOLDER)
    )
    if plate is None or owner is None:
        return None
    plan = Plan(layout=Layout.VEHICLES, columns=columns)
    plan.order = next((col for col, column in columns.items() if column.role is Role.ORDER), None)
    use_columns(plan, Layout.VEHICLES, owner, ())
    return plan


def names_item(row: BodyRow, indexes: Indexes) -> bool:
    """Return whether a row names an item of the catalogue and no place."""
    label = without_numbering(row.label)
    return indexes.items.is_name(label) and not indexes.places.is_place(label)


def item_of_head(row: BodyRow, plan: Plan, indexes: Indexes) -> ItemAbove | None:
    """Return the item a row above places names, with the unit beside it; None where it names none."""
    if not plan.items_above or not names_item(row, indexes):
        return None
    label = without_numbering(row.label)
    cell = row.cells.get(plan.unit or 0)
    return ItemAbove(label, indexes.items.match(label), cell.text if cell is not None else "")


def unit_beside(grid: Grid, plan: Plan, row: BodyRow, col: int, above: ItemAbove | None) -> str:
    """Return the unit that a column of units under the same item tells for a row ("Gạo / ĐVT, SL")."""
    path = plan.columns[col].path
    if plan.items_above and plan.unit is not None:
        text = grid.text(row.number, plan.unit)
        if is_ditto(text):
            return _repeated(grid, row.number, plan.unit)
        return text or (above.unit if above else "")
    if len(path) < 2:
        return ""
    for other, column in plan.columns.items():
        if column.role is Role.UNIT and column.path[:-1] == path[:-1]:
            return grid.text(row.number, other)
    return ""


def _repeated(grid: Grid, row: int, col: int) -> str:
    """Return what "nt" repeats: the nearest words above it in its column, among them those of the row that heads its group."""
    texts = (grid.text(above, col) for above in range(row - 1, max(0, row - FARTHEST), -1))
    return next((text for text in texts if text and not is_ditto(text)), "")


def item_of_title(texts: Iterable[str], items: ItemIndex) -> ItemAbove | None:
    """Return the one item that the titles name, as a suggestion: a title may speak of what is planned."""
    found: dict[str, ItemMatch] = {}
    for text in texts:
        words = accent_key(text[:LONGEST_TEXT]).split()
        start = 0
        while start < len(words):
            length = _name_at(words[start:], items)
            if length:
                name = " ".join(words[start : start + length]).strip(" ,.:;()")
                found[name] = items.named_as(name)
            start += length or 1
    codes = {code for match in found.values() for code in (match.code, *dict(match.candidates)) if code}
    if len(found) != 1 or not codes:
        return None
    ((name, match),) = found.items()
    candidates = match.candidates or ((match.code, 0.9),) if match.code else match.candidates
    return ItemAbove(name, replace(match, certainty=Certainty.VAGUE, code=None, candidates=candidates))


def _name_at(words: Sequence[str], items: ItemIndex) -> int:
    """Return how many of the first words are a name of two words or more, the longest there is."""
    for length in range(min(LONGEST_NAME, len(words)), 1, -1):
        if " ".join(words[:length]).strip(" ,.:;()") in items.accented:
            return length
    return 0
