"""What each column of a table holds, by its header and by its content, and so which layout the table has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.values import frozen
from importers.rules.layout.column_bodies import Body
from importers.rules.layout.column_roles import (
    FIGURE_SHARE,
    MOST_UNITS,
    columns_of_men_and_women,
    lists_facilities,
    role_of_column,
    stands_beside_needs,
    writes_plates,
    writes_units,
)
from importers.rules.layout.grid import Grid
from importers.rules.layout.header_items import item_of_header
from importers.rules.layout.headers import Indexes
from importers.rules.layout.tables import Table
from importers.rules.names.items import UNKNOWN, Certainty, ItemMatch
from importers.rules.names.keepers import VILLAGE
from importers.rules.names.places import PlaceCertainty
from importers.rules.names.series import Series, series_of, stems_of
from importers.rules.names.sources import sources_of
from importers.rules.names.vocabulary import Role, is_signature, role_of
from importers.rules.texts.header_units import unit_of_header
from importers.rules.texts.units import is_unit
from importers.rules.texts.words import fold_key

_UNITS_OF_SIZE = frozenset({"m2", "m²"})  # "Nhà bạt (m2)" above 16,5 and 60: their floor, not what is counted
SAMPLE_ROWS = 400
# What may stand below a name in a header and tells which of its figures a column holds.
_BELOW_A_NAME = {Role.QUANTITY, Role.NEED, Role.PERIOD, Role.PHASE, Role.GOOD, Role.BROKEN, Role.TOTAL}
_GOODS = frozenset({"PT", "TB", "VT", "HC"})
_NO_PLACES = frozenset({PlaceCertainty.UNKNOWN, PlaceCertainty.SIMILAR})
_COUNTS = frozenset({Role.QUANTITY, Role.TOTAL, Role.STRENGTH})
_PARTS = re.compile(r"(?:trong do|chia ra|bao gom|gom)\b")


class Layout(StrEnum):
    """How a table is built; the letters are those of the domain's ten layouts."""

    WIDE = "wide"  # L1, L3, L9: one row per place, one column per item
    LIST = "list"  # L2, L10: one row per item with a quantity column
    MATRIX = "matrix"  # L7: one row per item, one column per commune
    HOLDERS = "holders"  # L6: one row per item, one column per kind of holder
    VEHICLES = "vehicles"  # L4: one row is one vehicle
    EVACUATION = "evacuation"  # L5: people to be moved, no stock
    AGREEMENT = "agreement"  # L8: strength promised by units (hiệp đồng)
    NONE = "none"


@frozen
class Column:
    """One column: header texts, role by its header, what its header names, its unit, and shares of its content."""

    number: int
    path: tuple[str, ...]
    role: Role | None
    unit: str
    filled: int
    figures: float
    places: float
    items: float
    units: float
    item: ItemMatch = UNKNOWN
    item_text: str = ""
    place_text: str = ""
    districts: float = 0.0
    villages: float = 0.0
    marks: float = 0.0
    counts_rows: bool = False
    named: float = 0.0
    worded: float = 0.0
    vehicles: float = 0.0
    goods: float = (
        0.0  # things: no shelters, which may be where these are, and no forces, which may keep them
    )
    series: tuple[str, ...] = ()  # its head among opposed or numbered ones, or sources, then all of these
    source: str = ""  # the head where it is a source

    @property
    def is_place(self) -> bool:
        """Whether the header names a commune."""
        return bool(self.place_text)

    @property
    def state(self) -> str:
        """The head of a series that tells of what kind the things are, "" where it tells where they came from."""
        return self.series[0] if self.series and not self.source else ""

    @property
    def keeper(self) -> str:
        """The header text that names who keeps the goods: the lowest, or the one above "SL"."""
        above = len(self.path) > 1 and self.role is Role.QUANTITY and role_of(self.leaf) is Role.QUANTITY
        named = above and role_of(self.path[-2]) is not Role.QUANTITY
        return re.sub(r"\([^()]*\)", "", self.path[-2] if named else self.leaf).strip()

    @property
    def place_name(self) -> str:
        """The header text to look for a commune in."""
        return self.place_text or self.leaf

    @property
    def header(self) -> str:
        """The header as one line."""
        return " / ".join(self.path)

    @property
    def leaf(self) -> str:
        """The lowest header text."""
        return self.path[-1] if self.path else ""


@dataclass(kw_only=True, slots=True)
class Plan:
    """How to walk a table: its layout and which columns serve for what."""

    layout: Layout
    columns: dict[int, Column]
    order: int | None = None
    label: int | None = None
    unit: int | None = None
    place: int | None = None
    district: int | None = None
    quantities: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()
    items_above: bool = False  # the figures' header names no item: a row above the places does, or the title
    title: tuple[str, ItemMatch] | None = None  # what the title names, where the rows name owners alone
    unsure: str = ""  # the header of the only figures, where its words do not say what they are
    fields: dict[Role, int] = field(default_factory=dict)
    remarks: tuple[int, ...] = ()  # columns of words that tell more of a row
    capacities: tuple[int, ...] = ()  # where several columns tell of loads, seats and sizes
    broken: dict[int, int] = field(default_factory=dict)  # column of quantities -> that of its broken part
    sums: dict[int, tuple[int, ...]] = field(
        default_factory=dict
    )  # total -> the columns its figures show to add up to it


def describe_columns(grid: Grid, table: Table, indexes: Indexes) -> dict[int, Column]:
    """Return every column that has a header or a body, described."""
    bodies: dict[int, Body] = {}
    taken = 0
    for row in range(table.first_row, table.last_row + 1):
        cells = [cell for cell in grid.row_cells(row, table.left, table.right) if cell.text or cell.formula]
        if cells and is_signature(cells[0].text):
            break
        taken += bool(cells)
        for cell in cells:
            body = bodies.get(cell.col)
            if body is None:
                body = bodies[cell.col] = Body()
            body.take(cell, first=cell.col == table.left)
        if taken >= SAMPLE_ROWS:
            break
    found = {
        col: _describe(col, table.paths.get(col, ()), bodies.get(col) or Body(), indexes)
        for col in range(table.left, table.right + 1)
        if table.paths.get(col) or (col in bodies and bodies[col].filled)
    }
    for col in columns_of_men_and_women({col: column.path for col, column in found.items()}):
        found[col] = replace(found[col], role=Role.GENDER)
    for col in stands_beside_needs(found):
        found[col] = replace(found[col], role=Role.QUANTITY)
    for col in _units_below_quantities(found):
        found[col] = replace(found[col], role=Role.UNIT)
    for col in _years_unnamed(found, bodies):
        found[col] = replace(found[col], role=Role.YEAR)
    _heed_series(found, bodies, indexes)
    return found


def _years_unnamed(columns: dict[int, Column], bodies: dict[int, Body]) -> list[int]:
    """Return the columns of years whose header names no thing, place, unit or count: "Model" over 2014, 2008, 2019."""
    return [
        col
        for col, column in columns.items()
        if column.role in {None, Role.HOLDER, Role.LOCATION} and not (column.item.certain or column.is_place or column.unit)
        and col in bodies and bodies[col].tells_years
    ]  # fmt: skip


def _units_below_quantities(columns: dict[int, Column]) -> list[int]:
    """Return the columns of units below "Số lượng" that the figures beside them stand below too: "5 | xe"."""
    return [
        col
        for col, column in columns.items()
        if column.role is Role.QUANTITY and not column.figures and column.units >= MOST_UNITS
        and any(
            beside is not None and beside.path == column.path and beside.figures >= FIGURE_SHARE
            for beside in (columns.get(col - 1), columns.get(col + 1))
        )
    ]  # fmt: skip


def _heed_series(columns: dict[int, Column], bodies: dict[int, Body], indexes: Indexes) -> None:
    """Describe the columns of opposed or numbered heads as what else their header says: "Ca 1", "Ca 2" count what "Áo phao" names."""
    figures = {col: column.path for col, column in columns.items() if column.figures >= FIGURE_SHARE and column.role is not Role.ORDER}  # fmt: skip
    for run in series_of(figures):
        if any(columns[col].series for col in run) or _counted_whole(columns, run):
            continue
        described = {
            col: _without_head(columns[col], series, bodies[col], indexes) for col, series in run.items()
        }
        known = {col: column for col, column in described.items() if column is not None}
        if len(known) == len(run):
            columns.update(known)
    for run in sources_of(figures):
        described = {
            col: _without_head(columns[col], head, bodies[col], indexes) for col, head in run.items()
        }
        parts = [column for column in described.values() if column is not None and column.item.certain]
        if len(parts) == len(run) and not all(columns[col].item.certain for col in run):
            columns.update((column.number, replace(column, source=column.series[0])) for column in parts)


def _counted_whole(columns: dict[int, Column], run: dict[int, Series]) -> bool:
    """Return whether columns are of men and of women whom another one counts all."""
    if not any(columns[col].role is Role.GENDER for col in run):
        return False
    others = [column for col, column in columns.items() if col not in run and column.figures >= FIGURE_SHARE]
    headings = {series.rest for series in run.values()}
    beside = any(column.path[:-1] in headings - {()} or column.role in _COUNTS for column in others)
    return beside or any(rest and _PARTS.match(fold_key(rest[0])) for rest in headings)


def _without_head(column: Column, series: Series, body: Body, indexes: Indexes) -> Column | None:
    """Return a column of a series as what else its header says, None where its head names a thing of its own."""
    heads, rest = series.heads, series.rest
    rest = rest or next(((stem,) for stem in stems_of(heads) if indexes.items.match(stem).certain), ())
    found = _describe(column.number, rest, body, indexes)
    own = column.path[series.level]
    named = column.item.code if column.item.certain else found.item.code
    headed = (
        found.is_place
        or found.item.certain
        or not rest
        or role_of(rest[-1]) is not None
        or _PARTS.match(fold_key(rest[-1]))
    )
    if indexes.items.match(own).certain or named != found.item.code or not headed:
        return None
    if not found.item.certain:
        found = replace(found, item=column.item, item_text=column.item_text)
    role = None if found.role in {Role.TOTAL, Role.STRENGTH} else found.role
    return replace(found, path=column.path, role=role, series=(own, *heads))


def _describe(col: int, path: tuple[str, ...], body: Body, indexes: Indexes) -> Column:
    count = max(1, body.filled)
    # Below "Danh mục" a size is a name: "16,5 m2" below "Nhà bạt".
    named = bool(path) and role_of(path[-1]) is Role.ITEM
    words, figures = body.words, (body.figures - (body.sized if named else 0)) / count
    place_text = _place_of_header(path, indexes)
    item, item_text = item_of_header(path, indexes, is_place=bool(place_text))
    matches = [indexes.items.match(text) for text in words]
    known = [match.certainty for match in matches]
    unit = unit_of_header(path)
    return Column(
        number=col,
        path=path,
        role=writes_plates(path, words)
        or writes_units(path, words, figures)
        or role_of_column(path, figures, item, item_text, place_text)
        or lists_facilities(path, words, figures, indexes.items),
        unit="" if item.certainty is Certainty.BY_SIZE and unit in _UNITS_OF_SIZE else unit,
        filled=body.filled,
        figures=figures,
        marks=body.marks / count,
        worded=len(words) / count,
        places=sum(
            indexes.places.is_place(text) or bool(indexes.places.find_district(text)) for text in words
        )
        / count,
        items=sum(certainty is not Certainty.UNKNOWN for certainty in known) / count,
        named=sum(certainty not in {Certainty.UNKNOWN, Certainty.SIMILAR} for certainty in known) / count,
        units=sum(is_unit(text) for text in words) / count,
        item=item,
        item_text=item_text,
        place_text=place_text,
        districts=sum(bool(indexes.places.find_district(text)) for text in words) / count,
        counts_rows=body.counted >= 2 and body.counted >= 0.9 * body.filled,
        vehicles=sum(match.certain and str(match.code).startswith("PT") for match in matches) / count,
        goods=sum(match.certain and str(match.code)[:2] in _GOODS for match in matches) / count,
        villages=sum(bool(VILLAGE.match(text)) for text in words) / count,
    )


def _place_of_header(path: tuple[str, ...], indexes: Indexes) -> str:
    """Return the commune a header names: by its lowest text, or above "Hiện có", "Nhu cầu" or a year."""
    for text in path[-1:] if not path or role_of(path[-1]) not in _BELOW_A_NAME else path[-2:-1]:
        if indexes.places.match(text).certainty not in _NO_PLACES:
            return text
    return ""
